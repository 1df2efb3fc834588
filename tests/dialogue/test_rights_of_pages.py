# SPDX-License-Identifier: EUPL-1.2
"""Role by standing by stage by page: what the rules say is what the pages and the API do.

A page or form is *denied* (not there, not allowed, or log in first) to who does not hold its right,
in every stage. Who holds it in its stage gets an answer; who holds it in another stage is told so
or sees the page without its form. Nothing is changed by who was denied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samenspel.accounts.models import Event, Role
from samenspel.dialogue.models import AddresseeStep, ChainRecord, Round
from samenspel.dialogue.rules import ROUND_RIGHTS, RoundRight, Standing
from tests.dialogue.rights_world import Scene, Somebody, everybody, make_scene
from tests.dialogue.test_rights_matrix import COUNCIL, EXECUTIVE, expected

pytestmark = pytest.mark.django_db
DENIED = frozenset({302, 303, 403, 404, 405})
SHOWN = frozenset({200, 302, 303, 400, 409, 422})
Key = Callable[[Scene], object]
RIGHTS = {(right.action, right.object_kind): right for right in ROUND_RIGHTS}


@dataclass(frozen=True)
class Door:
    """A page behind a right; a form is sent empty, unless ``data`` says otherwise."""

    right: RoundRight
    view: str
    keys: tuple[Key, ...] = ()
    method: str = "post"
    data: Callable[[Scene], Mapping[str, object]] = lambda _scene: {}

    def address(self, scene: Scene) -> str:
        return reverse(self.view, args=[scene.round.slug, *(key(scene) for key in self.keys)])


def doors(action: str, kind: str, *views: str, keys: tuple[Key, ...] = ()) -> tuple[Door, ...]:
    right = RIGHTS[action, kind]
    return tuple(
        Door(right, view.removeprefix("get "), keys, "get" if view.startswith("get ") else "post")
        for view in views
    )


def council(scene: Scene) -> int:
    return scene.council.pk


def executive(scene: Scene) -> int:
    return scene.executive.pk


ANSWERING = (
    "dialogue-agenda",
    "dialogue-none",
    "dialogue-adopt",
    "dialogue-send",
    "dialogue-correct",
    "dialogue-withdraw",
)
DOORS = (
    *doors("prepare_round", "round", "dialogue-work-question", "dialogue-work-letter"),
    *doors("prepare_round", "round", "dialogue-work-addressees"),
    *doors("write_text", "round", "dialogue-document-new"),
    *doors("write_text", "round", "dialogue-document-edit", keys=(lambda _s: 2,)),
    *doors("write_text", "round", "dialogue-document-publish", keys=(lambda _s: 2,)),
    *doors("send_round", "round", "dialogue-work-send"),
    *doors("run_round", "round", "dialogue-work-extend", "dialogue-work-close"),
    *doors("withdraw_round", "round", "dialogue-work-withdraw"),
    *doors("close_round", "round", "dialogue-work-end"),
    *doors("keep_statements", "round", "dialogue-statements-keep"),
    *doors("publish_balance", "round", "dialogue-balance-working"),
    *doors("reply", "round", "dialogue-replies-publish"),
    *doors("reply", "round", "dialogue-replies-answer", keys=(lambda s: s.point.pk,)),
    *doors("plan_meeting", "round", "dialogue-decision-plan", "dialogue-decision-members"),
    *doors("plan_meeting", "round", "dialogue-decision-proposal-add"),
    Door(
        RIGHTS["run_meeting", "round"],
        "dialogue-decision-act",
        data=lambda s: {"wat": "stemming-sluiten", "stemming": s.ballot.pk},
    ),
    *doors("follow_up", "round", "dialogue-follow-up-commit"),
    *doors("evaluate", "round", "dialogue-follow-up-evaluate"),
    *doors("cast_vote", "delegation", "dialogue-decision-vote", keys=(lambda s: s.delegation.pk,)),
    *doors("record_answer", "round", "dialogue-answer-letter", keys=(lambda s: s.silent.pk,)),
    *doors("prepare_opinion", COUNCIL, "dialogue-prepare", keys=(council,)),
    *doors("see_shared_preparation", COUNCIL, "get dialogue-notes", keys=(council,)),
    *doors("appoint_rapporteur", COUNCIL, "dialogue-rapporteurs", keys=(council,)),
    *doors("see_draft", COUNCIL, "get dialogue-draft-file", keys=(council, lambda _s: "pdf")),
    *doors("see_draft", EXECUTIVE, "get dialogue-draft-file", keys=(executive, lambda _s: "pdf")),
    *doors("write_draft", COUNCIL, "dialogue-draft", keys=(council,)),
    *doors("write_draft", EXECUTIVE, "dialogue-draft", keys=(executive,)),
    *doors("answer", COUNCIL, *ANSWERING, keys=(council,)),
    *doors("answer", EXECUTIVE, *ANSWERING, keys=(executive,)),
)


PEOPLE = frozenset(
    {
        ("visitor", Standing.OTHER),
        ("blocked", Standing.OTHER),
        (Role.Kind.COUNCILLOR.value, Standing.ADDRESSED),
        (Role.Kind.COUNCILLOR.value, Standing.APPOINTED),
        (Role.Kind.COUNCILLOR.value, Standing.OTHER),
        (Role.Kind.CLERK.value, Standing.ADDRESSED),
        (Role.Kind.CLERK.value, Standing.OTHER),
        (Role.Kind.ADVISER.value, Standing.ADDRESSED),
        (Role.Kind.SECRETARIAT.value, Standing.ASKING),
        (Role.Kind.SECRETARIAT.value, Standing.OTHER),
        (Role.Kind.ADMINISTRATOR.value, Standing.OTHER),
    }
)
"""The nearest to every right that has it, and that does not; actions are tried by everybody."""


def visits(scene: Scene) -> Iterator[tuple[Somebody, Client]]:
    for who in everybody(scene):
        if (who.kind, who.standing) in PEOPLE:
            client = Client()
            if who.user is not None and who.user.is_active:
                client.force_login(who.user)
            yield who, client


def traces() -> tuple[int, int, int]:
    return ChainRecord.objects.count(), AddresseeStep.objects.count(), Event.objects.count()


@pytest.mark.parametrize("stage", Round.Stage.values)
def test_pages_do_what_the_rules_say(stage: str) -> None:
    scene = make_scene(stage)
    wrong = []
    for who, client in visits(scene):
        for door in DOORS:
            before = traces()
            with transaction.atomic():
                response = getattr(client, door.method)(door.address(scene), door.data(scene))
                after = traces()
                transaction.set_rollback(True)
            says = expected(door.right, who, stage)
            status = response.status_code
            told = f"{door.view} {who.kind} {who.standing}: {says}, {status}"
            if says == "denied" and (status not in DENIED or after != before):
                wrong.append(told)
            if says == "let through" and status not in SHOWN:
                wrong.append(told)
            if says == "not now" and status not in SHOWN | DENIED:
                wrong.append(told)
    assert not wrong


def test_every_right_has_a_door() -> None:
    """But for delegates and mandates, which are on one page, and progress: tested with theirs."""
    found = {(door.right.action, door.right.object_kind) for door in DOORS}
    others = {(right.action, right.object_kind) for right in ROUND_RIGHTS} - found
    assert others == {
        ("see_preparing", "round"),
        ("see_embargoed", "round"),
        ("name_delegates", "delegation"),
        ("give_mandate", "delegation"),
        ("report_progress", "commitment"),
    }


@pytest.mark.parametrize("stage", Round.Stage.values)
def test_a_round_being_prepared_is_not_there_for_others(stage: str) -> None:
    """On the site and in the API alike; and from the day that it is sent it is there for all."""
    scene = make_scene(stage)
    for who, client in visits(scene):
        seen = stage != "preparing" or who.kind in {"secretariat", "administrator"}
        seen = seen and not (
            stage == "preparing" and who.standing is Standing.OTHER and who.kind == "secretariat"
        )
        page = client.get(reverse("dialogue", args=[scene.round.slug]))
        assert (page.status_code == 200) == seen, (who.kind, who.standing)
        told = client.get(f"/api/v1/dialogen/{scene.round.slug}")
        # The API is for everybody, so it has what everybody may see.
        assert (told.status_code == 200) == (stage != "preparing"), (who.kind, who.standing)
