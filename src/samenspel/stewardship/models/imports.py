# SPDX-License-Identifier: EUPL-1.2
"""The lists that municipalities sent, and what came of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import User
from samenspel.places.models import Municipality
from samenspel.register.models import ChangeSet


class ImportedList(models.Model):
    """A list as it was sent: its rows as text, so that it can be compared again at any time.

    ``heads``: heads of the columns. ``rows``: ``[number in the spreadsheet, [cells]]``.
    ``choices``: from the number of a row to the address of the arrangement that a person said it
    is, or to "new".
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("checked, nothing written yet")
        APPLIED = "applied", _("taken over")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("thrown away")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="imported_lists"
    )
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_by_name = models.CharField(max_length=160)
    uploaded_at = models.DateTimeField()
    heads = models.JSONField()
    rows = models.JSONField()
    notices = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKED)
    decided_by_name = models.CharField(max_length=160, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)
    # What was done when it was taken over, in order of their keys.
    change_sets = models.ManyToManyField(ChangeSet, related_name="imported_lists")

    class Meta:
        verbose_name = _("list of a municipality")
        verbose_name_plural = _("lists of municipalities")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="imported_list_decided_if_and_only_if",
                condition=Q(state="checked", decided_at__isnull=True)
                | (~Q(state="checked") & Q(decided_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.municipality})"
