# SPDX-License-Identifier: EUPL-1.2
"""Filtering pairs, and deciding on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.register.lists.cells import CellProblem
from samenspel.stewardship.models import FieldDecision, Match
from samenspel.stewardship.own_list.cells import read_cell
from samenspel.stewardship.queries.matching import MatchFilter

LONGEST_REASON = 2_000


class MatchFilterForm(forms.Form):
    """Fields are named as in the address, in Dutch; a wrong value is reported and left out."""

    score = forms.ChoiceField(
        label=_("Likeness"),
        required=False,
        choices=[
            ("", _("all")),
            ("hoog", _("90% and more")),
            ("midden", _("75% to 90%")),
            ("laag", _("less than 75%")),
        ],
    )
    provincie = forms.ChoiceField(label=_("Province of the seat"), required=False)
    gemeente = forms.CharField(
        label=_("Municipality that takes part"), required=False, max_length=100
    )
    sortering = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("most alike first")),
            ("score", _("least alike first")),
            ("naam", _("by name")),
        ],
    )

    def __init__(self, data: Any, *, provinces: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="filter-%s")
        field = self.fields["provincie"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("all")), *provinces]

    def asked(self, *, standing: str, municipality: str) -> MatchFilter:
        """The filter of the values that are right; ``municipality`` is a code."""
        self.is_valid()
        given = self.cleaned_data
        return MatchFilter(
            standing=standing,
            score=given.get("score", ""),
            province=given.get("provincie", ""),
            municipality=municipality,
            sorting=given.get("sortering", ""),
        )


class MatchForm(forms.Form):
    """Are these the same arrangement?"""

    state = forms.ChoiceField(
        label=_("Is this the same arrangement?"),
        choices=[
            (Match.State.SAME.value, _("Yes, the same")),
            (Match.State.DIFFERENT.value, _("No, these are different arrangements")),
            (Match.State.PROPOSED.value, _("Not known yet: later")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Needed when they are different."),
    )


class FieldForm(forms.Form):
    """Which source is right about one line."""

    field = forms.CharField(max_length=600)
    seen = forms.CharField(max_length=64)
    chosen = forms.ChoiceField(choices=FieldDecision.Chosen.choices)
    reason = forms.CharField(max_length=LONGEST_REASON, required=False)
    last_day = forms.CharField(max_length=40, required=False)

    def clean_last_day(self) -> date | None:
        """A date as people write it."""
        text = str(self.cleaned_data["last_day"]).strip()
        if not text:
            return None
        try:
            found: date = read_cell("valid_from", text)
        except CellProblem as problem:
            raise forms.ValidationError(f"{problem.what} {problem.expected}") from problem
        return found
