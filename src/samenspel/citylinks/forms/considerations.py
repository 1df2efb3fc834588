# SPDX-License-Identifier: EUPL-1.2
"""Keeping what a municipality weighs: title, notes, conclusion, partners in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.actions.considerations import (
    LONGEST_CONCLUSION,
    LONGEST_NOTE,
    LONGEST_TITLE,
)
from samenspel.citylinks.actions.considerations_partners import LONGEST_NAME
from samenspel.citylinks.countries import countries
from samenspel.citylinks.forms.file_fields import EditionForm, PlainForm, choice, line, text

_NO_TITLE = _("Give it a title.")


class BeginForm(PlainForm):
    """For which municipality, and how to find it again."""

    title = line(
        _("Title"),
        LONGEST_TITLE,
        _("So that colleagues find it. For instance: City link with a shrinking municipality."),
        missing=_NO_TITLE,
    )

    def __init__(
        self, *args: Any, municipalities: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"] = choice(_("For which municipality?"), municipalities)
        if len(municipalities) == 1:
            self.fields["municipality"].widget = forms.HiddenInput()
            self.fields["municipality"].initial = municipalities[0][0]


class QuestionForm(EditionForm):
    """A note beside an answer; the answers stand in the page itself."""

    note = text(
        _("Note"),
        _("What did you think of? It stands in the memo, so name no people."),
        rows=3,
    )

    def clean_note(self) -> str:
        """At most so many characters."""
        return _not_longer(self.cleaned_data["note"], LONGEST_NOTE)


class ConclusionForm(EditionForm):
    """Title, and what the municipality concludes."""

    title = line(_("Title"), LONGEST_TITLE, missing=_NO_TITLE)
    conclusion = text(
        _("Our conclusion"),
        _("What do you make of the advice, and what do you propose? It stands in the memo."),
        rows=8,
    )

    def clean_conclusion(self) -> str:
        """At most so many characters."""
        return _not_longer(self.cleaned_data["conclusion"], LONGEST_CONCLUSION)


class NamedPartnerForm(PlainForm):
    """A partner that is not in the register."""

    name = line(_("Name"), LONGEST_NAME, missing=_("Fill in the name of the partner."))
    note = line(
        _("Why this one?"),
        500,
        _("One sentence. It stands in the memo."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [("", _("Choose a country")), *countries()]
        self.fields["country"] = choice(_("Country"), listed)
        self.order_fields(["name", "country", "note"])


class IntoForm(PlainForm):
    """The consideration in which a partner is put."""

    def __init__(
        self, *args: Any, considerations: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consideration"] = forms.ChoiceField(
            label=_("In which consideration?"),
            choices=considerations,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose a consideration."),
                "invalid_choice": _("Choose a consideration."),
            },
        )
        if len(considerations) == 1:
            self.fields["consideration"].initial = considerations[0][0]


def _not_longer(told: str, longest: int) -> str:
    if len(told) > longest:
        raise forms.ValidationError(
            _("At most %(number)s characters.") % {"number": longest}, code="max_length"
        )
    return told
