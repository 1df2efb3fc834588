# SPDX-License-Identifier: EUPL-1.2
"""A publisher on this machine: replays answers, with the faults that real ones have."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Answer:
    """What the publisher says once.

    ``etag`` makes it know partial requests; ``cut_after`` closes the connection after so many
    bytes of the body; ``hang_after`` stops there and waits; ``endless`` never stops.
    """

    body: bytes = b""
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    cut_after: int | None = None
    hang_after: int | None = None
    endless: bool = False


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    path: str
    query: str
    headers: dict[str, str]


@dataclass
class Publisher:
    """Answers by path; of several answers each is given once, the last for ever."""

    base: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def says(self, path: str, *answers: Answer) -> str:
        """Set what is answered at a path; gives its address."""
        self.answers[path] = list(answers)
        return f"{self.base}{path}"

    def says_json(self, path: str, *documents: Any) -> str:
        """The same, for documents."""
        return self.says(path, *(Answer(json.dumps(document).encode()) for document in documents))

    def next_answer(self, path: str) -> Answer:
        answers = self.answers.get(path)
        if not answers:
            return Answer(b"nothing here", status=404, kind="text/plain")
        return answers.pop(0) if len(answers) > 1 else answers[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    publisher: Publisher

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.publisher.asked.append(Asked(parts.path, unquote(parts.query), dict(self.headers)))
        answer = self.publisher.next_answer(parts.path)
        # Every answer closes its connection: a cut one must, and then all behave alike.
        self.close_connection = True
        with suppress(OSError):  # who asked went away, which some tests are about
            self._give(answer)

    def _give(self, answer: Answer) -> None:
        body, status = answer.body, answer.status
        headers = {"Content-Type": answer.kind, "Connection": "close", **answer.headers}
        if answer.etag is not None:
            headers |= {"ETag": answer.etag, "Accept-Ranges": "bytes"}
            wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            if wanted and self.headers.get("If-Range") == answer.etag:
                start = int(wanted[1])
                headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
                body, status = body[start:], 206
            if self.headers.get("If-None-Match") == answer.etag:
                body, status = b"", 304
        self.send_response(status)
        if not answer.endless and "Transfer-Encoding" not in headers:
            headers.setdefault("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        while answer.endless:
            self.wfile.write(body)
        stop = answer.cut_after if answer.cut_after is not None else answer.hang_after
        self.wfile.write(body[:stop])
        self.wfile.flush()
        if answer.hang_after is not None:
            self.publisher.released.wait(30)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- as inherited
        """Quiet: what was asked is in ``asked``."""


@contextmanager
def running() -> Iterator[Publisher]:
    """A publisher that answers until the end of the block."""
    publisher = Publisher()
    handler = type("Handler", (_Handler,), {"publisher": publisher})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    publisher.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield publisher
    finally:
        publisher.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
