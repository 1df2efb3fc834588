# SPDX-License-Identifier: EUPL-1.2
"""The photos of a link: the gallery, those of an activity, and the bytes of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, QuerySet

from samenspel.citylinks.models import Activity, CityLink, Photo

LARGE, SMALL = "groot", "klein"
"""The sizes, as the address says them."""


def _found(link: CityLink) -> QuerySet[Photo]:
    """The photos of a link, the newest first, those without a day last; without their bytes."""
    newest = (F("taken_on").desc(nulls_last=True), "-pk")
    return Photo.objects.filter(link=link).select_related("activity").order_by(*newest)


def photos_of(link: CityLink, *, is_member: bool) -> tuple[Photo, ...]:
    """The photos that a member may see, or everybody; one query."""
    found = _found(link)
    return tuple(found if is_member else found.filter(is_public=True))


def photos_of_activity(activity: Activity) -> tuple[Photo, ...]:
    """The photos of an activity, for members; one query."""
    return tuple(_found(activity.link).filter(activity=activity))


def photo_to_serve(link: CityLink, pk: int) -> Photo | None:
    """A photo with both files but without their bytes; one query."""
    found = Photo.objects.filter(link=link, pk=pk).select_related("file", "small")
    return found.defer("file__content", "small__content").first()


def public_photos(link: CityLink, keys: Iterable[int]) -> dict[int, Photo]:
    """Those of these photos that everybody may see now, by key; one query.

    What was public when something was published need not be so any more.
    """
    found = Photo.objects.filter(link=link, pk__in=list(keys), is_public=True)
    return {photo.pk: photo for photo in found}
