# SPDX-License-Identifier: EUPL-1.2
"""How much each theme weighs when municipalities are compared, as the address says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.insight.queries.peers.words import theme_label

# Names of the fields in the address.
FIELDS: Mapping[str, str] = {
    "size": "omvang",
    "density": "ruimte",
    "age": "leeftijd",
    "living": "wonen",
    "income": "inkomen",
    "education": "opleiding",
}
USUAL = "1"
CHOICES: tuple[tuple[str, Promise], ...] = (
    ("0", gettext_lazy("does not count")),
    ("0.5", gettext_lazy("counts half")),
    (USUAL, gettext_lazy("counts once")),
    ("2", gettext_lazy("counts twice")),
    ("4", gettext_lazy("counts four times")),
)


class PeersForm(forms.Form):
    """A weight for each theme that has figures in the country; an empty one counts once."""

    def __init__(self, data: Mapping[str, str], *, themes: tuple[str, ...]) -> None:
        super().__init__({FIELDS[key]: data.get(FIELDS[key]) or USUAL for key in themes})
        self._themes = themes
        for key in themes:
            self.fields[FIELDS[key]] = forms.ChoiceField(
                label=theme_label(key),
                choices=CHOICES,
                error_messages={
                    "invalid_choice": gettext_lazy("Choose one of the weights in the list.")
                },
            )

    def clean(self) -> dict[str, Any]:
        """At least one theme must count."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and self._themes and not any(self._weights(cleaned).values()):
            raise forms.ValidationError(_("Let at least one theme count."), "nothing_counts")
        return cleaned

    def _weights(self, cleaned: Mapping[str, Any]) -> dict[str, float]:
        return {key: float(cleaned.get(FIELDS[key], USUAL)) for key in self._themes}

    @property
    def weights(self) -> dict[str, float]:
        """Weight by theme; all count once when something was wrong."""
        return self._weights(self.cleaned_data) if self.is_valid() else self._weights({})

    @property
    def is_changed(self) -> bool:
        """Whether a theme counts other than once."""
        return any(weight != float(USUAL) for weight in self.weights.values())
