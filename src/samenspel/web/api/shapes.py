# SPDX-License-Identifier: EUPL-1.2
"""The shapes that the API speaks: Dutch, camelCase, dates as YYYY-MM-DD, half-open periods."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

KINDS = {
    "municipality": "gemeente",
    "province": "provincie",
    "water_board": "waterschap",
    "state": "rijk",
    "intermunicipal_body": "samenwerkingsverband",
    "foreign_municipality": "buitenlandse_gemeente",
    "foreign_other": "buitenlands_overig",
    "business": "bedrijf",
    "knowledge_institution": "kennisinstelling",
    "civil_society": "maatschappelijke_organisatie",
    "other": "overig",
    "unresolved": "onbekend",
}
BOARDS = {"general": "algemeen", "executive": "dagelijks", "other": "overig"}
STANDINGS = {"in_force": "geldend", "ended": "geeindigd", "future": "toekomstig"}
COUNTRIES = {"nl": "nl", "be": "be"}


class Shape(Schema):
    """What all shapes share; unknown fields in a request are refused."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Gemeente(Shape):
    code: str = Field(description="CBS-code (GM0363) of NIS-code (11001)")
    naam: str
    land: str
    provincie: str = Field(description="Leeg als de bron die niet noemt")
    geldig_vanaf: date | None = Field(description="Eerste dag; leeg is onbekend")
    geldig_tot: date | None = Field(description="Eerste dag waarop zij niet meer bestaat")
    bron: str
    adres: str = Field(description="Pagina in Samenspel")


class Gemeenten(Shape):
    peildatum: date
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[Gemeente]


class SamenwerkingKort(Shape):
    sleutel: str = Field(description="Laatste deel van het adres")
    naam: str
    vorm: str = Field(description="Rechtsvorm; leeg als geen bron die noemt")
    verplicht: bool | None
    beleidsterreinen: list[str]
    themas: list[str]
    deelnemers: int
    gemeenten: int
    plaats: str
    land: str
    geldig_vanaf: date | None
    geldig_tot: date | None
    stand: str = Field(description="geldend, geeindigd of toekomstig op de peildatum")
    laatst_bevestigd: date | None
    bron: str
    bron_adres: str
    verzameling: str
    adres: str


class Samenwerkingen(Shape):
    peildatum: date
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[SamenwerkingKort]


class Deelname(Shape):
    nummer: int
    soort: str
    code: str
    naam: str
    organen: list[str]
    aandeel_procent: float | None
    geldig_vanaf: date | None
    geldig_tot: date | None
    bron: str


class Zetel(Shape):
    deelname: int = Field(description="Nummer van de deelname")
    zetels: int | None
    stemmen: int | None


class Bestuur(Shape):
    nummer: int
    soort: str
    naam: str
    drempel: int | None
    zetels_totaal: int | None
    zetels: list[Zetel]
    bron: str


class VersieKort(Shape):
    sleutel: str
    naam: str
    geldig_vanaf: date | None
    geldig_tot: date | None


class Versie(VersieKort):
    citeertitel: str
    vorm: str
    verplicht: bool | None
    doel: str
    bevoegdheden: str
    wettelijke_grondslagen: list[str]
    beleidsterreinen: list[str]
    themas: list[str]
    plaats: str
    postcode: str
    gemeente_code: str
    website: str
    bron: str
    bron_adres: str
    laatst_gewijzigd: date | None
    laatst_bevestigd: date | None
    deelnames: list[Deelname]
    besturen: list[Bestuur]


class Samenwerking(Shape):
    sleutel: str
    land: str
    verzameling: str
    secretariaat: str = Field(description="Wie het gegeven bijhoudt; leeg: de deelnemers")
    peildatum: date
    versie: Versie = Field(description="Die op de peildatum geldt, anders de naaste")
    versies: list[VersieKort]
    adres: str


class Veld(Shape):
    soort: str
    sleutel: str
    voor: dict[str, Any] | None
    na: dict[str, Any] | None


