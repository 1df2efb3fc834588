# SPDX-License-Identifier: EUPL-1.2
"""The interim balance: what is public, the working version, publishing, one clause at length."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.balance import publish_balance
from samenspel.dialogue.forms.balance import BalanceForm
from samenspel.dialogue.models import Balance
from samenspel.dialogue.queries.balance import (
    DIVIDED,
    NUMBER,
    BalancePage,
    published_page,
    working_page,
)
from samenspel.dialogue.queries.balance_changes import Changes, changes_between
from samenspel.dialogue.queries.balance_clause import clause_page, general_page
from samenspel.dialogue.queries.balance_matrix import matrix_picture
from samenspel.dialogue.queries.balance_versions import (
    VersionLine,
    balances,
    last_balance,
    sees_embargoed,
    versions_of,
)
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PUBLISH_BALANCE
from samenspel.dialogue.views.balance_chosen import chosen, require_working
from samenspel.dialogue.views.balance_files import downloads_of
from samenspel.dialogue.views.balance_told import (
    bodies_label,
    figures_of,
    grid_of,
    lead_of,
    legend_of,
    statement_lines,
)
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown

POINTS_PER_PAGE = 50


@require_safe
@never_cache
def latest(request: HttpRequest, slug: str) -> HttpResponse:
    """The last version that is public, or that there is none yet."""
    access = shown(request, slug)
    sees = sees_embargoed(access)
    versions = versions_of(access.round, at=timezone.now(), with_embargoed=sees)
    newest = next((line.number for line in versions if line.is_public), None)
    if newest is None:
        return render(request, "dialogue/balance_none.html", _context(access, versions))
    return _published(request, access, newest, versions)


@require_safe
@never_cache
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One published version; under embargo it is not there for others than who asks."""
    access = shown(request, slug)
    versions = versions_of(access.round, at=timezone.now(), with_embargoed=sees_embargoed(access))
    if number not in {line.number for line in versions}:
        raise Http404(number)
    return _published(request, access, number, versions)


def _published(
    request: HttpRequest, access: Access, number: int, versions: tuple[VersionLine, ...]
) -> HttpResponse:
    """A version, beside the one before it that the same person may see."""
    before = next((line.number for line in versions if line.number < number), None)
    kept = balances(access.round, (number, before) if before else (number,))
    page = published_page(access.round, kept[number], at=timezone.now())
    changes = _changes(kept.get(before or 0), page)
    return _shown(request, access, page, changes, versions=versions)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def working(request: HttpRequest, slug: str) -> HttpResponse:
    """Where everybody stands now, for who asks; sending the form publishes it."""
    access = shown(request, slug)
    answer = require_working(request, access)
    if answer is not None:
        return answer
    last = last_balance(access.round)
    form = BalanceForm(
        request.POST if request.method == "POST" else None,
        initial={"number": last.number + 1 if last else 1},
    )
    status = 200
    if form.is_bound:
        status = _publish(request, access, form)
        if status == 302:
            return redirect(reverse("dialogue-balance", args=[slug]))
    page, _facts = working_page(access.round, on=access.on)
    may_publish = access.may(PUBLISH_BALANCE)
    has_answers = any(body.has_answered for body in page.bodies)
    context = {"form": form if may_publish and has_answers else None, "working_url": ""}
    response = _shown(request, access, page, _changes(last, page), **context)
    response.status_code = status
    return response


def _publish(request: HttpRequest, access: Access, form: BalanceForm) -> int:
    """Publish what was sent: 302 when done; else the form says what is wrong, 400 or 409."""
    if not form.is_valid():
        return 400
    told = form.cleaned_data
    try:
        made = publish_balance(
            round_=access.round,
            introduction=told["introduction"],
            public_from=told["public_from"],
            number=told["number"],
            by=actor_of(request),
            at=timezone.now(),
        )
    except DialogueRefused as refusal:
        field = refusal.field if refusal.field in {"introduction", "public_from"} else None
        form.add_error(field, refusal.message)
        return 409 if refusal.field == "number" else 400
    text = _("Version %(number)s of the interim balance is fixed. Everybody can see it now.")
    if made.public_from > made.at:
        text = _("Version %(number)s of the interim balance is fixed and under embargo.")
    messages.success(request, text % {"number": made.number})
    return 302


