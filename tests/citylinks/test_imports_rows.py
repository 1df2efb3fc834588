# SPDX-License-Identifier: EUPL-1.2
"""What the rows of a list of city links mean, and what is said of rows that are wrong."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from samenspel.citylinks.models import CityLink
from samenspel.citylinks.queries import imports_places
from samenspel.citylinks.queries.imports import DryRun
from samenspel.citylinks.queries.imports_columns import COLUMNS, EXAMPLE, layout
from samenspel.citylinks.queries.imports_places import country_code
from samenspel.places.models import Municipality, MunicipalityName
from samenspel.register.lists.workbooks import ListRefused
from tests.citylinks.lists_of_links import HEADS, looked_at, only, sent
from tests.citylinks.small_links import municipality

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> object:
    with override("en"):
        yield


def said(row: str, heads: str = HEADS) -> list[str]:
    """What is wrong with a row: column, what, expected."""
    return [f"{e.column}: {e.what} {e.expected}" for e in only(row, heads).row.errors]


def partners(cell: str, heads: str = "Naam;Partners", more: str = "") -> list[str]:
    outcome = only(f"Band;{cell}{more}", heads)
    assert outcome.row.errors == ()
    return [partner.label for partner in outcome.row.partners]


def test_a_row_says_everything_of_a_link() -> None:
    heads = (
        "NAAM;Partner(s);soort band;Sinds;Einde;Reden;Lessen;Doelstelling;Getekend op;"
        "Geldig t/m;Website"
    )
    row = only(
        "Van zee tot land;Beekhuizen | GM7002;Vriendschap;1998;31-1-2020;Niemand nam het over;"
        "Met z’n tweeën;Van elkaar leren;2001-05-06;2019;www.voorbeeld.example",
        heads,
    ).row
    assert row.errors == ()
    assert (row.name, row.kind, row.stage) == ("Van zee tot land", "friendship", "ended")
    assert [p.code for p in row.partners] == ["GM7001", "GM7002"]
    assert (row.begun_on, row.ended_on) == (date(1998, 1, 1), date(2020, 1, 31))
    assert (row.ended_because, row.ended_lesson) == ("Niemand nam het over", "Met z’n tweeën")
    assert (row.signed_on, row.last_day) == (date(2001, 5, 6), date(2019, 12, 31))
    assert (row.purpose, row.source) == ("Van elkaar leren", "www.voorbeeld.example")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_example_on_the_page_is_a_right_row(language: str) -> None:
    places = {"Heerlen": 1, "Sluis": 2}
    for name, index in places.items():
        municipality(index)
        Municipality.objects.filter(pk=municipality(index).pk).update(name=name)
    with override(language):
        kept = [column for column in COLUMNS if EXAMPLE[column.key]]
        heads = ";".join(column.label for column in kept)
        row = only(";".join(str(EXAMPLE[column.key]) for column in kept), heads).row
        assert row.errors == ()
        assert len(row.partners) == 3


def test_the_stage_follows_from_the_days() -> None:
    run = looked_at(sent("A;Beekhuizen", "B;Cadzande;;2020", "C;Dorpstede;;2019;2020;Klaar"))
    assert [one.row.stage for one in run.outcomes] == ["preparing", "active", "ended"]
    assert [one.row.stage_label for one in run.outcomes] == ["being prepared", "active", "ended"]


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("beekhuizen|CADZANDE", ["Beekhuizen", "Cadzande"]),
        ("gemeente Beekhuizen", ["Beekhuizen"]),
        ("Beekhuizen, Cadzande", ["Beekhuizen", "Cadzande"]),
        ("Beekhuizen, Gondar (ET)", ["Beekhuizen, Gondar (Ethiopia)"]),
        ("Beekhuizen (Nederland)", ["Beekhuizen"]),
        ("Gondar (Ethiopië)", ["Gondar (Ethiopia)"]),
        ("Gondar (ethiopia)|Thiès (sn)", ["Gondar (Ethiopia)", "Thiès (Senegal)"]),
        ("Gondar, Ethiopia", ["Gondar (Ethiopia)"]),
        ("Coventry (UK)", ["Coventry (United Kingdom)"]),
        ("Київ (UA) | Львів (UA)", ["Київ (Ukraine)", "Львів (Ukraine)"]),
        ("Namen (België)", ["Namen (Belgium)"]),
    ],
)
def test_partners_are_known_by_name_code_or_country(cell: str, labels: list[str]) -> None:
    assert partners(cell) == labels


@pytest.mark.parametrize(
    ("cell", "countries", "labels"),
    [
        ("Gondar", "Ethiopië", ["Gondar (Ethiopia)"]),
        ("Gondar | Beekhuizen", "ET | NL", ["Gondar (Ethiopia)", "Beekhuizen"]),
        ("Gondar | Beekhuizen", "ET |", ["Gondar (Ethiopia)", "Beekhuizen"]),
        ("Beekhuizen | Cadzande", "Nederland", ["Beekhuizen", "Cadzande"]),
    ],
)
def test_countries_may_stand_in_a_column_of_their_own(
    cell: str, countries: str, labels: list[str]
) -> None:
    assert partners(cell, "Naam;Partners;Land", f";{countries}") == labels


def test_a_place_abroad_that_is_called_as_a_municipality_is_pointed_out() -> None:
    cautions = [only(f"Band;{cell}").row.partners[0].caution for cell in
                ("Cadzande (FR)", "Gondar (ET)")]  # fmt: skip
    assert cautions[0] == (
        "There is a municipality of Cadzande in the register too. Is it really the one in France?"
    )
    assert cautions[1] == ""


def flemish(name: str = "Zandbeke") -> None:
    Municipality.objects.create(
        code="31099", name=name, slug=f"{name.lower()}-31099", country="be", source="Test",
        source_on=date(2026, 1, 1),
    )  # fmt: skip


def test_flemish_municipalities_are_of_the_register_and_others_in_belgium_are_not() -> None:
    flemish()
    (partner,) = only("Band;Zandbeke (BE)").row.partners
    assert (partner.code, partner.country) == ("31099", "BE")
    (near,) = only("Band;Zandbeek (BE)").row.partners
    assert near.code == ""
    assert near.caution == "It is not in the register. Did you mean “Zandbeke”?"
    (other,) = only("Band;Luik (BE)").row.partners
    assert (other.code, other.caution) == ("", "")


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("Nergenshuizen", ("No municipality in the register is called “Nergenshuizen”. A name or "
         "code. Of a partner abroad also the country: “Gondar (Ethiopia)”.")),
        ("Beekhuisen", "“Beekhuisen”. Perhaps “Beekhuizen”?"),
        ("Beekhuisen (NL)", "“Beekhuisen (NL)”. Perhaps “Beekhuizen”?"),
        ("Gondar (Fantasia)", "No municipality in the register is called “Gondar (Fantasia)”."),
        ("Beekhuizen, Fantasia", "is called “Beekhuizen, Fantasia”."),
        ("Aarveen", "“Aarveen” is your own municipality. Only the others:"),
        ("Geestveld", ("The municipality of Geestveld no longer exists. The municipality in its "
         "place: Fluitdam.")),
        ("Beekhuizen|beekhuizen", "“beekhuizen” has the name of another partner in this link."),
        ("Aarveen (US)", "“Aarveen (US)” has the name of another partner in this link."),
        (f"{'x' * 161} (ET)", "The name of this partner is too long. At most 160 characters."),
        ("|".join(f"P{n} (ET)" for n in range(21)), "There are more than 20 partners."),
        ("", "There is no partner. At least one other municipality."),
        ("|", "There is no partner. At least one other municipality."),
    ],
)  # fmt: skip
def test_a_partner_that_cannot_be_right_gets_a_sentence(cell: str, what: str) -> None:
    (told,) = said(f'Band;"{cell}";project', HEADS)
    assert what in told
    assert told.startswith("Partners: ")


def test_municipalities_that_ended_are_right_for_links_that_ended_before() -> None:
    assert said("Band;Geestveld;;1990;2010;Opgeheven") == []
    assert "no longer exists" in said("Band;Geestveld;;1990;2022;Opgeheven")[0]


def test_an_ended_municipality_without_heirs_and_one_of_later_days() -> None:
    for index, days in ((2, {"valid_to": date(2000, 1, 1)}), (3, {"valid_from": date(2030, 1, 1)})):
        Municipality.objects.filter(pk=municipality(index).pk).update(**days)
    run = looked_at(sent("A;Cadzande", "B;Dorpstede"))
    first, second = (one.row.errors[0] for one in run.outcomes)
    assert first.expected == "The municipality that came in its place."
    assert second.what == "Dorpstede did not exist yet."


def test_a_name_that_two_municipalities_have_asks_for_the_code() -> None:
    for index in (1, 2):
        MunicipalityName.objects.create(
            municipality=municipality(index), name="Dorp", kind="alias", source="Test"
        )
    (told,) = said("Band;Dorp")
    assert told == (
        "Partners: More than one municipality is called “Dorp”. The code of the one that you mean: "
        "Beekhuizen (GM7001), Cadzande (GM7002)."
    )
    assert partners("GM7002") == ["Cadzande"]


def test_an_official_name_goes_before_what_another_is_called_as_well() -> None:
    MunicipalityName.objects.create(
        municipality=municipality(1), name="Cadzande", kind="popular", source="Test"
    )
    assert [p.code for p in only("Band;Cadzande").row.partners] == ["GM7002"]


def test_the_same_question_is_answered_once_and_many_unknown_names_stay_quick(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(imports_places, "_MOST_SEARCHES", 1)
    run: DryRun = looked_at(sent("A;Beekhuisen", "B;Beekhuisen", "C;Cadsande"))
    expected = [one.row.errors[0].expected for one in run.outcomes]
    assert expected[:2] == ["Perhaps “Beekhuizen”?"] * 2
    assert expected[2].startswith("A name or code.")


@pytest.mark.parametrize(
    ("countries", "what"),
    [
        ("ET | SN | FR", "There are 3 countries for 2 partners."),
        ("ET | Fantasia", "“Fantasia” is not a country. Its name or two letters:"),
    ],
)
def test_countries_that_cannot_be_right_get_a_sentence(countries: str, what: str) -> None:
    (told,) = said(f"Band;Gondar | Thiès;{countries}", "Naam;Partners;Land")
    assert what in told
    assert told.startswith("Country: ")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (";Beekhuizen", "Name: The name is missing."),
        (f"{'x' * 201};Beekhuizen", "Name: This text is too long. At most 200 characters."),
        ("A;Beekhuizen;huwelijk", ("Kind: “huwelijk” is not a kind of link. One of these: “city "
         "link”, “friendship”, “cooperation in a project”, “other bilateral form”.")),
        ("A;Beekhuizen;;gisteren", ("Begun on: “gisteren” is not a date. A date as 31-01-1998, or "
         "only the year.")),
        ("A;Beekhuizen;;31-2-2020", "Begun on: “31-2-2020” is a date that does not exist."),
        ("A;Beekhuizen;;0998", "Begun on: The year of “0998-1-1” cannot be right."),
        ("A;Beekhuizen;;2027", ("Begun on: This day is still to come. Today or earlier; nothing "
         "when the link is still to begin.")),
        ("A;Beekhuizen;;2020;2026;Weg", ("Ended on: This day is still to come. Today or earlier; "
         "nothing when the link goes on.")),
        ("A;Beekhuizen;;2020;1-1-2019;Weg", ("Ended on: This day lies before “Begun on”. The same "
         "day, or a later one.")),
        ("A;Beekhuizen;;2020;2021", "Why it ended: It does not say why it ended. A sentence."),
        ("A;Beekhuizen;;2020;;Weg", ("Why it ended: It does not say when it ended. A day under "
         "“Ended on”, or nothing here.")),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_right_gets_a_sentence(row: str, what: str) -> None:
    (told,) = said(row)
    assert told.startswith(what)


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (";31-12-2030", "Agreement valid until: It does not say since when the agreement holds."),
        ("1-1-2027;", ("Agreement signed on: This day is still to come. Today or earlier; nothing "
         "when it is still to be signed.")),
        ("2020;2019", "Agreement valid until: This day lies before “Agreement signed on”."),
    ],
)  # fmt: skip
def test_an_agreement_that_cannot_be_right_gets_a_sentence(cells: str, what: str) -> None:
    heads = "Naam;Partners;Getekend op;Geldig tot"
    (told,) = said(f"Band;Beekhuizen;{cells}", heads)
    assert told.startswith(what)


def test_a_text_that_is_too_long_gets_a_sentence() -> None:
    heads = "Naam;Partners;Doel;Bron"
    told = said(f"Band;Beekhuizen;{'x' * 20_001};{'y' * 501}", heads)
    assert told == [
        "Purpose: This text is too long. At most 20,000 characters.",
        "Source: This text is too long. At most 500 characters.",
    ]


@pytest.mark.parametrize(
    ("heads", "what"),
    [
        ("Naam;Soort", "There is no column “Partners”."),
        ("Partners;Soort", "There is no column “Name”."),
        ("Naam;Titel;Partners", "More than one column means “Name”: “Naam”, “Titel”."),
    ],
)
def test_a_list_without_the_columns_that_matter_is_refused(heads: str, what: str) -> None:
    with pytest.raises(ListRefused, match=what):
        layout(heads.split(";"))


@pytest.mark.parametrize(
    ("text", "code"),
    [("Duitsland", "DE"), ("germany", "DE"), ("de", "DE"), ("V.S.", "US"), ("Atlantis", "")],
)
def test_a_country_is_known_by_its_code_and_in_two_languages(text: str, code: str) -> None:
    assert country_code(text) == code


def test_every_kind_is_known_by_its_name_in_both_languages() -> None:
    for language in ("nl", "en"):
        with override(language):
            names = [str(kind.label) for kind in CityLink.Kind]
        rows = [f"{n};Beekhuizen;{name}" for n, name in enumerate(names)]
        assert [one.row.kind for one in looked_at(sent(*rows)).outcomes] == CityLink.Kind.values
