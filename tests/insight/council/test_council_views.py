# SPDX-License-Identifier: EUPL-1.2
"""The page of a council as people meet it: addresses, downloads, roles, bad input, queries."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samenspel.insight.actions.representatives import RepresentativeValues, add_representative
from samenspel.places.models import Municipality
from tests.insight.small_country import AMSTERDAM, DIEMEN, ZAANSTAD, Made, load
from tests.register.small_register import clerk, organisation_of, person, slug

pytestmark = pytest.mark.django_db
PAGE = "/gemeenten/diemen-gm0384/raad/"
THREE = [AMSTERDAM, DIEMEN, ZAANSTAD]
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _country() -> None:
    votes = {AMSTERDAM: 3, DIEMEN: 2, ZAANSTAD: 1}
    load({"zorg": Made(THREE, votes=votes, euros={DIEMEN: 500}), "afval": Made(THREE)})


def logged_in(kind: str = "clerk", code: str = DIEMEN) -> Client:
    user = person(kind, organisation_of(code)).user
    assert user is not None
    client = Client()
    client.force_login(user)
    return client


def text_of(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def tell(name: str = "A. Voorbeeld") -> None:
    add_representative(
        municipality=Municipality.objects.get(code=DIEMEN),
        arrangement_slug=slug("zorg"),
        values=RepresentativeValues(name, "alderman", "member", "", None, None, "Raadsbesluit"),
        by=clerk(DIEMEN),
        at=datetime(2026, 5, 1, tzinfo=UTC),
    )


def test_one_page_answers_the_questions_of_a_councillor() -> None:
    tell()
    text = text_of(PAGE)
    for answer in (
        "Zorg",
        "A. Voorbeeld (wethouder)",
        "2 van 6 (33,3%)",
        "€\N{NO-BREAK SPACE}500 (2026)",
        "Vraag:",
    ):
        assert answer in text
    assert "Wat komt eraan?" in text


def test_the_page_speaks_english_too() -> None:
    text = text_of("/en" + PAGE)
    assert "Worth a question" in text
    assert "2 of 6 (33.3%)" in text


def test_each_figure_links_to_its_definition_that_exists() -> None:
    text, methods = text_of(PAGE), text_of(reverse("methods"))
    for key in ("votes", "voting-power", "contribution", "representatives", "council-page",
                "council-changes", "burden", "congruence", "partners", "arrangements"):  # fmt: skip
        assert f"{reverse('methods')}#{key}" in text
        assert f'id="{key}"' in methods


def test_an_unknown_municipality_and_an_impossible_date() -> None:
    assert Client().get("/gemeenten/nergens-gm9999/raad/").status_code == 404
    answer = Client().get(PAGE + "?peildatum=2026-13-01")
    assert answer.status_code == 400
    assert "Deze datum bestaat niet" in answer.content.decode()


@pytest.mark.parametrize("name", ["samenwerkingen", "veranderingen", "signalen", "vergelijking"])
def test_every_table_is_there_to_download(name: str) -> None:
    for kind in ("csv", "json", "xlsx"):
        answer = Client().get(f"{PAGE}tabel/{name}.{kind}")
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]


def test_what_is_no_table_is_not_there() -> None:
    for path in ("tabel/iets.csv", "tabel/samenwerkingen.pdf"):
        assert Client().get(PAGE + path).status_code == 404
    for path in ("tabel/samenwerkingen.csv", "alles.json"):
        assert Client().get(f"{PAGE}{path}?peildatum=gisteren").status_code == 400


def test_names_of_people_are_on_the_page_and_never_in_open_data() -> None:
    tell("Zeldzame Achternaam")
    assert "Zeldzame Achternaam" in text_of(PAGE)
    for path in ("tabel/samenwerkingen.csv", "tabel/samenwerkingen.json", "alles.json"):
        text = text_of(PAGE + path)
        assert "Achternaam" not in text
        assert "alderman" in text


def test_page_and_downloads_say_the_same() -> None:
    rows = list(csv.DictReader(io.StringIO(text_of(PAGE + "tabel/samenwerkingen.csv")[1:])))
    whole = json.loads(text_of(PAGE + "alles.json"))
    listed = whole["tables"]["samenwerkingen"]["rows"]
    assert [row["slug"] for row in rows] == [row["slug"] for row in listed]
    zorg = next(row for row in listed if row["slug"] == slug("zorg"))
    assert zorg["vote_share"] == pytest.approx(1 / 3)
    assert zorg["contribution"] == 500
    assert whole["contributions"] == {"total_eur": 500.0, "known": 1, "of": 2, "years": [2026]}
    assert whole["arrangements"] == 2
    afval = next(row for row in listed if row["slug"] == slug("afval"))
    assert (afval["votes"], afval["contribution"]) == (None, None)


@pytest.mark.parametrize(
    ("kind", "code", "may"),
    [("clerk", DIEMEN, True), ("adviser", DIEMEN, True), ("councillor", DIEMEN, False),
     ("clerk", AMSTERDAM, False)],
)  # fmt: skip
def test_who_keeps_the_list_is_offered_to_fill_it_in(kind: str, code: str, may: bool) -> None:
    link = f"/vertegenwoordigers/nieuw/?samenwerking={slug('zorg')}"
    assert (link in text_of(PAGE, logged_in(kind, code))) is may
    assert link not in text_of(PAGE)


@pytest.mark.parametrize("who", ["visitor", "clerk"])
def test_twelve_queries_at_most(who: str) -> None:
    client = Client() if who == "visitor" else logged_in()
    for path in (PAGE, f"/samenwerkingen/{slug('zorg')}/raden/", f"{PAGE}vertegenwoordigers/"):
        text_of(path, client)
        with CaptureQueriesContext(connection) as asked:
            text_of(path, client)
        assert len(asked) <= MOST_QUERIES, [query["sql"][:90] for query in asked]


def test_more_arrangements_take_no_more_queries() -> None:
    def number() -> int:
        text_of(PAGE)
        with CaptureQueriesContext(connection) as asked:
            text_of(PAGE)
        return len(asked)

    few = number()
    load({f"taak-{place}": Made(THREE) for place in range(30)})
    assert number() == few


def test_filling_in_correcting_ending_and_undoing_by_hand() -> None:
    client, list_page = logged_in(), PAGE + "vertegenwoordigers/"
    told = {"arrangement": slug("zorg"), "name": "A. Voorbeeld", "office": "mayor",
            "role": "member", "source": "Raadsbesluit"}  # fmt: skip
    assert client.post(list_page + "nieuw/", told).status_code == 302
    text = text_of(list_page, client)
    assert "A. Voorbeeld" in text
    municipality = Municipality.objects.get(code=DIEMEN)
    kept = municipality.representatives.get()
    form = client.get(f"{list_page}{kept.pk}/").content.decode()
    assert 'value="A. Voorbeeld"' in form
    seen = kept.changes.get().pk
    answer = client.post(f"{list_page}{kept.pk}/", {**told, "role": "chair", "seen": seen})
    assert answer.status_code == 302
    stale = client.post(f"{list_page}{kept.pk}/", {**told, "seen": seen})
    assert stale.status_code == 400
    assert "intussen" in stale.content.decode()
    last = kept.changes.latest("pk")
    answer = client.post(
        f"{list_page}{kept.pk}/einde/", {"last_day": "2026-06-30", "seen": last.pk}
    )
    assert answer.status_code == 302
    last = kept.changes.latest("pk")
    answer = client.post(f"{list_page}{kept.pk}/terug/", {"wijziging": last.pk}, follow=True)
    assert "Teruggedraaid" in answer.content.decode()
    kept.refresh_from_db()
    assert (kept.role, kept.valid_to) == ("chair", None)
    again = client.post(f"{list_page}{kept.pk}/terug/", {"wijziging": last.pk}, follow=True)
    assert "Maak dat eerst ongedaan" in again.content.decode()


def test_removing_a_name_asks_first() -> None:
    tell()
    client = logged_in()
    kept = Municipality.objects.get(code=DIEMEN).representatives.get()
    page = f"{PAGE}vertegenwoordigers/{kept.pk}/naam/"
    assert "terugdraaien" in text_of(page, client)
    assert "A. Voorbeeld" in text_of(PAGE)
    assert "weggehaald" in client.post(page, follow=True).content.decode()
    assert "A. Voorbeeld" not in text_of(PAGE)
    assert "al weggehaald" in client.post(page, follow=True).content.decode()


def test_forms_say_what_is_wrong() -> None:
    client = logged_in()
    answer = client.post(PAGE + "vertegenwoordigers/nieuw/", {"valid_from": "morgen"})
    assert answer.status_code == 400
    text = answer.content.decode()
    for sentence in ("Kies een samenwerking", "Vul een naam in.", "Zeg hoe u dit weet.",
                     "Deze datum bestaat niet"):  # fmt: skip
        assert sentence in text


def test_visitors_log_in_first_and_others_are_refused() -> None:
    tell()
    kept = Municipality.objects.get(code=DIEMEN).representatives.get()
    base = PAGE + "vertegenwoordigers/"
    for path in ("nieuw/", f"{kept.pk}/", f"{kept.pk}/einde/", f"{kept.pk}/naam/"):
        assert Client().get(base + path).status_code == 302
        assert logged_in("clerk", AMSTERDAM).get(base + path).status_code == 403
    assert Client().post(f"{base}{kept.pk}/terug/").status_code == 302
    assert logged_in().get(f"{base}{kept.pk}/terug/").status_code == 405
    for path in ("999999/", "999999/naam/"):
        assert logged_in().get(base + path).status_code == 404
    answer = logged_in().post(f"{base}{kept.pk}/terug/", {"wijziging": "x"})
    assert answer.status_code == 404


def test_everybody_reads_who_sits_there_and_only_keepers_read_the_history() -> None:
    tell()
    page = PAGE + "vertegenwoordigers/"
    assert "A. Voorbeeld" in text_of(page)
    assert "Wat hier veranderd is" not in text_of(page)
    assert "Wat hier veranderd is" in text_of(page, logged_in())
    assert "Afval" in text_of(page)
