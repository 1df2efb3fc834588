# SPDX-License-Identifier: EUPL-1.2
"""The open data of a round: one page with every file, and one JSON with everything."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.access import Access
from samenspel.dialogue.models import Memo
from samenspel.dialogue.queries.balance_versions import public_versions
from samenspel.dialogue.queries.public_data import everything
from samenspel.dialogue.reports.data_fields import FIELDS
from samenspel.dialogue.reports.replies import LICENCE
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True)
class Files:
    """What there is about one subject: the page, and the files as label and address."""

    title: str
    text: str
    url: str
    files: tuple[tuple[str, str], ...]


@require_safe
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Every file of the round, with the meaning of the fields."""
    access = _sent(request, slug)
    context = {
        "round": access.round,
        "subjects": _subjects(access),
        "json_url": reverse("dialogue-data-json", args=[slug]),
        "feed": reverse("dialogue-atom", args=[slug]),
        "fields": FIELDS,
        "licence": LICENCE,
        "licence_url": CC0,
        "breadcrumb": crumbs(access.round, _("Open data")),
    }
    return render(request, "dialogue/data.html", context)


@require_safe
@never_cache
def whole(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public about the round as one JSON document; readable from every site."""
    access = _sent(request, slug)
    found = {
        "licence": CC0,
        "source": access.round.organisation.name,
        "page": request.build_absolute_uri(access.round.get_absolute_url()),
        "fields": {one.path: str(one.meaning) for one in FIELDS},
        **everything(access.round, at=timezone.now()),
    }
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="dialoog-{slug[:80]}.json"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _sent(request: HttpRequest, slug: str) -> Access:
    access = shown(request, slug)
    if access.round.sent_on is None:
        raise Http404(slug)
    return access


def _subjects(access: Access) -> tuple[Files, ...]:
    round_ = access.round
    found = [_texts(round_.slug)]
    balances = public_versions(round_, at=timezone.now())
    if balances:
        found.append(_balance(round_.slug, balances[0].number))
    if Memo.objects.filter(round=round_).exists():
        found.append(_memo(round_.slug))
    found.append(_decision(round_.slug))
    return tuple(found)


def _texts(slug: str) -> Files:
    return Files(
        _("The text that was asked about"),
        _("All versions, with the differences between them."),
        reverse("dialogue-documents", args=[slug]),
        (),
    )


def _balance(slug: str, number: int) -> Files:
    kinds = (("CSV", "csv"), ("JSON", "json"), ("Excel", "xlsx"))
    files = (
        (label, reverse("dialogue-balance-download", args=[slug, str(number), "standpunten", kind]))
        for label, kind in kinds
    )
    return Files(
        _("Interim balance"),
        _("Where each body stands on each clause."),
        reverse("dialogue-balance-version", args=[slug, number]),
        tuple(files),
    )


def _memo(slug: str) -> Files:
    kinds = (("CSV", "csv"), ("JSON", "json"), ("Excel", "xlsx"), ("PDF", "pdf"), ("Word", "docx"))
    return Files(
        _("Reply memo"),
        _("Every point with the reply, the reason and the change in the text."),
        reverse("dialogue-replies", args=[slug]),
        tuple(
            (label, reverse("dialogue-replies-file", args=[slug, kind])) for label, kind in kinds
        ),
    )


def _decision(slug: str) -> Files:
    return Files(
        _("Decision"),
        _("Meetings, the votes of each member, and what was decided."),
        reverse("dialogue-decision", args=[slug]),
        (),
    )
