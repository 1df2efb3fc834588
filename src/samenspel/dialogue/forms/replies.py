# SPDX-License-Identifier: EUPL-1.2
"""Replying to a point, publishing the memo, and choosing which points to see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samenspel.dialogue.models import Position, Verdict
from samenspel.dialogue.queries.point_list import GENERAL, PointFilter

Choices = Sequence[tuple[str, str]]
UNKNOWN = _("Choose something from the list.")
_LOOK = {"class": "utrecht-select utrecht-select--html-select"}


class LongSelect(forms.Select):
    """A choice out of hundreds, written at once: a template for each option takes too long."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The ``<select>`` as our template writes it; without groups of options."""
        del renderer
        chosen = set(self.format_value(value))
        options = (
            (key, " selected" if str(key) in chosen else "", label) for key, label in self.choices
        )
        return format_html(
            "<select{}>{}</select>",
            flatatt({"name": name, **_LOOK, **self.build_attrs(self.attrs, attrs)}),
            format_html_join("\n", '<option value="{}"{}>{}</option>', options),
        )


def _text(label: Any, help_text: Any = "", *, required: bool, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Say why. Every point gets a reply with reasons.")},
    )


class ReplyForm(forms.Form):
    """The reply to a point; ``edition`` is that of the reply that was seen (0: none)."""

    verdict = forms.ChoiceField(
        label=_("What is done with this point?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is done with the point.")},
    )
    reason = _text(
        _("Why?"),
        _("The council reads this. Say it so that everybody understands it."),
        required=True,
        rows=5,
    )
    change = _text(
        _("What changes in the text?"),
        _("Only when the point is adopted, whole or in part."),
        required=False,
        rows=4,
    )
    clause_key = forms.ChoiceField(
        label=_("In which clause?"),
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    points = forms.TypedMultipleChoiceField(
        label=_("The same reply to these points, too"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of these points has a reply already.")},
    )

    def __init__(self, *args: Any, clauses: Choices, alike: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in one clause")), *clauses]
        self.fields["clause_key"].choices = choices  # type: ignore[attr-defined]
        self.fields["points"].choices = alike  # type: ignore[attr-defined]
        if not alike:
            del self.fields["points"]


class MemoForm(forms.Form):
    """What stands above the replies, and the date of the memo."""

    introduction = _text(
        _("Introduction"),
        _("In a few sentences: what did you hear, and what do you do with it?"),
        required=False,
        rows=6,
    )
    on = forms.DateField(
        label=_("Date of the memo"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Fill in a date."),
            "invalid": _("This date does not exist. Write the date as year-month-day: 2016-01-01."),
        },
    )


class _FilterForm(forms.Form):
    """Choosing among points by clause and body; every field may be empty."""

    onderdeel = forms.ChoiceField(
        label=_("Clause"),
        required=False,
        widget=LongSelect,
        error_messages={"invalid_choice": UNKNOWN},
    )
    raad = forms.ChoiceField(
        label=_("Council"),
        required=False,
        widget=LongSelect,
        error_messages={"invalid_choice": UNKNOWN},
    )

    def __init__(self, *args: Any, clauses: Choices, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_clauses = [("", _("All clauses")), *clauses, (GENERAL, _("In general"))]
        self.fields["onderdeel"].choices = of_clauses  # type: ignore[attr-defined]
        of_bodies = [("", _("All councils")), *bodies]
        self.fields["raad"].choices = of_bodies  # type: ignore[attr-defined]


class PointFilterForm(_FilterForm):
    """Which points to see."""

    standpunt = forms.ChoiceField(
        label=_("Position"),
        required=False,
        choices=[("", _("All positions")), *Position.choices],
        error_messages={"invalid_choice": UNKNOWN},
    )
    open = forms.BooleanField(label=_("Only points without a reply"), required=False)

    def asked(self) -> PointFilter:
        """The filter; of what is wrong nothing."""
        told = getattr(self, "cleaned_data", {})
        body = told.get("raad", "")
        return PointFilter(
            clause=told.get("onderdeel", ""),
            addressee=int(body) if body else None,
            position=told.get("standpunt", ""),
            only_open=told.get("open", False),
        )


class MemoFilterForm(_FilterForm):
    """Which replies of the memo to see."""

    antwoord = forms.ChoiceField(
        label=_("Reply"),
        required=False,
        choices=[("", _("All replies")), *Verdict.choices],
        error_messages={"invalid_choice": UNKNOWN},
    )
