# SPDX-License-Identifier: EUPL-1.2
"""What the register's mess becomes: repaired, merged or left out, always with a remark."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from samenspel.datapackage import read_package
from samenspel.datapackage.sources import (
    CONVERTERS,
    Effect,
    KnownPlaces,
    SourceError,
    write_conversion,
)
from samenspel.datapackage.sources.roo import convert
from tests.datapackage.sources.roo_cases import (
    TOWNS,
    Write,
    causes,
    places,
    rows,
)
from tests.datapackage.sources.roo_small import (
    SMALL,
    SPACE,
    address,
    arrangement,
    converted,
    document,
    member,
    municipality,
    writer,
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


def test_the_small_export_becomes_a_package(write: Write, tmp_path: Path) -> None:
    conversion = converted(write, SMALL)
    assert conversion.unit == "record"
    assert (conversion.records_in, conversion.records_out) == (13, 13)
    first, second = rows(conversion, "arrangements")
    assert (first["id"], first["next_id"], first["previous_id"]) == ("roo-901", "roo-902", None)
    assert (second["previous_id"], second["is_current"]) == ("roo-901", True)
    assert (first["in_force_from"], first["in_force_to"]) == (date(2015, 1, 1), date(2018, 1, 1))
    assert first["policy_areas"] == "zorg | jeugd|verkeer"
    assert (first["seat_place"], first["seat_municipality_code"]) == ("Kade", "GM9011")
    assert (second["seat_place"], second["province_code"]) == ("Gronau", None)
    assert first["source_url"] == "https://organisaties.overheid.nl/901/regeling-regiodienst"
    body = rows(conversion, "bodies")[0]
    assert (body["roo_id"], body["kvk"], body["tooi_code"]) == ("500", "12345678", "SO0999")
    assert (body["website"], body["arrangement_ids"]) == ("https://regio.example", "roo-902")
    one = rows(conversion, "participations")[0]
    assert (one["participant_name"], one["share_percent"]) == ("Waterstad", 12.5)
    assert (one["role"], one["source"]) == ("Burgemeester|Gemeenteraad", "ROO 2026-05-16")
    write_conversion(conversion, tmp_path / "out")
    assert read_package(tmp_path / "out") == conversion.package


def test_the_registry_of_converters_finds_it(write: Write) -> None:
    assert CONVERTERS["roo"].convert(write(SMALL)).package.name == "roo-2026-05-16"


def test_other_prefixes_namespaces_and_older_lists_are_read(write: Write) -> None:
    plain = SMALL.replace(f" {SPACE}", ' xmlns="https://almanak.overheid.nl/export/2.4"')
    plain = plain.replace("<p:", "<").replace("</p:", "</").replace(" p:", " ")
    older = plain.replace("<regeling ", "<gemeenschappelijkeRegeling ")
    older = older.replace("</regeling>", "</gemeenschappelijkeRegeling>")
    expected = converted(write, SMALL)
    for text in (plain, older, older.replace("organisaties>", "lijst>", 2)):
        assert converted(write, text).package == expected.package


def test_a_record_within_a_record_is_a_record_and_persons_are_not_kept(write: Write) -> None:
    person = "<p:medewerkers><p:medewerker><p:naam>Jan Jansen</p:naam></p:medewerker>"
    inner = (
        '<p:organisatie p:systeemId="77"><p:naam>Afdeling</p:naam><p:types>'
        "<p:type>Organisatieonderdeel</p:type></p:types></p:organisatie>"
    )
    more = (
        f"<p:functies><p:functie><p:naam>Griffier</p:naam>{person}</p:medewerkers></p:functie>"
        f"</p:functies><p:organisaties>{inner}</p:organisaties>"
    )
    conversion = converted(write, document(municipality(11, "Waterstad", more)))
    assert [row["name"] for row in rows(conversion, "municipalities")] == ["Waterstad"]
    assert (conversion.records_in, conversion.records_out) == (2, 1)
    (remark,) = conversion.remarks
    assert (remark.original, remark.effect) == ("Organisatieonderdeel: Afdeling", Effect.LEFT_OUT)
    assert "Jansen" not in str(conversion)


def test_two_records_of_one_municipality(write: Write) -> None:
    old = municipality(11, "Oud-Waterstad", "<p:eindDatum>2019-01-01</p:eindDatum>")
    conversion = converted(write, document(old.replace('"11"', '"21"'), *TOWNS))
    first = rows(conversion, "municipalities")[0]
    assert (first["name"], first["aliases"]) == ("Waterstad", "Oud-Waterstad")
    assert causes(conversion, Effect.MERGED) == ["second record with the code of a municipality"]


def test_figures_are_those_of_today(write: Write) -> None:
    figures = (
        "<p:geografie><p:aantalInwoners>12.345</p:aantalInwoners></p:geografie>"
        "<p:raad><p:totaalZetels>veel</p:totaalZetels></p:raad>"
    )
    gone = figures + "<p:eindDatum>2020-01-01</p:eindDatum>"
    later = figures + "<p:eindDatum>2027-12-31</p:eindDatum>"
    towns = (
        municipality(11, "A", figures),
        municipality(12, "B", gone),
        municipality(13, "C", later),
    )
    conversion = converted(write, document(*towns))
    found = rows(conversion, "municipalities")
    assert [row["population"] for row in found] == [12_345, None, 12_345]
    assert [row["is_current"] for row in found] == [True, False, True]
    assert found[2]["valid_to"] == date(2028, 1, 1)
    assert "figures of a municipality that no longer exists not used" in causes(
        conversion, Effect.REPAIRED
    )


def test_texts_are_cleaned_and_cut(write: Write) -> None:
    name = "Re\u200bge\u00adling\u00a0FryslÃ¢n  " + "x" * 600
    more = (
        "<p:doel>Eerste regel.\r\n  Tweede\u200b   regel.\n\n\nDerde.</p:doel>"
        "<p:beleidsterreinen><p:beleidsterrein>zorg|jeugd</p:beleidsterrein></p:beleidsterreinen>"
        "<p:instellingsbesluiten><p:referentie>https://x.example/a|b</p:referentie>"
        "</p:instellingsbesluiten>"
        "<p:bevoegdheden><p:bevoegdheid><p:kopArtikel>Alleen een kop</p:kopArtikel></p:bevoegdheid>"
        "</p:bevoegdheden>"
    )
    conversion = converted(write, document(*TOWNS, arrangement(901, name, "", more)))
    (row,) = rows(conversion, "arrangements")
    assert row["name"].startswith("Regeling Fryslân x")
    assert len(row["name"].encode()) == 500
    assert row["purpose"] == "Eerste regel.\nTweede regel.\n\nDerde."
    assert row["policy_areas"] == "zorg | jeugd"
    assert row["decree_urls"] == "https://x.example/a%7Cb"
    assert rows(conversion, "competences")[0]["text"] == "Alleen een kop"
    assert {
        "encoding repaired",
        "invisible character removed",
        "unusual blank made an ordinary one",
        "double blanks made one",
        "text too long, cut off",
        "bar within a list item replaced",
    } <= set(causes(conversion, Effect.REPAIRED))


def test_legal_forms(write: Write) -> None:
    form = ' p:afkorting="OL">Openbaar lichaam'
    spoilt = [
        " p:afkorting=\"RZM\">'Regeling zonder meer'",
        ' p:afkorting="BVO">',
        ' p:afkorting="XX">Iets nieuws',
        ">",
    ]
    records = [
        arrangement(900 + n, "Regeling", "").replace(form, text) for n, text in enumerate(spoilt)
    ]
    conversion = converted(write, document(*TOWNS, *records))
    found = [(r["legal_form"], r["legal_form_code"]) for r in rows(conversion, "arrangements")]
    assert found == [
        ("Regeling zonder meer", "RZM"),
        ("Bedrijfsvoeringsorganisatie", "BVO"),
        (None, "XX"),
        (None, None),
    ]
    assert causes(conversion, Effect.REPAIRED) == [
        "quotation marks around it removed",
        "legal form unknown, left empty",
    ]


def test_seats(write: Write) -> None:
    towns = (
        municipality(11, "Waterstad", address("Waterstad", "pv27"), place="Waterstad, Kade"),
        municipality(12, "Heidedorp", address("Heidedorp", "pv22"), place="Kade; Ven aan de Plas"),
    )
    seats = ("KADE", "VEN AAN DE PLAS", "Kade", "Nergens", "WIJK BIJ DUIN")
    provinces = ("pv27", "", "", "pv22", "xx")
    records = [
        arrangement(900 + n, "Regeling", "", address(seat, province))
        for n, (seat, province) in enumerate(zip(seats, provinces, strict=True))
    ]
    conversion = converted(write, document(*towns, *records))
    found = [
        (r["seat_place"], r["seat_municipality_code"]) for r in rows(conversion, "arrangements")
    ]
    assert found == [
        ("Kade", "GM9011"),
        ("Ven aan de Plas", "GM9012"),
        ("Kade", None),  # it may be either
        ("Nergens", None),
        ("Wijk bij Duin", None),
    ]


def test_places_add_names_changes_and_figures(write: Write, tmp_path: Path) -> None:
    members = member(11, "Waterstad") + member(12, "Heidedorp")
    town = municipality(11, "Waterstad").replace(" p:resourceIdentifierTOOI", " p:anders")
    known = places()
    # The name alone leads to the code, by an alias of the known place.
    town = town.replace("Gemeente Waterstad", "De Stad")
    conversion = convert(write(document(town, arrangement(901, "Regeling", members))), places=known)
    assert conversion.balances
    first, second = rows(conversion, "municipalities")
    assert (first["name"], first["aliases"]) == ("Waterstad aan Zee", "De Stad")
    assert first["population_2023"] == 500
    assert "population" not in first  # without a value in the file, and without a date elsewhere
    assert first["valid_from"] == date(1900, 1, 2)
    assert second["name"] == "Heidedorp"
    assert conversion.package.tables["municipality_changes"].equals(known.changes)
    assert rows(conversion, "participations")[0]["participant_name"] == "Waterstad aan Zee"
    assert "code of a municipality found by its name" in causes(conversion, Effect.REPAIRED)
    write_conversion(conversion, tmp_path / "out")
    assert read_package(tmp_path / "out") == conversion.package


def test_places_of_another_time_do_not_turn_a_period(write: Write) -> None:
    known = places(valid_from=[date(2021, 1, 1)])
    town = municipality(11, "Waterstad", "<p:eindDatum>2010-01-01</p:eindDatum>")
    (row,) = rows(convert(write(document(town)), places=known), "municipalities")
    assert (row["valid_from"], row["valid_to"]) == (None, date(2010, 1, 1))


def test_a_known_change_on_the_last_day_of_a_month_is_believed(write: Write) -> None:
    known = places()
    on_the_last = known.changes.with_columns(pl.lit(date(2020, 12, 31)).alias("date"))
    town = municipality(12, "Heidedorp", "<p:eindDatum>2020-12-31</p:eindDatum>")
    changed = KnownPlaces("known", "nl", known.observed_on, known.municipalities, on_the_last)
    (row,) = rows(convert(write(document(town)), places=changed), "municipalities")
    assert row["valid_to"] == date(2020, 12, 31)


def test_what_cannot_be_converted_is_one_sentence(write: Write, tmp_path: Path) -> None:
    def refusal(text: str, **more: Any) -> str:
        with pytest.raises(SourceError) as caught:
            convert(write(text), **more)
        return str(caught.value)

    assert "there is no organisation" in refusal("<p/>")
    assert "no municipality is in the file" in refusal(document(arrangement(901, "R", "")))
    assert "day of the export is not known" in refusal(document(*TOWNS, day=""))
    assert "no Dutch municipalities" in refusal(SMALL, places=places(country="be"))
    with pytest.raises(SourceError, match="not a file"):
        convert(tmp_path)
    with pytest.raises(FileNotFoundError):
        convert(tmp_path / "nothing.xml")


def test_the_day_that_is_given_counts(write: Write) -> None:
    conversion = convert(write(document(*TOWNS, day="")), observed_on=date(2020, 1, 1))
    assert conversion.package.observed_on == date(2020, 1, 1)


def test_what_a_body_says_wrongly(write: Write) -> None:
    body = (
        '<p:organisatie p:systeemId="500"><p:types><p:type>Regionaal samenwerkingsorgaan</p:type>'
        "</p:types><p:identificatiecodes>"
        '<p:resourceIdentifier p:naam="KVK-nummer">1234</p:resourceIdentifier>'
        '</p:identificatiecodes><p:hoortBijGemeenschappelijkeRegeling p:systeemId="77"/>'
        "</p:organisatie>"
    )
    carried = (
        '<p:regionaalSamenwerkingsorgaan p:systeemId="??">Dienst</p:regionaalSamenwerkingsorgaan>'
    )
    conversion = converted(write, document(*TOWNS, body, arrangement(901, "R", "", carried)))
    (row,) = rows(conversion, "bodies")
    assert (row["name"], row["kvk"], row["arrangement_ids"]) == ("500", None, None)
    (version,) = rows(conversion, "arrangements")
    assert (version["body_roo_id"], version["body_name"]) == (None, "Dienst")
    assert sorted(causes(conversion, Effect.REPAIRED)) == [
        "arrangement that is not in the file left out",
        "body without an identifier left out",
        "no name; another text taken",
        "number in the commercial register unreadable, left empty",
    ]


def test_very_long_lists_and_texts_are_cut(write: Write) -> None:
    referenties = "".join(
        f"<p:referentie>https://x.example/{n:080}</p:referentie>" for n in range(5_000)
    )
    more = (
        f"<p:instellingsbesluiten>{referenties}</p:instellingsbesluiten>"
        f"<p:doel>{'Tekst. ' * 20_000}</p:doel>"
    )
    conversion = converted(write, document(*TOWNS, arrangement(901, "R", "", more)))
    (row,) = rows(conversion, "arrangements")
    assert 99_000 < len(row["decree_urls"]) <= 100_000
    assert {len(url) for url in row["decree_urls"].split("|")} == {98}  # none is cut in two
    assert 99_000 < len(row["purpose"]) <= 100_000
    assert causes(conversion, Effect.REPAIRED) == ["text too long, cut off"] * 2
