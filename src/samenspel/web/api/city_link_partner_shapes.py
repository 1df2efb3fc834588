# SPDX-License-Identifier: EUPL-1.2
"""The shapes of partners for a city link in the API, and the words for what they hold."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from samenspel.citylinks.queries import partners_conditions as conditions

SIDES = {"problem": "opgave", "means": "middel"}
REASONS = {
    "": "",
    "no_facts": "geen_gegevens",
    "not_there": "bestaat_niet_op_peildatum",
    "no_indicators": "geen_indicatoren",
    "no_figures": "geen_cijfers",
    "none_comparable": "niemand_vergelijkbaar",
}
FAILURES = {
    conditions.TOO_NEAR: "te_dichtbij",
    conditions.TOO_FAR: "te_ver",
    conditions.NO_PLACE: "plaats_onbekend",
    conditions.OWN_PROVINCE: "eigen_provincie",
    conditions.OTHER_PROVINCE: "andere_provincie",
    conditions.NO_PROVINCE: "provincie_onbekend",
    conditions.TOO_SMALL: "te_klein",
    conditions.TOO_LARGE: "te_groot",
    conditions.NO_SIZE: "inwoners_onbekend",
    conditions.OTHER_COUNTRY: "ander_land",
    conditions.TOGETHER: "al_samen",
    conditions.NO_ARRANGEMENTS: "samenwerkingen_onbekend",
    conditions.MERGER: "fusie",
}


class Plain(BaseModel):
    """As :class:`~samenspel.web.api.shapes.Shape`, for plain values alone.

    Without reading attributes of objects, which takes a second for all numbers of 200 partners.
    """

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class PartnerGemeente(Plain):
    code: str
    naam: str
    adres: str = Field(description="Partners van deze gemeente in Samenspel")


class Breuk(Plain):
    breuk: str = Field(description="Precies, als teller/noemer")
    decimaal: float = Field(description="Het getal dat er het dichtst bij ligt")


class Score(Plain):
    gelijk_in_opgaven: Breuk
    verschil_in_middelen: Breuk = Field(description="Beide winsten opgeteld")
    wederkerigheid: Breuk = Field(description="Harmonisch gemiddelde van beide winsten")
    winst: Breuk = Field(description="Wat de gemeente bij de partner wint")
    winst_van_partner: Breuk
    bekend_van_beide: Breuk = Field(description="Deel van het gewicht")


class Bijdrage(Plain):
    sleutel: str
    bijdrage: Breuk = Field(description="Zoveel lager is de score hierzonder")


class PartnerIndicator(Bijdrage):
    waarde: float | None = Field(description="Van de partner, zoals gepubliceerd")
    rang: int | None = Field(description="In miljoensten, binnen het land")
    gedeeld: int | None = Field(description="Bij een opgave: de laagste rang van beide")
    zwaarste: int | None = Field(description="Bij een opgave: de hoogste rang van beide")
    winst: int | None = Field(description="Bij een middel: zoveel heeft de partner meer")
    winst_van_partner: int | None


class GevondenPartner(Score):
    plaats: int
    code: str
    naam: str
    score: Breuk = Field(description="0 als niet aan een voorwaarde is voldaan")
    score_zonder_voorwaarden: Breuk
    voldoet_niet_aan: list[str] = Field(description="te_dichtbij, fusie, ...; leeg: aan alles")
    blijft: int | None = Field(description="In zoveel toevallige wegingen bij de eerste tien")
    hoogste_plaats: int | None
    laagste_plaats: int | None
    afstand_km: float | None = Field(description="Hemelsbreed tussen de middens")
    indicatoren: list[PartnerIndicator]
    cijfers: list[Bijdrage] = Field(description="Weggelaten aan beide kanten tegelijk")
    adres: str = Field(description="De twee naast elkaar in Samenspel")


class CijferEditie(Plain):
    dag: date | None
    sinds: date | None = Field(description="Bij groei: vanaf wanneer")
    bron: str


class Indicator(Plain):
    sleutel: str
    naam: str
    zijde: str = Field(description="opgave of middel")
    thema: str = Field(description="Naam van de parameter waarmee het thema weegt")
    cijfer: str = Field(description="Sleutel in de catalogus van cijfers; leeg: zelf gezegd")
    omgekeerd: bool = Field(description="Hoe lager het cijfer, hoe meer")
    gewicht: int
    reden: str
    edities: list[CijferEditie]


class EigenIndicator(Indicator):
    waarde: float | None = Field(description="Van de gemeente zelf")
    rang: int | None


class Weging(Plain):
    naam: str = Field(description="Naam van de parameter")
    gewicht: int


class Gevraagd(Plain):
    peildatum: date
    gemeente: PartnerGemeente
    wegingen: list[Weging] = Field(description="Van thema's en delen van de score")
    gevraagd: dict[str, str] = Field(description="Parameters die anders zijn dan gewoon")
    hoogste_rang: int = Field(description="Rangen lopen van 0 tot dit getal")
    bronnen: list[str]
    licenties: list[str]
    methoden: list[str] = Field(description="Waar staat hoe dit wordt berekend")


class Partners(Gevraagd):
    reden: str = Field(description="Waarom er geen partners zijn; leeg: die zijn er")
    opvolgers: list[str] = Field(description="Codes, als de gemeente op de peildatum niet bestaat")
    indicatoren: list[EigenIndicator]
    zonder_cijfers: list[str] = Field(description="Indicatoren die het land niet heeft")
    deelden_iets: list[str] = Field(description="Codes van wie zelf iets deelde")
    niet_vergeleken: list[str] = Field(description="Codes van wie te weinig bekend is")
    toevallige_wegingen: int = Field(description="Zoveel zijn er geprobeerd")
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[GevondenPartner]


class PaarIndicator(Indicator):
    waarde: float | None
    waarde_van_partner: float | None
    rang: int | None
    rang_van_partner: int | None
    gedeeld: int | None
    zwaarste: int | None
    winst: int | None
    winst_van_partner: int | None
    bijdrage: Breuk


class Samen(Plain):
    sleutel: str
    naam: str


class Passend(Plain):
    thema: str
    gever: str
    nemer: str
    biedt: list[str]
    vraagt: list[str]
    gedeelde_opgave: bool


class Paar(Score, Gevraagd):
    partner: PartnerGemeente
    vergelijkbaar: bool = Field(description="Van beide is minstens de helft bekend")
    score: Breuk = Field(description="Van beide kanten gezien dezelfde")
    voldoet_niet_aan: list[str]
    plaats: int | None = Field(description="Van de partner voor de gemeente")
    vergeleken: int
    plaats_omgekeerd: int | None = Field(description="Van de gemeente voor de partner")
    vergeleken_omgekeerd: int
    afstand_km: float | None
    samen: list[Samen] = Field(description="Samenwerkingen waaraan beide meedoen")
    samen_onbekend: bool = Field(description="De bron noemt niet beide gemeenten")
    fusie: bool = Field(description="Zij gaan samen, of kwamen uit dezelfde gemeente")
    indicatoren: list[PaarIndicator]
    cijfers: list[Bijdrage]
    passend: list[Passend] = Field(description="Wat zij zelf deelden en bij elkaar past")
    adres: str
