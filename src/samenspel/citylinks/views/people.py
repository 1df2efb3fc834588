# SPDX-License-Identifier: EUPL-1.2
"""The people of a link: the list, somebody new, a change, and removing on request."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.links_checks import ONE_DAY
from samenspel.citylinks.actions.people import add_person, change_person, forget_person
from samenspel.citylinks.forms.agreements import party_choices
from samenspel.citylinks.forms.file_fields import PlainForm
from samenspel.citylinks.forms.people import NewPersonForm, PersonForm, RequestForm
from samenspel.citylinks.models import CityLink, Person
from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.queries.people import people_page
from samenspel.citylinks.queries.people_texts import same_person
from samenspel.citylinks.rules import FORGET_PERSON, KEEP_PEOPLE
from samenspel.citylinks.views.file_forms import attempt, crumbs, data_of, doing, form_page, one_of
from samenspel.citylinks.views.shown import file_of

_SHOWN = ("kind", "name", "function", "email", "telephone", "account_email", "valid_from")


@require_safe
@never_cache
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who carries the link on each side, who did before, and every handover."""
    access = file_of(request, slug)
    context = {
        "link": access.link,
        "page": people_page(access.link, on=access.on),
        "may_keep": access.may(KEEP_PEOPLE),
        "may_forget": access.may(FORGET_PERSON),
        "today": access.on,
        "is_member": True,
        "breadcrumb": crumbs(access.link, _("People")),
    }
    return render(request, "citylinks/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody comes into the file; ``?partij=`` says at which partner."""
    access = doing(request, slug, KEEP_PEOPLE)
    parties = list(access.link.parties.select_related("link"))
    initial = {"party": request.GET.get("partij", ""), "valid_from": access.on}
    form = NewPersonForm(data_of(request), parties=party_choices(parties), initial=initial)

    def act() -> object:
        chosen = next(one for one in parties if str(one.pk) == form.cleaned_data["party"])
        return add_person(party=chosen, values=form.values(), by=access.actor, at=timezone.now())

    return _answered(request, access, form, act, _("Somebody new in the file"), lead=_privacy())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write down anew who somebody is and how to reach them."""
    access = doing(request, slug, KEEP_PEOPLE)
    held = _person(access.link, pk)
    initial: dict[str, Any] = {name: getattr(held, name) for name in (*_SHOWN, "edition")}
    initial["last_day"] = held.valid_to - ONE_DAY if held.valid_to else None
    form = PersonForm(data_of(request), initial=initial)

    def act() -> object:
        return change_person(
            person=held,
            values=form.values(),
            edition=form.cleaned_data["edition"] or 0,
            by=access.actor,
            at=timezone.now(),
        )

    return _answered(request, access, form, act, held.name, held, lead=_privacy())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def forget(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove somebody from the file; asks first, and says what goes and what stays."""
    access = doing(request, slug, FORGET_PERSON)
    held = _person(access.link, pk)
    form = PlainForm(data_of(request))

    def act() -> object:
        return _forgotten(request, held, access)

    heading = _("Remove %(name)s from the file") % {"name": held.name}
    return _answered(
        request,
        access,
        form,
        act,
        heading,
        said="",
        template="citylinks/people_forget.html",
        button=_("Remove"),
        person=held,
        rows=same_person(held),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def on_request(request: HttpRequest, slug: str) -> HttpResponse:
    """Removing somebody for who runs the site and does not see the file: by name or address."""
    link = CityLink.objects.filter(slug=slug).first()
    if link is None:
        raise Http404(slug)
    access = Access(actor_of(request), link, on=timezone.localdate())
    if not access.holds(FORGET_PERSON):
        if access.is_member:
            raise PermissionDenied("forget_person: not for this person")
        raise Http404(slug)
    form = RequestForm(data_of(request))
    if form.is_bound and form.is_valid():
        who = form.cleaned_data["who"].strip()
        named = Q(name__iexact=who) | Q(email__iexact=who) | Q(account_email__iexact=who)
        found = list(link.people.filter(named, removed_at__isnull=True).select_related("link"))
        if len({one.name.casefold() for one in found}) == 1:
            _forgotten(request, found[0], access)
            return redirect("citylink-people-request", slug)
        form.add_error("who", _("Nobody, or more than one person, stands in this file so."))
    status = 400 if form.is_bound else 200
    context = {
        "link": link,
        "form": form,
        "heading": _("Remove somebody from a file on request"),
        "lead": _("Ask first who it is that asks. It cannot be undone."),
        "button": _("Remove"),
        "back": address("citylinks"),
        "breadcrumb": [(_("City links"), address("citylinks")), (_("Remove on request"), "")],
    }
    return render(request, "citylinks/file_form.html", context, status=status)


def _forgotten(request: HttpRequest, held: Person, access: Access) -> object:
    told = forget_person(person=held, by=access.actor, at=timezone.now())
    said = _("The person is out of the file. Texts in which the name was replaced: %(number)s.")
    messages.success(request, said % {"number": told.texts})
    return told


def _privacy() -> str:
    return _("Only members of the file see people. Tell the person that you write this down.")


def _person(link: CityLink, pk: int) -> Person:
    rows = link.people.filter(removed_at__isnull=True)
    found: Person = one_of(rows.select_related("party", "link"), pk)
    return found


def way_to_people(slug: str) -> tuple[str, str]:
    """The people, as a part of the way to a page below them."""
    return (_("People"), reverse("citylink-people", args=[slug]))


def _answered(
    request: HttpRequest,
    access: Access,
    form: PlainForm | PersonForm,
    act: Any,
    heading: str,
    held: Person | None = None,
    *,
    said: str | None = None,
    **more: Any,
) -> HttpResponse:
    slug = access.link.slug

    def edition() -> int:
        return Person.objects.values_list("edition", flat=True).get(pk=held.pk if held else 0)

    status = attempt(form, act, edition if held else None) if form.is_bound else 200
    if form.is_bound and not status:
        if said is None:
            messages.success(request, _("Saved."))
        return redirect("citylink-people", slug)
    way = way_to_people(slug)
    return form_page(request, access, form, heading=heading, way=way, status=status, **more)
