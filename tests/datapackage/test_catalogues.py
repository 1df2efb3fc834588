# SPDX-License-Identifier: EUPL-1.2
"""Legal forms, indicators and the documentation made from the schema."""

from __future__ import annotations

from datetime import date

import pytest

from samenspel.datapackage.describe import describe
from samenspel.datapackage.indicators import INDICATORS, day_in_text, figure_date, figure_of
from samenspel.datapackage.legal_forms import LEGAL_FORMS, identify
from samenspel.datapackage.schema import TABLES


@pytest.mark.parametrize(
    ("label", "identifier"),
    [
        ("Openbaar lichaam", "openbaar_lichaam"),
        ("BVO", "bedrijfsvoeringsorganisatie"),
        (" gemeenschappelijk orgaan ", "gemeenschappelijk_orgaan"),
        ("Regeling zonder meer", "regeling_zonder_meer"),
        ("Opdrachthoudende vereniging met private deelname",
         "opdrachthoudende_vereniging_met_private_deelname"),
        ("stedenband", "stedenband"),
        (None, "unknown"),
        ("", "unknown"),
    ],
)  # fmt: skip
def test_label_of_a_source_is_a_legal_form(label: str | None, identifier: str) -> None:
    assert identify(label).identifier == identifier


def test_unknown_label_is_no_legal_form() -> None:
    with pytest.raises(KeyError):
        identify("Openbare lijf")


def test_every_legal_form_is_found_by_each_of_its_labels() -> None:
    for form in LEGAL_FORMS.values():
        for label in (form.identifier, form.label_nl, *form.labels):
            assert identify(label) is form


@pytest.mark.parametrize(
    ("column", "key", "year"),
    [
        ("population", "population", None),
        ("pct_15_24_2014", "pct_15_24", 2014),
        ("population_change_2013_2014", "population_change", 2014),
        ("pct_65plus_2023", "pct_65plus", 2023),
    ],
)
def test_column_of_figures_is_an_indicator_and_a_year(
    column: str, key: str, year: int | None
) -> None:
    figure = figure_of(column)
    assert figure is not None
    assert (figure.indicator.key, figure.year) == (key, year)


@pytest.mark.parametrize("column", ["", "name", "in_2014", "population_99", "2014"])
def test_other_column_is_no_figure(column: str) -> None:
    assert figure_of(column) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Population on 1 January 2020", date(2020, 1, 1)),
        ("Inwoners op 31 maart 2012, afgerond", date(2012, 3, 31)),
        ("from 2019-05-06 to 1 June 2020", date(2019, 5, 6)),
        ("on 31 February 2020, corrected 1 March 2020", date(2020, 3, 1)),
        ("of the 2014 map", None),
    ],
)
def test_first_possible_day_in_a_text_counts(text: str, day: date | None) -> None:
    assert day_in_text(text) == day


def test_year_in_the_name_goes_before_the_description() -> None:
    figure = figure_of("population_2014")
    assert figure is not None
    assert figure_date(figure, "on 1 May 1999") == date(2014, 1, 1)


def test_documentation_names_every_table_column_form_and_indicator() -> None:
    text = describe()
    for table in TABLES.values():
        assert f"## {table.name}\n" in text
        assert table.description
        for name, column in table.schema.columns().items():
            assert f"| `{name}` |" in text
            assert column.description
    for identifier in (*LEGAL_FORMS, *INDICATORS):
        assert f"| `{identifier}` |" in text
