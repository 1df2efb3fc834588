# SPDX-License-Identifier: EUPL-1.2
"""The first page of a file: where the link stands, what it asks for, who, what next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from samenspel.citylinks.countries import country_name
from samenspel.citylinks.models import CityLink, Party, Person
from samenspel.citylinks.queries.file_changes import Changed, changes_of
from samenspel.citylinks.queries.file_state import Dated, LinkState, states_of
from samenspel.citylinks.queries.file_steps import Step, address, length_in_words, steps_of
from samenspel.citylinks.queries.file_timeline import (
    TimelinePicture,
    TimelineRow,
    picture_of,
    rows_of,
)

MOST_PLANNED, MOST_ROWS = 6, 100


@dataclass(frozen=True)
class PartyLine:
    """A party with the people who are there; ``url`` is its page, empty for one elsewhere."""

    party: Party
    country: str
    url: str
    people: tuple[Person, ...]
    is_gone: bool = False

    @property
    def last_day(self) -> date | None:
        """The last day on which it took part."""
        return self.party.valid_to - timedelta(days=1) if self.party.valid_to else None


@dataclass(frozen=True)
class Planned:
    """Something to come, with its page."""

    on: date
    title: str
    url: str


@dataclass(frozen=True)
class Figure:
    """A figure at the head of the page."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class FilePage:
    """What the first page of a file shows; ``unshown`` older rows are only in the downloads."""

    state: LinkState
    steps: tuple[Step, ...]
    parties: tuple[PartyLine, ...]
    planned: tuple[Planned, ...]
    changes: tuple[Changed, ...]
    rows: tuple[TimelineRow, ...]
    unshown: int
    picture: TimelinePicture | None

    @property
    def step(self) -> Step:
        """The one clear next step."""
        return self.steps[0]

    @property
    def others(self) -> tuple[Step, ...]:
        """What asks for attention besides."""
        return self.steps[1:]

    @property
    def last_contact(self) -> date | None:
        """The day of the last contact or activity."""
        return self.state.fading.last_on

    @property
    def since(self) -> str:
        """How long ago that was, in words."""
        days = self.state.fading.days_since
        return length_in_words(days) if days is not None else ""


def file_page(link: CityLink, *, on: date) -> FilePage:
    """The page on a day; five queries."""
    state = states_of([link], on=on)[link.pk]
    rows = rows_of(state)
    return FilePage(
        state=state,
        steps=steps_of(state),
        parties=party_lines(state),
        planned=tuple(_planned(one, link.slug) for one in state.planned[:MOST_PLANNED]),
        changes=changes_of(link),
        rows=rows[:MOST_ROWS],
        unshown=max(len(rows) - MOST_ROWS, 0),
        picture=picture_of(rows, on),
    )


def party_lines(state: LinkState) -> tuple[PartyLine, ...]:
    """The parties that take part, then those that left; each with its people of now."""
    return tuple(
        PartyLine(
            party=one,
            country=country_name(one.country),
            url=one.municipality.get_absolute_url() if one.municipality else "",
            people=tuple(person for person in state.here if person.party_id == one.pk),
            is_gone=one in state.left,
        )
        for one in (*state.parties, *state.left)
    )


def _planned(one: Dated, slug: str) -> Planned:
    if one.lane == "activity":
        return Planned(one.on, one.title, address("citylink-activity", slug, one.pk))
    return Planned(one.on, one.title, address("citylink-contacts", slug))
