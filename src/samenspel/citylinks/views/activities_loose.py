# SPDX-License-Identifier: EUPL-1.2
"""Contributions and lessons that belong to no activity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.activities_loose import (
    add_gift,
    add_lesson,
    remove_gift,
    remove_lesson,
)
from samenspel.citylinks.forms.activities_loose import LooseGiftForm, LooseLessonForm
from samenspel.citylinks.models import Gift, Lesson
from samenspel.citylinks.queries.activities import parties_of
from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.views.file_forms import data_of, one_of
from samenspel.citylinks.views.keeping import confirmed, keeping, kept_form


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def gift(request: HttpRequest, access: Access) -> HttpResponse:
    """Write down what one party gave to another by itself."""
    return _added(request, access, LooseGiftForm, add_gift, *_contribution_words())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def lesson(request: HttpRequest, access: Access) -> HttpResponse:
    """Write down what a party learned from the link."""
    return _added(request, access, LooseLessonForm, add_lesson, *_lesson_words())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def gift_remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether a contribution may go, and remove it."""
    rows = Gift.objects.filter(link=access.link, activity=None)
    held = one_of(rows.select_related("giver", "receiver"), pk)
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
    held = one_of(Lesson.objects.filter(link=access.link, activity=None), pk)
    return _gone(
        request,
        access,
        lambda _edition: remove_lesson(lesson=held, by=access.actor, at=timezone.now()),
        heading=_("Remove this lesson?"),
        what=held.text,
    )


def _added(
    request: HttpRequest,
    access: Access,
    form_class: type[LooseGiftForm] | type[LooseLessonForm],
    add: Callable[..., object],
    heading: str,
    lead: str,
) -> HttpResponse:
    """Add what was sent, or show the form."""
    form: Any = form_class(
        data_of(request), parties=parties_of(access.link), initial={"on": timezone.localdate()}
    )

    def act() -> object:
        on, by, at = form.cleaned_data["on"], access.actor, timezone.now()
        return add(link=access.link, values=form.values(), on=on, by=by, at=at)

    return kept_form(request, access, form, act, way=_way(access), heading=heading, lead=lead)


def _contribution_words() -> tuple[str, str]:
    """The heading of the page, and what it is for."""
    return (
        _("Write down a contribution"),
        _("For what belongs to no activity, such as money or staff lent for a year."),
    )


def _lesson_words() -> tuple[str, str]:
    return _("Write down a lesson"), _("For a lesson that belongs to no activity.")


def _gone(
    request: HttpRequest, access: Access, act: Callable[[int], object], *, heading: str, what: str
) -> HttpResponse:
    return confirmed(
        request,
        access,
        act,
        edition=1,
        heading=heading,
        what=what,
        warning=_("This cannot be undone."),
        way=_way(access),
    )


def _way(access: Access) -> tuple[str, str]:
    return _("Activities"), address("citylink-activities", access.link.slug)
