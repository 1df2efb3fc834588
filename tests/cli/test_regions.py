# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import defusedxml.ElementTree
import pytest
import shapely
from click.testing import CliRunner, Result

from samenspel import __version__
from samenspel.cli import samenspel
from tests.cli.flow_cases import (
    ALDEN,
    ALDERVEEN,
    CSV,
    EIND,
    REGIONS,
    SHAPES,
    error,
    write_boundaries,
)

SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(samenspel, ["regions", *map(str, arguments)])


def test_regions_go_to_standard_output_and_talk_to_standard_error(flows: Path) -> None:
    result = run(flows)
    assert result.exit_code == 0
    assert result.stdout == REGIONS
    assert result.stderr == (
        "2 regions of 4 zones, 1 zone set aside. 96.2% of the commuting stays inside.\n"
    )


def test_files_hold_regions_figures_and_what_was_refused(flows: Path, tmp_path: Path) -> None:
    paths = {name: tmp_path / name for name in ("r.csv", "s.json", "reserve.csv", "before.csv")}
    result = run(
        flows, "-o", paths["r.csv"], "--stats", paths["s.json"],
        "--reserve", paths["reserve.csv"], "--before", paths["before.csv"],
    )  # fmt: skip
    assert (result.exit_code, result.stdout) == (0, "")
    assert paths["r.csv"].read_text() == REGIONS
    assert paths["before.csv"].read_text() == REGIONS
    assert paths["reserve.csv"].read_text() == "type,iteration,cluster,validity,zone\n"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_figures_say_all_there_is_to_tell(flows: Path) -> None:
    found = json.loads(run(flows, "--json").stdout)
    assert found["version"] == __version__
    assert found["source"]["sha256"] == hashlib.sha256(CSV.encode()).hexdigest()
    assert found["source"]["file"] == "flows.csv"
    assert found["parameters"] == {
        "min_size": 1000,
        "min_self_containment": 0.6667,
        "target_size": 10000,
        "target_self_containment": 0.75,
    }
    assert (found["variant"], found["zones"], found["set_aside"]) == ("documented", 4, [EIND])
    assert (found["unassigned"], found["reserve"]) == ([], [])
    assert found["region_of"] == {ALDEN: 1, ALDERVEEN: 1, "GM0003": 3, "GM0004": 3}
    first = found["regions"][0]
    assert first == {
        "region": 1,
        "core": ALDEN,
        "members": [ALDEN, ALDERVEEN],
        "residents": 14600,
        "jobs": 14500,
        "inside": 14000,
        "self_containment_residents": 14000 / 14600,
        "self_containment_jobs": 14000 / 14500,
        "validity": 0.75 / 0.6667,
        "valid": True,
    }
    assert found["share_inside"] == 28000 / 29100


def test_parameters_and_variant_are_those_given(flows: Path) -> None:
    found = json.loads(
        run(
            flows,
            "--json",
            "--min-size",
            10,
            "--min-self-containment",
            0.5,
            "--target-size",
            20,
            "--target-self-containment",
            0.6,
            "--variant",
            "labour-market-areas-3.4",
        ).stdout
    )
    assert list(found["parameters"].values()) == [10, 0.5, 20, 0.6]
    assert found["variant"] == "labour-market-areas-3.4"
    found = json.loads(run(flows, "--json", "--level", "metropolitan", "--min-size", 10).stdout)
    assert list(found["parameters"].values()) == [10, 0.75, 200_000, 0.8]


def test_flows_without_a_region_give_an_empty_table_and_valid_json(tmp_path: Path) -> None:
    path = tmp_path / "flows.csv"
    path.write_text("origin,destination,flow\n1,1,5\n2,2,6\n")
    result = run(path)
    assert (result.exit_code, result.stdout) == (0, "zone,region\n")
    assert result.stderr == "0 regions of 0 zones, 2 zones set aside.\n"
    found = json.loads(run(path, "--json").stdout, parse_constant=pytest.fail)
    assert (found["share_inside"], found["modularity"], found["regions"]) == (None, None, [])


