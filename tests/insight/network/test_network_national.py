# SPDX-License-Identifier: EUPL-1.2
"""The network of whole countries: published figures, a good order, small pages, few queries."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.test import Client

from samenspel.accounts.models import User
from samenspel.analysis.seriation import spread
from samenspel.insight.queries.network.cooperation import groups_of, network_of, strongest_partners
from samenspel.places.queries.maps import _stored_shapes
from samenspel.register.queries.facts import CountryFacts, country_facts, forget
from samenspel.register.queries.reference import reference

pytestmark = [pytest.mark.national, pytest.mark.django_db, pytest.mark.usefixtures("national")]

DAY = "peildatum=2026-05-16"
PAGES = (
    f"/inzicht/netwerk/?{DAY}",
    f"/inzicht/netwerk/?{DAY}&gebied=GM0344",
    f"/inzicht/netwerk/?{DAY}&gebied=Noord-Brabant&maat=deel",
    "/inzicht/netwerk/?peildatum=2016-01-01&onderwerp=werk",
    "/inzicht/netwerk/?land=be&peildatum=2023-09-01",
    f"/gemeenten/amsterdam-gm0363/netwerk/?{DAY}&met=GM0384",
    "/gemeenten/gent-44021/netwerk/?peildatum=2023-09-01",
)
COUNTRIES = (("nl", date(2026, 5, 16)), ("nl", date(2016, 1, 1)), ("be", date(2023, 9, 1)))


def facts_of(country: str, on: date) -> CountryFacts:
    found = country_facts(reference(on=on, today=on), country)
    assert found is not None
    return found


def test_the_pairs_of_the_register_are_counted() -> None:
    facts = facts_of("nl", date(2026, 5, 16))
    network = network_of(facts)
    # Counted apart from the matrix: who is in the same arrangement as whom.
    tables = [facts.participations.members_of(key) for key in facts.participations.arrangements]
    counted = Counter(
        (one, other) for members in tables for one in members for other in members if one < other
    )
    codes, pairs = network.municipalities, network.pairs
    got = {
        (codes[one], codes[other]): shared
        for one, other, shared in zip(
            pairs.first.tolist(), pairs.second.tolist(), pairs.shared.tolist(), strict=True
        )
    }
    assert got == counted
    assert (len(codes), len(got)) == (342, 4_437)


def test_partners_of_a_municipality() -> None:
    found = strongest_partners(facts_of("nl", date(2026, 5, 16)), "GM0363", 4)
    assert [(row.municipality.name, row.shared, row.either) for row in found] == [
        ("Diemen", 6, 14),
        ("Amstelveen", 6, 15),
        ("Ouder-Amstel", 6, 15),
        ("Zaanstad", 6, 15),
    ]


@pytest.mark.parametrize(("country", "on"), COUNTRIES, ids=lambda value: str(value))
def test_the_order_is_better_than_that_of_codes_and_that_of_provinces(
    country: str, on: date
) -> None:
    facts = facts_of(country, on)
    network = network_of(facts)
    places = range(len(facts.municipalities))
    by_province = sorted(places, key=lambda n: (facts.municipalities[n].province, n))
    found = spread(network.likeness, network.order)
    assert found < 0.85 * spread(network.likeness, by_province)
    assert found < 0.85 * spread(network.likeness, places)


def test_groups_of_the_country_hold_everybody_once_and_most_of_what_is_shared() -> None:
    facts = facts_of("nl", date(2026, 5, 16))
    groups = groups_of(facts)
    members = [member.code for group in groups for member in group.members]
    assert sorted(members) == list(facts.participations.municipalities)
    assert len(groups) == 29
    shared = int(network_of(facts).pairs.shared.sum())
    inside = sum(group.group.inside for group in groups)
    assert round(100 * inside / shared) == 79


def test_groups_of_the_fixed_regions_are_found() -> None:
    names = {
        group.core.name: len(group.members)
        for group in groups_of(facts_of("nl", date(2026, 5, 16)))
    }
    assert {
        "Leeuwarden": 18,
        "Utrecht": 26,
        "Eindhoven": 21,
        "Terneuzen": 13,
    }.items() <= names.items()


def test_pages_are_small_enough_to_send(client: Client) -> None:
    sizes = {path: len(client.get(path).content) for path in PAGES}
    assert max(sizes.values()) < 400_000, sizes
    assert len(client.get(f"/inzicht/netwerk/matrix.svg?{DAY}").content) < 100_000


def test_the_map_has_the_strongest_lines_only(client: Client) -> None:
    def lines(asked: str) -> int:
        svg = client.get(f"/inzicht/netwerk/kaart.svg?{DAY}{asked}").content.decode()
        return svg.count("M", svg.index('<g class="ties"'))

    few, usual, many = lines("&lijnen=1"), lines(""), lines("&lijnen=5")
    assert few < usual < many
    assert usual <= 2 * 342
    assert lines("&vanaf=10") < usual


def test_the_file_of_pairs_has_all_of_them(client: Client) -> None:
    rows = json.loads(client.get(f"/inzicht/netwerk/paren.json?{DAY}").content)["rows"]
    assert len(rows) == 4_437
    assert (rows[0]["municipality"], rows[0]["partner"], rows[0]["shared"]) == (
        "Landgraaf",
        "Brunssum",
        18,
    )


def test_no_page_asks_more_than_twelve_queries_of_a_process_that_just_started(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for address in PAGES:
        forget()
        _stored_shapes.cache_clear()
        with django_assert_max_num_queries(12, info=address):
            assert client.get(address).status_code == 200, address


def test_no_page_asks_more_than_twelve_queries_for_who_has_logged_in(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(User.objects.create_user("r@voorbeeld.example", None, name="Rana"))
    for address in PAGES:
        client.get(address)
        with django_assert_max_num_queries(12, info=address):
            assert client.get(address).status_code == 200
