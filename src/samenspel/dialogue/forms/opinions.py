# SPDX-License-Identifier: EUPL-1.2
"""What people of a body fill in: notes, the text of an opinion, agenda, adoption, letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from samenspel.dialogue.actions.opinions.values import (
    LONGEST_TEXT,
    MOST_VOTES,
    PointValues,
    Votes,
)
from samenspel.dialogue.models import Clause, Position

WRONG_DATE = _("This date does not exist. Write the date as year-month-day: 2026-01-31.")
SPARE_POINTS = 2
"""Empty fields for general points below those that are filled in."""
MOST_GENERAL_POINTS = 60

Note = tuple[str, str, bool]
"""Position, text, and whether it is shared."""


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day, asked as a day."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DATE, "required": _("Fill in a date.")},
    )


def text_field(
    label: Any, help_text: Any = "", *, rows: int = 3, required: bool = False, says: Any = ""
) -> forms.CharField:
    """Running text; ``says``: what to say when it is missing."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": says} if says else None,
    )


def position_field() -> forms.ChoiceField:
    """What is thought of a clause; nothing chosen is no position."""
    return forms.ChoiceField(
        label=_("What do you think of it?"),
        required=False,
        choices=Position.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a position from the list.")},
    )


@dataclass(frozen=True)
class ClauseFields:
    """A clause with its fields, as the template draws it; ``now``: what stands there meanwhile."""

    clause: Clause
    position: BoundField
    text: BoundField
    shared: BoundField | None = None
    now: str = ""


