# SPDX-License-Identifier: EUPL-1.2
"""Where real partners of Amsterdam rank, over weights, and how fast: docs/city-link-ranks.md.

    python benchmarks/partners.py [DATA PACKAGE]

Indicators and weights are not chosen to make these ranks look good: this page is there to tell how
the method does on a link that people made without it. Ranks are the same on every machine; times
are not.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from samenspel.analysis.complementarity import (
        Partner,
        Partners,
        PartnerTable,
        PartnerWeights,
    )

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "city-link-ranks.md"
OWN = "GM0363"
LINKED = ("GM1979", "GM0917", "GM1714")
SEED = 0
MADE_UP = 5_000
RUNS = 9
ON = date(2026, 1, 1)

TEXT = """\
# Where the partners of Amsterdam rank

Written by `benchmarks/partners.py` on {package}, reference date {on}. The ranks and scores are
exact and the same on every machine.

Amsterdam has a city link with Delfzijl (part of Eemsdelta since 2021), Heerlen and Sluis. The four
chose each other in 2010, on difference, complementarity and solidarity. This page tells where the
method of `samenspel partners` (definition: `/methoden/#city-link-score`) puts these three among the
{compared} municipalities that Amsterdam is compared with. Indicators, themes and weights were fixed
before these ranks were computed, and not changed afterwards: the ranks are what they are. Figures
are of 2022 to 2026, so they describe the municipalities of now, not those of 2010.

## With the usual weights

{usual}

The first ten:

{first}

What each indicator contributes to the score of the three, in thousandths (the score minus the score
without it, so the numbers do not add up to the score):

{contributions}

## When a theme counts twice, or not at all

{themes}

## When an indicator is left out

{indicators}

## When a factor counts more or less

A factor that counts 0 times is left out; 1 is usual.

{factors}

## Under 1,000 random weightings of the themes

Every division of the weight over the themes is as likely as any other (seed {seed}).

{random}

## What this says

{words}

## Speed

One run on one machine (Python {python}, {cores} cores); milliseconds of processor time, the best of
{runs} runs, after the package was read. Budget: a whole list of the country in 300 ms.

