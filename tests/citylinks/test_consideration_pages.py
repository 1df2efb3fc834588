# SPDX-License-Identifier: EUPL-1.2
"""The own people read what a municipality weighs, advisers and clerks write; others see nothing."""

from __future__ import annotations

import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pypdf import PdfReader

from samenspel.analysis.complementarity import PartnerWeights
from samenspel.citylinks.actions.considerations import begin
from samenspel.citylinks.models import Consideration
from samenspel.citylinks.queries.considerations_found import found_partner, found_values
from samenspel.citylinks.queries.partners_conditions import Conditions
from samenspel.citylinks.queries.partners_page import partners_page, start_of
from samenspel.citylinks.queries.partners_words import failure
from samenspel.places.models import Municipality, MunicipalityChange
from samenspel.register.queries.reference import reference
from tests.citylinks.considered import amsterdam, made, text
from tests.citylinks.small_links import AT, acting, municipality, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
LIST = "/stedenbanden/afwegingen/"
NEW = f"{LIST}nieuw/"


def test_the_list_is_of_the_own_municipality(client: Client) -> None:
    held = made()
    client.force_login(amsterdam("councillor"))
    shown = text(client, LIST)
    assert "Afwegingen van Amsterdam" in shown
    assert "Band met de randen" in shown
    assert ">Stedenband<" in shown
    assert "Begin een afweging" not in shown
    client.force_login(user("adviser", 1))
    shown = text(client, LIST)
    assert "Er is nog niets bewaard" in shown
    assert held.title not in shown
    assert "Nothing has been kept yet" in text(client, f"/en{LIST}")


def test_who_is_not_of_the_municipality_finds_nothing(client: Client) -> None:
    one = made().get_absolute_url()
    pages = ("", "advies/", "vraag/mensen/", "conclusie/", "partners/", "verwijderen/", "memo.pdf")
    for page in pages:
        assert client.get(f"{one}{page}")["Location"].startswith("/inloggen/")
    client.force_login(user("clerk", 1))
    for page in (*pages, "memo.docx"):
        assert client.get(f"{one}{page}").status_code == 404
    assert client.post(f"{one}partners/weg/").status_code == 404
    assert client.get(f"{LIST}999999/").status_code == 404


def test_councillors_read_and_do_not_write(client: Client) -> None:
    one = made().get_absolute_url()
    client.force_login(amsterdam("councillor"))
    shown = text(client, one)
    assert "Ga voor een stedenband." in shown
    assert "Twee dagen per week." in shown
    assert "Wijzigen" not in shown
    assert "verwijderen" not in shown
    assert client.get(f"{one}memo.pdf").status_code == 200
    for page in ("vraag/mensen/", "conclusie/", "partners/", "verwijderen/"):
        assert client.get(f"{one}{page}").status_code == 403
    assert client.post(f"{one}partners/weg/").status_code == 403
    assert client.get(NEW).status_code == 403


def test_there_is_no_memo_to_take_along_before_there_is_an_advice(client: Client) -> None:
    client.force_login(amsterdam())
    assert "Memo als PDF" in text(client, made().get_absolute_url())
    place = Municipality.objects.get(code="GM0363")
    held = begin(municipality=place, title="Begin", answers={}, by=acting(amsterdam()), at=AT)
    shown = text(client, held.get_absolute_url())
    assert "Er is nog geen advies" in shown
    assert "Memo" not in shown.partition("<main")[2]


def test_a_municipality_that_merged_is_acted_for_by_its_successor(client: Client) -> None:
    held = begin(municipality=municipality(1), title="Oud", by=acting(user("adviser", 1)), at=AT)
    MunicipalityChange.objects.create(
        date="2024-01-01", kind="merge", old=municipality(1), new=municipality(3)
    )
    client.force_login(user("councillor", 3))
    assert "Oud" in text(client, LIST)
    assert client.get(held.get_absolute_url()).status_code == 200


