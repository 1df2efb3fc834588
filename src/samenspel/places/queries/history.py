# SPDX-License-Identifier: EUPL-1.2
"""How municipalities became one another: what was before, what came after, what holds on a date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from samenspel.places.models import MunicipalityChange

Kind = MunicipalityChange.Kind


@dataclass(frozen=True)
class Place:
    """A municipality as others refer to it; the period is half-open, empty is unknown or open."""

    code: str
    name: str
    slug: str
    valid_from: date | None = None
    valid_to: date | None = None

    def exists_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or self.valid_to > day)

    @property
    def last_day(self) -> date | None:
        """The last day on which it existed; None when it still does."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None


@dataclass(frozen=True)
class Change:
    """Territory of ``old`` that is of ``new`` from ``on``; ``share`` in [0, 1], None is unknown."""

    on: date
    kind: str
    old: Place
    new: Place
    share: float | None

    @property
    def is_transfer(self) -> bool:
        """Whether only a part went over, and both municipalities stayed who they were."""
        return self.kind == Kind.TRANSFER

    @property
    def is_partial(self) -> bool:
        """Whether the old municipality was divided among several."""
        return self.kind == Kind.SPLIT


@dataclass(frozen=True)
class Heir:
    """A municipality that exists on the date asked for, and the share that it has of another."""

    place: Place
    share: float | None


@dataclass(frozen=True)
class History:
    """The changes that touch one municipality, oldest first, and what holds on a date.

    ``now`` are those that exist on the date in its place, when it does not exist itself: heirs
    after its end (largest share first), predecessors before its beginning. ``ancestors`` are the
    municipalities, direct and further back, that went into it and had ended by the date.
    """

    before: tuple[Change, ...]
    after: tuple[Change, ...]
    transfers: tuple[Change, ...]
    now: tuple[Heir, ...]
    ancestors: tuple[Place, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.before or self.after or self.transfers)


class Changes:
    """All changes of some countries, ready to be followed forwards and backwards."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self.all = tuple(sorted(changes, key=lambda c: (c.on, c.old.code, c.new.code)))
        self._after = _grouped(self.all, lambda change: change.old.code)
        self._before = _grouped(self.all, lambda change: change.new.code)

    def history(self, place: Place, *, on: date) -> History:
        """What happened to one municipality, and what holds in its place on a date."""
        after = self._after.get(place.code, ())
        before = self._before.get(place.code, ())
        return History(
            before=tuple(c for c in before if not c.is_transfer),
            after=tuple(c for c in after if not c.is_transfer),
            transfers=tuple(c for c in self.all if c.is_transfer and c in (*before, *after)),
            now=self.heirs(place, on=on) if not place.exists_on(on) else (),
            ancestors=self._ancestors(place, until=on),
        )

    def heirs(self, place: Place, *, on: date) -> tuple[Heir, ...]:
        """Who has the territory of a municipality on a date on which it does not exist itself.

        After its end its successors, with their shares; before its beginning its predecessors,
        with the share of each that went into it. Empty where no change says so.
        """
        ended = place.valid_to is not None and place.valid_to <= on
        found: dict[str, Heir] = {}
        self._walk(place, 1.0, on, self._after if ended else self._before, found, frozenset())
        return tuple(
            sorted(found.values(), key=lambda h: (-(h.share or 0.0), h.place.name, h.place.code))
        )

    def _walk(
        self,
        place: Place,
        share: float | None,
        on: date,
        steps: Mapping[str, tuple[Change, ...]],
        found: dict[str, Heir],
        seen: frozenset[str],
    ) -> None:
        if place.exists_on(on):
            known = found.get(place.code)
            found[place.code] = Heir(place, _plus(known.share, share) if known else share)
            return
        for change in steps.get(place.code, ()):
            following = change.new if steps is self._after else change.old
            if change.is_transfer or following.code in seen:
                continue
            # Backwards only what made the municipality counts, not what it received later.
            if steps is self._before and place.valid_from and change.on != place.valid_from:
                continue
            part = _times(share, _share(change))
            self._walk(following, part, on, steps, found, seen | {place.code})

    def _ancestors(self, place: Place, *, until: date) -> tuple[Place, ...]:
        found: dict[str, Place] = {}
        waiting = [place]
        while waiting:
            for change in self._before.get(waiting.pop().code, ()):
                old = change.old
                fits = not change.is_transfer and change.on <= until and not old.exists_on(until)
                if fits and old.code != place.code and old.code not in found:
                    found[old.code] = old
                    waiting.append(old)
        return tuple(found[code] for code in sorted(found))


def _share(change: Change) -> float | None:
    """A merger or new name moves everything; a split the part that is known."""
    return change.share if change.is_partial else 1.0


def _times(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one * other


def _plus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _grouped(
    changes: Iterable[Change], key: Callable[[Change], str]
) -> dict[str, tuple[Change, ...]]:
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(key(change), []).append(change)
    return {code: tuple(found) for code, found in groups.items()}


def changes(countries: Collection[str] = ("nl", "be")) -> Changes:
    """Every change between municipalities of these countries; one query."""
    ends = ("code", "name", "slug", "valid_from", "valid_to")
    rows = MunicipalityChange.objects.filter(old__country__in=countries).values_list(
        "date",
        "kind",
        "area_share",
        *(f"old__{field}" for field in ends),
        *(f"new__{field}" for field in ends),
    )
    return Changes(
        Change(on, kind, Place(*both[:5]), Place(*both[5:]), share)
        for on, kind, share, *both in rows
    )
