# SPDX-License-Identifier: EUPL-1.2
"""The inventory of the provinces: what each kind of mess is read as, and that nothing is lost."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from samenspel.datapackage import PackageError, read_package
from samenspel.datapackage.files import Limits
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources import Effect, KnownPlaces, SourceError, write_conversion
from samenspel.datapackage.sources.opengr import convert

HEADER = ("Deelnemer", "Gemeenschappelijke regeling", "Postcode", "Plaats", "Provincie")
SEAT = ("1234 AB", "Oss", "Provincie Noord-Brabant")
MUNICIPALITIES = (
    ("GM0018", "Hoogezand-Sappemeer", "Groningen"),
    ("GM0063", "het Bildt", "Fryslân"),
    ("GM0209", "Beuningen", "Gelderland"),
    ("GM0296", "Wijchen", "Gelderland"),
    ("GM0299", "Zevenaar", "Gelderland"),
    ("GM0327", "Leusden", "Utrecht"),
    ("GM0361", "Alkmaar", "Noord-Holland"),
    ("GM0373", "Bergen (NH.)", "Noord-Holland"),
    ("GM0502", "Capelle aan den IJssel", "Zuid-Holland"),
    ("GM0668", "West Maas en Waal", "Gelderland"),
    ("GM0748", "Bergen op Zoom", "Noord-Brabant"),
    ("GM0786", "Grave", "Noord-Brabant"),
    ("GM0796", "'s-Hertogenbosch", "Noord-Brabant"),
    ("GM0797", "Heusden", "Noord-Brabant"),
    ("GM0815", "Mill en Sint Hubert", "Noord-Brabant"),
    ("GM0820", "Nuenen, Gerwen en Nederwetten", "Noord-Brabant"),
    ("GM0828", "Oss", "Noord-Brabant"),
    ("GM0893", "Bergen (L.)", "Limburg"),
    ("GM0944", "Mook en Middelaar", "Limburg"),
    ("GM1900", "Súdwest-Fryslân", "Fryslân"),
    ("GM1942", "Gooise Meren", "Noord-Holland"),
)
CHANGES = (
    ("2001-01-01", "merge", "GM0231", "Elst", "GM0296", "Wijchen", 1.0),
    ("2001-01-01", "merge", "GM0998", "Elst", "GM0327", "Leusden", 1.0),
    ("2009-01-01", "split", "GM0999", "Middenin", "GM0828", "Oss", None),
    ("2009-01-01", "split", "GM0999", "Middenin", "GM0797", "Heusden", None),
    ("2011-01-01", "merge", "GM0064", "Bolsward", "GM1900", "Súdwest-Fryslân", 1.0),
    ("2011-01-01", "merge", "GM0710", "Wûnseradiel", "GM1900", "Súdwest-Fryslân", 1.0),
    ("2015-01-01", "split", "GM1671", "Maasdonk", "GM0796", "'s-Hertogenbosch", 0.7),
    ("2015-01-01", "split", "GM1671", "Maasdonk", "GM0828", "Oss", 0.3),
    ("2016-01-01", "merge", "GM0381", "Bussum", "GM1942", "Gooise Meren", 1.0),
)


@pytest.fixture(scope="module")
def places() -> KnownPlaces:
    """A handful of municipalities, without any other spelling."""
    listed = TABLES["municipalities"].schema.create_empty()
    changed = TABLES["municipality_changes"].schema.create_empty()
    rows = [
        {"code": code, "name": name, "province": province}
        for code, name, province in MUNICIPALITIES
    ]
    keys = ("date", "kind", "old_code", "old_name", "new_code", "new_name", "area_share")
    steps = [
        dict(zip(keys, (date.fromisoformat(row[0]), *row[1:]), strict=True)) for row in CHANGES
    ]
    return KnownPlaces(
        "handful",
        "nl",
        date(2016, 1, 1),
        pl.concat([listed, pl.DataFrame(rows, schema=listed.schema)]),
        pl.concat([changed, pl.DataFrame(steps, schema=changed.schema)]),
    )


@pytest.fixture
def converted(tmp_path, places) -> Callable:
    """Convert rows (participant, arrangement, postcode, place, province)."""

    def run(*rows, header=HEADER, name="list.csv"):
        text = io.StringIO()
        csv.writer(text).writerows([header, *rows])
        (tmp_path / name).write_text(text.getvalue(), encoding="utf-8")
        return convert(tmp_path / name, places=places)

    return run


@pytest.fixture
def members(converted) -> Callable:
    """The participants of one arrangement: kind, code or name, by what the rows say."""

    def run(*names, province="Provincie Noord-Brabant"):
        result = converted(*((name, "Regeling", "1234 AB", "Oss", province) for name in names))
        assert result.balances
        rows = result.package.tables["participations"].select(
            "participant_type", "participant_code", "participant_name"
        )
        return [(kind, code or name) for kind, code, name in rows.rows()]

    return run


def causes(result, effect=Effect.REPAIRED):
    return {remark.cause for remark in result.remarks if remark.effect is effect}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Oss", "GM0828"),
        (" Oss\u00a0", "GM0828"),
        ("Het Bildt", "GM0063"),
        ("SÃºdwest-FryslÃ¢n", "GM1900"),
        ("Sudwest Fryslan", "GM1900"),
        ("Capelle aan den Ijssel", "GM0502"),
        ("Zevenaar,", "GM0299"),
        ("â€™s-Hertogenbosch", "GM0796"),
        ("Den Bosch", "GM0796"),
        ("Bergen (L)", "GM0893"),
        ("gemeente Oss", "GM0828"),
        ("Bolsward", "GM1900"),
        ("WÃ»nseradiel", "GM1900"),
        ("Maasdonk", "GM0796"),
        ("Bussum", "GM1942"),
    ],
)
def test_a_municipality_is_known_by_its_name_spelling_or_successor(members, name, code):
    assert members(name) == [("municipality", code)]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("Oss", "Neusden"), "GM0797"),
        (("Oss", "Nuenen"), "GM0820"),
        (("Oss", "Huesden"), "GM0797"),
    ],
)
def test_a_short_or_mistyped_name_is_read_where_the_fellow_members_lie(members, names, code):
    assert members(*names)[1] == ("municipality", code)


@pytest.mark.parametrize("name", ["Hoogezand", "Alkmar", "Zaanstreek", "Os", "O", "---", "en"])
def test_a_name_that_fits_nowhere_near_is_kept_and_reported(members, converted, name):
    assert members("Oss", name)[1] == ("unresolved", name)
    result = converted(("Oss", "A", *SEAT), (name, "A", *SEAT))
    assert "participant not recognised: kept by its name" in causes(result)


@pytest.mark.parametrize(
    ("fellow", "code"), [("Alkmaar", "GM0373"), ("Mook en Middelaar", "GM0893")]
)
def test_bergen_is_the_one_of_the_province_of_its_fellows(members, fellow, code):
    assert members(fellow, "Bergen", province="")[1] == ("municipality", code)


@pytest.mark.parametrize(("fellow", "code"), [("Zevenaar", "GM0296"), ("Leusden", "GM0327")])
def test_a_name_of_two_abolished_municipalities_is_the_one_near_its_fellows(members, fellow, code):
    assert members(fellow, "Elst", province="")[-1] == ("municipality", code)


def test_a_name_of_two_abolished_municipalities_is_not_guessed_elsewhere(members):
    assert members("Oss", "Elst")[1] == ("unresolved", "Elst")


def test_the_reporting_province_decides_when_there_are_no_fellows(members):
    assert members("Bergen", province="Provincie Limburg") == [("municipality", "GM0893")]


def test_as_many_fellows_in_both_provinces_decide_nothing(members):
    assert members("Alkmaar", "Mook en Middelaar", "Bergen", province="")[2][0] == "unresolved"


def test_an_abolished_municipality_is_known_when_mistyped(members):
    assert members("het Bildt", "Bolswrad", province="")[1] == ("municipality", "GM1900")


def test_a_divided_municipality_of_which_the_parts_are_unknown_is_not_guessed(members):
    assert members("Oss", "Middenin")[1] == ("unresolved", "Middenin")


def test_two_names_as_near_are_not_guessed(members):
    # Heusden and Leusden are both one letter away, and both provinces have a member.
    assert members("Oss", "Leusden", "Neusden")[2] == ("unresolved", "Neusden")


def test_an_other_spelling_in_the_package_of_places_is_the_last_resort(tmp_path, places):
    named = pl.when(pl.col("code") == "GM0828").then(pl.lit("Ossenstad")).alias("aliases")
    known = replace(places, municipalities=places.municipalities.with_columns(named))
    path = tmp_path / "list.csv"
    path.write_text("Deelnemer,Gemeenschappelijke regeling\nOssenstad,A\n", encoding="utf-8")
    for used, kind in ((known, "municipality"), (places, "unresolved")):
        found = convert(path, places=used).package.tables["participations"]
        assert found["participant_type"].to_list() == [kind]


def test_bergen_without_fellows_there_is_not_guessed(members):
    assert members("Oss", "Bergen")[1] == ("unresolved", "Bergen")


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (("Grave en Mill", "Sint Hubert"), ["GM0786", "GM0815"]),
        (("Mill", "Sint Hubert"), ["GM0815"]),
        (("Beuningen", "Zevenaar Beuningen"), ["GM0209", "GM0299"]),
        (("Waal en Wijchen", "West Maas en Waal"), ["GM0668", "GM0296"]),
        (("Middelaar", "Mook en Middelaar"), ["GM0944"]),
        (("Oss, Heusden en Grave",), ["GM0828", "GM0797", "GM0786"]),
        (("Nuenen, Gerwen en Nederwetten", "Gerwen"), ["GM0820"]),
    ],
)
def test_a_list_cut_at_the_wrong_place_is_put_together(members, names, codes):
    assert members(*names) == [("municipality", code) for code in codes]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Provincie Overrijssel", ("province", "PV23")),
        ("Provincie Noord Brabant", ("province", "PV30")),
        ("Provincie FryslÃ¢n", ("province", "PV21")),
        ("Provincie Atlantis", ("unresolved", "Provincie Atlantis")),
        ("Hoogheermraadschap van Rijnland", ("water_board", "WS0616")),
        ("Waterschap Rijn en Ijssel", ("water_board", "WS0152")),
        ("De Dommel", ("water_board", "WS0539")),
        ("Waterschap Zeven Meren", ("water_board", "Waterschap Zeven Meren")),
        ("Ministerie van Defensie", ("state", "Ministerie van Defensie")),
        ("Rijk", ("state", "Rijk")),
        ("Stichting Speeltuin", ("other", "Stichting Speeltuin")),
        ("Zand en Grind BV", ("other", "Zand en Grind BV")),
        ("Kleef (Duitsland)", ("foreign_municipality", "Kleef")),
        ("Oss (Duitsland)", ("foreign_municipality", "Oss")),
        ("Landkreis Leer (Duitsland)", ("foreign_other", "Landkreis Leer")),
        ("Recreatieschap De Plas", ("intermunicipal_body", "Recreatieschap De Plas")),
        ("Regeling", ("intermunicipal_body", "Regeling")),
    ],
)
def test_other_participants_are_known_by_their_kind(members, name, expected):
    assert members("Grave", name)[1] == expected


def test_two_places_abroad_that_differ_between_brackets_are_two(members):
    assert len(members("Haren (Ems) (Duitsland)", "Haren (Duitsland)")) == 2


def test_rows_that_come_out_the_same_are_one_row_with_all_its_names(converted):
    result = converted(
        ("Bolsward", "A", *SEAT),
        ("WÃ»nseradiel", "A", *SEAT),
        ("Oss", "A", *SEAT),
        ("Oss", "A", *SEAT),
    )
    rows = result.package.tables["participations"].to_dicts()
    assert [row["municipality_code"] for row in rows] == ["GM1900", "GM0828"]
    assert rows[0]["names_in_source"] == "Bolsward|WÃ»nseradiel"
    assert rows[0]["old_codes"] == "GM0064|GM0710"
    assert rows[0]["resolution"] == "merged_before_2016"
    assert rows[0]["times_in_source"] == 2
    assert result.count(Effect.MERGED) == 2
    assert causes(result, Effect.MERGED) == {
        "merged municipality beside its fellows or successor",
        "participant named more than once",
    }


def test_the_largest_part_of_a_divided_municipality_is_taken_and_told(converted):
    result = converted(("Maasdonk", "A", *SEAT))
    row = result.package.tables["participations"].to_dicts()[0]
    assert (row["municipality_code"], row["resolution"]) == ("GM0796", "merged_before_2016_split")
    told = [r.result for r in result.remarks if "divided" in r.cause]
    assert "Oss (GM0828, 30%)" in told[0]


def test_an_arrangement_is_one_whatever_its_province_and_blanks(converted):
    result = converted(
        ("Oss", "Regeling Eén ", "1234 AB", "Oss", "Provincie Limburg"),
        ("Grave", "Regeling EÃ©n", "1234 AB", "Oss", "Provincie Noord-Brabant"),
        ("Heusden", "Regeling Eén", "9999 ZZ", "Os", "Provincie Noord-Brabant"),
    )
    row = result.package.tables["arrangements"].to_dicts()[0]
    assert result.package.tables["arrangements"].height == 1
    assert (row["id"], row["name"]) == ("regeling-een", "Regeling Eén")
    assert (row["province"], row["seat_place"], row["seat_postcode"]) == (
        "Noord-Brabant",
        "Oss",
        "1234 AB",
    )
    assert (row["seat_municipality_code"], row["municipal_participants"]) == ("GM0828", 3)
    assert {
        "another province than most rows of the arrangement",
        "another place than most rows of the arrangement",
        "another postcode than most rows of the arrangement",
    } <= causes(result)


def test_names_alike_get_identifiers_of_their_own(converted):
    result = converted(*(("Oss", name, *SEAT) for name in ("A b", "A-b", "A b 2", "(a) b", "???")))
    assert result.package.tables["arrangements"]["id"].to_list() == [
        "a-b",
        "a-b-2",
        "a-b-2-2",
        "a-b-3",
        "regeling",
    ]


@pytest.mark.parametrize(
    ("postcodes", "expected"),
    [
        (("1000 CE", "1001 CE"), None),
        (("1000 CE", "1003 CE", "1002 CE"), None),
        (("1000CE", "1000 ce"), "1000 CE"),
        (("1000 CE", "2000 XX", "2000 XX"), "2000 XX"),
        (("47533 (Duitsland)",), "47533"),
        (("",), None),
    ],
)
def test_postcodes_filled_down_as_a_series_are_dropped_and_others_kept(
    converted, postcodes, expected
):
    names = ("Oss", "Grave", "Heusden")
    rows = [(n, "A", p, "Oss", "Limburg") for n, p in zip(names, postcodes, strict=False)]
    result = converted(*rows)
    assert result.package.tables["arrangements"]["seat_postcode"][0] == expected
    series = "postcodes filled down as a series: left empty"
    assert (series in causes(result)) is (expected is None and postcodes != ("",))


@pytest.mark.parametrize(
    ("name", "note", "cause"),
    [
        ("WSW (in liquidatie)", "in liquidatie", "remark on the end of an arrangement in its name"),
        ("WSW (WSW) (opgeheven)", "opgeheven", "remark on the end of an arrangement in its name"),
        ("WSW (voorheen SW)", None, "remark on a former name in the name of an arrangement"),
        ("WSW (SW)", None, None),
    ],
)
def test_remarks_in_names_are_told(converted, name, note, cause):
    result = converted(("Oss", name, *SEAT))
    assert result.package.tables["arrangements"]["status_note"][0] == note
    assert result.package.tables["arrangements"]["name"][0] == name
    assert causes(result) == ({cause} if cause else set())


def test_a_row_that_names_nobody_or_nothing_is_left_out_and_told(converted):
    result = converted(("", "A", *SEAT), ("Oss", " ", *SEAT), ("Oss", "B", *SEAT))
    assert result.balances
    assert (result.records_in, result.records_out) == (3, 1)
    left = [r for r in result.remarks if r.effect is Effect.LEFT_OUT]
    assert [(r.row, r.cause) for r in left] == [
        (2, "no participant named"),
        (3, "no arrangement named"),
    ]
    assert "Oss" in left[1].original
    assert result.package.tables["arrangements"]["id"].to_list() == ["a", "b"]


def test_arrangements_listed_twice_under_two_names_are_a_pair(converted):
    rows = [
        (member, name, *SEAT)
        for name in (
            "Zwembad De Plas",
            "De Plas zwembad (ZDP)",
            "Muziekschool",
            "Veiligheidshuis Oss",
            "Veiligheidsregio Oss",
        )
        for member in ("Oss", "Grave", "Heusden")
    ]
    pairs = converted(*rows).package.tables["arrangement_duplicates"]
    assert pairs.select("arrangement_id", "other_id").rows() == [
        ("zwembad-de-plas", "de-plas-zwembad-zdp")
    ]
    assert pairs["member_jaccard"][0] == 1.0


@pytest.mark.parametrize(
    ("name", "domain"),
    [("GGD Oss", "health"), ("Veiligheidsregio Oss", "safety"), ("De Plas", None)],
)
def test_a_domain_is_guessed_from_the_name(converted, name, domain):
    result = converted(("Oss", name, *SEAT))
    assert result.package.tables["arrangements"]["domain_keyword"][0] == domain


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separator_encoding_and_newline_are_found(tmp_path, places, separator, encoding, newline):
    rows = [HEADER, ("Súdwest-Fryslân", "Regeling", "", "", ""), ("Oss", "Regeling", "", "", "")]
    text = newline.join(separator.join(row) for row in rows)
    (tmp_path / "list.csv").write_bytes(text.encode(encoding))
    result = convert(tmp_path / "list.csv", places=places)
    assert result.package.tables["participations"]["municipality_code"].to_list() == [
        "GM1900",
        "GM0828",
    ]


def test_columns_in_another_order_and_further_columns_do_no_harm(converted):
    header = ("Nr", "GEMEENSCHAPPELIJKE_REGELING", "deelnemer")
    result = converted(("1", "A", "Oss"), ("2", "A"), ("3", "A", "Grave", "x"), header=header)
    assert result.package.tables["participations"]["participant_name"].to_list() == ["Oss", "Grave"]
    assert causes(result) == {
        "column not used",
        "fewer cells than columns: the last are empty",
        "more cells than columns: the last are not used",
    }


def test_a_line_break_within_a_cell_loses_no_row(converted):
    result = converted(("Oss", "Een\nregeling", *SEAT), ("Grave", "Een regeling", *SEAT))
    assert (result.records_in, result.records_out) == (2, 2)
    assert result.package.tables["arrangements"]["id"].to_list() == ["een-regeling"]
    assert [r.row for r in result.remarks if r.cause.startswith("unusual")] == [2]


def test_json_gives_the_same_tables_as_csv(tmp_path, places, converted):
    rows = [("Oss", "A", *SEAT), ("FryslÃ¢n", "A", *SEAT), ("Bergen", "B", *SEAT)]
    (tmp_path / "list.json").write_text(
        json.dumps([dict(zip(HEADER, row, strict=True)) for row in rows]), encoding="utf-8"
    )
    one, other = converted(*rows), convert(tmp_path / "list.json", places=places)
    assert one.package == other.package
    assert [r.row for r in other.remarks if r.row] == [r.row - 1 for r in one.remarks if r.row]


def test_odd_json_records_are_told_not_lost(tmp_path, places):
    text = (
        '[{"Deelnemer": "Oss", "Gemeenschappelijke regeling": "A", "Deelnemer": "Grave"},'
        ' 12, "Oss", null, {"Deelnemer": null, "Gemeenschappelijke regeling": 5, "Nr": [1]}]'
    )
    (tmp_path / "list.json").write_text(text, encoding="utf-8")
    result = convert(tmp_path / "list.json", places=places)
    assert result.balances
    assert (result.records_in, result.records_out) == (5, 1)
    assert causes(result, Effect.LEFT_OUT) == {
        "no record with named values",
        "no participant named",
    }
    assert causes(result) == {"key twice in a record: the first is used", "column not used"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x00",
        b"Deelnemer,Regio\nOss,Brabant\n",
        b'Deelnemer,Gemeenschappelijke regeling\n"Oss,A\n',
        b"[" * 100_000,
        b'{"Deelnemer": "Oss"}',
        b"[1" + b"0" * 5000 + b"]",
        b'[{"naam": "Oss"}]',
        b"Deelnemer,Gemeenschappelijke regeling\n" + b"x" * 200_000 + b",A\n",
    ],
)
def test_what_is_not_this_inventory_is_refused_in_one_sentence(tmp_path, places, content):
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(SourceError, match=r"list\.csv"):
        convert(tmp_path / "list.csv", places=places)


def test_a_file_that_is_too_large_or_missing_is_refused(tmp_path, places):
    (tmp_path / "list.csv").write_text("Deelnemer,Gemeenschappelijke regeling\n", encoding="utf-8")
    for path, limits in ((tmp_path / "list.csv", Limits(file=10)), (tmp_path / "no", Limits())):
        with pytest.raises(SourceError):
            convert(path, places=places, limits=limits)
    with pytest.raises(SourceError):
        convert(tmp_path, places=places)


def test_municipalities_must_be_known_and_dutch(tmp_path, places):
    # Deep enough to lie beside no other test's packages.
    folder = tmp_path / "far" / "from" / "others"
    folder.mkdir(parents=True)
    (folder / "list.csv").write_text("Deelnemer,Gemeenschappelijke regeling\nOss,A\n")
    with pytest.raises(SourceError, match="--places"):
        convert(folder / "list.csv")
    with pytest.raises(PackageError):
        convert(folder / "list.csv", places=tmp_path / "nothing")
    abroad = KnownPlaces("b", "be", date(2023, 1, 1), places.municipalities, places.changes)
    with pytest.raises(SourceError, match="no Dutch municipalities"):
        convert(folder / "list.csv", places=abroad)


def test_another_day_gives_the_municipalities_of_that_day(tmp_path, places):
    (tmp_path / "list.csv").write_text("Deelnemer,Gemeenschappelijke regeling\nBussum,A\n")
    result = convert(tmp_path / "list.csv", places=places, observed_on=date(2015, 6, 1))
    row = result.package.tables["participations"].to_dicts()[0]
    assert (row["municipality_code"], row["resolution"]) == ("GM0381", "exact")
    assert result.package.observed_on == date(2015, 6, 1)


def test_very_long_texts_are_cut_and_told(converted):
    long = "é" * 3000
    result = converted((long, long, long, long, long))
    assert result.balances
    assert "text too long: cut off" in causes(result)
    assert all(len(r.original) <= 500 for r in result.remarks)


def test_what_is_written_is_read_back_the_same(converted, tmp_path):
    result = converted(
        ("Oss ", "A \x00b", "1234 AB", "Oss", "Provincie"),
        ("Bussum", 'A "b"\n(opgeheven)', *SEAT),
        ("Wie\x07 weet, wat", "Één|twee", "", "", ""),
        ("Maasdonk", "Een regeling (ER)", *SEAT),
        ("Maasdonk", "Een regeling", *SEAT),
        ("é" * 3000, "é" * 3000, *SEAT),
    )
    write_conversion(result, tmp_path / "out")
    assert read_package(tmp_path / "out") == result.package
    report = pl.read_csv(tmp_path / "out" / "conversion.csv")
    assert report.height == len(result.remarks)


def test_the_same_file_gives_the_same_bytes(converted, tmp_path):
    rows = [("Oss", "A", *SEAT), ("Neusden", "A", *SEAT), ("Bussum", "B (in liquidatie)", *SEAT)]
    for folder in ("one", "two"):
        write_conversion(converted(*rows), tmp_path / folder)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()}
        for folder in ("one", "two")
    )
    assert one == two
