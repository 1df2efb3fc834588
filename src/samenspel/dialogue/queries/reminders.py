# SPDX-License-Identifier: EUPL-1.2
"""Whom to tell what about dialogues on a day; only what everybody may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from samenspel.accounts.models import Organisation, Role, User
from samenspel.dialogue.models import Addressee, DialogueReminder, Round, Sending
from samenspel.dialogue.queries.round_states import DONE
from samenspel.places.models import on_date
from samenspel.register.rules import predecessors

Occasion = DialogueReminder.Occasion
Body = Addressee.Body
Stage = Round.Stage
RECENT = timedelta(days=14)
"""How long after an opinion was sent the secretariat is still told."""

_ANSWERING = {Role.Kind.CLERK: Body.COUNCIL, Role.Kind.ADVISER: Body.EXECUTIVE}
_ASKING: Mapping[str, tuple[str, ...]] = {
    Organisation.Kind.MUNICIPALITY: (Role.Kind.CLERK, Role.Kind.ADVISER),
    Organisation.Kind.SECRETARIAT: (Role.Kind.SECRETARIAT,),
}


@dataclass(frozen=True)
class Due:
    """A moment in the term of an addressee."""

    addressee: Addressee
    occasion: Occasion


@dataclass(frozen=True)
class Arrived:
    """An opinion that was sent; ``names`` are the bodies whose opinion it is."""

    sending: Sending
    round: Round
    names: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """Everything that one address has to be told today; ``user`` is None for a body's address."""

    email: str
    user: User | None
    due: tuple[Due, ...]
    arrived: tuple[Arrived, ...]


def occasion_of(received_on: date, due_on: date, on: date) -> Occasion | None:
    """The last moment of a term that has come; None before it begins and after its last day."""
    if not received_on <= on <= due_on:
        return None
    moments = [
        (received_on, Occasion.SENT),
        (received_on + (due_on - received_on) // 2, Occasion.HALFWAY),
        (due_on - timedelta(days=14), Occasion.TWO_WEEKS),
        (due_on - timedelta(days=7), Occasion.LAST_WEEK),
        (due_on, Occasion.LAST_DAY),
    ]
    # A short term has its moments in another order: a later day wins, of one day the most urgent.
    come = [(day, place) for place, (day, _what) in enumerate(moments) if received_on <= day <= on]
    return moments[max(come)[1]][1]


def letters(on: date) -> tuple[Letter, ...]:
    """What every address has to be told on the day and was not told before, by address.

    Nobody gets a second mail on a day; nobody is reminded of what was answered. Seven queries.
    """
    due = _due(on)
    arrived = _arrived(on)
    if not due and not arrived:
        return ()
    people = list(
        Role.objects.filter(on_date(on), user__is_active=True)
        .filter(kind__in={*_ANSWERING, Role.Kind.SECRETARIAT})
        .select_related("user", "organisation")
        .order_by("user__email", "pk")
    )
    users = {role.user.email: role.user for role in people}
    about = _of_bodies(due, people)
    news = _of_asking(arrived, people)
    told = _told(users.keys() | about.keys(), on)
    found = []
    for email in sorted(about.keys() | news.keys()):
        letter = Letter(
            email=email,
            user=users.get(email),
            due=tuple(one for one in about.get(email, ()) if _key(one) not in told[email]),
            arrived=tuple(one for one in news.get(email, ()) if one.sending.pk not in told[email]),
        )
        if on not in told[email] and (letter.due or letter.arrived):
            found.append(letter)
    return tuple(found)


def _due(on: date) -> list[Due]:
    """Addressees of open rounds who did not answer, with the moment that has come."""
    rows = (
        Addressee.objects.filter(round__stage=Stage.OPEN, received_on__lte=on, due_on__gte=on)
        .exclude(state__in=DONE)
        .select_related("round__organisation")
        .order_by("due_on", "round__title", "position", "pk")
    )
    found = []
    for row in rows:
        if row.received_on is not None and row.due_on is not None:
            occasion = occasion_of(row.received_on, row.due_on, on)
            if occasion is not None:
                found.append(Due(row, occasion))
    return found


def _arrived(on: date) -> list[Arrived]:
    rows = (
        Sending.objects.filter(
            on__gte=on - RECENT,
            on__lte=on,
            version__opinion__round__stage__in=[Stage.OPEN, Stage.WEIGHING],
        )
        .select_related("version__opinion__round__organisation")
        .prefetch_related("version__adoptions__addressee")
        .order_by("on", "pk")
    )
    return [
        Arrived(
            row,
            row.version.opinion.round,
            tuple(one.addressee.name for one in row.version.adoptions.all()),
        )
        for row in rows
    ]


def _of_bodies(due: Iterable[Due], people: Iterable[Role]) -> Mapping[str, list[Due]]:
    """By address: clerks for councils, advisers for executives, and the addresses of bodies."""
    acting = [role for role in people if role.kind in _ANSWERING]
    acts_for = predecessors(
        role.organisation.municipality_id
        for role in acting
        if role.organisation.municipality_id is not None
    )
    by_body: dict[tuple[str, int], set[str]] = defaultdict(set)
    for role in acting:
        for place in acts_for.get(role.organisation.municipality_id or 0, ()):
            by_body[_ANSWERING[Role.Kind(role.kind)], place].add(role.user.email)
    found: dict[str, list[Due]] = defaultdict(list)
    for one in due:
        addressee = one.addressee
        emails = set(by_body.get((addressee.body, addressee.municipality_id or 0), ()))
        if addressee.email:
            emails.add(addressee.email)
        for email in emails:
            found[email].append(one)
    return found


def _of_asking(arrived: Iterable[Arrived], people: Iterable[Role]) -> Mapping[str, list[Arrived]]:
    by_organisation: dict[int, set[str]] = defaultdict(set)
    for role in people:
        if role.kind in _ASKING.get(role.organisation.kind, ()):
            by_organisation[role.organisation_id].add(role.user.email)
    found: dict[str, list[Arrived]] = defaultdict(list)
    for one in arrived:
        for email in by_organisation.get(one.round.organisation_id, ()):
            found[email].append(one)
    return found


def _key(one: Due) -> tuple[object, ...]:
    """What it is told as: that it was sent is told once, a moment once for each last day."""
    day = None if one.occasion == Occasion.SENT else one.addressee.due_on
    return one.addressee.pk, str(one.occasion), day


def _told(emails: Iterable[str], on: date) -> dict[str, set[object]]:
    """By address: keys of moments, of sendings, and the day when there was a mail on it."""
    found: dict[str, set[object]] = defaultdict(set)
    rows = DialogueReminder.objects.filter(email__in=list(emails)).values_list(
        "email", "addressee_id", "occasion", "due_on", "sending_id", "on"
    )
    for email, addressee, occasion, due_on, sending, day in rows:
        if occasion == Occasion.ARRIVED:
            found[email].add(sending)
        else:
            last = None if occasion == Occasion.SENT else due_on
            found[email].add((addressee, str(occasion), last))
        if day == on:
            found[email].add(on)
    return found
