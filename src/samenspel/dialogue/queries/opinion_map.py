# SPDX-License-Identifier: EUPL-1.2
"""The published opinion groups, ready to show: letters, words, and circles to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

LETTERS = "ABCDE"
WIDTH, HEIGHT, MARGIN = 480, 320, 24
SMALLEST = 30
"""Smallest radius of a circle, so that its letter and number fit."""


@dataclass(frozen=True)
class Apart:
    """A statement that sets a group apart, with the shares of the group in per cent."""

    number: int
    text: str
    is_agreed: bool
    share: int


@dataclass(frozen=True)
class Circle:
    """Where a group is drawn, as texts in the units of the drawing."""

    x: str
    y: str
    r: str
    letter_y: str
    size_y: str


@dataclass(frozen=True)
class Group:
    """A group of people who react alike; ``share`` of all who are in a group, whole per cent."""

    letter: str
    size: int
    share: str
    apart: tuple[Apart, ...]
    circle: Circle


@dataclass(frozen=True)
class GroupRow:
    """A statement with the shares (agree, pass, disagree) of each group in per cent.

    ``shares`` is None where a group has too few reactions to it.
    """

    number: int
    text: str
    shares: tuple[tuple[int, int, int], ...] | None

    @property
    def lettered(self) -> tuple[tuple[str, int, int, int], ...]:
        """The letter of each group before its shares."""
        return tuple(
            (letter, *held) for letter, held in zip(LETTERS, self.shares or (), strict=False)
        )


@dataclass(frozen=True)
class GroupsShown:
    """Opinion groups; without any, ``why`` says why in words."""

    people: int
    placed: int
    groups: tuple[Group, ...]
    rows: tuple[GroupRow, ...]
    shared: tuple[Apart, ...]
    silhouette: float | None
    strength: str
    why: str
    explained: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def told(self) -> tuple[GroupRow, ...]:
        """The statements of which groups are told apart."""
        return tuple(row for row in self.rows if row.shares)


def groups_shown(content: Mapping[str, Any], texts: Mapping[int, str]) -> GroupsShown:
    """The published map (see ``opinion_map.map_content``) with the statements by number."""
    held: Sequence[Mapping[str, Any]] = content["groups"]
    silhouettes: Mapping[str, float] = content["silhouettes"]
    silhouette = silhouettes[str(len(held))] if held else None
    circles = _circles(held)
    placed = sum(group["size"] for group in held)
    return GroupsShown(
        people=content["people"],
        placed=content["placed"],
        groups=tuple(
            Group(
                letter=LETTERS[at],
                size=group["size"],
                share=f"{(200 * group['size'] + placed) // (2 * placed)}%",
                apart=tuple(
                    _apart(number, is_agreed, texts, group["shares"])
                    for number, is_agreed in group["apart"]
                ),
                circle=circles[at],
            )
            for at, group in enumerate(held)
        ),
        rows=tuple(_row(number, text, held) for number, text in sorted(texts.items())),
        shared=tuple(
            _apart(number, is_agreed, texts, held[0]["shares"])
            for number, is_agreed in content["shared"]
        ),
        silhouette=silhouette,
        strength=_strength(silhouette),
        why=_why(content["why"]),
        explained=round(100 * sum(content["explained"])),
    )


def _apart(
    number: int, is_agreed: bool, texts: Mapping[int, str], shares: Mapping[str, Sequence[int]]
) -> Apart:
    return Apart(number, texts[number], is_agreed, shares[str(number)][0 if is_agreed else 1])


def _row(number: int, text: str, groups: Sequence[Mapping[str, Any]]) -> GroupRow:
    # A statement that was put after the map was made is not in it.
    told = [group["shares"].get(str(number)) for group in groups]
    if not told or not all(told):
        return GroupRow(number, text, None)
    shares = tuple((agree, passed, disagree) for agree, disagree, passed in told)
    return GroupRow(number, text, shares)


def _circles(groups: Sequence[Mapping[str, Any]]) -> list[Circle]:
    """Circles around the middle of each group, in one scale for both directions."""
    if not groups:
        return []
    left = min(group["x"] - group["spread"] for group in groups)
    right = max(group["x"] + group["spread"] for group in groups)
    low = min(group["y"] - group["spread"] for group in groups)
    high = max(group["y"] + group["spread"] for group in groups)
    inner = (WIDTH - 2 * (MARGIN + SMALLEST), HEIGHT - 2 * (MARGIN + SMALLEST))
    scale = min(inner[0] / max(right - left, 0.01), inner[1] / max(high - low, 0.01))
    found = []
    for group in groups:
        x = WIDTH / 2 + (group["x"] - (left + right) / 2) * scale
        y = HEIGHT / 2 - (group["y"] - (low + high) / 2) * scale
        radius = max(group["spread"] * scale, SMALLEST)
        texts = (x, y, radius, y - 2, y + 18)
        found.append(Circle(*(f"{value:.1f}" for value in texts)))
    return found


def _strength(silhouette: float | None) -> str:
    """What the mean silhouette says in words (L. Kaufman and P. Rousseeuw, 1990, table 4)."""
    if silhouette is None:
        return ""
    if silhouette > 0.70:
        return _("The groups lie clearly apart.")
    if silhouette > 0.50:
        return _("The groups lie reasonably apart.")
    if silhouette > 0.25:
        return _("The groups run into each other: read them with care.")
    return _("The groups hardly differ: the division says little.")


def _why(reason: str) -> str:
    said = {
        "too_few": _("Too few people reacted to enough statements."),
        "all_the_same": _("Everybody reacts in the same way."),
        "too_small": _("Every division would have a group that is too small to show."),
    }
    return said.get(reason, "")
