# SPDX-License-Identifier: EUPL-1.2
"""Beginning a file, and what changes of the link as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.accounts.actors import actor_of
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.links import (
    activate,
    change_link,
    end_link,
    make_link,
    publish,
    reopen,
)
from samenspel.citylinks.forms.file_fields import PlainForm
from samenspel.citylinks.forms.links import (
    ActivateForm,
    EndForm,
    HeadForm,
    MakeForm,
    PartyFields,
    ReopenForm,
)
from samenspel.citylinks.models import CityLink
from samenspel.citylinks.queries.file_arrangements import arrangements_for, municipality_names
from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.queries.mine import own_municipalities
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import END_LINK, KEEP_FILE, PUBLISH_LINK, REOPEN_LINK
from samenspel.citylinks.views.file_forms import attempt, data_of, doing, form_page
from samenspel.places.models import Municipality, on_date

PARTNERS = 4
_HEAD = ("name", "kind", "purpose", "begun_on", "rhythm_days", "arrangement_slug", "source")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """Begin a file for one of the own municipalities, with its partners."""
    actor, today = actor_of(request), timezone.localdate()
    ours = own_municipalities(actor, on=today)
    if not ours:
        raise PermissionDenied("a file is begun by people of a municipality")
    chosen = _chosen(request, ours)
    form = MakeForm(data_of(request), arrangements=arrangements_for([chosen.pk], "", on=today))
    names = municipality_names(on=today)
    partners = _partner_forms(request, chosen, names, today)
    made: list[CityLink] = []

    def act() -> None:
        told = dict(form.cleaned_data)
        kept = [one for one in partners if one.has_changed() or one is partners[0]]
        parties = [one.values() for one in kept]
        at = timezone.now()
        try:
            made.append(make_link(municipality=chosen, parties=parties, by=actor, at=at, **told))
        except LinkRefused as refusal:
            _place(refusal, kept)

    status = 200
    if form.is_bound:
        wrong = [one for one in (form, *partners) if not one.is_valid()]
        status = 400 if wrong else attempt(form, act)
    if form.is_bound and not made:
        status = 400
    if made:
        messages.success(request, _("The file was begun. Only members see it."))
        return redirect("citylink-file", made[0].slug)
    context = {
        "form": form,
        "partners": partners,
        "ours": ours if len(ours) > 1 else (),
        "chosen": chosen,
        "municipalities": names,
        "all_url": address("citylinks"),
        "breadcrumb": [(_("City links"), address("citylinks")), (_("Begin a file"), "")],
    }
    return render(request, "citylinks/file_new.html", context, status=status)


def _place(refusal: LinkRefused, partners: list[PartyFields]) -> None:
    """Say it at the field of the partner that it is about, or leave it to the form."""
    prefix, _dash, rest = refusal.field.partition("-")
    place, _dash, name = rest.partition("-")
    if prefix != "party":
        raise refusal
    about = partners[int(place)]
    about.add_error(name if name in about.fields else None, refusal.message)


def _chosen(request: HttpRequest, ours: list[Municipality]) -> Municipality:
    wanted = request.POST.get("for_municipality") or request.GET.get("gemeente") or ""
    return next((one for one in ours if wanted in {str(one.pk), one.slug}), ours[0])


def _partner_forms(
    request: HttpRequest, chosen: Municipality, names: Sequence[str], today: date
) -> list[PartyFields]:
    """Forms for partners; only the first has to be filled in, ``?met=`` may do that."""
    # What was sent is what counts: a filled in partner that nobody touched must not get lost.
    wanted = [] if request.method == "POST" else _wanted(request, chosen, names, today)
    return [
        PartyFields(
            data_of(request),
            prefix=f"partner-{place}",
            on=today,
            empty_permitted=place > 0,
            initial={"municipality": wanted[place]} if place < len(wanted) else {},
        )
        for place in range(PARTNERS)
    ]


def _wanted(
    request: HttpRequest, chosen: Municipality, names: Sequence[str], today: date
) -> list[str]:
    """The partners of the address, in its order; by code where several have that name.

    What is no municipality of the day, or the own one, is left out.
    """
    asked = [slug for slug in request.GET.getlist("met")[:PARTNERS] if "\x00" not in slug]
    rows = Municipality.objects.filter(on_date(today), slug__in=asked).exclude(pk=chosen.pk)
    found = {one.slug: one for one in rows}
    return [
        found[slug].code if names.count(found[slug].name) > 1 else found[slug].name
        for slug in dict.fromkeys(asked)
        if slug in found
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the head of the file."""
    access = doing(request, slug, KEEP_FILE)
    link = access.link
    ours = [pk for pk in link.parties.values_list("municipality", flat=True) if pk is not None]
    initial = {name: getattr(link, name) for name in (*_HEAD, "edition")}
    arrangements = arrangements_for(ours, link.arrangement_slug, on=access.on)
    form = HeadForm(data_of(request), initial=initial, arrangements=arrangements)

    def act() -> object:
        return change_link(
            link=link,
            values=form.values(),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    status = attempt(form, act, lambda: edition_of(link)) if form.is_bound else 200
    if form.is_bound and not status:
        return _back(request, slug, _("Saved."))
    heading = _("Change the head of the file")
    return form_page(request, access, form, heading=heading, way=way_to_file(slug), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take_into_use(request: HttpRequest, slug: str) -> HttpResponse:
    """From which day the link is active."""
    access = doing(request, slug, KEEP_FILE)
    form = ActivateForm(data_of(request), initial={"on": access.on})

    def act() -> object:
        on = form.cleaned_data["on"]
        return activate(link=access.link, on=on, by=access.actor, at=timezone.now())

    return _answered(
        request,
        access,
        form,
        act,
        heading=_("Take the link into use"),
        lead=_("From then on the file asks for contact when it is quiet for long."),
        button=_("Take into use"),
        said=_("The link is active."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show_to_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the page of the link public, or not any more; says what everybody will see."""
    access = doing(request, slug, PUBLISH_LINK)
    is_public = not access.link.is_public
    form = PlainForm(data_of(request))

    def act() -> object:
        wanted = request.POST.get("public") == "1"
        return publish(link=access.link, is_public=wanted, by=access.actor, at=timezone.now())

    heading = _("Make the page public") if is_public else _("Take the page off the site")
    return _answered(
        request,
        access,
        form,
        act,
        heading=heading,
        button=heading,
        said=_("Everybody can see the page now.") if is_public else _("Only members see it now."),
        template="citylinks/file_publish.html",
        will_be_public=is_public,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """End the link, with the reason and what was learned; asks first."""
    access = doing(request, slug, END_LINK)
    form = EndForm(data_of(request), initial={"on": access.on})

    def act() -> object:
        return end_link(link=access.link, by=access.actor, at=timezone.now(), **form.cleaned_data)

    return _answered(
        request,
        access,
        form,
        act,
        heading=_("End the link"),
        button=_("End the link"),
        said=_("The link has ended. Its file and what was learned stay."),
        template="citylinks/file_end.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an ended link up again."""
    access = doing(request, slug, REOPEN_LINK)
    form = ReopenForm(data_of(request))

    def act() -> object:
        because = form.cleaned_data["because"]
        return reopen(link=access.link, because=because, by=access.actor, at=timezone.now())

    return _answered(
        request,
        access,
        form,
        act,
        heading=_("Take the link up again"),
        lead=_("Why it ended and what was learned stay in the timeline."),
        button=_("Take up again"),
        said=_("The link is active again."),
    )


def edition_of(link: CityLink) -> int:
    """The edition of the link as it is now."""
    return CityLink.objects.values_list("edition", flat=True).get(pk=link.pk)


def way_to_file(slug: str) -> tuple[str, str]:
    """The head of the file, as a part of the way to a page below it."""
    return (pgettext("city link", "File"), reverse("citylink-file", args=[slug]))


def _back(request: HttpRequest, slug: str, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("citylink-file", slug)


def _answered(
    request: HttpRequest,
    access: Access,
    form: Form,
    act: Callable[[], object],
    *,
    heading: str,
    said: str,
    **more: Any,
) -> HttpResponse:
    """Do it where the form was sent and is right; else the form, with what is wrong."""
    status = attempt(form, act) if form.is_bound else 200
    slug = access.link.slug
    if form.is_bound and not status:
        return _back(request, slug, said)
    way = way_to_file(slug)
    return form_page(request, access, form, heading=heading, way=way, status=status, **more)
