# SPDX-License-Identifier: EUPL-1.2
"""Who keeps recesses and own terms, and what they may say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from samenspel.accounts.models import Event
from samenspel.accounts.rules import Actor, operator
from samenspel.dialogue.actions.terms import (
    RecessValues,
    add_recess,
    remove_recess,
    set_own_term,
    take_school_holidays,
)
from samenspel.dialogue.models import OwnTerm, Recess
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.school_holidays import regions_of, school_regions
from samenspel.dialogue.terms import own_terms
from samenspel.register.models import ArrangementVersion
from tests.dialogue.small_round import acting, municipality, organisation_of, person
from tests.insight.small_country import Made, load

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SUMMER = RecessValues("Zomerreces", date(2026, 7, 4), date(2026, 8, 16), "Vergaderschema")


def clerk(index: int = 0) -> Actor:
    return acting(person("clerk", organisation_of(municipality(index))))


def summer() -> Recess:
    return add_recess(municipality=municipality(0), values=SUMMER, by=clerk(), at=AT)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(DialogueRefused) as found:
        act()
    return found.value.field


def test_the_clerk_says_when_the_council_is_in_recess() -> None:
    kept = summer()
    assert (kept.begins, kept.ends, kept.last_day) == (
        date(2026, 7, 4),
        date(2026, 8, 17),
        date(2026, 8, 16),
    )
    event = Event.objects.get(action="add_recess")
    assert (event.object_kind, event.object_key) == ("municipality", "GM7000")


@pytest.mark.parametrize("kind", ["councillor", "adviser"])
def test_others_of_the_municipality_do_not(kind: str) -> None:
    by = acting(person(kind, organisation_of(municipality(0))))
    with pytest.raises(PermissionDenied):
        add_recess(municipality=municipality(0), values=SUMMER, by=by, at=AT)


def test_the_clerk_of_another_council_does_not() -> None:
    kept = summer()
    with pytest.raises(PermissionDenied):
        add_recess(municipality=municipality(0), values=SUMMER, by=clerk(1), at=AT)
    with pytest.raises(PermissionDenied):
        remove_recess(recess=kept, by=clerk(1), at=AT)
    with pytest.raises(PermissionDenied):
        take_school_holidays(municipality=municipality(0), holidays=[], by=clerk(1), at=AT)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (RecessValues(" ", date(2026, 7, 4), date(2026, 7, 5), "x"), "name"),
        (RecessValues("a", date(2026, 7, 4), date(2026, 7, 3), "x"), "last_day"),
        (RecessValues("a", date(2026, 7, 4), date(2026, 11, 1), "x"), "last_day"),
        (RecessValues("a", date(2026, 7, 4), date(2026, 7, 4), " "), "source"),
    ],
    ids=["name", "order", "length", "source"],
)
def test_a_recess_without_sense_is_refused(values: RecessValues, field: str) -> None:
    add = lambda: add_recess(municipality=municipality(0), values=values, by=clerk(), at=AT)  # noqa: E731
    assert refused(add) == field
    assert not Recess.objects.exists()


def test_recesses_of_a_council_do_not_overlap() -> None:
    summer()
    again = RecessValues("Nog een", date(2026, 8, 16), date(2026, 8, 20), "x")
    add = lambda: add_recess(municipality=municipality(0), values=again, by=clerk(), at=AT)  # noqa: E731
    assert refused(add) == "begins"
    after = RecessValues("Daarna", date(2026, 8, 17), date(2026, 8, 20), "x")
    add_recess(municipality=municipality(0), values=after, by=clerk(), at=AT)
    add_recess(municipality=municipality(1), values=again, by=clerk(1), at=AT)


def test_a_recess_can_be_taken_out_again_and_the_log_knows() -> None:
    remove_recess(recess=summer(), by=clerk(), at=AT)
    assert not Recess.objects.exists()
    assert Event.objects.filter(action="remove_recess").count() == 1


def test_school_holidays_become_recesses_but_not_twice() -> None:
    summer()
    noord = next(one for one in regions_of("nl") if one.key == "noord")
    coming = noord.after(date(2026, 3, 2))
    made = take_school_holidays(municipality=municipality(0), holidays=coming, by=clerk(), at=AT)
    assert [one.name for one in made] == ["Meivakantie", "Kerstvakantie"]
    assert made[0].source == "Schoolvakanties van het ministerie van OCW, regio Noord"
    again = take_school_holidays(municipality=municipality(0), holidays=coming, by=clerk(), at=AT)
    assert again == []
    assert Event.objects.filter(action="add_recess").count() == 2


def test_school_holidays_of_a_region_follow_each_other() -> None:
    for region in school_regions():
        ends = date.min
        for one in region.holidays:
            assert ends <= one.begins < one.ends, (region.key, one)
            assert one.last_day < one.ends
            ends = one.ends
    assert [one.key for one in regions_of("be")] == ["vlaanderen"]


# Own terms


def version() -> ArrangementVersion:
    load({"zorg": Made(["GM0384", "GM0363"])})
    return ArrangementVersion.objects.select_related("arrangement").get()


def own(
    weeks: int | None = 10, *, rule: str = "opinion-on-draft", source: str = "art. 9"
) -> OwnTerm:
    kept = ArrangementVersion.objects.select_related("arrangement").get()
    return set_own_term(
        version=kept, rule=rule, weeks=weeks, source=source, by=operator("test"), at=AT
    )


def test_what_was_told_last_about_a_term_counts_and_nothing_is_lost() -> None:
    slug = version().arrangement.slug
    own(10)
    own(14, rule="budget-to-councils")
    assert {rule: one.weeks for rule, one in own_terms(slug).items()} == {
        "opinion-on-draft": 10,
        "budget-to-councils": 14,
    }
    own(9)
    own(None, rule="budget-to-councils")
    assert {rule: one.weeks for rule, one in own_terms(slug).items()} == {"opinion-on-draft": 9}
    assert OwnTerm.objects.count() == 4
    assert own_terms("") == {}


def test_a_term_that_was_told_is_never_changed() -> None:
    version()
    kept = own()
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnTerm.objects.filter(pk=kept.pk).update(weeks=3)


@pytest.mark.parametrize(
    ("weeks", "rule", "source", "field"),
    [
        (10, "framework-note", "x", "rule"),
        (10, "budget-to-supervisor", "x", "rule"),
        (10, "weather", "x", "rule"),
        (0, "opinion-on-draft", "x", "weeks"),
        (521, "opinion-on-draft", "x", "weeks"),
        (10, "opinion-on-draft", " ", "source"),
    ],
)
def test_a_term_without_sense_is_refused(weeks: int, rule: str, source: str, field: str) -> None:
    version()
    assert refused(lambda: own(weeks, rule=rule, source=source)) == field
    assert not OwnTerm.objects.exists()


def test_only_who_keeps_the_arrangement_sets_its_terms() -> None:
    kept = version()
    with pytest.raises(PermissionDenied):
        set_own_term(version=kept, rule="opinion-on-draft", weeks=10, source="x", by=clerk(), at=AT)
