# SPDX-License-Identifier: EUPL-1.2
"""City links for everybody: all of them, one, and those of a municipality."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.accounts.actors import actor_of
from samenspel.citylinks.queries.imports import may_import_somewhere
from samenspel.citylinks.queries.overview import Overview, overview, overview_of
from samenspel.citylinks.queries.overview_map import link_picture, links_picture
from samenspel.citylinks.queries.profile import profile_of
from samenspel.citylinks.queries.public_page import public_page
from samenspel.citylinks.rules import FORGET_PERSON, IMPORT_LINKS, MAKE_LINK, may_for
from samenspel.citylinks.views.file_forms import crumbs
from samenspel.citylinks.views.finder import municipality_at
from samenspel.citylinks.views.shown import shown
from samenspel.register.views.home import carried
from samenspel.register.views.reference import reference_of, render_dated


@require_safe
def citylinks(request: HttpRequest) -> HttpResponse:
    """Every public link on the map and in a list, and the ways in."""
    today = timezone.localdate()
    found = overview(on=today)
    context = {
        "page": found,
        "drawn": links_picture(found.going, on=today),
        "figures": _figures(found),
        "may_make": _makes(request),
        "may_import": may_import_somewhere(actor_of(request), on=today),
        "breadcrumb": [(_("City links"), "")],
    }
    return render(request, "citylinks/overview.html", context)


@require_safe
def citylink(request: HttpRequest, slug: str) -> HttpResponse:
    """One link for everybody."""
    access = shown(request, slug)
    page = public_page(access.link, on=timezone.localdate())
    context = {
        "link": access.link,
        "page": page,
        "drawn": link_picture(page.line, on=timezone.localdate()),
        "is_member": access.is_member,
        "may_forget": access.holds(FORGET_PERSON),
        "breadcrumb": [*crumbs(access.link)[:1], (access.link.name, "")],
    }
    return render(request, "citylinks/public.html", context)


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """The links of a municipality, what it offers and needs, and where to begin."""
    place = municipality_at(slug)
    if place.slug != slug:
        address = reverse("municipality-citylinks", args=[place.slug])
        return redirect(address + carried(request), permanent=True)
    reference, field = reference_of(request)
    today = timezone.localdate()
    found, actor = overview_of(place, on=today), actor_of(request)
    return render_dated(
        request,
        "citylinks/municipality.html",
        found,
        reference,
        field,
        place=place,
        drawn=links_picture(found.going, on=today),
        profile=profile_of(place, sees_all=False, keeps=False),
        may_make=may_for(MAKE_LINK, actor, place, on=today),
        may_import=place.exists_on(today) and may_for(IMPORT_LINKS, actor, place, on=today),
        breadcrumb=[
            (place.name, place.get_absolute_url()),
            (_("City links"), ""),
        ],
    )


def _figures(found: Overview) -> list[dict[str, str]]:
    return [
        {"value": str(len(found.going)), "label": _("links that go on")},
        {"value": str(found.parties), "label": _("municipalities that take part")},
        {"value": str(found.abroad), "label": _("links with a partner abroad")},
        {"value": str(len(found.ended)), "label": _("links that ended")},
    ]


def _makes(request: HttpRequest) -> bool:
    roles = actor_of(request).roles(timezone.localdate())
    return any(role.kind in MAKE_LINK.allowed and role.municipality_id for role in roles)
