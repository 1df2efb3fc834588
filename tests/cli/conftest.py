# SPDX-License-Identifier: EUPL-1.2
"""What the tests of commands share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _without_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a command says after two seconds that it is still there: not in a test.

    Tests about those lines set the pause themselves.
    """
    monkeypatch.setattr("samenspel.cli.folders._FIRST_SIGN_S", 3_600.0)
