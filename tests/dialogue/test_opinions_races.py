# SPDX-License-Identifier: EUPL-1.2
"""Four people who do the same at once: it happens once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ONCE = ["done", "refused", "refused", "refused"]


@pytest.mark.slow
def test_a_draft_is_begun_saved_adopted_and_sent_once(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "SAMENSPEL_DATABASE_URL": f"sqlite:///{tmp_path / 'race.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("opinion_race.py"))],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == {
        "begin": ONCE,
        "write": ONCE,
        "adopt": ONCE,
        "send": ONCE,
        "rows": [1, 1, 1, 1, 1],
    }
