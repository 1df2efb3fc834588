# SPDX-License-Identifier: EUPL-1.2
"""What if the costs of an arrangement were shared otherwise: the page and its files."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.cost_sharing import CostSharingError
from samenspel.insight.forms.costs import CostsForm
from samenspel.insight.queries.arrangement.page import ArrangementInsight, arrangement_insight
from samenspel.insight.queries.costs.page import (
    EXAMPLE_TOTAL,
    Answer,
    FixedTooMuchError,
    Question,
    answer,
    can_be_shared,
)
from samenspel.insight.queries.costs.tables import costs_chart, open_table
from samenspel.insight.views.costs_drawings import bars_file
from samenspel.places.notation import written
from samenspel.register.open_data import KINDS, open_table_response
from samenspel.register.queries.municipality.facts import KeyFigure
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated


@dataclass(frozen=True)
class Asked:
    """What the address asks for; ``form`` is None where there is nobody to share costs."""

    page: ArrangementInsight
    reference: Reference
    field: ReferenceDateField
    form: CostsForm | None
    found: Answer | None


def _asked(request: HttpRequest, slug: str) -> Asked:
    reference, field = reference_of(request)
    page = arrangement_insight(slug, reference, with_commuting=False)
    if page is None:
        raise Http404(slug)
    if not can_be_shared(page):
        return Asked(page, reference, field, None, None)
    form = CostsForm(
        request.GET.dict(),
        [(member.code, member.name) for member in page.members],
        knows_inhabitants=page.population is not None,
        knows_payments=bool(page.paid),
    )
    return Asked(page, reference, field, form, _answer(page, form))


def _answer(page: ArrangementInsight, form: CostsForm) -> Answer | None:
    """The answer to a form; None, with the reason in the form, where there is none."""
    if form.errors:
        return None
    said = form.cleaned_data
    total = said["bedrag"]
    question = Question(
        total=int(total * 100) if total is not None else page.paid or EXAMPLE_TOTAL,
        old=said["nu"],
        by_inhabitants=said["inwoners"] or 0,
        by_equal=said["gelijk"] or 0,
        by_use=said["gebruik"] or 0,
        fixed=int((said["vast"] or 0) * 100),
        years=said["jaren"] or 1,
        use=form.use,
    )
    try:
        return answer(page, question)
    except FixedTooMuchError:
        form.add_error("vast", _("All fixed amounts together are more than the total costs."))
    except CostSharingError:
        form.add_error(None, _("With these numbers the costs cannot be divided."))
    return None


@require_safe
def costs(request: HttpRequest, slug: str) -> HttpResponse:
    """A total, a key for now and one for later, and what that changes for each municipality."""
    asked = _asked(request, slug)
    page, found, form = asked.page, asked.found, asked.form
    suffix = carried(request)
    home = reverse("arrangement", args=[slug]) + suffix
    response = render_dated(
        request,
        "insight/costs.html",
        page,
        asked.reference,
        asked.field,
        form=form,
        found=found,
        is_typed=bool(form and form.data.get("bedrag")),
        chart=costs_chart(found) if found else None,
        figures=_figures(found) if found else [],
        between=[_("After year %(year)s") % {"year": year} for year in _between(found)],
        downloads=_downloads(request, slug) if found else [],
        municipalities_base=reverse("municipalities"),
        suffix=suffix,
        breadcrumb=[
            (_("Arrangements"), reverse("arrangements")),
            (page.version.name, home),
            (_("Costs"), ""),
        ],
    )
    if form and form.errors:
        response.status_code = 400
    return response


def _between(found: Answer | None) -> range:
    return range(1, found.question.years if found else 1)


def _figures(found: Answer) -> list[KeyFigure]:
    url = f"{reverse('methods')}#cost-keys"
    return [
        KeyFigure(f"€ {written(found.total, 0)}", _("to be divided"), "", url),
        KeyFigure(written(found.more), _("pay more")),
        KeyFigure(written(found.less), _("pay less")),
        KeyFigure(f"€ {written(found.moved, 0)}", _("moves from one to the other")),
    ]


def _downloads(request: HttpRequest, slug: str) -> list[tuple[str, str]]:
    suffix = f"?{request.GET.urlencode()}" if request.GET else ""
    return [
        (kind.upper(), reverse("arrangement-costs-download", args=[slug, kind]) + suffix)
        for kind in (*KINDS, "svg")
    ]


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The effect on each municipality as ``csv``, ``json`` or ``xlsx``, drawn as ``svg``."""
    if kind not in {*KINDS, "svg"}:
        raise Http404(kind)
    asked = _asked(request, slug)
    if asked.field.error or (asked.form and asked.form.errors):
        said = asked.field.error or _("With these numbers the costs cannot be divided.")
        return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
    if asked.found is None:
        raise Http404(kind)
    table = open_table(asked.page, asked.found)
    if kind == "svg":
        return bars_file(costs_chart(asked.found), table)
    return open_table_response(table, kind)
