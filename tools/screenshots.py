# SPDX-License-Identifier: EUPL-1.2
"""Pictures of the running product for the documents, in docs/images.

    python tools/screenshots.py [PACKAGE ...]

Starts the product on an empty database with the built-in example and the data packages named, and
takes each picture of ``PICTURES`` with the browser that tools/find_browser.py finds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent))
from find_browser import FLAGS, find_browser
from wheel_check import free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"


@dataclass(frozen=True)
class Picture:
    """One picture: file name without ending, address on the site, size of the window in pixels."""

    name: str
    path: str
    width: int = 1280
    height: int = 1000


PICTURES = (
    Picture("municipality", "gemeenten/amsterdam-gm0363/", 1280, 1400),
    Picture("municipality-phone", "gemeenten/amsterdam-gm0363/", 390, 844),
    Picture("home", ""),
    Picture("arrangements", "samenwerkingen/"),
)


@contextmanager
def running_site(packages: list[Path]) -> Iterator[str]:
    """Address of the product with the example and ``packages`` loaded; stops it afterwards."""
    program = str(Path(sys.executable).parent / "samenspel")
    with tempfile.TemporaryDirectory(prefix="samenspel-pictures-") as folder:
        database = {"SAMENSPEL_DATABASE_URL": f"sqlite:///{folder}/pictures.sqlite3"}
        environment = {**os.environ, **database}
        for package in packages:
            subprocess.run([program, "data", "load", package], env=environment, check=True)
        port = free_port()
        server = subprocess.Popen(
            [program, "demo", "--port", str(port), "--folder", folder],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def take(address: str, browser_path: str) -> None:
    """Write every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        for picture in PICTURES:
            page = browser.new_page(
                viewport={"width": picture.width, "height": picture.height}, locale="nl-NL"
            )
            answer = page.goto(address + picture.path)
            if answer is None or not answer.ok:
                sys.exit(f"/{picture.path} does not answer with a page.")
            page.screenshot(path=IMAGES / f"{picture.name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    found = find_browser()
    if found is None:
        sys.exit("No Chromium on this machine; set SAMENSPEL_BROWSER to the path of one.")
    with running_site([Path(argument) for argument in sys.argv[1:]]) as site:
        take(site, found)
