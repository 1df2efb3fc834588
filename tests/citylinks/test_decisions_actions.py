# SPDX-License-Identifier: EUPL-1.2
"""Decisions of councils and executives are added, corrected by adding, and never changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from samenspel.accounts.models import Event
from samenspel.accounts.rules import Actor, operator
from samenspel.citylinks.actions.decisions import DecisionValues, GroupValues, record_decision
from samenspel.citylinks.models import Agreement, DecisionRecord, PartyDecision
from samenspel.citylinks.refusal import LinkRefused
from tests.citylinks.small_links import AT, World, acting, make_link, user, without_role

pytestmark = pytest.mark.django_db
GROUPS = (
    GroupValues("Lijst Dijk", 9, "for", is_coalition=True),
    GroupValues("Dorpsbelang", 4, "against", is_coalition=False),
    GroupValues("Groen", 5, "divided"),
    GroupValues("Ouderen", 2, "absent"),
)
ADOPTED = DecisionValues(
    about="agreement",
    body="council",
    on=date(2025, 3, 1),
    is_adopted=True,
    votes_for=12,
    votes_against=6,
    groups=GROUPS,
)


class Deciding:
    """A link of three parties, one abroad, with a fixed agreement."""

    def __init__(self) -> None:
        self.world: World = make_link(abroad=True)
        self.agreement: Agreement = self.world.agreement("doel")
        self.clerk = self.world.actor("clerk", 0)

    def record(
        self, *, party: int = 0, by: Actor | None = None, agreement: object = ..., **more: Any
    ) -> PartyDecision:
        chosen: Any = self.agreement if agreement is ... else agreement
        return record_decision(
            link=self.world.link,
            party=self.world.parties[party],
            agreement=chosen,
            values=replace(ADOPTED, **more),
            by=by or self.clerk,
            at=AT,
        )


def refused(act: Callable[[], object], field: str = "") -> str:
    with override("en"), pytest.raises(LinkRefused) as caught:
        act()
    assert caught.value.field == field
    return caught.value.message


def test_a_clerk_writes_down_what_the_own_council_decided_and_how_each_group_voted() -> None:
    here = Deciding()
    made = here.record()
    rows = [(g.name, g.seats, g.stance, g.is_coalition) for g in made.groups.all()]
    assert rows == [
        ("Lijst Dijk", 9, "for", True),
        ("Groen", 5, "divided", None),
        ("Dorpsbelang", 4, "against", False),
        ("Ouderen", 2, "absent", None),
    ]
    assert made.actor_name == "Gemeente Aarveen"
    detail = Event.objects.get(action="record_decision").detail
    record = DecisionRecord.objects.get()
    assert detail == {
        "decision": made.pk,
        "party": here.world.parties[0].pk,
        "number": 1,
        "digest": record.digest,
    }


def test_a_party_with_people_here_writes_down_its_own_decisions_and_others_do_not() -> None:
    here = Deciding()
    with pytest.raises(PermissionDenied):
        here.record(by=here.world.actor("councillor"))
    # Nobody of municipality 1 is on the site: others of the link may.
    assert here.record(party=1).party_id == here.world.parties[1].pk
    user("adviser", 1)
    with pytest.raises(PermissionDenied):
        here.record(party=1, on=date(2025, 4, 1))
    with pytest.raises(PermissionDenied):
        here.record(party=2, by=acting(user("clerk", 5)))
    assert here.record(party=1, on=date(2025, 4, 1), by=operator()).actor_name == "command line"


def test_of_a_party_abroad_a_coordinator_named_in_the_file_writes_it_down() -> None:
    here = Deciding()
    person = here.world.person(2)
    person.user = without_role()
    person.save()
    assert here.record(party=2, by=acting(person.user)).actor_name == "Verweg"


def test_a_correction_replaces_a_decision_and_nothing_vanishes() -> None:
    here = Deciding()
    first = here.record()
    second = here.record(votes_for=13, votes_against=5, replaces=first)
    assert (second.replaces_id, PartyDecision.objects.count()) == (first.pk, 2)
    newest: dict[str, Any] = {"votes_for": 13, "votes_against": 5}
    assert "newest" in refused(lambda: here.record(replaces=first))
    assert "different" in refused(lambda: here.record(**newest, replaces=second))
    groups = (replace(GROUPS[0], is_coalition=None), *GROUPS[1:])
    third = here.record(votes_for=13, votes_against=5, replaces=second, groups=groups)
    assert third.groups.filter(is_coalition=None).count() == 3
    other = make_link(slug="anders")
    foreign = other.agreement("x")
    assert "another link" in refused(
        lambda: record_decision(
            link=other.link,
            party=other.parties[0],
            agreement=foreign,
            values=replace(ADOPTED, replaces=third),
            by=here.clerk,
            at=AT,
        )
    )


def test_the_same_decision_is_not_written_down_twice() -> None:
    here = Deciding()
    here.record()
    refused(here.record, "on")
    assert here.record(body="executive", groups=(), votes_for=None, votes_against=None)


def test_a_decision_is_about_a_fixed_version_or_about_ending() -> None:
    here = Deciding()
    refused(lambda: here.record(agreement=None), "about")
    refused(lambda: here.record(agreement=make_link(slug="x").agreement("y")), "about")
    draft = here.world.agreement("nieuw", fixed=False)
    assert "Fix" in refused(lambda: here.record(agreement=draft), "about")
    assert here.record(about="ending").agreement is None
    foreign = make_link(slug="z").parties[0]
    assert "belong" in refused(
        lambda: record_decision(
            link=here.world.link, party=foreign, agreement=here.agreement, values=ADOPTED,
            by=here.clerk, at=AT,
        ),
        "party",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"about": "x"}, "about"),
        ({"body": "x"}, "body"),
        ({"on": date(2026, 3, 3)}, "on"),
        ({"source": "x" * 501}, "source"),
        ({"body": "executive"}, "body"),
        ({"groups": [replace(GROUPS[0], name=" ")]}, "group-0-name"),
        ({"groups": [GROUPS[0], replace(GROUPS[1], name="lijst dijk")]}, "group-1-name"),
        ({"groups": [replace(GROUPS[0], seats=0)]}, "group-0-seats"),
        ({"groups": [replace(GROUPS[0], stance="x")]}, "group-0-stance"),
        ({"votes_for": 8, "votes_against": 10}, "votes_for"),
        ({"votes_for": 15}, "votes_for"),
        ({"votes_against": 3}, "votes_against"),
        ({"votes_for": 12, "votes_against": 5}, "votes_for"),
        ({"is_adopted": False}, "is_adopted"),
        ({"votes_for": 7, "votes_against": 7, "groups": ()}, "is_adopted"),
    ],
    ids=str,
)
def test_votes_and_groups_fit_each_other(wrong: dict[str, Any], field: str) -> None:
    here = Deciding()
    refused(lambda: here.record(**wrong), field)
    assert not PartyDecision.objects.exists()


def test_totals_need_not_be_known() -> None:
    here = Deciding()
    assert here.record(votes_for=None).votes_against == 6


def test_a_decision_that_can_never_change_names_nobody_of_the_file() -> None:
    here = Deciding()
    here.world.person(0, name="Ada van Dijk")
    refused(lambda: here.record(note="Toegelicht door ada van  dijk."), "note")
    refused(lambda: here.record(source="Bel 06 12345678"), "source")
    named = replace(GROUPS[0], name="Fractie Ada van Dijk")
    refused(lambda: here.record(groups=[named, *GROUPS[1:]]), "group-0-name")
    assert here.record(note="Over de dijk van Ada.").note