def test_who_logs_in_to_keep_an_advice_finds_the_answers_again(client: Client) -> None:
    way = client.get(f"{NEW}?reden=leren&bieden=kennis")["Location"]
    assert parse_qs(urlsplit(way).query)["next"] == [f"{NEW}?reden=leren&bieden=kennis"]


def test_answers_of_the_address_are_kept(client: Client) -> None:
    client.force_login(amsterdam())
    shown = text(client, f"{NEW}?reden=leren&bieden=kennis&mensen=veel")
    assert "Wie gaat het werk doen?" in shown  # not understood
    response = client.post(f"{NEW}?reden=leren&bieden=kennis", {"title": " "})
    assert response.status_code == 400
    assert "Geef een titel." in response.content.decode()
    place = Municipality.objects.get(code="GM0363").pk
    response = client.post(
        f"{NEW}?reden=leren&bieden=kennis", {"title": "Nieuw", "municipality": place}
    )
    held = Consideration.objects.get()
    assert response["Location"] == held.get_absolute_url()
    assert held.answers == {"reden": ["leren"], "bieden": ["kennis"]}
    elsewhere = {"title": "Nieuw", "municipality": municipality(1).pk}
    assert client.post(NEW, elsewhere).status_code == 400
    response = client.post(NEW, {"title": "Leeg", "municipality": place})
    assert response["Location"].endswith("/vraag/reden/")


def test_a_question_is_answered_with_a_note_and_leads_on(client: Client) -> None:
    held = made()
    page = f"{held.get_absolute_url()}vraag/mensen/"
    client.force_login(amsterdam())
    shown = text(client, page)
    assert re.search(r'value="vast" checked', shown)
    assert "Twee dagen per week." in shown
    given = {"mensen": "erbij", "note": "Eén dag.", "edition": held.edition, "verder": "ja"}
    response = client.post(page, given)
    assert response["Location"].endswith("/vraag/opvolging/")
    held.refresh_from_db()
    assert (held.answers["mensen"], held.notes) == (["erbij"], {"mensen": "Eén dag."})
    gone = {"mensen": "erbij", "note": "", "edition": held.edition, "overslaan": "ja"}
    assert client.post(page, gone)["Location"] == held.get_absolute_url()
    held.refresh_from_db()
    assert "mensen" not in held.answers
    assert client.get(f"{held.get_absolute_url()}vraag/opvolging/").status_code == 404
    last = client.get(f"{held.get_absolute_url()}vraag/inwoners/").content.decode()
    assert 'name="verder"' not in last


def test_nothing_typed_is_lost_when_somebody_else_was_first(client: Client) -> None:
    held = made()
    one = held.get_absolute_url()
    client.force_login(amsterdam())
    assert "Begin een stedenband" not in text(client, one)
    given = {"mensen": "geen", "note": "Mijn woorden.", "edition": 1}
    response = client.post(f"{one}vraag/mensen/", given)
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Mijn woorden." in shown
    assert re.search(r'value="geen" checked', re.sub(r"\s+", " ", shown))
    assert f'name="edition" value="{held.edition}"' in shown
    response = client.post(
        f"{one}conclusie/", {"title": "Titel", "conclusion": "Mijn conclusie.", "edition": 1}
    )
    assert response.status_code == 409
    assert "Mijn conclusie." in response.content.decode()
    assert client.post(f"{one}verwijderen/", {"edition": 1}).status_code == 409
    wrong = {"mensen": "veel", "note": "x" * 3000, "edition": held.edition}
    response = client.post(f"{one}vraag/mensen/", wrong)
    assert response.status_code == 400
    assert "x" * 3000 in response.content.decode()
    response = client.post(f"{one}vraag/mensen/", {**wrong, "note": "kort"})
    assert response.status_code == 400
    assert "Kies een antwoord" in response.content.decode()
    assert client.post(f"{one}conclusie/", {"title": "", "edition": 2}).status_code == 400


