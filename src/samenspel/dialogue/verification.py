# SPDX-License-Identifier: EUPL-1.2
"""Checking the chain of a round: every link, every stored row against its record.

Four questions, in this order: do the records follow each other and have the digest of what they
say; is the row of each record there and does it say the same; has every row that must have a
record one; does the chain end where somebody wrote down that it ended (``heads``, and the log).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from samenspel.accounts.models import Event
from samenspel.dialogue.chain import BEGINNING, digest_of
from samenspel.dialogue.models import ChainRecord, Round
from samenspel.dialogue.payloads import PAYLOADS, Recipe


@dataclass(frozen=True)
class Head:
    """A record as somebody wrote it down: its number and (the beginning of) its digest."""

    number: int
    digest: str


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which record (0: in none), of which kind and row, and what.

    ``what``: ``link``, ``digest``, ``number``, ``kind``, ``changed``, ``gone``, ``unrecorded`` or
    ``cut``; ``fields`` are those that differ.
    """

    number: int
    kind: str
    key: str
    what: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verified:
    """What was found in one round; ``faults`` in the order of the chain, rows without record last.

    ``records`` and ``rows``: how many were checked; ``number`` and ``digest``: of the last record.
    """

    slug: str
    records: int
    rows: int
    number: int
    digest: str
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def first(self) -> Fault | None:
        """The first broken link."""
        return self.faults[0] if self.faults else None

    def as_values(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {**asdict(self), "is_whole": self.is_whole}


def verify(round_: Round, *, heads: Iterable[Head] = ()) -> Verified:
    """Recompute the chain of a round and compare it with what is stored.

    The number of queries grows with the kinds of record, not with their number.
    """
    records = list(ChainRecord.objects.filter(round=round_).order_by("number", "pk"))
    rows, of_rows = _row_faults(round_, records)
    faults = [*_link_faults(records), *of_rows]
    faults += _cut_faults(records, [*_heads_in_log(round_), *heads])
    last = records[-1] if records else None
    # A row without a record comes last: it has no place in the chain.
    ordered = sorted(dict.fromkeys(faults), key=lambda fault: (not fault.number, fault.number))
    return Verified(
        slug=round_.slug,
        records=len(records),
        rows=rows,
        number=last.number if last else 0,
        digest=last.digest if last else BEGINNING,
        faults=tuple(ordered),
    )


def _link_faults(records: Sequence[ChainRecord]) -> Iterator[Fault]:
    previous = BEGINNING
    for place, record in enumerate(records, start=1):
        if record.number != place:
            yield _fault(record, "number")
        if record.previous != previous:
            yield _fault(record, "link")
        if record.digest != _digest(record):
            yield _fault(record, "digest")
        previous = record.digest


def _digest(record: ChainRecord) -> str:
    try:
        return digest_of(
            number=record.number,
            kind=record.kind,
            key=record.key,
            at=record.at,
            payload=record.payload,
            previous=record.previous,
        )
    except TypeError:
        return ""  # it holds what was never written by the chain


def _fault(record: ChainRecord, what: str, fields: Iterable[str] = ()) -> Fault:
    return Fault(record.number, record.kind, record.key, what, tuple(sorted(fields)))


def _row_faults(round_: Round, records: Sequence[ChainRecord]) -> tuple[int, list[Fault]]:
    """How many rows were compared, and what is wrong with them."""
    faults = [_fault(record, "kind") for record in records if record.kind not in PAYLOADS]
    compared = 0
    for kind, recipe in PAYLOADS.items():
        stored = {str(row.pk): row for row in _rows(round_, recipe)}
        compared += len(stored)
        recorded = set()
        for record in records:
            if record.kind != kind:
                continue
            recorded.add(record.key)
            row = stored.get(record.key)
            if row is None:
                faults.append(_fault(record, "gone"))
            elif differing := _differing(_payload(recipe, row), record.payload):
                faults.append(_fault(record, "changed", differing))
        missing = sorted(set(stored) - recorded, key=lambda key: (len(key), key))
        faults += [Fault(0, kind, key, "unrecorded") for key in missing]
    return compared, faults


def _payload(recipe: Recipe, row: Any) -> object:
    try:
        return recipe.payload(row)
    except (TypeError, ValueError, ObjectDoesNotExist):
        return None  # it holds what no action writes


def _rows(round_: Round, recipe: Recipe) -> Iterable[Any]:
    """The rows of a round that must have a record of this kind."""
    path = "pk" if recipe.model is Round else recipe.round_path
    rows = recipe.model._default_manager.filter(recipe.required, **{path: round_.pk})
    if recipe.related:
        rows = rows.select_related(*recipe.related)
    return rows.prefetch_related(*recipe.children).order_by("pk")


def _differing(stored: object, recorded: object) -> set[str]:
    """Where two payloads differ: the names of fields, with a dot for what lies deeper."""
    if isinstance(stored, dict) and isinstance(recorded, dict):
        found: set[str] = set()
        for name in stored.keys() | recorded.keys():
            if name not in stored or name not in recorded:
                found.add(name)
                continue
            deeper = _differing(stored[name], recorded[name])
            found |= {f"{name}.{inner}" if inner else name for inner in deeper}
        return found
    if isinstance(stored, list) and isinstance(recorded, list) and len(stored) == len(recorded):
        found = set()
        for place, (one, other) in enumerate(zip(stored, recorded, strict=True), start=1):
            found |= {f"{place}.{name}" if name else f"{place}" for name in _differing(one, other)}
        return found
    same = type(stored) is type(recorded) and stored == recorded
    return set() if same else {""}


def _heads_in_log(round_: Round) -> list[Head]:
    """What the log says was added to the chain; the log itself is only ever added to."""
    details = Event.objects.filter(
        object_kind="dialogue", object_key=round_.slug, detail__has_key="digest"
    ).values_list("detail", flat=True)
    return [
        Head(detail["number"], str(detail["digest"]))
        for detail in details
        if isinstance(detail.get("number"), int)
    ]


def _cut_faults(records: Sequence[ChainRecord], heads: Iterable[Head]) -> Iterator[Fault]:
    """Records that were there once and are not, or are others."""
    by_number = {record.number: record for record in records}
    for head in heads:
        record = by_number.get(head.number)
        if record is None:
            yield Fault(head.number, "", "", "cut")
        elif not head.digest or not record.digest.startswith(head.digest):
            yield _fault(record, "cut")
