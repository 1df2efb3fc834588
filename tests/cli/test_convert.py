# SPDX-License-Identifier: EUPL-1.2
"""``samenspel data convert``: numbers on stdout, talk on stderr, all or nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenspel.cli import folders, samenspel
from samenspel.datapackage import read_package

TOWNS = '{"type": "FeatureCollection", "features": [%s]}'
TOWN = (
    '{"properties": {"statcode": "%s", "statnaam": "%s"}, "geometry": {"type": "Polygon", '
    '"coordinates": [[[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.0]]]}}'
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(samenspel, ["data", "convert", *map(str, arguments)])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    # Deep enough that no package of another test lies near.
    path = tmp_path / "work" / "raw" / "gemeenten-2024.geojson"
    path.parent.mkdir(parents=True)
    path.write_text(TOWNS % ",".join([TOWN % ("GM0001", "Duinkerk"), TOWN % ("PV20", "x")]))
    return path


@pytest.fixture
def places(tmp_path: Path) -> Path:
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / "municipalities.csv").write_text("code,name\nGM0001,Duinkerk\n")
    document = {
        "name": "small-places",
        "samenspel": {"observed_on": "2024-01-01"},
        "resources": [{"name": "municipalities", "path": "municipalities.csv"}],
    }
    (folder / "datapackage.json").write_text(json.dumps(document))
    return folder


def test_numbers_are_printed_and_a_right_package_written(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("boundaries", source, out)
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "boundaries-2024: 2 features in, 1 row out.\n"
        "        1  left out: no code of a municipality\n"
        "Each remark is a row of conversion.csv.\n"
    )
    assert read_package(out).name == "boundaries-2024"
    assert (out / "conversion.csv").read_text() == (
        "file,row,column,original,effect,result,cause\n"
        'gemeenten-2024.geojson,2,code,PV20 x,left out,"",no code of a municipality\n'
    )
    assert not list(tmp_path.glob(".out*"))


def test_package_with_the_municipalities_is_named(
    source: Path, tmp_path: Path, places: Path
) -> None:
    told = "The municipalities are taken from the data package small-places of 2024-01-01."
    beside = run("boundaries", source, tmp_path / "out")
    assert told in beside.stderr
    named = run("boundaries", source, tmp_path / "other", "--places", places)
    assert told in named.stderr


def test_numbers_as_json(source: Path, tmp_path: Path) -> None:
    result = run("boundaries", source, tmp_path / "out", "--json", "--observed-on", "2025-03-01")
    found = json.loads(result.stdout)
    assert found["observed_on"] == "2025-03-01"
    assert (found["unit"], found["records_in"], found["records_out"]) == ("feature", 2, 1)
    assert found["balances"] is True
    assert found["remarks"] == [
        {"effect": "left out", "cause": "no code of a municipality", "count": 1}
    ]
    assert (found["tables"], found["boundaries"]) == ({"municipalities": 1}, {"boundaries": 1})


def test_conversion_without_remarks_says_so(source: Path, tmp_path: Path) -> None:
    source.write_text(TOWNS % (TOWN % ("GM0001", "Duinkerk")))
    assert run("boundaries", source, tmp_path / "out").stdout.endswith("No remarks.\n")


def test_earlier_conversion_is_replaced(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("boundaries", source, out)
    (out / "old.txt").touch()
    assert run("boundaries", source, out).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "boundaries.topojson",
        "conversion.csv",
        "datapackage.json",
        "municipalities.csv",
    ]


def test_folder_with_something_else_is_left_alone_unless_forced(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.docx").touch()
    refused = run("boundaries", source, out)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "is not empty and holds no earlier result" in refused.stderr
    assert (out / "thesis.docx").exists()
    assert run("boundaries", source, out, "--force").exit_code == 0
    assert not (out / "thesis.docx").exists()


def test_folder_that_is_in_use_is_never_replaced(
    source: Path, tmp_path: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (
        (source, source.parent),
        (source, tmp_path),
        (source, places, "--places", places),
    ):
        result = run("boundaries", *arguments, "--force")
        assert result.exit_code == 1
        assert "is in use; name another" in result.stderr
    monkeypatch.chdir(places)
    assert run("boundaries", source, ".", "--force").exit_code == 1
    assert source.exists()
    assert (places / "datapackage.json").exists()


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to(path.parent)])
def test_output_that_is_no_folder_is_refused(
    source: Path, tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "out")
    result = run("boundaries", source, tmp_path / "out", "--force")
    assert result.exit_code == 1
    assert result.stderr.endswith("out is not a folder.\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is not JSON in UTF-8"),
        (b"{}", "neither a TopoJSON topology nor a GeoJSON collection"),
    ],
)
def test_source_that_cannot_be_read_is_one_sentence_and_leaves_what_was(
    source: Path, tmp_path: Path, content: bytes, words: str
) -> None:
    out = tmp_path / "out"
    run("boundaries", source, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    source.write_bytes(content)
    result = run("boundaries", source, out)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: gemeenten-2024.geojson: ")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert not list(tmp_path.glob(".out*"))


def test_missing_source_and_wrong_places_are_one_sentence(source: Path, tmp_path: Path) -> None:
    missing = run("boundaries", tmp_path / "nothing", tmp_path / "out")
    assert missing.exit_code == 1
    assert missing.stderr.startswith(f"Error: {tmp_path / 'nothing'} cannot be converted: No such")
    wrong = run("boundaries", source, tmp_path / "out", "--places", tmp_path / "nothing")
    assert wrong.exit_code == 1
    assert "1 problem in the data package" in wrong.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense", "path", "out"],
        ["boundaries", "path"],
        ["boundaries", "path", "out", "--observed-on", "yesterday"],
    ],
)
def test_wrong_usage_has_exit_code_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_unknown_source_names_those_that_there_are() -> None:
    assert "is not one of boundaries, cbs-commuting, opengr, owms" in run("x", "y", "z").stderr


def test_help_lists_the_sources() -> None:
    result = run("--help")
    assert "Example: samenspel data convert opengr" in result.stdout
    assert "regioatlas     divisions of the country" in result.stdout


def test_long_work_gives_a_sign_of_life(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_FIRST_SIGN_S", 0.01)
    with folders.signs_of_life("Converting"):
        time.sleep(0.1)
    assert capsys.readouterr().err == "Converting ... 0 s\n"


def test_old_folder_comes_back_when_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "old").touch()
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if (self / "new").exists():
            raise OSError("disk full")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="disk full"), folders.whole_folder(out) as folder:
        (folder / "new").touch()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert [path.name for path in out.iterdir()] == ["old"]


@pytest.mark.national
def test_sources_are_converted_without_further_options(national_data: Path, tmp_path: Path) -> None:
    for name, raw in (
        ("boundaries", "gem-2016.json"),
        ("regioatlas", "regioatlas"),
        ("opengr", "opengr_provincies.csv"),
    ):
        result = run(name, national_data / "raw" / raw, tmp_path / name)
        assert result.exit_code == 0, result.stderr
        assert "taken from the data package nl-2016" in result.stderr
