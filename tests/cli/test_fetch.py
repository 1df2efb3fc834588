# SPDX-License-Identifier: EUPL-1.2
"""``samenspel data fetch`` against a publisher on this machine."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenspel.cli import samenspel
from samenspel.datapackage import read_package
from tests.datapackage.fetching import statline
from tests.datapackage.fetching.publisher import Answer, Publisher, running

ITEMS = "/collections/gemeente_gegeneraliseerd/items"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with running() as found:
        features = [statline.square("GM0001", "Duinkerk", 5.0)]
        found.says_json(ITEMS, {"type": "FeatureCollection", "features": features})
        yield found


def run(publisher: Publisher | str, out: Path, *more: object) -> Result:
    base = publisher if isinstance(publisher, str) else publisher.base
    arguments = ["cbs-boundaries", out, "--cache", out.parent / "cache", "--base-url", base, *more]
    return CliRunner().invoke(samenspel, ["data", "fetch", *map(str, arguments)])


def test_package_raw_files_and_their_origin_are_written(
    publisher: Publisher, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = run(publisher, out, "--year", "2025")
    assert result.exit_code == 0, result.output
    assert result.stdout == "boundaries-2025: 1 feature in, 1 row out.\nNo remarks.\n"
    assert "Fetching cbs-boundaries from Statistics Netherlands (CBS) and Kadaster" in result.stderr
    assert read_package(out).name == "boundaries-2025"
    (entry,) = json.loads((out / "raw" / "fetched.json").read_text())
    assert entry["url"] == f"{publisher.base}{ITEMS}?f=json&limit=1000&jaarcode=2025"
    assert (entry["licence"], len(entry["sha256"])) == ("CC-BY-4.0", 64)
    assert (out / "raw" / entry["file"]).stat().st_size == entry["bytes"]


def test_second_time_the_cache_is_enough(publisher: Publisher, tmp_path: Path) -> None:
    run(publisher, tmp_path / "out")
    result = run(publisher, tmp_path / "out", "--json")
    found = json.loads(result.stdout)
    assert (found["source"], found["licence"]) == ("cbs-boundaries", "CC-BY-4.0")
    assert found["records_out"] == 1
    assert len(publisher.asked) == 1


def test_fault_is_one_sentence_and_leaves_what_was(publisher: Publisher, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(publisher, out, "--year", "2025")
    publisher.says(ITEMS, Answer(b"<!doctype html><p>Onderhoud", kind="text/html"))
    result = run(publisher, out, "--year", "2024")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Error: 127.0.0.1 answered with a web page instead of data" in result.stderr
    assert read_package(out).name == "boundaries-2025"
    assert not list(tmp_path.glob(".out*"))


def test_without_a_network_it_says_what_to_do_by_hand(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers there
        result = run(f"http://127.0.0.1:{taken.getsockname()[1]}", tmp_path / "out")
    assert result.exit_code == 1
    assert "cannot be reached: Connection refused. Without a connection" in result.stderr
    assert "run `samenspel data convert boundaries`.\n" in result.stderr
    assert not (tmp_path / "out").exists()


def test_other_addresses_than_https_are_refused(tmp_path: Path) -> None:
    result = run("http://publisher.example", tmp_path / "out")
    assert result.exit_code == 1
    assert "only https is safe" in result.stderr


def test_folder_with_something_else_is_left_alone(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").touch()
    assert run(publisher, tmp_path / "out").exit_code == 1
    assert publisher.asked == []
    assert run(publisher, tmp_path / "out", "--force").exit_code == 0


def test_cache_is_in_the_folder_of_the_user_by_default(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["data", "fetch", "cbs-boundaries", str(tmp_path / "out"), "--base-url"]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert CliRunner().invoke(samenspel, [*arguments, publisher.base]).exit_code == 0
    assert (tmp_path / "xdg/samenspel/cbs-boundaries").is_dir()
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert CliRunner().invoke(samenspel, [*arguments, publisher.base]).exit_code == 0
    assert (tmp_path / "home/.cache/samenspel/cbs-boundaries").is_dir()


def test_wrong_usage_has_exit_code_2(tmp_path: Path) -> None:
    for arguments in (["nonsense", "out"], ["roo"], ["roo", "out", "--year", "now"]):
        assert CliRunner().invoke(samenspel, ["data", "fetch", *arguments]).exit_code == 2


def test_help_lists_what_can_be_fetched() -> None:
    result = CliRunner().invoke(samenspel, ["data", "fetch", "--help"])
    assert "Example: samenspel data fetch cbs-boundaries" in result.stdout
    assert "the register of government organisations" in result.stdout
