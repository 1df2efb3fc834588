# SPDX-License-Identifier: EUPL-1.2
"""Beginning a file, its head, its parties, and its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.actions.links import LinkValues
from samenspel.citylinks.actions.parties import PartyValues
from samenspel.citylinks.countries import countries
from samenspel.citylinks.forms.file_fields import (
    EditionForm,
    PlainForm,
    QuickSelect,
    choice,
    day,
    line,
    number,
    text,
)
from samenspel.citylinks.models import CityLink, Party
from samenspel.places.models import Municipality, on_date

MOST_PEOPLE = 100_000_000
Choices = Sequence[tuple[str, str]]


def _kind() -> Any:
    return choice(_("What kind of link is it?"), CityLink.Kind.choices)


def _purpose() -> Any:
    return text(
        _("What is it for?"),
        _("In a few sentences that residents understand. Everybody sees it on a public page."),
    )


def _begun() -> Any:
    return day(_("Since when is there a link?"), _("Leave empty when it is still to begin."))


def _source() -> Any:
    return line(_("Source"), 500, _("Where this can be read, such as an address on the web."))


class PartyFields(PlainForm):
    """A partner: a municipality of the register by name, or one elsewhere."""

    municipality = line(
        _("Municipality in the register"),
        500,
        _("The name of a municipality in the Netherlands or Flanders."),
        list="municipalities",
        autocomplete="off",
    )
    name = line(
        _("Or a partner elsewhere: its name"), 160, _("For a city or region in another country.")
    )
    country = choice(_("Country"), (), required=False)
    language = line(_("Language"), 60, _("In which language do you speak with each other?"))
    inhabitants = number(_("Inhabitants"), 0, MOST_PEOPLE)
    latitude = forms.FloatField(
        label=_("Place on the map: north"),
        required=False,
        help_text=_("In degrees, such as 14.79. South of the equator with a minus."),
        error_messages={"invalid": _("Fill in a number such as 14.79.")},
    )
    longitude = forms.FloatField(
        label=_("Place on the map: east"),
        required=False,
        help_text=_("In degrees, such as 4.9. West of Greenwich with a minus."),
        error_messages={"invalid": _("Fill in a number such as 14.79.")},
    )
    valid_from = day(_("Takes part since"), _("Leave empty: since the link began."))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.found: Municipality | None = None
        field: Any = self.fields["country"]
        field.widget = QuickSelect()
        field.choices = [("", "–"), *countries()]

    def clean(self) -> dict[str, Any]:
        """Look the municipality up; either that or a name elsewhere is there."""
        told = super().clean() or {}
        wanted, name = told.get("municipality", "").strip(), told.get("name", "").strip()
        if wanted and name:
            self.add_error("name", _("Choose one: from the register, or elsewhere."))
        elif wanted:
            self.found = municipality_called(wanted, on=self.on)
            if self.found is None:
                self.add_error(
                    "municipality", _("This municipality is not in the register. See the list.")
                )
        elif not name:
            self.add_error("municipality", _("Fill in a municipality, or a partner elsewhere."))
        elif not told.get("country"):
            self.add_error("country", _("Choose a country from the list."))
        return told

    def values(self) -> PartyValues:
        """The party as the action takes it."""
        told = self.cleaned_data
        return PartyValues(
            municipality=self.found,
            name=told["name"],
            country=told["country"],
            language=told["language"],
            latitude=told["latitude"],
            longitude=told["longitude"],
            inhabitants=told["inhabitants"],
            valid_from=told["valid_from"],
        )


def municipality_called(name: str, *, on: date) -> Municipality | None:
    """The municipality with this name (perhaps with "(province)" or its code) on the day."""
    rows = Municipality.objects.filter(on_date(on)).order_by("code")
    by_code = rows.filter(code__iexact=name).first()
    if by_code is not None:
        return by_code
    found = list(rows.filter(name__iexact=" ".join(name.split()))[:2])
    return found[0] if len(found) == 1 else None


class MakeForm(PlainForm):
    """A new file; the partners are in forms of their own beside it."""

    name = line(
        _("What is the link called?"),
        200,
        _("For instance: the names of the partners."),
        missing=_("Give the link a name."),
    )
    kind = _kind()
    purpose = _purpose()
    begun_on = _begun()
    arrangement_slug = choice(
        _("Does it belong to an arrangement in the register?"), (), required=False
    )

    def __init__(self, *args: Any, arrangements: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_arrangements(self, arrangements)


def set_arrangements(form: forms.Form, arrangements: Iterable[tuple[str, str]]) -> None:
    """Offer these arrangements, or none; without any there is no field."""
    if not arrangements:
        del form.fields["arrangement_slug"]
        return
    field: Any = form.fields["arrangement_slug"]
    field.choices = [("", _("No")), *arrangements]


class HeadForm(EditionForm):
    """The head of a file."""

    name = line(_("What is the link called?"), 200, missing=_("Give the link a name."))
    kind = _kind()
    purpose = _purpose()
    begun_on = _begun()
    rhythm_days = number(
        _("How many days may there be between two contacts?"),
        1,
        3660,
        _("As the partners agreed. Leave empty: then the page goes by how it went so far."),
    )
    arrangement_slug = choice(
        _("Does it belong to an arrangement in the register?"), (), required=False
    )
    source = _source()

    def __init__(self, *args: Any, arrangements: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_arrangements(self, arrangements)

    def values(self) -> LinkValues:
        """The head as the action takes it."""
        told = self.cleaned_data
        return LinkValues(
            name=told["name"],
            kind=told["kind"],
            purpose=told["purpose"],
            begun_on=told["begun_on"],
            rhythm_days=told["rhythm_days"],
            arrangement_slug=told.get("arrangement_slug", ""),
            source=told["source"],
        )


class NewPartyForm(PartyFields, EditionForm):
    """A party that joins."""


class ElsewhereForm(PartyFields, EditionForm):
    """A party elsewhere, described anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["municipality"]
        self.fields["name"].label = _("Name")


class SinceForm(EditionForm):
    """Since when a municipality of the register takes part."""

    valid_from = day(_("Takes part since"), _("Leave empty: since the link began."))

    def values(self, party: Party) -> PartyValues:
        """The party as the action takes it."""
        return PartyValues(party.municipality, valid_from=self.cleaned_data["valid_from"])


class LastDayForm(EditionForm):
    """Until when a party took part."""

    last_day = day(_("What was the last day?"), required=True)


class ActivateForm(PlainForm):
    """From when the link is active."""

    on = day(_("From which day is the link active?"), required=True)


class EndForm(PlainForm):
    """When and why a link ended, and what it taught."""

    on = day(_("What was the last day of the link?"), required=True)
    because = text(
        _("Why does it end?"),
        _("Honest and short. Everybody can read it on a public page."),
        missing=_("Say in a sentence why it ended."),
    )
    lesson = text(
        _("What was learned?"), _("What would you tell others who begin a link? It stays here.")
    )


class ReopenForm(PlainForm):
    """Why a link is taken up again."""

    because = text(
        _("Why is it taken up again?"), missing=_("Say in a sentence why it is taken up again.")
    )
