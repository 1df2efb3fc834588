# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import gzip
import json
import os
import random
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.datapackage import Limits, Package, PackageError, read_package

Make = Callable[..., Path]
Refused = Callable[..., PackageError]
TEN_MEGABYTES = 10_000_000


def nonsense(seed: int) -> bytes:
    return random.Random(seed).randbytes(TEN_MEGABYTES)


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(PackageError) as caught:
        read_package(path, **options)  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize(
    "path",
    ["../secret.csv", "/etc/passwd", "https://example.org/a.csv", "a/../../b.csv", "C:/a.csv",
     "..\\secret.csv", "a//b.csv", "./a.csv", "a\x00.csv", "x" * 600],
)  # fmt: skip
def test_path_out_of_the_package_is_refused(
    make_package: Make, small: dict[str, str], path: str
) -> None:
    folder = make_package(small)
    (folder.parent / "secret.csv").write_text(small["municipalities.csv"])
    document = json.loads((folder / "datapackage.json").read_text())
    document["resources"][0]["path"] = path
    (folder / "datapackage.json").write_text(json.dumps(document))
    assert "the path leads outside the package or is no path" in refusal(folder)


def test_link_out_of_the_package_is_refused(make_package: Make, small: dict[str, str]) -> None:
    folder = make_package(small)
    outside = folder.parent / "outside.csv"
    (folder / "municipalities.csv").rename(outside)
    (folder / "municipalities.csv").symlink_to(outside)
    assert "the file lies outside the package" in refusal(folder)


def test_link_that_goes_round_is_refused(make_package: Make, small: dict[str, str]) -> None:
    folder = make_package(small)
    (folder / "municipalities.csv").unlink()
    (folder / "municipalities.csv").symlink_to(folder / "municipalities.csv")
    assert "municipalities.csv" in refusal(folder)


def test_pipe_does_not_make_the_reader_wait(make_package: Make, small: dict[str, str]) -> None:
    folder = make_package(small)
    (folder / "municipalities.csv").unlink()
    os.mkfifo(folder / "municipalities.csv")
    assert "this is not an ordinary file" in refusal(folder)


def test_missing_file_and_missing_package_are_refused(
    make_package: Make, small: dict[str, str], tmp_path: Path
) -> None:
    folder = make_package(small)
    (folder / "municipalities.csv").unlink()
    assert "there is no such file" in refusal(folder)
    assert "there is no such folder or file" in refusal(tmp_path / "nothing")
    assert "there is no such file" in refusal(tmp_path)


def test_gzip_bomb_is_refused_before_it_fills_memory(
    make_package: Make, small: dict[str, str]
) -> None:
    files: dict[str, str | bytes] = dict(small)
    files["commuting.csv.gz"] = gzip.compress(b"0" * 60_000_000, 9)
    assert "too large when decompressed" in refusal(make_package(files))


def test_zip_bomb_is_refused(make_package: Make, small: dict[str, str], tmp_path: Path) -> None:
    folder = make_package(small)
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.write(folder / "datapackage.json", "datapackage.json")
        target.writestr("municipalities.csv", b"0" * 60_000_000)
    assert "municipalities.csv: the file is too large" in refusal(archive)


def test_files_are_too_large_together(make_package: Make, small: dict[str, str]) -> None:
    assert "the package is too large" in refusal(make_package(small), limits=Limits(total=700))


@pytest.mark.parametrize("name", ["../evil.csv", "/evil.csv", "a\\..\\evil.csv"])
def test_archive_with_a_member_outside_is_refused(tmp_path: Path, name: str) -> None:
    archive = tmp_path / "slip.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("datapackage.json", "{}")
        target.writestr(name, "x")
    assert "the path leads outside the package" in refusal(archive)


