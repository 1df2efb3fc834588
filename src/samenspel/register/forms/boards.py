# SPDX-License-Identifier: EUPL-1.2
"""A board with its seats and votes: a table with one row for each participant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from samenspel.register.actions import ChangedMeanwhile
from samenspel.register.forms.editing import Clash, EditForm
from samenspel.register.forms.fields import Count, Text
from samenspel.register.models import Board
from samenspel.register.wording import in_words, shortened


@dataclass(frozen=True)
class SeatRow:
    """The fields of one participant."""

    name: str
    seats: BoundField
    votes: BoundField

    @property
    def wrong(self) -> list[BoundField]:
        """The fields with something wrong."""
        return [bound for bound in (self.seats, self.votes) if bound.errors]


@dataclass(frozen=True)
class Totals:
    """What the rows add up to; ``fits``: as many seats as the board is said to have, or unknown."""

    seats: int
    votes: int
    without_votes: int
    fits: bool


class BoardForm(EditForm):
    """Kind, name, quota, number of seats; seats and votes of each participant."""

    kind = forms.ChoiceField(
        label=_("Kind of board"),
        choices=Board.Kind.choices,
        error_messages={"invalid_choice": _("This is not one of the choices.")},
    )
    name = Text(label=_("Name of the board"))
    total_seats = Count(
        label=_("Number of seats"),
        required=False,
        help_text=_("All seats together, also those of which it is not known who has them."),
    )
    quota = Count(
        label=_("Votes that a decision needs"),
        required=False,
        help_text=_("Leave empty when it is more than half of the votes, or not known."),
    )

    layout: ClassVar[Any] = ((_("The board"), ("kind", "name", "total_seats", "quota")),)

    def __init__(
        self, data: Any = None, *, participants: Sequence[tuple[Any, str]], **kwargs: Any
    ) -> None:
        self.participants = tuple(participants)
        super().__init__(data, **kwargs)

    def prepare(self) -> None:
        """Two fields for each participant."""
        for place, (_key, name) in enumerate(self.participants):
            for column, label in (("seats", _("Seats")), ("votes", _("Votes"))):
                field = Count(label=f"{name}: {label}", required=False)
                field.widget.attrs["aria-label"] = f"{name}: {label}"
                self.fields[f"{column}_{place}"] = field
        shown = self.to_form(self.values_now)
        # A class method cannot know the participants: their rows are filled in here.
        self._seats = {seat["participation"]: seat for seat in shown.pop("seats", ())}
        for place, (key, _name) in enumerate(self.participants):
            for column in ("seats", "votes"):
                seat = self._seats.get(key, {})
                self.initial[f"{column}_{place}"] = seat.get(column)

    def seats_wanted(self) -> list[dict[str, Any]]:
        """A row for each participant that has a seat or a vote."""
        rows = []
        for place, (key, _name) in enumerate(self.participants):
            seats = self.cleaned_data.get(f"seats_{place}")
            votes = self.cleaned_data.get(f"votes_{place}")
            if seats is not None or votes is not None:
                rows.append({"participation": key, "seats": seats, "votes": votes})
        return rows

    def changes_something(self) -> bool:
        """Whether anything differs from what stands there."""
        before = [
            {column: self._seats[key].get(column) for column in ("participation", "seats", "votes")}
            for key, _name in self.participants
            if key in self._seats
        ]
        return bool(self.values()) or before != self.seats_wanted()

    def meet(self, error: ChangedMeanwhile) -> None:
        """The seats are a table: say what the other made of it, keep what was typed."""
        seats = [d for d in error.differences if d.field == "seats"]
        super().meet(error)
        if self.meeting is None or not seats:
            return
        wanted = self.seats_wanted()
        for difference in seats:
            seen, now = (_bare(value) for value in (difference.seen, difference.now))
            touched = _bare(wanted) not in (seen, now)
            if not touched:
                self._put_seats(difference.now)
            names = dict(self.participants)
            mine = [{**row, "name": names[row["participation"]]} for row in wanted]
            words = [
                shortened(in_words("seats", v)) for v in (difference.seen, difference.now, mine)
            ]
            self.meeting.clashes = [c for c in self.meeting.clashes if c.label != difference.label]
            self.meeting.clashes.append(
                Clash(
                    "edit-seats_0",
                    difference.label,
                    words[0],
                    words[1],
                    words[2],
                    is_touched=touched,
                    is_same=_bare(wanted) == now,
                )
            )

    def _put_seats(self, seats: Sequence[Mapping[str, Any]]) -> None:
        data = cast("MultiValueDict[str, Any]", self.data)
        now = {seat["participation"]: seat for seat in seats}
        for place, (key, _name) in enumerate(self.participants):
            for column in ("seats", "votes"):
                value = now.get(key, {}).get(column)
                data[f"{column}_{place}"] = "" if value is None else str(value)

    @classmethod
    def to_values(cls, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The board itself; the seats are asked for apart."""
        return {name: cleaned.get(name) for name in ("kind", "name", "total_seats", "quota")}

    @property
    def rows(self) -> Iterator[SeatRow]:
        """The rows of the table."""
        for place, (_key, name) in enumerate(self.participants):
            yield SeatRow(name, self[f"seats_{place}"], self[f"votes_{place}"])

    @property
    def totals(self) -> Totals:
        """What the rows add up to as they stand on the form; what is no number counts for none."""
        seats, votes = self._column("seats"), self._column("votes")
        stated = _whole(self["total_seats"].value())
        total = sum(n for n in seats if n is not None)
        return Totals(
            seats=total,
            votes=sum(n for n in votes if n is not None),
            without_votes=sum(
                1 for s, v in zip(seats, votes, strict=True) if s is not None and v is None
            ),
            fits=stated is None or not total or stated == total,
        )

    def _column(self, column: str) -> list[int | None]:
        return [
            _whole(self[f"{column}_{place}"].value()) for place in range(len(self.participants))
        ]


def _bare(seats: Sequence[Mapping[str, Any]]) -> dict[Any, tuple[Any, Any]]:
    return {seat["participation"]: (seat.get("seats"), seat.get("votes")) for seat in seats or ()}


def _whole(value: Any) -> int | None:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isdecimal() and len(text) < 8 else None
