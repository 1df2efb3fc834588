# SPDX-License-Identifier: EUPL-1.2
"""Beginning, preparing, sending and running a round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.dialogue.actions.rounds import RoundValues
from samenspel.dialogue.models import Addressee, Round

Choices = Sequence[tuple[str, str]]
UNKNOWN = _("Choose something from the list.")
WRONG_DATE = _("This date does not exist. Write the date as year-month-day: 2026-03-02.")


def day_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    """A day, with the picker of the browser."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DATE, "required": _("Choose a day.")},
    )


def text_field(
    label: Any, help_text: Any = "", *, rows: int, required: bool = False, missing: Any = ""
) -> forms.CharField:
    """A text of some lines."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing or _("Write something here.")},
    )


class QuestionForm(forms.Form):
    """What is asked and about what; ``arrangements`` are slug and name of those that may be."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("Short and clear: it stands above every page and letter."),
        error_messages={"required": _("Give the round a title.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Round.Kind.choices,
        help_text=_("The law gives councils a term for most of these. We compute the last day."),
        error_messages={"required": UNKNOWN, "invalid_choice": UNKNOWN},
    )
    arrangement_slug = forms.ChoiceField(
        label=_("Which arrangement?"),
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )
    question = text_field(
        _("What do you ask of the councils?"),
        _("One or two sentences. The letter has room for more."),
        rows=3,
        required=True,
        missing=_("Write what you ask of the councils."),
    )
    background = text_field(_("Background"), rows=8)

    def __init__(self, *args: Any, arrangements: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["arrangement_slug"]
        field.choices = [("", _("None: a free dialogue")), *arrangements]


class MakeForm(QuestionForm):
    """Beginning a round, on behalf of one of ``organisations`` (key and name)."""

    organisation = forms.ChoiceField(
        widget=forms.HiddenInput,
        error_messages={"required": UNKNOWN, "invalid_choice": UNKNOWN},
    )
    country = forms.ChoiceField(
        label=_("Law"),
        choices=[("nl", _("Dutch")), ("be", _("Flemish"))],
        initial="nl",
        error_messages={"required": UNKNOWN, "invalid_choice": UNKNOWN},
    )
    field_order = (
        "organisation", "title", "kind", "arrangement_slug", "question", "background", "country",
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.choices = organisations


class ChangeForm(QuestionForm):
    """Changing the question and the days of a round that is being prepared."""

    answer_by = day_field(
        _("Last day to answer"),
        _("Only when you give more time than the law, or when the law sets no term."),
    )
    decides_on = day_field(_("When does the board want to decide?"))
    minimum_group = forms.IntegerField(
        label=_("Smallest group of which reactions are published"),
        help_text=_("Reactions to statements are only shown from this number on."),
        min_value=3,
        max_value=1_000,
        error_messages={"invalid": _("Give a number from 3 to 1,000.")},
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def values(self, round_: Round) -> RoundValues:
        """What the form says, with the letter of the round as it is."""
        told = {k: v for k, v in self.cleaned_data.items() if k != "edition"}
        return RoundValues(
            letter_text=round_.letter_text,
            letter_reference=round_.letter_reference,
            signed_by=round_.signed_by,
            **told,
        )


class LetterForm(forms.Form):
    """The letter that goes to every addressee."""

    use_required_attribute = False

    letter_text = text_field(
        _("Text of the letter"),
        _(
            "Leave an empty line between paragraphs. Address, date, the question, the clauses, the"
            " last day and what to do are added by themselves."
        ),
        rows=14,
        required=True,
        missing=_("First write the letter."),
    )
    letter_reference = forms.CharField(label=_("Our reference"), max_length=80, required=False)
    signed_by = forms.CharField(
        label=_("Signed by"),
        max_length=160,
        required=False,
        help_text=_("Office and name, for instance: the secretary, S. Jansen."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def values(self, round_: Round) -> RoundValues:
        """The round as it is, with this letter."""
        return RoundValues(
            title=round_.title,
            kind=round_.kind,
            question=round_.question,
            background=round_.background,
            arrangement_slug=round_.arrangement_slug,
            answer_by=round_.answer_by,
            decides_on=round_.decides_on,
            minimum_group=round_.minimum_group,
            letter_text=self.cleaned_data["letter_text"],
            letter_reference=self.cleaned_data["letter_reference"],
            signed_by=self.cleaned_data["signed_by"],
        )


BODIES = [
    (Addressee.Body.COUNCIL.value, _("councils")),
    (Addressee.Body.EXECUTIVE.value, _("executives")),
]


class MembersForm(forms.Form):
    """All members of the arrangement on a day."""

    on = day_field(_("Members on"), required=True)
    bodies = forms.MultipleChoiceField(
        label=_("Whom?"),
        choices=BODIES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose councils, executives or both.")},
    )


class PlacesForm(forms.Form):
    """Municipalities by name, as guests or as members."""

    use_required_attribute = False

    names = text_field(
        _("Municipalities"),
        _("A name on each line."),
        rows=4,
        required=True,
        missing=_("Write the name of a municipality."),
    )
    bodies = forms.MultipleChoiceField(
        label=_("Whom?"),
        choices=BODIES,
        initial=[BODIES[0][0]],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose councils, executives or both.")},
    )
    is_guest = forms.BooleanField(
        label=_("as a guest: is asked, and has no vote"), required=False, initial=True
    )


class OtherForm(forms.Form):
    """A body that is not of a municipality."""

    name = forms.CharField(
        label=_("Name on the letter"),
        max_length=200,
        help_text=_("For instance: Provinciale Staten van Noord-Holland."),
        error_messages={"required": _("Give the name of the body.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": _("This is no e-mail address.")},
    )


class SendForm(forms.Form):
    """On which day the letters are sent."""

    sent_on = day_field(_("Date of the letters"), required=True)


class ExtendForm(forms.Form):
    """More time for one addressee, or for all that did not answer."""

    use_required_attribute = False

    addressee = forms.ChoiceField(
        label=_("For whom?"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    until = day_field(_("New last day"), required=True)
    reason = text_field(
        _("Why?"), _("Everybody can read this."), rows=3, required=True, missing=_("Say why.")
    )

    def __init__(self, *args: Any, addressees: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["addressee"]
        field.choices = [("", _("everybody who did not answer yet")), *addressees]


class ReasonForm(forms.Form):
    """Why something is done that everybody may ask about."""

    use_required_attribute = False

    reason = text_field(
        _("Why?"), _("Everybody can read this."), rows=3, required=True, missing=_("Say why.")
    )


class FilterForm(forms.Form):
    """Which rounds to see; nothing wrong stops the page: an unknown choice chooses nothing."""

    zoek = forms.CharField(label=_("Search"), max_length=100, required=False)
    fase = forms.ChoiceField(label=_("Stage"), required=False)
    soort = forms.ChoiceField(label=_("About"), required=False)
    samenwerking = forms.ChoiceField(label=_("Arrangement"), required=False)

    def __init__(self, *args: Any, arrangements: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        sent = [choice for choice in Round.Stage.choices if choice[0] != Round.Stage.PREPARING]
        for name, choices in (
            ("fase", sent),
            ("soort", Round.Kind.choices),
            ("samenwerking", arrangements),
        ):
            field: Any = self.fields[name]
            field.choices = [*everything, *choices]

    def chosen(self) -> dict[str, str]:
        """The choices that are known."""
        self.full_clean()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}
