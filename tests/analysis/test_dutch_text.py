# SPDX-License-Identifier: EUPL-1.2
import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis import dutch_text
from samenspel.analysis.dutch_text import (
    MAX_QUERY_WORDS,
    MAX_TEXT_CHARS,
    MAX_WORD_CHARS,
    QueryWord,
    analyser_fingerprint,
    fold_letters,
    fts5_match,
    index_terms,
    only_ignored,
    query_terms,
    shown_as,
    tsquery,
)

# Written by hand for this test: titles as councils meet them, numbered.
TITLES = {
    1: "Windmolenpark Noordermeer: afspraken met de buurgemeenten",
    2: "Plaatsing van een windmolen bij Barneveld",
    3: "Regionale energiestrategie en zonneparken",
    4: "Jeugdhulpregio Rijnmond",
    5: "Inkoop jeugdzorg Zuid-Limburg",
    6: "Uitvoeringsorganisatie Jeugdbescherming IJsselland",
    7: "Woningbouwprogrammering tot 2030",
    8: "Programma woningbouw Metropoolregio",
    9: "Gemeenschappelijke regeling Omgevingsdienst Groningen",
    10: "Wijziging van gemeenschappelijke regelingen",
    11: "Zienswijze op de ontwerpbegroting 2027",
    12: "Termijn voor zienswijzen van de raden",
    13: "Bijeenkomst voor raadsleden uit de stadsregio",
    14: "Vergoeding van een raadslid",
    15: "Omgevingsvisie Súdwest-Fryslân",
    16: "Afstemming van omgevingsvisies in de provincie",
    17: "Veiligheidsregio Kennemerland",
    18: "Overleg tussen veiligheidsregio's en brandweer",
    19: "Belastingsamenwerking Gouwe-Rijnland",
    20: "Heffing van gemeentelijke belastingen",
    21: "Regionaal Historisch Centrum en streekarchief",
    22: "Archieven van vijf gemeenten",
    23: "Afvalverwijdering Utrecht",
    24: "Inzameling van afvalstoffen",
    25: "Werkvoorzieningschap Midden-Brabant",
    26: "Sociale werkvoorziening voor de Kempen",
    27: "Recreatieschap Spaarnwoude",
    28: "Natuur- en recreatieschappen",
    29: "Leerlingenvervoer in de Achterhoek",
    30: "Bestuursovereenkomst over openbaar vervoer",
    31: "Schuldhulpverlening Drechtsteden",
    32: "Stedenband Amsterdam, Delfzijl, Heerlen en Sluis",
    33: "GGD Zaanstreek-Waterland",
    34: "Veiligheid van foto's in de gemeente 's-Gravenhage",
    35: "Gemeenteraad van Voorschoten spreekt over het voorschot",
    36: "Waterschapslaboratorium voor coördinatie van metingen",
    37: "Handhavingstaken van de regio Hart van Brabant",
    38: "Regioraad besluit over het vervoer",
    39: "Arbeidsmarktregio Rijk van Nijmegen",
    40: "Duurzame samenwerking met Noard-Fryslân",
}

EXPECTED = {
    "windmolens": {1, 2},
    "windmolen": {1, 2},
    "windmolenpark": {1},
    "zonnepark": {3},
    "jeugd": {4, 5, 6},
    "jeugdhulp": {4},
    "jeugdzorg": {5},
    "woningbouwprogrammering": {7},
    "woningbouw": {7, 8},
    "programmering woningbouw": {7},
    "gemeenschappelijke regeling": {9, 10},
    "gemeenschappelijke regelingen": {9, 10},
    "zienswijze": {11, 12},
    "zienswijzen": {11, 12},
    "begroting": {11},
    "raadsleden": {13, 14},
    "raadslid": {13, 14},
    "omgevingsvisie": {15, 16},
    "omgevingsvisies": {15, 16},
    "sudwest fryslan": {15},
    "sudwestfryslan": {15},
    "SÚDWEST-FRYSLÂN": {15},
    "veiligheidsregio": {17, 18},
    "veiligheid": {17, 18, 34},
    "belasting": {19, 20},
    "archief": {21, 22},
    "afval": {23, 24},
    "werkvoorziening": {25, 26},
    "recreatieschap": {27, 28},
    "vervoer": {29, 30, 38},
    "hulpverlening": {31},
    "stedenbanden": {32},
    "g.g.d.": {33},
    "den haag": set(),
    "gravenhage": {34},
    "foto": {34},
    "voorschoten": {35},
    "gemeenteraden": {35},
    "coordinatie": {36},
    "laboratorium": {36},
    "handhaving": {37},
    "arbeidsmarkt": {39},
    "duurzaamheid": {40},
    "het overleg van de veiligheidsregio": {18},
}


