# SPDX-License-Identifier: EUPL-1.2
"""The pages of who asks, and those that everybody sees of a round."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samenspel.accounts.models import Role, User
from samenspel.dialogue.actions.rounds import (
    ClauseValues,
    add_document,
    change_document,
    close_answers,
    publish_document,
    send_round,
    withdraw_round,
)
from samenspel.dialogue.models import Addressee, Round, RoundDocument
from samenspel.places.models import Boundary, BoundarySet, Province
from tests.dialogue.rounds_world import (
    AT,
    CLAUSES,
    begun,
    make_region,
    ready,
    secretariat,
    secretary,
    sent,
    with_text,
)
from tests.dialogue.small_round import municipality, organisation_of, person

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert(1)</script> {{ 7*7 }} & "x"'
WORK = (
    "dialogue-work", "dialogue-work-question", "dialogue-work-letter", "dialogue-work-addressees",
    "dialogue-work-send", "dialogue-work-extend", "dialogue-work-close", "dialogue-work-end",
    "dialogue-work-withdraw",
)  # fmt: skip
PUBLIC = ("dialogue-documents", "dialogue-states")


def logged_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def of_secretariat() -> Client:
    return logged_in(person("secretariat", secretariat()))


def of_municipality(kind: str, index: int = 0) -> Client:
    return logged_in(person(kind, organisation_of(municipality(index))))


def page(client: Client, view: str, *keys: object, status: int = 200, **query: object) -> str:
    response = client.get(reverse(view, args=keys), query)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def post(client: Client, view: str, *keys: object, expect: int = 302, **data: object) -> str:
    response = client.post(reverse(view, args=keys), data)
    assert response.status_code == expect, response.content.decode()[-3000:]
    return response.content.decode() if expect != 302 else str(response["Location"])


def today_sent(members: int = 3) -> Round:
    """A round that was sent today, so that its last day is still to come."""
    made = ready(members)
    return send_round(
        round_=made, sent_on=timezone.localdate(), by=secretary(), at=timezone.now()
    )  # fmt: skip


# Who sees what


@pytest.mark.parametrize("view", WORK)
def test_the_desk_is_for_who_asks_alone(view: str, settings: Any) -> None:
    made = sent()
    page(of_secretariat(), view, made.slug)
    settings.SAMENSPEL_MFA_REQUIRED = ()
    administrator = User.objects.create_user("bo@test.example", "geheim", name="Bo")
    site = secretariat().__class__.objects.create(kind="site", name="Beheer")
    Role.objects.create(user=administrator, organisation=site, kind="administrator")
    page(logged_in(administrator), view, made.slug)
    for client in (logged_in(None), of_municipality("clerk"), of_municipality("councillor")):
        page(client, view, made.slug, status=403)


@pytest.mark.parametrize("view", [*WORK, *PUBLIC])
def test_nobody_else_learns_that_a_round_is_being_prepared(view: str) -> None:
    make_region()
    made = begun()
    page(of_secretariat(), view, made.slug)
    for client in (logged_in(None), of_municipality("clerk"), of_municipality("adviser", 2)):
        page(client, view, made.slug, status=404)
    page(logged_in(None), view, "bestaat-niet", status=404)


def test_what_was_not_published_is_for_who_asks() -> None:
    made = sent()
    close_answers(round_=made, by=secretary(), at=AT)
    add_document(
        round_=made, status="final", title="Geheim concept", introduction="",
        clauses=(ClauseValues("onderdeel-1", "1", "Een"),), by=secretary(), at=AT,
    )  # fmt: skip
    for client in (logged_in(None), of_municipality("clerk")):
        assert "Geheim concept" not in page(client, "dialogue-documents", made.slug)
        page(client, "dialogue-document", made.slug, 2, status=404)
        page(client, "dialogue-difference", made.slug, 1, 2, status=404)
        page(client, "dialogue-document-edit", made.slug, 2, status=403)
    ours = of_secretariat()
    assert "Geheim concept" in page(ours, "dialogue-documents", made.slug)
    assert "Geheim concept" in page(ours, "dialogue-document", made.slug, 2)


# The list


def test_the_list_shows_what_was_sent_and_finds_it() -> None:
    made = sent()
    begun(title="Nog geheim", arrangement_slug="")
    visitor = logged_in(None)
    text = page(visitor, "dialogues")
    assert made.title in text
    assert "Nog geheim" not in text
    for query, is_found in (
        ({"zoek": "TOEKOMST proefregio"}, True),
        ({"zoek": "iets anders"}, False),
        ({"fase": "open", "soort": "draft_arrangement", "samenwerking": "proefregio"}, True),
        ({"fase": "closed"}, False),
        ({"soort": "budget"}, False),
        ({"fase": "preparing"}, True),
        ({"samenwerking": "bestaat-niet", "zoek": "x" * 101, "pagina": "999"}, True),
    ):
        listed = page(visitor, "dialogues", **query).split('id="all-title"')[1]
        assert (made.title in listed) is is_found, query


def test_an_empty_list_says_what_stands_here_later() -> None:
    text = page(logged_in(None), "dialogues")
    assert "Er zijn nog geen dialogen" in text
    assert "Geen dialoog is open" in text
    assert "dialogen/nieuw" not in text


def test_everybody_who_is_asked_finds_the_own_body_and_its_last_day() -> None:
    made = today_sent()
    council = made.addressees.get(name="Raad van Aarveen")
    here = reverse("dialogue-addressee", args=[made.slug, council.pk])
    for kind in ("clerk", "councillor"):
        assert here in page(of_municipality(kind), "dialogues")
    assert here not in page(of_municipality("adviser"), "dialogues")
    assert here not in page(of_municipality("clerk", 1), "dialogues")
    Addressee.objects.filter(pk=council.pk).update(due_on=date(2020, 1, 1))
    assert "De laatste dag was" in page(of_municipality("clerk"), "dialogues")
    Addressee.objects.filter(pk=council.pk).update(state="sent")
    assert "Raad van Aarveen heeft geantwoord" in page(of_municipality("clerk"), "dialogues")


def test_who_asks_finds_the_own_rounds_also_those_being_prepared() -> None:
    made = begun()
    text = page(of_secretariat(), "dialogues")
    assert reverse("dialogue-work", args=[made.slug]) in text
    assert reverse("dialogue-new") in text


@pytest.mark.parametrize("who", ["visitor", "secretariat", "clerk"])
def test_the_list_asks_as_much_for_many_rounds_as_for_one(who: str) -> None:
    def asked() -> int:
        client = {
            "visitor": lambda: logged_in(None),
            "secretariat": of_secretariat,
            "clerk": lambda: of_municipality("clerk"),
        }[who]()
        page(client, "dialogues")
        with CaptureQueriesContext(connection) as queries:
            page(client, "dialogues")
        return len(queries)

    sent()
    few = asked()
    for number in range(8):
        sent(title=f"Ronde {number}")
    assert few == asked() <= 12


# Beginning


def test_a_round_is_begun_and_leads_to_its_desk() -> None:
    make_region()
    client = of_secretariat()
    assert "Proefregio" in page(client, "dialogue-new")
    where = post(
        client, "dialogue-new", organisation=secretariat().pk, title="Over de begroting",
        kind="budget", arrangement_slug="proefregio", question="Wat vindt u?", country="nl",
    )  # fmt: skip
    assert where == "/dialogen/over-begroting/werk/".replace("over-", "")
    assert Round.objects.get().arrangement_name == "Proefregio"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost() -> None:
    text = post(
        of_secretariat(), "dialogue-new", expect=400, organisation=secretariat().pk, title=" ",
        kind="party", question=HOSTILE, country="nl",
    )  # fmt: skip
    assert "Geef de ronde een titel." in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    assert not Round.objects.exists()


def test_visitors_and_councillors_begin_nothing() -> None:
    for client in (logged_in(None), of_municipality("councillor")):
        page(client, "dialogue-new", status=403)
    page(of_municipality("clerk"), "dialogue-new")


# Preparing


def test_the_desk_leads_from_step_to_step_until_it_is_sent() -> None:
    make_region()
    made = begun()
    client = of_secretariat()

    def step() -> str:
        text = page(client, "dialogue-work", made.slug)
        return text.split("next-step__text")[1].split("</section>")[0]

    assert reverse("dialogue-document-new", args=[made.slug]) in step()
    document = with_text(made)
    assert reverse("dialogue-documents", args=[made.slug]) in step()
    post(client, "dialogue-document-publish", made.slug, document.number)
    assert reverse("dialogue-work-addressees", args=[made.slug]) in step()
    post(
        client, "dialogue-work-addressees", made.slug,
        **{"wat": "leden", "leden-on": timezone.localdate(), "leden-bodies": ["council"]},
    )  # fmt: skip
    assert reverse("dialogue-work-letter", args=[made.slug]) in step()
    post(client, "dialogue-work-letter", made.slug, letter_text="Geachte raad,", edition=1)
    assert reverse("dialogue-work-send", args=[made.slug]) in step()
    text = page(client, "dialogue-work-send", made.slug)
    assert "3 geadresseerden" in text
    post(client, "dialogue-work-send", made.slug, sent_on=timezone.localdate())
    assert Round.objects.get().stage == "open"
    assert reverse("dialogue-states", args=[made.slug]) in step()


def test_a_question_is_changed_and_two_people_do_not_overwrite_each_other() -> None:
    make_region()
    made = begun()
    client = of_secretariat()
    told = {
        "title": "Nieuw", "kind": "free", "question": "Wat?", "arrangement_slug": "proefregio",
        "answer_by": "2030-01-01", "minimum_group": 12, "edition": 1,
    }  # fmt: skip
    post(client, "dialogue-work-question", made.slug, **told)
    text = post(
        client, "dialogue-work-question", made.slug, expect=409, **(told | {"title": "Van mij"})
    )
    assert "Van mij" in text
    assert 'name="edition" value="2"' in text
    assert Round.objects.get().title == "Nieuw"
    post(client, "dialogue-work-question", made.slug, **(told | {"title": "Van mij", "edition": 2}))
    assert Round.objects.get().title == "Van mij"
    wrong = post(
        client, "dialogue-work-question", made.slug, expect=400,
        **(told | {"answer_by": "31 juni", "edition": 3}),
    )  # fmt: skip
    assert "Deze datum bestaat niet" in wrong


def test_addressees_come_in_every_way_and_go_again() -> None:
    version = make_region(2)
    made = begun()
    client = of_secretariat()
    Province.objects.create(code="PV27", name="Noord-Holland", country="nl")
    municipality(5)
    boundaries = BoundarySet.objects.create(
        country="nl", valid_on=date(2026, 1, 1), name="Proef", source="Test", fingerprint="f"
    )
    for index, left in ((0, 0), (3, 10), (4, 40)):
        Boundary.objects.create(
            boundary_set=boundaries, code=municipality(index).code,
            path_country=f"m{left} 0 10 0 0 10 -10 0z", path_detail="", x=left, y=0, left=left,
            top=0, right=left + 10, bottom=10,
        )  # fmt: skip

    def names() -> set[str]:
        return {one.name for one in made.addressees.all()}

    def add(what: str, **data: object) -> None:
        post(client, "dialogue-work-addressees", made.slug, wat=what, **data)

    add("leden", **{"leden-on": "2026-03-02", "leden-bodies": ["council", "executive"]})
    assert len(names()) == 4
    add("buren")
    assert "Raad van Dorpstede" in names()
    assert "Raad van Eikendal" not in names()
    add("gemeenten", **{
        "gemeenten-names": " eikendal \n\nFluitdam", "gemeenten-bodies": ["council"],
    })  # fmt: skip
    assert not made.addressees.get(name="Raad van Eikendal").is_guest
    add("ander", **{"ander-name": "Waterschap", "ander-email": "info@waterschap.example"})
    add("provincies", provincie=["PV27", "PV99"])
    add("provincies", provincie=["PV27"])
    assert "Provinciale Staten van Noord-Holland" in names()
    gone = made.addressees.get(name="Waterschap")
    add("weg", wie=[str(gone.pk), "x", "9" * 30])
    assert "Waterschap" not in names()
    assert version.participations.count() == 2


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"wat": "leden", "leden-on": "morgen", "leden-bodies": ["council"]}, "Deze datum bestaat"),
        ({"wat": "leden", "leden-on": "2026-03-02"}, "Kies raden, colleges of beide."),
        ({"wat": "gemeenten", "gemeenten-names": f"Aarveen\n{HOSTILE}",
          "gemeenten-bodies": ["council"]}, "Niet gevonden: &lt;script&gt;"),
        ({"wat": "ander", "ander-name": "", "ander-email": "x"}, "Dit is geen e-mailadres."),
    ],
    ids=["date", "bodies", "name", "email"],
)  # fmt: skip
def test_a_wrong_addressee_is_said_at_its_field(data: dict[str, object], told: str) -> None:
    make_region()
    made = begun()
    text = post(of_secretariat(), "dialogue-work-addressees", made.slug, expect=400, **data)
    assert told in text
    assert not made.addressees.exists()


def test_addressees_of_a_round_that_was_sent_are_only_shown() -> None:
    made = sent()
    client = of_secretariat()
    assert "leden-on" not in page(client, "dialogue-work-addressees", made.slug)
    one = made.addressees.first()
    assert one is not None
    for data in (
        {"wat": "weg", "wie": [str(one.pk)]},
        {"wat": "buren"},
        {"wat": "leden", "leden-on": "2026-03-02", "leden-bodies": ["executive"]},
    ):
        text = post(client, "dialogue-work-addressees", made.slug, expect=400, **data)
        assert "Dit kan nu niet" in text
    assert made.addressees.count() == 3


# The text


def rows(*clauses: tuple[str, str, str, str, str], **told: object) -> dict[str, object]:
    names = ("sleutel", "nummer", "titel", "tekst", "plaats")
    columns = {name: [row[i] for row in clauses] for i, name in enumerate(names)}
    return {"status": "draft", "title": "Tekst", "introduction": ""} | columns | told


def test_a_text_is_written_row_by_row_and_ordered_by_place() -> None:
    make_region()
    made = begun()
    client = of_secretariat()
    post(
        client, "dialogue-document-new", made.slug,
        **rows(
            ("", "1", "Een", "Tekst\r\nvan een", "2,5"), ("", "2", "Twee", "", "1"),
            ("", "", "", "  ", "3"), ("", "9", "Weg ermee", "", "4"), ("", "3", "Drie", "", "zo"),
            weg="4",
        ),
    )  # fmt: skip
    document = RoundDocument.objects.get()
    assert [(c.number, c.text) for c in document.clauses.all()] == [
        ("2", ""), ("1", "Tekst\nvan een"), ("3", ""),
    ]  # fmt: skip
    shown = page(client, "dialogue-document-edit", made.slug, 1)
    assert 'value="onderdeel-2"' in shown


def test_more_rows_keep_what_was_typed_and_save_nothing() -> None:
    make_region()
    made = begun()
    text = post(
        of_secretariat(), "dialogue-document-new", made.slug, expect=200,
        **rows(("", "1", HOSTILE, "Lang", "1"), rijen="meer"),
    )  # fmt: skip
    assert text.count('name="titel"') == 7
    assert "&lt;script&gt;" in text
    assert not RoundDocument.objects.exists()


def test_a_text_with_a_clause_that_lacks_something_is_shown_again() -> None:
    make_region()
    made = begun()
    text = post(
        of_secretariat(), "dialogue-document-new", made.slug, expect=400,
        **rows(("", "1", "", "Tekst zonder titel", "1")),
    )  # fmt: skip
    assert "Geef elk onderdeel een nummer en een titel." in text
    assert "Tekst zonder titel" in text


def test_a_pasted_text_is_divided_and_checked_before_it_is_saved() -> None:
    make_region()
    made = begun()
    client = of_secretariat()
    page(client, "dialogue-document-new", made.slug, plakken="1")
    text = post(
        client, "dialogue-document-new", made.slug, expect=200,
        pasted="Vooraf.\n1. Eerste\nTekst van een.\n2. Tweede\n",
    )  # fmt: skip
    assert text.count('name="titel"') == 5
    assert "Er is nog niets bewaard." in text
    assert not RoundDocument.objects.exists()
    wrong = post(client, "dialogue-document-new", made.slug, expect=400, pasted="Zonder nummers.")
    assert "Er is geen regel die begint met een nummer en een punt." in wrong
    post(client, "dialogue-document-new", made.slug, expect=400, pasted=" ")


def test_a_next_version_begins_with_the_clauses_of_the_one_before() -> None:
    made = sent()
    close_answers(round_=made, by=secretary(), at=AT)
    client = of_secretariat()
    text = page(client, "dialogue-document-new", made.slug)
    assert 'value="onderdeel-1"' in text
    assert "Elke gemeente heeft een plaats." in text
    post(
        client, "dialogue-document-new", made.slug,
        **rows(("onderdeel-2", "1", "Kosten", "Nieuw.", "1")),
    )  # fmt: skip
    where = client.get(reverse("dialogue-document-new", args=[made.slug]))["Location"]
    assert where == reverse("dialogue-document-edit", args=[made.slug, 2])


def test_two_writers_of_a_text_do_not_overwrite_each_other() -> None:
    make_region()
    made = begun()
    document = with_text(made)
    change_document(
        document=document, status="draft", title="Van haar", introduction="", clauses=CLAUSES,
        edition=1, by=secretary(), at=AT,
    )  # fmt: skip
    client = of_secretariat()
    told = rows(("onderdeel-1", "1", "Een", "", "1"), title="Van mij")
    text = post(client, "dialogue-document-edit", made.slug, 1, expect=409, edition=1, **told)
    assert "Van mij" in text
    assert 'name="edition" value="2"' in text
    assert RoundDocument.objects.get().title == "Van haar"


def test_publishing_is_asked_once_more_and_fixes_the_text() -> None:
    make_region()
    made = begun()
    document = with_text(made)
    client = of_secretariat()
    assert "verandert nooit" in page(client, "dialogue-document-publish", made.slug, 1)
    post(client, "dialogue-document-publish", made.slug, 1)
    for view in ("dialogue-document-edit", "dialogue-document-publish", "dialogue-document-remove"):
        page(client, view, made.slug, document.number, status=404)


def test_an_empty_text_is_not_published_and_can_be_thrown_away() -> None:
    make_region()
    made = begun()
    document = with_text(made)
    document.clauses.all().delete()
    client = of_secretariat()
    post(client, "dialogue-document-publish", made.slug, 1, expect=400)
    page(client, "dialogue-document-remove", made.slug, 1)
    post(client, "dialogue-document-remove", made.slug, 1)
    assert not RoundDocument.objects.exists()


def test_the_text_is_not_written_while_councils_answer() -> None:
    page(of_secretariat(), "dialogue-document-new", sent().slug, status=403)


def test_everybody_reads_the_text_with_an_anchor_for_each_clause() -> None:
    made = sent()
    text = page(logged_in(None), "dialogue-document", made.slug, 1)
    assert 'id="onderdeel-1"' in text
    assert "Elke gemeente heeft een plaats." in text
    page(logged_in(None), "dialogue-document", made.slug, 7, status=404)


def test_what_changed_is_told_by_marks_and_words_not_by_colour() -> None:
    made = sent()
    close_answers(round_=made, by=secretary(), at=AT)
    second = add_document(
        round_=made, status="final", title="Regeling", introduction="", by=secretary(), at=AT,
        clauses=(
            ClauseValues("onderdeel-2", "1", "Kosten", "Het is <b>gratis</b>."),
            ClauseValues("", "2", "Nieuw", "Erbij."),
        ),
    )  # fmt: skip
    publish_document(document=second, by=secretary(), at=AT)
    text = page(logged_in(None), "dialogue-difference", made.slug, 1, 2)
    turned = page(logged_in(None), "dialogue-difference", made.slug, 2, 1)
    assert "van versie 1 naar versie 2" in turned
    assert "<del>" in text
    assert "<ins>" in text
    assert "&lt;b&gt;" in text
    for word in ("nieuw", "weggehaald", "gewijzigd", "Dit was onderdeel 2."):
        assert word in text
    page(logged_in(None), "dialogue-difference", made.slug, 1, 1, status=404)
    page(logged_in(None), "dialogue-difference", made.slug, 1, 9, status=404)
    assert "Er is een nieuwere versie." in page(logged_in(None), "dialogue-document", made.slug, 1)


# Sending and running


def test_sending_says_what_is_missing_and_computes_for_another_day() -> None:
    make_region()
    made = begun()
    client = of_secretariat()
    assert "Publiceer eerst een versie van de tekst." in page(
        client, "dialogue-work-send", made.slug
    )
    text = post(client, "dialogue-work-send", made.slug, expect=400, sent_on=timezone.localdate())
    assert "Publiceer eerst een versie van de tekst." in text
    complete = ready(title="Klaar")
    shown = page(client, "dialogue-work-send", complete.slug, sent_on="2026-03-02")
    assert "28 april 2026" in shown.replace("\xa0", " ")
    page(client, "dialogue-work-send", complete.slug, sent_on="gisteren")


def test_more_time_is_given_to_one_or_all() -> None:
    made = today_sent()
    one = made.addressees.first()
    assert one is not None
    assert one.due_on is not None
    client = of_secretariat()
    shown = page(client, "dialogue-work-extend", made.slug, wie=one.pk)
    assert f'value="{one.pk}" selected' in shown
    until = one.due_on.replace(year=one.due_on.year + 1)
    post(client, "dialogue-work-extend", made.slug, addressee=one.pk, until=until, reason=HOSTILE)
    states = page(logged_in(None), "dialogue-states", made.slug)
    assert "&lt;script&gt;" in states
    post(client, "dialogue-work-extend", made.slug, addressee="", until=until, reason="Reces")
    assert {body.due_on for body in made.addressees.all()} == {until}
    text = post(
        client, "dialogue-work-extend", made.slug, expect=400, addressee="", until=until, reason="x"
    )
    assert "alleen later worden" in text
    post(client, "dialogue-work-extend", made.slug, expect=400, addressee="x", until="", reason="")


def test_closing_tells_who_is_silent_and_who_still_has_time() -> None:
    made = today_sent()
    client = of_secretariat()
    assert "Sommigen hebben nog tijd" in page(client, "dialogue-work-close", made.slug)
    made.addressees.update(due_on=date(2020, 1, 1))
    assert "Deze hebben niet geantwoord" in page(client, "dialogue-work-close", made.slug)
    assert "is voorbij" in page(client, "dialogue-work", made.slug)
    post(client, "dialogue-work-close", made.slug)
    assert Round.objects.get().stage == "weighing"
    text = post(client, "dialogue-work-close", made.slug, expect=400)
    assert "Dit kan nu niet" in text
    assert "Zwijgt" in page(logged_in(None), "dialogue-states", made.slug)


@pytest.mark.parametrize("stage", ["weighing", "deciding", "decided", "closed", "withdrawn"])
def test_the_desk_has_a_step_in_every_stage_that_is_not_over(stage: str) -> None:
    made = sent()
    Round.objects.update(stage=stage)
    text = page(of_secretariat(), "dialogue-work", made.slug)
    assert ("next-step__text" in text) is (stage != "withdrawn")


def test_when_everybody_answered_the_step_is_to_close() -> None:
    made = today_sent()
    made.addressees.update(state="sent")
    text = page(of_secretariat(), "dialogue-work", made.slug)
    assert "Iedereen heeft geantwoord." in text


def test_a_decided_round_is_closed_and_another_withdrawn() -> None:
    made = sent()
    client = of_secretariat()
    post(client, "dialogue-work-end", made.slug, expect=400)
    post(client, "dialogue-work-withdraw", made.slug, expect=400, reason=" ")
    post(client, "dialogue-work-withdraw", made.slug, reason="Het kabinet viel.")
    assert "Het kabinet viel." in page(logged_in(None), "dialogue-states", made.slug)
    Round.objects.update(stage="decided")
    post(client, "dialogue-work-end", made.slug)
    assert Round.objects.get().stage == "closed"


# States


def test_who_is_how_far_is_public_with_its_figures() -> None:
    made = sent()
    first, second, _third = made.addressees.all()
    Addressee.objects.filter(pk=first.pk).update(state="draft")
    Addressee.objects.filter(pk=second.pk).update(state="none_wished", is_guest=True)
    text = page(logged_in(None), "dialogue-states", made.slug)
    assert "1 van 3 hebben geantwoord." in text
    for label in ("Conceptzienswijze", "Geen zienswijze gewenst", "Ontvangen"):
        assert label in text
    content = page(logged_in(None), "dialogue-states-file", made.slug, "json")
    assert '"state": "none_wished"' in content
    assert "Aarveen" in page(logged_in(None), "dialogue-states-file", made.slug, "csv")
    page(logged_in(None), "dialogue-states-file", made.slug, "exe", status=404)


@pytest.mark.parametrize("view", ["dialogue-states", "dialogue-work", "dialogue-work-send"])
def test_pages_ask_as_much_for_a_hundred_addressees_as_for_three(view: str) -> None:
    def asked(members: int) -> int:
        made = ready(3, title=f"Ronde {members}")
        Addressee.objects.bulk_create(
            Addressee(
                round=made, body="council", municipality=municipality(n), name=f"Raad {n}",
            )
            for n in range(3, members)
        )  # fmt: skip
        if view != "dialogue-work-send":
            made = send_round(round_=made, sent_on=date(2026, 3, 2), by=secretary(), at=AT)
        client = of_secretariat()
        page(client, view, made.slug)
        with CaptureQueriesContext(connection) as queries:
            page(client, view, made.slug)
        return len(queries)

    few = asked(3)
    assert few == asked(103) <= 12


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_are_there_in_both_languages(language: str) -> None:
    made = sent()
    for path in (
        "/dialogen/",
        f"/dialogen/{made.slug}/stand/",
        f"/dialogen/{made.slug}/stukken/1/",
    ):
        assert logged_in(None).get(f"{language}{path}").status_code == 200


# Letters


def test_letters_are_files_for_who_asks() -> None:
    made = ready()
    client = of_secretariat()
    one = made.addressees.first()
    assert one is not None
    response = client.get(reverse("dialogue-letter", args=[made.slug, one.pk, "pdf"]))
    assert response.content.startswith(b"%PDF")
    assert 'filename="001-raad-van-aarveen.pdf"' in response["Content-Disposition"]
    again = client.get(reverse("dialogue-letter", args=[made.slug, one.pk, "pdf"]))
    assert again.content == response.content
    page(client, "dialogue-letter", made.slug, 999_999, "pdf", status=404)
    page(client, "dialogue-letter", made.slug, one.pk, "exe", status=404)
    page(of_municipality("clerk"), "dialogue-letter", made.slug, one.pk, "pdf", status=404)
    zipped = client.get(reverse("dialogue-letters", args=[made.slug, "docx"]))
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped))) as found:
        assert found.namelist() == [
            "001-raad-van-aarveen.docx", "002-raad-van-beekhuizen.docx",
            "003-raad-van-cadzande.docx",
        ]  # fmt: skip
        assert found.testzip() is None
    page(client, "dialogue-letters", made.slug, "exe", status=404)


def test_letters_can_be_looked_at_before_there_is_a_last_day_or_text() -> None:
    make_region()
    made = begun(kind="free", arrangement_slug="")
    Addressee.objects.create(round=made, body="other", name="Staten")
    one = made.addressees.get()
    response = of_secretariat().get(reverse("dialogue-letter", args=[made.slug, one.pk, "docx"]))
    assert response.status_code == 200


def test_the_letter_of_a_round_that_was_sent_is_only_read() -> None:
    made = sent()
    client = of_secretariat()
    text = page(client, "dialogue-work-letter", made.slug)
    assert "Wij vragen u iets." in text
    assert "<textarea" not in text
    withdraw_round(round_=made, reason="Weg.", by=secretary(), at=AT)
    assert "Weg." in page(client, "dialogue-work", made.slug)
