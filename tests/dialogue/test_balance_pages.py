# SPDX-License-Identifier: EUPL-1.2
"""The pages and files of the balance: for everybody, for who asks, and under embargo."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pypdf
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from samenspel.dialogue.actions.balance import publish_balance
from samenspel.dialogue.models import Addressee, Balance, Statement, StatementCount
from samenspel.dialogue.queries.balance_versions import public_versions
from tests.dialogue.balanced import made
from tests.dialogue.small_round import AT, World, answered, make_world

pytestmark = pytest.mark.django_db
PAGE = "/dialogen/proef/tussenbalans/"
WORK = f"{PAGE}werk/"
FILES = (
    "standpunten.csv", "standpunten.json", "onderdelen.csv", "onderdelen.xlsx", "punten.csv",
    "punten.json", "matrix.svg", "tussenbalans.pdf", "tussenbalans.docx",
)  # fmt: skip
SUB = ("", "algemeen/", "onderdelen/artikel-2/", *FILES)
TOMORROW = timedelta(days=1)


@pytest.fixture(autouse=True)
def _plain(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    settings.SAMENSPEL_MFA_REQUIRED = []


def publish(world: World, *, embargo: bool = False, introduction: str = "Zo staat het.") -> Balance:
    return publish_balance(
        round_=world.round,
        introduction=introduction,
        public_from=timezone.now() + TOMORROW if embargo else None,
        by=world.actor("secretariat"),
        at=timezone.now(),
    )


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, (url, response.status_code)
    return " ".join(response.content.decode().split())


def as_secretariat(client: Client, world: World) -> Client:
    client.force_login(world.user("secretariat"))
    return client


def rows_of(client: Client, url: str) -> list[dict[str, str]]:
    body = client.get(url).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_before_the_first_version_the_page_says_so(client: Client) -> None:
    make_world()
    assert "Er is nog geen tussenbalans" in text(client, PAGE)
    assert "There is no interim balance yet" in text(client, f"/en{PAGE}")


def test_everybody_reads_the_published_version(client: Client) -> None:
    publish(made())
    shown = text(client, PAGE)
    assert "3 van de 4 hebben geantwoord. Zij zijn het meest verdeeld over: 3. Artikel 3." in shown
    assert "Zo staat het." in shown
    assert "67% is het eens" in shown
    assert "2 eens; 1 bezwaar; 1 nog niet geantwoord" in shown
    assert "30.000 eens; 30.000 bezwaar; 40.000 nog niet geantwoord" in shown
    assert "We tellen hen nooit als eens." in shown
    assert "publiceren" not in shown
    assert "werkversie" not in shown.lower()


def test_the_picture_has_a_title_a_description_and_every_position(client: Client) -> None:
    publish(made())
    body = client.get(PAGE).content.decode()
    drawn = body[body.index('<svg class="positions') :]
    svg = ET.fromstring(drawn[: drawn.index("</svg>") + 6])  # noqa: S314 - our own page
    assert [child.tag for child in svg][:2] == ["title", "desc"]
    tips = {title.text for title in svg.iter("title")}
    assert "Raad van Aarveen, 2: eens, met een wens" in tips
    assert "Raad van Dorpstede, 1: nog niet geantwoord" in tips
    assert "Provincie Proefland, 3: bezwaar" in tips


def test_clauses_stand_the_most_divided_first_or_by_number(client: Client) -> None:
    publish(made())
    order = [clause.number for clause in client.get(PAGE).context["clauses"]]
    assert order == ["3", "1", "2"]
    by_number = client.get(f"{PAGE}?volgorde=nummer").context["clauses"]
    assert [clause.number for clause in by_number] == ["1", "2", "3"]
    assert client.get(f"{PAGE}?volgorde=onzin").status_code == 200


def test_a_published_page_is_drawn_from_what_was_kept(client: Client) -> None:
    world = made()
    publish(world)
    before = text(client, f"{PAGE}1/")
    clause = text(client, f"{PAGE}1/onderdelen/artikel-1/")
    answered(world, world.councils[3], {1: ("object", "Later gezegd.")})
    Addressee.objects.filter(pk=world.councils[0].pk).update(name="Raad onder een andere naam")
    assert text(client, f"{PAGE}1/") == before
    assert text(client, f"{PAGE}1/onderdelen/artikel-1/") == clause


def test_a_next_version_says_what_changed(client: Client) -> None:
    world = made()
    publish(world)
    answered(world, world.councils[3], {1: ("object", "")})
    publish(world)
    shown = text(client, PAGE)
    assert "Veranderd sinds versie 1" in shown
    assert "Sindsdien geantwoord:</strong> Raad van Dorpstede." in shown
    assert "Versie 1 van" in shown


def test_a_version_under_embargo_is_not_there_for_others(client: Client) -> None:
    world = made()
    publish(world, embargo=True, introduction="Nog even geheim.")
    for index, kind in enumerate(("", "councillor", "clerk", "adviser")):
        if kind:
            client.force_login(world.user(kind, index % 3))
        assert "Er is nog geen tussenbalans" in text(client, PAGE)
        assert "Nog even geheim" not in text(client, PAGE)
        for sub in SUB:
            assert client.get(f"{PAGE}1/{sub}").status_code == 404, sub
    assert public_versions(world.round, at=timezone.now()) == ()


def test_who_asks_sees_a_version_under_embargo(client: Client) -> None:
    world = made()
    publish(world, embargo=True, introduction="Nog even geheim.")
    as_secretariat(client, world)
    assert "onder embargo tot" in text(client, PAGE)
    shown = text(client, f"{PAGE}1/")
    assert "Nog even geheim." in shown
    assert "Onder embargo" in shown
    for sub in SUB:
        assert client.get(f"{PAGE}1/{sub}").status_code == 200, sub


def test_after_the_embargo_everybody_sees_it(client: Client) -> None:
    world = made()
    publish_balance(
        round_=world.round,
        introduction="",
        public_from=AT + TOMORROW,
        by=world.actor("secretariat"),
        at=AT,
    )
    (line,) = public_versions(world.round, at=timezone.now())
    assert line.number == 1
    assert public_versions(world.round, at=AT) == ()
    for sub in SUB:
        assert client.get(f"{PAGE}1/{sub}").status_code == 200, sub


def test_an_earlier_version_under_embargo_is_not_told_by_the_differences(client: Client) -> None:
    world = made()
    publish(world, embargo=True)
    answered(world, world.councils[3], {1: ("object", "")})
    publish(world)
    assert "Veranderd sinds" not in text(client, PAGE)
    as_secretariat(client, world)
    assert "Veranderd sinds versie 1" in text(client, PAGE)


def test_the_working_version_is_for_who_asks(client: Client) -> None:
    world = made()
    assert client.get(WORK).status_code == 302
    client.force_login(world.user("clerk"))
    for sub in SUB:
        assert client.get(f"{WORK}{sub}").status_code == 403, sub
    as_secretariat(client, world)
    for sub in SUB:
        assert client.get(f"{WORK}{sub}").status_code == 200, sub
    assert "Werkversie" in text(client, WORK)


def test_visitors_get_no_part_of_the_working_version(client: Client) -> None:
    made()
    for sub in SUB[1:]:
        assert client.get(f"{WORK}{sub}").status_code == 403, sub


def test_publishing_by_the_form(client: Client) -> None:
    world = made()
    as_secretariat(client, world)
    assert 'name="introduction"' in text(client, WORK)
    done = client.post(WORK, {"introduction": "Let op.", "public_from": "", "number": "1"})
    assert (done.status_code, done["Location"]) == (302, PAGE)
    assert "Let op." in text(Client(), PAGE)


def test_publishing_under_embargo_by_the_form(client: Client) -> None:
    world = made()
    as_secretariat(client, world)
    moment = (timezone.localtime() + TOMORROW).strftime("%Y-%m-%dT%H:%M")
    answer = client.post(WORK, {"public_from": moment, "number": "1"}, follow=True)
    assert "ligt vast en is onder embargo" in answer.content.decode()
    assert "Er is nog geen tussenbalans" in text(Client(), PAGE)


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"public_from": "morgen", "number": "1"}, 400, "Schrijf een dag en een tijd"),
        ({"introduction": "x" * 20_001, "number": "1"}, 400, "introduction"),
        ({"introduction": "Blijft staan.", "number": "7"}, 409, "Blijft staan."),
        ({"introduction": "Blijft staan."}, 400, "Blijft staan."),
    ],
    ids=["moment", "long", "meanwhile", "no number"],
)
def test_a_form_that_cannot_be_published_keeps_what_was_typed(
    client: Client, sent: dict[str, str], status: int, said: str
) -> None:
    world = made()
    as_secretariat(client, world)
    answer = client.post(WORK, sent)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert not Balance.objects.exists()


def test_a_form_when_nobody_may_publish_any_more_is_refused_in_words(client: Client) -> None:
    world = made()
    world.round.stage = "decided"
    world.round.save()
    as_secretariat(client, world)
    assert 'name="introduction"' not in text(client, WORK)
    assert client.post(WORK, {"number": "1"}).status_code == 400


def test_others_cannot_publish(client: Client) -> None:
    world = made()
    client.force_login(world.user("clerk"))
    assert client.post(WORK, {"number": "1"}).status_code == 403
    assert not Balance.objects.exists()


def test_an_empty_working_version_has_nothing_to_publish(client: Client) -> None:
    world = make_world()
    as_secretariat(client, world)
    shown = text(client, WORK)
    assert "0 van de 3 hebben geantwoord." in shown
    assert 'name="introduction"' not in shown


def test_a_round_without_clauses_has_no_picture(client: Client) -> None:
    world = make_world(clauses=0)
    as_secretariat(client, world)
    assert "geen onderdelen" in text(client, WORK)
    assert client.get(f"{WORK}matrix.svg").status_code == 404


@pytest.mark.parametrize(
    "sub",
    ["2/", "0/", "1/onderdelen/nergens/", "2/onderdelen/artikel-1/", "onzin/algemeen/",
     "1/iets.csv", "1/punten.exe", "99999/algemeen/", "1/tussenbalans.csv", "1/matrix.png"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, sub: str) -> None:
    publish(made())
    assert client.get(PAGE + sub).status_code == 404


def test_a_round_that_others_prepare_has_no_balance(client: Client) -> None:
    make_world(stage="preparing")
    assert client.get(PAGE).status_code == 404


def test_the_page_of_a_clause_lists_points_by_position_in_pages(client: Client) -> None:
    world = make_world(councils=60, clauses=1)
    for place, council in enumerate(world.councils):
        position = "object" if place < 55 else "agree"
        answered(world, council, {1: (position, f"Punt {place:02}")})
    publish(world)
    first = text(client, f"{PAGE}1/onderdelen/artikel-1/")
    assert "60 punten" in first
    assert "Punt 49" in first
    assert "Punt 50" not in first
    second = text(client, f"{PAGE}1/onderdelen/artikel-1/?pagina=2")
    assert second.index("Bezwaar</h3>") < second.index("Punt 54") < second.index("Eens</h3>")
    assert client.get(f"{PAGE}1/onderdelen/artikel-1/?pagina=x").status_code == 200


def test_what_residents_said_is_shown_as_it_was_published(client: Client) -> None:
    world = made()
    statement = Statement.objects.create(
        round=world.round, number=1, text="Meer treinen.", made_at=AT
    )
    StatementCount.objects.create(
        statement=statement, audience="resident", agree=30, disagree=12, passed=3
    )
    publish(world)
    StatementCount.objects.all().update(agree=99)
    shown = text(client, PAGE)
    assert "Meer treinen." in shown
    assert ">30<" in shown
    assert ">99<" not in shown


def test_tables_say_the_same_exactly(client: Client) -> None:
    publish(made())
    matrix = rows_of(client, f"{PAGE}1/standpunten.csv")
    assert [list(row.values())[8:11] for row in matrix][1] == ["agree", "wish", "object"]
    found = json.loads(client.get(f"{PAGE}1/onderdelen.json").content)
    row = found["rows"][0]
    assert row["bodies_agreement_exact"] == "2/3"
    assert row["bodies_spread_exact"] == "8/9"
    assert row["inhabitants_agree"] == 30_000
    assert found["definitions"][0].endswith("#dialogue-agreement")
    points = rows_of(client, f"{PAGE}1/punten.csv")
    assert len(points) == 8
    assert {row["position"] for row in points} == {"agree", "wish", "object", "none"}
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}1/onderdelen.xlsx").content))
    assert book.active is not None
    assert book.active.max_row >= 4


def test_papers_tell_who_is_silent_and_where_people_are_divided(client: Client) -> None:
    publish(made(), introduction="Eerste alinea.\n\nTweede alinea.")
    read = pypdf.PdfReader(io.BytesIO(client.get(f"{PAGE}1/tussenbalans.pdf").content))
    told = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for words in ("Eerste alinea.", "Raad van Dorpstede", "67%", "Versie 1", "Instemming"):
        assert words in told
    again = client.get(f"{PAGE}1/tussenbalans.pdf")
    tagged = client.get(f"{PAGE}1/tussenbalans.pdf", headers={"If-None-Match": again["ETag"]})
    assert tagged.status_code == 304


def test_the_picture_by_itself_is_one_file(client: Client) -> None:
    publish(made())
    answer = client.get(f"{PAGE}1/matrix.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    ET.fromstring(answer.content)  # noqa: S314 - our own file


def test_a_large_round_has_one_row_per_clause_and_a_light_page(client: Client) -> None:
    world = make_world(councils=70, clauses=4, executives=2)
    for place, council in enumerate(world.councils[:66]):
        position = ("agree", "wish", "object", "none")[place % 4]
        answered(world, council, dict.fromkeys(range(1, 5), (position, "")))
    publish(world)
    answer = client.get(PAGE)
    picture = answer.context["picture"]
    assert picture.is_large
    assert picture.clauses[0].full.startswith("1. ")
    # Who says the same stands side by side: one line for each position in each row.
    assert [layer.ground.count("h") for layer in picture.layers] == [4, 4, 4, 4]
    assert picture.tips == ""
    assert client.get(f"{PAGE}1/matrix.svg").status_code == 200


@pytest.mark.parametrize("councils", [3, 12])
def test_pages_ask_the_same_of_the_database_however_large_the_round(
    councils: int, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = make_world(councils=councils, clauses=councils, executives=councils)
    for body in (*world.councils, *world.executives):
        answered(world, body, dict.fromkeys(range(1, councils + 1), ("wish", "Graag.")))
    publish(world)
    publish(world)
    as_secretariat(client, world)
    for url in (PAGE, f"{PAGE}1/", WORK, f"{WORK}onderdelen/artikel-1/", f"{PAGE}2/algemeen/"):
        client.get(url)
        with django_assert_max_num_queries(12):
            client.get(url)


def test_pages_exist_in_english(client: Client) -> None:
    publish(made())
    assert "3 of 4 bodies have answered." in text(client, f"/en{PAGE}")
    assert "Who says what" in text(client, f"/en{PAGE}1/onderdelen/artikel-1/")
    assert "points that are alike" in text(client, f"/en{PAGE}1/algemeen/")


def test_hundreds_of_differences_are_told_shortly(client: Client) -> None:
    world = make_world(councils=14, executives=14, clauses=3)
    for council, executive in zip(world.councils, world.executives, strict=True):
        answered(world, council, dict.fromkeys((1, 2, 3), ("agree", "")))
        answered(world, executive, dict.fromkeys((1, 2, 3), ("object", "")))
    publish(world)
    shown = text(client, PAGE)
    assert "Raad en college verschillen in 14 gemeenten." in shown
    assert "<td>1, 2, 3</td>" in shown
    assert "Zij zijn het over elk onderdeel met elkaar eens." in shown


def test_a_round_of_executives_calls_them_so(client: Client) -> None:
    world = make_world(councils=0, executives=3, clauses=1)
    answered(world, world.executives[0], {1: ("agree", "")})
    publish(world)
    assert "<dt>Colleges</dt>" in text(client, PAGE)
