# SPDX-License-Identifier: EUPL-1.2
"""Making organisations, for which people act."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actions.log import log_event
from samenspel.accounts.actions.refusal import ManageRefused
from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor, may_manage_organisations
from samenspel.places.models import Municipality


@transaction.atomic
def make_municipality(*, municipality: Municipality, by: Actor, at: datetime) -> Organisation:
    """The organisation of a municipality of the register.

    Raises
    ------
    PermissionDenied
        The actor may not make organisations.
    ManageRefused
        There is one already.
    """
    _require_maker(by, at)
    if Organisation.objects.filter(municipality=municipality).exists():
        raise ManageRefused(_("This municipality has an organisation already."), "municipality")
    name = f"Gemeente {municipality.name}"
    if Organisation.objects.filter(name=name).exists():  # two municipalities of one name
        name = f"{name} ({municipality.code})"
    return _make(Organisation.Kind.MUNICIPALITY, name, municipality, by, at)


@transaction.atomic
def make_secretariat(*, name: str, by: Actor, at: datetime) -> Organisation:
    """A secretariat, which keeps the records of arrangements.

    Raises
    ------
    PermissionDenied
        The actor may not make organisations.
    ManageRefused
        An organisation has this name already.
    """
    _require_maker(by, at)
    if Organisation.objects.filter(name__iexact=name).exists():
        raise ManageRefused(_("An organisation has this name already."), "name")
    return _make(Organisation.Kind.SECRETARIAT, name, None, by, at)


def _make(
    kind: str, name: str, municipality: Municipality | None, by: Actor, at: datetime
) -> Organisation:
    made = Organisation.objects.create(kind=kind, name=name, municipality=municipality)
    log_event(
        by=by, at=at, action="make_organisation", object_kind="organisation", object_key=name,
        result="made",
    )  # fmt: skip
    return made


def _require_maker(by: Actor, at: datetime) -> None:
    if not may_manage_organisations(by, on=timezone.localdate(at)):
        raise PermissionDenied("only administrators make organisations")
