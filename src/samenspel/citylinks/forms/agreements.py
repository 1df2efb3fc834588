# SPDX-License-Identifier: EUPL-1.2
"""A version of the agreement with its aims, and a decision with the votes of groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samenspel.analysis.policy_areas import THEMES
from samenspel.citylinks.actions.agreements import MOST_AIMS, AgreementValues, AimValues
from samenspel.citylinks.actions.decisions import MOST_SEATS, DecisionValues, GroupValues
from samenspel.citylinks.forms.file_fields import (
    RowForm,
    RowsForm,
    choice,
    day,
    line,
    number,
)
from samenspel.citylinks.forms.file_fields import text as some_text
from samenspel.citylinks.models import GroupVote, Party, PartyDecision

ENDING = "ending"
MOST_GROUPS, MOST_VOTES = 40, 200
Choices = Sequence[tuple[str, str]]


def theme_label(key: str) -> str:
    """A theme in the language of the page."""
    found = THEMES.get(key)
    if found is None:
        return ""
    return found.nl if get_language() == "nl" else found.en


class AimForm(RowForm):
    """An aim; ``key`` ties it to the same aim in the version before."""

    filled = ("title", "text", "measure")

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    title = line(_("Aim"), 200, _("In one sentence."), missing=_("Name the aim."))
    theme = choice(_("Theme"), (), required=False)
    text = some_text(_("Explanation"), rows=2)
    measure = some_text(_("How will you see that it was reached?"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = [(key, theme_label(key)) for key in THEMES]
        self.fields["theme"].choices = [("", _("none")), *themes]  # type: ignore[attr-defined]

    def values(self) -> AimValues:
        """The aim as the action takes it."""
        return AimValues(**{name: self.cleaned_data[name] for name in self.fields})


class AgreementForm(RowsForm):
    """A draft; the rows are its aims."""

    row_class: ClassVar[type[RowForm]] = AimForm
    row_prefix = "aim"
    most_rows = MOST_AIMS

    title = line(_("Title"), 200, missing=_("Give the agreement a title."))
    text = some_text(_("Text, or a summary of it"), rows=8)
    valid_from = day(_("First day of the agreement"))
    last_day = day(_("Last day"), _("Leave empty when no end was agreed."))
    notice_days = number(
        _("How many days before the end must a partner say that it does not go on?"), 0, 3660
    )
    is_extended_silently = forms.BooleanField(
        label=_("The agreement goes on by itself when nobody says anything"), required=False
    )
    signed_on = day(_("Signed on"))
    signed_where = line(_("Signed in"), 160)
    source = line(_("Source"), 500, _("Where this can be read, such as an address on the web."))

    def values(self) -> AgreementValues:
        """The version as the action takes it."""
        told = {k: v for k, v in self.cleaned_data.items() if k not in {"edition", "rows"}}
        return AgreementValues(**told, aims=tuple(part.values() for part in self.counting))


class GroupForm(RowForm):
    """How one political group voted."""

    filled = ("name", "seats")

    name = line(_("Political group"), 120, missing=_("Name the political group."))
    seats = number(_("Seats"), 1, MOST_SEATS, required=True)
    stance = choice(_("Voted"), [("", "–"), *GroupVote.Stance.choices])
    side = choice(
        _("Coalition or opposition"),
        [("", _("not known")), ("coalition", _("coalition")), ("opposition", _("opposition"))],
        required=False,
    )

    def values(self) -> GroupValues:
        """The vote as the action takes it."""
        told = self.cleaned_data
        side = {"coalition": True, "opposition": False}.get(told["side"])
        return GroupValues(told["name"], told["seats"], told["stance"], side)


class DecisionForm(RowsForm):
    """A decision of a council or executive; the rows are the political groups."""

    row_class: ClassVar[type[RowForm]] = GroupForm
    row_prefix = "group"
    most_rows = MOST_GROUPS

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    party = choice(_("Of which partner?"), ())
    about = choice(_("What was decided on?"), ())
    body = choice(_("Who decided?"), PartyDecision.Body.choices)
    on = day(_("On which day?"), required=True)
    is_adopted = choice(_("What was decided?"), [("yes", _("adopted")), ("no", _("rejected"))])
    votes_for = number(_("Votes for"), 0, MOST_VOTES, _("Leave empty when it is not known."))
    votes_against = number(_("Votes against"), 0, MOST_VOTES)
    note = some_text(_("Remark"), _("Name no people: a decision can never be changed."), rows=3)
    source = line(_("Source"), 500, _("Such as the address of the minutes."))

    def __init__(self, *args: Any, parties: Choices, subjects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("party", parties), ("about", subjects)):
            field: Any = self.fields[name]
            field.choices = choices

    def values(self, replaces: PartyDecision | None) -> DecisionValues:
        """The decision as the action takes it."""
        told = self.cleaned_data
        about = PartyDecision.About
        return DecisionValues(
            about=about.ENDING if told["about"] == ENDING else about.AGREEMENT,
            body=told["body"],
            on=told["on"],
            is_adopted=told["is_adopted"] == "yes",
            votes_for=told["votes_for"],
            votes_against=told["votes_against"],
            note=told["note"],
            source=told["source"],
            groups=tuple(part.values() for part in self.counting),
            replaces=replaces,
        )

    def number(self) -> int | None:
        """The version that was decided on; None for ending the link."""
        chosen = self.cleaned_data["about"]
        return None if chosen == ENDING else int(chosen)


def told_of(decision: PartyDecision) -> list[dict[str, Any]]:
    """The groups of a decision, for a form that corrects it."""
    sides = {True: "coalition", False: "opposition", None: ""}
    return [
        {
            "name": one.name,
            "seats": one.seats,
            "stance": one.stance,
            "side": sides[one.is_coalition],
        }
        for one in decision.groups.all()
    ]


def party_choices(parties: Sequence[Party]) -> list[tuple[str, str]]:
    """The parties to choose from."""
    return [(str(one.pk), one.name) for one in parties]
