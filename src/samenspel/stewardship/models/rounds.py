# SPDX-License-Identifier: EUPL-1.2
"""The yearly confirm round of a municipality: who answered what, and who was reminded when.

Answers and reminders are only ever added to; the last answer about an arrangement counts.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.models import User
from samenspel.places.models import Municipality


class ConfirmRound(models.Model):
    """The round of one municipality in one year.

    ``deadline`` is the last day. Which arrangements it is about is not stored: all that the
    municipality is in, so that one added half-way appears.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="confirm_rounds"
    )
    year = models.PositiveSmallIntegerField()
    begins_on = models.DateField()
    deadline = models.DateField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    started_by_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("confirm round")
        verbose_name_plural = _("confirm rounds")
        ordering = ["-year", "municipality"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year"], name="round_once_a_year"),
            models.CheckConstraint(
                name="round_ends_after_begin", condition=Q(deadline__gt=F("begins_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("municipality-confirm", args=[self.municipality.slug])


class RoundAnswer(AddedOnly):
    """What a municipality said about one arrangement in a round."""

    class Kind(models.TextChoices):
        RIGHT = "right", _("still right")
        UNKNOWN = "unknown", _("not known to us")

    round = models.ForeignKey(ConfirmRound, on_delete=models.PROTECT, related_name="answers")
    arrangement_slug = models.CharField(max_length=700, db_index=True)
    name = models.CharField(max_length=500)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    question = models.TextField(blank=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("answer in a confirm round")
        verbose_name_plural = _("answers in confirm rounds")
        ordering = ["round", "at", "id"]
        constraints = [
            models.CheckConstraint(
                name="answer_question_if_and_only_if",
                condition=Q(kind="right", question="") | (Q(kind="unknown") & ~Q(question="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.arrangement_slug}: {self.kind}"


class Reminder(AddedOnly):
    """One thing of which one person was told by e-mail, once.

    About a moment of a round (``round``), or about a question of another municipality (``answer``).
    """

    class Occasion(models.TextChoices):
        START = "start", _("start of the round")
        HALFWAY = "halfway", _("half-way")
        LAST_WEEK = "last_week", _("one week before the end")
        DEADLINE = "deadline", _("last day")
        QUESTION = "question", _("question of another municipality")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reminders")
    occasion = models.CharField(max_length=9, choices=Occasion.choices)
    round = models.ForeignKey(
        ConfirmRound, null=True, blank=True, on_delete=models.PROTECT, related_name="reminders"
    )
    answer = models.ForeignKey(
        RoundAnswer, null=True, blank=True, on_delete=models.PROTECT, related_name="reminders"
    )
    at = models.DateTimeField()
    email = models.EmailField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="reminder_about_one_thing",
                condition=Q(occasion="question", answer__isnull=False, round__isnull=True)
                | (~Q(occasion="question") & Q(answer__isnull=True, round__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["user", "round", "occasion"],
                condition=Q(round__isnull=False),
                name="reminder_once_per_moment",
            ),
            models.UniqueConstraint(
                fields=["user", "answer"],
                condition=Q(answer__isnull=False),
                name="reminder_once_per_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.occasion}"
