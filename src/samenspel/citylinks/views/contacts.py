# SPDX-License-Identifier: EUPL-1.2
"""Contacts of a link: written down at the top of the page, listed by year; for members."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.contacts import add_contact, change_contact, remove_contact
from samenspel.citylinks.forms.contacts import ContactForm
from samenspel.citylinks.models import Contact
from samenspel.citylinks.queries.contacts import (
    FilePeople,
    contacts_page,
    file_people,
    next_dates,
)
from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.rules import KEEP_FILE
from samenspel.citylinks.views.file_forms import attempt, crumbs, data_of, form_page, one_of
from samenspel.citylinks.views.keeping import ONE_FORM, confirmed, keeping
from samenspel.citylinks.views.shown import file_of

SOON = 3
"""Coming dates on the page of contacts; the calendar has all of them."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def contacts(request: HttpRequest, slug: str) -> HttpResponse:
    """The contacts of a year (``jaar``), with a short form for who keeps the file."""
    access = file_of(request, slug)
    today = timezone.localdate()
    known = file_people(access.link)
    form = _form(request, access, known, {"on": today, "kind": Contact.Kind.CALL})
    status = 200
    if form.is_bound:
        if not access.holds(KEEP_FILE):
            raise PermissionDenied("only who keeps the file writes in it")
        status = attempt(form, lambda: _add(access, form))
        if not status:
            messages.success(request, _("Written down."))
            return redirect("citylink-contacts", slug)
    wrong, year = _year(request.GET.get("jaar", ""))
    context = {
        "link": access.link,
        "form": form,
        "page": contacts_page(access.link, known, year, today=today),
        "coming": next_dates(access.link, today=today, most=SOON),
        "wrong": wrong,
        "keeps": access.keeps,
        "is_member": True,
        "breadcrumb": crumbs(access.link, _("Contact and calendar")),
    }
    status = 400 if wrong and status == 200 else status
    return render(request, "citylinks/contacts.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def change(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Change a moment of contact."""
    held = one_of(Contact.objects.filter(link=access.link), pk)
    initial = {
        "kind": held.kind,
        "on": held.on,
        "note": held.note,
        "parties": list(held.parties.values_list("pk", flat=True)),
        "people": list(held.people.values_list("pk", flat=True)),
        "edition": held.edition,
    }
    form = _form(request, access, file_people(access.link), initial)
    way = _way(access)
    status = attempt(form, lambda: _change(access, held, form)) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("Saved."))
        return redirect(f"{way[1]}?jaar={form.cleaned_data['on'].year}")
    return form_page(
        request,
        access,
        form,
        heading=_("Change a moment of contact"),
        way=way,
        status=status,
        template=ONE_FORM,
        again=request.path,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether a moment of contact may go, and remove it."""
    held = one_of(Contact.objects.filter(link=access.link), pk)
    return confirmed(
        request,
        access,
        lambda edition: remove_contact(
            contact=held, edition=edition, by=access.actor, at=timezone.now()
        ),
        edition=held.edition,
        heading=_("Remove this moment of contact?"),
        what=f"{held.get_kind_display()}, {held.on:%d-%m-%Y}".capitalize(),
        warning=_("This cannot be undone."),
        way=_way(access),
    )


def _form(
    request: HttpRequest, access: Access, known: FilePeople, initial: dict[str, Any]
) -> ContactForm:
    """The form with the people and parties of now, and those of the contact itself."""
    return ContactForm(
        data_of(request),
        parties=known.parties_on(access.on, also=initial.get("parties", ())),
        people=known.people_on(access.on, also=initial.get("people", ())),
        initial=initial,
    )


def _add(access: Access, form: ContactForm) -> Contact:
    return add_contact(link=access.link, values=form.values(), by=access.actor, at=timezone.now())


def _change(access: Access, held: Contact, form: ContactForm) -> Contact:
    return change_contact(
        contact=held,
        values=form.values(),
        edition=form.cleaned_data["edition"],
        by=access.actor,
        at=timezone.now(),
    )


def _way(access: Access) -> tuple[str, str]:
    return _("Contact and calendar"), address("citylink-contacts", access.link.slug)


def _year(text: str) -> tuple[str, int | None]:
    """What is wrong with a year in the address, and the year."""
    if not text:
        return "", None
    if text.isdecimal() and len(text) == 4 and int(text) >= 1:
        return "", int(text)
    return _("This is not a year: %(text)s.") % {"text": text[:20]}, None
