# SPDX-License-Identifier: EUPL-1.2
"""Fields of the forms of activities: yes or no, whole numbers, hours, one of the parties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.models import Party

# Groups of three may be parted by a point, a comma or a space: whole numbers have no decimals.
_WHOLE = re.compile(r"\d{1,12}|\d{1,3}(?:[.,\s]\d{3}){1,3}")
_HOURS = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")


def yes_field(label: Any, help_text: Any = "") -> forms.BooleanField:
    """Yes or no."""
    return forms.BooleanField(label=label, help_text=help_text, required=False)


class FigureField(forms.CharField):
    """A figure as people write it; ``inputmode`` says which keys a telephone offers."""

    inputmode = "numeric"

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": self.inputmode, "class": "edit-figure"}
        super().__init__(
            required=False, max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs
        )


class WholeField(FigureField):
    """A whole number from 0: 1250, 1.250 or 1 250; empty is 0."""

    def clean(self, value: Any) -> Any:
        """The number.

        Raises
        ------
        ValidationError
            It is none, or has decimals.
        """
        text = super().clean(value).removeprefix("€").strip()
        if not text:
            return 0
        if _WHOLE.fullmatch(text) is None:
            raise forms.ValidationError(_("Fill in a whole number, such as 1250."))
        return int(re.sub(r"\D", "", text))


class HoursField(FigureField):
    """Hours with at most two decimals, after a comma or a point: 7,5 or 7.5; empty is 0."""

    inputmode = "decimal"

    def clean(self, value: Any) -> Any:
        """The hours, exactly.

        Raises
        ------
        ValidationError
            It is no such number.
        """
        text = super().clean(value)
        if not text:
            return Decimal(0)
        if _HOURS.fullmatch(text) is None:
            raise forms.ValidationError(
                _("Fill in hours as 12 or 7,5: without points between thousands.")
            )
        return Decimal(text.replace(",", "."))


class PartyField(forms.TypedChoiceField):
    """One of the parties of a link, given with :meth:`offer`."""

    def __init__(self, *, label: Any, required: bool = True, empty: Any = None) -> None:
        self._empty = empty if empty is not None else _("Choose a partner")
        self._known: dict[str, Party] = {}
        super().__init__(
            label=label,
            required=required,
            coerce=self._known_party,
            empty_value=None,
            error_messages={
                "required": _("Choose a partner."),
                "invalid_choice": _("Choose a partner."),
            },
        )

    def offer(self, parties: Sequence[Party]) -> None:
        """Let one of these be chosen."""
        self._known = {str(party.pk): party for party in parties}
        self.coerce = self._known_party
        pairs = [(key, party.name) for key, party in self._known.items()]
        self.choices = [("", self._empty), *pairs]

    def _known_party(self, key: str) -> Party:
        found = self._known.get(key)
        if found is None:
            raise ValueError(key)
        return found
