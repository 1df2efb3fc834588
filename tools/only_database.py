# SPDX-License-Identifier: EUPL-1.2
"""Plugin for pytest that keeps only the tests of the database: ``-p tools.only_database``.

For the second run, on PostgreSQL: tests without a database, and those that drive a browser, would
show nothing new there.
"""

from __future__ import annotations

import pytest

FIXTURES = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences"}


def uses_database(item: pytest.Item) -> bool:
    """Whether the test asks for the database, by mark or by fixture."""
    asked = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or FIXTURES & asked)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the other tests out, and say how many."""
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        wanted = uses_database(item) and not item.get_closest_marker("browser")
        (kept if wanted else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept
