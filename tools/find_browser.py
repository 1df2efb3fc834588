# SPDX-License-Identifier: EUPL-1.2
"""Find the browser for the browser tests and the screenshots.

    python tools/find_browser.py      prints its path; exit 1 when there is none

``SAMENSPEL_BROWSER`` names one; otherwise the first on the search path is it: Chromium without a
window where there is one, as it draws the same pages in four fifths of the time, or Chromium or
Chrome.
"""

from __future__ import annotations

import os
import shutil
import sys

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# The pages are our own: no sandbox is needed, which lets the browser run as root in a container.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> str | None:
    """Path of a Chromium, or None where the machine has none."""
    named = os.environ.get("SAMENSPEL_BROWSER")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)


if __name__ == "__main__":
    path = find_browser()
    if path is None:
        sys.exit("No Chromium on this machine; set SAMENSPEL_BROWSER to the path of one.")
    print(path)
