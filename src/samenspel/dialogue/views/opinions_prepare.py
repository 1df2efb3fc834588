# SPDX-License-Identifier: EUPL-1.2
"""Notes of councillors: their own, and what they share with their council."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.accounts.models import User
from samenspel.dialogue.actions.opinions import prepare
from samenspel.dialogue.forms.opinions import NotesForm
from samenspel.dialogue.models import Clause
from samenspel.dialogue.queries.body import clauses_of
from samenspel.dialogue.queries.notes import own_notes, shared_notes
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.views.bodies import Body, not_now


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """The own notes of a councillor; saved all at once, or one clause through htmx."""
    body = Body(request, slug, addressee)
    body.require(seen_by=body.standing.is_councillor)
    user = body.access.actor.user
    assert user is not None  # noqa: S101 - only people hold the right
    clauses = clauses_of(body.round, None)
    notes = {
        key: (note.position, note.text, note.is_shared)
        for key, note in own_notes(body.addressee, user, clauses).items()
    }
    form = NotesForm(request.POST or None, clauses=clauses, notes=notes)
    if request.method != "POST":
        return _page(body, form)
    wanted = _wanted(request, clauses)
    if form.is_valid() and _save(body, form, wanted):
        if _is_part(request):
            return _part(body, form, wanted, saved=True)
        messages.success(request, _("Your notes are saved."))
        return redirect(body.url("dialogue-prepare"))
    return _part(body, form, wanted, saved=False) if _is_part(request) else _page(body, form, 400)


def _is_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False)) and "onderdeel" in request.POST


def _wanted(request: HttpRequest, clauses: list[Clause]) -> list[Clause | None]:
    """What is to be saved: everything, or the one clause of the button that was pressed."""
    chosen = request.POST.get("onderdeel", "")
    everything: list[Clause | None] = [*clauses, None]
    if not chosen or not _is_part(request):
        return everything
    return [one for one in everything if (str(one.pk) if one else "algemeen") == chosen]


def _save(body: Body, form: NotesForm, wanted: list[Clause | None]) -> bool:
    at = timezone.now()
    for clause in wanted:
        name = f"text_{clause.pk}" if clause else "text_general"
        names = {name, name.replace("text", "position"), name.replace("text", "shared")}
        if not names & set(form.changed_data):
            continue
        position, text, is_shared = form.note_of(clause)
        try:
            prepare(
                addressee=body.addressee,
                clause=clause,
                position=position,
                text=text,
                is_shared=is_shared,
                by=body.access.actor,
                at=at,
            )
        except DialogueRefused as refusal:
            form.add_error(name if refusal.field else None, refusal.message)
            return False
    return True


def _context(body: Body, form: NotesForm) -> dict[str, Any]:
    return body.context(
        _("My notes"),
        form=form,
        may_save=body.standing.may_prepare,
        closed=not_now(),
        shared_url=body.url("dialogue-notes"),
    )


def _page(body: Body, form: NotesForm, status: int = 200) -> HttpResponse:
    return render(body.request, "dialogue/notes_own.html", _context(body, form), status=status)


def _part(body: Body, form: NotesForm, wanted: list[Clause | None], *, saved: bool) -> HttpResponse:
    """The line below one clause: saved, or what is wrong."""
    errors = [message for messages_of in form.errors.values() for message in messages_of]
    return render(
        body.request,
        "dialogue/notes_saved.html",
        {"saved": saved and bool(wanted), "errors": errors},
        status=200 if saved else 400,
    )


@require_safe
@never_cache
def shared(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """What councillors share with their own council, beside each other."""
    body = Body(request, slug, addressee)
    body.require(seen_by=body.standing.sees_notes)
    reader = body.access.actor.user
    clauses = clauses_of(body.round, None)
    parts = shared_notes(body.addressee, clauses, reader if isinstance(reader, User) else None)
    context = body.context(
        _("What councillors share"),
        parts=parts,
        is_empty=not any(part.notes for part in parts),
        notes_url=body.url("dialogue-prepare") if body.standing.may_prepare else "",
    )
    return render(request, "dialogue/notes_shared.html", context)
