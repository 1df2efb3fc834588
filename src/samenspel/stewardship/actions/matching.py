# SPDX-License-Identifier: EUPL-1.2
"""Proposing that two arrangements are one, and deciding between their sources (decision 12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor, may_load_packages
from samenspel.analysis.record_linkage import Likeness, find_duplicates, find_links
from samenspel.register.actions import (
    ChangedMeanwhile,
    EditRefused,
    Ground,
    add_participation,
    correct_version,
    end_participation,
)
from samenspel.register.editable import token_of
from samenspel.register.models import Arrangement, ChangeSet, Collection, Participation
from samenspel.stewardship.models import FieldDecision, Match, MatchDecision
from samenspel.stewardship.queries.linkage import linkage_records, successors
from samenspel.stewardship.queries.matching import state_of_records, with_latest_changes
from samenspel.stewardship.queries.sides import PARTICIPANT, Line, SideBySide, side_by_side
from samenspel.stewardship.rules import may_decide_match

_BATCH = 500
_LONGEST_REASON = 2_000


class DecisionRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """A decision that is not taken; ``message`` is a translated sentence, ``field`` what of."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message, self.field = message, field


@dataclass(frozen=True)
class Proposed:
    """What a comparison did: pairs found, new ones among them, and proposals no longer made."""

    found: int
    new: int
    gone: int


def propose_matches(
    *,
    first: Collection,
    second: Collection,
    by: Actor,
    at: datetime,
    progress: Callable[[str], None] = lambda _step: None,
) -> Proposed:
    """Compare two collections, or one with itself, and keep the pairs that may be one.

    What people decided stays; a pair that is no longer proposed leaves the worklist.

    Parameters
    ----------
    first, second
        The collections; the same one twice looks for arrangements listed twice.
    by, at
        Who compares, and when.
    progress
        Told in a word or two what is being done.

    Raises
    ------
    PermissionDenied
        The actor may not load packages.
    """
    if not may_load_packages(by, on=at.date()):
        raise PermissionDenied("only administrators compare sources")
    progress("reading")
    following = successors()
    ours = linkage_records(first, following)
    progress(f"comparing {len(ours)} arrangements")
    if first.pk == second.pk:
        links = find_duplicates(ours)
    else:
        links = find_links(ours, linkage_records(second, following))
    progress(f"writing {len(links)} pairs")
    with transaction.atomic():
        done = _keep(links, first, second, at)
        same = Match.objects.filter(state=Match.State.SAME)
        for pk in _both_there(same, first, second).values_list("pk", flat=True):
            _count_differences(pk, at)
        log_event(
            by=by, at=at, action="propose_matches", object_kind="collection",
            object_key=f"{first.slug} {second.slug}"[:160], result="proposed",
            detail={"found": done.found, "new": done.new, "gone": done.gone},
        )  # fmt: skip
    return done


def _keep(links: list[Likeness], first: Collection, second: Collection, at: datetime) -> Proposed:
    of_one = set(first.arrangements.values_list("slug", flat=True))
    of_two = set(second.arrangements.values_list("slug", flat=True))
    pks = dict(Arrangement.objects.filter(collection__in=(first, second)).values_list("slug", "pk"))
    present = {
        (m.first_slug, m.second_slug): m
        for m in Match.objects.all()
        if (m.first_slug in of_one and m.second_slug in of_two)
        or (m.first_slug in of_two and m.second_slug in of_one)
    }
    wanted = dict(_pair(link) for link in links)
    new, kept = [], []
    for (one, two), (score, parts) in wanted.items():
        match = present.get((one, two))
        if match is None:
            new.append(
                Match(
                    first_id=pks[one], second_id=pks[two], first_slug=one, second_slug=two,
                    score=score, parts=parts, proposed_at=at,
                )
            )  # fmt: skip
        else:
            match.first_id, match.second_id, match.is_current = pks[one], pks[two], True
            match.score, match.parts = score, parts
            kept.append(match)
    gone = [m for pair, m in present.items() if pair not in wanted]
    for match in gone:
        match.first_id, match.second_id = pks[match.first_slug], pks[match.second_slug]
    dropped = [m for m in gone if m.is_current]
    for match in dropped:
        match.is_current = False
    Match.objects.bulk_create(new, batch_size=_BATCH)
    Match.objects.bulk_update(
        [*kept, *gone],
        ["first", "second", "is_current", "score", "parts"],
        batch_size=_BATCH // 10,
    )
    undecided = [m for m in dropped if m.state == Match.State.PROPOSED]
    return Proposed(found=len(wanted), new=len(new), gone=len(undecided))