class Wijziging(Shape):
    nummer: int
    op: str = Field(description="Tijdstip, UTC")
    soort: str
    namens: str
    reden: str
    bron: str
    maakt_ongedaan: int | None
    ongedaan_gemaakt_door: int | None
    gegevens: list[Veld]


class Wijzigingen(Shape):
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[Wijziging]


class Grond(Shape):
    """Why, and on what ground: every change says both."""

    reden: str = Field(max_length=2_000, description="Waarom u dit verandert")
    bron: str = Field(max_length=2_000, description="Waaruit het blijkt: besluit, stuk of adres")


class VersieWaarden(Shape):
    """The values of a version that may be changed; what is not given stays as it is."""

    naam: str = ""
    citeertitel: str = ""
    vorm: str = Field("", description="Rechtsvorm")
    verplicht: bool | None = None
    doel: str = ""
    bevoegdheden: str = ""
    wettelijke_grondslagen: list[str] = []
    besluiten: list[str] = Field([], description="Adressen van bekendgemaakte besluiten")
    status: Literal["actief", "niet_actief", "onbekend"] = "actief"
    status_toelichting: str = ""
    geldig_vanaf: date | None = None
    geldig_tot: date | None = None
    plaats: str = ""
    postcode: str = ""
    gemeente_code: str = Field("", description="Gemeente van de zetel")
    website: str = ""
    bron_adres: str = ""
    beleidsterreinen: list[str] = []
    themas: list[str] = []


class DeelnameWaarden(Shape):
    """The values of a participation that may be changed; what is not given stays as it is."""

    organen: list[str] = []
    geldig_vanaf: date | None = None
    geldig_tot: date | None = None
    aandeel_procent: float | None = None


class NieuweDeelname(DeelnameWaarden):
    soort: Literal[
        "gemeente",
        "provincie",
        "waterschap",
        "rijk",
        "samenwerkingsverband",
        "buitenlandse_gemeente",
        "buitenlands_overig",
        "bedrijf",
        "kennisinstelling",
        "maatschappelijke_organisatie",
        "overig",
    ]
    code: str = Field("", max_length=500, description="Voor een gemeente de CBS- of NIS-code")
    naam: str = Field("", max_length=500, description="Niet nodig voor een gemeente")


class Bewerkbaar(Shape):
    """A record as it may be changed; ``gezien`` goes back with the change."""

    gezien: str = Field(description="Merkteken van de gegevens zoals u ze zag")
    waarden: VersieWaarden


class DeelnameBewerkbaar(Shape):
    gezien: str = Field(description="Merkteken van de gegevens zoals u ze zag")
    waarden: DeelnameWaarden


class Correctie(Grond):
    gezien: str = Field(max_length=64)
    waarden: VersieWaarden
    versie: str = Field("", max_length=500, description="Sleutel; leeg: de versie van vandaag")


class DeelnameCorrectie(Grond):
    gezien: str = Field(max_length=64)
    waarden: DeelnameWaarden


class Toevoeging(Grond):
    organisatie: int = Field(ge=1, le=2**31 - 1, description="Namens wie; zie /rollen")
    land: Literal["nl", "be"]
    waarden: VersieWaarden
    deelnames: list[NieuweDeelname] = Field(max_length=500)


class DeelnameToevoeging(Grond):
    versie: str = Field("", max_length=500)
    deelname: NieuweDeelname


class Beeindiging(Grond):
    gezien: str = Field(max_length=64)
    geldig_tot: date = Field(description="Eerste dag waarop het niet meer geldt")
    versie: str = Field("", max_length=500)


class Bevestiging(Shape):
    versie: str = Field("", max_length=500)


class Rol(Shape):
    soort: str
    organisatie: int
    naam: str


class Gedaan(Shape):
    """What came of it: the number of the change in the history, empty when nothing differed."""

    wijziging: int | None
