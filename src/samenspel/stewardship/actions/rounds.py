# SPDX-License-Identifier: EUPL-1.2
"""The yearly confirm round: starting it and answering in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.places.models import Municipality
from samenspel.register.actions import EditRefused, confirm
from samenspel.register.models import ArrangementVersion, Participation
from samenspel.register.rules import all_of_municipality
from samenspel.stewardship.models import ConfirmRound, RoundAnswer
from samenspel.stewardship.rules import may_run_round

WEEKS = 8
"""From the begin of a round to its last day."""

LONGEST_QUESTION = 2_000


@transaction.atomic
def start_round(
    *, municipality: Municipality, begins_on: date, by: Actor, at: datetime, weeks: int = WEEKS
) -> ConfirmRound:
    """The round of the year of ``begins_on``; started when there is none yet.

    Raises
    ------
    PermissionDenied
        The actor is no clerk, adviser or administrator, nor the operator.
    EditRefused
        The municipality does not exist on the day.
    """
    if not may_run_round(by, municipality.pk, on=at.date()):
        raise PermissionDenied("only clerks and advisers start the round of their municipality")
    if not municipality.exists_on(begins_on):
        raise EditRefused(_("%(name)s does not exist on this day.") % {"name": municipality.name})
    found, made = ConfirmRound.objects.get_or_create(
        municipality=municipality,
        year=begins_on.year,
        defaults={
            "begins_on": begins_on,
            "deadline": begins_on + timedelta(weeks=weeks),
            "started_at": at,
            "started_by": by.user,
            "started_by_name": by.name,
        },
    )
    if made:
        _log(found, "start_round", by, at, {"deadline": found.deadline.isoformat()})
    return found


@transaction.atomic
def answer_right(
    *, in_round: ConfirmRound, versions: Sequence[ArrangementVersion], by: Actor, at: datetime
) -> tuple[RoundAnswer, ...]:
    """Confirm that what is recorded of these arrangements is still right, all or none.

    Raises
    ------
    PermissionDenied
        The actor may not answer for the municipality, or may not confirm one of the records.
    EditRefused
        Nothing was chosen, the round is over (a later one began), or the municipality does not
        take part in one of them.
    """
    _require_open(in_round, versions, by, at)
    confirm(versions=versions, by=by, at=at)
    answers = tuple(
        RoundAnswer.objects.create(
            round=in_round,
            arrangement_slug=version.arrangement.slug,
            name=version.name,
            kind=RoundAnswer.Kind.RIGHT,
            at=at,
            actor=by.user,
            actor_name=by.name,
        )
        for version in versions
    )
    slugs = [answer.arrangement_slug for answer in answers]
    _log(in_round, "confirm_in_round", by, at, {"arrangements": slugs})
    return answers


@transaction.atomic
def answer_unknown(
    *, in_round: ConfirmRound, version: ArrangementVersion, question: str, by: Actor, at: datetime
) -> RoundAnswer:
    """Say that the municipality does not know, with a question to who does.

    The question goes to the secretariat; without one to the other municipalities.

    Raises
    ------
    PermissionDenied
        The actor may not answer for the municipality.
    EditRefused
        No question, a very long one, or as with :func:`answer_right`.
    """
    _require_open(in_round, [version], by, at)
    text = question.strip()
    if not text:
        raise EditRefused(_("Write down what you want to know."), "question")
    if len(text) > LONGEST_QUESTION:
        raise EditRefused(
            _("At most %(number)d characters, please.") % {"number": LONGEST_QUESTION}, "question"
        )
    answer = RoundAnswer.objects.create(
        round=in_round,
        arrangement_slug=version.arrangement.slug,
        name=version.name,
        kind=RoundAnswer.Kind.UNKNOWN,
        question=text,
        at=at,
        actor=by.user,
        actor_name=by.name,
    )
    _log(in_round, "ask_in_round", by, at, {"arrangement": answer.arrangement_slug})
    return answer


def _require_open(
    in_round: ConfirmRound, versions: Sequence[ArrangementVersion], by: Actor, at: datetime
) -> None:
    municipality = in_round.municipality
    if not may_run_round(by, municipality.pk, on=at.date()):
        raise PermissionDenied("only clerks and advisers answer for their municipality")
    if not versions:
        raise EditRefused(_("Choose at least one arrangement."))
    if ConfirmRound.objects.filter(municipality=municipality, year__gt=in_round.year).exists():
        raise EditRefused(_("This round is over: a later one has begun."))
    ours = set(
        Participation.objects.filter(
            version__in=versions, municipality__in=all_of_municipality(municipality)
        ).values_list("version_id", flat=True)
    )
    strange = [version.name for version in versions if version.pk not in ours]
    if strange:
        raise EditRefused(
            _("%(municipality)s does not take part in %(name)s.")
            % {"municipality": municipality.name, "name": strange[0]}
        )


def _log(
    in_round: ConfirmRound, action: str, by: Actor, at: datetime, detail: dict[str, object]
) -> None:
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="round",
        object_key=f"{in_round.municipality.code} {in_round.year}",
        result="done",
        detail=detail,
    )
