# SPDX-License-Identifier: EUPL-1.2
"""The page of tasks, tables and provinces, on the example."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenspel.insight.queries.coverage.measure import coverage_of
from samenspel.register.models import ArrangementVersion, Participation, VersionDomain
from samenspel.register.queries.facts import CountryFacts, country_facts, forget
from samenspel.register.queries.reference import reference
from tests.conftest import LOADED_AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example", "_nothing_kept")]
PAGE = "/inzicht/taken/"
THEN = "peildatum=2012-06-26"


@pytest.fixture(name="_nothing_kept")
def nothing_kept() -> Any:
    forget()
    yield
    forget()


def facts() -> CountryFacts:
    on = LOADED_AT.date()
    found = country_facts(reference(on=on, today=on), "nl")
    assert found is not None
    return found


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def said(client: Client, part: str, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get(f"/inzicht/taken/{part}.json{query}").content)
    return found


def test_the_page_opens_with_a_picture_and_says_what_no_arrangement_means(client: Client) -> None:
    assert "voor zover de bron taken noemt" not in text(client, PAGE)
    VersionDomain.objects.filter(version__name__contains="Veiligheidsregio").delete()
    forget()
    html = text(client, PAGE)
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="bars' in html
    assert "voor zover de bron taken noemt" in html
    assert 'href="/methoden/#coverage"' in html


def test_the_page_is_there_in_english(client: Client) -> None:
    assert "what is missing, what is done twice?" in text(client, f"/en{PAGE}")


@pytest.mark.parametrize("part", ["taken", "dubbel", "tafels", "provincie"])
def test_every_part_has_a_table_and_files(client: Client, part: str) -> None:
    assert f"/inzicht/taken/{part}.csv" in text(client, f"{PAGE}?deel={part}")
    answer = client.get(f"/inzicht/taken/{part}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    kept = said(client, part)
    assert len(rows) == len(kept["rows"])
    assert kept["definitions"] == ["/methoden/#coverage"]
    assert all(row["source"] and row["reference_date"] for row in rows)
    assert client.get(f"/inzicht/taken/{part}.xlsx").status_code == 200


def test_every_task_counts_all_municipalities_that_the_source_names(client: Client) -> None:
    named = sum(one.is_known for one in facts().municipalities)
    for row in said(client, "taken")["rows"]:
        counts = [row[f"municipalities_{number}"] for number in ("none", "one", "more")]
        assert sum(counts) == named


def test_the_picture_is_a_file_of_its_own(client: Client) -> None:
    drawn = ET.fromstring(client.get("/inzicht/taken/taken.svg").content)  # noqa: S314 - ours
    assert drawn.tag.endswith("svg")
    assert client.get("/inzicht/taken/dubbel.svg").status_code == 404


def test_a_municipality_is_found_by_code_slug_and_name(client: Client) -> None:
    for wanted in ("GM0363", "amsterdam-gm0363", "amsterdam"):
        assert "Taken van Amsterdam" in text(client, f"{PAGE}?gemeente={wanted}")
    doubled = said(client, "dubbel", "?gemeente=GM0363")["rows"]
    assert {row["municipality_code"] for row in doubled} == {"GM0363"}


def test_the_page_of_a_municipality_has_the_figures_of_its_summary(client: Client) -> None:
    own = coverage_of(facts(), "GM0363")
    assert own is not None
    doubled = said(client, "dubbel", "?gemeente=GM0363")["rows"]
    assert [row["task"] for row in doubled] == [task.key for task in own.doubled]
    tables = said(client, "tafels", "?gemeente=GM0363")["rows"]
    assert sum(row["kind"] == "same" for row in tables) == len(own.shared)
    html = text(client, f"{PAGE}?gemeente=GM0363")
    assert all(task.label in html for task in own.without)


def test_two_arrangements_of_one_area_are_a_doubled_task() -> None:
    versions = [one.version_id for one in facts().arrangements if "GM0363" in _members(one.key)][:2]
    for pk in versions:
        VersionDomain.objects.create(version_id=pk, scheme="policy_area", key="terrorisme")
    forget()
    own = coverage_of(facts(), "GM0363")
    assert own is not None
    [found] = [task for task in own.doubled if task.key == "terrorisme"]
    assert sorted(one.version_id for one in found.arrangements) == sorted(versions)
    assert found in own.narrow_doubled
    assert (found.label, found.is_broad) == ("terrorisme", False)


def _members(key: str) -> tuple[str, ...]:
    return facts().participations.members_of(key)


def test_a_guessed_policy_area_is_no_task() -> None:
    before = coverage_of(facts(), "GM0363")
    VersionDomain.objects.all().update(is_guess=True)
    forget()
    after = coverage_of(facts(), "GM0363")
    assert before is not None
    assert after is not None
    assert before.doubled
    assert after.doubled == ()
    assert len(after.unnamed) == after.arrangements


def test_without_any_task_nothing_is_missing_and_nothing_drawn(client: Client) -> None:
    VersionDomain.objects.all().delete()
    forget()
    assert "De bron noemt van geen enkele samenwerking een taak." in text(client, PAGE)
    assert client.get("/inzicht/taken/taken.svg").status_code == 404
    assert said(client, "taken")["rows"] == []


def test_a_member_of_another_province_is_named() -> None:
    own = [coverage_of(facts(), one.code) for one in facts().municipalities if one.is_known]
    outside = [row for found in own if found for row in found.outside]
    assert outside
    assert all(0 < row.outside < row.members for row in outside)
    assert all(row.home for row in outside)


def test_a_municipality_that_the_source_never_names_is_not_without_tasks(client: Client) -> None:
    Participation.objects.filter(municipality__code="GM0034").delete()
    forget()
    assert coverage_of(facts(), "GM0034") is None
    assert "Onze bron noemt Almere nooit." in text(client, f"{PAGE}?gemeente=GM0034")


def test_without_arrangements_the_page_says_so(client: Client) -> None:
    from samenspel.register.models import Collection

    ArrangementVersion.objects.all().delete()
    Collection.objects.all().delete()
    forget()
    assert "Er zijn geen samenwerkingen geladen" in text(client, PAGE)
    assert client.get("/inzicht/taken/taken.csv").status_code == 404


def test_bad_addresses_say_what_is_wrong(client: Client) -> None:
    assert "geen gemeente met deze naam" in text(client, f"{PAGE}?gemeente=nergens", 400)
    assert "Deze keuze bestaat niet" in text(client, f"{PAGE}?deel=onzin", 400)
    assert client.get(f"{PAGE}?peildatum=gisteren").status_code == 400
    assert client.get("/inzicht/taken/taken.csv?gemeente=nergens").status_code == 400
    assert client.get("/inzicht/taken/taken.csv?peildatum=gisteren").status_code == 400
    assert client.get("/inzicht/taken/onzin.csv").status_code == 404
    assert client.get("/inzicht/taken/taken.pdf").status_code == 404


def test_an_unknown_country_shows_the_first_one(client: Client) -> None:
    assert said(client, "taken", "?land=xx") == said(client, "taken")


def test_the_page_asks_few_queries(client: Client) -> None:
    for part in ("taken", "dubbel", "tafels", "provincie"):
        forget()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{PAGE}?deel={part}&{THEN}")
        assert len(queries) <= 12
