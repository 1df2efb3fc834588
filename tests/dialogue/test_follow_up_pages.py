# SPDX-License-Identifier: EUPL-1.2
"""What was agreed is on a page that everybody can read, and that who may can add to."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from samenspel.dialogue.models import Commitment, CommitmentStep, Evaluation
from samenspel.dialogue.queries.commitment_line import MOST_DRAWN, commitment_line
from samenspel.dialogue.queries.follow_up import follow_up_page
from tests.dialogue.small_round import AT, World, make_world, municipality
from tests.dialogue.test_follow_up_actions import decision_of, reply_to

pytestmark = pytest.mark.django_db
PAGE = "/dialogen/proef/afspraken/"
FILE = "/dialogen/proef/afspraken"


def commitment(world: World, title: str, due_on: date, **more: object) -> Commitment:
    return Commitment.objects.create(
        round=world.round,
        title=title,
        owner="Dagelijks bestuur",
        due_on=due_on,
        made_at=AT,
        made_by_name="Test",
        **more,
    )


def followed(world: World | None = None) -> World:
    """A decided round with something overdue, something to come and something done."""
    made = world or make_world(stage="decided")
    today = timezone.localdate()
    commitment(made, "Overzicht van de vergaderingen", today - timedelta(days=3))
    commitment(
        made, "Proef met nachtbussen", today + timedelta(days=90), municipality=municipality(0)
    )
    done = commitment(made, "Brief aan de raden", today + timedelta(days=9), state="done")
    CommitmentStep.objects.create(
        commitment=done, state="done", text="Verstuurd.", on=today, at=AT, actor_name="Test"
    )
    Evaluation.objects.create(
        round=made.round,
        year=2026,
        text="Is bereikt wat is afgesproken?\nJa.",
        lessons="Eerder beginnen.",
        next_on=today - timedelta(days=1),
        at=AT,
        actor_name="Test",
    )
    return made


def text_of(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_everybody_reads_what_was_agreed_and_what_is_overdue(client: Client) -> None:
    followed()
    page = text_of(client)
    assert "1 afspraak is te laat: Overzicht van de vergaderingen" in page
    assert "Het is tijd voor de evaluatie" in page
    assert "Eerder beginnen." in page
    assert "Leg een afspraak vast" not in page
    assert "Still to be done" in text_of(client, f"/en{PAGE}")
    everywhere = text_of(client, "/dialogen/afspraken/")
    assert "2 afspraken, waarvan 1 te laat." in everywhere
    assert "Proef met nachtbussen" not in text_of(client, "/dialogen/afspraken/?toon=te-laat")


def test_without_anything_the_pages_say_so(client: Client) -> None:
    make_world(stage="decided")
    assert "Er is nog niets vastgelegd" in text_of(client)
    assert "Er is niets meer te doen" in text_of(client, "/dialogen/afspraken/")
    assert client.get(f"{FILE}.svg").status_code == 404
    assert client.get("/dialogen/afspraken.svg").status_code == 404


def test_files_for_machines_and_for_councils(client: Client) -> None:
    followed()
    rows = json.loads(client.get(f"{FILE}.json").content)["rows"]
    assert [row["is_overdue"] for row in rows] == [True, False, False]
    assert [row["state"] for row in rows] == ["open", "done", "open"]
    assert client.get(f"{FILE}.csv").status_code == 200
    assert b"<style>" in client.get(f"{FILE}.svg").content
    paper = PdfReader(io.BytesIO(client.get(f"{FILE}.pdf").content))
    text = "\n".join(page.extract_text() for page in paper.pages)
    assert "Overzicht van de vergaderingen" in text
    assert "Eerder beginnen." in text
    assert client.get(f"{FILE}.docx").content[:2] == b"PK"
    assert client.get(f"{FILE}.exe").status_code == 404
    assert len(json.loads(client.get("/dialogen/afspraken.json").content)["rows"]) == 2
    assert client.get("/dialogen/afspraken.svg").status_code == 200


def test_the_secretariat_writes_down_what_a_reply_and_a_decision_promise(client: Client) -> None:
    world = make_world(stage="decided")
    later, adopted = reply_to(world, "later"), decision_of(world, "adopted")
    client.force_login(world.user("secretariat"))
    page = text_of(client)
    assert f"nieuw/?antwoord={later.pk}" in page
    assert f"nieuw/?besluit={adopted.pk}" in page
    told = {"title": "Overzicht", "owner": "Bestuur", "due_on": "2199-01-01", "text": ""}
    assert "Komt in het najaar." in text_of(client, f"{PAGE}nieuw/?antwoord={later.pk}")
    assert client.post(f"{PAGE}nieuw/?antwoord={later.pk}", told).status_code == 302
    told |= {"title": "Proef doen", "municipality": str(municipality(0).pk)}
    assert client.post(f"{PAGE}nieuw/?besluit={adopted.pk}", told).status_code == 302
    made = {held.title: held for held in Commitment.objects.all()}
    assert made["Overzicht"].reply == later
    assert made["Proef doen"].decision == adopted
    assert made["Proef doen"].municipality == municipality(0)
    again = client.post(f"{PAGE}nieuw/", told)
    assert again.status_code == 400
    assert "Deze afspraak staat er al." in again.content.decode()
    assert client.post(f"{PAGE}nieuw/", {**told, "due_on": "31 juni"}).status_code == 400
    for wrong in ("antwoord=999", "besluit=999", "antwoord=x", "besluit=x"):
        assert client.get(f"{PAGE}nieuw/?{wrong}").status_code == 404


def test_progress_is_reported_by_who_does_it(client: Client) -> None:
    world = followed()
    held = Commitment.objects.get(title="Proef met nachtbussen")
    address = f"{PAGE}{held.pk}/"
    told = {"state": "busy", "on": timezone.localdate().isoformat(), "text": "Begonnen."}
    assert "Meld hoe ver het is" not in text_of(client, address)
    assert client.post(address, told).status_code == 403
    client.force_login(world.user("adviser", 1))
    assert client.post(address, told).status_code == 403
    client.force_login(world.user("adviser", 0))
    assert client.post(address, told).status_code == 302
    page = text_of(client, address)
    assert "Begonnen." in page
    assert client.post(address, {**told, "text": ""}).status_code == 400
    assert client.post(address, told).status_code == 400
    assert client.get(f"{PAGE}99999/").status_code == 404


def test_the_evaluation_asks_its_questions_and_keeps_the_answers(client: Client) -> None:
    world = make_world(stage="closed")
    client.force_login(world.user("secretariat"))
    assert "Is bereikt wat is afgesproken?" in text_of(client, f"{PAGE}evaluatie/")
    year = timezone.localdate().year
    assert client.post(f"{PAGE}evaluatie/", {"year": year}).status_code == 400
    told = {"year": year, "result": "Ja, grotendeels.", "effort": "Nee.", "lessons": ""}
    assert client.post(f"{PAGE}evaluatie/", told).status_code == 302
    made = Evaluation.objects.get()
    assert made.text.count("\n\n") == 1
    page = text_of(client)
    assert "Ja, grotendeels." in page
    assert "Zijn inwoners betrokken" not in page


def test_others_write_nothing(client: Client) -> None:
    world = followed()
    for kind in ("", "councillor", "clerk", "adviser"):
        if kind:
            client.force_login(world.user(kind))
        assert client.get(f"{PAGE}nieuw/").status_code == 403
        assert client.post(f"{PAGE}evaluatie/", {}).status_code == 403


def test_a_round_that_is_being_prepared_has_no_page(client: Client) -> None:
    make_world(stage="preparing")
    assert client.get(PAGE).status_code == 404


def test_queries_do_not_grow_with_commitments(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = followed()
    for n in range(60):
        commitment(world, f"Afspraak {n}", date(2027, 1, 1), municipality=municipality(n % 3))
    client.force_login(world.user("secretariat"))
    for address in (PAGE, "/dialogen/afspraken/"):
        text_of(client, address)
        with django_assert_max_num_queries(12):
            text_of(client, address)
    assert "?pagina=2" in text_of(client, "/dialogen/afspraken/")


def test_a_long_list_is_drawn_in_part() -> None:
    world = make_world(stage="decided")
    for n in range(MOST_DRAWN + 5):
        commitment(world, f"Afspraak {n}", date(2026, 4, 1) + timedelta(days=30 * n))
    page = follow_up_page(world.round, on=date(2026, 5, 1))
    line = commitment_line(page.commitments, on=page.on)
    assert line is not None
    assert (len(line.lines), line.left_out) == (MOST_DRAWN, 5)
    places = [float(tick.x) for tick in line.ticks]
    assert places == sorted(places)
    assert 1 <= len(places) <= 6
    assert commitment_line((), on=page.on) is None
