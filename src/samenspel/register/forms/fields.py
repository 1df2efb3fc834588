# SPDX-License-Identifier: EUPL-1.2
"""Fields in which people correct the register: lines, euros, last days, municipalities."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from samenspel.places.queries.municipalities import search_municipalities
from samenspel.register import labels
from samenspel.register.queries.arrangement.texts import listed, safe_url

EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)
LONGEST_TEXT = 20_000
OFFERED = 3
"""Municipalities named where none is called what was typed."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# Points and commas for thousands, the other one for cents.
_AMOUNTS = (
    re.compile(r"-?\d{1,14}([.,]\d{1,2})?"),
    re.compile(r"-?\d{1,3}(\.\d{3}){1,4}(,\d{1,2})?"),
    re.compile(r"-?\d{1,3}(,\d{3}){1,4}(\.\d{1,2})?"),
)
_CENTS = re.compile(r"[.,](\d{1,2})$")
_CODE = re.compile(r"\(([A-Z0-9]{5,8})\)\s*$")

ORGANS = (
    "Gemeenteraad", "College van burgemeester en wethouders", "Burgemeester",
    "Provinciale staten", "Gedeputeerde staten", "Algemeen bestuur", "Dagelijks bestuur",
    "Minister",
)  # fmt: skip
POWERS = ("Delegatie", "Mandaat", "Attributie")


def tidy(text: str) -> str:
    """A text with one kind of line end, without what no reader sees, stripped."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class Text(forms.CharField):
    """A text without what no reader sees; lines end in one way, whatever the browser sends."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("max_length", LONGEST_TEXT if rows else 500)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The text with one kind of line end, stripped."""
        return tidy(str(super().to_python(value) or ""))


class Lines(Text):
    """One thing on a line; in the database with ``|`` between."""

    def prepare_value(self, value: Any) -> Any:
        """Every part on a line of its own; what was typed stays as it was typed."""
        return "\n".join(value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        """The lines that hold something; a bar would make two of one."""
        return listed(str(super().clean(value)).replace("\n", "|"))


class WebAddress(Text):
    """An address of a page; one that stands there already is left alone."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=2_000, **kwargs)
        self.known: str = ""

    def clean(self, value: Any) -> str:
        """The address, when it can be followed."""
        text = str(super().clean(value))
        if text.startswith("www.") and text != self.known:
            text = f"https://{text}"
        if text and text != self.known and not safe_url(text):
            raise ValidationError(
                _("This is not a web address. Write it whole: https://www.example.nl"), "invalid"
            )
        return text


class Day(forms.DateField):
    """A date in the way of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%d-%m-%Y"],
            error_messages={
                "invalid": _("This date does not exist. Write it as day-month-year: 31-12-2025.")
            },
            validators=[
                MinValueValidator(EARLIEST, _("Choose a date after the year 1800.")),
                MaxValueValidator(LATEST, _("Choose a date before the year 2200.")),
            ],
            **kwargs,
        )


def last_day_of(valid_to: date | None) -> date | None:
    """The last day of a half-open period."""
    return valid_to - timedelta(days=1) if valid_to else None


def first_day_after(last_day: date | None) -> date | None:
    """The end of a half-open period with this last day."""
    return last_day + timedelta(days=1) if last_day else None


class Euros(forms.Field):
    """An amount as people write it: 1.234,50, 1234.5 or € 1.234."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "edit-figure"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A figure as it is typed, without separators for thousands."""
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        """The amount in euro with two decimals; None where nothing was typed."""
        text = re.sub(r"[\s\u00a0€]", "", str(value or ""))
        if not text:
            return None
        if not any(pattern.fullmatch(text) for pattern in _AMOUNTS):
            raise ValidationError(_("This is not an amount. Write it as 1234,50."), "invalid")
        cents = _CENTS.search(text)
        whole = re.sub(r"[.,]", "", text[: cents.start()] if cents else text)
        amount = Decimal(f"{whole}.{cents[1] if cents else '0'}").quantize(Decimal("0.01"))
        if abs(amount) >= Decimal(10) ** 12:
            raise ValidationError(_("This amount is too high."), "max_value")
        return amount


