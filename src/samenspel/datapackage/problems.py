# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a data package, cell by cell.

A package is refused whole. :class:`PackageError` carries the list of problems; of every kind of
problem in a column only the first are kept, all are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

SHOWN_PER_RULE = 20
_LONGEST_VALUE = 80


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    ``row`` is the row that a spreadsheet shows: the header is 1, the first record 2. It is empty
    when the problem is about a whole file or column.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    what: str
    expected: str

    def __str__(self) -> str:
        place = [self.file or "package"]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        value = "" if self.value is None else f" ({self.value!r})"
        expected = f"; expected {self.expected}" if self.expected else ""
        return f"{', '.join(place)}: {self.what}{value}{expected}"


@dataclass(frozen=True)
class Omitted:
    """How many problems of one kind were counted but are not in the list."""

    file: str
    column: str | None
    what: str
    count: int

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column is not None else ""
        return f"{self.file or 'package'}{column}: {self.what}: {self.count} more"


class PackageError(Exception):
    """The data package cannot be used.

    ``problems`` is the list to show, ``total`` the number of problems found and ``omitted`` says
    of which kinds there are more than the list holds.
    """

    def __init__(
        self,
        problems: Iterable[Problem],
        *,
        total: int | None = None,
        omitted: Iterable[Omitted] = (),
    ) -> None:
        self.problems = tuple(problems)
        self.total = len(self.problems) if total is None else total
        self.omitted = tuple(omitted)
        count = "1 problem" if self.total == 1 else f"{self.total} problems"
        super().__init__(f"{count} in the data package; the first: {self.problems[0]}")


@dataclass
class Report:
    """Collects problems and notices while a package is read."""

    shown_per_rule: int = SHOWN_PER_RULE
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    _counts: Counter[tuple[str, str | None, str]] = field(default_factory=Counter)

    def add(
        self,
        what: str,
        *,
        file: str = "",
        row: int | None = None,
        column: str | None = None,
        value: object = None,
        expected: str = "",
    ) -> None:
        """Count a problem, and keep it when its kind has not been shown often enough."""
        kind = (file, column, what)
        self._counts[kind] += 1
        if self._counts[kind] <= self.shown_per_rule:
            text = None if value is None else shorten(str(value))
            self.problems.append(Problem(file, row, column, text, what, expected))

    def room_for(self, what: str, *, file: str, column: str | None) -> int:
        """How many more problems of this kind the list takes."""
        return max(0, self.shown_per_rule - self._counts[(file, column, what)])

    def count_more(self, number: int, what: str, *, file: str, column: str | None) -> None:
        """Count problems of a kind that is not to be listed further."""
        if number > 0:
            self._counts[(file, column, what)] += number

    def notice(self, text: str) -> None:
        """Keep a remark that does not stop the package."""
        self.notices.append(text)

    @property
    def total(self) -> int:
        return sum(self._counts.values())

    def raise_if_any(self) -> None:
        """Refuse the package when something is wrong.

        Raises
        ------
        PackageError
            One problem or more was added.
        """
        if not self.problems:
            return
        shown = Counter((p.file, p.column, p.what) for p in self.problems)
        omitted = (
            Omitted(*kind, count - shown[kind])
            for kind, count in self._counts.items()
            if count > shown[kind]
        )
        raise PackageError(self.problems, total=self.total, omitted=omitted)


def shorten(value: str) -> str:
    """A value fit for one line of a report: control characters escaped, cut after 80 characters."""
    head = value[: _LONGEST_VALUE + 1]
    clean = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in head)
    return clean if len(head) <= _LONGEST_VALUE else clean[:_LONGEST_VALUE] + "…"
