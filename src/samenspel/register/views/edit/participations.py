# SPDX-License-Identifier: EUPL-1.2
"""Who takes part: adding, correcting, ending, and taking away what was recorded by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.register.actions import (
    add_participation,
    correct_participation,
    end_participation,
    withdraw_participation,
)
from samenspel.register.forms.editing import EditForm
from samenspel.register.forms.facts import EndForm, WithdrawForm
from samenspel.register.forms.participations import AddParticipationForm, ParticipationForm
from samenspel.register.models import Participation
from samenspel.register.queries.edit_desk import (
    municipality_names,
    participants_to_edit,
    said_of,
)
from samenspel.register.queries.editing import ParticipationToEdit, participation_to_edit
from samenspel.register.records import PARTICIPATION, Ref
from samenspel.register.rules import may_correct_participation
from samenspel.register.views.edit.arrangement import labels_of
from samenspel.register.views.edit.desk import (
    Desk,
    Outcome,
    attempt,
    desk_of,
    edit_page,
    new_once,
    nothing_changed,
    page,
    saved,
    today,
)

_LINKS = ("correct", "end", "withdraw")


@edit_page
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """The participants that there are, and a form for one more."""
    desk = desk_of(request, slug)
    desk.require_keeper()
    names = municipality_names(desk.country, on=desk.on)
    form = AddParticipationForm(
        request.POST if request.method == "POST" else None,
        once=new_once(),
        places=names,
        on=desk.on,
    )
    if request.method == "POST" and form.is_valid():
        values = form.to_values(form.cleaned_data)
        outcome = attempt(
            form,
            lambda: add_participation(
                version=desk.version, values=values, ground=form.ground, by=desk.actor,
                at=timezone.now(),
            ),
        )  # fmt: skip
        if outcome.done:
            text = _("%(name)s was added as a participant.") % {"name": outcome.answer.name}
            return saved(desk, form, text, to=desk.address("participation-add"))
    return page(
        desk,
        "participation-add",
        form,
        template="register/edit_participants.html",
        heading=_("Participants"),
        participants=[
            (one, {what: desk.address(f"participation-{what}", one.pk) for what in _LINKS})
            for one in participants_to_edit(desk.version.pk)
        ],
        municipalities=list(names),
    )


def _found(request: HttpRequest, slug: str, pk: int) -> tuple[Desk, ParticipationToEdit]:
    """The participation of an address, for who may correct it."""
    try:
        found = participation_to_edit(slug, pk)
    except Participation.DoesNotExist as error:
        raise Http404(f"{slug} {pk}") from error
    desk = Desk.around(request, slug, found.participation.version)
    if not may_correct_participation(desk.actor, found.participation, on=today()):
        raise PermissionDenied("only who keeps the record, or is the participant, may correct it")
    return desk, found


def _form(form_class: type[EditForm], desk: Desk, found: ParticipationToEdit) -> Any:
    request, one = desk.request, found.participation
    ref = Ref(PARTICIPATION, (one.version.key, one.kind, one.code, one.name))
    return form_class(
        request.POST if request.method == "POST" else None,
        values=found.values,
        seen=found.token,
        once=new_once(),
        said=said_of(ref, one.version.collection_id),
    )


@edit_page
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """How one participant takes part, and what it pays."""
    desk, found = _found(request, slug, pk)
    form: ParticipationForm = _form(ParticipationForm, desk, found)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if not values:
            return nothing_changed(desk)
        outcome = attempt(
            form,
            lambda: correct_participation(
                participation=found.participation, values=values, seen=form.token,
                ground=form.ground, by=desk.actor, at=timezone.now(),
            ),
        )  # fmt: skip
        if outcome.done and outcome.answer is None:
            return nothing_changed(desk)
        if outcome.done:
            said = {"name": found.participation.name, "fields": labels_of(form, values)}
            text = _("Saved for %(name)s: %(fields)s.") % said
            return saved(desk, form, text, change=outcome.answer)
    return _page_of(
        desk, found, form, "register/edit_participation.html", _("Correct a participant")
    )


@edit_page
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The last day on which a participant takes part."""
    desk, found = _found(request, slug, pk)
    form: EndForm = _form(EndForm, desk, found)

    def act() -> Any:
        return end_participation(
            participation=found.participation,
            valid_to=form.to_values(form.cleaned_data)["valid_to"],
            seen=form.token,
            ground=form.ground,
            by=desk.actor,
            at=timezone.now(),
        )

    outcome = _sent(form, act)
    if outcome.done:
        said = {"name": found.participation.name}
        text = _("The end of the participation of %(name)s was recorded.") % said
        return saved(desk, form, text, change=outcome.answer)
    return _page_of(
        desk, found, form, "register/edit_participation_end.html", _("End a participation")
    )


@edit_page
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take away a participation that should never have stood there."""
    desk, found = _found(request, slug, pk)
    form: WithdrawForm = _form(WithdrawForm, desk, found)

    def act() -> Any:
        return withdraw_participation(
            participation=found.participation,
            seen=form.token,
            ground=form.ground,
            by=desk.actor,
            at=timezone.now(),
        )

    outcome = _sent(form, act)
    if outcome.done:
        text = _("%(name)s was taken off the list.") % {"name": found.participation.name}
        return saved(desk, form, text, change=outcome.answer)
    return _page_of(
        desk, found, form, "register/edit_withdraw.html", _("Take a participant off the list")
    )


def _sent(form: EditForm, act: Callable[[], Any]) -> Outcome:
    if form.is_bound and form.is_valid():
        return attempt(form, act)
    return Outcome(done=False)


def _page_of(
    desk: Desk, found: ParticipationToEdit, form: EditForm, template: str, heading: str
) -> HttpResponse:
    one = found.participation
    return page(
        desk,
        "participation-add",
        form,
        template=template,
        heading=heading,
        participation=one,
        what=one.name,
        end_url=desk.address("participation-end", one.pk),
        withdraw_url=desk.address("participation-withdraw", one.pk),
        correct_url=desk.address("participation-correct", one.pk),
        submit=_("Take off the list"),
    )
