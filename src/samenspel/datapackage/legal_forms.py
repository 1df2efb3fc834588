# SPDX-License-Identifier: EUPL-1.2
"""The forms in which municipalities cooperate, in the Netherlands and in Flanders.

Identifiers are stable and keep their Dutch names, because the forms of the Wet gemeenschappelijke
regelingen (Wgr) and of the Flemish Decreet over het Lokaal Bestuur have no exact translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Family = Literal["public_law", "private_law", "light", "city_link", "unknown"]
Country = Literal["nl", "be"]


@dataclass(frozen=True)
class LegalForm:
    """A form of cooperation; ``country`` is empty for forms that both countries have."""

    identifier: str
    label_nl: str
    label_en: str
    country: Country | None
    family: Family
    labels: tuple[str, ...] = ()  # further spellings and codes found in sources


def _form(
    identifier: str,
    label_nl: str,
    label_en: str,
    country: Country | None,
    family: Family,
    *labels: str,
) -> LegalForm:
    return LegalForm(identifier, label_nl, label_en, country, family, labels)


_FORMS = (
    # Netherlands, Wgr
    _form("openbaar_lichaam", "Openbaar lichaam", "Public body", "nl", "public_law", "OL"),
    _form(
        "bedrijfsvoeringsorganisatie",
        "Bedrijfsvoeringsorganisatie",
        "Shared operations organisation",
        "nl",
        "public_law",
        "BVO",
    ),
    _form(
        "gemeenschappelijk_orgaan",
        "Gemeenschappelijk orgaan",
        "Joint organ",
        "nl",
        "public_law",
        "GO",
    ),
    _form(
        "centrumgemeente",
        "Centrumgemeente",
        "Centre municipality",
        "nl",
        "public_law",
        "Centrumregeling",
        "Gastgemeente",
        "CG",
    ),
    _form(
        "regeling_zonder_meer",
        "Regeling zonder meer",
        "Arrangement without a body",
        "nl",
        "public_law",
        "Lichte gemeenschappelijke regeling",
        "RZM",
    ),
    # Flanders, Decreet over het Lokaal Bestuur
    _form(
        "interlokale_vereniging",
        "Interlokale vereniging",
        "Interlocal association",
        "be",
        "public_law",
    ),
    _form("projectvereniging", "Projectvereniging", "Project association", "be", "public_law"),
    _form(
        "dienstverlenende_vereniging",
        "Dienstverlenende vereniging",
        "Service association",
        "be",
        "public_law",
    ),
    _form(
        "opdrachthoudende_vereniging",
        "Opdrachthoudende vereniging",
        "Mandated association",
        "be",
        "public_law",
    ),
    _form(
        "opdrachthoudende_vereniging_met_private_deelname",
        "Opdrachthoudende vereniging met private deelname",
        "Mandated association with private partners",
        "be",
        "public_law",
    ),
    _form("welzijnsvereniging", "Welzijnsvereniging", "Welfare association", "be", "public_law"),
    _form("hulpverleningszone", "Hulpverleningszone", "Fire and rescue zone", "be", "public_law"),
    _form("politiezone", "Politiezone", "Police zone", "be", "public_law"),
    # Private law
    _form("stichting", "Stichting", "Foundation", None, "private_law", "Private stichting"),
    _form("vereniging", "Vereniging", "Association", "nl", "private_law"),
    _form(
        "vereniging_zonder_winstoogmerk",
        "Vereniging zonder winstoogmerk",
        "Non-profit association",
        "be",
        "private_law",
        "VZW",
    ),
    _form(
        "besloten_vennootschap",
        "Besloten vennootschap",
        "Private limited company",
        None,
        "private_law",
        "BV",
    ),
    _form(
        "naamloze_vennootschap",
        "Naamloze vennootschap",
        "Public limited company",
        None,
        "private_law",
        "NV",
    ),
    _form("cooperatie", "Coöperatie", "Cooperative", None, "private_law", "Cooperatie"),
    # Light forms: an agreement, without a body of its own
    _form(
        "convenant",
        "Convenant",
        "Covenant",
        None,
        "light",
        "Intentieverklaring",
    ),
    _form(
        "bestuursovereenkomst",
        "Bestuursovereenkomst",
        "Administrative agreement",
        None,
        "light",
        "Bestuursakkoord",
        "Samenwerkingsovereenkomst",
        "Dienstverleningsovereenkomst",
    ),
    _form(
        "bestuurlijk_overleg",
        "Bestuurlijk overleg",
        "Consultation of administrators",
        None,
        "light",
        "Portefeuillehoudersoverleg",
    ),
    _form("netwerk", "Netwerk", "Network", None, "light", "Informeel netwerk"),
    _form("stedenband", "Stedenband", "City link", None, "city_link", "Jumelage", "Gemeenteband"),
    _form("unknown", "Onbekend", "Unknown", None, "unknown", "Onbekende vorm"),
)

LEGAL_FORMS: Mapping[str, LegalForm] = MappingProxyType({f.identifier: f for f in _FORMS})
"""Every form by its identifier, in the order in which to show them."""

_BY_LABEL = {
    label.casefold(): form
    for form in _FORMS
    for label in (form.identifier, form.label_nl, *form.labels)
}

ACCEPTED_LABELS = frozenset(_BY_LABEL)
"""Casefolded labels, codes and identifiers that :func:`identify` knows."""


def identify(label: str | None) -> LegalForm:
    """The form that a package calls ``label`` (its label, code or identifier, in any case).

    An empty label is the form ``unknown``.

    Raises
    ------
    KeyError
        No form is called that.
    """
    if label is None or not label.strip():
        return LEGAL_FORMS["unknown"]
    return _BY_LABEL[label.strip().casefold()]
