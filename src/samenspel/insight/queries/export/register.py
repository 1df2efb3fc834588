# SPDX-License-Identifier: EUPL-1.2
"""The arrangements of a collection as rows of a data package."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from samenspel.analysis.policy_areas import keyword_of_guess, written_policy_area
from samenspel.register.models import (
    ArrangementVersion,
    Board,
    Body,
    Collection,
    Competence,
    Contribution,
    Document,
    Participation,
    Resemblance,
    Seat,
    Statement,
    Status,
    VersionDomain,
)

Rows = list[dict[str, Any]]
Say = Callable[[str], None]


def register_rows(collection: Collection, say: Say) -> dict[str, Rows]:
    """Every table about arrangements, by its name; ``say`` is told what a package cannot hold."""
    participations = _participations(collection, say)
    boards, seats = _boards(collection, say)
    return {
        "arrangements": _arrangements(collection, participations),
        "participations": participations,
        "bodies": _bodies(collection),
        "boards": boards,
        "seats": seats,
        "contributions": _contributions(collection, say),
        "competences": _competences(collection),
        "documents": _documents(collection),
        "classifications": _classifications(collection),
        "arrangement_duplicates": _duplicates(collection),
    }


def _none(text: str) -> str | None:
    return text or None


_VERSION = (
    "pk", "key", "previous__key", "next__key", "name", "citation_title", "legal_form",
    "is_compulsory", "purpose", "powers", "legal_bases", "decree_urls", "status", "status_note",
    "valid_from", "valid_to", "body__key", "body__name", "seat_place", "seat_postcode",
    "seat_municipality__code", "seat_municipality__name", "website", "source", "source_url",
    "last_changed_on", "last_confirmed_on",
)  # fmt: skip


def _arrangements(collection: Collection, participations: Rows) -> Rows:
    domains = _domains(collection)
    number = Counter(row["arrangement_id"] for row in participations)
    municipal = Counter(
        row["arrangement_id"] for row in participations if row["municipality_code"] is not None
    )
    versions = ArrangementVersion.objects.filter(collection=collection).values(*_VERSION)
    return [
        {
            "id": row["key"],
            "name": row["name"],
            "citation_title": _none(row["citation_title"]),
            "legal_form": _none(row["legal_form"]),
            **domains[row["pk"]],
            "compulsory": row["is_compulsory"],
            "purpose": _none(row["purpose"]),
            "powers": _none(row["powers"]),
            "legal_bases": _none(row["legal_bases"]),
            "decree_urls": _none(row["decree_urls"]),
            "status_note": _none(row["status_note"]),
            "in_force_from": row["valid_from"],
            "in_force_to": row["valid_to"],
            "is_current": _is_current(row, collection.observed_on),
            "previous_id": row["previous__key"],
            "next_id": row["next__key"],
            "body_roo_id": row["body__key"],
            "body_name": row["body__name"],
            "seat_place": _none(row["seat_place"]),
            "seat_postcode": _none(row["seat_postcode"]),
            "seat_municipality_code": row["seat_municipality__code"],
            "seat_municipality": row["seat_municipality__name"],
            "participants": number[row["key"]],
            "municipal_participants": municipal[row["key"]],
            "website": _none(row["website"]),
            "last_mutation": row["last_changed_on"],
            "last_verified": row["last_confirmed_on"],
            "source_url": _none(row["source_url"]),
            "source": row["source"],
        }
        for row in sorted(versions, key=lambda row: str(row["key"]))
    ]


def _is_current(row: dict[str, Any], observed_on: date) -> bool | None:
    """What the source said of a version without an end date, as loading reads it back."""
    if row["status"] == Status.INACTIVE:
        return False
    if row["status"] == Status.UNKNOWN:
        return None
    return row["valid_to"] is None or row["valid_to"] > observed_on


def _domains(collection: Collection) -> dict[int, dict[str, str | None]]:
    """The columns about subjects, by version."""
    areas: dict[int, list[str]] = defaultdict(list)
    themes: dict[int, list[str]] = defaultdict(list)
    guesses: dict[int, str] = {}
    rows = VersionDomain.objects.filter(version__collection=collection)
    for version, scheme, key, is_guess in rows.order_by("pk").values_list(
        "version_id", "scheme", "key", "is_guess"
    ):
        if scheme == VersionDomain.Scheme.THEME:
            themes[version].append(key)
        elif is_guess:
            guesses[version] = keyword_of_guess(key)
        else:
            areas[version].append(written_policy_area(key))
    return defaultdict(
        dict,
        {
            version: {
                "policy_areas": _none("|".join(sorted(areas[version]))),
                "themes": _none("|".join(sorted(themes[version]))),
                "domain_keyword": guesses.get(version),
            }
            for version in sorted({*areas, *themes, *guesses})
        },
    )


def _participations(collection: Collection, say: Say) -> Rows:
    rows: Rows = []
    abroad = 0
    found = Participation.objects.filter(version__collection=collection).values_list(
        "version__key", "kind", "municipality__code", "municipality__country", "code", "name",
        "valid_from", "valid_to", "roles", "share_percent", "name_in_source", "source",
    )  # fmt: skip
    for key, kind, place, country, code, name, begun, ended, roles, share, said, source in found:
        is_ours = kind == Participation.Kind.MUNICIPALITY and country == collection.country
        if kind == Participation.Kind.MUNICIPALITY and not is_ours:
            abroad += 1
            kind = Participation.Kind.FOREIGN_MUNICIPALITY.value
        rows.append(
            {
                "arrangement_id": key,
                "participant_type": str(kind),
                "municipality_code": place if is_ours else None,
                "participant_code": _none(code),
                "participant_name": name,
                "joined_on": begun,
                "valid_to": ended,
                "role": _none(roles),
                "share_percent": share,
                "names_in_source": _none(said),
                "source": source,
            }
        )
    if abroad:
        say(f"{abroad} municipalities of another country are named as such.")
    return sorted(rows, key=_participation_key)


def _participation_key(row: dict[str, Any]) -> tuple[str, ...]:
    names = ("arrangement_id", "participant_type", "participant_code", "participant_name")
    return tuple(row[name] or "" for name in names)


def _bodies(collection: Collection) -> Rows:
    carried: dict[str, list[str]] = defaultdict(list)
    for body, key in ArrangementVersion.objects.filter(
        collection=collection, body__isnull=False
    ).values_list("body__key", "key"):
        carried[body].append(key)
    return [
        {
            "roo_id": body.key,
            "name": body.name,
            "abbreviation": _none(body.abbreviation),
            "tooi_code": _none(body.tooi_code),
            "kvk": _none(body.kvk),
            "arrangement_ids": _none("|".join(sorted(carried[body.key]))),
            "founded_on": body.founded_on,
            "valid_to": body.valid_to,
            "website": _none(body.website),
        }
        for body in sorted(Body.objects.filter(collection=collection), key=lambda body: body.key)
    ]


def _boards(collection: Collection, say: Say) -> tuple[Rows, Rows]:
    """Boards with their seats; a package has one board of each kind."""
    boards: dict[tuple[str, str], Board] = {}
    left_out = 0
    found = Board.objects.filter(version__collection=collection).select_related("version")
    for board in sorted(found, key=lambda board: (board.version.key, board.kind, board.name)):
        place = (board.version.key, board.kind)
        left_out += place in boards
        boards.setdefault(place, board)
    if left_out:
        say(f"{left_out} boards are left out: a package has one of each kind per arrangement.")
    rows = [
        {
            "arrangement_id": key,
            "board": kind,
            "name": board.name,
            "quota": board.quota,
            "total_seats": board.total_seats,
            "source": board.source,
        }
        for (key, kind), board in boards.items()
    ]
    return rows, _seats(collection, {board.pk: place for place, board in boards.items()}, say)


def _seats(collection: Collection, place_of: dict[int, tuple[str, str]], say: Say) -> Rows:
    """Seats and votes; a package has seats in every row."""
    rows: Rows = []
    unknown = 0
    found = Seat.objects.filter(board__in=place_of).values_list(
        "board_id", "participation__code", "participation__name", "seats", "votes", "source"
    )
    for board, code, name, seats, votes, source in found:
        unknown += seats is None
        rows.append(
            {
                "arrangement_id": place_of[board][0],
                "board": place_of[board][1],
                "participant_code": _none(code),
                "participant_name": name,
                "seats": votes or 0 if seats is None else seats,
                "votes": votes,
                "source": source,
            }
        )
    if unknown:
        say(f"{unknown} members of boards have as many seats as votes: their seats are unknown.")
    names = ("arrangement_id", "board", "participant_code", "participant_name")
    return sorted(rows, key=lambda row: tuple(str(row[name] or "") for name in names))


def _contributions(collection: Collection, say: Say) -> Rows:
    rows: Rows = []
    left_out = 0
    found = Contribution.objects.filter(participation__version__collection=collection).values_list(
        "participation__version__key", "participation__code", "year", "amount_eur", "cost_key",
        "source",
    )  # fmt: skip
    for key, code, year, amount, cost_key, source in found:
        if not code:
            left_out += 1
            continue
        rows.append(
            {
                "arrangement_id": key,
                "participant_code": code,
                "year": year,
                "amount_eur": float(amount),
                "cost_key": _none(cost_key),
                "source": source,
            }
        )
    if left_out:
        say(f"{left_out} contributions of participants without a code are left out.")
    names = ("arrangement_id", "participant_code", "year")
    return sorted(rows, key=lambda row: tuple(str(row[name]) for name in names))


def _competences(collection: Collection) -> Rows:
    rows = Competence.objects.filter(version__collection=collection).values_list(
        "version__key", "position", "article", "text"
    )
    return [
        {"arrangement_id": key, "article": _none(article), "text": text}
        for key, _position, article, text in sorted(rows, key=lambda row: (row[0], row[1]))
    ]


def _documents(collection: Collection) -> Rows:
    rows = Document.objects.filter(version__collection=collection).select_related("version")
    return [
        {
            "document_id": row.key,
            "title": row.title,
            "arrangement_id": row.version.key,
            "kind": _none(row.kind),
            "year": row.year,
            "pages": row.pages,
            "url": _none(row.url),
        }
        for row in sorted(rows, key=lambda row: row.key)
    ]


def _classifications(collection: Collection) -> Rows:
    rows = Statement.objects.filter(version__collection=collection).values_list(
        "version__key", "source", "on", "value", "is_withdrawn", "record_uri"
    )
    return [
        {
            "arrangement_id": key,
            "source": source,
            "date": day,
            "classification": value,
            "statement": "withdrawn" if is_withdrawn else "stated",
            "record_uri": _none(uri),
        }
        for key, source, day, value, is_withdrawn, uri in sorted(rows)
    ]


def _duplicates(collection: Collection) -> Rows:
    rows = Resemblance.objects.filter(version__collection=collection).values_list(
        "version__key", "other__key", "version__name", "other__name", "name_similarity",
        "member_jaccard",
    )  # fmt: skip
    return [
        {
            "arrangement_id": key,
            "other_id": other,
            "name": name,
            "other_name": other_name,
            "name_similarity": alike,
            "member_jaccard": shared,
        }
        for key, other, name, other_name, alike, shared in sorted(rows)
    ]
