# SPDX-License-Identifier: EUPL-1.2
"""Contributions and lessons that belong to no activity."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.gifts import add_gift, remove_gift
from samenspel.citylinks.actions.lessons import add_lesson, remove_lesson
from samenspel.citylinks.forms.activities_loose import LooseGiftForm, LooseLessonForm
from samenspel.citylinks.models import Gift, Lesson
from samenspel.citylinks.queries.activities import parties_of
from samenspel.citylinks.views.activities_paths import (
    address,
    attempt,
    confirmed,
    crumbs,
    keeping,
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def gift(request: HttpRequest, access: Access) -> HttpResponse:
    """Write down what one party gave to another by itself."""
    sent = request.POST if request.method == "POST" else None
    form = LooseGiftForm(
        sent, parties=parties_of(access.link), initial={"on": timezone.localdate()}
    )

    def act() -> object:
        return add_gift(
            link=access.link,
            values=form.values(),
            on=form.cleaned_data["on"],
            by=access.actor,
            at=timezone.now(),
        )

    return _answered(request, access, form, act, heading=_("Write down a contribution"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def lesson(request: HttpRequest, access: Access) -> HttpResponse:
    """Write down what a party learned from the link."""
    sent = request.POST if request.method == "POST" else None
    form = LooseLessonForm(
        sent, parties=parties_of(access.link), initial={"on": timezone.localdate()}
    )

    def act() -> object:
        return add_lesson(
            link=access.link,
            values=form.values(),
            on=form.cleaned_data["on"],
            by=access.actor,
            at=timezone.now(),
        )

    return _answered(request, access, form, act, heading=_("Write down a lesson"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def gift_remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether a contribution may go, and remove it."""
    found = Gift.objects.filter(link=access.link, activity=None, pk=pk)
    held = found.select_related("giver", "receiver").first()
    if held is None:
        raise Http404(pk)
    return _gone(
        request,
        access,
        lambda _edition: remove_gift(gift=held, by=access.actor, at=timezone.now()),
        heading=_("Remove this contribution?"),
        what=f"{held.giver} → {held.receiver}: {held.note}".rstrip(": "),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def lesson_remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether a lesson may go, and remove it."""
    held = Lesson.objects.filter(link=access.link, activity=None, pk=pk).first()
    if held is None:
        raise Http404(pk)
    return _gone(
        request,
        access,
        lambda _edition: remove_lesson(lesson=held, by=access.actor, at=timezone.now()),
        heading=_("Remove this lesson?"),
        what=held.text,
    )


def _gone(
    request: HttpRequest,
    access: Access,
    act: Callable[[int], object],
    *,
    heading: str,
    what: str,
) -> HttpResponse:
    listed = address("citylink-activities", access.link.slug)
    return confirmed(
        request,
        access,
        act,
        edition=1,
        heading=heading,
        what=what,
        warning=_("This cannot be undone."),
        back=listed,
        way=crumbs(access.link, (_("Activities"), listed), _("Remove")),
    )


def _answered(
    request: HttpRequest,
    access: Access,
    form: forms.Form,
    act: Callable[[], object],
    *,
    heading: str,
) -> HttpResponse:
    """Do what was sent, or show the form."""
    listed = address("citylink-activities", access.link.slug)
    status = 200
    if form.is_bound:
        status = attempt(form, act)
        if not status:
            messages.success(request, _("Saved."))
            return redirect(listed)
    context = {
        "link": access.link,
        "form": form,
        "heading": heading,
        "lead": _("For what belongs to no activity, such as money or staff lent for a year."),
        "back": listed,
        "is_member": True,
        "breadcrumb": crumbs(access.link, (_("Activities"), listed), heading),
    }
    return render(request, "citylinks/activities_form.html", context, status=status)
