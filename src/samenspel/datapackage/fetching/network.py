# SPDX-License-Identifier: EUPL-1.2
"""The one way to the network: :meth:`Network.get` fetches a file and keeps it.

What fails for a moment (a cut connection, 429, 5xx) is tried again after a fixed schedule of waits
or the time that the server asks for. What came is kept, and the next attempt goes on from there
when the server can; so does the next run of a command that was killed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import requests
from urllib3.exceptions import (
    ConnectTimeoutError,
    InvalidHeader,
    MaxRetryError,
    NewConnectionError,
    ProtocolError,
)
from urllib3.util import Retry

from samenspel import __version__
from samenspel.datapackage.fetching.addresses import (
    Resolve,
    addresses_of,
    check_address,
    check_redirect,
    host_of,
    joined,
)
from samenspel.datapackage.fetching.cache import Entry, Note, digest_of
from samenspel.datapackage.fetching.errors import FetchError

Kind = Literal["xml", "json"]

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
# Of a connection that is cut, what came of the last piece is lost: pieces are small.
_PIECE = 16 * 1024
# A connection that brought so much before it was cut is not one that fails each time.
_PROGRESS = 1024 * 1024
_CONTENT_RANGE = re.compile(r"^bytes ([0-9]{1,15})-[0-9]{1,15}/([0-9]{1,15}|\*)$")
_SIGN_EVERY = timedelta(seconds=2)


@dataclass(frozen=True)
class NetworkLimits:
    """How much is put up with: bytes of a file, seconds of silence and in all, waits, attempts."""

    bytes: int = 512 * 1024 * 1024
    connect_s: float = 10.0
    silence_s: float = 60.0
    longest: timedelta = timedelta(hours=1)
    attempts: int = 6
    unreachable: int = 3
    """Attempts to reach a server that cannot be reached: mostly there is no network at all."""
    longest_wait_s: float = 120.0
    fresh: timedelta = timedelta(days=1)
    """A file that was fetched less than this ago is not asked for again."""


@dataclass(frozen=True)
class Fetched:
    """A file that came, and where it lies in the cache."""

    path: Path
    note: Note


class _PassingError(Exception):
    """An attempt failed in a way that may pass.

    ``answer`` is what the server said, if anything; ``reached`` whether there was one at all.
    """

    def __init__(
        self, words: str, answer: requests.Response | None = None, *, reached: bool = True
    ) -> None:
        super().__init__(words)
        self.answer = answer
        self.reached = reached


@dataclass
class Network:
    """Fetches files of one publisher.

    Attributes
    ----------
    cache
        Folder in which files are kept.
    publisher, licence
        Recorded with each file.
    by_hand
        What to do without a network, in a sentence.
    clock, sleep
        The moment (with time zone), and waiting for seconds: given, so that tests need not wait.
    say
        Takes a line of talk.
    fetched
        Everything that was asked for, in order.
    """

    cache: Path
    publisher: str
    licence: str
    by_hand: str
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    say: Callable[[str], None]
    limits: NetworkLimits = NetworkLimits()
    resolve: Resolve = addresses_of
    session: requests.Session = field(default_factory=requests.Session)
    fetched: list[Fetched] = field(default_factory=list)

    def get(self, url: str, *, name: str, kind: Kind) -> Fetched:
        """The file at an address, from the cache when it is fresh there.

        ``name`` is that of the file in the cache, without a folder.

        Raises
        ------
        FetchError
            It did not come.
        OSError
            The cache cannot be written.
        """
        check_address(url)
        entry = Entry(self.cache, name)
        note = entry.note(url)
        if note is not None and note.complete and not entry.matches(note):
            self.say(f"{name} in the cache is not as it was fetched; it is fetched again.")
            entry.forget()
            note = None
        if note is None:
            entry.forget()
        elif note.complete and self.clock() - note.moment < self.limits.fresh:
            return self._keep(entry, note)
        return self._keep(entry, self._persist(url, entry, note, kind))

    def forget(self, fetched: Fetched) -> None:
        """Throw away a file that turned out to be of no use."""
        Entry(fetched.path.parent, fetched.path.name).forget()

    def _keep(self, entry: Entry, note: Note) -> Fetched:
        self.fetched.append(Fetched(entry.file, note))
        return self.fetched[-1]

    def _persist(self, url: str, entry: Entry, note: Note | None, kind: Kind) -> Note:
        """Try until the file is there or there is no more hope."""
        policy = self._policy()
        while True:
            before = entry.received()
            try:
                return self._attempt(url, entry, note, kind)
            except _PassingError as error:
                if entry.received() - before >= _PROGRESS:
                    policy = self._policy()
                policy = self._next(policy, url, error)
                wait = self._wait(policy, error)
                soon = f"in {wait:.0f} s" if wait else "at once"
                self.say(f"{host_of(url)}: {error}; trying again {soon}.")
                self.sleep(wait)
            note = entry.note(url)

    def _policy(self) -> Retry:
        return Retry(
            total=self.limits.attempts - 1,
            connect=self.limits.unreachable - 1,
            backoff_factor=1.0,
            backoff_jitter=0.0,
            backoff_max=self.limits.longest_wait_s,
            status_forcelist=_PASSING,
        )

    def _next(self, policy: Retry, url: str, error: _PassingError) -> Retry:
        cause: Exception = ProtocolError(str(error))
        if not error.reached:
            cause = ConnectTimeoutError(str(error))
        try:
            return policy.increment("GET", url, error=cause)
        except MaxRetryError:
            raise FetchError(self._hopeless(url, error)) from error

    def _hopeless(self, url: str, error: _PassingError) -> str:
        if not error.reached:
            return f"{host_of(url)} cannot be reached: {error}. {self.by_hand}"
        times = f"{self.limits.attempts} times"
        if error.answer is not None:
            return f"{host_of(url)} answered {error.answer.status_code} {times}; try again later"
        return f"{url[:200]} did not come whole in {times}: {error}. {self.by_hand}"

    def _wait(self, policy: Retry, error: _PassingError) -> float:
        """Seconds to wait: what the server asks for, within reason, else the schedule."""
        asked = None
        if error.answer is not None:
            try:
                asked = policy.get_retry_after(error.answer.raw)
            except InvalidHeader:
                asked = None
        wait = policy.get_backoff_time() if asked is None else asked
        return min(wait, self.limits.longest_wait_s)

    def _attempt(self, url: str, entry: Entry, note: Note | None, kind: Kind) -> Note:
        offset = entry.received() if note is not None and not note.complete and note.etag else 0
        headers = {"Accept-Encoding": "identity", "User-Agent": f"samenspel/{__version__}"}
        if note is not None and note.etag and offset:
            headers |= {"Range": f"bytes={offset}-", "If-Range": note.etag}
        elif note is not None and note.etag and note.complete:
            headers["If-None-Match"] = note.etag
        try:
            with self._open(url, headers) as answer:
                if answer.status_code == 304 and note is not None and note.complete:
                    note = replace(note, fetched_at=self.clock().isoformat())
                    entry.write_note(note)
                    return note
                offset = self._check_status(answer, url, entry, offset)
                return self._receive(answer, url, entry, offset, kind)
        except (requests.ConnectionError, requests.Timeout) as error:
            cause = getattr(error.args[0], "reason", None) if error.args else None
            if isinstance(cause, ConnectTimeoutError | NewConnectionError):
                raise _PassingError(_root_of(error), reached=False) from error
            raise _PassingError(f"the connection was cut ({_root_of(error)})") from error
        except requests.exceptions.ChunkedEncodingError as error:
            raise _PassingError("the connection was cut") from error
        except (requests.RequestException, ValueError) as error:  # ValueError: odd redirects
            raise FetchError(f"{host_of(url)} cannot be asked: {error}") from error

    def _open(self, url: str, headers: dict[str, str]) -> requests.Response:
        """Ask, and follow redirects as far as they are safe."""
        asked = url
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self.session.get(
                asked,
                headers=headers,
                stream=True,
                allow_redirects=False,
                timeout=(self.limits.connect_s, self.limits.silence_s),
            )
            target = answer.headers.get("Location")
            if answer.status_code not in _REDIRECTS or not target:
                return answer
            answer.close()
            asked = joined(asked, target)
            check_redirect(asked, base=url, resolve=self.resolve)
        raise FetchError(f"{host_of(url)} sends us round in circles")

    def _check_status(self, answer: requests.Response, url: str, entry: Entry, offset: int) -> int:
        """The position from which the bytes come; an answer without the data is refused."""
        status = answer.status_code
        if status in _PASSING:
            raise _PassingError(f"it answered {status}", answer)
        if status == 416 or (status == 206 and _range_of(answer)[0] != offset):
            entry.forget()
            raise _PassingError("it does not know where we were")
        if status == 404:
            raise FetchError(f"{url[:200]} is not there (404); the publisher may have moved it")
        if status not in (200, 206):
            raise FetchError(f"{host_of(url)} answered {status} instead of the data ({url[:200]})")
        return offset if status == 206 else 0

    def _receive(
        self, answer: requests.Response, url: str, entry: Entry, offset: int, kind: Kind
    ) -> Note:
        _check_type(answer, url)
        encoded = answer.headers.get("Content-Encoding", "identity") != "identity"
        expected = None if encoded else _total_of(answer, offset)
        if expected is not None and expected > self.limits.bytes:
            raise FetchError(self._too_much(url))
        etag = answer.headers.get("ETag")
        # Only bytes that are sent as they are, under a name for exactly these, can be resumed.
        resumable = etag is not None and not etag.startswith("W/") and not encoded
        note = Note(
            url=url,
            etag=etag if resumable else None,
            sha256=None,
            bytes=None,
            fetched_at=self.clock().isoformat(),
            licence=self.licence,
            publisher=self.publisher,
            complete=False,
        )
        if not offset:
            entry.forget()
        entry.write_note(note)
        self._write(answer, url, entry, offset, kind, expected)
        size = entry.received()
        if expected is not None and size != expected:
            raise _PassingError(f"{size} of {expected} bytes came")
        note = replace(note, sha256=digest_of(entry.part), bytes=size, complete=True)
        # An unfinished note with a whole file is fetched again; a finished one without, too.
        entry.part.replace(entry.file)
        entry.write_note(note)
        return note

    def _write(
        self,
        answer: requests.Response,
        url: str,
        entry: Entry,
        offset: int,
        kind: Kind,
        expected: int | None,
    ) -> None:
        started = shown = self.clock()
        size = offset
        with entry.part.open("ab" if offset else "wb") as stream:
            for piece in answer.iter_content(_PIECE):
                if not size:
                    _check_beginning(piece, url, kind)
                size += len(piece)
                now = self.clock()
                if size > self.limits.bytes or now - started > self.limits.longest:
                    stream.close()
                    entry.forget()
                    raise FetchError(self._too_much(url))
                stream.write(piece)
                if now - shown >= _SIGN_EVERY:
                    shown = now
                    self.say(f"{entry.name}: {_megabytes(size)}{_of(expected)}")
        if not size:
            _check_beginning(b"", url, kind)

    def _too_much(self, url: str) -> str:
        return (
            f"{url[:200]} is more than {_megabytes(self.limits.bytes)} or takes too long; that is "
            "not what this file should be"
        )


def _check_type(answer: requests.Response, url: str) -> None:
    stated = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if stated in {"text/html", "application/xhtml+xml"}:
        raise FetchError(_page(url))
    if stated.partition("/")[0] in {"image", "audio", "video"}:
        raise FetchError(f"{host_of(url)} answered with {stated} instead of data ({url[:200]})")


def _check_beginning(piece: bytes, url: str, kind: Kind) -> None:
    head = piece.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise FetchError(_page(url))
    if not head.startswith((b"<",) if kind == "xml" else (b"{", b"[")):
        raise FetchError(f"{url[:200]} is not {kind.upper()}, as the publisher says it is")


def _page(url: str) -> str:
    return (
        f"{host_of(url)} answered with a web page instead of data ({url[:200]}); the address may "
        "have moved, or the page asks to log in or to accept something"
    )


def _range_of(answer: requests.Response) -> tuple[int, int | None]:
    """From which byte on a partial answer goes, and the size of the whole."""
    found = _CONTENT_RANGE.match(answer.headers.get("Content-Range", ""))
    if found is None:
        return -1, None
    return int(found[1]), None if found[2] == "*" else int(found[2])


def _total_of(answer: requests.Response, offset: int) -> int | None:
    if answer.status_code == 206:
        return _range_of(answer)[1]
    length = answer.headers.get("Content-Length", "")
    return offset + int(length) if length.isdecimal() and len(length) < 16 else None


def _root_of(error: Exception) -> str:
    """The cause at the bottom, in the words of the operating system where it has them."""
    inner: BaseException = error
    while (deeper := inner.__cause__ or inner.__context__) is not None:
        inner = deeper
    return getattr(inner, "strerror", None) or type(inner).__name__


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _of(expected: int | None) -> str:
    return "" if expected is None else f" of {_megabytes(expected)}"
