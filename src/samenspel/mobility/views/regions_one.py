# SPDX-License-Identifier: EUPL-1.2
"""The page of one functional region."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.mobility.queries.region_system import core_of, system_page
from samenspel.mobility.views.regions_asking import answered, asked_of


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """A region by the address of its core; any other member leads there.

    A question with a mistake in it goes to the page of all regions, which tells what is wrong.
    """
    asked = asked_of(request)
    if asked.question is None:
        if not asked.sets:
            raise Http404(slug)
        return redirect(f"{reverse('commuting-regions')}?{request.GET.urlencode()}")
    found = answered(request, asked.question)
    if found.answer is None:
        return redirect(reverse("commuting-regions") + asked.question.query)
    system = core_of(found.answer, slug)
    if system is None:
        raise Http404(slug)
    if system.key != slug:
        return redirect(system.url(asked.question.query))
    question = found.answer.question
    context = {
        "page": system_page(found.answer, system),
        "question": question,
        "regions_url": reverse("commuting-regions") + question.query,
        "breadcrumb": [
            (_("Commuting regions"), reverse("commuting-regions") + question.query),
            (system.name, ""),
        ],
    }
    return render(request, "mobility/regions_one.html", context)
