# SPDX-License-Identifier: EUPL-1.2
"""A municipality's own list beside the register: what would be written, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from samenspel.accounts.rules import Actor
from samenspel.places.models import Municipality
from samenspel.register.models import Collection
from samenspel.stewardship.models import ImportedList
from samenspel.stewardship.own_list.columns import layout
from samenspel.stewardship.own_list.comparing import (
    KINDS,
    Held,
    Known,
    RowOutcome,
    compare,
    digest,
    recognise,
)
from samenspel.stewardship.own_list.rows import read_rows
from samenspel.stewardship.queries.own_records import RegisterOfMunicipality, known_places
from samenspel.stewardship.rules import acting_for


@dataclass(frozen=True)
class Missing:
    """An arrangement that the municipality takes part in by the register, and not by its list."""

    known: Known
    participation_id: int
    token: str
    may_end: bool


@dataclass(frozen=True)
class DryRun:
    """What taking over a list would do; ``digest`` tells whether it is still the same."""

    outcomes: tuple[RowOutcome, ...]
    missing: tuple[Missing, ...]
    left_out: tuple[str, ...]
    collection: Collection | None
    digest: str

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Rows per kind of outcome."""
        return {kind: sum(o.kind == kind for o in self.outcomes) for kind in KINDS}

    def of_kind(self, kind: str) -> tuple[RowOutcome, ...]:
        """The rows that came to this."""
        return tuple(outcome for outcome in self.outcomes if outcome.kind == kind)

    @property
    def groups(self) -> tuple[tuple[str, tuple[RowOutcome, ...]], ...]:
        """Rows by outcome, those that ask for something first; only kinds that occur."""
        return tuple((kind, rows) for kind in KINDS if (rows := self.of_kind(kind)))

    @property
    def writes(self) -> int:
        """Rows that would be written."""
        return self.counts["new"] + self.counts["changed"]


def dry_run(
    imported: ImportedList,
    *,
    on: date,
    actor: Actor,
    acts_for: Mapping[int, frozenset[int]] | None = None,
) -> DryRun:
    """What taking over a list would do on a day, for this person; writes nothing.

    Seven queries, whatever the length of the list; one more without ``acts_for`` (what
    ``rules.acting_for`` gives).
    """
    municipality = imported.municipality
    if acts_for is None:
        acts_for = acting_for(actor, municipality, on=on)
    places = known_places(on, municipality.country)
    register = RegisterOfMunicipality(municipality, places, on=on, actor=actor, acts_for=acts_for)
    heads = layout(imported.heads)
    rows = read_rows(imported.rows, heads, places.known)
    recognised = recognise(rows, register.known, imported.choices)
    wanted = {r.known.version_id for r in recognised if r.known} | register.own_versions
    held = {pk: found for pk, (found, _others) in register.held(sorted(wanted)).items()}
    outcomes = tuple(
        compare(r, held.get(r.known.version_id) if r.known else None, municipality.code)
        for r in recognised
    )
    return DryRun(
        outcomes=outcomes,
        missing=_missing(register, held, outcomes),
        left_out=heads.left_out,
        collection=register.collection,
        digest=digest(outcomes),
    )


def _missing(
    register: RegisterOfMunicipality, held: Mapping[int, Held], outcomes: Sequence[RowOutcome]
) -> tuple[Missing, ...]:
    """What the municipality takes part in and no row is about, nor may be about."""
    mentioned = {o.known.slug for o in outcomes if o.known}
    mentioned |= {proposal.slug for o in outcomes for proposal in o.proposals}
    found = []
    for known in sorted(register.known, key=lambda k: (k.name.casefold(), k.slug)):
        if known.version_id in register.own_versions and known.slug not in mentioned:
            one = held[known.version_id]
            if one.participation_id is not None:
                found.append(
                    Missing(known, one.participation_id, one.own_token, one.may_correct_own)
                )
    return tuple(found)


def lists_of(municipality: Municipality) -> tuple[ImportedList, ...]:
    """The lists that a municipality sent, newest first, without their rows; one query."""
    return tuple(
        ImportedList.objects.filter(municipality=municipality)
        .exclude(state=ImportedList.State.DISCARDED)
        .defer("rows", "heads", "choices")[:20]
    )
