# SPDX-License-Identifier: EUPL-1.2
"""Checking a chain: every link, every stored row against its record, and where it ended.

Four questions, in this order: do the records follow each other and have the digest of what they
say; is the row of each record there and does it say the same; has every row that must have a
record one; does the chain end where somebody wrote down that it ended (``heads``, and the log).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from samenspel.accounts.chain import BEGINNING, ChainedRecord, digest_of
from samenspel.accounts.models import Event


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
    """What was found in one chain; ``faults`` in the order of the chain, rows without record last.

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


@dataclass(frozen=True)
class Stored:
    """The rows that must have a record of one kind, and how a row becomes its payload."""

    rows: Iterable[Any]
    payload: Callable[[Any], object]


def check(
    records: Sequence[ChainedRecord],
    stored: Mapping[str, Stored],
    *,
    slug: str,
    heads: Iterable[Head],
) -> Verified:
    """Compute a chain again and compare it with the rows that are kept, by kind of record.

    ``records``: all of one chain, by number; ``heads``: what was written down of it elsewhere.
    """
    rows, of_rows = _row_faults(records, stored)
    faults = [*_link_faults(records), *of_rows, *_cut_faults(records, heads)]
    last = records[-1] if records else None
    # A row without a record comes last: it has no place in the chain.
    ordered = sorted(dict.fromkeys(faults), key=lambda fault: (not fault.number, fault.number))
    return Verified(
        slug=slug,
        records=len(records),
        rows=rows,
        number=last.number if last else 0,
        digest=last.digest if last else BEGINNING,
        faults=tuple(ordered),
    )


def logged_heads(object_kind: str, object_key: str) -> list[Head]:
    """What the log says was added to a chain; the log itself is only ever added to."""
    details = Event.objects.filter(
        object_kind=object_kind, object_key=object_key, detail__has_key="digest"
    ).values_list("detail", flat=True)
    return [
        Head(detail["number"], str(detail["digest"]))
        for detail in details
        if isinstance(detail.get("number"), int)
    ]


def _link_faults(records: Sequence[ChainedRecord]) -> Iterator[Fault]:
    previous = BEGINNING
    for place, record in enumerate(records, start=1):
        if record.number != place:
            yield _fault(record, "number")
        if record.previous != previous:
            yield _fault(record, "link")
        if record.digest != _digest(record):
            yield _fault(record, "digest")
        previous = record.digest


def _digest(record: ChainedRecord) -> str:
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


def _fault(record: ChainedRecord, what: str, fields: Iterable[str] = ()) -> Fault:
    return Fault(record.number, record.kind, record.key, what, tuple(sorted(fields)))


def _row_faults(
    records: Sequence[ChainedRecord], stored: Mapping[str, Stored]
) -> tuple[int, list[Fault]]:
    """How many rows were compared, and what is wrong with them."""
    faults = [_fault(record, "kind") for record in records if record.kind not in stored]
    compared = 0
    for kind, kept in stored.items():
        rows = {str(row.pk): row for row in kept.rows}
        compared += len(rows)
        recorded = set()
        for record in records:
            if record.kind != kind:
                continue
            recorded.add(record.key)
            row = rows.get(record.key)
            if row is None:
                faults.append(_fault(record, "gone"))
            elif differing := _differing(_payload(kept, row), record.payload):
                faults.append(_fault(record, "changed", differing))
        missing = sorted(set(rows) - recorded, key=lambda key: (len(key), key))
        faults += [Fault(0, kind, key, "unrecorded") for key in missing]
    return compared, faults


def _payload(kept: Stored, row: Any) -> object:
    try:
        return kept.payload(row)
    except (TypeError, ValueError, ObjectDoesNotExist):
        return None  # it holds what no action writes


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


def _cut_faults(records: Sequence[ChainedRecord], heads: Iterable[Head]) -> Iterator[Fault]:
    """Records that were there once and are not, or are others."""
    by_number = {record.number: record for record in records}
    for head in heads:
        record = by_number.get(head.number)
        if record is None:
            yield Fault(head.number, "", "", "cut")
        elif not head.digest or not record.digest.startswith(head.digest):
            yield _fault(record, "cut")
