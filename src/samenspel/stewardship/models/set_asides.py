# SPDX-License-Identifier: EUPL-1.2
"""Findings of the quality rules that somebody set aside, with the reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.models import User


class SetAside(AddedOnly):
    """A finding does not apply, because ...; until the day on which to look again.

    The finding is known by the rule, the permanent address of the arrangement and the subject
    within it (empty: the arrangement itself). The last row about it counts: it is taken back by
    one more row that ``is_taken_back``.
    """

    rule = models.CharField(max_length=60)
    arrangement_slug = models.CharField(max_length=700, db_index=True)
    subject = models.CharField(max_length=600, blank=True)
    reason = models.TextField(blank=True)
    look_again_on = models.DateField()
    is_taken_back = models.BooleanField(default=False)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("finding set aside")
        verbose_name_plural = _("findings set aside")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="set_aside_has_reason", condition=Q(is_taken_back=True) | ~Q(reason="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.arrangement_slug} {self.subject}"
