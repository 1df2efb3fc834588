# SPDX-License-Identifier: EUPL-1.2
"""The page of one arrangement, and its participants as a download."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.places.queries.history import Place
from samenspel.register.elsewhere import recorded_elsewhere
from samenspel.register.exports import table_response
from samenspel.register.queries.arrangement import (
    ArrangementPage,
    arrangement_page,
    participants_table,
)
from samenspel.register.queries.reference import Reference
from samenspel.register.views.links import links_of
from samenspel.register.views.reference import reference_of, render_dated

CARRIED = ("peildatum", "bron")
LONGEST_KEY = 500


@require_safe
def arrangement(request: HttpRequest, slug: str) -> HttpResponse:
    """An arrangement as it was on the reference date, or its version ``?versie=``."""
    reference, error = reference_of(request)
    page = _page(request, slug, reference)
    return render_dated(
        request,
        "register/arrangement.html",
        page,
        reference,
        error,
        elsewhere=recorded_elsewhere(slug),
        links=links_of(request, page.version),
        here=_asked(request),
        breadcrumb=[(_("Arrangements"), reverse("arrangements")), (page.version.name, "")],
        downloads=[
            (kind.upper(), _address("arrangement-download", slug, kind) + _asked(request))
            for kind in ("csv", "xlsx")
        ],
    )


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The participants of the version that the page shows."""
    reference, _error = reference_of(request)
    page = _page(request, slug, reference)
    filename = f"deelnemers-{slug[:80]}-{page.seen_on.isoformat()}"
    return table_response(participants_table(page, reference), kind, filename)


def _page(request: HttpRequest, slug: str, reference: Reference) -> ArrangementPage:
    carried = _asked(request, "peildatum", "bron")

    def address(place: Place) -> str:
        return _address("municipality", place.slug) + carried

    key = request.GET.get("versie", "")[:LONGEST_KEY]
    page = arrangement_page(slug, reference, key=key, address=address)
    if page is None:
        raise Http404(slug)
    return page


def _address(view: str, *args: str) -> str:
    return reverse(view, args=args)


def _asked(request: HttpRequest, *names: str) -> str:
    """The parameters of the request that matter here, as a query string."""
    wanted = names or (*CARRIED, "versie")
    given = {name: request.GET[name] for name in wanted if request.GET.get(name)}
    return f"?{urlencode(given)}" if given else ""
