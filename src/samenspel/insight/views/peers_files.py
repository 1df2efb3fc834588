# SPDX-License-Identifier: EUPL-1.2
"""The peers of a municipality as files: CSV and JSON of the tables, SVG of the picture."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.likeness import BY_KEY, peer_columns, peer_rows
from samenspel.insight.queries.peers import words
from samenspel.insight.views.peers import Asked, asked, figures_picture, municipality_at
from samenspel.register.open_data import Field, OpenTable, Value, credit, open_table_response

STYLE = """text { font-family: "Source Sans 3", "Segoe UI", Arial, sans-serif; fill: #16262b; }
text { font-size: 14px; }
.strip__title { font-size: 16px; font-weight: 700; }
.strip__value { font-weight: 700; }
.strip__line { stroke: #8a979b; stroke-width: 1; }
.strip__band { fill: #dbe4e6; }
.strip__middle { stroke: #2a3c42; stroke-width: 2; }
.strip__peer { fill: #fff; fill-opacity: .6; stroke: #0b5560; stroke-width: 2; }
.strip__own { fill: #b4540f; stroke: #16262b; stroke-width: 1.5; }
"""


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The peers as ``csv``, ``json`` or ``xlsx``, or their picture as ``svg``."""
    found = asked(request, municipality_at(slug), with_map=False)
    if found.is_wrong:
        return _refused(found)
    if not found.page.rows:
        raise Http404(slug)
    return _svg(found) if kind == "svg" else open_table_response(_peers_table(found), kind)


@require_safe
def download_figures(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The figures beside those of the peers and the country, as ``csv``, ``json`` or ``xlsx``."""
    found = asked(request, municipality_at(slug), with_map=False)
    if found.is_wrong:
        return _refused(found)
    if not found.page.rows:
        raise Http404(slug)
    return open_table_response(_figures_table(found), kind)


def _refused(found: Asked) -> HttpResponse:
    """What is wrong with the address, in words."""
    errors = [found.date_field.error, *(e for es in found.form.errors.values() for e in es)]
    text = " ".join(str(error) for error in errors if error)
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def _credit(found: Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sources and licences of the arrangements and of the figures, each once."""
    page = found.page
    assert page.facts is not None  # noqa: S101 - the page has peers
    lead = page.facts.lead.collection
    used = {row.source for row in page.profile}
    others = [c for c in found.reference.collections if c.slug in used and c.pk != lead.pk]
    found_credits = [credit(collection) for collection in (lead, *others)]
    return (
        tuple(dict.fromkeys(title for titles, _licences in found_credits for title in titles)),
        tuple(
            dict.fromkeys(licence for _titles, licences in found_credits for licence in licences)
        ),
    )


def _peers_table(asked_for: Asked) -> OpenTable:
    page = asked_for.page
    found, facts = page.found, page.facts
    assert found is not None and facts is not None  # noqa: S101, PT018 - the page has peers
    names = {municipality.code: municipality.name for municipality in facts.municipalities}
    sources, licences = _credit(asked_for)
    rows: list[tuple[Value, ...]] = []
    for number, row in enumerate(peer_rows(found, names)):
        done = (measure.peers[number - 1] if number else measure.own for measure in page.measures)
        rows.append((*row, *done))
    measures = [
        Field(row.measure.column, str(row.measure.title), "", str(row.measure.unit))
        for row in page.measures
    ]
    return OpenTable(
        name=f"vergelijkbaar-{page.place.slug[:80]}-{facts.on.isoformat()}",
        title=_("Municipalities most like %(name)s") % {"name": page.place.name},
        fields=(*(_field(key) for key in peer_columns(found)), *measures),
        rows=rows,
        on=facts.on,
        sources=sources,
        licences=licences,
        methods=("peers", *dict.fromkeys(row.measure.method for row in page.measures)),
        notes=(
            _("Weights of the themes: %(weights)s")
            % {
                "weights": ", ".join(
                    f"{words.theme_label(key)} {found.weights[key]:g}" for key in page.themes
                )
            },
        ),
    )


def _field(key: str) -> Field:
    if key in BY_KEY:
        return Field(key, words.indicator_label(key), words.indicator_definition(key))
    part = key.removeprefix("part_")
    if part != key:
        label = words.indicator_label(part) if part in BY_KEY else words.theme_label(part)
        return Field(
            key,
            _("Part from: %(label)s") % {"label": label},
            _("Part of the squared difference that comes from this."),
        )
    labels = {
        "rank": (_("Place"), _("0 is the municipality itself.")),
        "code": (_("Code"), ""),
        "name": (_("Municipality"), ""),
        "distance": (_("Difference"), _("Root of the squared difference.")),
        "squared_distance": (_("Squared difference"), _("Sum of its parts.")),
        "coverage": (_("Known"), _("Part of the weight that is known in both.")),
        "stays": (_("In the list"), _("In how many random weightings it is in the list.")),
        "weightings": (_("Weightings"), _("How many random weightings were tried.")),
        "best_rank": (_("Highest place"), _("Over all random weightings.")),
        "worst_rank": (_("Lowest place"), _("Over all random weightings.")),
    }
    label, definition = labels[key]
    return Field(key, label, definition)


def _figures_table(asked_for: Asked) -> OpenTable:
    page = asked_for.page
    facts = page.facts
    assert facts is not None  # noqa: S101 - the page has peers
    sources, licences = _credit(asked_for)
    rows: list[tuple[Value, ...]] = [
        (
            row.key,
            words.indicator_label(row.key),
            row.theme,
            words.reason(row.key),
            row.on,
            row.source,
            row.own.value,
            row.own.score,
            row.median,
            row.known,
            *((row.spread.low, row.spread.middle, row.spread.high) if row.spread else (None,) * 3),
        )
        for row in page.profile
    ]
    return OpenTable(
        name=f"vergelijkbaar-cijfers-{page.place.slug[:80]}-{facts.on.isoformat()}",
        title=_("%(name)s among its peers, in figures") % {"name": page.place.name},
        fields=(
            Field("indicator", _("Figure")),
            Field("label", _("Label")),
            Field("theme", _("Theme")),
            Field("reason", _("Why it counts")),
            Field("figure_date", _("Date of the figure")),
            Field("figure_source", _("Source of the figure")),
            Field("value", page.place.name),
            Field(
                "score",
                _("Score"),
                _("Standard deviations from the mean of all municipalities (z-score)."),
            ),
            Field("median_of_peers", _("Middle of the peers")),
            Field("peers_known", _("Peers with a figure")),
            Field("country_tenth", _("A tenth of the municipalities is below")),
            Field("country_median", _("Middle of all municipalities")),
            Field("country_nine_tenths", _("A tenth of the municipalities is above")),
        ),
        rows=rows,
        on=facts.on,
        sources=sources,
        licences=licences,
        methods=("peers", *(row.key for row in page.profile)),
    )


def _svg(asked_for: Asked) -> HttpResponse:
    page = asked_for.page
    facts = page.facts
    assert facts is not None  # noqa: S101 - the page has peers
    text = render_to_string(
        "insight/peers_svg.html",
        {
            "page": page,
            "picture": figures_picture(page),
            "on": facts.on,
            "source": "; ".join(_credit(asked_for)[0]),
            "style": SafeString(f"<style>\n{STYLE}</style>"),
        },
    )
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    name = f"vergelijkbaar-{page.place.slug[:80]}-{facts.on.isoformat()}"
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response
