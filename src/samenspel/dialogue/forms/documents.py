# SPDX-License-Identifier: EUPL-1.2
"""A version of the text as a form: rows of clauses that work without script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samenspel.dialogue.actions.rounds import ClauseValues
from samenspel.dialogue.models import RoundDocument

EMPTY = ClauseValues("", "", "")
MORE_ROWS = 3


class TextForm(forms.Form):
    """Status, title and introduction; the clauses are rows beside it."""

    status = forms.ChoiceField(
        label=_("How final is it?"),
        choices=RoundDocument.Status.choices,
        error_messages={
            "required": _("Choose how final the text is."),
            "invalid_choice": _("Choose how final the text is."),
        },
    )
    title = forms.CharField(
        label=_("Title of the text"),
        max_length=200,
        error_messages={"required": _("Give the text a title.")},
    )
    introduction = forms.CharField(
        label=_("Introduction"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PasteForm(forms.Form):
    """A whole text, to be divided at its numbered lines."""

    use_required_attribute = False

    pasted = forms.CharField(
        label=_("The whole text"),
        help_text=_("A line that begins with a number and a point begins a clause: 1. Title"),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=400_000,
        error_messages={"required": _("Paste the text here.")},
    )


@dataclass(frozen=True)
class ClauseRow:
    """A row of the form: its place from 1, and what stands in it."""

    place: int
    values: ClauseValues


def rows_of(clauses: Sequence[ClauseValues], *, empty: int) -> list[ClauseRow]:
    """Rows for these clauses and some empty ones."""
    shown = [*clauses, *[EMPTY] * empty]
    return [ClauseRow(place, values) for place, values in enumerate(shown, start=1)]


def posted_clauses(data: QueryDict) -> list[ClauseValues]:
    """The clauses in the order that the person gave; empty rows and removed ones left out.

    Rows with the same place stay in the order of the page; a place that is no number counts as
    where the row stands.
    """
    columns = [data.getlist(name) for name in ("sleutel", "nummer", "titel", "tekst", "plaats")]
    removed = set(data.getlist("weg"))
    found: list[tuple[float, int, ClauseValues]] = []
    for row, (key, number, title, text, place) in enumerate(zip(*columns, strict=False), start=1):
        values = ClauseValues(key, number.strip(), title.strip(), _lines(text))
        if str(row) in removed or replace(values, key="") == EMPTY:
            continue
        found.append((_place(place, row), row, values))
    return [values for _place_, _row, values in sorted(found, key=lambda one: one[:2])]


def _place(written: str, row: int) -> float:
    try:
        found = float(written.replace(",", "."))
    except ValueError:
        return row
    return found if abs(found) < 1e6 else row  # also without infinity and what is no number


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def text_initial(document: RoundDocument) -> dict[str, Any]:
    """What the form shows of a version."""
    return {name: getattr(document, name) for name in ("status", "title", "introduction")}