{speed}
"""


def rows_of(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of Markdown; the first column is text, the others are numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


@dataclass(frozen=True)
class Country:
    """The table of a country, with the names of its municipalities."""

    package: str
    on: date
    table: PartnerTable
    names: dict[str, str]

    def found(self, weights: PartnerWeights | None = None) -> Partners:
        """The partners of Amsterdam by some weights."""
        from samenspel.analysis.complementarity import partners_in

        return partners_in(self.table, OWN, weights=weights, robust=False)

    def ranks(self, weights: PartnerWeights | None = None) -> list[int]:
        """The ranks of the three by some weights."""
        found = self.found(weights)
        return [found.of(code).rank for code in LINKED]

    @property
    def heads(self) -> list[str]:
        """Names of the three."""
        return [self.names[code] for code in LINKED]


def read(path: Path) -> Country:
    """The country of a data package."""
    from samenspel.analysis.complementarity import partner_table
    from samenspel.cli.one_municipality import names_on
    from samenspel.cli.partner_files import vintages_of
    from samenspel.datapackage import read_package

    package = read_package(path)
    names = names_on(package, package.observed_on)
    table = partner_table(vintages_of(package), tuple(names), package.observed_on)
    return Country(package.name, package.observed_on, table, names)


def usual(country: Country) -> str:
    """Rank, score and factors of the three, and where Amsterdam ranks for each of them."""
    from samenspel.analysis.complementarity import partners_in

    found = country.found()
    rows = []
    for code in LINKED:
        back = partners_in(country.table, code, robust=False).of(OWN).rank
        rows.append([*_row(found.of(code), country.names), back])
    return rows_of([*_HEAD, "Amsterdam's rank for it"], rows)


_HEAD = ("municipality", "rank", "score", "alike", "unlike", "reciprocity", "gain of Amsterdam",
         "gain of the partner")  # fmt: skip


def _row(partner: Partner, names: dict[str, str]) -> list[object]:
    factors = partner.pair.factors
    numbers = (
        partner.pair.score,
        factors.alike,
        factors.unlike,
        factors.reciprocity,
        factors.gain,
        factors.back,
    )
    return [names[partner.code], partner.rank, *(f"{float(number):.4f}" for number in numbers)]


def first(country: Country) -> str:
    """The first ten with how sure they are."""
    from samenspel.analysis.complementarity import partners_in

    found = partners_in(country.table, OWN)
    rows = [
        [*_row(partner, country.names), f"{partner.stays:,}", f"{partner.best} to {partner.worst}"]
        for partner in found.first
    ]
    return rows_of([*_HEAD, "weightings in the list", "ranks"], rows)


def contributions(country: Country) -> str:
    """What each indicator contributes to the scores of the three."""
    found = country.found()
    parts = [found.of(code).pair.parts for code in LINKED]
    rows = [
        [one[0].indicator.label_en, *(f"{float(part.contribution) * 1000:+.1f}" for part in one)]
        for one in zip(*parts, strict=True)
    ]
    return rows_of(["indicator", *country.heads], rows)


def over_themes(country: Country) -> str:
    """Ranks with each theme twice, and with each left out."""
    from samenspel.analysis.complementarity import LINK_THEMES, PartnerWeights

    rows: list[list[object]] = [["usual", *country.ranks()]]
    for weight, word in ((2, "twice"), (0, "left out")):
        for theme in country.table.themes:
            label = LINK_THEMES[theme].label_en.lower()
            rows.append([f"{label} {word}", *country.ranks(PartnerWeights({theme: weight}))])
    return rows_of(["weights", *country.heads], rows)


def over_indicators(country: Country) -> str:
    """Ranks with each indicator left out."""
    from samenspel.analysis.complementarity import PartnerWeights

    rows = [
        [indicator.label_en.lower(), *country.ranks(PartnerWeights().leaving_out(indicator.key))]
        for indicator in country.table.indicators
    ]
    return rows_of(["without", *country.heads], rows)


def over_factors(country: Country) -> str:
    """Ranks with each factor from 0 to 3 times."""
    from samenspel.analysis.complementarity import FACTORS, LARGEST_FACTOR, PartnerWeights

    rows = [
        [f"{factor} × {times}", *country.ranks(PartnerWeights(factors={factor: times}))]
        for factor in FACTORS
        for times in range(LARGEST_FACTOR + 1)
    ]
    return rows_of(["factor", *country.heads], rows)


def random_ranks(country: Country) -> dict[str, list[int]]:
    """The ranks of the three in every random weighting, sorted."""
    from samenspel.analysis.complementarity import (
        Contest,
        PartnerWeights,
        random_weightings,
        ranks_under,
        terms_of,
        used_themes,
    )

    table, weights = country.table, PartnerWeights()
    own = table.row(OWN)
    rows = np.array([row for row in range(len(table.codes)) if row != own])
    contest = Contest(
        table, weights, terms_of(table, own, weights), rows, np.zeros(len(rows), dtype=np.bool_)
    )
    wanted = np.searchsorted(rows, [table.row(code) for code in LINKED])
    ranks = ranks_under(contest, wanted, random_weightings(len(used_themes(table, weights))))
    return {code: sorted(one) for code, one in zip(LINKED, ranks.tolist(), strict=True)}


def at_part(ranks: Sequence[int], percent: int) -> int:
    """The rank that so many per cent of the sorted ranks are at, or better than."""
    return ranks[-(-len(ranks) * percent // 100) - 1]


def over_random(country: Country) -> str:
    """Best, middle and worst rank, and how often among the first."""
    rows = []
    for code, ranks in random_ranks(country).items():
        at = [ranks[0], *(at_part(ranks, percent) for percent in (25, 50, 75)), ranks[-1]]
        among = [sum(rank <= top for rank in ranks) for top in (10, 34)]
        rows.append([country.names[code], *at, *among])
    head = ("best", "25% at or above", "median", "75% at or above", "worst", "in the first 10",
            "in the first 34 (a tenth)")  # fmt: skip
    return rows_of(["municipality", *head], rows)


def words(country: Country) -> str:
    """The same in sentences, made from the numbers."""
    found = country.found()
    compared = len(found.places)
    lines = []
    for code, ranks in random_ranks(country).items():
        partner = found.of(code)
        parts = sorted(partner.pair.parts, key=lambda part: (-part.contribution, part.key))
        most, least = (part.indicator.label_en.lower() for part in (parts[0], parts[-1]))
        lines.append(
            f"- {country.names[code]} is number {partner.rank} of {compared}; in half of the "
            f"random weightings it is at {at_part(ranks, 50)} or above. What contributes most to "
            f"its score is {most}, what lowers it most {least}."
        )
    first_ten = sum(found.of(code).rank <= 10 for code in LINKED)
    lines.append(
        f"- Among the first ten: {first_ten} of the three. The score finds places that are unlike "
        "Amsterdam in means and like it in problems; it does not know who wanted to work together, "
        "and three partners are too few to prove a method right or wrong."
    )
    return "\n".join(fill(line, 100, subsequent_indent="  ") for line in lines)


def made_up(codes: Sequence[str]) -> PartnerTable:
    """A country of these places with even, independent figures."""
    from samenspel.analysis.complementarity import FIGURES, partner_table
    from samenspel.analysis.likeness import Vintage

    random = np.random.Generator(np.random.PCG64(SEED))
    vintages = [
        Vintage(key, ON, "made up", dict(zip(codes, column, strict=True)))
        for key in sorted(FIGURES)
        for column in [random.integers(1, 10_000, len(codes)).astype(np.float64).tolist()]
    ]
    return partner_table(vintages, codes, ON)


def best(run: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds of processor time of the quickest of some runs."""
    found = float("inf")
    for _ in range(runs):
        start = time.process_time()
        run()
        found = min(found, time.process_time() - start)
    return found * 1000


