# SPDX-License-Identifier: EUPL-1.2
"""What people fill in about meetings, proposals, mandates and votes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import User
from samenspel.dialogue.actions.meetings import DelegationValues, MeetingValues, ProposalValues
from samenspel.dialogue.models import Delegation, Mandate, Meeting, Proposal, RoundDocument

PER_CENT: dict[str, Any] = {"min_value": 0, "max_value": 99, "required": False}
MAJORITIES: dict[str, tuple[int, int, bool, bool]] = {
    # votes, out of, more than that (and not: at least), nobody against
    "simple": (50, 100, True, False),
    "three_fifths": (3, 5, False, False),
    "two_thirds": (2, 3, False, False),
    "three_quarters": (3, 4, False, False),
    "unanimous": (100, 100, False, True),
}
MAJORITY_LABELS = [
    ("simple", _("More than half of the votes cast")),
    ("three_fifths", _("At least three fifths of the votes cast")),
    ("two_thirds", _("At least two thirds of the votes cast")),
    ("three_quarters", _("At least three quarters of the votes cast")),
    ("unanimous", _("Nobody against")),
    ("own", _("Another share of the votes cast, filled in below")),
]


class MeetingForm(forms.Form):
    """When the board meets, and by which rules."""

    name = forms.CharField(
        label=_("Name of the meeting"),
        max_length=160,
        help_text=_("For instance: general board, spring meeting."),
        error_messages={"required": _("Fill in a name.")},
    )
    begins_at = forms.DateTimeField(
        label=_("Day and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": _("Fill in the day and time."),
            "invalid": _("Write day and time like this: 2026-06-26T19:30."),
        },
    )
    place = forms.CharField(label=_("Place"), max_length=160, required=False)
    quorum_members = forms.IntegerField(
        label=_("The board may decide when more than this percentage of the members is there"),
        initial=50,
        min_value=0,
        max_value=99,
        error_messages={"required": _("Fill in a number from 0 to 99.")},
    )
    quorum_votes = forms.IntegerField(
        label=_("And more than this percentage of all votes"),
        help_text=_("Leave empty when only members are counted."),
        **PER_CENT,
    )
    allows_split = forms.BooleanField(
        label=_("A member may split its votes"),
        help_text=_("For instance 12 votes in favour and 5 against."),
        required=False,
    )
    source = forms.CharField(
        label=_("Where do these rules and votes come from?"),
        help_text=_("For instance: article 9 of the arrangement. Everybody can read this."),
        max_length=300,
        required=False,
    )

    def values(self) -> MeetingValues:
        """What was filled in, once it is valid."""
        return MeetingValues(**self.cleaned_data)


def initial_of_meeting(meeting: Meeting) -> dict[str, Any]:
    """The fields of the form as the meeting stands."""
    return {name: getattr(meeting, name) for name in MeetingForm.base_fields}


class MemberForm(forms.Form):
    """A member of the board and its votes."""

    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Fill in a name.")}
    )
    votes = forms.IntegerField(
        label=_("Number of votes"),
        min_value=0,
        max_value=1_000_000,
        error_messages={"required": _("Fill in a number of votes, 0 or more.")},
    )
    is_chair = forms.BooleanField(label=_("Takes the chair"), required=False)

    def values(self, delegation: Delegation | None) -> DelegationValues:
        """What was filled in, once it is valid."""
        return DelegationValues(
            municipality=delegation.municipality if delegation else None,
            addressee=delegation.addressee if delegation else None,
            **self.cleaned_data,
        )


class ProposalForm(forms.Form):
    """What is put to the vote, and the majority that it needs."""

    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Fill in a title.")}
    )
    text = forms.CharField(
        label=_("What the board would decide"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write down what the board would decide.")},
    )
    document = forms.ModelChoiceField(
        label=_("Text that belongs to it"),
        queryset=RoundDocument.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    majority = forms.ChoiceField(
        label=_("When is it adopted?"), choices=MAJORITY_LABELS, initial="simple"
    )
    own_votes = forms.IntegerField(
        label=_("Another share: more than this percentage of the votes cast"), **PER_CENT
    )
    needs_members = forms.IntegerField(
        label=_("And more than this percentage of the members that vote"),
        help_text=_("Leave empty when only votes are counted."),
        **PER_CENT,
    )
    tie_rule = forms.ChoiceField(
        label=_("What happens at a tie?"), choices=Proposal.TieRule.choices
    )
    majority_source = forms.CharField(
        label=_("Where does this majority come from?"),
        help_text=_("For instance: article 31 of the arrangement. Everybody can read this."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, round_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = RoundDocument.objects.filter(round=round_id, published_at__isnull=False)
        field = self.fields["document"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = documents.order_by("-number")

    def clean(self) -> dict[str, Any]:
        """An own share must be told; shares of members are per cents."""
        told = super().clean() or {}
        if told.get("majority") == "own" and told.get("own_votes") is None:
            self.add_error("own_votes", _("Fill in a number from 0 to 99."))
        is_fraction = told.get("majority") not in {None, "simple", "own"}
        if is_fraction and told.get("needs_members") is not None:
            self.add_error(
                "needs_members",
                _("Choose another share above to count members too, such as 66 per cent of both."),
            )
        return told

    def values(self) -> ProposalValues:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        own = (told["own_votes"] or 0, 100, True, False)
        votes, of, is_strict, is_unanimous = MAJORITIES.get(told["majority"], own)
        return ProposalValues(
            title=told["title"],
            text=told["text"],
            document=told["document"],
            needs_votes=votes,
            needs_of=of,
            needs_members=told["needs_members"],
            is_strict=is_strict,
            is_unanimous=is_unanimous,
            tie_rule=told["tie_rule"],
            majority_source=told["majority_source"],
        )


def initial_of_proposal(proposal: Proposal) -> dict[str, Any]:
    """The fields of the form as the proposal stands."""
    told = (
        proposal.needs_votes,
        proposal.needs_of,
        proposal.is_strict,
        proposal.is_unanimous,
    )
    is_own = proposal.needs_of == MAJORITIES["simple"][1]
    names = [name for name, values in MAJORITIES.items() if values == told]
    return {
        "title": proposal.title,
        "text": proposal.text,
        "document": proposal.document_id,
        "majority": names[0] if names else "own",
        "own_votes": proposal.needs_votes if is_own and not names else None,
        "needs_members": proposal.needs_members,
        "tie_rule": proposal.tie_rule,
        "majority_source": proposal.majority_source,
    }


class MandateForm(forms.Form):
    """What a council asks of its delegation about one proposal."""

    proposal = forms.TypedChoiceField(
        label=_("Which proposal?"),
        coerce=int,
        error_messages={
            "required": _("Choose a proposal of this meeting."),
            "invalid_choice": _("Choose a proposal of this meeting."),
        },
    )
    position = forms.ChoiceField(
        label=_("What does the council ask?"),
        choices=Mandate.Position.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a position from the list.")},
    )
    text = forms.CharField(
        label=_("In the words of the council"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    on = forms.DateField(
        label=_("Day on which the council decided this"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Fill in the day."),
            "invalid": _("This date does not exist. Write the date as year-month-day: 2016-01-01."),
        },
    )

    def __init__(self, *args: Any, proposals: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["proposal"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(proposals)


class DelegateForm(forms.Form):
    """Who votes for the municipality."""

    user = forms.ModelChoiceField(
        label=_("Who votes for the municipality?"),
        queryset=User.objects.none(),
        empty_label=_("Choose somebody"),
        error_messages={
            "required": _("Choose somebody with a role in this municipality."),
            "invalid_choice": _("Choose somebody with a role in this municipality."),
        },
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people


CHOICES = [("for", _("In favour")), ("against", _("Against")), ("abstained", _("Abstain"))]


class VoteForm(forms.Form):
    """One vote: a choice for all votes or, where that is allowed, so many of each."""

    choice = forms.ChoiceField(
        label=_("Your vote"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you vote.")},
    )

    def __init__(self, *args: Any, votes: int, allows_split: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.votes, self.allows_split = votes, allows_split and votes > 1
        field = self.fields["choice"]
        if self.allows_split and isinstance(field, forms.ChoiceField):
            field.choices = [*CHOICES, ("split", _("Split the votes, as filled in below"))]
            labels = {
                "votes_for": _("Votes in favour"),
                "votes_against": _("Votes against"),
                "votes_abstained": _("Votes not cast (abstain)"),
            }
            for name, label in labels.items():
                self.fields[name] = forms.IntegerField(label=label, min_value=0, required=False)

    def cast(self) -> tuple[int, int, int]:
        """Votes in favour, against and abstained, once it is valid."""
        told = self.cleaned_data
        if told["choice"] == "split":
            names = ("votes_for", "votes_against", "votes_abstained")
            one, two, three = (told.get(name) or 0 for name in names)
            return one, two, three
        return tuple(self.votes if told["choice"] == name else 0 for name, _label in CHOICES)  # type: ignore[return-value]
