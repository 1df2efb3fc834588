# SPDX-License-Identifier: EUPL-1.2
"""All dialogues, and beginning one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.rounds import make_round
from samenspel.dialogue.forms.rounds import FilterForm, MakeForm
from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.arrangements_of import arrangements_of
from samenspel.dialogue.queries.round_list import (
    arrangements_asked,
    found_rounds,
    line_of,
    rounds_page,
)
from samenspel.dialogue.rules import MAKE_ROUND, may_make_round, may_make_some_round
from samenspel.dialogue.views.attempts import attempt
from samenspel.dialogue.views.round_timeline import timeline

PER_PAGE = 25


@require_safe
@never_cache
def rounds(request: HttpRequest) -> HttpResponse:
    """What is open, what waits for you, and every round."""
    actor, today = actor_of(request), timezone.localdate()
    form = FilterForm(request.GET, arrangements=arrangements_asked())
    chosen = form.chosen()
    found = rounds_page(actor, on=today)
    pages = Paginator(found_rounds(chosen), PER_PAGE)
    shown = pages.get_page(request.GET.get("pagina"))
    context = {
        "page": found,
        "form": form,
        "chosen": chosen,
        "page_obj": shown,
        "lines": [line_of(row) for row in shown],
        "timeline": timeline(found.open, today),
        "today": today,
        "is_logged_in": actor.user is not None,
        "may_make": may_make_some_round(actor, on=today),
        "links": {"terms": reverse("term-calculator"), "feed": reverse("dialogues-atom")},
        "breadcrumb": [(_("Dialogues"), "")],
    }
    return render(request, "dialogue/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """Begin a dialogue on behalf of one's own organisation."""
    actor, today = actor_of(request), timezone.localdate()
    organisations = _organisations(actor, today)
    if not organisations:
        raise PermissionDenied("a dialogue is begun by people of an organisation")
    data = request.POST if request.method == "POST" else None
    chosen = _chosen(request, organisations)
    form = MakeForm(
        data,
        organisations=[(str(one.pk), one.name) for one in organisations],
        arrangements=arrangements_of(chosen, on=today),
        initial={"organisation": str(chosen.pk)},
    )
    made: list[Round] = []

    def act() -> None:
        told: dict[str, Any] = {k: v for k, v in form.cleaned_data.items() if k != "organisation"}
        at = timezone.now()
        made.append(make_round(organisation=chosen, by=actor, at=at, **told))

    status = attempt(form, act) if form.is_bound else 200
    if made:
        messages.success(request, _("The round was made. Nobody else sees it until you send it."))
        return redirect("dialogue-work", made[0].slug)
    context = {
        "form": form,
        "organisations": organisations if len(organisations) > 1 else (),
        "chosen": chosen,
        "breadcrumb": [(_("Dialogues"), reverse("dialogues")), (_("Begin a dialogue"), "")],
    }
    return render(request, "dialogue/round_new.html", context, status=status)


def _organisations(actor: Actor, today: date) -> list[Organisation]:
    """On whose behalf the actor may begin: the own organisations, of administrators all."""
    rows = Organisation.objects.exclude(kind=Organisation.Kind.SITE).order_by("name")
    if not may_make_some_round(actor, on=today):
        return []
    own = {r.organisation_id for r in actor.roles(today) if r.kind in MAKE_ROUND.allowed}
    theirs = [one for one in rows.filter(pk__in=own) if may_make_round(actor, one, on=today)]
    return theirs or [one for one in rows if may_make_round(actor, one, on=today)]


def _chosen(request: HttpRequest, organisations: list[Organisation]) -> Organisation:
    wanted = request.POST.get("organisation") or request.GET.get("organisatie") or ""
    return next((one for one in organisations if str(one.pk) == wanted), organisations[0])
