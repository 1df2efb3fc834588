# SPDX-License-Identifier: EUPL-1.2
"""City links by the API: what everybody sees, to everybody alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenspel.citylinks.actions.links import end_link, reopen
from samenspel.citylinks.actions.look_backs import withdraw_edition
from samenspel.citylinks.actions.profiles import EntryValues, add_entry
from samenspel.citylinks.models import (
    Activity,
    AimReview,
    CityLink,
    Gift,
    LookBack,
    LookBackEdition,
    PartyDecision,
    ProfileEntry,
    Voice,
)
from samenspel.web.api import city_link_shapes as shapes
from tests.citylinks.small_links import AT, World, acting, make_link, municipality, user
from tests.citylinks.test_look_back_actions import begun, published, wrote
from tests.citylinks.test_public_pages import DAY, full

pytestmark = pytest.mark.django_db
BAND = "stedenbanden/proefband"


def read(client: Client, path: str, **query: Any) -> Any:
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def keys(client: Client, **query: Any) -> list[str]:
    """The links that fit what is asked."""
    return [one["sleutel"] for one in read(client, "stedenbanden", **query)["resultaten"]]


def looked_back(world: World) -> LookBackEdition:
    """A published look-back with a gift and a voice."""
    activity = Activity.objects.create(
        link=world.link, kind="visit", level="person", state="done", title="Bezoek", on=DAY,
        is_public=True,
    )  # fmt: skip
    here, there = world.parties[:2]
    Gift.objects.create(
        link=world.link, activity=activity, giver=here, receiver=there, on=date(2025, 5, 5),
        hours="12.25", people=3,
    )  # fmt: skip
    held = begun(world)
    Voice.objects.create(
        look_back=held, party=here, said_by="Geheime Spreker", text="Geheim.", has_consent=True
    )
    return published(world, wrote(world, held))


def test_public_links_are_listed_by_name_and_others_are_not_there(client: Client) -> None:
    world = make_link(abroad=True)
    full(world)
    make_link(slug="verborgen", public=False)
    CityLink.objects.filter(pk=make_link(slug="andere").link.pk).update(name="Álmere en ander")
    found = read(client, "stedenbanden")
    assert [one["sleutel"] for one in found["resultaten"]] == ["andere", "proefband"]
    assert keys(client, paginaGrootte=1, pagina=2) == ["proefband"]
    band = found["resultaten"][1]
    assert (band["soort"], band["fase"], band["activiteiten"]) == ("stedenband", "actief", 1)
    assert [(one["naam"], one["gemeenteCode"], one["land"]) for one in band["partijen"]] == [
        ("Aarveen", "GM7000", "NL"), ("Beekhuizen", "GM7001", "NL"), ("Verweg", "", "SN"),
    ]  # fmt: skip
    assert client.get(band["adres"]).status_code == 200


def test_the_list_is_asked_by_who_takes_part_kind_and_stage(client: Client) -> None:
    make_link(abroad=True)
    make_link(slug="oude-band", stage="ended")
    three = make_link(slug="driehoek", parties=3)
    CityLink.objects.filter(pk=three.link.pk).update(kind="friendship")
    assert keys(client, land="SN") == ["proefband"]
    assert keys(client, gemeente="GM7002") == ["driehoek"]
    assert keys(client, gemeente="GM9999") == []
    assert keys(client, fase="beeindigd") == ["oude-band"]
    assert keys(client, soort="vriendschapsband", fase="actief") == ["driehoek"]
    found = read(client, "gemeenten/GM7002/stedenbanden")
    assert [one["sleutel"] for one in found["resultaten"]] == ["driehoek"]
    assert client.get("/api/v1/gemeenten/GM9999/stedenbanden").status_code == 404


def test_on_a_day_only_what_ran_then_and_who_took_part_then(client: Client) -> None:
    world = make_link(parties=3)
    party = world.parties[2]
    party.valid_from, party.valid_to = date(2021, 1, 1), date(2022, 1, 1)
    party.save()
    make_link(slug="voorbereid", stage="preparing")
    clerk = world.actor("clerk")
    end_link(link=world.link, on=date(2025, 2, 1), because="Moe.", lesson="", by=clerk, at=AT)
    assert keys(client, peildatum="2025-01-31") == ["proefband"]
    assert keys(client, peildatum="2025-02-01") == []
    assert sorted(keys(client)) == ["proefband", "voorbereid"]
    reopen(link=world.link, because="Uitgerust.", by=clerk, at=AT)
    assert keys(client, peildatum="2019-12-31") == []
    assert keys(client, peildatum="2025-03-01") == []
    assert keys(client, peildatum=AT.date().isoformat()) == ["proefband"]
    assert keys(client, gemeente="GM7002", peildatum="2021-06-01") == ["proefband"]
    assert keys(client, gemeente="GM7002", peildatum="2022-01-01") == []
    assert keys(client, gemeente="GM7002") == ["proefband"]
    then = read(client, BAND, peildatum="2021-06-01")["partijen"]
    assert [one["doetMee"] for one in then] == [True, True, True]
    assert [one["doetMee"] for one in read(client, BAND)["partijen"]] == [True, True, False]


def test_a_link_that_ended_before_it_came_into_the_file_did_not_run_later(client: Client) -> None:
    make_link(slug="oude-band", stage="ended")
    assert keys(client, peildatum="2025-06-29") == ["oude-band"]
    assert keys(client, peildatum="2025-06-30") == []
    assert read(client, "stedenbanden/oude-band")["waaromBeeindigd"] == "De coördinator vertrok."


def test_one_link_tells_what_its_page_tells(client: Client) -> None:
    world = make_link()
    full(world)
    found = read(client, BAND)
    assert found["overeenkomst"]["laatsteDag"] == "2027-12-31"
    assert [one["titel"] for one in found["doelen"]] == ["Doel stages"]
    assert found["activiteitenPerSoort"] == [{"soort": "workshop", "aantal": 1}]
    assert [one["titel"] for one in found["gepland"]] == ["Openbare afspraak"]
    (decision,) = found["besluiten"]
    assert (decision["orgaan"], decision["stemmenVoor"]) == ("raad", 20)
    (activity,) = read(client, f"{BAND}/activiteiten")["resultaten"]
    assert (activity["titel"], activity["soort"]) == ("Openbare les", "workshop")
    assert read(client, f"{BAND}/activiteiten", soort="werkbezoek")["aantal"] == 0
    (lesson,) = read(client, f"{BAND}/lessen")["resultaten"]
    assert (lesson["partij"], lesson["tekst"]) == ("Aarveen", "Openbare wijsheid")


def test_a_link_without_an_agreement_has_none(client: Client) -> None:
    world = make_link()
    world.agreement("stages", fixed=False)
    found = read(client, BAND)
    assert (found["overeenkomst"], found["doelen"], found["terugblikken"]) == (None, [], [])


@pytest.mark.parametrize("kind", ["", "adviser", "clerk", "councillor"])
def test_nobody_reads_a_link_that_is_not_public(kind: str, client: Client) -> None:
    world = make_link(public=False)
    full(world)
    edition = looked_back(world)
    if kind:
        client.force_login(user(kind))
    for path in ("", "/activiteiten", "/lessen", f"/terugblikken/{edition.look_back_id}"):
        response = client.get(f"/api/v1/{BAND}{path}")
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
    assert keys(client) == []


def test_a_look_back_gives_the_balance_and_no_voices(client: Client) -> None:
    edition = looked_back(make_link())
    (line,) = read(client, BAND)["terugblikken"]
    assert (line["nummer"], line["editie"]) == (edition.look_back_id, 1)
    found = read(client, f"{BAND}/terugblikken/{line['nummer']}")
    assert found["totaal"] == {"uren": 12.25, "mensen": 3, "euro": 0}
    assert [(one["partij"], one["gaf"]["uren"]) for one in found["balans"]] == [
        ("Aarveen", 12.25), ("Beekhuizen", 0),
    ]  # fmt: skip
    assert (found["veranderd"], found["stemmen"]) == ("Veel.", 1)
    assert "Geheim" not in str(found)
    assert client.get(line["adres"]).status_code == 200


def test_a_look_back_that_was_taken_off_or_never_published_is_not_there(client: Client) -> None:
    world = make_link()
    draft = begun(world)
    edition = looked_back(world)
    address = f"/api/v1/{BAND}/terugblikken"
    assert client.get(f"{address}/{draft.pk}").status_code == 404
    clerk = world.actor("clerk")
    withdraw_edition(edition=edition, because="Een fout.", by=clerk, at=AT)
    assert client.get(f"{address}/{edition.look_back_id}").status_code == 404
    assert read(client, BAND)["terugblikken"] == []


def test_municipalities_tell_what_they_share_and_no_more(client: Client) -> None:
    for index, kind, shared in ((0, "offer", True), (0, "need", False), (1, "need", True)):
        values = EntryValues(kind, "talent", f"Punt {index} {kind}", is_shared=shared)
        by = acting(user("adviser", index))
        add_entry(municipality=municipality(index), values=values, by=by, at=AT)
    ProfileEntry.objects.filter(municipality=municipality(1)).update(domain="economie")
    found = read(client, "profielpunten")
    told = [(one["gemeenteCode"], one["soort"], one["tekst"]) for one in found["resultaten"]]
    assert told == [("GM7000", "aanbod", "Punt 0 offer"), ("GM7001", "vraag", "Punt 1 need")]
    for asked in ({"gemeente": "GM7001"}, {"soort": "vraag"}):
        (one,) = read(client, "profielpunten", **asked)["resultaten"]
        assert (one["gemeente"], one["beleidsterrein"]) == ("Beekhuizen", "economie")
    assert read(client, "profielpunten", thema="talent", land="nl", paginaGrootte=1)["aantal"] == 2
    assert read(client, "profielpunten", land="be")["aantal"] == 0
    ProfileEntry.objects.update(removed_at=AT)
    assert read(client, "profielpunten")["resultaten"] == []


@pytest.mark.parametrize(
    "address",
    [
        "stedenbanden?fase=nieuw", "stedenbanden?soort=geheim", "stedenbanden?land=nederland",
        "stedenbanden?gemeente=1", "stedenbanden?peildatum=gisteren", "stedenbanden?pagina=0",
        "profielpunten?thema=geld", "profielpunten?soort=wens", f"{BAND}/activiteiten?soort=x",
        f"{BAND}/terugblikken/nul",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_a_problem(client: Client, address: str) -> None:
    make_link()
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["invalidParams"]


def test_every_code_has_a_word() -> None:
    for words, choices in (
        (shapes.KINDS, CityLink.Kind),
        (shapes.STAGES, CityLink.Stage),
        (shapes.ACTIVITIES, Activity.Kind),
        (shapes.BODIES, PartyDecision.Body),
        (shapes.ABOUT, PartyDecision.About),
        (shapes.VERDICTS, LookBack.Verdict),
        (shapes.ENTRIES, ProfileEntry.Kind),
    ):
        assert set(words) == set(choices.values)
        assert len(set(words.values())) == len(words)
    assert set(shapes.AIMS) == {"", *AimReview.State.values}


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = make_link(parties=5, abroad=True)
    for _number in range(3):
        full(world)
        nummer = looked_back(world).look_back_id
    for number in range(4):
        make_link(slug=f"band-{number}", parties=3)
    parts = ("", "/activiteiten", "/lessen", f"/terugblikken/{nummer}")
    paths = [f"{BAND}{part}" for part in parts]
    for path in ("stedenbanden?peildatum=2026-01-01", "gemeenten/GM7000/stedenbanden", *paths):
        with django_assert_max_num_queries(10):
            read(client, path)
