# SPDX-License-Identifier: EUPL-1.2
"""The pairs of a country as files: CSV, JSON and XLSX of the table, SVG of the map."""

from __future__ import annotations

from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.complementarity import SCORE_ONE
from samenspel.analysis.matching import PairRow
from samenspel.citylinks.queries.country_map import pairs_picture
from samenspel.citylinks.queries.country_pairs import CountryPairs
from samenspel.citylinks.queries.lines_map import LinesPicture
from samenspel.citylinks.views.country import Asked, asked, edge_words
from samenspel.citylinks.views.drawing_files import drawing_file
from samenspel.register.open_data import Field, OpenTable, Value, credit, open_table_response

# On the site the style sheet says the same.
STYLE = """text { font-family: "Source Sans 3", "Segoe UI", Arial, sans-serif; }
.sea { fill: #eef4f8; }
path, circle { stroke: #7f9296; stroke-width: .6; vector-effect: non-scaling-stroke; }
.map__land path { fill: #fff; stroke: #d5dadb; }
.shade-self { fill: #e8833a; stroke: #16262b; stroke-width: 1.75; }
.shade-1 { fill: #d2e6e6; }
.shade-3 { fill: #66a7af; }
.shade-4 { fill: #2b7b87; stroke: #fff; }
.shade-none { fill: #fff; }
.tie { fill: none; stroke-linecap: round; }
.tie-1 { stroke: #5d7f86; stroke-width: .6; }
.tie-3 { stroke: #215560; stroke-width: 1.6; }
.tie-4 { stroke: #0a4852; stroke-width: 2.4; }
.map__label { fill: #16262b; font-weight: 600; stroke: #fff; stroke-width: .22em;
  paint-order: stroke; stroke-linejoin: round; }
"""


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The pairs as ``csv``, ``json`` or ``xlsx``, or their map as ``svg``."""
    request_for = asked(request)
    if request_for.is_wrong:
        return HttpResponse(
            " ".join(request_for.wrongs), status=400, content_type="text/plain; charset=utf-8"
        )
    found = request_for.found
    if found is None or not found.rows:
        raise Http404(kind)
    if kind == "svg":
        drawn = pairs_picture(found, address=_no_address)
        return map_file(drawn, "; ".join(_credits(request_for, found)[0]), _name(found))
    return open_table_response(_table(request_for, found), kind)


def map_file(drawn: LinesPicture | None, source: str, name: str) -> HttpResponse:
    """A map with lines as a file that stands by itself; Http404 when there is none."""
    if drawn is None:
        raise Http404(name)
    context = {"drawn": drawn, "picture": drawn.picture, "source": source}
    return drawing_file("citylinks/country_svg.html", context, style=STYLE, name=name)


def _no_address(_row: PairRow) -> str:
    return ""


def _name(found: CountryPairs) -> str:
    facts, question = found.facts, found.question
    kind = "stabiel" if question.kind == "stable" else "beste"
    return f"paren-{kind}-{facts.country}-{facts.on.isoformat()}"


def _credits(request_for: Asked, found: CountryPairs) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sources and licences of the arrangements and of the figures, each once."""
    lead = found.facts.lead.collection
    used = {e.source for column in found.table.columns for e in column.editions.values()}
    others = [c for c in request_for.reference.collections if c.slug in used and c != lead]
    named = [credit(collection) for collection in (lead, *others)]
    return (
        tuple(dict.fromkeys(title for titles, _licences in named for title in titles)),
        tuple(dict.fromkeys(licence for _titles, licences in named for licence in licences)),
    )


def _table(request_for: Asked, found: CountryPairs) -> OpenTable:
    sources, licences = _credits(request_for, found)
    return OpenTable(
        name=_name(found),
        title=_("A partner for every municipality"),
        fields=(
            Field("rank", _("Place")),
            Field("code", _("Code")),
            Field("name", _("Municipality")),
            Field("partner_code", _("Code of the partner")),
            Field("partner_name", _("Partner")),
            Field("score", _("Score")),
            Field("distance_km", _("Distance"), _("Between the centres."), "km"),
            Field("at_the_edge", _("Why at the edge")),
            Field("in_both", _("In both kinds"), _("Also a pair of the other kind.")),
        ),
        rows=[_row(found, row) for row in found.rows],
        on=found.facts.on,
        sources=sources,
        licences=licences,
        methods=("city-link-pairs", "city-link-score"),
        notes=_notes(found),
    )


def _row(found: CountryPairs, row: PairRow) -> tuple[Value, ...]:
    one, other = found.place(row.one), found.place(row.other)
    return (
        row.rank,
        one.code,
        one.name,
        other.code,
        other.name,
        Fraction(row.score, SCORE_ONE),
        found.ground.distance_km(one.code, other.code),
        edge_words(found, row.other),
        row.is_in_other,
    )


def _notes(found: CountryPairs) -> tuple[str, ...]:
    optimal, rule = found.both.optimal, found.question.rule
    notes = [
        _("Total of the best pairs: %(total)s of %(one)s; no pairing has more than %(bound)s.")
        % {"total": optimal.total, "one": f"1/{SCORE_ONE}", "bound": optimal.bound}
    ]
    if rule is not None:
        notes.append(
            _(
                "Large: %(large)d residents or more. At the edge: fewer than %(small)d residents"
                " and a growth of at most %(growth)d%%, or fewer than %(addresses)d addresses per"
                " km² nearby."
            )
            % {
                "large": rule.large,
                "small": rule.small,
                "growth": rule.growth,
                "addresses": rule.addresses,
            }
        )
    return tuple(notes)
