# SPDX-License-Identifier: EUPL-1.2
"""What the address of the pages of a country asks, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.insight.queries.country.measures import (
    COMPARED,
    MEASURES,
    NOT_STATED,
    Measure,
    counted_domains,
    counted_forms,
    measure_of,
)
from samenspel.insight.queries.country.tables import domain_name, form_name
from samenspel.places.reference_dates import EARLIEST, LATEST
from samenspel.register.queries.facts import CountryFacts

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Choice = tuple[str, "str | Promise"]
_TEXTS = {"invalid_choice": _("This choice does not exist. It is left out.")}
_DAY_TEXTS = {
    "invalid": _("This date does not exist. Write the date as year-month-day: 2016-01-01."),
    "required": _("Fill in a date."),
}


def _choice(label: _StrPromise) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, error_messages=dict(_TEXTS))


class LongSelect(forms.Select):
    """A list of hundreds: its options are written at once, not by a template for each."""

    template_name = "insight/long_select.html"

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows: the element, and all options as one text."""
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, mark_safe(" selected") if str(key) == chosen else "", label)
                for key, label in cast("list[Choice]", list(self.choices))
            ),
        )
        built = self.build_attrs(self.attrs, attrs)
        return {"widget": {"name": name, "attrs": built, "options": options}}


class CountryForm(forms.Form):
    """The measure, which arrangements count, and one's own municipality.

    A wrong value is reported and left out. A municipality that does not exist on the date is no
    mistake: the reader may only have changed the date (:attr:`missing`).
    """

    maat = _choice(_("Measure"))
    gemeente = forms.CharField(label=_("Mark a municipality"), required=False, max_length=100)
    vorm = _choice(_("Legal form"))
    domein = _choice(_("Policy domain"))

    def __init__(self, data: QueryDict, facts: CountryFacts) -> None:
        asked = data.get("gemeente", "")
        codes = (m.code for m in facts.municipalities if asked in {m.code, m.slug})
        self.own = next(codes, "")
        """Code of the municipality to mark; empty for none or one that does not exist then."""
        # The list has codes, an address may have the name of the page.
        given = data.copy()
        given["gemeente"] = self.own
        self.missing = bool(asked) and not self.own
        """Whether a municipality was asked for that does not exist on the date."""
        super().__init__(given, auto_id="country-%s")
        self._choose("maat", [(measure.key, measure.title) for measure in MEASURES])
        self._choose("vorm", _counted(counted_forms(facts), form_name))
        self._choose("domein", _counted(counted_domains(facts), domain_name))
        places: list[Choice] = [("", _("none"))]
        ordered = sorted(facts.municipalities, key=lambda m: (dutch_sort_key(m.name), m.code))
        places += [(m.code, m.name) for m in ordered]
        self.fields["gemeente"].widget = LongSelect(choices=places)
        self.is_valid()

    def _choose(self, name: str, choices: list[Choice]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def _given(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    @property
    def measure(self) -> Measure:
        """The measure asked for, else the first one."""
        return measure_of(self._given("maat")) or MEASURES[0]

    @property
    def legal_form(self) -> str:
        """Identifier of a legal form; empty is every form."""
        return self._given("vorm")

    @property
    def domain(self) -> str:
        """Key of a policy domain; empty is every domain."""
        return self._given("domein")

    @property
    def is_narrowed(self) -> bool:
        """Whether a choice was made of which arrangements count, right or wrong."""
        return any(self.data.get(name) for name in ("vorm", "domein"))


def _counted(counts: Mapping[str, int], named: Callable[[str], str]) -> list[Choice]:
    """Values with how many arrangements have them, by name, "not stated" last."""
    keys = sorted(counts, key=lambda key: (key == NOT_STATED, named(key).casefold(), key))
    return [("", _("all")), *((key, f"{named(key)} ({counts[key]})") for key in keys)]


class ChangeForm(forms.Form):
    """Two dates and the measure to compare."""

    van = forms.DateField(
        label=_("From"), input_formats=["%Y-%m-%d"], error_messages=dict(_DAY_TEXTS)
    )
    tot = forms.DateField(
        label=_("To"), input_formats=["%Y-%m-%d"], error_messages=dict(_DAY_TEXTS)
    )
    maat = _choice(_("Measure"))

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id="change-%s")
        cast("forms.ChoiceField", self.fields["maat"]).choices = [
            (measure.key, measure.title) for measure in COMPARED
        ]
        for name in ("van", "tot"):
            widget = self.fields[name].widget
            widget.input_type = "date"
            widget.format = "%Y-%m-%d"
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        """The first date lies before the second, both between 1900 and 2100."""
        cleaned = super().clean() or {}
        for name in ("van", "tot"):
            day = cleaned.get(name)
            if day is not None and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("Choose a date between 1900 and 2100."))
        since, until = cleaned.get("van"), cleaned.get("tot")
        if since is not None and until is not None and since >= until:
            self.add_error("van", _("The first date must lie before the second one."))
        return cleaned

    @property
    def measure(self) -> Measure:
        """The measure asked for, else the first one."""
        asked = measure_of(str(self.cleaned_data.get("maat") or ""))
        return asked if asked in COMPARED else COMPARED[0]

    @property
    def days(self) -> tuple[date, date] | None:
        """Both dates; None where one of them is wrong."""
        if self.errors.keys() & {"van", "tot"}:
            return None
        return self.cleaned_data["van"], self.cleaned_data["tot"]
