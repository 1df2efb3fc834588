# SPDX-License-Identifier: EUPL-1.2
"""What kind of things the partners do: between colleagues, at which level, with whom, how lasting.

References
----------
The principles of a city link by the book: building each other's capacity (people, organisations,
institutions), colleague to colleague, civil society in every phase, a process and not a project.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from samenspel.analysis.link_signals.facts import LinkFacts

LEARNING_KINDS = frozenset(
    {"colleague", "masterclass", "workshop", "placement", "advice", "visit", "project"}
)
"""Kinds in which colleagues can learn from each other, when officials or politicians take part."""
LEVELS = ("person", "organisation", "institution")
PHASES = ("exploring", "agreeing", "doing", "evaluating")
EARLY_PHASES = frozenset({"exploring", "agreeing"})


@dataclass(frozen=True)
class ColleagueShare:
    """Of ``all_done`` activities ``between_colleagues``; ``share`` in [0, 1], None without any."""

    between_colleagues: int
    all_done: int

    @property
    def share(self) -> Fraction | None:
        """Part of the activities that is between colleagues, in [0, 1]; None without activities."""
        return Fraction(self.between_colleagues, self.all_done) if self.all_done else None


@dataclass(frozen=True)
class CapacityLevels:
    """Activities done at each level of capacity, in the order of :data:`LEVELS`."""

    counts: tuple[int, ...]

    @property
    def covered(self) -> tuple[str, ...]:
        """The levels with at least one activity."""
        return tuple(level for level, count in zip(LEVELS, self.counts, strict=True) if count)

    @property
    def missing(self) -> tuple[str, ...]:
        """The levels without one."""
        return tuple(level for level in LEVELS if level not in self.covered)


@dataclass(frozen=True)
class SocietyPerPhase:
    """Per phase, in the order of :data:`PHASES`: activities done, and those with civil society."""

    done: tuple[int, ...]
    with_society: tuple[int, ...]

    @property
    def without(self) -> tuple[str, ...]:
        """Phases in which something was done, and nothing of it with civil society."""
        rows = zip(PHASES, self.done, self.with_society, strict=True)
        return tuple(phase for phase, done, society in rows if done and not society)


@dataclass(frozen=True)
class QuickResults:
    """Activities whose result shows at once: the human pitfall, unless they serve an aim.

    ``loose`` are quick and serve no aim; ``loose_early`` of them fall in an early phase, in which
    a visible result may help to begin.
    """

    quick: int
    loose: int
    loose_early: int
    all_done: int

    @property
    def share(self) -> Fraction | None:
        """Part of the activities that is quick, in [0, 1]; None without activities."""
        return Fraction(self.quick, self.all_done) if self.all_done else None

    @property
    def embedded(self) -> Fraction | None:
        """Part of the quick ones that serves an aim, in [0, 1]; None without quick ones."""
        return Fraction(self.quick - self.loose, self.quick) if self.quick else None


def colleague_share(facts: LinkFacts) -> ColleagueShare:
    """How much of what was done is learning between colleagues, counted in activities.

    Of a kind in :data:`LEARNING_KINDS`, with officials or politicians in it. Each activity counts
    once, a day as much as a year.
    """
    between = sum(
        one.kind in LEARNING_KINDS and (one.with_officials or one.with_politicians)
        for one in facts.activities
    )
    return ColleagueShare(between, len(facts.activities))


def capacity_levels(facts: LinkFacts) -> CapacityLevels:
    """At which of :data:`LEVELS` something was done; in activities."""
    counts = Counter(one.level for one in facts.activities)
    return CapacityLevels(tuple(counts[level] for level in LEVELS))


def society_per_phase(facts: LinkFacts) -> SocietyPerPhase:
    """In which of :data:`PHASES` civil society takes part; in activities."""
    done = Counter(one.phase for one in facts.activities)
    society = Counter(one.phase for one in facts.activities if one.with_society)
    return SocietyPerPhase(
        tuple(done[phase] for phase in PHASES), tuple(society[phase] for phase in PHASES)
    )


def quick_results(facts: LinkFacts) -> QuickResults:
    """How much of what was done shows at once, and whether it serves an aim; in activities."""
    quick = [one for one in facts.activities if one.is_quick]
    loose = [one for one in quick if not one.is_embedded]
    early = sum(one.phase in EARLY_PHASES for one in loose)
    return QuickResults(len(quick), len(loose), early, len(facts.activities))
