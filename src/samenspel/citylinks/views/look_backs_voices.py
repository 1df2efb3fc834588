# SPDX-License-Identifier: EUPL-1.2
"""Voices in a look-back: writing them down, changing them, taking them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.look_backs_voices import add_voice, change_voice, take_back_voice
from samenspel.citylinks.forms.file_fields import PlainForm
from samenspel.citylinks.forms.look_backs import ChangeVoiceForm, VoiceForm
from samenspel.citylinks.models import LookBack, Voice
from samenspel.citylinks.rules import LOOK_BACK
from samenspel.citylinks.views.file_forms import attempt, data_of, doing, form_page, one_of
from samenspel.citylinks.views.look_backs_write import found_in

_FIELDS = ("said_by", "text", "has_consent", "edition")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write down what somebody of one side says."""
    access = doing(request, slug, LOOK_BACK)
    held, _is_published = found_in(access, pk)
    form = VoiceForm(data_of(request), parties=list(access.link.parties.all()))

    def act() -> object:
        by, at = access.actor, timezone.now()
        return add_voice(look_back=held, values=form.values(), by=by, at=at)

    return _answered(request, access, held, form, act, _("Add a voice"), _("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change(request: HttpRequest, slug: str, pk: int, voice: int) -> HttpResponse:
    """Write a voice anew, or take back the consent."""
    access = doing(request, slug, LOOK_BACK)
    held, kept = _voice(access, pk, voice)
    initial: dict[str, Any] = {name: getattr(kept, name) for name in _FIELDS}
    initial["party"] = str(kept.party_id)
    parties = list(access.link.parties.all())
    form = ChangeVoiceForm(data_of(request), parties=parties, initial=initial)

    def act() -> object:
        edition, by, at = form.cleaned_data["edition"], access.actor, timezone.now()
        return change_voice(voice=kept, values=form.values(), edition=edition, by=by, at=at)

    return _answered(
        request,
        access,
        held,
        form,
        act,
        _("Change a voice"),
        _("Saved."),
        edition=lambda: Voice.objects.values_list("edition", flat=True).get(pk=kept.pk),
        lead=_(
            "Without consent it goes out of what was published at once. Other changes are seen "
            "after you publish again."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take_back(request: HttpRequest, slug: str, pk: int, voice: int) -> HttpResponse:
    """Take a voice back; asks first."""
    access = doing(request, slug, LOOK_BACK)
    held, kept = _voice(access, pk, voice)
    form = PlainForm(data_of(request))

    def act() -> None:
        take_back_voice(voice=kept, by=access.actor, at=timezone.now())

    return _answered(
        request,
        access,
        held,
        form,
        act,
        _("Take back this voice?"),
        _("The voice was taken back."),
        lead=_(
            "%(name)s: it goes out of the draft and out of everything that was published, at once. "
            "This cannot be undone."
        )
        % {"name": kept.said_by},
        button=_("Take back"),
    )


def _voice(access: Access, pk: int, voice: int) -> tuple[LookBack, Voice]:
    held, _is_published = found_in(access, pk)
    found: Voice = one_of(held.voices.all(), voice)
    found.look_back = held
    return held, found


def _answered(
    request: HttpRequest,
    access: Access,
    held: LookBack,
    form: Form,
    act: Callable[[], object],
    heading: str,
    said: str,
    *,
    edition: Callable[[], int] | None = None,
    **more: Any,
) -> HttpResponse:
    slug = access.link.slug
    status = attempt(form, act, edition) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, said)
        return redirect("citylink-look-back-write", slug, held.pk)
    way = (_("Write the look-back"), reverse("citylink-look-back-write", args=[slug, held.pk]))
    return form_page(request, access, form, heading=heading, way=way, status=status, **more)
