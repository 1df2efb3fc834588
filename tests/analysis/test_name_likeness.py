# SPDX-License-Identifier: EUPL-1.2
"""Names of arrangements: what makes two of them alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenspel.analysis.name_likeness import (
    WordWeights,
    all_words_of,
    name_likeness,
    name_words,
)

NAMES = (
    ("GGD Zaanstreek-Waterland",),
    ("Veiligheidsregio Zaanstreek-Waterland",),
    ("Omgevingsdienst Zaanstreek-Waterland",),
    ("Recreatieschap Twiske-Waterland",),
    ("Werkvoorzieningschap De Kanaalstreek (Wedeka Bedrijven)",),
    ("Gemeenschappelijke regeling Wedeka",),
)
WEIGHTS = WordWeights.of(NAMES)


def likeness(one: str, other: str) -> float:
    return name_likeness(one, other, WEIGHTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GGD Zaanstreek-Waterland", "Gemeentelijke Gezondheidsdienst Zaanstreek-Waterland"),
        ("Afvalschap IJmond", "Gemeenschappelijke regeling Afvalschap IJmond 2016"),
        ("Nieuw Land Erfgoedcentrum", "Erfgoedcentrum Nieuw Land"),
        ("G.G.D. Zaanstreek Waterland", "GGD ZAANSTREEK-WATERLAND"),
        ("Intergemeentelijke Sociale Dienst Noord", "ISD Noord"),
        ("Súdwest", "Sudwest"),
    ],
)
def test_names_that_say_the_same_are_fully_alike(one: str, other: str) -> None:
    assert likeness(one, other) == 1.0


def test_a_name_of_nothing_but_form_words_keeps_them() -> None:
    assert name_words("Gemeenschappelijke regeling") == ("gemeenschappelijke", "regeling")


def test_a_name_of_only_stop_words_and_brackets_keeps_what_it_has() -> None:
    assert name_words("De Het") == ("de", "het")
    assert name_words("(Avres)") == ("avres",)


def test_names_without_any_letter_are_not_alike() -> None:
    assert likeness("---", "GGD") == 0.0
    assert likeness("GGD", "...") == 0.0


def test_typing_error_in_a_long_word_counts_in_part() -> None:
    assert 0.9 < likeness("Parkschap De Biesbosch", "Parkschap De Bieschbosch") < 1.0


def test_words_cut_otherwise_are_one_name() -> None:
    found = likeness("Werkleerbedrijf Noard East", "Werk Leerbedrijf NoardEast")
    assert found == pytest.approx(1.0)


def test_initials_stand_for_their_words() -> None:
    one, other = "RDOG Hollands Midden", "Regionale Dienst Openbare Gezondheid Hollands Midden"
    assert likeness(one, other) == 1.0
    assert likeness(other, one) == 1.0


def test_whole_name_of_initials_is_found_with_and_without_stop_words() -> None:
    assert likeness("DRA", "Drinkwater Rond Arnhem") == 1.0
    assert 0.2 < likeness("SVDG", "Samenwerking van de Gooi") < 1.0
    assert likeness("SG", "Samenwerking Gooi") == 1.0


def test_compound_counts_for_the_part_that_it_shares() -> None:
    assert 0.3 < likeness("Recreatie Twiske", "Recreatieschap Twiske") < 1.0
    assert likeness("Archief Oss", "Streekarchief Oss") > likeness("Archief Oss", "Brandweer Oss")


def test_other_subject_makes_names_less_alike() -> None:
    same = likeness("GGD Zaanstreek-Waterland", "GGD Zaanstreek")
    other = likeness("GGD Zaanstreek-Waterland", "Veiligheidsregio Zaanstreek-Waterland")
    assert other < 0.6 < same


def test_name_between_brackets_counts_when_it_is_rare() -> None:
    found = likeness("Werkvoorzieningschap De Kanaalstreek (Wedeka Bedrijven)", "Wedeka Bedrijven")
    assert found == pytest.approx(0.9)
    assert likeness("Dienst (Onbekendwoord)", "Onbekendwoord") == 0.0


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert WEIGHTS["twiske"] > WEIGHTS["waterland"] >= 1.0
    assert WEIGHTS["komtnietvoor"] == WEIGHTS["twiske"]
    assert WordWeights.of([])["iets"] == 1.0


def test_all_words_of_names_include_those_between_brackets() -> None:
    assert all_words_of(["Dienst X (Wedeka)"]) == {"dienst", "x", "wedeka"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetric_a_share_and_full_with_itself(one: str, other: str) -> None:
    found = likeness(one, other)
    assert 0.0 <= found <= 1.0 + 1e-9
    assert found == pytest.approx(likeness(other, one))
    assert likeness(one, one) in (0.0, 1.0)
