# SPDX-License-Identifier: EUPL-1.2
"""Pairs of a country without any data."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_without_data_the_page_says_so_and_leads_to_the_data(client: Client) -> None:
    html = client.get("/stedenbanden/land/").content.decode()
    assert "Voor deze datum is niets geladen" in html
    assert "Naar de gegevens" in html
    assert client.get("/stedenbanden/land.csv").status_code == 404
