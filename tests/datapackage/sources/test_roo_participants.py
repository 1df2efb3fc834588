# SPDX-License-Identifier: EUPL-1.2
"""Participants: who they are, from codes, records and names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samenspel.datapackage.sources import (
    Effect,
)
from samenspel.datapackage.sources.roo import convert
from tests.datapackage.sources.roo_cases import (
    TOWNS,
    Write,
    causes,
    participant,
    places,
    rows,
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


def test_every_kind_of_participant(write: Write) -> None:
    tooi = 'p:resourceIdentifierTOOI="https://identifier.overheid.nl/tooi/id'
    cases = {
        participant("<p:naam>Provincie Zeeland</p:naam>", f'{tooi}/provincie/pv29"'): (
            "province",
            "PV29",
        ),
        participant("<p:naam>Rijnland</p:naam>", f'{tooi}/waterschap/ws0616"'): (
            "water_board",
            "WS0616",
        ),
        participant("<p:naam>Financiën</p:naam>", f'{tooi}/ministerie/mnre1090"'): (
            "state",
            "MNRE1090",
        ),
        participant("<p:naam>Dienst</p:naam>", f'{tooi}/so/so0001"'): (
            "intermunicipal_body",
            "SO0001",
        ),
        participant("<p:naam>Iets</p:naam>", f'{tooi}/oorg/oorg1"'): ("other", "OORG1"),
        participant("<p:naam>Provincie Utrecht</p:naam>"): ("province", "PV26"),
        participant("<p:naam>Provincie Limburg (BE)</p:naam>"): ("foreign_other", None),
        participant("<p:naam>Hoogheemraadschap X</p:naam>"): ("water_board", None),
        participant("<p:naam>Ministerie van Iets</p:naam>"): ("state", None),
        participant("<p:naam>Stichting Bibliotheek</p:naam>"): ("other", None),
        participant("<p:naam>Afval Dienst B.V.</p:naam>"): ("other", None),
        participant("<p:naam>Kreis Kleve</p:naam>"): ("foreign_other", None),
        participant("<p:naam>Stadt Kleve</p:naam>"): ("foreign_municipality", None),
        participant("<p:naam>Gemeente Duindam</p:naam>"): ("municipality", "GM9013"),
        participant("<p:naam>Wie weet</p:naam>"): ("unresolved", None),
    }
    conversion = converted(write, document(*TOWNS, arrangement(901, "Regeling", "".join(cases))))
    found = rows(conversion, "participations")
    assert [(row["participant_type"], row["participant_code"]) for row in found] == [
        *cases.values()
    ]
    assert found[13]["participant_name"] == "Duindam"
    assert "kind of participant not known" in causes(conversion, Effect.REPAIRED)


def test_partners_of_an_arrangement_across_the_border_are_abroad(write: Write) -> None:
    names = ("Assenede", "Waterstad", "Maatschappij Scheldeoever")
    members = "".join(participant(f"<p:naam>{name}</p:naam>") for name in names)
    border = "<p:types><p:type>Grensoverschrijdende gemeenschappelijke regeling</p:type></p:types>"
    conversion = converted(write, document(*TOWNS, arrangement(901, "Brug", members, border)))
    assert [row["participant_type"] for row in rows(conversion, "participations")] == [
        "foreign_municipality",
        "foreign_municipality",  # a Dutch one is called Gemeente there, or has a code
        "foreign_other",
    ]


def test_the_record_of_a_participant_tells_who_it_is(write: Write) -> None:
    records = (
        (
            '<p:organisatie p:systeemId="60" '
            'p:resourceIdentifierTOOI="https://identifier.overheid.nl/tooi/id/waterschap/ws0001">'
            "<p:naam>Polder</p:naam><p:types><p:type>Waterschap</p:type></p:types></p:organisatie>"
        ),
        (
            '<p:organisatie p:systeemId="61"><p:naam>Zwembad</p:naam><p:types>'
            "<p:type>Overheidsstichting of -vereniging</p:type></p:types></p:organisatie>"
        ),
    )
    members = "".join(
        participant(f"<p:naam>X{number}</p:naam>", f'p:systeemId="{number}"')
        for number in (12, 60, 61, 70)
    )
    body = (
        '<p:regionaalSamenwerkingsorgaan p:systeemId="70">Dienst</p:regionaalSamenwerkingsorgaan>'
    )
    conversion = converted(
        write, document(*TOWNS, *records, arrangement(901, "Regeling", members, body))
    )
    found = [
        (row["participant_type"], row["participant_code"], row["participant_name"])
        for row in rows(conversion, "participations")
    ]
    assert found == [
        ("municipality", "GM9012", "Heidedorp"),
        ("water_board", "WS0001", "X60"),
        ("other", None, "X61"),
        ("intermunicipal_body", None, "X70"),
    ]


def test_a_participant_twice_is_one_row(write: Write) -> None:
    members = member(11, "Waterstad") + member(
        11, "Gemeente Waterstad", "<p:toetredingsDatum>2016-01-01</p:toetredingsDatum>"
    )
    conversion = converted(write, document(*TOWNS, arrangement(901, "Regeling", members)))
    (row,) = rows(conversion, "participations")
    assert row["joined_on"] == date(2016, 1, 1)
    assert rows(conversion, "arrangements")[0]["participants"] == 1
    assert causes(conversion, Effect.MERGED) == ["participant stands twice in one arrangement"]


def test_a_participant_without_anything_is_left_out(write: Write) -> None:
    members = participant("", 'p:systeemId="999"') + member(11, "")
    conversion = converted(write, document(*TOWNS, arrangement(901, "Regeling", members)))
    assert [row["participant_name"] for row in rows(conversion, "participations")] == ["Waterstad"]
    assert causes(conversion, Effect.LEFT_OUT) == ["participant without a name or identifier"]


def test_a_municipality_without_a_record_is_taken_from_its_participation(write: Write) -> None:
    members = member(11, "Waterstad") + member(44, "Gemeente Elders")
    conversion = converted(
        write, document(municipality(11, "Waterstad"), arrangement(901, "Regeling", members))
    )
    assert [row["name"] for row in rows(conversion, "municipalities")] == ["Waterstad", "Elders"]
    assert causes(conversion, Effect.SPLIT) == [
        "municipality without a record, known as a participant only"
    ]
    assert conversion.records_out == conversion.records_in + 1


def test_participants_of_other_records_are_reported(write: Write) -> None:
    members = f"<p:deelnemendeOrganisaties>{member(11, 'Waterstad')}</p:deelnemendeOrganisaties>"
    body = (
        '<p:organisatie p:systeemId="80"><p:naam>GGD\'en</p:naam><p:types>'
        f"<p:type>Landelijk dekkende samenwerkingen</p:type></p:types>{members}</p:organisatie>"
    )
    conversion = converted(write, document(*TOWNS, body))
    assert [row["name"] for row in rows(conversion, "bodies")] == ["GGD'en"]
    assert causes(conversion, Effect.LEFT_OUT) == [
        "participant of a record that gives no arrangement"
    ]
    assert not {"arrangements", "participations"} & conversion.package.tables.keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12.0),
        ("12,5", 12.5),
        ("12.5 %", 12.5),
        ("100", 100.0),
        ("100,1", None),
        ("-3", None),
        ("1/3", None),
        ("naar inwonertal", None),
        ("", None),
    ],
)
def test_shares(text: str, expected: float | None, write: Write) -> None:
    share = f"<p:verdeelsleutel>{text}</p:verdeelsleutel>"
    conversion = converted(
        write, document(*TOWNS, arrangement(901, "R", member(11, "Waterstad", share)))
    )
    assert rows(conversion, "participations")[0]["share_percent"] == expected
    assert len(conversion.remarks) == (text not in {"12", "100", ""})


def test_places_supply_a_participant_without_a_record(write: Write) -> None:
    text = document(municipality(12, "Heidedorp"), arrangement(901, "R", member(11, "Waterstad")))
    conversion = convert(write(text), places=places())
    assert conversion.balances
    assert not causes(conversion, Effect.SPLIT)
    assert rows(conversion, "municipalities")[0]["name"] == "Waterstad aan Zee"


def test_a_code_that_no_municipality_has_is_not_believed(write: Write) -> None:
    long = member(11, "Gemeente Duindam").replace("gm9011", "gm99011").replace('"11"', '"999"')
    conversion = converted(write, document(*TOWNS, arrangement(901, "R", long)))
    (row,) = rows(conversion, "participations")
    assert row["municipality_code"] == "GM9013"
    assert causes(conversion, Effect.REPAIRED) == [
        "code of another kind of organisation",
        "participant found by its name",
    ]


def test_two_mentions_do_not_turn_a_period(write: Write) -> None:
    left = "<p:uittredingsDatum>2016-01-01</p:uittredingsDatum>"
    joined = "<p:toetredingsDatum>2018-01-01</p:toetredingsDatum>"
    members = member(11, "Waterstad", left) + member(11, "Waterstad", joined)
    conversion = converted(write, document(*TOWNS, arrangement(901, "R", members)))
    (row,) = rows(conversion, "participations")
    assert (row["joined_on"], row["valid_to"]) == (None, date(2016, 1, 1))
