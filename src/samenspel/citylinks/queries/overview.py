# SPDX-License-Identifier: EUPL-1.2
"""All links that are public: the overview, and those of one municipality.

Nothing of people, contacts or what is for members only is read here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from samenspel.citylinks.countries import country_name
from samenspel.citylinks.models import Activity, CityLink, Party
from samenspel.places.models import Municipality


@dataclass(frozen=True)
class PartyShown:
    """A party in words: the page of the municipality (empty abroad), and its country abroad."""

    name: str
    url: str
    country: str
    code: str
    takes_part: bool


@dataclass(frozen=True)
class LinkLine:
    """A link in a list; ``done`` counts the public activities that were carried out."""

    link: CityLink
    parties: tuple[PartyShown, ...]
    done: int

    @property
    def partners(self) -> tuple[PartyShown, ...]:
        """Those that take part today; of an ended link all that ever did."""
        there = tuple(party for party in self.parties if party.takes_part)
        return there or self.parties


@dataclass(frozen=True)
class Overview:
    """Links that go on, and those that ended, by name."""

    going: tuple[LinkLine, ...]
    ended: tuple[LinkLine, ...]

    @property
    def parties(self) -> int:
        """Different municipalities at home that take part in a link that goes on."""
        return len({p.code for one in self.going for p in one.partners if p.code})

    @property
    def abroad(self) -> int:
        """Links that go on with a party outside the countries of the register."""
        return sum(any(not p.code for p in one.partners) for one in self.going)


def overview(*, on: date) -> Overview:
    """Every public link; two queries."""
    return _told(CityLink.objects.filter(is_public=True), on=on)


def overview_of(municipality: Municipality, *, on: date) -> Overview:
    """The public links in which a municipality takes or took part; two queries."""
    rows = CityLink.objects.filter(is_public=True, parties__municipality=municipality)
    return _told(rows.distinct(), on=on)


def line_of(link: CityLink, *, on: date) -> LinkLine:
    """One link as in the list, without counting; a query where its parties were not read yet."""
    return LinkLine(link, tuple(_party(party, on) for party in link.parties.all()), 0)


def _told(rows: Iterable[CityLink], *, on: date) -> Overview:
    lines = _lines([*_counted(rows)], on=on)
    ended = CityLink.Stage.ENDED
    return Overview(
        tuple(one for one in lines if one.link.stage != ended),
        tuple(one for one in lines if one.link.stage == ended),
    )


def _counted(rows: Iterable[CityLink]) -> Iterable[CityLink]:
    done = Q(activities__state=Activity.State.DONE, activities__is_public=True)
    keys = rows.values("pk")  # type: ignore[attr-defined]
    counted = CityLink.objects.filter(pk__in=keys)
    return counted.annotate(done=Count("activities", filter=done)).order_by("name", "pk")


def _lines(links: Sequence[CityLink], *, on: date) -> tuple[LinkLine, ...]:
    parties: defaultdict[int, list[PartyShown]] = defaultdict(list)
    rows = Party.objects.filter(link__in=links).select_related("municipality")
    for party in rows.order_by("position", "pk"):
        parties[party.link_id].append(_party(party, on))
    return tuple(
        LinkLine(link, tuple(parties[link.pk]), getattr(link, "done", 0)) for link in links
    )


def _party(party: Party, on: date) -> PartyShown:
    held = party.municipality
    return PartyShown(
        name=party.name,
        url=held.get_absolute_url() if held else "",
        country="" if held else country_name(party.country),
        code=held.code if held else "",
        takes_part=party.takes_part(on),
    )
