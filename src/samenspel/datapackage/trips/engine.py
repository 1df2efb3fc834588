# SPDX-License-Identifier: EUPL-1.2
"""What an engine must do: connect, find and read files. The rest is the same for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from samenspel.datapackage.trips.request import TripsError

if TYPE_CHECKING:
    from samenspel.datapackage.trips.inputs import Records

EngineName: TypeAlias = Literal["duckdb", "spark"]
ENGINES: tuple[EngineName, ...] = ("duckdb", "spark")
_LONGEST_REASON = 300


@dataclass(frozen=True)
class Settings:
    """How to run an engine.

    Attributes
    ----------
    memory, threads
        Of DuckDB; memory as ``4GB``. Its own choice when left out.
    spark_master
        Address of the cluster; ``local[2]`` is this machine.
    """

    memory: str | None = None
    threads: int | None = None
    spark_master: str = "local[2]"


class Engine(Protocol):
    """DuckDB or Spark, connected."""

    name: EngineName
    # What it raises when it fails.
    failures: tuple[type[Exception], ...]

    def list_files(self, pattern: str) -> list[str]:
        """Files at an address in object storage, in order."""

    def first_line(self, file: str) -> str:
        """First line of a text file at an address; empty when there is none."""

    def parquet_types(self, files: Sequence[str]) -> dict[str, dict[str, str]]:
        """Types of the columns of each Parquet file at an address."""

    def read(self, records: Records) -> Any:
        """The records as an Ibis table; of CSV, every column is text."""

    def memory_table(self, frame: Any) -> Any:
        """A small table of polars as an Ibis table."""

    def collect(self, expression: Any) -> Any:
        """The rows of an Ibis expression, as a table of polars."""

    def explain(self, error: Exception) -> str:
        """What went wrong, in a sentence."""

    def progress(self) -> float | None:
        """Share of the work at hand that is done, from 0 to 1; None when it cannot tell."""


@contextmanager
def connected(name: EngineName, settings: Settings) -> Iterator[Engine]:
    """An engine, closed afterwards.

    Raises
    ------
    TripsError
        The engine is not installed or does not start; or it failed while it was used.
    """
    with _start(name, settings) as engine:
        try:
            yield engine
        except engine.failures as error:
            raise TripsError(engine.explain(error)) from error


def _start(name: EngineName, settings: Settings) -> AbstractContextManager[Engine]:
    if name == "duckdb":
        from samenspel.datapackage.trips.duckdb_engine import duckdb_engine

        return duckdb_engine(settings)
    from samenspel.datapackage.trips.spark_engine import spark_engine

    return spark_engine(settings)


def in_short(error: Exception) -> str:
    """The first line of what an engine says, which can be pages."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = lines[0] if lines else type(error).__name__
    return text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]}..."
