# SPDX-License-Identifier: EUPL-1.2
"""What a municipality is in, with its seat, its say and its contribution."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.insight.queries.council.country import (
    Paid,
    SeatsThere,
    by_version,
    money_of,
    seats_of,
    topics_of,
)
from samenspel.insight.queries.council.page import (
    Costs,
    CouncilGroup,
    CouncilRow,
    Payment,
    Seated,
    Voice,
)
from samenspel.insight.queries.council.seated import seated_text
from samenspel.insight.queries.council.texts import (
    figure_text,
    money_text,
    share_text,
    short_name,
    unknown,
)
from samenspel.insight.queries.votes.measure import BoardPower
from samenspel.places.queries.history import History
from samenspel.register.queries.facts import CountryFacts
from samenspel.register.queries.municipality.listing import ArrangementRow, Describer, grouped
from samenspel.register.queries.municipality.records import Record

COUNCIL = "Gemeenteraad"
"""The council as sources name it among the organs."""


@dataclass(frozen=True)
class Holding:
    """The records of a municipality on the day: its own, and those under former ones by version."""

    own: tuple[Record, ...]
    inherited: tuple[tuple[Record, ...], ...]

    @property
    def versions(self) -> tuple[int, ...]:
        """Every version, each once."""
        return (
            *(record.version_id for record in self.own),
            *(found[0].version_id for found in self.inherited),
        )


def holding_of(municipality_id: int, believed: Iterable[Record], *, on: date) -> Holding:
    """What of the records of a municipality and its predecessors holds on the day."""
    now = [record for record in believed if record.holds_on(on)]
    own = tuple(record for record in now if record.municipality_id == municipality_id)
    shown = {record.version_id for record in own}
    theirs: dict[int, list[Record]] = {}
    for record in now:
        if record.municipality_id != municipality_id and record.version_id not in shown:
            theirs.setdefault(record.version_id, []).append(record)
    return Holding(own, tuple(tuple(found) for found in theirs.values()))


class RowMaker:
    """Turns records into rows of the page of a council."""

    def __init__(
        self,
        facts: CountryFacts,
        *,
        codes: Mapping[int, str],
        records: Iterable[Record],
        power: Mapping[int, BoardPower],
        seated: Mapping[str, tuple[Seated, ...]],
        history: History,
    ) -> None:
        self._facts, self._codes = facts, codes
        self._power, self._seated = power, seated
        self._names = {place.name: number for number, place in enumerate(history.ancestors)}
        self._describer = Describer(
            topics=topics_of(facts),
            numbers={one.version_id: one.participants for one in facts.arrangements},
            all_records=tuple(records),
            base=reverse("arrangements"),
            suffix="",
        )

    def groups(self, holding: Holding) -> tuple[CouncilGroup, ...]:
        """All rows by subject, as on the page of the municipality."""
        described: dict[ArrangementRow, Record] = {}
        for record in holding.own:
            described[self._describer.row(record)] = record
        for found in holding.inherited:
            names = sorted({r.recorded_as for r in found}, key=lambda n: self._names.get(n, 0))
            described[self._describer.row(found[0], recorded_as=names)] = found[0]
        return tuple(
            CouncilGroup(
                group.key, group.label, tuple(self._row(row, described[row]) for row in group.rows)
            )
            for group in grouped(described, "onderwerp")
        )

    def _row(self, row: ArrangementRow, record: Record) -> CouncilRow:
        arrangement = by_version(self._facts)[record.version_id]
        code = self._codes.get(record.municipality_id, "")
        there = self._seated.get(row.slug, ())
        voice = voice_of(
            self._power.get(record.version_id),
            seats_of(self._facts).get((record.version_id, code)),
            code,
        )
        payment = payment_of(money_of(self._facts).of(record.version_id, code))
        participations = self._facts.participations
        return CouncilRow(
            version_id=record.version_id,
            key=arrangement.key,
            slug=row.slug,
            url=row.url,
            name=row.name,
            short_name=short_name(row.name),
            form_key=row.form_key,
            form=row.form,
            task=", ".join(row.topics),
            participants=arrangement.participants,
            members=int(participations.members[participations.column_of(arrangement.key)]),
            since=row.since,
            since_text=str(row.since.year) if row.since else unknown(),
            organs=row.organs,
            has_council=has_council(record.roles),
            recorded_as=row.recorded_as,
            source=row.source,
            source_url=row.source_url,
            confirmed_on=row.confirmed_on,
            representatives=there,
            representatives_text=seated_text(there),
            voice=voice,
            votes_text=votes_text(voice),
            power_text=voice.power_text if voice else unknown(),
            payment=payment,
            payment_text=payment_text(payment),
        )


def has_council(roles: str) -> bool | None:
    """Whether the council is among the organs of a cell; None for an empty cell."""
    organs = {part.strip() for part in roles.split("|") if part.strip()}
    return COUNCIL in organs if organs else None


def voice_of(power: BoardPower | None, seats: SeatsThere | None, code: str) -> Voice | None:
    """What one municipality has to say in the general board; None where nothing is known."""
    seat = power.seat_of(code) if power else None
    if power is None or seat is None:
        if seats is None or seats.seats is None:
            return None
        return Voice(seats.board, seats.seats, None, None, None, unknown(), None, unknown())
    return Voice(
        board=power.board_name,
        seats=seats.seats if seats else None,
        votes=seat.votes,
        total_votes=power.total_votes,
        vote_share=seat.share,
        vote_share_text=share_text(seat.share),
        power=seat.banzhaf,
        power_text=share_text(seat.banzhaf),
    )


def votes_text(voice: Voice | None) -> str:
    """Votes with their share; else seats; else the word for unknown."""
    if voice is None:
        return unknown()
    if voice.votes is not None:
        return _("%(votes)s of %(total)s (%(share)s)") % {
            "votes": figure_text(voice.votes),
            "total": figure_text(voice.total_votes),
            "share": voice.vote_share_text,
        }
    seats = voice.seats or 0
    return ngettext("%(number)d seat", "%(number)d seats", seats) % {"number": seats}


def payment_of(paid: Paid | None) -> Payment | None:
    """A contribution with its texts."""
    if paid is None:
        return None
    return Payment(
        year=paid.year,
        amount=paid.amount,
        amount_text=money_text(paid.amount),
        share=paid.share,
        share_text=share_text(paid.share),
        cost_key=paid.cost_key,
        source=paid.source,
    )


def payment_text(payment: Payment | None) -> str:
    """Amount and year, and the share of all where it is known; else the word for unknown."""
    if payment is None:
        return unknown()
    text = f"{payment.amount_text} ({payment.year})"
    if payment.share is None:
        return text
    return _("%(amount)s, %(share)s of all") % {"amount": text, "share": payment.share_text}


def costs_of(payments: Collection[Payment | None], *, joint: bool = False) -> Costs:
    """The known contributions together; ``joint``: of councils, else of arrangements."""
    known = [payment for payment in payments if payment is not None]
    total = sum((payment.amount for payment in known[1:]), known[0].amount) if known else None
    values = {"known": len(known), "number": len(payments), "total": money_text(total)}
    if not known:
        text = _("Of none of these the contribution is known.")
    elif joint:
        text = _("%(total)s together, of %(known)d of %(number)d councils known.") % values
    else:
        text = _("%(total)s a year, of %(known)d of %(number)d arrangements known.") % values
    return Costs(
        total=total,
        total_text=money_text(total),
        known=len(known),
        number=len(payments),
        years=tuple(sorted({payment.year for payment in known})),
        text=text,
        method="contribution",
    )


def contribution_of(payment: Payment | None) -> Fraction | None:
    """The amount, exact."""
    return Fraction(payment.amount) if payment else None
