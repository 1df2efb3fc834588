# SPDX-License-Identifier: EUPL-1.2
"""What ``samenspel fit`` shows and writes: a report of one group, a table of many, JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samenspel.analysis.fit import Fit, Step
from samenspel.cli.fit_groups import Group
from samenspel.cli.region_files import finite, table

Names = Mapping[str, str]

STEP_COLUMNS = (
    "change", "zone", "name", "to_group", "from_group", "share_inside", "gain", "is_tied",
)  # fmt: skip
GROUP_COLUMNS = (
    "key", "name", "members", "without_flows", "residents", "jobs", "inside", "share_inside",
    "self_containment_residents", "self_containment_jobs", "best_joining", "best_joining_name",
    "gain_of_joining", "best_leaving", "best_leaving_name", "gain_of_leaving", "best_region",
    "share_in_best_region",
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """A group and its fit."""

    group: Group
    fit: Fit


def steps_table(fit: Fit, names: Names) -> bytes:
    """Every zone that may join or leave, with what it changes."""
    rows = [("join", step) for step in fit.joining] + [("leave", step) for step in fit.leaving]
    return table(
        STEP_COLUMNS,
        (
            (
                change,
                step.zone,
                names.get(step.zone, ""),
                _plain(step.to_group),
                _plain(step.from_group),
                step.share_inside,
                step.gain,
                str(step.is_tied).lower(),
            )
            for change, step in rows
        ),
    )


def groups_table(measured: Sequence[Measured], names: Names) -> bytes:
    """One row for each group; an empty cell is a figure that there is not."""
    return table(GROUP_COLUMNS, (_row(item, names) for item in measured))


def _row(item: Measured, names: Names) -> list[object]:
    fit, best = item.fit, item.fit.best_overlap
    row: list[object] = [
        item.group.key,
        item.group.name,
        len(fit.members),
        len(fit.without_flows),
        _plain(fit.residents),
        _plain(fit.jobs),
        _plain(fit.inside),
    ]
    shares = (fit.share_inside, fit.self_containment_residents, fit.self_containment_jobs)
    row += ["" if finite(share) is None else share for share in shares]
    for step in (fit.best_joining, fit.best_leaving):
        row += ["", "", ""] if step is None else [step.zone, names.get(step.zone, ""), step.gain]
    row += ["", ""] if best is None else [best.region, _cell(best.share_of_group)]
    return row


def _cell(share: float) -> object:
    return "" if finite(share) is None else share


def _plain(number: float) -> float | int:
    return int(number) if number.is_integer() else number


def as_document(item: Measured, names: Names) -> dict[str, Any]:
    """A group and its fit, as JSON has it."""
    group, fit = item.group, item.fit
    return {
        "key": group.key,
        "name": group.name,
        "members": list(fit.members),
        "without_flows": list(fit.without_flows),
        "residents": fit.residents,
        "jobs": fit.jobs,
        "inside": fit.inside,
        "commuters": fit.commuters,
        "share_inside": finite(fit.share_inside),
        "self_containment_residents": finite(fit.self_containment_residents),
        "self_containment_jobs": finite(fit.self_containment_jobs),
        "best_joining": None if fit.best_joining is None else fit.best_joining.zone,
        "best_leaving": None if fit.best_leaving is None else fit.best_leaving.zone,
        "joining": [_step(step, names) for step in fit.joining],
        "leaving": [_step(step, names) for step in fit.leaving],
        "crossing": [vars(flow) for flow in fit.crossing],
        "overlaps": [
            {
                "region": overlap.region,
                "members": list(overlap.members),
                "zones": overlap.zones,
                "share_of_group": finite(overlap.share_of_group),
                "share_of_region": finite(overlap.share_of_region),
            }
            for overlap in fit.overlaps
        ],
        "outside_regions": list(fit.outside_regions),
    }


def _step(step: Step, names: Names) -> dict[str, Any]:
    return {"zone": step.zone, "name": names.get(step.zone), **_without_zone(step)}


def _without_zone(step: Step) -> dict[str, Any]:
    return {
        "to_group": step.to_group,
        "from_group": step.from_group,
        "share_inside": step.share_inside,
        "gain": step.gain,
        "is_tied": step.is_tied,
    }


def as_text(item: Measured, names: Names, cores: Mapping[int | str, str]) -> str:
    """The fit of one group, for people; ``cores`` are those of the regions it is compared with."""
    fit = item.fit
    lines = [f"{item.group.name}: {len(fit.members)} members with flows."]
    if fit.without_flows:
        lines.append(f"Without flows: {', '.join(_named(c, names) for c in fit.without_flows)}.")
    lines += [
        _line("commuters that stay inside", fit.share_inside, fit.inside, fit.commuters),
        _line(
            "residents that work inside", fit.self_containment_residents, fit.inside, fit.residents
        ),
        _line("jobs held by residents", fit.self_containment_jobs, fit.inside, fit.jobs),
        f"Gains most by joining: {_told(fit.best_joining, names)}.",
        f"Gains most by leaving: {_told(fit.best_leaving, names)}.",
    ]
    if fit.crossing:
        lines.append("Largest flows over the border:")
        lines += [
            f"  {_number(flow.amount):>10}  {_named(flow.origin, names)} to "
            f"{_named(flow.destination, names)}"
            for flow in fit.crossing
        ]
    if fit.overlaps:
        lines.append("Regions its members lie in:")
        lines += [
            f"  {overlap.region}{_around(overlap.region, cores, names)}: "
            f"{len(overlap.members)} of its {overlap.zones} zones, with "
            f"{_percent(overlap.share_of_group)} of the group's residents and "
            f"{_percent(overlap.share_of_region)} of the region's"
            for overlap in fit.overlaps
        ]
    return "\n".join(lines)


def _line(what: str, share: float, part: float, whole: float) -> str:
    return f"  {_percent(share):>6}  {what} ({_number(part)} of {_number(whole)})"


def _around(region: int | str, cores: Mapping[int | str, str], names: Names) -> str:
    """The core of a region behind its number or name, unless that is the core already."""
    core = cores.get(region, "")
    return f", around {_named(core, names)}" if core and core != region else ""


def _number(amount: float) -> str:
    return f"{_plain(amount):,}"


def _percent(share: float) -> str:
    return "-" if finite(share) is None else f"{share:.1%}"


def _told(step: Step | None, names: Names) -> str:
    if step is None:
        return "none"
    return (
        f"{_named(step.zone, names)}, {100 * step.gain:+.1f} percentage points "
        f"({_number(step.to_group)} go to the group and {_number(step.from_group)} come from it)"
    )


def _named(code: str, names: Names) -> str:
    name = names.get(code)
    return f"{name} ({code})" if name else code
