# SPDX-License-Identifier: EUPL-1.2
"""Saying what the rows of an own list are about, and taking it over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.register.lists.cells import CellProblem
from samenspel.stewardship.own_list.cells import read_cell
from samenspel.stewardship.own_list.comparing import NEW, RowOutcome
from samenspel.stewardship.queries.imports import Missing

LONGEST_REASON = 2_000
LONGEST_SOURCE = 2_000


class GroundForm(forms.Form):
    """Why, and on what ground: once for all that is done."""

    reason = forms.CharField(
        label=_("Why do you change this?"),
        help_text=_("For example: yearly check of our arrangements."),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Say why this is changed.")},
    )
    source = forms.CharField(
        label=_("On what ground?"),
        help_text=_("A document, a decision or a web address, for example our own register."),
        max_length=LONGEST_SOURCE,
        error_messages={"required": _("Say on what ground this is changed.")},
    )


class ApplyForm(GroundForm):
    """Taking a list over, with the last days of what ended and is not in the list."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, missing: Sequence[Missing] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._all_missing = tuple(missing)
        self.missing = {f"einde-{m.participation_id}": m for m in missing if m.may_end}
        for name, one in self.missing.items():
            self.fields[name] = forms.CharField(
                label=_("Last day of our participation"), required=False, max_length=40,
                widget=forms.TextInput(
                    attrs={
                        "aria-label": _("Last day of our participation in %(name)s")
                        % {"name": one.known.name},
                        "placeholder": "31-12-2025",
                    }
                ),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Every last day is a date."""
        cleaned = super().clean() or {}
        for name in self.missing:
            text = str(cleaned.get(name, "")).strip()
            if text:
                try:
                    cleaned[name] = read_cell("valid_from", text)
                except CellProblem as problem:
                    self.add_error(name, f"{problem.what} {problem.expected}")
        return cleaned

    @property
    def rows(self) -> list[tuple[Missing, forms.BoundField | None]]:
        """What is missing with the field of its last day; None where this person may not end it."""
        return [
            (one, self[f"einde-{one.participation_id}"] if one.may_end else None)
            for one in self._all_missing
        ]

    @property
    def ends(self) -> dict[int, date]:
        """From a participation to the first day on which it no longer holds."""
        return {
            one.participation_id: self.cleaned_data[name] + timedelta(days=1)
            for name, one in self.missing.items()
            if isinstance(self.cleaned_data.get(name), date)
        }


def choices_in(data: Any, outcomes: Sequence[RowOutcome]) -> dict[int, str]:
    """What a person chose for the rows that ask for it; anything not offered is left out."""
    chosen = {}
    for outcome in outcomes:
        value = data.get(f"rij-{outcome.row.number}", "")
        if value == NEW or value in {p.slug for p in outcome.proposals}:
            chosen[outcome.row.number] = value
    return chosen
