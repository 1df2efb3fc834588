# SPDX-License-Identifier: EUPL-1.2
"""Organisations, their people and invitations, as who manages them sees them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from samenspel.accounts.actions import hash_of
from samenspel.accounts.models import Invitation, Organisation, Role, User
from samenspel.accounts.rules import (
    KINDS_IN,
    Actor,
    may_block,
    may_give_role,
    may_manage_organisations,
    may_manage_people,
)
from samenspel.places.models import Municipality, on_date

ORGANISATIONS_PER_PAGE = 50
MOST_FOUND = 20


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation in the list, with how many people hold a role in it today."""

    pk: int
    name: str
    kind: str
    people: int


@dataclass(frozen=True)
class OrganisationsPage:
    """A page of the list; ``numbers`` is the page of Django's paginator."""

    rows: tuple[OrganisationRow, ...]
    numbers: Page[Any]


@dataclass(frozen=True)
class PersonRow:
    """A role of a person in one organisation; ``state``: current, future, ended or blocked."""

    role_pk: int
    user_pk: int
    name: str
    email: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    state: str
    may_end: bool


@dataclass(frozen=True)
class InvitationRow:
    """An invitation that has not been accepted or withdrawn."""

    pk: int
    email: str
    kind: str
    sent_at: datetime
    sent_by: str
    expires_at: datetime
    expired: bool


@dataclass(frozen=True)
class OrganisationPage:
    """An organisation with its people and invitations."""

    organisation: Organisation
    people: tuple[PersonRow, ...]
    invitations: tuple[InvitationRow, ...]
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PersonPage:
    """A person, the roles that the reader may see, and what the reader may do."""

    person: User
    roles: tuple[tuple[Role, str, bool], ...]
    organisations: tuple[Organisation, ...]
    may_block: bool
    is_self: bool


def managed(actor: Actor, *, on: date) -> QuerySet[Organisation]:
    """The organisations whose people the actor manages."""
    if may_manage_organisations(actor, on=on):
        return Organisation.objects.all()
    tied = {role.organisation_id for role in actor.roles(on)}
    found = Organisation.objects.filter(pk__in=tied)
    own = [o.pk for o in found if may_manage_people(actor, on=on, of=o)]
    return Organisation.objects.filter(pk__in=own)


def organisations(actor: Actor, *, on: date, words: str, page: str) -> OrganisationsPage:
    """The organisations that the actor manages, by name; ``words``: part of the name."""
    holding = Count("roles__user", filter=on_date(on, prefix="roles__"), distinct=True)
    found = managed(actor, on=on)
    if words:
        found = found.filter(name__icontains=words)
    counted = found.annotate(people=holding).order_by("name").values("pk", "name", "kind", "people")
    shown = Paginator(counted, ORGANISATIONS_PER_PAGE).get_page(page)
    rows = tuple(
        OrganisationRow(o["pk"], o["name"], str(Organisation.Kind(o["kind"]).label), o["people"])
        for o in shown.object_list
    )
    return OrganisationsPage(rows, shown)


def organisation_page(pk: int, *, actor: Actor, on: date, at: datetime) -> OrganisationPage:
    """One organisation.

    Raises
    ------
    Http404
        There is none, or the actor does not manage it: both look the same.
    """
    organisation = managed(actor, on=on).filter(pk=pk).first()
    if organisation is None:
        raise Http404("no organisation that this person manages")
    roles = organisation.roles.select_related("user").order_by("user__name", "user__email", "kind")
    invitations = organisation.invitations.filter(accepted_at=None, withdrawn_at=None)
    return OrganisationPage(
        organisation=organisation,
        people=tuple(_row(role, organisation, actor, on) for role in roles),
        invitations=tuple(
            InvitationRow(
                i.pk, i.email, str(i.get_kind_display()), i.sent_at, i.invited_by_name,
                i.expires_at, i.expires_at <= at,
            )
            for i in invitations
        ),
        kinds=kinds_to_give(actor, organisation, on=on),
    )  # fmt: skip


def kinds_to_give(
    actor: Actor, organisation: Organisation, *, on: date
) -> tuple[tuple[str, str], ...]:
    """The kinds of role that the actor may give there: value and name."""
    return tuple(
        (kind.value, str(kind.label))
        for kind in KINDS_IN[organisation.kind]
        if may_give_role(actor, on=on, kind=kind, organisation=organisation)
    )


def state_of(role: Role, on: date) -> str:
    """Whether a role holds on the day: current, future or ended."""
    if role.valid_to is not None and role.valid_to <= on:
        return "ended"
    return "future" if role.valid_from is not None and role.valid_from > on else "current"


def _row(role: Role, organisation: Organisation, actor: Actor, on: date) -> PersonRow:
    state = state_of(role, on)
    may = may_give_role(actor, on=on, kind=role.kind, organisation=organisation)
    return PersonRow(
        role_pk=role.pk,
        user_pk=role.user_id,
        name=role.user.name,
        email=role.user.email,
        kind=str(role.get_kind_display()),
        valid_from=role.valid_from,
        valid_to=role.valid_to,
        state=state if role.user.is_active or state == "ended" else "blocked",
        may_end=may and state != "ended",
    )


def person_page(pk: int, *, actor: Actor, on: date) -> PersonPage:
    """One person, as far as the actor manages an organisation in which they have or had a role.

    Raises
    ------
    Http404
        There is nobody, or the actor manages none of their organisations.
    """
    seen = managed(actor, on=on)
    roles = list(
        Role.objects.filter(user_id=pk, organisation__in=seen)
        .select_related("organisation", "user")
        .order_by("organisation__name", "kind")
    )
    person = roles[0].user if roles else None
    if person is None and may_manage_organisations(actor, on=on):
        person = User.objects.filter(pk=pk).first()
    if person is None:
        raise Http404("nobody whom this person manages")
    is_self = actor.user is not None and actor.user.pk == person.pk
    return PersonPage(
        person=person,
        roles=tuple((role, state_of(role, on), _may_end(role, actor, on)) for role in roles),
        organisations=() if is_self else tuple(seen.order_by("name")),
        may_block=may_block(actor, on=on, person=person),
        is_self=is_self,
    )


def _may_end(role: Role, actor: Actor, on: date) -> bool:
    may = may_give_role(actor, on=on, kind=role.kind, organisation=role.organisation)
    return may and state_of(role, on) != "ended"


def open_invitation(token: str, *, at: datetime) -> Invitation | None:
    """The invitation with this secret, when it can still be accepted."""
    return (
        Invitation.objects.select_related("organisation")
        .filter(token_hash=hash_of(token), accepted_at=None, withdrawn_at=None, expires_at__gt=at)
        .first()
    )


def open_invitation_for(emails: Collection[str], *, at: datetime) -> Invitation | None:
    """The oldest invitation for one of these addresses that can still be accepted."""
    return (
        Invitation.objects.select_related("organisation")
        .filter(email__in=emails, accepted_at=None, withdrawn_at=None, expires_at__gt=at)
        .order_by("sent_at", "pk")
        .first()
    )


def municipalities_without(words: str, *, on: date) -> list[Municipality]:
    """Municipalities of the day with these words in their name that have no organisation yet."""
    if len(words) < 2:
        return []
    found = Municipality.objects.filter(
        Q(name__icontains=words) | Q(code__iexact=words), on_date(on), organisation=None
    )
    return list(found.order_by("name", "code")[:MOST_FOUND])
