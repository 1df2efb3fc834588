# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import shapely

from samenspel.datapackage import (
    BoundarySet,
    Licence,
    Package,
    SourceReference,
    read_package,
    write_package,
)

Make = Callable[..., Path]


@pytest.fixture
def package(make_package: Make, small: dict[str, str]) -> Package:
    small["municipalities.csv"] = small["municipalities.csv"].replace(
        "population_2023", "population"
    )
    small["competences.csv"] = 'arrangement_id,text\nstadsregio,"He said ""yes, no"",\nand left"\n'
    small["boards.csv"] = "arrangement_id,board,name,source\nstadsregio,general,Regioraad,letter\n"
    read = read_package(make_package(small, title="Klein", description="Een voorbeeld"))
    return replace(
        read,
        kind="example",
        licences=(Licence("EUPL-1.2", "European Union Public Licence", "https://eupl.eu/"),),
        sources=(SourceReference("Letters of 2012", "https://example.org/"),),
        boundaries=(
            BoundarySet(
                "boundaries", date(2015, 1, 1), {"GM0363": shapely.box(4.7, 52.3, 5, 52.4)}
            ),
        ),
        figure_dates={"population": date(2023, 5, 6)},
    )


def test_package_that_is_written_reads_back_the_same(package: Package, tmp_path: Path) -> None:
    write_package(package, tmp_path / "out")
    again = read_package(tmp_path / "out")
    assert again == package
    assert again.notices == ()


def test_same_package_gives_the_same_bytes(package: Package, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_package(package, tmp_path / name)
    one, two = (read_package(tmp_path / name).fingerprint for name in ("one", "two"))
    assert one == two


def test_packages_that_differ_in_a_cell_or_a_point_are_not_equal(package: Package) -> None:
    moved = BoundarySet("boundaries", date(2015, 1, 1), {"GM0363": shapely.box(4.7, 52.3, 5, 52.5)})
    assert replace(package, boundaries=(moved,)) != package
    tables = {**package.tables, "boards": package.tables["boards"].with_columns(quota=pl.lit(3))}
    assert replace(package, tables=tables) != package
    assert package != "package"
    assert moved != "boundaries"


def test_descriptor_carries_types_constraints_keys_and_hashes(
    package: Package, tmp_path: Path
) -> None:
    write_package(package, tmp_path)
    document = json.loads((tmp_path / "datapackage.json").read_text())
    resources = {resource["name"]: resource for resource in document["resources"]}
    board = resources["boards"]
    assert board["schema"]["primaryKey"] == ["arrangement_id", "board"]
    assert board["schema"]["foreignKeys"] == [
        {"fields": ["arrangement_id"], "reference": {"resource": "arrangements", "fields": ["id"]}}
    ]
    fields = {field["name"]: field for field in board["schema"]["fields"]}
    assert fields["board"]["constraints"] == {
        "required": True,
        "enum": ["general", "executive", "other"],
    }
    assert board["hash"].startswith("sha256:")
    assert board["bytes"] == (tmp_path / "boards.csv").stat().st_size


@pytest.mark.national
@pytest.mark.parametrize("name", ["nl-2016", "nl-2026", "vl-2023"])
def test_national_package_that_is_written_reads_back_the_same(
    national_data: Path, tmp_path: Path, name: str
) -> None:
    package = read_package(national_data / name)
    write_package(package, tmp_path)
    assert read_package(tmp_path) == package
