# SPDX-License-Identifier: EUPL-1.2
"""The guide leads anybody from question to question to an advice; the address holds everything."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from samenspel.analysis.link_guide import link_guide, weigh
from samenspel.citylinks.queries.guide import advice_page
from samenspel.citylinks.queries.guide_bars import WIDTH, guide_bars
from samenspel.citylinks.views.guide_addresses import PARAMETERS
from samenspel.register.methods import published_methods
from tests.analysis.link_guide.stories import STORIES, story
from tests.citylinks.small_links import user

pytestmark = pytest.mark.django_db
START = "/stedenbanden/wijzer/"
ANSWERS = f"{START}antwoorden/"
ADVICE = f"{START}advies/"


def text(client: Client, path: str, data: object = None, *, status: int = 200) -> str:
    response = client.get(path, data)  # type: ignore[arg-type]
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_first_page_says_what_can_come_out(client: Client) -> None:
    shown = text(client, START)
    assert "Past een stedenband bij uw gemeente?" in shown
    assert "ongeveer 15 vragen" in shown
    assert "Netwerk rond een onderwerp" in shown
    assert "?vraag=reden" in shown
    assert "Does a city link fit your municipality?" in text(client, f"/en{START}")
    assert "vraag=resultaat" in text(client, START, {"reden": "leren"})


def test_every_question_is_walked_through_without_scripts(client: Client) -> None:
    """Each time the form is sent as a browser sends it; who skips all else still gets there."""
    path, asked = f"{START}?vraag=reden", []
    while path.startswith(f"{START}?"):
        shown = text(client, path)
        key = parse_qs(urlsplit(path).query)["vraag"][0]
        asked.append(key)
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)"', shown)
        chosen = story("stedenband").get(key, ())
        fields += [(key, one) for one in chosen] if chosen else [("overslaan", key)]
        sent: dict[str, list[str]] = {}
        for name, value in fields:
            sent.setdefault(name, []).append(value)
        path = client.get(START, sent)["Location"]
        assert len(asked) < 30
    assert set(asked) == set(STORIES["stedenband"])
    assert urlsplit(path).path == ADVICE
    assert "Ga voor een stedenband." in text(client, path)


def test_a_question_says_where_you_are_and_why_it_is_asked(client: Client) -> None:
    shown = text(client, START, {"vraag": "mensen", "reden": "leren", "mensen": "erbij"})
    assert "Vraag 10 van 16: Mensen, geld en tijd" in shown
    assert "Waarom wij dit vragen:" in shown
    assert re.search(r'value="erbij" checked', shown)
    assert "Haal mijn antwoord weg" in shown
    assert "vraag=aanbod" in shown  # back
    assert "Question 10 of 15" in text(client, f"/en{START}", {"vraag": "mensen"})


def test_sending_nothing_asks_for_an_answer_and_keeps_the_others(client: Client) -> None:
    shown = text(client, START, {"na": "mensen", "reden": "leren"}, status=400)
    assert "Kies een antwoord, of sla deze vraag over." in shown
    assert "<title>Fout:" in shown
    assert '<input type="hidden" name="reden" value="leren">' in shown


def test_skipping_takes_an_answer_away_and_goes_on(client: Client) -> None:
    given = {"overslaan": "mensen", "na": "mensen", "mensen": "vast", "reden": "leren"}
    assert client.get(START, given)["Location"] == f"{START}?reden=leren&vraag=geld"


def test_changing_an_answer_leads_back_to_where_one_came_from(client: Client) -> None:
    given = {"na": "reden", "reden": "leren", "terug": "antwoorden"}
    assert client.get(START, given)["Location"] == f"{ANSWERS}?reden=leren"
    given["terug"] = "https://elders.example"
    assert client.get(START, given)["Location"] == f"{START}?reden=leren&vraag=resultaat"
    shown = text(client, START, {"vraag": "reden", "reden": "leren", "terug": "advies"})
    assert f'href="{ADVICE}?reden=leren"' in shown


def test_a_question_that_does_not_matter_is_passed_by(client: Client) -> None:
    given = {"vraag": "gelijkenis", "partner": "nee"}
    assert client.get(START, given)["Location"] == f"{START}?partner=nee&vraag=aanbod"
    assert client.get(START, {"vraag": "nergens"}).status_code == 404


@pytest.mark.parametrize("path", [START, ANSWERS, ADVICE])
def test_an_answer_that_is_not_understood_is_said_and_the_rest_kept(
    client: Client, path: str
) -> None:
    shown = text(client, path, {"mensen": "veel", "reden": "leren"}, status=400)
    assert "Wij begrijpen een antwoord in het adres niet" in shown
    assert "<li>Wie gaat het werk doen?</li>" in shown
    assert "Wij willen zelf beter worden" in shown
    assert client.get(f"{START}advies.csv", {"mensen": "veel"}).status_code == 404


def test_the_overview_has_every_answer_with_a_way_to_change_it(client: Client) -> None:
    shown = text(client, ANSWERS, {"reden": "leren", "bieden": ["kennis", "plekken"]})
    assert "U beantwoordde 2 van de 15 vragen." in shown
    assert "Kennis en ervaring van ambtenaren.<br>Stageplaatsen" in shown
    assert "Overgeslagen" in shown
    assert "vraag=reden&amp;terug=antwoorden" in shown


def test_the_advice_has_reasons_a_picture_and_what_would_change_it(client: Client) -> None:
    shown = text(client, ADVICE, story("stedenband", mensen="geen"))
    assert "<h1" in shown
    assert "Begin nu nog niet aan een stedenband" in shown
    assert "Meer punten, maar kan nu niet: stedenband" in shown
    assert "Er is niemand voor het werk." in shown
    assert re.search(r"<svg[^>]+role=\"img\"", shown)
    assert "Dan is het advies ‘stedenband’" in shown
    assert "Een coördinator met vaste uren, voor minstens twee jaar." in shown
    assert "Volgende stappen" in shown
    english = text(client, f"/en{ADVICE}", story("stedenband"))
    assert "Go for a city link." in english
    assert "Find a partner" in english


def test_one_point_is_a_point_and_less_than_none_has_a_minus_sign(client: Client) -> None:
    with translation.override("nl"):
        page = advice_page(link_guide(), {}, lambda key: key)
        sums = {-2: "−2 punten", -1: "−1 punt", 0: "0 punten", 1: "1 punt", 2: "2 punten"}
        for total, said in sums.items():
            standing = replace(page.standings[0], total=total)
            context = {"page": {"others": [standing]}}
            shown = render_to_string("citylinks/guide_forms.html", context)
            assert re.search(rf": {said}\s*<", shown), (said, shown)


def test_skipped_questions_are_named(client: Client) -> None:
    shown = text(client, ADVICE, story("stedenband", raad=""))
    assert "1 vraag is overgeslagen en telt niet mee" in shown
    assert "Beantwoord wat ik oversloeg" in shown


def test_too_few_answers_say_how_many_are_needed(client: Client) -> None:
    shown = text(client, ADVICE, {"reden": "leren"})
    assert "Er is nog geen advies" in shown
    assert "Beantwoord nog minstens 4 vragen." in shown
    assert "Er is nog geen advies" in text(client, ADVICE)


def test_equal_points_are_said(client: Client) -> None:
    answers = story(
        "stedenband",
        mensen="erbij",
        opvolging="zoeken",
        geld="geen",
        duur="twee-jaar",
        bestuur="een",
        raad="niet-besproken",
        inwoners="weten-niets",
    )
    equals = weigh(link_guide(), answers).equals
    assert equals
    shown = text(client, ADVICE, answers)
    assert "Evenveel punten:" in shown


def test_only_who_may_is_offered_to_keep_it(client: Client) -> None:
    assert "Inloggen en bewaren" in text(client, ADVICE, story("stedenband"))
    client.force_login(user("adviser"))
    assert "Bewaar voor mijn gemeente" in text(client, ADVICE, story("stedenband"))


def test_the_files_say_the_same_as_the_page(client: Client) -> None:
    given = story("netwerk-thema")
    told = json.loads(client.get(f"{START}advies.json", given).content)
    first = told["rows"][0]
    assert (first["place"], first["form_key"]) == (1, "netwerk-thema")
    sums = sum(row["points"] for row in told["rows"] if row["place"] == 1)
    assert sums == first["sum"]
    assert client.get(f"{START}advies.csv", given).status_code == 200
    empty = json.loads(client.get(f"{START}advies.json").content)
    assert [row["points"] for row in empty["rows"]] == [None] * 7
    drawing = client.get(f"{START}advies.svg", given)
    assert drawing["Content-Type"].startswith("image/svg+xml")
    assert b"<style>" in drawing.content
    assert client.get(f"{START}advies.pdf", given).status_code == 404


def test_all_questions_and_points_can_be_read(client: Client) -> None:
    shown = text(client, f"{START}vragen/")
    for question in link_guide().questions:
        assert question.ask.nl.replace("'", "&#x27;") in shown
    assert "stedenband +3" in shown
    assert "Alleen gevraagd bij: Hebt u al een partner op het oog? Ja, één gemeente." in shown
    file = client.get(f"{START}vragen.toml").content.decode()
    assert "DE WEGWIJZER STEDENBANDEN" in file


def test_pages_of_the_guide_ask_the_database_next_to_nothing(
    client: Client,
    django_assert_max_num_queries: object,
) -> None:
    client.force_login(user("adviser"))
    for path in (START, f"{START}?vraag=mensen", ANSWERS, ADVICE, f"{START}vragen/"):
        client.get(path)
        with django_assert_max_num_queries(4):  # type: ignore[operator]
            client.get(path, story("stedenband") if path in {ANSWERS, ADVICE} else None)


def test_names_in_the_address_are_no_questions() -> None:
    keys = {question.key for question in link_guide().questions}
    assert not keys & (PARAMETERS | {"note", "edition", "verder", "peildatum", "bron"})


def test_bars_stay_within_the_drawing_and_say_the_numbers() -> None:
    page = advice_page(link_guide(), story("niet-nu"), lambda _key: "")
    drawn = guide_bars(page.standings)
    assert len(drawn.rows) == 7
    for row, standing in zip(drawn.rows, page.standings, strict=True):
        assert standing.name[1:] in row.label
        for bar in row.bars:
            assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
    assert str(page.best.points_for) in drawn.description
    assert guide_bars(advice_page(link_guide(), {}, lambda _key: "").standings).rows[0].bars == ()


def test_the_worked_example_of_the_method_is_what_the_guide_counts() -> None:
    answers = {
        "reden": ("leren",),
        "zoeken": ("verschil",),
        "duur": ("vijf-jaar",),
        "raad": ("breed",),
        "mensen": ("geen",),
    }
    outcome = weigh(link_guide(), answers)
    totals = {one.advice.key: one.total for one in outcome.standings}
    changed = weigh(link_guide(), {**answers, "mensen": ("vast",)})
    with translation.override("en"):
        told = str(next(m for m in published_methods() if m.key == "link-guide").example)
    assert outcome.best is not None
    assert outcome.best.advice.key == "niet-nu"
    assert changed.best is not None
    assert changed.best.advice.key == "stedenband"
    assert f"= {totals['stedenband']} points, not now has {totals['niet-nu']}" in told
    assert f"= {changed.best.total} points and is the advice" in told


def test_the_method_names_the_order_of_ties_and_the_least_answers() -> None:
    with translation.override("en"):
        told = str(next(m for m in published_methods() if m.key == "link-guide").definition)
    assert ", ".join(advice.name.en for advice in link_guide().advices) in told
    assert link_guide().least_answers == 5
    assert "fewer than five answers" in told