@pytest.fixture(scope="module")
def find():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE titles USING fts5(terms)")
    rows = [(number, index_terms(title)) for number, title in TITLES.items()]
    connection.executemany("INSERT INTO titles(rowid, terms) VALUES (?, ?)", rows)

    def search(query):
        found = connection.execute(
            "SELECT rowid FROM titles WHERE titles MATCH ?", [fts5_match(query_terms(query))]
        )
        return {number for (number,) in found}

    yield search
    connection.close()


def test_recall_and_precision_on_the_hand_written_set(find):
    assert len(TITLES) >= 30
    assert len(EXPECTED) >= 20
    hits = {query: find(query) for query in EXPECTED}
    wanted = sum(map(len, EXPECTED.values()))
    right = sum(len(hits[query] & EXPECTED[query]) for query in EXPECTED)
    wrong = {
        query: hits[query] - EXPECTED[query] for query in hits if hits[query] - EXPECTED[query]
    }
    missed = {
        query: EXPECTED[query] - hits[query] for query in hits if EXPECTED[query] - hits[query]
    }
    assert not wrong  # precision 1.0
    assert right / wanted >= 0.95, missed


def test_stem_alone_would_miss_a_fifth_of_it(find):
    """Keeps the set honest: without compound parts the same queries find much less."""
    stems_only = {
        query: [
            QueryWord(word.word, word.stem, ignored=word.ignored) for word in query_terms(query)
        ]
        for query in EXPECTED
    }
    terms = {number: set(_stems(title)) for number, title in TITLES.items()}
    right = sum(
        1
        for query, numbers in EXPECTED.items()
        for number in numbers
        if all(word.stem in terms[number] for word in stems_only[query] if not word.ignored)
    )
    assert right / sum(map(len, EXPECTED.values())) < 0.8


def _stems(title):
    return [word.stem for word in query_terms(title)]


def test_all_words_of_a_query_must_be_found(find):
    assert find("jeugd rijnmond") == {4}
    assert find("jeugd groningen") == set()


def test_singular_and_plural_of_a_compound_have_one_stem():
    for one, many in [
        ("raadslid", "raadsleden"),
        ("gemeenteraadslid", "gemeenteraadsleden"),
        ("omgevingsvisie", "omgevingsvisies"),
        ("zienswijze", "zienswijzen"),
        ("windmolenpark", "windmolenparken"),
        ("kadernota", "kadernota's"),
    ]:
        assert query_terms(one)[0].stem == query_terms(many)[0].stem


def test_parts_are_indexed_at_every_level():
    assert index_terms("Jeugdhulpregio").split()[1:] == ["jeugdhulp", "jeugd", "hulp", "regio"]


def test_a_place_name_is_not_read_as_a_common_word():
    assert index_terms("Voorschoten Wateringen Zoetermeer") == "voorschoten wateringen zoetermeer"


def test_the_fields_own_words_win_where_a_compound_can_be_read_in_two_ways():
    """handhaving + s + taken, not handhaving + staken."""
    assert query_terms("handhavingstaken")[0].parts == ("handhav", "tak")


def test_rest_of_a_compound_that_is_too_short_for_a_part_leaves_the_word_whole():
    assert query_terms("waterxq")[0].parts == ()
    assert query_terms("watersqe")[0].parts == ()


def test_index_terms_of_a_text_without_words_are_empty():
    assert index_terms(" -- !? ") == ""
    assert index_terms("de van het") == ""


def test_words_in_another_script_are_reported_as_ignored():
    words = query_terms("Москва regio")
    assert [(word.word, word.ignored) for word in words] == [("москва", True), ("regio", False)]
    assert fts5_match(words) == '"regio"'


def test_a_query_of_stop_words_says_that_nothing_is_left(find):
    words = query_terms("de van het")
    assert [word.word for word in words] == ["de", "van", "het"]
    assert only_ignored(words)
    assert shown_as(words) == ""
    assert find("de van het") == set()
    assert tsquery(words) == ""


