# SPDX-License-Identifier: EUPL-1.2
import csv
import re

import pytest

from samenspel.analysis.policy_areas import (
    DOMAINS,
    POLICY_AREAS,
    THEMES,
    guess_policy_area,
    parse_policy_areas,
)


def keys(text):
    return [area.key for area in parse_policy_areas(text)]


def test_a_bar_with_blanks_joins_and_a_bar_without_blanks_separates():
    text = "overheidsfinanciën | belasting|organisatie en bedrijfsvoering"
    assert keys(text) == ["belasting", "organisatie-en-bedrijfsvoering"]


def test_a_subtheme_knows_its_main_theme():
    (area,) = parse_policy_areas("natuur en milieu | afval")
    assert (area.nl, area.en, area.domain, area.known) == (
        "afval",
        "waste",
        "natuur-en-milieu",
        True,
    )


def test_a_main_theme_beside_its_own_subtheme_stays():
    text = "openbare orde en veiligheid | veiligheid|openbare orde en veiligheid"
    assert keys(text) == ["veiligheid", "openbare-orde-en-veiligheid"]


def test_repeated_areas_come_once_in_the_order_of_the_cell():
    assert keys("werk|economie|werk") == ["werk", "economie"]


@pytest.mark.parametrize("text", [None, "", "|", " | "])
def test_an_empty_cell_has_no_areas(text):
    assert parse_policy_areas(text) == ()


def test_case_accents_and_blanks_do_not_matter():
    assert keys("Overheidsfinancien |  Belasting") == ["belasting"]


def test_a_subtheme_without_its_main_theme_is_known():
    assert keys("afval") == ["afval"]


def test_main_themes_separated_with_blanks_are_two_areas():
    assert keys("economie | recht") == ["economie", "recht"]


def test_an_unknown_text_is_reported_with_the_main_theme_it_names():
    (area,) = parse_policy_areas("economie | ruimtevaart")
    assert (area.nl, area.en, area.domain, area.known) == (
        "economie | ruimtevaart",
        "economie | ruimtevaart",
        "economie",
        False,
    )


def test_an_unknown_text_without_a_theme_is_reported_too():
    (area,) = parse_policy_areas("ruimtevaart")
    assert (area.key, area.domain, area.known) == ("ruimtevaart", None, False)
    (sign,) = parse_policy_areas("???")
    assert (sign.key, sign.known) == ("???", False)


def test_a_subtheme_under_another_main_theme_is_not_guessed_at():
    (area,) = parse_policy_areas("economie | afval")
    assert (area.known, area.domain) == (False, "economie")


def test_every_area_has_both_labels_a_slug_and_a_domain():
    assert len(DOMAINS) == 16
    for key, area in POLICY_AREAS.items():
        assert key == area.key
        assert re.fullmatch("[a-z0-9-]+", key)
        assert area.nl
        assert area.en
        assert area.domain in DOMAINS
        assert area.known
        assert not area.guessed
    assert list(DOMAINS) == sorted(DOMAINS)


def test_no_two_areas_share_a_key_or_a_label():
    subthemes = [area for area in POLICY_AREAS.values() if area.key != area.domain]
    assert len(POLICY_AREAS) == len(DOMAINS) + len(subthemes) == 16 + 76
    for language in ("nl", "en"):
        labels = [getattr(area, language) for area in POLICY_AREAS.values()]
        assert len(set(labels)) == len(labels)


def test_a_keyword_of_2016_is_marked_as_a_guess():
    area = guess_policy_area("waste")
    assert (area.key, area.domain, area.known, area.guessed) == (
        "afval",
        "natuur-en-milieu",
        True,
        True,
    )


def test_an_unknown_keyword_is_reported_and_no_keyword_is_nothing():
    area = guess_policy_area("space travel")
    assert (area.nl, area.domain, area.known, area.guessed) == ("space travel", None, False, True)
    assert guess_policy_area(None) is None
    assert guess_policy_area("") is None


def test_six_themes_in_two_languages():
    assert len(THEMES) == 6
    assert all(theme.key == key and theme.nl and theme.en for key, theme in THEMES.items())


@pytest.mark.national
@pytest.mark.parametrize("package", ["nl-2026", "nl-2016"])
def test_every_area_and_keyword_of_the_national_data_is_known(national_data, package):
    path = national_data / package / "arrangements.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    areas = [area for row in rows for area in parse_policy_areas(row["policy_areas"])]
    assert len({area.key for area in areas}) > 30
    assert [area for area in areas if not area.known] == []
    keywords = {row["domain_keyword"] for row in rows if row.get("domain_keyword")}
    assert [keyword for keyword in keywords if not guess_policy_area(keyword).known] == []
