# SPDX-License-Identifier: EUPL-1.2
"""Borders between regions, found in the drawn shapes of municipalities, and colours for them.

Shapes drawn together share the points of their common borders (``analysis.cartography``). A line
from one point to the next that two shapes have is a border between them; a line that only one has
is a coast or the edge of the map. Whatever a division joins, its borders are then a selection of
the same lines.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import shapely

Point: TypeAlias = tuple[int, int]
Edge: TypeAlias = tuple[Point, Point]

_NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True)
class Border:
    """A line between two shapes, or of one shape alone (a coast), in the units of its paths."""

    codes: tuple[str, ...]
    points: tuple[Point, ...]


def rings(path: str) -> list[list[Point]]:
    """Corners of each ring of a path as ``analysis.cartography`` writes it, not closed."""
    found: list[list[Point]] = []
    pen = np.zeros(2, dtype=np.int64)
    for text in path.split("m")[1:]:
        if "h" in text:
            # A shape too small to draw is a square of one unit.
            steps = np.array([*map(int, _NUMBER.findall(text)[:2]), 1, 0, 0, 1, -1, 0])
        else:
            steps = np.array(_NUMBER.findall(text), dtype=np.int64)
        corners = np.cumsum(steps.reshape(-1, 2), axis=0) + pen
        found.append([(x, y) for x, y in corners.tolist()])
        pen = corners[0]
    return found


def find_borders(shapes: Mapping[str, Sequence[str]]) -> tuple[Border, ...]:
    """All borders of shapes, each shape given by code as one path or more; deterministic.

    A line that two parts of one shape share lies inside it and is no border.
    """
    sides: dict[Edge, list[str]] = defaultdict(list)
    for code, paths in sorted(shapes.items()):
        for ring in (ring for path in paths for ring in rings(path)):
            for start, end in zip(ring, [*ring[1:], ring[0]], strict=True):
                sides[(start, end) if start <= end else (end, start)].append(code)
    between: dict[tuple[str, ...], list[Edge]] = defaultdict(list)
    for edge, codes in sides.items():
        if edge[0] == edge[1] or (len(codes) > 1 and len(set(codes)) == 1):
            continue
        between[tuple(sorted(set(codes)))].append(edge)
    return tuple(
        Border(codes, line) for codes, edges in sorted(between.items()) for line in chain(edges)
    )


def chain(edges: Iterable[Edge]) -> list[tuple[Point, ...]]:
    """Lines as long as possible from edges; a closed one ends where it begins."""
    at: dict[Point, list[Point]] = defaultdict(list)
    for start, end in sorted(edges):
        at[start].append(end)
        at[end].append(start)
    lines = []
    # Ends and forks first, so that what remains is closed.
    for only_ends in (True, False):
        for start in sorted(at):
            while at[start] and (not only_ends or len(at[start]) != 2):
                lines.append(_walk(start, at))
    return lines


def _walk(start: Point, at: Mapping[Point, list[Point]]) -> tuple[Point, ...]:
    line = [start]
    while at[line[-1]]:
        here = line[-1]
        following = at[here].pop(0)
        at[following].remove(here)
        line.append(following)
        if following == start:
            break
    return tuple(line)


def simplified(borders: Sequence[Border], tolerance: float) -> tuple[Border, ...]:
    """The borders with fewer points, for a small drawing; no corner moves more than ``tolerance``.

    Lines keep their ends, so that they still meet.
    """
    lines = shapely.simplify(
        [shapely.LineString(border.points) for border in borders], tolerance, preserve_topology=True
    )
    return tuple(
        Border(border.codes, tuple((int(x), int(y)) for x, y in line.coords))
        for border, line in zip(borders, lines, strict=True)
    )


def line_path(points: Sequence[Point]) -> str:
    """SVG path of a line: absolute start, relative steps."""
    (x, y), *rest = points
    steps = []
    for to_x, to_y in rest:
        steps += [to_x - x, to_y - y]
        x, y = to_x, to_y
    drawn = " ".join(map(str, steps)).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{drawn}"


def parting(borders: Iterable[Border], region_of: Callable[[str], object]) -> list[Border]:
    """The borders between two shapes that lie in different regions."""
    return [b for b in borders if len(b.codes) > 1 and len({region_of(c) for c in b.codes}) > 1]


def neighbours_by_border(borders: Iterable[Border]) -> set[tuple[str, str]]:
    """Pairs of codes with a common border, each pair once and in order."""
    return {
        (one, other)
        for border in borders
        for number, one in enumerate(border.codes)
        for other in border.codes[number + 1 :]
    }


def neighbours_by_place(places: Mapping[str, Point]) -> set[tuple[str, str]]:
    """Pairs of codes that lie beside each other where only a point of each is known.

    Two are neighbours when a triangulation (Delaunay) of the points joins them.
    """
    codes = sorted(places)
    code_at = {places[code]: code for code in codes}
    joined = shapely.delaunay_triangles(shapely.MultiPoint(list(code_at)), only_edges=True)
    ends = [tuple(map(tuple, line.coords)) for line in shapely.get_parts(joined)]
    pairs = [sorted((code_at[a], code_at[b])) for a, b in ends]
    return {(one, other) for one, other in pairs}


def colour_numbers(things: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """A number from 0 for each thing such that the two of a pair differ; few numbers in all.

    The thing whose neighbours have the most different numbers is next (Brelaz 1979, DSATUR), then
    the one with the most neighbours, then the first in order of name; it gets the lowest number
    that is free.
    """
    beside: dict[str, set[str]] = {thing: set() for thing in things}
    for one, other in pairs:
        if one != other:
            beside[one].add(other)
            beside[other].add(one)
    numbers: dict[str, int] = {}
    waiting = sorted(beside)
    while waiting:
        taken = {t: {numbers[n] for n in beside[t] if n in numbers} for t in waiting}
        chosen = max(waiting, key=lambda t: (len(taken[t]), len(beside[t])))
        waiting.remove(chosen)
        numbers[chosen] = next(n for n in range(len(beside)) if n not in taken[chosen])
    return numbers
