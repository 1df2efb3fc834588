# SPDX-License-Identifier: EUPL-1.2
"""Spoilt copies of a small inventory: refused in a sentence, or converted with a full account."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.datapackage import read_package
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources import KnownPlaces, SourceError, write_conversion
from samenspel.datapackage.sources.opengr import convert

HEADER = ["Deelnemer", "Gemeenschappelijke regeling", "Postcode", "Plaats", "Provincie"]
ROWS = [
    ["Oss", "Regeling Oost (RO)", "1234 AB", "Oss", "Provincie Noord-Brabant"],
    ["Neusden ", "Regeling Oost (RO)", "1235 AB", "Oss", "Provincie Noord-Brabant"],
    ["Grave en Mill", "Regeling West (opgeheven)", "5360 GV", "Grave", "Provincie Overrijssel"],
    ["Sint Hubert", "Regeling West (opgeheven)", "5360 GV", "Grave", "Provincie Overrijssel"],
    ["Maasdonk", "Regeling West (opgeheven)", "", "", ""],
    ["Provincie FryslÃ¢n", 'De "Regeling", zuid', "8900 AA", "Kleef (Duitsland)", "Limburg"],
    ["Landkreis Leer (Duitsland)", 'De "Regeling", zuid', "", "", ""],
]
SAMPLE = "\r\n".join(
    ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [HEADER, *ROWS]
).encode()
AS_JSON = json.dumps([dict(zip(HEADER, row, strict=True)) for row in ROWS]).encode()
CALM = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _places() -> KnownPlaces:
    listed = TABLES["municipalities"].schema.create_empty()
    changed = TABLES["municipality_changes"].schema.create_empty()
    rows = [
        {"code": code, "name": name, "province": "Noord-Brabant"}
        for code, name in (
            ("GM0786", "Grave"),
            ("GM0796", "'s-Hertogenbosch"),
            ("GM0797", "Heusden"),
            ("GM0815", "Mill en Sint Hubert"),
            ("GM0828", "Oss"),
        )
    ]
    steps = [
        {
            "date": date(2015, 1, 1),
            "kind": "split",
            "old_code": "GM1671",
            "old_name": "Maasdonk",
            "new_code": code,
            "new_name": name,
            "area_share": share,
        }
        for code, name, share in (("GM0796", "'s-Hertogenbosch", 0.7), ("GM0828", "Oss", 0.3))
    ]
    return KnownPlaces(
        "handful",
        "nl",
        date(2016, 1, 1),
        pl.concat([listed, pl.DataFrame(rows, schema=listed.schema)]),
        pl.concat([changed, pl.DataFrame(steps, schema=changed.schema)]),
    )


PLACES = _places()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("fuzzed")


def spoilt(sample: bytes) -> st.SearchStrategy[bytes]:
    """The sample, cut, doubled, with bytes changed, put in, moved, or in another encoding."""
    place = st.integers(0, len(sample))
    other = st.sampled_from(["utf-16", "utf-16-le", "cp1252", "latin-1", "utf-8-sig", "cp437"])
    wild = st.one_of(
        st.binary(max_size=8),
        st.sampled_from(
            [b'"', b",", b"\n", b"\x00", b"\r", b";", "Ã¢".encode(), b"\xff", b"[", b"{"]
        ),
        st.sampled_from([b"x" * 5_000, b",," * 600, b"\n" * 500, b" en " * 300, b"(" * 900]),
    )
    return st.one_of(
        st.builds(lambda at: sample[:at], place),
        st.builds(lambda one, two: sample[: max(one, two)] + sample[min(one, two) :], place, place),
        st.builds(lambda at, more: sample[:at] + more + sample[at:], place, wild),
        st.builds(lambda at, more: sample[:at] + more + sample[at + len(more) :], place, wild),
        st.builds(lambda at: sample[at:] + sample[:at], place),
        st.builds(lambda name: sample.decode().encode(name, "replace"), other),
        st.builds(lambda name: sample.decode(name, "replace").encode(), other),
        st.builds(lambda one: sample.replace(b",", one), wild),
    )


def accounted(path: Path, content: bytes):
    """Convert, and check that the account of the rows is right; None when refused."""
    path.write_bytes(content)
    try:
        result = convert(path, places=PLACES)
    except SourceError as error:
        refusal = str(error)
    else:
        refusal = ""
    if refusal:
        assert path.name in refusal
        assert "\n" not in refusal
        return None
    assert result.balances
    assert result.records_out == result.package.tables["participations"].height
    assert all(len(r.original) <= 500 for r in result.remarks)
    return result


@CALM
@given(content=spoilt(SAMPLE))
def test_a_spoilt_csv_file_is_refused_or_accounted_for(folder, content):
    accounted(folder / "list.csv", content)


@CALM
@given(content=spoilt(AS_JSON))
def test_a_spoilt_json_file_is_refused_or_accounted_for(folder, content):
    accounted(folder / "list.json", content)


@settings(CALM, max_examples=40)
@given(rows=st.lists(st.lists(st.text(max_size=30), min_size=5, max_size=5), max_size=6))
def test_any_text_in_any_cell_is_accounted_for_and_can_be_written(folder, rows):
    content = json.dumps([dict(zip(HEADER, row, strict=True)) for row in [ROWS[0], *rows]])
    result = accounted(folder / "list.json", content.encode())
    assert result is not None
    assert result.records_in == 1 + len(rows)
    write_conversion(result, folder / "out")
    assert read_package(folder / "out") == result.package
    for table in ("arrangements", "participations"):
        (folder / "out" / f"{table}.csv").unlink()


@CALM
@given(
    names=st.lists(
        st.sampled_from(
            [
                "Oss",
                "Grave",
                "Grave en Mill",
                "Sint Hubert",
                "Mill",
                "Heusden Oss",
                "Hubert en Oss",
                "Maasdonk",
                "Nergens",
                "Oss (Duitsland)",
                "Hubert",
            ]
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_list_of_names_balances_and_has_each_participant_once(folder, names):
    text = "\n".join(["Deelnemer;Gemeenschappelijke regeling", *(f"{name};A" for name in names)])
    result = accounted(folder / "list.csv", text.encode())
    assert result is not None
    assert result.records_in == len(names)
    rows = result.package.tables["participations"]
    assert rows.select("participant_type", "participant_code", "participant_name").is_unique().all()
    named = {name for cell in rows["names_in_source"] for name in cell.split("|")}
    assert named == set(names)
