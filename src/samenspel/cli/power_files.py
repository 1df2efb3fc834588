# SPDX-License-Identifier: EUPL-1.2
"""A board as a CSV file, and its power as text, CSV and plain values."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from samenspel.cli.folders import reason

if TYPE_CHECKING:
    from samenspel.analysis.voting_power import MemberPower, Power

LARGEST_FILE = 4_000_000  # bytes
LONGEST_NAME = 500
SHOWN_PATTERNS = 20
MEASURES = (
    "share",
    "banzhaf",
    "shapley_shubik",
    "banzhaf_absolute",
    "power_to_prevent",
    "power_to_initiate",
)


class BoardFileError(ValueError):
    """A file that holds no board; the text says why."""


@dataclass(frozen=True)
class Board:
    """Names of the members, and the votes of each."""

    names: tuple[str, ...]
    votes: tuple[int, ...]


def read_board(path: Path) -> Board:
    """The columns name and votes of a CSV file, with commas or semicolons.

    Raises
    ------
    BoardFileError
        The file cannot be read, or a row is no member with a whole number of votes.
    """
    lines = _rows(path)
    header = [cell.strip().casefold() for cell in lines[0]] if lines else []
    if not all(header.count(column) == 1 for column in ("name", "votes")):
        raise BoardFileError(f"{path}: the first row must have the columns name and votes.")
    at_name, at_votes = header.index("name"), header.index("votes")
    names, votes = [], []
    for row, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise BoardFileError(
                f"{path}: row {row} has {len(cells)} cells and the header {len(header)}."
            )
        names.append(cells[at_name].strip()[:LONGEST_NAME])
        if (number := whole_number(cells[at_votes])) is None:
            raise BoardFileError(
                f"{path}: row {row}, column votes: {cells[at_votes].strip()[:40]!r} is no whole "
                "number of 0 or more."
            )
        votes.append(number)
    if not votes:
        raise BoardFileError(f"{path}: there are no members in it.")
    return Board(tuple(names), tuple(votes))


def whole_number(text: str) -> int | None:
    """A number of votes in plain digits; None for anything else."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise BoardFileError(f"{path} cannot be read: {reason(error)}.") from error
    if len(content) > LARGEST_FILE:
        raise BoardFileError(f"{path} is larger than a board can be.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BoardFileError(f"{path} is no text in UTF-8.") from None
    separator = ";" if ";" in text.partition("\n")[0] else ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise BoardFileError(f"{path} is no CSV file: {error}.") from error


def as_csv(names: Sequence[str], power: Power) -> bytes:
    """A row for each member: decimals, and the fractions of both indices beside them."""
    text = io.StringIO(newline="")
    rows = [{"name": name, **_member(power, at)} for at, name in enumerate(names)]
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _csv_cell(value) for key, value in row.items()} for row in rows)
    return text.getvalue().encode()


def as_document(names: Sequence[str], power: Power, *, is_quota_assumed: bool) -> dict[str, object]:
    """Everything about the board as plain values; ``..._fraction`` is exact, beside decimals."""
    from samenspel.analysis.voting_power import (
        count_minimal_blocking,
        count_minimal_winning,
        minimal_winning_patterns,
    )

    game = power.game

    def name(place: int | None) -> str | None:
        return None if place is None else names[place]

    listed = minimal_winning_patterns(game, most=SHOWN_PATTERNS)
    return {
        "votes": game.total,
        "quota": game.quota,
        "is_quota_assumed": is_quota_assumed,
        "members": [{"name": names[at], **_member(power, at)} for at in range(len(names))],
        "winning_coalitions": power.winning,
        "power_to_act": float(power.act),
        "power_to_act_fraction": str(power.act),
        "minimal_winning_coalitions": count_minimal_winning(game),
        "minimal_blocking_sets": count_minimal_blocking(game),
        "minimal_winning_patterns": [
            {
                "coalitions": pattern.coalitions,
                "members": pattern.size,
                "votes": pattern.votes,
                "parts": [
                    {"votes_each": part.votes, "taken": part.taken, "of": part.members}
                    for part in pattern.parts
                ],
            }
            for pattern in listed.patterns
        ],
        "all_patterns_listed": listed.is_complete,
        "can_block_alone": [names[at] for at in game.vetoers],
        "dummies": [names[at] for at in power.dummies],
        "equal_power": [[names[at] for at in group] for group in power.groups],
        "decides_alone": name(game.dictator),
        "has_majority_of_votes": name(game.majority_holder),
    }


def as_text(names: Sequence[str], power: Power, *, is_quota_assumed: bool) -> str:
    """A table for people, and what stands out in it."""
    game = power.game
    assumed = " (more than half; no quota was given)" if is_quota_assumed else ""
    wide = max(len("member"), *(len(name) for name in names))
    lines = [
        f"A decision needs {game.quota:,} of {game.total:,} votes{assumed}.",
        "",
        f"{'member':<{wide}} {'votes':>9} {'of votes':>9} {'Banzhaf':>9} {'Shapley-Shubik':>15}",
    ]
    lines += [
        f"{name:<{wide}} {member.votes:>9,} {_percent(member.share):>9} "
        f"{_percent(member.banzhaf):>9} {_percent(member.shapley_shubik):>15}"
        for name, member in zip(names, power.members, strict=True)
    ]
    return "\n".join([*lines, "", *_remarks(names, power)])


def _remarks(names: Sequence[str], power: Power) -> list[str]:
    game = power.game
    lines = [
        f"{_percent(power.act)} of all ways to vote for and against lead to a decision.",
        _named("Nothing is decided without", game.vetoers, names),
        _named("Votes that never decide", power.dummies, names),
    ]
    if game.dictator is not None:
        lines.append(f"Decides alone: {names[game.dictator]}.")
    if game.majority_holder is not None:
        lines.append(
            f"More than half of the votes: {names[game.majority_holder]}. The Dutch law on joint "
            "arrangements (Wgr) does not allow that to one municipality."
        )
    if not game.is_over_half:
        lines.append("The quota is not over half: a proposal and its opposite may both pass.")
    return lines


def _named(what: str, places: Sequence[int], names: Sequence[str]) -> str:
    return f"{what}: {', '.join(names[at] for at in places) or 'nobody'}."


def _member(power: Power, place: int) -> dict[str, int | str | float | bool]:
    member = power.members[place]
    found: dict[str, int | str | float | bool] = {"votes": member.votes}
    for key, value in zip(MEASURES, _fractions(member), strict=True):
        found[key], found[f"{key}_fraction"] = float(value), str(value)
    return {
        **found,
        "swings": member.swings,
        "is_dummy": member.is_dummy,
        "can_block_alone": place in power.game.vetoers,
    }


def _fractions(member: MemberPower) -> tuple[Fraction, ...]:
    return (
        member.share,
        member.banzhaf,
        member.shapley_shubik,
        member.banzhaf_absolute,
        member.prevent,
        member.initiate,
    )


def _csv_cell(value: float | str | bool) -> float | str:
    return str(value).lower() if isinstance(value, bool) else value


def _percent(part: Fraction) -> str:
    """A percentage with two decimals; halves go up, as people round."""
    hundredths = (part * 20_000 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02}%"
