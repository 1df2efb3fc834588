# SPDX-License-Identifier: EUPL-1.2
"""Whatever the bytes: one sentence or a package that balances, never a traceback."""

from __future__ import annotations

import os
import random
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import defusedxml.ElementTree as ElementTree
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.datapackage import Limits, read_package
from samenspel.datapackage.sources import SourceError, write_conversion
from samenspel.datapackage.sources.roo import convert
from tests.datapackage.sources.roo_small import (
    SMALL,
    arrangement,
    converted,
    document,
    municipality,
    writer,
)

Write = Callable[[str | bytes], Path]
CONTENT = SMALL.encode()
TOWN = municipality(11, "Waterstad")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


def refusal(write: Write, content: str | bytes, limits: Limits | None = None) -> str:
    """The sentence with which an export is refused, quickly."""
    path = write(content)
    begin = time.monotonic()
    with pytest.raises(SourceError) as caught:
        convert(path, limits=limits or Limits())
    assert time.monotonic() - begin < 5
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 400
    return message


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))


@pytest.mark.parametrize(
    "declaration",
    [
        f"<!DOCTYPE x [{LAUGHS}]>",
        '<!DOCTYPE x [<!ENTITY file SYSTEM "/etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY % dtd SYSTEM "http://127.0.0.1:9/x.dtd"> %dtd;]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE overheidsorganisaties>",
    ],
)
def test_document_types_and_entities_are_refused(declaration: str, write: Write) -> None:
    text = SMALL.replace("?>\n", f"?>\n{declaration}", 1).replace("Samen doen", "&l9;&file;")
    assert "not allowed" in refusal(write, text)


def test_an_entity_without_a_declaration_is_no_xml(write: Write) -> None:
    assert "not complete XML" in refusal(write, SMALL.replace("Samen doen", "&euml;"))


@pytest.mark.parametrize("inside", [True, False])
def test_a_hundred_thousand_levels(inside: bool, write: Write) -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    record = municipality(11, "Waterstad", deep) if inside else deep
    assert "levels deep" in refusal(write, document(record))


def test_records_in_records_a_hundred_thousand_deep(write: Write) -> None:
    one = '<p:organisaties><p:organisatie p:systeemId="1">'
    assert "levels deep" in refusal(write, document(one * 50_000))


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (municipality(11, "W").replace('"11"', '"' + "9" * 20_000_000 + '"'), "a tag has more"),
        (municipality(11, "x" * 2_000_000), "a record has more than"),
        (municipality(11, "W", "<p:types><p:type/></p:types>" * 60_000), "elements"),
        ("<" + "p" * 20_000_000, "a tag has more"),
    ],
    ids=["attribute", "text", "elements", "name"],
)
def test_too_much_in_one_place(record: str, words: str, write: Write) -> None:
    assert words in refusal(write, document(record))


def test_a_large_text_that_is_not_read_does_no_harm(write: Write) -> None:
    more = f"<p:contact><p:beschrijving>{'x' * 3_000_000}</p:beschrijving></p:contact>"
    tracemalloc.start()
    conversion = converted(write, document(municipality(11, "Waterstad", more)))
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()
    assert conversion.records_out == 1


def test_many_unknown_elements_are_counted_within_bounds(write: Write) -> None:
    names = "".join(f"<x{n}/>" for n in range(5_000))
    conversion = converted(write, document(municipality(11, "Waterstad", names)))
    unknown = [r for r in conversion.remarks if r.cause == "unknown element, not used"]
    assert len(unknown) == 1_001
    assert sum(int(remark.original.split()[0]) for remark in unknown) == 5_000


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_cut_file_is_refused_whole(share: float, write: Write) -> None:
    assert "not complete XML" in refusal(write, CONTENT[: int(len(CONTENT) * share)])


def test_ten_megabytes_of_nonsense(write: Write) -> None:
    noise = random.Random(7).randbytes(10_000_000)
    for content in (noise, b"<" * 10_000_000, b"\0" * 1_000_000, b"", b" \n", b"<a>" + noise):
        refusal(write, content)


def test_limits_of_size(write: Write) -> None:
    assert "more than 100 bytes" in refusal(write, CONTENT, Limits(file=100))
    assert "more than 300 characters" in refusal(write, CONTENT, Limits(record=300))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_that_the_file_states(encoding: str, write: Write) -> None:
    text = document(municipality(11, "Súdwâld")).replace("UTF-8", encoding.removesuffix("-sig"))
    conversion = converted(write, text.encode(encoding))
    assert conversion.package.tables["municipalities"]["name"].to_list() == ["Súdwâld"]
    assert not conversion.remarks


