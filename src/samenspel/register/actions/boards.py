# SPDX-License-Identifier: EUPL-1.2
"""Setting and withdrawing boards, with their seats.

Both raise ``PermissionDenied``, :class:`EditRefused` and :class:`ChangedMeanwhile`; then nothing
was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.register.actions import checks
from samenspel.register.actions.draft import Draft, Signature
from samenspel.register.actions.opening import open_board, open_version, written
from samenspel.register.actions.refusals import EditRefused, Ground
from samenspel.register.editable import BOARD_EDITABLE
from samenspel.register.models import ArrangementVersion, Board, ChangeSet
from samenspel.register.records import BOARD, PARTICIPATION, SEAT, Ref, State

SEAT_VALUES = ("participation", "name", "seats", "votes")


@transaction.atomic
def set_board(
    *,
    version: ArrangementVersion,
    board: Board | None,
    values: Mapping[str, Any],
    seats: Sequence[Mapping[str, Any]],
    seen: str | None,
    ground: Ground,
    by: Actor,
    at: datetime,
) -> Board:
    """Add a board to a version (``board`` is None), or correct one.

    Parameters
    ----------
    values
        ``BOARD_EDITABLE``: kind, name, quota, total_seats; what is left out stays, or is empty.
    seats
        All seats: ``participation`` (primary key, of this version), ``seats`` and ``votes``; a
        participant that is not named has none. What is wrong says the place in ``row``.
    seen
        Token of the board; None for a new one.
    """
    draft, present, version_ref, signature = _opened(
        version, board, seen=seen, ground=ground, by=by, at=at
    )
    checks.known_fields(values, BOARD_EDITABLE)
    said = _said(values, draft, present)
    ref = Ref(BOARD, (*version_ref.key, said["kind"], said["name"]))
    if ref != present and _is_taken(draft, ref, present):
        raise EditRefused(_("There is a board of this name already."), "name")
    if present is not None and ref != present:
        _rename(draft, present, ref)
    state = {"quota": said["quota"], "total_seats": said["total_seats"]}
    source = signature.ground.source
    if ref in draft.wanted:
        draft.put(ref, state)
    else:
        draft.add(ref, {**state, "source": source})
    _put_seats(draft, ref, seats, source=source)
    _refuse_more_than_there_are(draft, ref)
    draft.write(signature, action="set_board")
    return Board.objects.select_related("version__arrangement").get(pk=draft.present.pks[ref])


def _opened(
    version: ArrangementVersion,
    board: Board | None,
    *,
    seen: str | None,
    ground: Ground,
    by: Actor,
    at: datetime,
) -> tuple[Draft, Ref | None, Ref, Signature]:
    """The draft, the board as it is, the version, and the signature."""
    if board is None:
        draft, ref, signature = open_version(
            version, by=by, at=at, ground=ground, kind=ChangeSet.Kind.ADD
        )
        return draft, None, ref, signature
    draft, ref, signature = open_board(
        board, seen=seen or "", by=by, at=at, ground=ground, kind=ChangeSet.Kind.CORRECT
    )
    return draft, ref, ref.parents[0], signature


def _said(values: Mapping[str, Any], draft: Draft, present: Ref | None) -> State:
    was: State = {"kind": None, "name": "", "quota": None, "total_seats": None}
    if present is not None:
        was = {"kind": present.key[1], "name": present.key[2], **draft.wanted[present]}
    said = {**was, **values}
    name = said["name"]
    return {
        "kind": checks.choice("kind", said["kind"], of=checks.BOARD_KINDS),
        "name": name if name and name == was["name"] else checks.filled_in("name", name),
        "quota": checks.whole("quota", said["quota"], low=1),
        "total_seats": checks.whole("total_seats", said["total_seats"], low=1),
    }


def _is_taken(draft: Draft, ref: Ref, present: Ref | None) -> bool:
    return any(
        other != present
        and other.key[1] == ref.key[1]
        and str(other.key[2]).casefold() == str(ref.key[2]).casefold()
        for other in draft.below(ref.parents[0], BOARD)
    )


def _rename(draft: Draft, present: Ref, ref: Ref) -> None:
    """A board under another name or kind is another record: the old one goes with its seats."""
    state = dict(draft.wanted[present])
    seats = [(seat, dict(draft.wanted[seat])) for seat in draft.below(present, SEAT)]
    draft.remove(present)
    draft.add(ref, state)
    for seat, said in seats:
        draft.add(Ref(SEAT, (*ref.key, *seat.key[3:])), said)


def _put_seats(
    draft: Draft, board: Ref, seats: Sequence[Mapping[str, Any]], *, source: str
) -> None:
    who = {
        draft.present.pks[ref]: ref
        for ref in draft.below(board.parents[0], PARTICIPATION)
        if ref in draft.present.pks
    }
    wanted: dict[Ref, State] = {}
    for row, said in enumerate(seats):
        pk = said.get("participation")
        participant = who.get(pk) if isinstance(pk, int) else None
        if participant is None:
            raise EditRefused(_("Only participants have a seat in a board."), "seats", row)
        ref = Ref(SEAT, (*board.key, *participant.key[1:]))
        if ref in wanted:
            raise EditRefused(
                _("%(name)s is named twice.") % {"name": participant.key[3]}, "seats", row
            )
        wanted[ref] = _seat(said, row)
    for ref in draft.below(board, SEAT):
        if ref not in wanted:
            draft.remove(ref)
    for ref, state in wanted.items():
        if ref in draft.wanted:
            draft.put(ref, state)
        else:
            draft.add(ref, {**state, "source": source})


def _seat(said: Mapping[str, Any], row: int) -> State:
    try:
        checks.known_fields(said, SEAT_VALUES)
        return {name: checks.whole(name, said.get(name)) for name in ("seats", "votes")}
    except EditRefused as refused:
        refused.row = row
        raise


def _refuse_more_than_there_are(draft: Draft, board: Ref) -> None:
    """Refuse a quota above all votes, and seats above all seats, where those are known."""
    seated = [draft.wanted[ref] for ref in draft.below(board, SEAT)]
    votes = [state["votes"] for state in seated]
    quota, total = draft.wanted[board]["quota"], draft.wanted[board]["total_seats"]
    if quota is not None and votes and None not in votes and quota > sum(votes):
        raise EditRefused(
            _("There are only %(votes)d votes together.") % {"votes": sum(votes)}, "quota"
        )
    filled = sum(state["seats"] or 0 for state in seated)
    if total is not None and filled > total:
        raise EditRefused(
            _("The participants have %(seats)d seats together.") % {"seats": filled},
            "total_seats",
        )


@transaction.atomic
def withdraw_board(
    *, board: Board, seen: str, ground: Ground, by: Actor, at: datetime
) -> ChangeSet:
    """Take away a board that was recorded by mistake, with its seats."""
    draft, ref, signature = open_board(
        board, seen=seen, by=by, at=at, ground=ground, kind=ChangeSet.Kind.WITHDRAW
    )
    draft.remove(ref)
    return written(draft.write(signature, action="withdraw_board"))
