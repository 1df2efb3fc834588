# SPDX-License-Identifier: EUPL-1.2
"""Statements to which residents and councillors at large react.

Who reacted is known as a keyed digest only, enough to count everybody once; when is not known at
all. What is published stands in tables of its own, which change in steps: nobody sees one reaction
come in.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samenspel.dialogue.models.rounds import Round


class Statement(models.Model):
    """A sentence to agree or disagree with; it does not change once it has a reaction."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=280)
    is_open = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="statement_number_once")
        ]

    def __str__(self) -> str:
        return self.text


class Reaction(models.Model):
    """What one person answered to one statement; published in aggregate only."""

    class Audience(models.TextChoices):
        RESIDENT = "resident", _("residents")
        COUNCILLOR = "councillor", _("councillors")

    class Value(models.TextChoices):
        AGREE = "agree", _("agree")
        DISAGREE = "disagree", _("disagree")
        PASS = "pass", _("pass")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="reactions")
    # Keyed digest of the person (or of the cookie), different in every round.
    voter = models.CharField(max_length=64)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    value = models.CharField(max_length=8, choices=Value.choices)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        ordering = ["statement", "voter"]
        constraints = [models.UniqueConstraint(fields=["statement", "voter"], name="reaction_once")]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.value}"


class StatementCount(models.Model):
    """How an audience reacts to a statement, as it was last published."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="counts")
    audience = models.CharField(max_length=10, choices=Reaction.Audience.choices)
    agree = models.PositiveIntegerField()
    disagree = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("published count of a statement")
        verbose_name_plural = _("published counts of statements")
        ordering = ["statement", "audience"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "audience"], name="statement_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}, {self.audience}: {self.total}"

    @property
    def total(self) -> int:
        """All reactions that were counted."""
        return self.agree + self.disagree + self.passed


class OpinionMap(models.Model):
    """The opinion groups of a round as they were last published, as plain values.

    ``people``: how many had reacted then.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="opinion_map")
    people = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        verbose_name = _("map of opinion groups")
        verbose_name_plural = _("maps of opinion groups")
        ordering = ["round"]

    def __str__(self) -> str:
        return f"{self.round}: {self.people}"