def test_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "link.zip"
    link = zipfile.ZipInfo("datapackage.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr(link, "/etc/passwd")
    assert "this is a link" in refusal(archive)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_archive_with_two_files_of_one_name_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "twice.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("datapackage.json", "{}")
        target.writestr("datapackage.json", "{}")
    assert "two files called 'datapackage.json'" in refusal(archive)


def test_archive_with_two_packages_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "two.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("a/datapackage.json", "{}")
        target.writestr("b/datapackage.json", "{}")
    assert "2 packages" in refusal(archive)


def test_archive_in_an_unusual_compression_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "lzma.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("datapackage.json", "{}")
    assert "compressed in an unusual way" in refusal(archive)


def test_encrypted_archive_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "secret.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("datapackage.json", "{}")
    content = bytearray(archive.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    archive.write_bytes(content)
    assert "the file is encrypted" in refusal(archive)


def test_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "package.zip").write_text("no archive")
    assert "broken or no zip archive" in refusal(tmp_path / "package.zip")


def test_archive_without_the_file_that_is_named_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "empty.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.mkdir("folder")
        target.writestr("readme.txt", "x")
    assert "datapackage.json: there is no such file" in refusal(archive)
    assert "too many files" in refusal(archive, limits=Limits(members=1))


def test_odd_text_in_the_descriptor_does_no_harm(make_package: Make, small: dict[str, str]) -> None:
    package = read_package(make_package(small, title="half \ud800"))
    assert package.title == "half ?"


def test_spoilt_archive_is_refused(
    make_package: Make, small: dict[str, str], tmp_path: Path
) -> None:
    folder = make_package(small)
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for file in sorted(folder.iterdir()):
            target.write(file, file.name)
    content = archive.read_bytes().replace(b"Amsterdam", b"Omsterdam")
    archive.write_bytes(content)
    assert "the file in the archive is broken" in refusal(archive)


def test_cut_gzip_is_refused(make_package: Make, small: dict[str, str]) -> None:
    files: dict[str, str | bytes] = dict(small)
    files["competences.csv.gz"] = gzip.compress(b"arrangement_id,text\nstadsregio,x\n")[:-9]
    assert "the gzip file is cut off" in refusal(make_package(files))
    files["competences.csv.gz"] = b"no gzip"
    assert "the gzip file is broken" in refusal(make_package(files))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not JSON"),
        (b"[]", "not a JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 500_000, "not JSON that can be read"),
        (b'{"a":' * 100_000, "not JSON that can be read"),
        (b'{"resources": 3}', "no list of resources"),
        (b'{"resources": [3, {"name": 1}, {"name": "a", "path": ["b"]}]}', "no name, or no path"),
        (b'{"resources": [], "samenspel": {"kind": "x"}}', "unknown kind"),
        (b'{"resources": [], "samenspel": {"observed_on": 5}}', "not a date"),
        (b'{"resources": [], "samenspel": {"observed_on": "2012-W26-2"}}', "not a date"),
        (b'{"resources": [{"name": "municipalities", "path": "\\ud800"}]}', "leads outside"),
        (b'{"resources": [{"name": "\\ud800", "path": "a.csv"}]}', "no name, or no path"),
        (b'{"n": NaN, "resources": []}', "not JSON that can be read"),
        (b'{"n": ' + b"9" * 100_000 + b"}", "not JSON that can be read"),
        (b'{"resources": [' + b'{"name":"a","path":"b"},' * 300 + b"{}]}", "301 resources"),
    ],
)
def test_broken_descriptor_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "datapackage.json").write_bytes(content)
    assert message in refusal(tmp_path)


def test_two_resources_of_one_name_are_refused(make_package: Make, small: dict[str, str]) -> None:
    folder = make_package(small)
    document = json.loads((folder / "datapackage.json").read_text())
    document["resources"].append(document["resources"][0])
    (folder / "datapackage.json").write_text(json.dumps(document))
    assert "two resources have the same name" in refusal(folder)


