# SPDX-License-Identifier: EUPL-1.2
"""What every kind of list that a municipality sends has in common."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.places.models import Municipality

LONGEST_FILENAME = 200
DECIDED_IF_AND_ONLY_IF = Q(state="checked", decided_at__isnull=True) | (
    ~Q(state="checked") & Q(decided_at__isnull=False)
)
"""A list is decided on exactly when it is known when; for a constraint of each kind."""


class SentList(models.Model):
    """A list as it was sent: its rows as text, so that it can be compared again at any time.

    ``digest``: SHA-256 of the file. ``heads``: heads of the columns. ``rows``: ``[number in the
    spreadsheet, [cells]]``. ``notices``: what the reader of files says about it. Each kind adds the
    municipality, what is kept beside the rows, and what came of it.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("checked, nothing written yet")
        APPLIED = "applied", _("taken over")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("thrown away")

    municipality: models.ForeignKey[Municipality]
    filename = models.CharField(max_length=LONGEST_FILENAME)
    digest = models.CharField(max_length=64)
    uploaded_by_name = models.CharField(max_length=160)
    uploaded_at = models.DateTimeField()
    heads = models.JSONField()
    rows = models.JSONField()
    notices = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKED)
    decided_by_name = models.CharField(max_length=160, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.filename} ({self.municipality})"
