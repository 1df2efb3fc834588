# SPDX-License-Identifier: EUPL-1.2
"""The votes and the power on a board as open data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from samenspel.insight.queries.votes.board import Line, Measured
from samenspel.register.open_data import Field, OpenTable, Value

METHODS = ("voting-power", "shapley-shubik", "blocking")


def votes_table(
    found: Measured,
    *,
    name: str,
    title: str,
    on: date,
    sources: Sequence[str],
    licences: Sequence[str],
    notes: Sequence[str] = (),
) -> OpenTable:
    """A row for each member, from the most votes to the fewest; all parts exact."""
    has_before = found.is_changed
    fields = (*_fields(), *(_before_fields() if has_before else ()))
    return OpenTable(
        name=name,
        title=title,
        fields=fields,
        rows=[_row(line, found, has_before=has_before) for line in found.lines],
        on=on,
        sources=tuple(sources),
        licences=tuple(licences),
        methods=METHODS,
        notes=tuple(notes),
    )


def _fields() -> tuple[Field, ...]:
    part = _("part of 1")
    return (
        Field("code", _("Code"), _("Official code; empty for members without one.")),
        Field("member", _("Member")),
        Field("votes", _("Votes"), unit=_("votes")),
        Field("share_of_votes", _("Share of the votes"), unit=part),
        Field(
            "banzhaf",
            _("Power (Banzhaf)"),
            _("Times that the votes of this member decide, as part of those of all members."),
            part,
        ),
        Field(
            "shapley_shubik",
            _("Power (Shapley-Shubik)"),
            _("Orders of voting in which this member brings the votes to the quota."),
            part,
        ),
        Field(
            "swings",
            _("Swings"),
            _("Groups of other members that lose without this member and win with it."),
            _("groups"),
        ),
        Field("never_decides", _("Votes never decide")),
        Field("can_block", _("Can block alone")),
        Field("inhabitants", _("Inhabitants"), unit=_("inhabitants")),
        Field("share_of_inhabitants", _("Share of the inhabitants"), unit=part),
        Field("quota", _("Votes that a decision needs"), unit=_("votes")),
        Field("total_votes", _("All votes"), unit=_("votes")),
    )


def _before_fields() -> tuple[Field, ...]:
    part = _("part of 1")
    return (
        Field("votes_before", _("Votes before"), unit=_("votes")),
        Field("banzhaf_before", _("Power before (Banzhaf)"), unit=part),
        Field("shapley_shubik_before", _("Power before (Shapley-Shubik)"), unit=part),
    )


def _row(line: Line, found: Measured, *, has_before: bool) -> tuple[Value, ...]:
    power, before = line.power, line.before
    row: tuple[Value, ...] = (
        line.seat.key if line.seat.slug else "",
        line.seat.name,
        power.votes,
        power.share,
        power.banzhaf,
        power.shapley_shubik,
        power.swings,
        power.is_dummy,
        line.can_block,
        line.seat.people,
        line.people_share,
        found.board.quota,
        found.board.total,
    )
    if not has_before:
        return row
    if before is None:
        return (*row, None, None, None)
    return (*row, before.votes, before.banzhaf, before.shapley_shubik)
