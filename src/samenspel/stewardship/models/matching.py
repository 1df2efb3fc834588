# SPDX-License-Identifier: EUPL-1.2
"""Pairs of arrangements that may be one and the same, and what people decided about them.

A pair is known by the permanent addresses of both arrangements, so that a decision outlives the
record: a source that drops an arrangement and brings it back finds the pair as it was. Decisions
are only ever added to; the newest one counts.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import User
from samenspel.register.models import Arrangement, ChangeSet


class Match(models.Model):
    """Two arrangements, how alike they are and why; in the order of their addresses.

    ``score`` lies in [0, 1]; ``parts`` holds what it is made of (``analysis.record_linkage``):
    name, names, members, common, only_first, only_second, form, seat, identifier, is_decisive.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("not decided yet")
        SAME = "same", _("the same arrangement")
        DIFFERENT = "different", _("different arrangements")

    first = models.ForeignKey(
        Arrangement, null=True, on_delete=models.SET_NULL, related_name="matches_as_first"
    )
    second = models.ForeignKey(
        Arrangement, null=True, on_delete=models.SET_NULL, related_name="matches_as_second"
    )
    first_slug = models.CharField(max_length=700)
    second_slug = models.CharField(max_length=700)
    score = models.FloatField()
    parts = models.JSONField()
    # Whether the newest comparison still proposes it; decided pairs stay whatever it says.
    is_current = models.BooleanField(default=True)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    # How many differences there were, and the state of both records in which that was counted.
    differences = models.PositiveIntegerField(null=True, blank=True)
    counted_for = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("match of two arrangements")
        verbose_name_plural = _("matches of arrangements")
        ordering = ["-score", "first_slug", "second_slug"]
        constraints = [
            models.UniqueConstraint(fields=["first_slug", "second_slug"], name="match_once"),
            models.CheckConstraint(name="match_of_two", condition=~Q(first_slug=F("second_slug"))),
            models.CheckConstraint(
                name="match_score_is_share", condition=Q(score__gte=0, score__lte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_slug} ~ {self.second_slug}"


class _Added(models.Model):
    """Something that a person decided; never changed, never removed."""

    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=160)
    organisation_name = models.CharField(max_length=160, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; an existing one never changes."""
        if not self._state.adding:
            raise TypeError("a decision is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: a decision is never removed."""
        raise TypeError("a decision is never removed")


class MatchDecision(_Added):
    """Whether two arrangements are one and the same; ``state`` "proposed": not known after all."""

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="decisions")
    state = models.CharField(max_length=10, choices=Match.State.choices)

    class Meta:
        verbose_name = _("decision on a match")
        verbose_name_plural = _("decisions on matches")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.match}: {self.state}"


class FieldDecision(_Added):
    """Which of two sources is right about one field, and what both said at that time.

    ``field`` is a field of the version, or ``participant:`` with what identifies the participant.
    When a side says something else later, the decision is stale.
    """

    class Chosen(models.TextChoices):
        FIRST = "first", _("the first source is right")
        SECOND = "second", _("the second source is right")
        BOTH = "both", _("both stay as they are")

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="field_decisions")
    field = models.CharField(max_length=600)
    first_value = models.JSONField(null=True)
    second_value = models.JSONField(null=True)
    chosen = models.CharField(max_length=6, choices=Chosen.choices)
    # The correction of the register that came of it.
    change_set = models.ForeignKey(ChangeSet, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("decision on a difference")
        verbose_name_plural = _("decisions on differences")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.match} {self.field}: {self.chosen}"
