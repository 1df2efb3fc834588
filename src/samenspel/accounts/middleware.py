# SPDX-License-Identifier: EUPL-1.2
"""Leads who lacks a second factor to the page to set it up, where a right was missing for it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from samenspel.accounts.actors import actor_of


class SecondFactorMiddleware:
    """Costs nothing on pages that are not refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The way to the page, instead of a refusal, for who has the role but not the factor."""
        from samenspel.accounts.adapters import needs_second_factor

        if not isinstance(exception, PermissionDenied) or actor_of(request).origin == "api":
            return None
        if not actor_of(request).lacks_second_factor(timezone.localdate()):
            return None
        return needs_second_factor(request)
