# SPDX-License-Identifier: EUPL-1.2
"""The RegioAtlas: divisions of the country from a folder of files, and every repair of them."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.datapackage import Limits, read_package
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources import (
    CONVERTERS,
    Conversion,
    Effect,
    KnownPlaces,
    SourceError,
    write_conversion,
)
from samenspel.datapackage.sources.regioatlas import divisions, lines
from tools.mutations import mutated

HEADER = '"Gemeente";"CBS";"Veiligheidsregio\'s ";"Inwoneraantal van regio"\r\n'
REGIONS = (
    HEADER
    + '"Duinkerk";"0001";"Noord ";"1200"\r\n'
    + '"Ees";"0002";"Noord";"1200"\r\n'
    + '"Bergen (NH)";"0003";"Zuid";"0"\r\n'
)

Folder = Callable[..., Path]


@pytest.fixture(scope="module")
def places() -> KnownPlaces:
    """Four municipalities; Ees merged into Nieuw-Ees in 2018, Oud was divided in 2015."""
    columns = {
        "code": ["GM0001", "GM0002", "GM0003", "GM0004", "GM0005", "GM1900"],
        "name": ["Duinkerk", "Ees", "Bergen (NH.)", "Oud", "Laag", "Nieuw-Ees"],
        "valid_from": [None, None, None, None, None, date(2018, 1, 1)],
        "valid_to": [None, date(2018, 1, 1), None, date(2015, 1, 1), date(2015, 1, 1), None],
    }
    empty = TABLES["municipalities"].schema.create_empty()
    municipalities = pl.concat([empty, pl.DataFrame(columns)], how="diagonal_relaxed")
    changes = [
        (date(2015, 1, 1), "split", "GM0004", "Oud", "GM0001", "Duinkerk", 0.5, None),
        (date(2015, 1, 1), "split", "GM0004", "Oud", "GM0002", "Ees", 0.5, None),
        (date(2015, 1, 1), "merge", "GM0005", "Laag", "GM0003", "Bergen (NH.)", None, None),
        (date(2018, 1, 1), "merge", "GM0002", "Ees", "GM1900", "Nieuw-Ees", None, None),
        (date(2018, 1, 1), "merge", "GM0003", "Bergen (NH.)", "GM1900", "Nieuw-Ees", None, None),
    ]
    schema = TABLES["municipality_changes"].schema.create_empty().schema
    table = pl.DataFrame(changes, schema, orient="row")
    return KnownPlaces("small", "nl", date(2016, 1, 1), municipalities.select(empty.columns), table)


@pytest.fixture
def make_folder(tmp_path: Path) -> Folder:
    def make(**files: str | bytes) -> Path:
        root = tmp_path / "atlas"
        for name, content in files.items():
            path = root / "Veiligheid" / f"{name}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(
                b"\xef\xbb\xbf" + content.encode() if isinstance(content, str) else content
            )
        return root

    return make


def converted(folder: Path, places: KnownPlaces, **more: object) -> Conversion:
    conversion = CONVERTERS["regioatlas"].convert(folder, places=places, **more)  # type: ignore[arg-type]
    assert conversion.balances
    return conversion


def remarks(conversion: Conversion) -> list[tuple[int | None, str, str, str]]:
    return [(r.row, r.original, r.result, r.cause) for r in conversion.remarks]


def test_file_becomes_a_division_with_its_regions(
    make_folder: Folder, places: KnownPlaces, tmp_path: Path
) -> None:
    conversion = converted(make_folder(veiligheidsregios=REGIONS), places)
    tables = conversion.package.tables
    assert tables["divisions"].to_dicts() == [
        {
            "division": "safety-regions",
            "name_nl": "Veiligheidsregio's",
            "name_en": "Safety regions",
            "domain": "Veiligheid",
            "regions": 2,
            "rows": 3,
            "municipalities": 3,
            "complete": True,
            "exclusive": True,
            "source_file": "Veiligheid/veiligheidsregios.csv",
        }
    ]
    regions = tables["region_divisions"].select(
        "region_code", "region_name", "municipality_code", "year", "region_population"
    )
    assert regions.rows() == [
        (None, "Noord", "GM0001", 2016, 1200),
        (None, "Noord", "GM0002", 2016, 1200),
        (None, "Zuid", "GM0003", 2016, None),
    ]
    assert remarks(conversion) == [
        (1, "Veiligheidsregio's", "Veiligheidsregio's", "heading: blanks at the ends removed"),
        (2, "Noord ", "Noord", "blanks at the ends removed"),
        (
            4,
            "Bergen (NH)",
            "Bergen (NH.)",
            "name written otherwise than by Statistics Netherlands",
        ),
        (4, "0", "", "0 for an unknown population"),
    ]
    write_conversion(conversion, tmp_path / "out")
    assert read_package(tmp_path / "out") == conversion.package


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("Ees;9999x;Noord;5", None),
        ("Niets;9999;Noord;5", "unknown municipality"),
        ("Oud;0004;Noord;5", "code of a municipality that was divided before"),
        ("Nieuw-Ees;1900;Noord;5", "code of a municipality that was formed later"),
        ("Ees;0001;Noord;5", "name and code are of two municipalities"),
        ("Ees;0002; ;5", "region has no name, or one that is too long"),
        (f"Ees;0002;{'x' * 501};5", "region has no name, or one that is too long"),
        ("Ees;0002;Noord", "line has another number of fields than the header"),
        ("Ees;0002;Noord;5;6", "line has another number of fields than the header"),
        ('Ees;0002;"Noord;5', "line has another number of fields than the header"),
        (f"Ees;0002;{'x' * 200_000};5", "line has another number of fields than the header"),
        (f"Ees;0002;{'x' * 2_000_000};5", "line is too long"),
    ],
)
def test_line_that_cannot_be_read_is_listed(
    make_folder: Folder, places: KnownPlaces, line: str, cause: str | None
) -> None:
    conversion = converted(make_folder(regios=HEADER + line + "\r\n"), places)
    left_out = [r for r in conversion.remarks if r.effect is Effect.LEFT_OUT]
    assert (conversion.records_in, conversion.records_out) == (1, 0 if cause else 1)
    assert [(r.row, r.cause) for r in left_out] == ([(2, cause)] if cause else [])
    assert all(line.startswith(r.original) for r in left_out)


@pytest.mark.parametrize(
    ("line", "code", "population", "causes"),
    [
        ("Laag;0005;Noord;5", "GM0003", 5, {"outdated code"}),
        ("Ees;;Noord;5", "GM0002", 5, {"unknown code, read by the name"}),
        ("Ees;2;Noord;5", "GM0002", 5, set()),
        ("Ees;gm0002;Noord;5", "GM0002", 5, set()),
        ("Niemand;0002;Noord;5", "GM0002", 5, {"name written otherwise"}),
        ("Ees\u200b;0002;Noord;5", "GM0002", 5, {"invisible character removed"}),
        ("Ees;0002;Noord;1.234.567", "GM0002", 1234567, {"number written otherwise"}),
        ("Ees;0002;Noord;veel", "GM0002", None, {"population is no number"}),
        ("Ees;0002;Noord;-5", "GM0002", None, {"population is no number"}),
        ("Ees;0002;Noord;" + "9" * 30, "GM0002", None, {"population is no number"}),
    ],
)
def test_repairs_are_listed_with_the_original(
    make_folder: Folder,
    places: KnownPlaces,
    line: str,
    code: str,
    population: int | None,
    causes: set[str],
) -> None:
    conversion = converted(make_folder(regios=HEADER.replace(' "', '"') + line), places)
    (row,) = conversion.package.tables["region_divisions"].to_dicts()
    assert (row["municipality_code"], row["region_population"]) == (code, population)
    found = {remark.cause for remark in conversion.remarks if remark.row == 2}
    assert all(any(cause.startswith(start) for cause in found) for start in causes)
    assert bool(found) == bool(causes) or line.startswith("Laag")


def test_row_that_is_there_twice_is_one(make_folder: Folder, places: KnownPlaces) -> None:
    twice = REGIONS + '"Ees";"0002";"Noord";"1300"\r\n\r\n"Ees";"0002";"Zuid";"1"\r\n'
    conversion = converted(make_folder(regios=twice), places)
    merged = [r for r in conversion.remarks if r.effect is Effect.MERGED]
    assert [(r.row, r.result) for r in merged] == [(5, "row 3")]
    (division,) = conversion.package.tables["divisions"].to_dicts()
    assert (division["rows"], division["exclusive"], division["complete"]) == (4, False, True)


def test_codes_of_the_year_of_observation_are_used(
    make_folder: Folder, places: KnownPlaces
) -> None:
    folder = make_folder(regios=REGIONS)
    conversion = converted(folder, places, observed_on=date(2019, 5, 1))
    rows = conversion.package.tables["region_divisions"]
    assert rows["municipality_code"].to_list() == ["GM0001", "GM1900", "GM1900"]
    assert rows["year"].unique().to_list() == [2019]


def test_regions_with_codes_keep_them(make_folder: Folder, places: KnownPlaces) -> None:
    folder = make_folder(passendonderwijsprimaironderwijs=HEADER + "Ees;0002;PO-22-01;5")
    (row,) = converted(folder, places).package.tables["region_divisions"].to_dicts()
    assert (row["region_code"], row["region_name"]) == ("PO-22-01", "PO-22-01")


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_other_delimiters_and_line_ends_are_read(
    make_folder: Folder, places: KnownPlaces, delimiter: str, end: str
) -> None:
    text = REGIONS.replace(";", delimiter).replace("\r\n", end)
    conversion = converted(make_folder(regios=text), places)
    assert conversion.records_out == 3
    assert "other delimiter" in {remark.cause for remark in conversion.remarks}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_other_encodings_are_read_and_told(
    make_folder: Folder, places: KnownPlaces, encoding: str
) -> None:
    text = REGIONS.replace("Noord", "Fryslân")
    conversion = converted(make_folder(regios=text.encode(encoding)), places)
    assert "Fryslân" in conversion.package.tables["region_divisions"]["region_name"]
    assert conversion.remarks[0].cause.startswith("read as")


def test_column_of_population_may_be_absent(make_folder: Folder, places: KnownPlaces) -> None:
    conversion = converted(make_folder(regios="Regio;CBS;Gemeente\nNoord;0002;Ees\n"), places)
    (row,) = conversion.package.tables["region_divisions"].to_dicts()
    assert (row["region_name"], row["region_population"]) == ("Noord", None)
    assert remarks(conversion) == [(1, "", "", "no column with the population")]


@pytest.mark.parametrize(
    "header",
    [
        "Gemeente;Code;Regio;Inwoneraantal",
        "Gemeente;CBS;Regio;Provincie",
        "Gemeente;CBS;;Inwoneraantal",
        "Gemeente;CBS",
        "Gemeente;Gemeente;CBS;Regio",
        f"Gemeente;CBS;{'x' * 501}",
        "Gemeente;CBS;Regio;Inwoneraantal;Inwoneraantal",
        '"Gemeente;CBS;Regio',
    ],
)
def test_file_with_other_columns_is_listed_line_by_line(
    make_folder: Folder, places: KnownPlaces, header: str
) -> None:
    folder = make_folder(veiligheidsregios=REGIONS, zwart=header + "\nEes;0002;Noord;5\n")
    conversion = converted(folder, places)
    assert (conversion.records_in, conversion.records_out) == (5, 3)
    assert [r.row for r in conversion.remarks if r.cause == "columns are not known"] == [1, 2]


def test_two_files_of_one_division_stay_two(make_folder: Folder, places: KnownPlaces) -> None:
    folder = make_folder(ressorten1=REGIONS, ressorten2=REGIONS, iets=REGIONS, anders=REGIONS)
    names = converted(folder, places).package.tables["divisions"]["division"].to_list()
    assert names == [
        "veiligheidsregios",
        "veiligheidsregios-2",
        "appeal-court-districts",
        "appeal-court-districts-2",
    ]


def test_one_domain_alone_is_read_too(make_folder: Folder, places: KnownPlaces) -> None:
    folder = make_folder(regios=REGIONS) / "Veiligheid"
    (division,) = converted(folder, places).package.tables["divisions"].to_dicts()
    assert (division["domain"], division["source_file"]) == ("Veiligheid", "regios.csv")


def test_files_that_cannot_be_opened_are_listed(
    make_folder: Folder, places: KnownPlaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST_LINES", 10)
    folder = make_folder(regios=REGIONS, veel="x\n" * 11)
    (tmp_path / "secret.csv").write_text(REGIONS)
    (folder / "Veiligheid" / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "Veiligheid" / "loop.csv").symlink_to("loop.csv")
    conversion = converted(folder, places)
    assert [(r.file, r.cause) for r in conversion.remarks if r.effect is Effect.LEFT_OUT] == [
        (
            "Veiligheid/link.csv",
            "file cannot be read: the file lies outside the package",
        ),
        ("Veiligheid/loop.csv", "file cannot be read: the file is a link to itself"),
        ("Veiligheid/veel.csv", "file cannot be read: more than 10 lines"),
    ]
    assert (conversion.records_in, conversion.records_out) == (6, 3)


def test_file_over_the_limit_is_listed(make_folder: Folder, places: KnownPlaces) -> None:
    folder = make_folder(regios=REGIONS, veel=REGIONS * 10)
    conversion = converted(folder, places, limits=Limits(file=500))
    assert [r.cause for r in conversion.remarks if r.effect is Effect.LEFT_OUT] == [
        "file cannot be read: the file is too large"
    ]


def test_folder_without_such_files_is_refused(
    make_folder: Folder, places: KnownPlaces, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match="is a folder with files"):
        converted(tmp_path / "nothing", places)
    with pytest.raises(SourceError, match="no file in this folder"):
        converted(tmp_path, places)
    folder = make_folder(**{f"file{number}": REGIONS for number in range(201)})
    with pytest.raises(SourceError, match="more than 200 files"):
        converted(folder, places)


@pytest.mark.parametrize(
    ("stem", "dutch", "identity"),
    [
        ("ggds", "GGD's", ("public-health", "Municipal public health services")),
        ("JEUGDZORGREGIOS1", "x", ("youth-care", "Youth care regions")),
        ("vptregios2014", "x", ("vpt-2014", "VPT regions 2014")),
        ("nieuw", "Regio's voor één Ding (2020)", ("regios-voor-een-ding-2020", None)),
        ("nieuw", "…", ("nieuw", None)),
        ("…", "…", ("division", None)),
    ],
)
def test_divisions_have_a_steady_identifier(
    stem: str, dutch: str, identity: tuple[str, str | None]
) -> None:
    assert divisions.identity(stem, dutch) == identity


def test_places_of_another_country_are_refused(make_folder: Folder, places: KnownPlaces) -> None:
    belgian = dataclasses.replace(places, country="be")
    with pytest.raises(SourceError, match="small: these are no Dutch municipalities"):
        converted(make_folder(regios=REGIONS), belgian)


@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_spoilt_file_never_fails_otherwise_and_never_loses_a_line(
    tmp_path_factory: pytest.TempPathFactory, places: KnownPlaces, seed: int
) -> None:
    root = tmp_path_factory.mktemp("atlas")
    (root / "a").mkdir()
    (root / "a" / "regios.csv").write_bytes(mutated(REGIONS.encode(), random.Random(seed)))
    (root / "a" / "ggds.csv").write_text(REGIONS)
    conversion = converted(root, places)
    write_conversion(conversion, root / "out")
    assert read_package(root / "out") == conversion.package


@pytest.mark.national
def test_national_files_give_the_national_tables(national_data: Path) -> None:
    conversion = CONVERTERS["regioatlas"].convert(national_data / "raw" / "regioatlas")
    national = read_package(national_data / "nl-2016")
    assert (conversion.records_in, conversion.records_out) == (12_995, 12_995)
    # Every column, every row, in the same order: all of it can come from the source.
    for table in ("divisions", "region_divisions"):
        assert conversion.package.tables[table].equals(national.tables[table])
    assert {effect for effect, *_ in conversion.causes()} == {"repaired"}
    assert conversion.causes() == [
        ("repaired", "0 for an unknown population", 390),
        ("repaired", "name written otherwise than by Statistics Netherlands", 132),
        ("repaired", "blanks at the ends removed", 64),
        ("repaired", "unusual blank made an ordinary one", 7),
        ("repaired", "heading: blanks at the ends removed", 2),
    ]
