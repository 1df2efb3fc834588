# SPDX-License-Identifier: EUPL-1.2
"""Considerations kept for a municipality: the list, a new one, reading, answering, concluding."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.analysis.link_guide import link_guide
from samenspel.citylinks.actions import considerations as actions
from samenspel.citylinks.forms.considerations import BeginForm, ConclusionForm, QuestionForm
from samenspel.citylinks.forms.file_fields import EditionForm
from samenspel.citylinks.models import Consideration
from samenspel.citylinks.queries.considerations import (
    ConsiderationPage,
    consideration_page,
    considerations_of,
    places_to_keep,
    taken_of,
)
from samenspel.citylinks.queries.guide import (
    QuestionPage,
    first_unanswered,
    key_after,
    question_page,
    said,
)
from samenspel.citylinks.queries.guide_bars import guide_bars
from samenspel.citylinks.views.beginning import begin_url
from samenspel.citylinks.views.considerations_shown import (
    crumbs,
    crumbs_of,
    form_page,
    keeps,
    kept,
    seen,
)
from samenspel.citylinks.views.file_forms import attempt, data_of
from samenspel.citylinks.views.guide import may_keep_some
from samenspel.citylinks.views.guide_addresses import answers_in
from samenspel.places.models import Municipality


@require_safe
@never_cache
@login_required
def considerations(request: HttpRequest) -> HttpResponse:
    """What the municipalities of the person weigh."""
    context = {
        "groups": considerations_of(actor_of(request), on=timezone.localdate()),
        "may_keep": may_keep_some(request),
        "breadcrumb": crumbs(),
    }
    return render(request, "citylinks/considerations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Keep the answers that the address carries; without answers, begin with the first question."""
    actor = actor_of(request)
    places = places_to_keep(actor, on=timezone.localdate())
    if not places:
        raise PermissionDenied("only advisers and clerks of a municipality keep considerations")
    taken = answers_in(link_guide(), request)
    form = BeginForm(
        data_of(request),
        municipalities=[(place.pk, place.name) for place in places],
        initial={"title": _("City link")},
    )

    def act() -> None:
        made = actions.begin(
            municipality=Municipality.objects.get(pk=form.cleaned_data["municipality"]),
            title=form.cleaned_data["title"],
            answers=taken.answers,
            by=actor,
            at=timezone.now(),
        )
        made_at.append(made)

    made_at: list[Consideration] = []
    status = attempt(form, act) if form.is_bound else 200
    if made_at:
        messages.success(request, _("Saved for your municipality."))
        return _after_begin(made_at[0])
    lead = _("People with a role in your municipality can read it. Nobody else can.")
    return form_page(
        request,
        form,
        heading=_("Keep a consideration"),
        lead=lead,
        back=reverse("citylinks-considerations"),
        breadcrumb=crumbs(_("New")),
        status=status,
        dropped=[said(link_guide().by_key[key].ask) for key in taken.not_understood],
    )


def _after_begin(made: Consideration) -> HttpResponse:
    if made.answers:
        return redirect(made)
    first = link_guide().questions[0].key
    return redirect("citylinks-consideration-question", made.pk, first)


@require_safe
@never_cache
@login_required
def consideration(request: HttpRequest, pk: int) -> HttpResponse:
    """One consideration: the advice now, partners in view, conclusion, answers."""
    held = seen(request, pk)
    may_change = keeps(request, held)
    page = consideration_page(held, keeps=may_change)
    guide = link_guide()
    context = {
        "held": page,
        "page": page.advice,
        "bars": guide_bars(page.advice.standings),
        "may_change": may_change,
        "go_on": first_unanswered(guide, taken_of(guide, held).answers),
        "begin_url": _begin(request, held, page) if page.conclusion else "",
        "breadcrumb": crumbs_of(held),
    }
    return render(request, "citylinks/consideration.html", context)


def _begin(request: HttpRequest, held: Consideration, page: ConsiderationPage) -> str:
    """Where to begin a file with the partners in view, once something was concluded."""
    partners = [one.slug for one in page.found]
    on = timezone.localdate()
    return begin_url(actor_of(request), held.municipality, partners, on=on)


