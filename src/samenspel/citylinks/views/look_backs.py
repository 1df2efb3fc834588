# SPDX-License-Identifier: EUPL-1.2
"""Look-backs to read: the list, one of them, and on paper."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.citylinks.access import Access
from samenspel.citylinks.models import LookBack, LookBackEdition
from samenspel.citylinks.queries.activities_balance import MEASURES, unit_of
from samenspel.citylinks.queries.look_back_draft import draft_of
from samenspel.citylinks.queries.look_back_shown import LookBackShown
from samenspel.citylinks.queries.look_backs import (
    bytes_of,
    draft_page,
    look_backs_of,
    newest_edition,
    published_page,
)
from samenspel.citylinks.reports.look_back import figures_of, look_back_sheet
from samenspel.citylinks.rules import LOOK_BACK
from samenspel.citylinks.views.file_forms import crumbs
from samenspel.citylinks.views.look_backs_write import found_in, way_to_list
from samenspel.citylinks.views.shown import file_of, shown
from samenspel.paper.files import CONTENT_TYPES, MAKERS, file_name


@require_safe
@never_cache
def look_backs(request: HttpRequest, slug: str) -> HttpResponse:
    """The look-backs of a link; members also see those being written."""
    access = shown(request, slug)
    is_member = access.is_member
    context = {
        "link": access.link,
        "lines": look_backs_of(access.link, is_member=is_member),
        "may_write": is_member and access.may(LOOK_BACK),
        "is_member": is_member,
        "breadcrumb": crumbs(access.link, _("Looking back")),
    }
    return render(request, "citylinks/look_backs.html", context)


@require_safe
@never_cache
def look_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What was published last; a draft for members; 410 when it was taken off the site."""
    access = shown(request, slug)
    held, is_published = found_in(access, pk)
    if not is_published:
        if not access.is_member:
            raise Http404(pk)
        return _draft(request, access, held)
    edition = newest_edition(held)
    if edition.is_withdrawn:
        return _gone(request, access, held, edition)
    return _read(
        request,
        access,
        held,
        edition,
        published_page(access.link, edition, measure=_measure(request)),
    )


@require_safe
@never_cache
def preview(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What would be published now, for members."""
    access = file_of(request, slug)
    held, _is_published = found_in(access, pk)
    return _draft(request, access, held)


@require_safe
@never_cache
def download(request: HttpRequest, slug: str, pk: int, kind: str) -> HttpResponse:
    """What was published last, on paper: ``pdf`` or ``docx``; photos that are public now."""
    access = shown(request, slug)
    held, is_published = found_in(access, pk)
    if kind not in MAKERS or not is_published:
        raise Http404(kind)
    edition = newest_edition(held)
    if edition.is_withdrawn:
        return _gone(request, access, held, edition)
    page = published_page(access.link, edition)
    address = request.build_absolute_uri(reverse("citylink-look-back", args=[slug, pk]))
    methods = request.build_absolute_uri(reverse("methods"))
    sheet = look_back_sheet(
        access.link,
        edition,
        page,
        contents=bytes_of(page.photos),
        address=address,
        methods=methods,
    )
    content = MAKERS[kind](sheet)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response["Content-Language"] = get_language() or sheet.language
    name = file_name(f"terugblik-{slug}", sheet, kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return response


def _draft(request: HttpRequest, access: Access, held: LookBack) -> HttpResponse:
    page = draft_page(draft_of(held), measure=_measure(request))
    return _read(request, access, held, None, page)


def _read(
    request: HttpRequest,
    access: Access,
    held: LookBack,
    edition: LookBackEdition | None,
    page: LookBackShown,
) -> HttpResponse:
    slug = access.link.slug
    files = {"PDF": "pdf", "Word": "docx"}
    context = {
        **_context(access, held, page.title),
        "page": page,
        "figures": [{"value": one.value, "label": one.label} for one in figures_of(page)],
        "measures": [(one, unit_of(one)) for one in MEASURES],
        "edition": edition,
        "downloads": [
            (label, reverse("citylink-look-back-download", args=[slug, held.pk, kind]))
            for label, kind in files.items()
            if edition is not None
        ],
    }
    return render(request, "citylinks/look_back.html", context)


def _gone(
    request: HttpRequest, access: Access, held: LookBack, edition: LookBackEdition
) -> HttpResponse:
    context = {**_context(access, held, _("Taken off the site")), "edition": edition}
    return render(request, "citylinks/look_back_gone.html", context, status=410)


def _context(access: Access, held: LookBack, words: str) -> dict[str, Any]:
    is_member = access.is_member
    return {
        "link": access.link,
        "held": held,
        "may_write": is_member and access.may(LOOK_BACK),
        "is_member": is_member,
        "breadcrumb": crumbs(access.link, way_to_list(access.link.slug), words),
    }


def _measure(request: HttpRequest) -> str:
    """In what the balance is drawn; something else than there is, is as good as nothing."""
    asked = request.GET.get("maat", "")
    return asked if asked in MEASURES else ""