def _both_there(matches: QuerySet[Match], first: Collection, second: Collection) -> QuerySet[Match]:
    """The pairs between two collections of which both arrangements are there."""
    return matches.filter(
        Q(first__collection=first, second__collection=second)
        | Q(first__collection=second, second__collection=first)
    )


def _count_differences(pk: int, at: datetime) -> None:
    """Keep how many differences a pair that is one arrangement has, for the page of that one."""
    match = with_latest_changes(Match.objects.all()).get(pk=pk)
    match.differences = side_by_side(match, on=timezone.localdate(at)).differences
    match.counted_for = state_of_records(match)
    match.save(update_fields=["differences", "counted_for"])


def _pair(link: Likeness) -> tuple[tuple[str, str], tuple[float, dict[str, Any]]]:
    """The pair in the order of its addresses, with its score and what that is made of."""
    swap = link.second < link.first
    parts: dict[str, Any] = {
        "name": link.name,
        "names": list(link.names),
        "members": link.members,
        "common": list(link.common),
        "only_first": list(link.only_first),
        "only_second": list(link.only_second),
        "form": link.form,
        "seat": link.seat,
        "identifier": link.identifier,
        "is_decisive": link.is_decisive,
    }
    if swap:
        parts["names"].reverse()
        parts["only_first"], parts["only_second"] = parts["only_second"], parts["only_first"]
        return (link.second, link.first), (link.score, parts)
    return (link.first, link.second), (link.score, parts)


@transaction.atomic
def decide_match(
    *, match: Match, state: str, reason: str, by: Actor, at: datetime
) -> MatchDecision:
    """Say whether two arrangements are one and the same; "proposed" takes an answer back.

    Raises
    ------
    PermissionDenied
        The actor does not keep the record of the leading source.
    DecisionRefused
        An arrangement of the pair is gone, there is no such answer, or a reason is missing.
    """
    locked, sides = _locked(match, by, at)
    if state not in Match.State.values:
        raise DecisionRefused(_("Choose one of the answers."), "state")
    if state == Match.State.DIFFERENT and not reason.strip():
        raise DecisionRefused(_("Say why these are different arrangements."), "reason")
    made = MatchDecision.objects.create(
        match=locked, state=state, reason=_short(reason), **_signed(by, at, sides)
    )
    locked.state = state
    locked.save(update_fields=["state"])
    _count_differences(locked.pk, at)
    _log(locked, "decide_match", state, by, at, {})
    return made


@transaction.atomic
def decide_field(
    *,
    match: Match,
    field: str,
    chosen: str,
    seen: str,
    reason: str,
    by: Actor,
    at: datetime,
    last_day: date | None = None,
) -> FieldDecision:
    """Say which source is right about one line; a choice for the other corrects the leading one.

    Parameters
    ----------
    match
        A pair that is the same arrangement.
    field, seen
        The line and the digest of what it said when the person answered.
    chosen
        "first", "second" or "both" (both stay as they are).
    reason, by, at
        Why, who and when.
    last_day
        Of a participation that the other source does not have, when that one is right.

    Raises
    ------
    PermissionDenied
        The actor does not keep the record of the leading source.
    DecisionRefused
        The line says something else by now, or the register refuses the correction.
    """
    locked, sides = _locked(match, by, at)
    if locked.state != Match.State.SAME:
        raise DecisionRefused(_("First say that this is the same arrangement."))
    token = _token(sides, field)
    # Read again: what is judged below is not older than the token.
    sides = side_by_side(locked, on=timezone.localdate(at))
    if chosen not in FieldDecision.Chosen.values:
        raise DecisionRefused(_("Choose which source is right."), field)
    if not reason.strip():
        raise DecisionRefused(_("Say why."), field)
    line = _line_as_seen(sides, field, seen)
    change_set = None
    if chosen == sides.other.which:
        try:
            change_set = _correct(sides, line, token, last_day, reason, by, at)
        except EditRefused as refusal:
            raise DecisionRefused(refusal.message, field) from refusal
        except ChangedMeanwhile as error:
            raise DecisionRefused(error.message, field) from error
    said = (line.leading, line.other)
    first, second = said if sides.leading.which == "first" else (said[1], said[0])
    made = FieldDecision.objects.create(
        match=locked, field=field, first_value=first, second_value=second, chosen=chosen,
        change_set=change_set, reason=_short(reason), **_signed(by, at, sides),
    )  # fmt: skip
    _count_differences(locked.pk, at)
    _log(locked, "decide_between_sources", chosen, by, at, {"field": field})
    return made


