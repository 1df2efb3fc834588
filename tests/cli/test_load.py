# SPDX-License-Identifier: EUPL-1.2
"""``samenspel data load`` in a process of its own, on a database of its own."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from samenspel.register.example import EXAMPLE


def samenspel(*arguments: str, database: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", "from samenspel.cli import main; main()", *arguments],
        env={
            **os.environ,
            "SAMENSPEL_DATABASE_URL": f"sqlite:///{database}",
            "DJANGO_SETTINGS_MODULE": "samenspel.web.settings",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done


def rows(database: Path, table: str) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.fixture
def database(tmp_path: Path, migrated: Callable[[Path], str]) -> Path:
    file = tmp_path / "register.sqlite3"
    migrated(file)
    return file


def test_load_into_an_empty_database_and_again(tmp_path: Path) -> None:
    database = tmp_path / "new.sqlite3"  # the command makes the tables
    first = samenspel("data", "load", str(EXAMPLE), database=database)
    assert first.stdout.endswith("voorbeeld: loaded.\n")
    second = samenspel("data", "load", str(EXAMPLE), "--json", database=database)
    report = json.loads(second.stdout)
    assert report["unchanged"]
    assert all(not c["added"] and not c["changed"] and not c["removed"] for c in report["changes"])


def test_package_with_a_wrong_row_is_refused_and_the_database_unchanged(
    database: Path, tmp_path: Path
) -> None:
    samenspel("data", "load", str(EXAMPLE), database=database)
    before = rows(database, "register_participation")
    wrong = tmp_path / "wrong"
    shutil.copytree(EXAMPLE, wrong)
    table = wrong / "participations.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[7].split(",")
    cells[0] = "no-such-arrangement"
    table.write_text("".join([*lines[:7], ",".join(cells), *lines[8:]]), encoding="utf-8")
    refused = samenspel("data", "load", str(wrong), database=database, code=1)
    assert "participations.csv, row 8, column arrangement_id" in refused.stdout
    assert "cannot be used" in refused.stderr
    assert rows(database, "register_participation") == before


def test_folder_that_is_no_package_gives_one_sentence(database: Path, tmp_path: Path) -> None:
    refused = samenspel("data", "load", str(tmp_path), database=database, code=1)
    assert "Traceback" not in refused.stderr
    assert "datapackage.json" in refused.stdout


def test_database_that_cannot_be_used_gives_one_sentence(tmp_path: Path) -> None:
    nowhere = tmp_path / "missing" / "register.sqlite3"
    refused = samenspel("data", "load", str(EXAMPLE), database=nowhere, code=1)
    assert "the database cannot be used" in refused.stderr
    assert "Traceback" not in refused.stderr
