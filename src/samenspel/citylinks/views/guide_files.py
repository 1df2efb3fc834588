# SPDX-License-Identifier: EUPL-1.2
"""The advice of answers in the address as files: every reason with its points, and the picture."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.link_guide import guide_text, link_guide
from samenspel.citylinks.queries.guide import AdvicePage
from samenspel.citylinks.queries.guide_bars import guide_bars
from samenspel.citylinks.queries.guide_rules import guide_rules
from samenspel.citylinks.views.drawing_files import drawing_file
from samenspel.citylinks.views.guide import advice_of, crumbs
from samenspel.citylinks.views.guide_addresses import answers_in
from samenspel.register.open_data import KINDS, Field, OpenTable, open_table_response

NAME = "wegwijzer-stedenbanden"
# On the site the style sheet says the same.
STYLE = """.paper { fill: #fff; }
.bar { fill: #0b5560; stroke: #08404a; }
.bar--ended { fill: #d5dcde; stroke: #9aa7ab; }
.axis { stroke: #586a71; }
text { fill: #16262b; font-family: "Source Sans 3", "Segoe UI", Arial, sans-serif; }
text { font-size: 15px; }
.bars__count { font-weight: 650; }
"""


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """All questions, answers and points, to check and to improve."""
    context = {
        "rules": guide_rules(link_guide()),
        "breadcrumb": crumbs(_("All questions and points")),
    }
    return render(request, "citylinks/guide_rules.html", context)


@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The file that all of this comes from, as it is."""
    response = HttpResponse(guide_text(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{NAME}.toml"'
    return response


@require_safe
def guide_download(request: HttpRequest, kind: str) -> HttpResponse:
    """``csv``, ``json`` or ``xlsx`` with a row per form and reason, or the picture as ``svg``."""
    held = link_guide()
    taken = answers_in(held, request)
    if taken.not_understood or kind not in {*KINDS, "svg"}:
        raise Http404(kind)
    page = advice_of(held, taken.answers)
    if kind == "svg":
        context = {"bars": guide_bars(page.standings)}
        return drawing_file("citylinks/guide_bars_svg.html", context, style=STYLE, name=NAME)
    return open_table_response(reasons_table(page), kind)


def reasons_table(page: AdvicePage) -> OpenTable:
    """Every form with each of its reasons; a form without reasons has one row."""
    rows: list[tuple[str | int | bool | None, ...]] = []
    for place, one in enumerate(page.standings, start=1):
        form = (place, one.key, one.name, one.total, bool(one.ruled_out))
        reasons = (*one.reasons_for, *one.reasons_against)
        rows += [
            (*form, reason.question_key, reason.answer_key, reason.points, reason.because)
            for reason in reasons
        ]
        if not reasons:
            rows.append((*form, None, None, None, None))
    return OpenTable(
        name=NAME,
        title=_("Advice of the decision guide"),
        fields=(
            Field("place", _("Place")),
            Field("form_key", _("Key of the form")),
            Field("form", _("Form")),
            Field("sum", _("Sum of points")),
            Field("is_ruled_out", _("Cannot be done now")),
            Field("question", _("Question")),
            Field("answer", _("Answer")),
            Field("points", _("Points")),
            Field("reason", _("Reason")),
        ),
        rows=rows,
        on=timezone.localdate(),
        sources=(_("Decision guide, version %(version)s") % {"version": page.version},),
        licences=("CC0 1.0",),
        methods=("link-guide",),
    )
