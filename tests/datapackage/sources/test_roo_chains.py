# SPDX-License-Identifier: EUPL-1.2
"""Versions of arrangements: chains, periods, doubled and nameless records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samenspel.datapackage.sources import (
    Effect,
)
from tests.datapackage.sources.roo_cases import (
    TOWNS,
    Write,
    causes,
    rows,
    version,
)
from tests.datapackage.sources.roo_small import (
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-02-29", date(2016, 2, 29)),
        ("2016-02-29T00:00:00+01:00", date(2016, 2, 29)),
        ("29-2-2016", date(2016, 2, 29)),
        ("20160229", date(2016, 2, 29)),
        ("\u200b2016-02-29", date(2016, 2, 29)),
        ("2015-02-29", None),
        ("1900-01-01", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("voorjaar", None),
    ],
)
def test_dates(text: str, expected: date | None, write: Write) -> None:
    more = f"<p:toetredingsDatum>{text}</p:toetredingsDatum>"
    conversion = converted(
        write, document(*TOWNS, arrangement(901, "R", member(11, "Waterstad", more)))
    )
    assert rows(conversion, "participations")[0]["joined_on"] == expected
    assert len(conversion.remarks) == (text != "2016-02-29")


def test_chains_that_both_sides_name_win(write: Write) -> None:
    conversion = converted(
        write,
        document(
            *TOWNS,
            version(901, "2010-01-01", "2012-01-01", after=903),
            version(902, "2010-01-01", "2012-01-01", after=903),
            version(903, "2012-01-01", before=902, after=99_999),
        ),
    )
    links = {
        row["id"]: (row["previous_id"], row["next_id"]) for row in rows(conversion, "arrangements")
    }
    assert links == {
        "roo-901": (None, None),
        "roo-902": (None, "roo-903"),
        "roo-903": ("roo-902", None),
    }
    assert sorted(causes(conversion, Effect.REPAIRED)) == [
        "second version on one side left out",
        "version that is not in the file left out",
    ]


def test_a_circle_of_versions_is_opened(write: Write) -> None:
    conversion = converted(
        write,
        document(
            *TOWNS,
            version(901, "2010-01-01", "2012-01-01", after=902, before=903),
            version(902, "2012-01-01", "2014-01-01", after=903, before=901),
            version(903, "2014-01-01", after=901, before=902),
            version(904, "2014-01-01", after=904),
        ),
    )
    found = rows(conversion, "arrangements")
    assert [row["next_id"] for row in found] == ["roo-902", "roo-903", None, None]
    assert (
        causes(conversion, Effect.REPAIRED).count("link that makes the versions go round left out")
        == 3
    )


def test_one_word_is_enough_for_a_link(write: Write) -> None:
    conversion = converted(
        write, document(*TOWNS, version(901, "2010-01-01"), version(902, "2012-01-01", before=901))
    )
    assert [row["next_id"] for row in rows(conversion, "arrangements")] == ["roo-902", None]
    assert causes(conversion, Effect.REPAIRED) == ["link that only one of two versions names"]


@pytest.mark.parametrize(
    ("end", "begin", "expected"),
    [
        ("2017-12-31", "2018-01-01", "2018-01-01"),
        ("2018-01-01", "2018-01-01", "2018-01-01"),
        ("2018-03-14", "2018-03-15", "2018-03-15"),
        ("2017-12-30", "2018-01-01", "2017-12-30"),
        ("2018-06-01", "2018-01-01", "2018-06-01"),
    ],
)
def test_ends_as_the_last_day(end: str, begin: str, expected: str, write: Write) -> None:
    first, second = version(901, "2010-01-01", end, after=902), version(902, begin, before=901)
    conversion = converted(write, document(*TOWNS, first, second))
    assert rows(conversion, "arrangements")[0]["in_force_to"] == date.fromisoformat(expected)


def test_one_odd_gap_among_many_is_no_habit(write: Write) -> None:
    pairs = [
        text
        for n in range(0, 60, 2)
        for text in (
            version(1000 + n, "2010-01-01", "2018-03-15", after=1001 + n),
            version(1001 + n, "2018-03-15" if n else "2018-03-16", before=1000 + n),
        )
    ]
    conversion = converted(write, document(*TOWNS, *pairs))
    assert rows(conversion, "arrangements")[0]["in_force_to"] == date(2018, 3, 15)
    assert not conversion.remarks


def test_periods_that_run_backwards(write: Write) -> None:
    conversion = converted(
        write,
        document(
            *TOWNS,
            version(901, "2012-01-01", "2010-01-01"),
            version(902, "2012-01-01", "2011-12-31"),
        ),
    )
    first, second = rows(conversion, "arrangements")
    assert (first["in_force_from"], first["in_force_to"]) == (None, date(2010, 1, 1))
    assert second["in_force_from"] == second["in_force_to"] == date(2012, 1, 1)


def test_doubled_identifiers(write: Write) -> None:
    twice = version(901, "2010-01-01")
    older = arrangement(902, "Oud", member(11, "W"), "<p:datumMutatie>2020-01-01</p:datumMutatie>")
    newer = arrangement(
        902, "Nieuw", member(12, "H"), "<p:datumMutatie>2021-01-01</p:datumMutatie>"
    )
    body = (
        '<p:organisatie p:systeemId="500"><p:naam>{}</p:naam><p:types>'
        "<p:type>Regionaal samenwerkingsorgaan</p:type></p:types></p:organisatie>"
    )
    bodies = [body.format(name) for name in ("Dienst", "Dienst", "Andere dienst")]
    conversion = converted(write, document(*TOWNS, twice, twice, older, newer, *bodies))
    assert [row["name"] for row in rows(conversion, "arrangements")] == ["Regeling", "Nieuw"]
    assert [row["name"] for row in rows(conversion, "bodies")] == ["Dienst"]
    assert causes(conversion, Effect.MERGED) == ["record stands twice"] * 3
    assert causes(conversion, Effect.LEFT_OUT) == [
        "identifier of an earlier record",
        "participant of a record that gives no arrangement",
        "identifier of an earlier record",
    ]


def test_records_without_an_identifier(write: Write) -> None:
    bare = arrangement(901, "Regeling", member(11, "W")).replace(' p:systeemId="901"', "")
    body = (
        "<p:organisatie><p:naam>Dienst</p:naam><p:types>"
        "<p:type>Regionaal samenwerkingsorgaan</p:type></p:types></p:organisatie>"
    )
    town = municipality(14, "Zonderdam").replace("gm9014", "")
    conversion = converted(write, document(*TOWNS, bare, body, town))
    assert causes(conversion, Effect.LEFT_OUT) == [
        "record without an identifier",
        "participant of a record that gives no arrangement",
        "record without an identifier",
        "municipality without a code",
    ]
