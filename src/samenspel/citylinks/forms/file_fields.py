# SPDX-License-Identifier: EUPL-1.2
"""Fields that the forms of the file share: a line, a text, a day, a number, the edition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

WRONG_DATE = _("This date does not exist. Write the date as year-month-day: 2016-01-01.")
NO_CHOICE = {
    "required": _("Choose one of the list."),
    "invalid_choice": _("Choose one of the list."),
}


def line(
    label: Any, longest: int, help_text: Any = "", *, missing: Any = "", **attrs: str
) -> forms.CharField:
    """One line; it has to be there when ``missing`` says what to say when it is not."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        required=bool(missing),
        widget=forms.TextInput(attrs=attrs),
        error_messages={
            "required": missing,
            "max_length": _("At most %(limit_value)d characters."),
        },
    )


def text(label: Any, help_text: Any = "", *, rows: int = 4, missing: Any = "") -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Fill in a day."), "invalid": WRONG_DATE},
    )


def number(
    label: Any, low: int, high: int, help_text: Any = "", *, required: bool = False
) -> forms.IntegerField:
    """A whole number."""
    wrong = _("Fill in a whole number from %(low)s to %(high)s.") % {"low": low, "high": high}
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=low,
        max_value=high,
        error_messages={
            "required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong,
        },
    )  # fmt: skip


def choice(
    label: Any, choices: Any, help_text: Any = "", *, required: bool = True, radio: bool = False
) -> Any:
    """One of a list; with ``radio`` all of them are in sight."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        required=required,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages=NO_CHOICE,
    )


class QuickSelect(forms.Select):
    """A list of hundreds to choose from, written in one go instead of with a template for each."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The same as the template of the house writes for a list."""
        held = {"" if value is None else str(value)}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, mark_safe(" selected") if str(key) in held else "", label)
                for key, label in self.choices
            ),
        )
        css = "utrecht-select utrecht-select--html-select"
        told = {"name": name, "class": css, **self.attrs, **(attrs or {})}
        return format_html("<select{}>{}</select>", flatatt(told), options)


class EditionForm(forms.Form):
    """A form about something that somebody else may change at the same time."""

    # What is still empty is not wrong yet: browsers would say so from the start.
    use_required_attribute = False

    edition = forms.IntegerField(widget=forms.HiddenInput)


class PlainForm(forms.Form):
    """A form about nothing that can change meanwhile."""

    use_required_attribute = False


class RowForm(PlainForm):
    """A row of a form with rows; ``filled`` are the fields of which one makes it count."""

    filled: ClassVar[tuple[str, ...]] = ()

    @property
    def counts(self) -> bool:
        """Whether something was filled in, so that the row has to be right."""
        told = self.data if self.is_bound else {}
        return any(str(told.get(self.add_prefix(name), "")).strip() for name in self.filled)

    def full_clean(self) -> None:
        """An empty row is right as it is."""
        self.empty_permitted = not self.counts
        super().full_clean()

    def has_changed(self) -> bool:
        """Only an empty row may be skipped, whatever stood there before."""
        return self.counts


class RowsForm(EditionForm):
    """A form with rows below it: aims, political groups.

    ``rows`` says how many; a refusal about ``<prefix>-<place>-<name>`` is about the row with that
    place among those that count.
    """

    row_class: ClassVar[type[RowForm]]
    row_prefix: ClassVar[str]
    most_rows: ClassVar[int]

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, told: Sequence[dict[str, Any]] = (), extra: int = 3, **more: Any
    ) -> None:
        super().__init__(data, **more)
        wanted = str(data.get("rows", "")) if data is not None else str(len(told) + extra)
        number = min(int(wanted), self.most_rows) if wanted.isdecimal() and len(wanted) < 5 else 1
        self.initial["rows"] = number
        self.parts = [
            self.row_class(
                data,
                prefix=f"{self.row_prefix}-{place}",
                initial=told[place] if place < len(told) else {},
                use_required_attribute=False,
            )
            for place in range(number)
        ]

    @property
    def counting(self) -> list[Any]:
        """The rows in which something was filled in."""
        return [part for part in self.parts if part.counts]

    def is_valid(self) -> bool:
        """Whether the form and every row that counts are right."""
        wrong = [part for part in self.parts if not part.is_valid()]
        return super().is_valid() and not wrong

    def placed(self, field: str) -> tuple[forms.Form, str]:
        """The form and the field that a refusal is about."""
        prefix, _dash, rest = field.partition("-")
        place, _dash, name = rest.partition("-")
        counting = self.counting
        if prefix == self.row_prefix and place.isdecimal() and int(place) < len(counting):
            return counting[int(place)], name
        return self, field

    @classmethod
    def grown(cls, data: Any, **more: Any) -> Self:
        """What was typed so far with some more rows; nothing is called wrong yet."""
        blank = cls(data, **more)
        head = {name: data.get(name, "") for name in blank.fields}
        rows = [
            {name: data.get(part.add_prefix(name), "") for name in part.fields}
            for part in blank.parts
        ]
        return cls(initial=head, told=rows, **more)
