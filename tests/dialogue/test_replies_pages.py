# SPDX-License-Identifier: EUPL-1.2
"""The reply memo, the work view behind it, and what happened with the points of one council."""

from __future__ import annotations

import io
import json
from typing import Any

import pypdf
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenspel.dialogue.models import OpinionPoint, Reply
from samenspel.dialogue.queries.counted import points_to_answer
from tests.dialogue.small_round import World, answered, make_world
from tests.dialogue.test_replies_actions import (
    all_said,
    corrected,
    published,
    said,
    to_answer,
    weighed,
)

pytestmark = pytest.mark.django_db
PAGE = "/dialogen/proef/antwoorden/"


def logged_in(client: Client, world: World, kind: str = "secretariat", index: int = 0) -> Client:
    client.force_login(world.user(kind, index))
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.content
    return response.content.decode()


def with_memo(**options: Any) -> World:
    world = weighed(**options)
    first, *others = to_answer(world)
    said(
        world, first, verdict="adopt", reason="Klopt.", change="Goedkoper.", clause_key="artikel-2"
    )
    for point in others:
        said(world, point)
    published(world)
    return world


def form(**changes: Any) -> dict[str, Any]:
    return {"verdict": "reject", "reason": "Geen geld.", "edition": "0", **changes}


@pytest.mark.parametrize("kind", ["", "councillor", "clerk", "adviser"])
def test_before_the_memo_replies_are_seen_by_who_writes_them_only(
    kind: str, client: Client
) -> None:
    world = weighed()
    said(world, to_answer(world)[0], reason="Nog geheim.")
    if kind:
        logged_in(client, world, kind)
    shown = text(client, PAGE)
    assert "Nog geheim." not in shown
    assert "Nog geheim." not in text(
        client, f"/dialogen/proef/raden/{world.councils[0].pk}/punten/"
    )
    assert "Nog geheim." not in text(client, "/dialogen/proef/onderdelen/artikel-1/")
    assert "Nog geheim." not in text(client, "/dialogen/proef/gegevens.json")
    assert client.get(f"{PAGE}{to_answer(world)[0].pk}/").status_code == 403
    assert client.post(f"{PAGE}overnemen/").status_code == 403
    assert client.get(f"{PAGE}nota/").status_code == 403
    for kind_of_file in ("pdf", "csv", "json"):
        assert client.get(f"/dialogen/proef/antwoorden.{kind_of_file}").status_code == 404


def test_the_work_view_says_how_far_it_is(client: Client) -> None:
    world = weighed()
    said(world, to_answer(world)[0])
    shown = text(logged_in(client, world), PAGE)
    assert "1 van de 3 beantwoord" in shown
    assert "Veel te duur." in shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("onderdeel=artikel-1", ["Te duur.", "Veel te duur."]),
        ("onderdeel=algemeen", ["Betrek de inwoners."]),
        ("standpunt=object", ["Te duur.", "Veel te duur."]),
        ("open=on", ["Veel te duur.", "Betrek de inwoners."]),
    ],
    ids=["clause", "general", "position", "open"],
)
def test_the_work_view_is_filtered_by_its_address(
    query: str, expected: list[str], client: Client
) -> None:
    world = weighed()
    said(world, to_answer(world)[0])
    response = logged_in(client, world).get(f"{PAGE}?{query}")
    assert [row.text for row in response.context["points"]] == expected


def test_the_work_view_can_show_one_council(client: Client) -> None:
    world = weighed()
    response = logged_in(client, world).get(f"{PAGE}?raad={world.councils[1].pk}")
    assert [row.text for row in response.context["points"]] == [
        "Veel te duur.",
        "Betrek de inwoners.",
    ]


@pytest.mark.parametrize("query", ["onderdeel=x", "raad=x", "standpunt=x"])
def test_an_unknown_filter_is_said_and_all_points_stay(query: str, client: Client) -> None:
    world = weighed()
    response = logged_in(client, world).get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert "Kies iets uit de lijst" in response.content.decode()
    assert len(response.context["points"]) == 3


def test_a_reply_leads_to_the_next_point(client: Client) -> None:
    world = weighed()
    first, second, _third = to_answer(world)
    logged_in(client, world)
    response = client.post(f"{PAGE}{first.pk}/", form(next="1"), follow=True)
    assert response.redirect_chain[-1][0] == f"{PAGE}{second.pk}/"
    assert Reply.objects.get(point=first).reason == "Geen geld."


