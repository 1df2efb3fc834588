# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in a link: joining, leaving, and how a party elsewhere is described."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.links_checks import ONE_DAY, one_line, require_order
from samenspel.citylinks.actions.steps import locked, log, require_edition
from samenspel.citylinks.countries import is_country
from samenspel.citylinks.models import CityLink, LinkStep, Party
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_FILE
from samenspel.places.models import Municipality, on_date

LONGEST_NAME, LONGEST_LANGUAGE = 160, 60


@dataclass(frozen=True)
class PartyValues:
    """A party: a ``municipality`` of the register, or one elsewhere with ``name`` and ``country``.

    ``country``: two capitals (ISO 3166-1). ``latitude``, ``longitude``: degrees (WGS 84), both or
    neither. ``valid_from``: the day on which it joined, empty since the beginning of the link.
    Of a municipality of the register name and country come from there.
    """

    municipality: Municipality | None = None
    name: str = ""
    country: str = ""
    language: str = ""
    latitude: float | None = None
    longitude: float | None = None
    inhabitants: int | None = None
    valid_from: date | None = None


@transaction.atomic
def add_party(
    *, link: CityLink, values: PartyValues, edition: int | None = None, by: Actor, at: datetime
) -> Party:
    """A party joins. ``edition`` is that of the link when the form was opened, where there was one.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        The link has ended, it takes part already, or the description is not complete.
    """
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    if edition is not None:
        require_edition(access.link.edition, edition)
    made = put_party(access.link, values, taken=access.link.parties.all())
    if values.valid_from is not None:
        _step(access, LinkStep.Kind.JOINED, made, values.valid_from, at)
    _changed(access.link, "add_party", made, by=by, at=at)
    return made


@transaction.atomic
def change_party(
    *, party: Party, values: PartyValues, edition: int, by: Actor, at: datetime
) -> Party:
    """Describe a party anew; of a municipality of the register only the day of joining changes.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        As for :func:`add_party`, or somebody else changed the file meanwhile.
    """
    access, kept = _held(party, edition=edition, by=by, at=at)
    if kept.municipality is not None:
        values = PartyValues(kept.municipality, valid_from=values.valid_from)
    told = _checked(values)
    _require_new(told["name"], access.link.parties.exclude(pk=kept.pk))
    last = kept.valid_to - ONE_DAY if kept.valid_to else None
    require_order(values.valid_from, last, "valid_from")
    for name, value in told.items():
        setattr(kept, name, value)
    kept.save()
    _changed(access.link, "change_party", kept, by=by, at=at)
    return kept


@transaction.atomic
def end_party(*, party: Party, last_day: date, edition: int, by: Actor, at: datetime) -> Party:
    """A party leaves after ``last_day``; its people then no longer see the file.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        It left already or joined later, or fewer than two would be left: then the link ends.
    """
    access, kept = _held(party, edition=edition, by=by, at=at)
    if kept.valid_to is not None:
        raise LinkRefused(_("This partner has left already."))
    begun = kept.valid_from or access.link.begun_on
    require_order(begun, last_day, "last_day")
    others = access.link.parties.exclude(pk=kept.pk).filter(valid_to__isnull=True)
    if others.count() < 2:
        raise LinkRefused(_("A link has at least two partners. End the link instead."))
    kept.valid_to = last_day + ONE_DAY
    kept.save(update_fields=["valid_to"])
    _step(access, LinkStep.Kind.LEFT, kept, last_day, at)
    _changed(access.link, "end_party", kept, by=by, at=at)
    return kept


@transaction.atomic
def rejoin_party(*, party: Party, edition: int, by: Actor, at: datetime) -> Party:
    """Undo that a party left.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        It did not leave.
    """
    access, kept = _held(party, edition=edition, by=by, at=at)
    if kept.valid_to is None:
        raise LinkRefused(_("This partner takes part."))
    kept.valid_to = None
    kept.save(update_fields=["valid_to"])
    kept.steps.filter(kind=LinkStep.Kind.LEFT).delete()
    _changed(access.link, "rejoin_party", kept, by=by, at=at)
    return kept


