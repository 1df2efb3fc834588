# SPDX-License-Identifier: EUPL-1.2
"""The life of a link: begun, described, taken into use, shown to everybody, ended, taken up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.links_checks import (
    name_of,
    one_line,
    require_choice,
    require_order,
    require_past,
    some_text,
)
from samenspel.citylinks.actions.parties import (
    PartyValues,
    add_party,
    change_party,
    current,
    end_party,
    put_party,
    rejoin_party,
    remove_party,
)
from samenspel.citylinks.actions.steps import locked, log, require_edition
from samenspel.citylinks.models import RESERVED, CityLink, LinkStep
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import (
    END_LINK,
    KEEP_FILE,
    MAKE_LINK,
    PUBLISH_LINK,
    REOPEN_LINK,
    may_for,
)
from samenspel.places.models import Municipality
from samenspel.register.models import Arrangement

__all__ = [
    "LinkValues",
    "PartyValues",
    "activate",
    "add_party",
    "change_link",
    "change_party",
    "end_link",
    "end_party",
    "make_link",
    "publish",
    "rejoin_party",
    "remove_party",
    "reopen",
]

LONGEST_NAME, LONGEST_SOURCE, LONGEST_SLUG = 200, 500, 120
LONGEST_RHYTHM = 3660
Stage = CityLink.Stage


@dataclass(frozen=True)
class LinkValues:
    """The head of a file; ``rhythm_days`` is the longest time between two contacts, in days."""

    name: str
    kind: str = CityLink.Kind.CITY_LINK
    purpose: str = ""
    begun_on: date | None = None
    rhythm_days: int | None = None
    arrangement_slug: str = ""
    source: str = ""


@transaction.atomic
def make_link(
    *,
    municipality: Municipality,
    name: str,
    kind: str = CityLink.Kind.CITY_LINK,
    purpose: str = "",
    begun_on: date | None = None,
    parties: Sequence[PartyValues],
    arrangement_slug: str = "",
    source: str = "",
    by: Actor,
    at: datetime,
) -> CityLink:
    """Begin the file of a link that is being prepared; ``municipality`` is its first party.

    Raises
    ------
    PermissionDenied
        The actor does not act for the municipality as clerk or adviser.
    LinkRefused
        The name is missing or taken, there is no other party, or a description is not complete.
        The field of a party is ``party-<place>-<name>``.
    """
    if not may_for(MAKE_LINK, by, municipality, on=timezone.localdate(at)):
        raise PermissionDenied("make_link: not for this municipality")
    values = LinkValues(name, kind, purpose, begun_on, None, arrangement_slug, source)
    told = _checked(values, None, [municipality.pk])
    if not parties:
        raise LinkRefused(_("Say with whom: a link has at least two partners."), "parties")
    made = CityLink.objects.create(
        slug=_free_slug(str(told["name"])), made_at=at, made_by_name=name_of(by), **told
    )
    held = [put_party(made, PartyValues(municipality), taken=())]
    for place, one in enumerate(parties):
        try:
            held.append(put_party(made, one, taken=held))
        except LinkRefused as refusal:
            field = f"party-{place}-{refusal.field}"
            raise LinkRefused(refusal.message, field) from refusal
    log(made, "make_link", by=by, at=at, detail={"parties": len(held)})
    return made


@transaction.atomic
def change_link(
    *, link: CityLink, values: LinkValues, edition: int, by: Actor, at: datetime
) -> CityLink:
    """Describe the link anew. Its address stays the same.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        A value cannot be right, or somebody else changed the file meanwhile.
    """
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    kept = access.link
    require_edition(kept.edition, edition)
    of = kept.parties.values_list("municipality", flat=True)
    ours = [pk for pk in of if pk is not None]
    for name, value in _checked(values, kept, ours).items():
        setattr(kept, name, value)
    _saved(access, "change_link", by=by, at=at)
    return kept


@transaction.atomic
def activate(*, link: CityLink, on: date | None = None, by: Actor, at: datetime) -> CityLink:
    """The link begins in earnest, on a day (today); without a first day that becomes it.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        It is active already, fewer than two parties take part, or the day is still to come.
    """
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    kept, day = access.link, on or access.on
    if kept.stage != Stage.PREPARING:
        raise LinkRefused(_("The link is active already."))
    require_past(day, access.on, "on")
    require_order(kept.begun_on, day, "on")
    if current(access) < 2:
        raise LinkRefused(_("A link has at least two partners. Add one first."))
    kept.stage = Stage.ACTIVE
    kept.begun_on = kept.begun_on or day
    _step(kept, LinkStep.Kind.ACTIVE, day, at)
    _saved(access, "activate_link", by=by, at=at)
    return kept


@transaction.atomic
def publish(*, link: CityLink, is_public: bool, by: Actor, at: datetime) -> CityLink:
    """Let everybody see the page of the link, or only members.

    Raises
    ------
    PermissionDenied
        The actor may not publish it.
    """
    access = locked(link, by=by, at=at)
    access.require(PUBLISH_LINK)
    kept = access.link
    if kept.is_public != is_public:
        kept.is_public = is_public
        _saved(access, "publish_link" if is_public else "unpublish_link", by=by, at=at)
    return kept


@transaction.atomic
def end_link(
    *, link: CityLink, on: date, because: str, lesson: str, by: Actor, at: datetime
) -> CityLink:
    """End the link on a day; why, and what it taught, stays to be read.

    Raises
    ------
    PermissionDenied
        The actor may not end it.
    LinkRefused
        No reason is given, or the day cannot be right.
    """
    access = locked(link, by=by, at=at)
    access.require(END_LINK)
    kept = access.link
    require_past(on, access.on, "on")
    require_order(kept.begun_on, on, "on")
    kept.ended_because = some_text(because, "because", _("Say in a sentence why it ended."))
    kept.ended_lesson = some_text(lesson, "lesson")
    kept.ended_on = on
    kept.stage = Stage.ENDED
    _step(kept, LinkStep.Kind.ENDED, on, at, kept.ended_because, kept.ended_lesson)
    _saved(access, "end_link", by=by, at=at)
    return kept


@transaction.atomic
def reopen(*, link: CityLink, because: str, by: Actor, at: datetime) -> CityLink:
    """Take up an ended link again: active from today.

    Why it ended stays in its history (:class:`LinkStep`).

    Raises
    ------
    PermissionDenied
        The actor may not take it up again.
    LinkRefused
        It has not ended, or no reason is given.
    """
    access = locked(link, by=by, at=at)
    access.require(REOPEN_LINK)
    kept = access.link
    why = some_text(because, "because", _("Say in a sentence why it is taken up again."))
    ended = kept.ended_on or access.on  # an ended link has its last day: a constraint says so
    if not kept.steps.filter(kind=LinkStep.Kind.ENDED, on=ended).exists():
        # Ended before it came into this file, by an import: keep what was known of it.
        _step(kept, LinkStep.Kind.ENDED, ended, at, kept.ended_because, kept.ended_lesson)
    kept.stage = Stage.ACTIVE
    kept.ended_on = None
    kept.ended_because = kept.ended_lesson = ""
    _step(kept, LinkStep.Kind.REOPENED, access.on, at, why)
    _saved(access, "reopen_link", by=by, at=at)
    return kept


def _checked(values: LinkValues, held: CityLink | None, of: Iterable[int]) -> dict[str, object]:
    """The columns of the head of the file; ``held`` is the link that has them now.

    ``of``: keys of the municipalities that take part.
    """
    require_choice(values.kind, CityLink.Kind.values, "kind")
    name = one_line(values.name, LONGEST_NAME, "name", _("Give the link a name."))
    others = CityLink.objects.exclude(pk=held.pk) if held else CityLink.objects.all()
    # Only among links of their own: nobody learns here that others prepare one.
    if others.filter(name__iexact=name, parties__municipality__in=of).exists():
        raise LinkRefused(_("There is a link with this name already. Choose another."), "name")
    rhythm = values.rhythm_days
    if rhythm is not None and not 1 <= rhythm <= LONGEST_RHYTHM:
        most = {"most": LONGEST_RHYTHM}
        raise LinkRefused(_("Fill in a number from 1 to %(most)s.") % most, "rhythm_days")
    slug = values.arrangement_slug
    was = held.arrangement_slug if held else ""
    if slug and slug != was and not Arrangement.objects.filter(slug=slug).exists():
        raise LinkRefused(_("This arrangement is not in the register."), "arrangement_slug")
    return {
        "name": name,
        "kind": values.kind,
        "purpose": some_text(values.purpose, "purpose"),
        "begun_on": values.begun_on,
        "rhythm_days": rhythm,
        "arrangement_slug": slug,
        "source": one_line(values.source, LONGEST_SOURCE, "source"),
    }


def _free_slug(name: str) -> str:
    """An address from the name that is not in use, and no word with a meaning of its own."""
    stem = slugify(name)[: LONGEST_SLUG - 10].strip("-") or "stedenband"
    taken = set(CityLink.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= RESERVED
    if stem not in taken:
        return stem
    # Among as many numbers as there are addresses taken, and one more, one is free.
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{stem}-{n}") not in taken)


def _step(
    link: CityLink, kind: LinkStep.Kind, on: date, at: datetime, because: str = "", lesson: str = ""
) -> None:
    LinkStep.objects.create(link=link, kind=kind, on=on, because=because, lesson=lesson, at=at)


def _saved(access: Access, action: str, *, by: Actor, at: datetime) -> None:
    access.link.edition += 1
    access.link.save()
    log(access.link, action, by=by, at=at)
