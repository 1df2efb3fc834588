# SPDX-License-Identifier: EUPL-1.2
"""What changed in a country between two dates, in one collection.

An arrangement is the chain of its versions: a new version is no beginning and no end. The first
date is told in the municipalities of the second one: those that merged are taken together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.analysis.participation import Participations
from samenspel.insight.queries.country.measures import Measure, Value
from samenspel.places.queries.history import Changes, Place
from samenspel.places.queries.history import changes as changes_of
from samenspel.register import labels
from samenspel.register.leading import Lead, lead_for
from samenspel.register.models import (
    ArrangementVersion,
    Collection,
    Participation,
    Status,
    in_force,
)
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts
from samenspel.register.queries.reference import Reference

Kind = Literal["began", "ended", "form", "members"]
KINDS: tuple[Kind, ...] = ("began", "ended", "form", "members")
Reason = Literal["", "sources", "inventory"]
Pair = tuple[str, str]
"""Code of a municipality, slug of an arrangement."""


class Version(NamedTuple):
    """A version of an arrangement, as far as this page needs it; the period is half-open."""

    slug: str
    name: str
    form: str
    begin: date | None
    end: date | None
    is_inactive: bool

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on the day, as far as known."""
        begun = self.begin is None or self.begin <= day
        return begun and (self.end is None or self.end > day) and not self.is_inactive


@dataclass(frozen=True)
class ArrangementChange:
    """An arrangement that began, ended or changed; what does not apply is empty.

    ``joined`` and ``left`` are names of municipalities of the second date; a municipality that is
    no more then is named itself.
    """

    slug: str
    name: str
    kinds: tuple[Kind, ...]
    form_before: str = ""
    form_after: str = ""
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    members: int = 0

    @property
    def form_before_label(self) -> str:
        """The legal form on the first date in words."""
        return labels.legal_form(self.form_before)

    @property
    def form_after_label(self) -> str:
        """The legal form on the second date in words."""
        return labels.legal_form(self.form_after)


@dataclass(frozen=True)
class PlaceChange:
    """A municipality of the second date: arrangements that it came into and went out of."""

    facts: MunicipalityFacts
    predecessors: tuple[str, ...]
    came: int
    went: int


@dataclass(frozen=True, eq=False)
class Change:
    """All that changed between two dates.

    ``before`` and ``after`` are the participations, by slug of arrangement, both with the
    municipalities of the second date. ``unclear`` counts participations about which the register
    does not tell, taken as unchanged: of municipalities that were divided, and in the name of ones
    that do not exist on the date. ``places`` are in the order of the facts.
    """

    since: date
    facts: CountryFacts
    before: Participations
    after: Participations
    arrangements: tuple[ArrangementChange, ...]
    places: tuple[PlaceChange, ...]
    versions: tuple[Version, ...]
    changes: Changes
    unclear: int

    def of_kind(self, kind: Kind) -> tuple[ArrangementChange, ...]:
        """Arrangements that changed in one way, by name."""
        return tuple(one for one in self.arrangements if kind in one.kinds)

    @property
    def number_before(self) -> int:
        """Arrangements in force on the first date."""
        return len(self.before.arrangements)

    @property
    def number_after(self) -> int:
        """Arrangements in force on the second date."""
        return len(self.after.arrangements)


def lead_on(reference: Reference, country: str, day: date) -> Lead | None:
    """Which collection counts on another day than that of the reference; no query."""
    chosen = reference.chosen
    if chosen is None or chosen.country != country:
        return lead_for(reference.collections, country=country, on=day)
    is_complete = chosen.kind != Collection.Kind.REGISTER or (
        chosen.complete_from is not None and chosen.complete_from <= day
    )
    return Lead(chosen, is_complete, ())


def reason_not(first: Lead | None, second: Lead) -> Reason:
    """Why two dates cannot be compared; empty where they can.

    Two collections differ as sources; an inventory knows one day only.
    """
    if first is None or first.collection != second.collection:
        return "sources"
    return "inventory" if second.collection.kind == Collection.Kind.INVENTORY else ""


