# SPDX-License-Identifier: EUPL-1.2
"""Reading by the API: municipalities, arrangements, and their history. No log-in needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date
from typing import Annotated, TypeVar

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Query, Router

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.places.models import Municipality, on_date
from samenspel.places.queries.municipalities import search_municipalities
from samenspel.places.reference_dates import EARLIEST, LATEST
from samenspel.register.forms import search_words
from samenspel.register.models import (
    Arrangement,
    Board,
    ChangeSet,
    Participation,
    VersionDomain,
)
from samenspel.register.queries.arrangements import (
    ArrangementFilter,
    ListedArrangement,
    find_arrangements,
)
from samenspel.register.queries.records import ArrangementRecord, arrangement_record
from samenspel.register.queries.reference import reference
from samenspel.web.api import shapes

MOST_FOUND = 1_000

Peildatum = Annotated[
    date | None,
    Query(ge=EARLIEST, le=LATEST, description="Datum waarover het gaat; zonder: vandaag"),
]
Pagina = Annotated[int, Query(ge=1, le=10_000)]
PaginaGrootte = Annotated[int, Query(alias="paginaGrootte", ge=1, le=200)]
Zoek = Annotated[str, Query(max_length=200, description="Woorden om op te zoeken")]
Sleutel = Annotated[str, Path(max_length=700, pattern=r"^[-a-zA-Z0-9_]+$")]
GemeenteCode = Annotated[str, Path(pattern=r"^(GM[0-9]{4}|[0-9]{5})$")]

router = Router(by_alias=True)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Part:
    """Which page of a list was asked for."""

    number: int
    size: int

    def of(self, rows: list[Row]) -> list[Row]:
        """The rows on that page."""
        first = (self.number - 1) * self.size
        return rows[first : first + self.size]


def page_address(request: HttpRequest, view: str, *keys: object) -> str:
    """The full address of a page of the site."""
    return request.build_absolute_uri(reverse(view, args=keys))


@router.get("/gemeenten", response=shapes.Gemeenten, summary="Gemeenten op een datum")
def municipalities(
    request: HttpRequest,
    peildatum: Peildatum = None,
    zoek: Zoek = "",
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.Gemeenten:
    """De gemeenten die op de peildatum bestaan, op naam; of wat bij de zoekwoorden past."""
    on = peildatum or timezone.localdate()
    rows = Municipality.objects.select_related("province")
    if zoek.strip():
        hits = search_municipalities(zoek.replace("\x00", " "), on=on, limit=MOST_FOUND).found
        order = {hit.place.code: place for place, hit in enumerate(hits)}
        found = sorted(rows.filter(code__in=order), key=lambda row: order[row.code])
    else:
        found = sorted(rows.filter(on_date(on)), key=lambda row: dutch_sort_key(row.name))
    return shapes.Gemeenten(
        peildatum=on,
        aantal=len(found),
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[_municipality(request, row) for row in Part(pagina, pagina_grootte).of(found)],
    )


@router.get("/gemeenten/{code}", response=shapes.Gemeente, summary="Een gemeente")
def municipality(request: HttpRequest, code: GemeenteCode) -> shapes.Gemeente:
    """Een gemeente met haar code, ook als zij niet meer bestaat."""
    found = Municipality.objects.select_related("province").filter(code=code).first()
    if found is None:
        raise Http404
    return _municipality(request, found)


@router.get(
    "/gemeenten/{code}/samenwerkingen",
    response=shapes.Samenwerkingen,
    summary="De samenwerkingen van een gemeente",
)
def of_municipality(
    request: HttpRequest,
    code: GemeenteCode,
    peildatum: Peildatum = None,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.Samenwerkingen:
    """De samenwerkingen waaraan de gemeente op de peildatum meedoet."""
    if not Municipality.objects.filter(code=code).exists():
        raise Http404
    asked = ArrangementFilter(municipality=code)
    return _listed(request, asked, peildatum, Part(pagina, pagina_grootte))


@router.get("/samenwerkingen", response=shapes.Samenwerkingen, summary="Samenwerkingen")
def arrangements(
    request: HttpRequest,
    peildatum: Peildatum = None,
    zoek: Zoek = "",
    vorm: Annotated[str, Query(max_length=60, description="Rechtsvorm")] = "",
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.Samenwerkingen:
    """De samenwerkingen die op de peildatum gelden, op naam."""
    asked = ArrangementFilter(words=search_words(zoek), form=vorm)
    return _listed(request, asked, peildatum, Part(pagina, pagina_grootte))


@router.get("/samenwerkingen/{sleutel}", response=shapes.Samenwerking, summary="Een samenwerking")
def arrangement(
    request: HttpRequest,
    sleutel: Sleutel,
    peildatum: Peildatum = None,
    versie: Annotated[str, Query(max_length=500, description="Sleutel van een versie")] = "",
) -> shapes.Samenwerking:
    """Een samenwerking zoals zij op de peildatum is, met deelnames en besturen."""
    on = peildatum or timezone.localdate()
    found = arrangement_record(sleutel, on=on, key=versie.replace("\x00", " "))
    if found is None:
        raise Http404
    return record(request, found, on)


@router.get(
    "/samenwerkingen/{sleutel}/wijzigingen",
    response=shapes.Wijzigingen,
    summary="De geschiedenis van een samenwerking",
)
def changes(
    request: HttpRequest,
    sleutel: Sleutel,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.Wijzigingen:
    """Wat er aan de gegevens veranderde, nieuwste eerst, zonder namen van personen."""
    del request
    rows = ChangeSet.objects.filter(arrangement_slug=sleutel).order_by("-at", "-pk")
    total = rows.count()
    if not total and not Arrangement.objects.filter(slug=sleutel).exists():
        raise Http404
    part = rows.select_related("undone_by").prefetch_related("changes")
    first = (pagina - 1) * pagina_grootte
    return shapes.Wijzigingen(
        aantal=total,
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[_change(row) for row in part[first : first + pagina_grootte]],
    )


def _change(row: ChangeSet) -> shapes.Wijziging:
    undone_by = getattr(row, "undone_by", None)
    return shapes.Wijziging(
        nummer=row.pk,
        op=row.at.astimezone(UTC).isoformat(),
        soort=row.kind,
        namens=row.organisation_name,
        reden=row.reason,
        bron=row.source,
        maakt_ongedaan=row.undoes_id,
        ongedaan_gemaakt_door=undone_by.pk if undone_by else None,
        gegevens=[
            shapes.Veld(
                soort=change.record_kind,
                sleutel=change.record_key,
                voor=change.before,
                na=change.after,
            )
            for change in row.changes.all()
        ],
    )


def record(request: HttpRequest, found: ArrangementRecord, on: date) -> shapes.Samenwerking:
    """The shape of an arrangement."""
    secretariat = found.arrangement.secretariat
    return shapes.Samenwerking(
        sleutel=found.arrangement.slug,
        land=found.arrangement.collection.country,
        verzameling=found.arrangement.collection.slug,
        secretariaat=secretariat.name if secretariat else "",
        peildatum=on,
        versie=_version(found),
        versies=[
            shapes.VersieKort(
                sleutel=v.key, naam=v.name, geldig_vanaf=v.valid_from, geldig_tot=v.valid_to
            )
            for v in found.versions
        ],
        adres=page_address(request, "arrangement", found.arrangement.slug),
    )


def _municipality(request: HttpRequest, row: Municipality) -> shapes.Gemeente:
    return shapes.Gemeente(
        code=row.code,
        naam=row.name,
        land=row.country,
        provincie=row.province.name if row.province else "",
        geldig_vanaf=row.valid_from,
        geldig_tot=row.valid_to,
        bron=row.source,
        adres=page_address(request, "municipality", row.slug),
    )


def _listed(
    request: HttpRequest, asked: ArrangementFilter, peildatum: date | None, part: Part
) -> shapes.Samenwerkingen:
    today = timezone.localdate()
    found = reference(on=peildatum or today, today=today)
    rows = sorted(
        find_arrangements(asked, found).rows, key=lambda row: (dutch_sort_key(row.name), row.slug)
    )
    return shapes.Samenwerkingen(
        peildatum=found.on,
        aantal=len(rows),
        pagina=part.number,
        pagina_grootte=part.size,
        resultaten=[_short(request, row) for row in part.of(rows)],
    )


def _short(request: HttpRequest, row: ListedArrangement) -> shapes.SamenwerkingKort:
    return shapes.SamenwerkingKort(
        sleutel=row.slug,
        naam=row.name,
        vorm=row.form,
        verplicht=row.is_compulsory,
        beleidsterreinen=list(row.areas),
        themas=list(row.themes),
        deelnemers=row.participants,
        gemeenten=row.municipalities,
        plaats=row.seat_place,
        land=row.country,
        geldig_vanaf=row.valid_from,
        geldig_tot=row.valid_to,
        stand=shapes.STANDINGS[row.standing],
        laatst_bevestigd=row.last_confirmed_on,
        bron=row.source,
        bron_adres=row.source_url,
        verzameling=row.collection,
        adres=page_address(request, "arrangement", row.slug),
    )


def _version(found: ArrangementRecord) -> shapes.Versie:
    version = found.version
    return shapes.Versie(
        sleutel=version.key,
        naam=version.name,
        geldig_vanaf=version.valid_from,
        geldig_tot=version.valid_to,
        citeertitel=version.citation_title,
        vorm=version.legal_form,
        verplicht=version.is_compulsory,
        doel=version.purpose,
        bevoegdheden=version.powers,
        wettelijke_grondslagen=_parts(version.legal_bases),
        beleidsterreinen=_domains(found.domains, VersionDomain.Scheme.POLICY_AREA),
        themas=_domains(found.domains, VersionDomain.Scheme.THEME),
        plaats=version.seat_place,
        postcode=version.seat_postcode,
        gemeente_code=version.seat_municipality.code if version.seat_municipality else "",
        website=version.website,
        bron=version.source,
        bron_adres=version.source_url,
        laatst_gewijzigd=version.last_changed_on,
        laatst_bevestigd=version.last_confirmed_on,
        deelnames=[participation_shape(row) for row in found.participations],
        besturen=[_board(row) for row in found.boards],
    )


def participation_shape(row: Participation) -> shapes.Deelname:
    """The shape of a participation."""
    return shapes.Deelname(
        nummer=row.pk,
        soort=shapes.KINDS[row.kind],
        code=row.code,
        naam=row.name,
        organen=_parts(row.roles),
        aandeel_procent=row.share_percent,
        geldig_vanaf=row.valid_from,
        geldig_tot=row.valid_to,
        bron=row.source,
    )


def _board(row: Board) -> shapes.Bestuur:
    return shapes.Bestuur(
        nummer=row.pk,
        soort=shapes.BOARDS[row.kind],
        naam=row.name,
        drempel=row.quota,
        zetels_totaal=row.total_seats,
        zetels=[
            shapes.Zetel(deelname=s.participation_id, zetels=s.seats, stemmen=s.votes)
            for s in row.seats.all()
        ],
        bron=row.source,
    )


def _domains(domains: tuple[VersionDomain, ...], scheme: str) -> list[str]:
    return [row.key for row in domains if row.scheme == scheme]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]
