# SPDX-License-Identifier: EUPL-1.2
"""Documents of a link: the list, and one to take along; the public ones for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.citylinks.queries.documents import document_to_serve, documents_of
from samenspel.citylinks.queries.photos import photos_of
from samenspel.citylinks.rules import KEEP_FILE
from samenspel.citylinks.views.documents_serving import served
from samenspel.citylinks.views.file_forms import crumbs
from samenspel.citylinks.views.shown import shown

NEWEST = 6
"""Photos beside the documents; all of them have a page of their own."""


@require_safe
@never_cache
def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """The documents that the person may see, and the newest photos."""
    access = shown(request, slug)
    is_member = access.is_member
    photos = photos_of(access.link, is_member=is_member)
    context = {
        "link": access.link,
        "documents": documents_of(access.link, is_member=is_member),
        "photos": photos[:NEWEST],
        "photo_count": len(photos),
        "keeps": is_member and access.keeps,
        "may_remove": is_member and access.holds(KEEP_FILE),
        "is_member": is_member,
        "breadcrumb": crumbs(access.link, _("Documents and photos")),
    }
    return render(request, "citylinks/documents.html", context)


@require_safe
def document_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The bytes of a document; 404 for who may not see it."""
    access = shown(request, slug)
    found = document_to_serve(access.link, pk)
    if found is None or not (found.is_public or access.is_member):
        raise Http404(pk)
    return served(
        request,
        found.file,
        name=found.file_name,
        as_attachment=True,
        is_public=found.is_public and access.link.is_public,
    )
