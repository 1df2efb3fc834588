# SPDX-License-Identifier: EUPL-1.2
"""What is asked of the pairs of a country, as the address says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.analysis.matching import EdgeRule, Kind
from samenspel.citylinks.queries.country_pairs import CountryQuestion
from samenspel.citylinks.queries.partners_conditions import Conditions

LONGEST_VALUE = 20
USUAL = EdgeRule()
KINDS: Mapping[str, Kind] = {"": "optimal", "stabiel": "stable"}
RULE_FIELDS = ("groot", "klein", "groei", "adressen")
CONDITION_FIELDS = ("minkm", "provincie", "los")
_NO_CHOICE = {"invalid_choice": gettext_lazy("This is not one of the choices.")}


def _number(label: Any, low: int, high: int) -> forms.IntegerField:
    found = forms.IntegerField(label=label, required=False, min_value=low, max_value=high)
    found.widget.attrs["inputmode"] = "numeric"
    return found


class CountryForm(forms.Form):
    """Which kind of pairs, between whom; what is not in the address is as usual."""

    soort = forms.ChoiceField(
        label=gettext_lazy("Which pairs?"),
        required=False,
        choices=[
            ("", gettext_lazy("the best for all together")),
            ("stabiel", gettext_lazy("stable: no two would rather swap")),
        ],
        error_messages=_NO_CHOICE,
    )
    wie = forms.ChoiceField(
        label=gettext_lazy("Between whom?"),
        required=False,
        choices=[
            ("", gettext_lazy("all municipalities with each other")),
            ("randen", gettext_lazy("every large municipality with one at the edge")),
        ],
        error_messages=_NO_CHOICE,
    )
    groot = _number(gettext_lazy("Large: residents, at least"), 1, 10_000_000)
    klein = _number(gettext_lazy("Small: fewer residents than"), 0, 10_000_000)
    groei = _number(gettext_lazy("Not growing: growth in per cent, at most"), -100, 1_000)
    adressen = _number(gettext_lazy("Few addresses: per km² nearby, fewer than"), 0, 100_000)
    minkm = _number(gettext_lazy("At least so many kilometres apart"), 0, 1_000)
    provincie = forms.ChoiceField(
        label=gettext_lazy("Province"),
        required=False,
        choices=[("", gettext_lazy("any")), ("other", gettext_lazy("another province"))],
        error_messages=_NO_CHOICE,
    )
    los = forms.BooleanField(
        label=gettext_lazy("not together in an arrangement already"), required=False
    )

    def __init__(self, data: Mapping[str, str]) -> None:
        kept = {key: str(value)[:LONGEST_VALUE] for key, value in data.items()}
        usual = (USUAL.large, USUAL.small, USUAL.growth, USUAL.addresses)
        filled = {
            name: kept.get(name) or str(value)
            for name, value in zip(RULE_FIELDS, usual, strict=True)
        }
        super().__init__({**kept, **filled})
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):
                wrong = _("Write a whole number from %(low)d to %(high)d.") % {
                    "low": field.min_value,
                    "high": field.max_value,
                }
                field.error_messages |= dict.fromkeys(("invalid", "min_value", "max_value"), wrong)

    @property
    def question(self) -> CountryQuestion:
        """What is asked; as usual when something was wrong."""
        if not self.is_valid():
            return CountryQuestion()
        asked = self.cleaned_data
        return CountryQuestion(
            kind=KINDS[asked["soort"]],
            rule=EdgeRule(*(asked[name] for name in RULE_FIELDS)) if asked["wie"] else None,
            conditions=Conditions(
                least_km=asked["minkm"], province=asked["provincie"], is_apart=asked["los"]
            ),
        )

    @property
    def has_conditions(self) -> bool:
        """Whether anything is asked of partners."""
        return self.question.conditions != Conditions()

    @property
    def is_changed(self) -> bool:
        """Whether something is asked that is not as usual, rightly or wrongly."""
        return bool(self.errors) or self.question != CountryQuestion()

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """Which kind, and between whom."""
        return [self["soort"], self["wie"]]

    @property
    def rule_fields(self) -> list[forms.BoundField]:
        """When a municipality is large, and when it is at the edge."""
        return [self[name] for name in RULE_FIELDS]

    @property
    def condition_fields(self) -> list[forms.BoundField]:
        """What partners must be to each other."""
        return [self[name] for name in CONDITION_FIELDS]