def test_package_gives_names_and_the_boundaries_that_fit(package: Path, tmp_path: Path) -> None:
    drawn = tmp_path / "map.svg"
    result = run(package, "--map", drawn, "--json")
    assert json.loads(result.stdout)["regions"][0]["core_name"] == "Alden"
    assert "Boundaries: boundaries-2014, of 2014-01-01." in result.stderr
    assert f"{package} has flows of 2013, 2014; those of 2014 are used (--year)." in result.stderr
    root = defusedxml.ElementTree.parse(drawn).getroot()
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text == "Functional regions, 2014"
    assert "2 regions of 4 zones" in (description.text or "")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert texts[:2] == ["Alden", "Boren"]
    fill = {
        (path.findtext(f"{SVG}title") or ""): group.get("fill")
        for group in root.iter(f"{SVG}g")
        for path in group.findall(f"{SVG}path")
    }
    assert fill["Alden: region of Alden"] == fill["Alderveen: region of Alden"]
    assert fill["Alden: region of Alden"] != fill["Boren: region of Boren"]
    assert fill["Eind: in no region"] not in {fill["Alden: region of Alden"], None}
    source = drawn.read_text()
    assert "style=" not in source
    assert source.count("http") == 1  # the name space; nothing is fetched


def test_map_as_geojson_has_a_feature_for_each_region(flows: Path, tmp_path: Path) -> None:
    drawn, shapes = tmp_path / "map.geojson", write_boundaries(tmp_path)
    assert run(flows, "--map", drawn, "--boundaries", shapes).exit_code == 0
    found = json.loads(drawn.read_text())
    first = found["features"][0]
    assert first["properties"]["zones"] == [ALDEN, ALDERVEEN]
    assert first["properties"]["core"] == ALDEN
    shape = shapely.from_geojson(json.dumps(first["geometry"]))
    both = shapely.union_all([SHAPES[ALDEN], SHAPES[ALDERVEEN]])
    assert shape.symmetric_difference(both).area < 1e-9
    outer = shapely.get_parts(shape)[0].exterior
    assert shapely.is_ccw(outer)


@pytest.mark.parametrize("name", ["map.svg", "map.geojson"])
def test_maps_are_the_same_bytes_in_another_process(
    package: Path, tmp_path: Path, name: str
) -> None:
    contents = []
    for seed in ("1", "2"):
        arguments = [sys.executable, "-c", "from samenspel.cli import main; main()", "regions"]
        subprocess.run(
            [*arguments, str(package), "--map", str(tmp_path / name), "-o", "/dev/null"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1]
    assert not Path("/dev/null").is_file()


def test_region_without_boundary_has_no_geometry(flows: Path, tmp_path: Path) -> None:
    shapes, drawn = tmp_path / "part.geojson", tmp_path / "map.geojson"
    feature = {
        "type": "Feature",
        "properties": {"code": ALDEN},
        "geometry": json.loads(shapely.to_geojson(SHAPES[ALDEN])),
    }
    shapes.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    result = run(flows, "--map", drawn, "--boundaries", shapes)
    assert f"3 of 4 zones have no boundary, the first is {ALDERVEEN}." in result.stderr
    assert [f["geometry"] is None for f in json.loads(drawn.read_text())["features"]] == [
        False,
        True,
    ]


def test_map_needs_boundaries_that_are_of_these_zones(
    flows: Path, tmp_path: Path, package: Path
) -> None:
    drawn = tmp_path / "map.svg"
    assert error(run(flows, "--map", drawn)) == (
        f"{flows} has no boundaries; name a file (--boundaries)."
    )
    other = tmp_path / "other.csv"
    other.write_text("origin,destination,flow\n1,2,3000\n2,1,3000\n1,1,9000\n")
    assert "has boundaries of none of the 2 zones" in error(
        run(other, "--map", drawn, "--boundaries", package)
    )
    (tmp_path / "wrong.json").write_text("{}")
    assert "neither a TopoJSON Topology nor a GeoJSON" in error(
        run(flows, "--map", drawn, "--boundaries", tmp_path / "wrong.json")
    )
    assert "No such file" in error(run(flows, "--map", drawn, "--boundaries", tmp_path / "none"))
    assert not drawn.exists()


def test_regions_in_pieces_are_repaired(package: Path, tmp_path: Path) -> None:
    result = run(package, "--contiguous", "--improve", "--seed", 3, "--json")
    found = json.loads(result.stdout)
    assert found["contiguity"]["scattered"] == []
    assert found["improvement"]["seed"] == 3
    assert found["region_of"][ALDEN] == found["region_of"][ALDERVEEN]
    assert "0 regions lay in pieces" in result.stderr


def test_zones_move_so_that_more_commuting_stays_inside(tmp_path: Path) -> None:
    path = tmp_path / "flows.csv"
    path.write_text(CSV)
    found = json.loads(run(path, "--improve", "--json").stdout)
    moved = found["improvement"]
    assert moved["share_inside_after"] >= moved["share_inside_before"]
    assert found["share_inside"] == moved["share_inside_after"]


def test_drawing_a_map_does_not_change_the_regions(package: Path, tmp_path: Path) -> None:
    alone = run(package, "--improve")
    assert run(package, "--improve", "--map", tmp_path / "map.svg").stdout == alone.stdout
    assert "Boundaries: " not in alone.stderr
    beside = run(package, "--improve", "--boundaries", package)
    assert "Boundaries: " in beside.stderr


def test_package_may_be_a_zip_archive(package: Path, tmp_path: Path) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "package"), "zip", package))
    assert run(archive).stdout == REGIONS


