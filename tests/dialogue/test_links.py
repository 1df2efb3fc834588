# SPDX-License-Identifier: EUPL-1.2
"""Dialogues are found from where people are: the header, the desk, the arrangement."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samenspel.dialogue.actions.follow_up import commit
from samenspel.dialogue.queries.overview import overview
from samenspel.dialogue.queries.round_states import states_page
from tests.dialogue.opinions_at_work import adopted, drafted, sent
from tests.dialogue.rounds_world import SLUG, make_region
from tests.dialogue.small_round import AT, make_world

pytestmark = pytest.mark.django_db


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_is_logged_in_finds_the_own_dialogues_from_every_page(client: Client) -> None:
    world = make_world()
    link = f'href="{reverse("my-dialogues")}"'
    assert link not in text(client, reverse("home"))
    client.force_login(world.user("clerk"))
    assert link in text(client, reverse("home"))
    assert text(client, reverse("dialogues")).count(link) == 2
    assert f'href="{reverse("my-page")}"' in text(client, reverse("home"))


def test_the_list_names_its_feed(client: Client) -> None:
    page = text(client, reverse("dialogues"))
    assert (
        f'type="application/atom+xml" title="Dialogen" href="{reverse("dialogues-atom")}"' in page
    )


@pytest.mark.parametrize(("days", "said"), [(-3, "moest klaar zijn op"), (9, "klaar op")])
def test_the_desk_says_what_was_promised_and_is_due(client: Client, days: int, said: str) -> None:
    world = make_world(stage="decided")
    due_on = timezone.localdate() + timedelta(days=days)
    made = commit(
        round_=world.round, title="De kosten per jaar melden", text="", owner="Bestuur",
        municipality=None, due_on=due_on, by=world.actor("secretariat"), at=AT,
    )  # fmt: skip
    client.force_login(world.user("secretariat"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = text(client, reverse("dialogue-work", args=[world.round.slug]))
    assert len(asked) <= 14
    assert reverse("dialogue-follow-up-commitment", args=[world.round.slug, made.pk]) in page
    assert said in page


def test_an_arrangement_has_a_page_with_the_dialogues_about_it(client: Client) -> None:
    make_region()
    url = reverse("arrangement-dialogues", args=[SLUG])
    assert "Over deze samenwerking zijn nog geen dialogen" in text(client, url)
    world = make_world()
    hidden = make_world(stage="preparing", slug="nog-geheim")
    for one in (world.round, hidden.round):
        one.arrangement_slug = SLUG
        one.save(update_fields=["arrangement_slug"])
    page = text(client, url)
    assert reverse("dialogue", args=["proef"]) in page
    assert "nog-geheim" not in page
    assert reverse("own-terms", args=[SLUG]) in page
    assert reverse("arrangement-dialogues-ics", args=[SLUG]) in page
    assert 'aria-current="page">Dialogen' in page
    assert "Dialogues about Proefregio" in text(client, f"/en{url}")
    assert client.get(reverse("arrangement-dialogues", args=["nergens"])).status_code == 404


def test_the_overview_and_the_states_page_tell_the_same_states() -> None:
    world = make_world(councils=4)
    drafted(world, 0)
    drafted(world, 1)
    adopted(world, 1)
    sent(world, 2)
    today = AT.date()
    for stage in ("open", "weighing"):
        world.round.stage = stage
        told = states_page(world.round, today=today).counts
        found = overview(world.round, own=frozenset(), at=AT)
        assert tuple((one.key, one.label, one.number) for one in found.answers) == told
        assert found.answered == 1
