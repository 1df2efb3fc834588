# SPDX-License-Identifier: EUPL-1.2
"""One arrangement at a glance, and its members as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samenspel.insight.queries.arrangement.page import ArrangementInsight, arrangement_insight
from samenspel.insight.queries.arrangement.tables import members_chart, open_table
from samenspel.insight.views.costs_drawings import bars_file
from samenspel.places.notation import written
from samenspel.register.open_data import KINDS, open_table_response
from samenspel.register.queries.municipality.facts import KeyFigure
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated


def _asked(
    request: HttpRequest, slug: str
) -> tuple[ArrangementInsight, Reference, ReferenceDateField]:
    reference, field = reference_of(request)
    year = request.GET.get("jaar", "")
    page = arrangement_insight(slug, reference, year=int(year) if _is_year(year) else None)
    if page is None:
        raise Http404(slug)
    return page, reference, field


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit()


@require_safe
def insight(request: HttpRequest, slug: str) -> HttpResponse:
    """Size, votes, power and payment of the members, the fit, and what others do as well."""
    page, reference, field = _asked(request, slug)
    suffix = carried(request)
    home = reverse("arrangement", args=[slug]) + suffix
    chart = members_chart(page)
    kinds = [kind for kind in (*KINDS, "svg") if kind != "svg" or chart]
    return render_dated(
        request,
        "insight/arrangement.html",
        page,
        reference,
        field,
        chart=chart,
        figures=_figures(page),
        downloads=[(kind.upper(), _file(request, slug, kind)) for kind in kinds],
        arrangement_url=home,
        arrangements_base=reverse("arrangements"),
        municipalities_base=reverse("municipalities"),
        suffix=suffix,
        breadcrumb=[
            (_("Arrangements"), reverse("arrangements")),
            (page.version.name, home),
            (_("Insight"), ""),
        ],
    )


def _file(request: HttpRequest, slug: str, kind: str) -> str:
    parameters = request.GET.copy()
    for name in list(parameters):
        if name not in {"peildatum", "bron", "jaar"}:
            del parameters[name]
    suffix = f"?{parameters.urlencode()}" if parameters else ""
    return reverse("arrangement-insight-download", args=[slug, kind]) + suffix


def _figures(page: ArrangementInsight) -> list[KeyFigure]:
    methods = reverse("methods")
    number = len(page.members)
    people = page.population
    figures = [
        KeyFigure(
            written(number),
            ngettext("municipality", "municipalities", number),
            _("%(number)s inhabitants") % {"number": written(people)}
            if people
            else _("inhabitants not known"),
        )
    ]
    if page.board:
        first, last = page.board.seats[0], page.board.seats[-1]
        said = _("most: %(name)s, %(votes)s") if first.votes > last.votes else _("each %(votes)s")
        figures.append(
            KeyFigure(
                written(page.board.total_votes),
                _("votes in the general board"),
                said % {"name": first.name, "votes": written(first.votes)},
                f"{methods}#voting-power",
            )
        )
    if page.commuting:
        share = page.commuting.share.share_inside or 0.0
        figures.append(
            KeyFigure(
                f"{written(100 * share, 1)}%",
                _("of all commuting stays inside"),
                str(page.commuting.year),
                f"{methods}#fit",
            )
        )
    if page.paid is not None:
        figures.append(
            KeyFigure(
                f"€ {written(page.paid / 100, 0)}",
                _("paid by the municipalities"),
                str(page.year),
                f"{methods}#cost-keys",
            )
        )
    return figures


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The members as ``csv``, ``json`` or ``xlsx``, the picture as ``svg``."""
    if kind not in {*KINDS, "svg"}:
        raise Http404(kind)
    page, _reference, field = _asked(request, slug)
    if field.error:
        return HttpResponse(field.error, status=400, content_type="text/plain; charset=utf-8")
    table = open_table(page)
    if kind != "svg":
        return open_table_response(table, kind)
    chart = members_chart(page)
    if chart is None:
        raise Http404(kind)
    return bars_file(chart, table)
