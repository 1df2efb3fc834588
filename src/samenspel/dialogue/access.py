# SPDX-License-Identifier: EUPL-1.2
"""What one actor may do in one round: asks the database a constant number of times."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from samenspel.accounts.rules import ActingRole, Actor
from samenspel.dialogue.models import Addressee, Delegate, Rapporteur, Round
from samenspel.dialogue.refusal import NotNow
from samenspel.dialogue.rules import RoundRight, Standing
from samenspel.register.rules import predecessors


class About(TypedDict, total=False):
    """What a right is asked about, as :meth:`Access.holds` says."""

    addressee: Addressee | None
    delegation_id: int | None
    municipality_id: int | None


class Access:
    """How the roles of an actor stand to a round and what belongs to it.

    At most four queries, whatever is asked: roles, who merged into whom, and for what the person
    was named (rapporteur; delegate). A municipality acts for those that merged into it.
    """

    def __init__(self, actor: Actor, round_: Round, *, on: date) -> None:
        self.actor, self.round, self.on = actor, round_, on

    @cached_property
    def _acts_for(self) -> dict[int, frozenset[int]]:
        mine = {r.municipality_id for r in self.actor.roles(self.on) if r.municipality_id}
        return predecessors(mine)

    @cached_property
    def own_municipalities(self) -> frozenset[int]:
        """The municipalities of the actor's roles and those that merged into them."""
        return frozenset(pk for pks in self._acts_for.values() for pk in pks)

    @cached_property
    def rapporteur_of(self) -> frozenset[int]:
        """The addressees in this round for which the person is rapporteur."""
        if self.actor.user is None:
            return frozenset()
        rows = Rapporteur.objects.filter(
            user=self.actor.user, ended_at__isnull=True, addressee__round=self.round
        )
        return frozenset(rows.values_list("addressee_id", flat=True))

    @cached_property
    def delegate_of(self) -> frozenset[int]:
        """The delegations in this round for which the person may vote."""
        if self.actor.user is None:
            return frozenset()
        rows = Delegate.objects.filter(user=self.actor.user, delegation__meeting__round=self.round)
        return frozenset(rows.values_list("delegation_id", flat=True))

    def _standings(
        self, role: ActingRole, municipality: int | None, is_named: bool
    ) -> frozenset[Standing]:
        found = set()
        if role.organisation_id == self.round.organisation_id:
            found.add(Standing.ASKING)
        acts_for = self._acts_for.get(role.municipality_id or 0, frozenset())
        if municipality is not None and municipality in acts_for:
            found.add(Standing.ADDRESSED)
            if is_named:
                found.add(Standing.APPOINTED)
        return frozenset(found or {Standing.OTHER})

    def holds(
        self,
        right: RoundRight,
        *,
        addressee: Addressee | None = None,
        delegation_id: int | None = None,
        municipality_id: int | None = None,
    ) -> bool:
        """Whether the actor has the right, whatever the stage of the round.

        ``addressee``: whose opinion it is about; ``delegation_id`` with ``municipality_id``: of
        which delegation; ``municipality_id`` alone: of which municipality a commitment is.
        """
        if addressee is not None:
            municipality = addressee.municipality_id
            is_named = addressee.pk in self.rapporteur_of if self.actor.user else False
        else:
            municipality = municipality_id
            is_named = delegation_id is not None and delegation_id in self.delegate_of
        return right.is_held(
            self.actor,
            on=self.on,
            standings=lambda role: self._standings(role, municipality, is_named),
        )

    def may(self, right: RoundRight, **about: Unpack[About]) -> bool:
        """Whether the actor has the right and it counts in the stage of the round."""
        return right.counts_in(self.round.stage) and self.holds(right, **about)

    def require(self, right: RoundRight, **about: Unpack[About]) -> None:
        """Go on only with the right, in a stage in which it counts.

        Raises
        ------
        PermissionDenied
            The actor does not have the right.
        NotNow
            The actor has it, but it does not count in this stage.
        """
        if not self.holds(right, **about):
            raise PermissionDenied(f"{right.action}, {right.object_kind}: not for this person")
        if not right.counts_in(self.round.stage):
            raise NotNow(
                _("This cannot be done now. The round is in this stage: %(stage)s.")
                % {"stage": self.round.get_stage_display()}
            )
