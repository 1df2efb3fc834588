# SPDX-License-Identifier: EUPL-1.2
"""Looking back: beginning, writing, publishing, taking off the site, throwing away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.look_backs import (
    begin_look_back,
    publish_look_back,
    remove_look_back,
    withdraw_edition,
    write_look_back,
)
from samenspel.citylinks.forms.file_fields import EditionForm, PlainForm
from samenspel.citylinks.forms.look_backs import LookBackForm, PeriodForm, WithdrawForm
from samenspel.citylinks.models import LookBack
from samenspel.citylinks.queries.look_back_draft import TEXTS, Draft, default_period, draft_of
from samenspel.citylinks.queries.look_backs import (
    draft_page,
    look_back_of,
    missing_in,
    newest_edition,
)
from samenspel.citylinks.rules import LOOK_BACK
from samenspel.citylinks.views.file_forms import answered, attempt, data_of, doing, form_page

_HEAD = ("title", "first_day", "last_day", "verdict", "edition", *TEXTS)
CONFLICT = 409


def way_to_list(slug: str) -> tuple[str, str]:
    """The list of look-backs: its words and address."""
    return _("Looking back"), reverse("citylink-look-backs", args=[slug])


def way_to(held: LookBack) -> tuple[str, str]:
    """The page of a look-back: its words and address."""
    return held.title, reverse("citylink-look-back", args=[held.link.slug, held.pk])


def found_in(access: Access, pk: int) -> tuple[LookBack, bool]:
    """The look-back of this link, and whether anything of it was published.

    Raises
    ------
    Http404
        There is none.
    """
    found = look_back_of(access.link, pk)
    if found is None:
        raise Http404(pk)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the period."""
    access = doing(request, slug, LOOK_BACK)
    first, last = default_period(access.link, on=access.on)
    form = PeriodForm(data_of(request), initial={"first_day": first, "last_day": last})
    made: list[LookBack] = []

    def act() -> None:
        period = form.cleaned_data
        by, at = access.actor, timezone.now()
        made.append(begin_look_back(link=access.link, **period, by=by, at=at))

    status = attempt(form, act) if form.is_bound else 200
    if made:
        return redirect("citylink-look-back-write", slug, made[0].pk)
    return form_page(
        request,
        access,
        form,
        heading=_("Begin a look-back"),
        way=way_to_list(slug),
        status=status,
        lead=_(
            "Over which period do you look back? You see at once what the file has of it. "
            "Only members read it, until you publish it."
        ),
        button=_("Begin"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write the draft, beside what the file has of the period."""
    access = doing(request, slug, LOOK_BACK)
    held, _is_published = found_in(access, pk)
    draft = draft_of(held)
    form = _form(request, draft)

    def act() -> object:
        edition = form.cleaned_data["edition"]
        by, at = access.actor, timezone.now()
        return write_look_back(look_back=held, values=form.values(), edition=edition, by=by, at=at)

    status = attempt(form, act) if form.is_bound else 200
    if status == CONFLICT:
        form.data = _about_now(request, held)
    if form.is_bound and not status:
        messages.success(request, _("Saved."))
        where = "citylink-look-back-preview" if "preview" in request.POST else ""
        return redirect(where or "citylink-look-back-write", slug, pk)
    return form_page(
        request,
        access,
        form,
        heading=_("Write the look-back"),
        way=way_to(held),
        status=status,
        template="citylinks/look_back_write.html",
        held=held,
        page=draft_page(draft),
        voices=draft.voices,
        lead=_("Only members read it, until you publish it. You can go on at any time."),
    )


def _about_now(request: HttpRequest, held: LookBack) -> QueryDict:
    """What was sent, about the edition that there is now; every photo stays chosen."""
    data = request.POST.copy()
    data["edition"] = str(LookBack.objects.values_list("edition", flat=True).get(pk=held.pk))
    return data


def _form(request: HttpRequest, draft: Draft) -> LookBackForm:
    initial: dict[str, Any] = {name: getattr(draft.look_back, name) for name in _HEAD}
    initial["photos"] = [str(key) for key in draft.chosen]
    return LookBackForm(data_of(request), aims=draft.aims, photos=draft.photos, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Publish: first what everybody will see, and what a reader would miss."""
    access = doing(request, slug, LOOK_BACK)
    held, _is_published = found_in(access, pk)
    form = EditionForm(data_of(request), initial={"edition": held.edition})

    def act() -> object:
        edition = form.cleaned_data["edition"]
        by, at = access.actor, timezone.now()
        return publish_look_back(look_back=held, on=access.on, edition=edition, by=by, at=at)

    return answered(
        request,
        access,
        form,
        act,
        said=_("The look-back was published."),
        edition=lambda: held.edition,
        heading=_("Publish the look-back"),
        way=way_to(held),
        template="citylinks/look_back_publish.html",
        held=held,
        missing=missing_in(draft_of(held)),
        button=_("Publish"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take what was published off the site, with a reason."""
    access = doing(request, slug, LOOK_BACK)
    held, is_published = found_in(access, pk)
    if not is_published:
        return redirect("citylink-look-back", slug, pk)
    newest = newest_edition(held)
    if newest.is_withdrawn and request.method != "POST":
        return redirect("citylink-look-back", slug, pk)
    form = WithdrawForm(data_of(request), initial={"number": newest.number})

    def act() -> object:
        number = form.cleaned_data["number"]
        looked_at = held.editions.filter(number=number).first() or newest
        because, by, at = form.cleaned_data["because"], access.actor, timezone.now()
        return withdraw_edition(edition=looked_at, because=because, by=by, at=at)

    return answered(
        request,
        access,
        form,
        act,
        said=_("The look-back was taken off the site."),
        to=way_to_list(slug)[1],
        heading=_("Take the look-back off the site"),
        way=way_to(held),
        lead=_("The page stays and says why. You can write on, and publish again."),
        button=_("Take off the site"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Throw away a draft of which nothing was published; asks first."""
    access = doing(request, slug, LOOK_BACK)
    held, _is_published = found_in(access, pk)
    form = PlainForm(data_of(request))

    def act() -> None:
        remove_look_back(look_back=held, by=access.actor, at=timezone.now())

    return answered(
        request,
        access,
        form,
        act,
        said=_("Removed."),
        to=way_to_list(slug)[1],
        heading=_("Throw away this look-back?"),
        way=way_to(held),
        lead=_("Everything that was written in it goes, also the voices. This cannot be undone."),
        button=_("Throw away"),
    )