def test_ten_megabytes_of_nonsense_as_descriptor_are_refused(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_bytes(nonsense(1))
    assert "the file is too large" in refusal(tmp_path)


@pytest.mark.parametrize("start", [b"", b"code,name\n", b'code,name\nGM0363,"'])
@pytest.mark.parametrize("kind", ["bytes", "letters"])
def test_ten_megabytes_of_nonsense_as_table_are_refused(
    make_package: Make, small: dict[str, str], start: bytes, kind: str
) -> None:
    noise = nonsense(2)
    if kind == "letters":
        noise = noise.translate(bytes(b'abcdefghij,, \n"'[n % 15] for n in range(256)))
    files: dict[str, str | bytes] = {**small, "municipalities.csv": start + noise}
    assert "municipalities.csv" in refusal(make_package(files))


def test_ten_megabytes_of_nonsense_as_boundaries_are_refused(
    make_package: Make, small: dict[str, str]
) -> None:
    noise = nonsense(3)
    assert "boundaries.topojson" in refusal(make_package({**small, "boundaries.topojson": noise}))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty"),
        (" \n\n", "the file is empty"),
        ("\ncode,name\n", "the first line is blank"),
        ("code,name\nGM0363,Am\0sterdam\n", "there is a NUL byte"),
        (b"code,name\nGM0363,Am\xe9lie\n", "row 2: the text is not UTF-8"),
        ('code,name\nGM0363,Am"ster"dam\n', "row 2: there is a stray quote"),
        ('code,name\nGM0363,"Amsterdam\n', "row 2: a quote is opened and never closed"),
        ("code,name,name\nGM0363,a,b\n", "two columns have the same name"),
        ("code;name\nGM0363;Amsterdam\n", "a column is missing"),
        ("code,name" + ",x" * 500 + "\n", "the header has 502 columns"),
        ("code," + "x" * 500_000 + "\nGM0363,Amsterdam\n", "the header is too long"),
        ("code,name\nGM0363," + "x" * 2_000_000 + "\n", "row 2: the record is too long"),
        ("code,name\nGM0363," + "x" * 2_000 + "\n", "column name: the text is too long"),
        ("code,name\n", "the table has no rows"),
        ("code,name\nGM٠٣٦٣,Amsterdam\n", "the value has the wrong form"),
    ],
)
def test_broken_table_is_refused(
    make_package: Make, small: dict[str, str], content: str | bytes, message: str
) -> None:
    assert message in refusal(make_package({**small, "municipalities.csv": content}))


def test_value_in_a_report_has_no_control_characters(
    problems_of: Refused, small: dict[str, str]
) -> None:
    small["municipalities.csv"] += '"GM\x1b[31m\nx",Evil,,,,\n'
    value = next(p.value for p in problems_of(small).problems if p.column == "code")
    assert value == "GM\\x1b[31m\\nx"


FUZZ = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CELLS = st.text(alphabet='GM0123,"\n\r -.eéx|', max_size=30)


def read_or_refuse(path: Path) -> None:
    try:
        result: Package | PackageError = read_package(path)
    except PackageError as error:
        result = error
    assert isinstance(result, Package) or result.problems


@FUZZ
@given(content=st.binary(max_size=300) | CELLS.map(lambda text: f"code,name\n{text}".encode()))
def test_any_table_is_read_or_refused(
    make_package: Make, small: dict[str, str], content: bytes
) -> None:
    read_or_refuse(make_package({**small, "municipalities.csv": content}))


@FUZZ
@given(content=st.binary(max_size=300))
def test_any_bytes_as_archive_descriptor_or_gzip_are_read_or_refused(
    make_package: Make, small: dict[str, str], tmp_path: Path, content: bytes
) -> None:
    archive = tmp_path / "any.zip"
    archive.write_bytes(b"PK\x03\x04" + content)
    read_or_refuse(archive)
    folder = make_package({**small, "competences.csv.gz": b"\x1f\x8b\x08" + content})
    read_or_refuse(folder)
    (folder / "datapackage.json").write_bytes(content)
    read_or_refuse(folder)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["municipalities", "municipalities.csv"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["name", "path", "resources", "samenspel", "schema", "fields", "hash",
                         "bytes", "licenses", "observed_on"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@FUZZ
@given(document=JSON)
def test_any_json_as_descriptor_is_read_or_refused(
    make_package: Make, small: dict[str, str], document: object
) -> None:
    folder = make_package(small)
    (folder / "datapackage.json").write_text(json.dumps(document))
    read_or_refuse(folder)


@FUZZ
@given(data=st.data())
def test_archive_with_any_byte_changed_is_read_or_refused(
    make_package: Make, small: dict[str, str], tmp_path: Path, data: st.DataObject
) -> None:
    folder = make_package(small)
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(folder.iterdir()):
            target.write(file, file.name)
    content = bytearray(archive.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    archive.write_bytes(content)
    read_or_refuse(archive)
