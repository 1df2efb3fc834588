# SPDX-License-Identifier: EUPL-1.2
"""Reading FLOWS: a CSV or Parquet file, plain or compressed, or a data package.

What a file is shows from its first bytes; a name that says otherwise is an error. Nothing is read
or inflated beyond the limits that data packages have. Only packages and large files load more than
numpy, so that a small file is read at once.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import stat
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from samenspel.analysis.flows import Flows, FlowsError
from samenspel.cli.flow_columns import (
    ColumnsError,
    choose_year,
    from_text,
    listed,
)
from samenspel.cli.folders import reason

if TYPE_CHECKING:
    from samenspel.datapackage import Package

# The limits of samenspel.datapackage.files.Limits, which takes too long to load.
MOST_BYTES = 256 * 1024 * 1024
MOST_GROWTH = 200
GROWTH_FROM = 8 * 1024 * 1024

_GZIP, _ZSTD, _PARQUET, _ZIP = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PAR1", b"PK\x03\x04"
_NAMES = {
    ".gz": (_GZIP, "a gzip file"),
    ".zst": (_ZSTD, "a zstd file"),
    ".zstd": (_ZSTD, "a zstd file"),
    ".parquet": (_PARQUET, "a Parquet file"),
    ".zip": (_ZIP, "a zip archive"),
}
_DESCRIPTOR = "datapackage.json"
_LARGEST_BLOCK = 128 * 1024
_MOST_BLOCKS = 100_000


class FlowFileError(Exception):
    """A file cannot be used; the message is one sentence that names it."""


@dataclass(frozen=True)
class FlowSource:
    """Flows, and where they came from.

    ``sha256`` is that of the file as it is stored, of a package its fingerprint; ``year`` None is
    unknown; ``years`` are all that the source has; ``names`` those of zones, where known.
    """

    path: Path
    flows: Flows
    sha256: str
    year: int | None
    years: tuple[int, ...]
    package: Package | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def named(self, code: str) -> str:
        """The name of a zone with its code, or the code alone."""
        name = self.names.get(code)
        return f"{name} ({code})" if name else code


def read_flows(path: Path, *, year: int | None, say: Callable[[str], None]) -> FlowSource:
    """Flows of one year, the last one when ``year`` is None; ``say`` gets what people should know.

    Raises
    ------
    FlowFileError
        It cannot be read, or holds no usable flows.
    """
    try:
        if is_package(path):
            return flows_of_package(read_package_of(path), path, year=year, say=say)
        return _of_file(path, year, say)
    except (ColumnsError, FlowsError) as error:
        raise FlowFileError(f"{path}: {error}.") from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise FlowFileError(f"{path} cannot be read: {reason(error)}.") from error


def is_package(path: Path) -> bool:
    """Whether it must be a data package: a folder, its descriptor or a zip archive.

    Raises
    ------
    OSError
        There is nothing there.
    """
    if path.is_dir() or path.name == _DESCRIPTOR:
        return True
    if not stat.S_ISREG(path.stat().st_mode):
        return False
    with path.open("rb") as stream:
        return stream.read(len(_ZIP)) == _ZIP


def read_package_of(path: Path) -> Package:
    """A data package, checked.

    Raises
    ------
    FlowFileError
        There are problems in it.
    """
    from samenspel.datapackage import PackageError, read_package

    try:
        return read_package(path)
    except PackageError as error:
        raise FlowFileError(f"{path}: {str(error).rstrip('.')}.") from error


def flows_of_package(
    package: Package, path: Path, *, year: int | None, say: Callable[[str], None]
) -> FlowSource:
    """The commuting of a package; see :func:`read_flows`.

    Raises
    ------
    ColumnsError, FlowsError
        There is none, or not of that year.
    """
    table = package.table("commuting")
    if not table.height:
        raise ColumnsError("the package has no commuting")
    years = tuple(sorted(table["year"].unique().to_list()))
    chosen = choose_year(years, year)
    rows = table.filter(table["year"] == chosen)
    below = rows["jobs"].null_count()
    if below:
        say(f"{path}: {below} flows are too small for the source to publish; they count as 0.")
    flows = Flows.from_frame(
        rows.with_columns(rows["jobs"].fill_null(0)),
        origin="origin_code",
        destination="destination_code",
        flow="jobs",
    )
    municipalities = package.table("municipalities")
    names = dict(municipalities.select("code", "name").iter_rows())
    _say_year(path, years, chosen, year, say)
    return FlowSource(path, flows, package.fingerprint, chosen, years, package, names)


def _of_file(path: Path, year: int | None, say: Callable[[str], None]) -> FlowSource:
    stored = read_bytes(path)
    for ending, (start, kind) in _NAMES.items():
        if path.name.casefold().endswith(ending) and not stored.startswith(start):
            raise ColumnsError(f"the name ends in {ending} but this is not {kind}")
    content = decompressed(stored)
    if content.startswith(_PARQUET):
        from samenspel.cli.flow_frames import from_parquet

        columns = from_parquet(content, year=year)
    else:
        columns = from_text(content, year=year)
    del content
    flows = Flows.of(columns.origins, columns.destinations, columns.amounts)
    for note in columns.notes:
        say(f"{path}: {note}.")
    _say_year(path, columns.years, columns.year, year, say)
    digest = hashlib.sha256(stored).hexdigest()
    return FlowSource(path, flows, digest, columns.year, columns.years)


def _say_year(
    path: Path,
    years: tuple[int, ...],
    chosen: int | None,
    asked: int | None,
    say: Callable[[str], None],
) -> None:
    if asked is None and len(years) > 1:
        say(f"{path} has flows of {listed(years)}; those of {chosen} are used (--year).")


def read_bytes(path: Path) -> bytes:
    """What is in an ordinary file, up to the limit.

    Raises
    ------
    ColumnsError
        It is not an ordinary file, or too large.
    OSError
        It cannot be read.
    """
    # A pipe or a device would make the reader wait for ever.
    if not stat.S_ISREG(path.stat().st_mode):
        raise ColumnsError("this is not an ordinary file")
    with path.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ColumnsError(f"the file is larger than {MOST_BYTES} bytes")
    return content


def decompressed(stored: bytes) -> bytes:
    """The contents, inflated where the first bytes say gzip or zstd.

    Raises
    ------
    ColumnsError
        The compressed file is broken, or grows too large.
    """
    if stored.startswith(_GZIP):
        return _gunzip(stored)
    if stored.startswith(_ZSTD):
        return _unzstd(stored)
    return stored


def _gunzip(stored: bytes) -> bytes:
    allowed = _allowed(stored)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(stored)) as stream:
            content = stream.read(allowed + 1)
    except (OSError, EOFError, zlib.error):
        raise ColumnsError("the gzip file is broken or cut off") from None
    if len(content) > allowed:
        raise _too_large(allowed)
    return content


def _unzstd(stored: bytes) -> bytes:
    """With polars, which inflates tables of text only: as one column of lines."""
    import polars as pl

    allowed = _allowed(stored)
    if _largest_contents(stored) > allowed:
        raise _too_large(allowed)
    try:
        lines = pl.read_csv(
            stored, has_header=False, separator="\x01", quote_char=None, infer_schema=False
        ).to_series()
    except (pl.exceptions.PolarsError, OSError):
        raise ColumnsError("the zstd file is broken, or holds no table of text in UTF-8") from None
    text = lines.fill_null("").str.join("\n").item()
    return str(text).encode()


def _largest_contents(stored: bytes) -> int:
    """What a zstd file can hold at most, in bytes, from the heads of its blocks (RFC 8878).

    Raises
    ------
    ColumnsError
        It is not built as a zstd file is.
    """
    size, at, blocks = 0, 0, 0
    try:
        while at < len(stored):
            magic = int.from_bytes(stored[at : at + 4], "little")
            if magic & ~0xF == 0x184D2A50:  # a frame to skip
                at += 8 + int.from_bytes(stored[at + 4 : at + 8], "little")
                continue
            if magic != int.from_bytes(_ZSTD, "little"):
                raise ColumnsError("the zstd file is broken")
            descriptor = stored[at + 4]
            single = descriptor >> 5 & 1
            length = (single, 2, 4, 8)[descriptor >> 6]
            at += 5 + (1 - single) + (0, 1, 2, 4)[descriptor & 3] + length
            last = 0
            while not last:
                head = int.from_bytes(stored[at : at + 3], "little")
                last, kind, block = head & 1, head >> 1 & 3, head >> 3
                if at + 3 > len(stored) or kind == 3 or blocks == _MOST_BLOCKS:
                    raise ColumnsError("the zstd file is broken or cut off")
                at += 3 + (1 if kind == 1 else block)
                size += _LARGEST_BLOCK if kind == 2 else block
                blocks += 1
            at += 4 * (descriptor >> 2 & 1)
    except IndexError:
        raise ColumnsError("the zstd file is cut off") from None
    return size


def _allowed(stored: bytes) -> int:
    return min(MOST_BYTES, max(GROWTH_FROM, len(stored) * MOST_GROWTH))


def _too_large(allowed: int) -> ColumnsError:
    return ColumnsError(f"the file is larger than {allowed} bytes when decompressed")