def _changes(before: Balance | None, page: BalancePage) -> Changes | None:
    if before is None:
        return None
    return changes_between(before.content, page.content, number=before.number)


def _shown(
    request: HttpRequest, access: Access, page: BalancePage, changes: Changes | None, **more: Any
) -> HttpResponse:
    order = NUMBER if request.GET.get("volgorde") == NUMBER else DIVIDED
    clauses = page.ordered(order)
    picture = matrix_picture(
        page.content,
        [clause.place for clause in clauses],
        body_urls=[body.url for body in page.bodies],
        clause_urls=[clause.url for clause in page.clauses],
    )
    context = {
        **_context(access, more.pop("versions", ()), with_crumb=page.whose.number is None),
        "page": page,
        "lead": lead_of(page),
        "figures": figures_of(page),
        "clauses": clauses,
        "order": order,
        "picture": picture,
        "legend": legend_of(),
        "grid": grid_of(page, clauses) if picture and not picture.is_large else (),
        "statements": statement_lines(page),
        "weighable": page.is_weighable,
        "bodies_label": bodies_label(page),
        "changes": changes,
        "downloads": downloads_of(page),
        "general_url": reverse(
            "dialogue-balance-general", args=[access.round.slug, page.whose.token]
        ),
        **more,
    }
    return render(request, "dialogue/balance.html", context)


def _context(
    access: Access, versions: tuple[VersionLine, ...], *, with_crumb: bool = False
) -> dict[str, Any]:
    slug = access.round.slug
    here = _("Interim balance")
    way: list[str | tuple[str, str]] = [here]
    if with_crumb:
        way = [(here, reverse("dialogue-balance", args=[slug])), _("Working version")]
    return {
        "round": access.round,
        "access": access,
        "versions": versions,
        "working_url": (
            reverse("dialogue-balance-working", args=[slug]) if sees_embargoed(access) else ""
        ),
        "states_url": reverse("dialogue-states", args=[slug]),
        "statements_url": reverse("dialogue-statements", args=[slug]),
        "breadcrumb": crumbs(access.round, *way),
    }


@require_safe
@never_cache
def clause(request: HttpRequest, slug: str, token: str, key: str) -> HttpResponse:
    """One clause: who says what of it, and every point about it."""
    access, page, facts = chosen(request, slug, token)
    found = clause_page(page, key, facts)
    if found is None:
        raise Http404(key)
    context = {
        **_clause_context(access, page, found.clause.name),
        "found": found,
        "points": _paged(request, found.points),
        "trail_url": reverse("dialogue-clause", args=[slug, key]),
    }
    return render(request, "dialogue/balance_clause.html", context)


@require_safe
@never_cache
def general(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The points about no clause, those that are alike together."""
    access, page, facts = chosen(request, slug, token)
    found = general_page(page, facts)
    context = {
        **_clause_context(access, page, _("General points")),
        "found": found,
        "points": _paged(request, found.others),
    }
    return render(request, "dialogue/balance_general.html", context)


def _clause_context(access: Access, page: BalancePage, title: str) -> dict[str, Any]:
    slug = access.round.slug
    if page.whose.number is None:
        back = reverse("dialogue-balance-working", args=[slug])
    else:
        back = reverse("dialogue-balance-version", args=[slug, page.whose.number])
    return {
        "round": access.round,
        "access": access,
        "page": page,
        "legend": legend_of(),
        "weighable": page.is_weighable,
        "bodies_label": bodies_label(page),
        "back": back,
        "breadcrumb": crumbs(access.round, (_("Interim balance"), back), title),
    }


def _paged(request: HttpRequest, points: tuple[Any, ...]) -> Any:
    """A page of points; the first or last one for a number that is not there."""
    return Paginator(points, POINTS_PER_PAGE).get_page(request.GET.get("pagina"))
