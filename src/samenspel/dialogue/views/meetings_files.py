# SPDX-License-Identifier: EUPL-1.2
"""Decisions and roll calls as files: tables, Popolo JSON, JSON-LD, a picture."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.queries.decisions import meetings_of
from samenspel.dialogue.queries.popolo import json_ld_of, popolo_of
from samenspel.dialogue.queries.result_picture import result_picture
from samenspel.dialogue.queries.roll_calls import roll_call_table
from samenspel.dialogue.views.shown import shown
from samenspel.register.open_data import open_table_response


def _file(values: dict[str, Any], name: str, content_type: str) -> HttpResponse:
    response = JsonResponse(
        values,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        content_type=content_type,
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _address(request: HttpRequest, slug: str) -> str:
    return request.build_absolute_uri(reverse("dialogue-decision", args=[slug]))


@require_safe
@never_cache
def popolo(request: HttpRequest, slug: str) -> HttpResponse:
    """Members, proposals and votes as Popolo JSON."""
    access = shown(request, slug)
    values = popolo_of(access.round, _address(request, slug))
    return _file(values, f"{slug}-popolo.json", "application/json")


@require_safe
@never_cache
def json_ld(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as linked data."""
    access = shown(request, slug)
    values = json_ld_of(access.round, _address(request, slug))
    return _file(values, f"{slug}-besluit.jsonld", "application/ld+json")


@require_safe
@never_cache
def roll_calls(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Every vote of every closed ballot as a table."""
    access = shown(request, slug)
    return open_table_response(roll_call_table(access.round, access.on), kind)


@require_safe
@never_cache
def picture(request: HttpRequest, slug: str, proposal: int) -> HttpResponse:
    """The result of a proposal as SVG."""
    access = shown(request, slug)
    every = [p for meeting in meetings_of(access.round) for p in meeting.proposals]
    found = next((one for one in every if one.pk == proposal), None)
    ballot = found.last_closed if found else None
    if found is None or ballot is None:
        raise Http404("nothing was counted")
    context = {"picture": result_picture(found, ballot), "title": found.title}
    response = render(request, "dialogue/decision_svg.html", context, content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{slug}-voorstel-{found.number}.svg"'
    return response
