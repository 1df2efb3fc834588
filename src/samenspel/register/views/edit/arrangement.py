# SPDX-License-Identifier: EUPL-1.2
"""Correcting and ending an arrangement, and taking away one that was added by mistake."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.register.actions import correct_version, end_arrangement, withdraw_arrangement
from samenspel.register.forms.editing import EditForm
from samenspel.register.forms.facts import EndForm, FactsForm, WithdrawForm
from samenspel.register.labels import in_words as enumerated
from samenspel.register.queries.edit_desk import municipality_names
from samenspel.register.queries.editing import token_of
from samenspel.register.views.edit.back import came_from
from samenspel.register.views.edit.desk import (
    Desk,
    attempt,
    desk_of,
    edit_page,
    new_once,
    nothing_changed,
    page,
    remember,
    saved,
    today,
)


@edit_page
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """The facts of one version."""
    desk = desk_of(request, slug)
    desk.require_keeper()
    names = municipality_names(desk.country, on=desk.on)
    form = _facts_form(desk, names)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if not values:
            return nothing_changed(desk)
        outcome = attempt(
            form,
            lambda: correct_version(
                version=desk.version, values=values, seen=form.token, ground=form.ground,
                by=desk.actor, at=timezone.now(),
            ),
        )  # fmt: skip
        if outcome.done and outcome.answer is None:
            return nothing_changed(desk)
        if outcome.done:
            text = _("Saved: %(fields)s.") % {"fields": labels_of(form, list(values))}
            return saved(desk, form, text, change=outcome.answer)
    return page(
        desk,
        "arrangement-correct",
        form,
        template="register/edit_facts.html",
        heading=_("Correct the facts"),
        municipalities=list(names),
    )


def _facts_form(desk: Desk, names: dict[str, str]) -> FactsForm:
    seat = desk.version.seat_municipality
    return FactsForm(
        desk.request.POST if desk.request.method == "POST" else None,
        country=desk.country,
        values=desk.found.values,
        seen=desk.found.token,
        once=new_once(),
        said=desk.said(),
        places={**({seat.name: seat.code} if seat else {}), **names},
        on=desk.on,
    )


def labels_of(form: EditForm, names: Iterable[str]) -> str:
    """The labels of what was changed, as a reader says them: name, website and last day."""
    found = [form.label_of(name) for name in names]
    return enumerated([f"{label[:1].lower()}{label[1:]}" for label in found])


@edit_page
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """The last day of an arrangement; who takes part then, takes part no longer."""
    desk = desk_of(request, slug)
    desk.require_keeper()
    form = EndForm(
        request.POST if request.method == "POST" else None,
        values={"valid_to": desk.version.valid_to},
        seen=desk.found.token,
        once=new_once(),
        said=desk.said(),
    )
    if request.method == "POST" and form.is_valid():
        valid_to = form.to_values(form.cleaned_data)["valid_to"]
        outcome = attempt(
            form,
            lambda: end_arrangement(
                version=desk.version, valid_to=valid_to, seen=form.token, ground=form.ground,
                by=desk.actor, at=timezone.now(),
            ),
        )  # fmt: skip
        if outcome.done:
            return saved(desk, form, _("The end was recorded."), change=outcome.answer)
    return page(
        desk,
        "arrangement-end",
        form,
        template="register/edit_end.html",
        heading=_("End the arrangement"),
        withdraw_url=_withdraw_url(desk),
    )


def _withdraw_url(desk: Desk) -> str:
    return desk.address("arrangement-withdraw") if desk.version.is_entered else ""


@edit_page
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take away an arrangement that somebody added by hand by mistake."""
    desk = desk_of(request, slug)
    if not desk.may_correct():
        raise PermissionDenied("only who keeps the record may withdraw it")
    if not desk.version.is_entered:
        raise Http404("only what was added by hand can be withdrawn")
    arrangement = desk.version.arrangement
    form = WithdrawForm(
        request.POST if request.method == "POST" else None,
        seen=token_of(arrangement) if request.method != "POST" else "",
        once=new_once(),
    )
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            lambda: withdraw_arrangement(
                arrangement=arrangement, seen=form.token, ground=form.ground, by=desk.actor,
                at=timezone.now(),
            ),
        )  # fmt: skip
        if outcome.done:
            url = came_from(request) or reverse("arrangement-history", args=[slug])
            remember(request, form.cleaned_data.get("once", ""), url)
            messages.success(request, _("“%(name)s” was withdrawn.") % {"name": desk.version.name})
            return HttpResponseRedirect(url)
    return page(
        desk,
        "arrangement-end",
        form,
        template="register/edit_withdraw.html",
        heading=_("Withdraw the arrangement"),
        what=desk.version.name,
        submit=_("Withdraw"),
        day=today(),
    )
