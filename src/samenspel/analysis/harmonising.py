# SPDX-License-Identifier: EUPL-1.2
"""Flows of one day between the municipalities of another, through mergers, splits and new codes.

Forwards, mergers and renames are exact: flows are added up. A municipality that was divided goes
wholly to the one that has the largest part of its territory, because how its flows divide is not
known; a transfer of a part to another municipality moves nothing. Both are reported, with how
much of the flows they concern. Backwards only what loses nothing is done: renames, and parts that
were made of one municipality alone. A merger cannot be undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol, TypeAlias

from samenspel.analysis.flows import Flows, in_order

ChangeKind: TypeAlias = Literal["merge", "split", "rename", "transfer"]


class MunicipalChange(Protocol):
    """Territory that passes from one code to another on the first day of the new situation.

    ``area_share`` is the part of the old territory concerned, None if it is not known.
    """

    @property
    def date(self) -> date: ...
    @property
    def kind(self) -> ChangeKind: ...
    @property
    def old_code(self) -> str: ...
    @property
    def new_code(self) -> str: ...
    @property
    def area_share(self) -> float | None: ...


@dataclass(frozen=True)
class Change:
    """A change as plain values; see :class:`MunicipalChange`."""

    date: date
    kind: ChangeKind
    old_code: str
    new_code: str
    area_share: float | None = None


class HarmonisingError(ValueError):
    """Flows cannot be brought to that day without making figures up, or changes go round."""


@dataclass(frozen=True)
class Approximation:
    """A municipality whose territory went to several, while all its flows went to one.

    Attributes
    ----------
    code
        Of the municipality, before ``date`` (backwards: from ``date`` on).
    taken_by
        The code that its flows went to; its own for a transfer of a part.
    parts
        Who else received a part of its territory, with the share, None if it is not known.
    residents, jobs
        Its residents and jobs in the flows given, in people, those of what became it included:
        a part of these is in the wrong place.
    """

    date: date
    code: str
    taken_by: str
    parts: tuple[tuple[str, float | None], ...]
    residents: float
    jobs: float

    @property
    def misplaced_share(self) -> float | None:
        """Part of the territory that went elsewhere; None if it is not known."""
        shares = [share for _, share in self.parts if share is not None]
        return sum(shares) if len(shares) == len(self.parts) else None


@dataclass(frozen=True)
class Harmonised:
    """Flows between the municipalities of another day.

    Attributes
    ----------
    flows
        Their total is that of the flows given.
    code_of
        For each zone of the flows given its code on the day asked for.
    followed
        The changes that moved flows, in the order in which they were followed.
    approximations
        What was assumed, in the same order.
    """

    flows: Flows
    code_of: dict[str, str]
    followed: tuple[Change, ...]
    approximations: tuple[Approximation, ...]

    @property
    def is_exact(self) -> bool:
        """Whether nothing had to be assumed."""
        return not self.approximations


def harmonise(
    flows: Flows,
    changes: Iterable[MunicipalChange],
    *,
    on: date,
    to: date,
    codes: Collection[str] | None = None,
) -> Harmonised:
    """Flows of the municipalities of one day between those of another.

    Parameters
    ----------
    flows
        Between municipalities as they were on ``on``. Codes that no change names stay.
    changes
        In any order; those outside the days concerned are let be.
    codes
        All codes that existed on ``to``. Only needed backwards: a part of a divided municipality
        was new if it is not among them and no earlier change names it. Without it no division is
        undone.

    Raises
    ------
    HarmonisingError
        Backwards: flows of merged municipalities, or of parts that joined others. Changes of one
        day that go round. The message names the first case and how many there are.
    """
    plain = sorted(
        (Change(c.date, c.kind, c.old_code, c.new_code, c.area_share) for c in changes),
        key=lambda c: (c.date, c.old_code, c.new_code),
    )
    trail = _Trail(flows, plain, codes)
    days = sorted({c.date for c in plain if min(on, to) < c.date <= max(on, to)}, reverse=to < on)
    for day in days:
        if to < on:
            trail.go_back_over(day)
        else:
            trail.go_forwards_over(day)
    trail.refuse()
    return Harmonised(
        flows.aggregate(trail.code_of),
        trail.code_of,
        tuple(dict.fromkeys(trail.followed)),
        tuple(trail.approximations),
    )


def harmonise_years(
    flows_of_days: Mapping[date, Flows],
    changes: Iterable[MunicipalChange],
    *,
    to: date | None = None,
) -> dict[date, Harmonised]:
    """Flows of several days between the municipalities of one, with the same zones for each.

    Parameters
    ----------
    flows_of_days
        By the day whose municipalities they are between.
    to
        The day whose municipalities are wanted; the last of those days when left out.

    Raises
    ------
    HarmonisingError
        There are no flows; or as in :func:`harmonise`.
    """
    if not flows_of_days:
        raise HarmonisingError("there are no flows")
    listed = list(changes)
    target = to or max(flows_of_days)
    found = {
        day: harmonise(flows, listed, on=day, to=target)
        for day, flows in sorted(flows_of_days.items(), key=lambda item: item[0])
    }
    zones = in_order(zone for each in found.values() for zone in each.flows.zones)
    return {day: replace(each, flows=_over(each.flows, zones)) for day, each in found.items()}


def _over(flows: Flows, zones: tuple[str, ...]) -> Flows:
    if flows.zones == zones:
        return flows
    codes = flows.zones
    return Flows.of(
        [codes[place] for place in flows.origin.tolist()],
        [codes[place] for place in flows.destination.tolist()],
        flows.amount,
        zones=zones,
    )


class _Trail:
    """Where each zone of the flows is so far, and what was done to get there."""

    def __init__(
        self, flows: Flows, changes: Sequence[Change], codes: Collection[str] | None
    ) -> None:
        self.code_of = {zone: zone for zone in flows.zones}
        self.followed: list[Change] = []
        self.approximations: list[Approximation] = []
        self._flows = flows
        self._codes = codes
        self._problems: list[str] = []
        self._of_day: dict[date, list[Change]] = defaultdict(list)
        self._first_named: dict[str, date] = {}
        for change in changes:
            # A change of name only moves nothing.
            if change.old_code != change.new_code or change.kind == "split":
                self._of_day[change.date].append(change)
                for code in (change.old_code, change.new_code):
                    self._first_named.setdefault(code, change.date)

    def refuse(self) -> None:
        """Raise the error of all problems met."""
        if self._problems:
            others = len(self._problems) - 1
            raise HarmonisingError(
                self._problems[0] + (f" (and {others} more like it)" if others else "")
            )

    def go_forwards_over(self, day: date) -> None:
        """From the codes just before a day to those on it."""
        parts: dict[str, list[Change]] = defaultdict(list)
        given: dict[str, list[Change]] = defaultdict(list)
        for change in self._of_day[day]:
            (given if change.kind == "transfer" else parts)[change.old_code].append(change)
        target: dict[str, str] = {}
        for code, zones in self._zones_of().items():
            now, seen = code, {code}
            # A code that was made and ended on the same day is passed through.
            while now in parts or now in given:
                ended = parts.get(now)
                largest = _largest(ended) if ended else None
                to = largest.new_code if largest else now
                others = [c for c in (*(ended or ()), *given.get(now, ())) if c.new_code != to]
                if others:
                    self._assume(day, now, to, [(c.new_code, c.area_share) for c in others], zones)
                if largest is None or to == now:
                    break
                self.followed.append(largest)
                if to in seen:
                    self._problems.append(f"the changes of {day} go round at {to}")
                    break
                seen.add(to)
                now = to
            target[code] = now
        self.code_of = {zone: target[code] for zone, code in self.code_of.items()}

    def go_back_over(self, day: date) -> None:
        """From the codes on a day to those just before it, where nothing is lost by it."""
        sources: dict[str, list[Change]] = defaultdict(list)
        given: dict[str, list[Change]] = defaultdict(list)
        for change in self._of_day[day]:
            (given if change.kind == "transfer" else sources)[change.new_code].append(change)
        target: dict[str, str] = {}
        for code, zones in self._zones_of().items():
            if code in given:
                back: list[tuple[str, float | None]] = [(c.old_code, None) for c in given[code]]
                self._assume(day, code, code, back, zones)
            entering = sources.get(code, [])
            target[code] = entering[0].old_code if entering else code
            if entering and not self._can_undo(entering):
                froms = " and ".join(c.old_code for c in entering)
                self._problems.append(
                    f"{code} received all or part of {froms} on {day}, which cannot be undone: "
                    f"ask for {day} or a later day"
                )
            self.followed += [c for c in entering if c.old_code != code]
        self.code_of = {zone: target[code] for zone, code in self.code_of.items()}

    def _can_undo(self, entering: Sequence[Change]) -> bool:
        """Whether a code was made of all or part of one municipality, and of nothing else."""
        if len(entering) > 1:
            return False
        (change,) = entering
        if change.kind == "rename" or change.new_code == change.old_code:
            return True
        return (
            change.kind == "split"
            and self._codes is not None
            and change.new_code not in self._codes
            and self._first_named[change.new_code] == change.date
        )

    def _zones_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for zone, code in self.code_of.items():
            found[code].append(zone)
        return {code: found[code] for code in in_order(found)}

    def _assume(
        self,
        day: date,
        code: str,
        taken_by: str,
        parts: list[tuple[str, float | None]],
        zones: list[str],
    ) -> None:
        places = [self._flows.index[zone] for zone in zones]
        unit = self._flows.denominator
        self.approximations.append(
            Approximation(
                date=day,
                code=code,
                taken_by=taken_by,
                parts=tuple(parts),
                residents=int(self._flows.residents[places].sum()) / unit,
                jobs=int(self._flows.jobs[places].sum()) / unit,
            )
        )


def _largest(parts: Sequence[Change]) -> Change:
    """The largest part; those of unknown share have equal parts of what the others leave."""
    known = [part.area_share for part in parts if part.area_share is not None]
    unknown = max(1 - sum(known), 0) / max(len(parts) - len(known), 1)
    # Of equals the first code.
    return max(parts, key=lambda c: unknown if c.area_share is None else c.area_share)
