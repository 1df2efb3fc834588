# SPDX-License-Identifier: EUPL-1.2
"""A small dialogue, put in the tables directly: some councils, a text, people of every kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor
from samenspel.dialogue.models import (
    Addressee,
    Adoption,
    Clause,
    Opinion,
    OpinionParty,
    OpinionPoint,
    OpinionVersion,
    Round,
    RoundDocument,
    Sending,
)
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


def person(kind: str, organisation: Organisation, number: int = 1) -> User:
    """A person with one role, made when not there yet."""
    email = f"{kind}-{organisation.pk}-{number}@test.example"
    found = User.objects.filter(email=email).first()
    if found is None:
        found = User.objects.create_user(email, "geheim", name=f"{kind} {number} {organisation}")
        Role.objects.create(user=found, organisation=organisation, kind=kind)
    return found


def acting(user: User) -> Actor:
    """Somebody on the site."""
    return Actor(name=str(user), origin="site", user=user)


@dataclass(frozen=True)
class World:
    """A round with a published text and addressees."""

    round: Round
    document: RoundDocument
    clauses: tuple[Clause, ...]
    councils: tuple[Addressee, ...]
    executives: tuple[Addressee, ...]
    secretariat: Organisation

    def organisation(self, index: int) -> Organisation:
        return organisation_of(municipality(index))

    def user(self, kind: str, index: int = 0, number: int = 1) -> User:
        """``councillor``, ``clerk`` or ``adviser`` of municipality ``index``; ``secretariat``."""
        found = self.secretariat if kind == "secretariat" else self.organisation(index)
        return person(kind, found, number)

    def actor(self, kind: str, index: int = 0, number: int = 1) -> Actor:
        return acting(self.user(kind, index, number))

    def fresh(self) -> Round:
        """The round as it is in the database now."""
        return Round.objects.get(pk=self.round.pk)


def make_world(
    *,
    councils: int = 3,
    clauses: int = 3,
    executives: int = 0,
    stage: str = "open",
    slug: str = "proef",
) -> World:
    """A round of ``councils`` councils of 10,000, 20,000, ... inhabitants about ``clauses``.

    Sent on 2 March 2026 with 27 April as the last day, unless it is still being prepared.
    """
    asking = Organisation.objects.get_or_create(
        name="Secretariaat Proefregio", defaults={"kind": "secretariat"}
    )[0]
    is_sent = stage != "preparing"
    made = Round.objects.create(
        slug=slug,
        title="Proef van de samenwerking",
        kind="draft_arrangement",
        stage=stage,
        question="Wat vindt uw raad van de ontwerpregeling?",
        organisation=asking,
        arrangement_name="Proefregio",
        sent_on=date(2026, 3, 2) if is_sent else None,
        answer_by=date(2026, 4, 27) if is_sent else None,
        made_at=AT,
        made_by_name="Test",
    )
    document = RoundDocument.objects.create(
        round=made,
        number=1,
        status="draft",
        title="Ontwerpregeling",
        published_at=AT if is_sent else None,
    )
    held = tuple(
        Clause.objects.create(
            document=document,
            key=f"artikel-{n}",
            position=n,
            number=str(n),
            title=f"Artikel {n}",
            text=f"De tekst van artikel {n}.",
        )
        for n in range(1, clauses + 1)
    )

    def addressed(body: str, index: int) -> Addressee:
        found = municipality(index)
        organisation_of(found)
        prefix = "Raad" if body == "council" else "College"
        return Addressee.objects.create(
            round=made,
            body=body,
            municipality=found,
            name=f"{prefix} van {found.name}",
            position=index,
            inhabitants=10_000 * (index + 1),
            inhabitants_on=date(2026, 1, 1),
            received_on=date(2026, 3, 2) if is_sent else None,
            due_on=date(2026, 4, 27) if is_sent else None,
            state="received" if is_sent else "waiting",
        )

    return World(
        round=made,
        document=document,
        clauses=held,
        councils=tuple(addressed("council", n) for n in range(councils)),
        executives=tuple(addressed("executive", n) for n in range(executives)),
        secretariat=asking,
    )


def answered(
    world: World,
    addressee: Addressee,
    positions: Mapping[int, tuple[str, str]],
    *,
    general: Sequence[str] = (),
    on: date = date(2026, 4, 20),
    at: datetime = AT,
) -> OpinionVersion:
    """An opinion that was adopted and sent; ``positions`` by number of the clause (from 1)."""
    opinion = Opinion.objects.create(
        round=world.round, document=world.document, updated_at=at, updated_by_name="Test"
    )
    OpinionParty.objects.create(opinion=opinion, addressee=addressee, is_leading=True)
    version = OpinionVersion.objects.create(
        opinion=opinion, number=1, document=world.document, at=at, actor_name="Test"
    )
    points = [(world.clauses[n - 1], *told) for n, told in sorted(positions.items())]
    points += [(None, "none", text) for text in general]
    for order, (clause, position, text) in enumerate(points, start=1):
        OpinionPoint.objects.create(
            version=version, order=order, clause=clause, position=position, text=text
        )
    Adoption.objects.create(version=version, addressee=addressee, on=on, at=at, actor_name="Test")
    Sending.objects.create(version=version, on=on, at=at, actor_name="Test")
    Addressee.objects.filter(pk=addressee.pk).update(state="sent")
    return version
