# SPDX-License-Identifier: EUPL-1.2
"""The twelve Dutch provinces by their code of Statistics Netherlands."""

from __future__ import annotations

from samenspel.datapackage.municipal_names import fold

PROVINCES = {
    "PV20": "Groningen",
    "PV21": "Fryslân",
    "PV22": "Drenthe",
    "PV23": "Overijssel",
    "PV24": "Flevoland",
    "PV25": "Gelderland",
    "PV26": "Utrecht",
    "PV27": "Noord-Holland",
    "PV28": "Zuid-Holland",
    "PV29": "Zeeland",
    "PV30": "Noord-Brabant",
    "PV31": "Limburg",
}
"""Names by code."""

CODES = {fold(name).key: code for code, name in PROVINCES.items()} | {"friesland": "PV21"}
"""Codes by the name as ``fold`` writes it, the Dutch name of Fryslân too."""
