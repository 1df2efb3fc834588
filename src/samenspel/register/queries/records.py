# SPDX-License-Identifier: EUPL-1.2
"""An arrangement as one record, for who reads by machine: the version of a date, whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from samenspel.places.models import on_date
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Board,
    Participation,
    Seat,
    VersionDomain,
)


@dataclass(frozen=True)
class ArrangementRecord:
    """The version that holds on a date (else the nearest), with all that belongs to it."""

    arrangement: Arrangement
    version: ArrangementVersion
    versions: tuple[ArrangementVersion, ...]
    participations: tuple[Participation, ...]
    boards: tuple[Board, ...]
    domains: tuple[VersionDomain, ...]


def arrangement_record(slug: str, *, on: date, key: str = "") -> ArrangementRecord | None:
    """The record at an address; None when there is none. Seven queries.

    ``key`` asks for one version by its key; an unknown key gives None.
    """
    arrangement = (
        Arrangement.objects.select_related("collection", "secretariat").filter(slug=slug).first()
    )
    if arrangement is None:
        return None
    versions = tuple(
        arrangement.versions.select_related("seat_municipality").order_by("valid_from", "key")
    )
    version = next((v for v in versions if v.key == key), None) if key else version_on(versions, on)
    if version is None:
        return None
    seats = Prefetch("seats", Seat.objects.order_by("participation_id"))
    return ArrangementRecord(
        arrangement=arrangement,
        version=version,
        versions=versions,
        participations=tuple(
            version.participations.filter(on_date(on)).order_by("kind", "name", "pk")
        ),
        boards=tuple(version.boards.prefetch_related(seats).order_by("kind", "name")),
        domains=tuple(version.domains.order_by("scheme", "key")),
    )


def version_on(versions: tuple[ArrangementVersion, ...], on: date) -> ArrangementVersion | None:
    """The version in force; else the last that began by then; else the first to come."""
    begun = [v for v in versions if v.valid_from is None or v.valid_from <= on]
    holding = [v for v in begun if v.valid_to is None or v.valid_to > on]
    for group in (holding, begun):
        if group:
            return group[-1]
    return versions[0] if versions else None
