# SPDX-License-Identifier: EUPL-1.2
"""Twelve queries per page at most, on national data."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samenspel.accounts.models import User
from samenspel.places.models import BoundarySet, Division, Municipality
from samenspel.places.queries.maps import _stored_shapes
from samenspel.register.models import Arrangement

MOST = 12
pytestmark = [pytest.mark.national, pytest.mark.django_db, pytest.mark.usefixtures("national")]


@pytest.fixture
def visitor() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("raadslid@voorbeeld.example", None, name="Rana"))
    return client


def addresses() -> list[str]:
    """Every kind of page, on a day of each collection; a dozen municipalities and arrangements."""
    days = ("2026-05-16", "2016-01-01", "2012-06-26", "2023-09-01")
    paths = ["/", "/?land=be", "/gemeenten/", "/gemeenten/?zoek=bergen", "/samenwerkingen/"]
    paths += ["/samenwerkingen/?zoek=sluis&gemeente=Sluis", "/regios/", "/gegevens/"]
    places = Municipality.objects.order_by("code").values_list("slug", flat=True)
    paths += [f"/gemeenten/{slug}/" for slug in list(places)[::80]]
    slugs = Arrangement.objects.order_by("slug").values_list("slug", flat=True)
    paths += [f"/samenwerkingen/{slug}/" for slug in list(slugs)[::100]]
    paths += [f"/regios/{key}/" for key in Division.objects.values_list("key", flat=True)[:6]]
    return [f"{path}{'&' if '?' in path else '?'}peildatum={day}" for path in paths for day in days]


def test_no_page_asks_more_than_twelve_queries_of_a_process_that_just_started(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for address in addresses():
        _stored_shapes.cache_clear()
        with django_assert_max_num_queries(MOST, info=address):
            assert client.get(address).status_code == 200


def test_no_page_asks_more_than_twelve_queries_for_who_has_logged_in(
    visitor: Client, django_assert_max_num_queries: Any
) -> None:
    _stored_shapes.cache_clear()
    for drawn in BoundarySet.objects.all():  # the shapes of every map are in the process now
        _stored_shapes(drawn.pk, drawn.fingerprint)
    assert _stored_shapes.cache_info().maxsize >= BoundarySet.objects.count()
    for address in addresses():
        with django_assert_max_num_queries(MOST, info=address):
            assert visitor.get(address).status_code == 200
