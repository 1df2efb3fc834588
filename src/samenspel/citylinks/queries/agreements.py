# SPDX-License-Identifier: EUPL-1.2
"""A version of the agreement: its term, its aims, and how each party decided on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from samenspel.citylinks.models import (
    Agreement,
    Aim,
    CityLink,
    DecisionRecord,
    GroupVote,
    Party,
    PartyDecision,
)
from samenspel.citylinks.queries.agreements_votes import Votes, VotesPicture, picture_of, votes_of
from samenspel.citylinks.queries.file_steps import length_in_words


@dataclass(frozen=True)
class TermShown:
    """From when until when, and by when one has to say that one does not go on."""

    first: date | None
    last: date | None
    notice_by: date | None
    notice_days: int | None
    is_extended_silently: bool
    says: str


@dataclass(frozen=True)
class DecisionShown:
    """A decision with its votes; ``is_corrected`` when a later one replaces it."""

    decision: PartyDecision
    votes: Votes
    is_corrected: bool

    @property
    def outcome(self) -> str:
        """What came of it, in a word."""
        return _("adopted") if self.decision.is_adopted else _("rejected")


@dataclass(frozen=True)
class PartyDecided:
    """What is known of one party; the newest decision of a body stands first.

    ``has_left``: it takes part no more, so nothing is asked of it.
    """

    party: Party
    councils: tuple[DecisionShown, ...]
    executives: tuple[DecisionShown, ...]
    has_left: bool


@dataclass(frozen=True)
class AgreementPage:
    """One version, beside the others."""

    link: CityLink
    versions: tuple[Agreement, ...]
    chosen: Agreement
    aims: tuple[Aim, ...]
    term: TermShown
    decided: tuple[PartyDecided, ...]
    ending: tuple[DecisionShown, ...]
    corrected: tuple[DecisionShown, ...]
    picture: VotesPicture | None
    head: DecisionRecord | None
    """The last record of the chain of decisions."""

    @property
    def previous(self) -> Agreement | None:
        """The version before this one."""
        before = [one for one in self.versions if one.number < self.chosen.number]
        return before[-1] if before else None

    @property
    def draft(self) -> Agreement | None:
        """The version that is being written."""
        return next((one for one in self.versions if one.fixed_at is None), None)


def agreement_page(link: CityLink, number: int | None, *, on: date) -> AgreementPage | None:
    """The version with this number, or the newest that was fixed (else the draft).

    None when there is none. Six queries.
    """
    versions = tuple(link.agreements.order_by("number"))
    chosen = _chosen(versions, number)
    if chosen is None:
        return None
    shown = decisions_of(link, chosen)
    parties = tuple(link.parties.all())
    current = [one for one in shown if not one.is_corrected]
    about = [one for one in current if one.decision.agreement_id is not None]
    return AgreementPage(
        link=link,
        versions=versions,
        chosen=chosen,
        aims=tuple(chosen.aims.order_by("position")),
        term=term_shown(chosen, on=on),
        decided=tuple(_decided(one, about, on) for one in parties if _is_of(one, chosen, about)),
        ending=tuple(one for one in current if one.decision.agreement_id is None),
        corrected=tuple(one for one in shown if one.is_corrected),
        picture=picture_of(
            [(one.decision.party.name, one.votes) for one in about if _is_council(one)]
        ),
        head=link.chain.order_by("number").last(),
    )


def decisions_of(link: CityLink, agreement: Agreement | None) -> tuple[DecisionShown, ...]:
    """Every decision on this version and on ending the link, newest first; two queries."""
    rows = link.decisions.select_related("party", "replaced_by").prefetch_related("groups")
    found = rows.order_by("party__position", "party", "-on", "-pk")
    return tuple(
        decision_shown(row)
        for row in found
        if row.agreement_id is None or (agreement and row.agreement_id == agreement.pk)
    )


def decision_shown(row: PartyDecision) -> DecisionShown:
    """A decision with its votes; of one that was read with its groups and its correction."""
    groups: Iterable[GroupVote] = row.groups.all()
    is_corrected = getattr(row, "replaced_by", None) is not None
    return DecisionShown(row, votes_of(row, tuple(groups)), is_corrected)


def term_shown(agreement: Agreement, *, on: date) -> TermShown:
    """The term with the days that follow from it, on a day."""
    last, days = agreement.last_day, agreement.notice_days
    notice = last - timedelta(days=days) if last and days is not None else None
    return TermShown(
        first=agreement.valid_from,
        last=last,
        notice_by=notice,
        notice_days=days,
        is_extended_silently=agreement.is_extended_silently,
        says=_term_says(agreement, on),
    )


def _term_says(agreement: Agreement, on: date) -> str:
    first, last = agreement.valid_from, agreement.last_day
    if first is not None and on < first:
        return _("It begins in %(time)s.") % {"time": length_in_words((first - on).days)}
    if last is None:
        return _("It has no last day.")
    if on <= last:
        return _("It runs for another %(time)s.") % {"time": length_in_words((last - on).days)}
    if agreement.is_extended_silently:
        return _("The first term is over. It went on by itself.")
    return _("It ended %(time)s ago.") % {"time": length_in_words((on - last).days)}


def _chosen(versions: Sequence[Agreement], number: int | None) -> Agreement | None:
    if number is not None:
        return next((one for one in versions if one.number == number), None)
    fixed = [one for one in versions if one.fixed_at is not None]
    in_order = fixed or list(versions)
    return in_order[-1] if in_order else None


def _is_council(one: DecisionShown) -> bool:
    return one.decision.body == PartyDecision.Body.COUNCIL


def _is_of(party: Party, agreement: Agreement, shown: Iterable[DecisionShown]) -> bool:
    """Whether the version is (or was) of the party: it had not left, or decided all the same."""
    first = agreement.valid_from or agreement.signed_on
    had_left = party.valid_to is not None and first is not None and party.valid_to <= first
    return not had_left or any(one.decision.party_id == party.pk for one in shown)


def _decided(party: Party, shown: Iterable[DecisionShown], on: date) -> PartyDecided:
    mine = [one for one in shown if one.decision.party_id == party.pk]
    return PartyDecided(
        party=party,
        councils=tuple(one for one in mine if _is_council(one)),
        executives=tuple(one for one in mine if not _is_council(one)),
        has_left=party.valid_to is not None and party.valid_to <= on,
    )
