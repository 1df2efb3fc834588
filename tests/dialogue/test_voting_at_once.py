# SPDX-License-Identifier: EUPL-1.2
"""Two hundred delegations vote at once over HTTP, on a server that may be killed half-way."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import pytest
from django.db import connection

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("vote_world.py")
ROOT = Path(__file__).resolve().parents[2]
MEMBERS = 200
AT_ONCE = 16
TOKEN = "a" * 32


def environment(database: str) -> dict[str, str]:
    return {
        **os.environ,
        "SAMENSPEL_DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SAMENSPEL_HTTPS": "off",
        "SAMENSPEL_SECRET_KEY": "only-for-this-test-" * 4,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }


def ask(database: str, *words: str) -> Any:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *words],
        env=environment(database),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def free_port() -> int:
    """A free one below those that clients get: a client that waits must not take it itself."""
    for port in range(20_000 + os.getpid() % 8_000, 32_000):
        with socket.socket() as found, suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port
    pytest.fail("there is no free port")


class Server:
    """The product behind its own web server, two processes of four threads."""

    def __init__(self, database: str) -> None:
        self._database = database
        self.start()

    def start(self) -> None:
        self.port = free_port()
        words = ["-m", "gunicorn", "samenspel.web.wsgi", "--workers", "2", "--threads", "4"]
        words += ["--bind", f"127.0.0.1:{self.port}", "--log-level", "error", "--timeout", "120"]
        self._process = subprocess.Popen(
            [
                sys.executable,
                *words,
                "--bind",
                f"127.0.0.1:{self.port}",
                "--log-level",
                "error",
                "--timeout",
                "120",
            ],
            env=environment(self._database),
            cwd=ROOT,
            start_new_session=True,
        )
        for _time in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        pytest.fail("the server did not start")

    def kill(self) -> None:
        """End its processes as a power cut would."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def post(self, path: str, fields: dict[str, object], session: str, world: Any) -> int:
        """The status of the answer; 0 when there was none."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=100)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{world['cookie']}={session}; {world['csrf']}={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        try:
            asked.request("POST", path, urlencode(fields), headers)
            return asked.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            asked.close()


@contextmanager
def running(database: str) -> Iterator[Server]:
    server = Server(database)
    try:
        yield server
    finally:
        with suppress(ProcessLookupError):
            server.kill()


def choice(place: int) -> str:
    return ("for", "against", "abstained")[place % 3]


def cast(world: Any, place: int) -> list[int]:
    votes = world["members"][place]["votes"]
    return [votes if choice(place) == name else 0 for name in ("for", "against", "abstained")]


def vote(server: Server, world: Any, place: int) -> int:
    member = world["members"][place]
    fields = {"stemming": world["ballot"], "choice": choice(place), "zeker": "ja"}
    path = f"/dialogen/{world['slug']}/besluit/stem/{member['pk']}/"
    return server.post(path, fields, member["session"], world)


def close(server: Server, world: Any, session: str) -> int:
    path = f"/dialogen/{world['slug']}/besluit/werk/doen/"
    fields = {"wat": "stemming-sluiten", "stemming": world["ballot"]}
    return server.post(path, fields, session, world)


def all_vote_at_once(database: str) -> None:
    world = ask(database, "make", str(MEMBERS))
    clicks = [place for place in range(MEMBERS) for _click in range(2)]
    random.Random(20120626).shuffle(clicks)
    with running(database) as server, ThreadPoolExecutor(AT_ONCE) as clients:
        answers = list(clients.map(lambda place: vote(server, world, place), clicks))
        closing = list(clients.map(lambda s: close(server, world, s), world["secretaries"] * 2))
    assert set(answers) == {302}, Counter(answers)
    assert set(closing) == {302}
    state = ask(database, "state")
    expected = {str(m["pk"]): cast(world, place) for place, m in enumerate(world["members"])}
    assert state["votes"] == expected
    assert (state["rows"], state["recorded"]) == (MEMBERS, MEMBERS)
    assert (state["closings"], state["decisions"]) == (1, 1)
    assert state["tally"]["votes_for"] == sum(votes[0] for votes in expected.values())
    assert state["is_whole"]


def killed_while_voting(database: str) -> None:
    number = 80
    world = ask(database, "make", str(number))
    acknowledged: dict[int, int] = {}

    def click(place: int) -> None:
        acknowledged[place] = vote(server, world, place)

    with running(database) as server:
        with ThreadPoolExecutor(8) as clients:
            waiting = [clients.submit(click, place) for place in range(number)]
            while sum(1 for status in acknowledged.values() if status == 302) < number // 4:
                time.sleep(0.01)
            server.kill()
            for one in waiting:
                one.result()
        safe = [place for place, status in acknowledged.items() if status == 302]
        assert number // 4 <= len(safe) < number, "it was not killed half-way"
        before = ask(database, "state")
        for place in safe:
            assert before["votes"][str(world["members"][place]["pk"])] == cast(world, place)
        assert before["rows"] == before["recorded"]
        assert before["is_whole"]
        server.start()
        with ThreadPoolExecutor(8) as clients:
            again = list(clients.map(lambda place: vote(server, world, place), range(number)))
        assert set(again) == {302}
    state = ask(database, "state")
    assert (state["rows"], state["recorded"], state["is_whole"]) == (number, number, True)


@contextmanager
def own_postgresql(name: str) -> Iterator[str]:
    if connection.vendor != "postgresql":
        pytest.skip("runs in the PostgreSQL part of the suite")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        parts = urlsplit(os.environ["SAMENSPEL_DATABASE_URL"])
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


TRIALS = [
    pytest.param(all_vote_at_once, id="at once"),
    pytest.param(killed_while_voting, id="killed"),
]


@pytest.mark.parametrize("trial", TRIALS)
def test_every_vote_counts_exactly_once_on_sqlite(
    tmp_path: Path, trial: Callable[[str], None]
) -> None:
    trial(f"sqlite:///{tmp_path}/votes.sqlite3")


@pytest.mark.django_db
@pytest.mark.parametrize("trial", TRIALS)
def test_every_vote_counts_exactly_once_on_postgresql(trial: Callable[[str], None]) -> None:
    with own_postgresql(f"samenspel_{trial.__name__}") as database:
        trial(database)
