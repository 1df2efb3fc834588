# SPDX-License-Identifier: EUPL-1.2
"""What the council or executive of a party decided, with the votes; corrected, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.links_checks import (
    one_line,
    require_choice,
    require_past,
    some_text,
)
from samenspel.citylinks.actions.steps import locked, log
from samenspel.citylinks.decision_chain import append
from samenspel.citylinks.models import Agreement, CityLink, GroupVote, Party, PartyDecision, Person
from samenspel.citylinks.queries.people_online import parties_online
from samenspel.citylinks.queries.people_texts import names_somebody
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import RECORD_DECISION, RECORD_ELSEWHERE

LONGEST_GROUP, LONGEST_SOURCE, MOST_SEATS = 120, 500, 100
About, Body, Stance = PartyDecision.About, PartyDecision.Body, GroupVote.Stance


@dataclass(frozen=True)
class GroupValues:
    """How a political group voted; ``seats`` are the votes it cast, of an absent one its seats."""

    name: str
    seats: int
    stance: str
    is_coalition: bool | None = None


@dataclass(frozen=True)
class DecisionValues:
    """A decision on the agreement, or on ending the link; ``replaces`` the one it corrects."""

    about: str
    body: str
    on: date
    is_adopted: bool
    votes_for: int | None = None
    votes_against: int | None = None
    note: str = ""
    source: str = ""
    groups: Sequence[GroupValues] = ()
    replaces: PartyDecision | None = None


@transaction.atomic
def record_decision(
    *,
    link: CityLink,
    party: Party,
    agreement: Agreement | None,
    values: DecisionValues,
    by: Actor,
    at: datetime,
) -> PartyDecision:
    """Write down a decision. It never changes; who made a mistake adds one that replaces it.

    Who keeps the minutes of the party does it; of a party without people on this site, others of
    the link.

    Raises
    ------
    PermissionDenied
        The actor does neither.
    LinkRefused
        The votes do not fit, it stands there already, or a value cannot be right. The field of a
        group is ``group-<place>-<name>``.
    """
    access = locked(link, by=by, at=at)
    held = _party(access, party)
    _require_right(access, held)
    about = _agreement(access, values, agreement)
    replaced = _replaced(access, values.replaces)
    columns = _checked(access, values)
    groups = _groups(access, values)
    _require_votes(values, groups)
    row = PartyDecision(
        link=access.link,
        party=held,
        agreement=about,
        replaces=replaced,
        at=at,
        actor_name=_office(access),
        **columns,
    )
    _require_new(row, groups)
    row.save()
    for group in groups:
        group.decision = row
    GroupVote.objects.bulk_create(groups)
    record = append(row, at=at)
    detail = {
        "decision": row.pk,
        "party": held.pk,
        "number": record.number,
        "digest": record.digest,
    }
    if replaced is not None:
        detail["replaces"] = replaced.pk
    log(access.link, "record_decision", by=by, at=at, detail=detail)
    return row


def _party(access: Access, party: Party) -> Party:
    found = access.link.parties.filter(pk=party.pk).first()
    if found is None:
        raise LinkRefused(_("This partner does not belong to the link."), "party")
    return found


def _require_right(access: Access, party: Party) -> None:
    if access.holds(RECORD_DECISION, party=party):
        return
    if parties_online([party], on=access.on) and not access.actor.is_operator:
        raise PermissionDenied("record_decision: this party writes down its own decisions")
    access.require(RECORD_ELSEWHERE)


def _agreement(
    access: Access, values: DecisionValues, agreement: Agreement | None
) -> Agreement | None:
    require_choice(values.about, About.values, "about")
    if values.about == About.ENDING:
        return None
    found = access.link.agreements.filter(pk=agreement.pk).first() if agreement else None
    if found is None:
        raise LinkRefused(_("Say on which agreement was decided."), "about")
    if found.fixed_at is None:
        raise LinkRefused(
            _("Fix this version first: a council decides on a text that does not change."), "about"
        )
    return found


def _replaced(access: Access, replaces: PartyDecision | None) -> PartyDecision | None:
    """The decision that is corrected: of this link, not corrected before, and theirs to correct."""
    if replaces is None:
        return None
    found = access.link.decisions.select_related("party").filter(pk=replaces.pk).first()
    if found is None:
        raise LinkRefused(_("This decision belongs to another link."))
    _require_right(access, found.party)
    if PartyDecision.objects.filter(replaces=found).exists():
        raise LinkRefused(_("This decision was corrected already. Correct the newest one."))
    return found


def _checked(access: Access, values: DecisionValues) -> dict[str, object]:
    require_choice(values.body, Body.values, "body")
    require_past(values.on, access.on, "on")
    note = some_text(values.note, "note")
    source = one_line(values.source, LONGEST_SOURCE, "source")
    for text, field in ((note, "note"), (source, "source")):
        if names_somebody(access.link, [text]):
            raise LinkRefused(
                _("This names somebody of the file. A decision stays for ever: name the function."),
                field,
            )
    return {
        "about": values.about,
        "body": values.body,
        "on": values.on,
        "is_adopted": values.is_adopted,
        "votes_for": values.votes_for,
        "votes_against": values.votes_against,
        "note": note,
        "source": source,
    }


def _groups(access: Access, values: DecisionValues) -> list[GroupVote]:
    """The rows of the groups, in the order of the table."""
    if values.groups and values.body != Body.COUNCIL:
        raise LinkRefused(_("Only a council has political groups."), "body")
    rows: list[GroupVote] = []
    for place, one in enumerate(values.groups):
        field = f"group-{place}-"
        name = one_line(one.name, LONGEST_GROUP, f"{field}name", _("Name the political group."))
        if name.casefold() in {row.name.casefold() for row in rows}:
            raise LinkRefused(_("This group stands there twice."), f"{field}name")
        if names_somebody(access.link, [name]):
            raise LinkRefused(
                _("This names somebody of the file. A decision stays for ever: name the group."),
                f"{field}name",
            )
        if not 1 <= one.seats <= MOST_SEATS:
            told = _("Fill in a number from 1 to %(most)s.") % {"most": MOST_SEATS}
            raise LinkRefused(told, f"{field}seats")
        require_choice(one.stance, Stance.values, f"{field}stance")
        rows.append(
            GroupVote(name=name, seats=one.seats, stance=one.stance, is_coalition=one.is_coalition)
        )
    return rows


def _require_votes(values: DecisionValues, groups: Sequence[GroupVote]) -> None:
    """The totals fit the outcome, and what the groups cast fits the totals."""
    cast = {stance: sum(g.seats for g in groups if g.stance == stance) for stance in Stance}
    for told, stance, field in (
        (values.votes_for, Stance.FOR, "votes_for"),
        (values.votes_against, Stance.AGAINST, "votes_against"),
    ):
        if told is None:
            continue
        least, most = cast[stance], cast[stance] + cast[Stance.DIVIDED]
        if told < least or (groups and told > most):
            raise LinkRefused(
                _("This does not fit the groups: they cast %(least)s to %(most)s of these votes.")
                % {"least": least, "most": most},
                field,
            )
    if values.votes_for is None or values.votes_against is None:
        return
    if groups and values.votes_for + values.votes_against != sum(
        cast[stance] for stance in (Stance.FOR, Stance.AGAINST, Stance.DIVIDED)
    ):
        raise LinkRefused(
            _("For and against together are not as many as the groups cast."), "votes_for"
        )
    if values.is_adopted != (values.votes_for > values.votes_against):
        raise LinkRefused(
            _("The votes do not fit: adopted is when more were for than against."), "is_adopted"
        )


def _require_new(row: PartyDecision, groups: Sequence[GroupVote]) -> None:
    """The same decision is not written down twice."""
    same = PartyDecision.objects.filter(
        link=row.link,
        party=row.party,
        agreement=row.agreement,
        about=row.about,
        body=row.body,
        on=row.on,
        replaced_by__isnull=True,
    )
    if row.replaces is None and same.exists():
        raise LinkRefused(
            _("A decision of this body on this day stands there already. Correct that one."), "on"
        )
    for one in same.filter(
        is_adopted=row.is_adopted,
        votes_for=row.votes_for,
        votes_against=row.votes_against,
        note=row.note,
        source=row.source,
    ).prefetch_related("groups"):
        if _plain(one.groups.all()) == _plain(groups):
            raise LinkRefused(_("Nothing is different from the decision that stands there."))


def _plain(groups: Iterable[GroupVote]) -> set[tuple[str, int, str, bool | None]]:
    return {(g.name, g.seats, g.stance, g.is_coalition) for g in groups}


def _office(access: Access) -> str:
    """For whom the actor acts, not who it is: the row can never be changed."""
    roles = {role.organisation_id for role in access.actor.roles(access.on)}
    names = Organisation.objects.filter(pk__in=roles).order_by("name")
    told = list(names.values_list("name", flat=True))
    if not told and access.actor.user is not None:
        people = Person.objects.filter(link=access.link, user=access.actor.user)
        told = sorted(set(people.values_list("party__name", flat=True)))
    return ", ".join(told)[:160] or access.actor.origin
