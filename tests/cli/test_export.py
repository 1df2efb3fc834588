# SPDX-License-Identifier: EUPL-1.2
"""``samenspel export``: the register as it is now, and every figure that follows from it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from samenspel.accounts.rules import operator
from samenspel.analysis.policy_areas import (
    guess_policy_area,
    keyword_of_guess,
    parse_policy_areas,
    written_policy_area,
)
from samenspel.cli import samenspel
from samenspel.datapackage import Package, read_package
from samenspel.datapackage.writer import write_package
from samenspel.insight.queries.export.package import exported
from samenspel.mobility.actions import load_package
from samenspel.register.example import EXAMPLE
from samenspel.register.models import (
    Arrangement,
    Board,
    Collection,
    Contribution,
    Participation,
    Seat,
)
from samenspel.register.queries.facts import forget

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
ON = ("--on", "2014-01-01")
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def call(*arguments: str | Path, code: int = 0) -> Result:
        result = CliRunner().invoke(samenspel, [str(each) for each in arguments])
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture
def country(example: None) -> Collection:
    forget()
    return Collection.objects.get(slug="voorbeeld")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_loading_the_export_changes_nothing(country: Collection, tmp_path: Path) -> None:
    write_package(exported(country).package, tmp_path / "package")
    report = load_package(package=read_package(tmp_path / "package"), by=operator(), at=AT)
    differing = {
        change.table
        for change in report.changes
        if change.added or change.changed or change.removed
    }
    # The package has another fingerprint, its words for search follow the order of the subjects,
    # and sources are named for the package as a whole.
    assert differing <= {"collection", "arrangementversion", "municipalityname", "flowset"}
    again = exported(Collection.objects.get(slug="voorbeeld")).package
    assert again.tables.keys() == read_package(tmp_path / "package").tables.keys()
    for name, table in exported(country).package.tables.items():
        assert table.equals(again.tables[name]), name


def test_export_says_what_the_package_said(country: Collection) -> None:
    given, made = read_package(EXAMPLE), exported(country).package
    assert (made.name, made.kind, made.country) == (given.name, given.kind, given.country)
    assert (made.observed_on, made.licences) == (given.observed_on, given.licences)
    for table, columns in (
        ("arrangements", ("id", "name", "in_force_from", "in_force_to", "previous_id", "website")),
        ("participations", ("arrangement_id", "municipality_code", "participant_name", "source")),
        ("seats", ("arrangement_id", "board", "participant_name", "seats")),
        ("contributions", ("arrangement_id", "participant_code", "year", "amount_eur")),
        ("municipality_changes", ("date", "kind", "old_code", "new_code", "area_share")),
        ("commuting", ("year", "origin_code", "destination_code", "jobs")),
        ("region_divisions", ("division", "region_name", "municipality_code")),
    ):
        mine, theirs = made.table(table), given.table(table)
        if table == "commuting":
            theirs = theirs.filter(pl.col("jobs") > 0)
        assert sorted(map(str, mine.select(columns).rows())) == sorted(
            map(str, theirs.select(columns).rows())
        ), table


def test_corrections_of_people_are_in_the_export(country: Collection) -> None:
    Participation.objects.filter(
        version__collection=country,
        version__key="stadsregio-amsterdam",
        municipality__code="GM0479",
    ).update(valid_to=date(2013, 1, 1))
    table = exported(country).package.table("participations")
    row = table.filter(
        (pl.col("arrangement_id") == "stadsregio-amsterdam")
        & (pl.col("municipality_code") == "GM0479")
    )
    assert row["valid_to"].to_list() == [date(2013, 1, 1)]


def test_commands_on_the_exported_package_give_the_exported_figures(
    run: Run, country: Collection, tmp_path: Path
) -> None:
    out = tmp_path / "open"
    run("export", out, *ON)
    assert "The package is right." in run("data", "check", out / "package").stdout
    assumptions = ("--assumptions", out / "figures" / "burden-assumptions.csv")
    for name, command in (
        ("congruence", ("congruence", out / "package")),
        ("pairs", ("congruence", out / "package", "--pairs")),
        ("burden", ("burden", out / "package", *assumptions)),
    ):
        again = tmp_path / f"{name}.csv"
        run(*command, *ON, "-o", again)
        mine, theirs = rows(out / "figures" / f"{name}.csv"), rows(again)
        assert len(mine) == len(theirs) > 0
        keys = [key for key in theirs[0] if key in {"code", "first", "second"}]
        theirs_by = {tuple(row[key] for key in keys): row for row in theirs}
        for row in mine:
            other = theirs_by[tuple(row[key] for key in keys)]
            assert {k: number(row[k]) for k in other} == {k: number(v) for k, v in other.items()}


def number(text: str) -> float | str:
    """A figure as a number: 8, 8.0 and 8.00 are one."""
    try:
        return float(text)
    except ValueError:
        return text


def test_peers_on_the_exported_package_are_the_exported_peers(
    run: Run, country: Collection, tmp_path: Path
) -> None:
    out, again = tmp_path / "open", tmp_path / "peers.csv"
    run("export", out, *ON)
    run("peers", "GM0479", "--package", out / "package", *ON, "-o", again)
    mine = [row for row in rows(out / "figures" / "peers.csv") if row["of_code"] == "GM0479"]
    theirs = rows(again)
    assert len(mine) == len(theirs) > 1
    for row, other in zip(mine, theirs, strict=True):
        assert {k: number(row[k]) for k in other} == {k: number(v) for k, v in other.items()}


def test_every_table_is_there_as_csv_and_json_with_what_it_means(
    run: Run, country: Collection, tmp_path: Path
) -> None:
    out = tmp_path / "open"
    listed = json.loads(run("export", out, *ON, "--json").stdout)
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert set(listed["files"]) == files
    readme = (out / "README.md").read_text(encoding="utf-8")
    names = sorted(path.stem for path in (out / "figures").glob("*.csv"))
    assert names == sorted(path.stem for path in (out / "figures").glob("*.json"))
    assert len(names) > 20
    for name in names:
        said = json.loads((out / "figures" / f"{name}.json").read_text(encoding="utf-8"))
        table = rows(out / "figures" / f"{name}.csv")
        assert said["reference_date"] == "2014-01-01"
        assert said["title"]
        assert said["sources"] == ["Voorbeeld: samenwerken rond Amsterdam en elders"]
        assert len(said["licences"]) == 2
        assert said["definitions"]
        assert all(definition.startswith("/methoden/#") for definition in said["definitions"])
        assert len(table) == len(said["rows"])
        assert f"| {name} |" in readme


def test_unknown_is_empty_and_never_zero(run: Run, country: Collection, tmp_path: Path) -> None:
    run("export", tmp_path / "open", *ON)
    found = rows(tmp_path / "open" / "figures" / "council-arrangements.csv")
    assert {row["contribution"] for row in found if row["of_code"] == "GM0479"} == {""}


def test_nobody_is_named(run: Run, country: Collection, tmp_path: Path) -> None:
    from samenspel.insight.models import Representative, RepresentativeName
    from samenspel.places.models import Municipality

    made = Representative.objects.create(
        municipality=Municipality.objects.get(code="GM0479"),
        arrangement_slug=Arrangement.objects.get(versions__key="stadsregio-amsterdam").slug,
        office="alderman",
        role="member",
        source="Handgemaakt",
    )
    made.name = RepresentativeName.objects.create(representative=made, text="Petronella Zonderling")
    made.save()
    run("export", tmp_path / "open", *ON)
    for path in (tmp_path / "open").rglob("*"):
        assert path.is_dir() or b"Zonderling" not in path.read_bytes(), path


def test_what_a_package_cannot_say_is_told(country: Collection) -> None:
    board = Board.objects.filter(version__collection=country, seats__isnull=False).first()
    assert board is not None
    Board.objects.create(
        version=board.version, kind=board.kind, name="Zzz tweede", source="Handgemaakt"
    )
    Seat.objects.filter(board=board).update(seats=None)
    participation = Participation.objects.filter(version=board.version).order_by("pk").first()
    assert participation is not None
    Contribution.objects.create(
        participation=Participation.objects.create(
            version=board.version, kind="business", name="Zonder code", source="Handgemaakt"
        ),
        year=2026, amount_eur=5, source="Handgemaakt",
    )  # fmt: skip
    made = exported(country)
    assert len(made.notes) == 3
    assert made.notes[0].startswith("1 boards are left out")
    assert "have as many seats as votes" in made.notes[1]
    assert made.notes[2].startswith("1 contributions of participants without a code")


def test_municipality_of_another_country_is_named_as_such(country: Collection) -> None:
    from samenspel.places.models import Municipality

    participation = Participation.objects.filter(version__collection=country).first()
    assert participation is not None
    abroad = Municipality.objects.create(
        code="11002", name="Antwerpen", slug="antwerpen-11002", country="be",
        source="hand", source_on=date(2026, 1, 1),
    )  # fmt: skip
    Participation.objects.create(
        version=participation.version, kind="municipality", municipality=abroad, code="11002",
        name="Antwerpen", source="Handgemaakt",
    )  # fmt: skip
    made = exported(country)
    assert made.notes == ("1 municipalities of another country are named as such.",)
    row = made.package.table("participations").filter(pl.col("participant_name") == "Antwerpen")
    assert row["participant_type"].to_list() == ["foreign_municipality"]
    assert row["municipality_code"].to_list() == [None]


def test_figures_of_two_sources_are_those_that_pages_believe(country: Collection) -> None:
    package = read_package(EXAMPLE)
    places = package.tables["municipalities"]
    other: dict[str, Any] = {
        "municipalities": places.with_columns(pl.col("population_2014") + 1),
    }
    second: Package = replace(package, name="aaa", kind="inventory", tables=other)
    load_package(package=second, by=operator(), at=AT)
    forget()
    table = exported(country).package.table("municipalities")
    known = dict(places.select("code", "population_2014").iter_rows())
    amsterdam = table.filter(pl.col("code") == "GM0363")["population_2014"].item()
    assert amsterdam == known["GM0363"] + 1


def test_folder_with_something_else_is_left_alone(
    run: Run, country: Collection, tmp_path: Path
) -> None:
    (tmp_path / "mijn.txt").write_text("van mij")
    result = run("export", tmp_path, *ON, code=1)
    assert "is not empty and holds no earlier result" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mijn.txt"]


def test_second_export_takes_the_place_of_the_first(
    run: Run, country: Collection, tmp_path: Path
) -> None:
    out = tmp_path / "open"
    run("export", out, *ON)
    before = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (out / "figures" / "oud.csv").write_text("oud")
    run("export", out, *ON)
    assert {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["open"]


def test_failure_halfway_leaves_what_was_there(
    run: Run, country: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "open"
    run("export", out, *ON)
    before = sorted(path.name for path in out.rglob("*"))
    monkeypatch.setattr(import_module("samenspel.cli.export"), "_write_figure", broken)
    assert "No space left on device" in run("export", out, *ON, code=1).stderr
    assert sorted(path.name for path in out.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["open"]


def test_country_without_data_is_told(run: Run, country: Collection, tmp_path: Path) -> None:
    result = run("export", tmp_path / "open", "--country", "be", code=1)
    assert result.stderr == "Error: nothing is loaded for the country be\n"
    assert not (tmp_path / "open").exists()


@pytest.mark.parametrize(
    "text",
    ["afval", "natuur en milieu", "natuur en milieu | afval|economie", "iets | onbekends", "iets"],
)
def test_policy_areas_are_written_so_that_they_are_read_the_same(text: str) -> None:
    def keys(cell: str) -> list[str]:
        return [area.key if area.known else area.nl for area in parse_policy_areas(cell)]

    assert keys("|".join(map(written_policy_area, keys(text)))) == keys(text)


@pytest.mark.parametrize("keyword", ["waste", "regional", "iets-anders"])
def test_guess_is_written_as_a_keyword_that_is_guessed_the_same(keyword: str) -> None:
    guess = guess_policy_area(keyword)
    assert guess is not None
    assert guess_policy_area(keyword_of_guess(guess.key)) == guess