@lru_cache(maxsize=16)
def change_between(facts: CountryFacts, since: date) -> Change:
    """What changed from a date to that of the facts; three queries, none when it is at hand."""
    changes = changes_of([facts.country])
    versions = _versions(facts.lead.collection.pk)
    then = _in_force(versions, since)
    told, stale = _members_on(facts, since)
    carried = _carried(told, stale, changes, facts)
    after_pairs = {
        (code, facts.arrangement(key).slug)
        for code in facts.participations.municipalities
        for key in facts.participations.arrangements_of(code)
    }
    before_pairs = (carried.sure - carried.unclear) | (carried.unclear & after_pairs)
    codes = facts.participations.municipalities
    before = Participations.of(before_pairs, municipalities=codes, arrangements=then)
    after = Participations.of(after_pairs, municipalities=codes, arrangements=facts.by_slug)
    came, went = after_pairs - before_pairs, before_pairs - after_pairs
    members = {
        slug: int(number)
        for side in (before, after)
        for slug, number in zip(side.arrangements, side.members, strict=True)
    }
    found = _arrangement_changes(facts, then, members, came, went, carried.names)
    return Change(
        since=since,
        facts=facts,
        before=before,
        after=after,
        arrangements=tuple(sorted(found, key=lambda one: (dutch_sort_key(one.name), one.slug))),
        places=_places(facts, came, went, carried),
        versions=versions,
        changes=changes,
        unclear=len(carried.unclear),
    )


def _versions(collection: int) -> tuple[Version, ...]:
    rows = ArrangementVersion.objects.filter(collection_id=collection).values_list(
        "arrangement__slug", "name", "legal_form", "valid_from", "valid_to", "status", "key"
    )
    ordered = sorted(rows, key=lambda row: (row[3] or date.min, row[6]))
    return tuple(Version(*row[:5], row[5] == Status.INACTIVE) for row in ordered)


def _in_force(versions: Iterable[Version], day: date) -> dict[str, Version]:
    """The version of each arrangement in force on a day; of several the one that began last."""
    return {version.slug: version for version in versions if version.holds_on(day)}


def slugs_in_force(versions: Iterable[Version], day: date) -> frozenset[str]:
    """The arrangements in force on a day."""
    return frozenset(version.slug for version in versions if version.holds_on(day))


def _members_on(
    facts: CountryFacts, day: date
) -> tuple[list[tuple[Place, str]], list[tuple[Place, str]]]:
    """Municipal members with slugs on another day; and those that did not exist on that day.

    Registers put the name of a new municipality also in versions of before it existed, as taking
    part since its first day; what its predecessors did is lost then.
    """
    rows = Participation.objects.filter(
        in_force(day, prefix="version__"),
        version__collection=facts.lead.collection,
        kind=Participation.Kind.MUNICIPALITY,
        municipality__country=facts.country,
    ).values_list(
        "version__arrangement__slug",
        "valid_from",
        "valid_to",
        *(f"municipality__{field}" for field in ("code", "name", "slug", "valid_from", "valid_to")),
    )
    told: list[tuple[Place, str]] = []
    stale: list[tuple[Place, str]] = []
    for slug, begin, end, *place in rows:
        found = Place(*place)
        if not found.exists_on(day):
            stale.append((found, slug))
        elif (begin is None or begin <= day) and (end is None or end > day):
            told.append((found, slug))
    return told, stale


# From the municipalities of the first date to those of the second


@dataclass(frozen=True)
class _Carried:
    """Participations of the first date with the municipalities of the second.

    ``sure`` come from municipalities that went over whole; ``unclear`` ones are not known.
    ``parts`` are the former municipalities of each; ``names`` those behind each sure pair.
    """

    sure: frozenset[Pair]
    unclear: frozenset[Pair]
    parts: Mapping[str, frozenset[Place]]
    names: Mapping[Pair, tuple[str, ...]]


