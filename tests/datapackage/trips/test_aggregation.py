# SPDX-License-Identifier: EUPL-1.2
"""Small hand-made records: what is counted, what is left out and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from samenspel.analysis.flows import Flows
from samenspel.datapackage.trips import Period, Report, TripsError

Make = Callable[..., tuple[list[tuple[str, str, str]], Report]]
Trips = Callable[..., Path]
Left = Callable[[Report], dict[str, tuple[int, Decimal]]]


def test_records_are_counted_by_pair_and_sorted_as_text(make: Make, trips: Trips) -> None:
    rows, report = make(trips("origin,destination", "b,a", "a,10", "a,9", "b,a", "a,9", "a,9"))
    assert rows == [("a", "10", "1"), ("a", "9", "3"), ("b", "a", "2")]
    assert (report.records, report.pairs, report.total, report.left) == (6, 3, 6, ())


def test_whole_weights_stay_whole_numbers(make: Make, trips: Trips) -> None:
    file = trips("origin,destination,jobs", "a,b,3", "a,b,4.0", "b,b,0")
    rows, report = make(file, weight="jobs")
    assert rows == [("a", "b", "7"), ("b", "b", "0")]
    assert report.total == 7


def test_decimal_weights_are_added_exactly(make: Make, trips: Trips) -> None:
    # In doubles 0.1 + 0.2 is not 0.3.
    file = trips("origin,destination,w", "a,b,0.1", "a,b,0.2", "b,a,1e-6", "b,b,2.50")
    rows, report = make(file, weight="w")
    assert rows == [("a", "b", "0.3"), ("b", "a", "0.000001"), ("b", "b", "2.5")]
    assert report.total == Decimal("2.800001")


def test_more_than_six_decimals_are_rounded_halves_up(make: Make, trips: Trips) -> None:
    rows, _ = make(trips("origin,destination,w", "a,a,0.0000004", "b,b,1.00000051"), weight="w")
    assert rows == [("a", "a", "0"), ("b", "b", "1.000001")]


def test_every_record_left_out_has_one_reason(make: Make, trips: Trips, left: Left) -> None:
    file = trips(
        "origin,destination,w,mode",
        "a,b,2,car",
        "a,b,1.5,bike",
        ",b,3,car",
        "a, ,4,car",
        "a,b,,car",
        "a,b,  ,car",
        "a,b,many,car",
        'a,b,"1,5",car',
        "a,b,inf,car",
        "a,b,nan,car",
        "a,b,1_000,car",
        "a,b,-2,car",
        ",,,",
    )
    rows, report = make(file, weight="w", where=("mode=car",))
    assert rows == [("a", "b", "2")]
    assert left(report) == {
        "OUTSIDE_CONDITIONS": (2, Decimal("1.5")),
        "NO_CODE": (2, 7),
        "NO_WEIGHT": (2, 0),
        "NO_NUMBER": (5, 0),
        "NEGATIVE": (1, -2),
    }
    assert (report.records, report.amount) == (13, Decimal("8.5"))
    assert report.amount == report.total + sum(one.amount for one in report.left)


def test_conditions_on_one_column_are_alternatives_and_on_two_both_needed(
    make: Make, trips: Trips
) -> None:
    file = trips(
        "origin,destination,mode,purpose", "a,b,car,work", "a,c,bike,work", "a,d,foot,work",
        "a,e,car,shop", "a,f,,work",
    )  # fmt: skip
    rows, _ = make(file, where=("mode=car", "mode=bike", "purpose=work"))
    assert [row[1] for row in rows] == ["b", "c"]
    assert [row[1] for row in make(file, where=("mode=",))[0]] == ["f"]


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        ("2014", "2014", "abc"),
        ("2014-02", "2014-03", "bc"),
        ("2014-02-28", "2014-03-01", "b"),
        ("20140228", "2014-03", "bc"),
    ],
)
@pytest.mark.parametrize("kind", ["text", "compact", "date", "moment"])
def test_period_holds_its_first_and_last_day(
    make: Make, tmp_path: Path, first: str, last: str, kept: str, kind: str
) -> None:
    days = [date(2014, 1, 31), date(2014, 2, 28), date(2014, 3, 31), date(2015, 1, 1)]
    values: dict[str, list[Any]] = {
        "text": [f"{day.isoformat()}T23:59:59" for day in days],
        "compact": [int(day.strftime("%Y%m%d")) for day in days],
        "date": list(days),
        "moment": [datetime(day.year, day.month, day.day, 23, 59) for day in days],  # noqa: DTZ001
    }
    file = tmp_path / "trips.parquet"
    pl.DataFrame(
        {"origin": list("abcd"), "destination": list("abcd"), "day": values[kind]}
    ).write_parquet(file)
    rows, _ = make(file, period=Period.of("day", first, last))
    assert "".join(row[0] for row in rows) == kept


def test_day_that_cannot_be_read_is_reported(make: Make, trips: Trips, left: Left) -> None:
    file = trips("origin,destination,day", "a,b,2014-01-05", "a,b,05-01-2014", "a,b,", "a,b,2014")
    rows, report = make(file, period=Period.of("day", "2014-01", "2014-01"))
    assert rows == [("a", "b", "1")]
    assert left(report) == {"NO_PERIOD": (3, 3)}


def test_areas_are_gathered_into_zones(make: Make, trips: Trips, left: Left) -> None:
    zones = trips("area,zone,name", "b1,G1,x", " b2 ,G1,y", "b3,G2,z", "b4,,nowhere", name="z.csv")
    file = trips(
        "origin,destination", "b1,b2", "b2,b3", "b3,b1", "b3,b9", "b9,b8", "b4,b1", "b9,b1"
    )
    rows, report = make(file, zones=zones)
    assert rows == [("G1", "G1", "1"), ("G1", "G2", "1"), ("G2", "G1", "1")]
    assert left(report) == {"UNMAPPED": (4, 4)}
    assert report.unmapped == (("b9", 3), ("b4", 1))
    assert report.unmapped_areas == 2


def test_small_pairs_are_suppressed_and_their_sum_reported(make: Make, trips: Trips) -> None:
    lines = ["a,a,9.999999", "a,b,10", "b,a,4", "b,a,6", "b,b,1"]
    rows, report = make(trips("origin,destination,w", *lines), weight="w", min_flow=10)
    assert rows == [("a", "b", "10"), ("b", "a", "10")]
    (suppressed,) = report.left
    assert (suppressed.pairs, suppressed.records) == (2, 2)
    assert suppressed.amount == Decimal("10.999999")
    assert report.amount == Decimal("30.999999")


def test_suppression_looks_at_zones_and_not_at_areas(make: Make, trips: Trips) -> None:
    zones = trips("area,zone", "a,G", "b,G", name="z.csv")
    rows, _ = make(trips("origin,destination", "a,a", "b,b"), zones=zones, min_flow=2)
    assert rows == [("G", "G", "2")]


def test_result_is_read_as_flows_with_the_same_sums(make: Make, trips: Trips) -> None:
    rows, report = make(trips("origin,destination,w", "9,10,0.1", "10,9,0.7", "9,9,3"), weight="w")
    flows = Flows.of(*zip(*[(a, b) for a, b, _ in rows], strict=True), [float(r[2]) for r in rows])
    assert flows.zones == ("9", "10")
    assert Decimal(flows.total) / flows.denominator == report.total


def test_parquet_holds_the_same_as_csv(
    make: Make, trips: Trips, engine: Any, tmp_path: Path
) -> None:
    from samenspel.datapackage.trips import Request, aggregate

    file = trips("origin,destination,w", "a,b,0.1", "a,b,0.2", "b,a,5")
    out = tmp_path / "out.parquet"
    aggregate(Request(inputs=(str(file),), weight="w"), engine, out)
    assert pl.read_parquet(out).rows() == [("a", "b", Decimal("0.3")), ("b", "a", Decimal(5))]
    aggregate(Request(inputs=(str(file),)), engine, out)
    assert pl.read_parquet(out).rows() == [("a", "b", 2), ("b", "a", 1)]
    assert Flows.from_frame(pl.read_parquet(out)).total == 3


def frame(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame({"origin": ["a", "a", "b"], "destination": ["a", "a", "b"], **columns})


@pytest.mark.parametrize(
    ("weights", "total", "reasons"),
    [
        (pl.Series([2**53, 1, None]), 2**53 + 1, {"NO_WEIGHT": (1, 0)}),
        (pl.Series([2**53 + 1, -(2**63), 5]), 5, {"NO_NUMBER": (2, 0)}),
        (pl.Series([2**64 - 1, 1, 2], dtype=pl.UInt64), 3, {"NO_NUMBER": (1, 0)}),
        (pl.Series([0.1, float("nan"), float("inf")]), Decimal("0.1"), {"NO_NUMBER": (2, 0)}),
        (pl.Series([0.1, -0.1, 1e300]), Decimal("0.1"), {"NEGATIVE": (1, Decimal("-0.1")),
                                                          "NO_NUMBER": (1, 0)}),
        (pl.Series([0.1, 0.2, None], dtype=pl.Float32), Decimal("0.3"), {"NO_WEIGHT": (1, 0)}),
        (pl.Series([Decimal("0.10"), Decimal("0.20"), Decimal(7)]), Decimal("7.3"), {}),
        (pl.Series([255, 255, 255], dtype=pl.UInt8), 765, {}),
    ],
)  # fmt: skip
def test_weights_of_every_type_are_exact(
    make: Make, left: Left, tmp_path: Path, weights: pl.Series, total: Any, reasons: Any
) -> None:
    frame(w=weights).write_parquet(tmp_path / "trips.parquet")
    _, report = make(tmp_path / "trips.parquet", weight="w")
    assert report.total == total
    assert left(report) == reasons


def test_codes_that_are_numbers_keep_no_decimals(make: Make, left: Left, tmp_path: Path) -> None:
    pl.DataFrame(
        {"origin": [363.0, 363.0, None, 1.5, float("nan")], "destination": [1, 2, 3, 4, 5]}
    ).write_parquet(tmp_path / "trips.parquet")
    rows, report = make(tmp_path / "trips.parquet")
    assert rows == [("363", "1", "1"), ("363", "2", "1")]
    assert left(report) == {"NO_CODE": (3, 3)}


def test_conditions_are_compared_in_the_type_of_their_column(make: Make, tmp_path: Path) -> None:
    columns = {
        "n": [1, 2, 3],
        "x": [0.5, 1.0, None],
        "ok": [True, False, None],
        "day": [date(2014, 1, 1), date(2014, 1, 2), None],
    }
    frame(**columns).write_parquet(tmp_path / "t.parquet")
    for condition, records in (("n=03", 1), ("x=.5", 1), ("ok=TRUE", 1), ("day=2014-01-02", 1),
                               ("x=", 1)):  # fmt: skip
        assert make(tmp_path / "t.parquet", where=(condition,))[1].counted == records
    for condition in ("n=one", "ok=1", "day=1 January", "x=a"):
        with pytest.raises(TripsError, match="cannot be compared with column"):
            make(tmp_path / "t.parquet", where=(condition,))


def test_balance_is_checked_against_the_files(
    make: Make, trips: Trips, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samenspel.datapackage.trips import aggregation

    file = trips("origin,destination", "a,b", "a,b")
    original = aggregation.expression.pairs
    monkeypatch.setattr(
        aggregation.expression, "pairs", lambda table, *rest: original(table.limit(1), *rest)
    )
    with pytest.raises(TripsError, match="2 records of 2 were read and 1 of 1 accounted for"):
        make(file)


def test_what_was_written_is_read_back(
    make: Make, trips: Trips, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samenspel.datapackage.trips import aggregation

    (tmp_path / "out.csv").write_text("earlier")
    monkeypatch.setattr(aggregation, "total_of", lambda file: Decimal(1))
    with pytest.raises(TripsError, match="1 was written instead of 2"):
        make(trips("origin,destination", "a,b", "a,b"))
    assert (tmp_path / "out.csv").read_text() == "earlier"
    assert {path.name for path in tmp_path.iterdir()} == {"out.csv", "trips.csv"}


def test_sums_that_do_not_fit_are_an_error(make: Make, tmp_path: Path, engine: Any) -> None:
    frame = pl.DataFrame({"origin": ["a"] * 2000, "destination": "a", "w": 2**53})
    frame.write_parquet(tmp_path / "t.parquet")
    with pytest.raises(engine.failures, match="out of bounds"):
        make(tmp_path / "t.parquet", weight="w")
