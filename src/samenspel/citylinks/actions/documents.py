# SPDX-License-Identifier: EUPL-1.2
"""Documents in the file: added, described, replaced, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.activities_values import LONGEST_TITLE
from samenspel.citylinks.actions.links_checks import name_of, require_short
from samenspel.citylinks.actions.steps import locked, log, row_now
from samenspel.citylinks.models import Activity, Agreement, CityLink, LinkDocument, StoredFile
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_FILE
from samenspel.citylinks.storing import known_document, stored

LONGEST_DESCRIPTION = 2_000


@dataclass(frozen=True)
class DocumentValues:
    """What a document is; ``on`` is its own date, public is for everybody who sees the link."""

    title: str
    description: str
    on: date
    is_public: bool = False
    agreement: Agreement | None = None
    activity: Activity | None = None


@transaction.atomic
def add_document(
    *,
    link: CityLink,
    title: str,
    description: str,
    on: date,
    file_name: str,
    content: bytes,
    is_public: bool = False,
    agreement: Agreement | None = None,
    activity: Activity | None = None,
    by: Actor,
    at: datetime,
) -> LinkDocument:
    """Keep a document in the file.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        Title or description is missing, the file cannot be kept, or the link has ended.
    """
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    values = DocumentValues(title, description, on, is_public, agreement, activity)
    _require(access, values)
    found = known_document(content, file_name)
    made = LinkDocument(
        link=access.link,
        file_name=found.name,
        file=stored(content, found.media_type),
        made_at=at,
        made_by_name=name_of(by),
    )
    _write(made, values)
    detail = {"document": made.pk, "media_type": found.media_type, "size": len(content)}
    log(access.link, "add_document", by=by, at=at, detail=detail)
    return made


@transaction.atomic
def change_document(
    *, document: LinkDocument, values: DocumentValues, edition: int, by: Actor, at: datetime
) -> LinkDocument:
    """Change what is said about a document, and who may see it.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        Title or description is missing, or the link has ended.
    ChangedMeanwhile
        Somebody else changed or removed it since ``edition``.
    """
    access, held = _held(document, edition=edition, by=by, at=at)
    access.require(KEEP_FILE)
    _require(access, values)
    held.edition += 1
    _write(held, values)
    detail = {"document": held.pk, "public": held.is_public}
    log(access.link, "change_document", by=by, at=at, detail=detail)
    return held


@transaction.atomic
def replace_file(
    *,
    document: LinkDocument,
    file_name: str,
    content: bytes,
    edition: int,
    by: Actor,
    at: datetime,
) -> LinkDocument:
    """Put another file in the place of this one; the old one is gone.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        The file cannot be kept, or the link has ended.
    ChangedMeanwhile
        Somebody else changed or removed it since ``edition``.
    """
    access, held = _held(document, edition=edition, by=by, at=at)
    access.require(KEEP_FILE)
    found = known_document(content, file_name)
    old = held.file_id
    held.file, held.file_name = stored(content, found.media_type), found.name
    held.edition += 1
    held.save(update_fields=["file", "file_name", "edition"])
    StoredFile.objects.filter(pk=old).delete()
    detail = {"document": held.pk, "media_type": found.media_type, "size": len(content)}
    log(access.link, "replace_document", by=by, at=at, detail=detail)
    return held


@transaction.atomic
def remove_document(*, document: LinkDocument, edition: int, by: Actor, at: datetime) -> None:
    """Remove a document; of an ended link too, since somebody may ask for it.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    ChangedMeanwhile
        Somebody else changed or removed it since ``edition``.
    """
    access, held = _held(document, edition=edition, by=by, at=at)
    held.delete()
    StoredFile.objects.filter(pk=held.file_id).delete()
    log(access.link, "remove_document", by=by, at=at, detail={"document": document.pk})


def _held(
    document: LinkDocument, *, edition: int, by: Actor, at: datetime
) -> tuple[Access, LinkDocument]:
    """The document as it is now, for who would keep the file in any stage."""
    access = locked(document.link, by=by, at=at)
    if not access.holds(KEEP_FILE):
        raise PermissionDenied("documents are for who keeps the file")
    gone = _("Somebody else removed this document in the meantime.")
    return access, row_now(access, document, edition, gone=gone)


def _require(access: Access, values: DocumentValues) -> None:
    if not values.title.strip():
        raise LinkRefused(_("Give the document a title."), "title")
    if not values.description.strip():
        raise LinkRefused(_("Say in a sentence what is in it."), "description")
    require_short(values.title.strip(), LONGEST_TITLE, "title")
    require_short(values.description.strip(), LONGEST_DESCRIPTION, "description")
    if values.agreement is not None and values.agreement.link_id != access.link.pk:
        raise LinkRefused(_("This agreement does not belong to this link."), "agreement")
    require_activity_of(access.link, values.activity)


def require_activity_of(link: CityLink, activity: Activity | None) -> None:
    """Refuse an activity of another link."""
    if activity is not None and activity.link_id != link.pk:
        raise LinkRefused(_("This activity does not belong to this link."), "activity")


def _write(held: LinkDocument, values: DocumentValues) -> None:
    held.title, held.description = values.title.strip(), values.description.strip()
    held.on, held.is_public = values.on, values.is_public
    held.agreement, held.activity = values.agreement, values.activity
    held.save()
