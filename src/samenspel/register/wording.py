# SPDX-License-Identifier: EUPL-1.2
"""Values of records in words: what a reader sees of a value before and after a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.places.notation import written
from samenspel.register import labels
from samenspel.register.models import Status
from samenspel.register.queries.arrangement.texts import listed

LONGEST = 280
"""Characters of a long text that are shown; the rest is on the page of the arrangement."""


def in_words(name: str, value: Any) -> str:
    """The value of a field (as actions or history have it) in the reader's language.

    Empty for nothing. ``valid_to`` is told as the last day.
    """
    if value is None or value == "" or value == () or value == []:
        return ""
    worded = _WORDS.get(name)
    if worded is not None:
        return worded(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float | Decimal):
        return written(value)
    return str(value)


def shortened(text: str) -> str:
    """A long text as far as it is shown."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


def _day(value: Any) -> str:
    found = value if isinstance(value, date) else date.fromisoformat(str(value))
    return date_format(found, "DATE_FORMAT")


def _last_day(value: Any) -> str:
    found = value if isinstance(value, date) else date.fromisoformat(str(value))
    return date_format(found - timedelta(days=1), "DATE_FORMAT")


def _listed(value: Any) -> str:
    return ", ".join(listed(str(value)))


def _named(namer: Callable[[str], str]) -> Callable[[Any], str]:
    def worded(value: Any) -> str:
        keys: Iterable[str] = (value,) if isinstance(value, str) else value
        return ", ".join(namer(key) for key in keys)

    return worded


def _percentage(value: Any) -> str:
    return f"{written(value)}%"


def _euros(value: Any) -> str:
    return f"€ {written(Decimal(str(value)), 2)}"


def _contributions(value: Mapping[int, tuple[Any, str]]) -> str:
    rows = []
    for year, (amount, key) in sorted(value.items()):
        rows.append(f"{year}: {_euros(amount)}{f' ({key})' if key else ''}")
    return "; ".join(rows)


def _seats(value: Iterable[Mapping[str, Any]]) -> str:
    rows = []
    for seat in value:
        said = [
            text % {"number": seat[column]}
            for column, text in (
                ("seats", _("seats %(number)d")),
                ("votes", _("votes %(number)d")),
            )
            if seat.get(column) is not None
        ]
        rows.append(f"{seat.get('name', '')}: {', '.join(said)}")
    return "; ".join(rows)


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "valid_from": _day,
    "valid_to": _last_day,
    "last_changed_on": _day,
    "last_confirmed_on": _day,
    "legal_form": _named(labels.legal_form),
    "is_compulsory": labels.compulsory,
    "status": lambda value: str(Status(value).label) if value in Status.values else str(value),
    "policy_areas": _named(labels.policy_area),
    "themes": _named(labels.theme),
    "powers": lambda value: ", ".join(labels.powers(value)),
    "roles": lambda value: ", ".join(labels.organs(value)),
    "legal_bases": _listed,
    "decree_urls": _listed,
    "share_percent": _percentage,
    "amount_eur": _euros,
    "contributions": _contributions,
    "seats": lambda value: _seats(value) if isinstance(value, list | tuple) else written(value),
    "kind": lambda value: labels.board_kind(labels.participant_kind(value)),
    "year": str,
}
