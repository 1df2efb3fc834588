# SPDX-License-Identifier: EUPL-1.2
"""Adding to the chain of a round: one record after another, each bound to the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, transaction

from samenspel.accounts.chain import BEGINNING, canonical, digest_of
from samenspel.dialogue.chain import append
from samenspel.dialogue.models import ChainRecord
from tests.dialogue.small_round import AT, make_world

pytestmark = pytest.mark.django_db


def test_each_record_names_the_digest_of_the_one_before() -> None:
    made = make_world().round
    first = append(round_=made, kind="memo", key=1, payload={"a": 1}, at=AT)
    second = append(round_=made, kind="memo", key=2, payload={"a": 2}, at=AT)
    assert (first.number, first.previous) == (1, BEGINNING)
    assert (second.number, second.previous) == (2, first.digest)


def test_digest_can_be_made_again_by_anybody() -> None:
    """SHA-256 of compact JSON with sorted keys: no code of ours is needed."""
    made = make_world().round
    record = append(
        round_=made, kind="vote", key=7, payload={"naam": "Één", "stemmen": [1, None]}, at=AT
    )
    text = (
        '{"at":"2026-03-02T09:00:00.000000+00:00","key":"7","kind":"vote","number":1,'
        '"payload":{"naam":"Één","stemmen":[1,null]},"previous":"' + "0" * 64 + '"}'
    )
    assert record.digest == hashlib.sha256(text.encode()).hexdigest()
    assert json.loads(text)["payload"] == ChainRecord.objects.get().payload


def test_rounds_have_chains_of_their_own() -> None:
    one, two = make_world().round, make_world(slug="tweede").round
    append(round_=one, kind="memo", key=1, payload={}, at=AT)
    assert append(round_=two, kind="memo", key=2, payload={}, at=AT).number == 1


def test_clock_that_goes_back_does_not_change_the_order() -> None:
    made = make_world().round
    append(round_=made, kind="vote", key=1, payload={}, at=AT)
    later = append(round_=made, kind="vote", key=2, payload={}, at=AT - timedelta(hours=5))
    assert later.number == 2


def test_same_object_is_recorded_once() -> None:
    made = make_world().round
    append(round_=made, kind="vote", key=1, payload={}, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        append(round_=made, kind="vote", key=1, payload={}, at=AT)


def test_moments_are_written_in_one_time_zone() -> None:
    there = datetime(2026, 3, 2, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    told = {"number": 1, "kind": "k", "key": "1", "payload": {}, "previous": BEGINNING}
    assert digest_of(at=there, **told) == digest_of(at=there.astimezone(UTC), **told)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, {"a": AT}, {1: "a"}], ids=repr)
def test_what_cannot_be_written_exactly_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="chain record"):
        canonical(value)
