# SPDX-License-Identifier: EUPL-1.2
"""Boards with their seats and votes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.register.actions import set_board, withdraw_board
from samenspel.register.forms.boards import BoardForm
from samenspel.register.forms.facts import WithdrawForm
from samenspel.register.models import Board
from samenspel.register.queries.edit_desk import (
    boards_to_edit,
    participants_to_edit,
    said_of,
)
from samenspel.register.queries.editing import BoardToEdit, board_to_edit
from samenspel.register.records import BOARD, Ref
from samenspel.register.views.edit.desk import (
    Desk,
    attempt,
    desk_of,
    edit_page,
    new_once,
    nothing_changed,
    page,
    saved,
)

CHECK = "check"
"""The button that only adds up."""


@edit_page
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """The boards that there are, and a form for one more."""
    desk = desk_of(request, slug)
    desk.require_keeper()
    present = boards_to_edit(desk.version.pk)
    boards = [(one, desk.address("board-correct", one.pk)) for one in present]
    return _board_page(desk, None, _("Boards"), boards=boards)


@edit_page
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One board with its seats and votes."""
    desk, found = _found(request, slug, pk)
    return _board_page(
        desk,
        found,
        _("Correct a board"),
        withdraw_url=desk.address("board-withdraw", found.board.pk),
    )


def _found(request: HttpRequest, slug: str, pk: int) -> tuple[Desk, BoardToEdit]:
    try:
        found = board_to_edit(slug, pk)
    except Board.DoesNotExist as error:
        raise Http404(f"{slug} {pk}") from error
    desk = Desk.around(request, slug, found.board.version)
    desk.require_keeper()
    return desk, found


def _board_page(desk: Desk, found: BoardToEdit | None, heading: str, **more: Any) -> HttpResponse:
    request = desk.request
    form = BoardForm(
        request.POST if request.method == "POST" else None,
        participants=_rows(desk, found),
        values=found.values if found else {"kind": Board.Kind.GENERAL.value},
        seen=found.token if found else "",
        once=new_once(),
        said=_said(found),
    )
    checking = request.method == "POST" and request.POST.get("do") == CHECK
    if checking:
        form.forgive_ground()
    if request.method == "POST" and form.is_valid() and not checking:
        answer = _save(desk, found, form)
        if answer is not None:
            return answer
    return page(
        desk,
        "board-add",
        form,
        template="register/edit_board.html",
        heading=heading,
        board=found.board if found else None,
        checked=checking,
        **more,
    )


def _rows(desk: Desk, found: BoardToEdit | None) -> list[tuple[int, str]]:
    """Who can have a seat: those who take part on the day, and who has one already."""
    seated = {seat["participation"] for seat in found.values["seats"]} if found else set()
    return [
        (one.pk, one.name)
        for one in participants_to_edit(desk.version.pk)
        if one.pk in seated or one.valid_to is None or one.valid_to > desk.on
    ]


def _said(found: BoardToEdit | None) -> dict[str, str]:
    if found is None:
        return {}
    board = found.board
    ref = Ref(BOARD, (board.version.key, board.kind, board.name))
    return said_of(ref, board.version.collection_id)


def _save(desk: Desk, found: BoardToEdit | None, form: BoardForm) -> HttpResponse | None:
    if found is not None and not form.changes_something():
        return nothing_changed(desk)
    outcome = attempt(
        form,
        lambda: set_board(
            version=desk.version,
            board=found.board if found else None,
            values=form.to_values(form.cleaned_data),
            seats=form.seats_wanted(),
            seen=form.token if found else None,
            ground=form.ground,
            by=desk.actor,
            at=timezone.now(),
        ),
    )
    if not outcome.done:
        return None
    text = _("The board “%(name)s” was saved.") % {"name": form.cleaned_data["name"]}
    return saved(desk, form, text)


@edit_page
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take away a board that should never have stood there."""
    desk, found = _found(request, slug, pk)
    form = WithdrawForm(
        request.POST if request.method == "POST" else None, seen=found.token, once=new_once()
    )
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            lambda: withdraw_board(
                board=found.board, seen=form.token, ground=form.ground, by=desk.actor,
                at=timezone.now(),
            ),
        )  # fmt: skip
        if outcome.done:
            text = _("The board “%(name)s” was withdrawn.") % {"name": found.board.name}
            return saved(desk, form, text, change=outcome.answer)
    return page(
        desk,
        "board-add",
        form,
        template="register/edit_withdraw.html",
        heading=_("Withdraw a board"),
        what=found.board.name,
        correct_url=desk.address("board-correct", found.board.pk),
        submit=_("Withdraw"),
    )
