# SPDX-License-Identifier: EUPL-1.2
"""A group of partners as files: CSV, JSON and XLSX of what each brings, SVG of the map."""

from __future__ import annotations

from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.complementarity import SCORE_ONE
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.group_map import group_picture
from samenspel.citylinks.queries.group_page import GroupPage
from samenspel.citylinks.views.country_files import map_file
from samenspel.citylinks.views.finder import municipality_at
from samenspel.citylinks.views.group import Asked, asked
from samenspel.citylinks.views.partners_files import credits_of, notes_of
from samenspel.register.open_data import Field, OpenTable, Value, open_table_response


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """What each member brings as ``csv``, ``json`` or ``xlsx``, or the map as ``svg``."""
    found = asked(request, municipality_at(slug))
    if found.is_wrong:
        return HttpResponse(
            " ".join(found.wrongs), status=400, content_type="text/plain; charset=utf-8"
        )
    page = found.page
    if page is None or not page.members:
        raise Http404(slug)
    if kind == "svg":
        drawn = group_picture(page, address=lambda _place: "")
        return map_file(drawn, "; ".join(credits_of(found.base)[0]), _name(page))
    return open_table_response(_table(found, page), kind)


def _name(page: GroupPage) -> str:
    return f"groep-{page.start.place.slug[:80]}-{page.start.facts[0].on.isoformat()}"


def _table(found: Asked, page: GroupPage) -> OpenTable:
    sources, licences = credits_of(found.base)
    name = page.start.place.name
    total = Fraction(page.group.total, SCORE_ONE)
    return OpenTable(
        name=_name(page),
        title=_("Partners that complement %(name)s and each other") % {"name": name},
        fields=(
            Field("code", _("Code")),
            Field("name", _("Municipality")),
            Field("score", _("Score"), _("Of the pair with %(name)s.") % {"name": name}),
            Field("adds", _("Only through it"), _("What the group would bring less without it.")),
            Field("distance_km", _("Distance"), _("Between the centres."), "km"),
            *(
                Field(
                    f"brings_{row.indicator.key}",
                    _("Brings: %(label)s") % {"label": words.indicator_label(row.indicator.key)},
                    _("Part of everything there is to gain."),
                )
                for row in page.means
            ),
        ),
        rows=[_row(page, place) for place in range(len(page.members))],
        on=page.start.facts[0].on,
        sources=sources,
        licences=licences,
        methods=("city-link-group", "city-link-score"),
        notes=(
            *notes_of(found.base),
            _("What they bring together counts %(weight)d times.") % {"weight": page.weight},
            _("Total: %(total)s") % {"total": words.score_text(total)},
        ),
    )


def _row(page: GroupPage, place: int) -> tuple[Value, ...]:
    member = page.members[place]
    return (
        member.place.code,
        member.place.name,
        Fraction(member.score, SCORE_ONE),
        Fraction(member.adds, SCORE_ONE),
        member.distance_km,
        *(Fraction(row.gains[place], SCORE_ONE) for row in page.means),
    )
