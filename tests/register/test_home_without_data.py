# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client


@pytest.mark.parametrize("url", ["/", "/en/", "/gemeenten/", "/gemeenten/?zoek=ede"])
def test_pages_without_data_are_there(db: Any, url: str) -> None:
    client = Client(headers={"X-Forwarded-Proto": "https"})
    assert client.get(url).status_code == 200


def test_home_without_data_tells_the_operator_what_to_do(db: Any) -> None:
    client = Client(headers={"X-Forwarded-Proto": "https"})
    assert "samenspel data load" in client.get("/").content.decode()
