# SPDX-License-Identifier: EUPL-1.2
"""Replies: the memo for everybody, and the work view for who writes it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.replies import (
    RepliedMeanwhile,
    Unanswered,
    publish_memo,
    reply,
    reply_to_many,
    take_over,
)
from samenspel.dialogue.forms.replies import (
    MemoFilterForm,
    MemoForm,
    PointFilterForm,
    ReplyForm,
)
from samenspel.dialogue.models import OpinionPoint, Round
from samenspel.dialogue.queries.counted import point_rows, points_to_answer, progress
from samenspel.dialogue.queries.earlier_replies import earlier_replies
from samenspel.dialogue.queries.memo import MemoPoint, MemoShown, memo_of, verdict_counts
from samenspel.dialogue.queries.point_list import GENERAL, PointFilter, PointList
from samenspel.dialogue.queries.replies import (
    PointToAnswer,
    body_choices,
    clause_choices,
    next_open,
    point_to_answer,
)
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import REPLY
from samenspel.dialogue.views.bars import Barred, bars
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown

PER_PAGE = 25
BEFORE = frozenset({Round.Stage.PREPARING, Round.Stage.OPEN, Round.Stage.WEIGHING})
"""Stages in which there is no memo yet."""
KEPT = ("onderdeel", "raad", "standpunt")


@require_safe
@never_cache
def replies(request: HttpRequest, slug: str) -> HttpResponse:
    """The memo once there is one; until then the work view, or what is still to come."""
    access = shown(request, slug)
    memo = memo_of(access.round) if access.round.stage not in BEFORE else None
    if memo is not None:
        return _memo(request, access, memo)
    if access.holds(REPLY):
        return _work(request, access)
    context = {
        "round": access.round,
        "progress": progress(access.round),
        "breadcrumb": crumbs(access.round, _("Replies")),
    }
    return render(request, "dialogue/replies_to_come.html", context)


def _memo(request: HttpRequest, access: Access, memo: MemoShown) -> HttpResponse:
    form = MemoFilterForm(
        request.GET,
        clauses=list(memo.clauses.items()),
        bodies=[(str(body.pk), body.name) for body in memo.bodies],
    )
    is_valid = form.is_valid()
    points = _chosen(memo.points, form.cleaned_data)
    page = Paginator(points, PER_PAGE).get_page(request.GET.get("pagina"))
    slug = access.round.slug
    context = {
        "round": access.round,
        "memo": memo,
        "form": form,
        "page_obj": page,
        "found": len(points),
        **bars([Barred(c.key, c.label, c.number) for c in verdict_counts(memo.points)]),
        "downloads": [
            (label, reverse("dialogue-replies-file", args=[slug, kind])) for label, kind in FILES
        ],
        "breadcrumb": crumbs(access.round, _("Replies")),
    }
    return render(request, "dialogue/replies_memo.html", context, status=200 if is_valid else 400)


FILES = (("PDF", "pdf"), ("Word", "docx"), ("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json"))


def _chosen(points: tuple[MemoPoint, ...], told: dict[str, Any]) -> list[MemoPoint]:
    clause, body, verdict = (told.get(name, "") for name in ("onderdeel", "raad", "antwoord"))
    wanted = "" if clause == GENERAL else clause
    return [
        point
        for point in points
        if (not clause or point.clause_key == wanted)
        and (not body or any(str(one.pk) == body for one in point.bodies))
        and (not verdict or point.verdict == verdict)
    ]


def _work(request: HttpRequest, access: Access) -> HttpResponse:
    round_ = access.round
    form = PointFilterForm(request.GET, clauses=clause_choices(round_), bodies=body_choices(round_))
    is_valid = form.is_valid()
    asked = form.asked()
    found = PointList(round_, asked)
    done = found.progress
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "round": round_,
        "form": form,
        "page_obj": page,
        "points": page.object_list,
        "progress": done,
        "may_reply": access.may(REPLY),
        "proposals": earlier_replies(round_) if done.open else {},
        "kept": _kept(request),
        "breadcrumb": crumbs(round_, _("Replies")),
    }
    return render(request, "dialogue/replies_work.html", context, status=200 if is_valid else 400)


def _kept(request: HttpRequest) -> str:
    """The filter, to come back to after a reply."""
    told = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    return f"?{urlencode(told)}" if told else ""


def _secretariat(request: HttpRequest, slug: str) -> Access:
    """The round for who may reply; forbidden for others."""
    access = shown(request, slug)
    if not access.holds(REPLY):
        raise PermissionDenied
    return access


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: HttpRequest, slug: str, point: int) -> HttpResponse:
    """Reply to one point, and where it is the same reply to like points, too."""
    access = _secretariat(request, slug)
    found = point_to_answer(access.round, point)
    if found is None:
        raise Http404(point)
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        clauses=clause_choices(access.round),
        alike=_alike(found),
        initial=_initial(found),
    )
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                number = _reply(access, found, form)
            except RepliedMeanwhile as refusal:
                return _meanwhile(request, access, point, refusal)
            except DialogueRefused as refusal:
                form.add_error(_field(form, refusal), refusal.message)
            else:
                return _to_next(request, access, number)
    return _answer_page(request, access, found, form, status)


def _alike(found: PointToAnswer) -> list[tuple[str, str]]:
    """Like points to choose from: whose, which position, and how the text begins."""
    return [
        (
            str(row.pk),
            f"{row.names} ({row.position_label}): {Truncator(row.text).chars(120)}".rstrip(": "),
        )
        for row in found.alike
    ]


def _field(form: Any, refusal: DialogueRefused) -> str | None:
    return refusal.field if refusal.field in form.fields else None


def _initial(found: PointToAnswer) -> dict[str, Any]:
    told = found.row.reply or found.earlier
    if told is None:
        return {"clause_key": found.row.clause_key, "edition": 0}
    return {
        "verdict": told.verdict,
        "reason": told.reason,
        "change": told.change,
        "clause_key": told.clause_key,
        "edition": found.row.reply.edition if found.row.reply else 0,
    }


def _reply(access: Access, found: PointToAnswer, form: ReplyForm) -> int:
    told = form.cleaned_data
    chosen = [found.row.pk, *told.get("points", [])]
    points = list(
        OpinionPoint.objects.filter(pk__in=chosen).select_related("version__opinion__round")
    )
    values = {
        "verdict": told["verdict"],
        "reason": told["reason"],
        "change": told["change"],
        "clause_key": told["clause_key"],
        "edition": told["edition"] or 0,
        "by": access.actor,
        "at": timezone.now(),
    }
    if len(points) == 1:
        reply(point=points[0], **values)
    else:
        reply_to_many(points=points, **values)
    return len(points)


def _meanwhile(
    request: HttpRequest, access: Access, point: int, refusal: RepliedMeanwhile
) -> HttpResponse:
    """What the other wrote beside what was typed; saving again replaces it knowingly."""
    found = point_to_answer(access.round, point)
    if found is None:
        raise Http404(point)
    told = request.POST.copy()
    told["edition"] = str(found.row.reply.edition if found.row.reply else 0)
    form = ReplyForm(
        told,
        clauses=clause_choices(access.round),
        alike=_alike(found),
    )
    form.add_error(None, refusal.message)
    return _answer_page(request, access, found, form, 409)


def _answer_page(
    request: HttpRequest, access: Access, found: PointToAnswer, form: ReplyForm, status: int
) -> HttpResponse:
    round_ = access.round
    context = {
        "round": round_,
        "found": found,
        "point": found.row,
        "form": form,
        "may_reply": access.may(REPLY),
        "is_meanwhile": status == 409,
        "back": reverse("dialogue-replies", args=[round_.slug]) + _kept(request),
        "breadcrumb": crumbs(
            round_,
            (_("Replies"), reverse("dialogue-replies", args=[round_.slug])),
            _("Reply to a point"),
        ),
    }
    return render(request, "dialogue/reply_form.html", context, status=status)


def _to_next(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    text = ngettext(
        "Saved: the reply to %(counter)s point.",
        "Saved: the reply to %(counter)s points.",
        number,
    )
    messages.success(request, text % {"counter": number})
    view = "dialogue-replies-next" if "next" in request.POST else "dialogue-replies"
    return redirect(reverse(view, args=[access.round.slug]) + _kept(request))


@require_safe
@never_cache
def following(request: HttpRequest, slug: str) -> HttpResponse:
    """To the next point without a reply that passes the filter, or back to the list."""
    access = _secretariat(request, slug)
    body = request.GET.get("raad", "")
    asked = PointFilter(
        clause=request.GET.get("onderdeel", ""),
        addressee=int(body) if body.isdecimal() and len(body) < 18 else None,
        position=request.GET.get("standpunt", ""),
    )
    found = next_open(access.round, asked)
    if found is None:
        return redirect(reverse("dialogue-replies", args=[slug]))
    return redirect(reverse("dialogue-replies-answer", args=[slug, found]) + _kept(request))


@require_POST
@never_cache
def take_over_replies(request: HttpRequest, slug: str) -> HttpResponse:
    """Unchanged points of corrected opinions get the reply that they had."""
    access = _secretariat(request, slug)
    try:
        made = take_over(round_=access.round, by=access.actor, at=timezone.now())
    except DialogueRefused as refusal:
        messages.error(request, refusal.message)
    else:
        text = ngettext(
            "%(counter)s reply was taken over.", "%(counter)s replies were taken over.", len(made)
        )
        messages.success(request, text % {"counter": len(made)})
    return redirect(reverse("dialogue-replies", args=[slug]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the memo, after a look at what goes in it."""
    access = _secretariat(request, slug)
    round_ = access.round
    form = MemoForm(
        request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()}
    )
    if form.is_bound and form.is_valid() and _published(access, form):
        messages.success(request, _("The memo is published. Everybody can read it now."))
        return redirect(reverse("dialogue-replies", args=[slug]))
    return _publish_page(request, round_, form, may=access.may(REPLY))


def _published(access: Access, form: MemoForm) -> bool:
    told = form.cleaned_data
    try:
        publish_memo(
            round_=access.round,
            introduction=told["introduction"],
            on=told["on"],
            by=access.actor,
            at=timezone.now(),
        )
    except Unanswered:
        form.add_error(None, _("Some points have no reply yet. They are listed below."))
        return False
    except DialogueRefused as refusal:
        form.add_error(_field(form, refusal), refusal.message)
        return False
    return True


def _publish_page(
    request: HttpRequest, round_: Round, form: MemoForm, *, may: bool
) -> HttpResponse:
    done = progress(round_)
    unanswered = points_to_answer(round_).filter(reply__isnull=True)
    context = {
        "round": round_,
        "form": form,
        "may_publish": may,
        "progress": done,
        "unanswered": point_rows(unanswered[:PER_PAGE]) if done.open else (),
        "breadcrumb": crumbs(
            round_,
            (_("Replies"), reverse("dialogue-replies", args=[round_.slug])),
            _("Publish the reply memo"),
        ),
    }
    status = 400 if form.is_bound else 200
    return render(request, "dialogue/memo_publish.html", context, status=status)
