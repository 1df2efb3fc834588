# SPDX-License-Identifier: EUPL-1.2
"""Forms of what taking part asks: the assumption for a legal form, the real figures of a year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.analysis.burden import FIGURES, MOST, PLACES
from samenspel.insight.queries.burden.told import AMOUNT_LABELS

_WRONG = _("Write a number from 0 to 10,000, with at most two decimals.")
_MISSING = _("Fill in a number; 0 is a number too.")
HELP: Mapping[str, Any] = {
    "seats": _("In the general board, or the meeting that takes its place."),
    "meetings": _("Of that board."),
    "member_hours": _("With reading, preparing and travelling."),
    "official_hours": _("Of one municipality: advice, preparing, following up."),
    "pages": _("All papers that the members get for it."),
}


def _amount(name: str, *, required: bool) -> forms.DecimalField:
    wrong = ("invalid", "max_digits", "max_decimal_places", "max_whole_digits", "min_value",
             "max_value")  # fmt: skip
    return forms.DecimalField(
        label=AMOUNT_LABELS[name],
        help_text=HELP[name],
        required=required,
        min_value=Decimal(0),
        max_value=MOST,
        decimal_places=PLACES,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
        error_messages={"required": _MISSING, **dict.fromkeys(wrong, _WRONG)},
    )


class _AmountsForm(forms.Form):
    """The five amounts."""

    are_required = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amounts: dict[str, forms.Field] = {
            name: _amount(name, required=self.are_required) for name in FIGURES
        }
        self.fields = {**self._first(), **amounts, **self._last()}

    def _first(self) -> dict[str, forms.Field]:
        return {name: field for name, field in self.fields.items() if name == "year"}

    def _last(self) -> dict[str, forms.Field]:
        return {name: field for name, field in self.fields.items() if name != "year"}

    def amounts(self) -> dict[str, Decimal | None]:
        """What was filled in, by name."""
        return {name: self.cleaned_data.get(name) for name in FIGURES}


class AssumptionForm(_AmountsForm):
    """What a legal form is assumed to ask, and why."""

    are_required = True
    note = forms.CharField(
        label=_("Why do you assume this?"),
        help_text=_("Everybody reads this beside the numbers."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why you assume this.")},
    )


class WorkloadForm(_AmountsForm):
    """What an arrangement really asked in a year; only what is known."""

    year = forms.IntegerField(
        label=_("Year"),
        min_value=1900,
        max_value=2100,
        widget=forms.NumberInput(attrs={"size": 6}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Write a year, such as 2025.")
        ),
    )
    source = forms.CharField(
        label=_("Where do these figures come from?"),
        help_text=_("For instance: agendas and annual report 2025."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say where these figures come from.")},
    )
