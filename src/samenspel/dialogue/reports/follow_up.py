# SPDX-License-Identifier: EUPL-1.2
"""Commitments for the councils: a sheet to read and an open table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samenspel.dialogue.models import Commitment, Round
from samenspel.dialogue.queries.follow_up import FollowUpPage, ShownCommitment, ShownEvaluation
from samenspel.paper.sheet import Column, Figure, Prose, Row, Sheet, Table
from samenspel.places.notation import written
from samenspel.register.open_data import Field, OpenTable

LICENCE = "CC0 1.0"
Address = Callable[[str], str]
"""From a path on the site to a whole address."""


def follow_up_sheet(round_: Round, page: FollowUpPage, address: Address) -> Sheet:
    """How far everything is that was promised, and what the evaluations say."""
    day = date_format(page.on, "DATE_FORMAT")
    title = _("Progress of commitments: %(title)s") % {"title": round_.title}
    return Sheet(
        language=(get_language() or "nl").split("-")[0],
        on=page.on,
        kicker=round_.organisation.name,
        title=title,
        lead=_("For the councils: what was promised, and how far it was on %(date)s.")
        % {"date": day},
        description=title,
        figures=(
            Figure(written(len(page.unfinished)), _("to be done")),
            Figure(written(len(page.overdue)), _("of which overdue")),
            Figure(written(len(page.finished)), _("done or dropped")),
        ),
        sections=(
            _table(_("Still to be done"), page.unfinished, address),
            _table(_("Done or dropped"), page.finished, address),
            *(_evaluation(held) for held in page.evaluations),
        ),
        definitions=(),
        definitions_heading="",
        colophon=(
            _("Source: %(source)s") % {"source": round_.organisation.name},
            _("As it was on %(date)s.") % {"date": day},
            _("Licence: %(licence)s") % {"licence": LICENCE},
            address(reverse("dialogue-follow-up", args=[round_.slug])),
        ),
        foot=title,
    )


def _table(heading: str, commitments: Sequence[ShownCommitment], address: Address) -> Table:
    return Table(
        heading=heading,
        columns=(
            Column(_("What"), width=3),
            Column(_("Who"), width=2),
            Column(_("By when"), is_tight=True),
            Column(_("How far"), width=3),
        ),
        rows=tuple(
            Row(
                (
                    held.title,
                    _owner(held),
                    date_format(held.due_on, "DATE_FORMAT"),
                    f"{held.state_text}. {held.last.text}" if held.last else held.state_text,
                ),
                url=address(held.url),
            )
            for held in commitments
        ),
        empty=_("None."),
    )


def _owner(held: ShownCommitment) -> str:
    return f"{held.owner} ({held.municipality})" if held.municipality else held.owner


def _evaluation(held: ShownEvaluation) -> Prose:
    lessons = (f"{_('From now on:')} {held.lessons}",) if held.lessons else ()
    return Prose(
        _("Evaluation of %(year)s") % {"year": held.year},
        (
            *(f"{question}\n{answer}" if question else answer for question, answer in held.answers),
            *lessons,
        ),
    )


def commitments_table(
    commitments: Sequence[ShownCommitment], *, on: date, name: str, title: str, source: str
) -> OpenTable:
    """A row per commitment."""
    states = ", ".join(f"{state.value}: {state.label}" for state in Commitment.State)
    return OpenTable(
        name=name,
        title=title,
        fields=(
            Field("round", _("Round")),
            Field("commitment", _("Commitment")),
            Field("explanation", _("Explanation")),
            Field("owner", _("Owner")),
            Field("municipality", _("Municipality")),
            Field("made_on", _("Written down on")),
            Field("due_on", _("Due on")),
            Field("state", _("State"), states),
            Field("is_overdue", _("Overdue"), _("due before the reference date and not finished")),
            Field("last_report", _("Last report")),
            Field("last_report_on", _("Date of the last report")),
            Field("origin", _("Comes from")),
        ),
        rows=[
            (
                held.round_slug,
                held.title,
                held.text,
                held.owner,
                held.municipality,
                held.made_on,
                held.due_on,
                held.state,
                held.is_overdue,
                held.last.text if held.last else None,
                held.last.on if held.last else None,
                held.origin,
            )
            for held in commitments
        ],
        on=on,
        sources=(source,),
        licences=(LICENCE,),
    )
