# SPDX-License-Identifier: EUPL-1.2
"""A commitment, how far it is, and the questions of an evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.dialogue.models import Commitment

WRONG_DATE = _("This date does not exist. Write the date as year-month-day: 2016-01-01.")

# What the law asks an arrangement to evaluate, and what it must provide for (Joint Arrangements
# Act, article 10: opinions, participation of residents, evaluation, exit), as questions.
QUESTIONS: Final[tuple[tuple[str, Any, Any], ...]] = (
    ("result", _("Was what was agreed reached?"), _("What was done, what was not, and why?")),
    (
        "councils",
        _("Did the councils have enough to say, and in time?"),
        _("Opinions, replies, and what was done with them."),
    ),
    (
        "residents",
        _("Were residents involved as was agreed?"),
        _("How, when, and what came of it."),
    ),
    (
        "effort",
        _("Were the work and the money in proportion to the result?"),
        _("For members of the board, councillors and officials."),
    ),
    (
        "form",
        _("Does the form of cooperation still fit?"),
        _("Also for who wants to join or leave, and what that means for the others."),
    ),
)


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Fill in a day."), "invalid": WRONG_DATE},
    )


class CommitmentForm(forms.Form):
    """What will be done, by whom, by when; ``municipalities`` are those that were asked."""

    # What is still empty is not wrong yet: browsers would say so from the start.
    use_required_attribute = False

    title = forms.CharField(
        label=_("What will be done?"),
        max_length=200,
        help_text=_("One sentence. For instance: an account of the housing plans."),
        error_messages={
            "required": _("Say what will be done."),
            "max_length": _("At most 200 characters."),
        },
    )
    owner = forms.CharField(
        label=_("Who does it?"),
        max_length=160,
        help_text=_("An office or body, not a person. For instance: the executive board."),
        error_messages={
            "required": _("Say which office or body does it."),
            "max_length": _("At most 160 characters."),
        },
    )
    due_on = _day(_("By when?"))
    text = forms.CharField(
        label=_("Explanation"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self, *args: Any, municipalities: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"] = forms.TypedChoiceField(
            label=_("Of which municipality?"),
            help_text=_("Its clerk and advisers can then report how far it is."),
            choices=[("", _("None: of all together")), *municipalities],
            required=False,
            coerce=int,
            empty_value=None,
            error_messages={"invalid_choice": _("Choose a municipality from the list.")},
        )
        self.order_fields(["title", "owner", "municipality", "due_on", "text"])


class ProgressForm(forms.Form):
    """How far a commitment is."""

    # What is still empty is not wrong yet: browsers would say so from the start.
    use_required_attribute = False

    state = forms.ChoiceField(
        label=_("How far is it?"),
        choices=Commitment.State.choices,
        error_messages={
            "required": _("Choose how far it is."),
            "invalid_choice": _("Choose how far it is."),
        },
    )
    on = _day(_("On which day?"))
    text = forms.CharField(
        label=_("What was done?"),
        help_text=_("Everybody can read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a sentence what was done, or why not.")},
    )


class EvaluationForm(forms.Form):
    """The questions of an evaluation; at least one is answered."""

    # What is still empty is not wrong yet: browsers would say so from the start.
    use_required_attribute = False

    year = forms.IntegerField(
        label=_("About which year?"),
        error_messages={
            "required": _("Fill in a year, such as 2026."),
            "invalid": _("Fill in a year, such as 2026."),
        },
    )
    lessons = forms.CharField(
        label=_("What do we do differently from now on?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next_on = _day(
        _("When do we look again?"),
        _("Leave empty when this is the last evaluation."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question, help_text in QUESTIONS:
            self.fields[name] = forms.CharField(
                label=question,
                help_text=help_text,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        names = [name for name, _question, _help in QUESTIONS]
        self.order_fields(["year", *names, "lessons", "next_on"])

    def text(self) -> str:
        """The questions that were answered with their answers, a paragraph each."""
        return "\n\n".join(
            f"{question}\n{self.cleaned_data[name].strip()}"
            for name, question, _help in QUESTIONS
            if self.cleaned_data[name].strip()
        )
