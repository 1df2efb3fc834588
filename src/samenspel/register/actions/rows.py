# SPDX-License-Identifier: EUPL-1.2
"""Loading what hangs on versions: domains, boards, money, articles, documents, statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samenspel.analysis.policy_areas import THEMES, guess_policy_area, parse_policy_areas
from samenspel.datapackage import Package
from samenspel.places.sync import TableChange, sync
from samenspel.register.actions.versions import LoadedVersions
from samenspel.register.models import (
    Board,
    Collection,
    Competence,
    Contribution,
    Document,
    Resemblance,
    Seat,
    Statement,
    VersionDomain,
)

Row = dict[str, Any]
Wanted = dict[tuple[Any, ...], tuple[Any, ...]]


@dataclass(frozen=True)
class LoadedRows:
    """What changed, and how many rows of a table belong to no version."""

    changes: tuple[TableChange, ...]
    unlinked: dict[str, int]


def load_rows(*, package: Package, collection: Collection, loaded: LoadedVersions) -> LoadedRows:
    """Load everything that hangs on the versions of a checked package."""
    documents, unlinked = _load_documents(package, collection, loaded)
    changes = [
        _load_domains(package, collection, loaded),
        *_load_boards(package, collection, loaded),
        _load_contributions(package, collection, loaded),
        _load_competences(package, collection, loaded),
        documents,
        _load_statements(package, collection, loaded),
        _load_resemblances(package, collection, loaded),
    ]
    return LoadedRows(
        changes=tuple(c for c in changes if c.added or c.changed or c.unchanged or c.removed),
        unlinked={"documents": unlinked} if unlinked else {},
    )


def _rows(package: Package, table: str) -> Iterator[Row]:
    found = package.tables.get(table)
    return found.iter_rows(named=True) if found is not None else iter(())


def _load_domains(package: Package, collection: Collection, loaded: LoadedVersions) -> TableChange:
    """Policy areas as stated; where a source states none, the main domain guessed from the name."""
    wanted: Wanted = {}
    for row in _rows(package, "arrangements"):
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
    return sync(
        VersionDomain.objects.filter(version__collection=collection),
        key=("version_id", "scheme", "key"),
        fields=("is_guess",),
        wanted=wanted,
    ).change


def _load_boards(
    package: Package, collection: Collection, loaded: LoadedVersions
) -> tuple[TableChange, TableChange]:
    boards: dict[tuple[str, str], tuple[Any, ...]] = {}
    wanted: Wanted = {}
    for row in _rows(package, "boards"):
        key = (loaded.versions[row["arrangement_id"]], row["board"], row["name"])
        boards[row["arrangement_id"], row["board"]] = key
        wanted[key] = (row["quota"], row["total_seats"], row["source"])
    synced = sync(
        Board.objects.filter(version__collection=collection),
        key=("version_id", "kind", "name"),
        fields=("quota", "total_seats", "source"),
        wanted=wanted,
    )
    seats: Wanted = {}
    for row in _rows(package, "seats"):
        board = synced.ids[boards[row["arrangement_id"], row["board"]]]
        who = row["participant_code"] or row["participant_name"]
        seats[board, loaded.participations[row["arrangement_id"], who]] = (
            row["seats"],
            row["votes"],
            row["source"],
        )
    seated = sync(
        Seat.objects.filter(board__version__collection=collection),
        key=("board_id", "participation_id"),
        fields=("seats", "votes", "source"),
        wanted=seats,
    )
    return synced.change, seated.change


def _load_contributions(
    package: Package, collection: Collection, loaded: LoadedVersions
) -> TableChange:
    cent = Decimal("0.01")
    return sync(
        Contribution.objects.filter(participation__version__collection=collection),
        key=("participation_id", "year"),
        fields=("amount_eur", "cost_key", "source"),
        wanted={
            (
                loaded.participations[row["arrangement_id"], row["participant_code"]],
                row["year"],
            ): (
                Decimal(str(row["amount_eur"])).quantize(cent),
                row["cost_key"] or "",
                row["source"],
            )
            for row in _rows(package, "contributions")
        },
    ).change


def _load_competences(
    package: Package, collection: Collection, loaded: LoadedVersions
) -> TableChange:
    position: Counter[str] = Counter()
    wanted: Wanted = {}
    for row in _rows(package, "competences"):
        position[row["arrangement_id"]] += 1
        version = loaded.versions[row["arrangement_id"]]
        wanted[version, position[row["arrangement_id"]]] = (row["article"] or "", row["text"])
    return sync(
        Competence.objects.filter(version__collection=collection),
        key=("version_id", "position"),
        fields=("article", "text"),
        wanted=wanted,
    ).change


def _load_documents(
    package: Package, collection: Collection, loaded: LoadedVersions
) -> tuple[TableChange, int]:
    """References to documents; those of no arrangement are counted, not kept."""
    wanted: Wanted = {}
    unlinked = 0
    for row in _rows(package, "documents"):
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
    synced = sync(
        Document.objects.filter(version__collection=collection),
        key=("version_id", "key"),
        fields=("title", "kind", "year", "pages", "url"),
        wanted=wanted,
    )
    return synced.change, unlinked


def _load_statements(
    package: Package, collection: Collection, loaded: LoadedVersions
) -> TableChange:
    """What each record of each source says about the legal form."""
    return sync(
        Statement.objects.filter(version__collection=collection),
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
            for row in _rows(package, "classifications")
        },
    ).change


def _load_resemblances(
    package: Package, collection: Collection, loaded: LoadedVersions
) -> TableChange:
    return sync(
        Resemblance.objects.filter(version__collection=collection),
        key=("version_id", "other_id"),
        fields=("name_similarity", "member_jaccard"),
        wanted={
            (loaded.versions[row["arrangement_id"]], loaded.versions[row["other_id"]]): (
                row["name_similarity"],
                row["member_jaccard"],
            )
            for row in _rows(package, "arrangement_duplicates")
        },
    ).change
