# SPDX-License-Identifier: EUPL-1.2
"""A small city link, put in the tables directly: some parties, and people of every kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor
from samenspel.citylinks.models import Agreement, Aim, CityLink, Party, Person
from samenspel.places.models import Municipality

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAMES = ("Aarveen", "Beekhuizen", "Cadzande", "Dorpstede", "Eikendal", "Fluitdam", "Geestveld")


def municipality(index: int) -> Municipality:
    """Municipality number ``index``, made when it is not there yet."""
    name = NAMES[index] if index < len(NAMES) else f"Gemeente {index}"
    return Municipality.objects.get_or_create(
        code=f"GM{7000 + index}",
        defaults={
            "name": name,
            "slug": f"{name.lower().replace(' ', '-')}-gm{7000 + index}",
            "country": "nl",
            "source": "Test",
            "source_on": date(2026, 1, 1),
        },
    )[0]


def organisation_of(found: Municipality) -> Organisation:
    """The organisation of a municipality, made when it is not there yet."""
    return Organisation.objects.get_or_create(
        kind="municipality", municipality=found, defaults={"name": f"Gemeente {found.name}"}
    )[0]


def user(kind: str, index: int = 0, number: int = 1) -> User:
    """``councillor``, ``clerk`` or ``adviser`` of municipality ``index``; made when not there."""
    organisation = organisation_of(municipality(index))
    email = f"{kind}-{index}-{number}@test.example"
    found = User.objects.filter(email=email).first()
    if found is None:
        found = User.objects.create_user(email, "geheim", name=f"{kind} {number} {organisation}")
        Role.objects.create(user=found, organisation=organisation, kind=kind)
    return found


def administrator() -> User:
    """Somebody who runs the site, without a role in a municipality."""
    site = Organisation.objects.get_or_create(name="Beheer", defaults={"kind": "site"})[0]
    found = User.objects.filter(email="beheer@test.example").first()
    if found is None:
        found = User.objects.create_user("beheer@test.example", "geheim", name="Beheerder")
        Role.objects.create(user=found, organisation=site, kind="administrator")
    return found


def without_role(name: str = "Buitenlander") -> User:
    """Somebody with an account and no role, as a colleague abroad."""
    email = f"{name.lower()}@test.example"
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, "geheim", name=name)


def acting(found: User) -> Actor:
    """Somebody on the site."""
    return Actor(name=str(found), origin="site", user=found)


@dataclass(frozen=True)
class World:
    """A link between municipalities 0, 1, ... and perhaps one abroad (the last party)."""

    link: CityLink
    parties: tuple[Party, ...]

    def actor(self, kind: str, index: int = 0, number: int = 1) -> Actor:
        """``councillor``, ``clerk`` or ``adviser`` of municipality ``index``."""
        return acting(user(kind, index, number))

    def person(self, party: int = 0, *, name: str = "", kind: str = "coordinator") -> Person:
        """Somebody in the file, at party number ``party``."""
        return Person.objects.create(
            link=self.link,
            party=self.parties[party],
            kind=kind,
            name=name or f"Persoon {kind} {party}",
            function="Medewerker",
            email=f"{kind}-{party}@elders.example",
            telephone="06 12345678",
            valid_from=date(2020, 1, 1),
        )

    def agreement(self, *aims: str, fixed: bool = True) -> Agreement:
        """An agreement of 2020 to the end of 2027 with these aims (keys)."""
        made = Agreement.objects.create(
            link=self.link,
            number=self.link.agreements.count() + 1,
            title="Overeenkomst",
            signed_on=date(2020, 1, 15),
            valid_from=date(2020, 1, 15),
            last_day=date(2027, 12, 31),
            fixed_at=AT if fixed else None,
        )
        for position, key in enumerate(aims):
            Aim.objects.create(
                agreement=made, key=key, position=position, title=f"Doel {key}", theme="talent"
            )
        return made

    def fresh(self) -> CityLink:
        """The link as it is in the database now."""
        return CityLink.objects.get(pk=self.link.pk)


def make_link(
    *,
    parties: int = 2,
    abroad: bool = False,
    stage: str = "active",
    public: bool = True,
    slug: str = "proefband",
) -> World:
    """A link of ``parties`` municipalities, since 2020; with ``abroad`` one more elsewhere."""
    link = CityLink.objects.create(
        slug=slug,
        name="Proefband",
        stage=stage,
        purpose="Van elkaar leren.",
        begun_on=date(2020, 1, 15),
        ended_on=date(2025, 6, 30) if stage == "ended" else None,
        ended_because="De coördinator vertrok." if stage == "ended" else "",
        is_public=public,
        made_at=AT,
        made_by_name="Test",
    )
    made = [
        Party.objects.create(
            link=link,
            position=index,
            municipality=municipality(index),
            name=municipality(index).name,
            country="NL",
        )
        for index in range(parties)
    ]
    if abroad:
        made.append(
            Party.objects.create(
                link=link,
                position=parties,
                name="Verweg",
                country="SN",
                language="Frans",
                latitude=14.7,
                longitude=-17.4,
            )
        )
    return World(link, tuple(made))
