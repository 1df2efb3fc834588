# SPDX-License-Identifier: EUPL-1.2
"""Differences between two versions of a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis import text_differences
from samenspel.analysis.text_differences import Difference, Item, Kind, compare, words

TEXTS = st.text(alphabet="ab .\n", max_size=40)
ORDERS = st.lists(st.sampled_from("abcdefgh"), unique=True)


def item(key: str, number: str = "1", title: str = "Titel", text: str = "Tekst.") -> Item:
    return Item(key, number, title, text)


def told(before: str, after: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in words(before, after))


def kinds(found: tuple[Difference, ...]) -> list[tuple[str, str]]:
    return [(difference.shown.key, difference.kind.value) for difference in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Elke gemeente heeft een plaats.", "Elke gemeente heeft een stem.",
         "Elke gemeente heeft een [-plaats-][+stem+]."),
        ("Het is gratis.", "Het is niet gratis.", "Het is [+niet +]gratis."),
        ("een twee drie", "vier vijf drie", "[-een twee-][+vier vijf+] drie"),
        ("Regel een.\nRegel twee.\n", "Regel een.\nRegel drie.\n",
         "Regel een.\nRegel [-twee-][+drie+].\n"),
        ("", "Nieuw", "[+Nieuw+]"),
        ("Weg", "", "[-Weg-]"),
        ("", "", ""),
        ("Gelijk", "Gelijk", "Gelijk"),
    ],
    ids=["word", "inserted", "phrase", "line", "from-nothing", "to-nothing", "nothing", "same"],
)  # fmt: skip
def test_words_that_changed_are_marked(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_back(before: str, after: str) -> None:
    pieces = words(before, after)
    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after
    assert all(p.text for p in pieces)
    assert all(a.kind != b.kind for a, b in pairwise(pieces))


def test_a_stretch_too_long_to_compare_is_replaced_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_differences, "MOST_COMPARED", 3)
    assert told("een twee", "een drie") == "[-een twee-][+een drie+]"


def test_items_are_matched_by_key() -> None:
    before = [item("a"), item("b", text="Oud."), item("c"), item("d")]
    after = [item("a"), item("b", text="Nieuw."), item("e"), item("d")]
    assert kinds(compare(before, after)) == [
        ("a", "same"), ("b", "changed"), ("c", "removed"), ("e", "added"), ("d", "same"),
    ]  # fmt: skip


def test_one_item_that_moved_does_not_make_the_others_move() -> None:
    before = [item(key) for key in "abcd"]
    after = [item(key) for key in "bcda"]
    assert kinds(compare(before, after)) == [
        ("b", "same"), ("c", "same"), ("d", "same"), ("a", "moved"),
    ]  # fmt: skip


def test_an_item_can_be_changed_and_moved_and_renumbered() -> None:
    before = [item("a", "1"), item("b", "2"), item("c", "3")]
    after = [item("c", "1", text="Anders."), item("a", "2"), item("b", "3")]
    first, second, third = compare(before, after)
    assert (first.kind, first.is_moved, first.is_renumbered) == (Kind.CHANGED, True, True)
    assert (second.kind, second.is_moved, second.is_renumbered) == (Kind.SAME, False, True)
    assert third.before == before[1]


def test_a_title_that_changed_is_a_change() -> None:
    (found,) = compare([item("a")], [item("a", title="Kop")])
    assert found.kind is Kind.CHANGED
    assert [(piece.kind, piece.text) for piece in found.title] == [
        ("removed", "Titel"), ("added", "Kop"),
    ]  # fmt: skip
    assert [piece.kind for piece in found.text] == ["same"]


def test_what_was_removed_first_stands_first() -> None:
    assert kinds(compare([item("a"), item("b")], [item("b")])) == [("a", "removed"), ("b", "same")]
    (gone,) = compare([item("a", text="")], [])
    assert (gone.after, gone.text, gone.is_renumbered) == (None, (), False)


def test_a_key_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        compare([item("a"), item("a")], [])


@settings(max_examples=150, deadline=None)
@given(ORDERS, ORDERS)
def test_every_item_of_both_versions_appears_once(before: list[str], after: list[str]) -> None:
    found = compare([item(key) for key in before], [item(key) for key in after])
    assert sorted(d.shown.key for d in found) == sorted({*before, *after})
    assert [d.shown.key for d in found if d.after] == after
    assert {d.shown.key for d in found if d.kind is Kind.REMOVED} == {*before} - {*after}
    in_order = [key for key in before if key in after]
    if in_order == [key for key in after if key in before]:
        assert not any(d.is_moved for d in found if d.before and d.after)