def test_conclusion_and_removal(client: Client) -> None:
    held = made()
    one = held.get_absolute_url()
    client.force_login(amsterdam())
    given = {"title": "Anders", "conclusion": "Wij beginnen.", "edition": held.edition}
    assert client.post(f"{one}conclusie/", given)["Location"] == one
    assert "Wij beginnen." in text(client, one)
    assert 'href="/stedenbanden/nieuw/?gemeente=amsterdam-gm0363"' in text(client, one)
    client.force_login(amsterdam("councillor"))
    assert "Begin een stedenband" not in text(client, one)
    client.force_login(amsterdam())
    assert "U kunt dit niet ongedaan maken." in text(client, f"{one}verwijderen/")
    held.refresh_from_db()
    assert client.post(f"{one}verwijderen/", {"edition": held.edition})["Location"] == LIST
    assert not Consideration.objects.exists()


def test_a_partner_of_the_finder_is_kept_with_its_figures(client: Client) -> None:
    held = made()
    other = begin(
        municipality=Municipality.objects.get(code="GM0363"),
        title="Tweede",
        by=acting(amsterdam()),
        at=AT,
    )
    client.force_login(amsterdam())
    page = f"{LIST}erbij/GM0917/?voor=GM0363&opgaven=2"
    shown = text(client, page)
    assert "Zet Heerlen in een afweging" in shown
    assert "Band met de randen (Amsterdam)" in shown
    assert "/stedenbanden/vinden/amsterdam-gm0363/met/heerlen-gm0917/?opgaven=2" in shown
    assert client.post(page).status_code == 400
    assert client.post(page, {"consideration": held.pk})["Location"] == held.get_absolute_url()
    held.refresh_from_db()
    kept = held.partners["found"][0]
    assert (kept["code"], kept["asked"]) == ("GM0917", "?opgaven=2")
    assert kept["rank"] >= 1
    assert set(kept["factors"]) == {"alike", "unlike", "reciprocity", "gain", "back"}
    shown = text(client, held.get_absolute_url())
    assert f"{kept['rank']} van {kept['of']}" in shown
    Consideration.objects.filter(pk=held.pk).update(conclusion="Wij beginnen.")
    shown = text(client, held.get_absolute_url())
    assert "/stedenbanden/nieuw/?gemeente=amsterdam-gm0363&amp;met=heerlen-gm0917" in shown
    out = f"{held.get_absolute_url()}partners/weg/"
    client.post(out, {"partner": "GM0917"})
    assert "Uit beeld gehaald." in text(client, f"{held.get_absolute_url()}partners/")
    client.post(out, {"partner": "GM0917"})
    assert "Deze partner is niet in beeld." in text(client, f"{held.get_absolute_url()}partners/")
    other.refresh_from_db()
    assert other.partners == {}


def test_a_partner_of_the_finder_can_begin_a_new_consideration(client: Client) -> None:
    client.force_login(amsterdam())
    page = f"{LIST}erbij/GM0917/?voor=GM0363"
    assert "Een nieuwe afweging van Amsterdam" in text(client, page)
    response = client.post(page, {"consideration": "nieuw"})
    held = Consideration.objects.get()
    assert response["Location"] == held.get_absolute_url()
    assert held.title == "Stedenband met Heerlen"
    assert [row["code"] for row in held.partners["found"]] == ["GM0917"]
    assert "Beantwoord de volgende vraag" in text(client, held.get_absolute_url())


def test_putting_in_view_says_what_is_missing(client: Client) -> None:
    page = f"{LIST}erbij/GM0917/"
    client.force_login(amsterdam("councillor"))
    assert client.get(page).status_code == 403
    client.force_login(amsterdam())
    assert "Een nieuwe afweging van Amsterdam" in text(client, page)
    assert client.get(f"{LIST}erbij/GM9999/").status_code == 404
    # Amsterdam is no partner of itself: its own considerations are not offered.
    made()
    assert "Er is nog geen afweging" in text(client, f"{LIST}erbij/GM0363/?voor=GM0363")
    assert client.post(f"{LIST}erbij/GM0363/", {"consideration": "nieuw"}).status_code == 400


