# SPDX-License-Identifier: EUPL-1.2
"""Who sits in a board for a municipality."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.insight.actions.representatives import RepresentativeValues
from samenspel.insight.models import Representative

WRONG_DATE = _("This date does not exist. Write the date as year-month-day: 2016-01-01.")


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DATE},
    )


class RepresentativeForm(forms.Form):
    """Name, office, role, board, period and source of one representative.

    ``arrangements`` are slug and name of what the municipality is in; without them the arrangement
    is not asked. ``lacks_name`` allows an empty name: it was removed.
    """

    name = forms.CharField(
        label=_("Name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Fill in a name.")},
    )
    office = forms.ChoiceField(
        label=_("Office"),
        choices=Representative.Office.choices,
        error_messages={"required": _("Choose an office from the list.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Representative.Role.choices,
        initial=Representative.Role.MEMBER.value,
        error_messages={"required": _("Choose a role from the list.")},
    )
    board = forms.CharField(
        label=_("Name of the board"),
        help_text=_("For instance: general board."),
        max_length=160,
        required=False,
    )
    valid_from = _day(_("First day"))
    last_day = _day(_("Last day"), _("Leave empty for who still sits there."))
    source = forms.CharField(
        label=_("How do you know this?"),
        help_text=_("For instance: council decision of 12 March 2026. Everybody can read this."),
        max_length=300,
        error_messages={"required": _("Say how you know this.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        arrangements: Sequence[tuple[str, str]] | None,
        lacks_name: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if arrangements is not None:
            self.fields["arrangement"] = forms.ChoiceField(
                label=_("In which arrangement?"),
                choices=[("", _("Choose one")), *arrangements],
                error_messages={
                    "required": _("Choose an arrangement from the list."),
                    "invalid_choice": _("Choose an arrangement from the list."),
                },
            )
            self.order_fields(["arrangement"])
        self.fields["name"].required = not lacks_name

    def values(self) -> RepresentativeValues:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        last: date | None = told["last_day"]
        return RepresentativeValues(
            name=told["name"],
            office=told["office"],
            role=told["role"],
            board=told["board"],
            valid_from=told["valid_from"],
            valid_to=last + timedelta(days=1) if last else None,
            source=told["source"],
        )


def initial_of(kept: Representative, seen: int) -> dict[str, Any]:
    """The fields of the form as the record stands."""
    return {
        "name": kept.name.text if kept.name else "",
        "office": kept.office,
        "role": kept.role,
        "board": kept.board,
        "valid_from": kept.valid_from,
        "last_day": kept.valid_to - timedelta(days=1) if kept.valid_to else None,
        "source": kept.source,
        "seen": seen,
    }


class EndForm(forms.Form):
    """Until when somebody sits there."""

    last_day = forms.DateField(
        label=_("Last day"),
        help_text=_("The last day on which this person sits there for the municipality."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Fill in the last day."), "invalid": WRONG_DATE},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
