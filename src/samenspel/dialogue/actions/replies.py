# SPDX-License-Identifier: EUPL-1.2
"""Replying to points, and publishing the memo that makes the replies final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.accounts.rules import Actor
from samenspel.dialogue import chain
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.steps import locked, log, name_of, signed
from samenspel.dialogue.models import Clause, Memo, OpinionPoint, Reply, Round, Verdict
from samenspel.dialogue.payloads.replies import payload_of_memo
from samenspel.dialogue.queries.counted import PointRow, point_rows, points_to_answer
from samenspel.dialogue.queries.earlier_replies import earlier_replies
from samenspel.dialogue.queries.memo_content import memo_content
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import REPLY

LONGEST = 10_000
_CHANGING = frozenset({Verdict.ADOPT, Verdict.PARTLY})


class RepliedMeanwhile(DialogueRefused):
    """Somebody else replied to the point, or changed the reply, since the form was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else replied to this meanwhile. Compare it with what you wrote.")
        )


class Unanswered(DialogueRefused):
    """The memo cannot be published: ``points`` have no reply yet."""

    def __init__(self, points: tuple[PointRow, ...]) -> None:
        text = ngettext(
            "%(counter)s point has no reply yet: %(points)s.",
            "%(counter)s points have no reply yet: %(points)s.",
            len(points),
        )
        super().__init__(text % {"counter": len(points), "points": _listed(points)})
        self.points = points


@dataclass(frozen=True)
class _Told:
    verdict: str
    reason: str
    change: str
    clause_key: str


@transaction.atomic
def reply(
    *,
    point: OpinionPoint,
    verdict: str,
    reason: str,
    change: str = "",
    clause_key: str = "",
    edition: int = 0,
    by: Actor,
    at: datetime,
) -> Reply:
    """Reply to one point, or change the reply to it.

    ``edition`` is that of the reply that the person saw, 0 when there was none. ``change``: what
    changes in the text when the point is adopted, in the clause with ``clause_key`` (empty: not
    in one clause).

    Raises
    ------
    PermissionDenied
        The actor does not work for the organisation that asks.
    RepliedMeanwhile
        There is a reply of another edition.
    DialogueRefused
        The stage is wrong, a value is wrong, or the point needs no reply (any more).
    """
    return _write([point], _Told(verdict, reason, change, clause_key), edition, by, at)[0]


@transaction.atomic
def reply_to_many(
    *,
    points: Sequence[OpinionPoint],
    verdict: str,
    reason: str,
    change: str = "",
    clause_key: str = "",
    edition: int = 0,
    by: Actor,
    at: datetime,
) -> list[Reply]:
    """Give the same reply to several points, all or none; each must have this ``edition``.

    Raises
    ------
    PermissionDenied, RepliedMeanwhile, DialogueRefused
        As with one reply; or no point was chosen.
    """
    if not points:
        raise DialogueRefused(_("Choose at least one point."), "points")
    return _write(list(points), _Told(verdict, reason, change, clause_key), edition, by, at)


@transaction.atomic
def take_over(*, round_: Round, by: Actor, at: datetime) -> list[Reply]:
    """Give points that stand unchanged in a corrected opinion the reply that they had before.

    Raises
    ------
    PermissionDenied, DialogueRefused
        The actor may not reply, or not in this stage.
    """
    access = locked(round_, by=by, at=at)
    access.require(REPLY)
    made = Reply.objects.bulk_create(
        Reply(
            point_id=point,
            verdict=held.verdict,
            reason=held.reason,
            change=held.change,
            clause_key=held.clause_key,
            updated_at=at,
            updated_by_name=name_of(by),
        )
        for point, held in sorted(earlier_replies(access.round).items())
    )
    log(access.round, "take_over_replies", by=by, at=at, detail={"points": len(made)})
    return made


