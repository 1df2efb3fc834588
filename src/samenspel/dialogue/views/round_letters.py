# SPDX-License-Identifier: EUPL-1.2
"""The letters as files: one addressee, or all in a zip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.conf import settings
from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.models import Addressee, ChainRecord, Clause, Round
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.reports.letters import letter_name, letter_sheet, zipped
from samenspel.dialogue.terms import due_dates
from samenspel.dialogue.views.attempts import asking
from samenspel.paper.files import CONTENT_TYPES, MAKERS


@require_safe
@never_cache
def letter(request: HttpRequest, slug: str, addressee: int, kind: str) -> HttpResponse:
    """The letter to one addressee as ``pdf`` or ``docx``."""
    _require_kind(kind)
    round_ = asking(request, slug).round
    rows = _with_last_days(round_, list(round_.addressees.order_by("position", "name", "pk")))
    found = next(((n, row) for n, row in enumerate(rows, start=1) if row.pk == addressee), None)
    if found is None:
        raise Http404(addressee)
    number, row = found
    sheet = letter_sheet(
        round_, row, _clauses(round_), on=_date(round_), address=settings.SAMENSPEL_ADDRESS
    )
    response = HttpResponse(MAKERS[kind](sheet), content_type=CONTENT_TYPES[kind])
    name = letter_name(row, number, kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@never_cache
def letters(request: HttpRequest, slug: str, kind: str) -> StreamingHttpResponse:
    """All letters in one zip file."""
    _require_kind(kind)
    round_ = asking(request, slug).round
    rows = _with_last_days(round_, list(round_.addressees.order_by("position", "name", "pk")))
    clauses, on = _clauses(round_), _date(round_)
    made = [
        (
            letter_name(row, number, kind),
            partial(letter_sheet, round_, row, clauses, on=on, address=settings.SAMENSPEL_ADDRESS),
        )
        for number, row in enumerate(rows, start=1)
    ]
    response = StreamingHttpResponse(zipped(made, kind), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="brieven-{round_.slug[:60]}.zip"'
    return response


def _require_kind(kind: str) -> None:
    if kind not in MAKERS:
        raise Http404(kind)


def _date(round_: Round) -> date:
    return round_.sent_on or timezone.localdate()


def _clauses(round_: Round) -> Sequence[Clause]:
    """Of the version that was published when the round was sent; before that of the last one."""
    documents = round_.documents.order_by("-number")
    published = documents.filter(published_at__isnull=False)
    if round_.sent_on is not None:
        sent = ChainRecord.objects.filter(round=round_, kind="round_sent").values("at")[:1]
        published = published.filter(published_at__lte=Subquery(sent))
    shown = published.first() or documents.first()
    return list(shown.clauses.select_related("document")) if shown else ()


def _with_last_days(round_: Round, rows: list[Addressee]) -> list[Addressee]:
    """The addressees, before sending with the last day as it would be when sent today."""
    if round_.sent_on is not None:
        return rows
    try:
        found = due_dates(round_, rows, timezone.localdate())
    except DialogueRefused:
        return rows
    for row in rows:
        row.due_on, row.term = found[row.pk].due_on, found[row.pk].term_json
    return rows
