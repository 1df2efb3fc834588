# SPDX-License-Identifier: EUPL-1.2
"""The pages about the data and the methods."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def data(request: HttpRequest) -> HttpResponse:
    """What was loaded."""
    return HttpResponse("")


def methods(request: HttpRequest) -> HttpResponse:
    """The definitions."""
    return HttpResponse("")
