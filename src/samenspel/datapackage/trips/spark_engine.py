# SPDX-License-Identifier: EUPL-1.2
"""Spark: records on a cluster, where one is. Needs Java 17."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from samenspel.datapackage.trips.engine import EngineName, Settings, in_short
from samenspel.datapackage.trips.inputs import Records, is_address
from samenspel.datapackage.trips.request import TripsError

_NEEDS = 'Spark is not installed here: pip install "samenspel[cluster]"'
_NO_JAVA = "Spark needs Java 17, and there is none: install it, or set JAVA_HOME to where it is"
# The errors behind an error of Java, without the class of each.
_CAUSE = re.compile(r"^(?:Caused by)?: [\w.$]+(?:Exception|Error): (?!Exception thrown)(.+)$", re.M)
_STATE = re.compile(r"\.?\s*SQLSTATE: \w+")
# Signs that stand for others in a pattern.
_PATTERN = re.compile(r"([\\{}\[\]*?])")
# Without an appender Spark would put its own settings in place of these.
_SILENCE = """\
rootLogger.level = off
rootLogger.appenderRef.none.ref = none
appender.none.type = Null
appender.none.name = none
"""
_KEPT_APART = {"s3": "s3a"}


@contextmanager
def spark_engine(settings: Settings) -> Iterator[SparkEngine]:
    """A session of Spark on the cluster, or on this machine."""
    try:
        import ibis
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise TripsError(_NEEDS) from error
    if not has_java():
        raise TripsError(_NO_JAVA)
    failures = (PySparkException, Py4JError)
    with tempfile.TemporaryDirectory(prefix="samenspel-spark-") as folder:
        builder = SparkSession.builder.appName("samenspel flows aggregate")
        for key, value in _configuration(settings.spark_master, Path(folder)).items():
            builder = builder.config(key, value)
        try:
            session = builder.getOrCreate()
        except failures as error:
            raise TripsError(f"Spark does not start: {_in_short(error)}") from error
    try:
        backend = ibis.pyspark.connect(session)
        more = (ibis.common.exceptions.IbisError, ArithmeticError, ValueError)
        yield SparkEngine(session, backend, (*failures, *more))
    finally:
        session.stop()


def has_java() -> bool:
    """Whether there is a Java for Spark to start."""
    home = os.environ.get("JAVA_HOME")
    return (Path(home) / "bin" / "java").exists() if home else shutil.which("java") is not None


def _configuration(master: str, folder: Path) -> dict[str, str]:
    """Settings that results depend on; everything else is the cluster's own."""
    # What goes wrong comes back as an error; pages of log beside it help nobody.
    silence = folder / "log4j2.properties"
    silence.write_text(_SILENCE, encoding="utf-8")
    settings = {
        "spark.master": master,
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.caseSensitive": "true",
        # Sums that do not fit are an error.
        "spark.sql.ansi.enabled": "true",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        # Names of folders are text, as the columns of CSV files are.
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
        # See every column of a record, so that a broken one is noticed.
        "spark.sql.csv.parser.columnPruning.enabled": "false",
    }
    if master.startswith("local"):
        settings |= {
            "spark.ui.enabled": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={silence}",
            "spark.sql.shuffle.partitions": "8",
        }
    return settings


class SparkEngine:
    """Spark, connected."""

    name: EngineName = "spark"

    def __init__(self, session: Any, backend: Any, failures: tuple[type[Exception], ...]) -> None:
        self.failures = failures
        self._session = session
        self._backend = backend

    def list_files(self, pattern: str) -> list[str]:
        # The listing of Spark's own file systems, whatever is in the files.
        read = self._session.read.format("binaryFile").load(_for_spark(pattern))
        return sorted(read.inputFiles())

    def first_line(self, file: str) -> str:
        row = self._session.read.text(_for_spark(file)).head()
        return row[0] if row else ""

    def parquet_types(self, files: Sequence[str]) -> dict[str, dict[str, str]]:
        return {file: dict(self._session.read.parquet(_for_spark(file)).dtypes) for file in files}

    def read(self, records: Records) -> Any:
        from pyspark.sql.types import StringType, StructField, StructType

        tables: list[Any] = []
        for base, files in _by_base(records).items():
            reader = self._session.read
            if records.folder_columns:
                reader = reader.option("basePath", base)
            if records.format == "parquet":
                frame = reader.parquet(*files)
            else:
                text = StructType([StructField(name, StringType()) for name in records.columns])
                told = [StructField(name, StringType()) for name in records.folder_columns]
                frame = reader.csv(
                    files,
                    schema=StructType(text.fields + told),
                    header=True,
                    sep=records.delimiter,
                    quote='"',
                    escape='"',
                    mode="FAILFAST",
                    unescapedQuoteHandling="RAISE_ERROR",
                    enforceSchema=True,
                )
            name = f"samenspel_records_{len(tables)}"
            frame.createOrReplaceTempView(name)
            tables.append(self._backend.table(name))
        return tables[0] if len(tables) == 1 else tables[0].union(*tables[1:])

    def memory_table(self, frame: Any) -> Any:
        import ibis

        return ibis.memtable(frame)

    def collect(self, expression: Any) -> Any:
        with warnings.catch_warnings():
            # An error comes back by itself; the warning that there is one is pages of Java.
            warnings.filterwarnings("ignore", "toPandas attempted Arrow", UserWarning)
            return self._backend.to_polars(expression)

    def explain(self, error: Exception) -> str:
        return f"Spark cannot do this: {_in_short(error)}"

    def progress(self) -> float | None:
        tracker = self._session.sparkContext.statusTracker()
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        known = [stage for stage in stages if stage is not None]
        tasks = sum(stage.numTasks for stage in known)
        return sum(stage.numCompletedTasks for stage in known) / tasks if tasks else None


def _in_short(error: Exception) -> str:
    """What Java says first and last, where an error comes from there: the where and the why."""
    causes = [found[1] for found in _CAUSE.finditer(str(error))]
    if not causes:
        return in_short(error)
    told = (in_short(RuntimeError(_STATE.sub("", cause))) for cause in (causes[0], causes[-1]))
    return ": ".join(dict.fromkeys(told))


def _by_base(records: Records) -> dict[str, list[str]]:
    """Files as Spark takes them, by the folder under which names of folders tell columns."""
    groups: dict[str, list[str]] = {}
    for file in records.files:
        address = file if is_address(file) else f"file:{Path(file).absolute()}"
        folders = address.split("/")[:-1]
        at = next((i for i, name in enumerate(folders) if "=" in name), len(folders))
        base = "/".join(folders[:at]) if records.folder_columns else ""
        name = _for_spark(address) if is_address(file) else _PATTERN.sub(r"\\\1", address)
        groups.setdefault(base, []).append(name)
    return groups


def _for_spark(address: str) -> str:
    """An address in the spelling of Spark's file systems."""
    scheme, sign, rest = address.partition("://")
    return f"{_KEPT_APART.get(scheme, scheme)}{sign}{rest}"
