# SPDX-License-Identifier: EUPL-1.2
"""Where cooperation leaves something out or does it twice, on one day.

Four findings, each a question to ask and no judgement:

- a **task without an arrangement**: a municipality is in no arrangement that names the task;
- a **doubled task**: a municipality is in two or more arrangements that name the same task;
- **members outside the province**: an arrangement has municipalities in another province than the
  one that most of its members lie in;
- a **shared table**: arrangements with exactly the same municipalities, or one with all those of
  another and a few more; one meeting could serve both.

Definitions of our own, on sets. Tasks are those that somebody wrote down with the arrangement: an
arrangement that names none is in no task, so a task without an arrangement may be done in one of
those. All figures are whole numbers; every result is in the order of codes and keys.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.participation import Participations

IntMatrix = NDArray[np.int64]
FEWEST = 2
"""Municipalities below which there is no table to share."""


@dataclass(frozen=True)
class Doubled:
    """A municipality with several arrangements (two or more, sorted) for one task."""

    municipality: str
    task: str
    arrangements: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class TaskCoverage:
    """How many arrangements every municipality has for every task.

    Attributes
    ----------
    tasks
        Tasks that at least one arrangement names, sorted.
    number
        Arrangements, shape (municipalities, tasks), in the order of the participations.
    arrangements
        By task, the arrangements that name it, sorted.
    without_task
        Arrangements that name no task, sorted: they count nowhere here.
    """

    participations: Participations
    tasks: tuple[str, ...]
    number: IntMatrix
    arrangements: Mapping[str, tuple[str, ...]]
    without_task: tuple[str, ...]

    def column_of(self, task: str) -> int:
        """The column of a task; KeyError for a task that nobody names."""
        return self._columns[task]

    def spread(self, task: str) -> tuple[int, ...]:
        """How many municipalities have 0, 1, 2 ... arrangements for the task, up to the most."""
        counts = np.bincount(self.number[:, self.column_of(task)], minlength=1)
        return tuple(int(count) for count in counts)

    def municipalities_without(self, task: str) -> tuple[str, ...]:
        """Municipalities that are in no arrangement for the task, sorted."""
        found = np.flatnonzero(self.number[:, self.column_of(task)] == 0)
        return tuple(self.participations.municipalities[place] for place in found)

    def tasks_without(self, municipality: str) -> tuple[str, ...]:
        """Tasks that a municipality is in no arrangement for, sorted; KeyError when unknown."""
        row = self.number[self.participations.index_of(municipality)]
        return tuple(task for task, number in zip(self.tasks, row, strict=True) if not number)

    @cached_property
    def doubled(self) -> tuple[Doubled, ...]:
        """Every municipality and task with two or more arrangements, by municipality and task."""
        rows, columns = np.nonzero(self.number > 1)
        members = {
            key: frozenset(self.participations.members_of(key))
            for column in np.unique(columns)
            for key in self.arrangements[self.tasks[column]]
        }
        found = []
        for row, column in zip(rows, columns, strict=True):
            code, task = self.participations.municipalities[row], self.tasks[column]
            ours = tuple(key for key in self.arrangements[task] if code in members[key])
            found.append(Doubled(code, task, ours))
        return tuple(found)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {task: place for place, task in enumerate(self.tasks)}


def task_coverage(
    participations: Participations, tasks: Mapping[str, Collection[str]]
) -> TaskCoverage:
    """Count the arrangements of each municipality for each task.

    Parameters
    ----------
    tasks
        By arrangement, the tasks that it names; a missing arrangement names none, one that is not
        among the participations is ignored.
    """
    from scipy.sparse import csr_array

    named: dict[str, list[str]] = defaultdict(list)
    for arrangement in participations.arrangements:
        for task in sorted(set(tasks.get(arrangement, ()))):
            named[task].append(arrangement)
    every = tuple(sorted(named))
    cells = [
        (participations.column_of(arrangement), column)
        for column, task in enumerate(every)
        for arrangement in named[task]
    ]
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    names = csr_array(
        (np.ones(len(cells), dtype=np.int64), (rows, columns)),
        shape=(len(participations.arrangements), len(every)),
        dtype=np.int64,
    )
    return TaskCoverage(
        participations=participations,
        tasks=every,
        number=(participations.matrix @ names).toarray().astype(np.int64),
        arrangements={task: tuple(named[task]) for task in every},
        without_task=tuple(key for key in participations.arrangements if not tasks.get(key, ())),
    )


@dataclass(frozen=True)
class Provinces:
    """The provinces that the municipalities of one arrangement lie in.

    Attributes
    ----------
    members
        By province, its municipalities in the arrangement, sorted; most municipalities first, of
        equals the first name.
    home
        The province with most members; empty where two have as many, or none is known.
    unknown
        Members whose province is not known, sorted: neither inside nor outside.
    """

    arrangement: str
    members: tuple[tuple[str, tuple[str, ...]], ...]
    home: str
    unknown: tuple[str, ...]

    @property
    def inside(self) -> tuple[str, ...]:
        """Members in the province that most members lie in, sorted."""
        return self.members[0][1] if self.home else ()

    @property
    def outside(self) -> tuple[str, ...]:
        """Members in another province than ``home``, sorted; empty without a home."""
        if not self.home:
            return ()
        return tuple(sorted(code for _province, codes in self.members[1:] for code in codes))

    @property
    def is_across(self) -> bool:
        """Whether the members lie in more than one province."""
        return len(self.members) > 1


def provinces_of(
    participations: Participations, arrangement: str, province_of: Mapping[str, str]
) -> Provinces:
    """The provinces of one arrangement; KeyError when it is not in force on the day.

    ``province_of`` gives the province by municipality; missing or empty is unknown.
    """
    members = participations.members_of(arrangement)
    found: dict[str, list[str]] = defaultdict(list)
    for code in members:
        found[province_of.get(code, "")].append(code)
    unknown = tuple(found.pop("", ()))
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    is_tied = len(ordered) > 1 and len(ordered[0][1]) == len(ordered[1][1])
    return Provinces(
        arrangement=arrangement,
        members=tuple((province, tuple(codes)) for province, codes in ordered),
        home="" if is_tied or not ordered else ordered[0][0],
        unknown=unknown,
    )


def across_provinces(
    participations: Participations, province_of: Mapping[str, str]
) -> tuple[Provinces, ...]:
    """Every arrangement whose members lie in more than one province, by key."""
    every = (
        provinces_of(participations, key, province_of)
        for key, members in zip(participations.arrangements, participations.members, strict=True)
        if members >= FEWEST
    )
    return tuple(found for found in every if found.is_across)


@dataclass(frozen=True)
class Table:
    """A set of municipalities (two or more, sorted) and all arrangements of exactly these."""

    members: tuple[str, ...]
    arrangements: tuple[str, ...]

    @property
    def is_shared(self) -> bool:
        """Whether two or more arrangements have these members."""
        return len(self.arrangements) > 1


@dataclass(frozen=True)
class Nested:
    """A table whose members are all in a larger one; ``extra`` are the others there, sorted."""

    inner: Table
    outer: Table
    extra: tuple[str, ...]


def tables(participations: Participations) -> tuple[Table, ...]:
    """Every set of at least two municipalities that some arrangement has, by its first key."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, number in zip(participations.arrangements, participations.members, strict=True):
        if number >= FEWEST:
            found[participations.members_of(key)].append(key)
    listed = [Table(members, tuple(keys)) for members, keys in found.items()]
    return tuple(sorted(listed, key=lambda table: table.arrangements))


