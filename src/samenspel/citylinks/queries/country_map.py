# SPDX-License-Identifier: EUPL-1.2
"""All pairs of a country on the map, a line for each."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _

from samenspel.analysis.complementarity import SCORE_ONE
from samenspel.analysis.matching import PairRow
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.country_pairs import CountryPairs
from samenspel.citylinks.queries.lines_map import (
    Line,
    LinesPicture,
    Spots,
    spots_of,
    straight,
    with_lines,
)
from samenspel.places.queries.maps import OWN, LegendItem, Mark, draw, map_ground

KEY = "pairs-map"
EDGE, PAIRED, WITHOUT = "shade-4", "shade-1", "shade-none"
HIGHEST, HIGHER, OTHERS = "tie tie-4", "tie tie-3", "tie tie-1"
FIRST, NEXT = 10, 30
"""The highest scores have thicker lines."""
NAMED, NAMED_NARROW = 30, 16

Address = Callable[[PairRow], str]


def pairs_picture(found: CountryPairs, *, address: Address) -> LinesPicture | None:
    """The country with a line between partners; None where nobody knows where anything lies."""
    marks = _marks(found, address)
    ground = map_ground(
        on=found.facts.on,
        marked=[mark.code for mark in marks],
        countries=[found.facts.country],
        changes=found.ground.changes,
    )
    picture = draw(
        ground,
        marks,
        key=KEY,
        title=_("Partners on the map"),
        description=_(
            "A line between each municipality and its partner. The table below has the same pairs."
        ),
        zoom=False,
        legend=_legend(found),
    )
    if picture.is_empty:
        return None
    spots = spots_of(picture)
    lines = [line for row in found.rows if (line := _line(found, row, spots))]
    # The highest scores lie on top.
    return with_lines(picture, lines[::-1], _named(found)[:NAMED], narrow=NAMED_NARROW)


def pair_text(found: CountryPairs, row: PairRow) -> str:
    """A pair in words, with its score."""
    return _("%(one)s and %(other)s: score %(score)s") % {
        "one": found.place(row.one).name,
        "other": found.place(row.other).name,
        "score": words.score_text(Fraction(row.score, SCORE_ONE)),
    }


def _marks(found: CountryPairs, address: Address) -> list[Mark]:
    marks = []
    for row in found.rows:
        text, url = pair_text(found, row), address(row)
        for end in (row.one, row.other):
            place = found.place(end)
            marks.append(Mark(place.code, text, _shade(found, end), url, _size(found, end)))
    for end in found.alone:
        place = found.place(end)
        text = _("%(name)s: no partner") % {"name": place.name}
        # Most places at the edge are left; a hatch on all of them would hide the lines.
        shade = PAIRED if found.sides[end] == "edge" and found.question.rule else WITHOUT
        marks.append(Mark(place.code, text, shade, "", _size(found, end)))
    return marks


def _size(found: CountryPairs, row: int) -> float:
    return float(found.place(row).population or 1)


def _shade(found: CountryPairs, row: int) -> str:
    if found.question.rule is None:
        return PAIRED
    return OWN if found.sides[row] == "large" else EDGE


def _legend(found: CountryPairs) -> tuple[LegendItem, ...]:
    if found.question.rule is None:
        places = [LegendItem(PAIRED, _("Has a partner"))]
    else:
        places = [
            LegendItem(OWN, _("Large")),
            LegendItem(EDGE, _("At the edge, with a partner")),
            LegendItem(PAIRED, _("At the edge, without a partner")),
        ]
    if any(mark for mark in found.alone if not found.question.rule or found.sides[mark] == "large"):
        places.append(LegendItem(WITHOUT, _("Without a partner")))
    lines = [LegendItem("tie-swatch-4", _("The ten highest scores"))]
    if len(found.rows) > FIRST + NEXT:
        lines.append(LegendItem("tie-swatch-3", _("The next thirty")))
    if len(found.rows) > FIRST:
        lines.append(LegendItem("tie-swatch-1", _("The other pairs")))
    return (*places, *lines)


def _line(found: CountryPairs, row: PairRow, spots: Spots) -> Line | None:
    one, other = found.place(row.one).code, found.place(row.other).code
    if one not in spots or other not in spots:
        return None
    is_next = row.rank <= FIRST + NEXT < len(found.rows)
    css = HIGHEST if row.rank <= FIRST else HIGHER if is_next else OTHERS
    return Line(css, straight(spots[one], spots[other]), one, pair_text(found, row))


def _named(found: CountryPairs) -> list[tuple[str, str]]:
    """Code and name of the ends of pairs, the highest score first."""
    ends = [found.place(end) for row in found.rows for end in (row.one, row.other)]
    return [(place.code, place.name) for place in ends]
