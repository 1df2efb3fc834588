# SPDX-License-Identifier: EUPL-1.2
"""Two municipalities side by side: what they share, what each gains, and what speaks against."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from samenspel.analysis.complementarity import (
    Pair,
    Part,
    PartnerTable,
    PartnerWeights,
    Side,
    pair_in,
)
from samenspel.citylinks.models import ProfileEntry
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.pair_picture import RankPanel, RankRow, rank_panel
from samenspel.citylinks.queries.partners_conditions import (
    NO_ARRANGEMENTS,
    TOGETHER,
    Conditions,
    failing,
)
from samenspel.citylinks.queries.partners_page import (
    Start,
    found_partners,
    gained,
    given,
    shared_problems,
)
from samenspel.places.models import Municipality
from samenspel.places.notation import written
from samenspel.places.queries.history import Place
from samenspel.register.queries.facts import ArrangementFacts, MunicipalityFacts

Kind = ProfileEntry.Kind
GAINERS = {
    (False, False): "",
    (True, False): "own",
    (False, True): "other",
    (True, True): "both",
}
"""Who gains by an indicator: by whether the one and the other do."""
_GIVES = frozenset({Kind.OFFER.value, Kind.STRENGTH.value})
_WANTS = frozenset({Kind.NEED.value, Kind.WEAKNESS.value})


@dataclass(frozen=True)
class PartRow:
    """One indicator of both, in the words of a reader.

    ``own`` and ``other`` are the figures, the ranks of 0 to 100; ``gainer`` is one of
    :data:`GAINERS`.
    """

    part: Part
    label: str
    side: str
    figure: str
    own: str
    other: str
    own_rank: str
    other_rank: str
    gainer: str

    @property
    def is_entered(self) -> bool:
        """Whether people entered it."""
        return bool(self.part.indicator.entry)

    @property
    def is_told(self) -> bool:
        """Whether there is something to see: a figure, or what they said that fits."""
        fits = self.part.shared or self.part.gain or self.part.back
        return not self.is_entered or bool(fits)


@dataclass(frozen=True)
class Fit:
    """What one offers or is strong in beside what the other needs or is weak in, of one theme.

    For a challenge of both ``is_shared`` is true.
    """

    theme: str
    giver: str
    taker: str
    gives: tuple[str, ...]
    wants: tuple[str, ...]
    is_shared: bool = False


@dataclass(frozen=True, eq=False)
class PairPage:
    """Everything on the page about two municipalities.

    The score of ``pair`` is without conditions; ``fails`` are those that the other does not meet.
    ``own_rank`` is the rank of the other for the one among ``own_compared``, ``other_rank`` the
    other way round; None where the conditions are not met or they were not compared.
    """

    start: Start
    other: MunicipalityFacts
    pair: Pair
    fails: tuple[str, ...]
    rows: tuple[PartRow, ...]
    shared: tuple[str, ...]
    gains: tuple[str, ...]
    gives: tuple[str, ...]
    own_rank: int | None
    own_compared: int
    other_rank: int | None
    other_compared: int
    distance_km: float | None
    together: tuple[ArrangementFacts, ...]
    together_unknown: bool
    is_merger: bool
    fits: tuple[Fit, ...]

    @property
    def own(self) -> MunicipalityFacts:
        """The municipality of which a partner is looked at."""
        return self.start.own

    def panels(self) -> tuple[RankPanel, ...]:
        """Both on one line from 0 to 100 for every figure; a side without figures has none."""
        names = (self.own.name, self.other.name)
        sides: tuple[tuple[Side, str, str], ...] = (
            ("problem", _("Challenges"), _("Close together is good: both face the same.")),
            ("means", _("What they have"), _("Far apart is good: they complete each other.")),
        )
        found = []
        for side, title, note in sides:
            rows = [
                RankRow(row.label, _rank(row.part.own_rank), _rank(row.part.other_rank))
                for row in self.rows
                if row.part.indicator.side == side and not row.is_entered
            ]
            if rows:
                found.append(rank_panel(f"pair-{side}", title, note, rows, names))
        return tuple(found)


def pair_page(
    start: Start,
    table: PartnerTable,
    other: Municipality,
    weights: PartnerWeights,
    conditions: Conditions,
) -> PairPage:
    """The pair by these weights; one query, for what both entered.

    ``start`` must have no reason against and the table must have both; KeyError without the other.
    """
    ground, code = start.ground, start.place.code
    # Without the conditions: they may hold one way only, and the score is of both.
    pair = pair_in(table, code, other.code, weights)
    own_rank, own_compared = _place(start, table, code, other.code, weights, conditions)
    other_rank, other_compared = _place(start, table, other.code, code, weights, conditions)
    is_known = failing(ground, code, Conditions(is_apart=True))[other.code]
    return PairPage(
        start=start,
        other=ground.places[ground.rows[other.code]],
        pair=pair,
        fails=failing(ground, code, conditions)[other.code],
        rows=tuple(_row(part) for part in pair.parts),
        shared=shared_problems(pair),
        gains=gained(pair.parts),
        gives=given(pair.parts),
        own_rank=own_rank,
        own_compared=own_compared,
        other_rank=other_rank,
        other_compared=other_compared,
        distance_km=ground.distance_km(code, other.code),
        together=ground.shared(code, other.code),
        together_unknown=NO_ARRANGEMENTS in is_known and TOGETHER not in is_known,
        is_merger=other.code in ground.ties[code],
        fits=_fits(start.place, other),
    )


def _place(
    start: Start,
    table: PartnerTable,
    code: str,
    other: str,
    weights: PartnerWeights,
    conditions: Conditions,
) -> tuple[int | None, int]:
    """The rank of ``other`` for ``code``, and among how many."""
    found = found_partners(start.facts, table, code, weights, conditions, robust=False)
    number = len(found.places)
    if other not in found.codes or found.of(other).pair.fails:
        return None, number
    return found.of(other).rank, number


def _row(part: Part) -> PartRow:
    indicator = part.indicator
    own_gains, other_gains = bool(part.gain), bool(part.back)
    gainer = GAINERS[own_gains, other_gains]
    if indicator.entry:
        own = other = own_rank = other_rank = ""
    else:
        own, other = (words.figure(indicator, v) for v in (part.own_value, part.other_value))
        own_rank, other_rank = (words.rank_text(_rank(r)) for r in (part.own_rank, part.other_rank))
    return PartRow(
        part=part,
        label=words.indicator_label(indicator.key),
        side=indicator.side,
        figure=words.figure_label(indicator),
        own=own,
        other=other,
        own_rank=own_rank,
        other_rank=other_rank,
        gainer=gainer,
    )


def _rank(rank: int | None) -> int:
    return -1 if rank is None else rank


def _fits(own: Place, other: Municipality) -> tuple[Fit, ...]:
    """What both share about themselves and fits each other, theme by theme; one query."""
    rows = ProfileEntry.objects.filter(
        municipality__code__in=[own.code, other.code], is_shared=True, removed_at__isnull=True
    ).order_by("pk")
    said: dict[tuple[str, str, str], list[str]] = {}
    for code, kind, theme, text in rows.values_list("municipality__code", "kind", "theme", "text"):
        group = "gives" if kind in _GIVES else "wants" if kind in _WANTS else "faces"
        said.setdefault((code, group, theme), []).append(text)
    names = {own.code: own.name, other.code: other.name}
    found = []
    for giver, taker in ((own.code, other.code), (other.code, own.code)):
        for theme in sorted({theme for _code, _group, theme in said}):
            gives, wants = said.get((giver, "gives", theme)), said.get((taker, "wants", theme))
            if gives and wants:
                found.append(Fit(theme, names[giver], names[taker], tuple(gives), tuple(wants)))
    for theme in sorted({theme for _code, group, theme in said if group == "faces"}):
        one, two = said.get((own.code, "faces", theme)), said.get((other.code, "faces", theme))
        if one and two:
            found.append(Fit(theme, own.name, other.name, tuple(one), tuple(two), is_shared=True))
    return tuple(found)


def contribution_text(part: Fraction) -> str:
    """What an indicator adds to the score, in thousandths, with its sign."""
    text = written(abs(float(part)) * 1000, 1)
    sign = "+" if part > 0 else "−" if part < 0 else ""
    return f"{sign}{text}"
