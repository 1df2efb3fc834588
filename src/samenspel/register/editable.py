# SPDX-License-Identifier: EUPL-1.2
"""What people may edit of a record, in the form in which the actions take it; and its token.

The token of a record is a digest of all its editable values. A form carries it along, so that an
action knows whether the record is still as it was when the form was shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from samenspel.register.models import Arrangement, ArrangementVersion, Board, Participation
from samenspel.register.models import VersionDomain as Domain
from samenspel.register.records import (
    BOARD,
    CONTRIBUTION,
    DOMAIN,
    PARTICIPATION,
    SEAT,
    VERSION,
    Records,
    Ref,
    State,
    python_value,
    read_arrangement,
    read_kind,
)

VERSION_COLUMNS = (
    "name", "citation_title", "legal_form", "is_compulsory", "purpose", "powers", "legal_bases",
    "decree_urls", "status", "status_note", "valid_from", "valid_to", "seat_place",
    "seat_postcode", "seat_municipality", "website", "source_url",
)  # fmt: skip
PARTICIPATION_COLUMNS = ("roles", "valid_from", "valid_to", "share_percent")
PARTICIPATION_IDENTITY = ("kind", "municipality", "code", "name")  # only when it is added
BOARD_COLUMNS = ("quota", "total_seats")
VERSION_EDITABLE = (*VERSION_COLUMNS, "policy_areas", "themes")
PARTICIPATION_EDITABLE = (*PARTICIPATION_COLUMNS, "contributions")
BOARD_EDITABLE = ("kind", "name", *BOARD_COLUMNS)

SCHEMES = {
    "policy_areas": Domain.Scheme.POLICY_AREA.value,
    "themes": Domain.Scheme.THEME.value,
}

Record = Arrangement | ArrangementVersion | Participation | Board


def domain_keys(states: Mapping[Ref, State], version: Ref, scheme: str) -> tuple[str, ...]:
    """Keys of the policy areas or themes of a version, in order."""
    return tuple(
        sorted(
            str(ref.key[2])
            for ref in states
            if ref.kind == DOMAIN and ref.key[:2] == (*version.key, scheme)
        )
    )


def _version_values(records: Records, ref: Ref) -> dict[str, Any]:
    state = records.states[ref]
    values = {name: python_value(name, state[name]) for name in VERSION_COLUMNS}
    for name, scheme in SCHEMES.items():
        values[name] = domain_keys(records.states, ref, scheme)
    return values


def _participation_values(records: Records, ref: Ref) -> dict[str, Any]:
    state = records.states[ref]
    contributions = {
        int(r.key[4]): (python_value("amount_eur", s["amount_eur"]), s["cost_key"])
        for r, s in records.states.items()
        if r.kind == CONTRIBUTION and r.key[:4] == ref.key
    }
    return {
        "kind": ref.key[1],
        "municipality": state["municipality"],
        "code": ref.key[2],
        "name": ref.key[3],
        **{name: python_value(name, state[name]) for name in PARTICIPATION_COLUMNS},
        "contributions": dict(sorted(contributions.items())),
    }


def _board_values(records: Records, ref: Ref) -> dict[str, Any]:
    state = records.states[ref]
    seats = [
        {
            "participation": records.pks.get(r.parents[1]),
            "name": r.key[5],
            "seats": s["seats"],
            "votes": s["votes"],
        }
        for r, s in records.states.items()
        if r.kind == SEAT and r.key[:3] == ref.key
    ]
    return {
        "kind": ref.key[1],
        "name": ref.key[2],
        **{name: state[name] for name in BOARD_COLUMNS},
        "seats": tuple(sorted(seats, key=lambda seat: str(seat["name"]))),
    }


_VALUES: Mapping[str, Callable[[Records, Ref], dict[str, Any]]] = {
    VERSION: _version_values,
    PARTICIPATION: _participation_values,
    BOARD: _board_values,
}


def values_in(records: Records, ref: Ref) -> dict[str, Any]:
    """The editable values of a version, participation or board; empty when it is not there.

    Participation: ``contributions`` is year -> (amount in euro, cost key). Board: ``seats`` are
    dictionaries with ``participation`` (primary key), ``name``, ``seats`` and ``votes``.
    """
    return _VALUES[ref.kind](records, ref) if ref in records.states else {}


def token_in(states: Mapping[Ref, State], ref: Ref) -> str:
    """The token of a version, participation or board with these states; empty when it is gone."""
    if ref not in states:
        return ""
    state = states[ref]
    said: list[Any]
    if ref.kind == VERSION:
        said = [state[name] for name in VERSION_COLUMNS]
        said += [domain_keys(states, ref, scheme) for scheme in SCHEMES.values()]
    elif ref.kind == PARTICIPATION:
        said = [state["municipality"], *(state[name] for name in PARTICIPATION_COLUMNS)]
        said += sorted(
            [r.key[4], s["amount_eur"], s["cost_key"]]
            for r, s in states.items()
            if r.kind == CONTRIBUTION and r.key[:4] == ref.key
        )
    else:
        said = [state[name] for name in BOARD_COLUMNS]
        said += sorted(
            [[*r.key[3:]], [s["seats"], s["votes"]]]
            for r, s in states.items()
            if r.kind == SEAT and r.key[:3] == ref.key
        )
    return _digest([ref.kind, *ref.key, *said])


def token_of_all(states: Mapping[Ref, State]) -> str:
    """The token of an arrangement with all its records."""
    return _digest(
        sorted([ref.kind, ref.text, sorted(state.items())] for ref, state in states.items())
    )


def _digest(said: list[Any]) -> str:
    text = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def read_record(record: ArrangementVersion | Participation | Board) -> tuple[Records, Ref | None]:
    """A record with what is edited together with it: two or three queries.

    The record is None when its row is no longer there.
    """
    if isinstance(record, ArrangementVersion):
        found = read_kind(VERSION, pk=record.pk)
        found.add(read_kind(DOMAIN, version_id=record.pk))
        return found, found.ref(VERSION, record.pk)
    if isinstance(record, Participation):
        found = read_kind(PARTICIPATION, pk=record.pk)
        found.add(read_kind(CONTRIBUTION, participation_id=record.pk))
        return found, found.ref(PARTICIPATION, record.pk)
    found = read_kind(BOARD, pk=record.pk)
    found.add(read_kind(SEAT, board_id=record.pk))
    found.add(read_kind(PARTICIPATION, version_id=record.version_id))
    return found, found.ref(BOARD, record.pk)


def token_of(record: Record) -> str:
    """The token of a record as it is in the database; empty when it is no longer there."""
    if isinstance(record, Arrangement):
        return token_of_all(read_arrangement(record.slug).states)
    records, ref = read_record(record)
    return token_in(records.states, ref) if ref is not None else ""


def values_of(record: ArrangementVersion | Participation | Board) -> dict[str, Any]:
    """The editable values of a record, see :func:`values_in`; empty when it is no longer there."""
    records, ref = read_record(record)
    return values_in(records, ref) if ref is not None else {}


__all__ = [
    "BOARD_EDITABLE",
    "PARTICIPATION_EDITABLE",
    "PARTICIPATION_IDENTITY",
    "SCHEMES",
    "VERSION_EDITABLE",
    "domain_keys",
    "token_in",
    "token_of",
    "token_of_all",
    "values_in",
    "values_of",
]
