# SPDX-License-Identifier: EUPL-1.2
"""A joint opinion: asking councils, and deciding about an invitation."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.dialogue.actions.opinions import ask_to_join, join, leave, take_out
from samenspel.dialogue.forms.opinions import AskForm
from samenspel.dialogue.models import Addressee
from samenspel.dialogue.queries.body import Inside
from samenspel.dialogue.queries.joint import councils_to_ask, partners_of
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.views.attempts import done
from samenspel.dialogue.views.bodies import Body


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def joint(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Who takes part, who was asked; for who was asked: yes or no."""
    body = Body(request, slug, addressee)
    inside = body.inside if body.standing.answers else None
    if inside is None or not (inside.opinion or inside.invited_by):
        raise Http404(addressee)
    if request.method == "POST" and "doe" in request.POST:
        return _act(body, inside)
    if inside.opinion is None or not inside.is_leading:
        context = body.context(_("Together with other councils"), inside=inside)
        return render(request, "dialogue/joint_asked.html", context)
    return _lead(body, inside)


def _act(body: Body, inside: Inside) -> HttpResponse:
    by, at = body.access.actor, timezone.now()
    what, other = body.request.POST["doe"], _other(body)
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "meedoen": (
            lambda: join(addressee=body.addressee, by=by, at=at),
            _("Your council takes part in the opinion."),
        ),
        "niet": (
            lambda: leave(addressee=body.addressee, by=by, at=at),
            _("Your council does not take part."),
        ),
    }
    if inside.opinion is not None and other is not None:
        opinion, council = inside.opinion, other
        acts["zonder"] = (
            lambda: take_out(opinion=opinion, addressee=council, by=by, at=at),
            _("You go on without %(name)s.") % {"name": council.name},
        )
    if what not in acts:
        raise Http404(what)
    act, message = acts[what]
    try:
        act()
    except DialogueRefused as refusal:
        return body.refused(refusal)
    return body.back(message)


def _other(body: Body) -> Addressee | None:
    told = body.request.POST.get("raad", "")
    if not told.isdecimal() or len(told) > 18:
        return None
    return body.round.addressees.filter(pk=int(told)).first()


def _lead(body: Body, inside: Inside) -> HttpResponse:
    assert inside.opinion is not None  # noqa: S101 - the council leads one
    opinion = inside.opinion
    councils = councils_to_ask(body.round, body.addressee) if inside.is_open else []
    form = AskForm(body.request.POST or None, councils=[(one.pk, one.name) for one in councils])
    if done(
        form,
        lambda: ask_to_join(
            opinion=opinion,
            addressee=Addressee.objects.get(pk=form.cleaned_data["addressee"]),
            by=body.access.actor,
            at=timezone.now(),
        ),
    ):
        return body.back(_("The council is asked."), "dialogue-joint")
    context = body.context(
        _("Together with other councils"),
        inside=inside,
        form=form,
        partners=partners_of(opinion, body.addressee),
        may_ask=bool(councils),
    )
    status = 400 if form.is_bound else 200
    return render(body.request, "dialogue/joint_lead.html", context, status=status)
