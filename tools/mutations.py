# SPDX-License-Identifier: EUPL-1.2
"""Spoils a file the way files get spoilt: on the way, in a spreadsheet, by hand, on purpose.

Deterministic: the same content and generator give the same copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Spoil = Callable[[bytes, Random], bytes]

_LONGEST_CELL = 300_000
_NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")
_ODD_NUMBERS = (b"0", b"-1", b"1e999", b"9" * 400, b"NaN", b"null", b"true", b'"x"', b"0.5", b"[]")
_ODD_TEXTS = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    "\u200b\u202e\u2028".encode(),
    b"\xc3\x83\xc2\xa2",
    b'"',
    b"'",
    b";",
    b",",
    b"\t",
    b"\r",
    b"\n\n\n",
    b"&lol;",
    b"<![CDATA[",
    b"]]>",
    b"\\ud800",
    b"../../etc/passwd",
    b"=1+1",
)
_DELIMITERS = (b";", b",", b"\t", b"|")
_ENCODINGS = ("utf-16", "utf-16-le", "cp1252", "utf-8-sig", "utf-32", "cp037")
_ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY lol "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY file SYSTEM "/etc/passwd">]>'
)


def mutated(content: bytes, chance: Random) -> bytes:
    """A copy, spoilt in one to four ways."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = chance.choice(_SPOILS)(content, chance)
    return content


def _place(content: bytes, chance: Random) -> int:
    return chance.randrange(len(content) + 1)


def _flip_bytes(content: bytes, chance: Random) -> bytes:
    if not content:
        return content
    copy = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        copy[chance.randrange(len(copy))] = chance.randrange(256)
    return bytes(copy)


def _cut_off(content: bytes, chance: Random) -> bytes:
    place = _place(content, chance)
    return content[:place] if chance.random() < 0.8 else content[place:]


def _cut_out(content: bytes, chance: Random) -> bytes:
    start = _place(content, chance)
    return content[:start] + content[start + chance.randint(1, 200) :]


def _repeat_part(content: bytes, chance: Random) -> bytes:
    start = _place(content, chance)
    part = content[start : start + chance.randint(1, 400)]
    return content[:start] + part * chance.randint(2, 4) + content[start:]


def _put_in(content: bytes, chance: Random) -> bytes:
    start = _place(content, chance)
    return content[:start] + chance.choice(_ODD_TEXTS) + content[start:]


def _spoil_lines(content: bytes, chance: Random) -> bytes:
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            del lines[one]
        case _:
            lines[one] += lines[other]
    return b"\n".join(lines)


def _other_encoding(content: bytes, chance: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(_ENCODINGS), "replace")


def _twice_encoded(content: bytes, chance: Random) -> bytes:
    return content.decode("latin-1").encode("utf-8")


def _other_delimiter(content: bytes, chance: Random) -> bytes:
    one, other = chance.sample(_DELIMITERS, 2)
    if chance.random() < 0.5:
        return content.replace(one, other)
    lines = content.split(b"\n")
    line = chance.randrange(len(lines))
    lines[line] = lines[line].replace(one, other)
    return b"\n".join(lines)


def _huge_cell(content: bytes, chance: Random) -> bytes:
    start = _place(content, chance)
    filling = chance.choice((b"x", b" ", b"9", b"[", b'"', "é".encode(), b"<a>"))
    return content[:start] + filling * chance.randint(1000, _LONGEST_CELL) + content[start:]


def _odd_numbers(content: bytes, chance: Random) -> bytes:
    found = list(_NUMBER.finditer(content[:200_000]))
    if not found:
        return content
    spot = chance.choice(found)
    return content[: spot.start()] + chance.choice(_ODD_NUMBERS) + content[spot.end() :]


def _drop_signs(content: bytes, chance: Random) -> bytes:
    """Take out, or double, one of the signs that hold JSON and XML together."""
    sign = chance.choice(b'{}[]<>/":,=')
    spots = [place for place, byte in enumerate(content[:200_000]) if byte == sign]
    if not spots:
        return content
    spot = chance.choice(spots)
    kept = bytes((sign, sign)) if chance.random() < 0.3 else b""
    return content[:spot] + kept + content[spot + 1 :]


def _rename(content: bytes, chance: Random) -> bytes:
    """Change a word wherever it stands: a column, a property, an element."""
    words = re.findall(rb"[A-Za-z_]{3,30}", content[:5000])
    if not words:
        return content
    word = chance.choice(words)
    return content.replace(word, chance.choice((word.upper(), word + b"2", b"x", b"")))


def _swap_cells(content: bytes, chance: Random) -> bytes:
    """Shift the cells of one line, as a lost or added field does."""
    lines = content.split(b"\n")
    number = chance.randrange(len(lines))
    sign = max(_DELIMITERS, key=lines[number].count)
    cells = lines[number].split(sign)
    chance.shuffle(cells)
    lines[number] = sign.join(cells[: chance.randint(1, len(cells))])
    return b"\n".join(lines)


def _entities(content: bytes, chance: Random) -> bytes:
    end = content.find(b"?>") + 2
    return content[:end] + _ENTITIES + content[end:].replace(b">", b">&lol;&file;", 3)


def _nothing(content: bytes, chance: Random) -> bytes:
    return chance.choice((b"", b"\n", b"\x00" * 1000, b"\xef\xbb\xbf", b"{}", b"[]", b"<a/>"))


_SPOILS: tuple[Spoil, ...] = (
    _flip_bytes,
    _cut_off,
    _cut_out,
    _repeat_part,
    _put_in,
    _spoil_lines,
    _other_encoding,
    _twice_encoded,
    _other_delimiter,
    _huge_cell,
    _odd_numbers,
    _drop_signs,
    _rename,
    _swap_cells,
    _entities,
    _nothing,
)
