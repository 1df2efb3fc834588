# SPDX-License-Identifier: EUPL-1.2
"""The reply to every point of every opinion, and the memo that makes replies final."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.models import User
from samenspel.dialogue.models.opinions import OpinionPoint
from samenspel.dialogue.models.rounds import Round


class Verdict(models.TextChoices):
    """What is done with a point."""

    ADOPT = "adopt", pgettext_lazy("reply to a point", "adopted")
    PARTLY = "partly", pgettext_lazy("reply to a point", "adopted in part")
    REJECT = "reject", pgettext_lazy("reply to a point", "not adopted")
    LATER = "later", pgettext_lazy("reply to a point", "for later")


class Memo(AddedOnly):
    """A reply memo: the replies as they were sent to the councils."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="memos")
    number = models.PositiveSmallIntegerField()
    introduction = models.TextField(blank=True)
    # Every point with its reply, as plain values.
    content = models.JSONField()
    on = models.DateField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("reply memo")
        verbose_name_plural = _("reply memos")
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="memo_number_once")]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"


class Reply(models.Model):
    """The reply to one point; with a memo it is final."""

    point = models.OneToOneField(OpinionPoint, on_delete=models.PROTECT, related_name="reply")
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    reason = models.TextField()
    # What changes in the text, and in which clause (its key), when the point is adopted.
    change = models.TextField(blank=True)
    clause_key = models.SlugField(max_length=60, blank=True)
    memo = models.ForeignKey(
        Memo, null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    edition = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["point"]
        constraints = [
            models.CheckConstraint(name="reply_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="reply_adopted_says_change",
                condition=~Q(verdict__in=["adopt", "partly"]) | ~Q(change=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id}: {self.verdict}"
