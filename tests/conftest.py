# SPDX-License-Identifier: EUPL-1.2
"""What all tests share: where the national data is, and databases that hold a package."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
NATIONAL_DATA = Path(
    os.environ.get("SAMENSPEL_NATIONAL_DATA", REPOSITORY.parent / "shared" / "data")
)
LOADED_AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    """Every test begins in the first language of the product, whatever another one left."""
    from django.utils import translation

    with translation.override("nl"):
        yield


@pytest.fixture(scope="session")
def national_data() -> Path:
    """The folder with the national packages; tests that need it are skipped without."""
    if not (NATIONAL_DATA / "nl-2026" / "datapackage.json").exists():
        pytest.skip(f"the national data packages are not at {NATIONAL_DATA}")
    return NATIONAL_DATA


@contextmanager
def _loaded(blocker: Any, folders: list[Path]) -> Iterator[None]:
    """Packages in the database for the tests of one module, rolled back afterwards."""
    from django.db import transaction

    from samenspel.accounts.rules import operator
    from samenspel.datapackage import read_package
    from samenspel.register.actions import load_package

    with blocker.unblock(), transaction.atomic():
        for folder in folders:
            load_package(package=read_package(folder), by=operator(), at=LOADED_AT)
        blocker.block()
        try:
            yield
        finally:
            blocker.unblock()
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def national(django_db_setup: None, django_db_blocker: Any, national_data: Path) -> Iterator[None]:
    """The three national packages in the database (use with ``db``)."""
    names = ("nl-2026", "nl-2016", "vl-2023")
    with _loaded(django_db_blocker, [national_data / name for name in names]):
        yield


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The built-in example in the database (use with ``db``)."""
    from samenspel.register.example import EXAMPLE

    with _loaded(django_db_blocker, [EXAMPLE]):
        yield
