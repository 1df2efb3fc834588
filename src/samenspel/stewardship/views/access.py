# SPDX-License-Identifier: EUPL-1.2
"""What the pages of stewards share: who may see them, and the municipality that they are about."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.models import Role
from samenspel.accounts.rules import Actor
from samenspel.places.models import Municipality
from samenspel.register.queries.reference import Reference, reference


def municipality_or_404(slug: str) -> Municipality:
    """The municipality at an address, with its province."""
    found = Municipality.objects.select_related("province").filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    return found


def of_today() -> Reference:
    """The reference of today: stewards work on what is, not on what was."""
    today = timezone.localdate()
    return reference(on=today, today=today)


def to_log_in(request: HttpRequest) -> HttpResponse:
    """To the page on which one logs in, and back."""
    return redirect_to_login(request.get_full_path())


def holds(actor: Actor, kinds: Collection[str], *, municipality_id: int) -> bool:
    """Whether the actor has one of these roles in the municipality, or is administrator."""
    roles = actor.roles(timezone.localdate())
    return actor.is_operator or any(
        role.kind == Role.Kind.ADMINISTRATOR
        or (role.kind in kinds and role.municipality_id == municipality_id)
        for role in roles
    )


def is_administrator(actor: Actor) -> bool:
    """Whether the actor is an administrator of the site."""
    roles = actor.roles(timezone.localdate())
    return actor.is_operator or any(role.kind == Role.Kind.ADMINISTRATOR for role in roles)


def municipal_breadcrumb(municipality: Municipality, last: str) -> list[tuple[str, str]]:
    """Where a page of a municipality lies."""
    return [
        (_("Municipalities"), reverse("municipalities")),
        (municipality.name, municipality.get_absolute_url()),
        (last, ""),
    ]