def nested_tables(participations: Participations, *, most_extra: int) -> tuple[Nested, ...]:
    """Pairs of tables of which the larger has all members of the other and a few more.

    One sparse product over all pairs that share a municipality.

    Parameters
    ----------
    most_extra
        How many more members the larger table may have, 1 or more.

    Returns
    -------
    Those with the fewest more members first, then by first key.

    Raises
    ------
    ValueError
        ``most_extra`` is below 1.
    """
    if most_extra < 1:
        raise ValueError(f"a larger table has 1 more member or more, not {most_extra}")
    every = tables(participations)
    if not every:
        return ()
    columns = [participations.column_of(table.arrangements[0]) for table in every]
    members = participations.matrix[:, columns]
    both = (members.T @ members).tocoo()
    sizes = participations.members[columns]
    more = sizes[both.col] - sizes[both.row]
    kept = (both.data == sizes[both.row]) & (more >= 1) & (more <= most_extra)
    found = [
        _nested(every[inner], every[outer])
        for inner, outer in zip(both.row[kept], both.col[kept], strict=True)
    ]
    return tuple(
        sorted(found, key=lambda n: (len(n.extra), n.inner.arrangements, n.outer.arrangements))
    )


def _nested(inner: Table, outer: Table) -> Nested:
    known = set(inner.members)
    return Nested(inner, outer, tuple(code for code in outer.members if code not in known))


@dataclass(frozen=True)
class Coverage:
    """The findings about one municipality.

    Attributes
    ----------
    without
        Tasks without an arrangement, each with the number of municipalities that have one: the
        task that most have first, of equals the first name.
    doubled
        Tasks with two or more arrangements, by task.
    outside
        Arrangements in which the municipality lies outside the province of most members.
    across
        Its other arrangements with members in more than one province.
    shared
        Its tables with two or more arrangements; that with the most arrangements first.
    nested
        Pairs of its tables of which the larger has a few more members.
    unnamed
        Its arrangements that name no task, sorted: what they do may be one of ``without``.
    """

    municipality: str
    without: tuple[tuple[str, int], ...]
    doubled: tuple[Doubled, ...]
    outside: tuple[Provinces, ...]
    across: tuple[Provinces, ...]
    shared: tuple[Table, ...]
    nested: tuple[Nested, ...]
    unnamed: tuple[str, ...]


def coverage_of(
    municipality: str,
    tasks: TaskCoverage,
    *,
    across: Collection[Provinces],
    shared: Collection[Table],
    nested: Collection[Nested],
) -> Coverage:
    """What the findings about all say about one municipality; KeyError when it does not exist.

    ``across``, ``shared`` and ``nested`` are those of :func:`across_provinces`, :func:`tables` and
    :func:`nested_tables`.
    """
    ours = tasks.participations.arrangements_of(municipality)
    own, unnamed = set(ours), set(tasks.without_task)
    having = Counter(dict(zip(tasks.tasks, (tasks.number > 0).sum(axis=0).tolist(), strict=True)))
    without = [(task, having[task]) for task in tasks.tasks_without(municipality)]
    of_ours = [found for found in across if found.arrangement in own]
    tables_of_ours = [table for table in shared if table.is_shared and own & {*table.arrangements}]
    return Coverage(
        municipality=municipality,
        without=tuple(sorted(without, key=lambda item: (-item[1], item[0]))),
        doubled=tuple(found for found in tasks.doubled if found.municipality == municipality),
        outside=tuple(found for found in of_ours if municipality in found.outside),
        across=tuple(found for found in of_ours if municipality not in found.outside),
        shared=tuple(sorted(tables_of_ours, key=lambda t: (-len(t.arrangements), t.arrangements))),
        nested=tuple(found for found in nested if municipality in found.inner.members),
        unnamed=tuple(key for key in ours if key in unnamed),
    )
