# SPDX-License-Identifier: EUPL-1.2
"""Until when each body of a round may answer, by the law, the arrangement and who asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samenspel.analysis.terms import (
    Closed,
    Computed,
    Direction,
    Own,
    Rule,
    Start,
    Step,
    TermsError,
    chosen,
    compute,
    given,
    recess_warnings,
    rule_keys,
    versions_of,
)
from samenspel.dialogue.models import Addressee, OwnTerm, Recess, Round
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.places.models import Municipality

RULE_OF_KIND: Mapping[str, str] = {
    Round.Kind.DRAFT_ARRANGEMENT: "opinion-on-draft",
    Round.Kind.CHANGE: "opinion-on-change",
    Round.Kind.ACCESSION: "opinion-on-accession",
    Round.Kind.EXIT: "opinion-on-exit",
    Round.Kind.BUDGET: "opinion-on-budget",
    Round.Kind.BUDGET_CHANGE: "opinion-on-budget-change",
}
"""The rule that gives councils their time; for other kinds the law sets none."""


@dataclass(frozen=True)
class Due:
    """The last day of a body, and how it was found as plain values (see ``term_json``)."""

    due_on: date
    term_json: dict[str, Any]


def due_dates(round_: Round, addressees: Iterable[Addressee], received_on: date) -> dict[int, Due]:
    """The last day of each addressee that receives the round on ``received_on``, by primary key.

    Two queries: the terms of the arrangement, the recesses of the municipalities.

    Raises
    ------
    DialogueRefused
        The law sets no term for this kind of round then, and nobody chose a day (field
        ``answer_by``), or the chosen day lies before the round is received.
    """
    asked = list(addressees)
    own = own_terms(round_.arrangement_slug)
    recesses = recesses_of({a.municipality_id for a in asked if a.municipality_id})
    for_all = _last_day(round_, received_on, own)
    found = {}
    for addressee in asked:
        term = for_all
        if addressee.body == Addressee.Body.COUNCIL:
            closed = recesses.get(addressee.municipality_id or 0, ())
            term = with_recess(term, closed, [addressee.agenda_on] if addressee.agenda_on else [])
        found[addressee.pk] = Due(term.due, term_json(term))
    return found


def due_of(round_: Round, received_on: date, municipality: Municipality | None = None) -> Computed:
    """The last day for the council of a municipality (or any body) that receives it that day.

    Raises
    ------
    DialogueRefused
        As ``due_dates``.
    """
    term = _last_day(round_, received_on, own_terms(round_.arrangement_slug))
    if municipality is None:
        return term
    return with_recess(term, recesses_of({municipality.pk}).get(municipality.pk, ()))


def own_rules() -> tuple[str, ...]:
    """The rules of which an arrangement may set its own weeks: those that count from receipt or
    back from a meeting.
    """
    return tuple(key for key in rule_keys("nl") if _may_be_own(versions_of(key)[-1]))


def _may_be_own(rule: Rule) -> bool:
    return rule.direction is not Direction.FIXED and rule.start is not Start.ADOPTED


def own_terms(arrangement_slug: str) -> dict[str, Own]:
    """The terms that an arrangement sets itself, by rule; one query, none without an address."""
    if not arrangement_slug:
        return {}
    rows = OwnTerm.objects.filter(arrangement_slug=arrangement_slug).order_by("at", "pk")
    last = {row.rule: row for row in rows}
    return {rule: Own(row.weeks, row.source) for rule, row in last.items() if row.weeks is not None}


def recesses_of(municipality_ids: Iterable[int]) -> dict[int, tuple[Closed, ...]]:
    """The recesses of councils, by municipality, in order; one query."""
    found: dict[int, tuple[Closed, ...]] = {}
    for row in Recess.objects.filter(municipality_id__in=set(municipality_ids)):
        closed = Closed(row.name, row.begins, row.ends)
        found[row.municipality_id] = (*found.get(row.municipality_id, ()), closed)
    return found


def with_recess(
    term: Computed, recesses: Iterable[Closed], meetings: Iterable[date] = ()
) -> Computed:
    """The term with warnings about the recesses of the council that it overlaps."""
    warned = recess_warnings(term.start, term.due, recesses, list(meetings))
    return replace(term, warnings=(*term.warnings, *warned))


def _last_day(round_: Round, received_on: date, own: Mapping[str, Own]) -> Computed:
    key = RULE_OF_KIND.get(round_.kind, "")
    if round_.answer_by is not None and round_.answer_by < received_on:
        raise DialogueRefused(
            _("The last day to answer lies before the day on which the round is received."),
            "answer_by",
        )
    if key and key in rule_keys(round_.country):
        try:
            term = compute(key, received_on, own=own.get(key))
        except TermsError:
            pass  # no such term of the law yet: then whoever asks chooses a day
        else:
            return term if round_.answer_by is None else given(term, round_.answer_by)
    if round_.answer_by is None:
        raise DialogueRefused(
            _("The law sets no term for this. Choose the last day to answer."), "answer_by"
        )
    return chosen(received_on, round_.answer_by)


# Plain values


def term_json(term: Computed) -> dict[str, Any]:
    """A term as plain values: what is kept with the addressee when the round is sent."""
    rule = term.rule
    return {
        "rule": rule.key if rule else "",
        "country": rule.country if rule else "",
        "act": rule.act if rule else "",
        "article": rule.article if rule else "",
        "start": term.start.isoformat(),
        "unshifted": term.unshifted.isoformat(),
        "due": term.due.isoformat(),
        "shift_days": term.shift_days,
        "steps": [_step_json(step) for step in term.steps],
        "warnings": [_step_json(step) for step in term.warnings],
    }


def _step_json(step: Step) -> dict[str, Any]:
    values = {
        name: value if isinstance(value, int) else str(value) for name, value in step.values.items()
    }
    return {"kind": step.kind, "on": step.on.isoformat(), "values": values}


def steps_of(told: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Steps as they were kept as plain values."""
    return tuple(
        Step(str(one["kind"]), date.fromisoformat(one["on"]), dict(one["values"])) for one in told
    )
