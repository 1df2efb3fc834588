# SPDX-License-Identifier: EUPL-1.2
"""Adding a photo, changing what is said of it, taking back consent, removing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.photos import (
    add_photo,
    change_photo,
    remove_photo,
    set_consent,
)
from samenspel.citylinks.forms.documents import SendingForm
from samenspel.citylinks.forms.photos import PhotoForm, WithdrawForm
from samenspel.citylinks.models import Photo
from samenspel.citylinks.storing_photos import MOST_BYTES
from samenspel.citylinks.views.activities_paths import (
    address,
    attempt,
    confirmed,
    crumbs,
    keeping,
)
from samenspel.citylinks.views.documents_keep import activity_of, activity_pairs, chosen_activity
from samenspel.citylinks.views.documents_upload import takes_files

_ROOM = MOST_BYTES + 1_000
_KEPT = ("description", "caption", "credit", "taken_on", "consent", "consent_note", "is_public")


@takes_files(_ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a photo; ``?activiteit=`` says to which activity it belongs."""
    initial = {"consent": Photo.Consent.ASKED, "activity": chosen_activity(request, access)}
    form = _form(request, access, initial, with_file=True)

    def act() -> object:
        values = form.values(activity_of(access, form.cleaned_data["activity"]))
        return add_photo(
            link=access.link,
            content=form.cleaned_data["file"].read(),
            description=values.description,
            consent=values.consent,
            caption=values.caption,
            credit=values.credit,
            taken_on=values.taken_on,
            consent_note=values.consent_note,
            is_public=values.is_public,
            activity=values.activity,
            by=access.actor,
            at=timezone.now(),
        )

    return _answered(request, access, form, act, heading=_("Add a photo"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def change(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Change what is said of a photo, and who may see it."""
    held = _photo_or_404(access, pk)
    initial = {name: getattr(held, name) for name in _KEPT}
    initial |= {"edition": held.edition, "activity": held.activity_id}
    form = _form(request, access, initial, with_file=False)

    def act() -> object:
        return change_photo(
            photo=held,
            values=form.values(activity_of(access, form.cleaned_data["activity"])),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    heading = _("Change what is said of a photo")
    return _answered(request, access, form, act, heading=heading, held=held)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping(also_ended=True)
def withdraw(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Take back the consent for a photo: it is no longer public from this moment."""
    held = _photo_or_404(access, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        return set_consent(
            photo=held,
            consent=Photo.Consent.WITHDRAWN,
            note=form.cleaned_data["consent_note"],
            by=access.actor,
            at=timezone.now(),
        )

    lead = _(
        "The photo goes off every public page at once, also out of look-backs that were "
        "published. Members still see it; remove it when it must go altogether."
    )
    heading = _("Take back the consent")
    return _answered(request, access, form, act, heading=heading, lead=lead, held=held)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping(also_ended=True)
def remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether a photo may go, and remove it."""
    held = _photo_or_404(access, pk)
    listed = address("citylink-photos", access.link.slug)
    return confirmed(
        request,
        access,
        lambda edition: remove_photo(
            photo=held, edition=edition, by=access.actor, at=timezone.now()
        ),
        edition=held.edition,
        heading=_("Remove this photo?"),
        what=held.description,
        warning=_("The photo is gone for everybody. This cannot be undone."),
        back=listed,
        way=crumbs(access.link, (_("Photos"), listed), _("Remove")),
    )


def _form(
    request: HttpRequest, access: Access, initial: dict[str, Any], *, with_file: bool
) -> PhotoForm:
    bound = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return PhotoForm(
        *bound, activities=activity_pairs(access), with_file=with_file, initial=initial
    )


def _photo_or_404(access: Access, pk: int) -> Photo:
    found = Photo.objects.filter(link=access.link, pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found


def _answered(
    request: HttpRequest,
    access: Access,
    form: forms.Form,
    act: Callable[[], object],
    *,
    heading: str,
    lead: str = "",
    held: Photo | None = None,
) -> HttpResponse:
    """Do what was sent, or show the form."""
    slug = access.link.slug
    listed = address("citylink-photos", slug)
    status = 200
    if form.is_bound:
        status = attempt(form, act)
        if not status:
            messages.success(request, _("Saved."))
            return redirect(listed)
        if isinstance(form, SendingForm):
            form.ask_again()
    context = {
        "link": access.link,
        "form": form,
        "heading": heading,
        "lead": lead,
        "status": status,
        "again": address("citylink-photos-change", slug, held.pk) if held else "",
        "photo": held,
        "back": listed,
        "uploads": "file" in form.fields,
        "is_member": True,
        "breadcrumb": crumbs(access.link, (_("Photos"), listed), heading),
    }
    return render(request, "citylinks/activities_form.html", context, status=status)
