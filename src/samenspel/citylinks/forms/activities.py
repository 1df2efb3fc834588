# SPDX-License-Identifier: EUPL-1.2
"""An activity with rows for what was given and what was learned, in one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.actions.activities_values import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    MOST_ROWS,
    ActivityValues,
    GiftValues,
    LessonValues,
)
from samenspel.citylinks.forms.activities_fields import (
    HoursField,
    PartyField,
    WholeField,
    yes_field,
)
from samenspel.citylinks.forms.file_fields import choice, day, line
from samenspel.citylinks.forms.file_fields import text as some_text
from samenspel.citylinks.models import Activity, Party

Data = Mapping[str, Any]
NEW_ROWS = 2
"""Empty rows that come when somebody asks for more."""


class ActivityForm(forms.Form):
    """An activity; ``aims`` are key and title of the aims of the agreement."""

    # What is still empty is not wrong yet: browsers would say so from the start.
    use_required_attribute = False

    title = line(
        _("What is it?"),
        LONGEST_TITLE,
        _("In a few words. For example: masterclass on vacant shops."),
        missing=_("Say in a few words what it is."),
    )
    kind = choice(
        _("Kind"),
        Activity.Kind.choices,
        _("“Colleague to colleague” is people with the same work who help each other directly."),
    )
    state = choice(_("How far is it?"), Activity.State.choices)
    on = day(_("Day, or first day"), required=True)
    until = day(_("Last day"), _("Only when it takes more than one day."))
    place = line(_("Place"), 160)
    text = some_text(_("What happened, or what will happen?"), rows=4)
    phase = choice(
        _("Phase of the link"),
        Activity.Phase.choices,
        _("When in the life of the link: getting acquainted, agreeing, doing, or looking back."),
    )
    level = choice(
        _("Who gets better from it?"),
        Activity.Level.choices,
        _(
            "People: somebody can do more. Organisation: the municipality works better, also when "
            "people leave. Rules and working together: what partners around it agree on gets "
            "better."
        ),
        radio=True,
    )
    with_officials = yes_field(_("Officials"))
    with_politicians = yes_field(_("Councillors, aldermen or mayors"))
    with_society = yes_field(
        _("Residents, associations, schools or businesses"),
        _("A link carried by society lasts longer than one of the town halls alone."),
    )
    is_quick_result = yes_field(
        _("This gives a result that shows at once"),
        _(
            "For example a playground, a concert or a photo. That is welcome, as long as it "
            "serves an aim: quick results alone do not build capacity."
        ),
    )
    is_public = yes_field(
        _("Everybody may see this activity"),
        _("On the public page of the link: title, day, kind and text. Name no people in them."),
    )
    source = line(_("Source"), 500, _("A report or a web address."))
    edition = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(
        self,
        data: Data | None = None,
        *,
        aims: Sequence[tuple[str, str]],
        initial: Data | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["aim_key"] = forms.ChoiceField(
            label=_("Which aim does it serve?"),
            help_text=_("An aim of the agreement. Without an aim it stands by itself."),
            choices=[("", _("None of the aims")), *aims],
            required=False,
            error_messages={"invalid_choice": _("Choose something from the list.")},
        )

    def values(self) -> ActivityValues:
        """What was entered; only when valid."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        return ActivityValues(**told)


class GiftForm(forms.Form):
    """What one party gave to another; of an activity, one of a few rows."""

    use_required_attribute = False

    giver = PartyField(label=_("Who gave?"))
    receiver = PartyField(label=_("Who received?"))
    people = WholeField(label=_("People"))
    hours = HoursField(label=_("Hours"))
    euros = WholeField(label=_("Euros"))
    note = line(_("What was it?"), LONGEST_NOTE)

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("giver", "receiver"):
            _party_field(self, name).offer(parties)

    def clean(self) -> dict[str, Any]:
        """Two different parties, and something given."""
        told = super().clean() or {}
        if told.get("giver") is not None and told.get("giver") == told.get("receiver"):
            self.add_error("receiver", _("Giver and receiver are the same."))
        figures = ("people", "hours", "euros")
        if not any(told.get(name) for name in figures) and not (set(figures) & set(self.errors)):
            self.add_error("people", _("Fill in people, hours or euros."))
        return told

    def values(self) -> GiftValues:
        """What was entered; only when valid."""
        told = self.cleaned_data
        return GiftValues(
            giver=told["giver"],
            receiver=told["receiver"],
            people=told["people"],
            hours=told["hours"],
            euros=told["euros"],
            note=told["note"],
        )


