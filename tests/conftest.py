# SPDX-License-Identifier: EUPL-1.2
"""What all tests share: where the national data is, and databases that hold a package."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

from tests import migrated as originals
from tools.with_postgres import names_postgres

REPOSITORY = Path(__file__).resolve().parent.parent
NATIONAL_DATA = Path(
    os.environ.get("SAMENSPEL_NATIONAL_DATA", REPOSITORY.parent / "shared" / "data")
)
LOADED_AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest first, so that no worker is left alone with it at the end.

    Files with a browser; those on the loaded national packages, which share them; on other national
    data; slow ones. Only where workers take turns (``--dist loadfile --no-loadscope-reorder``).
    """
    if not hasattr(config, "workerinput"):
        return
    place: dict[Path, int] = {}
    for item in items:
        first = (
            item.get_closest_marker("browser"),
            "national" in getattr(item, "fixturenames", ()),
            item.get_closest_marker("national"),
            item.get_closest_marker("slow"),
            True,
        )
        own = [bool(is_so) for is_so in first].index(True)
        place[item.path] = min(own, place.get(item.path, own))
    items.sort(key=lambda item: place[item.path])


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    """Every test begins in the first language of the product, whatever another one left."""
    from django.utils import translation

    with translation.override("nl"):
        yield


@pytest.fixture(autouse=True)
def _nothing_at_hand() -> None:
    """What a process keeps of its database is let go of: every test has its own."""
    for name in ("register.queries.facts", "dialogue.queries.balance_facts"):
        kept = sys.modules.get(f"samenspel.{name}")
        if kept is not None:
            kept.forget()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The database of pytest-django is a copy of a migrated one; see tests/migrated.py."""
    folder = originals.shared_folder(tmp_path_factory)
    with ExitStack() as held:
        with django_db_blocker.unblock():
            held.enter_context(originals.database_of_tests(folder))
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """Makes a file a migrated database, and returns its address: for processes of a test."""
    return partial(originals.sqlite_copy, originals.shared_folder(tmp_path_factory))


@pytest.fixture(scope="session")
def migrated_postgresql(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], AbstractContextManager[str]]:
    """The address of a migrated database of that name, within ``with`` (use with ``db``).

    Skips the test where that is not PostgreSQL.
    """
    return partial(originals.postgresql_copy, originals.shared_folder(tmp_path_factory))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """When all workers are done, the original goes from the server."""
    url = os.environ.get(originals.VARIABLE, "")
    if names_postgres(url) and not hasattr(session.config, "workerinput"):
        with session.config.stash[blocking_manager_key].unblock():
            originals.drop_postgresql_original()


@pytest.fixture(scope="session")
def national_data() -> Path:
    """The folder with the national packages; tests that need it are skipped without."""
    if not (NATIONAL_DATA / "nl-2026" / "datapackage.json").exists():
        pytest.skip(f"the national data packages are not at {NATIONAL_DATA}")
    return NATIONAL_DATA


@contextmanager
def _loaded(blocker: Any, folders: list[Path]) -> Iterator[None]:
    """Packages in the database for the tests of one module, rolled back afterwards."""
    from django.db import connection, transaction

    from samenspel.accounts.rules import operator
    from samenspel.datapackage import read_package
    from samenspel.mobility.actions import load_package

    with blocker.unblock(), transaction.atomic():
        for folder in folders:
            load_package(package=read_package(folder), by=operator(), at=LOADED_AT)
        # Here PostgreSQL can forget what it checked; otherwise every test goes through it again.
        connection.check_constraints()
        blocker.block()
        try:
            yield
        finally:
            blocker.unblock()
            transaction.set_rollback(True)


def _clean_up() -> None:
    """What was rolled back still lies in the tables of PostgreSQL, and its counts are of that."""
    from django.db import connection

    if connection.vendor == "postgresql":
        names = sorted(connection.introspection.django_table_names())
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {', '.join(map(connection.ops.quote_name, names))}")


class _Kept(ExitStack):
    """The national packages, in the database until a module does not begin with them.

    Loading them takes seconds, so modules that begin with them and follow each other share them.
    """

    module: Path | None = None
    is_loaded = False

    def close(self) -> None:
        super().close()
        self.is_loaded = False

    def begin(self, loading: AbstractContextManager[None], blocker: DjangoDbBlocker) -> None:
        def clean_up() -> None:
            with blocker.unblock():
                _clean_up()

        self.callback(clean_up)
        self.enter_context(loading)
        self.is_loaded = True


_kept = _Kept()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A module that begins with something else finds an empty database."""
    if item.path != _kept.module:
        _kept.module = item.path
        if "national" not in getattr(item, "fixturenames", ()):
            _kept.close()


@pytest.fixture(scope="session")
def _kept_until_the_end(django_db_setup: None) -> Iterator[None]:
    yield
    _kept.close()


@pytest.fixture(scope="module")
def national(
    _kept_until_the_end: None, django_db_blocker: Any, national_data: Path
) -> Iterator[None]:
    """The three national packages in the database (use with ``db``)."""
    from django.db import connection

    names = ("nl-2026", "nl-2016", "vl-2023")
    if _kept.is_loaded:
        yield
        return
    loading = _loaded(django_db_blocker, [national_data / name for name in names])
    if connection.in_atomic_block:  # within what another fixture of the module loaded
        with loading:
            yield
        return
    _kept.begin(loading, django_db_blocker)
    yield


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The built-in example in the database (use with ``db``)."""
    from samenspel.register.example import EXAMPLE

    with _loaded(django_db_blocker, [EXAMPLE]):
        yield
