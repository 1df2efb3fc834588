# SPDX-License-Identifier: EUPL-1.2
"""What ``samenspel pairings`` reads from a package, shows and writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from samenspel.analysis.complementarity import (
    SCORE_ONE,
    PartnerTable,
    PartnerWeights,
    partner_table,
    score_matrix,
)
from samenspel.analysis.matching import (
    EdgeRule,
    Kind,
    Pairing,
    Pairings,
    Side,
    between,
    both_pairings,
    pairing_columns,
    pairing_rows,
    place_figures,
    sides_of,
)
from samenspel.cli.partner_files import vintages_of
from samenspel.cli.region_files import as_json as written_as_json
from samenspel.cli.region_files import table

if TYPE_CHECKING:
    from samenspel.datapackage import Package


@dataclass(frozen=True, eq=False)
class CountryPairs:
    """The pairs of a package on a day; ``rule`` is given where only two sides make pairs."""

    package: Package
    names: Mapping[str, str]
    on: date
    table: PartnerTable
    rule: EdgeRule | None
    sides: tuple[Side, ...]
    both: Pairings

    def of(self, kind: Kind) -> Pairing:
        """The pairing of one kind."""
        return self.both.optimal if kind == "optimal" else self.both.stable

    def named(self, place: int) -> dict[str, str]:
        """Code and name of a place."""
        code = self.table.codes[place]
        return {"code": code, "name": self.names[code]}

    def alone(self, kind: Kind) -> list[int]:
        """Who takes part and gets no partner."""
        partners = self.of(kind).partners(len(self.table.codes)).tolist()
        return [p for p, other in enumerate(partners) if other < 0 and self.takes_part(p)]

    def takes_part(self, place: int) -> bool:
        """Whether it can get a partner: everybody, or who is on one of both sides."""
        return self.rule is None or bool(self.sides[place])


def pairs_of(
    package: Package, names: Mapping[str, str], on: date, rule: EdgeRule | None
) -> CountryPairs:
    """The best and the stable pairs of the municipalities of a day."""
    found = partner_table(list(vintages_of(package)), list(names), on)
    # Without any figure there is nothing to compare by, which is an answer and not a mistake.
    scores = score_matrix(found, PartnerWeights())
    sides = sides_of(place_figures(found), rule or EdgeRule())
    both = both_pairings(scores, between(sides) if rule else None)
    return CountryPairs(package, names, on, found, rule, sides, both)


def pairs_table(found: CountryPairs, kind: Kind) -> bytes:
    """A row per pair, the one that scores most first."""
    rows = pairing_rows(found.both, kind, found.table.codes, found.names, found.sides)
    return table(pairing_columns(kind), ([str(cell) for cell in row] for row in rows))


def as_json(found: CountryPairs, kind: Kind) -> bytes:
    """Everything that was found, with the proof and the other kind beside it."""
    pairing, both = found.of(kind), found.both
    columns = pairing_columns(kind)
    document: dict[str, Any] = {
        "reference_date": found.on.isoformat(),
        "sources": [source.title for source in found.package.sources],
        "licences": [licence.title for licence in found.package.licences],
        "kind": kind,
        "sides": None if found.rule is None else asdict(found.rule),
        "municipalities": len(found.table.codes),
        "score_unit": f"1/{SCORE_ONE}",
        "total": pairing.total,
        "bound": both.optimal.bound,
        "gap": both.optimal.gap,
        "is_proven": both.optimal.is_proven,
        "total_optimal": both.optimal.total,
        "total_stable": both.stable.total,
        "pairs_in_both": len(both.shared),
        "pairs": [
            dict(zip(columns, row, strict=True))
            for row in pairing_rows(both, kind, found.table.codes, found.names, found.sides)
        ],
        "without_partner": [found.named(place) for place in found.alone(kind)],
        "would_rather_swap": [
            {
                "one": found.named(swap.one),
                "other": found.named(swap.other),
                "one_gains": swap.one_gains,
                "other_gains": swap.other_gains,
            }
            for swap in (both.swaps if kind == "optimal" else ())
        ],
    }
    return written_as_json(document)


def as_text(found: CountryPairs, kind: Kind) -> str:
    """The pairs and what is sure about them, for people."""
    pairing, both = found.of(kind), found.both
    rows = pairing_rows(both, kind, found.table.codes, found.names, found.sides)
    wide = max(len(str(row[2])) for row in rows)
    head = (
        f"{len(rows)} pairs of {len(found.table.codes)} municipalities in {found.package.name} on "
        f"{found.on}, {kind}."
    )
    lines = [head, ""]
    lines += [
        f"{row[0]:>4}  {_thousandths(int(row[6])):>7}  {row[2]:{wide}}  {row[4]}" for row in rows
    ]
    lines += ["", f"Before the names stands the score, in thousandths. {_sure(both)}"]
    if kind == "optimal":
        lines.append(
            f"{len(both.swaps)} times two municipalities would both rather have each other."
        )
    else:
        share = both.stable.total / both.optimal.total
        lines.append(f"No two would rather have each other; together {share:.1%} of the largest.")
    lines.append(f"The total is {_thousandths(pairing.total)}; {len(both.shared)} pairs in both.")
    return "\n".join([*lines, *_without(found, kind)])


def _without(found: CountryPairs, kind: Kind) -> list[str]:
    """Who is left without a partner; of places at the edge the number says enough."""
    alone = found.alone(kind)
    at_the_edge = [place for place in alone if found.rule and found.sides[place] == "edge"]
    others = [found.named(place)["name"] for place in alone if place not in at_the_edge]
    lines = []
    if others:
        lines.append(f"Without a partner ({len(others)}): {', '.join(others)}.")
    if at_the_edge:
        lines.append(f"At the edge and without a partner: {len(at_the_edge)}.")
    return lines


def _sure(both: Pairings) -> str:
    if both.optimal.is_proven:
        return "The total of the optimal pairs is proven to be the largest there is."
    return f"No pairing scores more than {_thousandths(both.optimal.bound or 0)}."


def _thousandths(score: int) -> str:
    return f"{score / (SCORE_ONE // 1000):.1f}"