def test_the_next_point_passes_the_filter_that_was_on(client: Client) -> None:
    world = weighed()
    first, _second, general = to_answer(world)
    logged_in(client, world)
    response = client.post(f"{PAGE}{first.pk}/?onderdeel=algemeen", form(next="1"), follow=True)
    assert response.redirect_chain[-1][0] == f"{PAGE}{general.pk}/?onderdeel=algemeen"


@pytest.mark.parametrize("query", ["raad=x", "raad=999999", "onderdeel=x"])
def test_when_nothing_passes_the_filter_any_point_is_next(query: str, client: Client) -> None:
    world = weighed()
    response = logged_in(client, world).get(f"{PAGE}volgende/?{query}")
    assert f"{PAGE}{to_answer(world)[0].pk}/" in response["Location"]


def test_after_the_last_reply_one_is_back_in_the_list(client: Client) -> None:
    world = weighed()
    all_said(world)
    response = logged_in(client, world).get(f"{PAGE}volgende/")
    assert response["Location"] == PAGE


def test_like_points_are_answered_in_one_form(client: Client) -> None:
    world = weighed()
    first, second, _third = to_answer(world)
    logged_in(client, world)
    assert "Raad van Beekhuizen" in text(client, f"{PAGE}{first.pk}/")
    response = client.post(f"{PAGE}{first.pk}/", form(points=[str(second.pk)]))
    assert response["Location"] == PAGE
    assert set(Reply.objects.values_list("point", flat=True)) == {first.pk, second.pk}


def test_a_point_about_something_else_cannot_be_slipped_in(client: Client) -> None:
    world = weighed()
    first, _second, general = to_answer(world)
    response = logged_in(client, world).post(f"{PAGE}{first.pk}/", form(points=[str(general.pk)]))
    assert response.status_code == 400
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said_at"),
    [
        ({"verdict": ""}, "Kies wat er met het punt gebeurt"),
        ({"reason": ""}, "Zeg waarom"),
        ({"verdict": "adopt", "change": ""}, "Zeg wat er in de tekst verandert"),
        ({"clause_key": "x"}, "Kies iets uit de lijst"),
    ],
    ids=["verdict", "reason", "change", "clause"],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    changes: dict[str, str], said_at: str, client: Client
) -> None:
    world = weighed()
    values = form(**{"change": "Wat ik typte.", "reason": "Omdat het zo is.", **changes})
    response = logged_in(client, world).post(f"{PAGE}{to_answer(world)[0].pk}/", values)
    shown = response.content.decode()
    assert response.status_code == 400
    assert said_at in shown
    assert values["reason"] in shown
    assert values["change"] in shown


def test_who_replies_second_sees_the_other_reply_and_keeps_what_was_typed(client: Client) -> None:
    world = weighed()
    point = to_answer(world)[0]
    said(world, point, reason="Wat de ander schreef.")
    logged_in(client, world)
    response = client.post(f"{PAGE}{point.pk}/", form(reason="Wat ik schreef."))
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Wat de ander schreef." in shown
    assert "Wat ik schreef." in shown
    again = client.post(f"{PAGE}{point.pk}/", form(reason="Wat ik schreef.", edition="1"))
    assert again.status_code == 302
    assert Reply.objects.get(point=point).reason == "Wat ik schreef."


def test_while_councils_answer_one_can_look_and_not_reply(client: Client) -> None:
    world = make_world(stage="open")
    answered(world, world.councils[0], {1: ("object", "Te duur.")})
    point = to_answer(world)[0]
    logged_in(client, world)
    assert "wanneer de antwoorden gesloten zijn" in text(client, PAGE)
    assert "<textarea" not in text(client, f"{PAGE}{point.pk}/")
    response = client.post(f"{PAGE}{point.pk}/", form())
    assert response.status_code == 400
    assert not Reply.objects.exists()


def test_a_reply_that_exists_can_be_changed(client: Client) -> None:
    world = weighed()
    point = to_answer(world)[0]
    said(world, point, reason="Eerst dit.")
    logged_in(client, world)
    assert "Eerst dit." in text(client, f"{PAGE}{point.pk}/")
    client.post(f"{PAGE}{point.pk}/", form(reason="Nu dat.", edition="1"))
    assert Reply.objects.get(point=point).reason == "Nu dat."


def test_a_point_that_needs_no_reply_has_no_form(client: Client) -> None:
    world = weighed()
    logged_in(client, world)
    agreed = OpinionPoint.objects.get(position="agree")
    assert client.get(f"{PAGE}{agreed.pk}/").status_code == 404
    assert client.get(f"{PAGE}99999/").status_code == 404


