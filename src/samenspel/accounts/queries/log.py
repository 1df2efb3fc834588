# SPDX-License-Identifier: EUPL-1.2
"""The log, as an administrator reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from samenspel.accounts.models import Event

LINES_PER_PAGE = 100


@dataclass(frozen=True)
class LogFilter:
    """Which lines: part of a name or address, one action, first and last day."""

    person: str = ""
    action: str = ""
    first: date | None = None
    last: date | None = None


def lines(wanted: LogFilter) -> QuerySet[Event]:
    """The lines of the log that fit, the newest first."""
    found = Event.objects.order_by("-at", "-id")
    if wanted.person:
        in_name = Q(actor_name__icontains=wanted.person) | Q(actor__email__icontains=wanted.person)
        about = Q(object_kind="user", object_key__icontains=wanted.person)
        found = found.filter(in_name | about)
    if wanted.action:
        found = found.filter(action=wanted.action)
    if wanted.first is not None:
        found = found.filter(at__gte=_midnight(wanted.first))
    if wanted.last is not None:
        found = found.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def log_page(wanted: LogFilter, *, page: str) -> Page[Event]:
    """One page of the log; two queries."""
    return Paginator(lines(wanted), LINES_PER_PAGE).get_page(page)


def actions() -> list[str]:
    """The actions that occur in the log."""
    return list(Event.objects.order_by("action").values_list("action", flat=True).distinct())


def rows(wanted: LogFilter) -> Iterator[tuple[str, ...]]:
    """The lines as rows of text, the header first; times in UTC."""
    yield ("at", "actor", "origin", "action", "object", "key", "result", "detail")
    for event in lines(wanted).iterator(chunk_size=2_000):
        detail = ", ".join(f"{key}={value}" for key, value in sorted(event.detail.items()))
        yield (
            event.at.isoformat(timespec="seconds"), event.actor_name, event.origin, event.action,
            event.object_kind, event.object_key, event.result, detail,
        )  # fmt: skip
