# SPDX-License-Identifier: EUPL-1.2
"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from samenspel.accounts.models import Organisation
from samenspel.places.models import Figure, Municipality, MunicipalityChange
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Board,
    Collection,
    Contribution,
    Participation,
    Seat,
)

pytestmark = pytest.mark.django_db
DAY = date(2020, 1, 1)


def municipality(code: str = "GM0363", name: str = "Amsterdam", **more: object) -> Municipality:
    return Municipality.objects.create(
        code=code,
        name=name,
        slug=code.lower(),
        **{"country": "nl", "source": "x", "source_on": DAY, **more},
    )


@pytest.fixture
def version() -> ArrangementVersion:
    collection = Collection.objects.create(
        slug="x",
        title="X",
        kind="register",
        country="nl",
        observed_on=DAY,
        loaded_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    arrangement = Arrangement.objects.create(collection=collection, slug="x")
    return ArrangementVersion.objects.create(
        arrangement=arrangement, collection=collection, key="x", name="X", source="register"
    )


def participation(version: ArrangementVersion, **more: object) -> Participation:
    given = {"kind": "other", "name": "Stichting X", "source": "register", **more}
    return Participation.objects.create(version=version, **given)


def refused(write: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def test_version_ends_no_earlier_than_it_begins(version: ArrangementVersion) -> None:
    version.valid_from, version.valid_to = date(2020, 2, 1), date(2020, 1, 1)
    assert refused(version.save)
    version.valid_to = version.valid_from
    assert not refused(version.save)


def test_nothing_is_recorded_without_a_source(version: ArrangementVersion) -> None:
    version.source = ""
    assert refused(version.save)
    assert refused(lambda: participation(version, source=""))
    assert refused(lambda: Board.objects.create(version=version, kind="general", name="AB"))


def test_version_has_one_place_in_the_chain(version: ArrangementVersion) -> None:
    def follow(key: str) -> ArrangementVersion:
        return ArrangementVersion.objects.create(
            arrangement=version.arrangement,
            collection=version.collection,
            key=key,
            name=key,
            source="register",
            previous=version,
        )

    assert not refused(lambda: follow("second"))
    assert refused(lambda: follow("another second"))


def test_municipality_takes_part_once(version: ArrangementVersion) -> None:
    amsterdam = municipality()
    given = {"kind": "municipality", "municipality": amsterdam}
    assert not refused(lambda: participation(version, **given, code="GM0363", name="Amsterdam"))
    assert refused(lambda: participation(version, **given, code="", name="Mokum"))


def test_municipal_participation_names_its_municipality(version: ArrangementVersion) -> None:
    assert refused(lambda: participation(version, kind="municipality", name="Nergens"))


@pytest.mark.parametrize("share", [-0.1, 100.1])
def test_share_is_a_percentage(version: ArrangementVersion, share: float) -> None:
    assert refused(lambda: participation(version, share_percent=share))


def test_seat_and_contribution_are_recorded_once(version: ArrangementVersion) -> None:
    member = participation(version)
    board = Board.objects.create(version=version, kind="general", name="AB", source="statutes")

    def sit() -> None:
        Seat.objects.create(board=board, participation=member, votes=1, source="statutes")

    def pay() -> None:
        Contribution.objects.create(
            participation=member, year=2020, amount_eur=Decimal("1.00"), source="budget"
        )

    for record in (sit, pay):
        assert not refused(record)
        assert refused(record)


def test_municipality_that_takes_part_cannot_be_thrown_away(version: ArrangementVersion) -> None:
    amsterdam = municipality()
    participation(version, kind="municipality", municipality=amsterdam, name="Amsterdam")
    with pytest.raises(ProtectedError):
        amsterdam.delete()


def test_dutch_municipality_has_a_dutch_code() -> None:
    assert refused(lambda: municipality("11001", "Aartselaar"))
    assert not refused(lambda: municipality("11001", "Aartselaar", country="be"))


def test_municipality_does_not_change_into_itself_and_shares_are_parts() -> None:
    one, other = municipality(), municipality("GM0370", "Beemster")

    def change(new: Municipality, share: float | None) -> None:
        MunicipalityChange.objects.create(
            date=DAY, kind="merge", old=one, new=new, area_share=share
        )

    assert refused(lambda: change(one, 1.0))
    assert refused(lambda: change(other, 1.5))
    assert not refused(lambda: change(other, None))


def test_figure_is_recorded_once_per_date_and_source_dated_or_not() -> None:
    amsterdam = municipality()

    def record(on: date | None) -> None:
        Figure.objects.create(
            municipality=amsterdam, indicator="population", on=on, value=1, source="x"
        )

    for on in (DAY, None):
        assert not refused(lambda on=on: record(on))
        assert refused(lambda on=on: record(on))


def test_only_the_organisation_of_a_municipality_has_one() -> None:
    assert refused(lambda: Organisation.objects.create(kind="municipality", name="Zonder"))
    assert refused(
        lambda: Organisation.objects.create(kind="site", name="Met", municipality=municipality())
    )
