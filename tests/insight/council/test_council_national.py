# SPDX-License-Identifier: EUPL-1.2
"""The page of a council on the national data: every municipality has one, and it stays small."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenspel.insight.queries.council import council_page
from samenspel.places.models import Municipality, on_date
from samenspel.register.queries.reference import reference

pytestmark = [pytest.mark.django_db, pytest.mark.national, pytest.mark.usefixtures("national")]
ON = date(2026, 5, 16)


@pytest.mark.parametrize(
    "slug", ["amsterdam-gm0363", "weert-gm0988", "voorne-aan-zee-gm1992", "aalst-41002"]
)
def test_twelve_queries_at_most(slug: str) -> None:
    path = f"/gemeenten/{slug}/raad/?peildatum={ON.isoformat()}"
    assert Client().get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        Client().get(path)
    assert len(asked) <= 12


def test_every_municipality_has_questions_to_ask_and_figures_beside_others() -> None:
    found = reference(on=ON, today=ON)
    chosen = Municipality.objects.filter(on_date(ON), country="nl").select_related("province")
    pages = [council_page(one, found, ON) for one in chosen.order_by("code")]
    assert len(pages) == 342
    for page in pages:
        assert page.number, page.name
        assert len(page.signals) == 3, page.name
        assert len({signal.kind for signal in page.signals}) == 3
        assert {figure.key: figure.own for figure in page.comparison}["arrangements"] == page.number
        assert len(page.peers) == 10
        assert page.costs.total is None