def test_a_partner_that_cannot_be_compared_is_kept_by_name(client: Client) -> None:
    held = made()
    client.force_login(amsterdam())
    place = municipality(2)
    client.post(f"{LIST}erbij/{place.code}/?voor=GM0363", {"consideration": held.pk})
    assert "Er is te weinig bekend om te vergelijken." in text(client, held.get_absolute_url())
    memo = PdfReader(io.BytesIO(client.get(f"{held.get_absolute_url()}memo.pdf").content))
    told = re.sub(r"\s+", " ", "".join(page.extract_text() for page in memo.pages))
    assert "te weinig bekend om te vergelijken" in told


def test_a_partner_abroad_is_put_in_view_by_name(client: Client) -> None:
    held = made()
    page = f"{held.get_absolute_url()}partners/"
    client.force_login(amsterdam())
    given = {"name": "Verweg", "country": "SN", "note": "Een haven."}
    response = client.post(page, {**given, "country": ""})
    assert response.status_code == 400
    assert "Een haven." in response.content.decode()
    assert client.post(page, given)["Location"] == page
    assert "Senegal" in text(client, page)
    assert client.post(page, given).status_code == 400


def test_what_is_kept_in_the_finder_stays_when_figures_change() -> None:
    place = Municipality.objects.get(code="GM0363")
    today = AT.date()
    start = start_of(place, reference(on=today, today=today, chosen=""), Conditions())
    page = partners_page(start, start.table, PartnerWeights(), Conditions(least_km=500))
    values = found_values(start, page, "GM0917", "Heerlen", "heerlen-gm0917", "")
    shown = found_partner({**values, "added_on": "2026-03-02"})
    assert shown.is_compared
    assert shown.fails == (failure("too_near"),)
    assert shown.distance.endswith(" km")
    assert {line.role for line in shown.figures} <= {
        "drukt op beide",
        "de ander heeft meer",
        "wij hebben meer",
    }
    old = {**values, "shared": ["gone"], "figures": [{"key": "gone", "own": 1.5, "other": None}]}
    assert found_partner(old).figures[0].label == "gone"
    assert found_partner(old).shared == ""


def test_answers_to_an_older_guide_are_read_again_and_said(client: Client) -> None:
    held = made()
    held.guide, held.answers = "0", {**held.answers, "mensen": ["veel"], "kleur": ["rood"]}
    held.save()
    client.force_login(amsterdam())
    shown = text(client, held.get_absolute_url())
    assert "De vragen zijn veranderd sinds dit is bewaard" in shown
    assert "Deze antwoorden tellen niet meer mee: Wie gaat het werk doen?, kleur" in shown


def test_the_advice_page_shows_the_same_as_the_guide(client: Client) -> None:
    held = made(mensen="geen")
    client.force_login(amsterdam())
    shown = text(client, f"{held.get_absolute_url()}advies/")
    assert "Begin nu nog niet aan een stedenband" in shown
    assert "Meer punten, maar kan nu niet: stedenband" in shown
    assert f"{held.get_absolute_url()}vraag/mensen/" in shown


def test_pages_ask_a_constant_number_of_times(
    client: Client,
    django_assert_max_num_queries: object,
) -> None:
    held = made()
    for number in range(3):
        begin(
            municipality=Municipality.objects.get(code="GM0363"),
            title=f"Meer {number}",
            by=acting(amsterdam()),
            at=AT,
        )
    one = held.get_absolute_url()
    client.force_login(amsterdam())
    pages = (LIST, one, f"{one}advies/", f"{one}vraag/mensen/", f"{one}partners/", NEW)
    for page in (*pages, f"{LIST}erbij/GM0917/?voor=GM0363"):
        client.get(page)
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            assert client.get(page).status_code == 200
