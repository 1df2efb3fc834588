# SPDX-License-Identifier: EUPL-1.2
"""What a municipality says of itself to find a partner: add, change, remove, put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.analysis.policy_areas import DOMAINS, THEMES
from samenspel.citylinks.actions.links_checks import name_of, require_short
from samenspel.citylinks.actions.steps import require_edition
from samenspel.citylinks.models import ProfileEntry
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_PROFILE, may_for
from samenspel.places.models import Municipality

LONGEST_TEXT = 300
MOST_ENTRIES = 200
"""Of one municipality; more is a list that nobody reads."""


@dataclass(frozen=True)
class EntryValues:
    """One thing that a municipality says; keys as in :class:`ProfileEntry`."""

    kind: str
    theme: str
    text: str
    domain: str = ""
    is_shared: bool = True


@transaction.atomic
def add_entry(
    *, municipality: Municipality, values: EntryValues, by: Actor, at: datetime
) -> ProfileEntry:
    """Say one thing more.

    Raises
    ------
    PermissionDenied
        The actor does not keep the profile of this municipality.
    LinkRefused
        Something is missing or too long, it stands there already, or there are too many.
    """
    place = _held(municipality, by=by, at=at)
    checked = _checked(values)
    standing = ProfileEntry.objects.filter(municipality=place, removed_at__isnull=True)
    if standing.count() >= MOST_ENTRIES:
        raise LinkRefused(
            _("There are %(number)d entries already. Remove one first.") % {"number": MOST_ENTRIES}
        )
    _require_new(place, checked)
    made = ProfileEntry.objects.create(
        municipality=place, made_at=at, made_by_name=name_of(by), **vars(checked)
    )
    _log("add_profile_entry", made, by=by, at=at)
    return made


@transaction.atomic
def change_entry(
    *, entry: ProfileEntry, values: EntryValues, edition: int, by: Actor, at: datetime
) -> ProfileEntry:
    """Say it otherwise.

    Raises
    ------
    PermissionDenied
        The actor does not keep the profile of this municipality.
    LinkRefused
        It was removed, something is missing or too long, or it stands there already.
    ChangedMeanwhile
        Somebody else changed it since the form was opened.
    """
    held = _held_entry(entry, by=by, at=at)
    _require_there(held)
    require_edition(held.edition, edition)
    checked = _checked(values)
    _require_new(held.municipality, checked, but=held)
    for name, value in vars(checked).items():
        setattr(held, name, value)
    _save(held, *vars(checked))
    _log("change_profile_entry", held, by=by, at=at)
    return held


@transaction.atomic
def remove_entry(*, entry: ProfileEntry, by: Actor, at: datetime) -> ProfileEntry:
    """Take it off the profile; it can be put back.

    Raises
    ------
    PermissionDenied
        The actor does not keep the profile of this municipality.
    LinkRefused
        It was removed already.
    """
    held = _held_entry(entry, by=by, at=at)
    _require_there(held)
    held.removed_at = at
    _save(held, "removed_at")
    _log("remove_profile_entry", held, by=by, at=at)
    return held


@transaction.atomic
def restore_entry(*, entry: ProfileEntry, by: Actor, at: datetime) -> ProfileEntry:
    """Put it back on the profile.

    Raises
    ------
    PermissionDenied
        The actor does not keep the profile of this municipality.
    LinkRefused
        It was not removed, or the same was said again meanwhile.
    """
    held = _held_entry(entry, by=by, at=at)
    if held.removed_at is None:
        raise LinkRefused(_("This is on the profile already."))
    _require_new(held.municipality, held, but=held)
    held.removed_at = None
    _save(held, "removed_at")
    _log("restore_profile_entry", held, by=by, at=at)
    return held


def _held(municipality: Municipality, *, by: Actor, at: datetime) -> Municipality:
    """The municipality, held until the end of the transaction: entries are counted one by one."""
    place = Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
    if not may_for(KEEP_PROFILE, by, place, on=timezone.localdate(at)):
        raise PermissionDenied("keep_profile, municipality: not for this person")
    return place


def _held_entry(entry: ProfileEntry, *, by: Actor, at: datetime) -> ProfileEntry:
    place = _held(entry.municipality, by=by, at=at)
    return ProfileEntry.objects.select_related("municipality").get(pk=entry.pk, municipality=place)


def _checked(values: EntryValues) -> EntryValues:
    """The values with single blanks between words, when they can be kept."""
    text = " ".join(values.text.split())
    if values.kind not in ProfileEntry.Kind.values:
        raise LinkRefused(_("Choose what you want to say."), "kind")
    if values.theme not in THEMES:
        raise LinkRefused(_("Choose one of the six themes."), "theme")
    if values.domain and values.domain not in DOMAINS:
        raise LinkRefused(_("Choose a policy area from the list, or none."), "domain")
    if not text:
        raise LinkRefused(_("Say it in one sentence."), "text")
    require_short(text, LONGEST_TEXT, "text")
    return EntryValues(values.kind, values.theme, text, values.domain, values.is_shared)


def _require_new(
    place: Municipality, values: EntryValues | ProfileEntry, *, but: ProfileEntry | None = None
) -> None:
    """The same text may not stand twice under a theme."""
    same = ProfileEntry.objects.filter(
        municipality=place,
        kind=values.kind,
        theme=values.theme,
        text=values.text,
        removed_at__isnull=True,
    )
    if same.exclude(pk=but.pk if but else 0).exists():
        raise LinkRefused(_("This is on the profile already."), "text")


def _require_there(entry: ProfileEntry) -> None:
    if entry.removed_at is not None:
        raise LinkRefused(_("This was removed. Put it back first."))


def _save(entry: ProfileEntry, *fields: str) -> None:
    entry.edition += 1
    entry.save(update_fields=[*fields, "edition"])


def _log(action: str, entry: ProfileEntry, *, by: Actor, at: datetime) -> None:
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="municipality",
        object_key=entry.municipality.code,
        result="done",
        detail={"entry": entry.pk, "entry_kind": entry.kind, "is_shared": entry.is_shared},
    )
