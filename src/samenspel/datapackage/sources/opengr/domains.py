# SPDX-License-Identifier: EUPL-1.2
"""What an arrangement is about, guessed from words in its name: derived, not a fact."""

from __future__ import annotations

import re

# The first that fits counts, so what is particular stands before what is general.
_DOMAINS = {
    "tax": r"belasting|waardebepaling|tax|cocensus|sabewa|hefpunt|tricijn",
    "oversight": r"rekenkamer|ombudsman|klachtenregeling",
    "safety": r"veiligheid|brandweer|crisis|rampen",
    "youth": r"jeugdhulp|jeugdzorg",
    "health": r"\bggd\b|gezondheid|ambulance",
    "work_income": (
        r"werkvoorzien|sociale?\s+werk|sociale\s+dienst|sociale\s+zaken|\bwsw\b|kredietbank"
        r"|stadsbank|werk\s*(?:&|en)\s*inkomen|gesubsidieerde\s+arbeid|werkplein|werkbedrijf"
        r"|werkleerbedrijf|participatie|sociale\s+recherche|\bisd\b|werkt\b|werksaam|werkzaak"
    ),
    "social": r"sociaal\s+domein|welzijn|maatschappelijke\s+ondersteuning",
    "education": r"onderwijs|school|leerplicht|leerling|educatie",
    "heritage": r"archie[fv]|archivaria|archeologie|erfgoed|historisch|monument|museum",
    "culture": r"cultu(?:ur|reel)|bibliotheek|kunst",
    "waste": r"afval(?!water)|vuil|reiniging|stortplaats|milieupark|slibverwerking",
    "water": r"waterschap|afvalwater|grondwater|rioolwater|muskusratten|waterketen",
    "environment": r"omgevingsdienst|milieu|miljeu|uitvoeringsdienst|\brud\b|natuurbeheer",
    "recreation": r"recreatie|plassenschap|meerschap|parkschap|landschap|\bgroen|\bpark\b",
    "housing": r"\bwonen\b|woning|huisvesting",
    "mobility": r"vervoer|verkeer|bereikbaarheid|nautisch|wegschap|verlichting|parkeer",
    "land_business": (
        r"bedrijven(?:park|schap|terrein)|bedrijfschap|industrie|haven|grondbank|tuinbouw"
        r"|businesspark|gebiedsontwikkeling|ontwikkelings"
    ),
    "operations": (
        r"\bict\b|inkoop|bedrijfsvoering|werkorganisatie|servicepunt|\bssc\b|bestuursdienst"
        r"|ambtelijke\s+samenwerking|automatisering|organisatie\b"
    ),
    "regional": r"\b(?:metropool|stads|eu)?regio\b|stadsgewest|streekraad",
}
_PATTERNS = {domain: re.compile(words, re.IGNORECASE) for domain, words in _DOMAINS.items()}


def domain_of(name: str) -> str | None:
    """The domain that words in a name point to; None when none does."""
    return next((domain for domain, words in _PATTERNS.items() if words.search(name)), None)
