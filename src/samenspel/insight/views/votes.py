# SPDX-License-Identifier: EUPL-1.2
"""Votes and power on a board of an arrangement: its page, the what-if, and files of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.insight.queries.votes.page import Asked, VotesPage, votes_page
from samenspel.insight.queries.votes.proposals import PROPOSALS, Proposal
from samenspel.insight.queries.votes.table import votes_table
from samenspel.insight.views.votes_shown import figures, file_links, svg_response, thresholds
from samenspel.places.models import Country
from samenspel.register.open_data import credit, open_table_response
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

# Parameters of the address that are no votes of a member.
_OTHERS = frozenset(
    {
        "peildatum",
        "bron",
        "bestuur",
        "nieuw",
        "nieuwstem",
        "samen",
        "drempel",
        "aantal",
        "verdeling",
    }
)


def _asked(request: HttpRequest, slug: str) -> tuple[VotesPage, Reference, ReferenceDateField]:
    reference, field = reference_of(request)
    given = request.GET
    values = {key: given[key] for key in given if key not in _OTHERS}
    asked = Asked(
        board=given.get("bestuur", ""),
        values=values or None,
        newcomers=tuple(zip(given.getlist("nieuw"), given.getlist("nieuwstem"), strict=False)),
        merged=tuple(dict.fromkeys(given.getlist("samen"))),
        threshold=given.get("drempel", ""),
        own=given.get("aantal", ""),
        proposal=given.get("verdeling", ""),
    )
    page = votes_page(slug, reference, asked)
    if page is None:
        raise Http404(slug)
    return page, reference, field


@require_safe
def votes(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has how many votes and how much power, as recorded and as supposed in the address."""
    page, reference, field = _asked(request, slug)
    suffix = carried(request)
    home = reverse("arrangement", args=[slug]) + suffix
    response = render_dated(
        request,
        "insight/votes.html",
        page,
        reference,
        field,
        found=page.found,
        figures=figures(page.found),
        shows_law=page.version.collection.country == Country.NETHERLANDS,
        downloads=_downloads(request, page),
        proposals=_proposals(request, page),
        board_links=[(board, _board_url(request, board.pk)) for board in page.boards],
        fresh_url=_board_url(request, page.board.pk if page.board else None),
        kept_fields=_kept(request, page.board.pk if page.board else None),
        thresholds=thresholds(),
        arrangement_url=home,
        breadcrumb=[
            (_("Arrangements"), reverse("arrangements")),
            (page.version.name, home),
            (_("Votes and power"), ""),
        ],
    )
    if page.form.errors:
        response.status_code = 400
    return response


def _kept(request: HttpRequest, board: int | None) -> list[tuple[str, str]]:
    """What every what-if of this page carries along: date, source and board."""
    kept = [(k, request.GET[k][:100]) for k in ("peildatum", "bron") if request.GET.get(k)]
    is_chosen = board is not None and bool(request.GET.get("bestuur"))
    return [*kept, *([("bestuur", str(board))] if is_chosen else [])]


def _board_url(request: HttpRequest, board: int | None) -> str:
    kept = [(k, request.GET[k][:100]) for k in ("peildatum", "bron") if request.GET.get(k)]
    return f"?{urlencode([*kept, *([('bestuur', str(board))] if board is not None else [])])}"


def _proposals(request: HttpRequest, page: VotesPage) -> list[tuple[Proposal, str, bool]]:
    kept = _kept(request, page.board.pk if page.board else None)
    return [
        (
            proposal,
            f"?{urlencode([*kept, ('verdeling', proposal.key)])}#power-heading",
            page.proposal == proposal,
        )
        for proposal in PROPOSALS
    ]


def _downloads(request: HttpRequest, page: VotesPage) -> list[tuple[str, str]]:
    if page.found is None:
        return []
    return file_links(request, "arrangement-votes-download", page.slug)


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The figures as ``csv``, ``json`` or ``xlsx``, the drawing as ``svg``."""
    page, _reference, field = _asked(request, slug)
    problems = (*page.form.errors, *([field.error] if field.error else []))
    if problems:
        text = " ".join(problems)
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    if page.found is None or page.chart is None:
        raise Http404(slug)
    name = f"stemmen-{page.slug[:80]}-{page.seen_on.isoformat()}"
    title = _("Votes and power: %(name)s") % {"name": page.version.name}
    if kind == "svg":
        return svg_response(page.chart, title, name)
    supposed = _("The votes are a supposition of the reader, not what the source says.")
    assumed = _("The quota is not recorded: more than half of the votes is assumed.")
    sources, licences = credit(page.version.collection)
    if page.board is not None and not page.is_supposed:
        sources = (*sources, page.board.source)
    table = votes_table(
        page.found,
        name=name,
        title=title,
        on=page.seen_on,
        sources=(_("Supposition of the reader"), *sources) if page.is_supposed else sources,
        licences=licences,
        notes=(
            *([supposed] if page.is_supposed else []),
            *([assumed] if page.found.board.is_assumed else []),
        ),
    )
    return open_table_response(table, kind)
