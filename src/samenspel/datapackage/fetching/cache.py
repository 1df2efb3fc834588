# SPDX-License-Identifier: EUPL-1.2
"""Files that were fetched, kept on disk with a note beside each, whole or as far as they came.

Beside ``NAME`` stands ``NAME.note.json`` with the address, ETag, SHA-256, size, moment, licence and
publisher. A file that is on its way is ``NAME.part``; its note says that it is not complete.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Note:
    """What is known of a file; ``sha256`` and ``bytes`` only when it is complete."""

    url: str
    etag: str | None
    sha256: str | None
    bytes: int | None
    fetched_at: str
    licence: str
    publisher: str
    complete: bool

    @property
    def moment(self) -> datetime:
        """When the file was fetched, or last found to be unchanged."""
        return datetime.fromisoformat(self.fetched_at)


@dataclass(frozen=True)
class Entry:
    """A place in the cache."""

    folder: Path
    name: str

    @property
    def file(self) -> Path:
        """The whole file."""
        return self.folder / self.name

    @property
    def part(self) -> Path:
        """What came of it so far."""
        return self.folder / f"{self.name}.part"

    def note(self, url: str) -> Note | None:
        """The note, when there is a sound one for this address."""
        try:
            found = json.loads(self._note.read_text(encoding="utf-8"))
            note = Note(**found)
            sound = note.moment.tzinfo is not None and isinstance(note.complete, bool)
        except (OSError, ValueError, TypeError, AttributeError):
            return None
        return note if sound and note.url == url else None

    def matches(self, note: Note) -> bool:
        """Whether the whole file is as its note says, byte for byte."""
        if not note.complete or not self.file.is_file():
            return False
        return self.file.stat().st_size == note.bytes and digest_of(self.file) == note.sha256

    def received(self) -> int:
        """How many bytes came so far."""
        return self.part.stat().st_size if self.part.is_file() else 0

    def write_note(self, note: Note) -> None:
        """Write the note, all or nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(note), ensure_ascii=False, indent=2) + "\n"
        fresh = self._note.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self._note)

    def forget(self) -> None:
        """Throw away file, part and note."""
        for path in (self.file, self.part, self._note):
            path.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.folder / f"{self.name}.note.json"


def digest_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
