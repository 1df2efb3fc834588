# SPDX-License-Identifier: EUPL-1.2
"""Votes and power on a board of an arrangement, as recorded and as somebody supposes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from samenspel.analysis.voting_power import QuotaError, VotingPowerError
from samenspel.insight.queries.votes.board import (
    Board,
    Measured,
    QuotaTable,
    Seat,
    Threshold,
    as_threshold,
    measured,
    merge_seats,
    quota_of,
    quota_table,
    with_votes,
)
from samenspel.insight.queries.votes.chart import VotesChart, votes_chart
from samenspel.insight.queries.votes.proposals import BY_KEY, Proposal, proposed_votes
from samenspel.insight.queries.votes.refusal import is_number, refusal, typed_votes
from samenspel.insight.queries.votes.words import Words, words_of
from samenspel.places.models import Municipality, on_date
from samenspel.places.queries.municipalities import nearest_figures
from samenspel.register.models import ArrangementVersion, Participation
from samenspel.register.queries.arrangement.boards import BoardTable, boards_of
from samenspel.register.queries.arrangement.versions import has, shown_version, versions_of
from samenspel.register.queries.reference import Reference

MOST_MEMBERS = 400
MOST_NEWCOMERS = 10
LONGEST_NAME = 100


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as typed; ``values`` has votes by key of the member.

    ``newcomers`` are names and votes of members to add, ``merged`` keys of members that become one.
    """

    board: str = ""
    values: Mapping[str, str] | None = None
    newcomers: tuple[tuple[str, str], ...] = ()
    merged: tuple[str, ...] = ()
    threshold: str = ""
    own: str = ""
    proposal: str = ""


@dataclass(frozen=True)
class Row:
    """A member in the form: the votes as typed (empty: not on the board) and what is wrong."""

    seat: Seat
    votes: str
    error: str = ""
    is_merged: bool = False
    is_new: bool = False


@dataclass(frozen=True)
class Form:
    """The what-if as it stands in the form; ``errors`` are sentences, empty when all is well."""

    rows: tuple[Row, ...]
    threshold: Threshold
    own: str
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class VotesPage:
    """The page. ``found`` is None where there is nothing to show: see ``form.errors``.

    ``recorded`` is the board as the register has it, None where the votes are not all known;
    ``is_supposed`` tells that ``found`` is another one. ``unlisted`` participants have no seat on
    the board, ``stale`` ones no longer exist, ``uncounted`` have no known inhabitants.
    ``broken_quota`` is a recorded quota that all votes together cannot reach.
    """

    slug: str
    version: ArrangementVersion
    seen_on: date
    in_force: bool
    boards: tuple[BoardTable, ...]
    board: BoardTable | None
    recorded: Board | None
    form: Form
    unlisted: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    broken_quota: int | None = None
    proposal: Proposal | None = None
    is_supposed: bool = False
    found: Measured | None = None
    words: Words | None = None
    chart: VotesChart | None = None
    quotas: QuotaTable | None = None


def votes_page(slug: str, reference: Reference, asked: Asked) -> VotesPage | None:
    """Votes and power of an arrangement on a reference date; None for an unknown address.

    At most six queries, one of them for members to add.
    """
    versions = versions_of(slug)
    if not versions:
        return None
    shown = shown_version(versions, on=reference.on)
    version, seen_on = shown.version, shown.seen_on(reference.on)
    seats, stale = _participants(version, seen_on)
    names = {pk: seat.name for pk, seat in seats.items()}
    boards = boards_of(version.pk, names) if has(version, "boards") else ()
    boards = tuple(_of_day(board, names) for board in boards)
    board = _chosen(boards, asked.board)
    recorded, broken = _recorded(board, seats)
    page = VotesPage(
        slug=slug,
        version=version,
        seen_on=seen_on,
        in_force=shown.in_force is not None,
        boards=boards,
        board=board,
        recorded=recorded,
        form=Form((), "helft", ""),
        unlisted=_unlisted(board, seats, recorded),
        stale=tuple(seats[pk].name for pk in sorted(stale)),
        broken_quota=broken,
    )
    there = [seat for pk, seat in seats.items() if pk not in stale or _is_on(seat, recorded)]
    return _answered(page, there, asked)