class ClausesForm(forms.Form):
    """A position and a text for each clause."""

    def __init__(self, *args: Any, clauses: Sequence[Clause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clauses = clauses
        for clause in clauses:
            self.fields[f"position_{clause.pk}"] = position_field()
            self.fields[f"text_{clause.pk}"] = text_field(_("In your own words"))

    def rows(self) -> Iterator[ClauseFields]:
        """The clauses with their fields."""
        for clause in self.clauses:
            yield ClauseFields(clause, self[f"position_{clause.pk}"], self[f"text_{clause.pk}"])

    def told_of(self, clause: Clause) -> tuple[str, str]:
        """Position and text of a clause, once the form is valid."""
        told = self.cleaned_data
        position = told.get(f"position_{clause.pk}") or Position.NONE.value
        return position, told.get(f"text_{clause.pk}", "")


class NotesForm(ClausesForm):
    """The notes of a councillor, per clause and in general, each shared or not."""

    text_general = text_field(_("What else do you want to say?"), rows=4)
    shared_general = forms.BooleanField(label=_("Share with my council"), required=False)

    def __init__(
        self, *args: Any, clauses: Sequence[Clause], notes: Mapping[int | None, Note], **kwargs: Any
    ) -> None:
        super().__init__(*args, clauses=clauses, **kwargs)
        for clause in clauses:
            self.fields[f"shared_{clause.pk}"] = forms.BooleanField(
                label=_("Share with my council"), required=False
            )
        for key, (position, text, is_shared) in notes.items():
            name = "general" if key is None else str(key)
            self.initial[f"position_{name}"] = position
            self.initial[f"text_{name}"] = text
            self.initial[f"shared_{name}"] = is_shared

    def rows(self) -> Iterator[ClauseFields]:
        for row in super().rows():
            yield ClauseFields(row.clause, row.position, row.text, self[f"shared_{row.clause.pk}"])

    def note_of(self, clause: Clause | None) -> Note:
        """The note about a clause, or in general, once the form is valid."""
        told = self.cleaned_data
        if clause is None:
            return Position.NONE.value, told["text_general"], told["shared_general"]
        return *self.told_of(clause), told[f"shared_{clause.pk}"]


class OpinionForm(ClausesForm):
    """The text of an opinion: introduction, points about clauses, general points."""

    introduction = text_field(
        _("Introduction"), _("Begin with the main line, in a few sentences."), rows=5
    )

    def __init__(
        self,
        *args: Any,
        clauses: Sequence[Clause],
        introduction: str = "",
        points: Sequence[PointValues] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, clauses=clauses, **kwargs)
        self.initial["introduction"] = introduction
        general = [point.text for point in points if point.clause is None]
        for number in range(1, self._general_fields(len(general)) + 1):
            self.fields[f"general_{number}"] = text_field(
                _("General point %(number)d") % {"number": number}
            )
            self.initial[f"general_{number}"] = "".join(general[number - 1 : number])
        for point in points:
            if point.clause is not None:
                self.initial[f"position_{point.clause.pk}"] = point.position
                self.initial[f"text_{point.clause.pk}"] = point.text

    def _general_fields(self, given: int) -> int:
        if self.is_bound:
            posted = [name for name in self.data if name.startswith("general_")]
            given = max(given, len(posted) - SPARE_POINTS)
        return min(given + SPARE_POINTS, MOST_GENERAL_POINTS)

    def general(self) -> list[BoundField]:
        """The fields of general points."""
        return [self[name] for name in self.fields if name.startswith("general_")]

    def points(self) -> list[PointValues]:
        """The points, once the form is valid."""
        about = [PointValues(clause, *self.told_of(clause)) for clause in self.clauses]
        general = [
            PointValues(None, Position.NONE.value, self.cleaned_data[field.name])
            for field in self.general()
        ]
        return about + general


class DraftForm(OpinionForm):
    """The draft, with the edition that was seen."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class VotesMixin(forms.Form):
    """The votes in the meeting; all empty: adopted without a count."""

    votes_for = forms.IntegerField(
        label=_("Votes for"), min_value=0, max_value=MOST_VOTES, required=False
    )
    votes_against = forms.IntegerField(
        label=_("Votes against"), min_value=0, max_value=MOST_VOTES, required=False
    )
    votes_abstained = forms.IntegerField(
        label=_("Abstained"), min_value=0, max_value=MOST_VOTES, required=False
    )

    def votes(self) -> Votes | None:
        """The votes, once the form is valid; None without a count."""
        told = [self.cleaned_data[f"votes_{name}"] for name in ("for", "against", "abstained")]
        if all(number is None for number in told):
            return None
        return Votes(*(number or 0 for number in told))


class AdoptForm(VotesMixin):
    """The day of the meeting and the votes in it."""

    on = day_field(_("Day of the meeting"))
    field_order = ("on", "votes_for", "votes_against", "votes_abstained")


class LetterForm(VotesMixin, OpinionForm):
    """An answer that came by letter."""

    on = day_field(_("Date of the letter"))
    source = forms.CharField(
        label=_("Which letter is it?"),
        help_text=_("For instance: letter of 23 May 2012, reference 12/345. Everybody reads this."),
        max_length=300,
        error_messages={"required": _("Name the letter: its date and reference.")},
    )


class AgendaForm(forms.Form):
    """The meeting in which the body deals with it."""

    on = day_field(_("Day of the meeting"), _("The meeting in which the opinion is to be adopted."))


class RapporteurForm(forms.Form):
    """A councillor of the council."""

    user = forms.ChoiceField(
        label=_("Councillor"),
        error_messages={
            "required": _("Choose a councillor of this council."),
            "invalid_choice": _("Choose a councillor of this council."),
        },
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [("", _("Choose one")), *people]  # type: ignore[attr-defined]


class NoneForm(forms.Form):
    """That no opinion is wished."""

    on = day_field(_("Day on which this was decided"))
    note = text_field(_("Explanation"), _("Everybody can read this."))


class ReasonForm(forms.Form):
    """Why something that was fixed changes."""

    reason = text_field(
        _("Why?"), _("Everybody can read this."), required=True, says=_("Write down the reason.")
    )


class AskForm(forms.Form):
    """A council to ask for a joint opinion."""

    addressee = forms.ChoiceField(
        label=_("Council"),
        error_messages={
            "required": _("Choose a council of this round."),
            "invalid_choice": _("Choose a council of this round."),
        },
    )

    def __init__(self, *args: Any, councils: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].choices = [("", _("Choose one")), *councils]  # type: ignore[attr-defined]
