# SPDX-License-Identifier: EUPL-1.2
"""Which ways to the edit pages somebody is shown on the pages of the register; one query.

A page has twelve queries at most, so the roles are asked for together with what they are tied to.
The lists of rights are the same (``register.rules``); whoever follows a link is asked there again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from samenspel.accounts.models import Role
from samenspel.accounts.rules import Right, Tie
from samenspel.places.models import MunicipalityChange, on_date
from samenspel.register.models import ArrangementVersion, HeldValue, Participation
from samenspel.register.rules import (
    ADD_ARRANGEMENT,
    APPOINT_SECRETARIAT,
    CONFIRM_ARRANGEMENT,
    CORRECT_ARRANGEMENT,
    CORRECT_PARTICIPATION,
)

STEPS = 4
"""Mergers one after the other that are followed from a municipality back to who it succeeds."""
_WHOLE = (MunicipalityChange.Kind.MERGE, MunicipalityChange.Kind.RENAME)


@dataclass(frozen=True)
class EditLinks:
    """What somebody may do with an arrangement.

    ``own``: primary key and name of the participation of their own municipality that they may
    correct, where they may not correct the whole. ``may_decide``: the source says something new
    about what was corrected, and this person keeps the record.
    """

    may_correct: bool = False
    may_confirm: bool = False
    may_appoint: bool = False
    may_decide: bool = False
    own: tuple[int, str] | None = None

    @property
    def is_any(self) -> bool:
        """Whether there is anything to do."""
        return self.may_correct or self.may_confirm or self.may_appoint or self.own is not None


def _roles(user_id: str | int, *, on: date) -> QuerySet[Role]:
    return Role.objects.filter(on_date(on), user_id=user_id, user__is_active=True)


def _of_role() -> Q:
    """Condition on participations: of the municipality of the role, or one that it succeeds."""
    own = OuterRef("organisation__municipality")
    condition = Q(municipality=own)
    path = "municipality"
    steps: dict[str, object] = {}
    for _step in range(STEPS):
        steps[f"{path}__changes_out__kind__in"] = _WHOLE
        path = f"{path}__changes_out__new"
        condition |= Q(**steps, **{path: own})
    return condition


def arrangement_links(user_id: str | int, version: ArrangementVersion, *, on: date) -> EditLinks:
    """What a person may do with an arrangement, in this version; one query."""
    taking_part = Participation.objects.filter(_of_role(), version=version).order_by("pk")
    waiting = HeldValue.objects.filter(
        arrangement_slug=version.arrangement.slug, incoming_at__isnull=False
    )
    rows = list(
        _roles(user_id, on=on)
        .annotate(
            own=Subquery(taking_part.values("pk")[:1]),
            own_name=Subquery(taking_part.values("name")[:1]),
            waits=Exists(waiting),
        )
        .values_list("kind", "organisation_id", "own", "own_name", "waits")
    )
    keeper = version.arrangement.secretariat_id
    tied = [(kind, _tie(keeper, organisation, own)) for kind, organisation, own, *_rest in rows]

    def may(right: Right) -> bool:
        return any(tie in right.allowed.get(kind, ()) for kind, tie in tied)

    may_correct = may(CORRECT_ARRANGEMENT)
    may_own = CORRECT_PARTICIPATION.allowed
    own = next(
        ((pk, name) for kind, _o, pk, name, _w in rows if pk and Tie.OWN in may_own.get(kind, ())),
        None,
    )
    return EditLinks(
        may_correct=may_correct,
        may_confirm=may(CONFIRM_ARRANGEMENT),
        may_appoint=may(APPOINT_SECRETARIAT),
        may_decide=may_correct and any(waits for *_rest, waits in rows),
        own=None if may_correct else own,
    )


def _tie(keeper: int | None, organisation: int, own: int | None) -> Tie:
    if keeper is not None and organisation == keeper:
        return Tie.OWN
    if own is None:
        return Tie.OTHER
    return Tie.KEEPING if keeper is None else Tie.TAKING_PART


def may_add_for(user_id: str | int, *, on: date) -> Exists:
    """Condition to put on a query of municipalities: this person may add an arrangement of it."""
    allowed: Mapping[str, frozenset[Tie]] = ADD_ARRANGEMENT.allowed
    of_own = [kind for kind, ties in allowed.items() if Tie.OWN in ties]
    of_any = [kind for kind, ties in allowed.items() if Tie.OTHER in ties]
    return Exists(
        _roles(user_id, on=on).filter(
            Q(kind__in=of_any) | Q(kind__in=of_own, organisation__municipality=OuterRef("pk"))
        )
    )
