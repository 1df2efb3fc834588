# SPDX-License-Identifier: EUPL-1.2
"""Writing a version of the text: by row or pasted whole, publishing it, throwing it away."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.rounds import (
    ClauseValues,
    add_document,
    change_document,
    publish_document,
    remove_document,
)
from samenspel.dialogue.forms.documents import (
    MORE_ROWS,
    PasteForm,
    TextForm,
    posted_clauses,
    rows_of,
    text_initial,
)
from samenspel.dialogue.models import RoundDocument
from samenspel.dialogue.numbered_text import split_numbered, with_keys
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import WRITE_TEXT
from samenspel.dialogue.views.attempts import asking, attempt, with_edition
from samenspel.dialogue.views.documents import document_or_404
from samenspel.dialogue.views.round_work import work_crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """The next version, beginning with the clauses of the one before; ``?plakken`` to paste."""
    access = _writing(request, slug)
    last = access.round.documents.prefetch_related("clauses").order_by("-number").first()
    if last is not None and last.published_at is None:
        return redirect("dialogue-document-edit", slug, last.number)
    earlier = clauses_of(last) if last else []
    if "plakken" in request.GET or "pasted" in request.POST:
        return _paste(request, access, earlier)
    initial = text_initial(last) if last else {"status": RoundDocument.Status.DRAFT.value}
    return _editor(request, access, None, TextForm(request.POST or None, initial=initial), earlier)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change a version that was not published."""
    access = _writing(request, slug)
    document = _draft_or_404(access, number)
    initial = {**text_initial(document), "edition": document.edition}
    form = TextForm(request.POST or None, initial=initial)
    return _editor(request, access, document, form, clauses_of(document))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Look at a version once more, and publish it: from then on it never changes."""
    access = _writing(request, slug)
    document = _draft_or_404(access, number)
    refused = ""
    if request.method == "POST":
        try:
            publish_document(document=document, by=access.actor, at=timezone.now())
        except DialogueRefused as refusal:
            refused = refusal.message
        else:
            messages.success(request, _("Published. This version never changes any more."))
            return redirect("dialogue-work", slug)
    context = {
        "round": access.round,
        "document": document,
        "refused": refused,
        "breadcrumb": work_crumbs(access.round, _("Publish the text")),
    }
    status = 400 if refused else 200
    return render(request, "dialogue/document_publish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Throw a version away that was not published."""
    access = _writing(request, slug)
    document = _draft_or_404(access, number)
    if request.method == "POST":
        remove_document(document=document, by=access.actor, at=timezone.now())
        messages.success(request, _("Thrown away."))
        return redirect("dialogue-documents", slug)
    context = {
        "round": access.round,
        "document": document,
        "breadcrumb": work_crumbs(access.round, _("Throw a version away")),
    }
    return render(request, "dialogue/document_remove.html", context)


def clauses_of(document: RoundDocument) -> list[ClauseValues]:
    """The clauses of a version as values."""
    return [
        ClauseValues(clause.key, clause.number, clause.title, clause.text)
        for clause in document.clauses.all()
    ]


def _writing(request: HttpRequest, slug: str) -> Access:
    access = asking(request, slug)
    if not access.may(WRITE_TEXT):
        raise PermissionDenied("the text is not written in this stage")
    return access


def _draft_or_404(access: Access, number: int) -> RoundDocument:
    found = document_or_404(access, number)
    if found.published_at is not None:
        raise Http404(number)
    return found


def _paste(request: HttpRequest, access: Access, earlier: Sequence[ClauseValues]) -> HttpResponse:
    """Divide a pasted text; the rows are shown to check before anything is saved."""
    form = PasteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        introduction, clauses = split_numbered(form.cleaned_data["pasted"])
        if clauses:
            shown = TextForm(
                initial={
                    "introduction": introduction,
                    "status": RoundDocument.Status.DRAFT.value,
                    "title": access.round.title,
                }
            )
            return _shown(request, access, None, shown, with_keys(clauses, earlier), is_pasted=True)
        form.add_error("pasted", _("There is no line that begins with a number and a point."))
    context = {
        "round": access.round,
        "form": form,
        "breadcrumb": work_crumbs(access.round, _("Paste a text")),
    }
    status = 400 if form.is_bound else 200
    return render(request, "dialogue/document_paste.html", context, status=status)


def _editor(
    request: HttpRequest,
    access: Access,
    document: RoundDocument | None,
    form: TextForm,
    known: Sequence[ClauseValues],
) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, access, document, form, known)
    clauses = posted_clauses(request.POST)
    if "rijen" in request.POST:  # only more rows, or the rows in their new order
        return _shown(request, access, document, form, clauses, empty=2 * MORE_ROWS)

    def act() -> RoundDocument:
        told = {name: form.cleaned_data[name] for name in ("status", "title", "introduction")}
        common = {"clauses": clauses, "by": access.actor, "at": timezone.now(), **told}
        if document is None:
            return add_document(round_=access.round, **common)
        edition = form.cleaned_data["edition"] or 0
        return change_document(document=document, edition=edition, **common)

    status = attempt(form, act)
    if not status:
        messages.success(request, _("Saved. You can still change it until you publish it."))
        return redirect("dialogue-documents", access.round.slug)
    if status == 409 and document is not None:
        kept = RoundDocument.objects.values_list("edition", flat=True).get(pk=document.pk)
        with_edition(form, kept)
    return _shown(request, access, document, form, clauses, status=status)


def _shown(
    request: HttpRequest,
    access: Access,
    document: RoundDocument | None,
    form: TextForm,
    clauses: Sequence[ClauseValues],
    *,
    empty: int = MORE_ROWS,
    is_pasted: bool = False,
    status: int = 200,
) -> HttpResponse:
    slug = access.round.slug
    here = (
        reverse("dialogue-document-new", args=[slug])
        if document is None
        else reverse("dialogue-document-edit", args=[slug, document.number])
    )
    context = {
        "round": access.round,
        "document": document,
        "form": form,
        "rows": rows_of(clauses, empty=empty),
        "action": here,
        "is_pasted": is_pasted,
        "is_meanwhile": status == 409,
        "breadcrumb": work_crumbs(access.round, _("Write the text")),
    }
    return render(request, "dialogue/document_edit.html", context, status=status)
