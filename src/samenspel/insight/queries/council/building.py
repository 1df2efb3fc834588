# SPDX-License-Identifier: EUPL-1.2
"""The page of a council, put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor, visitor
from samenspel.citylinks.queries.council import links_for_council
from samenspel.dialogue.queries.calendar import OpenItem, open_for_codes
from samenspel.insight.queries.council.changes import (
    can_compare,
    changes_between,
    comparing_note,
)
from samenspel.insight.queries.council.comparison import (
    compared_with_peers,
    neighbour,
)
from samenspel.insight.queries.council.comparison import comparing_note as peers_note
from samenspel.insight.queries.council.country import fits_of
from samenspel.insight.queries.council.links import link_days, linked_places
from samenspel.insight.queries.council.page import (
    Calendar,
    CalendarItem,
    ChangeLine,
    ComparedFigure,
    CouncilGroup,
    CouncilPage,
    Neighbour,
    Origin,
    SignalLine,
)
from samenspel.insight.queries.council.questions import (
    arrangement_subject,
    signal_lines,
    situation_of,
)
from samenspel.insight.queries.council.rows import RowMaker, costs_of, holding_of
from samenspel.insight.queries.council.seated import seated_for
from samenspel.insight.queries.council.signal_texts import OWN
from samenspel.insight.queries.network.cooperation import strongest_partners
from samenspel.insight.queries.peers.measure import peers_of
from samenspel.insight.queries.votes.measure import power_in_boards
from samenspel.places.models import Municipality
from samenspel.places.queries.history import History, Place, changes
from samenspel.places.reference_dates import years_before
from samenspel.register.leading import Lead
from samenspel.register.open_data import credit
from samenspel.register.queries.collections import collection_label
from samenspel.register.queries.facts import CountryFacts, country_facts
from samenspel.register.queries.municipality.records import Record, records
from samenspel.register.queries.reference import Reference

PARTNERS = 5
"""Partners named on the A4."""


@dataclass(frozen=True)
class _Compared:
    """The municipality beside others."""

    figures: tuple[ComparedFigure, ...] = ()
    note: str = ""
    peers: tuple[Neighbour, ...] = ()
    partners: tuple[Neighbour, ...] = ()


def council_page(
    municipality: Municipality, reference: Reference, today: date, *, actor: Actor | None = None
) -> CouncilPage:
    """The page of the council of a municipality; nine queries when the country is at hand.

    ``municipality`` comes with its province. ``actor`` sees the city links whose file is theirs;
    without one only what is public is on it. The words are in the language of the request.
    """
    on, country = reference.on, municipality.country
    then = years_before(on, 1)
    place = Place(
        municipality.code,
        municipality.name,
        municipality.slug,
        municipality.valid_from,
        municipality.valid_to,
    )
    lead = reference.lead(country)
    history = changes([country]).history(place, on=on)
    facts = country_facts(reference, country)
    believed = _believed(place, history, lead) if place.exists_on(on) else ()
    groups = _groups(municipality.pk, believed, history, facts)
    rows = [row for group in groups for row in group.rows]
    is_known = facts is not None and _is_known(facts, place.code)
    compared = _compared(facts, place.code) if facts and is_known else _Compared()
    former = [one.code for one in history.ancestors]
    links = links_for_council(place.code, former, actor or visitor(), on=on, today=today)
    return CouncilPage(
        code=place.code,
        name=place.name,
        slug=place.slug,
        url=reverse("municipality", args=[place.slug]),
        country=country,
        province=municipality.province.name if municipality.province else "",
        exists=place.exists_on(on),
        heirs=tuple(_heir(heir.place) for heir in history.now),
        on=on,
        compared_on=then,
        today=today,
        origin=origin_of(lead, reference),
        number=sum(not row.recorded_as for row in rows) if is_known else None,
        groups=groups,
        costs=costs_of([row.payment for row in rows]),
        calendar=calendar_of(
            open_for_codes([place.code, *former], on), link_days(links), on=on, today=today
        ),
        changes=_changes(believed, history, lead, then=then, on=on),
        changes_note=comparing_note(lead, then=then),
        signals=_signals(facts, place.code, groups, reference) if facts and rows else (),
        comparison=compared.figures,
        comparison_note=compared.note,
        peers=compared.peers,
        partners=compared.partners,
        links=linked_places(links),
    )


def _believed(place: Place, history: History, lead: Lead | None) -> tuple[Record, ...]:
    """What the leading collection records of the municipality and of those that went into it."""
    if lead is None:
        return ()
    codes = [place.code, *(ancestor.code for ancestor in history.ancestors)]
    return tuple(r for r in records(codes) if r.collection_id == lead.collection.pk)


def _groups(
    pk: int, believed: Sequence[Record], history: History, facts: CountryFacts | None
) -> tuple[CouncilGroup, ...]:
    if facts is None or not believed:
        return ()
    holding = holding_of(pk, believed, on=facts.on)
    maker = RowMaker(
        facts,
        codes=_codes(believed, history, facts, pk),
        records=believed,
        power=power_in_boards(holding.versions, on=facts.on),
        seated=seated_for(pk, on=facts.on),
        history=history,
    )
    return maker.groups(holding)


def _codes(
    believed: Sequence[Record], history: History, facts: CountryFacts, pk: int
) -> dict[int, str]:
    """The code under which each record stands, by primary key of the municipality."""
    by_name = {ancestor.name: ancestor.code for ancestor in history.ancestors}
    own = {one.pk: one.code for one in facts.municipalities if one.pk == pk}
    former = {r.municipality_id: by_name.get(r.recorded_as, "") for r in believed}
    return {**former, **own}


def _is_known(facts: CountryFacts, code: str) -> bool:
    return any(one.is_known for one in facts.municipalities if one.code == code)


def _changes(
    believed: Sequence[Record], history: History, lead: Lead | None, *, then: date, on: date
) -> tuple[ChangeLine, ...]:
    if lead is None or not can_compare(lead):
        return ()
    return changes_between(believed, history, then=then, on=on)


def _signals(
    facts: CountryFacts, code: str, groups: Sequence[CouncilGroup], reference: Reference
) -> tuple[SignalLine, ...]:
    rows = [row for group in groups for row in group.rows]
    situation = situation_of(facts, code, rows, fits_of(facts, reference))
    return signal_lines(situation, OWN, lambda key: arrangement_subject(facts, key))


def _compared(facts: CountryFacts, code: str) -> _Compared:
    peers = peers_of(facts, code)
    name = facts.municipality(code).name
    return _Compared(
        figures=compared_with_peers(facts, code, peers),
        note=peers_note(peers, name),
        peers=tuple(neighbour(facts.municipality(one)) for one in peers.codes),
        partners=tuple(
            neighbour(row.municipality, shared=row.shared)
            for row in strongest_partners(facts, code, PARTNERS)
        ),
    )


def _heir(place: Place) -> Neighbour:
    return Neighbour(
        place.code, place.name, place.slug, reverse("municipality-council", args=[place.slug])
    )


def origin_of(lead: Lead | None, reference: Reference) -> Origin | None:
    """Whose figures they are."""
    if lead is None:
        return None
    sources, licences = credit(lead.collection)
    return Origin(
        collection=collection_label(lead.collection),
        title=lead.collection.title,
        is_complete=lead.is_complete,
        is_example=reference.is_example,
        sources=sources,
        licences=licences,
    )


def calendar_of(
    open_items: Iterable[OpenItem],
    others: Iterable[CalendarItem] = (),
    *,
    on: date,
    today: date,
) -> Calendar:
    """On what the council can still say something; of today without what was answered.

    A dialogue that several of them are in is named once, with the last of their last days. After
    those ``others``, by day.
    """
    items: dict[str, CalendarItem] = {}
    for one in open_items:
        if one.answered and on == today:
            continue
        items[one.slug] = CalendarItem(one.sent_on, one.due_on, one.title, one.about, one.url)
    after = sorted(others, key=lambda item: (item.on, item.title, item.arrangement))
    if items or after:
        return Calendar((*items.values(), *after), "")
    text = _(
        "No consultation of councils is recorded here yet. Ask the clerk until when the council"
        " can give its view."
    )
    return Calendar((), text)