def _answered(page: VotesPage, seats: Sequence[Seat], asked: Asked) -> VotesPage:
    """The page with what was asked worked out: the board recorded, or the one supposed."""
    proposal = BY_KEY.get(asked.proposal)
    base = {seat.key: seat.votes for seat in page.recorded.seats} if page.recorded else {}
    if proposal is not None:
        base = proposed_votes(proposal.key, seats)
        uncounted = tuple(seat.name for seat in seats if seat.key not in base)
        page = replace(page, proposal=proposal, uncounted=uncounted)
    rows = [_row(seat, base.get(seat.key), asked) for seat in seats]
    rows += _newcomers(page, asked)
    threshold, own = _rule(page, asked)
    form = Form(tuple(rows), threshold, own, _mistakes(rows, asked, threshold, own))
    page = replace(page, form=form)
    votes = {row.seat.key: int(row.votes) for row in rows if row.votes and not row.error}
    if form.errors or not votes:
        return page
    on_board = with_votes((row.seat for row in rows), votes)
    merging = [row.seat.name for row in rows if row.is_merged and row.seat.key in votes]
    merged = merge_seats(on_board, asked.merged, " + ".join(merging))
    total = sum(votes.values())
    number = int(own) if threshold == "eigen" else None
    is_given = bool(asked.threshold) or (page.board is not None and page.board.quota is not None)
    board = Board(
        seats=merged,
        quota=quota_of(threshold, total, number),
        threshold=threshold,
        is_assumed=threshold == "helft" and (not is_given or page.broken_quota is not None),
    )
    try:
        found = measured(board, page.recorded)
        is_supposed = page.recorded is None or found.is_changed
        return replace(
            page,
            found=found,
            is_supposed=is_supposed,
            words=words_of(found),
            chart=votes_chart(found),
            quotas=quota_table(found),
        )
    except VotingPowerError as error:
        return replace(page, form=replace(form, errors=(refusal(error),)))


def _row(seat: Seat, votes: int | None, asked: Asked) -> Row:
    typed = (asked.values or {}).get(seat.key)
    text = ("" if votes is None else str(votes)) if typed is None else typed.strip()
    return Row(seat, text, typed_votes(text), is_merged=seat.key in asked.merged)


def _newcomers(page: VotesPage, asked: Asked) -> list[Row]:
    """Members to add, with their inhabitants where the name is that of a municipality."""
    named = [(name.strip()[:LONGEST_NAME], votes) for name, votes in asked.newcomers]
    named = [(name, votes.strip()) for name, votes in named if name][:MOST_NEWCOMERS]
    if not named:
        return []
    country = page.version.collection.country
    known = {
        name.casefold(): (pk, name, slug)
        for pk, name, slug in Municipality.objects.filter(
            on_date(page.seen_on), country=country
        ).values_list("pk", "name", "slug")
    }
    population = nearest_figures("population", country=country, on=page.seen_on)
    rows = []
    for place, (typed, votes) in enumerate(named):
        pk, name, slug = known.get(typed.casefold(), (None, typed, ""))
        figure = population.get(pk) if pk is not None else None
        key = f"nieuw-{place}"
        people = round(figure.value) if figure else None
        seat = Seat(key, name, 0, people, slug)
        error = typed_votes(votes) if votes else _("Fill in how many votes the new member has.")
        rows.append(Row(seat, votes, error, is_merged=key in asked.merged, is_new=True))
    return rows


def _rule(page: VotesPage, asked: Asked) -> tuple[Threshold, str]:
    """The rule for the quota and the number that goes with it, as asked or as recorded."""
    if rule := as_threshold(asked.threshold):
        return rule, asked.own.strip() if rule == "eigen" else ""
    if page.recorded is None or page.proposal is not None:
        return "helft", ""
    recorded = page.recorded
    return recorded.threshold, str(recorded.quota) if recorded.threshold == "eigen" else ""


