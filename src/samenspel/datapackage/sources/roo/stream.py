# SPDX-License-Identifier: EUPL-1.2
"""Streams an XML export, record by record: nothing is kept but the record that is being read.

No document type, entity or outside reference is allowed; depth, size and number are bounded.
"""

from __future__ import annotations

import codecs
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol, cast
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from samenspel.datapackage.files import Limits
from samenspel.datapackage.sources.conversion import SourceError
from samenspel.datapackage.sources.roo.fields import Known, known_elements

RECORDS = frozenset(
    {
        "organisatie",
        "gemeente",
        "regeling",
        "gemeenschappelijkeRegeling",
        "zelfstandigBestuursorgaan",
    }
)
"""Local names of the element of one record; versions of the export differ."""

# Records stand in lists, and within a record only in its list of organisations.
_NESTED = frozenset({"organisaties", "clusterOnderdelen"})

_DEEPEST = 200  # levels; a real export has some 20
_MOST_ELEMENTS = 100_000  # read elements in one record
_MOST_RECORDS = 500_000  # records and participants; a real export has some 16,000
_MOST_UNKNOWN = 1_000  # different paths; the rest is counted together
_LONGEST_PATH = 200
_PIECE = 256 * 1024
_INVALID_TOKEN = 4  # number of the error in expat
_OTHER_PATHS = "(others)"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


@dataclass(slots=True)
class Node:
    """An element that is read: local name, read attributes by local name, own text, elements."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def all(self, *path: str) -> Iterator[Node]:
        """The elements at a path below this one, in the order of the file."""
        first, *rest = path
        for child in self.children:
            if child.name == first:
                if rest:
                    yield from child.all(*rest)
                else:
                    yield child

    def one(self, *path: str) -> Node | None:
        """The first element at a path that has text or attributes, else the first."""
        found = list(self.all(*path))
        filled = (node for node in found if node.attributes or node.text.strip())
        return next(filled, found[0] if found else None)

    def value(self, *path: str) -> str:
        """The text at a path; empty when there is none."""
        node = self.one(*path)
        return "" if node is None else node.text

    def attribute(self, name: str, *path: str) -> str:
        """An attribute of the element at a path (or of this one); empty when there is none."""
        node = self.one(*path) if path else self
        return "" if node is None else node.attributes.get(name, "").strip()


@dataclass(frozen=True)
class Record:
    """One record: its ordinal in the file (the first is 1) and what is read of it."""

    number: int
    node: Node


@dataclass
class Export:
    """A file that is being read; the counts are complete when :func:`records` is exhausted."""

    stated_day: str = ""
    """What the root element says of the moment at which the export was made."""
    encoding: str | None = None
    """Set when the text is not in the encoding that the file states, and was read in this one."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Paths of elements and attributes that stand in no list, and how often they occur."""
    number: int = 0
    """How many records were met so far."""


class WrongEncodingError(Exception):
    """The bytes are not text in the encoding that the file states."""


class _TooMuchError(Exception):
    """The file holds more than a real export can."""


class _Feeding(Protocol):
    """The part of the parser that is used here; it has no types of its own."""

    def feed(self, data: bytes) -> None: ...
    def close(self) -> object: ...


