# SPDX-License-Identifier: EUPL-1.2
"""``samenspel demo`` and ``samenspel serve``."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import click
import pytest

from samenspel.cli.site import free_port


def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-c", "from samenspel.cli import main; main()", *arguments],
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("SAMENSPEL_")},
            "DJANGO_SETTINGS_MODULE": "samenspel.web.settings",
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def printed_until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if word in line:
            break
    return "".join(lines)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    process = start("demo", "--folder", str(tmp_path / "var"), "--port", "8600")
    yield printed_until(process, "Stop with")
    process.terminate()
    process.communicate(timeout=20)


def answer(address: str) -> str:
    for _ in range(50):
        try:
            with urlopen(address, timeout=10) as response:
                return str(response.read().decode())
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answers on {address}")


def test_demo_prints_an_address_that_answers_and_eight_log_ins(demo: str) -> None:
    address = re.search(r"http://\S+", demo)
    assert address is not None
    assert "Purmerend" in answer(f"{address.group()}gemeenten/")
    assert len(re.findall(r"^ +[\w-]+@voorbeeld\.example +\S+ ", demo, flags=re.MULTILINE)) == 8


def test_server_refuses_to_start_without_a_secret(tmp_path: Path) -> None:
    process = start("serve", SAMENSPEL_DATABASE_URL=f"sqlite:///{tmp_path}/x.sqlite3")
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "SAMENSPEL_SECRET_KEY" in output
    assert not (tmp_path / "x.sqlite3").exists()


def test_wrong_setting_gives_one_sentence() -> None:
    process = start("serve", SAMENSPEL_DATABASE_URL="mysql://localhost/x")
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "must be sqlite or postgres" in output
    assert "Traceback" not in output


def test_taken_port_gives_the_next_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) > port


def test_no_free_port_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(click.ClickException, match="all in use"):
        free_port("127.0.0.1", 8000)
