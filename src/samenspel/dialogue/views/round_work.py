# SPDX-License-Identifier: EUPL-1.2
"""The desk of who asks: the next step, the question, the letter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.rounds import change_round
from samenspel.dialogue.forms.rounds import ChangeForm, LetterForm
from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.arrangements_of import arrangements_of
from samenspel.dialogue.queries.round_desk import desk
from samenspel.dialogue.rules import (
    CLOSE_ROUND,
    KEEP_STATEMENTS,
    PREPARE_ROUND,
    RECORD_ANSWER,
    RUN_ROUND,
    WITHDRAW_ROUND,
    WRITE_TEXT,
)
from samenspel.dialogue.views.attempts import asking, attempt, with_edition
from samenspel.dialogue.views.paths import crumbs

_QUESTION = (
    "title", "kind", "arrangement_slug", "question", "background", "answer_by", "decides_on",
    "minimum_group", "edition",
)  # fmt: skip
_LETTER = ("letter_text", "letter_reference", "signed_by", "edition")


def work_crumbs(round_: Round, *parts: str) -> list[tuple[str, str]]:
    """The way to a page of the desk; without parts to the desk itself."""
    here = reverse("dialogue-work", args=[round_.slug]) if parts else ""
    return crumbs(round_, (_("Desk"), here), *parts)


@require_safe
@never_cache
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """What is done, the one next step, and everything else that may be done now."""
    access = asking(request, slug)
    round_ = access.round
    page = desk(round_, today=timezone.localdate())
    step_url = reverse(page.step.view, args=[slug, *page.step.keys]) if page.step else ""
    context = {
        "round": round_,
        "page": page,
        "step_url": step_url,
        "tasks": [(task, reverse(task.view, args=[slug, *task.keys])) for task in page.tasks],
        "actions": _actions(access),
        "breadcrumb": work_crumbs(round_),
    }
    return render(request, "dialogue/round_work.html", context)


def _actions(access: Access) -> list[tuple[str, str]]:
    """What else may be done in this stage: words and address."""
    slug = access.round.slug
    known = (
        (PREPARE_ROUND, _("Change the question and the days"), "dialogue-work-question"),
        (WRITE_TEXT, _("Versions of the text"), "dialogue-documents"),
        (RUN_ROUND, _("Give more time to answer"), "dialogue-work-extend"),
        (RECORD_ANSWER, _("Enter an answer that came by letter"), "dialogue-states"),
        (KEEP_STATEMENTS, _("Put statements to residents"), "dialogue-statements-keep"),
        (RUN_ROUND, _("Close the answers"), "dialogue-work-close"),
        (CLOSE_ROUND, _("Close the round"), "dialogue-work-end"),
        (WITHDRAW_ROUND, _("Withdraw the round"), "dialogue-work-withdraw"),
    )  # fmt: skip
    return [
        (label, reverse(view, args=[slug])) for right, label, view in known if access.may(right)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is asked, about what, and the days."""
    access = asking(request, slug)
    kept = access.round
    arrangements = dict(arrangements_of(kept.organisation, on=timezone.localdate()))
    if kept.arrangement_slug:
        arrangements.setdefault(kept.arrangement_slug, kept.arrangement_name)
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        arrangements=tuple(arrangements.items()),
        initial={name: getattr(kept, name) for name in _QUESTION},
    )
    return _changed(request, access, form, "dialogue/round_question.html", _("The question"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the letter; after sending only read it."""
    access = asking(request, slug)
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(access.round, name) for name in _LETTER},
    )
    return _changed(request, access, form, "dialogue/round_letter.html", _("The letter"))


def _changed(
    request: HttpRequest,
    access: Access,
    form: ChangeForm | LetterForm,
    template: str,
    heading: str,
) -> HttpResponse:
    kept = access.round

    def act() -> Round:
        return change_round(
            round_=kept,
            values=form.values(kept),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    status = attempt(form, act) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("Saved."))
        return redirect("dialogue-work", kept.slug)
    if status == 409:
        with_edition(form, Round.objects.values_list("edition", flat=True).get(pk=kept.pk))
    context = {
        "round": kept,
        "form": form,
        "heading": heading,
        "may_change": access.may(PREPARE_ROUND),
        "is_meanwhile": status == 409,
        "addressees": list(kept.addressees.order_by("position", "name", "pk")),
        "breadcrumb": work_crumbs(kept, heading),
    }
    return render(request, template, context, status=status)
