# SPDX-License-Identifier: EUPL-1.2
"""What is in the file of a link, as the plain rows that its signals are computed from."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.db.models import Prefetch, Q

from samenspel.analysis.link_signals import (
    ActivityFact,
    AgreementFact,
    ContactFact,
    DecisionFact,
    GiftFact,
    GroupFact,
    LessonFact,
    LinkFacts,
    PersonFact,
)
from samenspel.analysis.link_signals.facts import Stance
from samenspel.citylinks.models import (
    Activity,
    Agreement,
    Aim,
    CityLink,
    Contact,
    GroupVote,
    PartyDecision,
    Person,
)
from samenspel.places.models import on_date


def link_facts(link: CityLink, *, on: date) -> LinkFacts:
    """The file as it stands on ``on``, up to and including that day; ten queries.

    Only activities that were done, gifts and lessons of those or of none, fixed agreements, and
    decisions of councils that no later one replaces.
    """
    return LinkFacts(
        on=on,
        parties=tuple(link.parties.filter(on_date(on)).values_list("pk", flat=True)),
        begun_on=link.begun_on,
        rhythm_days=link.rhythm_days,
        gifts=_gifts(link, on),
        lessons=_lessons(link, on),
        activities=_activities(link, on),
        contacts=_contacts(link, on),
        people=_people(link),
        decisions=_decisions(link, on),
        agreement=_agreement(link, on),
    )


_DONE = Q(activity__isnull=True) | Q(activity__state=Activity.State.DONE)


def _gifts(link: CityLink, on: date) -> tuple[GiftFact, ...]:
    rows = link.gifts.filter(_DONE, on__lte=on)
    return tuple(
        GiftFact(one.giver_id, one.receiver_id, one.on, one.people, Fraction(one.hours), one.euros)
        for one in rows
    )


def _lessons(link: CityLink, on: date) -> tuple[LessonFact, ...]:
    rows = link.lessons.filter(_DONE, on__lte=on)
    return tuple(LessonFact(one.party_id, one.on, one.learned_from_id) for one in rows)


def _activities(link: CityLink, on: date) -> tuple[ActivityFact, ...]:
    agreed = set(Aim.objects.filter(agreement__link=link).values_list("key", flat=True))
    rows = link.activities.filter(state=Activity.State.DONE, on__lte=on)
    return tuple(
        ActivityFact(
            key=one.pk,
            kind=one.kind,
            level=one.level,
            phase=one.phase,
            on=one.on,
            is_embedded=one.aim_key in agreed,
            is_quick=one.is_quick_result,
            with_officials=one.with_officials,
            with_politicians=one.with_politicians,
            with_society=one.with_society,
        )
        for one in rows
    )


def _contacts(link: CityLink, on: date) -> tuple[ContactFact, ...]:
    people = Prefetch("people", Person.objects.only("pk"))
    rows = Contact.objects.filter(link=link, on__lte=on).prefetch_related(people)
    return tuple(
        ContactFact(one.on, frozenset(person.pk for person in one.people.all())) for one in rows
    )


def _people(link: CityLink) -> tuple[PersonFact, ...]:
    rows = link.people.filter(removed_at__isnull=True)
    return tuple(
        PersonFact(one.pk, one.party_id, one.kind, one.valid_from, one.valid_to) for one in rows
    )


def _decisions(link: CityLink, on: date) -> tuple[DecisionFact, ...]:
    rows = PartyDecision.objects.filter(
        link=link,
        on__lte=on,
        body=PartyDecision.Body.COUNCIL,
        about=PartyDecision.About.AGREEMENT,
        replaced_by__isnull=True,
    ).prefetch_related(Prefetch("groups", GroupVote.objects.order_by("pk")))
    return tuple(
        DecisionFact(
            one.party_id,
            one.on,
            one.is_adopted,
            one.votes_for,
            one.votes_against,
            tuple(GroupFact(g.seats, _stance(g.stance), g.is_coalition) for g in one.groups.all()),
        )
        for one in rows
    )


def _stance(stored: str) -> Stance:
    stances: dict[str, Stance] = {"for": "for", "against": "against", "divided": "divided"}
    return stances.get(stored, "absent")


def _agreement(link: CityLink, on: date) -> AgreementFact | None:
    """The fixed agreement in force on the day; else the last one that was."""
    fixed = Agreement.objects.filter(link=link, fixed_at__isnull=False)
    begun = fixed.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on))
    found = begun.order_by("-number").first()
    if found is None:
        return None
    return AgreementFact(
        found.valid_from, found.last_day, found.notice_days, found.is_extended_silently
    )
