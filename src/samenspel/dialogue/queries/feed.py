# SPDX-License-Identifier: EUPL-1.2
"""What happened in rounds, for feed readers: only what everybody may know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.accounts.models import Event
from samenspel.dialogue.models import (
    Balance,
    Commitment,
    Decision,
    Meeting,
    Memo,
    Round,
    RoundDocument,
    Sending,
)
from samenspel.dialogue.queries.counted import bodies_of

MOST = 100
"""Entries in one feed, the newest ones."""


@dataclass(frozen=True)
class Entry:
    """One thing that happened; ``key`` is the same for ever, ``path`` its page on this site."""

    key: str
    round_title: str
    who: str
    title: str
    summary: str
    path: str
    at: datetime


def entries(rounds: QuerySet[Round], *, at: datetime) -> tuple[Entry, ...]:
    """The newest entries of these rounds; ``at``: balances under embargo are left out.

    Rounds that were not sent are left out. A fixed number of queries.
    """
    held = {row.pk: row for row in rounds.filter(sent_on__isnull=False)}
    if not held:
        return ()
    found: list[Entry] = [*_sent(held.values())]
    for part in (_texts, _opinions, _memos, _meetings, _decisions, _commitments):
        found += part(held)
    found += _balances(held, at)
    return tuple(sorted(found, key=lambda one: (one.at, one.key), reverse=True)[:MOST])


def _entry(
    round_: Round, key: str, title: str, at: datetime, *, summary: str = "", path: str = ""
) -> Entry:
    return Entry(
        key=f"{round_.slug}/{key}",
        round_title=round_.title,
        who=round_.organisation.name,
        title=title,
        summary=summary,
        path=path or reverse("dialogue", args=[round_.slug]),
        at=at,
    )


def start_of(day: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _sent(rounds: Iterable[Round]) -> Iterator[Entry]:
    for row in rounds:
        assert row.sent_on is not None  # noqa: S101 - filtered
        title = _("Sent to the councils: %(title)s") % {"title": row.title}
        yield _entry(row, "sent", title, start_of(row.sent_on), summary=row.question)


def _texts(rounds: Mapping[int, Round]) -> Iterator[Entry]:
    rows = RoundDocument.objects.filter(round__in=rounds, published_at__isnull=False)
    for row in rows.order_by("-published_at", "-pk")[:MOST]:
        assert row.published_at is not None  # noqa: S101 - filtered
        round_ = rounds[row.round_id]
        title = _("Text published: %(title)s (%(status)s)") % {
            "title": row.title,
            "status": row.get_status_display(),
        }
        path = _path("dialogue-document", round_.slug, row.number)
        yield _entry(round_, f"text/{row.number}", title, row.published_at, path=path)


def _opinions(rounds: Mapping[int, Round]) -> Iterator[Entry]:
    rows = Sending.objects.filter(version__opinion__round__in=rounds).select_related(
        "version__opinion"
    )
    last = list(rows.order_by("-at", "-pk")[:MOST])
    bodies = bodies_of(row.version_id for row in last)
    for row in last:
        named = bodies.get(row.version_id, ())
        if not named:
            continue  # withdrawn
        round_ = rounds[row.version.opinion.round_id]
        names = ", ".join(body.name for body in named)
        text = _("Opinion of %(names)s") if row.version.number == 1 else _("Corrected: %(names)s")
        path = _path("dialogue-addressee", round_.slug, named[0].pk)
        key = f"opinion/{row.version_id}"
        yield _entry(round_, key, text % {"names": names}, row.at, path=path)


def _balances(rounds: Mapping[int, Round], at: datetime) -> Iterator[Entry]:
    rows = Balance.objects.filter(round__in=rounds, public_from__lte=at).defer("content")
    for row in rows.order_by("-public_from", "-pk")[:MOST]:
        round_ = rounds[row.round_id]
        title = _("Interim balance %(number)s") % {"number": row.number}
        path = _path("dialogue-balance", round_.slug)
        yield _entry(
            round_,
            f"balance/{row.number}",
            title,
            row.public_from,
            summary=row.introduction,
            path=path,
        )


def _memos(rounds: Mapping[int, Round]) -> Iterator[Entry]:
    rows = Memo.objects.filter(round__in=rounds).defer("content")
    for row in rows.order_by("-at", "-pk")[:MOST]:
        round_ = rounds[row.round_id]
        path = reverse("dialogue-replies", args=[round_.slug])
        title = _("Reply memo published")
        yield _entry(
            round_, f"memo/{row.number}", title, row.at, summary=row.introduction, path=path
        )


def _meetings(rounds: Mapping[int, Round]) -> Iterator[Entry]:
    rows = Meeting.objects.filter(round__in=rounds).exclude(state=Meeting.State.CANCELLED)
    last = list(rows.order_by("-begins_at", "-pk")[:MOST])
    told = _told_at([rounds[row.round_id].slug for row in last])
    for row in last:
        round_ = rounds[row.round_id]
        assert round_.sent_on is not None  # noqa: S101 - filtered
        begins = timezone.localtime(row.begins_at)
        title = _("Meeting on %(date)s: %(name)s") % {
            "date": date_format(begins, "DATE_FORMAT"),
            "name": row.name,
        }
        at = told.get(row.pk, start_of(round_.sent_on))
        path = _path("dialogue-decision", round_.slug)
        yield _entry(round_, f"meeting/{row.pk}", title, at, summary=row.place, path=path)


def _told_at(slugs: Sequence[str]) -> dict[int, datetime]:
    """When meetings were planned or changed last, as the log says."""
    rows = Event.objects.filter(
        object_kind="dialogue",
        object_key__in=slugs,
        action__in=["plan_meeting", "change_meeting"],
    )
    return {
        detail["meeting"]: at
        for detail, at in rows.order_by("at", "pk").values_list("detail", "at")
        if detail and "meeting" in detail
    }


def _decisions(rounds: Mapping[int, Round]) -> Iterator[Entry]:
    rows = Decision.objects.filter(proposal__meeting__round__in=rounds).select_related(
        "proposal__meeting"
    )
    for row in rows.order_by("-at", "-pk")[:MOST]:
        round_ = rounds[row.proposal.meeting.round_id]
        title = _("Decision: %(title)s, %(outcome)s") % {
            "title": row.proposal.title,
            "outcome": row.get_outcome_display(),
        }
        path = _path("dialogue-decision", round_.slug)
        yield _entry(round_, f"decision/{row.pk}", title, row.at, path=path)


def _commitments(rounds: Mapping[int, Round]) -> Iterator[Entry]:
    rows = Commitment.objects.filter(round__in=rounds)
    for row in rows.order_by("-made_at", "-pk")[:MOST]:
        round_ = rounds[row.round_id]
        title = _("Commitment: %(title)s") % {"title": row.title}
        due = _("%(owner)s, by %(date)s") % {
            "owner": row.owner,
            "date": date_format(row.due_on, "DATE_FORMAT"),
        }
        path = _path("dialogue-follow-up", round_.slug)
        yield _entry(round_, f"commitment/{row.pk}", title, row.made_at, summary=due, path=path)


def _path(view: str, *keys: object) -> str:
    return reverse(view, args=keys)
