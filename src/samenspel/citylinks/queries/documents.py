# SPDX-License-Identifier: EUPL-1.2
"""The documents of a link: the list, those of an activity, and the bytes of one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from samenspel.citylinks.models import Activity, CityLink, LinkDocument
from samenspel.citylinks.storing import EXTENSIONS


@dataclass(frozen=True)
class DocumentShown:
    """A document in a list; ``kind`` is the end of its name in capitals, ``size`` in bytes."""

    document: LinkDocument
    kind: str
    size: int


def _found(link: CityLink) -> QuerySet[LinkDocument]:
    """The documents of a link, the newest first, without their bytes."""
    found = LinkDocument.objects.filter(link=link).select_related("file", "agreement", "activity")
    return found.defer("file__content").order_by("-on", "-pk")


def _shown(found: QuerySet[LinkDocument]) -> tuple[DocumentShown, ...]:
    return tuple(
        DocumentShown(one, EXTENSIONS.get(one.file.media_type, "").upper(), one.file.size)
        for one in found
    )


def documents_of(link: CityLink, *, is_member: bool) -> tuple[DocumentShown, ...]:
    """The documents that a member may see, or everybody; one query."""
    found = _found(link)
    return _shown(found if is_member else found.filter(is_public=True))


def documents_of_activity(activity: Activity) -> tuple[DocumentShown, ...]:
    """The documents of an activity, for members; one query."""
    return _shown(_found(activity.link).filter(activity=activity))


def document_to_serve(link: CityLink, pk: int) -> LinkDocument | None:
    """A document without its bytes, which are read when they are needed; one query."""
    return _found(link).filter(pk=pk).first()
