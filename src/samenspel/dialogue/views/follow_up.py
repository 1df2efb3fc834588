# SPDX-License-Identifier: EUPL-1.2
"""Commitments of a round: the list, writing one down, how far one is, and the evaluation."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.follow_up import commit, evaluate, report
from samenspel.dialogue.forms.follow_up import CommitmentForm, EvaluationForm, ProgressForm
from samenspel.dialogue.models import Addressee, Commitment, Decision, Reply, Round
from samenspel.dialogue.queries.commitment_line import commitment_line
from samenspel.dialogue.queries.follow_up import follow_up_page, one_commitment, year_later
from samenspel.dialogue.queries.promises import promises
from samenspel.dialogue.rules import EVALUATE, FOLLOW_UP, REPORT_PROGRESS
from samenspel.dialogue.views.attempts import done
from samenspel.dialogue.views.paths import address, crumbs
from samenspel.dialogue.views.shown import shown
from samenspel.places.models import Municipality


@require_safe
@never_cache
def follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    """What was promised, how far it is, and what was learned."""
    access = shown(request, slug)
    page = follow_up_page(access.round, on=access.on)
    may_commit = access.may(FOLLOW_UP)
    context = {
        "page": page,
        "round": access.round,
        "line": commitment_line(page.commitments, on=access.on),
        "may_commit": may_commit,
        "may_evaluate": access.may(EVALUATE),
        "promises": promises(access.round) if may_commit else (),
        "breadcrumb": crumbs(access.round, _("Commitments")),
    }
    return render(request, "dialogue/follow_up.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write_down(request: HttpRequest, slug: str) -> HttpResponse:
    """A new commitment; ``?antwoord=`` or ``?besluit=`` says what it comes from."""
    access = shown(request, slug)
    if not access.holds(FOLLOW_UP):
        raise PermissionDenied
    reply = _chosen_reply(access.round, request.GET.get("antwoord", ""))
    decision = _chosen_decision(access.round, request.GET.get("besluit", ""))
    form = CommitmentForm(
        request.POST if request.method == "POST" else None,
        municipalities=_municipalities(access.round),
        initial={"text": reply.reason if reply else ""},
    )

    def act() -> object:
        told = form.cleaned_data
        return commit(
            round_=access.round,
            title=told["title"],
            text=told["text"],
            owner=told["owner"],
            municipality=Municipality.objects.filter(pk=told["municipality"]).first(),
            due_on=told["due_on"],
            reply=reply,
            decision=decision,
            by=access.actor,
            at=timezone.now(),
        )

    origin = ""
    if decision is not None:
        origin = _("Decision: %(title)s") % {"title": decision.proposal.title}
    elif reply is not None:
        origin = _("For later: %(reason)s") % {"reason": reply.reason}
    heading = _("Write down a commitment")
    return _answered(request, access, form, act, heading=heading, lead=origin)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def commitment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One commitment with its progress, and a form for who may report."""
    access = shown(request, slug)
    held = one_commitment(access.round, pk, on=access.on)
    if held is None:
        raise Http404(pk)
    may_report = access.may(REPORT_PROGRESS, municipality_id=held.municipality_id)
    form = ProgressForm(
        request.POST if request.method == "POST" else None,
        initial={"state": held.state, "on": timezone.localdate()},
    )

    def act() -> object:
        told = form.cleaned_data
        return report(
            commitment=Commitment.objects.select_related("round").get(pk=pk),
            state=told["state"],
            text=told["text"],
            on=told["on"],
            by=access.actor,
            at=timezone.now(),
        )

    if form.is_bound:
        if not access.holds(REPORT_PROGRESS, municipality_id=held.municipality_id):
            raise PermissionDenied
        if done(form, act):
            messages.success(request, _("Saved."))
            return redirect("dialogue-follow-up-commitment", slug, pk)
    listed = (_("Commitments"), address("dialogue-follow-up", slug))
    context = {
        "held": held,
        "round": access.round,
        "form": form,
        "may_report": may_report,
        "breadcrumb": crumbs(access.round, listed, held.title),
    }
    status = 400 if form.is_bound else 200
    return render(request, "dialogue/follow_up_commitment.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write_evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    """The evaluation of a year, question by question."""
    access = shown(request, slug)
    if not access.holds(EVALUATE):
        raise PermissionDenied
    form = EvaluationForm(
        request.POST if request.method == "POST" else None,
        initial={"year": access.on.year, "next_on": year_later(access.on)},
    )

    def act() -> object:
        told = form.cleaned_data
        return evaluate(
            round_=access.round,
            year=told["year"],
            text=form.text(),
            lessons=told["lessons"],
            next_on=told["next_on"],
            by=access.actor,
            at=timezone.now(),
        )

    lead = _("It cannot be changed afterwards. Everybody can read it. Skip what does not apply.")
    return _answered(request, access, form, act, heading=_("Evaluation"), lead=lead)


def _answered(
    request: HttpRequest,
    access: Access,
    form: Form,
    act: Callable[[], object],
    *,
    heading: str,
    lead: str,
) -> HttpResponse:
    """Do it where the form was sent and is right; else the form, with what is wrong."""
    slug = access.round.slug
    if done(form, act):
        messages.success(request, _("Saved."))
        return redirect("dialogue-follow-up", slug)
    back = address("dialogue-follow-up", slug)
    context = {
        "form": form,
        "round": access.round,
        "heading": heading,
        "lead": lead,
        "back": back,
        "breadcrumb": crumbs(access.round, (_("Commitments"), back), heading),
    }
    status = 400 if form.is_bound else 200
    return render(request, "dialogue/form.html", context, status=status)


def _municipalities(round_: Round) -> list[tuple[int, str]]:
    """The municipalities that were asked, by name."""
    rows = Addressee.objects.filter(round=round_, municipality__isnull=False)
    pairs = rows.values_list("municipality", "municipality__name").distinct()
    return sorted(((pk, name) for pk, name in pairs if pk), key=lambda pair: (pair[1], pair[0]))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _chosen_reply(round_: Round, text: str) -> Reply | None:
    """The reply with this key in this round; 404 where there is none."""
    if not text:
        return None
    found = Reply.objects.filter(pk=_number(text), point__version__opinion__round=round_)
    reply = found.select_related("point__version__opinion").first()
    if reply is None:
        raise Http404(text)
    return reply


def _chosen_decision(round_: Round, text: str) -> Decision | None:
    """The decision with this key in this round; 404 where there is none."""
    if not text:
        return None
    found = Decision.objects.filter(pk=_number(text), proposal__meeting__round=round_)
    decision = found.select_related("proposal__meeting").first()
    if decision is None:
        raise Http404(text)
    return decision