def test_levels_fit_inside_each_other(flows: Path, tmp_path: Path) -> None:
    stats, output = tmp_path / "s.json", tmp_path / "levels.csv"
    result = run(flows, "--nested", "--stats", stats, "-o", output)
    assert (result.exit_code, result.stdout) == (0, "")
    rows = list(csv.DictReader(output.open()))
    assert list(rows[0]) == ["zone", "subregional", "regional", "metropolitan"]
    assert {row["subregional"] for row in rows} == {ALDEN, "GM0003"}
    levels = json.loads(stats.read_text())["levels"]
    assert [level["level"] for level in levels] == ["subregional", "regional", "metropolitan"]
    assert run(flows, "--nested").stdout == output.read_text()
    assert json.loads(run(flows, "--nested", "--json").stdout)["set_aside"] == [EIND]


def test_many_runs_say_how_certain_regions_are(package: Path) -> None:
    result = run(package, "--year", 2014, "--stability", "--json")
    found = json.loads(result.stdout)["stability"]
    assert found["years"] == [2014]
    assert found["doubtful"] == []
    assert found["zones"][1] == {
        "zone": ALDERVEEN,
        "system": ALDEN,
        "share": 1,
        "second": None,
        "second_share": 0,
        "unassigned_share": 0,
        "belongs_to": [ALDEN],
        "doubtful": False,
    }
    every = json.loads(run(package, "--stability", "--json").stdout)["stability"]
    assert every["years"] == [2014, 2013]
    assert every["runs"] == 2 * found["runs"]


def test_years_of_a_file_count_too(tmp_path: Path) -> None:
    rows = [line.split(",") for line in CSV.splitlines()[1:]]
    path = tmp_path / "flows.csv"
    path.write_text(
        "origin,destination,flow,year\n"
        + "".join(f"{a},{b},{n},{year}\n" for a, b, n in rows for year in (2013, 2014))
    )
    found = json.loads(run(path, "--stability", "--json").stdout)
    assert found["stability"]["years"] == [2014, 2013]


def test_regions_are_compared_with_a_file(flows: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(f"zone,region\n{ALDEN},east\nGM0003,east\n{ALDERVEEN},0\nGM0004,\n")
    result = run(flows, "--compare", other, "--json")
    found = json.loads(result.stdout)["comparison"]
    assert (found["zones"], found["only_here"]) == (2, [ALDERVEEN, "GM0004"])
    assert found["best"][0]["other"] == "east"
    assert f"{other}: adjusted Rand index" in result.stderr


def test_regions_are_compared_with_a_division_through_mergers(package: Path) -> None:
    """Alderveen was part of Nieuw Alderveen when the division was made."""
    found = json.loads(run(package, "--compare", "halves", "--json").stdout)["comparison"]
    assert (found["zones"], found["adjusted_rand"]) == (4, 1)
    assert [best["other"] for best in found["best"]] == ["North", "South"]


def test_division_that_is_not_there_is_an_error(flows: Path, package: Path, tmp_path: Path) -> None:
    assert error(run(flows, "--compare", "halves")) == "halves: there is no such file."
    assert error(run(package, "--compare", "thirds")).endswith("which has: halves.")
    (tmp_path / "other.csv").write_text("zone,region\nX,1\n")
    assert "shares no zone" in error(run(flows, "--compare", tmp_path / "other.csv"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("zone;region\nA;1\nA;2\n", "row 3, column zone: A comes twice."),
        ("code,region\nA,1\n", "the first row must have the columns zone and region."),
        ("", "the first row must have the columns zone and region."),
        ("zone,region\nA\n", "row 2 has 1 cells and the header 2."),
        ("zone,region\n,1\n", "row 2, column zone: this is no code."),
        (b"\xff\xfe", "this is not text in UTF-8."),
    ],
)
def test_division_file_with_a_fault_is_refused(
    flows: Path, tmp_path: Path, text: str | bytes, message: str
) -> None:
    other = tmp_path / "other.csv"
    other.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert error(run(flows, "--compare", other)) == f"{other}: {message}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--min-size", 20_000), "the smallest size (20000) must be 0 or more and under the size"),
        (("--min-size", "many"), "Invalid value for '--min-size'"),
        (("--variant", "other"), "Invalid value for '--variant'"),
        (("--map", "map.png"), "--map writes .svg or .geojson, not 'map.png'"),
        (("--nested", "--contiguous"), "--nested does not go together with --contiguous"),
        (("--seed", -1), "Invalid value for '--seed'"),
    ],
)
def test_wrong_usage_has_exit_code_2(
    flows: Path, arguments: tuple[object, ...], message: str
) -> None:
    assert error(run(flows, *arguments), 2).startswith(message)


