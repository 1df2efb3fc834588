# SPDX-License-Identifier: EUPL-1.2
"""The pages of one body: what each person sees and does there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from samenspel.accounts.models import User
from samenspel.dialogue.actions.opinions import (
    PointValues,
    appoint_rapporteur,
    ask_to_join,
    correct,
    join,
    prepare,
    record_answer,
    say_none,
    send,
    set_agenda,
    withdraw,
)
from samenspel.dialogue.models import Addressee, Opinion, Preparation, Rapporteur
from tests.dialogue.opinions_at_work import MEETING, NOW, adopted, drafted, joint, sent, state
from tests.dialogue.sent import sent_versions
from tests.dialogue.small_round import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    """It is the evening of 20 April 2026, a week before the last day."""
    with patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def world() -> World:
    return make_world(executives=1)


def as_(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


class Desk:
    """One person at the pages of one body."""

    def __init__(self, world: World, addressee: Addressee, user: User | None) -> None:
        self.world, self.addressee, self.client = world, addressee, as_(user)

    def url(self, view: str = "dialogue-addressee", *more: object) -> str:
        return reverse(view, args=[self.world.round.slug, self.addressee.pk, *more])

    def get(self, view: str = "dialogue-addressee", *more: object) -> Any:
        return self.client.get(self.url(view, *more))

    def text(self, view: str = "dialogue-addressee", *more: object) -> str:
        answer = self.get(view, *more)
        assert answer.status_code == 200, (view, answer.status_code)
        return str(answer.content.decode())

    def post(self, view: str, /, **data: object) -> Any:
        return self.client.post(self.url(view), data)


def desk(world: World, kind: str = "", index: int = 0, *, executive: bool = False) -> Desk:
    """Somebody at the desk of council ``index``; no kind: a visitor."""
    body = world.executives[index] if executive else world.councils[index]
    return Desk(world, body, world.user(kind, index) if kind else None)


def clerk(world: World, index: int = 0) -> Desk:
    return desk(world, "clerk", index)


def typed(world: World, **more: object) -> dict[str, object]:
    """A draft as the form sends it."""
    return {
        "edition": Opinion.objects.get().edition,
        "introduction": "Onze zienswijze.",
        f"position_{world.clauses[0].pk}": "object",
        f"text_{world.clauses[0].pk}": "Dit kan niet.",
        "general_1": "Houd ons op de hoogte.",
        **more,
    }


# The one page


def test_a_visitor_reads_what_is_asked_and_until_when(world: World) -> None:
    text = desk(world).text()
    assert "Wat vindt uw raad van de ontwerpregeling?" in text
    assert "27 april 2026" in text
    assert "Artikel 2" in text
    assert "next-step" not in text


def test_the_page_is_in_english_too(world: World) -> None:
    with translation.override("en"):
        text = clerk(world).text()
    assert "7 days left." in text
    assert "Put it on the agenda." in text
    assert "has not answered yet" in text


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (datetime(2026, 4, 27, 8, 0, tzinfo=UTC), "Today is the last day."),
        (datetime(2026, 4, 28, 8, 0, tzinfo=UTC), "The last day was 1 day ago."),
        (datetime(2026, 4, 26, 8, 0, tzinfo=UTC), "1 day left."),
    ],
)
def test_the_page_counts_the_days(world: World, on: datetime, told: str) -> None:
    with translation.override("en"), patch("django.utils.timezone.now", return_value=on):
        assert told in desk(world).text()


def test_the_page_says_why_this_is_the_last_day(world: World) -> None:
    from samenspel.analysis.terms import compute
    from samenspel.dialogue.terms import term_json

    council = world.councils[0]
    council.term = term_json(compute("opinion-on-draft", date(2026, 3, 2)))
    council.save()
    with translation.override("en"):
        text = desk(world).text()
    assert "Why this day?" in text
    assert "Opinion of the council on a draft arrangement" in text


def next_of(answer: Any) -> str:
    """Where the one button of the page leads, by the last part of the address."""
    step = answer.context["step"]
    return str(step.url).rstrip("/").rsplit("/", 1)[-1] if step else "nothing"


def test_each_person_gets_one_next_step(world: World) -> None:
    found = {
        kind: next_of(desk(world, kind).get())
        for kind in ("clerk", "councillor", "adviser", "secretariat", "")
    }
    assert found == {
        "clerk": "agenda",
        "councillor": "voorbereiding",
        "adviser": "nothing",
        "secretariat": "brief",
        "": "nothing",
    }
    assert next_of(desk(world, "adviser", executive=True).get()) == "agenda"


def test_the_clerk_is_led_from_letter_to_sending(world: World) -> None:
    council, by = world.councils[0], world.actor("clerk")
    steps = []

    def look() -> None:
        steps.append(next_of(clerk(world).get()))

    set_agenda(addressee=council, on=MEETING, by=by, at=NOW)
    look()
    appoint_rapporteur(addressee=council, user=world.user("councillor"), by=by, at=NOW)
    look()
    drafted(world)
    look()
    set_agenda(addressee=council, on=date(2026, 4, 23), by=by, at=NOW)
    look()
    adopted(world)
    look()
    send(addressee=council, by=by, at=NOW)
    look()
    correct(addressee=council, reason="Tikfout", by=by, at=NOW)
    set_agenda(addressee=council, on=MEETING, by=by, at=NOW)
    look()
    assert steps == [
        "rapporteurs", "concept", "vaststellen", "concept", "versturen", "", "vaststellen",
    ]  # fmt: skip


def test_a_rapporteur_is_led_to_the_draft(world: World) -> None:
    appoint_rapporteur(
        addressee=world.councils[0],
        user=world.user("councillor"),
        by=world.actor("clerk"),
        at=NOW,
    )
    assert next_of(desk(world, "councillor").get()) == "concept"
    drafted(world)
    assert next_of(desk(world, "councillor").get()) == "concept"
    adopted(world)
    assert next_of(desk(world, "councillor").get()) == "voorbereiding"


def test_councils_of_a_joint_opinion_are_led_one_by_one(world: World) -> None:
    opinion = drafted(world)
    ask_to_join(opinion=opinion, addressee=world.councils[1], by=world.actor("clerk"), at=NOW)
    assert next_of(clerk(world, 1).get()) == "samen"
    join(addressee=world.councils[1], by=world.actor("clerk", 1), at=NOW)
    assert next_of(clerk(world, 1).get()) == "concept"
    adopted(world, 0)
    assert next_of(clerk(world, 0).get()) == "samen"
    assert next_of(clerk(world, 1).get()) == "vaststellen"
    adopted(world, 1)
    assert next_of(clerk(world, 1).get()) == "concept"
    send(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)
    assert next_of(clerk(world, 1).get()) == ""


def test_there_is_nothing_to_do_once_the_answers_are_closed_or_the_round_is_withdrawn(
    world: World,
) -> None:
    for stage in ("deciding", "withdrawn"):
        type(world.round).objects.update(stage=stage)
        assert next_of(clerk(world).get()) in {"", "nothing"}
        assert next_of(desk(world, "councillor").get()) in {"", "nothing"}


def test_a_sent_opinion_is_for_everybody_with_votes_and_files(world: World) -> None:
    sent(world)
    visitor = desk(world)
    text = visitor.text()
    assert "Graag een evaluatie." in text
    assert "16 april 2026" in text
    (found,) = sent_versions(world.round)
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = visitor.get("dialogue-opinion-file", found.version.pk, kind)
        assert answer.content.startswith(start)


def test_every_sent_version_stays_readable_and_says_why_it_changed(world: World) -> None:
    first = sent(world)
    correct(addressee=world.councils[0], reason="Tikfout.", by=world.actor("clerk"), at=NOW)
    assert "Tikfout." not in desk(world).text()
    adopted(world)
    send(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)
    text = desk(world).text()
    assert "Tikfout." in text
    assert f"zienswijze-{first.pk}.pdf" in text


def test_a_withdrawn_opinion_says_so_on_page_and_paper(world: World) -> None:
    from pypdf import PdfReader

    version = sent(world)
    withdraw(addressee=world.councils[0], reason="Nieuwe raad.", by=world.actor("clerk"), at=NOW)
    assert "Nieuwe raad." in desk(world).text()
    with translation.override("en"):
        answer = desk(world).get("dialogue-opinion-file", version.pk, "pdf")
    paper = PdfReader(BytesIO(answer.content))
    assert "does not count any more" in paper.pages[0].extract_text().replace("\n", " ")


def test_no_opinion_wished_is_for_everybody_to_read(world: World) -> None:
    say_none(
        addressee=world.councils[0],
        on=MEETING,
        note="Wij zijn het eens.",
        by=world.actor("clerk"),
        at=NOW,
    )
    assert "Wij zijn het eens." in desk(world).text()


def test_a_letter_is_shown_as_entered_by_the_secretariat(world: World) -> None:
    record_answer(
        addressee=world.councils[0],
        on=MEETING,
        introduction="",
        points=[PointValues(world.clauses[0], "agree", "")],
        votes=None,
        source="Brief van 16 april 2026",
        by=world.actor("secretariat"),
        at=NOW,
    )
    assert "Brief van 16 april 2026" in desk(world).text()


def test_there_is_no_page_of_a_body_of_another_round(world: World) -> None:
    other = make_world(slug="ander")
    url = reverse("dialogue-addressee", args=[world.round.slug, other.councils[0].pk])
    assert Client().get(url).status_code == 404


# Notes


def test_a_councillor_saves_all_notes_at_once(world: World) -> None:
    first, second = world.clauses[:2]
    councillor = desk(world, "councillor")
    answer = councillor.post(
        "dialogue-prepare",
        **{
            f"position_{first.pk}": "wish",
            f"text_{first.pk}": "Meer geld",
            f"shared_{first.pk}": "on",
            f"position_{second.pk}": "none",
            "text_general": "Mooi stuk",
        },
    )
    assert answer.status_code == 302
    told = [(p.clause, p.text, p.is_shared) for p in Preparation.objects.order_by("pk")]
    assert told == [(first, "Meer geld", True), (None, "Mooi stuk", False)]
    assert "Meer geld" in councillor.text("dialogue-prepare")


def test_one_note_is_saved_by_itself_and_leaves_the_others(world: World) -> None:
    first, second = world.clauses[:2]
    councillor = desk(world, "councillor")
    answer = councillor.client.post(
        councillor.url("dialogue-prepare"),
        {
            f"text_{first.pk}": "Deze",
            f"text_{second.pk}": "Nog niet",
            "onderdeel": str(first.pk),
        },
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert "note-saved__text" in answer.content.decode()
    assert [p.text for p in Preparation.objects.all()] == ["Deze"]


def test_a_note_that_cannot_be_saved_says_so_and_nothing_typed_is_lost(world: World) -> None:
    clause = world.clauses[0]
    councillor = desk(world, "councillor")
    data = {f"position_{clause.pk}": "misschien", f"text_{clause.pk}": "Mijn tekst"}
    answer = councillor.post("dialogue-prepare", **data)
    assert answer.status_code == 400
    assert "Mijn tekst" in answer.content.decode()
    part = councillor.client.post(
        councillor.url("dialogue-prepare"),
        {**data, "onderdeel": str(clause.pk)},
        headers={"HX-Request": "true"},
    )
    assert part.status_code == 400


def test_notes_can_be_read_and_not_changed_once_answers_are_closed(world: World) -> None:
    type(world.round).objects.update(stage="weighing")
    councillor = desk(world, "councillor")
    assert "hx-post" not in councillor.text("dialogue-prepare")
    answer = councillor.post("dialogue-prepare", text_general="Te laat")
    assert answer.status_code == 400
    assert "Te laat" in answer.content.decode()


def test_councillors_and_clerk_see_shared_notes_beside_each_other(world: World) -> None:
    for number, shares in ((1, True), (2, False)):
        prepare(
            addressee=world.councils[0],
            clause=world.clauses[0],
            position="wish",
            text=f"Notitie {number}",
            is_shared=shares,
            by=world.actor("councillor", 0, number),
            at=NOW,
        )
    for kind in ("clerk", "councillor"):
        text = desk(world, kind).text("dialogue-notes")
        assert "Notitie 1" in text
        assert "Notitie 2" not in text
    assert desk(world, "adviser").get("dialogue-notes").status_code == 404


def test_a_page_without_shared_notes_says_so(world: World) -> None:
    assert "empty-state" in clerk(world).text("dialogue-notes")


# The draft


def test_a_draft_is_begun_empty_or_with_shared_notes(world: World) -> None:
    prepare(
        addressee=world.councils[0],
        clause=None,
        position="none",
        text="Gedeeld",
        is_shared=True,
        by=world.actor("councillor"),
        at=NOW,
    )
    own = clerk(world)
    assert "notities" in own.text("dialogue-draft")
    assert own.post("dialogue-draft", begin="notities").status_code == 302
    assert "Gedeeld" in own.text("dialogue-draft")
    again = own.client.post(own.url("dialogue-draft"), {"begin": "leeg"})
    assert again.status_code == 400
    assert Opinion.objects.count() == 1


def test_a_draft_is_written_in_one_form(world: World) -> None:
    drafted(world)
    own = clerk(world)
    assert own.post("dialogue-draft", **typed(world)).status_code == 302
    opinion = Opinion.objects.get()
    assert opinion.introduction == "Onze zienswijze."
    assert [(p.position, p.text) for p in opinion.draft_points.all()] == [
        ("object", "Dit kan niet."),
        ("none", "Houd ons op de hoogte."),
    ]
    assert "general_3" in own.text("dialogue-draft")


def test_who_saves_over_somebody_elses_draft_sees_both_and_loses_nothing(world: World) -> None:
    drafted(world)
    own = clerk(world)
    mine = typed(world, general_1="Mijn punt")
    own.post("dialogue-draft", **typed(world, introduction="Van de ander", general_1="Ander punt"))
    answer = own.post("dialogue-draft", **mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    for told in ("Onze zienswijze.", "Van de ander", "Mijn punt", "Ander punt"):
        assert told in text
    assert Opinion.objects.get().introduction == "Van de ander"
    again = own.post("dialogue-draft", **{**mine, "edition": Opinion.objects.get().edition})
    assert again.status_code == 302
    assert Opinion.objects.get().introduction == "Onze zienswijze."


def test_a_draft_with_something_wrong_comes_back_with_what_was_typed(world: World) -> None:
    drafted(world)
    answer = clerk(world).post(
        "dialogue-draft", **typed(world, **{f"position_{world.clauses[1].pk}": "misschien"})
    )
    assert answer.status_code == 400
    assert "Dit kan niet." in answer.content.decode()


def test_councillors_read_the_draft_and_only_the_rapporteur_writes(world: World) -> None:
    drafted(world)
    councillor = desk(world, "councillor")
    assert "<textarea" not in councillor.text("dialogue-draft")
    assert councillor.post("dialogue-draft", **typed(world)).status_code == 404
    appoint_rapporteur(
        addressee=world.councils[0],
        user=world.user("councillor"),
        by=world.actor("clerk"),
        at=NOW,
    )
    assert councillor.post("dialogue-draft", **typed(world)).status_code == 302


def test_a_fixed_text_is_read_and_a_late_save_says_why_it_is_refused(world: World) -> None:
    drafted(world)
    late = typed(world)
    adopted(world)
    own = clerk(world)
    assert "<textarea" not in own.text("dialogue-draft")
    answer = own.post("dialogue-draft", **late)
    assert answer.status_code == 400
    assert "Dit kan niet." in answer.content.decode()


def test_a_draft_on_paper_says_on_it_that_it_is_one(world: World) -> None:
    from pypdf import PdfReader

    drafted(world)
    answer = clerk(world).get("dialogue-draft-file", "pdf")
    assert "CONCEPT" in PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert clerk(world).get("dialogue-draft-file", "docx").content.startswith(b"PK")
    assert clerk(world).get("dialogue-draft-file", "exe").status_code == 404
    assert clerk(world, 1).get("dialogue-draft-file", "pdf").status_code == 404


# The work of the clerk


def test_the_clerk_does_everything_on_pages(world: World) -> None:
    own = clerk(world)
    councillor = world.user("councillor")
    assert own.post("dialogue-agenda", on="2026-04-16").status_code == 302
    assert own.post("dialogue-rapporteurs", user=councillor.pk).status_code == 302
    held = Rapporteur.objects.get()
    assert str(councillor) in own.text("dialogue-rapporteurs")
    assert own.post("dialogue-rapporteurs", einde=held.pk).status_code == 302
    assert own.post("dialogue-draft", begin="leeg").status_code == 302
    assert own.post("dialogue-draft", **typed(world)).status_code == 302
    assert 'value="2026-04-16"' in own.text("dialogue-adopt")
    votes = {"votes_for": 11, "votes_against": 3, "votes_abstained": 1}
    assert own.post("dialogue-adopt", on="2026-04-16", **votes).status_code == 302
    own.text("dialogue-send")
    assert own.post("dialogue-send").status_code == 302
    assert own.post("dialogue-correct", reason="Tikfout").status_code == 302
    assert own.post("dialogue-adopt", on="2026-04-20").status_code == 302
    assert own.post("dialogue-send").status_code == 302
    assert own.post("dialogue-withdraw", reason="Anders besloten").status_code == 302
    assert state(world.councils[0]) == "withdrawn"


@pytest.mark.parametrize(
    ("view", "data"),
    [
        ("dialogue-agenda", {"on": "2026-02-30"}),
        ("dialogue-agenda", {"on": "2026-03-01"}),
        ("dialogue-rapporteurs", {"user": "0"}),
        ("dialogue-none", {"on": "2026-05-01"}),
        ("dialogue-adopt", {"on": "2026-04-16", "votes_for": "2", "votes_against": "9"}),
        ("dialogue-adopt", {"on": ""}),
        ("dialogue-withdraw", {"reason": " "}),
        ("dialogue-correct", {"reason": "Nog een concept"}),
        ("dialogue-joint", {"addressee": "0"}),
    ],
)
def test_what_cannot_be_right_comes_back_with_a_sentence(
    world: World, view: str, data: dict[str, str]
) -> None:
    world.user("councillor")
    if view != "dialogue-none":
        drafted(world)
    answer: HttpResponse = clerk(world).post(view, **data)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "utrecht-form-field-error-message" in text or "utrecht-alert--error" in text


def test_no_opinion_wished_is_recorded_on_a_page(world: World) -> None:
    own = clerk(world)
    own.text("dialogue-none")
    assert own.post("dialogue-none", on="2026-04-16", note="Akkoord").status_code == 302
    assert state(world.councils[0]) == "none_wished"


def test_there_is_no_page_to_adopt_send_or_change_what_does_not_exist(world: World) -> None:
    for view in ("dialogue-adopt", "dialogue-send", "dialogue-correct", "dialogue-withdraw"):
        assert clerk(world).get(view).status_code == 404
    assert clerk(world).get("dialogue-joint").status_code == 404
    assert clerk(world).post("dialogue-rapporteurs", einde="9").status_code == 404
    assert desk(world).get("dialogue-opinion-file", 9, "pdf").status_code == 404


def test_sending_twice_says_that_it_was_sent(world: World) -> None:
    sent(world)
    answer = clerk(world).client.post(clerk(world).url("dialogue-send"), follow=True)
    assert "utrecht-alert--error" in answer.content.decode()


def test_sending_late_is_warned_about(world: World) -> None:
    drafted(world)
    adopted(world)
    late = datetime(2026, 4, 28, 9, 0, tzinfo=UTC)
    with patch("django.utils.timezone.now", return_value=late):
        assert "utrecht-alert--warning" in clerk(world).text("dialogue-send")


def test_councils_find_each_other_on_pages(world: World) -> None:
    drafted(world)
    lead, other, third = (clerk(world, index) for index in range(3))
    for council in world.councils[1:]:
        assert lead.post("dialogue-joint", addressee=council.pk).status_code == 302
    other.text("dialogue-joint")
    assert other.post("dialogue-joint", doe="meedoen").status_code == 302
    assert "Graag een evaluatie." in other.text("dialogue-draft")
    assert third.post("dialogue-joint", doe="niet").status_code == 302
    assert third.get("dialogue-joint").status_code == 404
    assert "Beekhuizen" in lead.text("dialogue-joint")
    for data, status in (
        ({"doe": "zonder", "raad": world.councils[1].pk}, 302),
        ({"doe": "zonder", "raad": world.councils[1].pk}, 302),
        ({"doe": "zonder", "raad": "x"}, 404),
        ({"doe": "iets"}, 404),
    ):
        assert lead.post("dialogue-joint", **data).status_code == status
    assert state(world.councils[1]) == "received"


def test_an_executive_answers_through_its_adviser(world: World) -> None:
    own = desk(world, "adviser", executive=True)
    assert own.post("dialogue-draft", begin="leeg").status_code == 302
    assert own.post("dialogue-draft", **typed(world)).status_code == 302
    assert own.post("dialogue-adopt", on="2026-04-16").status_code == 302
    assert own.post("dialogue-send").status_code == 302
    assert state(world.executives[0]) == "sent"
    assert desk(world, "clerk", executive=True).get("dialogue-draft").status_code == 404


def test_the_secretariat_enters_a_letter_on_a_page(world: World) -> None:
    own = desk(world, "secretariat")
    own.text("dialogue-answer-letter")
    data = {
        "source": "Brief van 16 april 2026",
        "on": "2026-04-16",
        f"position_{world.clauses[0].pk}": "agree",
        "votes_for": "9",
        "votes_against": "0",
    }
    assert own.post("dialogue-answer-letter", **{**data, "source": ""}).status_code == 400
    assert own.post("dialogue-answer-letter", **data).status_code == 302
    assert state(world.councils[0]) == "sent"
    assert clerk(world).get("dialogue-answer-letter").status_code == 403


# My dialogues


def test_my_dialogues_ask_to_log_in() -> None:
    assert Client().get(reverse("my-dialogues")).status_code == 302


def test_everybody_finds_what_waits_for_them(world: World) -> None:
    with translation.override("en"):
        url = reverse("my-dialogues")
        for kind, told in (
            ("clerk", "Put it on the agenda."),
            ("councillor", "Read the text and note what you think."),
            ("adviser", "Put it on the agenda."),
            ("secretariat", "Under way"),
        ):
            text = as_(world.user(kind)).get(url).content.decode()
            assert told in text, kind


def test_what_was_answered_does_not_wait_any_more(world: World) -> None:
    sent(world)
    client = as_(world.user("clerk"))
    assert client.get(reverse("my-dialogues")).context["waiting"] == []
    type(world.round).objects.update(stage="closed")
    assert len(client.get(reverse("my-dialogues")).context["finished"]) == 1


def test_a_person_without_a_dialogue_is_told_so() -> None:
    user = User.objects.create_user("los@test.example", "geheim", name="Los")
    assert "empty-state" in as_(user).get(reverse("my-dialogues")).content.decode()


def test_my_dialogues_follow_the_draft(world: World) -> None:
    client = as_(world.user("clerk", 1))
    url = reverse("my-dialogues")

    def todo() -> str:
        return str(client.get(url).context["waiting"][0][0].todo)

    with translation.override("en"):
        url = reverse("my-dialogues")
        ask_to_join(
            opinion=drafted(world),
            addressee=world.councils[1],
            by=world.actor("clerk"),
            at=NOW,
        )
        assert todo() == "Another council asks to give an opinion together."
        join(addressee=world.councils[1], by=world.actor("clerk", 1), at=NOW)
        assert todo() == "Record the adoption after the meeting."
        adopted(world, 0)
        adopted(world, 1)
        assert todo() == "Send the opinion."


# Queries


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("kind", ["clerk", "councillor", "secretariat", ""])
def test_the_page_of_a_body_asks_at_most_twelve_queries(kind: str) -> None:
    world = make_world(councils=4, clauses=12)
    joint(world, 1, 2, 3)
    for index in range(4):
        adopted(world, index)
    assert queries_of(desk(world, kind).client, desk(world).url()) <= 12
    send(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)
    assert queries_of(desk(world, kind).client, desk(world).url()) <= 12


@pytest.mark.parametrize("view", ["dialogue-prepare", "dialogue-notes", "dialogue-draft"])
def test_pages_of_the_council_ask_at_most_twelve_queries(view: str) -> None:
    world = make_world(councils=2, clauses=15)
    for clause in world.clauses:
        prepare(
            addressee=world.councils[0],
            clause=clause,
            position="agree",
            text="Ja",
            is_shared=True,
            by=world.actor("councillor"),
            at=NOW,
        )
    drafted(world)
    assert queries_of(desk(world, "councillor").client, desk(world).url(view)) <= 12


def test_my_dialogues_ask_the_same_however_many_there_are(world: World) -> None:
    client, url = as_(world.user("clerk")), reverse("my-dialogues")
    few = queries_of(client, url)
    for number in range(4):
        make_world(slug=f"ronde-{number}")
    assert queries_of(client, url) == few <= 12
