# SPDX-License-Identifier: EUPL-1.2
"""Statements and opinion groups as open data: what the page shows, and nothing else."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.opinion_map import GroupsShown
from samenspel.dialogue.queries.statements import StatementsPage
from samenspel.register.open_data import Field, OpenTable

LICENCE = "CC0 1.0"


def counts_table(round_: Round, page: StatementsPage, on: date) -> OpenTable:
    """A row per statement and audience of which a count is published; ``all`` is both."""
    rows = [
        (
            held.number,
            held.text,
            counted.audience,
            counted.agree,
            counted.passed,
            counted.disagree,
            counted.total,
        )
        for held in page.statements
        for counted in held.in_all
    ]
    return OpenTable(
        name=f"{round_.slug[:80]}-stellingen",
        title=_("Reactions to statements: %(round)s") % {"round": round_.title},
        fields=(
            Field("statement", _("Number of the statement")),
            Field("text", _("Statement")),
            Field("audience", _("Audience"), _("resident, councillor, or all: both together")),
            Field("agree", _("Agree"), unit=_("reactions")),
            Field("pass", _("Pass"), unit=_("reactions")),
            Field("disagree", _("Disagree"), unit=_("reactions")),
            Field("total", _("Together"), unit=_("reactions")),
        ),
        rows=rows,
        on=on,
        sources=(round_.organisation.name,),
        licences=(LICENCE,),
        methods=("statement-agreement",),
        notes=(_minimum_note(page),),
    )


def groups_table(
    round_: Round, page: StatementsPage, groups: GroupsShown | None, on: date
) -> OpenTable:
    """A row per opinion group and statement; shares are empty where a group is too small."""
    rows = [
        (group.letter, group.size, row.number, row.text, *(shares or (None, None, None)))
        for at, group in enumerate(groups.groups if groups else ())
        for row in (groups.rows if groups else ())
        for shares in [row.shares[at] if row.shares else None]
    ]
    percent = _("per cent, to the nearest five")
    return OpenTable(
        name=f"{round_.slug[:80]}-meningsgroepen",
        title=_("Opinion groups: %(round)s") % {"round": round_.title},
        fields=(
            Field("group", _("Group")),
            Field("size", _("People in the group"), unit=_("people")),
            Field("statement", _("Number of the statement")),
            Field("text", _("Statement")),
            Field("agree_pct", _("Agree"), unit=percent),
            Field("pass_pct", _("Pass"), unit=percent),
            Field("disagree_pct", _("Disagree"), unit=percent),
        ),
        rows=rows,
        on=on,
        sources=(round_.organisation.name,),
        licences=(LICENCE,),
        methods=("opinion-groups",),
        notes=(_minimum_note(page),),
    )


def _minimum_note(page: StatementsPage) -> str:
    return _(
        "Only counts of at least %(number)s people are given; they are renewed in steps of at "
        "least that many."
    ) % {"number": page.minimum}
