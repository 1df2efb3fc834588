# SPDX-License-Identifier: EUPL-1.2
"""Index of the decision records, made from the records themselves.

    python tools/decisions.py           write docs/decisions/README.md
    python tools/decisions.py check     exit 1 when the index or a record is not in order

A record is called ``NNNN-subject.md``, starts with ``# N. Title``, has a line ``Status: ...`` and
the sections Context, Decision and Rejected. Records are not rewritten: a new one supersedes.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "decisions"
INTRODUCTION = """\
# Decisions

One record per decision that would be costly to turn around: what we met, what we chose, what we
rejected. A record is never rewritten; a later one supersedes it. This list is made by
`make decisions`.

| number | decision | status |
| ---: | --- | --- |
"""
SECTIONS = ("## Context", "## Decision", "## Rejected")
_STATUS = re.compile(
    r"^Status: ((?:proposed|accepted) \d{4}-\d{2}-\d{2}|superseded by \d{4})$", re.MULTILINE
)


@dataclass(frozen=True)
class Decision:
    """One record: its number, title, status and file name."""

    number: int
    title: str
    status: str
    file: str


class RecordError(Exception):
    """A record that breaks the rules of the module's docstring."""


def read(path: Path) -> Decision:
    """The record in ``path``; raises RecordError when it is not in order."""
    text = path.read_text(encoding="utf-8")
    number = int(path.name[:4])
    title = re.match(rf"# {number}\. (.+)\n", text)
    status = _STATUS.search(text)
    missing = [section for section in SECTIONS if f"\n{section}\n" not in text]
    if not title:
        raise RecordError(f"{path.name} does not start with '# {number}. Title'")
    if not status:
        raise RecordError(f"{path.name} has no line 'Status: accepted YYYY-MM-DD'")
    if missing:
        raise RecordError(f"{path.name} lacks {', '.join(missing)}")
    return Decision(number, title[1], status[1], path.name)


def index(folder: Path = FOLDER) -> str:
    """Text of the index; raises RecordError when a record or the numbering is not in order."""
    decisions = [read(path) for path in sorted(folder.glob("[0-9][0-9][0-9][0-9]-*.md"))]
    numbers = [decision.number for decision in decisions]
    if numbers != list(range(1, len(numbers) + 1)):
        raise RecordError(f"records are not numbered 1, 2, 3 ...: {numbers}")
    rows = [f"| {d.number} | [{d.title}]({d.file}) | {d.status} |" for d in decisions]
    return INTRODUCTION + "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    """Entry point; returns the exit code."""
    target = FOLDER / "README.md"
    try:
        text = index()
    except RecordError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments != ["check"]:
        target.write_text(text, encoding="utf-8")
        return 0
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        print("docs/decisions/README.md is stale; run `make decisions`.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
