# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import sys

import pytest

from samenspel.cli import folders
from samenspel.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_shows_how_far_the_work_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress("Counting") as show:
        for done in range(1, 5):
            show(done, 4)
    assert "Counting" in terminal.getvalue()
    assert "100%" in terminal.getvalue()


def test_elsewhere_a_line_comes_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import time

    monkeypatch.setattr(folders, "_FIRST_SIGN_S", 0.01)
    with progress("Counting") as show:
        show(1, 2)
        time.sleep(0.2)
    assert capsys.readouterr().err.startswith("Counting ... ")
