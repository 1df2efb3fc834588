# SPDX-License-Identifier: EUPL-1.2
"""Who was told what about a dialogue by e-mail, and when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.models import User
from samenspel.dialogue.models.opinions import Sending
from samenspel.dialogue.models.rounds import Addressee


class DialogueReminder(AddedOnly):
    """One thing of which one address was told, once.

    About a moment in the term of an addressee (with its last day: a longer term has moments of its
    own), or about an opinion that arrived (``sending``).
    """

    class Occasion(models.TextChoices):
        SENT = "sent", _("the question was sent")
        HALFWAY = "halfway", _("half-way")
        TWO_WEEKS = "two_weeks", _("two weeks before the last day")
        LAST_WEEK = "last_week", _("one week before the last day")
        LAST_DAY = "last_day", _("last day")
        ARRIVED = "arrived", _("an opinion arrived")

    email = models.EmailField()
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="dialogue_reminders"
    )
    occasion = models.CharField(max_length=9, choices=Occasion.choices)
    addressee = models.ForeignKey(
        Addressee, null=True, blank=True, on_delete=models.PROTECT, related_name="reminders"
    )
    due_on = models.DateField(null=True, blank=True)
    sending = models.ForeignKey(
        Sending, null=True, blank=True, on_delete=models.PROTECT, related_name="reminders"
    )
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder of a dialogue")
        verbose_name_plural = _("reminders of dialogues")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="dialogue_reminder_about_one_thing",
                condition=Q(occasion="arrived", sending__isnull=False, addressee__isnull=True)
                | (~Q(occasion="arrived") & Q(sending__isnull=True, addressee__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["email", "addressee", "occasion", "due_on"],
                condition=Q(addressee__isnull=False),
                name="dialogue_reminder_once_per_moment",
            ),
            models.UniqueConstraint(
                fields=["email", "addressee"],
                condition=Q(occasion="sent"),
                name="dialogue_reminder_sent_once",
            ),
            models.UniqueConstraint(
                fields=["email", "sending"],
                condition=Q(sending__isnull=False),
                name="dialogue_reminder_arrived_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.occasion}"
