# SPDX-License-Identifier: EUPL-1.2
"""The calendar of a link: the coming year, its dates, and files for calendars elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
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
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.views.activities_paths import (
    address,
    attempt,
    confirmed,
    crumbs,
    keeping,
)
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
    form = AppointmentForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        return add_appointment(
            link=access.link, values=form.values(), by=access.actor, at=timezone.now()
        )

    return _answered(request, access, form, act, heading=_("Put a date in the calendar"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def change(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Change a date."""
    held = _appointment_or_404(access, pk)
    initial = {name: getattr(held, name) for name in AppointmentForm.base_fields}
    form = AppointmentForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> object:
        return change_appointment(
            appointment=held,
            values=form.values(),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    return _answered(request, access, form, act, heading=_("Change a date"), held=held)


@require_POST
@keeping()
def cancel(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Say that a date does not go through, or that it does after all."""
    held = _appointment_or_404(access, pk)
    sent = request.POST.get("edition", "")
    try:
        cancel_appointment(
            appointment=held,
            is_cancelled=request.POST.get("cancelled") == "yes",
            edition=int(sent) if sent.isdecimal() and len(sent) < 10 else -1,
            by=access.actor,
            at=timezone.now(),
        )
    except LinkRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Saved."))
    return redirect("citylink-contacts-calendar", access.link.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether a date may go, and remove it."""
    held = _appointment_or_404(access, pk)
    listed = address("citylink-contacts-calendar", access.link.slug)
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
        back=listed,
        way=crumbs(access.link, (_("Calendar"), listed), _("Remove")),
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


def _appointment_or_404(access: Access, pk: int) -> Appointment:
    found = Appointment.objects.filter(link=access.link, pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found


def _answered(
    request: HttpRequest,
    access: Access,
    form: AppointmentForm,
    act: Callable[[], object],
    *,
    heading: str,
    held: Appointment | None = None,
) -> HttpResponse:
    """Do what was sent, or show the form."""
    slug, status = access.link.slug, 200
    listed = address("citylink-contacts-calendar", slug)
    if form.is_bound:
        status = attempt(form, act)
        if not status:
            messages.success(request, _("Saved."))
            return redirect(listed)
    context = {
        "link": access.link,
        "form": form,
        "heading": heading,
        "status": status,
        "again": address("citylink-contacts-appointment", slug, held.pk) if held else "",
        "back": listed,
        "is_member": True,
        "breadcrumb": crumbs(access.link, (_("Calendar"), listed), heading),
    }
    return render(request, "citylinks/activities_form.html", context, status=status)
