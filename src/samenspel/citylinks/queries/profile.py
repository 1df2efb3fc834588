# SPDX-License-Identifier: EUPL-1.2
"""What a municipality says of itself, and its strongest and weakest ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.analysis.complementarity import RANK_ONE, LinkIndicator, PartnerTable, Side
from samenspel.citylinks.models import ProfileEntry
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.pair_picture import RankPanel, RankRow, rank_panel
from samenspel.places.models import Municipality
from samenspel.register import labels

Kind = ProfileEntry.Kind
HEADINGS = {
    Kind.OFFER: gettext_lazy("What it offers"),
    Kind.NEED: gettext_lazy("What it needs"),
    Kind.CHALLENGE: gettext_lazy("What it works on"),
    Kind.STRENGTH: gettext_lazy("What it is strong in"),
    Kind.WEAKNESS: gettext_lazy("What it is weak in"),
}
"""The kinds of entries in the order in which to show them."""
LAST_REMOVED = 10
STANDS_OUT = RANK_ONE * 2 // 3
"""From this rank on something is said to stand out: the highest third of the country.

Below it, it is like most others, and to name the highest of a few low ranks would mislead.
"""


@dataclass(frozen=True)
class EntryShown:
    """An entry, with its theme and policy area in words."""

    pk: int
    text: str
    theme: str
    domain: str
    is_shared: bool
    kind: str


@dataclass(frozen=True)
class EntryGroup:
    """The entries of one kind."""

    kind: str
    heading: str
    entries: tuple[EntryShown, ...]


@dataclass(frozen=True)
class Profile:
    """What a reader may see of what a municipality says of itself.

    ``groups`` are all kinds, with or without entries; ``removed`` the last ones that were removed,
    for who may put them back.
    """

    groups: tuple[EntryGroup, ...]
    removed: tuple[EntryShown, ...]

    @property
    def number(self) -> int:
        """How many entries are shown."""
        return sum(len(group.entries) for group in self.groups)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return not self.number

    @property
    def filled(self) -> tuple[EntryGroup, ...]:
        """The kinds of which there is an entry."""
        return tuple(group for group in self.groups if group.entries)


@dataclass(frozen=True)
class RankLine:
    """One indicator of the municipality: label, figure, rank and why it is looked at."""

    indicator: LinkIndicator
    label: str
    figure: str
    value: str
    rank: int
    reason: str

    @property
    def rank_text(self) -> str:
        """The rank from 0 to 100, or unknown."""
        return _("unknown") if self.rank < 0 else words.rank_text(self.rank)


def profile_of(municipality: Municipality, *, sees_all: bool, keeps: bool) -> Profile:
    """The profile as far as the reader may see it; one query.

    ``sees_all``: also what is not shared; ``keeps``: also what was removed.
    """
    rows = ProfileEntry.objects.filter(municipality=municipality).order_by("theme", "pk")
    if not sees_all:
        rows = rows.filter(is_shared=True)
    if not keeps:
        rows = rows.filter(removed_at__isnull=True)
    found = list(rows)
    standing = [_shown(row) for row in found if row.removed_at is None]
    removed = [row for row in found if row.removed_at is not None]
    removed.sort(key=lambda row: (row.removed_at, row.pk), reverse=True)
    return Profile(
        groups=tuple(
            EntryGroup(
                kind.value,
                str(heading),
                tuple(entry for entry in standing if entry.kind == kind.value),
            )
            for kind, heading in HEADINGS.items()
        ),
        removed=tuple(_shown(row) for row in removed[:LAST_REMOVED]),
    )


def _shown(row: ProfileEntry) -> EntryShown:
    return EntryShown(
        pk=row.pk,
        text=row.text,
        theme=labels.theme(row.theme),
        domain=labels.domain(row.domain) if row.domain else "",
        is_shared=row.is_shared,
        kind=row.kind,
    )


def rank_lines(table: PartnerTable, code: str, side: Side) -> tuple[RankLine, ...]:
    """The figures of a municipality on one side, the highest rank first, unknown ones last.

    Raises KeyError when the municipality is not in the table.
    """
    row = table.row(code)
    lines = [
        RankLine(
            indicator=column.indicator,
            label=words.indicator_label(column.indicator.key),
            figure=words.figure_label(column.indicator),
            value=words.figure(column.indicator, float(column.values[row])),
            rank=int(column.ranks[row]),
            reason=words.reason(column.indicator.key),
        )
        for column in table.of_side(side)
        if not column.indicator.entry
    ]
    return tuple(sorted(lines, key=lambda line: -line.rank))


def standing_out(lines: Sequence[RankLine]) -> RankLine | None:
    """The highest of the lines, which come highest first; None where none stands out."""
    return lines[0] if lines and lines[0].rank >= STANDS_OUT else None


def profile_panels(
    name: str, problems: Sequence[RankLine], means: Sequence[RankLine]
) -> tuple[RankPanel, ...]:
    """The picture of both sides; a side without figures has none."""
    sides = (
        (
            "problems",
            _("Challenges"),
            _("On the right: among the heaviest of the country."),
            problems,
        ),
        ("means", _("What it has"), _("On the right: among the most of the country."), means),
    )
    return tuple(
        rank_panel(key, title, note, [RankRow(line.label, line.rank) for line in lines], (name,))
        for key, title, note, lines in sides
        if lines
    )
