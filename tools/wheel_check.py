# SPDX-License-Identifier: EUPL-1.2
"""Install the wheel in an empty environment without node and ask the running product for a page.

    python tools/wheel_check.py WHEEL LOCK

Uses nothing but the standard library. Exit code 1, with the reason, when the home page or a file
that it names does not answer.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import urlopen

PATIENCE = 120.0  # seconds until the product must answer
ASSET = re.compile(r'(?:href|src)="([^"]+\.(?:css|js))(?:\?[^"]*)?"')


def fetch(address: str) -> bytes:
    """Body of the answer; raises URLError, of which HTTPError for a status of 400 and more."""
    with urlopen(address, timeout=20) as answer:  # noqa: S310 - our own server
        body: bytes = answer.read()
    return body


def wait_for(address: str, server: subprocess.Popen[bytes]) -> str:
    """The page at ``address``, as soon as the server gives it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            sys.exit(f"The product stopped by itself, with exit code {server.returncode}.")
        try:
            return fetch(address).decode()
        except HTTPError as error:
            sys.exit(f"{address} answers with status {error.code}.")
        except (URLError, OSError):
            time.sleep(0.5)
    sys.exit(f"No page at {address} after {PATIENCE:.0f} seconds.")


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def check_page(address: str, page: str) -> int:
    """Fetch every style sheet and script of ``page``; return how many there are."""
    assets = ASSET.findall(page)
    for asset in assets:
        if not fetch(urljoin(address, asset)):
            sys.exit(f"{asset} is empty.")
    if not any(".css" in asset for asset in assets):
        sys.exit("The home page names no style sheet.")
    return len(assets)


def check(wheel: Path, lock: Path, folder: Path) -> None:
    """Install into ``folder``, start, look, stop; exits with a reason when something is wrong."""
    venv.create(folder / "env", with_pip=True)
    bin_folder = folder / "env" / "bin"
    python = str(bin_folder / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    # Only the environment's own programs: no node, no compiler, and nothing of this checkout.
    environment = {"PATH": str(bin_folder), "HOME": str(folder), "LANG": "C.UTF-8"}
    if shutil.which("node", path=environment["PATH"]):
        sys.exit("The environment has node; the check would prove nothing.")
    address = f"http://127.0.0.1:{(port := free_port())}/"
    server = subprocess.Popen(
        [bin_folder / "samenspel", "demo", "--port", str(port)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        count = check_page(address, wait_for(address, server))
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, 9)
    print(f"{wheel.name}: the home page and its {count} files answer, without node.")


def main(arguments: list[str]) -> int:
    """Entry point; returns the exit code."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    wheel, lock = (Path(argument).resolve() for argument in arguments)
    with tempfile.TemporaryDirectory(prefix="samenspel-wheel-") as folder:
        check(wheel, lock, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
