# SPDX-License-Identifier: EUPL-1.2
"""What the actions of the file check of texts and days, and how an actor is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.refusal import LinkRefused

ONE_DAY = timedelta(days=1)


def name_of(by: Actor) -> str:
    """The name of the actor as rows keep it, cut off where the column ends."""
    return by.name[:160]


def one_line(text: str, longest: int, field: str, missing: str = "") -> str:
    """The text on one line, without needless blanks; ``missing`` is said when it must be there.

    Raises
    ------
    LinkRefused
        It is empty and has to be there, or is too long.
    """
    told = " ".join(text.split())
    if missing and not told:
        raise LinkRefused(missing, field)
    require_short(told, longest, field)
    return told


def some_text(text: str, field: str, missing: str = "") -> str:
    """A text of some lines, without blanks around it.

    Raises
    ------
    LinkRefused
        It is empty and has to be there.
    """
    told = text.strip()
    if missing and not told:
        raise LinkRefused(missing, field)
    return told


def require_short(text: str, longest: int, field: str) -> None:
    """Go on only with a text of at most ``longest`` characters.

    Raises
    ------
    LinkRefused
        It is longer.
    """
    if len(text) > longest:
        raise LinkRefused(_("At most %(number)s characters.") % {"number": longest}, field)


def require_choice(value: str, values: Sequence[str], field: str) -> None:
    """Go on only with a value of the list.

    Raises
    ------
    LinkRefused
        It is another.
    """
    if value not in values:
        raise LinkRefused(_("Choose one of the list."), field)


def require_order(first: date | None, last: date | None, field: str) -> None:
    """Go on only when the end does not come before the beginning, where both are known.

    Raises
    ------
    LinkRefused
        It does.
    """
    if first is not None and last is not None and last < first:
        raise LinkRefused(_("The end comes before the beginning."), field)


def require_past(on: date, today: date, field: str) -> None:
    """Go on only with a day that is not to come.

    Raises
    ------
    LinkRefused
        It is still to come.
    """
    if on > today:
        raise LinkRefused(_("This day is still to come."), field)
