# SPDX-License-Identifier: EUPL-1.2
"""A register of a few arrangements, made by hand: complete records, and ways to break them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor
from samenspel.places.models import Municipality, MunicipalityChange
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Board,
    Collection,
    Participation,
    Seat,
    VersionDomain,
)
from samenspel.register.queries.reference import reference
from samenspel.stewardship.queries.facts import Facts, facts

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
NAMES = {"GM0001": "Aaldorp", "GM0002": "Beemdam", "GM0003": "Ceesveen"}


class SmallRegister:
    """Three municipalities and as many complete arrangements as are asked for."""

    def __init__(self) -> None:
        self.collection = Collection.objects.create(
            slug="klein", title="Klein register", kind="register", country="nl",
            observed_on=date(2026, 5, 1), complete_from=date(2018, 1, 1), loaded_at=NOW,
            fingerprint="0" * 64,
        )  # fmt: skip
        self.places = {code: self.place(code, name) for code, name in NAMES.items()}

    def place(self, code: str, name: str, **values: Any) -> Municipality:
        return Municipality.objects.create(
            code=code, name=name, slug=f"{name.lower()}-{code.lower()}", country="nl",
            source="test", source_on=date(2026, 1, 1), **values,
        )  # fmt: skip

    def merged(self, code: str, name: str, into: Municipality, on: date) -> Municipality:
        old = self.place(code, name, valid_to=on)
        MunicipalityChange.objects.create(date=on, kind="merge", old=old, new=into)
        return old

    def arrangement(
        self, name: str, codes: tuple[str, ...] = ("GM0001", "GM0002"), **values: Any
    ) -> ArrangementVersion:
        """A record in which nothing is missing: form, board with votes, seat, area, source."""
        slug = name.lower().replace(" ", "-")
        secretariat = values.pop("secretariat", None)
        arrangement = Arrangement.objects.create(
            collection=self.collection, slug=slug, secretariat=secretariat
        )
        complete = {
            "legal_form": "openbaar_lichaam", "powers": "Delegatie", "legal_bases": "Wgr",
            "valid_from": date(2020, 1, 1), "seat_place": "Aaldorp", "seat_postcode": "1234 AB",
            "source": "test", "source_url": "https://bron.example/1",
            "last_confirmed_on": date(2026, 3, 1),
        }  # fmt: skip
        version = ArrangementVersion.objects.create(
            arrangement=arrangement, collection=self.collection, key=slug, name=name,
            **(complete | values),
        )  # fmt: skip
        VersionDomain.objects.create(version=version, scheme="policy_area", key="zorg")
        board = Board.objects.create(
            version=version, kind="general", name="Algemeen bestuur", source="test"
        )
        for code in codes:
            part = self.participation(version, code)
            Seat.objects.create(board=board, participation=part, seats=1, votes=1, source="test")
        return version

    def participation(self, version: ArrangementVersion, code: str, **values: Any) -> Participation:
        place = Municipality.objects.get(code=code)
        return Participation.objects.create(
            version=version, kind="municipality", municipality=place, code=code, name=place.name,
            source="test", **values,
        )  # fmt: skip

    def organisation(self, code: str) -> Organisation:
        place = Municipality.objects.get(code=code)
        found, _made = Organisation.objects.get_or_create(
            kind="municipality", municipality=place, defaults={"name": f"Gemeente {place.name}"}
        )
        return found

    def secretariat(self, name: str = "Secretariaat") -> Organisation:
        return Organisation.objects.get_or_create(kind="secretariat", name=name)[0]

    def person(self, kind: str, organisation: Organisation, name: str = "") -> User:
        called = name or f"{kind} van {organisation.name}"
        email = f"{called.lower().replace(' ', '.')}@voorbeeld.example"
        user = User.objects.create_user(email, None, name=called)
        Role.objects.create(user=user, organisation=organisation, kind=kind)
        return user

    def clerk(self, code: str = "GM0001") -> User:
        return self.person("clerk", self.organisation(code))

    def administrator(self) -> User:
        site = Organisation.objects.get_or_create(kind="site", name="Beheer")[0]
        return self.person("administrator", site)


def acting(user: User) -> Actor:
    return Actor(name=user.name, origin="site", user=user)


def all_facts(on: date = TODAY) -> Facts:
    return facts(reference(on=on, today=on))
