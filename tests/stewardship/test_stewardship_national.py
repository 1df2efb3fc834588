# SPDX-License-Identifier: EUPL-1.2
"""Rules of quality and the public register on the national packages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samenspel.stewardship.queries.checks import findings
from tests.stewardship.small_register import all_facts

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.national,
    pytest.mark.usefixtures("national"),
]


def test_the_whole_country_in_three_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        found = findings(all_facts(date(2026, 5, 16)))
    gone = [f for f in found if f.rule.key == "member-no-longer-exists"]
    assert sum(f.record.country == "nl" for f in gone) == 16
    no_area = {f.record.slug for f in found if f.rule.key == "no-policy-area"}
    assert sum(f.record.country == "nl" for f in found if f.rule.key == "no-policy-area") == 215
    assert no_area


def test_the_register_of_amsterdam_counts_what_is_complete(client: Client) -> None:
    text = client.get("/gemeenten/amsterdam-gm0363/register/?peildatum=2026-05-16").content
    assert "samenwerkingen zijn compleet" in text.decode()
