# SPDX-License-Identifier: EUPL-1.2
"""The page of one arrangement on the national packages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samenspel.register.models import Participation
from tests.register.reading import text_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.national,
    pytest.mark.usefixtures("national"),
]
UTRECHT = "/samenwerkingen/gemeenschappelijke-regeling-veiligheidsregio-utrecht-24221387/"


def test_a_safety_region_has_its_members_on_a_map(client: Client) -> None:
    text = text_of(client, UTRECHT, peildatum="2026-05-16")
    assert "26 gemeenten, sinds 1 januari 2015" in text
    assert text.count('aria-label="Zeist"') == 1
    assert "kwam erbij: Vijfheerenlanden" in text


def test_a_former_member_points_to_the_one_in_its_place(client: Client) -> None:
    found = Participation.objects.filter(
        version__collection__slug="nl-2026",
        version__valid_to=None,
        municipality__name="Brielle",
    ).first()
    assert found is not None
    path = found.version.arrangement.get_absolute_url()
    text = text_of(client, path, peildatum="2026-05-16")
    assert "De bron noemt nog gemeenten die niet meer bestaan" in text
    assert "Voorne aan Zee (staat in de bron als" in text


def test_flemish_sources_that_disagree(client: Client) -> None:
    text = text_of(client, "/samenwerkingen/ibeg-vl-2023/")
    assert "De bronnen zijn het niet eens" in text


def test_documents_and_another_collection(client: Client) -> None:
    path = "/samenwerkingen/zuidelijke-rekenkamer-nl-2016/"
    assert "Documenten" in text_of(client, path, peildatum="2016-01-01")
    assert "Uit een andere verzameling" in text_of(client, path, peildatum="2026-05-16")


@pytest.mark.parametrize(
    "slug",
    [
        "gemeenschappelijke-regeling-veiligheidsregio-utrecht-24221387",
        "gemeenschappelijke-regeling-cocensus-2015-28978673",
        "parkschap-nationaal-park-de-biesbosch-nl-2016",
        "ibeg-vl-2023",
        "gemeenschappelijke-regeling-voorne-putten-werkt-2017-28516617",
    ],
)
def test_queries_do_not_grow(client: Client, slug: str, django_assert_max_num_queries: Any) -> None:
    client.get(f"/samenwerkingen/{slug}/")  # boundaries are kept per process
    with django_assert_max_num_queries(12):
        assert client.get(f"/samenwerkingen/{slug}/").status_code == 200
