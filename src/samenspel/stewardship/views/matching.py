# SPDX-License-Identifier: EUPL-1.2
"""The pages on which sources are compared: everybody may look, who keeps the record decides."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.places.models import Province
from samenspel.places.queries.municipalities import search_municipalities
from samenspel.stewardship.actions.matching import DecisionRefused, decide_field, decide_match
from samenspel.stewardship.forms.matching import FieldForm, MatchFilterForm, MatchForm
from samenspel.stewardship.queries.matching import STANDINGS, MatchRow, match_row, worklist
from samenspel.stewardship.queries.sides import side_by_side
from samenspel.stewardship.rules import may_decide_match


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The pairs of arrangements that may be one and the same."""
    today = timezone.localdate()
    provinces = list(Province.objects.order_by("country", "name").values_list("code", "name"))
    form = MatchFilterForm(request.GET, provinces=provinces)
    typed = request.GET.get("gemeente", "").strip()[:100]
    found = search_municipalities(typed, on=today, limit=5).only_exact if typed else None
    if typed and found is None:
        form.add_error("gemeente", _("There is no municipality of this name. It is left out."))
    standing = request.GET.get("stand", "")
    standing = standing if standing in STANDINGS else ""
    asked = form.asked(standing=standing, municipality=found.place.code if found else "")
    page = worklist(asked, number=request.GET.get("pagina", "1"))
    context = {
        "page": page,
        "form": form,
        "standing": standing,
        "tabs": _tabs(request, page.counts, standing),
        "breadcrumb": [(_("Compare sources"), "")],
    }
    return render(request, "stewardship/matches.html", context)


def _tabs(
    request: HttpRequest, counts: Mapping[str, int], standing: str
) -> list[dict[str, object]]:
    labels = {"": _("To decide"), "zelfde": _("The same"), "anders": _("Different")}
    tabs = []
    for key, label in labels.items():
        query = request.GET.copy()
        query.pop("pagina", None)
        query.pop("stand", None)
        if key:
            query["stand"] = key
        tabs.append(
            {
                "label": label,
                "url": f"?{query.urlencode()}",
                "current": key == standing,
                "count": counts[key],
            }
        )
    return tabs


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """Two sources about one arrangement, side by side."""
    row = match_row(pk)
    if row is None:
        raise Http404(pk)
    if request.method != "POST":
        return _page(request, row)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    today = timezone.localdate()
    leading = side_by_side(row.match, on=today).leading.version
    if not may_decide_match(actor_of(request), leading, on=today):
        raise PermissionDenied
    try:
        if request.POST.get("wat") == "field":
            return _decide_field(request, row)
        return _decide_match(request, row)
    except DecisionRefused as refusal:
        form = MatchForm(request.POST) if "state" in request.POST else None
        return _page(request, row, form=form, refusal=refusal, status=409)


def _decide_match(request: HttpRequest, row: MatchRow) -> HttpResponse:
    form = MatchForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form, status=400)
    decide_match(
        match=row.match,
        state=form.cleaned_data["state"],
        reason=form.cleaned_data["reason"],
        by=actor_of(request),
        at=timezone.now(),
    )
    messages.success(request, _("Your answer was kept."))
    return redirect("sources-match", row.match.pk)


def _decide_field(request: HttpRequest, row: MatchRow) -> HttpResponse:
    form = FieldForm(request.POST)
    if not form.is_valid():
        texts = [str(text) for errors in form.errors.values() for text in errors]
        raise DecisionRefused(texts[0], request.POST.get("field", ""))
    made = decide_field(
        match=row.match,
        field=form.cleaned_data["field"],
        chosen=form.cleaned_data["chosen"],
        seen=form.cleaned_data["seen"],
        reason=form.cleaned_data["reason"],
        last_day=form.cleaned_data["last_day"],
        by=actor_of(request),
        at=timezone.now(),
    )
    text = _("The register was corrected.") if made.change_set else _("Your answer was kept.")
    messages.success(request, text)
    return redirect("sources-match", row.match.pk)


def _page(
    request: HttpRequest,
    row: MatchRow,
    *,
    form: MatchForm | None = None,
    refusal: DecisionRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    sides = side_by_side(row.match, on=today)
    may_decide = may_decide_match(actor_of(request), sides.leading.version, on=today)
    context = {
        "row": row,
        "match": row.match,
        "sides": sides,
        "may_decide": may_decide,
        "form": form or MatchForm(initial={"state": row.match.state}),
        "refusal": refusal,
        # Whatever was decided was counted: before that there is nothing to ask for.
        "decisions": row.match.decisions.all()[:20] if row.match.counted_for else (),
        "is_same": row.match.state == row.match.State.SAME,
        "shows_names": request.user.is_authenticated,
        "breadcrumb": [
            (_("Compare sources"), reverse("sources-compare")),
            (sides.leading.version.name, ""),
        ],
    }
    return render(request, "stewardship/match.html", context, status=status)
