# SPDX-License-Identifier: EUPL-1.2
"""Partners in view of a consideration: found with their figures of that moment, or just named.

Adding one and taking one away undo nothing of what others do, so they need no edition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.considerations import begin
from samenspel.citylinks.actions.considerations_steps import changed, held_for
from samenspel.citylinks.actions.links_checks import one_line
from samenspel.citylinks.countries import is_country
from samenspel.citylinks.models import Consideration
from samenspel.citylinks.refusal import LinkRefused
from samenspel.places.models import Municipality

LONGEST_NAME = 160
LONGEST_NOTE = 500
MOST_PARTNERS = 20
"""In view of one consideration; more is no choice yet."""


@dataclass(frozen=True)
class NamedPartner:
    """A partner described here, abroad or outside the register; ``country``: two letters."""

    name: str
    country: str
    note: str = ""


@transaction.atomic
def add_found_partner(
    *,
    consideration: Consideration,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> Consideration:
    """Put a partner of the finder in view; ``queries.considerations_found`` makes the values.

    Who stands there already gets the new figures.

    Raises
    ------
    PermissionDenied
        The actor does not keep considerations of this municipality.
    LinkRefused
        There are too many, or it is the municipality itself.
    """
    held = held_for(consideration, by=by, at=at)
    code = str(values["code"])
    if code == held.municipality.code:
        raise LinkRefused(_("A municipality is no partner of itself."))
    others = [row for row in held.partners.get("found", ()) if row["code"] != code]
    return _put(held, "found", [*others, {**values, "added_on": _day(at)}], by=by, at=at)


@transaction.atomic
def begin_with_partner(
    *, municipality: Municipality, values: Mapping[str, Any], by: Actor, at: datetime
) -> Consideration:
    """Begin a consideration that is about a partner of the finder, and put it in view.

    Raises
    ------
    PermissionDenied
        The actor does not keep considerations of this municipality.
    LinkRefused
        There are too many considerations, or it is the municipality itself.
    """
    title = _("City link with %(name)s") % {"name": values["name"]}
    made = begin(municipality=municipality, title=title, by=by, at=at)
    return add_found_partner(consideration=made, values=values, by=by, at=at)


@transaction.atomic
def add_named_partner(
    *, consideration: Consideration, values: NamedPartner, by: Actor, at: datetime
) -> Consideration:
    """Put a partner in view by name.

    Raises
    ------
    PermissionDenied
        The actor does not keep considerations of this municipality.
    LinkRefused
        The name or the country is missing, something is too long, it stands there already, or
        there are too many.
    """
    held = held_for(consideration, by=by, at=at)
    checked = _checked(values)
    rows = held.partners.get("named", [])
    if any(row["name"].casefold() == checked.name.casefold() for row in rows):
        raise LinkRefused(_("This partner is in view already."), "name")
    row = {**asdict(checked), "added_on": _day(at)}
    return _put(held, "named", [*rows, row], by=by, at=at)


@transaction.atomic
def remove_partner(
    *, consideration: Consideration, key: str, by: Actor, at: datetime
) -> Consideration:
    """Take a partner out of view: ``key`` is its code, or its name.

    Raises
    ------
    PermissionDenied
        The actor does not keep considerations of this municipality.
    LinkRefused
        It is not in view.
    """
    held = held_for(consideration, by=by, at=at)
    for kind, name in (("found", "code"), ("named", "name")):
        rows = held.partners.get(kind, [])
        left = [row for row in rows if row[name] != key]
        if len(left) < len(rows):
            held.partners = {**held.partners, kind: left}
            return changed(held, "remove_partner", by=by, at=at)
    raise LinkRefused(_("This partner is not in view."))


def _put(
    held: Consideration, kind: str, rows: list[dict[str, Any]], *, by: Actor, at: datetime
) -> Consideration:
    held.partners = {**held.partners, kind: rows}
    if sum(map(len, held.partners.values())) > MOST_PARTNERS:
        told = {"number": MOST_PARTNERS}
        raise LinkRefused(_("At most %(number)d partners. Take one out of view first.") % told)
    return changed(held, "add_partner", by=by, at=at)


def _day(at: datetime) -> str:
    return timezone.localdate(at).isoformat()


def _checked(values: NamedPartner) -> NamedPartner:
    name = one_line(values.name, LONGEST_NAME, "name", _("Fill in the name of the partner."))
    if not is_country(values.country):
        raise LinkRefused(_("Choose a country from the list."), "country")
    return NamedPartner(name, values.country, one_line(values.note, LONGEST_NOTE, "note"))
