# SPDX-License-Identifier: EUPL-1.2
"""Two municipalities side by side as files: CSV, JSON and XLSX of figures, SVG of the picture."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.complementarity import RANK_ONE
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.pair import PairPage
from samenspel.citylinks.views.finder import municipality_at
from samenspel.citylinks.views.pair import AskedPair, asked_pair
from samenspel.citylinks.views.partners_files import (
    METHODS,
    credits_of,
    notes_of,
    refused,
    svg_response,
)
from samenspel.register.open_data import Field, OpenTable, Value, open_table_response

GAP = 40
STYLE = """text { font-family: "Source Sans 3", "Segoe UI", Arial, sans-serif; fill: #16262b; }
text { font-size: 14px; }
.strip__title { font-size: 16px; font-weight: 700; }
.strip__value { font-weight: 700; }
.strip__line { stroke: #8a979b; stroke-width: 1; }
.strip__middle { stroke: #2a3c42; stroke-width: 2; }
.strip__peer { fill: #fff; stroke: #2b7b87; stroke-width: 2; }
.strip__own { fill: #e8833a; stroke: #16262b; stroke-width: 1.5; }
"""


@require_safe
def download(request: HttpRequest, slug: str, other: str, kind: str) -> HttpResponse:
    """The figures as ``csv``, ``json`` or ``xlsx``, or the picture as ``svg``."""
    one, two = municipality_at(slug), municipality_at(other)
    if one == two:
        raise Http404(other)
    found = asked_pair(request, one, two)
    if found.asked.is_wrong:
        return refused(found.asked)
    if found.page is None:
        raise Http404(other)
    if kind == "svg":
        return _svg(found, found.page)
    return open_table_response(_table(found, found.page), kind)


def _table(found: AskedPair, page: PairPage) -> OpenTable:
    sources, licences = credits_of(found.asked)
    own, other = page.own.name, page.other.name
    factors = page.pair.factors
    rows: list[tuple[Value, ...]] = [
        (
            row.part.key,
            row.label,
            row.side,
            row.part.own_value,
            row.part.other_value,
            _rank(row.part.own_rank),
            _rank(row.part.other_rank),
            row.part.contribution,
        )
        for row in page.rows
    ]
    return OpenTable(
        name=_name(page),
        title=_("%(one)s and %(other)s side by side") % {"one": own, "other": other},
        fields=(
            Field("indicator", _("Figure")),
            Field("label", _("What it stands for")),
            Field("side", _("Side"), _("problem or means")),
            Field("own_value", own),
            Field("other_value", other),
            Field("own_rank", _("Place of %(name)s") % {"name": own}, _("From 0 to 100.")),
            Field("other_rank", _("Place of %(name)s") % {"name": other}, _("From 0 to 100.")),
            Field("contribution", _("Adds to the score")),
        ),
        rows=rows,
        on=page.start.facts[0].on,
        sources=sources,
        licences=licences,
        methods=METHODS,
        notes=(
            *notes_of(found.asked),
            f"{_('Score')}: {float(page.pair.value)!r}",
            *(
                f"{words.factor_label(key)}: {float(getattr(factors, key))!r}"
                for key in words.FACTOR_LABELS
            ),
        ),
    )


def _rank(rank: int | None) -> float | None:
    return None if rank is None else rank * 100 / RANK_ONE


def _name(page: PairPage) -> str:
    slugs = (page.own.slug[:40], page.other.slug[:40])
    return f"{slugs[0]}-{slugs[1]}-{page.start.facts[0].on.isoformat()}"


def _svg(found: AskedPair, page: PairPage) -> HttpResponse:
    panels = page.panels()
    if not panels:
        raise Http404(page.other.slug)
    places = [number * (panels[0].width + GAP) for number in range(len(panels))]
    text = render_to_string(
        "citylinks/pair_svg.html",
        {
            "panels": list(zip(places, panels, strict=True)),
            "width": places[-1] + panels[0].width,
            "height": max(panel.height for panel in panels),
            "own": page.own.name,
            "other": page.other.name,
            "on": page.start.facts[0].on,
            "source": "; ".join(credits_of(found.asked)[0]),
            "style": SafeString(f"<style>\n{STYLE}</style>"),
        },
    )
    return svg_response(text, _name(page))
