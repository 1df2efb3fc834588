# SPDX-License-Identifier: EUPL-1.2
"""The interim balance as files: tables, the picture, PDF and Word."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.queries.balance import BalancePage
from samenspel.dialogue.queries.balance_clause import every_point, kept_parts
from samenspel.dialogue.queries.balance_facts import BalanceFacts
from samenspel.dialogue.queries.balance_matrix import matrix_picture
from samenspel.dialogue.queries.balance_points import all_parts
from samenspel.dialogue.reports.balance import balance_sheet
from samenspel.dialogue.reports.balance_tables import (
    clauses_table,
    points_table,
    positions_table,
)
from samenspel.dialogue.views.balance_chosen import chosen
from samenspel.dialogue.views.replies_files import sheet_response
from samenspel.paper.files import MAKERS
from samenspel.register.open_data import OpenTable, open_table_response

# On the site the style sheet says the same.
STYLE = """text { fill: #16262b; } .positions__ground { fill: #fff; stroke: #8a979b; }
.positions__tips { fill: none; } .positions__block { font-weight: 700; }
.positions__cell--agree { fill: #84bcc2; } .positions__cell--wish { fill: #cfe6e8; }
.positions__cell--object { fill: #8a3f0c; } .positions__cell--none { fill: #ebe7df; }
.positions__cell--silent { fill: #fff; stroke: #8a979b; stroke-dasharray: 3 3; }
.positions__sign { fill: #05282e; stroke: none; }
.positions__sign--object { fill: none; stroke: #fff; stroke-width: 3; }
.positions__sign--none { fill: none; stroke: #3f5259; stroke-width: 2; }
.positions__line--agree { stroke: #66a7af; } .positions__line--wish { stroke: #2b7b87; }
.positions__line--object { stroke: #8a3f0c; } .positions__line--none { stroke: #586a71; }"""
TABLES = ("standpunten", "onderdelen", "punten")


@require_safe
@never_cache
def download(request: HttpRequest, slug: str, token: str, what: str, kind: str) -> HttpResponse:
    """A table as CSV, JSON or XLSX, the picture as SVG, the whole as PDF or Word."""
    _access, page, facts = chosen(request, slug, token)
    if what == "tussenbalans" and kind in MAKERS:
        sheet = balance_sheet(page, request.build_absolute_uri)
        return sheet_response(request, sheet, f"tussenbalans-{slug}-{page.whose.token}", kind)
    if what == "matrix" and kind == "svg":
        return _picture(request, page)
    if what not in TABLES:
        raise Http404(what)
    return open_table_response(_table(page, facts, what), kind)


def downloads_of(page: BalancePage) -> dict[str, list[tuple[str, str]]]:
    """The files of a version by what they are about: label and address of each."""

    def files(what: str, *kinds: tuple[str, str]) -> list[tuple[str, str]]:
        args = [page.round.slug, page.whose.token, what]
        return [
            (label, reverse("dialogue-balance-download", args=[*args, kind]))
            for label, kind in kinds
        ]

    data = (("CSV", "csv"), ("JSON", "json"), ("XLSX", "xlsx"))
    return {
        "paper": files("tussenbalans", ("PDF", "pdf"), ("Word", "docx")),
        "positions": files("standpunten", *data) + files("matrix", ("SVG", "svg")),
        "clauses": files("onderdelen", *data),
        "points": files("punten", *data),
    }


def _table(page: BalancePage, facts: BalanceFacts | None, what: str) -> OpenTable:
    if what == "standpunten":
        return positions_table(page)
    if what == "onderdelen":
        return clauses_table(page)
    parts = all_parts(facts) if facts else kept_parts(page)
    return points_table(page, every_point(page, parts))


def _picture(request: HttpRequest, page: BalancePage) -> HttpResponse:
    """The picture by itself, in the order of the text; without links."""
    picture = matrix_picture(
        page.content,
        range(len(page.clauses)),
        body_urls=[""] * len(page.bodies),
        clause_urls=[""] * len(page.clauses),
    )
    if picture is None:
        raise Http404("matrix")
    source = _("Source: %(source)s") % {"source": f"{page.round.organisation}, {page.round.title}"}
    response = render(
        request,
        "dialogue/balance_matrix_svg.html",
        {"picture": picture, "source": source, "style": SafeString(f"<style>{STYLE}</style>")},
        content_type="image/svg+xml",
    )
    name = f"tussenbalans-{page.round.slug[:60]}-{page.whose.token}.svg"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
