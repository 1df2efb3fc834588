# SPDX-License-Identifier: EUPL-1.2
"""The list of arrangements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def arrangements(request: HttpRequest) -> HttpResponse:
    """The list."""
    return HttpResponse("")


def download(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """The download."""
    return HttpResponse("")
