# SPDX-License-Identifier: EUPL-1.2
"""Doing what a form asks, or showing the form again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest

from samenspel.dialogue.access import Access
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PREPARE_ROUND
from samenspel.dialogue.views.shown import shown


def asking(request: HttpRequest, slug: str) -> Access:
    """The round for who asks, in any stage.

    Raises
    ------
    Http404
        There is none, or others are preparing it.
    PermissionDenied
        Somebody else asks.
    """
    access = shown(request, slug)
    if not access.holds(PREPARE_ROUND):
        raise PermissionDenied("only who asks has a desk for a round")
    return access


def accepted(form: Form, act: Callable[[], object]) -> bool:
    """Do it; False when it was refused, which the form then says."""
    try:
        act()
    except DialogueRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    return True


def done(form: Form, act: Callable[[], object]) -> bool:
    """Do what a form asks that was sent and is right; else False, and the form says why."""
    return form.is_bound and form.is_valid() and accepted(form, act)


def attempt(form: Form, act: Callable[[], object]) -> int:
    """Do it and return 0; else the status of the page that shows the form again.

    409 when somebody else changed the same thing meanwhile: the form then has their edition, so
    that saving once more replaces what they wrote.
    """
    if not form.is_valid():
        return 400
    try:
        act()
    except DialogueRefused as refusal:
        visible = {field.name for field in form.visible_fields()}
        form.add_error(refusal.field if refusal.field in visible else None, refusal.message)
        return 409 if refusal.field == "edition" else 400
    return 0


def with_edition(form: Form, edition: int) -> None:
    """Let the form be about this edition from now on."""
    form.data = {**form.data.dict(), "edition": str(edition)}  # type: ignore[attr-defined]
