# SPDX-License-Identifier: EUPL-1.2
"""Whether values that people give are right, and in which form they are kept.

Every function takes a value as a form, a list or the API gives it and returns it as it stands in a
record (see ``register.records``), or raises :class:`EditRefused` with a sentence for the person.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from samenspel.analysis.policy_areas import POLICY_AREAS, THEMES
from samenspel.datapackage.legal_forms import LEGAL_FORMS
from samenspel.register.actions.refusals import EditRefused, Ground
from samenspel.register.models import Board, Participation, Status

SHORT, ADDRESS, LONG = 500, 4_000, 100_000  # characters, as in a data package
EARLIEST, LATEST = date(1500, 1, 1), date(2200, 12, 31)
FIRST_YEAR, LAST_YEAR = 1800, 2200
LARGEST_NUMBER = 1_000_000
LARGEST_AMOUNT = Decimal(10) ** 12

Check = Callable[[str, Any], Any]


def text(field: str, value: Any, *, longest: int = SHORT, lines: bool = False) -> str:
    """Text without blanks around it and without control characters; empty for none."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise EditRefused(_("This has to be text."), field)
    cleaned = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    allowed = "\n\t" if lines else ""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in allowed for c in cleaned):
        raise EditRefused(_("This text has characters that cannot be shown."), field)
    if len(cleaned) > longest:
        raise EditRefused(
            _("This text is too long: at most %(longest)d characters.") % {"longest": longest},
            field,
        )
    return cleaned


def filled_in(field: str, value: Any, *, longest: int = SHORT, lines: bool = False) -> str:
    """Text that may not be empty."""
    found = text(field, value, longest=longest, lines=lines)
    if not found:
        raise EditRefused(_("This may not be empty."), field)
    return found


def day(field: str, value: Any) -> str | None:
    """A date as YYYY-MM-DD, from 1500 up to and including 2200; None for none."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise EditRefused(_("This is not a date."), field) from None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise EditRefused(_("This is not a date."), field)
    if not EARLIEST <= value <= LATEST:
        raise EditRefused(_("The year has to be between 1500 and 2200."), field)
    return value.isoformat()


def yes_no(field: str, value: Any) -> bool | None:
    """True, False, or None for not known."""
    if value is not None and not isinstance(value, bool):
        raise EditRefused(_("Choose yes, no or not known."), field)
    return value


def choice(field: str, value: Any, *, of: frozenset[str]) -> str:
    """One of a list of identifiers."""
    if not isinstance(value, str) or value not in of:
        raise EditRefused(_("Choose one of the list."), field)
    return str(value)


def address(field: str, value: Any) -> str:
    """An address on the web, http or https; empty for none."""
    found = text(field, value, longest=ADDRESS)
    if found and not _is_address(found):
        raise EditRefused(
            _("This is not an address on the web. It starts with https:// or http://."), field
        )
    return found


def addresses(field: str, value: Any) -> str:
    """Addresses on the web with ``|`` or a new line between them; kept with ``|``."""
    found = text(field, value, longest=LONG, lines=True)
    parts = [part.strip() for part in found.replace("\n", "|").split("|") if part.strip()]
    return "|".join(address(field, part) for part in parts)


def _is_address(found: str) -> bool:
    if any(c.isspace() for c in found):
        return False
    try:
        parts = urlsplit(found)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def whole(field: str, value: Any, *, low: int = 0, high: int = LARGEST_NUMBER) -> int | None:
    """A whole number from ``low`` up to and including ``high``; None for none."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise EditRefused(_("This is not a whole number."), field)
    if not low <= value <= high:
        raise EditRefused(
            _("This number has to be between %(low)d and %(high)d.") % {"low": low, "high": high},
            field,
        )
    return value


def share(field: str, value: Any) -> float | None:
    """A percentage from 0 up to and including 100; None for none."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise EditRefused(_("This is not a number."), field)
    found = float(value)
    if not isfinite(found) or not 0 <= found <= 100:
        raise EditRefused(_("A share is between 0 and 100 percent."), field)
    return found


def amount(field: str, value: Any) -> str:
    """An amount in euro as text with two decimals."""
    found = _decimal(value)
    if found is None or abs(found) >= LARGEST_AMOUNT:
        raise EditRefused(_("This is not an amount of money."), field)
    if found != found.quantize(Decimal("0.01")):
        raise EditRefused(_("An amount has at most two decimals."), field)
    return f"{found + 0:.2f}"


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def legal_form(field: str, value: Any, *, country: str) -> str:
    """An identifier of a legal form that the country has; empty for not known."""
    found = text(field, value)
    if not found:
        return ""
    form = LEGAL_FORMS.get(found)
    if form is None or form.country not in (None, country):
        raise EditRefused(_("Choose one of the list."), field)
    return found


def keys(field: str, value: Any, *, of: frozenset[str]) -> tuple[str, ...]:
    """Identifiers of a list, each once, in order."""
    given = () if value is None else value
    if isinstance(given, str) or not all(isinstance(key, str) and key in of for key in given):
        raise EditRefused(_("Choose from the list."), field)
    return tuple(sorted(set(given)))


def contributions(field: str, value: Any) -> dict[int, tuple[str, str]]:
    """From year to amount (two decimals) and cost key."""
    if value is None:
        return {}
    found: dict[int, tuple[str, str]] = {}
    if not isinstance(value, Mapping):
        raise EditRefused(_("Give an amount for each year."), field)
    for year, said in value.items():
        checked = whole(field, year, low=FIRST_YEAR, high=LAST_YEAR)
        if checked is None or not isinstance(said, tuple | list) or len(said) != 2:
            raise EditRefused(_("Give an amount for each year."), field)
        found[checked] = (amount(field, said[0]), text(field, said[1]))
    return found


def ground_filled_in(ground: Ground) -> Ground:
    """The ground with a reason and a source; both have to be there."""
    return Ground(
        reason=filled_in("reason", ground.reason, longest=ADDRESS, lines=True),
        source=filled_in("source", ground.source, longest=ADDRESS, lines=True),
    )


def known_fields(values: Mapping[str, Any], known: tuple[str, ...]) -> None:
    """Refuse values of fields that do not exist."""
    for name in values:
        if name not in known:
            raise EditRefused(_("There is no such field: %(name)s.") % {"name": name}, str(name))


def version_checks(country: str) -> Mapping[str, Check]:
    """The check of every column of a version but the municipality of the seat."""
    long_text = partial(text, longest=LONG, lines=True)
    return {
        "name": filled_in,
        "citation_title": text,
        "legal_form": partial(legal_form, country=country),
        "is_compulsory": yes_no,
        "purpose": long_text,
        "powers": text,
        "legal_bases": long_text,
        "decree_urls": addresses,
        "status": partial(choice, of=frozenset(Status.values)),
        "status_note": text,
        "valid_from": day,
        "valid_to": day,
        "seat_place": text,
        "seat_postcode": text,
        "website": address,
        "source_url": address,
    }


DOMAIN_KEYS: Mapping[str, frozenset[str]] = {
    "policy_areas": frozenset(POLICY_AREAS),
    "themes": frozenset(THEMES),
}
PARTICIPATION_CHECKS: Mapping[str, Check] = {
    "roles": text,
    "valid_from": day,
    "valid_to": day,
    "share_percent": share,
}
PARTICIPANT_KINDS = frozenset(Participation.Kind.values) - {Participation.Kind.UNRESOLVED.value}
BOARD_KINDS = frozenset(Board.Kind.values)
