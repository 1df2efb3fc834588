# SPDX-License-Identifier: EUPL-1.2
"""Versions of the text for everybody: the list, one version, what changed between two."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.analysis.text_differences import Item, Kind, compare
from samenspel.dialogue.access import Access
from samenspel.dialogue.models import RoundDocument
from samenspel.dialogue.rules import PREPARE_ROUND, WRITE_TEXT
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown

LABELS = {
    Kind.ADDED: gettext_lazy("new"),
    Kind.REMOVED: gettext_lazy("removed"),
    Kind.CHANGED: gettext_lazy("changed"),
    Kind.MOVED: gettext_lazy("moved"),
    Kind.SAME: gettext_lazy("unchanged"),
}


@require_safe
@never_cache
def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions; who asks sees those that were not published, too."""
    access = shown(request, slug)
    rows = list(seen(access).order_by("-number").prefetch_related("clauses"))
    published = [row for row in rows if row.published_at is not None]
    context = {
        "round": access.round,
        "documents": [(row, _before(row, published)) for row in rows],
        "may_write": access.may(WRITE_TEXT),
        "has_draft": any(row.published_at is None for row in rows),
        "work_url": reverse("dialogue-work", args=[slug]) if access.holds(PREPARE_ROUND) else "",
        "breadcrumb": crumbs(access.round, _("Text")),
    }
    return render(request, "dialogue/documents.html", context)


@require_safe
@never_cache
def document(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version with its clauses."""
    access = shown(request, slug)
    row = document_or_404(access, number)
    published = list(access.round.documents.filter(published_at__isnull=False).order_by("-number"))
    has_trail = row.published_at is not None and access.round.sent_on is not None
    context = {
        "round": access.round,
        "document": row,
        "clauses": [
            (clause, reverse("dialogue-clause", args=[slug, clause.key]) if has_trail else "")
            for clause in row.clauses.all()
        ],
        "before": _before(row, published),
        "newest": published[0] if published and published[0].number > row.number else None,
        "may_write": access.may(WRITE_TEXT),
        "breadcrumb": crumbs(
            access.round, (_("Text"), reverse("dialogue-documents", args=[slug])), str(row)
        ),
    }
    return render(request, "dialogue/document.html", context)


@require_safe
@never_cache
def difference(request: HttpRequest, slug: str, number: int, other: int) -> HttpResponse:
    """What changed from the earlier of two versions to the later one, clause by clause."""
    access = shown(request, slug)
    if number == other:
        raise Http404(number)
    old, new = (document_or_404(access, n) for n in sorted((number, other)))
    found = compare(_items(old), _items(new))
    counts = [
        (kind.value, str(LABELS[kind]), sum(one.kind is kind for one in found))
        for kind in (Kind.CHANGED, Kind.ADDED, Kind.REMOVED, Kind.MOVED, Kind.SAME)
    ]
    context = {
        "round": access.round,
        "old": old,
        "new": new,
        "differences": [(one, str(LABELS[one.kind])) for one in found if one.kind != Kind.SAME],
        "same": [one for one in found if one.kind is Kind.SAME],
        "counts": [row for row in counts if row[2]],
        "breadcrumb": crumbs(
            access.round,
            (_("Text"), reverse("dialogue-documents", args=[slug])),
            _("What changed"),
        ),
    }
    return render(request, "dialogue/document_difference.html", context)


def seen(access: Access) -> QuerySet[RoundDocument]:
    """The versions that the person may see: published ones of a sent round, to who asks all."""
    rows = RoundDocument.objects.filter(round=access.round)
    if access.holds(PREPARE_ROUND):
        return rows
    return rows.filter(published_at__isnull=False)


def document_or_404(access: Access, number: int) -> RoundDocument:
    """The version with this number, as far as the person may see it; with its clauses at hand."""
    found = seen(access).filter(number=number).prefetch_related("clauses").first()
    if found is None:
        raise Http404(number)
    return found


def _before(row: RoundDocument, published: list[RoundDocument]) -> RoundDocument | None:
    """The published version before this one."""
    return next((one for one in published if one.number < row.number), None)


def _items(document: RoundDocument) -> list[Item]:
    return [
        Item(clause.key, clause.number, clause.title, clause.text)
        for clause in document.clauses.all()
    ]
