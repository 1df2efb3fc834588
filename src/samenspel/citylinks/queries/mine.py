# SPDX-License-Identifier: EUPL-1.2
"""The links of a person: of the own municipalities, and those in which they are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from samenspel.accounts.rules import Actor
from samenspel.citylinks.models import CityLink, Party, Person
from samenspel.citylinks.queries.file_state import LinkState, states_of
from samenspel.citylinks.queries.file_steps import Step, length_in_words, steps_of
from samenspel.citylinks.rules import (
    EVERYBODY_NAMED,
    FORGET_PERSON,
    MAKE_LINK,
    SEE_FILE,
    Standing,
)
from samenspel.places.models import Municipality, on_date
from samenspel.register.rules import predecessors


@dataclass(frozen=True)
class MyLink:
    """A link with its one next step; ``since`` is how long ago the last contact was, in words."""

    state: LinkState
    step: Step
    partners: str
    since: str

    @property
    def needs_attention(self) -> bool:
        """Whether something is asked."""
        return bool(self.step.url)


@dataclass(frozen=True)
class MyLinks:
    """The links of a person; ``waiting`` files name an account that is not coupled yet."""

    going: tuple[MyLink, ...]
    ended: tuple[MyLink, ...]
    waiting: int
    may_make: bool


def my_links(actor: Actor, *, on: date) -> MyLinks:
    """Those of the person on a day; at most eight queries."""
    user = actor.user
    if user is None:
        return MyLinks((), (), 0, may_make=False)
    acting = predecessors(
        {r.municipality_id for r in actor.roles(on) if r.kind in SEE_FILE.allowed} - {None}  # type: ignore[arg-type]
    )
    ours = {pk for pks in acting.values() for pk in pks}
    parties = Party.objects.filter(on_date(on), municipality__in=ours)
    named = Person.objects.filter(on_date(on), user=user, kind__in=EVERYBODY_NAMED)
    links = list(
        CityLink.objects.filter(Q(pk__in=parties.values("link")) | Q(pk__in=named.values("link")))
    )
    states = states_of(links, on=on)
    lines = [_line(states[link.pk]) for link in links]
    going = [one for one in lines if one.state.link.stage != CityLink.Stage.ENDED]
    going.sort(key=lambda one: (not one.needs_attention, one.state.link.name, one.state.link.pk))
    return MyLinks(
        going=tuple(going),
        ended=tuple(one for one in lines if one.state.link.stage == CityLink.Stage.ENDED),
        waiting=waiting_for(user.email),
        may_make=any(r.kind in MAKE_LINK.allowed and r.municipality_id for r in actor.roles(on)),
    )


def waiting_for(address: str) -> int:
    """In how many files an account with this address is named and not coupled yet; one query."""
    rows = Person.objects.filter(
        user__isnull=True, account_email__iexact=address, removed_at__isnull=True
    )
    return rows.count()


def files_on_request(actor: Actor, *, on: date) -> tuple[tuple[str, str], ...]:
    """Address and name of every link, by name, for who may remove people from files of others.

    Empty for everybody else. They see no more of a file than its name; one query, two for them.
    """
    everywhere = {kind for kind, held in FORGET_PERSON.allowed.items() if Standing.OTHER in held}
    if not any(role.kind in everywhere for role in actor.roles(on)):
        return ()
    return tuple(CityLink.objects.order_by("name", "pk").values_list("slug", "name"))


def own_municipalities(actor: Actor, *, on: date) -> list[Municipality]:
    """For which municipalities the actor may begin a file, by name; at most two queries."""
    mine = {r.municipality_id for r in actor.roles(on) if r.kind in MAKE_LINK.allowed}
    keys = [pk for pk in mine if pk is not None]
    return list(Municipality.objects.filter(on_date(on), pk__in=keys).order_by("name"))


def _line(state: LinkState) -> MyLink:
    days = state.fading.days_since
    return MyLink(
        state=state,
        step=steps_of(state)[0],
        partners=", ".join(one.name for one in state.parties),
        since=length_in_words(days) if days is not None else "",
    )
