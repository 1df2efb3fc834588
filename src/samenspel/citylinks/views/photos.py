# SPDX-License-Identifier: EUPL-1.2
"""Photos of a link: the gallery and the pictures themselves; the public ones for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.queries.photos import LARGE, SMALL, photo_to_serve, photos_of
from samenspel.citylinks.rules import KEEP_FILE
from samenspel.citylinks.views.documents_serving import served
from samenspel.citylinks.views.file_forms import crumbs
from samenspel.citylinks.views.shown import shown


@require_safe
@never_cache
def photos(request: HttpRequest, slug: str) -> HttpResponse:
    """The photos that the person may see, the newest first."""
    access = shown(request, slug)
    is_member = access.is_member
    listed = address("citylink-documents", slug)
    context = {
        "link": access.link,
        "photos": photos_of(access.link, is_member=is_member),
        "keeps": is_member and access.keeps,
        "may_remove": is_member and access.holds(KEEP_FILE),
        "is_member": is_member,
        "with_consent": is_member,
        "breadcrumb": crumbs(access.link, (_("Documents and photos"), listed), _("Photos")),
    }
    return render(request, "citylinks/photos.html", context)


@require_safe
def photo_image(request: HttpRequest, slug: str, pk: int, size: str) -> HttpResponse:
    """The picture itself; 404 for who may not see it, also when it was public before."""
    access = shown(request, slug)
    found = photo_to_serve(access.link, pk) if size in {LARGE, SMALL} else None
    if found is None or not (found.is_public or access.is_member):
        raise Http404(pk)
    return served(
        request,
        found.small if size == SMALL else found.file,
        name=f"{access.link.slug[:60]}-{pk}-{size}.jpg",
        as_attachment=False,
        is_public=found.is_public and access.link.is_public,
    )
