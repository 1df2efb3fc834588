# SPDX-License-Identifier: EUPL-1.2
"""Two packages about the same arrangements, compared row by row."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from samenspel.datapackage.package import Package
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources.comparing import compare_participations


def package(arrangements, members) -> Package:
    """A package of arrangements (identifier, name) and members (arrangement, code, name)."""
    rows = {
        "arrangements": [{"id": key, "name": name} for key, name in arrangements],
        "participations": [
            {
                "arrangement_id": key,
                "participant_type": "province" if code else "other",
                "participant_code": code,
                "participant_name": name,
                "source": "test 2016",
            }
            for key, code, name in members
        ],
    }
    tables = {}
    for table, listed in rows.items():
        empty = TABLES[table].schema.create_empty()
        tables[table] = pl.concat([empty, pl.DataFrame(listed, schema=empty.schema)])
    day = date(2016, 1, 1)
    return Package("p", "", "", "nl", "inventory", day, (), (), tables, (), {}, (), "")


def test_rows_are_the_same_by_code_or_name_and_arrangements_by_identifier_or_name():
    one = package(
        [("a", "Zwembad"), ("b-2", "Béta, school")],
        [("a", "PV20", "Groningen"), ("a", None, "Fonds"), ("b-2", "PV21", "Friesland")],
    )
    other = package(
        [("a", "Bad"), ("b", "beta school")],
        [("a", "PV20", "Gr."), ("a", None, "Het Fonds"), ("b", "PV21", "Fryslân")],
    )
    compared = compare_participations(one, other)
    assert compared.both == (("a", "province", "PV20"), ("b", "province", "PV21"))
    assert compared.only_first == (("a", "other", "Fonds"),)
    assert compared.only_second == (("a", "other", "Het Fonds"),)
    assert compared.differences == (("a", "other", "Fonds"), ("a", "other", "Het Fonds"))
    assert compared.agreement == pytest.approx(0.5)


def test_two_without_participants_agree():
    nothing = package([("a", "Zwembad")], [])
    assert compare_participations(nothing, nothing).agreement == 1.0
