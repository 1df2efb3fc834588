# SPDX-License-Identifier: EUPL-1.2
"""Sending a round and running it: more time, closing the answers, closing, withdrawing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.rounds import (
    close_answers,
    close_round,
    extend,
    send_round,
    withdraw_round,
)
from samenspel.dialogue.actions.rounds.sending import require_sendable
from samenspel.dialogue.forms.rounds import ExtendForm, ReasonForm, SendForm
from samenspel.dialogue.models import Addressee
from samenspel.dialogue.queries.round_states import states_page
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import RUN_ROUND, SEND_ROUND
from samenspel.dialogue.terms import due_dates
from samenspel.dialogue.terms_wording import Explanation, explained
from samenspel.dialogue.views.attempts import asking, attempt
from samenspel.dialogue.views.round_work import work_crumbs


@dataclass(frozen=True)
class LastDay:
    """A last day, whose it is, and why; ``warned`` are addressees with warnings of their own."""

    on: date
    names: tuple[str, ...]
    why: Explanation | None
    warned: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Say exactly what happens, and do it; ``?sent_on=`` computes the last days for a day."""
    access = asking(request, slug)
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else (request.GET or None)
    form = SendForm(data, initial={"sent_on": today})

    def act() -> None:
        send_round(
            round_=access.round,
            sent_on=form.cleaned_data["sent_on"],
            by=access.actor,
            at=timezone.now(),
        )

    status = attempt(form, act) if request.method == "POST" else 200
    if not status:
        messages.success(request, _("Sent. From now on everybody can see this round."))
        return redirect("dialogue-work", slug)
    day = form.cleaned_data.get("sent_on") if form.is_bound and form.is_valid() else None
    addressees = list(access.round.addressees.order_by("position", "name", "pk"))
    refused = _refused(access, addressees, day or today)
    context = {
        "round": access.round,
        "form": form,
        "on": day or today,
        "addressees": addressees,
        "guests": sum(one.is_guest for one in addressees),
        "mailed": sum(bool(one.email) or one.body != Addressee.Body.OTHER for one in addressees),
        "refused": refused,
        "days": () if refused else _last_days(access, addressees, day or today),
        "may_send": access.may(SEND_ROUND),
        "breadcrumb": work_crumbs(access.round, _("Look and send")),
    }
    return render(request, "dialogue/round_send.html", context, status=status)


def _refused(access: Access, addressees: list[Addressee], on: date) -> str:
    """What stands in the way of sending, or nothing."""
    try:
        require_sendable(access.round, addressees, sent_on=on, today=timezone.localdate())
        due_dates(access.round, addressees, on)
    except DialogueRefused as refusal:
        return refusal.message
    return ""


def _last_days(access: Access, addressees: list[Addressee], on: date) -> tuple[LastDay, ...]:
    """The last days, the first one first, and for whom."""
    found = due_dates(access.round, addressees, on)
    groups: dict[date, list[Addressee]] = defaultdict(list)
    for one in addressees:
        groups[found[one.pk].due_on].append(one)
    days = []
    for day in sorted(groups):
        told = [(one.name, explained(found[one.pk].term_json)) for one in groups[day]]
        warned = [(name, text) for name, why in told if why for text in why.warnings]
        names = tuple(name for name, _why in told)
        days.append(LastDay(day, names, told[0][1], tuple(warned)))
    return tuple(days)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def give_time(request: HttpRequest, slug: str) -> HttpResponse:
    """More time for one, or for all that did not answer; ``?wie=`` chooses the one."""
    access = asking(request, slug)
    waiting = states_page(access.round, today=timezone.localdate()).waiting
    form = ExtendForm(
        request.POST if request.method == "POST" else None,
        addressees=[(str(one.pk), one.name) for one in waiting],
        initial={"addressee": request.GET.get("wie", "")},
    )

    def act() -> None:
        chosen = form.cleaned_data["addressee"]
        extend(
            addressee=access.round.addressees.get(pk=int(chosen)) if chosen else None,
            round_=access.round,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            by=access.actor,
            at=timezone.now(),
        )

    return _asked(
        request, access, form, act,
        heading=_("Give more time to answer"),
        lead=_("A last day can only become later. Everybody sees the new day and why."),
        action=_("Give more time"),
        done=_("The last day is later now."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the answers: from then on they are weighed."""
    access = asking(request, slug)
    page = states_page(access.round, today=timezone.localdate())
    silent = [body for body in page.waiting if not body.is_guest]

    def act() -> None:
        close_answers(round_=access.round, by=access.actor, at=timezone.now())

    return _asked(
        request, access, Form(request.POST if request.method == "POST" else None),
        act,
        heading=_("Close the answers"),
        lead=_("After this no body can begin an opinion; what comes late can still be entered."),
        action=_("Close the answers"),
        done=_("The answers are closed."),
        silent=silent,
        early=[body for body in silent if body.due_on and body.due_on >= timezone.localdate()],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the round."""
    access = asking(request, slug)

    def act() -> None:
        close_round(round_=access.round, by=access.actor, at=timezone.now())

    return _asked(
        request, access, Form(request.POST if request.method == "POST" else None),
        act,
        heading=_("Close the round"),
        lead=_("Nothing more is decided. Commitments and evaluations can still be written down."),
        action=_("Close the round"),
        done=_("The round is closed."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the question back, with the reason."""
    access = asking(request, slug)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        withdraw_round(
            round_=access.round,
            reason=form.cleaned_data["reason"],
            by=access.actor,
            at=timezone.now(),
        )

    return _asked(
        request, access, form, act,
        heading=_("Withdraw the round"),
        lead=_("Nobody can answer any more. What was sent stays to be read, with your reason."),
        action=_("Withdraw the round"),
        done=_("The round is withdrawn."),
    )  # fmt: skip


def _asked(
    request: HttpRequest,
    access: Access,
    form: Form,
    act: Callable[[], None],
    *,
    heading: str,
    done: str,
    **told: object,
) -> HttpResponse:
    """Ask once more, and do it; in another stage the page says that it cannot be done now."""
    status = attempt(form, act) if form.is_bound else 200
    if not status:
        messages.success(request, done)
        return redirect("dialogue-work", access.round.slug)
    context = {
        "round": access.round,
        "form": form,
        "heading": heading,
        "is_running": access.may(RUN_ROUND),
        "breadcrumb": work_crumbs(access.round, heading),
        **told,
    }
    return render(request, "dialogue/round_asked.html", context, status=status)
