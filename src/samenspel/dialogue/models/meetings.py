# SPDX-License-Identifier: EUPL-1.2
"""The meeting in which the board decides: delegations, mandates, proposals, votes, decisions.

Votes and decisions are only ever added to, and stand in the chain of the round as well.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.models import User
from samenspel.dialogue.models.rounds import Addressee, Round, RoundDocument
from samenspel.places.models import Municipality


class Meeting(models.Model):
    """A meeting of the board, with its quorum.

    The quorum is reached when more than ``quorum_members`` per cent of the members are there and,
    where given, more than ``quorum_votes`` per cent of all votes.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="meetings")
    name = models.CharField(max_length=160)
    begins_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    quorum_members = models.PositiveSmallIntegerField(default=50)
    quorum_votes = models.PositiveSmallIntegerField(null=True, blank=True)
    allows_split = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("meeting of the board")
        verbose_name_plural = _("meetings of the board")
        ordering = ["round", "begins_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_quorum",
                condition=Q(quorum_members__lt=100)
                & (Q(quorum_votes__isnull=True) | Q(quorum_votes__lt=100)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.begins_at:%Y-%m-%d}"


class Delegation(models.Model):
    """A member of the board in a meeting, with its votes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="delegations")
    addressee = models.ForeignKey(
        Addressee, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    name = models.CharField(max_length=200)
    votes = models.PositiveIntegerField()
    is_chair = models.BooleanField(default=False)
    is_present = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["meeting", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name"], name="delegation_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(is_chair=True), name="delegation_one_chair"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Delegate(models.Model):
    """A person who may vote for a delegation."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="delegates")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegate_of")
    named_at = models.DateTimeField()
    named_by_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        ordering = ["delegation", "pk"]
        constraints = [models.UniqueConstraint(fields=["delegation", "user"], name="delegate_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.delegation}"


class Proposal(models.Model):
    """What is voted on, and the majority that it needs.

    ``needs_votes`` and ``needs_members``: the part, out of ``needs_of``, of the votes cast (of the
    members taking part in the vote) that must be in favour; more than that where ``is_strict``, at
    least that otherwise. Two thirds is 2 of 3; per cents are out of 100. Unanimity: nobody against.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        VOTING = "voting", _("being voted on")
        TIED = "tied", _("a tie: to be voted on again")
        DECIDED = "decided", _("decided")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class TieRule(models.TextChoices):
        AGAIN_THEN_CHAIR = "again_then_chair", _("voted again; then the chair decides")
        AGAIN_THEN_REJECTED = "again_then_rejected", _("voted again; then not adopted")
        REJECTED = "rejected", _("not adopted")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    document = models.ForeignKey(
        RoundDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    needs_votes = models.PositiveSmallIntegerField(default=50)
    needs_members = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_of = models.PositiveSmallIntegerField(default=100)
    is_strict = models.BooleanField(default=True)
    is_unanimous = models.BooleanField(default=False)
    tie_rule = models.CharField(
        max_length=19, choices=TieRule.choices, default=TieRule.AGAIN_THEN_CHAIR
    )
    majority_source = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="proposal_number_once"),
            models.CheckConstraint(
                name="proposal_majority",
                condition=Q(needs_of__gte=1)
                & Q(needs_votes__lte=models.F("needs_of"))
                & (Q(needs_members__isnull=True) | Q(needs_members__lte=models.F("needs_of"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Mandate(AddedOnly):
    """What a council told its delegation about a proposal; the last one counts."""

    class Position(models.TextChoices):
        FOR = "for", _("in favour")
        AGAINST = "against", _("against")
        FREE = "free", _("free")

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="mandates")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="mandates")
    position = models.CharField(max_length=7, choices=Position.choices)
    text = models.TextField(blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.delegation}: {self.position}"


class Ballot(models.Model):
    """One time that a proposal is voted on (again after a tie).

    ``present``: the delegations that were there when it opened, by primary key. ``outcome`` and
    ``tally`` are written down when it closes; void: too few delegations took part.
    """

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("not adopted")
        TIED = "tied", _("a tie")
        VOID = "void", _("not valid: too few took part")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="ballots")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    present = models.JSONField(default=list)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    tally = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["proposal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="ballot_number_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(closed_at__isnull=True), name="ballot_one_open"
            ),
            models.CheckConstraint(
                name="ballot_outcome_when_closed",
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, {self.number}"


class Vote(AddedOnly):
    """The votes of one delegation in one ballot; split only where the meeting allows it."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="votes")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="cast")
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    votes_abstained = models.PositiveIntegerField()
    # Called out in the room and written down by the secretariat.
    is_recorded = models.BooleanField(default=False)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["ballot", "delegation"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "delegation"], name="vote_once"),
        ]

    def __str__(self) -> str:
        return f"{self.delegation}: {self.votes_for}/{self.votes_against}"

    @property
    def votes(self) -> int:
        """All votes of the delegation in this ballot."""
        return self.votes_for + self.votes_against + self.votes_abstained


class Decision(AddedOnly):
    """How a proposal ended; ``tally`` holds the counts and what they were held against."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("not adopted")

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    by_chair = models.BooleanField(default=False)
    tally = models.JSONField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["proposal"]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.outcome}"
