# SPDX-License-Identifier: EUPL-1.2
"""Words that council members use find the arrangements of the country that they mean."""

from __future__ import annotations

import pytest

from samenspel.analysis.dutch_text import query_terms
from samenspel.register.models import ArrangementVersion
from samenspel.register.queries.search import matches

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.national,
    pytest.mark.usefixtures("national"),
]


def found(query: str) -> set[str]:
    versions = ArrangementVersion.objects.filter(matches(query_terms(query)))
    return set(versions.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("jeugdzorg", "Jeugdhulp"),
        ("jeugdhulpregio", "Jeugdhulp"),
        ("afvalinzameling", "Afval"),
        ("belasting samenwerking", "Belastingsamenwerking"),
        ("veiligheidsregio's", "Veiligheidsregio"),
        ("noardwest fryslan", "Noardwest Fryslân"),
        ("gezondheidsdienst", "GGD"),
        ("omgevingsdiensten", "Omgevingsdienst"),
        ("archieven", "archief"),
        ("sociale werkvoorziening", "werkvoorziening"),
    ],
)
def test_a_question_in_other_words_finds_the_arrangements_meant(query: str, wanted: str) -> None:
    assert any(wanted.casefold() in name.casefold() for name in found(query))


def test_energy_of_wind_and_sun_is_found_through_purpose_and_policy_area() -> None:
    assert found("energie")
    assert found("energie") == found("énergie")


@pytest.mark.parametrize("word", ["veiligheidsregio", "omgevingsdienst", "belastingsamenwerking"])
def test_every_name_with_the_word_is_found(word: str) -> None:
    named = ArrangementVersion.objects.filter(name__icontains=word)
    missing = set(named.values_list("name", flat=True)) - found(word)
    assert not missing
