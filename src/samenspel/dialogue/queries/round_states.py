# SPDX-License-Identifier: EUPL-1.2
"""Who is how far in a round, as everybody may see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.dialogue.models import Addressee, AddresseeStep, Round
from samenspel.register.open_data import Field, OpenTable

State = Addressee.State
Stage = Round.Stage
SILENT = "silent"
ORDER: tuple[tuple[str, str | Promise], ...] = (
    (State.SENT, gettext_lazy("opinion sent")),
    (State.TOO_LATE, gettext_lazy("sent too late")),
    (State.NONE_WISHED, gettext_lazy("no opinion wished")),
    (State.ADOPTED, gettext_lazy("adopted, not sent")),
    (State.DRAFT, gettext_lazy("draft opinion")),
    (State.ON_AGENDA, gettext_lazy("on the agenda")),
    (State.RECEIVED, gettext_lazy("received")),
    (State.WITHDRAWN, gettext_lazy("opinion withdrawn")),
    (SILENT, gettext_lazy("silent")),
    (State.WAITING, gettext_lazy("not sent yet")),
)
_LABELS = dict(ORDER)
_UNANSWERED = {State.RECEIVED, State.ON_AGENDA, State.DRAFT, State.ADOPTED}
DONE = {State.SENT, State.TOO_LATE, State.NONE_WISHED}
_OPEN = {Stage.PREPARING, Stage.OPEN}


@dataclass(frozen=True)
class BodyState:
    """An addressee: the state as shown (``silent`` when the answers were closed without one)."""

    pk: int
    name: str
    body: str
    is_guest: bool
    state: str
    label: str
    since: date | None
    agenda_on: date | None
    due_on: date | None
    extended: str
    inhabitants: int | None
    is_over: bool

    @property
    def is_answered(self) -> bool:
        return self.state in DONE


@dataclass(frozen=True)
class StatesPage:
    """All addressees in the order of the round, and how many are in each state."""

    bodies: tuple[BodyState, ...]
    counts: tuple[tuple[str, str, int], ...]

    @property
    def answered(self) -> int:
        return sum(body.is_answered for body in self.bodies)

    @property
    def waiting(self) -> tuple[BodyState, ...]:
        """Who did not answer."""
        return tuple(body for body in self.bodies if not body.is_answered)


def shown_state(state: str, stage: str) -> str:
    """A state of an addressee as everybody sees it, on every page: one of ``ORDER``.

    That there is a draft is told, as the other steps are; never who writes it or what it says.
    """
    return SILENT if stage not in _OPEN and state in _UNANSWERED else str(state)


def states_page(round_: Round, *, today: date) -> StatesPage:
    """Everybody's state; two queries."""
    rows = list(round_.addressees.order_by("position", "name", "pk"))
    steps: dict[int, list[AddresseeStep]] = {}
    found = AddresseeStep.objects.filter(addressee__round=round_).order_by("at", "pk")
    for step in found.only("addressee_id", "state", "on", "note"):
        steps.setdefault(step.addressee_id, []).append(step)
    bodies = tuple(_body(row, steps.get(row.pk, []), round_, today) for row in rows)
    counts = Counter(body.state for body in bodies)
    return StatesPage(
        bodies, tuple((key, str(label), counts[key]) for key, label in ORDER if counts[key])
    )


def _body(row: Addressee, steps: list[AddresseeStep], round_: Round, today: date) -> BodyState:
    is_open = round_.stage in _OPEN
    state = shown_state(row.state, round_.stage)
    since = [step.on for step in steps if step.state == row.state]
    first_due = date.fromisoformat(row.term["due"]) if row.term.get("due") else row.due_on
    later = [step.note for step in steps if step.note]
    is_extended = row.due_on is not None and first_due is not None and row.due_on > first_due
    return BodyState(
        pk=row.pk,
        name=row.name,
        body=row.get_body_display(),
        is_guest=row.is_guest,
        state=state,
        label=str(_LABELS[state]),
        since=since[0] if since and state != SILENT else None,
        agenda_on=row.agenda_on,
        due_on=row.due_on,
        extended=later[-1] if is_extended and later else "",
        inhabitants=row.inhabitants,
        is_over=is_open and row.due_on is not None and row.due_on < today and state not in DONE,
    )


def states_table(round_: Round, page: StatesPage, *, today: date) -> OpenTable:
    """The same as open data."""
    return OpenTable(
        name=f"stand-{round_.slug}"[:80],
        title=_("Who is how far: %(title)s") % {"title": round_.title},
        fields=(
            Field("addressee", _("Addressee")),
            Field("body", _("Kind of body")),
            Field("guest", _("Guest"), _("A guest is asked, and has no vote.")),
            Field("state", _("State")),
            Field("state_label", _("State in words")),
            Field("since", _("Since")),
            Field("on_agenda", _("Meeting in which it is dealt with")),
            Field("last_day", _("Last day")),
            Field("inhabitants", _("Inhabitants when the round was sent")),
        ),
        rows=[
            (
                body.name, body.body, body.is_guest, body.state, body.label, body.since,
                body.agenda_on, body.due_on, body.inhabitants,
            )
            for body in page.bodies
        ],
        on=today,
        sources=(round_.organisation.name,),
        licences=("CC0",),
    )  # fmt: skip
