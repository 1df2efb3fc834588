# SPDX-License-Identifier: EUPL-1.2
"""The history of an arrangement as readers see it, and what happened lately."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from samenspel.accounts.rules import operator
from samenspel.places.models import Municipality
from samenspel.register.actions import (
    add_participation,
    confirm,
    correct_version,
    undo,
)
from samenspel.register.field_labels import FIELD_LABELS
from samenspel.register.models import ChangeSet
from samenspel.register.queries.changes import PAGE, history_of, recent_changes
from samenspel.register.queries.editing import token_of
from samenspel.register.records import TABLES
from tests.register.small_register import (
    AT,
    GROUND,
    LATER,
    OLD,
    SAFETY,
    clerk,
    load,
    said,
    slug,
    small_package,
    version,
    without_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load()


def correct(key: str = SAFETY, at: Any = AT, **values: Any) -> ChangeSet:
    one = version(key)
    made = correct_version(
        version=one, values=values, seen=token_of(one), ground=GROUND, by=clerk("GM0392"), at=at
    ) if key == SAFETY else correct_version(
        version=one, values=values, seen=token_of(one), ground=GROUND, by=operator(), at=at
    )  # fmt: skip
    assert made is not None
    return made


def test_history_of_what_was_only_loaded_is_empty() -> None:
    found = history_of(slug(), names=True)
    assert (found.entries, found.page, found.pages, found.total) == ((), 1, 1, 0)


def test_history_says_what_who_when_why_in_words() -> None:
    made = correct(legal_form="netwerk", valid_to=date(2027, 1, 1), seat_municipality="GM0377")
    with translation.override("nl"):
        (entry,) = history_of(slug(), names=False).entries
    said_ = {line.field: (line.before, line.after) for line in entry.entry.lines}
    assert said_["Rechtsvorm"] == ("Openbaar lichaam", "Netwerk")
    assert said_["Laatste dag"] == ("", "31 december 2026")
    assert said_["Vestigingsgemeente"][1] == "Bloemendaal"
    assert (entry.entry.pk, entry.entry.reason, entry.entry.source) == (
        made.pk, GROUND.reason, GROUND.source,
    )  # fmt: skip
    assert "Haarlem" in entry.entry.by
    assert "clerk" not in entry.entry.by
    assert entry.can_be_undone
    assert [(line.is_waiting, line.is_over) for line in entry.held] == [(False, False)] * 3
    with translation.override("nl"):
        (named,) = history_of(slug(), names=True).entries
    assert "clerk" in named.entry.by


def test_history_says_what_the_source_said_since() -> None:
    correct(name="Van ons")
    load(said(small_package(), SAFETY, name="Van hen"), at=LATER)
    newest, first = history_of(slug(), names=False).entries
    (line,) = newest.held
    assert (line.ours, line.theirs, line.is_waiting) == ("Van ons", "Van hen", True)
    assert not first.can_be_undone
    load(said(small_package(), SAFETY, name="Van ons"), at=LATER)
    assert history_of(slug(), names=False).entries[0].held[0].is_over


def test_what_was_undone_cannot_be_undone_again() -> None:
    made = correct(name="Anders")
    undo(change_set=made, ground=GROUND, by=operator(), at=LATER)
    newest, first = history_of(slug(), names=False).entries
    assert newest.can_be_undone
    assert not first.can_be_undone


def test_history_outlives_the_arrangement() -> None:
    where = slug(OLD)
    load(without_version(small_package(), OLD), at=LATER)
    (entry,) = history_of(where, names=False).entries
    assert entry.can_be_undone
    assert all(line.kind == "removed" for line in entry.entry.lines)


def test_history_has_pages_and_a_constant_number_of_queries(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(PAGE + 3):
        correct(at=AT + timedelta(hours=number), name=f"Naam {number}")
    with django_assert_max_num_queries(6):
        found = history_of(slug(), names=True)
    assert (len(found.entries), found.pages, found.total) == (PAGE, 2, PAGE + 3)
    assert len(history_of(slug(), names=True, page=2).entries) == 3
    assert history_of(slug(), names=True, page=99).page == 2
    assert history_of(slug(), names=True, page=-1).page == 1


def test_recent_changes_of_a_municipality_and_of_arrangements(
    django_assert_max_num_queries: Any,
) -> None:
    correct(name="Oud", at=AT - timedelta(days=400))
    correct(name="Nieuw", policy_areas=("wonen",))
    confirm(versions=[version(OLD)], by=operator(), at=AT + timedelta(hours=1))
    add_participation(
        version=version(), values={"kind": "municipality", "municipality": "GM0439"},
        ground=GROUND, by=operator(), at=AT + timedelta(hours=2),
    )  # fmt: skip
    since = AT - timedelta(days=1)
    haarlem = Municipality.objects.get(code="GM0392")
    with django_assert_max_num_queries(3), translation.override("nl"):
        found = recent_changes(since=since, municipality_ids=[haarlem.pk])
    assert [(c.kind, c.arrangement_name) for c in found] == [("add", "Nieuw"), ("correct", "Nieuw")]
    assert "Naam" in found[1].fields
    assert found[1].organisation_name == "Gemeente Haarlem"
    (other,) = recent_changes(since=since, slugs=[slug(OLD)])
    assert (other.kind, other.slug) == ("confirm", slug(OLD))
    assert recent_changes(since=since) == ()
    assert len(recent_changes(since=since, slugs=[slug(OLD), slug()], limit=1)) == 1


def test_every_field_of_every_record_has_a_name() -> None:
    for table in TABLES.values():
        assert set(table.fields) <= set(FIELD_LABELS)
