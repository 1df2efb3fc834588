# SPDX-License-Identifier: EUPL-1.2
"""DuckDB: what one machine holds, and more than its memory."""

from __future__ import annotations

import glob
import os
import re
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from samenspel.datapackage.trips.engine import EngineName, Settings, in_short
from samenspel.datapackage.trips.inputs import Records, is_address
from samenspel.datapackage.trips.request import TripsError

_NEEDS = 'DuckDB is not installed here: pip install "samenspel[records]"'
# Line and kind of an error in a CSV file, and the file.
_CSV_ERROR = (r"CSV Error on Line: (\d+)\n(?:Original Line:.*\n+)?(.*)", r"\n  file = (.*)\n")
# Which extension reads what kind of address.
_EXTENSIONS = {"az": "azure", "azure": "azure", "abfs": "azure", "abfss": "azure"}


@contextmanager
def duckdb_engine(settings: Settings) -> Iterator[DuckDBEngine]:
    """DuckDB in this process; what does not fit in memory goes to a temporary folder."""
    try:
        import duckdb
        import ibis
    except ImportError as error:
        raise TripsError(_NEEDS) from error
    with tempfile.TemporaryDirectory(prefix="samenspel-duckdb-") as spill:
        options: dict[str, Any] = {
            "temp_directory": spill,
            # The result is sorted; in between order only costs memory.
            "preserve_insertion_order": False,
        }
        if settings.memory:
            options["memory_limit"] = settings.memory
        if settings.threads:
            options["threads"] = settings.threads
        try:
            backend = ibis.duckdb.connect(**options)
            backend.con.execute("SET TimeZone = 'UTC'")
            # Kept to be asked for, and not drawn.
            backend.con.execute("SET enable_progress_bar = true")
            backend.con.execute("SET enable_progress_bar_print = false")
        except (duckdb.Error, ValueError) as error:
            raise TripsError(f"DuckDB does not start: {in_short(error)}") from error
        try:
            failures = (duckdb.Error, ibis.common.exceptions.IbisError, ArithmeticError, ValueError)
            yield DuckDBEngine(backend, failures)
        finally:
            backend.disconnect()


class DuckDBEngine:
    """DuckDB, connected."""

    name: EngineName = "duckdb"

    def __init__(self, backend: Any, failures: tuple[type[Exception], ...]) -> None:
        self.failures = failures
        self._backend = backend
        self._ready: set[str] = set()

    def list_files(self, pattern: str) -> list[str]:
        self._prepare(pattern)
        rows = self._rows("SELECT file FROM glob(?) ORDER BY file", pattern)
        return [file for (file,) in rows]

    def first_line(self, file: str) -> str:
        self._prepare(file)
        rows = self._rows(
            "SELECT line FROM read_csv(?, columns = {'line': 'VARCHAR'}, auto_detect = false, "
            "header = false, delim = '\x01', quote = '', escape = '') LIMIT 1",
            file,
        )
        return rows[0][0] or "" if rows else ""

    def parquet_types(self, files: Sequence[str]) -> dict[str, dict[str, str]]:
        types: dict[str, dict[str, str]] = {}
        for file in files:
            self._prepare(file)
            rows = self._rows("DESCRIBE SELECT * FROM read_parquet(?)", file)
            types[file] = {row[0]: row[1] for row in rows}
        return types

    def read(self, records: Records) -> Any:
        with _older_names():
            return self._read(records)

    def _read(self, records: Records) -> Any:
        # Signs that stand for others in a pattern stand for themselves in a name.
        files = [file if is_address(file) else glob.escape(file) for file in records.files]
        folders: dict[str, Any] = {"hive_partitioning": bool(records.folder_columns)}
        if records.folder_columns:
            folders["hive_types_autocast"] = False
        if records.format == "parquet":
            return self._backend.read_parquet(files, **folders)
        return self._backend.read_csv(
            files,
            columns=dict.fromkeys(records.columns, "VARCHAR"),
            auto_detect=False,
            header=True,
            delim=records.delimiter,
            quote='"',
            escape='"',
            **folders,
        )

    def memory_table(self, frame: Any) -> Any:
        import ibis

        return ibis.memtable(frame)

    def collect(self, expression: Any) -> Any:
        with _older_names():
            return self._backend.to_polars(expression)

    def explain(self, error: Exception) -> str:
        line, file = (re.search(sign, str(error)) for sign in _CSV_ERROR)
        if line and file:
            return f"{file[1].strip()}, line {line[1]}, is broken: {line[2].strip()}"
        return f"DuckDB cannot do this: {in_short(error)}"

    def progress(self) -> float | None:
        percent: float = self._backend.con.query_progress()
        return percent / 100 if percent >= 0 else None

    def _rows(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._backend.con.execute(statement, values).fetchall()
        return rows

    def _load(self, extension: str) -> None:
        self._backend.load_extension(extension)

    def _prepare(self, address: str) -> None:
        """Load what reads an address, and take what opens it from the environment."""
        scheme = address.split("://", 1)[0].lower()
        extension = _EXTENSIONS.get(scheme, "httpfs")
        if scheme in self._ready:
            return
        try:
            self._load(extension)
        except self.failures as error:
            raise TripsError(
                f"DuckDB cannot get its extension {extension}, which reads {scheme} addresses: "
                f"{in_short(error)}"
            ) from error
        secret = secret_for(scheme, os.environ)
        if secret:
            self._backend.con.execute(secret)
        self._ready.add(scheme)


@contextmanager
def _older_names() -> Iterator[None]:
    """Ibis calls DuckDB by names that have newer ones; that is not for our users to know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def secret_for(scheme: str, environment: Mapping[str, str]) -> str | None:
    """The statement that lets DuckDB open addresses of a kind, from the environment.

    The variables are those of the clouds' own programs. Without them addresses are asked for as
    anybody may.
    """
    get = environment.get
    if scheme in ("s3", "s3a"):
        key, secret = get("AWS_ACCESS_KEY_ID"), get("AWS_SECRET_ACCESS_KEY")
        endpoint = get("AWS_ENDPOINT_URL_S3") or get("AWS_ENDPOINT_URL") or ""
        parts = {
            "KEY_ID": key,
            "SECRET": secret,
            "SESSION_TOKEN": get("AWS_SESSION_TOKEN"),
            "REGION": get("AWS_REGION") or get("AWS_DEFAULT_REGION"),
            "ENDPOINT": endpoint.partition("://")[2].rstrip("/") or endpoint or None,
            "URL_STYLE": "path" if endpoint else None,
            "USE_SSL": "false" if endpoint.startswith("http:") else None,
        }
        return _secret("s3", parts) if (key and secret) or endpoint else None
    if scheme in ("gs", "gcs"):
        key, secret = get("GCS_ACCESS_KEY_ID"), get("GCS_SECRET_ACCESS_KEY")
        return _secret("gcs", {"KEY_ID": key, "SECRET": secret}) if key and secret else None
    if _EXTENSIONS.get(scheme) == "azure":
        whole = get("AZURE_STORAGE_CONNECTION_STRING")
        return _secret("azure", {"CONNECTION_STRING": whole}) if whole else None
    return None


def _secret(kind: str, parts: Mapping[str, str | None]) -> str:
    given = "".join(
        f", {name} '{value.replace(chr(39), chr(39) * 2)}'"
        for name, value in parts.items()
        if value
    )
    return f"CREATE OR REPLACE SECRET samenspel_{kind} (TYPE {kind}{given})"
