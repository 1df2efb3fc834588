# SPDX-License-Identifier: EUPL-1.2
"""Photos in the file: added, described, with the consent of who is on them, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.documents import require_activity_of
from samenspel.citylinks.actions.links_checks import (
    name_of,
    require_choice,
    require_past,
    require_short,
)
from samenspel.citylinks.actions.steps import locked, log, row_now
from samenspel.citylinks.models import Activity, CityLink, Photo, StoredFile
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import FORGET_PERSON, KEEP_FILE
from samenspel.citylinks.storing import stored
from samenspel.citylinks.storing_photos import MEDIA_TYPE, picture_of

LONGEST_SAID, LONGEST_CREDIT = 300, 160
PUBLIC_CONSENT = frozenset({Photo.Consent.NOT_NEEDED, Photo.Consent.GIVEN})
"""With these a photo may be public."""


@dataclass(frozen=True)
class PhotoValues:
    """What is said about a photo; ``description`` tells who cannot see it what is on it."""

    description: str
    consent: str
    caption: str = ""
    credit: str = ""
    taken_on: date | None = None
    consent_note: str = ""
    is_public: bool = False
    activity: Activity | None = None


@transaction.atomic
def add_photo(
    *,
    link: CityLink,
    content: bytes,
    description: str,
    consent: str,
    caption: str = "",
    credit: str = "",
    taken_on: date | None = None,
    consent_note: str = "",
    is_public: bool = False,
    activity: Activity | None = None,
    by: Actor,
    at: datetime,
) -> Photo:
    """Keep a photo in the file, without what the camera wrote into it.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        The description is missing, it would be public without consent, it is no photo that can be
        kept, or the link has ended.
    """
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    values = PhotoValues(
        description, consent, caption, credit, taken_on, consent_note, is_public, activity
    )
    _require(access, values)
    picture = picture_of(content)
    made = Photo(
        link=access.link,
        file=stored(picture.large, MEDIA_TYPE),
        small=stored(picture.small, MEDIA_TYPE),
        width=picture.width,
        height=picture.height,
        made_at=at,
        made_by_name=name_of(by),
    )
    _write(made, values)
    detail = {"photo": made.pk, "consent": made.consent, "public": made.is_public}
    log(access.link, "add_photo", by=by, at=at, detail=detail)
    return made


@transaction.atomic
def change_photo(
    *, photo: Photo, values: PhotoValues, edition: int, by: Actor, at: datetime
) -> Photo:
    """Change what is said about a photo, and who may see it.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        The description is missing, it would be public without consent, or the link has ended.
    ChangedMeanwhile
        Somebody else changed or removed it since ``edition``.
    """
    access, held = _held(photo, edition=edition, by=by, at=at)
    access.require(KEEP_FILE)
    _require(access, values)
    held.edition += 1
    _write(held, values)
    detail = {"photo": held.pk, "consent": held.consent, "public": held.is_public}
    log(access.link, "change_photo", by=by, at=at, detail=detail)
    return held


@transaction.atomic
def set_consent(*, photo: Photo, consent: str, note: str = "", by: Actor, at: datetime) -> Photo:
    """Say what the people on a photo agree with.

    Without their consent it is no longer public from this moment, also of an ended link. It asks
    for no edition: taking back a consent must not wait for who saved first.

    Raises
    ------
    PermissionDenied
        The actor neither keeps the file nor may remove people from it.
    LinkRefused
        The consent is unknown, or it is given while the link has ended.
    ChangedMeanwhile
        Somebody else removed the photo.
    """
    access, held = _held(photo, edition=None, by=by, at=at)
    require_choice(consent, Photo.Consent.values, "consent")
    require_short(note.strip(), LONGEST_SAID, "consent_note")
    if consent in PUBLIC_CONSENT:
        access.require(KEEP_FILE)
    else:
        held.is_public = False
    held.consent, held.consent_note = consent, note.strip() or held.consent_note
    held.edition += 1
    held.save(update_fields=["consent", "consent_note", "is_public", "edition"])
    detail = {"photo": held.pk, "consent": consent}
    log(access.link, "set_photo_consent", by=by, at=at, detail=detail)
    return held


@transaction.atomic
def remove_photo(*, photo: Photo, edition: int, by: Actor, at: datetime) -> None:
    """Remove a photo with its bytes; of an ended link too, since somebody may ask for it.

    Raises
    ------
    PermissionDenied
        The actor neither keeps the file nor may remove people from it.
    ChangedMeanwhile
        Somebody else changed or removed it since ``edition``.
    """
    access, held = _held(photo, edition=edition, by=by, at=at)
    held.delete()
    StoredFile.objects.filter(pk__in=(held.file_id, held.small_id)).delete()
    log(access.link, "remove_photo", by=by, at=at, detail={"photo": photo.pk})


def _held(photo: Photo, *, edition: int | None, by: Actor, at: datetime) -> tuple[Access, Photo]:
    """The photo as it is now, for who keeps the file or may remove people from it."""
    access = locked(photo.link, by=by, at=at)
    if not (access.holds(KEEP_FILE) or access.holds(FORGET_PERSON)):
        raise PermissionDenied("photos are for who keeps the file")
    gone = _("Somebody else removed this photo in the meantime.")
    return access, row_now(access, photo, edition, gone=gone)


def _require(access: Access, values: PhotoValues) -> None:
    if not values.description.strip():
        raise LinkRefused(_("Say what is on the photo, for who cannot see it."), "description")
    for field in ("description", "caption", "consent_note"):
        require_short(getattr(values, field).strip(), LONGEST_SAID, field)
    require_short(values.credit.strip(), LONGEST_CREDIT, "credit")
    require_choice(values.consent, Photo.Consent.values, "consent")
    if values.is_public and values.consent not in PUBLIC_CONSENT:
        raise LinkRefused(
            _("For everybody only with the consent of everybody who can be recognised."),
            "is_public",
        )
    if values.taken_on is not None:
        require_past(values.taken_on, access.on, "taken_on")
    require_activity_of(access.link, values.activity)


def _write(held: Photo, values: PhotoValues) -> None:
    for field in ("description", "caption", "credit", "consent_note"):
        setattr(held, field, getattr(values, field).strip())
    held.consent, held.is_public = values.consent, values.is_public
    held.taken_on, held.activity = values.taken_on, values.activity
    held.save()
