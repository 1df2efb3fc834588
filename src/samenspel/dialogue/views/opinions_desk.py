# SPDX-License-Identifier: EUPL-1.2
"""What the clerk does: agenda, rapporteurs, no opinion; adopting, sending, correcting."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.accounts.models import User
from samenspel.dialogue.actions.opinions import (
    adopt,
    appoint_rapporteur,
    correct,
    end_rapporteur,
    say_none,
    send,
    set_agenda,
    withdraw,
)
from samenspel.dialogue.forms.opinions import (
    AdoptForm,
    AgendaForm,
    NoneForm,
    RapporteurForm,
    ReasonForm,
)
from samenspel.dialogue.queries.councillors import councillors_of, rapporteurs_of
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.views.attempts import done
from samenspel.dialogue.views.bodies import Body

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@never_cache
def agenda(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Say in which meeting it is dealt with."""
    body = _answering(request, slug, addressee)
    form = AgendaForm(request.POST or None, initial={"on": body.addressee.agenda_on})
    return body.asked(
        form,
        lambda: set_agenda(
            addressee=body.addressee,
            on=form.cleaned_data["on"],
            by=body.access.actor,
            at=timezone.now(),
        ),
        _("Put it on the agenda"),
        said=_("It is on the agenda."),
        button=_("Save"),
        lead=_("Everybody can see this day."),
    )


@require_http_methods(FORM_METHODS)
@never_cache
def rapporteurs(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Who writes the opinion on behalf of the council."""
    body = Body(request, slug, addressee)
    body.require(seen_by=body.standing.may_appoint)
    if request.method == "POST" and "einde" in request.POST:
        return _end_rapporteur(body, request.POST["einde"])
    people = councillors_of(body.addressee, on=body.access.on)
    held = rapporteurs_of(body.addressee)
    taken = {one.user_id for one in held}
    form = RapporteurForm(
        request.POST or None,
        people=[(user.pk, str(user)) for user in people if user.pk not in taken],
    )
    if done(
        form,
        lambda: appoint_rapporteur(
            addressee=body.addressee,
            user=User.objects.get(pk=form.cleaned_data["user"]),
            by=body.access.actor,
            at=timezone.now(),
        ),
    ):
        return body.back(_("The rapporteur is appointed."), "dialogue-rapporteurs")
    context = body.context(_("Rapporteurs"), form=form, held=held, is_empty=not people)
    status = 400 if form.is_bound else 200
    return render(request, "dialogue/rapporteurs.html", context, status=status)


def _end_rapporteur(body: Body, pk: str) -> HttpResponse:
    held = [one for one in rapporteurs_of(body.addressee) if str(one.pk) == pk]
    if not held:
        raise Http404(pk)
    try:
        end_rapporteur(rapporteur=held[0], by=body.access.actor, at=timezone.now())
    except DialogueRefused as refusal:
        return body.refused(refusal)
    return body.back(_("This councillor is not rapporteur any more."), "dialogue-rapporteurs")


@require_http_methods(FORM_METHODS)
@never_cache
def none(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Say that the body wishes no opinion."""
    body = _answering(request, slug, addressee)
    form = NoneForm(request.POST or None, initial={"on": body.access.on})
    return body.asked(
        form,
        lambda: say_none(
            addressee=body.addressee,
            on=form.cleaned_data["on"],
            note=form.cleaned_data["note"],
            by=body.access.actor,
            at=timezone.now(),
        ),
        _("We wish no opinion"),
        said=_("Recorded: no opinion is wished."),
        button=_("Record that we wish no opinion"),
        lead=_("Who asks sees that you looked at it and have nothing to say."),
    )


@require_http_methods(FORM_METHODS)
@never_cache
def adoption(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Record that the body adopted its opinion."""
    body = _answering(request, slug, addressee)
    inside = body.inside
    if inside.opinion is None:
        raise Http404(addressee)
    meeting = body.addressee.agenda_on
    initial = {"on": meeting if meeting and meeting <= body.access.on else body.access.on}
    form = AdoptForm(request.POST or None, initial=initial)
    return body.asked(
        form,
        lambda: adopt(
            addressee=body.addressee,
            on=form.cleaned_data["on"],
            votes=form.votes(),
            by=body.access.actor,
            at=timezone.now(),
        ),
        _("Record the adoption"),
        said=_("Recorded: the opinion was adopted."),
        button=_("Record the adoption"),
        template="dialogue/adopt.html",
        inside=inside,
    )


@require_http_methods(FORM_METHODS)
@never_cache
def sending(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Send the adopted opinion, after asking whether that is meant."""
    body = _answering(request, slug, addressee)
    inside = body.inside
    if inside.opinion is None:
        raise Http404(addressee)
    if request.method == "POST":
        try:
            send(addressee=body.addressee, by=body.access.actor, at=timezone.now())
        except DialogueRefused as refusal:
            return body.refused(refusal)
        return body.back(_("The opinion is sent. Everybody can read it now."))
    due = body.addressee.due_on
    context = body.context(
        _("Send the opinion"), inside=inside, is_late=due is not None and body.access.on > due
    )
    return render(request, "dialogue/send.html", context)


@require_http_methods(FORM_METHODS)
@never_cache
def correction(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Open a fixed text again."""
    body = _with_opinion(request, slug, addressee)
    form = ReasonForm(request.POST or None)
    return body.asked(
        form,
        lambda: correct(
            addressee=body.addressee,
            reason=form.cleaned_data["reason"],
            by=body.access.actor,
            at=timezone.now(),
        ),
        _("Make a new version"),
        said=_("The text is open again. What was sent stands until you send the new version."),
        back="dialogue-draft",
        button=_("Open the text"),
        lead=_(
            "The text that was adopted stays in the record, and what was sent counts until the "
            "new version is adopted and sent."
        ),
    )


@require_http_methods(FORM_METHODS)
@never_cache
def withdrawal(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Take the body out of its opinion."""
    body = _with_opinion(request, slug, addressee)
    form = ReasonForm(request.POST or None)
    return body.asked(
        form,
        lambda: withdraw(
            addressee=body.addressee,
            reason=form.cleaned_data["reason"],
            by=body.access.actor,
            at=timezone.now(),
        ),
        _("Withdraw the opinion"),
        said=_("The opinion is withdrawn."),
        button=_("Withdraw"),
        lead=_(
            "What was sent stays readable, marked as withdrawn, and does not count any more. A "
            "draft that was never adopted is thrown away; then nobody reads the reason."
        ),
    )


def _answering(request: HttpRequest, slug: str, addressee: int) -> Body:
    """The body, for who answers for it; for others the page is not there."""
    body = Body(request, slug, addressee)
    body.require(seen_by=body.standing.answers)
    return body


def _with_opinion(request: HttpRequest, slug: str, addressee: int) -> Body:
    body = _answering(request, slug, addressee)
    body.require(seen_by=body.inside.opinion is not None)
    return body
