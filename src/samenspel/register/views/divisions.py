# SPDX-License-Identifier: EUPL-1.2
"""The divisions of the country: the list, one division, and its downloads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def divisions(request: HttpRequest) -> HttpResponse:
    """The list."""
    return HttpResponse("")


def division(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """One division."""
    return HttpResponse("")


def download(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """The download."""
    return HttpResponse("")
