# SPDX-License-Identifier: EUPL-1.2
"""Repairs of text that say what they did: encoding, blanks, invisible characters, apostrophes.

Each function returns the text and the causes, in words for :attr:`Remark.cause`; without causes
the text is untouched. :func:`repair` does all that can be done without knowing what the text is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ENCODING = "encoding repaired"
BLANKS_AT_ENDS = "blanks at the ends removed"
ODD_BLANKS = "unusual blank made an ordinary one"
DOUBLE_BLANKS = "double blanks made one"
INVISIBLE = "invisible character removed"
UNREADABLE = "unreadable character replaced"
COMPOSED = "accent and letter made one character"
APOSTROPHE = "apostrophe made straight"
LOST_APOSTROPHE = "lost apostrophe put back"

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Repaired:
    """A text, and what was done to it (nothing when ``causes`` is empty)."""

    text: str
    causes: tuple[str, ...] = ()


def _character_of(byte: int) -> str:
    """What Windows makes of a byte; the five it does not know it takes as they are."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTE_OF = {_character_of(byte): byte for byte in range(0x80, 0x100)}
_WINDOWS = {byte: character for character, byte in _BYTE_OF.items()}
_FOLLOWING = "[" + re.escape("".join(_character_of(byte) for byte in range(0x80, 0xC0))) + "]"
# Only sequences that give Latin letters, punctuation or a mark of byte order: other leads are
# letters that a sentence in capitals may really have before a closing quotation mark.
_MISREAD = re.compile(f"(?:[ÂÃÄÅ]{_FOLLOWING}|â{_FOLLOWING}{{2}}|ï»¿|ï¿½|ðŸ{_FOLLOWING}{{2}})")
_MOST_ROUNDS = 4  # some files were read wrong more than once

_APOSTROPHES = re.compile("[‘’‚‛´`ʼʹ′＇]")
_LOST_BEFORE = re.compile(r"^([st])(?=[- ][A-ZÀ-Ý])")


def repair_encoding(text: str) -> Repaired:
    """UTF-8 that was read as Windows-1252: ``FryslÃ¢n`` is ``Fryslân``."""
    found = text
    for _ in range(_MOST_ROUNDS):
        again = _MISREAD.sub(_decoded, found)
        if again == found:
            break
        found = again
    return _result(text, found, ENCODING)


def _decoded(match: re.Match[str]) -> str:
    content = bytes(_BYTE_OF[character] for character in match.group())
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def repair_blanks(text: str) -> Repaired:
    """Ordinary single blanks between words and none at the ends.

    Tabs, line breaks, non-breaking and other odd blanks become ordinary ones; characters without
    a shape (zero width, soft hyphen, byte order mark, NUL and other controls) are removed, and
    halves of surrogate pairs, which no file can hold, become U+FFFD.
    """
    causes = []
    visible = "".join(_visible(character) for character in text)
    if visible != text:
        plain = [c for c in text if not _is_plain(c)]
        causes += [INVISIBLE] if any(_visible(c) == "" for c in plain) else []
        causes += [ODD_BLANKS] if any(_visible(c) == " " for c in plain) else []
        causes += [UNREADABLE] if any(_visible(c) == REPLACEMENT for c in plain) else []
    stripped = visible.strip(" ")
    if stripped != visible:
        causes.append(BLANKS_AT_ENDS)
    single = re.sub(" {2,}", " ", stripped)
    if single != stripped:
        causes.append(DOUBLE_BLANKS)
    return Repaired(single, tuple(causes))


def _is_plain(character: str) -> bool:
    return _visible(character) == character


def _visible(character: str) -> str:
    """The character, an ordinary blank for any blank, nothing for one without a shape."""
    if " " <= character <= "~":
        return character
    if character.isspace():
        return " "
    match unicodedata.category(character):
        case "Cc" | "Cf":
            return ""
        case "Cs":
            return REPLACEMENT
        case _:
            return character


def straighten_apostrophes(text: str) -> Repaired:
    """Curly quotation marks and accents that stand for an apostrophe: ``’s-Gravenhage``."""
    return _result(text, _APOSTROPHES.sub("'", text), APOSTROPHE)


def restore_apostrophe(text: str) -> Repaired:
    """A place that lost the apostrophe it begins with: ``s-Gravenhage``, ``t Zandt``."""
    return _result(text, _LOST_BEFORE.sub(r"'\1", text), LOST_APOSTROPHE)


def compose(text: str) -> Repaired:
    """A letter and a loose accent as the one character that it is."""
    return _result(text, unicodedata.normalize("NFC", text), COMPOSED)


def repair(text: str) -> Repaired:
    """Encoding, blanks, invisible characters, loose accents and curly apostrophes."""
    if text.isascii() and text.isprintable() and text == text.strip(" ") and "  " not in text:
        return Repaired(text.replace("`", "'"), (APOSTROPHE,) if "`" in text else ())
    causes: list[str] = []
    for _ in range(_MOST_ROUNDS):  # what was removed may have stood within what was misread
        before = text
        for step in (repair_encoding, repair_blanks, compose, straighten_apostrophes):
            done = step(text)
            text = done.text
            causes += done.causes
        if text == before:
            break
    return Repaired(text, tuple(dict.fromkeys(causes)))


def decode(content: bytes) -> Repaired:
    """The text of a file: UTF-8 (with or without byte order mark), UTF-16 with one, else Windows.

    Never fails: what is no UTF-8 is read as Windows-1252, which knows every byte (the five that
    it leaves open are taken as control characters).
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            text = content[2:].decode(encoding, "replace")
            return Repaired(text, (f"read as {encoding[:6].upper()}",))
    try:
        return Repaired(content.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError:
        text = content.decode("latin-1").translate(_WINDOWS)
        return Repaired(text, ("read as Windows-1252",))


def _result(before: str, after: str, cause: str) -> Repaired:
    return Repaired(after, (cause,) if after != before else ())
