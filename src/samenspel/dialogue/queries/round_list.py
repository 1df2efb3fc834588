# SPDX-License-Identifier: EUPL-1.2
"""All rounds that can be seen: what is open, what waits for you, what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from samenspel.accounts.models import Role
from samenspel.accounts.rules import Actor
from samenspel.dialogue.models import Addressee, Decision, Round
from samenspel.register.rules import predecessors

State = Addressee.State
Stage = Round.Stage
ANSWERED = (State.SENT, State.TOO_LATE, State.NONE_WISHED)
MOST_DRAWN = 12
RECENT = 5
_WORKING = (Role.Kind.SECRETARIAT, Role.Kind.CLERK, Role.Kind.ADVISER)
_BODY_OF = {
    Role.Kind.COUNCILLOR: Addressee.Body.COUNCIL,
    Role.Kind.CLERK: Addressee.Body.COUNCIL,
    Role.Kind.ADVISER: Addressee.Body.EXECUTIVE,
}


@dataclass(frozen=True)
class RoundLine:
    """A round in a list; ``last_day`` is the last one of all its addressees."""

    slug: str
    title: str
    kind: str
    stage: str
    stage_label: str
    arrangement: str
    asks: str
    sent_on: date | None
    answer_by: date | None
    last_day: date | None
    asked: int
    answered: int
    url: str

    def days_left(self, today: date) -> int | None:
        """Days until the last day of most; None without one."""
        return (self.answer_by - today).days if self.answer_by else None


@dataclass(frozen=True)
class OwnBody:
    """A body of one's own municipality that is asked something."""

    round_slug: str
    round_title: str
    name: str
    pk: int
    state: str
    due_on: date | None

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED


@dataclass(frozen=True)
class Decided:
    """A decision of a board."""

    round_slug: str
    round_title: str
    title: str
    is_adopted: bool
    on: date


@dataclass(frozen=True)
class RoundsPage:
    """What the page of all rounds shows besides the list itself."""

    open: tuple[RoundLine, ...]
    bodies: tuple[OwnBody, ...]
    asking: tuple[RoundLine, ...]
    decided: tuple[Decided, ...]


def visible() -> QuerySet[Round]:
    """Rounds that everybody may see: those that were sent."""
    return Round.objects.filter(sent_on__isnull=False)


def found_rounds(chosen: Mapping[str, str]) -> QuerySet[Round]:
    """Visible rounds by ``fase``, ``soort``, ``samenwerking`` and words in ``zoek``, newest first.

    Every word has to occur in title, question, arrangement or who asks.
    """
    rows = visible()
    if "fase" in chosen:
        rows = rows.filter(stage=chosen["fase"])
    if "soort" in chosen:
        rows = rows.filter(kind=chosen["soort"])
    if "samenwerking" in chosen:
        rows = rows.filter(arrangement_slug=chosen["samenwerking"])
    for word in chosen.get("zoek", "").split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(question__icontains=word)
            | Q(arrangement_name__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    return _counted(rows).order_by("-sent_on", "-pk")


def arrangements_asked() -> tuple[tuple[str, str], ...]:
    """Slug and name of the arrangements that a visible round is about, by name; one query."""
    rows = visible().exclude(arrangement_slug="").order_by("arrangement_name", "arrangement_slug")
    found = dict(rows.values_list("arrangement_slug", "arrangement_name"))
    return tuple(found.items())


def line_of(row: Round) -> RoundLine:
    """A row of :func:`found_rounds` as a line."""
    return RoundLine(
        slug=row.slug,
        title=row.title,
        kind=row.get_kind_display(),
        stage=row.stage,
        stage_label=row.get_stage_display(),
        arrangement=row.arrangement_name,
        asks=row.organisation.name,
        sent_on=row.sent_on,
        answer_by=row.answer_by,
        last_day=getattr(row, "last_day", None),
        asked=getattr(row, "asked", 0),
        answered=getattr(row, "answered", 0),
        url=row.get_absolute_url(),
    )


def rounds_page(actor: Actor, *, on: date) -> RoundsPage:
    """What is open, what waits for who is logged in, and recent decisions.

    Two queries for visitors; five more, with those of the roles, for who is logged in.
    """
    rows = _counted(visible().filter(stage=Stage.OPEN)).order_by("answer_by", "pk")
    roles = actor.roles(on) if actor.user else ()
    organisations = {role.organisation_id for role in roles if role.kind in _WORKING}
    return RoundsPage(
        open=tuple(line_of(row) for row in rows[:MOST_DRAWN]),
        bodies=_bodies(actor, on),
        asking=_asking(organisations),
        decided=_decided(),
    )


def _counted(rows: QuerySet[Round]) -> QuerySet[Round]:
    return rows.select_related("organisation").annotate(
        asked=Count("addressees"),
        answered=Count("addressees", filter=Q(addressees__state__in=ANSWERED)),
        last_day=Max("addressees__due_on"),
    )


def _bodies(actor: Actor, on: date) -> tuple[OwnBody, ...]:
    """Bodies of one's own municipality in rounds that are open, the first last day first."""
    roles = [r for r in actor.roles(on) if r.municipality_id] if actor.user else []
    if not roles:
        return ()
    wanted = Q(pk__in=[])
    acts_for = predecessors(r.municipality_id for r in roles if r.municipality_id)
    for role in roles:
        if role.kind in _BODY_OF and role.municipality_id:
            theirs = Q(municipality__in=acts_for[role.municipality_id])
            wanted |= theirs & Q(body=_BODY_OF[Role.Kind(role.kind)])
    rows = (
        Addressee.objects.filter(wanted, round__stage=Stage.OPEN)
        .order_by("due_on", "round__title", "pk")
        .values_list("round__slug", "round__title", "name", "pk", "state", "due_on")
    )
    found = (OwnBody(*row) for row in rows)
    return tuple(sorted(found, key=lambda body: body.is_answered))


def _asking(organisations: set[int]) -> tuple[RoundLine, ...]:
    """Rounds of one's own organisation that are not done."""
    if not organisations:
        return ()
    rows = Round.objects.filter(organisation__in=organisations).exclude(
        stage__in=[Stage.CLOSED, Stage.WITHDRAWN]
    )
    return tuple(line_of(row) for row in _counted(rows).order_by("-pk")[:20])


def _decided() -> tuple[Decided, ...]:
    rows = Decision.objects.select_related("proposal__meeting__round").order_by("-at", "-pk")
    return tuple(
        Decided(
            row.proposal.meeting.round.slug,
            row.proposal.meeting.round.title,
            row.proposal.title,
            row.outcome == Decision.Outcome.ADOPTED,
            row.at.date(),
        )
        for row in rows[:RECENT]
    )
