# SPDX-License-Identifier: EUPL-1.2
"""The way to the network: what fails for a moment is tried again, what is wrong is said plainly."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time as real_time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from samenspel.datapackage.fetching import FetchError, Network, NetworkLimits
from samenspel.datapackage.fetching.addresses import addresses_of, check_redirect
from tests.datapackage.fetching.conftest import Time
from tests.datapackage.fetching.publisher import Answer, Publisher

PIECE = 16_384  # what is written at a time
BODY = json.dumps({"value": list(range(40_000))}).encode()


def get(network: Network, url: str) -> bytes:
    return network.get(url, name="file.json", kind="json").path.read_bytes()


def test_file_is_kept_with_all_that_is_known_of_it(publisher: Publisher, network: Network) -> None:
    url = publisher.says("/file", Answer(BODY, etag='"one"'))
    fetched = network.get(url, name="file.json", kind="json")
    assert fetched.path.read_bytes() == BODY
    assert json.loads((network.cache / "file.json.note.json").read_text()) == {
        "url": url,
        "etag": '"one"',
        "sha256": hashlib.sha256(BODY).hexdigest(),
        "bytes": len(BODY),
        "fetched_at": "2026-06-01T12:00:00+00:00",
        "licence": "CC0-1.0",
        "publisher": "The Office",
        "complete": True,
    }
    assert publisher.asked[0].headers["Accept-Encoding"] == "identity"


def test_fresh_file_is_not_asked_for_again(publisher: Publisher, network: Network) -> None:
    url = publisher.says("/file", Answer(BODY))
    assert get(network, url) == get(network, url) == BODY
    assert len(publisher.asked) == 1


def test_older_file_is_asked_for_only_if_it_changed(
    publisher: Publisher, network: Network, time: Time
) -> None:
    url = publisher.says("/file", Answer(BODY, etag='"one"'))
    get(network, url)
    time.now += timedelta(days=2)
    assert get(network, url) == BODY
    assert publisher.asked[1].headers["If-None-Match"] == '"one"'
    assert network.fetched[-1].note.moment == time.now
    publisher.says("/file", Answer(b"{}", etag='"two"'))
    time.now += timedelta(days=2)
    assert get(network, url) == b"{}"


def test_cut_connection_goes_on_where_it_was(
    publisher: Publisher, network: Network, time: Time
) -> None:
    url = publisher.says(
        "/file",
        Answer(BODY, etag='"one"', cut_after=100_000),
        Answer(BODY, etag='"one"', cut_after=50_000),
        Answer(BODY, etag='"one"'),
    )
    assert get(network, url) == BODY
    ranges = [asked.headers.get("Range") for asked in publisher.asked]
    assert ranges == [None, f"bytes={6 * PIECE}-", f"bytes={9 * PIECE}-"]
    assert time.slept == [0, 2]


def test_other_file_after_the_cut_is_fetched_from_the_start(
    publisher: Publisher, network: Network
) -> None:
    other = json.dumps({"value": ["other"] * 30_000}).encode()
    url = publisher.says(
        "/file", Answer(BODY, etag='"one"', cut_after=100_000), Answer(other, etag='"two"')
    )
    assert get(network, url) == other


@pytest.mark.parametrize("etag", [None, 'W/"weak"'])
def test_server_that_cannot_resume_is_asked_from_the_start(
    publisher: Publisher, network: Network, etag: str | None
) -> None:
    headers = {} if etag is None else {"ETag": etag}
    url = publisher.says(
        "/file", Answer(BODY, headers=headers, cut_after=100_000), Answer(BODY, headers=headers)
    )
    assert get(network, url) == BODY
    assert [asked.headers.get("Range") for asked in publisher.asked] == [None, None]


def test_answer_to_another_range_than_asked_is_not_glued_on(
    publisher: Publisher, network: Network
) -> None:
    wrong = {"Content-Range": f"bytes 7-{len(BODY) - 1}/{len(BODY)}"}
    url = publisher.says(
        "/file",
        Answer(BODY, etag='"one"', cut_after=20_000),
        Answer(BODY[7:], status=206, headers=wrong),
        Answer(BODY, etag='"one"'),
    )
    assert get(network, url) == BODY


def test_connection_that_is_always_cut_is_given_up_but_what_came_is_kept(
    publisher: Publisher, network: Network, time: Time
) -> None:
    url = publisher.says("/file", Answer(BODY, etag='"one"', cut_after=20_000))
    with pytest.raises(FetchError, match=r"did not come whole in 6 times.*Download it by hand"):
        get(network, url)
    assert time.slept == [0, 2, 4, 8, 16]
    assert (network.cache / "file.json.part").stat().st_size == 6 * PIECE
    publisher.says("/file", Answer(BODY, etag='"one"'))
    assert get(network, url) == BODY
    assert publisher.asked[-1].headers["Range"] == f"bytes={6 * PIECE}-"


def test_error_of_the_server_that_passes(
    publisher: Publisher, network: Network, time: Time
) -> None:
    url = publisher.says("/file", Answer(status=500), Answer(status=503), Answer(BODY))
    assert get(network, url) == BODY
    assert time.slept == [0, 2]


def test_error_of_the_server_that_stays(publisher: Publisher, network: Network) -> None:
    url = publisher.says("/file", Answer(status=500))
    with pytest.raises(FetchError, match=r"^127.0.0.1 answered 500 6 times; try again later$"):
        get(network, url)
    assert len(publisher.asked) == 6


@pytest.mark.parametrize(
    ("asked", "waited"), [("7", 7), ("99999", 120), ("soon", 0), ("-5", 0), ("", 0)]
)
def test_too_many_requests_waits_as_the_server_asks_within_reason(
    publisher: Publisher, network: Network, time: Time, asked: str, waited: float
) -> None:
    url = publisher.says("/file", Answer(status=429, headers={"Retry-After": asked}), Answer(BODY))
    assert get(network, url) == BODY
    assert time.slept == [waited]


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/octet-stream", ""])
def test_web_page_instead_of_data_is_said_plainly(
    publisher: Publisher, network: Network, kind: str
) -> None:
    page = b"\xef\xbb\xbf \n<!DOCTYPE html><html><body>Log in</body></html>"
    url = publisher.says("/file", Answer(page, kind=kind))
    with pytest.raises(FetchError, match="answered with a web page instead of data"):
        get(network, url)
    assert not (network.cache / "file.json").exists()


@pytest.mark.parametrize("body", [b"code;name\n", b"", b"\x1f\x8b\x08", b"<xml/>"])
def test_other_data_than_promised_is_refused(
    publisher: Publisher, network: Network, body: bytes
) -> None:
    url = publisher.says("/file", Answer(body))
    with pytest.raises(FetchError, match="is not JSON"):
        get(network, url)


def test_picture_is_refused(publisher: Publisher, network: Network) -> None:
    url = publisher.says("/file", Answer(b"{}", kind="image/png"))
    with pytest.raises(FetchError, match="answered with image/png instead of data"):
        get(network, url)


@pytest.mark.parametrize(("status", "words"), [(404, "is not there"), (403, "answered 403")])
def test_refusal_is_not_tried_again(
    publisher: Publisher, network: Network, status: int, words: str
) -> None:
    url = publisher.says("/file", Answer(b"no", status=status))
    with pytest.raises(FetchError, match=words):
        get(network, url)
    assert len(publisher.asked) == 1


def test_redirect_within_reach_is_followed(publisher: Publisher, network: Network) -> None:
    publisher.says("/new", Answer(BODY))
    url = publisher.says("/file", Answer(status=302, headers={"Location": "/new"}))
    assert get(network, url) == BODY
    assert network.fetched[0].note.url == url


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://example.org/file", "only https is safe"),
        ("ftp://example.org/file", "only https is safe"),
        ("https://me:secret@example.org/", "name or password"),
        ("http://[broken/", "cannot be asked: Invalid IPv6 URL"),
        ("file:/etc/passwd", "not an address"),
    ],
)
def test_redirect_elsewhere_is_not_followed(
    publisher: Publisher, network: Network, target: str, words: str
) -> None:
    url = publisher.says("/file", Answer(status=301, headers={"Location": target}))
    with pytest.raises(FetchError, match=words):
        get(network, url)


def test_redirects_in_a_circle_end(publisher: Publisher, network: Network) -> None:
    url = publisher.says("/file", Answer(status=302, headers={"Location": "/file"}))
    with pytest.raises(FetchError, match="round in circles"):
        get(network, url)
    assert len(publisher.asked) == 6


@pytest.mark.parametrize(
    ("host", "addresses"),
    [
        ("intranet", ["10.1.2.3"]),
        ("two.example", ["93.184.215.14", "192.168.0.1"]),
        ("localhost", ["127.0.0.1"]),
        ("169.254.169.254", []),
        ("[::1]", []),
        ("[fe80::1]", []),
        ("mapped", ["::ffff:10.0.0.1"]),
    ],
)
def test_publisher_cannot_lead_into_our_own_network(host: str, addresses: list[str]) -> None:
    with pytest.raises(FetchError, match="not on the public internet"):
        check_redirect(
            f"https://{host}/x", base="https://publisher.example/", resolve=lambda _: addresses
        )


@pytest.mark.parametrize("addresses", [["93.184.215.14"], []], ids=["public", "not looked up"])
def test_redirect_on_the_public_internet_is_followed(addresses: list[str]) -> None:
    check_redirect(
        "https://new.example/x", base="https://old.example/", resolve=lambda _: addresses
    )


def test_hosts_are_looked_up_by_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "127.0.0.1" in addresses_of("localhost")
    assert addresses_of("x" * 300) == []

    def offline(*_: object, **__: object) -> None:
        raise socket.gaierror("no network")

    monkeypatch.setattr(socket, "getaddrinfo", offline)
    assert addresses_of("publisher.example") == []


@pytest.mark.parametrize(
    "url",
    ["http://example.org/x", "ftp://127.0.0.1/x", "https://me@example.org/", "x", "https://["],
)
def test_unsafe_addresses_are_not_asked(network: Network, url: str) -> None:
    with pytest.raises(FetchError):
        get(network, url)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b'{"x": 1}' * 1000, endless=True),
        Answer(BODY),
        Answer(BODY, headers={"Content-Length": "999999999999"}),
    ],
    ids=["endless", "long", "stated to be long"],
)
def test_file_without_end_is_refused(
    publisher: Publisher, make_network: Callable[..., Network], answer: Answer
) -> None:
    network = make_network(limits=NetworkLimits(bytes=100_000))
    url = publisher.says("/file", answer)
    with pytest.raises(FetchError, match=r"more than 0\.1 MB"):
        get(network, url)
    assert not (network.cache / "file.json.part").exists()


def test_slow_file_is_given_up(
    publisher: Publisher, make_network: Callable[..., Network], time: Time
) -> None:
    def slow() -> object:
        time.now += timedelta(minutes=30)
        return time.now

    network = make_network(clock=slow)
    url = publisher.says("/file", Answer(BODY))
    with pytest.raises(FetchError, match="takes too long"):
        get(network, url)


def test_progress_of_a_slow_file_is_said(
    publisher: Publisher, make_network: Callable[..., Network], time: Time
) -> None:
    def tick() -> object:
        time.now += timedelta(seconds=1)
        return time.now

    network = make_network(clock=tick)
    get(network, publisher.says("/file", Answer(BODY)))
    assert "file.json: 0.1 MB of 0.3 MB" in time.said


def test_file_that_was_changed_on_disk_is_fetched_again(
    publisher: Publisher, network: Network, time: Time
) -> None:
    url = publisher.says("/file", Answer(BODY, etag='"one"'))
    path = network.get(url, name="file.json", kind="json").path
    path.write_bytes(BODY[:-1] + b"X")
    assert get(network, url) == BODY
    assert "If-None-Match" not in publisher.asked[1].headers
    assert time.said == ["file.json in the cache is not as it was fetched; it is fetched again."]


@pytest.mark.parametrize("note", [b"", b"[]", b'{"url": 1}', b"\xff", b'"x"'])
def test_broken_note_is_as_good_as_none(
    publisher: Publisher, network: Network, note: bytes
) -> None:
    url = publisher.says("/file", Answer(BODY))
    get(network, url)
    (network.cache / "file.json.note.json").write_bytes(note)
    assert get(network, url) == BODY
    assert len(publisher.asked) == 2


def test_note_of_another_address_is_not_taken_for_this_one(
    publisher: Publisher, network: Network
) -> None:
    get(network, publisher.says("/file", Answer(BODY)))
    assert get(network, publisher.says("/other", Answer(b"{}"))) == b"{}"


def test_compressed_answer_is_unpacked(publisher: Publisher, network: Network) -> None:
    import gzip

    packed = gzip.compress(BODY)
    url = publisher.says(
        "/file", Answer(packed, etag='"one"', headers={"Content-Encoding": "gzip"})
    )
    assert get(network, url) == BODY


def test_without_a_network_it_says_what_to_do(network: Network, time: Time) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers there
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/file"
        with pytest.raises(FetchError) as caught:
            get(network, url)
    assert str(caught.value) == (
        "127.0.0.1 cannot be reached: Connection refused. Download it by hand"
    )
    assert time.slept == [0, 2]


def test_command_that_was_killed_goes_on_where_it_was(
    publisher: Publisher, network: Network
) -> None:
    half = len(BODY) // 2
    url = publisher.says(
        "/file", Answer(BODY, etag='"one"', hang_after=half), Answer(BODY, etag='"one"')
    )
    program = (
        "import sys, time; from datetime import datetime, UTC; from pathlib import Path\n"
        "from samenspel.datapackage.fetching import Network\n"
        "clock = lambda: datetime(2026, 6, 1, tzinfo=UTC)\n"
        "Network(Path(sys.argv[1]), 'The Office', 'CC0-1.0', '', clock, time.sleep, print)"
        ".get(sys.argv[2], name='file.json', kind='json')"
    )
    source = Path(__file__).resolve().parents[3] / "src"
    killed = subprocess.Popen(
        [sys.executable, "-c", program, str(network.cache), url],
        env={**os.environ, "PYTHONPATH": str(source)},
    )
    part = network.cache / "file.json.part"
    deadline = real_time.monotonic() + 30
    while not part.exists() or part.stat().st_size < 4 * PIECE:
        assert real_time.monotonic() < deadline
        real_time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait(30)
    kept = part.stat().st_size
    assert 0 < kept < len(BODY)
    assert get(network, url) == BODY
    assert publisher.asked[1].headers["Range"] == f"bytes={kept}-"
