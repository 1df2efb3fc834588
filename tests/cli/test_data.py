# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from samenspel import __version__
from samenspel.cli import samenspel


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A right package of two municipalities, without arrangements."""
    (tmp_path / "municipalities.csv").write_text("code,name\nGM0363,Amsterdam\nGM0479,Zaanstad\n")
    document = {
        "name": "two",
        "title": "Two municipalities",
        "samenspel": {"observed_on": "2026-01-01"},
        "resources": [{"name": "municipalities", "path": "municipalities.csv"}],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(document))
    return tmp_path


@pytest.fixture
def wrong(package: Path) -> Path:
    (package / "municipalities.csv").write_text("code,name\nGM0363,Amsterdam\nGM479,Zaanstad\n")
    return package


def test_right_package_is_said_to_be_right(package: Path) -> None:
    result = CliRunner().invoke(samenspel, ["data", "check", str(package)])
    assert result.exit_code == 0
    assert "municipalities: 2 rows" in result.stdout
    assert result.stdout.endswith("The package is right.\n")
    assert result.stderr == ""


def test_wrong_package_gives_the_problems_and_exit_code_1(wrong: Path) -> None:
    result = CliRunner().invoke(samenspel, ["data", "check", str(wrong)])
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "municipalities.csv, row 3, column code: the value has the wrong form ('GM479'); expected"
    )
    assert result.stderr == f"Error: {wrong} cannot be used: 1 problem.\n"


def test_check_as_json_is_for_machines(package: Path) -> None:
    right = CliRunner().invoke(samenspel, ["data", "check", str(package), "--json"])
    found = json.loads(right.stdout)
    assert (found["valid"], found["tables"]) == (True, {"municipalities": 2})


def test_problems_as_json_are_for_machines(wrong: Path) -> None:
    result = CliRunner().invoke(samenspel, ["data", "check", str(wrong), "--json"])
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (found["valid"], found["total"], found["omitted"]) == (False, 1, [])
    assert (found["problems"][0]["row"], found["problems"][0]["column"]) == (3, "code")


def test_package_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(samenspel, ["data", "check", str(tmp_path / "nothing")])
    assert result.exit_code == 1
    assert "there is no such folder or file" in result.stdout


def test_wrong_usage_has_exit_code_2() -> None:
    assert CliRunner().invoke(samenspel, ["data", "check"]).exit_code == 2
    assert CliRunner().invoke(samenspel, ["data", "chock"]).exit_code == 2


def test_schema_is_printed_as_markdown() -> None:
    result = CliRunner().invoke(samenspel, ["data", "schema"])
    assert result.exit_code == 0
    assert result.stdout.startswith("# Data packages")
    assert "## participations" in result.stdout


def test_version_is_that_of_the_product() -> None:
    result = CliRunner().invoke(samenspel, ["--version"])
    assert result.stdout == f"samenspel, version {__version__}\n"


@pytest.mark.parametrize("command", [[], ["data"], ["data", "check"], ["data", "schema"]])
def test_help_has_an_example(command: list[str]) -> None:
    result = CliRunner().invoke(samenspel, [*command, "--help"])
    assert result.exit_code == 0
    assert "Example: samenspel " in result.stdout


def test_command_line_starts_without_django_and_heavy_libraries() -> None:
    program = (
        "import sys; sys.argv = ['samenspel', '--help']\n"
        "from samenspel.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n"
        "    heavy = {'django', 'polars', 'numpy', 'shapely', 'dataframely'} & set(sys.modules)\n"
        "    sys.exit(', '.join(sorted(heavy)) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: samenspel" in done.stdout
