# SPDX-License-Identifier: EUPL-1.2
"""Who sits where: told by the municipality's own people, never lost, a name removed on request."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from samenspel.accounts.models import Event, Role
from samenspel.accounts.rules import Actor, operator, visitor
from samenspel.insight.actions.representatives import (
    RepresentativeValues,
    add_representative,
    correct_representative,
    end_representative,
    remove_name,
    undo_change,
)
from samenspel.insight.models import Representative, RepresentativeChange, RepresentativeName
from samenspel.insight.queries.council.seated import seated_for
from samenspel.places.models import Municipality
from samenspel.register.actions import EditRefused
from tests.insight.small_country import AMSTERDAM, DIEMEN, ZAANSTAD, Made, load
from tests.register.small_register import clerk, organisation_of, person, slug

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
ON = AT.date()
SOMEBODY = RepresentativeValues(
    name="A. Voorbeeld",
    office="alderman",
    role="member",
    board="Algemeen bestuur",
    valid_from=date(2026, 1, 1),
    valid_to=None,
    source="Raadsbesluit 2026-1",
)


@pytest.fixture(autouse=True)
def _country() -> None:
    load({"zorg": Made([AMSTERDAM, DIEMEN]), "afval": Made([AMSTERDAM, DIEMEN])})


def place(code: str = DIEMEN) -> Municipality:
    return Municipality.objects.get(code=code)


def added(values: RepresentativeValues = SOMEBODY, key: str = "zorg") -> Representative:
    return add_representative(
        municipality=place(), arrangement_slug=slug(key), values=values, by=clerk(DIEMEN), at=AT
    )


def last(kept: Representative) -> RepresentativeChange:
    found = kept.changes.order_by("pk").last()
    assert found is not None
    return found


def corrected(kept: Representative, values: RepresentativeValues) -> RepresentativeChange | None:
    return correct_representative(
        representative=kept, values=values, seen=last(kept).pk, by=clerk(DIEMEN), at=AT
    )


def shown(on: date = ON) -> list[str]:
    return [one.text for seated in seated_for(place().pk, on=on).values() for one in seated]


def test_who_is_entered_sits_there_from_the_first_day() -> None:
    added()
    assert shown() == ["A. Voorbeeld (wethouder)"]
    assert shown(date(2025, 12, 31)) == []


@pytest.mark.parametrize("kind", [Role.Kind.CLERK, Role.Kind.ADVISER])
def test_clerks_and_advisers_of_the_municipality_may(kind: Role.Kind) -> None:
    by = person(kind.value, organisation_of(DIEMEN))
    add_representative(
        municipality=place(), arrangement_slug=slug("zorg"), values=SOMEBODY, by=by, at=AT
    )
    assert Representative.objects.count() == 1


@pytest.mark.parametrize(
    "by",
    [
        lambda: visitor(),
        lambda: clerk(AMSTERDAM),
        lambda: person(Role.Kind.COUNCILLOR.value, organisation_of(DIEMEN)),
    ],
    ids=["visitor", "clerk elsewhere", "councillor"],
)
def test_others_may_not(by: object) -> None:
    actor: Actor = by()  # type: ignore[operator]
    kept = added()
    change = last(kept)
    acts = (
        lambda: add_representative(
            municipality=place(), arrangement_slug=slug("zorg"), values=SOMEBODY, by=actor, at=AT
        ),
        lambda: correct_representative(
            representative=kept, values=SOMEBODY, seen=change.pk, by=actor, at=AT
        ),
        lambda: end_representative(
            representative=kept, last_day=ON, seen=change.pk, by=actor, at=AT
        ),
        lambda: undo_change(change=change, by=actor, at=AT),
        lambda: remove_name(representative=kept, by=actor, at=AT),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_only_where_the_municipality_takes_part() -> None:
    load({"zorg": Made([AMSTERDAM, DIEMEN]), "afval": Made([AMSTERDAM, ZAANSTAD])})
    with pytest.raises(EditRefused) as refusal:
        added(key="afval")
    assert refusal.value.field == "arrangement"


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("name", "  ", "name"),
        ("office", "emperor", "office"),
        ("role", "guest", "role"),
        ("source", " ", "source"),
        ("valid_to", date(2026, 1, 1), "last_day"),
    ],
)
def test_what_cannot_be_is_refused_with_the_field(field: str, value: object, named: str) -> None:
    with pytest.raises(EditRefused) as refusal:
        added(replace(SOMEBODY, **{field: value}))  # type: ignore[arg-type]
    assert refusal.value.field == named
    assert not Representative.objects.exists()


def test_a_correction_keeps_what_stood_there_in_the_history() -> None:
    kept = added()
    change = corrected(kept, replace(SOMEBODY, office="mayor", name="B. Voorbeeld"))
    assert shown() == ["B. Voorbeeld (burgemeester)"]
    assert change is not None
    assert change.before["office"] == "alderman"
    assert "Voorbeeld" not in str(change.before) + str(change.after)


def test_nothing_different_is_no_change() -> None:
    kept = added()
    assert corrected(kept, SOMEBODY) is None
    assert kept.changes.count() == 1


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    kept = added()
    seen = last(kept).pk
    corrected(kept, replace(SOMEBODY, role="chair"))
    with pytest.raises(EditRefused):
        correct_representative(
            representative=kept, values=SOMEBODY, seen=seen, by=clerk(DIEMEN), at=AT
        )
    assert shown() == ["A. Voorbeeld (wethouder, voorzitter)"]


def test_who_stops_still_sat_there_before() -> None:
    kept = added()
    end_representative(
        representative=kept, last_day=ON, seen=last(kept).pk, by=clerk(DIEMEN), at=AT
    )
    assert len(shown(ON)) == 1
    assert shown(ON + timedelta(days=1)) == []
    again = end_representative(
        representative=kept, last_day=ON, seen=last(kept).pk, by=clerk(DIEMEN), at=AT
    )
    assert again is None


def test_nobody_stops_before_beginning() -> None:
    kept = added()
    with pytest.raises(EditRefused) as refusal:
        end_representative(
            representative=kept, last_day=date(2025, 12, 31), seen=last(kept).pk,
            by=clerk(DIEMEN), at=AT,
        )  # fmt: skip
    assert refusal.value.field == "last_day"


def test_an_entry_that_is_undone_counts_nowhere_and_stays_in_the_history() -> None:
    kept = added()
    undo_change(change=last(kept), by=clerk(DIEMEN), at=AT)
    assert shown() == []
    assert [change.kind for change in kept.changes.order_by("pk")] == ["add", "undo"]
    with pytest.raises(EditRefused):
        corrected(kept, SOMEBODY)


def test_undoing_a_correction_brings_back_name_and_period() -> None:
    kept = added(replace(SOMEBODY, valid_to=date(2027, 1, 1)))
    corrected(kept, replace(SOMEBODY, name="B. Voorbeeld", valid_to=None))
    undo_change(change=last(kept), by=clerk(DIEMEN), at=AT)
    assert shown() == ["A. Voorbeeld (wethouder)"]
    kept.refresh_from_db()
    assert kept.valid_to == date(2027, 1, 1)


def test_only_the_last_change_is_undone_and_an_undo_is_not() -> None:
    kept = added()
    first = last(kept)
    corrected(kept, replace(SOMEBODY, role="chair"))
    with pytest.raises(EditRefused):
        undo_change(change=first, by=clerk(DIEMEN), at=AT)
    undo_change(change=last(kept), by=clerk(DIEMEN), at=AT)
    with pytest.raises(EditRefused):
        undo_change(change=last(kept), by=clerk(DIEMEN), at=AT)


def test_a_name_is_removed_everywhere_and_the_records_stay() -> None:
    kept, other = added(replace(SOMEBODY, name="A. Vorbeeld")), added(key="afval")
    corrected(kept, SOMEBODY)
    assert remove_name(representative=kept, by=clerk(DIEMEN), at=AT) == 2
    assert shown() == ["naam weggehaald (wethouder)"] * 2
    assert set(RepresentativeName.objects.values_list("text", flat=True)) == {""}
    with pytest.raises(EditRefused):
        remove_name(representative=other, by=clerk(DIEMEN), at=AT)


def test_a_removed_name_does_not_come_back_by_undoing() -> None:
    kept = added()
    remove_name(representative=kept, by=clerk(DIEMEN), at=AT)
    with pytest.raises(EditRefused):
        undo_change(change=last(kept), by=clerk(DIEMEN), at=AT)
    corrected(kept, replace(SOMEBODY, name="", role="chair"))
    assert shown() == ["naam weggehaald (wethouder, voorzitter)"]


def test_removing_one_name_leaves_others_alone() -> None:
    kept, _other = added(), added(replace(SOMEBODY, name="C. Ander"), key="afval")
    assert remove_name(representative=kept, by=clerk(DIEMEN), at=AT) == 1
    assert sorted(shown()) == ["C. Ander (wethouder)", "naam weggehaald (wethouder)"]


def test_the_log_tells_of_every_act_and_of_no_name() -> None:
    kept = added()
    end_representative(representative=kept, last_day=ON, seen=last(kept).pk, by=operator(), at=AT)
    remove_name(representative=kept, by=operator(), at=AT)
    events = Event.objects.filter(object_kind="representative").order_by("pk")
    assert [event.action for event in events] == [
        "add_representative", "end_representative", "remove_representative_name",
    ]  # fmt: skip
    assert not any("Voorbeeld" in f"{event.object_key}{event.detail}" for event in events)


def test_the_history_is_only_ever_added_to() -> None:
    change = last(added())
    with pytest.raises(TypeError):
        change.save()
    with pytest.raises(TypeError):
        change.delete()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE insight_representativechange SET actor_name = 'x'")
    assert str(change).startswith("2026-06-01 09:00 add")


def test_the_chair_stands_first_and_substitutes_last() -> None:
    for role in ("substitute", "member", "chair"):
        added(replace(SOMEBODY, name=role, role=role, office="other"))
    assert shown() == ["chair (voorzitter)", "member", "substitute (plaatsvervangend lid)"]


def test_records_name_themselves_without_a_person() -> None:
    kept = added()
    assert str(kept) == f"Diemen: {slug('zorg')}, alderman"
    assert str(kept.name) == "A. Voorbeeld"
    assert str(RepresentativeName()) == "naam weggehaald"
