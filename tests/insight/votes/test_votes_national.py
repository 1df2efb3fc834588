# SPDX-License-Identifier: EUPL-1.2
"""Votes and power on the national data, which records no votes: only suppositions."""

from __future__ import annotations

import pytest
from django.db.models import Count
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenspel.register.models import ArrangementVersion

pytestmark = [
    pytest.mark.national,
    pytest.mark.django_db,
    pytest.mark.usefixtures("national"),
]


def largest() -> str:
    """The page of the arrangement in force with most participants."""
    version = (
        ArrangementVersion.objects.filter(valid_to=None, collection__country="nl")
        .annotate(number=Count("participations"))
        .order_by("-number", "key")
        .select_related("arrangement")
        .first()
    )
    assert version is not None
    return f"/samenwerkingen/{version.arrangement.slug}/stemmen/"


@pytest.mark.parametrize("proposal", ["", "gelijk", "3-2-1", "inwoners"])
def test_the_largest_arrangement_takes_no_more_queries_than_a_small_one(
    client: Client, proposal: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = largest()
    with django_assert_max_num_queries(7):
        response = client.get(f"{page}?verdeling={proposal}" if proposal else page)
    assert response.status_code == 200
    told = "Een veronderstelling, geen feit" if proposal else "We weten niet wie hoeveel stemmen"
    assert told in response.content.decode()
