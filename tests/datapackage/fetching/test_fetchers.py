# SPDX-License-Identifier: EUPL-1.2
"""Each fetcher against small answers made by hand in the form of the publisher."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from samenspel.datapackage import read_package
from samenspel.datapackage.fetching import FETCHERS, FetchError, Network
from samenspel.datapackage.fetching.odata import Table
from samenspel.datapackage.sources import Conversion, Effect, write_conversion
from tests.datapackage.fetching import statline
from tests.datapackage.fetching.publisher import Answer, Publisher
from tests.datapackage.sources.roo_small import SMALL


def fetched(
    name: str, publisher: Publisher, network: Network, folder: Path, **more: object
) -> Conversion:
    base = "/CBS" if name in {"cbs-commuting", "cbs-figures"} else ""
    conversion = FETCHERS[name].fetch(
        network,
        folder / "made",
        base_url=publisher.base + base,
        **more,  # type: ignore[arg-type]
    )
    assert conversion.balances
    write_conversion(conversion, folder / "made")
    assert read_package(folder / "made") == conversion.package
    return conversion


def left_out(conversion: Conversion) -> list[tuple[str, str]]:
    return [(r.original, r.cause) for r in conversion.remarks if r.effect is Effect.LEFT_OUT]


# Flows between municipalities


def test_flows_become_the_table_of_commuting(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    statline.commuting(publisher)
    conversion = fetched("cbs-commuting", publisher, network, tmp_path, year=2020)
    tables = conversion.package.tables
    assert tables["commuting"].rows() == [
        (2020, "GM0001", "GM0001", 12300),
        (2020, "GM0001", "GM0002", 200),
        (2020, "GM0002", "GM0002", 1000),
    ]
    assert tables["commuting_below_rounding"].rows() == [(2020, "GM0002", "GM0001", None)]
    assert tables["municipalities"].select("code", "name").rows() == [
        ("GM0001", "Duinkerk"),
        ("GM0002", "Ees"),
        ("GM0003", "Laag-Soeren (Gl.)"),
    ]
    assert left_out(conversion) == [("GM0003 GM0001", "no number is published")]
    assert conversion.package.observed_on == date(2020, 12, 31)


def test_filter_takes_totals_of_the_year_between_municipalities(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    statline.commuting(publisher)
    fetched("cbs-commuting", publisher, network, tmp_path, year=2020)
    assert publisher.asked[-1].query == (
        "$filter=Perioden eq '2020MM12' and Geslacht eq 'T001038' and Measure eq 'M1' and "
        "startswith(WoonregioS,'GM') and startswith(WerkregioS,'GM')"
    )


def test_raw_files_are_kept_with_where_they_came_from(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    parts = statline.commuting(publisher)
    fetched("cbs-commuting", publisher, network, tmp_path, year=2020)
    raw = tmp_path / "made" / "raw"
    written = {entry["file"]: entry for entry in json.loads((raw / "fetched.json").read_text())}
    codes = written["83628NED-WoonregioSCodes-0001.json"]
    assert (codes["url"], codes["licence"]) == (parts["WoonregioSCodes"], "CC0-1.0")
    assert codes["fetched_at"] == "2026-06-01T12:00:00+00:00"
    assert {path.name for path in raw.iterdir()} == {*written, "fetched.json"}


def test_municipalities_of_a_named_package_are_taken(
    publisher: Publisher, network: Network, tmp_path: Path, make_places: Path
) -> None:
    statline.commuting(publisher)
    conversion = fetched("cbs-commuting", publisher, network, tmp_path, places=make_places)
    assert conversion.package.tables["municipalities"]["name"].to_list() == ["Duinkerk"]
    assert conversion.package.tables["commuting"].height == 1
    assert ("GM0001 GM0002 0.2", "unknown municipality") in left_out(conversion)


def test_rows_that_are_no_flow_are_listed(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    flows = [
        statline.flow("GM0001", "GM0001", 1),
        statline.flow("GM0001", "GM0001", 2),
        statline.flow("PV20", "GM0001", 1),
        statline.flow("GM0001", "GM0998", 1),
        statline.flow("GM0001", "GM0002", -1),
    ]
    statline.commuting(publisher, flows)
    conversion = fetched("cbs-commuting", publisher, network, tmp_path)
    assert [(remark.row, remark.cause) for remark in conversion.remarks] == [
        (2, "flow that is there twice"),
        (3, "no flow between municipalities"),
        (4, "unknown municipality"),
        (5, "negative number of jobs"),
    ]


@pytest.mark.parametrize(
    ("part", "document", "words"),
    [
        (
            "Dimensions",
            statline.dimensions("WerkregioS", "Perioden", "Woon"),
            r"the table has no column WoonregioS any more \(it has WerkregioS, Perioden, Woon\)",
        ),
        (
            "Observations",
            {"value": [{"WoonregioS": "GM0001", "Werk": "GM0001", "Value": 1}]},
            r"Observations has no column WerkregioS any more \(it has WoonregioS, Werk, Value\)",
        ),
        ("Observations", {"value": []}, "has no flows between municipalities in 2020"),
        ("PeriodenCodes", statline.codes(**{"2014JJ00": "2014"}), "no year 2020; it has 2014"),
        ("GeslachtCodes", statline.codes(M1="Mannen"), "Geslacht has no total"),
        (
            "MeasureCodes",
            {"value": [{"Identifier": "M", "Title": "Afstand", "Unit": "km"}]},
            "no column Banen van werknemers",
        ),
        (
            "MeasureCodes",
            {"value": [{"Identifier": "M", "Title": "Banen", "Unit": "uren"}]},
            "counts in 'uren'",
        ),
        ("WoonregioSCodes", {"value": "none"}, "JSON that is no table"),
        ("WoonregioSCodes", ["none"], "JSON that is no table"),
    ],
)
def test_changed_table_is_said_plainly(
    publisher: Publisher,
    network: Network,
    tmp_path: Path,
    part: str,
    document: object,
    words: str,
) -> None:
    statline.commuting(publisher)
    publisher.says_json(f"/CBS/83628NED/{part}", document)
    with pytest.raises(FetchError, match=words):
        fetched("cbs-commuting", publisher, network, tmp_path, year=2020)


def test_newer_years_are_in_another_table(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    statline.commuting(publisher, table="85481NED")
    publisher.says_json(
        "/CBS/85481NED/PeriodenCodes", statline.codes(**{"2022JJ00": "2022", "2022MM12": "x"})
    )
    conversion = fetched("cbs-commuting", publisher, network, tmp_path, year=2022)
    assert conversion.package.tables["commuting"]["year"].unique().to_list() == [2022]
    with pytest.raises(FetchError, match="begin in 2014"):
        fetched("cbs-commuting", publisher, network, tmp_path, year=2010)


# Pages of OData


def test_pages_are_followed_one_after_the_other(publisher: Publisher, network: Network) -> None:
    page = {"value": [{"Identifier": "A", "Title": "a "}], "@odata.nextLink": "/T/Codes2"}
    publisher.says_json("/T/Codes", page)
    publisher.says_json("/T/Codes2", {"value": [{"Identifier": "B ", "Title": None}]})
    assert Table(network, publisher.base, "T").labels("Codes") == {"A": "a", "B": ""}


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("/T/Codes", "without end"),
        ("https://elsewhere.example/T", "next page at elsewhere.example"),
        (7, "no address"),
        ("http://[x", "is none"),
    ],
)
def test_pages_that_lead_astray_are_refused(
    publisher: Publisher, network: Network, link: object, words: str
) -> None:
    publisher.says_json("/T/Codes", {"value": [], "@odata.nextLink": link})
    with pytest.raises(FetchError, match=words):
        Table(network, publisher.base, "T").labels("Codes")


def test_page_that_is_no_json_does_not_stay_in_the_cache(
    publisher: Publisher, network: Network
) -> None:
    (publisher.says("/T/Codes", Answer(b'{"value": [')),)
    with pytest.raises(FetchError, match="no table"):
        Table(network, publisher.base, "T").labels("Codes")
    publisher.says_json("/T/Codes", {"value": []})
    assert Table(network, publisher.base, "T").labels("Codes") == {}


def test_numbers_and_text_of_observations_are_typed(publisher: Publisher, network: Network) -> None:
    rows = [{"C": " a ", "V": 1}, {"C": None, "V": "x"}, {"C": 3, "V": True}, {"C": "", "V": 1e99}]
    publisher.says_json("/T/Observations", {"value": rows})
    frame = Table(network, publisher.base, "T").frame({"C": pl.String, "V": pl.Float64})
    assert frame.rows() == [("a", 1.0), ("", None), ("3", None), ("", None)]


# Key figures


def test_key_figures_become_columns_with_their_year(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    statline.key_figures(publisher)
    conversion = fetched("cbs-figures", publisher, network, tmp_path)
    columns = conversion.package.tables["municipalities"].select(
        "code", "name", *conversion.package.figure_dates
    )
    assert columns.to_dicts()[:2] == [
        {
            "code": "GM0001",
            "name": "Duinkerk",
            "population_2024": 1000,
            "area_km2_2024": 12.34,
            "urbanity_class_2024": 5,
            "households_2024": 400,
            "pct_0_14_2024": 15.5,
            "pct_single_households_2024": 25.0,
            "home_value_keur_2024": None,
        },
        {
            "code": "GM0002",
            "name": "Ees",
            "population_2024": 2000,
            "area_km2_2024": None,
            "urbanity_class_2024": None,
            "households_2024": None,
            "home_value_keur_2024": None,
            "pct_0_14_2024": None,
            "pct_single_households_2024": None,
        },
    ]
    assert [(r.original, r.effect, r.cause) for r in conversion.remarks] == [
        ("GM0002 M001642", Effect.LEFT_OUT, "no number is published"),
        ("WK000100 T001036 10.0", Effect.LEFT_OUT, "no municipality"),
        ("GM0002 9.0", Effect.REPAIRED, "figure that cannot be"),
    ]


def test_key_figures_without_population_are_another_table(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    statline.key_figures(publisher)
    publisher.says_json("/CBS/85984NED/MeasureCodes", statline.codes(X1="Iets anders"))
    with pytest.raises(FetchError, match=r"no column T001036 \(Aantal inwoners\).*X1 Iets anders"):
        fetched("cbs-figures", publisher, network, tmp_path)
    with pytest.raises(FetchError, match="2018 to 2025"):
        fetched("cbs-figures", publisher, network, tmp_path, year=1999)


def test_strange_observations_are_listed(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    figures = [
        statline.figure("GM0001", "T001036", 10),
        statline.figure("GM0001", "T001036", 11),
        statline.figure("GM0001", "ZZZ", 1),
        statline.figure("GM0099", "T001036", 1),
    ]
    statline.key_figures(publisher, figures)
    conversion = fetched("cbs-figures", publisher, network, tmp_path)
    assert [(remark.row, remark.cause) for remark in conversion.remarks] == [
        (2, "figure that is there twice"),
        (3, "measure that was not asked for"),
        (4, "unknown municipality"),
    ]
    statline.key_figures(publisher, [], table="85618NED")
    with pytest.raises(FetchError, match="has no figures of municipalities"):
        fetched("cbs-figures", publisher, network, tmp_path, year=2023)


# Boundaries

ITEMS = "/collections/gemeente_gegeneraliseerd/items"


def features(*squares: dict[str, object], links: object = None) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(squares), "links": links}


def test_boundaries_become_shapes(publisher: Publisher, network: Network, tmp_path: Path) -> None:
    both = features(
        statline.square("GM0001", "Duinkerk", 5.0), statline.square("GM0002", "Ees", 5.1)
    )
    publisher.says_json(ITEMS, both)
    conversion = fetched("cbs-boundaries", publisher, network, tmp_path, year=2025)
    (boundaries,) = conversion.package.boundaries
    assert (boundaries.valid_on, list(boundaries.shapes)) == (
        date(2025, 1, 1),
        ["GM0001", "GM0002"],
    )
    assert publisher.asked[0].query == "f=json&limit=1000&jaarcode=2025"
    assert json.loads((tmp_path / "made/raw/gemeenten-2025.geojson").read_text()) == both


def test_boundaries_on_two_pages_are_one_file(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    link = [{"rel": "self", "href": "x"}, {"rel": "next", "href": "/more"}]
    publisher.says_json(ITEMS, features(statline.square("GM0001", "Duinkerk", 5.0), links=link))
    publisher.says_json("/more", features(statline.square("GM0002", "Ees", 5.1)))
    conversion = fetched("cbs-boundaries", publisher, network, tmp_path, year=2025)
    assert conversion.records_out == 2


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (features(), "has no boundaries of 2025"),
        (features(statline.square("GM0001", "D", 5.0, 2024)), "2024 came when 2025 was asked"),
        (features({"properties": {"code": 1}}), r"no statcode any more \(it has code\)"),
        (features(links=[{"rel": "next", "href": ITEMS}]), "without end"),
        (features(links=[{"rel": "next", "href": "https://x.example/"}]), "at x.example"),
        ({"features": None}, "no list of features"),
        ([], "no list of features"),
    ],
)
def test_other_boundaries_than_expected_are_refused(
    publisher: Publisher, network: Network, tmp_path: Path, document: object, words: str
) -> None:
    publisher.says_json(ITEMS, document)
    if "without end" in words:
        items = f"{ITEMS}?f=json&limit=1000&jaarcode=2025"
        publisher.says_json(ITEMS, features(links=[{"rel": "next", "href": items}]))
    with pytest.raises(FetchError, match=words):
        fetched("cbs-boundaries", publisher, network, tmp_path, year=2025)


def test_feature_that_is_none_is_for_the_converter(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    publisher.says_json(ITEMS, features(statline.square("GM0001", "D", 5.0), {"nothing": 1}))
    conversion = fetched("cbs-boundaries", publisher, network, tmp_path, year=2025)
    assert left_out(conversion) == [("", "no code of a municipality")]
    with pytest.raises(FetchError, match="from 2016 on"):
        fetched("cbs-boundaries", publisher, network, tmp_path, year=2010)


# The register


def test_register_is_fetched_whole_and_converted(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    url = publisher.says("/exportOO.xml", Answer(SMALL.encode(), kind="application/xml"))
    conversion = fetched("roo", publisher, network, tmp_path)
    assert conversion.package.observed_on == date(2026, 5, 16)
    assert conversion.package.table("arrangements").height == 2
    raw = tmp_path / "made" / "raw"
    assert (raw / "exportOO.xml").read_bytes() == SMALL.encode()
    (entry,) = json.loads((raw / "fetched.json").read_text())
    assert (entry["file"], entry["url"]) == ("exportOO.xml", url)


def test_register_has_no_years(publisher: Publisher, network: Network, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="only published as it is now"):
        fetched("roo", publisher, network, tmp_path, year=2020)