@transaction.atomic
def remove_party(*, party: Party, edition: int, by: Actor, at: datetime) -> None:
    """Take out a party that was entered by mistake: nothing is written down about it yet.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        Something is written down about it (then it can leave), or fewer than two would be left.
    """
    access, kept = _held(party, edition=edition, by=by, at=at)
    if access.link.parties.exclude(pk=kept.pk).filter(valid_to__isnull=True).count() < 2:
        raise LinkRefused(_("A link has at least two partners. End the link instead."))
    if kept.contacts.exists() or kept.lessons.exists():
        raise LinkRefused(_in_use())
    key = kept.pk
    try:
        with transaction.atomic():
            kept.delete()
    except ProtectedError as error:
        raise LinkRefused(_in_use()) from error
    kept.pk = key
    _changed(access.link, "remove_party", kept, by=by, at=at)


def put_party(link: CityLink, values: PartyValues, *, taken: Iterable[Party]) -> Party:
    """Add the row of a party; ``taken`` are the parties that there are.

    Raises
    ------
    LinkRefused
        It takes part already, or the description is not complete.
    """
    told, held = _checked(values), list(taken)
    _require_new(told["name"], held)
    if values.municipality and any(one.municipality == values.municipality for one in held):
        raise LinkRefused(_already(), "municipality")
    place = max((one.position for one in held), default=-1) + 1
    return Party.objects.create(link=link, position=place, municipality=values.municipality, **told)


def current(access: Access) -> int:
    """How many parties take part on the day of the access."""
    return access.link.parties.filter(on_date(access.on)).count()


def _checked(values: PartyValues) -> dict[str, object]:
    """The columns of the row, without the municipality."""
    if values.municipality is not None:
        return {
            "name": values.municipality.name[:LONGEST_NAME],
            "country": values.municipality.country.upper(),
            "valid_from": values.valid_from,
        }
    name = one_line(values.name, LONGEST_NAME, "name", _("Say what the partner is called."))
    if not is_country(values.country):
        raise LinkRefused(_("Choose a country from the list."), "country")
    if (values.latitude is None) != (values.longitude is None):
        empty = "latitude" if values.latitude is None else "longitude"
        raise LinkRefused(_("Fill in both, or neither."), empty)
    for degrees, most, field in (
        (values.latitude, 90, "latitude"),
        (values.longitude, 180, "longitude"),
    ):
        if degrees is not None and not -most <= degrees <= most:
            told = _("Fill in a number from -%(most)s to %(most)s.") % {"most": most}
            raise LinkRefused(told, field)
    return {
        "name": name,
        "country": values.country,
        "language": one_line(values.language, LONGEST_LANGUAGE, "language"),
        "latitude": values.latitude,
        "longitude": values.longitude,
        "inhabitants": values.inhabitants,
        "valid_from": values.valid_from,
    }


def _require_new(name: object, others: Iterable[Party]) -> None:
    if str(name).casefold() in {one.name.casefold() for one in others}:
        raise LinkRefused(_already(), "name")


def _already() -> str:
    return _("This partner is in the file already.")


def _in_use() -> str:
    return _("Something is written down about this partner. Say that it left instead.")


def _step(access: Access, kind: LinkStep.Kind, party: Party, on: date, at: datetime) -> None:
    LinkStep.objects.create(link=access.link, kind=kind, party=party, on=on, at=at)


def _held(party: Party, *, edition: int, by: Actor, at: datetime) -> tuple[Access, Party]:
    """The party as it is now, for who keeps the file, of this edition; the link is locked."""
    access = locked(party.link, by=by, at=at)
    access.require(KEEP_FILE)
    require_edition(access.link.edition, edition)
    return access, Party.objects.get(pk=party.pk)


def _changed(link: CityLink, action: str, party: Party, *, by: Actor, at: datetime) -> None:
    link.edition += 1
    link.save(update_fields=["edition"])
    log(link, action, by=by, at=at, detail={"party": party.pk})
