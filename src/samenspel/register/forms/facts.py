# SPDX-License-Identifier: EUPL-1.2
"""The facts of an arrangement: correcting, ending, adding one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenspel.analysis.policy_areas import DOMAINS, POLICY_AREAS, THEMES
from samenspel.datapackage.legal_forms import LEGAL_FORMS
from samenspel.register import labels
from samenspel.register.forms.editing import EditForm
from samenspel.register.forms.fields import (
    Day,
    Lines,
    Place,
    Text,
    WebAddress,
    first_day_after,
    last_day_of,
    powers_field,
)
from samenspel.register.models import Status
from samenspel.register.queries.arrangement.texts import listed

_YES_NO = {"": None, "yes": True, "no": False}
_CHOOSE = {"invalid_choice": _("This is not one of the choices.")}
_PERIOD = _("The last day lies before the first day.")
_BARRED = ("legal_bases", "decree_urls")
"""Values that the database keeps in one cell with ``|`` between."""


@dataclass(frozen=True)
class AreaGroup:
    """The policy areas of one main theme, as checkboxes."""

    label: str
    options: tuple[BoundWidget, ...]
    chosen: int


class FactsForm(EditForm):
    """Name, form, subject, period, seat, ground in law, website of one version."""

    name = Text(label=_("Name"))
    citation_title = Text(
        label=_("Official or short title"),
        required=False,
        help_text=_("As the text of the arrangement says that it may be called."),
    )
    legal_form = forms.ChoiceField(label=_("Legal form"), required=False, error_messages=_CHOOSE)
    is_compulsory = forms.ChoiceField(
        label=_("Is taking part compulsory?"),
        required=False,
        error_messages=_CHOOSE,
        choices=[
            ("", _("not known")),
            ("yes", pgettext_lazy("arrangement", "compulsory")),
            ("no", pgettext_lazy("arrangement", "chosen")),
        ],
    )
    purpose = Text(
        label=_("What is it for?"),
        rows=5,
        required=False,
        help_text=_("Purpose and tasks in a few plain sentences."),
    )
    policy_areas = forms.MultipleChoiceField(
        label=_("Policy areas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_CHOOSE,
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes of regional work"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_CHOOSE,
    )
    valid_from = Day(label=_("First day"), required=False)
    last_day = Day(
        label=_("Last day"),
        required=False,
        help_text=_("Leave empty as long as it goes on."),
    )
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices, error_messages=_CHOOSE)
    status_note = Text(
        label=_("Remark on the status"),
        required=False,
        help_text=_("A few words that stand beside the name, for instance: is being wound up."),
    )
    seat_place = Text(label=_("Place"), required=False)
    seat_postcode = Text(label=_("Postcode"), required=False, max_length=20)
    seat_municipality = Place(
        label=_("Municipality of the seat"),
        required=False,
        help_text=_("Type the first letters and choose."),
    )
    powers = powers_field(label=_("Powers handed over by"), required=False)
    legal_bases = Lines(
        label=_("Acts that it rests on"),
        rows=3,
        required=False,
        help_text=_("One on each line, for instance: Wet gemeenschappelijke regelingen."),
    )
    decree_urls = Lines(
        label=_("Published decisions"),
        rows=3,
        required=False,
        help_text=_("One web address on each line."),
    )
    website = WebAddress(label=_("Website"), required=False)
    source_url = WebAddress(
        label=_("Page of the source"),
        required=False,
        help_text=_("Where readers can check this record."),
    )

    layout: ClassVar[Any] = (
        (_("Name and form"), ("name", "citation_title", "legal_form", "is_compulsory")),
        (_("What is it about?"), ("purpose", "policy_areas", "themes")),
        (_("Since when, until when?"), ("valid_from", "last_day", "status", "status_note")),
        (_("Seat"), ("seat_place", "seat_postcode", "seat_municipality")),
        (_("Ground in law"), ("powers", "legal_bases", "decree_urls")),
        (_("Where to read more"), ("website", "source_url")),
    )

    def __init__(self, data: Any = None, *, country: str = "", **kwargs: Any) -> None:
        self.country = country
        super().__init__(data, **kwargs)

    def prepare(self) -> None:
        """Offer what this record may be, and what it is already."""
        now = self.values_now
        self.offer_choices(
            "legal_form", list(_forms(self.country, str(now.get("legal_form") or "")))
        )
        areas = [*POLICY_AREAS, *(a for a in now.get("policy_areas", ()) if a not in POLICY_AREAS)]
        self.offer_choices("policy_areas", [(key, labels.policy_area(key)) for key in areas])
        themes = [*THEMES, *(t for t in now.get("themes", ()) if t not in THEMES)]
        self.offer_choices("themes", [(key, labels.theme(key)) for key in themes])
        if "powers" in self.fields:
            self.fields["powers"].also(listed(str(now.get("powers") or "")))  # type: ignore[attr-defined]
        for name in ("website", "source_url"):
            if name in self.fields:
                self.fields[name].known = str(now.get(name) or "").strip()  # type: ignore[attr-defined]

    def offer_choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def to_form(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Last days, lists for checkboxes, a word for yes and no."""
        shown = dict(values)
        if "valid_to" in shown:
            shown["last_day"] = last_day_of(shown.pop("valid_to"))
        for name in ("policy_areas", "themes"):
            shown[name] = list(shown.get(name) or ())
        shown["powers"] = list(listed(str(shown.get("powers") or "")))
        for name in _BARRED:
            shown[name] = listed(str(shown.get(name) or ""))
        told = {answer: word for word, answer in _YES_NO.items()}
        shown["is_compulsory"] = told[shown.get("is_compulsory")]
        return shown

    @classmethod
    def to_values(cls, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The other way round; lists in the order of the official list, so that they compare."""
        values = super().to_values(cleaned)
        if "last_day" in values:
            values["valid_to"] = first_day_after(values.pop("last_day"))
        for name in ("policy_areas", "themes"):
            values[name] = tuple(sorted(values.get(name) or (), key=_place_in_list))
        if "powers" in values:
            values["powers"] = "|".join(sorted(values["powers"] or ()))
        for name in _BARRED:
            if name in values:
                values[name] = "|".join(values[name] or ())
        values["is_compulsory"] = _YES_NO[str(values.get("is_compulsory") or "")]
        return values

    def clean(self) -> dict[str, Any]:
        """A period does not end before it begins."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _PERIOD)
        return cleaned

    @property
    def area_groups(self) -> Iterator[AreaGroup]:
        """The checkboxes of the policy areas by main theme; other words of a source last."""
        options: dict[str, list[BoundWidget]] = {key: [] for key in (*DOMAINS, "")}
        for option in self["policy_areas"].subwidgets:
            key = str(option.data["value"])
            area = POLICY_AREAS.get(key)
            options[(area.domain or "") if area else ""].append(option)
        for key, found in options.items():
            if found:
                name = labels.domain(key) if key else str(_("In the words of the source"))
                chosen = sum(bool(option.data["selected"]) for option in found)
                yield AreaGroup(name, tuple(found), chosen)


def _place_in_list(key: str) -> tuple[int, str]:
    places = _PLACES.get(key)
    return (len(_PLACES), key) if places is None else (places, key)


_PLACES = {key: place for place, key in enumerate((*POLICY_AREAS, *THEMES))}


def _forms(country: str, present: str) -> Iterator[tuple[str, str]]:
    """The legal forms that a country has, and the one that stands there."""
    yield "", str(_("not known"))
    for key, form in LEGAL_FORMS.items():
        fits = not country or form.country in (None, country)
        if key == present or (fits and key != labels.UNKNOWN_FORM):
            yield key, labels.legal_form(key)
    if present and present not in LEGAL_FORMS:
        yield present, present


class EndForm(EditForm):
    """The last day of an arrangement or a participation."""

    last_day = Day(label=_("What is the last day?"))

    layout: ClassVar[Any] = ((_("Until when?"), ("last_day",)),)

    @classmethod
    def to_values(cls, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The first day on which it no longer holds."""
        return {"valid_to": first_day_after(cleaned.get("last_day"))}

    @classmethod
    def to_form(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """The last day."""
        return {"last_day": last_day_of(values.get("valid_to"))}


class WithdrawForm(EditForm):
    """Taking away what was recorded by mistake: a reason is all that it asks."""

    @classmethod
    def to_form(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Nothing to fill in."""
        return {}

    @classmethod
    def to_values(cls, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Nothing to fill in."""
        return {}
