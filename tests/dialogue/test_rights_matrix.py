# SPDX-License-Identifier: EUPL-1.2
"""Role by standing by stage by action: what the rules say is what the actions do.

The matrix is made from ``rules.ROUND_RIGHTS``. Every right names the actions that use it; a right
without one fails here. What an action refuses for another reason than the right or the stage
counts as let through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from samenspel.accounts.rules import Actor
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions import (
    balance,
    follow_up,
    meetings,
    opinions,
    replies,
    rounds,
    statements,
)
from samenspel.dialogue.models import Addressee, ChainRecord, Round
from samenspel.dialogue.refusal import DialogueRefused, NotNow
from samenspel.dialogue.rules import ANY_STANDING, ROUND_RIGHTS, RoundRight, Standing
from tests.dialogue.rights_world import NOW, TODAY, Scene, Somebody, everybody, make_scene

pytestmark = pytest.mark.django_db
Way = Callable[[Scene, Actor], object]
COUNCIL, EXECUTIVE = "opinion of a council", "opinion of an executive"


def text(scene: Scene) -> rounds.ClauseValues:
    return rounds.ClauseValues(key="artikel-1", number="1", title="Artikel 1", text="Anders.")


def values(scene: Scene) -> rounds.RoundValues:
    return rounds.RoundValues(title="Nieuw", kind="free", question="Wat vindt u?")


def guest() -> rounds.AddresseeValues:
    return rounds.AddresseeValues(
        body="other", municipality=None, name="Provincie Nieuw", is_guest=True
    )


def point(scene: Scene) -> opinions.PointValues:
    return opinions.PointValues(clause=scene.clause, position="object", text="Te duur.")


def answering(body: str) -> tuple[Way, ...]:
    """What a clerk does for a council, an adviser for an executive."""

    def of(scene: Scene) -> Addressee:
        found = getattr(scene, body)
        assert isinstance(found, Addressee)
        return found

    return (
        lambda s, by: opinions.set_agenda(addressee=of(s), on=TODAY, by=by, at=NOW),
        lambda s, by: opinions.adopt(addressee=of(s), on=TODAY, votes=None, by=by, at=NOW),
        lambda s, by: opinions.send(addressee=of(s), by=by, at=NOW),
        lambda s, by: opinions.correct(addressee=of(s), reason="Fout", by=by, at=NOW),
        lambda s, by: opinions.say_none(addressee=of(s), on=TODAY, note="", by=by, at=NOW),
        lambda s, by: opinions.withdraw(addressee=of(s), reason="Anders", by=by, at=NOW),
    )


WAYS: Mapping[tuple[str, str], Sequence[Way]] = {
    ("see_preparing", "round"): (),
    ("prepare_round", "round"): (
        lambda s, by: rounds.change_round(
            round_=s.round, values=values(s), edition=s.round.edition, by=by, at=NOW
        ),
        lambda s, by: rounds.address(round_=s.round, values=guest(), by=by, at=NOW),
        lambda s, by: rounds.address_members(round_=s.round, on=TODAY, by=by, at=NOW),
        lambda s, by: rounds.remove_addressee(addressee=s.guest, by=by, at=NOW),
    ),
    ("write_text", "round"): (
        lambda s, by: rounds.add_document(
            round_=s.round,
            status="final",
            title="Tekst",
            introduction="",
            clauses=[text(s)],
            by=by,
            at=NOW,
        ),
        lambda s, by: rounds.change_document(
            document=s.draft_text,
            status="final",
            title="Tekst",
            introduction="",
            clauses=[text(s)],
            edition=s.draft_text.edition,
            by=by,
            at=NOW,
        ),
        lambda s, by: rounds.publish_document(document=s.draft_text, by=by, at=NOW),
    ),
    ("send_round", "round"): (
        lambda s, by: rounds.send_round(round_=s.round, sent_on=TODAY, by=by, at=NOW),
    ),
    ("run_round", "round"): (
        lambda s, by: rounds.extend(
            addressee=s.silent, round_=s.round, until=TODAY, reason="Reces", by=by, at=NOW
        ),
        lambda s, by: rounds.close_answers(round_=s.round, by=by, at=NOW),
    ),
    ("withdraw_round", "round"): (
        lambda s, by: rounds.withdraw_round(round_=s.round, reason="Vervalt", by=by, at=NOW),
    ),
    ("close_round", "round"): (lambda s, by: rounds.close_round(round_=s.round, by=by, at=NOW),),
    ("keep_statements", "round"): (
        lambda s, by: statements.put_statement(round_=s.round, text="Nieuw.", by=by, at=NOW),
        lambda s, by: statements.close_statement(statement=s.statement, by=by, at=NOW),
    ),
    ("record_answer", "round"): (
        lambda s, by: opinions.record_answer(
            addressee=s.silent,
            on=TODAY,
            introduction="",
            points=[point(s)],
            votes=None,
            source="Brief",
            by=by,
            at=NOW,
        ),
    ),
    ("publish_balance", "round"): (
        lambda s, by: balance.publish_balance(
            round_=s.round, introduction="", public_from=NOW, by=by, at=NOW
        ),
    ),
    ("see_embargoed", "round"): (),
    ("reply", "round"): (
        lambda s, by: replies.reply(
            point=s.point,
            verdict="reject",
            reason="Omdat.",
            change="",
            clause_key="",
            edition=0,
            by=by,
            at=NOW,
        ),
        lambda s, by: replies.reply_to_many(
            points=[s.point], verdict="later", reason="Omdat.", by=by, at=NOW
        ),
        lambda s, by: replies.take_over(round_=s.round, by=by, at=NOW),
        lambda s, by: replies.publish_memo(
            round_=s.round, introduction="", on=TODAY, by=by, at=NOW
        ),
    ),
    ("plan_meeting", "round"): (
        lambda s, by: meetings.plan_meeting(
            round_=s.round, values=meetings.MeetingValues("Bestuur", NOW), by=by, at=NOW
        ),
        lambda s, by: meetings.change_meeting(
            meeting=s.planned, values=meetings.MeetingValues("Bestuur", NOW), by=by, at=NOW
        ),
        lambda s, by: meetings.cancel_meeting(meeting=s.planned, by=by, at=NOW),
        lambda s, by: meetings.set_delegation(
            meeting=s.planned, values=meetings.DelegationValues("Nieuw", 1), by=by, at=NOW
        ),
        lambda s, by: meetings.remove_delegation(delegation=s.planned_delegation, by=by, at=NOW),
        lambda s, by: meetings.add_proposal(
            meeting=s.meeting, values=meetings.ProposalValues("Nieuw", "Tekst"), by=by, at=NOW
        ),
        lambda s, by: meetings.change_proposal(
            proposal=s.waiting, values=meetings.ProposalValues("Nieuw", "Tekst"), by=by, at=NOW
        ),
        lambda s, by: meetings.withdraw_proposal(proposal=s.waiting, by=by, at=NOW),
    ),
    ("run_meeting", "round"): (
        lambda s, by: meetings.open_meeting(meeting=s.planned, by=by, at=NOW),
        lambda s, by: meetings.set_present(
            delegation=s.delegation, is_present=False, by=by, at=NOW
        ),
        lambda s, by: meetings.open_ballot(proposal=s.waiting, by=by, at=NOW),
        lambda s, by: meetings.record_vote(
            ballot=s.ballot,
            delegation=s.delegation,
            votes_for=3,
            votes_against=0,
            votes_abstained=0,
            by=by,
            at=NOW,
        ),
        lambda s, by: meetings.close_ballot(ballot=s.ballot, by=by, at=NOW),
        lambda s, by: meetings.decide_as_chair(proposal=s.proposal, is_adopted=True, by=by, at=NOW),
        lambda s, by: meetings.close_meeting(meeting=s.meeting, by=by, at=NOW),
    ),
    ("follow_up", "round"): (
        lambda s, by: follow_up.commit(
            round_=s.round,
            title="Verslag",
            text="",
            owner="Bestuur",
            municipality=None,
            due_on=TODAY,
            by=by,
            at=NOW,
        ),
    ),
    ("evaluate", "round"): (
        lambda s, by: follow_up.evaluate(
            round_=s.round, year=2026, text="Goed.", lessons="", next_on=None, by=by, at=NOW
        ),
    ),
    ("see_shared_preparation", COUNCIL): (),
    ("prepare_opinion", COUNCIL): (
        lambda s, by: opinions.prepare(
            addressee=s.council,
            clause=s.clause,
            position="object",
            text="Nee.",
            is_shared=False,
            by=by,
            at=NOW,
        ),
    ),
    ("appoint_rapporteur", COUNCIL): (
        lambda s, by: opinions.appoint_rapporteur(
            addressee=s.council, user=s.world.user("councillor", 0), by=by, at=NOW
        ),
        lambda s, by: opinions.end_rapporteur(rapporteur=s.rapporteur, by=by, at=NOW),
    ),
    ("see_draft", COUNCIL): (),
    ("see_draft", EXECUTIVE): (),
    ("write_draft", COUNCIL): (
        lambda s, by: opinions.write_draft(
            opinion=s.opinion,
            introduction="",
            points=[point(s)],
            edition=s.opinion.edition,
            by=by,
            at=NOW,
        ),
        lambda s, by: opinions.begin_draft(addressee=s.council, by=by, at=NOW),
    ),
    ("write_draft", EXECUTIVE): (
        lambda s, by: opinions.write_draft(
            opinion=s.executive_opinion,
            introduction="",
            points=[point(s)],
            edition=s.executive_opinion.edition,
            by=by,
            at=NOW,
        ),
        lambda s, by: opinions.begin_draft(addressee=s.executive, by=by, at=NOW),
    ),
    ("answer", COUNCIL): answering("council"),
    ("answer", EXECUTIVE): answering("executive"),
    ("name_delegates", "delegation"): (
        lambda s, by: meetings.name_delegate(
            delegation=s.delegation, user=s.world.user("councillor", 0), by=by, at=NOW
        ),
        lambda s, by: meetings.end_delegate(
            delegate=s.delegation.delegates.order_by("pk")[0], by=by, at=NOW
        ),
    ),
    ("give_mandate", "delegation"): (
        lambda s, by: meetings.give_mandate(
            delegation=s.delegation,
            proposal=s.waiting,
            position="for",
            text="",
            on=TODAY,
            by=by,
            at=NOW,
        ),
    ),
    ("cast_vote", "delegation"): (
        lambda s, by: meetings.vote(
            ballot=s.ballot,
            delegation=s.delegation,
            votes_for=3,
            votes_against=0,
            votes_abstained=0,
            by=by,
            at=NOW,
        ),
    ),
    ("report_progress", "commitment"): (
        lambda s, by: follow_up.report(
            commitment=s.commitment, state="busy", text="Loopt.", on=TODAY, by=by, at=NOW
        ),
    ),
}


def outcome(way: Way, scene: Scene, actor: Actor) -> str:
    """``denied``, ``not now`` or ``let through``; nothing of it stays."""
    try:
        with transaction.atomic():
            way(scene, actor)
            transaction.set_rollback(True)
    except PermissionDenied:
        return "denied"
    except NotNow:
        return "not now"
    except DialogueRefused:
        return "let through"
    return "let through"


def expected(right: RoundRight, who: Somebody, stage: str) -> str:
    """What the rules say, read in another way than the product does."""
    if who.kind == "operator":
        has = not right.is_private
    else:
        told = right.allowed.get(who.kind, frozenset())
        stands = {who.standing} | (
            # Who is named for something is of its own people, too.
            {Standing.ADDRESSED} if who.standing is Standing.APPOINTED else set()
        )
        has = bool(told & stands)
    if not has:
        return "denied"
    return "let through" if stage in right.stages else "not now"


@pytest.mark.parametrize("stage", Round.Stage.values)
def test_actions_do_what_the_rules_say(stage: str) -> None:
    """Every right, by every action that uses it, for everybody; nothing is left behind."""
    scene = make_scene(stage)
    before = ChainRecord.objects.count()
    wrong = [
        f"{right.action} {right.object_kind} {number}: {who.kind} {who.standing}: {found}"
        for who in everybody(scene)
        for right in ROUND_RIGHTS
        for number, way in enumerate(WAYS[right.action, right.object_kind])
        if (found := outcome(way, scene, who.actor)) != expected(right, who, stage)
    ]
    assert not wrong
    assert ChainRecord.objects.count() == before


@pytest.mark.parametrize("stage", Round.Stage.values)
def test_access_says_what_the_rules_say(stage: str) -> None:
    """What pages ask before they show a button."""
    scene = make_scene(stage)
    for who in everybody(scene):
        access = Access(who.actor, scene.round, on=TODAY)
        for right in ROUND_RIGHTS:
            told = {
                COUNCIL: {"addressee": scene.council},
                EXECUTIVE: {"addressee": scene.executive},
                "delegation": {
                    "delegation_id": scene.delegation.pk,
                    "municipality_id": scene.delegation.municipality_id,
                },
                "commitment": {"municipality_id": scene.commitment.municipality_id},
            }.get(right.object_kind, {})
            says = expected(right, who, stage)
            # A rapporteur is one for the council only.
            assert access.may(right, **told) == (says == "let through"), (right, who)
            assert access.holds(right, **told) == (says != "denied"), (right, who)


def test_every_right_has_a_name_of_its_own() -> None:
    assert len({(right.action, right.object_kind) for right in ROUND_RIGHTS}) == len(ROUND_RIGHTS)


def test_every_right_is_used_by_an_action_or_a_page() -> None:
    assert set(WAYS) == {(right.action, right.object_kind) for right in ROUND_RIGHTS}
    pages = {key for key, ways in WAYS.items() if not ways}
    assert pages == {key for key in WAYS if key[0].startswith("see_")}


def test_nobody_outside_the_own_body_has_a_private_right() -> None:
    for right in ROUND_RIGHTS:
        if right.is_private:
            stands = frozenset().union(*right.allowed.values())
            assert stands <= {Standing.ADDRESSED, Standing.APPOINTED}
            assert not any(held == ANY_STANDING for held in right.allowed.values())