def test_output_that_would_spoil_another_file_is_refused(flows: Path, tmp_path: Path) -> None:
    assert "named twice" in error(run(flows, "-o", flows))
    assert "named twice" in error(run(flows, "-o", tmp_path / "a", "--stats", tmp_path / "a"))
    assert "is a folder" in error(run(flows, "-o", tmp_path))
    assert "is no folder" in error(run(flows, "-o", tmp_path / "none" / "a"))
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "cannot be" in error(run(flows, "-o", tmp_path / "loop"))
    assert flows.read_text() == CSV


def test_outputs_are_written_all_or_none(
    flows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, stats = tmp_path / "r.csv", tmp_path / "s.json"
    output.write_text("what was there")
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name.startswith(".s.json"):
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run(flows, "-o", output, "--stats", stats)
    assert error(result) == f"{stats} cannot be written: No space left on device."
    assert output.read_text() == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["flows.csv", "r.csv"]


def test_files_keep_their_rights_and_links_stay_links(flows: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    # What a run that was stopped left behind is let be.
    (tmp_path / f".real.csv-{os.getpid()}-0").write_text("")
    assert run(flows, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert real.read_text() == REGIONS
    assert real.stat().st_mode & 0o777 == 0o640


def test_method_that_does_not_end_is_an_error(flows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from samenspel.analysis.functional_regions import delineation

    monkeypatch.setattr(delineation, "PASSES_PER_ZONE", 0)
    monkeypatch.setattr(delineation, "LEAST_LIMIT", 1)
    assert "after 1 passes there are still regions that are not valid" in error(run(flows))
    assert run(flows, "--stability").exit_code == 1


def test_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    assert error(run(path)) == f"{path} cannot be read: No such file or directory ({path})."


def test_help_has_an_example() -> None:
    assert "Example: samenspel regions flows.csv.gz -o regions.csv" in run("--help").stdout


@pytest.mark.national
@pytest.mark.parametrize(
    ("flows_name", "case"),
    [("brindisi", "brindisi"), ("sardinia", "sardinia"), ("nl2014", "nl2014_c")],
)
def test_published_results_come_out_zone_for_zone(
    national_data: Path, tmp_path: Path, flows_name: str, case: str
) -> None:
    folder = national_data / "functional-regions"
    names = ("regions", "before0", "reserve")
    out, before, reserve = (tmp_path / f"{name}.csv" for name in names)
    result = run(
        folder / f"{flows_name}.flows.csv.gz", "-o", out, "--before", before, "--reserve", reserve,
        "--variant", "labour-market-areas-3.4",
    )  # fmt: skip
    assert result.exit_code == 0
    assert out.read_text() == (folder / f"{case}.regions.csv").read_text()
    assert before.read_text() == (folder / f"{case}.before0.csv").read_text()

    def events(path: Path) -> list[tuple[str, ...]]:
        with path.open() as stream:
            return [
                (row["type"], row["iteration"], row["cluster"], row["zone"])
                for row in csv.DictReader(stream)
            ]

    assert events(reserve) == events(folder / f"{case}.reserve.csv")


@pytest.mark.national
def test_national_package_is_drawn(national_data: Path, tmp_path: Path) -> None:
    drawn = tmp_path / "map.svg"
    result = run(national_data / "nl-2016", "--map", drawn, "-o", tmp_path / "r.csv")
    assert "34 regions of 401 zones, 2 zones set aside." in result.stderr
    assert "Boundaries: boundaries-2014, of 2014-01-01." in result.stderr
    assert len(drawn.read_bytes()) < 150_000
