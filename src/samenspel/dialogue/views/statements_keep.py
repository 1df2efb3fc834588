# SPDX-License-Identifier: EUPL-1.2
"""The statements of a round for who puts them: adding, changing, closing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.statements import (
    change_statement,
    close_statement,
    put_statement,
    reopen_statement,
)
from samenspel.dialogue.forms.statements import StatementForm
from samenspel.dialogue.models import Statement
from samenspel.dialogue.queries.statements import kept_statements
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import KEEP_STATEMENTS
from samenspel.dialogue.views.attempts import done
from samenspel.dialogue.views.paths import address, crumbs
from samenspel.dialogue.views.shown import shown


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, with a form to put one more."""
    access = _keeping(request, slug)
    form = StatementForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        return put_statement(
            round_=access.round,
            text=form.cleaned_data["text"],
            by=access.actor,
            at=timezone.now(),
        )

    if done(form, act):
        messages.success(request, _("The statement was put."))
        return redirect("dialogue-statements-keep", slug)
    context = {
        "form": form,
        "round": access.round,
        "held": kept_statements(access.round),
        "may_put": KEEP_STATEMENTS.counts_in(access.round.stage),
        "breadcrumb": _crumbs(access),
    }
    status = 400 if form.is_bound else 200
    return render(request, "dialogue/statements_keep.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Other words for a statement that nobody reacted to."""
    access = _keeping(request, slug)
    statement = _statement(access, number)
    form = StatementForm(
        request.POST if request.method == "POST" else None, initial={"text": statement.text}
    )

    def act() -> object:
        return change_statement(
            statement=statement,
            text=form.cleaned_data["text"],
            by=access.actor,
            at=timezone.now(),
        )

    if done(form, act):
        messages.success(request, _("Saved."))
        return redirect("dialogue-statements-keep", slug)
    here = _("Change statement %(number)s") % {"number": number}
    context = {
        "form": form,
        "round": access.round,
        "heading": here,
        "back": address("dialogue-statements-keep", slug),
        "breadcrumb": _crumbs(access, here),
    }
    status = 400 if form.is_bound else 200
    return render(request, "dialogue/form.html", context, status=status)


@require_POST
@never_cache
def set_open(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Close a statement, or open it again (``open`` in the form)."""
    access = _keeping(request, slug)
    act = reopen_statement if request.POST.get("open") else close_statement
    try:
        act(statement=_statement(access, number), by=access.actor, at=timezone.now())
    except DialogueRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Saved."))
    return redirect("dialogue-statements-keep", slug)


def _keeping(request: HttpRequest, slug: str) -> Access:
    """The round for who may keep its statements, in whatever stage; 403 for others."""
    access = shown(request, slug)
    if not access.holds(KEEP_STATEMENTS):
        raise PermissionDenied
    return access


def _statement(access: Access, number: int) -> Statement:
    return get_object_or_404(
        Statement.objects.select_related("round"), round=access.round, number=number
    )


def _crumbs(access: Access, last: str = "") -> list[tuple[str, str]]:
    slug = access.round.slug
    listed = (_("Statements"), address("dialogue-statements", slug))
    if not last:
        return crumbs(access.round, listed, _("Keep the statements"))
    kept = (_("Keep the statements"), address("dialogue-statements-keep", slug))
    return crumbs(access.round, listed, kept, last)