def test_an_empty_query_has_no_words(find):
    assert query_terms("  ?! ") == ()
    assert not only_ignored(())
    assert find("?!") == set()


def test_a_repeated_word_is_searched_once():
    assert [word.word for word in query_terms("zienswijze Zienswijzen")] == ["zienswijze"]


def test_expressions_take_a_word_by_stem_or_by_all_parts():
    words = query_terms("de windmolens jeugd")
    assert fts5_match(words) == '("windmol" OR ("wind" AND "mol")) AND "jeugd"'
    assert tsquery(words) == "(windmol | (wind & mol)) & jeugd"


def test_shown_as_is_readable():
    assert shown_as(query_terms("de Windmolens jeugd")) == "windmolens (wind + molens), jeugd"
    assert shown_as(query_terms("veiligheidsregio's")) == "veiligheidsregio (veiligheid + regio)"


def test_accents_ligatures_and_other_letters_fold():
    assert fold_letters("Súdwest-Fryslân") == "sudwest-fryslan"
    assert fold_letters("Ĳsselstein Straße Ærø Łódź") == "ijsselstein strasse aero lodz"


def test_a_text_is_read_up_to_the_limit():
    text = "raad " * (MAX_TEXT_CHARS // 5) + "waterschap"
    assert "waterschap" not in index_terms(text)
    assert len(index_terms(text).split()) == MAX_TEXT_CHARS // 5


def test_ten_megabytes_of_nonsense_give_a_short_query(find):
    words = query_terms('") OR * NEAR(' * 800_000)
    assert len(words) <= MAX_QUERY_WORDS
    assert find('") OR * NEAR(' * 800_000) == set()
    many = " ".join(f"woord{number}" for number in range(100))
    assert len(query_terms(many)) == MAX_QUERY_WORDS
    assert len(query_terms("z" * 10_000_000)[0].stem) == MAX_WORD_CHARS


HOSTILE = [
    '"',
    "'; DROP TABLE titles; --",
    "regio* OR afval",
    "terms : afval",
    "NEAR(afval regio)",
    "afval\x00regio",
    "^afval",
    "a & b | !c <-> d:*",
    "(((",
    "\\",
    "-regio",
    "NOT",
    "\ud800 regio",
    "ﷺ ½ ①",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_queries_are_only_terms(find, query):
    words = query_terms(query)
    find(query)
    assert re.fullmatch(r'[a-z0-9" ()ANDOR]+', fts5_match(words))
    assert re.fullmatch(r"[a-z0-9 ()&|]*", tsquery(words))


def test_hand_made_query_words_cannot_inject():
    words = [QueryWord("x", 'a" OR "b', ("c) | (d", "!")), QueryWord("y", "&|!")]
    assert fts5_match(words) == '("aorb" OR ("cd"))'
    assert tsquery(words) == "(aorb | (cd))"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_index_terms_are_plain_for_any_text(text):
    assert re.fullmatch(r"([a-z0-9]+( [a-z0-9]+)*)?", index_terms(text))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_finds_itself(text):
    """Whatever is indexed is found by the same words."""
    terms = set(index_terms(text).split())
    for word in query_terms(text):
        assert word.ignored or word.stem in terms or set(word.parts) <= terms


def test_results_do_not_depend_on_threads():
    titles = list(TITLES.values()) * 5
    expected = [index_terms(title) for title in titles]
    for cached in (dutch_text._indexed, dutch_text._stem, dutch_text._porter):
        cached.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(index_terms, titles)) == expected


def test_fingerprint_follows_the_word_list(monkeypatch):
    before = analyser_fingerprint()
    analyser_fingerprint.cache_clear()
    monkeypatch.setattr(dutch_text, "_word_file", lambda: "other words")
    try:
        assert analyser_fingerprint() != before
    finally:
        analyser_fingerprint.cache_clear()
    assert re.fullmatch("[0-9a-f]{16}", before)


def test_importing_the_module_does_not_load_the_dictionary():
    source = Path(dutch_text.__file__).parents[2]
    code = "import sys, samenspel.analysis.dutch_text; sys.exit('simplemma' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(source)}, check=False
    )
    assert done.returncode == 0
