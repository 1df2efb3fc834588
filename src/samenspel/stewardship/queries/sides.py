# SPDX-License-Identifier: EUPL-1.2
"""Two sources about one arrangement, side by side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from samenspel.analysis.record_linkage import current_codes
from samenspel.register.leading import lead_for
from samenspel.register.lists.columns import folded
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Collection,
    Participation,
    Status,
    VersionDomain,
)
from samenspel.register.queries.records import version_on
from samenspel.register.records import json_value
from samenspel.stewardship.models import FieldDecision, Match
from samenspel.stewardship.own_list.comparing import alike
from samenspel.stewardship.queries.linkage import successors
from samenspel.stewardship.value_text import field_label, value_text

PARTICIPANT = "participant:"
COMPARED = (
    "name", "citation_title", "legal_form", "is_compulsory", "policy_areas", "purpose", "powers",
    "status", "valid_from", "valid_to", "seat_place", "seat_postcode", "seat_municipality",
    "website",
)  # fmt: skip
_COLUMNS = frozenset(COMPARED) - {"policy_areas", "seat_municipality"}


@dataclass(frozen=True)
class Side:
    """One source about the arrangement: the version that is compared, and its values.

    ``on``: the day on which its participants are counted, within the period of the version.
    ``participants``: by a key that both sides share.
    """

    which: str
    arrangement: Arrangement
    version: ArrangementVersion
    on: date
    values: Mapping[str, Any]
    participants: Mapping[str, Participation]

    @property
    def collection(self) -> Collection:
        return self.arrangement.collection


@dataclass(frozen=True)
class Line:
    """A field or participant, as both sides have it.

    ``standing``: "same", "differs", "only_leading" or "only_other"; ``leading`` and ``other`` are
    values as stored in decisions. ``decision`` is the newest; it ``is_stale`` when a side says
    something else since.
    """

    field: str
    label: str
    standing: str
    leading_text: str
    other_text: str
    leading: Any
    other: Any
    decision: FieldDecision | None = None
    is_stale: bool = False

    @property
    def is_settled(self) -> bool:
        return self.decision is not None and not self.is_stale

    @property
    def is_difference(self) -> bool:
        """Whether the sources contradict each other: a field that one leaves out is none."""
        return self.standing == "differs" or (self.is_participant and self.standing != "same")

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide: a difference, or what only the other states."""
        return (self.is_difference or self.standing == "only_other") and not self.is_settled

    @property
    def is_participant(self) -> bool:
        return self.field.startswith(PARTICIPANT)

    @property
    def digest(self) -> str:
        """Of both values: an answer to another question is refused."""
        text = json.dumps([self.field, self.leading, self.other], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class SideBySide:
    """Both sides and every line; ``leading`` is the source that leads on the day."""

    match: Match
    leading: Side
    other: Side
    lines: tuple[Line, ...]

    @property
    def fields(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_participant)

    @property
    def participants(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_participant)

    @property
    def differences(self) -> int:
        """Lines on which the sources contradict each other, decided or not."""
        return sum(line.is_difference for line in self.lines)

    @property
    def open(self) -> int:
        """Lines on which there is something to decide."""
        return sum(line.is_open for line in self.lines)


def leading_first(match: Match, on: date) -> tuple[str, str]:
    """("first", "second") or the other way round: the source that leads of the two goes first."""
    assert match.first is not None and match.second is not None  # noqa: S101, PT018 - see callers
    one, other = match.first.collection, match.second.collection
    lead = lead_for([one, other], country=one.country, on=on)
    is_second = lead is not None and lead.collection == other != one
    return ("second", "first") if is_second else ("first", "second")


def side_by_side(match: Match, *, on: date) -> SideBySide:
    """Both sides of a match whose arrangements are both there; five queries.

    The versions compared are those of the day on which the older of the two sources was made: a
    source of 2016 is not wrong about 2026.
    """
    which = leading_first(match, on)
    arrangements = [match.first if w == "first" else match.second for w in which]
    day = min(a.collection.observed_on for a in arrangements if a is not None)
    versions = _versions(arrangements, day)
    areas = _policy_areas(versions)
    participations = _participations(versions)
    following = successors()
    leading, other = (
        _side(w, version, day, areas[version.pk], participations[version.pk], following)
        for w, version in zip(which, versions, strict=True)
    )
    newest: dict[str, FieldDecision] = {}
    for decision in match.field_decisions.select_related("change_set__undone_by").order_by(
        "at", "pk"
    ):
        newest[decision.field] = decision
    lines = (*_field_lines(leading, other), *_participant_lines(leading, other))
    return SideBySide(
        match, leading, other, tuple(_decided(line, leading.which, newest) for line in lines)
    )


def _versions(arrangements: Sequence[Arrangement | None], day: date) -> list[ArrangementVersion]:
    known = [a for a in arrangements if a is not None]
    chains: dict[int, list[ArrangementVersion]] = {a.pk: [] for a in known}
    rows = ArrangementVersion.objects.filter(arrangement_id__in=chains)
    rows = rows.select_related("arrangement__collection", "collection", "seat_municipality").defer(
        "search_text", "legal_bases"
    )
    for version in rows.order_by("valid_from", "key"):
        chains[version.arrangement_id].append(version)
    found = [version_on(tuple(chain), day) for chain in chains.values()]
    return [version for version in found if version is not None]


def _policy_areas(versions: Sequence[ArrangementVersion]) -> dict[int, tuple[str, ...]]:
    rows = VersionDomain.objects.filter(
        version__in=versions, scheme=VersionDomain.Scheme.POLICY_AREA
    )
    found: dict[int, list[str]] = {version.pk: [] for version in versions}
    for pk, key in rows.order_by("key").values_list("version_id", "key"):
        found[pk].append(key)
    return {pk: tuple(keys) for pk, keys in found.items()}


def _participations(versions: Sequence[ArrangementVersion]) -> dict[int, list[Participation]]:
    found: dict[int, list[Participation]] = {version.pk: [] for version in versions}
    rows = Participation.objects.filter(version__in=versions).select_related("municipality")
    for one in rows.order_by("pk"):
        found[one.version_id].append(one)
    return found


def _side(
    which: str,
    version: ArrangementVersion,
    day: date,
    areas: tuple[str, ...],
    participations: Sequence[Participation],
    following: Mapping[str, frozenset[str]],
) -> Side:
    on = _within(day, version)
    seat = version.seat_municipality
    values = {field: getattr(version, field) for field in _COLUMNS}
    return Side(
        which=which,
        arrangement=version.arrangement,
        version=version,
        on=on,
        values={
            **values,
            "policy_areas": areas,
            "seat_municipality": seat.code if seat else None,
        },
        participants={_key(one, following): one for one in participations if _holds(one, on)},
    )


def _within(day: date, version: ArrangementVersion) -> date:
    """The day, or the nearest one on which the version holds."""
    if version.valid_to is not None and version.valid_to <= day:
        return version.valid_to - timedelta(days=1)
    return max(day, version.valid_from) if version.valid_from else day


def _holds(one: Participation, on: date) -> bool:
    begun = one.valid_from is None or one.valid_from <= on
    return begun and (one.valid_to is None or one.valid_to > on)


def _key(one: Participation, following: Mapping[str, frozenset[str]]) -> str:
    """What both sides call the same participant: a merged municipality is its successor."""
    if one.municipality is not None:
        return "+".join(sorted(current_codes([one.municipality.code], following)))
    name = folded(one.name)
    if one.kind == Participation.Kind.PROVINCE:
        name = name.removeprefix("provincie ")
    return f"{one.kind}:{name}"


def _field_lines(leading: Side, other: Side) -> list[Line]:
    lines = []
    for field in COMPARED:
        one, two = leading.values[field], other.values[field]
        if _is_blank(one) and _is_blank(two):
            continue
        lines.append(
            Line(
                field=field,
                label=field_label(field),
                standing=_standing(one, two),
                leading_text=_text(leading, field),
                other_text=_text(other, field),
                leading=_stored(one),
                other=_stored(two),
            )
        )
    return lines


def _text(side: Side, field: str) -> str:
    seat = side.version.seat_municipality
    if field == "seat_municipality" and seat is not None:
        return seat.name
    return value_text(field, side.values[field])


def _is_blank(value: Any) -> bool:
    return value is None or value in ("", (), Status.UNKNOWN.value)


def _standing(one: Any, two: Any) -> str:
    if _is_blank(one):
        return "only_other"
    if _is_blank(two):
        return "only_leading"
    if isinstance(one, str) and isinstance(two, str):
        one, two = one.casefold(), two.casefold()
    return "same" if alike(one, two) else "differs"


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else json_value(value)


def _participant_lines(leading: Side, other: Side) -> list[Line]:
    everybody = {**other.participants, **leading.participants}
    lines = []
    for key, named in sorted(
        everybody.items(), key=lambda item: (item[1].name.casefold(), item[0])
    ):
        one, two = leading.participants.get(key), other.participants.get(key)
        lines.append(
            Line(
                field=f"{PARTICIPANT}{key}",
                label=named.name,
                standing="same" if one and two else "only_leading" if one else "only_other",
                leading_text=one.name if one else _("does not take part"),
                other_text=two.name if two else _("does not take part"),
                leading=one.name if one else None,
                other=two.name if two else None,
            )
        )
    return lines


def _decided(line: Line, which_leads: str, newest: Mapping[str, FieldDecision]) -> Line:
    decision = newest.get(line.field)
    if decision is None:
        return line
    said = (decision.first_value, decision.second_value)
    if which_leads == "second":
        said = (said[1], said[0])
    is_stale = line.standing != "same" and said != (line.leading, line.other)
    if decision.change_set is not None:
        undone = hasattr(decision.change_set, "undone_by")
        back = line.standing != "same" and not line.is_participant
        is_stale = undone or back or is_stale
    return replace(line, decision=decision, is_stale=is_stale)