def test_an_encoding_that_the_file_does_not_state_is_found(write: Write) -> None:
    content = document(municipality(11, "Súdwâld")).encode("windows-1252")
    conversion = converted(write, content)
    assert conversion.package.tables["municipalities"]["name"].to_list() == ["Súdwâld"]
    (remark,) = conversion.remarks
    assert remark.cause == "not in the encoding that it states, read as Windows-1252"


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "shift_jis", "rot13", "nonsense", "hex"])
def test_encodings_that_cannot_be_read(encoding: str, write: Write) -> None:
    refusal(write, SMALL.replace("UTF-8", encoding))


def test_no_ordinary_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.xml"
    os.mkfifo(pipe)
    with pytest.raises(SourceError, match="not a file"):
        convert(pipe)


def test_cost_grows_with_size_not_faster(write: Write) -> None:
    """A thousand versions that all claim the same neighbours are chained in no time."""
    links = '<p:nextVersion p:systeemId="5000"/><p:previousVersion p:systeemId="5001"/>'
    records = [arrangement(5_000 + n, "Regeling", "", links) for n in range(3_000)]
    begin = time.monotonic()
    conversion = converted(write, document(TOWN, *records))
    assert time.monotonic() - begin < 5
    assert conversion.package.tables["arrangements"]["next_id"].drop_nulls().len() <= 2


PIECES = [
    b"<p:", b"</p:", b">", b"<", b"&", b"&#0;", b"&#x202e;", b"]]>", b"<![CDATA[", b"<!--", b"\0",
    b"\xff\xfe", b"\xef\xbb\xbf", b'"', b" p:systeemId=\"11\"", b"gm9011", b"1900-01-01", b"901",
    b"9999999999", b"|", "€😀\u200b".encode(), b"<p:organisatie>", b"</p:organisatie>",
    b"</p:deelnemendeOrganisatie>", b"<p:organisaties>", b"<?xml?>", b"-", b"", b"\n" * 50,
]  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """The small export after a few cuts, doublings, swaps and insertions."""
    content = CONTENT
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(content)))
        end = min(len(content), begin + draw(st.integers(0, 400)))
        part = content[begin:end]
        match draw(st.sampled_from(["drop", "double", "insert", "swap", "text"])):
            case "drop":
                content = content[:begin] + content[end:]
            case "double":
                content = content[:end] + part * draw(st.integers(1, 3)) + content[end:]
            case "insert":
                content = content[:begin] + draw(st.sampled_from(PIECES)) + content[begin:]
            case "swap":
                content = content[:begin] + part[::-1] + content[end:]
            case _:
                content = content[:begin] + draw(st.binary(max_size=8)) + content[end:]
    return content


def right(path: Path, out: Path) -> None:
    """It is refused in a sentence, or it balances and is a package."""
    try:
        conversion = convert(path)
    except SourceError:
        return
    assert conversion.balances
    write_conversion(conversion, out)
    read_package(out)


FUZZ = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@FUZZ
@given(content=spoilt())
def test_spoilt_bytes(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("roo")
    right(writer(folder)(content), folder / "out")


VALUES = st.one_of(
    st.sampled_from(
        ["", " ", "1900-01-01", "2015-13-01", "31-12-2014", "gm9011", "901", "902", "500", "11",
         "100,5", "-1", "12,5%", "pv27", "Gemeente Waterstad", "Gemeente", "()", "|", " | ",
         "x" * 600,
         "https://identifier.overheid.nl/tooi/id/gemeente/gm99999", "\u200b", "'", "GM", "٣", "Ⅷ"]
    ),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30),
)  # fmt: skip


@FUZZ
@given(values=st.lists(VALUES, min_size=1, max_size=12), every=st.integers(1, 9))
def test_spoilt_values(
    values: list[str], every: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Well-formed files in which texts and attributes say anything."""
    root = ElementTree.fromstring(SMALL)
    places = [(e, None) for e in root.iter()] + [(e, key) for e in root.iter() for key in e.attrib]
    for number, value in enumerate(values):
        element, key = places[(number * 37 + every * 11) % len(places)]
        if key is None:
            element.text = value
        else:
            element.set(key, value)
    folder = tmp_path_factory.mktemp("roo")
    right(writer(folder)(ElementTree.tostring(root)), folder / "out")
