# SPDX-License-Identifier: EUPL-1.2
"""Commitments as files, and the page of all that is still to be done in every round."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.dialogue.queries.commitment_line import CommitmentLine, commitment_line
from samenspel.dialogue.queries.follow_up import follow_up_page, open_commitments
from samenspel.dialogue.reports.follow_up import commitments_table, follow_up_sheet
from samenspel.dialogue.views.paths import address
from samenspel.dialogue.views.replies_files import sheet_response
from samenspel.dialogue.views.shown import shown
from samenspel.paper.files import MAKERS
from samenspel.register.open_data import open_table_response

ON_PAGE = 40
# On the site the style sheet says the same.
STYLE = """.paper { fill: #fff; }
.bar { fill: #0b5560; fill-opacity: .35; stroke: #0b5560; }
.bar--self { fill: #f2b684; fill-opacity: 1; stroke: #b4540f; }
.bar--ended { fill: #d5dcde; fill-opacity: 1; stroke: #9aa7ab; }
.gridline, .axis { stroke: #c5cfd2; }
.reference-line { stroke: #b4540f; stroke-dasharray: 5 3; stroke-width: 2; }
text { fill: #16262b; font-family: "Source Sans 3", "Segoe UI", Arial, sans-serif; }
text { font-size: 14px; }
"""


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Commitments of a round: csv, json, xlsx, svg; for the councils: pdf, docx."""
    access = shown(request, slug)
    page = follow_up_page(access.round, on=access.on)
    if kind in MAKERS:
        sheet = follow_up_sheet(access.round, page, request.build_absolute_uri)
        return sheet_response(request, sheet, f"afspraken-{slug}", kind)
    if kind == "svg":
        line = commitment_line(page.commitments, on=access.on)
        return _drawing(line, f"{slug[:80]}-afspraken")
    table = commitments_table(
        page.commitments,
        on=access.on,
        name=f"{slug[:80]}-afspraken",
        title=_("Commitments: %(title)s") % {"title": access.round.title},
        source=access.round.organisation.name,
    )
    return open_table_response(table, kind)


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """What is still to be done, in all rounds; ``?toon=te-laat``: only what is overdue."""
    on = timezone.localdate()
    only_overdue = request.GET.get("toon") == "te-laat"
    found = open_commitments(on=on, only_overdue=only_overdue)
    pages = Paginator(found, ON_PAGE)
    page = pages.get_page(request.GET.get("pagina"))
    context = {
        "found": page,
        "number": len(found),
        "overdue": sum(held.is_overdue for held in found),
        "only_overdue": only_overdue,
        "on": on,
        "line": commitment_line(list(page.object_list), on=on),
        "breadcrumb": [(_("Dialogues"), address("dialogues")), (_("Commitments"), "")],
    }
    return render(request, "dialogue/commitments.html", context)


@require_safe
def download_everywhere(request: HttpRequest, kind: str) -> HttpResponse:
    """What is still to be done, in all rounds: csv, json, xlsx or svg."""
    on = timezone.localdate()
    found = open_commitments(on=on)
    if kind == "svg":
        return _drawing(commitment_line(found, on=on), "afspraken")
    table = commitments_table(
        found,
        on=on,
        name="afspraken",
        title=_("Commitments that are still to be done"),
        source=_("The organisations that asked the rounds"),
    )
    return open_table_response(table, kind)


def _drawing(line: CommitmentLine | None, name: str) -> HttpResponse:
    """The drawing as a file; 404 where there is nothing to draw."""
    if line is None:
        raise Http404(name)
    written = SafeString(f"<style>\n{STYLE}</style>")
    text = render_to_string("dialogue/commitments_svg.html", {"line": line, "style": written})
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response
