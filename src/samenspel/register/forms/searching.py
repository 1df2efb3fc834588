# SPDX-License-Identifier: EUPL-1.2
"""The filter of the list of arrangements: what the address asks, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.analysis.dutch_text import MAX_QUERY_CHARS, QueryWord, query_terms
from samenspel.analysis.policy_areas import DOMAINS, THEMES
from samenspel.datapackage.legal_forms import LEGAL_FORMS
from samenspel.places.models import Country
from samenspel.register import labels
from samenspel.register.queries.arrangements import NOT_STATED, ArrangementFilter

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_PARTICIPANTS = 9_999
LONGEST_VALUE = 100

Choice = tuple[str, "str | Promise"]
STANDINGS: dict[str, Literal["in_force", "ended", "all"]] = {
    "": "in_force",
    "geldend": "in_force",
    "geeindigd": "ended",
    "alle": "all",
}
_TEXTS = {
    "invalid_choice": _("“%(value)s” is not one of the choices. This filter is left out."),
    "invalid": _("This is not a whole number. This filter is left out."),
    "min_value": _("A number below zero cannot be. This filter is left out."),
    "max_value": _("This number is too high. This filter is left out."),
}


class FilterChoice(forms.ChoiceField):
    """A choice whose labels may be renewed with counts, after the values have been checked."""

    def validate(self, value: Any) -> None:
        """Refuse an unknown value; name only its beginning, for it may be long."""
        if value and not self.valid_value(value):
            short = str(value)[:40]
            raise forms.ValidationError(
                _TEXTS["invalid_choice"], "invalid_choice", {"value": short}
            )


def _choice(label: _StrPromise) -> FilterChoice:
    return FilterChoice(label=label, required=False)


def _count(label: _StrPromise) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_PARTICIPANTS,
        error_messages=dict(_TEXTS),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ArrangementFilterForm(forms.Form):
    """Fields are named as in the address, in Dutch. A wrong value is reported and left out."""

    land = _choice(_("Country"))
    vorm = _choice(_("Legal form"))
    domein = _choice(_("Policy domain"))
    thema = _choice(_("Theme of regional work"))
    provincie = _choice(_("Province of the seat"))
    gemeente = forms.CharField(
        label=_("Municipality that takes part"), required=False, max_length=LONGEST_VALUE
    )
    verplicht = _choice(_("Compulsory or chosen"))
    deelnemers_van = _count(_("Participants, at least"))
    deelnemers_tot = _count(_("Participants, at most"))
    status = _choice(_("Status"))

    def __init__(self, data: QueryDict, *, provinces: Mapping[str, str]) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.provinces = provinces
        for name, values in self._allowed().items():
            self._field(name).choices = [(value, value) for value in values]
        # Each field belongs to the form around the search box, wherever it stands on the page.
        for field in self.fields.values():
            field.widget.attrs["form"] = "arrangement-filter"

    def _field(self, name: str) -> FilterChoice:
        return cast("FilterChoice", self.fields[name])

    def _allowed(self) -> dict[str, list[str]]:
        return {
            "land": list(Country.values),
            "vorm": [*(key for key in LEGAL_FORMS if key != labels.UNKNOWN_FORM), NOT_STATED],
            "domein": [*DOMAINS, NOT_STATED],
            "thema": [*THEMES, NOT_STATED],
            "provincie": [*self.provinces, NOT_STATED],
            "verplicht": ["ja", "nee", NOT_STATED],
            "status": list(filter(None, STANDINGS)),
        }

    def clean(self) -> dict[str, Any]:
        """A lower bound above the upper one is reported; then both are left out."""
        cleaned = super().clean() or {}
        least, most = cleaned.get("deelnemers_van"), cleaned.get("deelnemers_tot")
        if least is not None and most is not None and least > most:
            text = _("This is more than the highest number. Both are left out.")
            self.add_error("deelnemers_van", text)
            cleaned.pop("deelnemers_tot", None)
        return cleaned

    def asked(self, *, words: Sequence[QueryWord], municipality: str) -> ArrangementFilter:
        """The filter of the values that are right, with words to search and a municipal code."""
        self.is_valid()
        given = self.cleaned_data
        return ArrangementFilter(
            words=tuple(words),
            country=given.get("land", ""),
            form=given.get("vorm", ""),
            domain=given.get("domein", ""),
            theme=given.get("thema", ""),
            province=given.get("provincie", ""),
            municipality=municipality,
            compulsory=given.get("verplicht", ""),
            least=given.get("deelnemers_van"),
            most=given.get("deelnemers_tot"),
            standing=STANDINGS[given.get("status", "")],
        )

    def value_label(self, name: str, value: str) -> str:
        """What a value of a field is called on the screen."""
        if value == NOT_STATED:
            return str(_("not stated"))
        namers: dict[str, Callable[[str], str]] = {
            "land": lambda code: str(Country(code).label),
            "vorm": labels.legal_form,
            "domein": labels.domain,
            "thema": labels.theme,
            "provincie": lambda code: self.provinces.get(code, code),
            "verplicht": lambda text: labels.compulsory(text == "ja"),
            "status": lambda text: str(
                {"geldend": _("in force"), "geeindigd": _("ended"), "alle": _("all")}[text]
            ),
        }
        return namers[name](value)

    def offer(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Put names and counts in the lists; values that nothing has are left out."""
        for name, allowed in self._allowed().items():
            chosen = self.data.get(name, "")
            found = counts.get(name, {})
            options: list[Choice] = [
                (value, f"{self.value_label(name, value)} ({found.get(value, 0)})")
                for value in allowed
                if found.get(value) or value == chosen
            ]
            self._field(name).choices = [("", _("all")), *options]
        plain = [(value, self.value_label("status", value)) for value in self._allowed()["status"]]
        self._field("status").choices = plain


def search_words(text: str) -> tuple[QueryWord, ...]:
    """Words of a query, without what no database can hold."""
    return query_terms(text.replace("\x00", " ")[:MAX_QUERY_CHARS])
