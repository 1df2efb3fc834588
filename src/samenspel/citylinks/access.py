# SPDX-License-Identifier: EUPL-1.2
"""What one actor may do in the file of one link; a constant number of queries."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from samenspel.accounts.rules import ActingRole, Actor
from samenspel.citylinks.models import CityLink, Party, Person
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_FILE, SEE_FILE, LinkRight, Standing
from samenspel.places.models import on_date
from samenspel.register.rules import predecessors


class Access:
    """How an actor stands to a link: through roles of municipalities, or named in the file.

    At most four queries, whatever is asked. A municipality acts for those that merged into it; a
    party that has left gives no standing after its last day.
    """

    def __init__(self, actor: Actor, link: CityLink, *, on: date) -> None:
        self.actor, self.link, self.on = actor, link, on

    @cached_property
    def _acts_for(self) -> dict[int, frozenset[int]]:
        mine = {r.municipality_id for r in self.actor.roles(self.on) if r.municipality_id}
        return predecessors(mine)

    @cached_property
    def _party_municipalities(self) -> frozenset[int]:
        there = (one for one in self.link.parties.all() if one.takes_part(self.on))
        return frozenset(one.municipality_id for one in there if one.municipality_id)

    @cached_property
    def own_municipalities(self) -> frozenset[int]:
        """The municipalities of the actor's roles and those that merged into them."""
        return frozenset(pk for pks in self._acts_for.values() for pk in pks)

    @cached_property
    def named_as(self) -> frozenset[str]:
        """The kinds as which the actor is named in the file on the day."""
        if self.actor.user is None or not self.actor.user.is_active:
            return frozenset()
        rows = Person.objects.filter(on_date(self.on), link=self.link, user=self.actor.user)
        return frozenset(rows.values_list("kind", flat=True))

    def _standings(self, role: ActingRole, municipality: int | None) -> frozenset[Standing]:
        acts_for = self._acts_for.get(role.municipality_id or 0, frozenset())
        found = set()
        if acts_for & self._party_municipalities:
            found.add(Standing.PARTY)
        if municipality is not None and municipality in acts_for:
            found.add(Standing.OWN)
        return frozenset(found or {Standing.OTHER})

    def holds(self, right: LinkRight, *, party: Party | None = None) -> bool:
        """Whether the actor has the right, whatever the stage; ``party``: of whom the object is."""
        municipality = party.municipality_id if party is not None else None
        return right.is_held(
            self.actor,
            on=self.on,
            standings=lambda role: self._standings(role, municipality),
            named_as=lambda: self.named_as,
        )

    def may(self, right: LinkRight, *, party: Party | None = None) -> bool:
        """Whether the actor has the right and it counts in the stage of the link."""
        return right.counts_in(self.link.stage) and self.holds(right, party=party)

    @property
    def is_member(self) -> bool:
        """Whether the actor sees the file, with its people."""
        return self.may(SEE_FILE)

    @property
    def keeps(self) -> bool:
        """Whether the actor may keep the file up to date."""
        return self.may(KEEP_FILE)

    def require(self, right: LinkRight, *, party: Party | None = None) -> None:
        """Go on only with the right, in a stage in which it counts.

        Raises
        ------
        PermissionDenied
            The actor does not have the right.
        LinkRefused
            The actor has it, but it does not count in this stage.
        """
        if not self.holds(right, party=party):
            raise PermissionDenied(f"{right.action}, {right.object_kind}: not for this person")
        if not right.counts_in(self.link.stage):
            raise LinkRefused(
                _("This cannot be done now. The link is in this stage: %(stage)s.")
                % {"stage": self.link.get_stage_display()}
            )
