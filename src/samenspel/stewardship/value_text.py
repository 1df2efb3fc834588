# SPDX-License-Identifier: EUPL-1.2
"""Values of the register as a reader sees them: where two are shown beside one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.register import labels
from samenspel.register.models import Status

FIELD_LABELS = {
    "name": gettext_lazy("Name"),
    "citation_title": gettext_lazy("Citation title"),
    "legal_form": gettext_lazy("Legal form"),
    "is_compulsory": gettext_lazy("Compulsory or chosen"),
    "purpose": gettext_lazy("Purpose"),
    "powers": gettext_lazy("Powers"),
    "status": gettext_lazy("Status"),
    "valid_from": gettext_lazy("In force from"),
    "valid_to": gettext_lazy("In force until"),
    "seat_place": gettext_lazy("Seat"),
    "seat_postcode": gettext_lazy("Postcode of the seat"),
    "seat_municipality": gettext_lazy("Municipality of the seat"),
    "website": gettext_lazy("Website"),
    "source_url": gettext_lazy("Address of the source"),
    "policy_areas": gettext_lazy("Policy areas"),
    "roles": gettext_lazy("Organs that take part"),
    "share_percent": gettext_lazy("Share"),
}


def field_label(field: str) -> str:
    """What a field of a version or participation is called."""
    return str(FIELD_LABELS.get(field, field))


def value_text(field: str, value: Any) -> str:
    """A value in words; empty for none. The end of a period is shown as its last day."""
    if value is None or value in ("", ()):
        return ""
    return _WRITERS.get(field, str)(value)


def _day(value: date) -> str:
    return date_format(value, "DATE_FORMAT")


def _percentage(value: float) -> str:
    return f"{number_format(value)}%"


def money(value: Decimal) -> str:
    """An amount in euro."""
    return f"€ {number_format(value, decimal_pos=2, force_grouping=True)}"


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "legal_form": labels.legal_form,
    "is_compulsory": lambda value: _("yes") if value else _("no"),
    "policy_areas": lambda keys: "; ".join(labels.policy_area(key) for key in keys),
    "powers": lambda text: ", ".join(labels.powers(text)),
    "roles": lambda text: ", ".join(labels.organs(text)),
    "status": lambda value: str(Status(value).label),
    "valid_from": _day,
    "valid_to": lambda value: _day(value - timedelta(days=1)),
    "share_percent": _percentage,
}
