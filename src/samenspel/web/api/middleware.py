# SPDX-License-Identifier: EUPL-1.2
"""Errors below /api/ that the API itself does not see: no page, but a problem document."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from samenspel.web.api.design_rules import PROBLEM, VERSION, problem

PREFIX = "/api/"
Handler = Callable[[HttpRequest], HttpResponse]


def api_problems(get_response: Handler) -> Handler:
    """Turn error pages below /api/ into problem documents, and mark every answer."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith(PROBLEM):
            allowed = response.get("Allow")
            response = problem(response.status_code, _detail(response.status_code))
            if allowed:
                response["Allow"] = allowed
        response["API-Version"] = VERSION
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return handle


def _detail(status: int) -> str:
    return {
        400: _("The request could not be read."),
        403: _("Your role does not allow this, or the request did not come from this site."),
        404: _("There is nothing at this address."),
        405: _("This address does not know this method."),
    }.get(status, _("Something went wrong on our side. It was written down."))
