# SPDX-License-Identifier: EUPL-1.2
"""The value list of municipalities: days, names and successors, and that no row is lost."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.datapackage import PackageError, read_package
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources import (
    Effect,
    KnownPlaces,
    SourceError,
    places_of,
    write_conversion,
)
from samenspel.datapackage.sources.owms import convert

HEADER = ("owms_label", "endDate", "type", "opvolger_label", "owms_uri", "collection_date")
ADDRESS = "http://list.example/terms/"
MUNICIPALITIES = (
    ("GM0241", "Groesbeek", None, "2016-01-01"),
    ("GM0256", "Hummelo en Keppel", None, "2005-01-01"),
    ("GM0373", "Bergen (NH.)", None, None),
    ("GM0518", "'s-Gravenhage", None, None),
    ("GM0796", "'s-Hertogenbosch", None, None),
    ("GM0828", "Oss", None, None),
    ("GM0893", "Bergen (L.)", None, None),
    ("GM1876", "Bronckhorst", "2005-01-01", None),
    ("GM1900", "Súdwest-Fryslân", "2011-01-01", None),
    ("GM1945", "Berg en Dal", "2016-01-01", None),
)
CHANGES = (
    ("2000-01-01", "merge", "GM0253", "Hoevelaken", "GM0828", "Oss", 1.0),
    ("2005-01-01", "merge", "GM0256", "Hummelo en Keppel", "GM1876", "Bronckhorst", 1.0),
    ("2005-01-01", "merge", "GM0280", "Steenderen", "GM1876", "Bronckhorst", 1.0),
    ("2011-01-01", "merge", "GM0064", "Bolsward", "GM1900", "Súdwest-Fryslân", 1.0),
    ("2011-01-01", "merge", "GM0710", "Wûnseradiel", "GM1900", "Súdwest-Fryslân", 1.0),
    ("2015-01-01", "split", "GM1671", "Maasdonk", "GM0796", "'s-Hertogenbosch", 0.7),
    ("2015-01-01", "split", "GM1671", "Maasdonk", "GM0828", "Oss", 0.3),
    ("2015-01-01", "merge", "GM0265", "Millingen aan de Rijn", "GM0241", "Groesbeek", 1.0),
    ("2016-01-01", "rename", "GM0241", "Groesbeek", "GM1945", "Berg en Dal", 1.0),
)
CALM = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _places() -> KnownPlaces:
    listed = TABLES["municipalities"].schema.create_empty()
    changed = TABLES["municipality_changes"].schema.create_empty()
    rows = [
        {
            "code": code,
            "name": name,
            "valid_from": begin and date.fromisoformat(begin),
            "valid_to": end and date.fromisoformat(end),
            "province": {"GM0373": "Noord-Holland", "GM0893": "Limburg"}.get(code),
        }
        for code, name, begin, end in MUNICIPALITIES
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


PLACES = _places()


def listed(name, end="", successor="", *, kind="Gemeente", address="", collected="24/08/2016"):
    return (name, end, kind, successor, ADDRESS + address, collected)


@pytest.fixture
def converted(tmp_path) -> Callable:
    """Convert rows of the list."""

    def run(*rows, **options):
        text = io.StringIO()
        csv.writer(text).writerows([HEADER, *rows])
        (tmp_path / "list.csv").write_text(text.getvalue(), encoding="utf-8")
        result = convert(tmp_path / "list.csv", places=PLACES, **options)
        assert result.balances
        return result

    return run


@pytest.fixture
def changes(converted) -> Callable:
    """The changes that rows of the list give: day, kind, old and new code."""

    def run(*rows):
        frame = converted(listed("Oss"), *rows).package.tables["municipality_changes"]
        return frame.select("date", "kind", "old_code", "new_code").rows()

    return run


def reported(result, effect):
    return [(r.row, r.cause) for r in result.remarks if r.effect is effect and r.row]


def test_the_first_day_of_the_new_situation_follows_the_last_of_the_old(changes):
    assert changes(listed("Bolsward", "31/12/10", "Súdwest-Fryslân")) == [
        (date(2011, 1, 1), "merge", "GM0064", "GM1900")
    ]


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("31/12/99", date(2000, 1, 1)),
        ("31/12/00", date(2001, 1, 1)),
        ("1/7/26", date(2026, 7, 2)),
        ("1/7/1957", date(1957, 7, 2)),
    ],
)
def test_a_short_year_is_the_last_such_one(converted, end, day):
    result = converted(listed("Oss"), listed("Hoevelaken", end, "Oss"))
    dates = [r.result for r in result.remarks if r.column == "endDate"]
    assert dates == [day.isoformat()]


def test_a_lost_apostrophe_is_put_back(converted):
    result = converted(listed("s-Gravenhage"), listed("Maasdonk", "31/12/14", "s-Hertogenbosch"))
    assert "GM0518" in result.package.tables["municipalities"]["code"].to_list()
    assert [r.result for r in result.remarks if r.cause == "lost apostrophe put back"] == [
        "'s-Gravenhage",
        "'s-Hertogenbosch",
    ]


def test_a_divided_territory_has_all_its_successors_and_their_shares(converted):
    result = converted(listed("Oss"), listed("Maasdonk", "31/12/14", "'s-Hertogenbosch"))
    rows = result.package.tables["municipality_changes"]
    assert rows.select("kind", "new_code", "area_share").rows() == [
        ("split", "GM0796", 0.7),
        ("split", "GM0828", 0.3),
    ]
    assert reported(result, Effect.SPLIT) == [(3, "divided territory: further successor")]


def test_a_successor_that_did_not_exist_yet_is_the_one_it_was_called_then(changes):
    assert changes(
        listed("Millingen aan de Rijn", "31/12/14", "Berg en Dal"),
        listed("Groesbeek", "31/12/15", "Berg en Dal"),
    ) == [
        (date(2015, 1, 1), "merge", "GM0265", "GM0241"),
        (date(2016, 1, 1), "rename", "GM0241", "GM1945"),
    ]


def test_an_entry_under_a_name_that_nobody_knows_is_known_by_its_address(converted):
    result = converted(
        listed("Oss"),
        listed("Hummelo en Keppel", "31/12/04", "Bronckhorst", address="Hummelo_en_Keppel"),
        listed("Hummelo", "31/12/04", "Bronckhorst", address="Hummelo_en_Keppel_oud"),
    )
    assert result.package.tables["municipality_changes"]["old_code"].to_list() == ["GM0256"]
    assert (4, "name taken from the address of the entry") in reported(result, Effect.REPAIRED)
    assert reported(result, Effect.MERGED) == [(4, "municipality listed more than once")]


def test_a_municipality_listed_twice_is_one(converted):
    result = converted(listed("Bergen (L)"), listed("Bergen (Li)"), listed("Bergen (NH)"))
    assert result.package.tables["municipalities"]["code"].to_list() == ["GM0373", "GM0893"]
    assert reported(result, Effect.MERGED) == [(3, "municipality listed more than once")]


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (listed("Belastingdienst", kind="Dienst"), "no municipality"),
        (listed(""), "no municipality named"),
        (listed("Atlantis"), "municipality not known"),
        (listed("Bergen"), "name of several municipalities"),
        (listed("Atlantis", "31/12/10", "Oss"), "municipality not known"),
        (listed("Bolsward", "31/12/10", "Atlantis"), "successor not known"),
        (listed("Bolsward", "31/12/10", "Bolsward"), "successor not known"),
        (listed("Bolsward", "31/02/10", "Oss"), "date that cannot be read"),
        (listed("Bolsward", "2010", "Oss"), "date that cannot be read"),
        (listed("Bolsward", "1/1/9999", "Oss"), "date that cannot be read"),
        (
            listed("Bolsward", "31/12/10"),
            "ended without a successor, or a successor without an end",
        ),
        (listed("Bolsward", "", "Oss"), "ended without a successor, or a successor without an end"),
        (
            listed("Bolsward"),
            "municipality that did not exist on that day",
        ),
    ],
)
def test_what_cannot_be_used_is_left_out_and_told(converted, row, cause):
    result = converted(listed("Oss"), row)
    assert (result.records_in, result.records_out) == (2, 1)
    assert reported(result, Effect.LEFT_OUT) == [(3, cause)]


def test_the_day_of_the_list_is_in_the_file_or_given(converted):
    assert converted(listed("Oss")).package.observed_on == date(2016, 8, 24)
    assert converted(listed("Oss", collected="?")).package.observed_on == date(2016, 9, 1)
    given_day = date(2015, 6, 1)
    result = converted(listed("Groesbeek"), observed_on=given_day)
    assert result.package.observed_on == given_day
    assert result.package.tables["municipalities"]["code"].to_list() == ["GM0241"]


@pytest.mark.parametrize(
    "content", [b"", b"naam\nOss\n", b'owms_label,endDate,type,opvolger_label\n"']
)
def test_what_is_not_this_list_is_refused_in_one_sentence(tmp_path, content):
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(SourceError, match=r"list\.csv"):
        convert(tmp_path / "list.csv", places=PLACES)


def test_a_list_without_any_known_municipality_is_refused(converted):
    with pytest.raises(SourceError, match="none of its municipalities"):
        converted(listed("Atlantis"))


def test_municipalities_must_be_known_and_dutch(tmp_path):
    # Deep enough to lie beside no other test's packages.
    folder = tmp_path / "far" / "from" / "others"
    folder.mkdir(parents=True)
    (folder / "list.csv").write_text(",".join(HEADER) + "\nOss,,Gemeente,,,\n", encoding="utf-8")
    with pytest.raises(SourceError, match="--places"):
        convert(folder / "list.csv")
    with pytest.raises(PackageError):
        convert(folder / "list.csv", places=tmp_path / "nothing")
    abroad = KnownPlaces("b", "be", date(2023, 1, 1), PLACES.municipalities, PLACES.changes)
    with pytest.raises(SourceError, match="no Dutch municipalities"):
        convert(folder / "list.csv", places=abroad)


def test_what_is_written_is_read_back_the_same(converted, tmp_path):
    result = converted(
        listed("Oss "), listed("Maasdonk", "31/12/14", "Oss"), listed("Bolsward\x00", "?", "Oss")
    )
    write_conversion(result, tmp_path / "out")
    assert read_package(tmp_path / "out") == result.package


SAMPLE = "\n".join(
    ",".join(row)
    for row in (
        HEADER,
        listed("Oss"),
        listed("s-Gravenhage"),
        listed("Maasdonk", "31/12/14", "s-Hertogenbosch"),
        listed("Hummelo", "31/12/04", "Bronckhorst", address="Hummelo_en_Keppel_oud"),
        listed("SÃºdwest FryslÃ¢n"),
        listed("Dienst", kind="Dienst"),
    )
).encode()


def _spoilt() -> st.SearchStrategy[bytes]:
    place = st.integers(0, len(SAMPLE))
    more = st.one_of(
        st.binary(max_size=6),
        st.sampled_from([b'"', b"\x00", b",", b"\n", b"/99", b"31/12/", b"x" * 9_000, b"\xff\xfe"]),
    )
    return st.one_of(
        st.builds(lambda at: SAMPLE[:at], place),
        st.builds(lambda at, add: SAMPLE[:at] + add + SAMPLE[at:], place, more),
        st.builds(lambda at, add: SAMPLE[:at] + add + SAMPLE[at + len(add) :], place, more),
        st.builds(lambda a, b: SAMPLE[: max(a, b)] + SAMPLE[min(a, b) :], place, place),
        st.builds(lambda one: SAMPLE.replace(b",", one), more),
        st.sampled_from(["utf-16", "utf-16-be", "cp1252", "utf-8-sig"]).map(
            lambda name: SAMPLE.decode().encode(name, "replace")
        ),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("fuzzed")


@CALM
@given(content=_spoilt())
def test_a_spoilt_list_is_refused_or_accounted_for(folder, content):
    (folder / "list.csv").write_bytes(content)
    try:
        result = convert(folder / "list.csv", places=PLACES)
    except SourceError:
        return
    assert result.balances
    assert result.records_out <= result.package.tables["municipalities"].height + (
        result.package.tables["municipality_changes"].height
    )


@pytest.mark.national
def test_the_published_list_gives_the_known_changes_and_nothing_else(national_data):
    reference = read_package(national_data / "nl-2016")
    result = convert(national_data / "raw" / "owms-don.csv", places=places_of(reference))
    columns = ("date", "kind", "old_code", "old_name", "new_code", "new_name", "area_share")
    theirs = reference.tables["municipality_changes"].filter(
        pl.col("source").str.starts_with("OWMS")
    )
    ours = result.package.tables["municipality_changes"]
    assert ours.height == 202
    # No row differs: neither in its day, codes and names nor in its kind and share.
    assert set(ours.select(columns).rows()) == set(theirs.select(columns).rows())


@pytest.mark.national
def test_every_row_of_the_published_list_is_accounted_for(national_data, tmp_path):
    result = convert(national_data / "raw" / "owms-don.csv")
    assert (result.records_in, result.records_out) == (1472, 390 + 202)
    assert result.balances
    assert {(effect, cause): n for effect, cause, n in result.causes() if effect != "repaired"} == {
        ("left out", "no municipality"): 879,
        ("merged", "municipality listed more than once"): 6,
        ("split", "divided territory: further successor"): 5,
    }
    assert Counter(result.package.tables["municipality_changes"]["kind"]) == {
        "merge": 182,
        "rename": 12,
        "split": 8,
    }
    assert {r.original for r in result.remarks if r.effect is Effect.MERGED} == {
        "Bergen (Li)",
        "Groningen (Gr)",
        "Het Bildt",
        "Hummelo",
        "Súdwest Fryslân",
        "Utrecht (Utr)",
    }
    write_conversion(result, tmp_path)
    assert read_package(tmp_path) == result.package
