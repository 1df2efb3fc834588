# SPDX-License-Identifier: EUPL-1.2
"""What was done to an arrangement, by whom and why; and undoing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.accounts.actors import actor_of
from samenspel.accounts.rules import Actor
from samenspel.register.actions import undo
from samenspel.register.exports import table_response
from samenspel.register.forms.undoing import UndoForm
from samenspel.register.models import ArrangementVersion, ChangeSet
from samenspel.register.queries.changes import held_lines, undoable
from samenspel.register.queries.edit_desk import organisations_of, own_participation
from samenspel.register.queries.history_page import (
    Entry,
    change_sets,
    current_version,
    entries,
    history_table,
    kinds_present,
    name_in_history,
)
from samenspel.register.queries.incoming import (
    is_anything_waiting,
    may_decide,
    waiting_values,
)
from samenspel.register.rules import (
    may_add_arrangement,
    may_correct_arrangement,
    may_correct_participation,
)
from samenspel.register.views.edit.desk import (
    attempt,
    carried,
    edit_page,
    new_once,
    remember,
    status_of,
    tell,
    today,
)

ON_PAGE = 20


@dataclass(frozen=True)
class Undoer:
    """What this person may undo: all, what is about their own participation, or nothing."""

    keeps_record: bool
    participant: tuple[str | int, ...]
    brings_back_for: frozenset[str]

    def may(self, entry: Entry) -> bool:
        """Whether to offer undoing; the action decides."""
        if entry.undone_by is not None or not entry.refs:
            return False
        if entry.organisation in self.brings_back_for or self.keeps_record:
            return True
        one = entry.only_participant
        return one is not None and one.key[1:] == self.participant


def undoer_of(actor: Actor, version: ArrangementVersion | None, *, on: date) -> Undoer:
    """What somebody may undo; no query for visitors."""
    if not actor.roles(on):
        return Undoer(keeps_record=False, participant=(), brings_back_for=frozenset())
    if version is None:
        mine = [o for o in organisations_of(actor, on=on) if may_add_arrangement(actor, o, on=on)]
        return Undoer(
            keeps_record=False, participant=(), brings_back_for=frozenset(o.name for o in mine)
        )
    keeps = may_correct_arrangement(actor, version, on=on)
    own = None if keeps else own_participation(actor, version, on=on)
    is_own = own is not None and may_correct_participation(actor, own, on=on)
    key = (own.kind, own.code, own.name) if own is not None and is_own else ()
    return Undoer(keeps_record=keeps, participant=key, brings_back_for=frozenset())


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """The acts on an arrangement, newest first; for everybody."""
    version, name = _named(slug)
    kinds = kinds_present(slug)
    if version is None and not kinds:
        raise Http404(slug)
    actor = actor_of(request)
    asked = request.GET.get("soort", "")
    kind = asked if any(k.kind == asked for k in kinds) else ""
    pages = Paginator(change_sets(slug, kind=kind), ON_PAGE)
    # Counted with the kinds already.
    pages.count = sum(k.number for k in kinds if kind in ("", k.kind))
    shown = pages.get_page(request.GET.get("pagina"))
    undoer = undoer_of(actor, version, on=today())
    rows = list(shown.object_list)
    found = entries(rows, with_names=actor.user is not None)
    free = undoable(slug) if any(undoer.may(entry) for entry in found) else frozenset()
    context = {
        "name": name,
        "slug": slug,
        "version": version,
        "rows": [
            (entry, held_lines(row), undoer.may(entry) and entry.pk in free)
            for entry, row in zip(found, rows, strict=True)
        ],
        "page_obj": shown,
        "kinds": kinds,
        "kind": kind,
        "back": reverse("arrangement", args=[slug]) + carried(request),
        "may_correct": undoer.keeps_record,
        "may_decide": _may_decide(actor, version, slug, undoer),
        "correct_url": reverse("arrangement-correct", args=[slug]) + carried(request),
        "downloads": [
            (form.upper(), reverse("arrangement-history-download", args=[slug, form]))
            for form in ("csv", "xlsx")
        ],
        "breadcrumb": _crumbs(request, slug, name, version, _("History")),
        "nav_current": "arrangements",
    }
    response = render(request, "register/history.html", context)
    if actor.user is not None:
        response["Cache-Control"] = "private, no-store"
    return response


def _may_decide(
    actor: Actor, version: ArrangementVersion | None, slug: str, undoer: Undoer
) -> bool:
    """Whether something waits that this person may decide on; no query for visitors."""
    if undoer.keeps_record:
        return is_anything_waiting(slug)
    if not actor.roles(today()):
        return False
    rows = waiting_values(slug)
    return bool(rows) and may_decide(actor, version, rows, on=today()).is_any


def _named(slug: str) -> tuple[ArrangementVersion | None, str]:
    version = current_version(slug)
    return version, version.name if version else name_in_history(slug)


def _crumbs(
    request: HttpRequest, slug: str, name: str, version: ArrangementVersion | None, last: str
) -> list[tuple[str, str]]:
    here = reverse("arrangement", args=[slug]) + carried(request) if version else ""
    past = reverse("arrangement-history", args=[slug]) + carried(request)
    crumbs = [(_("Arrangements"), reverse("arrangements"))]
    crumbs += [(name, here)] if here else []
    crumbs += [(_("History"), past)] if last != _("History") else []
    return [*crumbs, (last, "")]


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The whole history as a table, without names of people."""
    version, name = _named(slug)
    if version is None and not kinds_present(slug):
        raise Http404(slug)
    return table_response(history_table(slug, name), kind, f"geschiedenis-{slug[:80]}")


@edit_page
def undo_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What would be put back, and the question why."""
    change_set = get_object_or_404(change_sets(slug), pk=pk)
    entry = entries([change_set], with_names=True)[0]
    version, name = _named(slug)
    actor = actor_of(request)
    undoer = undoer_of(actor, version, on=today())
    if entry.undone_by is None and not undoer.may(entry):
        raise PermissionDenied("only who keeps the record may undo a change of it")
    when = date_format(timezone.localtime(entry.at), "DATETIME_FORMAT")
    proposed = _("The history of this record: the change of %(when)s.") % {"when": when}
    form = UndoForm(
        request.POST if request.method == "POST" else None,
        values={"source": proposed},
        once=new_once(),
    )
    if request.method == "POST" and form.is_valid():
        answer = _undo(request, slug, actor, change_set, form)
        if answer is not None:
            return answer
    heading = _("Undo a change")
    context = {
        "name": name,
        "entry": entry,
        "held": held_lines(change_set),
        "is_free": entry.pk in undoable(slug),
        "form": form,
        "heading": heading,
        "back": reverse("arrangement-history", args=[slug]) + carried(request),
        "breadcrumb": _crumbs(request, slug, name, version, heading),
        "nav_current": "arrangements",
    }
    return render(request, "register/history_undo.html", context, status=status_of(form))


def _undo(
    request: HttpRequest, slug: str, actor: Actor, change_set: ChangeSet, form: UndoForm
) -> HttpResponse | None:
    outcome = attempt(
        form,
        lambda: undo(change_set=change_set, ground=form.ground, by=actor, at=timezone.now()),
    )
    if not outcome.done:
        return None
    is_there = current_version(slug) is not None
    target = "arrangement" if is_there else "arrangement-history"
    url = reverse(target, args=[slug]) + carried(request)
    remember(request, form.cleaned_data.get("once", ""), url)
    tell(request, slug, actor, _("The change was undone."), change=outcome.answer)
    return HttpResponseRedirect(url)
