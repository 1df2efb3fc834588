# SPDX-License-Identifier: EUPL-1.2
"""Nothing is overlooked: every path of the real export is read or knowingly not, and reading it
makes a difference."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import defusedxml.ElementTree as ElementTree
import pytest

from samenspel.datapackage.sources import Conversion
from samenspel.datapackage.sources.roo import UNKNOWN_ELEMENT
from samenspel.datapackage.sources.roo.fields import NOT_USED, READ, known_elements
from samenspel.datapackage.sources.roo.stream import local
from tests.datapackage.sources.roo_small import SMALL, SPACE, converted, writer

Write = Callable[[str | bytes], Path]
RECORDS = ("organisatie", "regeling")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


def said(conversion: Conversion) -> tuple[Any, ...]:
    """What a conversion says, fit for comparison."""
    tables = {name: frame.rows() for name, frame in conversion.package.tables.items()}
    return (tables, conversion.remarks, conversion.package.observed_on)


def test_a_path_is_read_or_not_used_and_each_has_a_reason() -> None:
    assert not READ.keys() & NOT_USED.keys()
    assert all(reason.strip() for reason in (*READ.values(), *NOT_USED.values()))


@pytest.mark.national
def test_every_path_of_the_real_export_is_in_one_of_the_lists(national_data: Path) -> None:
    with (national_data / "raw" / "roo-fields.csv").open(encoding="utf-8") as stream:
        paths = {row["element_path"] for row in csv.DictReader(stream)}
    assert len(paths) == 129
    assert paths <= READ.keys() | NOT_USED.keys()
    # The field list leaves out what the real export has besides: names of identifiers, types of
    # organisations, and persons.
    assert {path for path in READ if path not in paths} == {
        "/identificatiecodes/resourceIdentifier@naam",
        "/types/type",
        "/deelnemendeOrganisaties/deelnemendeOrganisatie/uittredingsDatum",
    }


def everything() -> str:
    """A record with every element and attribute of both lists."""

    def written(name: str, known: Any) -> Iterator[str]:
        attributes = sorted(known.read_attributes | known.other_attributes)
        shown = "".join(f" p:{key}={quoteattr('x')}" for key in attributes)
        yield f"<p:{name}{shown}>"
        if known.everything:
            yield "<p:naam>Iemand</p:naam>"
        elif not known.children:
            yield "x"
        for child, below in known.children.items():
            yield from written(child, below)
        yield f"</p:{name}>"

    record = "".join(written("organisatie", known_elements()))
    head, tail = SMALL.split("<p:organisaties>")
    return f"{head}<p:organisaties>{record}{tail}"


def test_a_record_with_every_known_element_holds_nothing_unknown(write: Write) -> None:
    conversion = converted(write, everything())
    assert not [r for r in conversion.remarks if r.cause == UNKNOWN_ELEMENT]
    assert "Iemand" not in str(said(conversion))


def test_unknown_elements_and_attributes_are_counted_not_fatal(write: Write) -> None:
    more = (
        '<p:nieuwBlok p:soort="a"><p:diep>1</p:diep></p:nieuwBlok><p:nieuwBlok/>'
        '<p:naam p:taal="nl">Iets</p:naam></p:organisatie></p:organisaties>'
    )
    small = SMALL.replace("</p:organisaties>", f"<p:organisatie>{more}")
    unknown = {
        remark.column: remark.original
        for remark in converted(write, small).remarks
        if remark.cause == UNKNOWN_ELEMENT
    }
    assert unknown == {"nieuwBlok": "2 times", "naam@taal": "1 times"}


def without(path: str) -> str:
    """The small export without one element or attribute."""
    elements, _, attribute = path.partition("@")
    *above, last = ["", *elements.strip("/").split("/")] if elements else [""]
    root = ElementTree.fromstring(SMALL)
    gone = 0
    for record in (element for element in root.iter() if local(element.tag) in RECORDS):
        parents = [record]
        for name in above[1:]:
            parents = [child for at in parents for child in at if local(child.tag) == name]
        for parent in parents if last else [None]:
            found = [c for c in parent if local(c.tag) == last] if parent is not None else [record]
            for element in found:
                names = [key for key in element.attrib if local(key) == attribute]
                gone += len(names) if attribute else 1
                for name in names:
                    del element.attrib[name]
                if not attribute and element.attrib:
                    element.text = None
                elif not attribute and parent is not None:
                    parent.remove(element)
    assert gone, f"{path} is not in the small export"
    return str(ElementTree.tostring(root, encoding="unicode"))


@pytest.mark.parametrize("path", READ)
def test_reading_a_path_makes_a_difference(path: str, write: Write) -> None:
    whole = said(converted(write, SMALL))
    assert said(converted(write, without(path))) != whole


def test_the_latest_change_is_the_day_of_an_export_that_states_none(write: Write) -> None:
    stated = SPACE + ' p:timestamp="2026-05-16"'
    conversion = converted(write, SMALL.replace(stated, SPACE))
    assert conversion.package.observed_on.isoformat() == "2026-02-04"
    assert any("day of the export not stated" in remark.cause for remark in conversion.remarks)