class Percentage(forms.FloatField):
    """A share of the whole, 0 to 100."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "edit-figure"}
        super().__init__(
            widget=forms.TextInput(attrs=attrs),
            min_value=0,
            max_value=100,
            error_messages={
                "invalid": _("This is not a number. Write it as 12,5."),
                "min_value": _("A share is at least 0."),
                "max_value": _("A share is at most 100."),
            },
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """With a comma, as it is typed."""
        return f"{value:.10g}".replace(".", ",") if isinstance(value, float) else value

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        """With a comma or a point."""
        return super().to_python(str(value or "").replace(",", ".").replace("%", "").strip())


class Count(forms.IntegerField):
    """A whole number from 0."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "edit-figure"}
        super().__init__(
            widget=forms.TextInput(attrs=attrs),
            min_value=0,
            max_value=1_000_000,
            error_messages={
                "invalid": _("This is not a whole number."),
                "min_value": _("A number below zero cannot be."),
                "max_value": _("This number is too high."),
            },
            **kwargs,
        )


class Parts(forms.MultipleChoiceField):
    """Some of a short list; what a source says beside the list stays a choice."""

    def __init__(
        self, *, offered: Sequence[str], name: Callable[[str], Sequence[str]], **kwargs: Any
    ) -> None:
        super().__init__(
            choices=[(part, _capital(name(part))) for part in offered],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("This is not one of the choices.")},
            **kwargs,
        )
        self._offered, self._name = tuple(offered), name

    def also(self, present: Sequence[str]) -> None:
        """Offer what stands there already."""
        every = dict.fromkeys((*self._offered, *present))
        self.choices = [(part, _capital(self._name(part))) for part in every]


def _capital(names: Sequence[str]) -> str:
    text = ", ".join(names)
    return f"{text[:1].upper()}{text[1:]}"


def organs_field(**kwargs: Any) -> Parts:
    """The organs that take part."""
    return Parts(offered=ORGANS, name=labels.organs, **kwargs)


def powers_field(**kwargs: Any) -> Parts:
    """How powers are handed over."""
    return Parts(offered=POWERS, name=labels.powers, **kwargs)


class Place(Text):
    """A municipality by its name; ``names`` are offered while one types (a datalist).

    The clean value is the municipal code, empty for none.
    """

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"list": "municipalities", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=100, **kwargs)
        self.codes: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.on = LATEST

    def know(self, names: Mapping[str, str], *, on: date) -> None:
        """Municipalities that may be named: name to code; ``on`` is the day for near names."""
        self.codes = {name.casefold(): code for name, code in names.items()}
        self.names = {code: name for name, code in names.items()}
        self.on = on

    def prepare_value(self, value: Any) -> Any:
        """The name of a code; what was typed stays as it was typed."""
        return self.names.get(value, value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """The code of the one municipality that is called so."""
        text = str(super().clean(value))
        if not text:
            return ""
        found = place_of(text, self.codes, on=self.on)
        if found.code:
            return found.code
        if not found.near:
            raise ValidationError(
                _("We know no municipality “%(name)s”."), "unknown", {"name": text[:60]}
            )
        raise ValidationError(
            _("We know no municipality “%(name)s”. Do you mean %(others)s?"),
            "unknown",
            {"name": text[:60], "others": _or(found.near)},
        )


class Found:
    """What a typed name leads to: a code, or names that come near with their codes."""

    def __init__(self, code: str = "", near: Sequence[tuple[str, str, str]] = ()) -> None:
        self.code, self.near = code, tuple(near)


def place_of(text: str, codes: Mapping[str, str], *, on: date) -> Found:
    """The municipality that is called exactly this, or those that come near: code, name, note.

    ``codes`` by casefolded name are tried first; then every name that any municipality ever had;
    three queries.
    """
    named = codes.get(text.casefold())
    if named:
        return Found(named)
    code = _CODE.search(text)
    search = search_municipalities(code[1] if code else text, on=on, limit=OFFERED * 2)
    exact = [h for h in search.found if h.how == "exact" and h.exists]
    if len(exact) == 1:
        return Found(exact[0].place.code)
    near = [(h.place.code, h.place.name, h.province) for h in search.found if h.exists]
    near += [
        (heir.place.code, heir.place.name, h.place.name)
        for h in search.found
        if not h.exists
        for heir in h.heirs
    ]
    unique = {code: (code, name, note) for code, name, note in reversed(near)}
    return Found(near=list(reversed(unique.values()))[:OFFERED])


def _or(near: Sequence[tuple[str, str, str]]) -> str:
    names = [name for _code, name, _note in near]
    if len(names) == 1:
        return names[0]
    return str(_("%(first)s or %(last)s")) % {"first": ", ".join(names[:-1]), "last": names[-1]}