@require_safe
@never_cache
@login_required
def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """The advice with all reasons, and what would change it."""
    held = seen(request, pk)
    page = consideration_page(held, keeps=keeps(request, held))
    context = {
        "held": page,
        "page": page.advice,
        "bars": guide_bars(page.advice.standings),
        "kicker": page.title,
        "breadcrumb": crumbs_of(held, _("Advice")),
    }
    return render(request, "citylinks/consideration_advice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Answer one question, with a note; then the next one or back to the page."""
    held = kept(request, pk)
    page = _question_or_404(held, key)
    form = QuestionForm(
        data_of(request),
        initial={"note": held.notes.get(key, ""), "edition": held.edition},
    )
    if form.is_bound:
        status = attempt(form, lambda: _answer(request, held, key, form), lambda: _edition(pk))
        if not status:
            return _after_answer(request, pk, key)
        shown = {**taken_of(link_guide(), held).answers, key: tuple(request.POST.getlist(key))}
        page = question_page(link_guide(), shown, key) or page
        return _question_page(request, held, page, form, status)
    return _question_page(request, held, page, form, 200)


def _question_or_404(held: Consideration, key: str) -> QuestionPage:
    page = question_page(link_guide(), taken_of(link_guide(), held).answers, key)
    if page is None:
        raise Http404(key)
    return page


def _answer(request: HttpRequest, held: Consideration, key: str, form: QuestionForm) -> None:
    chosen = () if "overslaan" in request.POST else tuple(request.POST.getlist(key))
    actions.answer(
        consideration=held,
        answers={key: chosen},
        notes={key: form.cleaned_data["note"]},
        edition=form.cleaned_data["edition"],
        by=actor_of(request),
        at=timezone.now(),
    )


def _edition(pk: int) -> int:
    return Consideration.objects.values_list("edition", flat=True).get(pk=pk)


def _after_answer(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    held = Consideration.objects.get(pk=pk)
    guide = link_guide()
    following = key_after(guide, taken_of(guide, held).answers, key)
    if "verder" in request.POST and following:
        return redirect("citylinks-consideration-question", pk, following)
    messages.success(request, _("Saved."))
    return redirect(held)


def _question_page(
    request: HttpRequest, held: Consideration, page: QuestionPage, form: QuestionForm, status: int
) -> HttpResponse:
    previous = reverse("citylinks-consideration-question", args=[held.pk, page.previous or "x"])
    context = {
        "held": held,
        "page": page,
        "form": form,
        "is_meanwhile": status == 409,
        "back": previous if page.previous else held.get_absolute_url(),
        "is_last": page.number == page.of,
        "breadcrumb": crumbs_of(held, page.ask),
    }
    return render(request, "citylinks/consideration_question.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the title and what the municipality concludes."""
    held = kept(request, pk)
    form = ConclusionForm(
        data_of(request),
        initial={"title": held.title, "conclusion": held.conclusion, "edition": held.edition},
    )

    def act() -> None:
        actions.conclude(
            consideration=held, **form.cleaned_data, by=actor_of(request), at=timezone.now()
        )

    status = attempt(form, act, lambda: _edition(pk)) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("Saved."))
        return redirect(held)
    return form_page(
        request,
        form,
        heading=_("Title and conclusion"),
        back=held.get_absolute_url(),
        breadcrumb=crumbs_of(held, _("Conclusion")),
        status=status,
        held=held,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it may go, and throw it away."""
    held = kept(request, pk)
    form = EditionForm(data_of(request), initial={"edition": held.edition})

    def act() -> None:
        actions.remove(
            consideration=held,
            edition=form.cleaned_data["edition"],
            by=actor_of(request),
            at=timezone.now(),
        )

    status = attempt(form, act, lambda: _edition(pk)) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("Removed."))
        return redirect("citylinks-considerations")
    context = {
        "held": held,
        "form": form,
        "back": held.get_absolute_url(),
        "breadcrumb": crumbs_of(held, _("Remove")),
    }
    return render(request, "citylinks/consideration_remove.html", context, status=status)
