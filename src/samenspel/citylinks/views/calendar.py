# SPDX-License-Identifier: EUPL-1.2
"""The calendar of a link: the coming year, its dates, and files for calendars elsewhere."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.appointments import (
    add_appointment,
    cancel_appointment,
    change_appointment,
    remove_appointment,
)
from samenspel.citylinks.forms.calendar import AppointmentForm
from samenspel.citylinks.icalendars import calendar_file
from samenspel.citylinks.models import Appointment, CityLink
from samenspel.citylinks.queries.calendar import calendar_page, events_of
from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.views.file_forms import crumbs, data_of, one_of
from samenspel.citylinks.views.keeping import confirmed, keeping, kept_form, pressed
from samenspel.citylinks.views.shown import file_of

BACK = timedelta(days=366)
"""How long what has been stays in the files for calendars elsewhere."""


@require_safe
@never_cache
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The coming year, month by month; for members."""
    access = file_of(request, slug)
    feed = reverse("citylink-contacts-feed", args=[slug]) if access.link.is_public else ""
    context = {
        "link": access.link,
        "page": calendar_page(access.link, today=timezone.localdate()),
        "feed": request.build_absolute_uri(feed) if feed else "",
        "keeps": access.keeps,
        "is_member": True,
        "breadcrumb": crumbs(
            access.link,
            (_("Contact and calendar"), address("citylink-contacts", slug)),
            _("Calendar"),
        ),
    }
    return render(request, "citylinks/calendar.html", context)


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody may know, to subscribe to; the same for everybody, logged in or not."""
    found = CityLink.objects.filter(slug=slug, is_public=True).first()
    if found is None:
        raise Http404(slug)
    return _file(request, found, is_member=False)


@require_safe
@never_cache
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything in the calendar, as a file to take along; for members."""
    return _file(request, file_of(request, slug).link, is_member=True)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Put a date in the calendar."""
    form = AppointmentForm(data_of(request))

    def act() -> object:
        return add_appointment(
            link=access.link, values=form.values(), by=access.actor, at=timezone.now()
        )

    heading = _("Put a date in the calendar")
    return kept_form(request, access, form, act, way=_way(access), heading=heading)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def change(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Change a date."""
    held = one_of(Appointment.objects.filter(link=access.link), pk)
    initial = {name: getattr(held, name) for name in AppointmentForm.base_fields}
    form = AppointmentForm(data_of(request), initial=initial)

    def act() -> object:
        return change_appointment(
            appointment=held,
            values=form.values(),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    heading, again = _("Change a date"), request.path
    return kept_form(request, access, form, act, way=_way(access), heading=heading, again=again)


@require_POST
@keeping()
def cancel(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Say that a date does not go through, or that it does after all."""
    held = one_of(Appointment.objects.filter(link=access.link), pk)
    is_cancelled = request.POST.get("cancelled") == "yes"
    by, at = access.actor, timezone.now()
    pressed(
        request,
        lambda edition: cancel_appointment(
            appointment=held, is_cancelled=is_cancelled, edition=edition, by=by, at=at
        ),
    )
    return redirect("citylink-contacts-calendar", access.link.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether a date may go, and remove it."""
    held = one_of(Appointment.objects.filter(link=access.link), pk)
    return confirmed(
        request,
        access,
        lambda edition: remove_appointment(
            appointment=held, edition=edition, by=access.actor, at=timezone.now()
        ),
        edition=held.edition,
        heading=_("Remove this date?"),
        what=held.title,
        warning=_("Was it called off? Then say so instead: calendars elsewhere hear of it."),
        way=_way(access),
    )


def _file(request: HttpRequest, link: CityLink, *, is_member: bool) -> HttpResponse:
    events = events_of(
        link,
        request.build_absolute_uri(address("citylink", link.slug)),
        is_member=is_member,
        since=timezone.localdate() - BACK,
    )
    answer = HttpResponse(
        calendar_file(link.name, events), content_type="text/calendar; charset=utf-8"
    )
    kind = "attachment" if is_member else "inline"
    answer["Content-Disposition"] = f'{kind}; filename="{link.slug[:80]}.ics"'
    return answer


def _way(access: Access) -> tuple[str, str]:
    return _("Calendar"), address("citylink-contacts-calendar", access.link.slug)
