# SPDX-License-Identifier: EUPL-1.2
"""Decisions as Popolo JSON and JSON-LD, checked against schemas written after the specification.

https://www.popoloproject.com/specs/ (people and organizations; motions and voting).
"""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from django.test import Client
from django.urls import reverse

from samenspel.dialogue.actions import meetings as actions
from tests.dialogue.meeting_world import AT, Board, make_board

pytestmark = pytest.mark.django_db

TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
MOMENT = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}


def listed(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    """A list of objects that have these properties and no others."""
    return {
        "type": "array",
        "items": {
            "type": "object",
            "required": list(required),
            "properties": properties,
            "additionalProperties": False,
        },
    }


SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": ["organizations", "posts", "memberships", "events", "motions", "vote_events"],
    "properties": {
        "organizations": listed(
            ("id", "name"),
            id=TEXT,
            name=TEXT,
            classification=MAYBE,
            identifiers=listed(("identifier",), identifier=TEXT, scheme=MAYBE),
        ),
        "posts": listed(
            ("id", "label", "organization_id"), id=TEXT, label=TEXT, role=MAYBE,
            organization_id=TEXT,
        ),
        "memberships": listed(
            ("id", "member_id", "organization_id"), id=TEXT, member_id=TEXT,
            organization_id=TEXT, role=MAYBE, post_id=TEXT,
        ),
        "events": listed(
            ("id", "name"), id=TEXT, name=MAYBE, classification=MAYBE, start_date=MOMENT,
            location=MAYBE, status=MAYBE, organization_id=MAYBE,
        ),
        "motions": listed(
            ("id", "text"), id=TEXT, organization_id=MAYBE, legislative_session_id=MAYBE,
            name=MAYBE, text=MAYBE, classification=MAYBE, date=MOMENT, requirement=MAYBE,
            result=MAYBE,
        ),
        "vote_events": listed(
            ("id", "motion_id", "counts", "votes"),
            id=TEXT,
            identifier=MAYBE,
            organization_id=MAYBE,
            legislative_session_id=MAYBE,
            motion_id=MAYBE,
            classification=MAYBE,
            start_date=MOMENT,
            end_date=MOMENT,
            result=MAYBE,
            counts=listed(("option", "value"), option=TEXT, value={"type": "integer"}),
            votes=listed(
                ("voter_id", "option"), vote_event_id=MAYBE, voter_id=MAYBE, option=MAYBE,
                weight={"type": ["integer", "null"]}, role=MAYBE,
            ),
        ),
    },
}  # fmt: skip


def decided() -> Board:
    """A tie, then a split vote that decides, with one member that is away."""
    board = make_board((3, 2, 1), allows_split=True)
    board.ballot("+--")
    actions.set_present(delegation=board.members[2], is_present=False, by=board.secretariat, at=AT)
    ballot = board.open_ballot()
    board.vote(ballot, 0, 2, 1)
    board.vote(ballot, 1, 2)
    board.close(ballot)
    return board


def popolo(board: Board) -> dict[str, Any]:
    url = reverse("dialogue-decision-popolo", args=[board.world.round.slug])
    found: dict[str, Any] = json.loads(Client().get(url).content)
    return found


def test_it_is_popolo() -> None:
    values = popolo(decided())
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(values, SCHEMA)


def test_an_unknown_property_is_no_popolo() -> None:
    values = popolo(decided())
    values["motions"][0]["verzonnen"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, SCHEMA)


def test_counts_are_the_sum_of_the_votes() -> None:
    events = popolo(decided())["vote_events"]
    assert [event["result"] for event in events] == ["tie", "pass"]
    for event in events:
        counts = {count["option"]: count["value"] for count in event["counts"]}
        for option in ("yes", "no", "abstain"):
            cast = [v["weight"] for v in event["votes"] if v["option"] == option]
            assert sum(cast) == counts[option]
        away = [v["weight"] for v in event["votes"] if v["option"] in {"absent", "not voting"}]
        assert sum(away) == counts["not voting"]


def test_a_split_is_a_vote_for_each_option() -> None:
    votes = popolo(decided())["vote_events"][1]["votes"]
    found = [(vote["option"], vote["weight"]) for vote in votes]
    assert found == [("yes", 2), ("no", 1), ("yes", 2), ("absent", 1)]


def test_every_reference_leads_somewhere() -> None:
    values = popolo(decided())
    known = {row["id"] for rows in values.values() for row in rows}
    named = {
        value
        for event in values["vote_events"]
        for row in (event, *event["votes"])
        for key, value in row.items()
        if key.endswith("_id")
    }
    named |= {m["member_id"] for m in values["memberships"]}
    assert named <= known


def test_no_person_is_named() -> None:
    board = decided()
    text = json.dumps(popolo(board))
    assert board.delegate(0).name not in text
    assert "@" not in text


def test_linked_data_has_an_action_for_each_vote_that_was_cast() -> None:
    board = decided()
    url = reverse("dialogue-decision-jsonld", args=[board.world.round.slug])
    answer = Client().get(url)
    assert answer["Content-Type"] == "application/ld+json"
    values = json.loads(answer.content)
    assert values["@context"]["@vocab"] == "https://schema.org/"
    actions_ = [node for node in values["@graph"] if node["@type"] == "VoteAction"]
    assert [(a["actionOption"], a["weight"]) for a in actions_[3:]] == [
        ("yes", 2),
        ("no", 1),
        ("yes", 2),
    ]
    known = {node["@id"] for node in values["@graph"]}
    assert len(known) == len(values["@graph"])
    for action in actions_:
        assert {action[name]["@id"] for name in ("agent", "object", "instrument")} <= known


def test_tables_have_a_row_for_each_member_in_each_ballot() -> None:
    board = decided()
    slug = board.world.round.slug
    for kind in ("csv", "json", "xlsx"):
        url = reverse("dialogue-decision-votes", args=[slug, kind])
        assert Client().get(url).status_code == 200
    values = json.loads(
        Client().get(reverse("dialogue-decision-votes", args=[slug, "json"])).content
    )
    rows = next(value for value in values.values() if isinstance(value, list) and len(value) == 6)
    assert {row["member"] for row in rows} == {"Aarveen", "Beekhuizen", "Cadzande"}
    wrong = reverse("dialogue-decision-votes", args=[slug, "pdf"])
    assert Client().get(wrong).status_code == 404