def _mistakes(rows: Sequence[Row], asked: Asked, threshold: Threshold, own: str) -> tuple[str, ...]:
    found = [f"{row.seat.name}: {row.error}" for row in rows if row.error]
    if threshold == "eigen" and not is_number(own):
        found.append(_("Write the number of votes that a decision needs as a whole number."))
    if asked.threshold and not as_threshold(asked.threshold):
        found.append(_("We do not know this rule for a decision: choose one from the list."))
    if asked.proposal and asked.proposal not in BY_KEY:
        found.append(_("We do not know this way to divide votes: choose one of those offered."))
    on_board = [row for row in rows if row.votes]
    if len(on_board) > MOST_MEMBERS:
        found.append(_("At most %(most)s members fit on this page.") % {"most": MOST_MEMBERS})
    is_typed = any(row.seat.key in (asked.values or {}) for row in rows)
    if is_typed and not on_board and not found:
        found.append(_("Give at least one member a vote."))
    if len(asked.merged) == 1:
        found.append(_("Choose two members or more to merge."))
    return tuple(found)


def _participants(version: ArrangementVersion, on: date) -> tuple[dict[int, Seat], frozenset[int]]:
    """Participants of a day by participation, and those that no longer exist; two queries."""
    rows = list(
        Participation.objects.filter(on_date(on), version=version)
        .select_related("municipality")
        .order_by("name", "pk")
    )
    population = nearest_figures("population", country=version.collection.country, on=on)
    seats: dict[int, Seat] = {}
    stale = set()
    for row in rows:
        place = row.municipality
        figure = population.get(place.pk) if place is not None else None
        seats[row.pk] = Seat(
            key=place.code if place is not None else f"p{row.pk}",
            name=place.name if place is not None else row.name,
            votes=0,
            people=round(figure.value) if figure else None,
            slug=place.slug if place is not None else "",
        )
        if place is not None and place.valid_to is not None and place.valid_to <= on:
            stale.add(row.pk)
    return seats, frozenset(stale)


def _of_day(board: BoardTable, names: Mapping[int, str]) -> BoardTable:
    """The board without participants of another day; its votes are then those that are left."""
    lines = tuple(line for line in board.seats if line.participation_id in names)
    if len(lines) == len(board.seats):
        return board
    votes = [line.votes for line in lines if line.votes is not None]
    total = sum(votes) if votes and len(votes) == len(lines) else None
    return replace(board, seats=lines, total_votes=total or None)


def _chosen(boards: Sequence[BoardTable], asked: str) -> BoardTable | None:
    """The board asked for; else the first one with votes, else the first one."""
    chosen = next((board for board in boards if str(board.pk) == asked), None)
    known = next((board for board in boards if board.knows_votes), None)
    return chosen or known or next(iter(boards), None)


def _recorded(
    board: BoardTable | None, seats: Mapping[int, Seat]
) -> tuple[Board | None, int | None]:
    """The board as recorded, and its quota where that is out of reach."""
    if board is None or not board.knows_votes:
        return None, None
    votes = {seats[line.participation_id].key: line.votes or 0 for line in board.seats}
    members = with_votes((seats[line.participation_id] for line in board.seats), votes)
    total = sum(votes.values())
    plain = quota_of("helft", total, None)
    try:
        recorded = Board(members, plain if board.quota is None else board.quota)
        recorded.game  # noqa: B018 - is the quota within reach?
    except QuotaError:
        return Board(members, plain, "helft", is_assumed=True), board.quota
    rule: Threshold = "helft" if recorded.quota == plain else "eigen"
    return replace(recorded, threshold=rule, is_assumed=board.quota is None), None


def _unlisted(
    board: BoardTable | None, seats: Mapping[int, Seat], recorded: Board | None
) -> tuple[str, ...]:
    if board is None or recorded is None:
        return ()
    there = {line.participation_id for line in board.seats}
    return tuple(seat.name for pk, seat in seats.items() if pk not in there)


def _is_on(seat: Seat, board: Board | None) -> bool:
    return board is not None and any(member.key == seat.key for member in board.seats)
