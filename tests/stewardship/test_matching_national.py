# SPDX-License-Identifier: EUPL-1.2
"""Matching the inventory of 2016 with the register of 2026, against the links that are known."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.test import Client

from samenspel.accounts.rules import operator
from samenspel.analysis.record_linkage import Likeness, find_duplicates, find_links
from samenspel.register.models import Arrangement, ArrangementVersion, Collection
from samenspel.stewardship.actions.matching import propose_matches
from samenspel.stewardship.models import Match
from samenspel.stewardship.queries.linkage import linkage_records, successors
from tests.conftest import LOADED_AT

pytestmark = [pytest.mark.national, pytest.mark.django_db, pytest.mark.usefixtures("national")]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _slugs(collection: str) -> dict[str, str]:
    """Address of the arrangement by the key of any of its versions."""
    return dict(
        ArrangementVersion.objects.filter(collection__slug=collection).values_list(
            "key", "arrangement__slug"
        )
    )


@pytest.fixture
def known(national_data: Path) -> dict[str, str]:
    """The links that are known: 327, of which one in fifty of the weakest look doubtful."""
    inventory, register = _slugs("nl-2016"), _slugs("nl-2026")
    rows = _rows(national_data / "nl-2016" / "arrangements.csv")
    return {inventory[r["id"]]: register[f"roo-{r['roo_id']}"] for r in rows if r["roo_id"]}


def _best(links: list[Likeness]) -> dict[str, str]:
    found: dict[str, str] = {}
    for link in links:
        found.setdefault(link.first, link.second)
    return found


def test_known_links_are_found_precisely_and_almost_all(
    known: dict[str, str],
) -> None:
    following = successors()
    first, second = (
        linkage_records(Collection.objects.get(slug=slug), following)
        for slug in ("nl-2016", "nl-2026")
    )
    links = find_links(first, second)
    best = {key: other for key, other in _best(links).items() if key in known}
    right = sum(known[key] == other for key, other in best.items())
    proposed = {(link.first, link.second) for link in links}
    assert len(known) == 327
    assert right / len(known) >= 0.97  # recall
    assert right / len(best) >= 0.98  # precision
    assert sum(pair in proposed for pair in known.items()) / len(known) >= 0.98


def test_pairs_that_one_source_lists_twice_are_found(national_data: Path) -> None:
    slugs = _slugs("nl-2016")
    rows = _rows(national_data / "nl-2016" / "arrangement_duplicates.csv")
    wanted = {frozenset((slugs[r["arrangement_id"]], slugs[r["other_id"]])) for r in rows}
    records = linkage_records(Collection.objects.get(slug="nl-2016"), successors())
    found = find_duplicates(records)
    assert len(wanted) == 9
    assert wanted <= {frozenset((link.first, link.second)) for link in found}
    assert len(found) <= 50


def test_pages_stay_within_twelve_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    first, second = (Collection.objects.get(slug=s) for s in ("nl-2016", "nl-2026"))
    propose_matches(first=first, second=second, by=operator(), at=LOADED_AT)
    chosen = Match.objects.order_by("pk")[::60]
    Match.objects.filter(pk__in=[m.pk for m in chosen]).update(state="same")
    paths = ["/bronnen/", "/bronnen/?gemeente=Amsterdam&score=midden&provincie=PV27"]
    paths += [f"/bronnen/{match.pk}/" for match in chosen]
    paths += [Arrangement.objects.get(slug=m.first_slug).get_absolute_url() for m in chosen]
    for path in paths:
        with django_assert_max_num_queries(12, info=path):  # type: ignore[operator]
            assert client.get(path).status_code == 200
