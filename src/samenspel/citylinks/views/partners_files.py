# SPDX-License-Identifier: EUPL-1.2
"""Partners as files: CSV, JSON and XLSX of everybody who was compared, SVG of the map."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.complementarity import Partner
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.partners_map import partners_picture
from samenspel.citylinks.queries.partners_page import PartnersPage
from samenspel.citylinks.views.finder import municipality_at
from samenspel.citylinks.views.partners import Asked, asked, asked_words, weight_words
from samenspel.register.open_data import Field, OpenTable, Value, credit, open_table_response

METHODS = (
    "city-link-score",
    "city-link-alike",
    "city-link-gain",
    "city-link-contribution",
    "city-link-entries",
)
"""Where the score of a pair is defined."""
STYLE = """text { font-family: "Source Sans 3", "Segoe UI", Arial, sans-serif; }
.sea { fill: #eef4f8; }
path, circle { stroke: #7f9296; stroke-width: .6; vector-effect: non-scaling-stroke; }
.map__land path { fill: #fff; stroke: #d5dadb; }
.shade-self { fill: #e8833a; stroke: #16262b; stroke-width: 1.75; }
.shade-4 { fill: #2b7b87; stroke: #fff; }
.tie { fill: none; stroke-linecap: round; }
.tie-4 { stroke: #0a4852; stroke-width: 2.4; }
.tie-2 { stroke: #3d6b74; stroke-width: 1; }
.map__label { fill: #16262b; font-weight: 600; stroke: #fff; stroke-width: .22em;
  paint-order: stroke; stroke-linejoin: round; }
"""


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The partners as ``csv``, ``json`` or ``xlsx``, or their map as ``svg``."""
    found = asked(request, municipality_at(slug))
    if found.is_wrong:
        return refused(found)
    page = found.page
    if page is None or page.found.reason:
        raise Http404(slug)
    return _svg(found, page) if kind == "svg" else open_table_response(_table(found, page), kind)


def refused(found: Asked) -> HttpResponse:
    """What is wrong with the address, in words."""
    text = " ".join(found.wrongs)
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def credits_of(found: Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sources and licences of the arrangements and of the figures, each once."""
    leads = [facts.lead.collection for facts in found.start.facts]
    used = {e.source for column in found.table.columns for e in column.editions.values()}
    others = [c for c in found.reference.collections if c.slug in used and c not in leads]
    named = [credit(collection) for collection in (*leads, *others)]
    return (
        tuple(dict.fromkeys(title for titles, _licences in named for title in titles)),
        tuple(dict.fromkeys(licence for _titles, licences in named for licence in licences)),
    )


def notes_of(found: Asked) -> tuple[str, ...]:
    """What was asked, as notes of a file."""
    if found.form is None:
        return ()
    weights, conditions = weight_words(found.form), asked_words(found.form)
    return (
        _("Weights: %(weights)s") % {"weights": ", ".join(weights) or _("all count once")},
        _("Conditions: %(conditions)s") % {"conditions": ", ".join(conditions) or _("none")},
    )


def _table(found: Asked, page: PartnersPage) -> OpenTable:
    sources, licences = credits_of(found)
    return OpenTable(
        name=f"partners-{found.start.place.slug[:80]}-{found.reference.on.isoformat()}",
        title=_("Partners for %(name)s") % {"name": found.start.place.name},
        fields=_fields(page),
        rows=[_row(page, partner) for partner in page.found.places],
        on=found.start.facts[0].on,
        sources=sources,
        licences=licences,
        methods=(*METHODS, "city-link-robustness"),
        notes=notes_of(found),
    )


def _fields(page: PartnersPage) -> tuple[Field, ...]:
    name = page.start.place.name
    return (
        Field("rank", _("Place")),
        Field("code", _("Code")),
        Field("name", _("Municipality")),
        Field("score", _("Score"), _("The parts multiplied; 0 where a condition is not met.")),
        Field("value", _("Score without conditions")),
        Field("alike", words.factor_label("alike"), _("From 0 to 1.")),
        Field("unlike", words.factor_label("unlike"), _("Both gains added up.")),
        Field("reciprocity", words.factor_label("reciprocity"), _("Harmonic mean of both gains.")),
        Field("gain", _("%(name)s gains") % {"name": name}),
        Field("back", _("The other gains")),
        Field("coverage", _("Known of both"), _("Part of the weight.")),
        Field("stays", _("In the list"), _("In how many random weightings it is in the list.")),
        Field("weightings", _("Weightings"), _("How many random weightings were tried.")),
        Field("best_rank", _("Highest place"), _("Over all random weightings.")),
        Field("worst_rank", _("Lowest place"), _("Over all random weightings.")),
        Field("distance_km", _("Distance"), _("Between the centres."), "km"),
        Field("fails", _("Conditions that are not met")),
        *(
            Field(
                f"part_{column.indicator.key}",
                _("Adds: %(label)s") % {"label": words.indicator_label(column.indicator.key)},
                _("How much lower the score is without this. Only of the first ones."),
            )
            for column in page.found.table.columns
        ),
    )


def _row(page: PartnersPage, partner: Partner) -> tuple[Value, ...]:
    pair = partner.pair
    ground = page.start.ground
    km = ground.distance_km(pair.code, pair.other)
    parts: tuple[Value, ...] = (None,) * len(page.found.table.columns)
    if partner.rank <= page.found.top:
        parts = tuple(part.contribution for part in pair.parts)
    return (
        partner.rank,
        pair.other,
        ground.places[ground.rows[pair.other]].name,
        pair.score,
        pair.value,
        pair.factors.alike,
        pair.factors.unlike,
        pair.factors.reciprocity,
        pair.factors.gain,
        pair.factors.back,
        pair.coverage,
        partner.stays,
        page.tried or None,
        partner.best,
        partner.worst,
        None if km is None else round(km, 1),
        " ".join(pair.fails),
        *parts,
    )


def _svg(found: Asked, page: PartnersPage) -> HttpResponse:
    drawn = partners_picture(page, address=lambda _place: "") if page.rows else None
    if drawn is None:
        raise Http404(found.start.place.slug)
    text = render_to_string(
        "citylinks/partners_map_svg.html",
        {
            "drawn": drawn,
            "picture": drawn.picture,
            "source": "; ".join((*credits_of(found)[0], *drawn.picture.sources)),
            "style": SafeString(f"<style>\n{STYLE}</style>"),
        },
    )
    return svg_response(text, f"partners-{found.start.place.slug[:80]}")


def svg_response(text: str, name: str) -> HttpResponse:
    """A drawing as a file."""
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response
