# SPDX-License-Identifier: EUPL-1.2
"""The page for the joint councils of an arrangement, put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.urls import reverse

from samenspel.analysis.signals import Outside, Situation, Table
from samenspel.dialogue.queries.calendar import open_about
from samenspel.insight.queries.council.building import calendar_of, origin_of
from samenspel.insight.queries.council.changes import can_compare, comparing_note
from samenspel.insight.queries.council.country import (
    council_seats_of,
    fits_of,
    inhabitants_of,
    money_of,
    seats_of,
)
from samenspel.insight.queries.council.like_arrangements import compared_with_like, like_note
from samenspel.insight.queries.council.member_changes import (
    Member,
    changes_of_arrangement,
    members_of_versions,
)
from samenspel.insight.queries.council.page import (
    CouncilsPage,
    MemberCouncil,
    Payment,
    Seated,
    SignalLine,
)
from samenspel.insight.queries.council.questions import (
    Subject,
    arrangement_subject,
    days_since,
    seat_of,
    share_of,
    signal_lines,
)
from samenspel.insight.queries.council.rows import (
    contribution_of,
    costs_of,
    has_council,
    payment_of,
    payment_text,
    voice_of,
    votes_text,
)
from samenspel.insight.queries.council.seated import seated_in, seated_text
from samenspel.insight.queries.council.signal_texts import JOINT
from samenspel.insight.queries.council.texts import (
    figure_text,
    money_text,
    short_name,
    unknown,
)
from samenspel.insight.queries.coverage.measure import country_coverage
from samenspel.insight.queries.votes.measure import BoardPower, power_in_boards
from samenspel.places.reference_dates import years_before
from samenspel.register import labels
from samenspel.register.models import ArrangementVersion
from samenspel.register.queries.arrangement.versions import (
    ShownVersion,
    shown_version,
    versions_of,
)
from samenspel.register.queries.facts import ArrangementFacts, CountryFacts, country_facts
from samenspel.register.queries.reference import Reference

CENT = Decimal("0.01")


@dataclass(frozen=True)
class _There:
    """An arrangement in force, with what its councils are made from."""

    facts: CountryFacts
    arrangement: ArrangementFacts
    power: BoardPower | None
    seated: Mapping[int, tuple[Seated, ...]]


def councils_page(slug: str, reference: Reference, today: date) -> CouncilsPage | None:
    """The page for the joint councils of an arrangement; None for an unknown address.

    Seven queries when the country is at hand.
    """
    versions = versions_of(slug)
    if not versions:
        return None
    on, then = reference.on, years_before(reference.on, 1)
    shown = shown_version(versions, on=on)
    country = shown.version.collection.country
    facts = country_facts(reference, country)
    arrangement = _in_force(facts, versions)
    version = next((v for v in versions if arrangement and v.pk == arrangement.version_id),
                   shown.version)  # fmt: skip
    earlier = shown_version(versions, on=then).in_force
    members = members_of_versions([version.pk, *([earlier.pk] if earlier else [])])
    now = [member for member in members if member.holds(version.pk, on)]
    there = _there(facts, arrangement, now)
    councils = tuple(_council(member, there) for member in now if member.code) if there else ()
    people = _sum([one.inhabitants for one in councils])
    seats = _sum([one.council_seats for one in councils])
    lead = reference.lead(country)
    can_change = lead is not None and can_compare(lead) and there is not None
    return CouncilsPage(
        version_id=version.pk,
        slug=slug,
        url=reverse("arrangement", args=[slug]),
        name=version.name,
        short_name=short_name(version.name),
        form_key=version.legal_form,
        form=labels.legal_form(version.legal_form),
        task=_task(arrangement),
        since=versions[0].valid_from,
        since_text=str(versions[0].valid_from.year) if versions[0].valid_from else unknown(),
        is_in_force=there is not None,
        country=country,
        on=on,
        compared_on=then,
        today=today,
        origin=origin_of(lead, reference),
        board=there.power.board_name if there and there.power else "",
        councils=councils,
        others=tuple(sorted(member.name for member in now if not member.code)) if there else (),
        inhabitants=people,
        inhabitants_text=figure_text(people),
        council_seats=seats,
        council_seats_text=figure_text(seats),
        costs=costs_of([one.payment for one in councils], joint=True),
        calendar=calendar_of(open_about(slug, on), on=on, today=today),
        changes=changes_of_arrangement(
            versions, members, now=version, earlier=earlier, then=then, on=on
        ) if can_change else (),
        changes_note=comparing_note(lead, then=then),
        signals=_signals(there, councils, reference) if there else (),
        comparison=compared_with_like(there.facts, there.arrangement, reference) if there else (),
        comparison_note=like_note(there.facts, there.arrangement) if there else "",
        elsewhere="" if there else _elsewhere(shown, reference),
    )  # fmt: skip


def _in_force(
    facts: CountryFacts | None, versions: Iterable[ArrangementVersion]
) -> ArrangementFacts | None:
    """The version that the leading collection has in force; of several the one that began last."""
    if facts is None:
        return None
    known = {one.version_id: one for one in facts.arrangements}
    return next((known[v.pk] for v in reversed(list(versions)) if v.pk in known), None)


def _there(
    facts: CountryFacts | None, arrangement: ArrangementFacts | None, now: Sequence[Member]
) -> _There | None:
    if facts is None or arrangement is None:
        return None
    version = arrangement.version_id
    pks = [member.municipality_id for member in now if member.municipality_id is not None]
    return _There(
        facts=facts,
        arrangement=arrangement,
        power=power_in_boards([version], on=facts.on).get(version),
        seated=seated_in(arrangement.slug, pks, on=facts.on),
    )


def _council(member: Member, there: _There) -> MemberCouncil:
    facts, version = there.facts, there.arrangement.version_id
    exists = member.place.exists_on(facts.on)
    inhabitants = facts.municipality(member.code).population if exists else None
    seats = council_seats_of(facts).get(member.code)
    voice = voice_of(there.power, seats_of(facts).get((version, member.code)), member.code)
    payment = payment_of(money_of(facts).of(version, member.code))
    each = _per_inhabitant(payment, inhabitants)
    seated = there.seated.get(member.municipality_id or 0, ())
    return MemberCouncil(
        code=member.code,
        name=member.place.name,
        slug=member.place.slug,
        url=reverse("municipality-council", args=[member.place.slug]),
        exists=exists,
        council_seats=seats,
        seats_text=figure_text(seats),
        inhabitants=inhabitants,
        inhabitants_text=figure_text(inhabitants),
        organs=labels.in_words(labels.organs(member.roles)),
        has_council=has_council(member.roles),
        since=member.begin,
        since_text=str(member.begin.year) if member.begin else unknown(),
        representatives=seated,
        representatives_text=seated_text(seated),
        voice=voice,
        votes_text=votes_text(voice),
        power_text=voice.power_text if voice else unknown(),
        payment=payment,
        payment_text=payment_text(payment),
        per_inhabitant=each,
        per_inhabitant_text=money_text(each),
    )


def _per_inhabitant(payment: Payment | None, inhabitants: int | None) -> Decimal | None:
    if payment is None or not inhabitants:
        return None
    return (payment.amount / inhabitants).quantize(CENT, ROUND_HALF_UP)


def _task(arrangement: ArrangementFacts | None) -> str:
    areas = arrangement.policy_areas or arrangement.guessed_areas if arrangement else ()
    return ", ".join(labels.policy_area(area) for area in areas)


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _signals(
    there: _There, councils: Sequence[MemberCouncil], reference: Reference
) -> tuple[SignalLine, ...]:
    facts, arrangement = there.facts, there.arrangement
    total = inhabitants_of(facts, arrangement.key)
    fits, coverage = fits_of(facts, reference), country_coverage(facts)
    situation = Situation(
        seats=tuple(
            seat_of(
                one.code,
                voice=one.voice,
                payment=one.payment.share if one.payment else None,
                inhabitants=share_of(one.inhabitants, total),
                contribution=contribution_of(one.payment),
                has_council=one.has_council,
                representatives=one.representatives,
            )
            for one in councils
        ),
        tables=(
            Table(
                arrangement.key,
                len(councils),
                days_since(arrangement.last_confirmed_on, facts.on),
                fits.by_slug.get(arrangement.slug),
            ),
        ),
        shared=tuple(
            table.arrangements for table in coverage.shared if arrangement.key in table.arrangements
        ),
        outside=tuple(
            Outside(one.arrangement, len(one.outside), len(councils))
            for one in coverage.outside
            if one.arrangement == arrangement.key
        ),
        usual_fit=fits.usual,
    )
    names = {one.code: Subject(one.name, one.slug, one.url) for one in councils}
    return signal_lines(
        situation, JOINT, lambda key: names.get(key) or arrangement_subject(facts, key)
    )


def _elsewhere(shown: ShownVersion, reference: Reference) -> str:
    """The query string of a day and source with which it is in force."""
    query = {"peildatum": shown.seen_on(reference.on).isoformat()}
    lead = reference.lead(shown.version.collection.country)
    if lead is not None and lead.collection.pk != shown.version.collection_id:
        query["bron"] = shown.version.collection.slug
    return f"?{urlencode(query)}"
