# SPDX-License-Identifier: EUPL-1.2
"""A publisher on this machine, and a network that does not wait."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from samenspel.datapackage.fetching import Network
from tests.datapackage.fetching.publisher import Publisher, running


@dataclass
class Time:
    """A clock that goes on only when somebody sleeps, and remembers how long."""

    now: datetime = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with running() as found:
        yield found


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def make_network(tmp_path: Path, time: Time) -> Callable[..., Network]:
    def make(**more: Any) -> Network:
        return Network(
            **{
                "cache": tmp_path / "cache",
                "publisher": "The Office",
                "licence": "CC0-1.0",
                "by_hand": "Download it by hand",
                "clock": time.clock,
                "sleep": time.sleep,
                "say": time.said.append,
                **more,
            }
        )

    return make


@pytest.fixture
def network(make_network: Callable[..., Network]) -> Network:
    return make_network()


@pytest.fixture
def make_places(tmp_path: Path) -> Path:
    """A package with one municipality."""
    folder = tmp_path / "places" / "one"
    folder.mkdir(parents=True)
    (folder / "municipalities.csv").write_text("code,name\nGM0001,Duinkerk\n")
    document = {
        "name": "one",
        "samenspel": {"observed_on": "2020-01-01"},
        "resources": [{"name": "municipalities", "path": "municipalities.csv"}],
    }
    (folder / "datapackage.json").write_text(json.dumps(document))
    return folder
