# SPDX-License-Identifier: EUPL-1.2
"""The pages of the burden: the country, what is assumed, and one arrangement."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from samenspel.accounts.models import Role
from samenspel.accounts.rules import Actor, operator
from samenspel.analysis.burden import FIGURES
from samenspel.insight.actions.workload import set_assumption, tell_workload
from samenspel.insight.models import BurdenAssumption, Workload
from samenspel.insight.queries.burden.measure import burden_of
from samenspel.insight.queries.burden.page import CHOICES
from tests.insight.small_country import ALMERE, AMSTERDAM, DIEMEN, Made, asked, facts
from tests.insight.small_country import load as load_country
from tests.register.small_register import LIGHT, clerk, load, person, site, slug, version

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
PAGE = "/inzicht/bestuurlijke-drukte/"
ASSUMED = f"{PAGE}aannames/"
BODY = {"legal_form": "Openbaar lichaam"}
AMOUNTS: dict[str, Decimal | None] = {name: Decimal(2) for name in FIGURES}
SENT = dict.fromkeys(FIGURES, "2")


def logged_in(actor: Actor) -> Client:
    client = Client()
    assert actor.user is not None
    client.force_login(actor.user)
    return client


def administrator() -> Client:
    actor = person(Role.Kind.ADMINISTRATOR.value, site())
    # Their role counts with a second step only.
    Authenticator.objects.create(user=actor.user, type=Authenticator.Type.TOTP, data={})
    return logged_in(actor)


def workload(key: str = LIGHT) -> str:
    return f"/samenwerkingen/{slug(key)}/vergaderlast/"


@pytest.fixture
def country() -> None:
    load_country(
        {
            "zorg": Made([AMSTERDAM, DIEMEN], BODY, votes={AMSTERDAM: 2}),
            "afval": Made([DIEMEN, ALMERE], BODY),
        }
    )


@pytest.mark.usefixtures("country")
def test_the_page_has_a_map_sizes_and_a_row_for_every_municipality(client: Client) -> None:
    text = client.get(PAGE).content.decode()
    assert "Hoeveel werk is al dat samenwerken?" in text
    assert "<svg" in text
    for name in ("Amsterdam", "Diemen", "Almere"):
        assert name in text
    assert '#burden"' in text


@pytest.mark.usefixtures("country")
def test_page_csv_json_and_computation_say_the_same(client: Client) -> None:
    here = facts()
    expected = burden_of(here)
    document = json.loads(client.get(f"{PAGE[:-1]}.json?peildatum=2026-06-01").content)
    text = client.get(f"{PAGE[:-1]}.csv?peildatum=2026-06-01").content.decode("utf-8-sig")
    listed = {row["code"]: row for row in csv.DictReader(io.StringIO(text))}
    assert document["reference_date"] == "2026-06-01"
    assert document["definitions"] == ["/methoden/#burden"]
    assert len(document["rows"]) == len(here.municipalities)
    for row in document["rows"]:
        people = here.municipality(row["code"]).population
        for name in FIGURES:
            amount = expected.of(row["code"])[name]
            per = amount.per(people)
            if not here.municipality(row["code"]).is_known:
                assert row[name] is row[f"{name}_per_10000"] is None
                continue
            assert row[name] == float(amount.total)
            assert row[f"{name}_known"] == float(amount.known)
            assert row[f"{name}_per_10000"] == (None if per is None else float(per))
            assert float(listed[row["code"]][name]) == row[name]
            assert listed[row["code"]]["licence"]


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("choice", [choice.key for choice in CHOICES])
def test_every_figure_can_be_seen_in_total_and_per_inhabitant(client: Client, choice: str) -> None:
    for query in (f"?maat={choice}", f"?maat={choice}&per=10000&sortering=-naam"):
        assert client.get(PAGE + query).status_code == 200
    drawn = client.get(f"{PAGE[:-1]}.svg?maat={choice}")
    assert b"<svg" in drawn.content


@pytest.mark.usefixtures("country")
def test_the_table_is_sorted_by_what_is_asked(client: Client) -> None:
    def first(query: str) -> str:
        rows = client.get(f"{PAGE}?{query}").context["table_rows"]
        return str(rows[0][0].facts.name)

    assert first("sortering=-uren-leden") == "Diemen"
    assert first("") == "Diemen"
    assert first("sortering=-inwoners") == "Amsterdam"
    assert first("sortering=-samenwerkingen") == "Diemen"
    assert first("sortering=naam") == "Aalsmeer"
    assert first("sortering=onzin") == "Diemen"


@pytest.mark.usefixtures("country")
def test_bad_input_is_told_with_a_sentence(client: Client) -> None:
    assert client.get(f"{PAGE}?peildatum=gisteren").status_code == 400
    assert client.get(f"{PAGE[:-1]}.csv?peildatum=gisteren").status_code == 400
    assert client.get(f"{PAGE[:-1]}.pdf").status_code == 404
    assert client.get(f"{PAGE}?maat=onzin&per=x&land=xx&pagina=99").status_code == 200


def test_without_data_the_page_says_so(client: Client) -> None:
    assert client.get(PAGE).status_code == 200
    assert client.get(f"{PAGE[:-1]}.csv").status_code == 404
    assert client.get(f"/en{PAGE}").status_code == 200


@pytest.mark.usefixtures("country")
def test_pages_are_in_english_too(client: Client) -> None:
    assert "How much work is all that cooperation?" in client.get(f"/en{PAGE}").content.decode()
    assert "What we assume about the work" in client.get(f"/en{ASSUMED}").content.decode()


def test_everybody_sees_the_assumptions_and_their_changes(client: Client) -> None:
    set_assumption(legal_form="netwerk", amounts=AMOUNTS, note="Geteld", by=operator(), at=AT)
    text = client.get(ASSUMED).content.decode()
    assert "Geteld" in text
    assert "Openbaar lichaam" in text
    assert "terugzetten" not in text
    assert "operator" not in text
    listed = list(
        csv.DictReader(
            io.StringIO(client.get(f"{ASSUMED[:-1]}.csv").content.decode("utf-8-sig"))
        )
    )  # fmt: skip
    assert {row["form"]: row["note"] for row in listed}["netwerk"] == "Geteld"
    assert client.get(f"{ASSUMED[:-1]}.txt").status_code == 404


def test_administrators_change_reset_and_put_back() -> None:
    client = administrator()
    assert client.get(f"{ASSUMED}netwerk/").status_code == 200
    sent = {**SENT, "pages": "12,5", "note": "Geteld"}
    assert client.post(f"{ASSUMED}netwerk/", sent).status_code == 302
    row = BurdenAssumption.objects.get()
    assert row.pages == Decimal("12.5")
    assert "12,5" in client.get(ASSUMED).content.decode()
    assert client.post(f"{ASSUMED}netwerk/", {"wat": "standaard"}).status_code == 302
    assert client.post(ASSUMED, {"wat": "terugzetten", "rij": row.pk}).status_code == 302
    assert client.post(ASSUMED, {"wat": "alles-standaard"}).status_code == 302
    assert BurdenAssumption.objects.count() == 4
    wrongs: list[dict[str, str]] = [
        {},
        {"wat": "terugzetten", "rij": "x"},
        {"wat": "terugzetten", "rij": "999"},
    ]
    for wrong in wrongs:
        assert client.post(ASSUMED, wrong).status_code == 400
    last = BurdenAssumption.objects.order_by("pk").last()
    assert last is not None
    assert client.post(ASSUMED, {"wat": "terugzetten", "rij": last.pk}).status_code == 400


def test_a_wrong_assumption_is_told_beside_its_field() -> None:
    client = administrator()
    answer = client.post(f"{ASSUMED}netwerk/", {**SENT, "pages": "veel", "note": "x"})
    assert answer.status_code == 400
    assert "pages" in answer.context["form"].errors
    answer = client.post(f"{ASSUMED}netwerk/", {**SENT, "note": "   "})
    assert answer.status_code == 400
    assert client.get(f"{ASSUMED}gilde/").status_code == 404


def test_others_do_not_change_assumptions(client: Client) -> None:
    load()
    assert client.get(f"{ASSUMED}netwerk/").status_code == 302
    assert client.post(ASSUMED, {"wat": "alles-standaard"}).status_code == 302
    other = logged_in(clerk("GM0358"))
    assert other.get(f"{ASSUMED}netwerk/").status_code == 403
    assert other.post(f"{ASSUMED}netwerk/", SENT).status_code == 403
    assert other.post(ASSUMED, {"wat": "alles-standaard"}).status_code == 403


def test_everybody_sees_what_an_arrangement_asks(client: Client) -> None:
    load()
    tell_workload(
        version=version(LIGHT), year=2025, amounts={"meetings": Decimal(7)}, source="Agenda's",
        by=clerk("GM0358"), at=AT,
    )  # fmt: skip
    text = client.get(workload()).content.decode()
    assert "Agenda&#x27;s" in text
    assert "Gemeente Aalsmeer" in text
    assert "<form" not in text.partition("<main")[2]
    assert client.get("/samenwerkingen/bestaat-niet/vergaderlast/").status_code == 404
    assert client.get(f"/en{workload()}").status_code == 200


def test_who_keeps_the_record_tells_corrects_and_takes_back() -> None:
    load()
    client = logged_in(clerk("GM0358"))
    sent = {"year": "2025", "meetings": "7", "source": "Agenda's"}
    assert client.post(workload(), sent).status_code == 302
    shown = client.get(f"{workload()}?jaar=2025")
    assert shown.context["form"].initial["meetings"] == 7
    assert client.post(workload(), {**sent, "meetings": "8"}).status_code == 302
    assert client.post(workload(), {"wat": "terugnemen", "jaar": "2025"}).status_code == 302
    assert [row.meetings for row in Workload.objects.order_by("pk")] == [7, 8, None]
    text = client.get(workload()).content.decode()
    assert "Agenda&#x27;s" in text


def test_what_cannot_be_told_is_said_beside_its_field() -> None:
    load()
    client = logged_in(clerk("GM0358"))
    for sent, field in (
        ({}, "year"),
        ({"year": "2025", "source": "x"}, "seats"),
        ({"year": "2099", "seats": "1", "source": "x"}, "year"),
        ({"year": "2025", "seats": "1"}, "source"),
        ({"wat": "terugnemen", "jaar": "2025"}, "__all__"),
        ({"wat": "terugnemen", "jaar": "x"}, "__all__"),
    ):
        answer = client.post(workload(), sent)
        assert answer.status_code == 400
        assert field in answer.context["form"].errors


def test_others_do_not_tell(client: Client) -> None:
    load()
    assert client.post(workload(), {}).status_code == 302
    assert logged_in(clerk("GM0479")).post(workload(), {}).status_code == 403


@pytest.mark.usefixtures("country")
def test_queries_do_not_grow_with_the_data(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    assert asked().leads
    for path in (PAGE, ASSUMED):
        with django_assert_max_num_queries(12):
            client.get(path)
