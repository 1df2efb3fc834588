# SPDX-License-Identifier: EUPL-1.2
"""Deciding on what the source says now, where people hold something else."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actors import actor_of
from samenspel.accounts.rules import Actor
from samenspel.register.actions import decide_incoming
from samenspel.register.forms.deciding import DecideForm
from samenspel.register.models import ArrangementVersion
from samenspel.register.queries.history_page import current_version, name_in_history
from samenspel.register.queries.incoming import MayDecide, Waiting, may_decide, waiting_values
from samenspel.register.views.edit.back import BACK, came_from
from samenspel.register.views.edit.desk import (
    attempt,
    edit_page,
    new_once,
    remember,
    status_of,
    tell,
    today,
)

Forms = dict[int, DecideForm]


@edit_page
def incoming(request: HttpRequest, slug: str) -> HttpResponse:
    """Every value of an arrangement that waits, each with both ways to decide."""
    version, rows = current_version(slug), waiting_values(slug)
    if version is None and not rows:
        raise Http404(slug)
    actor = actor_of(request)
    allowed = may_decide(actor, version, rows, on=today())
    if not allowed.is_any:
        raise PermissionDenied("only who keeps the record decides on what the source says")
    sent: DecideForm | None = None
    status = 200
    if request.method == "POST":
        row = next((one for one in rows if str(one.pk) == request.POST.get("held")), None)
        if row is None:
            messages.info(
                request, _("There is nothing to decide any more. Look at the list again.")
            )
            return HttpResponseRedirect(_here(request, slug))
        if not allowed.on(row):
            raise PermissionDenied("this is about another participant")
        sent = _form(request, row)
        if sent.is_valid() and sent.token != row.token:
            sent.meet_new(row.token)
            status = 409
        elif sent.is_valid() and _decided(request, slug, actor, row, sent):
            return HttpResponseRedirect(_next(request, slug, actor))
        else:
            status = status_of(sent)
    return _shown(request, slug, version, rows, allowed, sent, status)


def _form(request: HttpRequest, row: Waiting) -> DecideForm:
    return DecideForm(
        request.POST if request.method == "POST" else None,
        held=row.pk,
        source_name=row.source,
        seen=row.token,
        once=new_once(),
    )


def _decided(request: HttpRequest, slug: str, actor: Actor, row: Waiting, form: DecideForm) -> bool:
    outcome = attempt(
        form,
        lambda: decide_incoming(
            held=row.held, keep=form.keep, ground=form.ground, by=actor, at=timezone.now()
        ),
    )
    if outcome.done:
        remember(request, form.cleaned_data.get("once", ""), _here(request, slug))
        tell(request, slug, actor, _told(row, keep=form.keep), change=outcome.answer)
    return outcome.done


def _told(row: Waiting, *, keep: bool) -> str:
    texts = {
        ("value", True): _("Decided for %(what)s: ours stays."),
        ("value", False): _("Decided for %(what)s: it says what the source says."),
        ("withdrawn", True): _("Decided for %(what)s: it stays away."),
        ("withdrawn", False): _("Decided for %(what)s: it is back."),
        ("dropped", True): _("Decided for %(what)s: it stays."),
        ("dropped", False): _("Decided for %(what)s: it is removed."),
    }
    what = f"{row.record}, {row.field[:1].lower()}{row.field[1:]}" if row.field else row.record
    return texts[row.kind, keep] % {"what": what}


def _here(request: HttpRequest, slug: str) -> str:
    back = came_from(request)
    carried = f"?{urlencode({BACK: back})}" if back else ""
    return reverse("arrangement-incoming", args=[slug]) + carried


def _next(request: HttpRequest, slug: str, actor: Actor) -> str:
    """This page as long as something waits for this person, then where they came from."""
    version, rows = current_version(slug), waiting_values(slug)
    allowed = may_decide(actor, version, rows, on=today())
    if any(allowed.on(row) for row in rows):
        return _here(request, slug)
    return _back(request, slug, version)


def _back(request: HttpRequest, slug: str, version: ArrangementVersion | None) -> str:
    view = "arrangement" if version else "arrangement-history"
    return came_from(request) or reverse(view, args=[slug])


def _shown(
    request: HttpRequest,
    slug: str,
    version: ArrangementVersion | None,
    rows: tuple[Waiting, ...],
    allowed: MayDecide,
    sent: DecideForm | None,
    status: int,
) -> HttpResponse:
    name = version.name if version else name_in_history(slug)
    here = reverse("arrangement", args=[slug])
    heading = _("The source says something new")
    forms: Forms = {row.pk: _blank(row) for row in rows if allowed.on(row)}
    if sent is not None:
        forms[int(sent.data["held"])] = sent
    context = {
        "name": name,
        "slug": slug,
        "version": version,
        "rows": [(row, forms.get(row.pk)) for row in rows],
        "form": sent,
        "heading": heading,
        "back": _back(request, slug, version),
        "breadcrumb": [
            (_("Arrangements"), reverse("arrangements")),
            *([(name, here)] if version else []),
            (heading, ""),
        ],
        "nav_current": "arrangements",
    }
    return render(request, "register/incoming.html", context, status=status)


def _blank(row: Waiting) -> DecideForm:
    return DecideForm(held=row.pk, source_name=row.source, seen=row.token, once=new_once())
