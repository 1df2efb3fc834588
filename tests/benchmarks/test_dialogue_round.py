# SPDX-License-Identifier: EUPL-1.2
"""The made-up dialogue that benchmarks measure."""

from __future__ import annotations

import pytest

from benchmarks.dialogue_round import Size, make_meeting, make_round
from samenspel.dialogue.models import Addressee, OpinionPoint, Reply, Round
from tests.dialogue.sent import sent_versions

pytestmark = pytest.mark.django_db
SMALL = Size(addressees=20, clauses=6, points=110, delegations=9)


def said(round_: Round) -> list[tuple[str, str]]:
    return [(point.position, point.text) for one in sent_versions(round_) for point in one.points]


def test_it_is_as_large_as_asked_for() -> None:
    made = make_round(SMALL, seed=1)
    assert Addressee.objects.filter(round=made).count() == 20
    assert Addressee.objects.filter(round=made, body="executive").count() == 2
    assert OpinionPoint.objects.count() == Reply.objects.count() == 110
    assert len(sent_versions(made)) == 20
    assert make_meeting(made, SMALL, seed=1).votes.count() == 9


def test_the_same_seed_makes_the_same_round() -> None:
    one, same = (make_round(SMALL, seed=1, slug=f"ronde-{n}") for n in (1, 2))
    other = make_round(SMALL, seed=2, slug="ronde-3")
    assert said(one) == said(same)
    assert said(one) != said(other)
