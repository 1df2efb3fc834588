# SPDX-License-Identifier: EUPL-1.2
"""One arrangement."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def arrangement(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return HttpResponse("")


def download(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """The download."""
    return HttpResponse("")
