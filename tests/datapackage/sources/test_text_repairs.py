# SPDX-License-Identifier: EUPL-1.2
"""Repairs of text: they mend what was broken, leave the rest alone, and say what they did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenspel.datapackage.sources.text_repairs import (
    APOSTROPHE,
    BLANKS_AT_ENDS,
    COMPOSED,
    DOUBLE_BLANKS,
    ENCODING,
    INVISIBLE,
    LOST_APOSTROPHE,
    ODD_BLANKS,
    UNREADABLE,
    decode,
    repair,
    repair_encoding,
    restore_apostrophe,
)


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("FryslÃ¢n", "Fryslân"),
        ("SÃºdwest", "Súdwest"),
        ("DÃ¼ren", "Düren"),
        ("GieÃŸen", "Gießen"),
        ("â€™t Zand", "’t Zand"),
        ("â‚¬ 12", "€ 12"),
        ("Ã\u00a0 la carte", "à la carte"),
        ("FryslÃƒÂ¢n", "Fryslân"),
    ],
)
def test_utf8_that_was_read_as_windows_is_read_again(broken, right):
    repaired = repair_encoding(broken)
    assert repaired.text == right
    assert repaired.causes == (ENCODING,)


@pytest.mark.parametrize("text", ["Fryslân", "CAFÉ”", "Ångström", "Ã", "â", "naïve", "30 °C", ""])
def test_right_text_is_left_alone(text):
    assert repair_encoding(text).text == text
    assert repair_encoding(text).causes == ()


@pytest.mark.parametrize(
    ("broken", "right", "causes"),
    [
        (" Heusden ", "Heusden", (BLANKS_AT_ENDS,)),
        ("1234\u00a0AB", "1234 AB", (ODD_BLANKS,)),
        ("1234\tAB", "1234 AB", (ODD_BLANKS,)),
        ("Oss\n", "Oss", (ODD_BLANKS, BLANKS_AT_ENDS)),
        ("Den  Haag", "Den Haag", (DOUBLE_BLANKS,)),
        ("\ufeffOss", "Oss", (INVISIBLE,)),
        ("O\x00ss", "Oss", (INVISIBLE,)),
        ("O\u200bss", "Oss", (INVISIBLE,)),
        ("Oss\ud83d", "Oss\ufffd", (UNREADABLE,)),
        ("Frysla\u0302n", "Fryslân", (COMPOSED,)),
        ("’s-Hertogenbosch", "'s-Hertogenbosch", (APOSTROPHE,)),
        ("`s-Hertogenbosch", "'s-Hertogenbosch", (APOSTROPHE,)),
        ("â€™t Zand ", "'t Zand", (ENCODING, BLANKS_AT_ENDS, APOSTROPHE)),
        ("Oss", "Oss", ()),
    ],
)
def test_every_repair_is_named(broken, right, causes):
    repaired = repair(broken)
    assert repaired.text == right
    assert repaired.causes == causes


@pytest.mark.parametrize(
    ("broken", "right"),
    [("s-Gravenhage", "'s-Gravenhage"), ("t Zandt", "'t Zandt"), ("s-Heer", "'s-Heer")],
)
def test_a_lost_apostrophe_is_put_back(broken, right):
    assert restore_apostrophe(broken).text == right
    assert restore_apostrophe(broken).causes == (LOST_APOSTROPHE,)


@pytest.mark.parametrize("text", ["'s-Gravenhage", "staten", "t", "s-hertog", "Sint-Anthonis"])
def test_no_apostrophe_is_put_where_none_was_lost(text):
    assert restore_apostrophe(text).text == text
    assert restore_apostrophe(text).causes == ()


@pytest.mark.parametrize(
    ("content", "text", "repaired"),
    [
        ("Fryslân".encode(), "Fryslân", False),
        ("Fryslân".encode("utf-8-sig"), "Fryslân", False),
        ("Fryslân".encode("utf-16"), "Fryslân", True),
        ("Fryslân".encode("cp1252"), "Fryslân", True),
        (b"a\x81\x80", "a\x81€", True),
    ],
)
def test_the_encoding_of_a_file_is_found(content, text, repaired):
    decoded = decode(content)
    assert decoded.text == text
    assert bool(decoded.causes) is repaired


@given(st.binary(max_size=200))
def test_any_file_is_text(content):
    assert isinstance(decode(content).text, str)


@given(st.text(st.characters(), max_size=60))
def test_repairing_twice_changes_nothing_more_and_a_change_has_a_cause(text):
    once = repair(text)
    assert repair(once.text).text == once.text
    assert bool(once.causes) is (once.text != text)
    assert once.text == once.text.strip()
    assert "\x00" not in once.text
    once.text.encode("utf-8")


@given(st.text(st.characters(codec="utf-8", min_codepoint=0xA0, max_codepoint=0x17F), max_size=40))
def test_reading_wrong_and_repairing_gives_the_text_back(text):
    wrong = "".join(decode(b"\xff" + bytes((byte,))).text[1] for byte in text.encode("utf-8"))
    assert repair_encoding(wrong).text == repair_encoding(text).text