def test_after_a_correction_the_earlier_reply_is_filled_in_or_taken_over(client: Client) -> None:
    world = weighed()
    first = to_answer(world)[0]
    said(world, first, reason="Het oude antwoord.")
    corrected(world, first.version, (1, "object", "Te duur."), (2, "wish", "Sneller."))
    logged_in(client, world)
    new = points_to_answer(world.round).get(text="Te duur.")
    assert "Het oude antwoord." in text(client, f"{PAGE}{new.pk}/")
    assert "Gebruik deze antwoorden opnieuw" in text(client, PAGE)
    client.post(f"{PAGE}overnemen/")
    assert Reply.objects.get(point=new).reason == "Het oude antwoord."
    assert "Gebruik deze antwoorden opnieuw" not in text(client, PAGE)


def test_taking_over_is_refused_in_another_stage(client: Client) -> None:
    world = make_world(stage="open")
    logged_in(client, world)
    response = client.post(f"{PAGE}overnemen/", follow=True)
    assert "nu niet" in response.content.decode()


def test_the_memo_cannot_be_published_while_points_are_open(client: Client) -> None:
    world = weighed()
    said(world, to_answer(world)[0])
    logged_in(client, world)
    assert "2 punten hebben nog geen antwoord" in text(client, f"{PAGE}nota/")
    response = client.post(f"{PAGE}nota/", {"introduction": "", "on": "2026-05-04"})
    assert response.status_code == 400
    assert world.fresh().stage == "weighing"


@pytest.mark.parametrize(
    ("values", "said_at"),
    [
        ({"on": ""}, "Vul een datum in"),
        ({"on": "2026-02-31"}, "Deze datum bestaat niet"),
        ({"on": "2001-01-01"}, "niet ouder zijn dan de brief"),
    ],
    ids=["none", "wrong", "too-old"],
)
def test_a_wrong_date_of_the_memo_is_said(
    values: dict[str, str], said_at: str, client: Client
) -> None:
    world = weighed()
    all_said(world)
    response = logged_in(client, world).post(f"{PAGE}nota/", {"introduction": "Dank u.", **values})
    shown = response.content.decode()
    assert response.status_code == 400
    assert said_at in shown
    assert "Dank u." in shown


def test_a_published_memo_is_for_everybody(client: Client) -> None:
    world = weighed()
    all_said(world)
    logged_in(client, world)
    response = client.post(f"{PAGE}nota/", {"introduction": "Dank u.", "on": "2026-05-04"})
    assert response.status_code == 302
    client.logout()
    shown = text(client, PAGE)
    assert "Dank u." in shown
    assert "Het geld is er niet." in shown
    assert world.fresh().stage == "deciding"


def test_the_memo_page_is_drawn_from_what_was_fixed(client: Client) -> None:
    with_memo()
    Reply.objects.update(reason="Achteraf veranderd.")
    shown = text(client, PAGE)
    assert "Achteraf veranderd." not in shown
    assert "Klopt." in shown


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 3), ("onderdeel=artikel-1", 2), ("onderdeel=algemeen", 1), ("antwoord=adopt", 1)],
    ids=["all", "clause", "general", "reply"],
)
def test_the_memo_is_filtered_by_its_address(query: str, number: int, client: Client) -> None:
    with_memo()
    response = client.get(f"{PAGE}?{query}")
    assert response.context["found"] == number


def test_a_filter_without_a_result_says_so(client: Client) -> None:
    world = with_memo()
    shown = text(client, f"{PAGE}?raad={world.councils[2].pk}")
    assert "Geen punt past bij deze keuze" in shown
    assert client.get(f"{PAGE}?antwoord=x").status_code == 400


def test_a_memo_without_points_says_so(client: Client) -> None:
    world = make_world(stage="weighing")
    published(world)
    assert "Geen raad maakte een punt" in text(client, PAGE)


def test_after_the_memo_the_work_is_done(client: Client) -> None:
    world = with_memo()
    logged_in(client, world)
    assert "Beantwoord het volgende punt" not in text(client, PAGE)
    assert "kan nu niet gepubliceerd worden" in text(client, f"{PAGE}nota/")
    assert "Wijzig het antwoord" not in text(client, f"{PAGE}{to_answer(world)[0].pk}/")


