# SPDX-License-Identifier: EUPL-1.2
"""The yearly confirm round of a municipality."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.accounts.actors import actor_of
from samenspel.accounts.models import Role
from samenspel.accounts.rules import Actor
from samenspel.places.models import Municipality
from samenspel.places.queries.history import Place, changes
from samenspel.register.actions import EditRefused
from samenspel.register.models import ArrangementVersion
from samenspel.register.rules import all_of_municipality
from samenspel.stewardship.actions.rounds import answer_right, answer_unknown, start_round
from samenspel.stewardship.queries.facts import facts, taking_part
from samenspel.stewardship.queries.rounds import RoundPage, RoundRow, round_page
from samenspel.stewardship.rules import may_run_round, may_see_worklist_of_municipality
from samenspel.stewardship.views.access import (
    holds,
    municipal_breadcrumb,
    municipality_or_404,
    of_today,
    to_log_in,
)

_CLERKS = (Role.Kind.CLERK, Role.Kind.ADVISER)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm_round(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of the round with an answer per arrangement; starting it; answering."""
    municipality = municipality_or_404(slug)
    if not request.user.is_authenticated:
        return to_log_in(request)
    actor = actor_of(request)
    if not may_see_worklist_of_municipality(actor, municipality.pk, on=timezone.localdate()):
        raise PermissionDenied
    if request.method == "POST" and not may_run_round(
        actor, municipality.pk, on=timezone.localdate()
    ):
        raise PermissionDenied
    page = _page(municipality)
    if request.method == "POST":
        return _act(request, page, actor)
    return _render(request, page, actor)


def _page(municipality: Municipality) -> RoundPage:
    ours = all_of_municipality(municipality)
    reference = of_today()
    known = facts(reference, about=taking_part(ours))
    return round_page(municipality, known, ours, year=reference.on.year)


def _act(request: HttpRequest, page: RoundPage, actor: Actor) -> HttpResponse:
    """Start the round, or answer; back to the list with what was done."""
    try:
        done = _answer(request, page, actor)
    except EditRefused as refusal:
        asked = request.POST.get("vraag", "")
        return _render(request, page, actor, error=refusal.message, asking=asked, status=400)
    messages.success(request, done)
    return redirect(request.path)


def _answer(request: HttpRequest, page: RoundPage, actor: Actor) -> str:
    now = timezone.now()
    if "start" in request.POST:
        start_round(
            municipality=page.municipality,
            begins_on=page.today,
            by=actor,
            at=now,
            weeks=settings.SAMENSPEL_ROUND_WEEKS,
        )
        return _("The round has begun.")
    if page.current is None:
        raise EditRefused(_("There is no round yet. Start it first."))
    if "vraag" in request.POST:
        (version,) = _versions(page, [request.POST["vraag"]])
        question = request.POST.get(f"vraag-{version.arrangement.slug}", "")
        answer_unknown(in_round=page.current, version=version, question=question, by=actor, at=now)
        return _("Your question is remembered. Who can answer it sees it on the worklist.")
    one = request.POST.get("klopt")
    slugs = [one] if one else request.POST.getlist("arrangement")
    versions = _versions(page, slugs)
    answers = answer_right(in_round=page.current, versions=versions, by=actor, at=now)
    return ngettext(
        "%(number)d arrangement confirmed.", "%(number)d arrangements confirmed.", len(answers)
    ) % {"number": len(answers)}


def _versions(page: RoundPage, slugs: Sequence[str]) -> list[ArrangementVersion]:
    """The versions of the chosen rows; refused when one is not on the list."""
    rows = {row.slug: row for row in page.rows}
    unknown = [slug for slug in slugs if slug not in rows]
    if unknown:
        raise EditRefused(_("One of the arrangements is no longer on the list. Look again."))
    wanted = {rows[slug].record.version_id for slug in slugs}
    found = ArrangementVersion.objects.filter(pk__in=wanted).select_related(
        "arrangement", "collection"
    )
    return sorted(found, key=lambda version: version.pk)


def _render(
    request: HttpRequest,
    page: RoundPage,
    actor: Actor,
    *,
    error: str = "",
    asking: str = "",
    status: int = 200,
) -> HttpResponse:
    place = page.municipality
    may_answer = holds(actor, _CLERKS, municipality_id=place.pk)
    exists = place.exists_on(page.today)
    context = {
        "page": page,
        "name": place.name,
        "exists": exists,
        "heirs": () if exists else _heirs(place, page),
        "may_answer": may_answer and exists,
        "here": request.path,
        "error": error,
        "asking": asking,
        "typed": request.POST.get(f"vraag-{asking}", "") if asking else "",
        "bar": _bar(page),
        "editable": {row.slug for row in page.rows if _is_editable(row)},
        "breadcrumb": municipal_breadcrumb(place, _("Confirm round")),
    }
    return render(request, "stewardship/confirm.html", context, status=status)


def _is_editable(row: RoundRow) -> bool:
    """Whether the municipality keeps the record itself."""
    return row.record.secretariat_id is None


def _heirs(place: Municipality, page: RoundPage) -> tuple[Place, ...]:
    """The municipalities that came in the place of one that is no more; one query."""
    was = Place(place.code, place.name, place.slug, place.valid_from, place.valid_to)
    return tuple(h.place for h in changes([place.country]).heirs(was, on=page.today))


def _bar(page: RoundPage) -> dict[str, int]:
    """Widths in the drawing of the progress, which is 400 wide: confirmed, asked."""
    total = page.progress.total or 1
    asked = len(page.questions)
    right = page.progress.done - asked
    return {"right": 400 * right // total, "asked": 400 * asked // total}
