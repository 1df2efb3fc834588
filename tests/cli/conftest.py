# SPDX-License-Identifier: EUPL-1.2
"""What the tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.flow_cases import write_flows, write_package


@pytest.fixture(autouse=True)
def _without_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a command says after two seconds that it is still there: not in a test.

    Tests about those lines set the pause themselves.
    """
    monkeypatch.setattr("samenspel.cli.folders._FIRST_SIGN_S", 3_600.0)


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    """A file with the flows between two towns."""
    return write_flows(tmp_path)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A data package of the two towns."""
    return write_package(tmp_path / "package")
