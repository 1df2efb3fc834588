# SPDX-License-Identifier: EUPL-1.2
"""The draft of a body: beginning it, writing it, reading it. Only for its own people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.dialogue.actions.opinions import PointValues, begin_draft, write_draft
from samenspel.dialogue.forms.opinions import ClauseFields, DraftForm
from samenspel.dialogue.models import Clause, Opinion, Position
from samenspel.dialogue.queries.body import Inside, clauses_of
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.views.bodies import Body


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draft(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Write the draft, or read it; without one: begin."""
    body = Body(request, slug, addressee)
    body.require(seen_by=body.standing.sees_inside)
    inside = body.inside
    if inside.opinion is None:
        return _begin(body, inside)
    clauses = clauses_of(body.round, inside.opinion.document_id)
    points = points_of(inside.opinion)
    may_write = body.standing.may_write and inside.is_leading and inside.is_open
    if request.method == "POST":
        body.require(seen_by=body.standing.writes)
        return _write(body, inside, inside.opinion, clauses, points)
    if not may_write:
        return _read(body, inside, clauses, points)
    return _editor(body, inside, _form(inside.opinion, clauses, points), clauses)


def points_of(opinion: Opinion) -> list[PointValues]:
    """The points of the draft in their order; one query."""
    rows = opinion.draft_points.select_related("clause").order_by("order", "pk")
    return [PointValues(row.clause, row.position, row.text) for row in rows]


def _begin(body: Body, inside: Inside) -> HttpResponse:
    """Begin with an empty text, or with what councillors share."""
    body.require(seen_by=body.standing.writes)
    if body.request.method == "POST":
        try:
            begin_draft(
                addressee=body.addressee,
                by=body.access.actor,
                at=timezone.now(),
                take_over=body.request.POST.get("begin") == "notities",
            )
        except DialogueRefused as refusal:
            return body.refused(refusal)
        return redirect(body.url("dialogue-draft"))
    context = body.context(
        _("Begin the draft opinion"),
        inside=inside,
        may_take_over=body.standing.sees_notes and inside.shared_notes,
    )
    return render(body.request, "dialogue/draft_begin.html", context)


def _form(
    opinion: Opinion,
    clauses: Sequence[Clause],
    points: Sequence[PointValues],
    data: Any = None,
) -> DraftForm:
    return DraftForm(
        data,
        clauses=clauses,
        introduction=opinion.introduction,
        points=points,
        initial={"edition": opinion.edition},
    )


def _write(
    body: Body,
    inside: Inside,
    opinion: Opinion,
    clauses: Sequence[Clause],
    points: Sequence[PointValues],
) -> HttpResponse:
    form = _form(opinion, clauses, points, body.request.POST)
    if not form.is_valid():
        return _editor(body, inside, form, clauses, status=400)
    try:
        write_draft(
            opinion=opinion,
            introduction=form.cleaned_data["introduction"],
            points=form.points(),
            edition=form.cleaned_data["edition"],
            by=body.access.actor,
            at=timezone.now(),
        )
    except DialogueRefused as refusal:
        if refusal.field == "edition":
            return _changed_meanwhile(body, inside, form, clauses, points, refusal)
        form.add_error(None, refusal.message)
        return _editor(body, inside, form, clauses, status=400)
    messages.success(body.request, _("The draft is saved."))
    return redirect(body.url("dialogue-draft"))


def _changed_meanwhile(
    body: Body,
    inside: Inside,
    form: DraftForm,
    clauses: Sequence[Clause],
    points: Sequence[PointValues],
    refusal: DialogueRefused,
) -> HttpResponse:
    """What was typed stays; beside it stands what somebody else saved. Saving again is knowing."""
    assert inside.opinion is not None  # noqa: S101 - there is a draft
    data = form.data.copy()  # type: ignore[attr-defined]
    data["edition"] = str(inside.opinion.edition)
    again = _form(inside.opinion, clauses, points, data)
    again.is_valid()
    now = {point.clause.pk: point for point in points if point.clause}
    rows = [_beside(row, now.get(row.clause.pk), form) for row in again.rows()]
    introduction = inside.opinion.introduction
    return _editor(
        body,
        inside,
        again,
        clauses,
        rows=rows,
        status=409,
        meanwhile=refusal.message,
        introduction_now=introduction if introduction != form.cleaned_data["introduction"] else "",
        general_now=[point.text for point in points if point.clause is None],
    )


def _beside(row: ClauseFields, now: PointValues | None, form: DraftForm) -> ClauseFields:
    """What stands in the saved draft, where it differs from what was typed."""
    saved = (now.position, now.text) if now else (Position.NONE.value, "")
    if saved == form.told_of(row.clause):
        return row
    label = str(Position(saved[0]).label)
    text = f"{label}: {saved[1]}" if saved[1] else label
    return ClauseFields(row.clause, row.position, row.text, now=text)


def _editor(
    body: Body,
    inside: Inside,
    form: DraftForm,
    clauses: Sequence[Clause],
    *,
    status: int = 200,
    rows: Sequence[ClauseFields] | None = None,
    **more: Any,
) -> HttpResponse:
    context = body.context(
        _("The draft opinion"),
        form=form,
        inside=inside,
        rows=list(form.rows()) if rows is None else rows,
        document=clauses[0].document if clauses else None,
        downloads=draft_files(body),
        notes_url=body.url("dialogue-notes") if body.standing.sees_notes else "",
        adopt_url=body.url("dialogue-adopt") if body.standing.may_answer else "",
        **more,
    )
    return render(body.request, "dialogue/draft_edit.html", context, status=status)


def _read(
    body: Body, inside: Inside, clauses: Sequence[Clause], points: Sequence[PointValues]
) -> HttpResponse:
    by_clause = {point.clause.pk: point for point in points if point.clause}
    context = body.context(
        _("The draft opinion"),
        inside=inside,
        parts=[(clause, _shown(by_clause.get(clause.pk))) for clause in clauses],
        general=[point.text for point in points if point.clause is None],
        downloads=draft_files(body),
    )
    return render(body.request, "dialogue/draft_read.html", context)


def _shown(point: PointValues | None) -> dict[str, str] | None:
    """A point with the words of its position."""
    if point is None:
        return None
    label = str(Position(point.position).label)
    return {"position": point.position, "label": label, "text": point.text}


def draft_files(body: Body) -> list[tuple[str, str]]:
    """The draft on paper, for the own body."""
    kinds = (("PDF", "pdf"), ("Word", "docx"))
    return [(label, body.url("dialogue-draft-file", kind)) for label, kind in kinds]
