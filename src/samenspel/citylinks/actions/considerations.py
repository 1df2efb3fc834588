# SPDX-License-Identifier: EUPL-1.2
"""A municipality keeps what it weighs: answers to the guide, notes, and what it concludes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.analysis.link_guide import Guide, link_guide, take
from samenspel.citylinks.actions.considerations_steps import (
    changed,
    held_for,
    log,
    require_keeper,
)
from samenspel.citylinks.actions.links_checks import name_of, one_line, require_short
from samenspel.citylinks.models import Consideration
from samenspel.citylinks.refusal import LinkRefused
from samenspel.places.models import Municipality

LONGEST_TITLE = 200
LONGEST_NOTE = 2_000
LONGEST_CONCLUSION = 10_000
MOST_CONSIDERATIONS = 100
"""Of one municipality; more is a list that nobody reads."""


@transaction.atomic
def begin(
    *,
    municipality: Municipality,
    title: str,
    answers: Mapping[str, Sequence[str]] | None = None,
    by: Actor,
    at: datetime,
) -> Consideration:
    """Keep a new consideration, with the answers given so far.

    Raises
    ------
    PermissionDenied
        The actor does not keep considerations of this municipality.
    LinkRefused
        The title is missing or too long, an answer is not understood, or there are too many.
    """
    require_keeper(by, municipality, at=at)
    place = Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
    if Consideration.objects.filter(municipality=place).count() >= MOST_CONSIDERATIONS:
        told = {"number": MOST_CONSIDERATIONS}
        raise LinkRefused(
            _("There are %(number)d considerations already. Remove one first.") % told
        )
    guide = link_guide()
    made = Consideration.objects.create(
        municipality=place,
        title=one_line(title, LONGEST_TITLE, "title", _("Give it a title.")),
        guide=guide.version,
        answers=_checked_answers(guide, answers or {}),
        made_at=at,
        made_by=by.user,
        made_by_name=name_of(by),
        changed_at=at,
    )
    log("begin_consideration", made, by=by, at=at)
    return made


@transaction.atomic
def answer(
    *,
    consideration: Consideration,
    answers: Mapping[str, Sequence[str]],
    notes: Mapping[str, str] | None = None,
    edition: int,
    by: Actor,
    at: datetime,
) -> Consideration:
    """Put these answers (and notes) in the place of those there were; others stay.

    No answers to a question, or an empty note, take away what there was. What the guide of today
    no longer knows is left out.

    Raises
    ------
    PermissionDenied
        The actor does not keep considerations of this municipality.
    LinkRefused
        An answer is not understood, or a note is too long or about no question.
    ChangedMeanwhile
        Somebody else changed it since the page was opened.
    """
    held = held_for(consideration, edition, by=by, at=at)
    guide = link_guide()
    new = _checked_answers(guide, answers)
    kept = {key: told for key, told in held.answers.items() if key not in answers}
    held.answers = dict(take(guide, {**kept, **new}).answers)
    held.notes = {**held.notes, **_checked_notes(guide, notes or {})}
    held.notes = {key: note for key, note in held.notes.items() if note and key in guide.by_key}
    held.guide = guide.version
    detail = {"questions": sorted({*answers, *(notes or {})})}
    return changed(held, "answer_consideration", by=by, at=at, detail=detail)


@transaction.atomic
def conclude(
    *,
    consideration: Consideration,
    title: str,
    conclusion: str,
    edition: int,
    by: Actor,
    at: datetime,
) -> Consideration:
    """Set the title, and what the municipality concludes (may be empty).

    Raises
    ------
    PermissionDenied
        The actor does not keep considerations of this municipality.
    LinkRefused
        The title is missing, or a text is too long.
    ChangedMeanwhile
        Somebody else changed it since the page was opened.
    """
    held = held_for(consideration, edition, by=by, at=at)
    held.title = one_line(title, LONGEST_TITLE, "title", _("Give it a title."))
    held.conclusion = _some_text(conclusion, LONGEST_CONCLUSION, "conclusion")
    return changed(held, "conclude_consideration", by=by, at=at)


@transaction.atomic
def remove(*, consideration: Consideration, edition: int, by: Actor, at: datetime) -> None:
    """Throw a consideration away, with all that was written in it.

    Raises
    ------
    PermissionDenied
        The actor does not keep considerations of this municipality.
    ChangedMeanwhile
        Somebody else changed it since the page was opened.
    """
    held = held_for(consideration, edition, by=by, at=at)
    log("remove_consideration", held, by=by, at=at)
    held.delete()


def _checked_answers(
    guide: Guide, answers: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    taken = take(guide, answers)
    unknown = [key for key in answers if key not in guide.by_key]
    for key in (*unknown, *taken.not_understood):
        raise LinkRefused(_("Choose an answer, or skip this question."), key)
    return dict(taken.answers)


def _checked_notes(guide: Guide, notes: Mapping[str, str]) -> dict[str, str]:
    for key in notes:
        if key not in guide.by_key:
            raise LinkRefused(_("There is no such question."), "note")
    return {key: _some_text(note, LONGEST_NOTE, "note") for key, note in notes.items()}


def _some_text(text: str, longest: int, field: str) -> str:
    told = text.replace("\r\n", "\n").strip()
    require_short(told, longest, field)
    return told
