# SPDX-License-Identifier: EUPL-1.2
"""The shapes of dialogues in the API: Dutch, camelCase; moments in UTC."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field

from samenspel.web.api.shapes import Shape

KINDS = {
    "draft_arrangement": "ontwerpregeling",
    "change": "wijziging",
    "accession": "toetreding",
    "exit": "uittreding",
    "budget": "begroting",
    "budget_change": "begrotingswijziging",
    "accounts": "jaarrekening",
    "framework_note": "kadernota",
    "free": "vrij",
}
STAGES = {
    "open": "raden_antwoorden",
    "weighing": "antwoorden_worden_gewogen",
    "deciding": "bestuur_besluit",
    "decided": "besloten",
    "closed": "afgerond",
    "withdrawn": "ingetrokken",
}
BODIES = {"council": "raad", "executive": "college", "other": "overig"}
STATES = {
    "waiting": "nog_niet_verstuurd",
    "received": "ontvangen",
    "on_agenda": "op_de_agenda",
    "draft": "concept",
    "adopted": "vastgesteld",
    "sent": "gestuurd",
    "too_late": "te_laat",
    "none_wished": "geen_wens",
    "withdrawn": "ingetrokken",
}
POSITIONS = {"agree": "eens", "wish": "wens", "object": "bezwaar", "none": "geen_standpunt"}
VERDICTS = {
    "adopt": "overgenomen",
    "partly": "deels_overgenomen",
    "reject": "niet_overgenomen",
    "later": "later",
}
STATUSES = {"draft_80": "concept_80_procent", "draft": "ontwerp", "final": "definitief"}
OUTCOMES = {
    "": "",
    "adopted": "aangenomen",
    "rejected": "niet_aangenomen",
    "tied": "staken",
    "void": "ongeldig",
}
MEETING_STATES = {"planned": "gepland", "open": "bezig", "closed": "gesloten"}
MANDATES = {"": "", "for": "voor", "against": "tegen", "free": "vrij"}


class DialoogKort(Shape):
    sleutel: str = Field(description="Laatste deel van het adres")
    titel: str
    soort: str = Field(description="ontwerpregeling, begroting, vrij, ...")
    fase: str = Field(
        description="raden_antwoorden, antwoorden_worden_gewogen, bestuur_besluit, besloten, "
        "afgerond of ingetrokken"
    )
    vraag: str
    gevraagd_door: str
    samenwerking: str = Field(description="Sleutel van de samenwerking; leeg: geen")
    verstuurd_op: date
    antwoord_voor: date | None = Field(description="De laatste dag voor de meeste organen")
    adres: str = Field(description="Pagina in Samenspel")


class Dialogen(Shape):
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[DialoogKort]


class Gevraagde(Shape):
    nummer: int
    naam: str
    orgaan: str = Field(description="raad, college of overig")
    gemeente_code: str
    gast: bool = Field(description="Wordt gevraagd, maar stemt niet mee")
    inwoners: int | None = Field(description="Op de dag van versturen")
    uiterlijk: date | None
    stand: str = Field(description="ontvangen, op_de_agenda, concept, gestuurd, ...")


class TekstKort(Shape):
    nummer: int
    titel: str
    status: str = Field(description="concept_80_procent, ontwerp of definitief")
    gepubliceerd_op: str


class Dialoog(DialoogKort):
    achtergrond: str
    besluit_gepland_op: date | None
    teksten: list[TekstKort]
    gevraagden: list[Gevraagde]


class Telling(Shape):
    soort: str
    aantal: int


class Onderdeel(Shape):
    sleutel: str = Field(description="In elke versie van de tekst dezelfde")
    naam: str
    tekst: str
    standpunten: list[Telling] = Field(description="eens, wens, bezwaar, geen_standpunt")
    antwoorden: list[Telling] = Field(description="Leeg tot de nota van beantwoording er is")
    wijzigingen: int = Field(description="Punten waardoor dit onderdeel verandert")
    adres: str


class Onderdelen(Shape):
    versie: int | None = Field(description="Nummer van de laatste gepubliceerde tekst")
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[Onderdeel]


class Vaststelling(Shape):
    nummer: int = Field(description="Nummer van de gevraagde")
    naam: str
    vastgesteld_op: date
    stemmen_voor: int | None
    stemmen_tegen: int | None
    onthoudingen: int | None


class Punt(Shape):
    nummer: int
    onderdeel: str = Field(description="Sleutel; leeg: algemeen")
    standpunt: str
    tekst: str


class Zienswijze(Shape):
    versie: int = Field(description="Nummer van de versie, op de hele site hetzelfde")
    volgnummer: int = Field(description="1; hoger na een verbetering")
    tekst_versie: int
    inleiding: str
    gestuurd_op: date
    te_laat: bool
    organen: list[Vaststelling]
    punten: list[Punt]


class Zienswijzen(Shape):
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[Zienswijze]


class Tussenbalans(Shape):
    nummer: int
    openbaar_vanaf: str
    inleiding: str
    inhoud: dict[str, Any] = Field(description="Alles wat de pagina van deze versie laat zien")


class Antwoord(Shape):
    punt: int
    organen: list[int] = Field(description="Nummers van de gevraagden")
    onderdeel: str
    standpunt: str
    tekst: str
    antwoord: str = Field(description="overgenomen, deels_overgenomen, niet_overgenomen of later")
    reden: str
    wijziging: str
    gewijzigd_onderdeel: str


class Antwoorden(Shape):
    nota: int
    datum: date
    inleiding: str
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[Antwoord]


class Stem(Shape):
    lid: str
    gemeente_code: str
    voor: int
    tegen: int
    onthouden: int
    mandaat: str = Field(description="voor, tegen, vrij of leeg")


class StemmingRonde(Shape):
    nummer: int
    gesloten_op: str
    uitslag: str
    stemmen: list[Stem]


class Voorstel(Shape):
    nummer: int
    titel: str
    tekst: str
    tekst_versie: int | None
    uitslag: str = Field(description="aangenomen, niet_aangenomen of leeg: nog niet besloten")
    besloten_op: str | None
    stemmingen: list[StemmingRonde] = Field(description="Alleen gesloten stemmingen")


class Vergadering(Shape):
    naam: str
    begint: str
    plaats: str
    stand: str
    voorstellen: list[Voorstel]


class Besluiten(Shape):
    aantal: int
    pagina: int
    pagina_grootte: int
    resultaten: list[Vergadering]
