# SPDX-License-Identifier: EUPL-1.2
"""Who takes part: adding a participant, correcting one, what it pays per year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from samenspel.register.forms.editing import EditForm
from samenspel.register.forms.fields import (
    Count,
    Day,
    Euros,
    Percentage,
    Place,
    Text,
    first_day_after,
    last_day_of,
    organs_field,
)
from samenspel.register.models import Participation
from samenspel.register.queries.arrangement.texts import listed

EMPTY_ROWS = 2
MOST_ROWS = 60
FIRST_YEAR, LAST_YEAR = 1900, 2100
_PERIOD = _("The last day lies before the first day.")
OTHERS = tuple(
    (kind.value, kind.label)
    for kind in Participation.Kind
    if kind not in {Participation.Kind.MUNICIPALITY, Participation.Kind.UNRESOLVED}
)


@dataclass(frozen=True)
class PaymentRow:
    """The fields of one year."""

    year: BoundField
    amount: BoundField
    cost_key: BoundField

    @property
    def wrong(self) -> list[BoundField]:
        """The fields with something wrong."""
        return [bound for bound in (self.year, self.amount, self.cost_key) if bound.errors]


class ParticipationForm(EditForm):
    """How a participant takes part, from when to when, for which share and how much."""

    roles = organs_field(label=_("Taking part with its"), required=False)
    valid_from = Day(label=_("First day"), required=False)
    last_day = Day(
        label=_("Last day"), required=False, help_text=_("Leave empty as long as it takes part.")
    )
    share_percent = Percentage(
        label=_("Share, in percent"),
        required=False,
        help_text=_("Of the shares or of the costs, as the source says."),
    )

    layout: ClassVar[Any] = (
        (_("How does it take part?"), ("roles", "share_percent")),
        (_("Since when, until when?"), ("valid_from", "last_day")),
    )

    def prepare(self) -> None:
        """Offer the organs that stand there; make rows for what is paid."""
        self.fields["roles"].also(listed(str(self.values_now.get("roles") or "")))  # type: ignore[attr-defined]
        paid = payments_of(self.values_now.get("contributions"))
        sent = sum(1 for name in self.data if str(name).startswith("year_")) if self.data else 0
        self.rows = min(max(len(paid) + EMPTY_ROWS, sent), MOST_ROWS)
        for place in range(self.rows):
            year = Count(label=_("Year"), required=False)
            year.widget.attrs["class"] = "edit-year"
            amount = Euros(label=_("Amount in euro"), required=False)
            self.fields[f"year_{place}"] = year
            self.fields[f"amount_{place}"] = amount
            self.fields[f"key_{place}"] = Text(label=_("Divided by"), required=False)
            for field in (year, amount):
                field.widget.is_required = False

    @property
    def payments(self) -> Iterator[PaymentRow]:
        """The rows of the table of contributions."""
        for place in range(self.rows):
            yield PaymentRow(self[f"year_{place}"], self[f"amount_{place}"], self[f"key_{place}"])

    @classmethod
    def to_form(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Last days, lists for checkboxes, a row for each year."""
        shown = dict(values)
        if "valid_to" in shown:
            shown["last_day"] = last_day_of(shown.pop("valid_to"))
        shown["roles"] = list(listed(str(shown.get("roles") or "")))
        for place, (year, amount, key) in enumerate(payments_of(shown.pop("contributions", None))):
            shown[f"year_{place}"], shown[f"amount_{place}"] = year, amount
            shown[f"key_{place}"] = key
        return shown

    @classmethod
    def to_values(cls, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The other way round."""
        values = {
            name: value
            for name, value in super().to_values(cleaned).items()
            if not name.startswith(("year_", "amount_", "key_"))
        }
        if "last_day" in values:
            values["valid_to"] = first_day_after(values.pop("last_day"))
        values["roles"] = "|".join(sorted(values.get("roles") or ()))
        rows = [
            (year, cleaned.get(f"amount_{place}"), cleaned.get(f"key_{place}") or "")
            for place in range(MOST_ROWS)
            if (year := cleaned.get(f"year_{place}")) is not None
        ]
        values["contributions"] = payments_for_action(rows)
        return values

    def names_of(self, name: str) -> Sequence[str]:
        """The contributions are in a table."""
        if name != "contributions":
            return super().names_of(name)
        return [
            f"{column}_{place}"
            for place in range(self.rows)
            for column in ("year", "amount", "key")
        ]

    def clean(self) -> dict[str, Any]:
        """Periods, and for each year that is named an amount, once."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _PERIOD)
        years: set[int] = set()
        for place in range(self.rows):
            self._check_row(cleaned, place, years)
        return cleaned

    def _check_row(self, cleaned: dict[str, Any], place: int, years: set[int]) -> None:
        year_name, amount_name = f"year_{place}", f"amount_{place}"
        year, amount = cleaned.get(year_name), cleaned.get(amount_name)
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            self.add_error(year_name, _("Write the year in four figures: 2026."))
        elif year is not None and year in years:
            self.add_error(year_name, _("This year stands there twice."))
        elif year is not None and amount is None and amount_name not in self.errors:
            text = _("Fill in the amount of %(year)d, or empty the row.") % {"year": year}
            self.add_error(amount_name, text)
        elif amount is not None and year is None and year_name not in self.errors:
            self.add_error(year_name, _("Fill in the year of this amount."))
        if year is not None:
            years.add(year)


class AddParticipationForm(ParticipationForm):
    """A participant that is not there yet: a municipality, or somebody else."""

    municipality = Place(
        label=_("A municipality"),
        required=False,
        help_text=_("Type the first letters and choose."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("choose a kind")), *OTHERS],
        error_messages={"invalid_choice": _("This is not one of the choices.")},
    )
    name = Text(label=_("Name"), required=False)

    layout: ClassVar[Any] = (
        (_("Who takes part?"), ("municipality", "kind", "name")),
        *ParticipationForm.layout,
    )

    @classmethod
    def to_values(cls, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """A municipality by its code, others by kind and name; what is empty is left out."""
        values = super().to_values(cleaned)
        if values.get("municipality"):
            values["kind"] = Participation.Kind.MUNICIPALITY.value
            values.pop("name", None)
        else:
            values.pop("municipality", None)
        return {name: value for name, value in values.items() if value not in (None, "")}

    def clean(self) -> dict[str, Any]:
        """One of the two: a municipality, or a kind and a name."""
        cleaned = super().clean()
        place, kind, name = (cleaned.get(key) for key in ("municipality", "kind", "name"))
        if "municipality" in self.errors:
            return cleaned
        if place and (kind or name):
            self.add_error(
                "municipality", _("Choose a municipality or somebody else, not both at once.")
            )
        elif not place and not kind and not name:
            self.add_error("municipality", _("Say who takes part."))
        elif not place and not kind:
            self.add_error("kind", _("Choose what kind of participant this is."))
        elif not place and not name:
            self.add_error("name", _("Fill in the name of the participant."))
        return cleaned


def payments_of(contributions: Any) -> list[tuple[int, Decimal, str]]:
    """Year, amount in euro and cost key of what is paid, oldest first."""
    return sorted((year, amount, key) for year, (amount, key) in (contributions or {}).items())


def payments_for_action(rows: Sequence[tuple[int, Decimal | None, str]]) -> dict[int, Any]:
    """What is paid by year, in the form of the actions."""
    return {year: (amount, key) for year, amount, key in sorted(rows, key=_year)}


def _year(row: tuple[int, Decimal | None, str]) -> int:
    return row[0]
