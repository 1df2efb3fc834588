# SPDX-License-Identifier: EUPL-1.2
"""Planning: members and votes, proposals, delegates and mandates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event
from samenspel.dialogue.actions import meetings as actions
from samenspel.dialogue.actions.meetings import DelegationValues
from samenspel.dialogue.models import Addressee, Delegate, Delegation, Mandate, Meeting, Proposal
from samenspel.dialogue.queries.decisions import meetings_of
from samenspel.dialogue.queries.recorded_votes import recorded_votes
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.places.models import Municipality
from samenspel.register.models import Board as RegisterBoard
from tests.dialogue.meeting_world import ASKED, AT, VALUES, Board, begin, make_board
from tests.dialogue.small_round import make_world

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


def mandate(board: Board, index: int = 0, **changes: object) -> Mandate:
    told = {
        "delegation": board.members[index],
        "proposal": board.proposal,
        "position": "for",
        "text": "Mits de evaluatie er komt.",
        "on": ON,
        "by": board.world.actor("clerk", index),
        "at": AT,
    } | changes
    return actions.give_mandate(**told)  # type: ignore[arg-type]


def test_members_are_the_addressees_that_are_not_guests() -> None:
    world = make_world(councils=2, executives=2, stage="weighing")
    Addressee.objects.create(round=world.round, body="other", name="Provincie", is_guest=True)
    Addressee.objects.create(round=world.round, body="other", name="Waterschap")
    meeting = actions.plan_meeting(
        round_=world.round, values=VALUES, by=world.actor("secretariat"), at=AT
    )
    found = [(d.name, d.votes, d.addressee_id) for d in meeting.delegations.order_by("pk")]
    assert [name for name, _votes, _of in found] == ["Aarveen", "Beekhuizen", "Waterschap"]
    assert {votes for _name, votes, _of in found} == {1}
    assert found[0][2] == world.councils[0].pk


@pytest.mark.usefixtures("example")
def test_votes_are_those_of_the_register_with_their_source() -> None:
    slug = "stadsregio-amsterdam-voorbeeld"
    assert not recorded_votes(slug, date(2012, 6, 26)).votes, "an illustration is no source"
    RegisterBoard.objects.filter(version__arrangement__slug=slug, kind="general").delete()
    RegisterBoard.objects.filter(version__arrangement__slug=slug, kind="other").update(
        kind="general"
    )
    known = recorded_votes(slug, date(2012, 6, 26))
    assert known.votes
    world = make_world(councils=1, stage="deciding")
    world.round.arrangement_slug = slug
    world.round.save()
    place = Municipality.objects.get(pk=next(iter(known.votes)))
    Addressee.objects.filter(pk=world.councils[0].pk).update(municipality=place)
    values = replace(VALUES, begins_at=AT.replace(year=2012, month=6))
    meeting = actions.plan_meeting(
        round_=world.round, values=values, by=world.actor("secretariat"), at=AT
    )
    assert meeting.delegations.get().votes == known.votes[place.pk]
    assert known.source[:50] in meeting.source


def test_a_register_without_votes_is_no_obstacle() -> None:
    assert not recorded_votes("", ON).votes
    assert not recorded_votes("nergens", ON).votes


def test_one_meeting_at_a_time_until_it_is_called_off() -> None:
    board = make_board(is_open=False)
    told = {"round_": board.world.round, "values": VALUES, "by": board.secretariat, "at": AT}
    with pytest.raises(DialogueRefused, match="al een vergadering"):
        actions.plan_meeting(**told)
    actions.cancel_meeting(meeting=board.meeting, by=board.secretariat, at=AT)
    assert actions.plan_meeting(**told).state == "planned"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"quorum_members": 100}, "quorum_members"),
        ({"quorum_votes": 100}, "quorum_votes"),
    ],
    ids=["name", "members", "votes"],
)
def test_a_wrong_value_is_named(changes: dict[str, object], field: str) -> None:
    board = make_board(is_open=False)
    with pytest.raises(DialogueRefused) as refused:
        actions.change_meeting(
            meeting=board.meeting,
            values=replace(VALUES, **changes),  # type: ignore[arg-type]
            by=board.secretariat,
            at=AT,
        )
    assert refused.value.field == field


def test_what_was_planned_can_change_until_the_meeting_opens() -> None:
    board = make_board(is_open=False)
    told = {"meeting": board.meeting, "by": board.secretariat, "at": AT}
    values = replace(VALUES, name="Algemeen bestuur", quorum_votes=30)
    assert actions.change_meeting(values=values, **told).name == "Algemeen bestuur"
    begin(board)
    with pytest.raises(DialogueRefused, match="geopend"):
        actions.change_meeting(values=VALUES, **told)
    with pytest.raises(DialogueRefused, match="geopend"):
        actions.set_delegation(values=DelegationValues("Nieuw", 4), **told)
    with pytest.raises(DialogueRefused, match="geopend"):
        actions.remove_delegation(delegation=board.members[0], by=board.secretariat, at=AT)


def test_only_the_secretariat_plans() -> None:
    board = make_board(is_open=False)
    by = board.world.actor("clerk", 0)
    with pytest.raises(PermissionDenied):
        actions.plan_meeting(round_=board.world.round, values=VALUES, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        actions.add_proposal(meeting=board.meeting, values=ASKED, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        actions.open_meeting(meeting=board.meeting, by=by, at=AT)


def test_there_is_one_chair() -> None:
    board = make_board(is_open=False)
    values = DelegationValues(board.members[1].name, 7, is_chair=True)
    told = {"meeting": board.meeting, "by": board.secretariat, "at": AT}
    actions.set_delegation(values=values, **told)
    assert Delegation.objects.get(is_chair=True).votes == 7


def test_a_member_can_be_renamed_added_and_taken_off() -> None:
    board = make_board(is_open=False)
    told = {"meeting": board.meeting, "by": board.secretariat, "at": AT}
    first = board.members[0]
    renamed = actions.set_delegation(values=DelegationValues("Stad", 9), delegation=first, **told)
    assert (renamed.pk, renamed.name, renamed.municipality_id) == (
        first.pk,
        "Stad",
        first.municipality_id,
    )
    added = actions.set_delegation(values=DelegationValues("Waterschap", 1), **told)
    actions.remove_delegation(delegation=added, by=board.secretariat, at=AT)
    actions.remove_delegation(delegation=added, by=board.secretariat, at=AT)
    assert not Delegation.objects.filter(name="Waterschap").exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (DelegationValues(" ", 1), "name"),
        (DelegationValues("Nieuw", -1), "votes"),
        (DelegationValues("Beekhuizen", 1), "name"),
    ],
    ids=["no name", "negative", "taken"],
)
def test_a_wrong_member_is_refused(values: DelegationValues, field: str) -> None:
    board = make_board(is_open=False)
    with pytest.raises(DialogueRefused) as refused:
        actions.set_delegation(
            meeting=board.meeting,
            values=values,
            delegation=board.members[0],
            by=board.secretariat,
            at=AT,
        )
    assert refused.value.field == field


def test_a_member_with_a_mandate_stays_on_the_list() -> None:
    board = make_board(is_open=False)
    mandate(board)
    with pytest.raises(DialogueRefused, match="mandaat"):
        actions.remove_delegation(delegation=board.members[0], by=board.secretariat, at=AT)


def test_a_meeting_opens_with_members_chair_and_proposal() -> None:
    board = make_board(is_open=False)
    told = {"meeting": board.meeting, "by": board.secretariat, "at": AT}
    Delegation.objects.update(is_chair=False)
    with pytest.raises(DialogueRefused, match="voorzitter"):
        actions.open_meeting(**told)
    Delegation.objects.update(votes=0)
    with pytest.raises(DialogueRefused, match="leden"):
        actions.open_meeting(**told)
    Delegation.objects.update(votes=1)
    Delegation.objects.filter(pk=board.members[0].pk).update(is_chair=True)
    with pytest.raises(DialogueRefused, match="Open eerst"):
        actions.close_meeting(**told)
    with pytest.raises(DialogueRefused, match="Open eerst"):
        board.open_ballot()
    Proposal.objects.update(state="withdrawn")
    with pytest.raises(DialogueRefused, match="voorstel"):
        actions.open_meeting(**told)
    Proposal.objects.update(state="waiting")
    assert actions.open_meeting(**told).state == "open"
    assert actions.open_meeting(**told).state == "open"
    assert Event.objects.filter(action="open_meeting").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"text": " "}, "text"),
        ({"tie_rule": "munt"}, "tie_rule"),
        ({"needs_votes": 101}, "needs_votes"),
        ({"needs_votes": 3, "needs_of": 2}, "needs_votes"),
    ],
    ids=["title", "text", "tie", "per cent", "part"],
)
def test_a_wrong_proposal_is_refused(changes: dict[str, object], field: str) -> None:
    board = make_board(is_open=False)
    with pytest.raises(DialogueRefused) as refused:
        board.ask(**changes)
    assert refused.value.field == field


def test_a_text_of_another_dialogue_is_refused() -> None:
    board = make_board(is_open=False)
    with pytest.raises(DialogueRefused) as refused:
        board.ask(document=make_world(slug="ander").document)
    assert refused.value.field == "document"
    assert board.ask(document=board.world.document).document == board.world.document


def test_a_proposal_changes_until_a_council_or_the_board_deals_with_it() -> None:
    board = make_board(is_open=False)
    told = {"proposal": board.proposal, "by": board.secretariat, "at": AT}
    changed = actions.change_proposal(values=replace(ASKED, title="Beter"), **told)
    assert changed.title == "Beter"
    mandate(board)
    with pytest.raises(DialogueRefused, match="Trek"):
        actions.change_proposal(values=ASKED, **told)


def test_what_is_voted_on_is_not_withdrawn() -> None:
    board = make_board()
    board.open_ballot()
    with pytest.raises(DialogueRefused, match="gestemd"):
        actions.withdraw_proposal(proposal=board.proposal, by=board.secretariat, at=AT)


def test_people_of_the_municipality_are_named_by_its_clerk() -> None:
    board = make_board(is_open=False)
    told = {"delegation": board.members[0], "at": AT}
    clerk, user = board.world.actor("clerk", 0), board.world.user("councillor", 0)
    first = actions.name_delegate(user=user, by=clerk, **told)
    assert actions.name_delegate(user=user, by=clerk, **told) == first
    with pytest.raises(DialogueRefused) as refused:
        actions.name_delegate(user=board.world.user("councillor", 1), by=clerk, **told)
    assert refused.value.field == "user"
    with pytest.raises(PermissionDenied):
        actions.name_delegate(user=user, by=board.world.actor("clerk", 1), **told)
    actions.end_delegate(delegate=first, by=clerk, at=AT)
    actions.end_delegate(delegate=first, by=clerk, at=AT)
    assert not Delegate.objects.exists()
    assert Event.objects.filter(action="end_delegate").count() == 1


def test_nobody_is_named_for_a_meeting_that_is_over() -> None:
    board = make_board(is_open=False)
    actions.cancel_meeting(meeting=board.meeting, by=board.secretariat, at=AT)
    with pytest.raises(DialogueRefused, match="afgelopen"):
        actions.name_delegate(
            delegation=board.members[0],
            user=board.world.user("councillor", 0),
            by=board.world.actor("clerk", 0),
            at=AT,
        )


def test_the_last_mandate_counts_and_the_first_one_stays() -> None:
    board = make_board(is_open=False)
    mandate(board)
    mandate(board, position="against", at=AT - timedelta(days=1))
    assert [m.position for m in Mandate.objects.order_by("pk")] == ["for", "against"]
    (meeting,) = meetings_of(board.world.round)
    assert meeting.proposals[0].mandates[board.members[0].pk].position == "against"


def test_only_the_own_clerk_gives_a_mandate() -> None:
    board = make_board(is_open=False)
    for by in (board.world.actor("clerk", 1), board.world.actor("adviser", 0), board.secretariat):
        with pytest.raises(PermissionDenied):
            mandate(board, by=by)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"position": "misschien"}, "position"), ({"on": date(2027, 1, 1)}, "on")],
    ids=["position", "day"],
)
def test_a_wrong_mandate_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(DialogueRefused) as refused:
        mandate(make_board(is_open=False), **changes)
    assert refused.value.field == field


def test_a_mandate_is_about_a_proposal_of_the_meeting_and_comes_before_the_vote() -> None:
    board, other = make_board(), make_board(slug="ander")
    with pytest.raises(DialogueRefused) as refused:
        mandate(board, proposal=other.proposal)
    assert refused.value.field == "proposal"
    board.open_ballot()
    with pytest.raises(DialogueRefused, match="te laat"):
        mandate(board)


def test_the_log_never_says_what_was_voted() -> None:
    board = make_board()
    board.vote(board.open_ballot(), 0, 3)
    detail = Event.objects.get(action="vote").detail
    assert set(detail) == {"member", "ballot", "number", "digest"}


def test_the_meeting_says_what_it_is() -> None:
    board = make_board()
    ballot = board.open_ballot()
    vote = board.vote(ballot, 0, 3)
    assert str(Meeting.objects.get()) == "Regioraad, 2026-05-01"
    assert str(vote) == "Aarveen: 3/0"
