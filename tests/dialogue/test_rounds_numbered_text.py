# SPDX-License-Identifier: EUPL-1.2
"""A pasted text becomes clauses, and clauses are found again in the next version."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from samenspel.dialogue.actions.rounds.values import ClauseValues
from samenspel.dialogue.forms.documents import posted_clauses
from samenspel.dialogue.numbered_text import split_numbered, with_keys


def told(text: str) -> list[tuple[str, str, str]]:
    return [(one.number, one.title, one.text) for one in split_numbered(text)[1]]


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("1. Begin", "1", "Begin"), ("  2) Haakje", "2", "Haakje"), ("3: Punt", "3", "Punt"),
        ("4.1 Dieper", "4.1", "Dieper"), ("4.1. Dieper", "4.1", "Dieper"),
        ("Artikel 5 Kosten", "5", "Kosten"), ("ART. 6a: Duur", "6a", "Duur"),
        ("Onderdeel 7. Slot", "7", "Slot"),
    ],
)  # fmt: skip
def test_a_numbered_line_begins_a_clause(line: str, number: str, title: str) -> None:
    assert told(line) == [(number, title, "")]


@pytest.mark.parametrize("line", ["22 maart 2012 schreven wij", "2012.", "- 1. streepje", "1.", ""])
def test_other_lines_do_not(line: str) -> None:
    assert told(line) == []


def test_what_stands_before_is_the_introduction_and_lines_belong_to_their_clause() -> None:
    before, clauses = split_numbered("Vooraf.\n\n1. Een\nRegel.\n\nNog een.\n2. Twee\n")
    assert before == "Vooraf."
    assert [(c.title, c.text) for c in clauses] == [("Een", "Regel.\n\nNog een."), ("Twee", "")]


def test_a_long_line_is_a_title_to_the_end_of_its_first_sentence() -> None:
    text = "1. Een korte zin. " + "En daarna nog heel veel woorden over hetzelfde. " * 5
    ((_number, title, rest),) = told(text)
    assert title == "Een korte zin"
    assert rest.startswith("En daarna")
    ((_number, title, rest),) = told("1. " + "woord " * 40)
    assert len(title) <= 120
    assert rest.startswith("woord")
    ((_number, title, rest),) = told("1. " + "x" * 150)
    assert (len(title), len(rest)) == (120, 30)


def clause(key: str, number: str, title: str, text: str = "") -> ClauseValues:
    return ClauseValues(key, number, title, text)


def test_a_clause_is_found_again_by_title_or_by_number_and_text() -> None:
    earlier = [
        clause("a", "1", "Kosten", "Elk betaalt naar inwoners."),
        clause("b", "2", "Duur", "Tot en met 2014 en daarna verder."),
        clause("c", "3", "Stemmen"),
    ]
    new = [
        clause("", "1", "  STEMMEN "), clause("", "2", "Looptijd", "Tot en met 2014 en verder."),
        clause("", "3", "Iets anders"), clause("", "4", "Kosten"), clause("", "5", "Kosten"),
    ]  # fmt: skip
    assert [one.key for one in with_keys(new, earlier)] == ["c", "b", "", "a", ""]


def test_rows_are_ordered_by_the_place_that_was_given() -> None:
    data = QueryDict(mutable=True)
    for name, values in {
        "sleutel": ["", "k", "", "x"], "nummer": ["1", "2", "3", ""], "titel": ["A", "B", "C", ""],
        "tekst": ["", "", "", ""], "plaats": ["nan", "1,5", "-inf", "1"],
    }.items():  # fmt: skip
        data.setlist(name, values)
    assert [one.number for one in posted_clauses(data)] == ["1", "2", "3"]
