# SPDX-License-Identifier: EUPL-1.2
"""Loading what hangs on versions: domains, boards, money, articles, documents, statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samenspel.analysis.policy_areas import THEMES, guess_policy_area, parse_policy_areas
from samenspel.places.sync import TableChange
from samenspel.register.actions.loading import Loading
from samenspel.register.actions.versions import LoadedVersions
from samenspel.register.models import (
    Board,
    Competence,
    Contribution,
    Document,
    Resemblance,
    Seat,
    Statement,
    VersionDomain,
)
from samenspel.register.records import BOARD, CONTRIBUTION, DOMAIN, SEAT

Row = dict[str, Any]
Wanted = dict[tuple[Any, ...], tuple[Any, ...]]


@dataclass(frozen=True)
class LoadedRows:
    """What changed, and how many rows of a table belong to no version."""

    changes: tuple[TableChange, ...]
    unlinked: dict[str, int]


def load_rows(*, loading: Loading, loaded: LoadedVersions) -> LoadedRows:
    """Load everything that hangs on the versions of a checked package."""
    documents, unlinked = _load_documents(loading, loaded)
    changes = [
        _load_domains(loading, loaded),
        *_load_boards(loading, loaded),
        _load_contributions(loading, loaded),
        _load_competences(loading, loaded),
        documents,
        _load_statements(loading, loaded),
        _load_resemblances(loading, loaded),
    ]
    return LoadedRows(
        changes=tuple(c for c in changes if c.added or c.changed or c.unchanged or c.removed),
        unlinked={"documents": unlinked} if unlinked else {},
    )


def _rows(loading: Loading, table: str, loaded: LoadedVersions) -> Iterator[Row]:
    """The rows of a table; without those of versions that people withdrew."""
    found = loading.package.tables.get(table)
    rows: Iterator[Row] = found.iter_rows(named=True) if found is not None else iter(())
    if loading.people.is_nobody:
        return rows
    key = "id" if table == "arrangements" else "arrangement_id"
    return (row for row in rows if row[key] is None or row[key] in loaded.versions)


def _load_domains(loading: Loading, loaded: LoadedVersions) -> TableChange:
    """Policy areas as stated; where a source states none, the main domain guessed from the name."""
    wanted: Wanted = {}
    for row in _rows(loading, "arrangements", loaded):
        version = loaded.versions[row["id"]]
        stated = parse_policy_areas(row["policy_areas"])
        guess = None if stated else guess_policy_area(row["domain_keyword"])
        for area in (*stated, *((guess,) if guess else ())):
            # An area that is not in the official list keeps the words of the source.
            key = area.key if area.known else area.nl[:500]
            wanted[version, VersionDomain.Scheme.POLICY_AREA.value, key] = (area.guessed,)
        for theme in (row["themes"] or "").split("|"):
            if theme.strip() in THEMES:
                wanted[version, VersionDomain.Scheme.THEME.value, theme.strip()] = (False,)
    return loading.bring(
        DOMAIN,
        VersionDomain.objects.filter(version__collection=loading.collection),
        key=("version_id", "scheme", "key"),
        fields=("is_guess",),
        wanted=wanted,
        ref_of=loading.under_version(DOMAIN),
    ).change


def _load_boards(loading: Loading, loaded: LoadedVersions) -> tuple[TableChange, TableChange]:
    boards: dict[tuple[str, str], tuple[Any, ...]] = {}
    wanted: Wanted = {}
    for row in _rows(loading, "boards", loaded):
        key = (loaded.versions[row["arrangement_id"]], row["board"], row["name"])
        boards[row["arrangement_id"], row["board"]] = key
        wanted[key] = (row["quota"], row["total_seats"], row["source"])
    synced = loading.bring(
        BOARD,
        Board.objects.filter(version__collection=loading.collection),
        key=("version_id", "kind", "name"),
        fields=("quota", "total_seats", "source"),
        wanted=wanted,
        ref_of=loading.under_version(BOARD),
    )
    seats: Wanted = {}
    for row in _rows(loading, "seats", loaded):
        board = synced.ids.get(boards[row["arrangement_id"], row["board"]])
        who = row["participant_code"] or row["participant_name"]
        participation = loaded.participations.get((row["arrangement_id"], who))
        if board is not None and participation is not None:  # else people withdrew one of them
            seats[board, participation] = (row["seats"], row["votes"], row["source"])
    seated = loading.bring(
        SEAT,
        Seat.objects.filter(board__version__collection=loading.collection),
        key=("board_id", "participation_id"),
        fields=("seats", "votes", "source"),
        wanted=seats,
        ref_of=loading.seat,
    )
    return synced.change, seated.change


def _load_contributions(loading: Loading, loaded: LoadedVersions) -> TableChange:
    cent = Decimal("0.01")
    wanted: Wanted = {}
    for row in _rows(loading, "contributions", loaded):
        who = loaded.participations.get((row["arrangement_id"], row["participant_code"]))
        if who is not None:  # else people withdrew it
            amount = Decimal(str(row["amount_eur"])).quantize(cent)
            wanted[who, row["year"]] = (amount, row["cost_key"] or "", row["source"])
    return loading.bring(
        CONTRIBUTION,
        Contribution.objects.filter(participation__version__collection=loading.collection),
        key=("participation_id", "year"),
        fields=("amount_eur", "cost_key", "source"),
        wanted=wanted,
        ref_of=loading.contribution,
    ).change


def _load_competences(loading: Loading, loaded: LoadedVersions) -> TableChange:
    position: Counter[str] = Counter()
    wanted: Wanted = {}
    for row in _rows(loading, "competences", loaded):
        position[row["arrangement_id"]] += 1
        version = loaded.versions[row["arrangement_id"]]
        wanted[version, position[row["arrangement_id"]]] = (row["article"] or "", row["text"])
    return loading.bring_plain(
        Competence.objects.filter(version__collection=loading.collection),
        key=("version_id", "position"),
        fields=("article", "text"),
        wanted=wanted,
    ).change


def _load_documents(loading: Loading, loaded: LoadedVersions) -> tuple[TableChange, int]:
    """References to documents; those of no arrangement are counted, not kept."""
    wanted: Wanted = {}
    unlinked = 0
    for row in _rows(loading, "documents", loaded):
        if row["arrangement_id"] is None:
            unlinked += 1
            continue
        wanted[loaded.versions[row["arrangement_id"]], row["document_id"]] = (
            row["title"] or row["document_id"],
            row["kind"] or "",
            row["year"],
            row["pages"],
            row["url"] or "",
        )
    synced = loading.bring_plain(
        Document.objects.filter(version__collection=loading.collection),
        key=("version_id", "key"),
        fields=("title", "kind", "year", "pages", "url"),
        wanted=wanted,
    )
    return synced.change, unlinked


def _load_statements(loading: Loading, loaded: LoadedVersions) -> TableChange:
    """What each record of each source says about the legal form."""
    return loading.bring_plain(
        Statement.objects.filter(version__collection=loading.collection),
        key=("version_id", "field", "source", "on", "record_uri", "value"),
        fields=("is_withdrawn",),
        wanted={
            (
                loaded.versions[row["arrangement_id"]],
                "legal_form",
                row["source"],
                row["date"],
                row["record_uri"],
                row["classification"],
            ): (row["statement"] == "withdrawn",)
            for row in _rows(loading, "classifications", loaded)
        },
    ).change


def _load_resemblances(loading: Loading, loaded: LoadedVersions) -> TableChange:
    return loading.bring_plain(
        Resemblance.objects.filter(version__collection=loading.collection),
        key=("version_id", "other_id"),
        fields=("name_similarity", "member_jaccard"),
        wanted={
            (loaded.versions[row["arrangement_id"]], loaded.versions[row["other_id"]]): (
                row["name_similarity"],
                row["member_jaccard"],
            )
            for row in _rows(loading, "arrangement_duplicates", loaded)
            if row["other_id"] in loaded.versions
        },
    ).change
