# SPDX-License-Identifier: EUPL-1.2
"""Who gave and who received, in hours, people and euros: as bars on both sides of a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from samenspel.citylinks.models import Gift, Party
from samenspel.places.notation import written

WIDTH, MIDDLE, WIDEST = 520, 260, 190
ROW, TOP = 62, 30

MEASURES = ("uren", "mensen", "euro")
"""In what it is drawn, as the address says it."""
_FIELDS = {"uren": "hours", "mensen": "people", "euro": "euros"}


@dataclass(frozen=True)
class Sums:
    """Of some contributions: hours, people and whole euros."""

    hours: Decimal = Decimal(0)
    people: int = 0
    euros: int = 0

    def plus(self, gift: Gift) -> Sums:
        """The same with one more contribution."""
        return Sums(self.hours + gift.hours, self.people + gift.people, self.euros + gift.euros)

    def of(self, measure: str) -> Decimal:
        """One of them, by its word in the address."""
        return Decimal(getattr(self, _FIELDS[measure]))


def sums(gifts: Iterable[Gift]) -> Sums:
    """Of all these contributions."""
    total = Sums()
    for gift in gifts:
        total = total.plus(gift)
    return total


@dataclass(frozen=True)
class PartyBalance:
    """What one party gave and received, lessons that it learned and that others learned from it."""

    name: str
    gave: Sums
    received: Sums
    learned: int
    taught: int


@dataclass(frozen=True)
class Bar:
    """A bar and the figure beside it, in units of the drawing; across as text for SVG."""

    x: str
    y: int
    width: str
    text_x: str
    text: str


@dataclass(frozen=True)
class BalanceRow:
    """What one party gave and received, with the heights of its name and its bars."""

    name: str
    name_y: int
    text_y: int
    gave: Bar
    received: Bar


@dataclass(frozen=True)
class Balance:
    """The parties with their sums, and the drawing in one measure (None: nothing to draw)."""

    parties: tuple[PartyBalance, ...]
    measure: str
    unit: str
    rows: tuple[BalanceRow, ...]
    width: int
    height: int
    middle: int
    description: str


def unit_of(measure: str) -> str:
    """The measure in words."""
    return {"uren": _("hours"), "mensen": _("people"), "euro": _("euros")}[measure]


def balance_of(
    parties: Sequence[Party],
    gifts: Iterable[Gift],
    lessons: Iterable[tuple[int, int | None]],
    *,
    measure: str = "",
) -> Balance:
    """The balance over contributions and lessons (who learned, from whom), by party.

    Without a measure: hours, or what there is when nobody wrote hours down.
    """
    gave: defaultdict[int, Sums] = defaultdict(Sums)
    received: defaultdict[int, Sums] = defaultdict(Sums)
    learned: defaultdict[int, int] = defaultdict(int)
    taught: defaultdict[int, int] = defaultdict(int)
    for gift in gifts:
        gave[gift.giver_id] = gave[gift.giver_id].plus(gift)
        received[gift.receiver_id] = received[gift.receiver_id].plus(gift)
    for who, from_whom in lessons:
        learned[who] += 1
        if from_whom is not None:
            taught[from_whom] += 1
    lines = tuple(
        PartyBalance(p.name, gave[p.pk], received[p.pk], learned[p.pk], taught[p.pk])
        for p in parties
    )
    chosen = measure or next((m for m in MEASURES if any(p.gave.of(m) for p in lines)), "uren")
    rows = _rows(lines, chosen)
    return Balance(
        parties=lines,
        measure=chosen,
        unit=unit_of(chosen),
        rows=rows,
        width=WIDTH,
        height=TOP + ROW * len(rows) + 4,
        middle=MIDDLE,
        description=" ".join(_says(line, chosen) for line in lines),
    )


def _says(line: PartyBalance, measure: str) -> str:
    return _("%(name)s gave %(gave)s and received %(received)s %(unit)s.") % {
        "name": line.name,
        "gave": written(line.gave.of(measure)),
        "received": written(line.received.of(measure)),
        "unit": unit_of(measure),
    }


def _rows(lines: Sequence[PartyBalance], measure: str) -> tuple[BalanceRow, ...]:
    figures = [(line.gave.of(measure), line.received.of(measure)) for line in lines]
    most = max((max(pair) for pair in figures), default=Decimal(0))
    if not most:
        return ()
    made = []
    for place, (line, (gave, received)) in enumerate(zip(lines, figures, strict=True)):
        y = TOP + ROW * place + 24
        left, right = (float(WIDEST * part / most) for part in (gave, received))
        made.append(
            BalanceRow(
                name=line.name,
                name_y=y - 8,
                text_y=y + 16,
                gave=Bar(
                    f"{MIDDLE - 1 - left:.1f}",
                    y,
                    f"{left:.1f}",
                    f"{MIDDLE - 9 - left:.1f}",
                    written(gave),
                ),
                received=Bar(
                    f"{MIDDLE + 1:.1f}",
                    y,
                    f"{right:.1f}",
                    f"{MIDDLE + 9 + right:.1f}",
                    written(received),
                ),
            )
        )
    return tuple(made)
