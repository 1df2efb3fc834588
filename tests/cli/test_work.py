# SPDX-License-Identifier: EUPL-1.2
"""``samenspel work``, and the worker beside the server: there while it runs, gone with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias
from urllib.request import urlopen

import pytest

from samenspel.cli import worker_beside
from samenspel.cli.site import free_port
from samenspel.cli.worker_beside import WorkerBeside
from tests.cli.test_site import start

SLEEPS = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SLEEPS


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_beside, "SHORTEST_WAIT", 0.05)
    monkeypatch.setattr(worker_beside, "PATIENCE", 1.0)


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that is over but still listed does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def workers_of(pid: int) -> list[int]:
    """The workers that a process started."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    found = {int(text) for file in (children, *threads) for text in file.read_text().split()}
    return [one for one in sorted(found) if b"--beside-server" in _command(one)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def process_of(beside: WorkerBeside, *, other_than: int = 0) -> int:
    """The process of a worker that is up."""

    def is_up() -> bool:
        process = beside._process
        return process is not None and process.pid != other_than

    assert until(is_up)
    assert beside._process is not None
    return beside._process.pid


def test_worker_that_dies_is_replaced_and_the_last_one_stops_with_the_server() -> None:
    with WorkerBeside((sys.executable, "-c", SLEEPS)) as beside:
        first = process_of(beside)
        os.kill(first, signal.SIGKILL)
        second = process_of(beside, other_than=first)
        assert is_alive(second)
    assert not is_alive(second)
    assert beside._start() is None
    assert not beside._thread.is_alive()


def test_worker_that_will_not_stop_is_killed(capfd: pytest.CaptureFixture[str]) -> None:
    with WorkerBeside((sys.executable, "-c", STUBBORN)) as beside:
        pid = process_of(beside)
        assert until(lambda: "up" in capfd.readouterr().out)
    assert not is_alive(pid)


def test_process_forked_from_the_server_leaves_the_worker_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with WorkerBeside((sys.executable, "-c", SLEEPS)) as beside:
        pid = process_of(beside)
        with monkeypatch.context() as patch:
            patch.setattr(beside, "_owner", os.getpid() + 1)
            beside.__exit__()
        assert is_alive(pid)


Serve: TypeAlias = Callable[..., subprocess.Popen[str]]


def answers(port: int) -> bool:
    """Whether a server does, and so has started its worker."""
    try:
        urlopen(f"http://127.0.0.1:{port}/gezondheid/", timeout=10).close()
    except OSError:
        return False
    return True


@pytest.fixture
def serve(tmp_path: Path, migrated: Callable[[Path], str]) -> Iterator[Serve]:
    """Starts a server, on an empty site."""
    with ExitStack() as started:

        def begin(*options: str) -> subprocess.Popen[str]:
            port = free_port("127.0.0.1", 8640)
            process = start(
                "serve", "--port", str(port), *options,
                SAMENSPEL_DATABASE_URL=migrated(tmp_path / "site.sqlite3"),
                SAMENSPEL_SECRET_KEY="only-for-this-test-" * 4,
                SAMENSPEL_HTTPS="off",
            )  # fmt: skip
            started.callback(process.communicate, timeout=20)
            started.callback(process.terminate)
            assert until(lambda: answers(port), seconds=120)
            return process

        yield begin


def one_worker(process: subprocess.Popen[str]) -> int:
    assert until(lambda: len(workers_of(process.pid)) == 1)
    return workers_of(process.pid)[0]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_server_leaves_no_worker_behind(serve: Serve, how: signal.Signals) -> None:
    server = serve()
    pid = one_worker(server)
    server.send_signal(how)
    rest, _ = server.communicate(timeout=20)
    assert until(lambda: not is_alive(pid))
    assert "Traceback" not in rest
    assert "Fatal" not in rest


def test_server_without_a_worker(serve: Serve) -> None:
    assert workers_of(serve("--no-worker").pid) == []


def test_once_ends_when_nothing_waits(tmp_path: Path, migrated: Callable[[Path], str]) -> None:
    process = start("work", "--once", SAMENSPEL_DATABASE_URL=migrated(tmp_path / "x.sqlite3"))
    output, _ = process.communicate(timeout=120)
    assert (process.returncode, output) == (0, "")


def test_worker_stops_when_told_to(tmp_path: Path, migrated: Callable[[Path], str]) -> None:
    database = migrated(tmp_path / "x.sqlite3")
    process = start("work", SAMENSPEL_DATABASE_URL=database)
    time.sleep(3)
    process.terminate()
    output, _ = process.communicate(timeout=10)
    assert (process.returncode, output) in ((0, ""), (-signal.SIGTERM, ""))
