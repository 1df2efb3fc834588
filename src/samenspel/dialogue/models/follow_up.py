# SPDX-License-Identifier: EUPL-1.2
"""What was promised and decided is done: commitments, their progress, and the yearly evaluation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.models import User
from samenspel.dialogue.models.meetings import Decision
from samenspel.dialogue.models.replies import Reply
from samenspel.dialogue.models.rounds import Round
from samenspel.places.models import Municipality


class Commitment(models.Model):
    """Something that somebody will do by a day; ``owner`` is an office or body, not a person."""

    class State(models.TextChoices):
        OPEN = "open", _("to be done")
        BUSY = "busy", _("being done")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="commitments")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    owner = models.CharField(max_length=160)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    reply = models.ForeignKey(
        Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["round", "due_on", "pk"]
        constraints = [models.CheckConstraint(name="commitment_has_owner", condition=~Q(owner=""))]

    def __str__(self) -> str:
        return self.title


class CommitmentStep(AddedOnly):
    """How far a commitment is, as it was reported."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=7, choices=Commitment.State.choices)
    text = models.TextField(blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("progress of a commitment")
        verbose_name_plural = _("progress of commitments")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.state}"


class Evaluation(AddedOnly):
    """What was learned, once a year or at the end, and when to look again."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="evaluations")
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    lessons = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["round", "year", "pk"]

    def __str__(self) -> str:
        return f"{self.round}: {self.year}"
