# SPDX-License-Identifier: EUPL-1.2
"""What every form that changes the register has: why, on what ground, and what was seen.

The fields of a form are named as the actions name them, where a person fills in the same thing.
``to_form`` and ``to_values`` translate between the values of the actions and those of the form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from samenspel.register.actions import ChangedMeanwhile, EditRefused, Ground
from samenspel.register.forms.fields import LATEST, Place, Text, tidy
from samenspel.register.wording import in_words, shortened


@dataclass(frozen=True)
class Mistake:
    """A line of the summary of errors; ``anchor`` is the id of the field, empty for the whole."""

    anchor: str
    label: str
    text: str


@dataclass(frozen=True)
class Clash:
    """A value that somebody else changed in the meantime, in words.

    ``is_touched``: this person wants another value than was seen and than it is now. ``is_same``:
    this person wants what it is now.
    """

    anchor: str
    label: str
    seen: str
    now: str
    mine: str
    is_touched: bool
    is_same: bool


@dataclass(frozen=True)
class Section:
    """Fields that belong together."""

    legend: str | Promise
    fields: tuple[BoundField, ...]
    note: str | Promise = ""


@dataclass
class Meeting:
    """Two people at once: who changed it, when, and field by field."""

    by_name: str
    organisation_name: str
    at: Any
    clashes: list[Clash] = field(default_factory=list)


class ErrorSummary(forms.Form):
    """A form that lists its mistakes with the way to each field; and its fields in groups."""

    layout: ClassVar[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = ()
    meeting: Meeting | None = None
    use_required_attribute = False
    is_draft = False
    """Only shown again, without a word on what is not filled in yet."""

    def full_clean(self) -> None:
        """A draft has no mistakes."""
        if self.is_draft:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
        else:
            super().full_clean()

    @property
    def sections(self) -> list[Section]:
        """The fields in groups, as the page shows them."""
        return [
            Section(legend, tuple(self[name] for name in names if name in self.fields))
            for legend, names in self.layout
            if any(name in self.fields for name in names)
        ]

    def anchor(self, name: str) -> str:
        """The id of the first element of a field that can have the focus."""
        if name not in self.fields:
            return ""
        bound = self[name]
        return bound.id_for_label or f"{bound.auto_id}_0"

    @property
    def mistakes(self) -> list[Mistake]:
        """All that is wrong, in the order of the page."""
        order = [name for _legend, names in self.layout for name in names]
        order += [name for name in self.fields if name not in order]
        found = [Mistake("", "", str(text)) for text in self.non_field_errors()]
        for name in order:
            label = str(self.fields[name].label or "") if name in self.fields else ""
            found += [
                Mistake(self.anchor(name), label, str(text)) for text in self.errors.get(name, ())
            ]
        return found


class EditForm(ErrorSummary):
    """A form with a reason and a source; ``values`` are those of the record, as actions have them.

    ``said``: what the source says, by name of the field. ``once`` is the name of this copy of the
    form, so that sending it twice does its work once. ``places``: municipalities that may be named,
    name to code, on the day ``on``.
    """

    reason = Text(
        label=_("Why do you change this?"),
        rows=2,
        max_length=1_000,
        help_text=_("In one sentence. Everybody can read it in the history."),
    )
    source = Text(
        label=_("What shows it?"),
        max_length=1_000,
        help_text=_("A link, or the name and date of a document or decision."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    # Name in the actions: name in the form, where they differ.
    form_names: ClassVar[Mapping[str, str]] = {"valid_to": "last_day"}

    def __init__(
        self,
        data: Any = None,
        *,
        values: Mapping[str, Any] | None = None,
        seen: str = "",
        once: str = "",
        said: Mapping[str, str] | None = None,
        places: Mapping[str, str] | None = None,
        on: date = LATEST,
    ) -> None:
        self.values_now = dict(values or {})
        self.said = dict(said or {})
        self._met: set[str] = set()
        initial = {**self.to_form(self.values_now), "seen": seen, "once": once}
        super().__init__(data, initial=initial, auto_id="edit-%s")
        self.prepare()
        for one in self.fields.values():
            if isinstance(one, Place):
                one.know(places or {}, on=on)
        for name, text in self.said.items():
            self._say(self.form_names.get(name, name), text)
        for name, one in self.fields.items():
            if one.required:
                one.widget.attrs.setdefault("aria-required", "true")
                one.error_messages["required"] = _("Fill in “%(label)s”.") % {
                    "label": str(one.label or name)
                }

    def prepare(self) -> None:
        """Choices and fields that depend on the record."""

    def _say(self, name: str, text: str) -> None:
        if name in self.fields:
            one = self.fields[name]
            one.help_text = format_html(
                '{} <span class="edit-said">{} {}</span>',
                one.help_text,
                _("The source says:"),
                text,
            )

    @classmethod
    def to_form(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values of the actions as the clean values of the form."""
        return dict(values)

    @classmethod
    def to_values(cls, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Clean values of the form as the actions want them."""
        return {k: v for k, v in cleaned.items() if k not in {"reason", "source", "seen", "once"}}

    def values(self) -> dict[str, Any]:
        """What the person wants, of a form that is right: only what is not so already."""
        wanted = self.to_values(self.cleaned_data)
        now = self._normal(self.values_now)
        return {name: v for name, v in wanted.items() if name not in now or now[name] != v}

    def _normal(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values as they come back from a form in which nothing was touched."""
        shown = {
            name: tidy(value) if isinstance(value, str) else value
            for name, value in self.to_form(values).items()
        }
        return self.to_values(shown)

    @property
    def ground(self) -> Ground:
        """Why, and on what ground."""
        return Ground(
            reason=self.cleaned_data.get("reason", ""), source=self.cleaned_data.get("source", "")
        )

    @property
    def token(self) -> str:
        """The token of the record as it was on the form."""
        return str(self.cleaned_data.get("seen", ""))

    def forgive_ground(self) -> None:
        """Ask for no reason yet: the form is only looked at."""
        for name in ("reason", "source"):
            self.fields[name].required = False

    def label_of(self, name: str) -> str:
        """What a value of the actions is called."""
        field = self.fields.get(self.form_names.get(name, name))
        more = {"contributions": _("Contributions"), "seats": _("Seats and votes")}
        return str((field.label if field else None) or more.get(name, name))

    # What an action answered

    def refuse(self, refusal: EditRefused) -> None:
        """Put what the action refused at its field."""
        self.add_error(self.name_of(refusal), refusal.message)

    def name_of(self, refusal: EditRefused) -> str | None:
        """The field of the form that a refusal is about; None for the whole."""
        name = self.form_names.get(refusal.field or "", refusal.field or "")
        return name if name in self.fields else None

    def meet(self, error: ChangedMeanwhile) -> None:
        """Show what somebody else changed; keep what was typed; the next time it is saved.

        A value that this person did not touch becomes what it is now, so that saving again does
        not undo the other's work unseen.
        """
        mine = self.to_values(self.cleaned_data)
        data = MultiValueDict({k: list(v) for k, v in _lists(self.data)})
        self.meeting = Meeting(error.by_name, error.organisation_name, error.at)
        for difference in error.differences:
            name = difference.field
            self._met.add(name)
            seen, now = (
                self._normal({**self.values_now, name: value}).get(name)
                for value in (difference.seen, difference.now)
            )
            wanted = mine.get(name, seen)
            touched = wanted not in (seen, now)
            if not touched:
                self._put(data, {**self.values_now, name: difference.now}, name)
            self.meeting.clashes.append(
                Clash(
                    anchor=self.anchor(self.form_names.get(name, name)),
                    label=difference.label,
                    seen=shortened(in_words(name, difference.seen)),
                    now=shortened(in_words(name, difference.now)),
                    mine=shortened(in_words(name, wanted)),
                    is_touched=touched,
                    is_same=wanted == now,
                )
            )
        data["seen"] = error.token
        self.data = data

    @property
    def is_said_already(self) -> bool:
        """Whether all that this person wants stands there already: the form was sent twice."""
        if self.meeting is None or not self.meeting.clashes:
            return False
        theirs = {name for name in self.values() if name not in self._met}
        return not theirs and all(clash.is_same for clash in self.meeting.clashes)

    def _put(self, data: MultiValueDict[str, Any], values: Mapping[str, Any], name: str) -> None:
        """Write the value of the actions into what was typed."""
        shown = self.to_form(values)
        for one in self.names_of(name):
            if one in self.fields:
                data.setlist(one, _typed(self.fields[one].prepare_value(shown.get(one))))

    def names_of(self, name: str) -> Sequence[str]:
        """The fields of the form that hold a value of the actions."""
        return (self.form_names.get(name, name),)


def _lists(data: Any) -> Any:
    return data.lists() if hasattr(data, "lists") else ((k, [v]) for k, v in data.items())


def _typed(value: Any) -> list[str]:
    """A value as a browser sends it."""
    if value is None or value == "":
        return [""]
    if isinstance(value, list | tuple):
        return [str(part) for part in value]
    return [value.isoformat() if isinstance(value, date) else str(value)]