def check_file(path: Path, limits: Limits) -> None:
    """Refuse what is no ordinary file of an allowed size.

    Raises
    ------
    SourceError
        A folder, a device, or too large.
    OSError
        It cannot be looked at.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{path.name}: this is not a file; expected the XML export")
    if status.st_size > limits.file:
        raise SourceError(f"{path.name}: the file has more than {limits.file} bytes")


def records(path: Path, export: Export, limits: Limits) -> Iterator[Record]:
    """The records of a file, in the order in which their elements end.

    Raises
    ------
    SourceError
        The file is no XML, is cut off, or holds what is not allowed.
    WrongEncodingError
        It is no UTF-8; the caller may start anew with ``export.encoding`` set.
    OSError
        It cannot be read.
    """
    target = _Target(export, limits)
    parser = DefusedXMLParser(target=target, encoding=export.encoding, forbid_dtd=True)
    feeding = cast("_Feeding", parser)
    progress = _Progress(limits.record)
    try:
        with path.open("rb") as stream:
            for piece in _pieces(stream):
                feeding.feed(piece)
                progress.check(parser.parser.CurrentByteIndex, len(piece))
                yield from target.take()
            feeding.close()
    except _TooMuchError as error:
        raise SourceError(f"{path.name}: {error}") from error
    except DefusedXmlException as error:
        raise SourceError(
            f"{path.name}: the file declares a document type or entities, which is not allowed"
        ) from error
    except ParseError as error:
        if error.code == _INVALID_TOKEN and export.encoding is None and not _is_utf8(path):
            raise WrongEncodingError from error
        raise SourceError(f"{path.name}: this is not complete XML: {error}") from error
    except (ValueError, LookupError, UnicodeError, OverflowError) as error:
        reason = str(error)[:200]
        raise SourceError(f"{path.name}: the XML cannot be read: {reason}") from error
    yield from target.take()


@dataclass
class _Progress:
    """Sees to it that a tag ends: an open one would be looked through anew with each piece."""

    most: int
    place: int = -1
    waiting: int = 0

    def check(self, place: int, fed: int) -> None:
        self.waiting = self.waiting + fed if place == self.place else 0
        self.place = place
        if self.waiting > self.most:
            raise _TooMuchError(f"a tag has more than {self.most} bytes")


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            for piece in _pieces(stream):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


@dataclass(slots=True)
class _Level:
    """An element that is open: what is known of it, and its node when it is read."""

    name: str
    known: Known | None
    node: Node | None
    number: int = 0
    """Ordinal of the record that it is the element of; 0 for all others."""
    path: str = ""


class _Target:
    """Receives the events of the parser."""

    def __init__(self, export: Export, limits: Limits) -> None:
        self._export = export
        self._limits = limits
        self._known = known_elements()
        self._open: list[_Level] = []
        self._ready: list[Record] = []
        self._characters: list[int] = []
        self._elements: list[int] = []
        self._total = 0

    def take(self) -> Iterator[Record]:
        """The records that are complete."""
        ready, self._ready = self._ready, []
        yield from ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if len(self._open) >= _DEEPEST:
            raise _TooMuchError(f"elements lie more than {_DEEPEST} levels deep")
        parent = self._open[-1] if self._open else None
        if parent is None:
            self._export.stated_day = _stated_day(attributes)
        if name in RECORDS and self._may_hold_records(parent):
            self._start_record(name, attributes)
        elif parent is None or parent.known is None or parent.known.everything:
            known = parent.known if parent is not None else None
            self._open.append(_Level(name, known, None))
        else:
            self._start_element(name, attributes, parent)

    def _may_hold_records(self, parent: _Level | None) -> bool:
        """Whether the open element is a list of records: outside of records, any element."""
        return parent is None or parent.name in _NESTED or not self._characters

    def _start_record(self, name: str, attributes: dict[str, str]) -> None:
        self._export.number += 1
        self._count()
        node = Node(name)
        level = _Level(name, self._known, node, self._export.number)
        self._learn_attributes(level, attributes)
        self._open.append(level)
        self._characters.append(0)
        self._elements.append(0)

    def _start_element(self, name: str, attributes: dict[str, str], parent: _Level) -> None:
        known = cast("Known", parent.known).children.get(name)
        path = f"{parent.path}/{name}"
        if known is None:
            if name not in _NESTED:
                self._unknown(path)
            self._open.append(_Level(name, None, None))
            return
        node = Node(name) if known.read and parent.node is not None else None
        level = _Level(name, known, node, path=path)
        self._learn_attributes(level, attributes)
        if node is not None:
            cast("Node", parent.node).children.append(node)
            self._elements[-1] += 1
            if self._elements[-1] > _MOST_ELEMENTS:
                raise _TooMuchError(f"a record has more than {_MOST_ELEMENTS} elements")
            if name == "deelnemendeOrganisatie":
                self._count()
        self._open.append(level)

    def _learn_attributes(self, level: _Level, attributes: dict[str, str]) -> None:
        known = cast("Known", level.known)
        for key, value in attributes.items():
            name = local(key)
            if name in known.read_attributes:
                if level.node is not None:
                    level.node.attributes.setdefault(name, value)
                    self._keep(len(value))
            elif name not in known.other_attributes and not key.startswith(_XSI):
                self._unknown(f"{level.path}@{name}")

    def data(self, text: str) -> None:
        node = self._open[-1].node if self._open else None
        if node is not None:
            node.texts.append(text)
            self._keep(len(text))

    def end(self, tag: str) -> None:
        del tag
        level = self._open.pop()
        if level.number:
            self._ready.append(Record(level.number, cast("Node", level.node)))
            self._characters.pop()
            self._elements.pop()

    def close(self) -> None:
        """Nothing is left to do."""

    def _keep(self, characters: int) -> None:
        if not self._characters:
            return
        self._characters[-1] += characters
        if self._characters[-1] > self._limits.record:
            raise _TooMuchError(f"a record has more than {self._limits.record} characters")

    def _count(self) -> None:
        self._total += 1
        if self._total > _MOST_RECORDS:
            raise _TooMuchError(f"it has more than {_MOST_RECORDS} records and participants")

    def _unknown(self, path: str) -> None:
        unknown, path = self._export.unknown, path[:_LONGEST_PATH]
        named = path in unknown or len(unknown) < _MOST_UNKNOWN
        unknown[path if named else _OTHER_PATHS] += 1


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def _stated_day(attributes: dict[str, str]) -> str:
    for key, value in attributes.items():
        if any(word in local(key).casefold() for word in ("timestamp", "datum", "date")):
            return value.strip()
    return ""
