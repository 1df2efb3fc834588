# SPDX-License-Identifier: EUPL-1.2
"""What the repository holds: the files that are, or are about to be, kept by git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def tracked_files() -> list[str]:
    """Paths relative to the root: kept by git, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git checkout here")
    names = listing.decode().split("\0")
    return sorted(name for name in names if name and (ROOT / name).is_file())


@pytest.fixture(scope="session")
def tracked_texts(tracked_files: list[str]) -> dict[str, str]:
    """Contents of the text files by path; pictures and fonts are left out."""
    texts = {}
    for name in tracked_files:
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            texts[name] = content.decode("utf-8", errors="replace")
    return texts
