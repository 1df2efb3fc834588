# SPDX-License-Identifier: EUPL-1.2
"""Commitments are written down, reported on and evaluated; evaluations stand in the chain."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event
from samenspel.dialogue.actions.follow_up import commit, evaluate, report
from samenspel.dialogue.models import (
    Ballot,
    ChainRecord,
    Commitment,
    CommitmentStep,
    Decision,
    Evaluation,
    Meeting,
    Memo,
    Proposal,
    Reply,
)
from samenspel.dialogue.payloads import PAYLOADS
from samenspel.dialogue.queries.follow_up import (
    due_follow_up,
    evaluation_due_on,
    follow_up_page,
    open_commitments,
    year_later,
)
from samenspel.dialogue.queries.promises import promises
from samenspel.dialogue.refusal import DialogueRefused
from tests.dialogue.small_round import World, answered, make_world, municipality

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
ON = AT.date()
DUE = date(2026, 9, 1)


def told(world: World, **changes: Any) -> Commitment:
    values: dict[str, Any] = {
        "title": "Overzicht van de vergaderingen",
        "text": "Voor de raden.",
        "owner": "Dagelijks bestuur",
        "municipality": None,
        "due_on": DUE,
    }
    return commit(round_=world.round, by=world.actor("secretariat"), at=AT, **{**values, **changes})


def reply_to(world: World, verdict: str) -> Reply:
    version = answered(world, world.councils[0], {1: ("object", "Te veel overleg.")})
    change = "Minder overleg." if verdict in {"adopt", "partly"} else ""
    return Reply.objects.create(
        point=version.points.get(),
        verdict=verdict,
        reason="Komt in het najaar.",
        change=change,
        updated_at=AT,
        updated_by_name="Test",
    )


def decision_of(world: World, outcome: str, at: datetime = AT) -> Decision:
    meeting = Meeting.objects.create(round=world.round, name="Algemeen bestuur", begins_at=at)
    proposal = Proposal.objects.create(meeting=meeting, number=1, title="Proef", text="Een proef.")
    ballot = Ballot.objects.create(proposal=proposal, number=1, opened_at=at)
    return Decision.objects.create(
        proposal=proposal, ballot=ballot, outcome=outcome, tally={}, at=at, actor_name="Test"
    )


def test_a_commitment_has_an_owner_and_a_day_and_is_logged() -> None:
    world = make_world(stage="decided")
    held = told(world, title="  Overzicht  van de\nvergaderingen ")
    assert (held.title, held.state) == ("Overzicht van de vergaderingen", "open")
    event = Event.objects.order_by("pk").last()
    assert event is not None
    assert (event.action, event.detail) == ("commit", {"commitment": held.pk})


def test_only_who_asks_writes_down_and_only_once_answers_are_weighed() -> None:
    world = make_world(stage="decided")
    for kind in ("councillor", "clerk", "adviser"):
        with pytest.raises(PermissionDenied):
            commit(
                round_=world.round,
                title="x",
                text="",
                owner="y",
                municipality=None,
                due_on=DUE,
                by=world.actor(kind),
                at=AT,
            )
        with pytest.raises(PermissionDenied):
            evaluate(
                round_=world.round,
                year=2026,
                text="x",
                lessons="",
                next_on=None,
                by=world.actor(kind),
                at=AT,
            )
    with pytest.raises(DialogueRefused):
        told(make_world(stage="open", slug="nog-open"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"owner": ""}, "owner"),
        ({"owner": "x" * 161}, "owner"),
        ({"due_on": date(2026, 5, 3)}, "due_on"),
    ],
    ids=["no title", "long title", "no owner", "long owner", "past"],
)
def test_what_is_missing_or_past_is_said_at_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(DialogueRefused) as refusal:
        told(make_world(stage="decided"), **changes)
    assert refusal.value.field == field


def test_the_same_commitment_twice_is_one() -> None:
    world = make_world(stage="decided")
    told(world)
    with pytest.raises(DialogueRefused):
        told(world, owner="dagelijks bestuur")
    told(world, due_on=date(2026, 10, 1))


def test_a_commitment_comes_from_a_reply_or_a_decision_of_its_own_round() -> None:
    world, other = make_world(stage="decided"), make_world(stage="decided", slug="andere")
    later, adopted = reply_to(world, "later"), decision_of(world, "adopted")
    assert [held.text for held in promises(world.round)] == [
        "Besluit: Proef",
        "Voor later: Komt in het najaar.",
    ]
    with pytest.raises(DialogueRefused):
        told(world, reply=later, decision=adopted)
    with pytest.raises(DialogueRefused):
        told(other, reply=later)
    with pytest.raises(DialogueRefused):
        told(other, decision=adopted)
    with pytest.raises(DialogueRefused):
        told(other, reply=reply_to(other, "reject"))
    with pytest.raises(DialogueRefused):
        told(other, decision=decision_of(other, "rejected"))
    told(world, reply=later)
    told(world, decision=adopted, title="Proef doen")
    assert promises(world.round) == ()
    shown = {held.title: held.origin for held in follow_up_page(world.round, on=ON).commitments}
    # The reply is not out before its memo is.
    assert shown == {"Overzicht van de vergaderingen": "", "Proef doen": "Besluit: Proef"}
    memo = Memo.objects.create(
        round=world.round, number=1, content={}, on=ON, at=AT, actor_name="Test"
    )
    Reply.objects.filter(pk=later.pk).update(memo=memo)
    shown = {held.title: held.origin for held in follow_up_page(world.round, on=ON).commitments}
    assert shown["Overzicht van de vergaderingen"] == "Een antwoord aan de raden"


def said(
    held: Commitment, world: World, kind: str = "secretariat", index: int = 0, **more: Any
) -> CommitmentStep:
    values: dict[str, Any] = {"state": "busy", "text": "De helft is klaar.", "on": ON}
    return report(commitment=held, by=world.actor(kind, index), at=AT, **{**values, **more})


def test_who_asks_and_the_municipality_that_does_it_report_progress() -> None:
    world = make_world(stage="decided")
    held = told(world, municipality=municipality(0))
    said(held, world)
    said(held, world, "clerk", 0, state="done", text="Klaar.")
    held.refresh_from_db()
    assert held.state == "done"
    assert [step.state for step in held.steps.all()] == ["busy", "done"]
    for kind, index in (("councillor", 0), ("clerk", 1), ("adviser", 1)):
        with pytest.raises(PermissionDenied):
            said(held, world, kind, index)
    shared = told(world, title="Van allen samen")
    with pytest.raises(PermissionDenied):
        said(shared, world, "adviser", 0)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"state": "misschien"}, "state"),
        ({"text": "  "}, "text"),
        ({"on": date(2026, 5, 5)}, "on"),
        ({"on": date(2026, 5, 1)}, "on"),
        ({"text": "Begonnen.", "on": date(2026, 5, 2)}, "text"),
    ],
    ids=["state", "nothing", "future", "before the last", "the same"],
)
def test_a_report_says_something_new_about_a_day_that_came(
    changes: dict[str, Any], field: str
) -> None:
    world = make_world(stage="decided")
    held = told(world)
    said(held, world, text="Begonnen.", on=date(2026, 5, 2))
    with pytest.raises(DialogueRefused) as refusal:
        said(held, world, **changes)
    assert refusal.value.field == field
    assert CommitmentStep.objects.count() == 1


def test_what_is_not_finished_by_its_day_is_overdue_everywhere() -> None:
    world = make_world(stage="decided")
    held = told(world)
    told(world, title="Later klaar", due_on=date(2027, 1, 1))
    late = date(2026, 9, 2)
    assert [c.title for c in follow_up_page(world.round, on=late).overdue] == [held.title]
    assert follow_up_page(world.round, on=DUE).overdue == ()
    assert [c.is_overdue for c in open_commitments(on=late)] == [True, False]
    assert len(open_commitments(on=late, only_overdue=True)) == 1
    assert [(item.kind, item.is_overdue) for item in due_follow_up(world.round, late)] == [
        ("commitment", True)
    ]
    said(held, world, state="done", text="Klaar.")
    assert follow_up_page(world.round, on=late).overdue == ()
    assert due_follow_up(world.round, late) == ()
    world.round.stage = "withdrawn"
    world.round.save()
    assert open_commitments(on=late) == ()


def wrote(world: World, **changes: Any) -> Evaluation:
    values: dict[str, Any] = {
        "year": 2026,
        "text": "Is bereikt wat is afgesproken?\nJa.",
        "lessons": "Eerder beginnen.",
        "next_on": date(2027, 5, 4),
    }
    return evaluate(
        round_=world.round, by=world.actor("secretariat"), at=AT, **{**values, **changes}
    )


def test_an_evaluation_stands_in_the_chain_as_it_was_written() -> None:
    world = make_world(stage="closed")
    made = wrote(world)
    record = ChainRecord.objects.get(round=world.round, kind="evaluation")
    assert record.key == str(made.pk)
    assert record.payload == PAYLOADS["evaluation"].payload(Evaluation.objects.get())
    assert record.payload["next_on"] == "2027-05-04"
    shown = follow_up_page(world.round, on=ON).evaluations[0]
    assert shown.answers == (("Is bereikt wat is afgesproken?", "Ja."),)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": 2025}, "year"),
        ({"year": 2027}, "year"),
        ({"text": "\n"}, "text"),
        ({"next_on": ON}, "next_on"),
    ],
    ids=["before it began", "to come", "nothing", "today"],
)
def test_an_evaluation_that_cannot_be_right_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(DialogueRefused) as refusal:
        wrote(make_world(stage="decided"), **changes)
    assert refusal.value.field == field


def test_the_same_evaluation_twice_is_one_and_a_supplement_is_another() -> None:
    world = make_world(stage="decided")
    wrote(world)
    with pytest.raises(DialogueRefused):
        wrote(world)
    wrote(world, text="Nog iets.\n\nEn nog iets.", next_on=None)
    first = follow_up_page(world.round, on=ON).evaluations[0]
    assert first.answers == (("", "Nog iets."), ("", "En nog iets."))


def test_an_evaluation_is_due_a_year_after_the_decision_or_as_the_last_one_says() -> None:
    world = make_world(stage="decided")
    assert evaluation_due_on(world.round) is None
    decision_of(world, "adopted", datetime(2024, 2, 29, 20, 0, tzinfo=UTC))
    assert evaluation_due_on(world.round) == date(2025, 2, 28)
    assert [item.kind for item in due_follow_up(world.round, date(2025, 2, 1))] == ["evaluation"]
    assert due_follow_up(world.round, date(2025, 1, 1)) == ()
    assert follow_up_page(world.round, on=ON).evaluation_is_due
    wrote(world)
    assert evaluation_due_on(world.round) == date(2027, 5, 4)
    assert not follow_up_page(world.round, on=ON).evaluation_is_due
    wrote(world, text="De laatste.", next_on=None)
    assert evaluation_due_on(world.round) is None
    assert evaluation_due_on(make_world(slug="nog-open").round) is None
    assert year_later(date(2025, 3, 1)) == date(2026, 3, 1)
