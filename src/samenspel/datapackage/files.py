# SPDX-License-Identifier: EUPL-1.2
"""The files of a data package: a folder or a zip archive, read without trusting either.

Nothing is ever unpacked to disk. Every byte that is read counts towards a limit, compressed
files are inflated piece by piece, and a path that leads out of the package is refused.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
import zipfile
import zlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

DESCRIPTOR = "datapackage.json"
_MEBIBYTE = 1024 * 1024
_PIECE = _MEBIBYTE // 4


@dataclass(frozen=True)
class Limits:
    """How much a package may hold before it is refused, in bytes unless said otherwise.

    ``ratio`` is how many times a compressed file may grow; it counts from ``ratio_from`` bytes
    on, because small files of one repeated line compress very well.
    """

    descriptor: int = 4 * _MEBIBYTE
    file: int = 256 * _MEBIBYTE
    total: int = 1024 * _MEBIBYTE
    record: int = 1 * _MEBIBYTE
    ratio: int = 200
    ratio_from: int = 8 * _MEBIBYTE
    members: int = 10_000  # files in an archive
    columns: int = 400  # columns in a table


class FileError(Exception):
    """A file cannot be used; the message is a sentence, ``expected`` what would do."""

    def __init__(self, message: str, expected: str = "") -> None:
        super().__init__(message)
        self.expected = expected


@dataclass(frozen=True)
class Stored:
    """A file as it is stored (compressed, if it is): size in bytes and SHA-256, hexadecimal."""

    size: int
    digest: str


class PackageFiles(ABC):
    """Gives the contents of the files of a package by their path within it.

    ``stored`` tells of each file that was read how it is stored.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.stored: dict[str, Stored] = {}
        self._used = 0

    def read(self, path: str, *, at_most: int | None = None) -> bytes:
        """The contents of the file, inflated when its name ends in ``.gz``.

        Raises
        ------
        FileError
            The path leads outside, there is no such file, or it is too large or broken.
        """
        check_path(path)
        limit = self.limits.file if at_most is None else min(at_most, self.limits.file)
        try:
            content = self._content(path, limit)
            self.stored[path] = Stored(len(content), hashlib.sha256(content).hexdigest())
            if path.endswith(".gz"):
                content = inflate(content, limit=limit, limits=self.limits)
        except OSError as error:
            message = f"the file cannot be read: {error.strerror or 'input error'}"
            raise FileError(message) from error
        self._used += len(content)
        if self._used > self.limits.total:
            raise FileError(
                "the package is too large",
                f"at most {self.limits.total} bytes in all files together",
            )
        return content

    @abstractmethod
    def _content(self, path: str, limit: int) -> bytes: ...

    @abstractmethod
    def names(self) -> list[str]:
        """Paths of the files beside the descriptor, for naming those that are not used."""

    def close(self) -> None:  # noqa: B027 -- a folder has nothing to let go of
        """Let go of the files."""


class Folder(PackageFiles):
    """A package in a folder."""

    def __init__(self, root: Path, limits: Limits) -> None:
        super().__init__(limits)
        self._root = root.resolve()

    def _content(self, path: str, limit: int) -> bytes:
        try:
            place = (self._root / path).resolve()
        except RuntimeError as error:  # links that go round; an OSError from Python 3.13 on
            raise FileError("the file is a link to itself", "a file") from error
        if not place.is_relative_to(self._root):
            raise FileError("the file lies outside the package", "a file within the package")
        if not place.exists():
            raise FileError("there is no such file", "a file within the package")
        # A pipe or device would make the reader wait for ever.
        if not stat.S_ISREG(place.stat().st_mode):
            raise FileError("this is not an ordinary file", "a file within the package")
        with place.open("rb") as stream:
            return _read_up_to(stream, limit)

    def names(self) -> list[str]:
        try:
            entries = list(self._root.iterdir())
        except OSError:  # a folder may be opened without the right to list it
            return []
        return sorted(e.name for e in entries if e.is_file() and e.name != DESCRIPTOR)


