# SPDX-License-Identifier: EUPL-1.2
"""Pages and downloads as a visitor gets them."""

from __future__ import annotations

import csv
import io

from django.test import Client


def page_of(client: Client, path: str, **parameters: str) -> str:
    """The page as it is written."""
    answer = client.get(path, parameters)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(client: Client, path: str, **parameters: str) -> str:
    """The page with single spaces, for text that is broken off over lines."""
    return " ".join(page_of(client, path, **parameters).split())


def rows_of(client: Client, path: str, **parameters: str) -> list[dict[str, str]]:
    """The rows of a download in CSV."""
    answer = client.get(path, parameters)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
