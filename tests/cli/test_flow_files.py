# SPDX-License-Identifier: EUPL-1.2
"""Files of flows as people have them, and as they should not be."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.cli import flow_columns, flow_files, flow_frames
from samenspel.cli.flow_columns import ColumnsError, from_text
from samenspel.cli.flow_files import FlowFileError, FlowSource, read_flows
from samenspel.datapackage import Limits

ROWS = [("1", "1", 50), ("1", "2", 20), ("2", "1", 30), ("2", "2", 40), ("10", "2", 5)]
CSV = "origin,destination,flow\n" + "".join(f"{a},{b},{n}\n" for a, b, n in ROWS)
# One frame with "origin,destination,flow\n1,1,50\n1,2,20\n" in a raw block (RFC 8878).
ZSTD = b"\x28\xb5\x2f\xfd\x20\x26\x31\x01\x00" + b"origin,destination,flow\n1,1,50\n1,2,20\n"


def read(path: Path, content: bytes | str, *, year: int | None = None) -> FlowSource:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_flows(path, year=year, say=lambda line: None)


def refusal(path: Path, content: bytes | str, *, year: int | None = None) -> str:
    with pytest.raises(FlowFileError) as caught:
        read(path, content, year=year)
    message = str(caught.value)
    assert message.startswith(f"{path}")
    assert message.endswith(".")
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def packed(content: bytes) -> bytes:
    """Packed without the time of packing, so that every process names its tests the same."""
    return gzip.compress(content, mtime=0)


def parquet(frame: pl.DataFrame, **options: object) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


FRAME = pl.DataFrame(ROWS, schema=["origin", "destination", "flow"], orient="row")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("flows.csv", CSV.encode()),
        ("flows.csv", CSV.replace("\n", "\r\n").encode("utf-8-sig")),
        ("flows.csv.gz", packed(CSV.encode())),
        ("flows.bin", packed(CSV[:40].encode()) + packed(CSV[40:].encode())),
        ("flows.parquet", parquet(FRAME)),
        ("flows.parquet", parquet(FRAME, compression="gzip")),
        ("flows.parquet", parquet(FRAME, compression="zstd")),
        ("flows.parquet.gz", packed(parquet(FRAME))),
        ("flows.csv", CSV.replace("origin", "Origin ").replace("1,1", '"1", 1 ').encode()),
        ("flows.csv", ("\n" + CSV + "\n\n").encode()),
    ],
)
def test_flows_are_the_same_in_every_kind_of_file(
    tmp_path: Path, name: str, content: bytes
) -> None:
    found = read(tmp_path / name, content)
    assert found.flows.zones == ("1", "2", "10")
    assert [(a, b, int(n)) for a, b, n in found.flows.pairs()] == ROWS
    assert len(found.sha256) == 64


def test_zstd_is_inflated(tmp_path: Path) -> None:
    found = read(tmp_path / "flows.csv.zst", ZSTD)
    assert list(found.flows.pairs()) == [("1", "1", 50), ("1", "2", 20)]


def test_columns_may_have_the_names_of_a_data_package(tmp_path: Path) -> None:
    found = read(tmp_path / "flows.csv", "jobs,origin_code,destination_code\n7,GM1,GM2\n")
    assert list(found.flows.pairs()) == [("GM1", "GM2", 7)]


def test_dutch_spreadsheets_separate_by_semicolons_and_write_decimals_with_commas(
    tmp_path: Path,
) -> None:
    path, said = tmp_path / "flows.csv", list[str]()
    path.write_text("origin;destination;flow\n1;2;12,5\n2;1;1200\n")
    found = read_flows(path, year=None, say=said.append)
    assert [amount for _, _, amount in found.flows.pairs()] == [12.5, 1200]
    assert said == [f"{path}: read as separated by semicolons."]
    text = "origin;destination;flow\n1;2;1.200\n"
    assert "row 2, column flow: '1.200' may be a thousand" in refusal(path, text)


def test_last_year_is_taken_and_said(tmp_path: Path) -> None:
    text = "year,origin,destination,flow\n2013,1,2,5\n2014,1,2,7\n2014,2,1,1\n"
    path, said = tmp_path / "flows.csv", list[str]()
    path.write_text(text)
    found = read_flows(path, year=None, say=said.append)
    assert (found.year, found.years, found.flows.total) == (2014, (2013, 2014), 8)
    assert said == [f"{path} has flows of 2013, 2014; those of 2014 are used (--year)."]
    assert read(path, text, year=2013).flows.total == 5
    assert refusal(path, text, year=2015) == "there are no flows of 2015; there are 2013, 2014."
    assert refusal(path, CSV, year=2015) == "there are no flows of 2015; there is no column year."


HEAD = "origin,destination,flow\n"
NAMES = "origin, destination, flow or origin_code, destination_code, jobs"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty."),
        ("  \n", "the file is empty."),
        (HEAD, "there are no rows under the header."),
        (HEAD + "1,2,3\n1,,3\n", "row 3, column destination: the cell is empty."),
        (HEAD + "1,2, \n", "row 2, column flow: the cell is empty."),
        (HEAD + "1,2,much\n", "row 2, column flow: 'much' is no number."),
        (HEAD + "1,2,1_000\n", "row 2, column flow: '1_000' is no number."),
        (HEAD + "1,2,٣\n", "row 2, column flow: '٣' is no number."),
        (HEAD + "1,2,12,5\n", "row 2 has 4 cells and the header 3."),
        (HEAD + "1,2,-3\n", "1 flows are negative, the first is 1 to 2."),
        (HEAD + "1,2,nan\n", "1 flows are not a number, the first is 1 to 2."),
        (HEAD + "1,2,1e999\n", "1 flows are infinite, the first is 1 to 2."),
        (HEAD + "1,2,3\n1,2,4\n", "1 pairs come twice, the first is 1 to 2."),
        (HEAD + f"{'x' * 101},2,3\n", "row 2, column origin: 101 characters are no code."),
        (HEAD + '"1"2,2,3\n', "row 2 cannot be read (',' expected after '\"')."),
        ("origin,origin,destination,flow\n", "there are 2 columns origin."),
        ("year,origin,destination,flow\n14,1,2,3\n", "row 2, column year: '14' is no year."),
        (
            "from,to,number\n1,2,3\n",
            f"the columns of the first row must be {NAMES}, not 'from', 'to', 'number'.",
        ),
        (b"\xff\xfeo\0r\0", "the file is in UTF-16; save it as CSV in UTF-8."),
        (
            HEAD.encode() + b"M\xfcnster,1,2\n",
            "row 2 is not text in UTF-8; save it as CSV in UTF-8.",
        ),
        (
            HEAD.encode() + b"\0\1,1,2\n",
            "row 2 holds bytes that are no text; this is not a CSV file.",
        ),
    ],
)
def test_fault_is_named_with_its_row_and_column(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    assert refusal(tmp_path / "flows.csv", text) == message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("f.csv.gz", CSV.encode(), "the name ends in .gz but this is not a gzip file."),
        ("f.csv.zst", CSV.encode(), "the name ends in .zst but this is not a zstd file."),
        ("f.parquet", CSV.encode(), "the name ends in .parquet but this is not a Parquet file."),
        ("f.csv.gz", packed(CSV.encode())[:-9], "the gzip file is broken or cut off."),
        ("f.csv.gz", b"\x1f\x8b" + bytes(range(200)), "the gzip file is broken or cut off."),
        ("f.parquet", b"PAR1" + bytes(range(200)), "the Parquet file is broken or of a kind"),
        ("f.zst", ZSTD[:20], "the zstd file is broken"),
        ("f.zst", ZSTD + b"rubbish", "the zstd file is broken"),
        ("f.zst", ZSTD[:4], "the zstd file is cut off."),
    ],
)
def test_broken_file_is_one_sentence(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    assert refusal(tmp_path / name, content).startswith(message)


def test_file_that_grows_too_much_is_refused(tmp_path: Path) -> None:
    bomb = packed(bytes(20_000_000))
    assert "larger than 8388608 bytes when decompressed" in refusal(tmp_path / "f.csv.gz", bomb)
    # Blocks of 128 KB that each say only which byte to repeat.
    block = (0x20000 << 3 | 1 << 1).to_bytes(3, "little") + b"0"
    bomb = b"\x28\xb5\x2f\xfd\x00\x58" + 100 * block + b"\x01\x00\x00"
    assert "larger than 8388608 bytes when decompressed" in refusal(tmp_path / "f.csv.zst", bomb)


def test_limits_are_those_of_data_packages() -> None:
    limits = Limits()
    assert limits.file == flow_files.MOST_BYTES
    assert limits.ratio == flow_files.MOST_GROWTH
    assert limits.ratio_from == flow_files.GROWTH_FROM


def test_too_large_file_and_things_that_are_no_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow_files, "MOST_BYTES", 50)
    assert refusal(tmp_path / "flows.csv", CSV) == "the file is larger than 50 bytes."
    for path, message in (
        (tmp_path / "none.csv", "cannot be read: No such file or directory"),
        (Path("/dev/null"), "this is not an ordinary file."),
        (Path("a\0b"), "cannot be read: "),
        (tmp_path, "a file is missing|there is no such file|datapackage.json"),
    ):
        with pytest.raises(FlowFileError, match=message):
            read_flows(path, year=None, say=print)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (FRAME.with_columns(flow=pl.lit("3")), "column flow holds String, not numbers."),
        (FRAME.with_columns(origin=pl.lit(1.5)), "column origin holds Float64, not codes"),
        (FRAME.with_columns(year=pl.lit("now")), "column year holds String, not years."),
        (FRAME.with_columns(flow=pl.Series([1, None, 2, 3, 4])), "row 2, column flow: the cell"),
        (FRAME.head(0), "there are no rows."),
        (FRAME.rename({"flow": "number"}), "the columns must be origin, destination, flow or"),
    ],
)
def test_parquet_that_holds_no_flows_is_refused(
    tmp_path: Path, frame: pl.DataFrame, message: str
) -> None:
    assert refusal(tmp_path / "f.parquet", parquet(frame)).startswith(message)


def test_parquet_may_have_whole_numbers_as_codes_and_years(tmp_path: Path) -> None:
    frame = FRAME.with_columns(
        pl.col("origin", "destination").cast(pl.Int32), year=pl.Series([1, 1, 1, 2, 2]) + 2000
    )
    found = read(tmp_path / "f.parquet", parquet(frame))
    assert (found.year, list(found.flows.pairs())) == (2002, [("2", "2", 40), ("10", "2", 5)])


def test_parquet_of_too_many_rows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow_frames, "MOST_ROWS", 3)
    assert refusal(tmp_path / "f.parquet", parquet(FRAME)).startswith("there are 5 rows")


CELL = st.one_of(
    st.sampled_from(["1", "2", "10", "007", " 3 ", "", "GM0363", '"4"', "é"]),
    st.text(alphabet='ab1,;" \n\r.', max_size=3),
)
AMOUNT = st.sampled_from(["1", "20", "3.5", "0", "-1", "1e3", "", "x", "1,5", "nan"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, AMOUNT, st.sampled_from(["2013", "2014", "x"])), max_size=4))
def test_large_files_are_read_as_small_ones_are(rows: list[tuple[str, ...]]) -> None:
    text = "origin,destination,flow,year\n" + "".join(",".join(row) + "\n" for row in rows)

    def outcome() -> tuple[object, ...] | str:
        try:
            found = from_text(text.encode(), year=None)
        except ColumnsError as error:
            return str(error)
        codes = [[str(code) for code in side] for side in (found.origins, found.destinations)]
        # As text, because nan is not nan.
        return codes, [str(float(n)) for n in found.amounts], found.year, found.years

    small = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow_columns, "LARGE", 0)
        assert outcome() == small


def test_years_and_codes_of_large_files_are_read_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_columns, "LARGE", 0)
    monkeypatch.setattr(flow_columns, "_from_rows", None)  # would be called with a fault only
    text = "flow,year,origin_code,destination_code,jobs\n0,2013,a,b,1\n0,2014,b,a,2.5\n"
    found = from_text(text.encode(), year=None)
    assert (list(found.origins), list(found.destinations)) == (["b"], ["a"])
    assert (list(found.amounts), found.years) == ([2.5], (2013, 2014))


def test_package_gives_its_commuting_and_names(tmp_path: Path) -> None:
    write_package(tmp_path)
    said: list[str] = []
    found = read_flows(tmp_path, year=None, say=said.append)
    assert list(found.flows.pairs()) == [("GM0363", "GM0479", 20)]
    assert found.flows.zones == ("GM0363", "GM0479")
    assert found.named("GM0363") == "Amsterdam (GM0363)"
    assert found.named("GM0001") == "GM0001"
    assert said == [
        f"{tmp_path}: 1 flows are too small for the source to publish; they count as 0."
    ]
    with pytest.raises(FlowFileError, match=r"there are no flows of 2010; there are 2014\."):
        read_flows(tmp_path, year=2010, say=said.append)


def test_package_with_problems_or_without_commuting_is_refused(tmp_path: Path) -> None:
    write_package(tmp_path, commuting="")
    with pytest.raises(FlowFileError, match="has no commuting"):
        read_flows(tmp_path, year=None, say=print)
    (tmp_path / "municipalities.csv").write_text("code,name\nGM1,Amsterdam\n")
    with pytest.raises(FlowFileError, match="1 problem in the data package"):
        read_flows(tmp_path, year=None, say=print)


def write_package(
    folder: Path, commuting: str = "2014,GM0363,GM0479,20\n2014,GM0479,GM0363,\n"
) -> None:
    (folder / "municipalities.csv").write_text("code,name\nGM0363,Amsterdam\nGM0479,Zaanstad\n")
    resources = [{"name": "municipalities", "path": "municipalities.csv"}]
    if commuting:
        header = "year,origin_code,destination_code,jobs\n"
        (folder / "commuting.csv").write_text(header + commuting)
        resources.append({"name": "commuting", "path": "commuting.csv"})
    document = {
        "name": "two",
        "title": "Two",
        "samenspel": {"observed_on": "2016-01-01"},
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(document))


def test_small_files_are_read_without_polars(tmp_path: Path) -> None:
    """Loading it takes longer than all the rest."""
    path = tmp_path / "flows.csv.gz"
    path.write_bytes(packed(CSV.encode()))
    code = (
        "import sys, pathlib; from samenspel.cli.flow_files import read_flows;"
        f"read_flows(pathlib.Path({str(path)!r}), year=None, say=print);"
        "print(sorted({'polars', 'shapely', 'django', 'pyproj', 'requests'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
