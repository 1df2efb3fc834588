# SPDX-License-Identifier: EUPL-1.2
"""Role or name in the file by stage by action: what the rules say is what the actions do.

The matrix is made from ``rules.LINK_RIGHTS``. Every right names the actions that use it; a right
without one fails here. What an action refuses for another reason than the right or the stage
counts as let through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client

from samenspel.accounts.rules import Actor, Tie, operator, visitor
from samenspel.citylinks.actions import (
    activities,
    activities_loose,
    agreements,
    appointments,
    contacts,
    decisions,
    documents,
    handover,
    imports,
    links,
    parties,
    people,
    people_forget,
    photos,
)
from samenspel.citylinks.models import (
    Activity,
    Agreement,
    Appointment,
    CityLink,
    Contact,
    Gift,
    Handover,
    Lesson,
    Person,
)
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import (
    IMPORT_LINKS,
    LINK_RIGHTS,
    RECORD_ELSEWHERE,
    LinkRight,
    Standing,
)
from tests.citylinks.small_links import (
    AT,
    World,
    acting,
    administrator,
    make_link,
    municipality,
    user,
    without_role,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
STAGES = tuple(CityLink.Stage.values)
NAMED = tuple(Person.Kind.values)
OUTSIDE = 5
"""A municipality that is no party."""


@dataclass(frozen=True)
class Scene:
    """A link in a stage with one of everything that can be acted on."""

    world: World
    draft: Agreement
    person: Person
    leaving: Person
    handover: Handover
    activity: Activity
    gift: Gift
    lesson: Lesson
    contact: Contact
    appointment: Appointment

    @property
    def link(self) -> CityLink:
        return self.world.link


def make_scene(stage: str) -> Scene:
    world = make_link(parties=3, abroad=True, stage=stage)
    world.agreement("stages")
    here, there = world.parties[:2]
    leaving = world.person(1, kind="official")
    told = {"link": world.link, "on": TODAY}
    activity = Activity.objects.create(
        kind="workshop", level="person", title="Les", state="planned", **told
    )
    return Scene(
        world=world,
        draft=world.agreement("stages", fixed=False),
        person=world.person(0),
        leaving=leaving,
        handover=Handover.objects.create(
            link=world.link, leaving=leaving, last_day=date(2026, 4, 1), begun_at=AT
        ),
        activity=activity,
        gift=Gift.objects.create(giver=here, receiver=there, hours=1, **told),
        lesson=Lesson.objects.create(party=here, text="Luisteren", **told),
        contact=Contact.objects.create(kind="call", made_at=AT, **told),
        appointment=Appointment.objects.create(title="Gesprek", **told),
    )


Way = Callable[[Scene, Actor], object]


def decide(scene: Scene, by: Actor, party: int) -> object:
    values = decisions.DecisionValues(about="agreement", body="council", on=TODAY, is_adopted=True)
    return decisions.record_decision(
        link=scene.link,
        party=scene.world.parties[party],
        agreement=scene.world.link.agreements.exclude(pk=scene.draft.pk).get(),
        values=values,
        by=by,
        at=AT,
    )


def keep(scene: Scene, by: Actor) -> object:
    return contacts.remove_contact(
        contact=scene.contact, edition=scene.contact.edition, by=by, at=AT
    )


WAYS: Mapping[tuple[str, str], Sequence[Way]] = {
    ("see_file", "link"): (),
    ("keep_file", "link"): (
        keep,
        lambda s, by: agreements.drop_draft(agreement=s.draft, by=by, at=AT),
        lambda s, by: agreements.fix_agreement(agreement=s.draft, by=by, at=AT),
        lambda s, by: activities.set_state(
            activity=s.activity, state="done", edition=s.activity.edition, by=by, at=AT
        ),
        lambda s, by: activities.remove_activity(
            activity=s.activity, edition=s.activity.edition, by=by, at=AT
        ),
        lambda s, by: activities_loose.remove_gift(gift=s.gift, by=by, at=AT),
        lambda s, by: activities_loose.remove_lesson(lesson=s.lesson, by=by, at=AT),
        lambda s, by: appointments.remove_appointment(
            appointment=s.appointment, edition=s.appointment.edition, by=by, at=AT
        ),
        lambda s, by: documents.add_document(
            link=s.link, title="Brief", description="Een brief", on=TODAY,
            file_name="brief.txt", content=b"Beste", by=by, at=AT,
        ),
        lambda s, by: photos.add_photo(
            link=s.link, content=b"geen foto", description="Niets", consent="not_needed",
            by=by, at=AT,
        ),
        lambda s, by: parties.end_party(
            party=s.world.parties[2], last_day=TODAY, edition=s.link.edition, by=by, at=AT
        ),
    ),
    ("keep_people", "person"): (
        lambda s, by: people.add_person(
            party=s.world.parties[0],
            values=people.PersonValues(kind="official", name="Iemand"),
            by=by,
            at=AT,
        ),
        lambda s, by: handover.begin_handover(
            person=s.person, last_day=date(2026, 5, 1), by=by, at=AT
        ),
        lambda s, by: handover.cancel_handover(handover=s.handover, by=by, at=AT),
    ),
    ("forget_person", "person"): (
        lambda s, by: people_forget.forget_person(person=s.person, by=by, at=AT),
    ),
    ("record_decision", "decision"): (lambda s, by: decide(s, by, 0),),
    ("record_elsewhere", "decision"): (lambda s, by: decide(s, by, 3),),
    ("publish_link", "link"): (
        lambda s, by: links.publish(link=s.link, is_public=False, by=by, at=AT),
    ),
    ("end_link", "link"): (
        lambda s, by: links.end_link(
            link=s.link, on=TODAY, because="Klaar", lesson="Begin op tijd", by=by, at=AT
        ),
    ),
    ("reopen_link", "link"): (
        lambda s, by: links.reopen(link=s.link, because="Toch weer", by=by, at=AT),
    ),
    ("look_back", "look-back"): (),
}  # fmt: skip


@dataclass(frozen=True)
class Somebody:
    """An actor, the role and standing that they have, or the kind as which they are named."""

    label: str
    actor: Actor
    role: str = ""
    standings: frozenset[Standing] = frozenset({Standing.OTHER})
    named: str = ""

    def has(self, right: LinkRight) -> bool:
        """What the rules say, without asking them how."""
        if self.label == "operator":
            return not right.is_private
        if self.named:
            return self.named in right.named
        return bool(self.standings & right.allowed.get(self.role, frozenset()))


def everybody(scene: Scene) -> list[Somebody]:
    party = frozenset({Standing.PARTY, Standing.OWN})
    found = [
        Somebody("visitor", visitor()),
        Somebody("operator", operator()),
        Somebody("administrator", acting(administrator()), "administrator"),
        Somebody("nobody", acting(without_role("niemand"))),
    ]
    for kind in ("councillor", "clerk", "adviser"):
        found += [
            Somebody(f"{kind} of 0", acting(user(kind, 0)), kind, party),
            Somebody(f"{kind} of 1", acting(user(kind, 1)), kind, frozenset({Standing.PARTY})),
            Somebody(f"{kind} outside", acting(user(kind, OUTSIDE)), kind),
        ]
    for kind in NAMED:
        known = without_role(f"genoemd-{kind}")
        Person.objects.create(
            link=scene.link, party=scene.world.parties[3], kind=kind, name=kind, user=known
        )
        found.append(Somebody(f"named {kind}", acting(known), named=kind))
    return found


def outcome(way: Way, scene: Scene, actor: Actor) -> str:
    """``let through``, ``denied`` (no right) or ``not now``; nothing stays of it."""
    try:
        with transaction.atomic():
            way(scene, actor)
            transaction.set_rollback(True)
    except PermissionDenied:
        return "denied"
    except LinkRefused as refusal:
        return "not now" if "fase" in refusal.message else "let through"
    return "let through"


def test_every_right_names_its_actions() -> None:
    assert set(WAYS) == {(right.action, right.object_kind) for right in LINK_RIGHTS}


@pytest.mark.parametrize("stage", STAGES)
def test_what_the_rules_say_is_what_the_actions_do(stage: str) -> None:
    scene = make_scene(stage)
    wrong = []
    for somebody in everybody(scene):
        for right in LINK_RIGHTS:
            expected = "denied"
            if somebody.has(right):
                expected = "let through" if right.counts_in(stage) else "not now"
            for number, way in enumerate(WAYS[right.action, right.object_kind]):
                got = outcome(way, scene, somebody.actor)
                if got != expected:
                    wrong.append((somebody.label, right.action, number, got, expected))
    assert wrong == []


MEMBER_PAGES = (
    "dossier", "overeenkomst", "mensen", "activiteiten", "contact", "stukken", "fotos", "signalen",
)  # fmt: skip


@pytest.mark.parametrize("stage", STAGES)
def test_the_pages_of_the_file_are_there_for_members_and_for_nobody_else(
    client: Client, settings: object, stage: str
) -> None:
    settings.SECURE_SSL_REDIRECT = False  # type: ignore[attr-defined]
    scene = make_scene(stage)
    see = next(right for right in LINK_RIGHTS if right.action == "see_file")
    public = {"stukken", "fotos"}
    wrong = []
    for somebody in everybody(scene):
        if somebody.label == "operator":
            continue
        client.logout()
        if somebody.actor.user is not None:
            client.force_login(somebody.actor.user)
        for page in MEMBER_PAGES:
            response = client.get(f"/stedenbanden/proefband/{page}/")
            expected = 200 if somebody.has(see) or page in public else 404
            if response.status_code != expected:
                wrong.append((somebody.label, page, response.status_code))
            private = b"coordinator-0@elders.example" in response.content
            if private and not somebody.has(see):
                wrong.append((somebody.label, page, "shows people"))
    assert wrong == []


def test_the_decision_of_a_party_with_people_here_is_not_for_others() -> None:
    """``record_elsewhere`` is for parties without people on this site only."""
    scene = make_scene("active")
    user("clerk", 0)
    with pytest.raises(PermissionDenied):
        decide(scene, scene.world.actor("clerk", 1), 0)
    assert RECORD_ELSEWHERE.named == frozenset({"coordinator"})


def test_who_may_import_links_of_a_municipality_sees_the_pages_and_others_do_not(
    client: Client, settings: object
) -> None:
    settings.SAMENSPEL_MFA_REQUIRED = ()  # type: ignore[attr-defined]
    scene = make_scene("active")
    page = "/stedenbanden/importeren/aarveen-gm7000/"
    wrong = []
    for somebody in everybody(scene):
        ties = IMPORT_LINKS.allowed.get(somebody.role, frozenset())
        of_0 = Tie.OWN if Standing.OWN in somebody.standings else Tie.OTHER
        may = somebody.label == "operator" or of_0 in ties
        try:
            imports.store_list(
                municipality=municipality(0), content=b"Naam;Partners\nA;Beekhuizen\n",
                filename="banden.csv", by=somebody.actor, at=AT,
            )  # fmt: skip
            got = True
        except PermissionDenied:
            got = False
        if got != may:
            wrong.append((somebody.label, "store_list"))
        if somebody.actor.user is not None:
            client.force_login(somebody.actor.user)
            if client.get(page).status_code != (200 if may else 403):
                wrong.append((somebody.label, page))
    assert wrong == []