def _locked(match: Match, by: Actor, at: datetime) -> tuple[Match, SideBySide]:
    """The pair, to be decided on by nobody else now, with both sides."""
    # Rows of the arrangements are not locked: only those of the pair.
    locked = (
        Match.objects.select_for_update(of=("self",))
        .select_related("first__collection", "second__collection")
        .get(pk=match.pk)
    )
    if locked.first is None or locked.second is None:
        raise DecisionRefused(_("One of these arrangements is no longer in its source."))
    on = timezone.localdate(at)
    sides = side_by_side(locked, on=on)
    if not may_decide_match(by, sides.leading.version, on=on):
        raise PermissionDenied("only who keeps the record decides between sources")
    return locked, sides


def _line_as_seen(sides: SideBySide, field: str, seen: str) -> Line:
    line = next((one for one in sides.lines if one.field == field), None)
    if line is None or not line.is_open or line.digest != seen:
        raise DecisionRefused(_("This changed while you were looking. Look again."), field)
    return line


def _token(sides: SideBySide, field: str) -> str:
    """The token of the record that a decision on a line would change."""
    held = sides.leading.participants.get(field.removeprefix(PARTICIPANT))
    return token_of(held if field.startswith(PARTICIPANT) and held else sides.leading.version)


def _correct(
    sides: SideBySide,
    line: Line,
    token: str,
    last_day: date | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> ChangeSet | None:
    """Take over what the other source says, in the name of that source."""
    leading, other = sides.leading, sides.other
    source = f"{other.collection.title}: {other.version.source}"
    common: dict[str, Any] = {
        "ground": Ground(reason=_short(reason), source=source),
        "by": by,
        "at": at,
        "kind": ChangeSet.Kind.DECIDE,
    }
    if not line.is_participant:
        values = {line.field: other.values[line.field]}
        return correct_version(version=leading.version, values=values, seen=token, **common)
    key = line.field.removeprefix(PARTICIPANT)
    if line.standing == "only_other":
        before = ChangeSet.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        values = _identity(other.participants[key])
        add_participation(version=leading.version, values=values, **common)
        return ChangeSet.objects.filter(pk__gt=before, at=at, kind=ChangeSet.Kind.DECIDE).last()
    if last_day is None:
        raise EditRefused(_("Say what the last day of this participation was."))
    participation = Participation.objects.select_related(
        "version__arrangement", "version__collection", "municipality"
    ).get(pk=leading.participants[key].pk)
    valid_to = last_day + timedelta(days=1)
    return end_participation(participation=participation, valid_to=valid_to, seen=token, **common)


def _identity(one: Participation) -> dict[str, Any]:
    """A participant of another source, as the actions take it."""
    return {
        "kind": one.kind,
        "municipality": one.municipality.code if one.municipality else None,
        "code": one.code,
        "name": one.name,
        "roles": one.roles,
    }


def _signed(by: Actor, at: datetime, sides: SideBySide) -> dict[str, Any]:
    return {
        "at": at,
        "actor": by.user,
        "actor_name": by.name,
        "organisation_name": _organisation(by, at, sides),
    }


def _organisation(by: Actor, at: datetime, sides: SideBySide) -> str:
    """On whose behalf: the secretariat if that is where the actor is, else the first role."""
    mine = [role.organisation_id for role in by.roles(timezone.localdate(at))]
    if sides.leading.arrangement.secretariat_id in mine:
        mine.insert(0, sides.leading.arrangement.secretariat_id or 0)
    found = Organisation.objects.filter(pk__in=mine[:1]).first()
    return found.name if found else ""


def _short(reason: str) -> str:
    return reason.strip()[:_LONGEST_REASON]


def _log(
    match: Match, action: str, result: str, by: Actor, at: datetime, detail: dict[str, Any]
) -> None:
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="match",
        object_key=str(match.pk),
        result=result,
        detail={"first": match.first_slug, "second": match.second_slug, **detail},
    )
