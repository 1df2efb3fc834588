# SPDX-License-Identifier: EUPL-1.2
"""Adding, correcting, ending and withdrawing participations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Role
from samenspel.accounts.rules import operator, visitor
from samenspel.register.actions import (
    ChangedMeanwhile,
    EditRefused,
    add_participation,
    appoint_secretariat,
    correct_participation,
    end_arrangement,
    end_participation,
    withdraw_participation,
)
from samenspel.register.models import (
    ChangeSet,
    Contribution,
    HeldValue,
    Participation,
    Seat,
)
from samenspel.register.queries.editing import participation_to_edit, token_of, values_of
from tests.register.small_register import (
    AT,
    GROUND,
    LIGHT,
    OLD,
    SAFETY,
    all_states,
    clerk,
    load,
    organisation_of,
    participation,
    person,
    secretariat,
    slug,
    version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load()


def add(key: str = SAFETY, **values: Any) -> Participation:
    return add_participation(
        version=version(key), values=values, ground=GROUND, by=operator(), at=AT
    )


def correct(one: Participation, by: Any = None, **values: Any) -> ChangeSet | None:
    return correct_participation(
        participation=one, values=values, seen=token_of(one), ground=GROUND,
        by=by or operator(), at=AT,
    )  # fmt: skip


def test_added_municipality_gets_its_name_and_is_entered_by_hand() -> None:
    made = add(kind="municipality", municipality="GM0362", roles="Gemeenteraad")
    assert (made.name, made.code, made.source) == ("Amstelveen", "GM0362", GROUND.source)
    assert made.is_entered
    assert not HeldValue.objects.exists()
    before = all_states()
    assert load().is_unchanged
    assert all_states() == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "municipality", "municipality": "GM0392"}, "municipality"),
        ({"kind": "municipality"}, "municipality"),
        ({"kind": "municipality", "municipality": "GM0370"}, "municipality"),
        ({"kind": "vorst", "name": "x"}, "kind"),
        ({"name": "x"}, "kind"),
        ({"kind": "business", "name": "x", "share_percent": 101}, "share_percent"),
        ({"kind": "business", "name": "x", "share_percent": float("nan")}, "share_percent"),
        ({"kind": "business", "name": "x", "share_percent": "veel"}, "share_percent"),
        ({"kind": "business", "name": "x", "contributions": {1: (1, "")}}, "contributions"),
        ({"kind": "business", "name": "x", "contributions": {2026: 1}}, "contributions"),
        ({"kind": "business", "name": "x", "contributions": {2026: (None, "")}}, "contributions"),
        ({"kind": "business", "name": "x", "contributions": {2026: ("x", "")}}, "contributions"),
        ({"kind": "business", "name": "x", "contributions": {2026: ("0.001", "")}},
         "contributions"),
        ({"kind": "business", "name": "x", "contributions": {2026: (10**12, "")}},
         "contributions"),
        ({"kind": "business", "name": "x", "contributions": {None: (1, "")}}, "contributions"),
        ({"kind": "business", "name": "x", "contributions": {"2026": (1, "")}}, "contributions"),
        ({"kind": "business", "name": "x", "contributions": [1]}, "contributions"),
        ({"kind": "business", "name": "x", "code": "a\tb"}, "code"),
        ({"kind": "business", "name": "x", "leden": 3}, "leden"),
        ({"kind": "business", "name": "x", "valid_from": date(2026, 1, 1),
          "valid_to": date(2025, 1, 1)}, "valid_to"),
    ],
)  # fmt: skip
def test_wrong_participant_is_refused_with_its_field(values: dict[str, Any], field: str) -> None:
    before = all_states()
    with pytest.raises(EditRefused) as found:
        add(**values)
    assert found.value.field == field
    assert all_states() == before


def test_correction_of_a_participation_with_contributions_is_held() -> None:
    one = participation("GM0394")
    made = correct(
        one,
        roles="Burgemeester",
        share_percent=Decimal("12.5"),
        valid_from=date(2009, 1, 1),
        contributions={2026: (Decimal("25000000"), ""), 2025: (100, "sleutel")},
    )
    assert made is not None
    assert {c.record_kind for c in made.changes.all()} == {"participation", "contribution"}
    assert values_of(one)["contributions"] == {
        2025: (Decimal("100.00"), "sleutel"),
        2026: (Decimal("25000000.00"), ""),
    }
    assert set(HeldValue.objects.values_list("record_kind", "field")) == {
        ("participation", "roles"), ("participation", "share_percent"),
        ("participation", "valid_from"), ("contribution", "amount_eur"),
        ("contribution", "cost_key"),
    }  # fmt: skip
    before = all_states()
    assert load().is_unchanged
    assert all_states() == before


def test_contribution_that_is_taken_away_stays_away() -> None:
    one = participation("GM0394")
    correct(one, contributions={})
    assert not Contribution.objects.exists()
    assert HeldValue.objects.get().field == ""
    assert load().is_unchanged
    assert not Contribution.objects.exists()
    correct(one, contributions={2026: (Decimal("1"), "")})
    assert set(HeldValue.objects.values_list("field", flat=True)) >= {"amount_eur", "cost_key"}
    correct(one, contributions=None)
    assert not Contribution.objects.exists()


def test_share_may_be_taken_away() -> None:
    correct(participation("GM0394"), share_percent=3)
    correct(participation("GM0394"), share_percent="")
    assert participation("GM0394").share_percent is None


def test_wrong_token_of_an_added_participation_tells_who_added_it() -> None:
    made = add(kind="municipality", municipality="GM0362")
    with pytest.raises(ChangedMeanwhile) as found:
        correct_participation(
            participation=made, values={}, seen="verzonnen", ground=GROUND, by=operator(), at=AT
        )
    assert (found.value.differences, found.value.by_name) == ((), "operator")


def test_nothing_is_written_when_nothing_differs() -> None:
    one = participation("GM0394")
    values = values_of(one)
    for name in ("kind", "municipality", "code", "name"):
        del values[name]
    assert correct(one, **values) is None
    with pytest.raises(EditRefused):
        correct(one, name="Anders")


def test_second_to_save_sees_what_the_first_changed() -> None:
    one = participation("GM0394")
    seen = token_of(one)
    correct(one, contributions={2026: (Decimal("1"), "")})
    correct(participation("GM0392"), roles="Gemeenteraad")
    with pytest.raises(ChangedMeanwhile) as found:
        end_participation(
            participation=one, valid_to=date(2027, 1, 1), seen=seen, ground=GROUND,
            by=operator(), at=AT,
        )  # fmt: skip
    (difference,) = found.value.differences
    assert difference.field == "contributions"
    assert difference.now == {2026: (Decimal("1.00"), "")}
    assert difference.seen[2026][0] == Decimal("25166000.00")


def end(one: Participation, valid_to: Any) -> ChangeSet:
    return end_participation(
        participation=one, valid_to=valid_to, seen=token_of(one), ground=GROUND,
        by=operator(), at=AT,
    )  # fmt: skip


def test_participation_ends() -> None:
    one = participation("GM0394")
    assert end(one, date(2027, 1, 1)).kind == "end"
    assert participation("GM0394").valid_to == date(2027, 1, 1)
    with pytest.raises(EditRefused):
        end(one, date(2027, 1, 1))


def test_end_that_cannot_be_is_refused() -> None:
    one = participation("GM0394")
    for wrong in (None, date(2000, 1, 1), "x"):
        with pytest.raises(EditRefused) as found:
            end(one, wrong)
        assert found.value.field == "valid_to"
    ended = version()
    end_arrangement(
        version=ended, valid_to=date(2027, 1, 1), seen=token_of(ended), ground=GROUND,
        by=operator(), at=AT,
    )  # fmt: skip
    with pytest.raises(EditRefused) as found:
        end(one, date(2028, 1, 1))
    assert found.value.field == "valid_to"


def withdraw(one: Participation, by: Any = None) -> ChangeSet:
    return withdraw_participation(
        participation=one, seen=token_of(one), ground=GROUND, by=by or operator(), at=AT
    )


def test_withdrawn_participation_goes_with_seats_and_money_and_stays_away() -> None:
    made = withdraw(participation("GM0394"))
    assert [(c.record_kind, c.after) for c in made.changes.order_by("position")] == [
        ("contribution", None), ("seat", None), ("participation", None),
    ]  # fmt: skip
    assert HeldValue.objects.get().record_kind == "participation"
    assert not Seat.objects.filter(participation__code="GM0394").exists()
    before = all_states()
    assert load().is_unchanged
    assert all_states() == before


def test_participation_that_was_withdrawn_and_added_again_is_of_the_source_again() -> None:
    was = values_of(participation("GM0394"))
    withdraw(participation("GM0394"))
    made = add(kind="municipality", municipality="GM0394", roles="Burgemeester")
    assert not made.is_entered
    held = dict(HeldValue.objects.values_list("field", "source_value"))
    assert held["roles"] == was["roles"]
    assert "valid_from" in held
    assert load().changes
    assert participation("GM0394").roles == "Burgemeester"


def test_last_participant_stays() -> None:
    rest = list(Participation.objects.filter(version__key=LIGHT).order_by("pk"))
    for one in rest[1:]:
        withdraw(one)
    with pytest.raises(EditRefused):
        withdraw(rest[0])


def test_participation_that_is_gone_is_told() -> None:
    one = participation("GM0394")
    seen = token_of(one)
    withdraw(one)
    one.pk = one.pk or 0
    with pytest.raises(EditRefused):
        withdraw_participation(participation=one, seen=seen, ground=GROUND, by=operator(), at=AT)
    with pytest.raises(Participation.DoesNotExist):
        participation_to_edit(slug(), one.pk)


def test_municipality_keeps_what_is_about_itself_where_a_secretariat_keeps_the_rest() -> None:
    office = secretariat()
    appoint_secretariat(
        arrangement=version().arrangement, organisation=office, by=operator(), at=AT
    )
    own = clerk("GM0394")
    made = correct(participation("GM0394"), by=own, roles="Burgemeester")
    assert made is not None
    assert made.organisation_name == organisation_of("GM0394").name
    for denied in (own, clerk("GM0439"), visitor()):
        with pytest.raises(PermissionDenied):
            correct(participation("GM0392"), by=denied, roles="Burgemeester")
    keeper = person(Role.Kind.SECRETARIAT.value, office)
    assert correct(participation("GM0392"), by=keeper, roles="Burgemeester") is not None
    with pytest.raises(PermissionDenied):
        add_participation(
            version=version(), values={"kind": "municipality", "municipality": "GM0362"},
            ground=GROUND, by=own, at=AT,
        )  # fmt: skip


def test_municipality_acts_for_those_that_merged_into_it() -> None:
    appoint_secretariat(
        arrangement=version(OLD).arrangement, organisation=secretariat(), by=operator(), at=AT
    )
    made = correct(participation("GM0370", OLD), by=clerk("GM0439"), roles="Gemeenteraad")
    assert made is not None
    with pytest.raises(PermissionDenied):
        correct(participation("GM0370", OLD), by=clerk("GM0385"), roles="Burgemeester")


def test_councillor_looks_and_does_not_edit() -> None:
    looking = person(Role.Kind.COUNCILLOR.value, organisation_of("GM0394"))
    with pytest.raises(PermissionDenied):
        withdraw(participation("GM0394"), by=looking)


def test_form_starts_from_the_participation() -> None:
    one = participation("GM0394")
    found = participation_to_edit(slug(), one.pk)
    assert (found.participation, found.token) == (one, token_of(one))
    assert found.values == values_of(one)
    with pytest.raises(Participation.DoesNotExist):
        participation_to_edit(slug(OLD), one.pk)