def _all_parts(country: Country) -> None:
    for partner in country.found().places:
        partner.pair.parts  # noqa: B018 -- worked out when it is read
        partner.pair.figure_contributions  # noqa: B018


def speed(country: Country) -> Iterator[tuple[str, float]]:
    """Milliseconds of each part of the work for the country."""
    from samenspel.analysis.complementarity import partner_table, partners_in, score_matrix

    table = country.table
    vintages = [edition.vintage for c in table.columns for edition in c.editions.values()]
    number = len(table.codes)
    yield (
        f"ranks of {number} municipalities within the country",
        best(lambda: partner_table(vintages, table.codes, country.on)),
    )
    yield f"all {number - 1} scores and their order", best(country.found)
    yield (
        "the same with the robustness of the first ten",
        best(lambda: partners_in(table, OWN)),
    )
    yield (
        f"all {number - 1} scores with every contribution of every indicator",
        best(lambda: _all_parts(country)),
    )
    yield f"the scores of all pairs of {number}", best(lambda: score_matrix(table))


def measure_matrix(number: int) -> tuple[float, float]:
    """Milliseconds for all pairs of a made-up country, and the highest memory in MB."""
    from samenspel.analysis.complementarity import score_matrix

    table = made_up([f"P{place:06}" for place in range(number)])
    took = best(lambda: score_matrix(table), 1)
    # Linux counts kilobytes.
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measured_apart(number: int) -> tuple[float, float]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--measure", str(number)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    took, megabytes = json.loads(done.stdout)
    return took, megabytes


def speed_table(country: Country) -> str:
    """All that was measured."""
    took, megabytes = measured_apart(MADE_UP)
    rows = [[what, f"{milliseconds:.0f}"] for what, milliseconds in speed(country)]
    rows.append([f"the scores of all pairs of {MADE_UP:,} made-up places", f"{took:,.0f}"])
    table = rows_of(["work", "ms"], rows)
    return f"{table}\n\nThe last one took {megabytes:,.0f} MB of memory at most, all included."


def report(country: Country) -> str:
    """The document, computed now."""
    from samenspel.analysis.complementarity import SEED as WEIGHTINGS_SEED

    return TEXT.format(
        package=country.package,
        on=country.on,
        compared=len(country.found().places),
        usual=usual(country),
        first=first(country),
        contributions=contributions(country),
        themes=over_themes(country),
        indicators=over_indicators(country),
        factors=over_factors(country),
        random=over_random(country),
        words=words(country),
        seed=WEIGHTINGS_SEED,
        python=platform.python_version(),
        cores=os.cpu_count(),
        runs=RUNS,
        speed=speed_table(country),
    )


def main() -> None:
    """Write the document; without the national data say so and do nothing."""
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure_matrix(int(sys.argv[2]))))
        return
    shared = ROOT.parent / "shared" / "data" / "nl-2026"
    package = Path(sys.argv[1]) if len(sys.argv) > 1 else shared
    if not (package / "datapackage.json").exists():
        print(f"There is no data package at {package}; name one.", file=sys.stderr)
        return
    text = report(read(package))
    TARGET.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
