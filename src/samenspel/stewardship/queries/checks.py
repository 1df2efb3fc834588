# SPDX-License-Identifier: EUPL-1.2
"""The quality rules at work: one small function per rule, bound by the key of the rule.

A function gets the facts and its rule and yields what it found. Together they ask the database
nothing but what :mod:`samenspel.stewardship.queries.facts` has read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _

from samenspel.places.reference_dates import years_before
from samenspel.register.models import Board, Participation
from samenspel.stewardship.article27 import applies_to, missing
from samenspel.stewardship.quality import Rule, rules
from samenspel.stewardship.queries.facts import Facts, Member, Record
from samenspel.stewardship.queries.findings import Finding

Check = Callable[[Facts, Rule], Iterator[Finding]]
CHECKS: dict[str, Check] = {}
"""The function of every rule, by its key."""


def check(key: str) -> Callable[[Check], Check]:
    """Bind a function to the rule of this key."""

    def bind(function: Check) -> Check:
        CHECKS[key] = function
        return function

    return bind


def findings(facts: Facts, chosen: Mapping[str, Rule] | None = None) -> tuple[Finding, ...]:
    """What all rules (or the chosen ones) find, in the order of rules and names; no query.

    Municipal changes are asked for, once, when a participant turns out to be no more.
    """
    using = rules() if chosen is None else chosen
    return tuple(
        {
            found.identity: found
            for rule in using.values()
            for found in CHECKS[rule.key](facts, rule)
            if rule.country in {"", found.record.country}
        }.values()
    )


# Cannot be right


@check("end-before-begin")
def _end_before_begin(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """Periods of no day at all: the database already refuses an end before the begin."""
    for record in facts.records:
        if record.valid_from is not None and record.valid_from == record.valid_to:
            values = {"subject": _("The arrangement"), "begin": record.valid_from}
            yield Finding(rule, record, values, since=record.valid_from)
        for member in record.members:
            if member.start is not None and member.start == member.end:
                values = {"subject": member.name, "begin": member.start}
                yield _of(member, Finding(rule, record, values, since=member.start))


@check("joined-after-end")
def _joined_after_end(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in facts.records:
        for member in record.members:
            end = record.valid_to
            if end is not None and member.start is not None and member.start >= end:
                values = {"subject": member.name, "begin": member.start}
                yield _of(member, Finding(rule, record, values, since=end))


@check("ended-but-open")
def _ended_but_open(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """A participation without an end of its own ends with the arrangement: nothing wrong."""
    for record in facts.records:
        over = record.valid_to
        if over is None or not record.is_last or over > facts.today:
            continue
        for member in record.members:
            if member.end is not None and member.end > over:
                yield _of(member, Finding(rule, record, {"subject": member.name}, since=over))


@check("member-no-longer-exists")
def _member_no_longer_exists(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record, member in _present(facts):
        place = member.place
        if place is None or place.valid_to is None or place.exists_on(facts.today):
            continue
        heirs = facts.changes.heirs(place, on=facts.today)
        values = {
            "subject": member.name,
            "date": place.valid_to,
            "heirs": ", ".join(heir.place.name for heir in heirs) or _("not known"),
        }
        yield _of(member, Finding(rule, record, values, since=place.valid_to))


@check("fewer-than-two")
def _fewer_than_two(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in facts.in_force:
        number = len(record.members_on(facts.today))
        if number < rule.parameters["least"]:
            yield Finding(rule, record, {"number": number}, since=record.valid_from)


@check("majority-of-votes")
def _majority_of_votes(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """In a general board of which the votes of everybody listed are known."""
    for record in _of_form(facts, rule):
        boards: dict[int, list[tuple[Member, str, int | None]]] = defaultdict(list)
        for member in record.members_on(facts.today):
            for seat in member.seats:
                if seat.kind == Board.Kind.GENERAL:
                    boards[seat.board_id].append((member, seat.board, seat.votes))
        for number, listed in boards.items():
            votes = [vote for _member, _board, vote in listed if vote is not None]
            if len(votes) < len(listed):
                continue
            for member, board, vote in listed:
                if vote is not None and 2 * vote > sum(votes):
                    values = {
                        "subject": member.name, "board": board, "votes": vote, "total": sum(votes)
                    }  # fmt: skip
                    yield Finding(
                        rule, record, values, subject=f"{board}: {member.identity}",
                        target=number, since=record.valid_from,
                    )  # fmt: skip


# Is missing: the items of article 27, and what else a reader needs


def _missing_item(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in facts.in_force:
        lacks = applies_to(record.legal_form) and missing(record.entry(facts.today))
        if lacks and rule.article27 in lacks:
            yield Finding(rule, record, since=record.last_confirmed_on)


for _key in ("no-legal-form", "no-legal-bases", "no-powers", "no-seat"):
    CHECKS[_key] = _missing_item


@check("no-begin-date")
def _no_begin_date(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in facts.in_force:
        if record.valid_from is None:
            yield Finding(rule, record, since=record.last_confirmed_on)


@check("no-board")
def _no_board(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in _of_form(facts, rule):
        if not record.boards:
            yield Finding(rule, record, since=record.valid_from)


@check("board-without-seats")
def _board_without_seats(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in facts.in_force:
        if record.seatless_board_id is not None:
            yield Finding(
                rule, record, {"subject": record.seatless_board}, subject=record.seatless_board,
                target=record.seatless_board_id, since=record.valid_from,
            )  # fmt: skip


@check("no-policy-area")
def _no_policy_area(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in facts.in_force:
        if not record.has_policy_area:
            yield Finding(rule, record, since=record.last_confirmed_on)


# To check


@check("shares-not-100")
def _shares_not_100(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """Where every share is known; where some are not, only when they are too much together."""
    tolerance = rule.parameters["tolerance"]
    for record in facts.in_force:
        shares = [member.share_percent for member in record.members_on(facts.today)]
        known = [share for share in shares if share is not None]
        total = round(sum(known), 3)
        is_short = len(known) == len(shares) and total < 100 - tolerance
        if known and (total > 100 + tolerance or is_short):
            yield Finding(rule, record, {"total": total}, since=record.last_confirmed_on)


@check("source-says-new")
def _source_says_new(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in facts.records:
        if record.incoming:
            moment = record.incoming_at
            since = moment.date() if moment is not None else None
            yield Finding(rule, record, {"number": record.incoming}, since=since)


@check("looks-the-same")
def _looks_the_same(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in facts.in_force:
        if record.resembles:
            yield Finding(
                rule, record, {"subject": record.resembles}, subject=record.resembles_slug,
                since=record.last_confirmed_on,
            )  # fmt: skip


@check("unconfirmed")
def _unconfirmed(facts: Facts, rule: Rule) -> Iterator[Finding]:
    limit = years_before(facts.today, rule.parameters["years"])
    for record in facts.in_force:
        confirmed = record.last_confirmed_on
        if confirmed is None or confirmed < limit:
            yield Finding(rule, record, {"date": confirmed or _("never")}, since=confirmed)


@check("no-source-address")
def _no_source_address(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in facts.in_force:
        if not record.source_url.strip():
            yield Finding(rule, record, since=record.last_confirmed_on)


@check("no-secretariat")
def _no_secretariat(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for record in _of_form(facts, rule):
        if record.secretariat_id is None:
            yield Finding(rule, record, since=record.valid_from)


# What several rules need


def _of_form(facts: Facts, rule: Rule) -> Iterator[Record]:
    """Records in force of the legal forms that the rule names."""
    forms = frozenset(rule.parameters["forms"])
    return (record for record in facts.in_force if record.legal_form in forms)


def _present(facts: Facts) -> Iterator[tuple[Record, Member]]:
    """Municipalities that take part on the day, with the record."""
    for record in facts.in_force:
        for member in record.members_on(facts.today):
            if member.kind == Participation.Kind.MUNICIPALITY:
                yield record, member


def _of(member: Member, found: Finding) -> Finding:
    """The finding, about one participation."""
    return found.about(member)
