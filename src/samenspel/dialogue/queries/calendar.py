# SPDX-License-Identifier: EUPL-1.2
"""Dialogues in which a body can still say something, for pages and calendars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from samenspel.dialogue.models import Addressee, Round

State = Addressee.State
ANSWERED = frozenset({State.SENT, State.TOO_LATE, State.NONE_WISHED})


@dataclass(frozen=True)
class OpenItem:
    """A dialogue that waits for a body: until and with which day, and what it is about.

    ``about`` is the arrangement, or who asks when it is about none. ``answered`` says that the
    body has answered by now.
    """

    addressee_id: int
    municipality_id: int | None
    body: str
    name: str
    slug: str
    title: str
    about: str
    url: str
    sent_on: date
    due_on: date
    state: str
    answered: bool


def open_for_codes(codes: Iterable[str], on: date) -> tuple[OpenItem, ...]:
    """Dialogues that were sent to councils of these municipalities and of which the term ran on
    ``on``, the first to end first; one query.

    Give a municipality with its predecessors (``register.rules.predecessors``).
    """
    return _items(Q(municipality__code__in=set(codes), body=Addressee.Body.COUNCIL), on)


def open_about(arrangement_slug: str, on: date) -> tuple[OpenItem, ...]:
    """Dialogues about an arrangement of which a term ran on ``on``, one for each councils' body;
    one query.
    """
    return _items(Q(round__arrangement_slug=arrangement_slug, body=Addressee.Body.COUNCIL), on)


def _items(which: Q, on: date) -> tuple[OpenItem, ...]:
    rows = (
        Addressee.objects.filter(which, due_on__gte=on, round__sent_on__lte=on)
        .exclude(round__stage__in=[Round.Stage.PREPARING, Round.Stage.WITHDRAWN])
        .select_related("round", "round__organisation")
        .order_by("due_on", "round__slug", "position", "pk")
    )
    return tuple(_item(row) for row in rows)


def _item(row: Addressee) -> OpenItem:
    round_ = row.round
    assert round_.sent_on is not None and row.due_on is not None  # noqa: S101, PT018 - filtered
    return OpenItem(
        addressee_id=row.pk,
        municipality_id=row.municipality_id,
        body=row.body,
        name=row.name,
        slug=round_.slug,
        title=round_.title,
        about=round_.arrangement_name or round_.organisation.name,
        url=reverse("dialogue", args=[round_.slug]),
        sent_on=round_.sent_on,
        due_on=row.due_on,
        state=row.state,
        answered=row.state in ANSWERED,
    )
