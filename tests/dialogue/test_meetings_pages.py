# SPDX-License-Identifier: EUPL-1.2
"""Pages of the meeting: for everybody, the secretariat, delegates and clerks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samenspel.dialogue.models import Ballot, Decision, Delegate, Mandate, Meeting, Proposal, Vote
from tests.dialogue.meeting_world import Board, begin, make_board
from tests.dialogue.small_round import make_world
from tests.dialogue.test_meetings_planning import mandate

pytestmark = pytest.mark.django_db


def logged_in(board: Board, kind: str, index: int = 0) -> Client:
    client = Client()
    client.force_login(board.world.user(kind, index))
    return client


def address(name: str, *keys: object, slug: str = "proef") -> str:
    return reverse(f"dialogue-decision{name}", args=[slug, *keys])


def act(client: Client, what: str, **fields: object) -> int:
    return client.post(address("-act"), {"wat": what, **fields}).status_code


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def test_before_a_meeting_is_planned_the_page_says_what_comes(client: Client) -> None:
    make_world(stage="weighing")
    assert "nog geen vergadering gepland" in text(client, address(""))


def test_everybody_sees_result_roll_call_and_mandates(client: Client) -> None:
    board = make_board((5, 2, 2), is_open=False)
    mandate(board, 0, position="against")
    begin(board)
    board.ballot("+--")
    page = text(client, address(""))
    assert "5 van de 9 uitgebrachte stemmen zijn voor. Nodig waren er 5." in page
    assert "anders dan het mandaat" in page
    assert "gaf de doorslag" in page
    assert "heeft meer dan de helft van alle stemmen" in page
    english = text(client, f"/en{address('')}")
    assert "5 of the 9 votes cast are in favour; 5 were needed." in english


def test_nobody_sees_what_others_voted_before_the_ballot_closes(client: Client) -> None:
    board = make_board((3, 2, 1), allows_split=True)
    ballot = board.open_ballot()
    before = text(client, address(""))
    board.vote(ballot, 0, 2, 1)
    assert text(client, address("")) == before
    assert "De leden stemmen nu" in before
    for kind in ("csv", "json"):
        assert "Aarveen" not in text(client, address("-votes", kind))
    assert json.loads(client.get(address("-popolo")).content)["vote_events"] == []
    work = text(logged_in(board, "secretariat"), address("-work"))
    assert "1 van de 3 leden hebben gestemd" in work
    assert "Nog niet: Beekhuizen, Cadzande." in work
    other = text(logged_in(board, "councillor", 1), address("-vote", board.members[1].pk))
    assert "Uw stem is binnen" not in other


def test_a_delegate_chooses_looks_once_more_and_votes() -> None:
    board = make_board((3, 2, 1))
    ballot = board.open_ballot()
    client = logged_in(board, "councillor", 0)
    url = address("-vote", board.members[0].pk)
    told = {"choice": "against", "stemming": ballot.pk}
    assert client.post(url, {"stemming": ballot.pk}).status_code == 400
    asked = client.post(url, told).content.decode()
    assert "U gaat dit stemmen" in asked
    assert not Vote.objects.exists()
    for _click in range(2):
        assert client.post(url, {**told, "zeker": "ja"}).status_code == 302
    assert Vote.objects.get().votes_against == 3
    assert "Uw stem is binnen" in text(client, url)
    changed = client.post(url, {**told, "choice": "for", "zeker": "ja"})
    assert changed.status_code == 409
    assert Vote.objects.get().votes_against == 3


def test_a_split_must_add_up() -> None:
    board = make_board((3, 2, 1), allows_split=True)
    ballot = board.open_ballot()
    client = logged_in(board, "councillor", 0)
    url = address("-vote", board.members[0].pk)
    told = {"choice": "split", "stemming": ballot.pk, "votes_for": 2}
    wrong = client.post(url, told)
    assert wrong.status_code == 400
    assert "Verdeel precies 3 stemmen" in wrong.content.decode()
    right = {**told, "votes_against": 1, "zeker": "ja"}
    assert client.post(url, right).status_code == 302
    assert (Vote.objects.get().votes_for, Vote.objects.get().votes_against) == (2, 1)


def test_too_late_and_not_there_are_told() -> None:
    board = make_board((3, 2, 1))
    ballot = board.open_ballot()
    board.vote(ballot, 0, 3)
    board.vote(ballot, 1, 2)
    board.close(ballot)
    client = logged_in(board, "councillor", 2)
    url = address("-vote", board.members[2].pk)
    late = client.post(url, {"choice": "for", "stemming": ballot.pk, "zeker": "ja"})
    assert late.status_code == 400
    assert "niet meegeteld" in late.content.decode()
    assert client.post(url, {"stemming": "x"}).status_code == 404
    assert "nu geen stemming" in text(client, url)


def test_only_the_delegate_sees_the_page_to_vote() -> None:
    board = make_board()
    board.open_ballot()
    url = address("-vote", board.members[0].pk)
    assert Client().get(url).status_code == 403
    assert logged_in(board, "councillor", 1).get(url).status_code == 403
    assert logged_in(board, "councillor", 0).get(address("-vote", 999)).status_code == 404


def test_the_secretariat_plans_a_whole_meeting() -> None:
    board = make_board(is_open=False)
    Meeting.objects.update(state="cancelled")
    client = logged_in(board, "secretariat")
    assert "nog geen vergadering" in text(client, address("-work"))
    told = {"name": "Regioraad", "begins_at": "2026-06-26T19:30", "quorum_members": 50}
    assert client.post(address("-plan"), {**told, "name": ""}).status_code == 400
    assert client.post(address("-plan"), told).status_code == 302
    assert client.post(address("-plan"), {**told, "place": "Zaandam"}).status_code == 302
    meeting = Meeting.objects.get(state="planned")
    assert meeting.place == "Zaandam"
    member = meeting.delegations.order_by("name")[0]
    members = address("-members")
    assert "Aarveen" in text(client, f"{members}?lid={member.pk}")
    told_member = {"lid": member.pk, "name": "Aarveen", "votes": 4, "is_chair": "on"}
    assert client.post(members, told_member).status_code == 302
    assert client.post(members, {"name": "Waterschap", "votes": ""}).status_code == 400
    assert client.post(members, {"name": "Waterschap", "votes": 1}).status_code == 302
    gone = meeting.delegations.get(name="Waterschap")
    assert client.post(members, {"wat": "weghalen", "lid": gone.pk}).status_code == 302
    assert client.post(members, {"wat": "weghalen"}).status_code == 404
    assert client.get(f"{members}?lid=x").status_code == 404


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"majority": "simple"}, 302),
        ({"majority": "two_thirds"}, 302),
        ({"majority": "own"}, 400),
        ({"majority": "own", "own_votes": 60, "needs_members": 50}, 302),
        ({"majority": "two_thirds", "needs_members": 50}, 400),
        ({"majority": "simple", "title": ""}, 400),
    ],
    ids=["simple", "two thirds", "own without", "own", "members of thirds", "no title"],
)
def test_a_proposal_has_a_majority(fields: dict[str, object], status: int) -> None:
    board = make_board(is_open=False)
    client = logged_in(board, "secretariat")
    told = {"title": "Iets", "text": "Wij doen iets.", "tie_rule": "rejected", **fields}
    assert client.post(address("-proposal-add"), told).status_code == status
    if status == 302:
        number = Proposal.objects.latest("pk").number
        page = text(client, address("-proposal", number))
        assert "Iets" in page
        again = client.post(address("-proposal", number), told)
        assert again.status_code == 302
        assert Proposal.objects.count() == 2


def test_the_secretariat_leads_a_meeting() -> None:
    board = make_board((3, 2, 1), is_open=False)
    client = logged_in(board, "secretariat")
    assert act(client, "verzonnen") == 400
    assert act(client, "vergadering-openen") == 302
    refused = client.post(
        address("-act"), {"wat": "stemming-openen", "voorstel": board.proposal.pk}
    )
    assert refused.status_code == 400
    assert "0 van de 3 leden zijn er" in refused.content.decode()
    there = [member.pk for member in board.members]
    assert act(client, "aanwezig", aanwezig=there) == 302
    for _time in range(2):
        assert act(client, "stemming-openen", voorstel=board.proposal.pk) == 302
        ballot = Ballot.objects.get(closed_at__isnull=True)
        assert act(client, "stem", stemming=ballot.pk, lid=there[0]) == 400
        for pk, choice in zip(there, ("for", "against", "against"), strict=True):
            assert act(client, "stem", stemming=ballot.pk, lid=pk, choice=choice) == 302
        assert "Iedereen die er is, heeft gestemd." in text(client, address("-work"))
        for _click in range(2):
            assert act(client, "stemming-sluiten", stemming=ballot.pk) == 302
    assert "Wat besliste de voorzitter?" in text(client, address("-work"))
    assert "Nu beslist de voorzitter" in text(client, address(""))
    assert act(client, "voorzitter", voorstel=board.proposal.pk) == 400
    assert act(client, "voorzitter", voorstel=board.proposal.pk, besluit="ja") == 302
    assert Decision.objects.get().by_chair
    assert act(client, "vergadering-sluiten") == 302
    assert "De voorzitter besliste" in text(client, address(""))
    assert "niets te doen" in text(client, address("-work"))


def test_what_changes_by_itself_is_asked_for_alone() -> None:
    board = make_board()
    board.open_ballot()
    client = logged_in(board, "secretariat")
    part = client.get(address("-work"), headers={"HX-Request": "true"}).content.decode()
    assert 'id="live"' in part
    assert "<html" not in part


def test_a_meeting_can_be_called_off_and_a_proposal_withdrawn() -> None:
    board = make_board(is_open=False)
    client = logged_in(board, "secretariat")
    assert act(client, "intrekken", voorstel=board.proposal.pk) == 302
    assert act(client, "vergadering-afzeggen") == 302
    assert act(client, "intrekken", voorstel=999) == 404
    assert act(client, "stemming-sluiten", stemming="x") == 404
    assert act(client, "stem", stemming=1, lid=1) == 404
    for name in ("-members", "-proposal-add"):
        assert client.get(address(name)).status_code == 404


@pytest.mark.parametrize("name", ["-plan", "-members", "-proposal-add", "-work"])
def test_others_do_not_prepare_the_meeting(name: str) -> None:
    board = make_board(is_open=False)
    for client in (Client(), logged_in(board, "clerk"), logged_in(board, "councillor")):
        assert client.get(address(name)).status_code == 403
        assert act(client, "vergadering-openen") == 403


def test_the_clerk_gives_a_mandate_and_names_delegates() -> None:
    board = make_board(is_open=False)
    client = logged_in(board, "clerk")
    url = address("-member", board.members[0].pk)
    user = board.world.user("councillor", 0)
    assert client.post(url, {"wat": "noemen"}).status_code == 400
    stranger = board.world.user("councillor", 1)
    assert client.post(url, {"wat": "noemen", "user": stranger.pk}).status_code == 400
    assert client.post(url, {"wat": "noemen", "user": user.pk}).status_code == 302
    told = {"wat": "mandaat", "proposal": board.proposal.pk, "position": "for", "on": "2026-03-01"}
    assert client.post(url, {**told, "position": ""}).status_code == 400
    assert client.post(url, {**told, "on": "2999-01-01"}).status_code == 400
    assert client.post(url, told).status_code == 302
    assert Mandate.objects.get().position == "for"
    assert "gaf zijn delegatie een mandaat" in text(Client(), address(""))
    kept = Delegate.objects.get()
    assert client.post(url, {"wat": "beeindigen", "wie": kept.pk}).status_code == 302
    assert client.post(url, {"wat": "beeindigen", "wie": kept.pk}).status_code == 400
    assert client.post(url, {"wat": "iets"}).status_code == 400
    assert not Delegate.objects.exists()


def test_a_member_is_kept_by_its_own_municipality() -> None:
    board = make_board(is_open=False)
    url = address("-member", board.members[0].pk)
    assert Client().get(url).status_code == 403
    assert logged_in(board, "clerk", 1).get(url).status_code == 403
    adviser = text(logged_in(board, "adviser", 0), url)
    assert "Wijs deze persoon aan" in adviser
    assert "Leg dit mandaat vast" not in adviser


def test_who_has_something_to_do_finds_the_way() -> None:
    board = make_board()
    board.open_ballot()
    assert "Stemmen voor Aarveen" in text(logged_in(board, "councillor", 0), address(""))
    assert "Mandaat en afgevaardigden van Beekhuizen" in text(
        logged_in(board, "clerk", 1), address("")
    )
    assert "Bereid de vergadering voor" in text(logged_in(board, "secretariat"), address(""))


def test_the_picture_is_a_file_of_its_own(client: Client) -> None:
    board = make_board((5, 2, 2))
    assert client.get(address("-picture", board.proposal.pk)).status_code == 404
    board.ballot("+-0")
    answer = client.get(address("-picture", board.proposal.pk))
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "Voor: 5, Tegen: 2, Onthouden: 2" in answer.content.decode()


@pytest.mark.parametrize("page", [0, 2, "x"])
def test_the_log_has_pages(client: Client, page: object) -> None:
    board = make_board([1] * 7)
    for number in range(6):
        board.ballot("+++++++", board.ask(title=f"Voorstel {number}"))
    url = reverse("dialogue-chain", args=["proef"])
    found = text(client, f"{url}?pagina={page}")
    assert "63 regels" in found
    assert ("Pagina 2 van 2" in found) == (page == 2)


def test_a_round_without_records_has_an_empty_log(client: Client) -> None:
    make_world()
    assert "nog niets vastgelegd" in text(client, reverse("dialogue-chain", args=["proef"]))


def test_nothing_of_a_round_that_is_being_prepared_is_shown(client: Client) -> None:
    make_world(stage="preparing")
    for name in ("", "-popolo", "-jsonld", "-work"):
        assert client.get(address(name)).status_code == 404
    assert client.get(reverse("dialogue-chain", args=["proef"])).status_code == 404


PAGES: dict[str, Callable[[Board], str]] = {
    "decision": lambda _board: address(""),
    "work": lambda _board: address("-work"),
    "chain": lambda _board: reverse("dialogue-chain", args=["proef"]),
    "member": lambda board: address("-member", board.members[0].pk),
    "vote": lambda board: address("-vote", board.members[0].pk),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_the_database_little_whatever_the_size(name: str) -> None:
    kinds = {"work": "secretariat", "member": "clerk", "vote": "councillor"}
    counts = []
    for size in (3, 9):
        board = make_board([1] * size, slug="proef")
        board.ballot("+" * size)
        board.ballot("-" * size, board.ask(title="Nog een"))
        board.open_ballot(board.ask(title="En nog een"))
        client = logged_in(board, kinds.get(name, "clerk"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(PAGES[name](board)).status_code == 200
        counts.append(len(queries))
        board.world.round.slug = f"weg-{size}"
        board.world.round.save()
    assert counts[0] == counts[1]
    assert counts[0] <= 12, [query["sql"][:90] for query in queries]
