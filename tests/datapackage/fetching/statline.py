# SPDX-License-Identifier: EUPL-1.2
"""Small tables in the form of StatLine, and a small map in that of PDOK, made by hand."""

from __future__ import annotations

from typing import Any

from tests.datapackage.fetching.publisher import Publisher

NAMES = {"GM0001": "Duinkerk (gemeente)", "GM0002": "Ees", "GM0003": "Laag-Soeren (Gl.)"}

Rows = list[dict[str, Any]]


def codes(**titles: str) -> dict[str, Any]:
    return {"value": [{"Identifier": code, "Title": title} for code, title in titles.items()]}


def flow(home: str, work: str, value: float | None) -> dict[str, Any]:
    return {
        "Id": 1,
        "Measure": "M1",
        "ValueAttribute": "None",
        "Value": value,
        "WoonregioS": home,
        "WerkregioS": work,
        "Perioden": "2020MM12",
    }


def dimensions(*names: str) -> dict[str, Any]:
    return {"value": [{"Identifier": name, "Kind": "Dimension"} for name in names]}


FLOWS = [
    flow("GM0001  ", "GM0001", 12.3),
    flow("GM0001", "GM0002", 0.2),
    flow("GM0002", "GM0001", 0.0),
    flow("GM0002", "GM0002", 1),
    flow("GM0003", "GM0001", None),
]


def commuting(publisher: Publisher, flows: Rows = FLOWS, table: str = "83628NED") -> dict[str, str]:
    """A table of flows; gives the addresses of its parts."""
    at = f"/CBS/{table}"
    measures = [{"Identifier": "M1", "Title": "Banen van werknemers", "Unit": "x 1 000"}]
    parts: dict[str, Any] = {
        "Dimensions": dimensions("WoonregioS", "WerkregioS", "Perioden", "Geslacht"),
        "MeasureCodes": {"value": measures},
        "WoonregioSCodes": codes(**NAMES, NL01="Nederland"),
        "WerkregioSCodes": codes(**NAMES, GM0998="Buitenland"),
        "PeriodenCodes": codes(**{"2019MM12": "2019 december", "2020MM12": "2020 december"}),
        "GeslachtCodes": codes(T001038="Totaal mannen en vrouwen", M1="Mannen"),
        "Observations": {"value": flows},
    }
    return {name: publisher.says_json(f"{at}/{name}", part) for name, part in parts.items()}


MEASURES = {
    "T001036": "Aantal inwoners",
    "10680": "0 tot 15 jaar",
    "1050010_2": "Huishoudens totaal",
    "1050015": "Eenpersoonshuishoudens",
    "T001455_2": "Oppervlakte totaal",
    "ST0001": "Mate van stedelijkheid",
    "M001642": "Gemiddelde WOZ-waarde van woningen",
}


def figure(code: str, measure: str, value: float | None) -> dict[str, Any]:
    return {"Id": 1, "Measure": measure, "Value": value, "WijkenEnBuurten": code}


FIGURES = [
    figure("GM0001    ", "T001036", 1000),
    figure("GM0001", "10680", 155),
    figure("GM0001", "1050010_2", 400),
    figure("GM0001", "1050015", 100),
    figure("GM0001", "T001455_2", 1234),
    figure("GM0001", "ST0001", 5),
    figure("GM0002", "T001036", 2000),
    figure("GM0002", "ST0001", 9),
    figure("GM0002", "M001642", None),
    figure("WK000100", "T001036", 10),
]


def key_figures(publisher: Publisher, figures: Rows = FIGURES, table: str = "85984NED") -> None:
    at = f"/CBS/{table}"
    publisher.says_json(f"{at}/MeasureCodes", codes(**MEASURES))
    publisher.says_json(f"{at}/WijkenEnBuurtenCodes", codes(**NAMES, WK000100="Wijk 00"))
    publisher.says_json(f"{at}/Observations", {"value": figures})


def square(code: str, name: str, west: float, year: int = 2025) -> dict[str, Any]:
    """A municipality of a tenth of a degree, in the Netherlands."""
    ring = [
        [west, 52.0],
        [west + 0.1, 52.0],
        [west + 0.1, 52.1],
        [west, 52.1],
        [west, 52.0],
    ]
    return {
        "type": "Feature",
        "id": f"{code}-{year}",
        "properties": {"statcode": code, "statnaam": name, "jaarcode": year},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
