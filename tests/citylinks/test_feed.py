# SPDX-License-Identifier: EUPL-1.2
"""News of city links in feed readers: valid Atom, only what is public, the same for everybody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import resolve, reverse
from pytest_django import DjangoAssertNumQueries

from samenspel.citylinks.actions.links import activate, end_link, publish, reopen
from samenspel.citylinks.actions.look_backs import withdraw_edition
from samenspel.citylinks.models import Activity, CityLink, LinkStep, LookBackEdition
from samenspel.citylinks.models.links import RESERVED
from samenspel.citylinks.queries.feeds import entries
from tests.citylinks.small_links import AT, World, make_link, user
from tests.citylinks.test_look_back_actions import begun, published, wrote
from tests.citylinks.test_public_pages import DAY, full

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ALL, ONE = "/stedenbanden/atom.xml", "/stedenbanden/proefband/atom.xml"


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def feed(client: Client, path: str = ONE) -> ET.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)  # noqa: S314 - our own


def told(client: Client, path: str = ONE) -> dict[str, str]:
    """Summaries by title."""
    return {
        entry.findtext(f"{ATOM}title") or "": entry.findtext(f"{ATOM}summary") or ""
        for entry in feed(client, path).iter(f"{ATOM}entry")
    }


def done(world: World, title: str, **values: Any) -> Activity:
    return Activity.objects.create(
        link=world.link, kind="visit", level="person", title=title, on=DAY,
        **{"state": "done", "is_public": True, **values},
    )  # fmt: skip


def looked_back(world: World) -> LookBackEdition:
    return published(world, wrote(world, begun(world)))


def test_a_feed_has_what_atom_asks_for(client: Client) -> None:
    world = make_link(abroad=True)
    full(world)
    looked_back(world)
    for path in (ALL, ONE, f"/en{ONE}"):
        found = feed(client, path)
        assert found.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated"):
            assert (found.findtext(f"{ATOM}{name}") or "").strip()
        own = [link.attrib for link in found.findall(f"{ATOM}link")]
        assert {"rel": "self", "href": f"http://testserver{path}"} in own
        moments = []
        for entry in found.iter(f"{ATOM}entry"):
            for name in ("id", "title", "updated", "published", "summary"):
                assert (entry.findtext(f"{ATOM}{name}") or "").strip()
            assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Aarveen, Beekhuizen, Verweg"
            link = entry.find(f"{ATOM}link")
            assert link is not None
            assert client.get(link.attrib["href"]).status_code == 200
            moments.append(datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or ""))
        assert moments == sorted(moments, reverse=True)
        ids = [entry.findtext(f"{ATOM}id") or "" for entry in found.iter(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids) >= 4
        assert all(one.startswith("tag:testserver,2026:/stedenbanden/proefband/") for one in ids)
        assert datetime.fromisoformat(found.findtext(f"{ATOM}updated") or "") == moments[0]


def test_a_feed_tells_what_residents_may_follow_in_their_language(client: Client) -> None:
    world = make_link(stage="preparing", public=False, parties=3)
    clerk = world.actor("clerk")
    activate(link=world.link, on=date(2026, 2, 1), by=clerk, at=AT)
    publish(link=world.link, is_public=True, by=clerk, at=AT)
    world.agreement("stages")
    done(world, "Naar Beekhuizen", place="Beekhuizen")
    looked_back(world)
    LinkStep.objects.create(
        link=world.link, kind="left", on=date(2026, 2, 15), party=world.parties[2], at=AT
    )
    end_link(link=world.link, on=DAY, because="Klaar.", lesson="Begin klein.", by=clerk, at=AT)
    found = told(client)
    assert set(found) == {
        "Iedereen kan nu over deze stedenband lezen",
        "De stedenband is begonnen",
        "Overeenkomst getekend: Overeenkomst",
        "Samen gedaan: Naar Beekhuizen",
        "Terugblik gepubliceerd: Vijf jaar",
        "Cadzande doet niet meer mee",
        "De stedenband is beëindigd",
    }
    assert "Klaar.<br>Wat is geleerd: Begin klein." in found["De stedenband is beëindigd"]
    assert "werkbezoek, 2 maart 2026, Beekhuizen" in found["Samen gedaan: Naar Beekhuizen"]
    english = told(client, f"/en{ONE}")
    assert "The city link ended" in english
    assert feed(client, f"/en{ONE}").get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert "Proefband: De stedenband is beëindigd" in told(client, ALL)


def test_names_of_entries_stay_the_same_in_both_languages_and_when_something_changes(
    client: Client,
) -> None:
    def ids(path: str) -> set[str]:
        return {e.findtext(f"{ATOM}id") or "" for e in feed(client, path).iter(f"{ATOM}entry")}

    world = make_link()
    activity = done(world, "Bezoek")
    before = ids(ONE)
    assert before == ids(f"/en{ONE}") == ids(ALL)
    Activity.objects.filter(pk=activity.pk).update(title="Werkbezoek", on=date(2026, 3, 1))
    assert ids(ONE) == before
    assert "Samen gedaan: Werkbezoek" in told(client)


def test_what_is_not_public_is_no_news(client: Client) -> None:
    world = make_link()
    full(world)
    done(world, "Nog te doen", state="planned")
    done(world, "Afgelast", state="cancelled")
    world.agreement("stages", fixed=False)
    begun(world)
    edition = looked_back(world)
    withdraw_edition(edition=edition, because="Fout.", by=world.actor("clerk"), at=AT)
    found = told(client)
    assert "Samen gedaan: Openbare les" in found
    assert len([title for title in found if title.startswith("Overeenkomst")]) == 1
    text = client.get(ONE).content.decode()
    for hidden in ("Besloten", "Geheim", "Nog te doen", "Afgelast", "Terugblik", "Fout."):
        assert hidden not in text


@pytest.mark.parametrize("kind", ["", "adviser"])
def test_a_hidden_link_has_no_feed_and_is_in_none(kind: str, client: Client) -> None:
    world = make_link(public=False)
    full(world)
    if kind:
        client.force_login(user(kind))
    assert client.get(ONE).status_code == 404
    assert client.get("/stedenbanden/nergens/atom.xml").status_code == 404
    found = feed(client, ALL)
    assert list(found.iter(f"{ATOM}entry")) == []
    assert found.findtext(f"{ATOM}updated")
    assert "atom.xml" not in client.get("/stedenbanden/proefband/").content.decode()


def test_a_link_taken_up_again_no_longer_tells_why_it_had_ended(client: Client) -> None:
    world = make_link()
    clerk = world.actor("clerk")
    publish(link=world.link, is_public=False, by=clerk, at=AT)
    publish(link=world.link, is_public=True, by=clerk, at=AT)
    told_why: dict[str, Any] = {
        "on": DAY,
        "because": "Te druk.",
        "lesson": "",
        "by": clerk,
        "at": AT,
    }
    end_link(link=world.link, **told_why)
    assert "Te druk." in client.get(ONE).content.decode()
    reopen(link=world.link, because="Weer tijd.", by=clerk, at=AT)
    found = client.get(ONE).content.decode()
    assert "De stedenband is weer opgepakt" in found
    assert "Te druk." not in found
    end_link(link=world.link, **told_why)
    assert list(told(client)).count("De stedenband is beëindigd") == 1
    # Taken up again before anybody could read about it: that it had ended was no news.
    LinkStep.objects.update(at=datetime.fromisoformat("2020-01-01T00:00:00+00:00"))
    assert "weer opgepakt" not in client.get(ONE).content.decode()


def test_a_party_joins_on_its_first_day_and_has_left_after_its_last() -> None:
    world = make_link(parties=3)
    for kind, on in (("joined", DAY), ("left", date(2026, 3, 9))):
        LinkStep.objects.create(link=world.link, kind=kind, on=on, party=world.parties[2], at=AT)

    def titles(on: date) -> set[str]:
        found = entries(CityLink.objects.all(), on=on)
        return {one.title for one in found if "Cadzande" in one.title}

    assert titles(date(2026, 3, 1)) == set()
    assert titles(date(2026, 3, 9)) == {"Cadzande doet nu mee"}
    assert titles(date(2026, 3, 10)) == {"Cadzande doet nu mee", "Cadzande doet niet meer mee"}


def test_a_link_that_had_ended_before_it_came_into_the_file_says_why(client: Client) -> None:
    make_link(stage="ended")
    assert told(client)["De stedenband is beëindigd"] == "<p>De coördinator vertrok.</p>"


def test_what_people_wrote_is_text_and_never_breaks_the_feed(client: Client) -> None:
    world = make_link()
    CityLink.objects.update(name="A & B <i>", purpose="<script>alert(1)</script>\n\n1 < 2 \x0b\x01")
    done(world, 'Les "één" & meer', text="<b>vet</b>")
    found = feed(client)
    assert found.findtext(f"{ATOM}title") == "A & B <i>"
    summaries = " ".join(told(client).values())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in summaries
    assert "1 &lt; 2" in summaries
    assert "<script" not in summaries
    assert "<b>" not in summaries
    assert 'Samen gedaan: Les "één" & meer' in told(client)


def test_who_has_the_feed_already_gets_nothing_again(client: Client) -> None:
    world = make_link()
    first = client.get(ONE)
    mark = {"If-None-Match": first["ETag"]}
    again = client.get(ONE, headers=mark)
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(ONE, headers={"Accept-Encoding": "gzip", **mark}).status_code == 304
    activity = done(world, "Bezoek")
    changed = client.get(ONE, headers=mark)
    assert (changed.status_code, changed["Cache-Control"]) == (200, "no-cache")
    # What was taken back goes out at once, though nothing newer is in the feed.
    Activity.objects.filter(pk=activity.pk).update(is_public=False)
    hidden = client.get(ONE, headers={"If-None-Match": changed["ETag"]})
    assert (hidden.status_code, hidden.content) == (200, first.content)


def test_no_link_can_stand_in_the_place_of_a_fixed_word() -> None:
    assert resolve(ALL).url_name == "citylinks-feed"
    assert resolve(ONE).url_name == "citylink-feed"
    words = {"vinden", "land", "wijzer", "afwegingen", "profiel", "nieuw", "mijn", "gegevens"}
    assert words | {"importeren", "atom.xml"} <= RESERVED


def test_the_pages_name_their_feed(client: Client) -> None:
    make_link()
    for page, title, path in (
        (reverse("citylinks"), "Stedenbanden", ALL),
        (reverse("citylinks-data"), "Stedenbanden", ALL),
        ("/stedenbanden/proefband/", "Proefband", ONE),
    ):
        html = client.get(page).content.decode()
        assert f'type="application/atom+xml" title="{title}" href="{path}"' in html
        assert f'<a href="{path}">Volg' in html


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        world = make_link(slug=f"band-{number}", parties=3)
        full(world)
        looked_back(world)
    client.get(ALL)
    with django_assert_max_num_queries(7):
        feed(client, ALL)
