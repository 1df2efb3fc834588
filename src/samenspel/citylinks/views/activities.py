# SPDX-License-Identifier: EUPL-1.2
"""Activities of a link: the list, one of them, and tables to take along; for members."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.citylinks.models import Activity
from samenspel.citylinks.queries.activities import (
    Chosen,
    UnknownChoiceError,
    activities_page,
    activity_page,
    chosen_in,
)
from samenspel.citylinks.queries.activities_balance import MEASURES, unit_of
from samenspel.citylinks.queries.activities_tables import (
    activities_table,
    gifts_table,
    lessons_table,
)
from samenspel.citylinks.queries.documents import documents_of_activity
from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.queries.photos import photos_of_activity
from samenspel.citylinks.views.file_forms import crumbs
from samenspel.citylinks.views.shown import file_of
from samenspel.register.exports import table_response

TABLES = {
    "activiteiten": activities_table,
    "bijdragen": gifts_table,
    "lessen": lessons_table,
}


@require_safe
@never_cache
def activities(request: HttpRequest, slug: str) -> HttpResponse:
    """What the partners do together; ``jaar``, ``soort``, ``doel``, ``stand`` choose a part."""
    access = file_of(request, slug)
    wrong = ""
    try:
        chosen = chosen_in(request.GET)
    except UnknownChoiceError as unknown:
        chosen, wrong = Chosen(), str(unknown)
    page = activities_page(access.link, chosen, today=timezone.localdate())
    context = {
        "link": access.link,
        "page": page,
        "wrong": wrong,
        "measures": [(one, unit_of(one)) for one in MEASURES],
        "states": Activity.State.choices,
        "keeps": access.keeps,
        "is_member": True,
        "downloads": _downloads(slug),
        "breadcrumb": crumbs(access.link, _("Activities")),
    }
    return render(request, "citylinks/activities.html", context, status=400 if wrong else 200)


@require_safe
@never_cache
def activity(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One activity: what it was, who gave what, what was learned, documents and photos."""
    access = file_of(request, slug)
    page = activity_page(access.link, pk, today=timezone.localdate())
    if page is None:
        raise Http404(pk)
    way = crumbs(
        access.link,
        (_("Activities"), address("citylink-activities", slug)),
        page.activity.title,
    )
    context = {
        "link": access.link,
        "page": page,
        "activity": page.activity,
        "documents": documents_of_activity(page.activity),
        "photos": photos_of_activity(page.activity),
        "keeps": access.keeps,
        "is_member": True,
        "breadcrumb": way,
    }
    return render(request, "citylinks/activity.html", context)


@require_safe
@never_cache
def download(request: HttpRequest, slug: str, what: str, kind: str) -> HttpResponse:
    """Activities, contributions or lessons as a file; for members."""
    access = file_of(request, slug)
    if what not in TABLES:
        raise Http404(what)
    return table_response(TABLES[what](access.link), kind, f"{slug[:60]}-{what}")


def _downloads(slug: str) -> list[tuple[str, str]]:
    labels = {
        "activiteiten": _("Activities"),
        "bijdragen": _("Contributions"),
        "lessen": _("Lessons"),
    }
    return [
        (f"{words} ({kind.upper()})", address("citylink-activities-download", slug, what, kind))
        for what, words in labels.items()
        for kind in ("csv", "xlsx")
    ]
