# SPDX-License-Identifier: EUPL-1.2
"""``samenspel data match``: two collections, all of them, and names that are wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from samenspel.datapackage import read_package, write_package
from samenspel.register.example import EXAMPLE

PROGRAM = [sys.executable, "-c", "from samenspel.cli import main; main()"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, migrated: Callable[[Path], str]) -> object:
    """The command on a database with the example and a copy of it under another name."""
    import os

    folder = tmp_path_factory.mktemp("match")
    other = replace(read_package(EXAMPLE), name="andere-bron", title="Andere bron")
    write_package(other, folder / "andere-bron")
    database = migrated(folder / "match.sqlite3")

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, "data", *words],
            env={
                **os.environ,
                "SAMENSPEL_DATABASE_URL": database,
                "DJANGO_SETTINGS_MODULE": "samenspel.web.settings",
            },
            capture_output=True,
            text=True,
            check=False,
        )

    assert command("load", str(EXAMPLE)).returncode == 0
    assert "no two sources" in command("match").stdout
    assert command("load", str(folder / "andere-bron")).returncode == 0
    return command


def test_two_collections_are_compared_and_again_without_news(run: object) -> None:
    assert callable(run)
    name = read_package(EXAMPLE).name
    first = json.loads(run("match", name, "andere-bron", "--json").stdout)
    assert first[0]["found"] == first[0]["new"] > 0
    again = run("match", "andere-bron", name)
    assert "0 new, 0 gone" in again.stdout
    assert "comparing" in again.stderr


def test_without_names_the_sources_of_each_country_are_compared(run: object) -> None:
    assert callable(run)
    done = run("match")
    assert done.returncode == 0
    assert "andere-bron" in done.stdout


def test_wrong_names_and_one_name_are_refused(run: object) -> None:
    assert callable(run)
    unknown = run("match", "nergens", "andere-bron")
    assert (unknown.returncode, "andere-bron" in unknown.stderr) == (1, True)
    assert "Traceback" not in unknown.stderr
    assert run("match", "andere-bron").returncode == 2
