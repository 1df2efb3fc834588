# SPDX-License-Identifier: EUPL-1.2
"""What the register holds, seen from one municipality and one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from samenspel.accounts.rules import ActingRole, Actor, Tie
from samenspel.places.models import Municipality, MunicipalityName
from samenspel.register.editable import token_in, values_in
from samenspel.register.lists.columns import folded
from samenspel.register.models import ArrangementVersion, Collection, Participation, Status
from samenspel.register.queries.records import version_on
from samenspel.register.queries.reference import reference
from samenspel.register.records import (
    CONTRIBUTION,
    DOMAIN,
    PARTICIPATION,
    VERSION,
    Records,
)
from samenspel.register.rules import CORRECT_ARRANGEMENT, CORRECT_PARTICIPATION
from samenspel.stewardship.own_list.comparing import Held, Known
from samenspel.stewardship.own_list.rows import KnownPlaces
from samenspel.stewardship.queries.version_records import read_versions

HeldWithOthers = tuple[Held, tuple[Mapping[str, Any], ...]]
_READ = (VERSION, DOMAIN, PARTICIPATION, CONTRIBUTION)


@dataclass(frozen=True)
class OwnRecord:
    """An arrangement that the municipality takes part in, as the register holds it."""

    known: Known
    held: Held
    others: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Places:
    """Municipalities and provinces by what they are called, and codes by primary key."""

    known: KnownPlaces
    codes: Mapping[int, str]


def known_places(on: date, country: str) -> Places:
    """The municipalities of a country by all their names, and its provinces; one query."""
    rows = MunicipalityName.objects.filter(municipality__country=country).values_list(
        "municipality_id",
        "municipality__code",
        "municipality__name",
        "name",
        "municipality__valid_from",
        "municipality__valid_to",
        "kind",
        "municipality__province__code",
        "municipality__province__name",
    )
    ordered = sorted(
        rows,
        key=lambda r: (
            not ((r[4] is None or r[4] <= on) and (r[5] is None or r[5] > on)),
            r[6] != MunicipalityName.Kind.OFFICIAL,
            r[1],
        ),
    )
    return Places(
        known=KnownPlaces(
            [(code, name, other) for _pk, code, name, other, *_rest in ordered],
            sorted({(row[7], row[8]) for row in ordered if row[7]}),
        ),
        codes={row[0]: row[1] for row in ordered},
    )


class RegisterOfMunicipality:
    """What the leading collection holds, seen from one municipality and one person, on a day.

    ``acts_for``: what ``rules.acting_for`` gives for them.
    """

    def __init__(
        self,
        municipality: Municipality,
        places: Places,
        *,
        on: date,
        actor: Actor,
        acts_for: Mapping[int, frozenset[int]],
    ) -> None:
        self.municipality = municipality
        self.on = on
        found = reference(on=on, today=on).lead(municipality.country)
        self.collection = found.collection if found else None
        self._actor = actor
        codes = {municipality.pk: municipality.code, **places.codes}
        self._acts_for = {
            pk: frozenset(codes[one] for one in ones if one in codes)
            for pk, ones in acts_for.items()
        }
        self._own_ids = acts_for[municipality.pk]
        self._keepers: dict[int, tuple[int | None, str]] = {}
        self._own_versions: set[int] = set()
        self.known = self._known()

    def _known(self) -> tuple[Known, ...]:
        """One version per arrangement: in force on the day, else the last that began."""
        if self.collection is None:
            return ()
        chains: dict[str, list[ArrangementVersion]] = {}
        for version in self._versions(self.collection):
            chains.setdefault(version.arrangement.slug, []).append(version)
        found = []
        for slug, chain in chains.items():
            version = version_on(tuple(chain), self.on) or chain[-1]
            secretariat = version.arrangement.secretariat
            name = secretariat.name if secretariat else ""
            self._keepers[version.pk] = (version.arrangement.secretariat_id, name)
            is_in_force = _is_in_force(version, self.on)
            if is_in_force and getattr(version, "takes_part", False):
                self._own_versions.add(version.pk)
            found.append(
                Known(
                    version_id=version.pk,
                    key=version.key,
                    slug=slug,
                    name=version.name,
                    citation_title=version.citation_title,
                    is_in_force=is_in_force,
                )
            )
        return tuple(found)

    def _versions(self, collection: Collection) -> Iterable[ArrangementVersion]:
        own = Participation.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=self.on),
            version=OuterRef("pk"),
            municipality_id__in=self._own_ids,
        )
        return (
            ArrangementVersion.objects.filter(collection=collection)
            .select_related("arrangement__secretariat")
            .only(
                "key", "name", "citation_title", "valid_from", "valid_to", "status",
                "arrangement__slug", "arrangement__secretariat__name",
            )
            .annotate(takes_part=Exists(own))
            .order_by("valid_from", "key")
        )  # fmt: skip

    @property
    def own_versions(self) -> frozenset[int]:
        """Versions in force that the municipality takes part in on the day."""
        return frozenset(self._own_versions)

    def held(self, versions: Sequence[int]) -> dict[int, HeldWithOthers]:
        """What is held of versions, with everybody else who takes part; four queries."""
        records = read_versions(versions, _READ)
        return {pk: self._held(pk, parts) for pk, parts in _by_version(records).items()}

    def _held(self, pk: int, parts: Records) -> HeldWithOthers:
        version = next(r for r in parts.states if r.kind == VERSION)
        refs = [r for r in parts.states if r.kind == PARTICIPATION]
        rows = {parts.pks[ref]: values_in(parts, ref) for ref in refs}
        members = frozenset(row["municipality"] for row in rows.values() if row["municipality"])
        secretariat, keeper = self._keepers[pk]
        own = _own(rows, self._acts_for[self.municipality.pk], self.municipality.code)
        others = tuple(row for pk, row in rows.items() if pk != own)
        may_record = CORRECT_ARRANGEMENT.allows(
            self._actor, on=self.on, tie=self._tie(secretariat, members)
        )
        may_own = CORRECT_PARTICIPATION.allows(
            self._actor, on=self.on, tie=self._tie_of_own(secretariat, members)
        )
        held = Held(
            values=values_in(parts, version),
            token=token_in(parts.states, version),
            participation_id=own,
            own_token=_token(parts, own),
            own=rows[own] if own is not None else None,
            participants=frozenset(
                key
                for row in rows.values()
                for key in (row["code"], f"{row['kind']}:{folded(row['name'])}")
                if key
            ),
            may_correct_own=may_own if own is not None else may_record,
            kept_by="" if may_record else keeper or _("the municipalities that take part"),
        )
        return held, others

    def _tie(self, secretariat: int | None, members: frozenset[str]) -> Callable[[ActingRole], Tie]:
        def tie(role: ActingRole) -> Tie:
            if secretariat is not None and role.organisation_id == secretariat:
                return Tie.OWN
            if not self._codes_of(role) & members:
                return Tie.OTHER
            return Tie.KEEPING if secretariat is None else Tie.TAKING_PART

        return tie

    def _tie_of_own(
        self, secretariat: int | None, members: frozenset[str]
    ) -> Callable[[ActingRole], Tie]:
        general = self._tie(secretariat, members)

        def tie(role: ActingRole) -> Tie:
            is_own = self.municipality.code in self._codes_of(role)
            return Tie.OWN if is_own else general(role)

        return tie

    def _codes_of(self, role: ActingRole) -> frozenset[str]:
        return self._acts_for.get(role.municipality_id or 0, frozenset())


def _is_in_force(version: ArrangementVersion, on: date) -> bool:
    begun = version.valid_from is None or version.valid_from <= on
    not_ended = version.valid_to is None or version.valid_to > on
    return begun and not_ended and version.status != Status.INACTIVE


def _by_version(records: Records) -> dict[int, Records]:
    """The records of each version apart, by its primary key."""
    pk_of = {ref.key[0]: records.pks[ref] for ref in records.states if ref.kind == VERSION}
    found: dict[int, Records] = {pk: Records() for pk in pk_of.values()}
    for ref, state in records.states.items():
        part = found[pk_of[ref.key[0]]]
        part.states[ref] = state
        part.pks[ref] = records.pks[ref]
    return found


def _token(parts: Records, pk: int | None) -> str:
    ref = parts.ref(PARTICIPATION, pk) if pk is not None else None
    return token_in(parts.states, ref) if ref else ""


def _own(rows: Mapping[int, Mapping[str, Any]], codes: frozenset[str], code: str) -> int | None:
    """The participation of the municipality, else of one that merged into it."""
    mine = [pk for pk, row in rows.items() if row["municipality"] in codes]
    return min(mine, key=lambda pk: (rows[pk]["municipality"] != code, pk), default=None)


def own_records(
    municipality: Municipality,
    places: Places,
    *,
    on: date,
    actor: Actor,
    acts_for: Mapping[int, frozenset[int]],
) -> tuple[OwnRecord, ...]:
    """The arrangements that the municipality takes part in on a day, by name."""
    register = RegisterOfMunicipality(municipality, places, on=on, actor=actor, acts_for=acts_for)
    held = register.held(sorted(register.own_versions))
    return tuple(
        OwnRecord(known, *held[known.version_id])
        for known in sorted(register.known, key=lambda k: (k.name.casefold(), k.slug))
        if known.version_id in held
    )
