# SPDX-License-Identifier: EUPL-1.2
"""An empty database with all tables, made once in a run and copied by every test that needs one.

Migrating takes some ten seconds of a processor and a copy next to none. The workers of one run
share the original: the first that needs it makes it, the others wait. The database of pytest-django
is a copy too (see tests/conftest.py). Where nothing is copied, ``samenspel`` migrates from nothing,
as the tests of ``data load`` and ``demo`` still let it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = "SAMENSPEL_DATABASE_URL"
POSTGRESQL_ORIGINAL = "samenspel_test_original"
MIGRATE = [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity=0"]


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that all workers of this run share."""
    folder = factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextmanager
def _one_at_a_time(done: Path) -> Iterator[bool]:
    """Whether the work is still to be done; ``done`` is there when the first one did it."""
    with done.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not done.exists()


def _migrate(url: str) -> None:
    environment = {
        **os.environ,
        VARIABLE: url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    subprocess.run(MIGRATE, env=environment, cwd=ROOT, check=True)


def sqlite_original(folder: Path) -> Path:
    """The migrated file, all in one: without a journal beside it."""
    original = folder / "original.sqlite3"
    with _one_at_a_time(original) as is_first:
        if is_first:
            working = folder / "migrating.sqlite3"
            _migrate(f"sqlite:///{working}")
            with closing(sqlite3.connect(working)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")
            working.rename(original)
    return original


def address_of(name: str) -> str:
    """The address of a database on the PostgreSQL server of the tests."""
    return urlunsplit(urlsplit(os.environ[VARIABLE])._replace(path=f"/{name}"))


def postgresql_original(folder: Path) -> str:
    """The name of the migrated database; nothing else connects to it, so that it can be copied."""
    from django.db import connection

    made = folder / "original.made"
    with _one_at_a_time(made) as is_first:
        if is_first:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {POSTGRESQL_ORIGINAL} WITH (FORCE)")
                cursor.execute(f"CREATE DATABASE {POSTGRESQL_ORIGINAL}")
            _migrate(address_of(POSTGRESQL_ORIGINAL))
            made.touch()
    return POSTGRESQL_ORIGINAL


def sqlite_copy(folder: Path, to: Path) -> str:
    """Make ``to`` a migrated database, and tell its address."""
    shutil.copyfile(sqlite_original(folder), to)
    return f"sqlite:///{to}"


@contextmanager
def postgresql_copy(folder: Path, name: str) -> Iterator[str]:
    """The address of a migrated database of that name, which is gone afterwards.

    The test is skipped where the tests do not run on PostgreSQL.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("runs in the PostgreSQL part of the suite")
    original = postgresql_original(folder)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
    try:
        yield address_of(name)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def drop_postgresql_original() -> None:
    """Leave nothing behind on a server that stays."""
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {POSTGRESQL_ORIGINAL} WITH (FORCE)")


@contextmanager
def database_of_tests(folder: Path) -> Iterator[None]:
    """What pytest-django makes meanwhile is a copy: it finds nothing left to migrate."""
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = postgresql_original(folder)
        yield
        return
    name = connection.creation._get_test_db_name()
    # In memory, and there for as long as somebody is connected to it.
    with (
        closing(sqlite3.connect(sqlite_original(folder))) as original,
        closing(sqlite3.connect(name, uri=True)) as memory,
    ):
        original.backup(memory)
        yield