class LessonForm(forms.Form):
    """What a party learned; of an activity, one of a few rows."""

    use_required_attribute = False

    party = PartyField(label=_("Who learned?"))
    learned_from = PartyField(
        label=_("From whom?"), required=False, empty=_("Together, or not known")
    )
    text = some_text(_("What was learned?"), rows=2, missing=_("Say what was learned."))
    is_public = yes_field(_("Everybody may read this"))

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("party", "learned_from"):
            _party_field(self, name).offer(parties)

    def clean(self) -> dict[str, Any]:
        """Learned from another party."""
        told = super().clean() or {}
        if told.get("party") is not None and told.get("party") == told.get("learned_from"):
            self.add_error("learned_from", _("A partner learns from another partner."))
        return told

    def values(self) -> LessonValues:
        """What was entered; only when valid."""
        told = self.cleaned_data
        return LessonValues(
            party=told["party"],
            learned_from=told["learned_from"],
            text=told["text"],
            is_public=told["is_public"],
        )


Row = TypeVar("Row", GiftForm, LessonForm)


@dataclass(frozen=True)
class Rows(Generic[Row]):
    """Rows of one kind; ``prefix`` stands before their number in the names of the fields."""

    prefix: str
    forms: tuple[Row, ...]

    @property
    def count_name(self) -> str:
        """The hidden field that says how many rows were sent."""
        return f"{self.prefix}-rows"

    def are_valid(self) -> bool:
        """Whether every row is right; all are looked at, so that each says what is wrong."""
        wrong = [form for form in self.forms if not form.is_valid()]
        return not wrong

    @property
    def filled(self) -> tuple[Row, ...]:
        """The rows in which something was typed; only when valid."""
        return tuple(form for form in self.forms if form.has_changed())

    def refuse(self, field: str, message: str) -> bool:
        """Say it at a field of a filled row, named as actions do (``gift-0-hours``)."""
        kind, _dash, rest = field.partition("-")
        index, _dash, name = rest.partition("-")
        if kind != self.prefix or not index.isdecimal() or int(index) >= len(self.filled):
            return False
        self.filled[int(index)].add_error(name, message)
        return True


def rows(
    row: type[Row],
    prefix: str,
    parties: Sequence[Party],
    *,
    held: Sequence[Data] = (),
    sent: Data | None = None,
    again: bool = False,
    more: bool = False,
) -> Rows[Row]:
    """The rows of a form: what is held, or those sent.

    ``again``: those sent, to go on typing in without judging them; ``more``: and empty ones.
    """
    if sent is None:
        given = [*held, *[{} for _new in range(1 if held else NEW_ROWS)]]
    else:
        asked = str(sent.get(f"{prefix}-rows", "0"))
        count = min(int(asked) if asked.isdecimal() and len(asked) < 4 else 0, MOST_ROWS)
        if not again:
            return Rows(prefix, tuple(_sent(row, prefix, parties, count, sent)))
        given = [typed(row.base_fields, sent, f"{prefix}-{index}-") for index in range(count)]
        given += [{} for _new in range(NEW_ROWS if more else 0)]
    made = [
        row(prefix=f"{prefix}-{index}", initial=dict(one), parties=parties, empty_permitted=True)
        for index, one in enumerate(given[:MOST_ROWS])
    ]
    return Rows(prefix, tuple(made))


def _sent(
    row: type[Row], prefix: str, parties: Sequence[Party], count: int, sent: Data
) -> list[Row]:
    return [
        row(sent, prefix=f"{prefix}-{index}", parties=parties, empty_permitted=True)
        for index in range(count)
    ]


def typed(fields: Mapping[str, forms.Field], sent: Data, prefix: str = "") -> dict[str, Any]:
    """What was typed, as it was typed, to fill a form in again without judging it."""
    return {name: sent.get(f"{prefix}{name}", "") for name in fields}


def _party_field(form: forms.Form, name: str) -> PartyField:
    return cast("PartyField", form.fields[name])