@transaction.atomic
def publish_memo(*, round_: Round, introduction: str, on: date, by: Actor, at: datetime) -> Memo:
    """Fix every reply in a memo that all can read; from now on the board decides.

    Raises
    ------
    PermissionDenied
        The actor does not work for the organisation that asks.
    Unanswered
        A point that needs a reply has none.
    DialogueRefused
        The stage or the day is wrong.
    """
    access = locked(round_, by=by, at=at)
    access.require(REPLY)
    _check_day(access, on)
    asked = points_to_answer(access.round)
    unanswered = point_rows(asked.filter(reply__isnull=True))
    if unanswered:
        raise Unanswered(unanswered)
    memo = Memo.objects.create(
        round=access.round,
        number=Memo.objects.filter(round=access.round).count() + 1,
        introduction=introduction.strip(),
        content=memo_content(access.round),
        on=on,
        **signed(by, at),
    )
    Reply.objects.filter(point__in=asked.order_by().values("pk")).update(memo=memo)
    payload = payload_of_memo(memo)
    record = chain.append(round_=access.round, kind="memo", key=memo.pk, payload=payload, at=at)
    access.round.stage = Round.Stage.DECIDING
    access.round.save(update_fields=["stage"])
    points = memo.content["counts"]["points"]
    detail = {"memo": memo.number, "points": points}
    log(access.round, "publish_memo", by=by, at=at, detail=detail, record=record)
    return memo


def _check_day(access: Access, on: date) -> None:
    if on > access.on:
        raise DialogueRefused(_("The date of the memo cannot be in the future."), "on")
    if access.round.sent_on and on < access.round.sent_on:
        raise DialogueRefused(_("The memo cannot be older than the letter of the round."), "on")


def _write(
    points: list[OpinionPoint], told: _Told, edition: int, by: Actor, at: datetime
) -> list[Reply]:
    access = locked(points[0].version.opinion.round, by=by, at=at)
    access.require(REPLY)
    values = _checked(access.round, told)
    wanted = sorted({point.pk for point in points})
    asked = points_to_answer(access.round).filter(pk__in=wanted)
    if asked.count() != len(wanted):
        raise DialogueRefused(
            _("This point cannot be replied to: it was corrected meanwhile, or needs no reply.")
        )
    held = {row.point_id: row for row in Reply.objects.filter(point__in=wanted)}
    for pk in wanted:
        _require_seen(held.get(pk), edition)
    written = [_filled(held.get(pk), pk, values, by, at) for pk in wanted]
    fields = [*asdict(values), "edition", "updated_at", "updated_by_name"]
    Reply.objects.bulk_update([row for row in written if row.pk], fields)
    Reply.objects.bulk_create(row for row in written if not row.pk)
    detail = {"points": wanted[:100], "number": len(wanted)}
    log(access.round, "reply_to_points", by=by, at=at, detail=detail)
    return written


def _require_seen(held: Reply | None, edition: int) -> None:
    if held is not None and held.memo_id is not None:
        raise DialogueRefused(_("This reply stands in the memo. It cannot change any more."))
    if (held.edition if held else 0) != edition:
        raise RepliedMeanwhile


def _filled(held: Reply | None, point: int, values: _Told, by: Actor, at: datetime) -> Reply:
    row = held or Reply(point_id=point, edition=0)
    for name, value in asdict(values).items():
        setattr(row, name, value)
    row.edition += 1
    row.updated_at, row.updated_by_name = at, name_of(by)
    return row


def _checked(round_: Round, told: _Told) -> _Told:
    """What is written down of a reply; refused when it does not make sense."""
    if told.verdict not in Verdict.values:
        raise DialogueRefused(_("Choose what is done with the point."), "verdict")
    reason, change = told.reason.strip(), told.change.strip()
    if not reason:
        raise DialogueRefused(_("Say why. Every point gets a reply with reasons."), "reason")
    if max(len(reason), len(change)) > LONGEST:
        field = "reason" if len(reason) > LONGEST else "change"
        raise DialogueRefused(_("This is too long. Keep it under 10,000 characters."), field)
    if told.verdict not in _CHANGING:
        if change:
            raise DialogueRefused(
                _("A point that is not adopted changes nothing. Leave this empty."), "change"
            )
        return _Told(told.verdict, reason, "", "")
    if not change:
        raise DialogueRefused(_("Say what changes in the text."), "change")
    known = Clause.objects.filter(document__round=round_, key=told.clause_key)
    if told.clause_key and not known.exists():
        raise DialogueRefused(_("Choose a clause from the list."), "clause_key")
    return _Told(told.verdict, reason, change, told.clause_key)


def _listed(points: tuple[PointRow, ...], most: int = 5) -> str:
    """Whose points they are and about what, the first few by name."""
    shown = [f"{p.names} ({p.clause_title or _('in general')})" for p in points[:most]]
    if len(points) > most:
        more = _("and %(number)s more") % {"number": len(points) - most}
        return f"{'; '.join(shown)}; {more}"
    return "; ".join(shown)