class Archive(PackageFiles):
    """A package in a zip archive, at its top or in a single folder in it."""

    def __init__(self, file: Path, limits: Limits) -> None:
        super().__init__(limits)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise FileError("the archive is broken or no zip archive", "a zip archive") from error
        try:
            self._members = self._by_name()
            self._prefix = self._find_prefix()
        except FileError:
            self.close()
            raise

    def _by_name(self) -> dict[str, zipfile.ZipInfo]:
        members: dict[str, zipfile.ZipInfo] = {}
        entries = self._zip.infolist()
        if len(entries) > self.limits.members:
            raise FileError(
                "the archive holds too many files", f"at most {self.limits.members} files"
            )
        for entry in entries:
            if entry.is_dir():
                continue
            check_path(entry.filename)
            if entry.filename in members:
                raise FileError(
                    f"the archive holds two files called {entry.filename[:80]!r}",
                    "different names",
                )
            members[entry.filename] = entry
        return members

    def _find_prefix(self) -> str:
        places = [
            name.removesuffix(DESCRIPTOR)
            for name in self._members
            if PurePosixPath(name).name == DESCRIPTOR and name.count("/") <= 1
        ]
        if "" in places:
            return ""
        if len(places) > 1:
            raise FileError(f"the archive holds {len(places)} packages", f"one {DESCRIPTOR}")
        return places[0] if places else ""

    def _content(self, path: str, limit: int) -> bytes:
        entry = self._members.get(self._prefix + path)
        if entry is None:
            raise FileError("there is no such file", "a file within the package")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise FileError("this is a link", "a file within the package")
        if entry.flag_bits & 0x1:
            raise FileError("the file is encrypted", "a file that can be read")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise FileError("the file is compressed in an unusual way", "an ordinary zip archive")
        # The size that the archive states may be a lie, so what comes out is counted.
        allowed = max(self.limits.ratio_from, entry.compress_size * self.limits.ratio)
        try:
            with self._zip.open(entry) as stream:
                content = _read_up_to(stream, min(limit, allowed))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise FileError("the file in the archive is broken", "a sound archive") from error
        except (RuntimeError, ValueError, OverflowError) as error:
            raise FileError("the file in the archive cannot be read", "a sound archive") from error
        return content

    def names(self) -> list[str]:
        start = len(self._prefix)
        inside = (name[start:] for name in self._members if name.startswith(self._prefix))
        return sorted(name for name in inside if name != DESCRIPTOR)

    def close(self) -> None:
        self._zip.close()


def open_files(path: Path, limits: Limits) -> PackageFiles:
    """The files of the package at ``path``: a folder, a zip archive or a ``datapackage.json``.

    Raises
    ------
    FileError
        There is nothing there that can be a package.
    """
    try:
        if path.is_dir():
            return Folder(path, limits)
        if path.name == DESCRIPTOR and path.is_file():
            return Folder(path.parent, limits)
        if path.is_file():
            return Archive(path, limits)
    except (OSError, ValueError) as error:
        raise FileError("the package cannot be opened", "a folder or a zip archive") from error
    raise FileError("there is no such folder or file", "a folder or a zip archive")


def check_path(path: str) -> None:
    """Refuse a path that is not plainly within the package.

    Raises
    ------
    FileError
        The path is empty, absolute, an address, goes up, or holds odd characters.
    """
    parts = path.split("/")
    bad = (
        not path
        or len(path) > 500
        or "\\" in path
        or "://" in path
        or not path.isprintable()
        or re.match(r"^[A-Za-z]:", path) is not None
        or any(part in {"", ".", ".."} for part in parts)
    )
    if bad:
        raise FileError(
            "the path leads outside the package or is no path",
            "a relative path within the package, without '..'",
        )


def inflate(content: bytes, *, limit: int, limits: Limits) -> bytes:
    """The contents of a gzip file, refused as soon as it grows too much.

    Raises
    ------
    FileError
        The file is broken, or larger than ``limit`` or the permitted growth.
    """
    allowed = min(limit, max(limits.ratio_from, len(content) * limits.ratio))
    source = io.BytesIO(content)
    pieces: list[bytes] = []
    size = 0
    finished = False
    machine = zlib.decompressobj(wbits=31)
    try:
        while piece := source.read(_PIECE):
            while piece:
                out = machine.decompress(piece, allowed - size + 1)
                pieces.append(out)
                size += len(out)
                if size > allowed:
                    raise FileError(
                        "the file is too large when decompressed",
                        f"at most {allowed} bytes",
                    )
                piece = machine.unconsumed_tail
                finished = machine.eof
                if finished:
                    # A gzip file may be several, one after the other.
                    piece = machine.unused_data
                    machine = zlib.decompressobj(wbits=31)
    except zlib.error as error:
        raise FileError("the gzip file is broken", "a sound gzip file") from error
    if not finished:
        raise FileError("the gzip file is cut off", "a whole gzip file")
    return b"".join(pieces)


def _read_up_to(stream: IO[bytes], limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > limit:
            raise FileError("the file is too large", f"at most {limit} bytes")
        pieces.append(piece)
    return b"".join(pieces)