def test_a_council_sees_what_happened_with_its_points_and_where_it_led(client: Client) -> None:
    world = with_memo()
    shown = text(client, f"/dialogen/proef/raden/{world.councils[0].pk}/punten/")
    assert "Klopt." in shown
    assert "Goedkoper." in shown
    assert "/dialogen/proef/onderdelen/artikel-2/" in shown
    assert "Veel te duur." not in shown


def test_before_the_memo_a_council_sees_what_waits(client: Client) -> None:
    world = weighed()
    shown = text(client, f"/dialogen/proef/raden/{world.councils[0].pk}/punten/")
    assert "Te duur." in shown
    assert "Er is nog geen antwoord" in shown


def test_a_council_without_an_opinion_or_without_a_wish_is_told_so(client: Client) -> None:
    world = make_world(stage="weighing")
    answered(world, world.councils[0], {1: ("agree", "")})
    first, second = (f"/dialogen/proef/raden/{c.pk}/punten/" for c in world.councils[:2])
    assert "vroeg niets" in text(client, first)
    assert "Er is geen zienswijze gestuurd" in text(client, second)


def test_the_points_of_an_unknown_council_are_not_there(client: Client) -> None:
    make_world(stage="weighing")
    assert client.get("/dialogen/proef/raden/99999/punten/").status_code == 404
    assert client.get("/dialogen/proef/raden/99999/punten.pdf").status_code == 404
    assert client.get("/dialogen/nergens/raden/1/punten/").status_code == 404


def test_the_files_of_the_memo_say_what_the_page_says(client: Client) -> None:
    with_memo()
    found = client.get("/dialogen/proef/antwoorden.pdf")
    words = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(found.content)).pages
    )
    assert "Klopt." in words
    assert "Raad van Aarveen" in words
    rows = json.loads(client.get("/dialogen/proef/antwoorden.json").content)["rows"]
    assert [row["verdict"] for row in rows] == ["adopt", "reject", "reject"]
    assert b"Goedkoper." in client.get("/dialogen/proef/antwoorden.csv").content
    for kind in ("docx", "xlsx"):
        assert client.get(f"/dialogen/proef/antwoorden.{kind}").status_code == 200
    assert client.get("/dialogen/proef/antwoorden.exe").status_code == 404


def test_the_points_of_a_council_are_files_for_its_agenda(client: Client) -> None:
    world = with_memo()
    base = f"/dialogen/proef/raden/{world.councils[0].pk}/punten"
    found = client.get(f"{base}.pdf")
    words = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(found.content)).pages
    )
    assert "Klopt." in words
    assert "Veel te duur." not in words
    assert b"Klopt." in client.get(f"{base}.csv").content
    assert client.get(f"{base}.docx").status_code == 200
    assert client.get(f"{base}.exe").status_code == 404


def test_before_the_memo_the_files_of_a_council_have_points_without_replies(client: Client) -> None:
    world = weighed()
    said(world, to_answer(world)[0], reason="Nog geheim.")
    base = f"/dialogen/proef/raden/{world.councils[0].pk}/punten"
    content = client.get(f"{base}.csv").content
    assert b"Te duur." in content
    assert b"Nog geheim." not in content
    assert client.get(f"{base}.pdf").status_code == 200
    empty = f"/dialogen/proef/raden/{world.councils[2].pk}/punten.pdf"
    assert client.get(empty).status_code == 200


def test_a_round_that_is_being_prepared_has_no_replies_for_others(client: Client) -> None:
    world = make_world(stage="preparing")
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}1/").status_code == 404
    assert logged_in(client, world).get(PAGE).status_code == 200


def test_pages_are_there_in_english(client: Client) -> None:
    world = with_memo()
    assert "Every point with its reply" in text(client, f"/en{PAGE}")
    shown = text(client, f"/en/dialogen/proef/raden/{world.councils[0].pk}/punten/")
    assert "What happened with the points of" in shown


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = make_world(stage="weighing", councils=7, clauses=6)
    for council in world.councils:
        answered(
            world, council, dict.fromkeys(range(1, 7), ("wish", "Graag anders.")), general=["Ja."]
        )
    logged_in(client, world)
    point = to_answer(world)[0].pk
    client.get(PAGE)
    for path in (PAGE, f"{PAGE}?onderdeel=artikel-2", f"{PAGE}{point}/", f"{PAGE}nota/"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
    all_said(world)
    published(world)
    for path in (PAGE, f"/dialogen/proef/raden/{world.councils[0].pk}/punten/"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
