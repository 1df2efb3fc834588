# SPDX-License-Identifier: EUPL-1.2
"""What was agreed, for how long and to what end, and how each party decided on it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.chain import ChainedRecord
from samenspel.citylinks.models.links import CityLink, Party


class Agreement(models.Model):
    """A version of the agreement; once fixed it never changes, a change is a new version.

    In force from ``valid_from`` up to and including ``last_day`` (empty: without an end).
    ``notice_days`` is how long before the end, or before leaving, it has to be said.
    """

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_where = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(null=True, blank=True)
    is_extended_silently = models.BooleanField(default=False)
    source = models.CharField(max_length=500, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_by_name = models.CharField(max_length=160, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["link", "number"]
        constraints = [
            models.UniqueConstraint(fields=["link", "number"], name="agreement_number_once"),
            models.CheckConstraint(
                name="agreement_period",
                condition=Q(valid_from__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Aim(models.Model):
    """What the partners want to reach; ``key`` is the same in every agreement that has it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="aims")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    # How the partners will see that it was reached.
    measure = models.TextField(blank=True)

    class Meta:
        verbose_name = _("aim")
        verbose_name_plural = _("aims")
        ordering = ["agreement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="aim_key_once"),
            models.UniqueConstraint(fields=["agreement", "position"], name="aim_position_once"),
        ]

    def __str__(self) -> str:
        return self.title


class PartyDecision(AddedOnly):
    """What the council or executive of a party decided on an agreement, or on ending the link.

    Never changed: who made a mistake adds a decision that ``replaces`` it.
    """

    class Body(models.TextChoices):
        COUNCIL = "council", _("council")
        EXECUTIVE = "executive", _("executive")

    class About(models.TextChoices):
        AGREEMENT = "agreement", _("the agreement")
        ENDING = "ending", _("ending the link")

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="decisions")
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="decisions")
    about = models.CharField(max_length=9, choices=About.choices, default=About.AGREEMENT)
    body = models.CharField(max_length=9, choices=Body.choices)
    on = models.DateField()
    is_adopted = models.BooleanField()
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("decision of a party")
        verbose_name_plural = _("decisions of parties")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="party_decision_about",
                condition=Q(about="agreement", agreement__isnull=False)
                | Q(about="ending", agreement__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.on}"


class GroupVote(AddedOnly):
    """How one political group in the council voted; ``seats`` are the votes it cast."""

    class Stance(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        DIVIDED = "divided", _("divided")
        ABSENT = "absent", _("absent")

    decision = models.ForeignKey(PartyDecision, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    seats = models.PositiveSmallIntegerField()
    stance = models.CharField(max_length=7, choices=Stance.choices)
    # In the coalition that carries the executive; empty is not known.
    is_coalition = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("vote of a political group")
        verbose_name_plural = _("votes of political groups")
        ordering = ["decision", "-seats", "name"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "name"], name="group_vote_once"),
            models.CheckConstraint(name="group_vote_seats", condition=Q(seats__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.stance}"


class DecisionRecord(ChainedRecord):
    """A decision as it was written down, in the chain of its link."""

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="chain")

    class Meta:
        verbose_name = _("record of a decision")
        verbose_name_plural = _("records of decisions")
        ordering = ["link", "number"]
        constraints = [
            models.UniqueConstraint(fields=["link", "number"], name="decision_record_number_once"),
            models.UniqueConstraint(fields=["kind", "key"], name="decision_record_object_once"),
        ]

    def __str__(self) -> str:
        return f"{self.link_id}.{self.number}"