def _carried(
    told: Sequence[tuple[Place, str]],
    stale: Sequence[tuple[Place, str]],
    changes: Changes,
    facts: CountryFacts,
) -> _Carried:
    on = facts.on
    parts: dict[str, set[Place]] = defaultdict(set)
    names: dict[Pair, list[str]] = defaultdict(list)
    divided: set[Pair] = set()
    for place, slug in told:
        heirs = _heirs(place, changes, on)
        for code in heirs:
            if len(heirs) > 1:
                divided.add((code, slug))
                continue
            names[code, slug].append(place.name)
            if code != place.code:
                parts[code].add(place)
    known = {place.code: place for c in changes.all for place in (c.old, c.new)}
    in_other_names = {(code, slug) for p, slug in stale for code in _heirs(p, changes, on)}
    for code, key in facts.participations.stale:
        if code in known:
            slug = facts.arrangement(key).slug
            in_other_names |= {(heir, slug) for heir in _heirs(known[code], changes, on)}
    sure = frozenset(names)
    exist = set(facts.participations.municipalities)
    unclear = {pair for pair in (divided - sure) | in_other_names if pair[0] in exist}
    return _Carried(
        sure=frozenset(pair for pair in sure if pair[0] in exist),
        unclear=frozenset(unclear),
        parts={code: frozenset(found) for code, found in parts.items()},
        names={pair: tuple(sorted(found)) for pair, found in names.items()},
    )


def _heirs(place: Place, changes: Changes, on: date) -> tuple[str, ...]:
    if place.exists_on(on):
        return (place.code,)
    return tuple(heir.place.code for heir in changes.heirs(place, on=on))


# What came of it


def _arrangement_changes(
    facts: CountryFacts,
    then: Mapping[str, Version],
    members: Mapping[str, int],
    came: Iterable[Pair],
    went: Iterable[Pair],
    names: Mapping[Pair, tuple[str, ...]],
) -> Iterator[ArrangementChange]:
    joined: dict[str, list[str]] = defaultdict(list)
    left: dict[str, list[str]] = defaultdict(list)
    for code, slug in came:
        joined[slug].append(facts.municipality(code).name)
    for code, slug in went:
        left[slug] += names[code, slug]
    now = facts.by_slug
    for slug in then.keys() | now.keys():
        old, new = then.get(slug), now.get(slug)
        kinds: list[Kind] = []
        if old is None or new is None:
            kinds.append("began" if old is None else "ended")
        else:
            kinds += ["form"] if old.form != new.legal_form else []
            kinds += ["members"] if joined[slug] or left[slug] else []
        if kinds:
            last = new.name if new else old.name if old else slug
            yield ArrangementChange(
                slug=slug,
                name=last,
                kinds=tuple(kinds),
                form_before=old.form if old else "",
                form_after=new.legal_form if new else "",
                joined=_in_order(joined[slug]) if "members" in kinds else (),
                left=_in_order(left[slug]) if "members" in kinds else (),
                members=members.get(slug, 0),
            )


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (dutch_sort_key(name), name)))


def _places(
    facts: CountryFacts, came: Iterable[Pair], went: Iterable[Pair], carried: _Carried
) -> tuple[PlaceChange, ...]:
    into = Counter(code for code, _slug in came)
    out = Counter(code for code, _slug in went)
    return tuple(
        PlaceChange(
            facts=one,
            predecessors=_in_order(p.name for p in carried.parts.get(one.code, ())),
            came=into[one.code],
            went=out[one.code],
        )
        for one in facts.municipalities
    )


@dataclass(frozen=True)
class ValueChange:
    """A measure of a municipality on both dates; None where there is no figure."""

    place: PlaceChange
    before: Value
    after: Value

    @property
    def difference(self) -> Value:
        """After less before; None where one of them is not known."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def value_changes(change: Change, measure: Measure) -> tuple[ValueChange, ...]:
    """A measure of every municipality on both dates, in the order of the facts.

    Raises
    ------
    ValueError
        The measure cannot be compared between dates.
    """
    if measure.of_members is None:
        raise ValueError(f"{measure.key} cannot be compared between dates")
    both = zip(
        change.places,
        measure.of_members(change.before),
        measure.of_members(change.after),
        strict=True,
    )
    return tuple(
        ValueChange(place, before, after)
        if place.facts.is_known
        else ValueChange(place, None, None)
        for place, before, after in both
    )
