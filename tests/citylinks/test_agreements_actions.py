# SPDX-License-Identifier: EUPL-1.2
"""An agreement is a draft, then fixed; a change is a new version with the same keys of aims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from samenspel.citylinks.actions.agreements import (
    AgreementValues,
    AimValues,
    change_agreement,
    drop_draft,
    fix_agreement,
    write_agreement,
)
from samenspel.citylinks.models import Agreement
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from tests.citylinks.small_links import AT, World, make_link

pytestmark = pytest.mark.django_db
TALENT = AimValues(theme="talent", title="Jongeren leren van elkaar", measure="40 stages")
HOMES = AimValues(theme="", title="Woningen", text=" Leegstand ")
VALUES = AgreementValues(
    title="Samen verder",
    signed_on=date(2025, 1, 10),
    valid_from=date(2025, 1, 10),
    last_day=date(2029, 12, 31),
    notice_days=180,
    aims=[TALENT, HOMES],
)


def refused(act: Callable[[], object], field: str = "") -> str:
    with override("en"), pytest.raises(LinkRefused) as caught:
        act()
    assert caught.value.field == field
    return caught.value.message


def written(world: World, **more: Any) -> Agreement:
    values, by = replace(VALUES, **more), world.actor("adviser")
    return write_agreement(link=world.link, values=values, by=by, at=AT)


def keys(agreement: Agreement) -> list[str]:
    return list(agreement.aims.values_list("key", flat=True))


def test_a_draft_gets_keys_for_its_aims_that_the_next_version_keeps() -> None:
    world = make_link()
    by = world.actor("adviser")
    first = written(world)
    assert (first.number, keys(first)) == (1, ["jongeren-leren-van-elkaar", "woningen"])
    assert "draft already" in refused(lambda: written(world))
    fix_agreement(agreement=first, edition=1, by=by, at=AT)
    held = replace(HOMES, key="woningen", title="Woningen en zorg")
    second = written(world, aims=[held, replace(HOMES), replace(HOMES, title="!!!")])
    assert (second.number, keys(second)) == (2, ["woningen", "woningen-2", "doel"])
    assert keys(first) == ["jongeren-leren-van-elkaar", "woningen"]


def test_a_draft_changes_until_it_is_fixed() -> None:
    world = make_link()
    by = world.actor("adviser")
    draft = written(world)
    values = replace(VALUES, title="Beter", aims=[replace(TALENT, key="jongeren")])
    change_agreement(agreement=draft, values=values, edition=1, by=by, at=AT)
    draft.refresh_from_db()
    assert (draft.title, draft.edition, keys(draft)) == ("Beter", 2, ["jongeren"])
    with pytest.raises(ChangedMeanwhile):
        change_agreement(agreement=draft, values=values, edition=1, by=by, at=AT)
    with pytest.raises(ChangedMeanwhile):
        fix_agreement(agreement=draft, edition=1, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        fix_agreement(agreement=draft, by=world.actor("councillor"), at=AT)
    fix_agreement(agreement=draft, by=by, at=AT)
    draft.refresh_from_db()
    assert draft.fixed_at == AT
    for act in (
        lambda: change_agreement(agreement=draft, values=values, edition=2, by=by, at=AT),
        lambda: fix_agreement(agreement=draft, by=by, at=AT),
        lambda: drop_draft(agreement=draft, by=by, at=AT),
    ):
        assert "fixed" in refused(act)


def test_a_draft_can_be_thrown_away() -> None:
    world = make_link()
    drop_draft(agreement=written(world), by=world.actor("clerk", 1), at=AT)
    assert not world.link.agreements.exists()


def test_what_is_fixed_has_a_first_day_and_was_not_signed_tomorrow() -> None:
    world = make_link()
    by = world.actor("adviser")
    draft = written(world, valid_from=None, last_day=None, signed_on=None)
    assert "first day" in refused(lambda: fix_agreement(agreement=draft, by=by, at=AT))
    Agreement.objects.update(valid_from=date(2026, 1, 1), signed_on=date(2027, 1, 1))
    refused(lambda: fix_agreement(agreement=draft, by=by, at=AT), "signed_on")
    Agreement.objects.update(signed_on=None)
    assert fix_agreement(agreement=draft, by=by, at=AT).fixed_at == AT


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"signed_where": "x" * 161}, "signed_where"),
        ({"last_day": date(2025, 1, 9)}, "last_day"),
        ({"notice_days": 3661}, "notice_days"),
        ({"last_day": None, "is_extended_silently": True}, "last_day"),
        ({"aims": [TALENT, replace(TALENT, title="")]}, "aim-1-title"),
        ({"aims": [replace(TALENT, theme="liefde")]}, "aim-0-theme"),
        ({"aims": [replace(TALENT, key="Met Hoofdletters")]}, "aim-0-title"),
        ({"aims": [replace(TALENT, key="a"), replace(HOMES, key="a")]}, "aim-1-title"),
        ({"aims": [TALENT] * 21}, ""),
    ],
    ids=lambda value: value if isinstance(value, str) and value else None,
)
def test_a_value_that_cannot_be_right_is_said_at_its_field(
    wrong: dict[str, Any], field: str
) -> None:
    world = make_link()
    refused(lambda: written(world, **wrong), field)
    assert not world.link.agreements.exists()


def test_an_agreement_without_an_end_has_no_notice_to_be_given_in_time() -> None:
    world = make_link()
    open_ended = written(world, last_day=None, notice_days=None, aims=())
    assert (open_ended.last_day, keys(open_ended)) == (None, [])
