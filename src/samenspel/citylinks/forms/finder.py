# SPDX-License-Identifier: EUPL-1.2
"""What is asked of partners, as the address says it: conditions, and what counts for how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.analysis.complementarity import (
    LINK_THEMES,
    LinkIndicator,
    PartnerWeights,
    WeightsError,
)
from samenspel.citylinks.queries.partners_conditions import USUAL_LARGEST, Conditions
from samenspel.citylinks.queries.partners_words import factor_label, theme_label

LONGEST_VALUE = 100
FARTHEST_KM = 1_000
MOST_PEOPLE = 100_000_000
LARGEST_ARRANGEMENT = 1_000
USUAL = "1"

THEME_FIELDS: Mapping[str, str] = {
    "people": "bevolking",
    "living": "wonen",
    "work": "werk",
    "knowledge": "kennis",
    "facilities": "voorzieningen",
    "space": "ruimte",
    "administration": "bestuur",
    "entered": "gezegd",
}
"""Names in the address of the weights of themes."""
FACTOR_FIELDS: Mapping[str, str] = {
    "alike": "opgaven",
    "unlike": "verschil",
    "reciprocity": "wederkerig",
}
"""Names in the address of the weights of factors."""
THEME_CHOICES: tuple[tuple[str, Promise], ...] = (
    ("0", gettext_lazy("does not count")),
    (USUAL, gettext_lazy("counts once")),
    ("2", gettext_lazy("counts twice")),
    ("4", gettext_lazy("counts four times")),
    ("8", gettext_lazy("counts eight times")),
)
FACTOR_CHOICES: tuple[tuple[str, Promise], ...] = (
    ("0", gettext_lazy("does not count")),
    (USUAL, gettext_lazy("counts once")),
    ("2", gettext_lazy("counts twice")),
    ("3", gettext_lazy("counts three times")),
)
CONDITION_FIELDS = ("minkm", "maxkm", "provincie", "mininwoners", "maxinwoners", "land")
TIE_FIELDS = ("los", "grens", "fusie")
_NO_CHOICE = {"invalid_choice": gettext_lazy("This is not one of the choices.")}


def _number(label: Any, low: int, high: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=low, max_value=high, help_text=help_text
    )


class PartnersForm(forms.Form):
    """Conditions for partners and weights; what is not in the address is as usual.

    ``indicators`` are those of which there are figures: their themes can be weighed.
    """

    minkm = _number(gettext_lazy("At least so many kilometres away"), 0, FARTHEST_KM)
    maxkm = _number(gettext_lazy("At most so many kilometres away"), 0, FARTHEST_KM)
    provincie = forms.ChoiceField(
        label=gettext_lazy("Province"),
        required=False,
        choices=[
            ("", gettext_lazy("any")),
            ("other", gettext_lazy("another province")),
            ("own", gettext_lazy("the own province")),
        ],
        error_messages=_NO_CHOICE,
    )
    mininwoners = _number(gettext_lazy("At least so many residents"), 0, MOST_PEOPLE)
    maxinwoners = _number(gettext_lazy("At most so many residents"), 0, MOST_PEOPLE)
    land = forms.ChoiceField(
        label=gettext_lazy("Country"),
        required=False,
        choices=[
            ("", gettext_lazy("the own country")),
            ("nl", gettext_lazy("the Netherlands")),
            ("be", gettext_lazy("Flanders")),
            ("both", gettext_lazy("both countries")),
        ],
        error_messages=_NO_CHOICE,
    )
    los = forms.BooleanField(
        label=gettext_lazy("not together in an arrangement already"), required=False
    )
    grens = _number(
        gettext_lazy("Ignore arrangements with more municipalities than"),
        2,
        LARGEST_ARRANGEMENT,
        gettext_lazy("In very large arrangements one hardly meets. 50 if you leave it empty."),
    )
    fusie = forms.BooleanField(
        label=gettext_lazy("also a municipality with which it merges or was one"), required=False
    )

    def __init__(self, data: Mapping[str, str], *, indicators: Sequence[LinkIndicator]) -> None:
        kept = {key: str(value)[:LONGEST_VALUE] for key, value in data.items()}
        self._indicators = indicators
        themes = dict.fromkeys(indicator.theme for indicator in indicators)
        self.theme_names = {key: THEME_FIELDS[key] for key in LINK_THEMES if key in themes}
        weights = [*self.theme_names.values(), *FACTOR_FIELDS.values()]
        super().__init__({**kept, **{name: kept.get(name) or USUAL for name in weights}})
        for key, name in self.theme_names.items():
            self.fields[name] = _weight(theme_label(key), THEME_CHOICES)
        for key, name in FACTOR_FIELDS.items():
            self.fields[name] = _weight(factor_label(key), FACTOR_CHOICES)
        for name, field in self.fields.items():
            if isinstance(field, forms.IntegerField):
                field.error_messages |= _whole_number(field)
                field.widget.attrs["inputmode"] = "numeric"
                self._is_number(name)

    def _is_number(self, name: str) -> None:
        """A point or blank in a number of residents is no mistake: 10.000 and 10 000."""
        text = str(self.data.get(name, ""))
        bare = text.replace(".", "").replace(" ", "").replace("\u00a0", "")
        if text != bare and bare.isdecimal():
            self.data = {**self.data, name: bare}

    def clean(self) -> dict[str, Any]:
        """Both ends of a range in order, and something left to compare by."""
        cleaned: dict[str, Any] = super().clean() or {}
        for low, high in (("minkm", "maxkm"), ("mininwoners", "maxinwoners")):
            least, most = cleaned.get(low), cleaned.get(high)
            if least is not None and most is not None and least > most:
                self.add_error(high, _("This is less than the least. Nobody can be that."))
        if not self.errors:
            self._require_something(cleaned)
        return cleaned

    def _require_something(self, cleaned: Mapping[str, Any]) -> None:
        if not any(int(cleaned[name]) for name in FACTOR_FIELDS.values()):
            raise forms.ValidationError(_("Let at least one part of the score count."))
        try:
            self._weights(cleaned).check(self._indicators)
        except WeightsError as error:
            raise forms.ValidationError(
                _("Nothing is left to compare by. Let at least one more theme count.")
            ) from error

    def _weights(self, cleaned: Mapping[str, Any]) -> PartnerWeights:
        return PartnerWeights(
            {key: int(cleaned.get(name, USUAL)) for key, name in self.theme_names.items()},
            {key: int(cleaned.get(name, USUAL)) for key, name in FACTOR_FIELDS.items()},
        )

    @property
    def weights(self) -> PartnerWeights:
        """The weights; the usual ones when something was wrong."""
        return self._weights(self.cleaned_data) if self.is_valid() else PartnerWeights()

    @property
    def conditions(self) -> Conditions:
        """The conditions; none when something was wrong."""
        if not self.is_valid():
            return Conditions()
        asked = self.cleaned_data
        return Conditions(
            least_km=asked["minkm"],
            most_km=asked["maxkm"],
            province=asked["provincie"],
            least_people=asked["mininwoners"],
            most_people=asked["maxinwoners"],
            country=asked["land"],
            is_apart=asked["los"],
            largest_arrangement=asked["grens"] or USUAL_LARGEST,
            with_mergers=asked["fusie"],
        )

    @property
    def has_own_weights(self) -> bool:
        """Whether a theme or factor counts other than once."""
        usual = PartnerWeights()
        return (self.weights.themes, self.weights.factors) != (usual.themes, usual.factors)

    @property
    def has_conditions(self) -> bool:
        """Whether anything is asked of partners."""
        return self.conditions != Conditions()

    @property
    def opens_conditions(self) -> bool:
        """Whether the conditions must be seen: one is set, or wrong."""
        return self.has_conditions or any(n in self.errors for n in CONDITION_FIELDS + TIE_FIELDS)

    @property
    def opens_weights(self) -> bool:
        """Whether the weights must be seen: one is not as usual, or wrong."""
        of_weights = {*self.theme_names.values(), *FACTOR_FIELDS.values(), NON_FIELD_ERRORS}
        return self.has_own_weights or bool(of_weights & set(self.errors))

    @property
    def is_changed(self) -> bool:
        """Whether something is asked that is not as usual, rightly or wrongly."""
        return bool(self.errors) or self.has_own_weights or self.has_conditions

    @property
    def asked(self) -> dict[str, str]:
        """What the address says that is not as usual, by name of the field: for links onward."""
        usual = {*self.theme_names.values(), *FACTOR_FIELDS.values()}
        return {
            name: str(self.data[name])
            for name in self.fields
            if self.data.get(name) and not (name in usual and self.data[name] == USUAL)
        }

    @property
    def condition_fields(self) -> list[forms.BoundField]:
        """The fields about where a partner lies and how large it is."""
        return [self[name] for name in CONDITION_FIELDS]

    @property
    def tie_fields(self) -> list[forms.BoundField]:
        """The fields about what a partner has with the municipality already."""
        return [self[name] for name in TIE_FIELDS]

    @property
    def theme_fields(self) -> list[forms.BoundField]:
        """The weights of themes."""
        return [self[name] for name in self.theme_names.values()]

    @property
    def factor_fields(self) -> list[forms.BoundField]:
        """The weights of the parts of the score."""
        return [self[name] for name in FACTOR_FIELDS.values()]


def _weight(label: str, choices: Sequence[tuple[str, Promise]]) -> forms.ChoiceField:
    wrong = gettext_lazy("Choose one of the weights in the list.")
    return forms.ChoiceField(label=label, choices=choices, error_messages={"invalid_choice": wrong})


def _whole_number(field: forms.IntegerField) -> dict[str, str]:
    wrong = _("Write a whole number from %(low)d to %(high)d.") % {
        "low": field.min_value,
        "high": field.max_value,
    }
    return {"invalid": wrong, "min_value": wrong, "max_value": wrong}
