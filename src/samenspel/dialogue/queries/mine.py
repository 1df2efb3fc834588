# SPDX-License-Identifier: EUPL-1.2
"""Everything that a person can or must do in dialogues, by the last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.models import Role
from samenspel.accounts.rules import ActingRole, Actor
from samenspel.dialogue.models import (
    Addressee,
    Commitment,
    Delegate,
    Meeting,
    OpinionParty,
    Round,
)
from samenspel.register.rules import predecessors

Stage, State, Body = Round.Stage, Addressee.State, Addressee.Body
ANSWERING = (Stage.OPEN, Stage.WEIGHING)
FINISHED = (Stage.DECIDED, Stage.CLOSED, Stage.WITHDRAWN)
ANSWERED = frozenset({State.SENT, State.TOO_LATE, State.NONE_WISHED, State.WITHDRAWN})


@dataclass(frozen=True)
class Item:
    """Something in a dialogue; ``todo``: what to do, or how far it is when ``is_waiting`` is not.

    ``view`` and ``keys`` lead there; ``due`` is the last day, or None.
    """

    title: str
    who: str
    todo: str
    due: date | None
    is_waiting: bool
    view: str
    keys: tuple[object, ...]


@dataclass(frozen=True)
class MyDialogues:
    """What waits for the person, what else runs, what is over; each by the last day."""

    waiting: tuple[Item, ...]
    running: tuple[Item, ...]
    finished: tuple[Item, ...]


def my_dialogues(actor: Actor, *, on: date) -> MyDialogues:
    """Everything in dialogues that concerns a person; seven queries, however much there is."""
    roles = actor.roles(on)
    acts_for = predecessors({r.municipality_id for r in roles if r.municipality_id})
    found = [
        *_of_bodies(actor, roles, acts_for),
        *_of_asking(roles),
        *_of_meetings(actor),
        *_of_commitments(roles, acts_for),
    ]
    ordered = sorted(found, key=lambda pair: (pair[1].due is None, pair[1].due, pair[1].title))
    return MyDialogues(
        waiting=tuple(item for over, item in ordered if item.is_waiting and not over),
        running=tuple(item for over, item in ordered if not item.is_waiting and not over),
        finished=tuple(item for over, item in ordered if over),
    )


Found = Iterable[tuple[bool, Item]]
"""Whether the round is over, and the item."""


def _of_bodies(
    actor: Actor, roles: tuple[ActingRole, ...], acts_for: dict[int, frozenset[int]]
) -> Found:
    kinds: dict[int, set[str]] = {}
    for role in roles:
        for municipality in acts_for.get(role.municipality_id or 0, ()):
            kinds.setdefault(municipality, set()).add(role.kind)
    rows: QuerySet[Addressee] = (
        Addressee.objects.filter(municipality__in=list(kinds), round__sent_on__isnull=False)
        .select_related("round", "party")
        .annotate(
            own_notes=Count("preparations", filter=Q(preparations__user=actor.user), distinct=True),
            mine=Count(
                "rapporteurs",
                filter=Q(rapporteurs__user=actor.user, rapporteurs__ended_at__isnull=True),
                distinct=True,
            ),
        )
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    for row in rows:
        held = kinds[row.municipality_id or 0]
        todo = _todo(row, held)
        if todo is None:
            continue
        yield (
            row.round.stage in FINISHED,
            Item(
                title=row.round.title,
                who=row.name,
                todo=todo or _state_text(row),
                due=row.due_on if row.state not in ANSWERED else None,
                is_waiting=bool(todo),
                view="dialogue-addressee",
                keys=(row.round.slug, row.pk),
            ),
        )


def _todo(row: Addressee, held: set[str]) -> str | None:
    """What waits for somebody with these roles; empty: nothing; None: not their body."""
    is_council = row.body == Body.COUNCIL
    answers = (Role.Kind.CLERK if is_council else Role.Kind.ADVISER) in held
    sits = is_council and Role.Kind.COUNCILLOR in held
    if not answers and not sits:
        return None
    if row.round.stage not in ANSWERING or row.state in ANSWERED:
        return ""
    party: OpinionParty | None = getattr(row, "party", None)
    if answers:
        return _of_clerk(row, party)
    if getattr(row, "mine", 0) and row.state != State.ADOPTED:
        return _("You are rapporteur: write the draft opinion.")
    if row.round.stage != Stage.OPEN or row.state == State.ADOPTED:
        return ""
    if getattr(row, "own_notes", 0):
        return _("Go on with your notes.")
    return _("Read the text and note what you think.")


def _of_clerk(row: Addressee, party: OpinionParty | None) -> str:
    if party is not None and not party.is_leading and party.joined_at is None:
        return _("Another council asks to give an opinion together.")
    texts = {
        State.RECEIVED: _("Put it on the agenda."),
        State.ON_AGENDA: _("Have a draft opinion written."),
        State.DRAFT: _("Record the adoption after the meeting."),
        State.ADOPTED: _("Send the opinion."),
    }
    return texts.get(State(row.state), "")


def _state_text(row: Addressee) -> str:
    """How far it is, where there is nothing to do."""
    return row.get_state_display() if row.round.stage in ANSWERING else _stage_text(row.round)


def _stage_text(round_: Round) -> str:
    return round_.get_stage_display()


def _of_asking(roles: tuple[ActingRole, ...]) -> Found:
    kinds = {Role.Kind.SECRETARIAT, Role.Kind.CLERK, Role.Kind.ADVISER}
    asking = [role.organisation_id for role in roles if role.kind in kinds]
    for round_ in Round.objects.filter(organisation__in=asking).select_related("organisation"):
        yield (
            round_.stage in FINISHED,
            Item(
                title=round_.title,
                who=round_.organisation.name,
                todo=_stage_text(round_),
                due=round_.answer_by if round_.stage == Stage.OPEN else None,
                is_waiting=round_.stage in {Stage.PREPARING, Stage.WEIGHING, Stage.DECIDING},
                view="dialogue-work",
                keys=(round_.slug,),
            ),
        )


def _of_meetings(actor: Actor) -> Found:
    rows = (
        Delegate.objects.filter(user=actor.user, delegation__meeting__state__in=["planned", "open"])
        .select_related("delegation__meeting__round")
        .order_by("delegation__meeting__begins_at", "pk")
    )
    for row in rows:
        meeting = row.delegation.meeting
        is_open = meeting.state == Meeting.State.OPEN
        yield (
            meeting.round.stage in FINISHED,
            Item(
                title=meeting.round.title,
                who=row.delegation.name,
                todo=_("The meeting is open: vote.") if is_open else _("You vote in the meeting."),
                due=timezone.localdate(meeting.begins_at),
                is_waiting=is_open,
                view="dialogue-decision",
                keys=(meeting.round.slug,),
            ),
        )


def _of_commitments(roles: tuple[ActingRole, ...], acts_for: dict[int, frozenset[int]]) -> Found:
    kinds = {Role.Kind.CLERK, Role.Kind.ADVISER}
    places = {
        pk
        for role in roles
        if role.kind in kinds
        for pk in acts_for.get(role.municipality_id or 0, ())
    }
    rows = Commitment.objects.filter(municipality__in=places, state__in=["open", "busy"])
    for row in rows.select_related("round"):
        yield (
            False,
            Item(
                title=row.round.title,
                who=row.owner,
                todo=_("Report how far this is: %(title)s") % {"title": row.title},
                due=row.due_on,
                is_waiting=True,
                view="dialogue-follow-up",
                keys=(row.round.slug,),
            ),
        )
