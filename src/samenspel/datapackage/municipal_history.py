# SPDX-License-Identifier: EUPL-1.2
"""Municipalities through time: which code on one day stands for which on another, and why.

The date of a change is the first day of the new situation. Forwards, a municipality is followed
through mergers and renames to the one that has its territory; a split leads to several, each with
its share. Backwards, a municipality is followed to all those it was made from. A transfer of part
of a territory changes no identity. A name that may be two municipalities is never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import polars as pl

from samenspel.datapackage.municipal_changes import (
    Step,
    grouped,
    listed,
    new_title,
    old_title,
    steps_of,
    tell_forwards,
)
from samenspel.datapackage.municipal_names import fold, same_province

Outcome = Literal["found", "divided", "predecessors", "ambiguous", "unknown"]

_ONE_DAY = timedelta(days=1)
# date.max stands for no end.
_LAST_DAY = date.max - _ONE_DAY
# Statistics Netherlands gave out all numbers below this one long before 2000.
_FIRST_RECENT_DUTCH_CODE = "GM1500"


@dataclass(frozen=True)
class Successor:
    """A municipality on the other day.

    ``share`` in [0, 1] is, forwards, the part of the territory asked for that this one has and,
    backwards, the part of this one's territory that became the one asked for. None is unknown.
    """

    code: str
    name: str
    share: float | None


@dataclass(frozen=True)
class Resolution:
    """The answer.

    Attributes
    ----------
    outcome
        ``found``: one code; ``divided``: forwards, the territory went to several;
        ``predecessors``: backwards, it was made from several; ``ambiguous``: several
        municipalities have the name (``codes`` are those on the day that was asked for);
        ``unknown``: none has that code or name.
    codes
        The municipalities on the target day, by code.
    reason
        In English words, for a log or report; pages tell it from ``steps``.
    steps
        The changes that were followed, in the order of their dates.
    """

    outcome: Outcome
    codes: tuple[Successor, ...]
    reason: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Life:
    """The first day of a code, and the first day on which it no longer exists."""

    begin: date
    end: date

    def on(self, day: date) -> bool:
        return self.begin <= day < self.end


@dataclass
class _Trail:
    """Where the search is: codes that were reached, with their shares, and the steps taken."""

    shares: dict[str, float | None]
    steps: list[Step]


class MunicipalHistory:
    """Codes and names of municipalities of one country on any day.

    Parameters
    ----------
    changes
        The table municipality_changes.
    municipalities
        The table municipalities, for names, spellings, provinces and days that the changes do
        not tell. Without it a municipality that never changed is not known.
    """

    def __init__(self, changes: pl.DataFrame, municipalities: pl.DataFrame | None = None) -> None:
        self._names: dict[str, str] = {}
        self._provinces: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._leaving: dict[str, list[Step]] = defaultdict(list)
        self._entering: dict[str, list[Step]] = defaultdict(list)
        self._renamed: dict[str, list[Step]] = defaultdict(list)
        rows = [] if municipalities is None else municipalities.to_dicts()
        steps = sorted(
            steps_of(changes), key=lambda step: (step.date, step.old_code, step.new_code)
        )
        for row in rows:
            self._learn_municipality(row)
        for step in steps:
            self._learn_step(step)
        stated = {row["code"]: (row.get("valid_from"), row.get("valid_to")) for row in rows}
        self._lives = {
            code: self._life(code, *stated.get(code, (None, None))) for code in self._names
        }

    def _learn_municipality(self, row: Mapping[str, object]) -> None:
        code, province = str(row["code"]), row.get("province")
        self._names[code] = str(row["name"])
        if province:
            self._provinces[code] = str(province)
        for name in (str(row["name"]), *str(row.get("aliases") or "").split("|")):
            self._learn_name(code, name)

    def _learn_step(self, step: Step) -> None:
        for code, name in ((step.old_code, step.old_name), (step.new_code, step.new_name)):
            self._names.setdefault(code, name)
            self._learn_name(code, name)
        if step.old_code == step.new_code:
            self._renamed[step.old_code].append(step)
        elif step.kind != "transfer":
            self._leaving[step.old_code].append(step)
            self._entering[step.new_code].append(step)

    def _learn_name(self, code: str, name: str) -> None:
        folded = fold(name)
        if folded.key:
            self._by_name[folded.key].add(code)
        if folded.province:
            self._provinces.setdefault(code, folded.province)

    def _life(self, code: str, valid_from: date | None, valid_to: date | None) -> _Life:
        leaving = self._leaving.get(code)
        end = leaving[0].date if leaving else valid_to or date.max
        return _Life(self._begin(code, valid_from), end)

    def _begin(self, code: str, valid_from: date | None) -> date:
        """The first day of a code: as stated, else when it was made, else long ago.

        A change says which territory a code received, not whether the code was new. It was new
        when the change is a rename, or when two or more municipalities merged into a code that
        is not stated to be older. The low Dutch numbers are all older than the changes.
        """
        if valid_from is not None:
            return valid_from
        entering = self._entering.get(code)
        if not entering:
            return date.min
        first = [step for step in entering if step.date == entering[0].date]
        if any(step.kind == "rename" for step in first):
            return first[0].date
        old_number = code.startswith("GM") and code < _FIRST_RECENT_DUTCH_CODE
        return date.min if len(first) == 1 or old_number else first[0].date

    def codes_on(self, day: date) -> frozenset[str]:
        """The codes that existed on a day, as far as known."""
        return frozenset(code for code, life in self._lives.items() if life.on(day))

    def name_on(self, code: str, day: date) -> str:
        """The name of a municipality on a day.

        Raises
        ------
        KeyError
            The code is not known.
        """
        renamed = self._renamed.get(code, ())
        for step in renamed:
            if day < step.date:
                return step.old_name
        return renamed[-1].new_name if renamed else self._names[code]

    def resolve_code(self, code: str, *, on: date, target: date) -> Resolution:
        """The municipalities on ``target`` that have the territory ``code`` had on ``on``.

        A code that did not exist on ``on`` (sources keep old codes for years) is taken on the
        nearest day on which it did; the reason says so.
        """
        on, target = min(on, _LAST_DAY), min(target, _LAST_DAY)
        life = self._lives.get(code)
        if life is None:
            return Resolution("unknown", (), f"no municipality has the code {code}", ())
        day, remark = self._nearest_day(code, life, on)
        resolution = self._follow(code, day, target)
        if remark:
            reason = f"{remark}; {resolution.reason}"
            return Resolution(resolution.outcome, resolution.codes, reason, resolution.steps)
        return resolution

    def _nearest_day(self, code: str, life: _Life, on: date) -> tuple[date, str]:
        if on >= life.end:
            return life.end - _ONE_DAY, f"{self._titled(code, on)} no longer existed on {on}"
        if on < life.begin:
            return life.begin, f"{self._titled(code, on)} did not yet exist on {on}"
        return on, ""

    def resolve_name(
        self, name: str, *, on: date | None, target: date, province: str | None = None
    ) -> Resolution:
        """The municipalities on ``target`` of the one called ``name`` on ``on``.

        ``on`` None is any day. A name that several municipalities have is told apart by the day,
        by ``province`` or by a province in the name itself (``Bergen (NH.)``), or else reported.
        """
        folded = fold(name)
        wanted = province or folded.province
        candidates = sorted(self._by_name.get(folded.key, ()))
        if wanted is not None:
            candidates = [code for code in candidates if self._may_lie_in(code, wanted)]
        if not candidates:
            where = f" in {wanted}" if wanted else ""
            return Resolution("unknown", (), f"no municipality is called {name!r}{where}", ())
        if on is not None:
            valid = [code for code in candidates if self._lives[code].on(on)]
            candidates = valid or candidates
        answers = {
            code: self.resolve_code(
                code, on=on or self._some_day(self._lives[code], target), target=target
            )
            for code in candidates
        }
        first = answers[candidates[0]]
        if len(candidates) == 1 or len({answer.codes for answer in answers.values()}) == 1:
            return first
        # Two codes of one name in succession (Aalter before and after its merger) are one place.
        present = [code for code in candidates if self._lives[code].on(target)]
        if len(present) == 1 and self._one_line(candidates):
            return answers[present[0]]
        titles = ", ".join(self._titled(code, on or target) for code in candidates)
        codes = tuple(
            Successor(code, self.name_on(code, on or target), None) for code in candidates
        )
        return Resolution("ambiguous", codes, f"{name!r} may be {titles}", ())

    def _may_lie_in(self, code: str, province: str) -> bool:
        known = self._provinces.get(code)
        return known is None or same_province(known, province)

    def _one_line(self, codes: list[str]) -> bool:
        """Whether the codes lead to the same municipalities in the end."""
        ends = {
            self.resolve_code(code, on=self._lives[code].begin, target=_LAST_DAY).codes
            for code in codes
        }
        return len(ends) == 1

    @staticmethod
    def _some_day(life: _Life, near: date) -> date:
        """The day nearest to ``near`` on which the code existed."""
        return max(life.begin, min(near, life.end - _ONE_DAY))

    def _follow(self, code: str, on: date, target: date) -> Resolution:
        forwards = target >= on
        trail = _Trail({}, [])
        if forwards:
            self._go_forwards(code, on + _ONE_DAY, target, 1.0, trail, frozenset())
        else:
            self._go_backwards(code, on, target, 1.0, trail, frozenset())
        steps = tuple(sorted(dict.fromkeys(trail.steps), key=lambda step: step.date))
        codes = tuple(
            Successor(found, self.name_on(found, target), share)
            for found, share in sorted(trail.shares.items())
        )
        several: Outcome = "divided" if forwards else "predecessors"
        outcome: Outcome = "found" if len(codes) == 1 else several
        reason = self._reason(code, on, target, steps, forwards=forwards)
        return Resolution(outcome, codes, reason, steps)

    def _go_forwards(
        self,
        code: str,
        earliest: date,
        target: date,
        share: float | None,
        trail: _Trail,
        seen: frozenset[Step],
    ) -> None:
        following = [
            step
            for step in self._leaving.get(code, ())
            if earliest <= step.date <= target and step not in seen
        ]
        if not following:
            trail.shares[code] = _sum(trail.shares.get(code, 0.0), share)
            return
        now = [step for step in following if step.date == following[0].date]
        trail.steps += now
        for step in now:
            part = _product(share, step.area_share if len(now) > 1 else 1.0)
            self._go_forwards(step.new_code, step.date, target, part, trail, seen | set(now))

    def _go_backwards(
        self,
        code: str,
        until: date,
        target: date,
        share: float | None,
        trail: _Trail,
        seen: frozenset[Step],
    ) -> None:
        preceding = [
            step
            for step in self._entering.get(code, ())
            if target < step.date <= until and step not in seen
        ]
        if not preceding:
            trail.shares[code] = _sum(trail.shares.get(code, 0.0), share)
            return
        now = [step for step in preceding if step.date == preceding[-1].date]
        day = now[0].date
        trail.steps += now
        for step in now:
            part = _product(share, self._given(step))
            self._go_backwards(step.old_code, day, target, part, trail, seen | set(now))
        if self._lives[code].begin < day:
            self._go_backwards(code, day - _ONE_DAY, target, share, trail, seen | set(now))

    def _given(self, step: Step) -> float | None:
        """The part of the old territory that went along: all, when there is one new code."""
        alone = sum(other.date == step.date for other in self._leaving[step.old_code]) == 1
        return 1.0 if alone else step.area_share

    def _titled(self, code: str, day: date) -> str:
        return f"{self.name_on(code, day)} ({code})"

    def _reason(
        self, code: str, on: date, target: date, steps: tuple[Step, ...], *, forwards: bool
    ) -> str:
        if not steps:
            return f"{self._titled(code, target)} was the same on {on} and {target}"
        sentences = tell_forwards(steps) if forwards else self._tell_backwards(steps)
        return "; ".join(sentences)

    def _tell_backwards(self, steps: tuple[Step, ...]) -> Iterator[str]:
        for together in grouped(steps, lambda step: step.new_code):
            new, old = new_title(together[0]), listed(old_title(step) for step in together)
            day = together[0].date
            if self._lives[together[0].new_code].begin < day:
                yield f"{old} became part of {new} on {day}"
            elif together[0].kind == "rename" and len(together) == 1:
                yield f"{old} was renamed {new} on {day}"
            else:
                yield f"{new} was formed on {day} from {old}"


def _product(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else round(one * other, 6)


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else round(one + other, 6)
