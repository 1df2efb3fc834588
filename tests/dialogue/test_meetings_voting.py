# SPDX-License-Identifier: EUPL-1.2
"""Voting: once, by who may, exactly the own votes; counted when the ballot closes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event
from samenspel.dialogue.actions import meetings as actions
from samenspel.dialogue.models import Ballot, ChainRecord, Decision, Proposal, Round, Vote
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.verification import verify
from tests.dialogue.meeting_world import AT, Board, make_board

pytestmark = pytest.mark.django_db


def outcome(board: Board, proposal: Proposal | None = None) -> str:
    return Decision.objects.get(proposal=proposal or board.proposal).outcome


def kinds() -> list[str]:
    return list(ChainRecord.objects.order_by("number").values_list("kind", flat=True))


def test_votes_are_weighted() -> None:
    board = make_board((5, 2, 2))
    board.ballot("+--")
    assert outcome(board) == "adopted"
    assert Decision.objects.get().tally["votes_for"] == 5


def test_everything_that_happens_is_in_the_chain_in_its_order() -> None:
    board = make_board((3, 2, 1))
    board.ballot("+-0")
    assert kinds()[2:] == [
        "meeting_opened",
        "ballot_opened",
        "vote",
        "vote",
        "vote",
        "ballot_closed",
        "decision",
    ]
    assert verify(board.world.round).is_whole


def test_no_ballot_without_quorum_and_it_says_what_is_missing() -> None:
    board = make_board((3, 2, 1), quorum_votes=60)
    for member in board.members[:2]:
        actions.set_present(delegation=member, is_present=False, by=board.secretariat, at=AT)
    with pytest.raises(DialogueRefused, match=r"1 van de 3 .*1 van de 6") as refused:
        board.open_ballot()
    assert "2" in refused.value.message
    assert "4" in refused.value.message


def test_a_double_click_counts_once() -> None:
    board = make_board()
    ballot = board.open_ballot()
    first = board.vote(ballot, 0, 3)
    assert board.vote(ballot, 0, 3) == first
    assert Vote.objects.count() == 1
    assert kinds().count("vote") == 1


def test_nobody_changes_a_vote() -> None:
    board = make_board()
    ballot = board.open_ballot()
    board.vote(ballot, 0, 3)
    with pytest.raises(DialogueRefused, match="al gestemd"):
        board.vote(ballot, 0, 0, 3)
    assert Vote.objects.get().votes_for == 3


def test_a_double_click_after_closing_is_answered_with_the_vote_that_stands() -> None:
    board = make_board()
    ballot = board.open_ballot()
    first = board.vote(ballot, 0, 3)
    board.vote(ballot, 1, 2)
    board.close(ballot)
    assert board.vote(ballot, 0, 3) == first


def test_a_vote_after_closing_is_not_counted() -> None:
    board = make_board()
    ballot = board.open_ballot()
    board.vote(ballot, 0, 3)
    board.vote(ballot, 1, 2)
    board.close(ballot)
    with pytest.raises(DialogueRefused, match="gesloten"):
        board.vote(ballot, 2, 1)


@pytest.mark.parametrize(
    "cast", [(2,), (4,), (-1, 4), (3, 1)], ids=["too few", "too many", "negative", "too many split"]
)
def test_exactly_the_own_votes(cast: tuple[int, ...]) -> None:
    board = make_board((3, 2, 1), allows_split=True)
    ballot = board.open_ballot()
    with pytest.raises(DialogueRefused) as refused:
        board.vote(ballot, 0, *cast)
    assert refused.value.field == "votes_for"
    assert not Vote.objects.exists()


def test_votes_are_split_only_where_that_is_allowed() -> None:
    board = make_board((3, 2, 1))
    with pytest.raises(DialogueRefused, match="hetzelfde"):
        board.vote(board.open_ballot(), 0, 2, 1)
    other = make_board((3, 2, 1), allows_split=True, slug="ander")
    assert other.vote(other.open_ballot(), 0, 2, 1).votes == 3


def test_only_the_named_person_votes() -> None:
    board = make_board()
    ballot = board.open_ballot()
    for by in (board.delegate(1), board.world.actor("clerk", 0), board.secretariat):
        with pytest.raises(PermissionDenied):
            actions.vote(
                ballot=ballot,
                delegation=board.members[0],
                votes_for=3,
                votes_against=0,
                votes_abstained=0,
                by=by,
                at=AT,
            )


def test_who_is_not_there_does_not_vote() -> None:
    board = make_board()
    ballot = board.open_ballot()
    actions.set_present(delegation=board.members[2], is_present=False, by=board.secretariat, at=AT)
    with pytest.raises(DialogueRefused, match="aanwezig"):
        board.vote(ballot, 2, 1)


def test_saying_the_same_about_presence_twice_is_once() -> None:
    board = make_board()
    logged = Event.objects.filter(action="set_present").count()
    told = {"delegation": board.members[2], "by": board.secretariat, "at": AT}
    actions.set_present(is_present=True, **told)
    assert Event.objects.filter(action="set_present").count() == logged


def test_a_member_of_another_meeting_has_no_vote_here() -> None:
    board = make_board()
    ballot = board.open_ballot()
    stranger = make_board(slug="ander").members[0]
    with pytest.raises(DialogueRefused, match="lijst"):
        actions.record_vote(
            ballot=ballot,
            delegation=stranger,
            votes_for=3,
            votes_against=0,
            votes_abstained=0,
            by=board.secretariat,
            at=AT,
        )


def test_a_vote_called_out_shows_as_such() -> None:
    board = make_board()
    ballot = board.open_ballot()
    told = {"votes_for": 0, "votes_against": 3, "votes_abstained": 0}
    kept = actions.record_vote(
        ballot=ballot, delegation=board.members[0], by=board.secretariat, at=AT, **told
    )
    assert kept.is_recorded
    with pytest.raises(PermissionDenied):
        actions.record_vote(
            ballot=ballot, delegation=board.members[1], by=board.delegate(1), at=AT, **told
        )


def test_two_secretaries_close_a_ballot_once() -> None:
    board = make_board()
    ballot = board.open_ballot()
    board.vote(ballot, 0, 3)
    board.vote(ballot, 1, 2)
    first = board.close(ballot)
    second = board.close(ballot, at=AT + timedelta(hours=1))
    assert first.closed_at == second.closed_at == AT
    assert kinds().count("ballot_closed") == Decision.objects.count() == 1


def test_two_secretaries_open_a_ballot_once() -> None:
    board = make_board()
    assert board.open_ballot() == board.open_ballot()
    with pytest.raises(DialogueRefused, match="andere stemming"):
        board.open_ballot(board.ask(title="Iets anders"))


def test_a_tie_is_voted_again_and_then_the_chair_decides() -> None:
    board = make_board((3, 2, 1))
    with pytest.raises(DialogueRefused):
        actions.decide_as_chair(
            proposal=board.proposal, is_adopted=True, by=board.secretariat, at=AT
        )
    assert board.ballot("+--").outcome == "tied"
    assert Proposal.objects.get(pk=board.proposal.pk).state == "tied"
    with pytest.raises(DialogueRefused, match="tweede"):
        actions.decide_as_chair(
            proposal=board.proposal, is_adopted=True, by=board.secretariat, at=AT
        )
    assert board.ballot("+--").outcome == "tied"
    assert not Decision.objects.exists()
    with pytest.raises(DialogueRefused, match="voorzitter"):
        board.open_ballot()
    told = {"proposal": board.proposal, "by": board.secretariat, "at": AT}
    kept = actions.decide_as_chair(is_adopted=True, **told)
    assert (kept.outcome, kept.by_chair, kept.ballot.number) == ("adopted", True, 2)
    assert actions.decide_as_chair(is_adopted=True, **told) == kept
    with pytest.raises(DialogueRefused):
        actions.decide_as_chair(is_adopted=False, **told)
    assert verify(board.world.round).is_whole


def test_the_second_vote_can_decide() -> None:
    board = make_board((3, 2, 1))
    board.ballot("+--")
    board.ballot("++-")
    assert outcome(board) == "adopted"


@pytest.mark.parametrize(
    ("rule", "ballots"), [("rejected", 1), ("again_then_rejected", 2)], ids=["at once", "again"]
)
def test_an_arrangement_can_say_otherwise_about_ties(rule: str, ballots: int) -> None:
    board = make_board((3, 2, 1))
    proposal = board.ask(title="Anders", tie_rule=rule)
    for _time in range(ballots):
        assert not Decision.objects.exists()
        board.ballot("+--", proposal)
    assert outcome(board, proposal) == "rejected"


def test_a_ballot_in_which_too_few_took_part_does_not_count() -> None:
    board = make_board((3, 2, 1))
    assert board.ballot("+..").outcome == "void"
    assert Proposal.objects.get(pk=board.proposal.pk).state == "waiting"
    assert not Decision.objects.exists()
    board.ballot("+--")
    assert board.ballot("+..").outcome == "void"
    assert Proposal.objects.get(pk=board.proposal.pk).state == "tied"
    assert board.ballot("+-+").outcome == "adopted"
    assert list(Ballot.objects.order_by("number").values_list("outcome", flat=True)) == [
        "void",
        "tied",
        "void",
        "adopted",
    ]


def test_who_abstains_takes_part() -> None:
    board = make_board((3, 2, 1))
    assert board.ballot("+00").outcome == "adopted"


def test_what_was_decided_is_not_voted_on_again() -> None:
    board = make_board()
    board.ballot("+++")
    with pytest.raises(DialogueRefused, match="besloten"):
        board.open_ballot()


def test_a_clock_that_goes_back_changes_nothing() -> None:
    board = make_board((3, 2, 1))
    ballot = board.open_ballot(at=AT)
    board.vote(ballot, 0, 3, at=AT - timedelta(hours=1))
    board.vote(ballot, 1, 0, 2, at=AT - timedelta(hours=2))
    board.vote(ballot, 2, 1, at=AT - timedelta(hours=3))
    closed = board.close(ballot, at=AT - timedelta(hours=4))
    assert closed.outcome == "adopted"
    assert kinds()[-2:] == ["ballot_closed", "decision"]
    assert verify(board.world.round).is_whole


def test_closing_the_meeting_decides_the_round() -> None:
    board = make_board()
    with pytest.raises(DialogueRefused, match="Vaststellen"):
        actions.close_meeting(meeting=board.meeting, by=board.secretariat, at=AT)
    board.ballot("+++")
    told = {"meeting": board.meeting, "by": board.secretariat, "at": AT}
    assert actions.close_meeting(**told).state == "closed"
    assert board.world.fresh().stage == Round.Stage.DECIDED


def test_a_meeting_without_a_decision_leaves_the_round_as_it_is() -> None:
    board = make_board()
    told = {"meeting": board.meeting, "by": board.secretariat, "at": AT}
    actions.withdraw_proposal(proposal=board.proposal, by=board.secretariat, at=AT)
    actions.withdraw_proposal(proposal=board.proposal, by=board.secretariat, at=AT)
    with pytest.raises(DialogueRefused):
        board.open_ballot()
    actions.close_meeting(**told)
    assert actions.close_meeting(**told).state == "closed"
    assert board.world.fresh().stage == Round.Stage.DECIDING
    with pytest.raises(DialogueRefused, match="afgelopen"):
        actions.open_meeting(**told)
    with pytest.raises(DialogueRefused, match="afgelopen"):
        actions.set_present(
            delegation=board.members[0], is_present=False, by=board.secretariat, at=AT
        )
    with pytest.raises(DialogueRefused, match="afgelopen"):
        board.ask(title="Te laat")
