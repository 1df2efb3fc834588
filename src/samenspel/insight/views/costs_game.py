# SPDX-License-Identifier: EUPL-1.2
"""Costs divided by what groups would pay by themselves: anybody's own numbers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.insight.forms.costs import GameForm
from samenspel.insight.queries.costs.game import GameAnswer, game_answer, game_chart, game_table
from samenspel.insight.views.costs_drawings import bars_file
from samenspel.register.open_data import KINDS, open_table_response


def _asked(request: HttpRequest) -> tuple[GameForm, GameAnswer | None]:
    form = GameForm(request.GET.dict())
    if form.errors:
        return form, None
    names = {letter: form.name_of(letter) for letter in "abcde"[: form.number]}
    return form, game_answer(form.costs, names)


@require_safe
def sharing(request: HttpRequest) -> HttpResponse:
    """Who pays what by the Shapley value and the nucleolus, and who would object."""
    form, found = _asked(request)
    suffix = f"?{request.GET.urlencode()}" if request.GET else ""
    waits = bool(form.errors) and form.only_misses
    return render(
        request,
        "insight/costs_game.html",
        {
            "form": form,
            "waits": waits,
            "found": found,
            "chart": game_chart(found) if found else None,
            "downloads": [
                (kind.upper(), reverse("cost-sharing-download", args=[kind]) + suffix)
                for kind in (*KINDS, "svg")
            ],
            "breadcrumb": [
                (_("Insight"), reverse("insight")),
                (_("Sharing costs"), ""),
            ],
        },
        status=400 if form.errors and not waits else 200,
    )


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The divisions as ``csv``, ``json`` or ``xlsx``, drawn as ``svg``."""
    if kind not in {*KINDS, "svg"}:
        raise Http404(kind)
    _form, found = _asked(request)
    if found is None:
        said = _("With these numbers the costs cannot be divided.")
        return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
    table = game_table(found, timezone.localdate())
    return (
        bars_file(game_chart(found), table) if kind == "svg" else open_table_response(table, kind)
    )
