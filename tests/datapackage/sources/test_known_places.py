# SPDX-License-Identifier: EUPL-1.2
"""Where the municipalities come from that a source is resolved against."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from samenspel.datapackage import PackageError
from samenspel.datapackage.sources import SourceError, find_places

Make = Callable[..., Path]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder so deep that no package of another test lies near."""
    return tmp_path / "a" / "b"


@pytest.fixture
def make(root: Path) -> Make:
    def package(path: str, day: str, code: str = "GM0001") -> Path:
        folder = root / path
        folder.mkdir(parents=True)
        (folder / "municipalities.csv").write_text(f"code,name\n{code},Duinkerk\n")
        document = {
            "name": folder.name,
            "samenspel": {"observed_on": day},
            "resources": [{"name": "municipalities", "path": "municipalities.csv"}],
        }
        (folder / "datapackage.json").write_text(json.dumps(document))
        return folder

    return package


def found(source: Path, named: Path | None = None) -> str:
    on = date(2016, 2, 17)
    return find_places(source, named=named, country="nl", on=on).taken_from


def test_package_of_the_nearest_day_beside_the_source_is_taken(
    make: Make, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make("data/raw/far", "2010-01-01")
    make("data/near", "2016-01-01")
    make("higher", "2014-01-01")
    make("data/belgian", "2016-02-17", "11001")
    broken = make("data/broken", "2016-02-17")
    (broken / "municipalities.csv").write_text("nothing")
    with caplog.at_level(logging.INFO):
        assert found(root / "data" / "raw" / "source.csv") == "near"
    assert caplog.messages == [
        "The municipalities are taken from the data package near of 2016-01-01."
    ]


def test_package_that_was_converted_counts_only_by_name(make: Make, root: Path) -> None:
    make("data/first", "2000-01-01")
    converted = make("data/converted", "2016-02-17")
    (converted / "conversion.csv").touch()
    source = root / "data" / "source.csv"
    assert found(source) == "first"
    assert found(source, converted) == "converted"


def test_without_any_package_it_says_how_to_name_one(make: Make, root: Path) -> None:
    with pytest.raises(SourceError, match="name a data package that has them with --places"):
        found(root / "a" / "b" / "c" / "source.csv")
    with pytest.raises(PackageError):
        found(root / "source.csv", root / "nothing")
