# SPDX-License-Identifier: EUPL-1.2
"""Two hundred delegations vote at once over HTTP, on a server that may be killed half-way."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("vote_world.py")
ROOT = Path(__file__).resolve().parents[2]
MEMBERS = 200
LATE = 16
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
        self._held = threading.local()  # each client keeps its own connection open
        self.port = free_port()
        words = ["-m", "gunicorn", "tests.dialogue.vote_server", "--workers", "2", "--threads", "4"]
        words += ["--bind", f"127.0.0.1:{self.port}", "--log-level", "error", "--timeout", "120"]
        self._process = subprocess.Popen(
            [sys.executable, *words],
            env=environment(self._database),
            cwd=ROOT,
            start_new_session=True,
        )
        until = time.monotonic() + 60
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > until:
                pytest.fail("the server did not start")
            time.sleep(0.05)

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def kill(self) -> None:
        """End all its processes at once, whatever they are doing."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        while self._listens():  # its children take a moment to be gone
            time.sleep(0.01)

    def post(self, path: str, fields: dict[str, object], session: str, world: Any) -> int:
        """The status of the answer; 0 when there was none."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{world['cookie']}={session}; {world['csrf']}={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        for _time in range(2):  # a connection that was open may have been closed meanwhile
            held = self._connection()
            try:
                held.request("POST", path, urlencode(fields), headers)
                answer = held.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                held.close()
            else:
                return answer.status
        return 0

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._held, "connection"):
            made = http.client.HTTPConnection("127.0.0.1", self.port, timeout=100)
            self._held.connection = made
        held: http.client.HTTPConnection = self._held.connection
        return held


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


def twice(places: Iterable[int]) -> list[int]:
    """Double clicks, in an order by chance that is the same every time."""
    order = list(places)
    random.Random(20120626).shuffle(order)
    return [place for place in order for _click in range(2)]


def all_vote_at_once(database: str) -> None:
    world = ask(database, "make", str(MEMBERS + LATE))
    pks = [str(member["pk"]) for member in world["members"]]
    late = twice(range(MEMBERS, MEMBERS + LATE))
    with running(database) as server, ThreadPoolExecutor(AT_ONCE) as clients:
        answers = list(clients.map(lambda place: vote(server, world, place), twice(range(MEMBERS))))
        # Two secretaries click twice on closing while the last members are still voting.
        first = [clients.submit(vote, server, world, place) for place in late[:LATE]]
        closing = [clients.submit(close, server, world, s) for s in world["secretaries"] * 2]
        second = [clients.submit(vote, server, world, place) for place in late[LATE:]]
        told = {(place, one.result()) for place, one in zip(late, first + second, strict=True)}
        closed = [one.result() for one in closing]
    assert set(answers) == {302}, Counter(answers)
    assert set(closed) == {302}
    assert {status for _place, status in told} <= {302, 400}
    counted = [*range(MEMBERS), *sorted(place for place, status in told if status == 302)]
    expected = {pks[place]: cast(world, place) for place in counted}
    state = ask(database, "state")
    assert state["votes"] == expected
    assert (state["rows"], state["recorded"]) == (len(expected), len(expected))
    assert len(told) == LATE, "one of two clicks was told something else than the other"
    assert (state["closings"], state["decisions"]) == (1, 1)
    tally = [state["tally"][f"votes_{name}"] for name in ("for", "against", "abstained")]
    assert tally == [sum(votes[which] for votes in expected.values()) for which in range(3)]
    assert state["steps_back"] > MEMBERS // 4, "the clock did not go back"
    assert state["is_whole"]


def killed_while_voting(database: str) -> None:
    number = 80
    world = ask(database, "make", str(number))
    acknowledged: dict[int, int] = {}

    def click(place: int) -> None:
        acknowledged[place] = vote(server, world, place)

    def safe() -> list[int]:
        return [place for place, status in list(acknowledged.items()) if status == 302]

    with running(database) as server:
        with ThreadPoolExecutor(8) as clients:
            waiting = [clients.submit(click, place) for place in range(number)]
            while len(safe()) < number // 4 and not all(one.done() for one in waiting):
                time.sleep(0.01)
            server.kill()
        assert all(one.exception() is None for one in waiting)
        assert number // 4 <= len(safe()) < number, "it was not killed half-way"
        before = ask(database, "state")
        for place in safe():
            assert before["votes"][str(world["members"][place]["pk"])] == cast(world, place)
        assert before["rows"] == before["recorded"]
        assert before["is_whole"]
        server.start()
        with ThreadPoolExecutor(8) as clients:
            again = list(clients.map(lambda place: vote(server, world, place), range(number)))
        assert set(again) == {302}
    state = ask(database, "state")
    assert state["votes"] == {
        str(member["pk"]): cast(world, place) for place, member in enumerate(world["members"])
    }
    assert (state["rows"], state["recorded"], state["is_whole"]) == (number, number, True)


@contextmanager
def own_copy(folder: Path, name: str) -> Iterator[str]:
    """The address of a database like that of the tests, for processes of its own."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "votes.sqlite3")) as copy:
            connection.connection.backup(copy)
        yield f"sqlite:///{folder}/votes.sqlite3"
        return
    pattern = str(connection.settings_dict["NAME"])
    connection.close()  # nobody may be in a database that is copied
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f'CREATE DATABASE {name} TEMPLATE "{pattern}"')
    try:
        parts = urlsplit(os.environ["SAMENSPEL_DATABASE_URL"])
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(
    scope="module",  # before the transaction of the test begins: that is no part of a copy
    params=[
        pytest.param(all_vote_at_once, id="at once"),
        pytest.param(killed_while_voting, id="killed"),
    ],
)
def trial(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Callable[[], None]]:
    name = f"samenspel_{request.param.__name__}_{os.getpid()}"
    with django_db_blocker.unblock(), own_copy(tmp_path_factory.mktemp("votes"), name) as database:
        yield partial(request.param, database)


@pytest.mark.django_db
def test_every_vote_counts_exactly_once(trial: Callable[[], None]) -> None:
    trial()
