# SPDX-License-Identifier: EUPL-1.2
"""What tests of held values do: correct, withdraw, decide, and load the same once more."""

from __future__ import annotations

from typing import Any

from samenspel.accounts.rules import operator
from samenspel.datapackage import Package
from samenspel.register.actions import (
    correct_participation,
    correct_version,
    decide_incoming,
    withdraw_participation,
)
from samenspel.register.models import (
    ChangeSet,
    HeldValue,
)
from samenspel.register.queries.editing import token_of
from tests.register.small_register import (
    AT,
    GROUND,
    LATER,
    SAFETY,
    all_held,
    all_states,
    load,
    participation,
    version,
)


def correct(key: str = SAFETY, **values: Any) -> ChangeSet | None:
    one = version(key)
    return correct_version(
        version=one, values=values, seen=token_of(one), ground=GROUND, by=operator(), at=AT
    )


def correct_member(code: str, key: str = SAFETY, **values: Any) -> ChangeSet | None:
    one = participation(code, key)
    return correct_participation(
        participation=one, values=values, seen=token_of(one), ground=GROUND,
        by=operator(), at=AT,
    )  # fmt: skip


def decide(held: HeldValue, *, keep: bool) -> ChangeSet:
    return decide_incoming(held=held, keep=keep, ground=GROUND, by=operator(), at=LATER)


def settled(package: Package | None = None) -> None:
    """A load of the same once more changes nothing."""
    before, held = all_states(), all_held()
    sets = ChangeSet.objects.count()
    assert load(package, at=LATER).is_unchanged
    assert (all_states(), all_held(), ChangeSet.objects.count()) == (before, held, sets)


def waiting() -> HeldValue:
    return HeldValue.objects.get(incoming_at__isnull=False)


def withdraw(code: str, key: str = SAFETY) -> ChangeSet:
    one = participation(code, key)
    return withdraw_participation(
        participation=one, seen=token_of(one), ground=GROUND, by=operator(), at=AT
    )
