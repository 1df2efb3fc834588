# SPDX-License-Identifier: EUPL-1.2
"""Adding a photo, changing what is said of it, taking back consent, removing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
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
from samenspel.citylinks.forms.photos import PhotoForm, WithdrawForm
from samenspel.citylinks.models import Photo
from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.storing_photos import MOST_BYTES
from samenspel.citylinks.views.documents_keep import activity_of, activity_pairs, chosen_activity
from samenspel.citylinks.views.documents_upload import sent_with_file, takes_files
from samenspel.citylinks.views.file_forms import data_of, one_of
from samenspel.citylinks.views.keeping import confirmed, keeping, kept_form

_ROOM = MOST_BYTES + 1_000
_KEPT = (
    "description", "caption", "credit", "taken_on", "consent", "consent_note", "is_public",
    "edition",
)  # fmt: skip


@takes_files(_ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a photo; ``?activiteit=`` says to which activity it belongs."""
    initial = {"consent": Photo.Consent.ASKED, "activity": chosen_activity(request, access)}
    form = _form(request, access, initial, with_file=True)
    # What was never given cannot be taken back.
    offered = [pair for pair in Photo.Consent.choices if pair[0] != Photo.Consent.WITHDRAWN]
    form["consent"].field.choices = offered  # type: ignore[attr-defined]

    def act() -> object:
        values = form.values(activity_of(access, form.cleaned_data["activity"]))
        return add_photo(
            link=access.link,
            content=form.cleaned_data["file"].read(),
            **vars(values),
            by=access.actor,
            at=timezone.now(),
        )

    return kept_form(request, access, form, act, way=_way(access), heading=_("Add a photo"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def change(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Change what is said of a photo, and who may see it."""
    held = one_of(Photo.objects.filter(link=access.link), pk)
    initial = {name: getattr(held, name) for name in _KEPT}
    initial["activity"] = held.activity_id
    form = _form(request, access, initial, with_file=False)

    def act() -> object:
        return change_photo(
            photo=held,
            values=form.values(activity_of(access, form.cleaned_data["activity"])),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    heading, again = _("Change what is said of a photo"), request.path
    return kept_form(request, access, form, act, way=_way(access), heading=heading, again=again)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping(also_ended=True)
def withdraw(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Take back the consent for a photo: it is no longer public from this moment."""
    held = one_of(Photo.objects.filter(link=access.link), pk)
    form = WithdrawForm(data_of(request))

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
    again = address("citylink-photos-change", access.link.slug, pk)
    return kept_form(
        request, access, form, act, way=_way(access), heading=heading, lead=lead, again=again
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping(also_ended=True)
def remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether a photo may go, and remove it."""
    held = one_of(Photo.objects.filter(link=access.link), pk)
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
        way=_way(access),
    )


def _form(
    request: HttpRequest, access: Access, initial: dict[str, Any], *, with_file: bool
) -> PhotoForm:
    return PhotoForm(
        *sent_with_file(request),
        activities=activity_pairs(access),
        with_file=with_file,
        initial=initial,
    )


def _way(access: Access) -> tuple[str, str]:
    return _("Photos"), address("citylink-photos", access.link.slug)
