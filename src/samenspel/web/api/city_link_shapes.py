# SPDX-License-Identifier: EUPL-1.2
"""The shapes of city links in the API: Dutch, camelCase. No shape has a place for a person."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Field

from samenspel.web.api.shapes import Shape

Soort = Literal["stedenband", "vriendschapsband", "project", "anders"]
Fase = Literal["voorbereiding", "actief", "beeindigd"]
Activiteitsoort = Literal[
    "collega_tot_collega", "masterclass", "workshop", "stage", "advies", "werkbezoek", "cultuur",
    "samenleving", "project", "anders",
]  # fmt: skip
Puntsoort = Literal["aanbod", "vraag", "opgave", "sterk_punt", "zwak_punt"]

KINDS: dict[str, Soort] = {
    "city_link": "stedenband",
    "friendship": "vriendschapsband",
    "project": "project",
    "other": "anders",
}
STAGES: dict[str, Fase] = {"preparing": "voorbereiding", "active": "actief", "ended": "beeindigd"}
BODIES = {"council": "raad", "executive": "college"}
ABOUT = {"agreement": "overeenkomst", "ending": "beeindiging"}
ACTIVITIES: dict[str, Activiteitsoort] = {
    "colleague": "collega_tot_collega",
    "masterclass": "masterclass",
    "workshop": "workshop",
    "placement": "stage",
    "advice": "advies",
    "visit": "werkbezoek",
    "culture": "cultuur",
    "society": "samenleving",
    "project": "project",
    "other": "anders",
}
VERDICTS = {
    "open": "nog_niet_besloten",
    "renew": "verlengen",
    "change": "veranderen",
    "end": "beeindigen",
}
AIMS = {
    "": "",
    "reached": "gehaald",
    "partly": "deels_gehaald",
    "not_reached": "niet_gehaald",
    "dropped": "vervallen",
}
ENTRIES: dict[str, Puntsoort] = {
    "offer": "aanbod",
    "need": "vraag",
    "challenge": "opgave",
    "strength": "sterk_punt",
    "weakness": "zwak_punt",
}


class Partij(Shape):
    naam: str
    gemeente_code: str = Field(description="Leeg buiten Nederland en Vlaanderen")
    land: str = Field(description="ISO 3166-1, twee letters")
    doet_mee: bool = Field(description="Op de gevraagde dag, anders vandaag")
    geldig_vanaf: date | None = Field(description="Leeg: vanaf het begin")
    geldig_tot: date | None = Field(description="Eerste dag waarop zij niet meer meedoet")


class StedenbandKort(Shape):
    sleutel: str = Field(description="Laatste deel van het adres")
    naam: str
    soort: Soort
    fase: Fase = Field(description="Zoals het nu is")
    doel: str
    begonnen_op: date | None
    beeindigd_op: date | None
    partijen: list[Partij]
    activiteiten: int = Field(description="Openbare activiteiten die zijn gedaan")
    samenwerking: str = Field(description="Sleutel van de samenwerking; leeg: geen")
    bron: str
    adres: str = Field(description="Pagina in Samenspel")


class Stedenbanden(Shape):
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[StedenbandKort]


class StedenbandOvereenkomst(Shape):
    titel: str
    getekend_op: date | None
    laatste_dag: date | None = Field(description="Tot en met; leeg: zonder einde")


class StedenbandDoel(Shape):
    titel: str
    tekst: str


class StedenbandBesluit(Shape):
    dag: date
    partij: str
    orgaan: str = Field(description="raad of college")
    onderwerp: str = Field(description="overeenkomst of beeindiging")
    aangenomen: bool
    stemmen_voor: int | None
    stemmen_tegen: int | None


class ActiviteitTelling(Shape):
    soort: Activiteitsoort
    aantal: int


class Gepland(Shape):
    dag: date
    titel: str
    plaats: str


class Stuk(Shape):
    dag: date
    titel: str
    tekst: str
    mediatype: str
    grootte: int = Field(description="In bytes")
    adres: str = Field(description="Het bestand")


class TerugblikKort(Shape):
    nummer: int
    titel: str
    eerste_dag: date
    laatste_dag: date = Field(description="Tot en met")
    editie: int
    gepubliceerd_op: date
    vervolg: str = Field(description="nog_niet_besloten, verlengen, veranderen of beeindigen")
    adres: str


class Stedenband(StedenbandKort):
    waarom_beeindigd: str = Field(description="Leeg zolang de stedenband niet is beëindigd")
    geleerd_bij_einde: str
    overeenkomst: StedenbandOvereenkomst | None = Field(description="De laatste die vaststaat")
    doelen: list[StedenbandDoel]
    besluiten: list[StedenbandBesluit]
    activiteiten_per_soort: list[ActiviteitTelling]
    gepland: list[Gepland]
    stukken: list[Stuk]
    terugblikken: list[TerugblikKort]


class StedenbandActiviteit(Shape):
    titel: str
    soort: Activiteitsoort
    dag: date
    plaats: str
    tekst: str
    bron: str


class StedenbandActiviteiten(Shape):
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[StedenbandActiviteit]


class StedenbandLes(Shape):
    partij: str = Field(description="Wie leerde")
    dag: date
    tekst: str


class StedenbandLessen(Shape):
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[StedenbandLes]


class Bijdragen(Shape):
    uren: float
    mensen: int
    euro: int


class PartijBalans(Shape):
    partij: str
    gaf: Bijdragen
    kreeg: Bijdragen
    lessen_geleerd: int
    lessen_gegeven: int = Field(description="Lessen die anderen van haar leerden")


class TerugblikDoel(Shape):
    titel: str
    tekst: str
    stand: str = Field(
        description="gehaald, deels_gehaald, niet_gehaald, vervallen; leeg: niet gezegd"
    )
    uitleg: str


class TerugblikTelling(Shape):
    soort: Activiteitsoort
    jaar: int
    aantal: int


class TerugblikLes(Shape):
    partij: str = Field(description="Wie leerde")
    geleerd_van: str = Field(description="Leeg: niet bekend")
    dag: date
    tekst: str


class Terugblik(TerugblikKort):
    inleiding: str
    doelen: list[TerugblikDoel]
    activiteiten: int = Field(description="Alle activiteiten in de periode")
    activiteiten_per_jaar: list[TerugblikTelling]
    totaal: Bijdragen = Field(description="Alle bijdragen samen")
    balans: list[PartijBalans] = Field(description="Wie gaf en wie kreeg; geen cijfer voor iemand")
    veranderd: str
    geleerd: str
    lessen: list[TerugblikLes]
    kosten: str
    stemmen: int = Field(description="Wie vertelt; hun woorden staan alleen op de pagina")
    vervolg_uitleg: str


class Profielpunt(Shape):
    gemeente_code: str
    gemeente: str
    soort: Puntsoort
    thema: str = Field(description="Sleutel van een van de zes thema's")
    beleidsterrein: str = Field(description="Sleutel; leeg: niet gezegd")
    tekst: str
    adres: str


class Profielpunten(Shape):
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[Profielpunt]
