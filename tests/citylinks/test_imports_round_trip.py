# SPDX-License-Identifier: EUPL-1.2
"""A list that is written from links and read again gives the same links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samenspel.citylinks.actions.imports import apply_list, store_list, undo_list
from samenspel.citylinks.models import Agreement, CityLink, Party
from samenspel.citylinks.queries.imports import dry_run
from samenspel.citylinks.queries.imports_written import template_table, written_links
from samenspel.places.models import Municipality, MunicipalityName
from samenspel.register.exports import table_response
from tests.citylinks.lists_of_links import TODAY, adviser, country
from tests.citylinks.small_links import AT, make_link, municipality

# No blanks at the ends or doubled, no formula in front: a list keeps the words, not the blanks.
WORDS = st.from_regex(r"[A-Zéü=+@-][a-zö]{0,8}( [a-z;,'\"-]{1,6}[a-z]){0,3}", fullmatch=True)
DAYS = st.dates(date(1950, 1, 1), TODAY)
ABROAD = st.tuples(
    st.from_regex(r"[A-Z][a-zé]{2,9}( \([A-Z][a-z]+\))?", fullmatch=True),
    st.sampled_from(["ET", "SN", "CC", "MM", "US", "CD"]),
)


@st.composite
def links(draw: Any) -> dict[str, Any]:
    """A link as an import may make it."""
    begun = draw(st.none() | DAYS)
    ended = draw(st.none() | st.dates(begun, TODAY)) if begun else None
    signed = draw(st.none() | st.dates(date(1950, 1, 1), ended or TODAY))
    since = max(filter(None, (signed, begun)), default=None)
    last = draw(st.none() | st.dates(since, date(2100, 1, 1))) if since else None
    abroad = draw(st.lists(ABROAD, max_size=2, unique_by=lambda one: one[0].casefold()))
    ours = draw(st.sets(st.integers(1, 4), min_size=0 if abroad else 1))
    return {
        "name": draw(WORDS),
        "kind": draw(st.sampled_from(CityLink.Kind.values)),
        "begun_on": begun,
        "ended_on": ended,
        "ended_because": draw(WORDS) if ended else "",
        "ended_lesson": draw(st.just("") | WORDS) if ended else "",
        "purpose": draw(st.just("") | WORDS),
        "source": draw(st.just("") | WORDS),
        "signed_on": signed,
        "last_day": last,
        "partners": [f"GM{7000 + n}" for n in sorted(ours)] + abroad,
    }


def put(values: Mapping[str, Any]) -> None:
    """The link in the tables."""
    told = dict(values)
    partners, signed = told.pop("partners"), told.pop("signed_on")
    last = told.pop("last_day")
    stage = "ended" if told["ended_on"] else "active" if told["begun_on"] else "preparing"
    link = CityLink.objects.create(
        slug=f"band-{CityLink.objects.count()}", stage=stage, made_at=AT, made_by_name="Test",
        **told,
    )  # fmt: skip
    own = municipality(0)
    Party.objects.create(link=link, municipality=own, name=own.name, country="NL")
    for position, one in enumerate(partners, start=1):
        if isinstance(one, tuple):
            Party.objects.create(link=link, position=position, name=one[0], country=one[1])
            continue
        held = Municipality.objects.get(code=one)
        Party.objects.create(
            link=link, position=position, municipality=held, name=held.name, country="NL"
        )
    if signed or last:
        Agreement.objects.create(
            link=link, number=1, title="x", signed_on=signed, last_day=last,
            valid_from=signed or told["begun_on"], fixed_at=AT,
        )  # fmt: skip


def all_links() -> list[dict[str, Any]]:
    """What the tables have of every link, by name."""
    found = []
    for link in CityLink.objects.order_by("name"):
        agreement = link.agreements.first() or Agreement()
        parties = link.parties.exclude(municipality=municipality(0)).order_by("position")
        found.append(
            {
                field: getattr(link, field)
                for field in ("name", "kind", "stage", "begun_on", "ended_on", "ended_because",
                              "ended_lesson", "purpose", "source")
            }
            | {
                "signed_on": agreement.signed_on,
                "last_day": agreement.last_day,
                "valid_from": agreement.valid_from,
                "partners": [
                    p.municipality.code if p.municipality else (p.name, p.country) for p in parties
                ],
            }
        )  # fmt: skip
    return found


def emptied() -> None:
    for model in (Agreement, Party, CityLink):
        model.objects.all().delete()


class RoundTrip(TestCase):
    """In both languages and both kinds of file."""

    @settings(max_examples=25, deadline=None)
    @given(
        several=st.lists(
            links(), min_size=1, max_size=4, unique_by=lambda one: one["name"].casefold()
        ),
        language=st.sampled_from(["nl", "en"]),
        kind=st.sampled_from(["csv", "xlsx"]),
    )
    def test_links_come_back_as_they_were(
        self, several: list[dict[str, Any]], language: str, kind: str
    ) -> None:
        country()
        for one in several:
            put(one)
        before = all_links()
        with override(language):
            rows = written_links(municipality(0), sees_all=True, on=TODAY)
            file = table_response(template_table(municipality(0), rows), kind, "banden")
        emptied()
        by = adviser()
        stored = store_list(
            municipality=municipality(0), content=file.content, filename="x", by=by, at=AT
        )
        run = dry_run(stored, on=TODAY, actor=by)
        assert [error for one in run.outcomes for error in one.row.errors] == []
        chosen = [one.row.number for one in run.outcomes]
        apply_list(imported=stored, seen=run.digest, chosen=chosen, by=by, at=AT)
        assert all_links() == before
        undo_list(imported=stored, by=by, at=AT)
        assert all_links() == []


@pytest.mark.django_db
def test_links_that_are_there_are_known_when_their_list_is_sent_back() -> None:
    country()
    make_link(abroad=True, stage="ended")
    rows = written_links(municipality(0), sees_all=True, on=TODAY)
    file = table_response(template_table(municipality(0), rows), "csv", "banden")
    stored = store_list(
        municipality=municipality(0), content=file.content, filename="x", by=adviser(), at=AT
    )
    run = dry_run(stored, on=TODAY, actor=adviser())
    assert run.counts == {"wrong": 0, "new": 0, "known": 1}


@pytest.mark.django_db
def test_a_partner_that_is_not_known_by_its_name_alone_is_written_by_its_code() -> None:
    country()
    world = make_link(parties=3)
    world.agreement("doel", fixed=False)
    for index in (1, 3):
        MunicipalityName.objects.create(
            municipality=municipality(index), name="Dorp", kind="alias", source="Test"
        )
    Party.objects.filter(pk=world.parties[1].pk).update(name="Dorp")
    Party.objects.filter(pk=world.parties[2].pk).update(name="Eikendal")
    CityLink.objects.update(stage="preparing")
    ((name, partners, *rest),) = written_links(municipality(0), sees_all=True, on=TODAY)
    assert (name, partners) == ("Proefband", "GM7001 | GM7002")
    assert rest[1:4] == [None, None, None]
    assert rest[-3:] == [None, None, None]


@pytest.mark.django_db
def test_bars_in_the_name_of_a_partner_become_slashes() -> None:
    world = make_link(abroad=True)
    Party.objects.filter(pk=world.parties[2].pk).update(name="Ver|weg", country="MM")
    with override("en"):
        ((_name, partners, *_rest),) = written_links(municipality(0), sees_all=True, on=TODAY)
    assert partners == "Beekhuizen | Ver/weg (MM)"


@pytest.mark.django_db
def test_only_public_links_are_written_for_who_is_no_member() -> None:
    make_link(public=False)
    assert written_links(municipality(0), sees_all=False, on=TODAY) == ()
