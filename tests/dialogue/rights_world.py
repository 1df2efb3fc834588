# SPDX-License-Identifier: EUPL-1.2
"""A dialogue in any stage, in which every kind of role stands in every way to every object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from allauth.mfa.models import Authenticator

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor, operator, visitor
from samenspel.dialogue.models import (
    Addressee,
    Ballot,
    Clause,
    Commitment,
    Delegate,
    Delegation,
    Meeting,
    Opinion,
    OpinionPoint,
    Proposal,
    Rapporteur,
    Round,
    RoundDocument,
    Statement,
)
from samenspel.dialogue.rules import Standing
from tests.dialogue.small_round import AT, World, acting, answered, make_world, municipality

NOW = AT + timedelta(days=50)
TODAY = date(2026, 4, 21)
KINDS = (
    Role.Kind.COUNCILLOR.value,
    Role.Kind.CLERK.value,
    Role.Kind.ADVISER.value,
    Role.Kind.SECRETARIAT.value,
    Role.Kind.ADMINISTRATOR.value,
)
BYSTANDERS = ("visitor", "nobody", "blocked", "former", "operator")
"""Who has no role that counts, and the operator."""


@dataclass(frozen=True)
class Scene:
    """A round in a stage, with one of everything that can be acted on; 0 is "own"."""

    world: World
    round: Round
    draft_text: RoundDocument
    council: Addressee
    executive: Addressee
    silent: Addressee
    guest: Addressee
    opinion: Opinion
    executive_opinion: Opinion
    point: OpinionPoint
    meeting: Meeting
    planned: Meeting
    planned_delegation: Delegation
    rapporteur: Rapporteur
    delegation: Delegation
    proposal: Proposal
    waiting: Proposal
    ballot: Ballot
    commitment: Commitment
    statement: Statement

    @property
    def clause(self) -> Clause:
        return self.world.clauses[0]


def make_scene(stage: str) -> Scene:
    """Everything is there in every stage, also where the product would not have it yet."""
    world = make_world(councils=3, executives=2, stage=stage)
    made = world.round
    council, other, silent = world.councils
    sent = answered(world, other, {1: ("object", "Te duur."), 2: ("agree", "")})
    opinion, executive_opinion = (_draft(world, who) for who in (council, world.executives[0]))
    meeting = Meeting.objects.create(
        round=made, name="Algemeen bestuur", begins_at=NOW, state=Meeting.State.OPEN
    )
    own, *_others = (
        Delegation.objects.create(
            meeting=meeting,
            addressee=who,
            municipality=who.municipality,
            name=f"Gemeente {index}",
            votes=3,
            is_chair=index == 2,
            is_present=True,
        )
        for index, who in enumerate(world.councils)
    )
    proposal, waiting = (
        Proposal.objects.create(
            meeting=meeting, number=n, title=f"Voorstel {n}", text="Vaststellen.", state=state
        )
        for n, state in ((1, Proposal.State.VOTING), (2, Proposal.State.WAITING))
    )
    planned = Meeting.objects.create(round=made, name="Later", begins_at=NOW)
    clerk = world.user("clerk", 0)
    Delegate.objects.create(delegation=own, user=clerk, named_at=AT, named_by_name="Test")
    return Scene(
        world=world,
        round=made,
        draft_text=_text(made),
        council=council,
        executive=world.executives[0],
        silent=silent,
        guest=Addressee.objects.create(
            round=made, body="other", name="Provincie Proef", is_guest=True
        ),
        opinion=opinion,
        executive_opinion=executive_opinion,
        point=sent.points.get(order=1),
        meeting=meeting,
        planned=planned,
        planned_delegation=Delegation.objects.create(meeting=planned, name="Gast", votes=1),
        rapporteur=Rapporteur.objects.create(
            addressee=council,
            user=world.user("councillor", 0, 2),
            appointed_at=AT,
            appointed_by_name="Test",
        ),
        delegation=own,
        proposal=proposal,
        waiting=waiting,
        ballot=Ballot.objects.create(proposal=proposal, number=1, opened_at=NOW),
        commitment=Commitment.objects.create(
            round=made,
            title="Verslag",
            owner="College",
            municipality=council.municipality,
            due_on=TODAY,
            made_at=NOW,
            made_by_name="Test",
        ),
        statement=Statement.objects.create(
            round=made, number=1, text="De regio moet kleiner.", made_at=NOW
        ),
    )


def _text(made: Round) -> RoundDocument:
    text = RoundDocument.objects.create(round=made, number=2, status="final", title="Tweede")
    Clause.objects.create(
        document=text, key="artikel-1", position=1, number="1", title="Artikel 1", text="Anders."
    )
    return text


def _draft(world: World, who: Addressee) -> Opinion:
    from samenspel.dialogue.models import DraftPoint, OpinionParty

    made = Opinion.objects.create(
        round=world.round, document=world.document, updated_at=AT, updated_by_name="Test"
    )
    OpinionParty.objects.create(opinion=made, addressee=who, is_leading=True, joined_at=AT)
    DraftPoint.objects.create(
        opinion=made, clause=world.clauses[0], order=1, position="wish", text="Liever kleiner."
    )
    return made


@dataclass(frozen=True)
class Somebody:
    """Who acts: kind of role, how it stands to the objects, and as what the product knows them."""

    kind: str
    standing: Standing
    actor: Actor
    user: User | None


def everybody(scene: Scene) -> Iterator[Somebody]:
    """One person for every kind of role in every standing, and everybody without a role."""
    for kind in KINDS:
        for standing in Standing:
            user = _user(f"{kind}-{standing}")
            Role.objects.create(user=user, organisation=_organisation(scene, standing), kind=kind)
            if standing is Standing.APPOINTED:
                _name(scene, user)
            yield Somebody(kind, standing, acting(user), user)
    yield Somebody("visitor", Standing.OTHER, visitor(), None)
    yield Somebody("operator", Standing.OTHER, operator(), None)
    nobody = _user("nobody")
    _name(scene, nobody)
    yield Somebody("nobody", Standing.OTHER, acting(nobody), nobody)
    for kind, standing in (("blocked", Standing.ASKING), ("former", Standing.APPOINTED)):
        user = _user(kind)
        Role.objects.create(
            user=user,
            organisation=_organisation(scene, standing),
            kind=Role.Kind.CLERK,
            valid_to=TODAY if kind == "former" else None,
        )
        _name(scene, user)
        user.is_active = kind != "blocked"
        user.save()
        yield Somebody(kind, Standing.OTHER, acting(user), user)


def _user(name: str) -> User:
    user = User.objects.create_user(f"{name}@test.example", name=name)
    # Administrators count with a second factor only.
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def _organisation(scene: Scene, standing: Standing) -> Organisation:
    if standing is Standing.ASKING:
        return scene.world.secretariat
    if standing is Standing.OTHER:
        # Addressed in the same round: the nearest that somebody else can be.
        return scene.world.organisation(1)
    return scene.world.organisation(0)


def _name(scene: Scene, user: User) -> None:
    """Rapporteur of the own council and delegate of the own municipality."""
    Rapporteur.objects.create(
        addressee=scene.council, user=user, appointed_at=AT, appointed_by_name="Test"
    )
    Delegate.objects.create(
        delegation=scene.delegation, user=user, named_at=AT, named_by_name="Test"
    )


def moment(hour: int = 9) -> datetime:
    """A moment on the day of the matrix."""
    return datetime(2026, 4, 21, hour, tzinfo=UTC)


__all__ = ["NOW", "TODAY", "Scene", "Somebody", "everybody", "make_scene", "moment", "municipality"]
