# SPDX-License-Identifier: EUPL-1.2
"""The lists of city links that municipalities sent, and which links came of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.models.links import CityLink
from samenspel.places.models import Municipality


class LinkList(models.Model):
    """A list of links as it was sent, to be looked at before anything is written.

    ``heads``: the heads that are understood; cells of other columns are not kept, since nobody
    looks at them and they may name people. ``rows``: ``[number in the spreadsheet, [cells]]``,
    emptied when the list is thrown away. ``left_out``: heads that were not understood.
    ``links``: what came of it.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("checked, nothing written yet")
        APPLIED = "applied", _("taken over")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("thrown away")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="lists_of_links"
    )
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    uploaded_by_name = models.CharField(max_length=160)
    uploaded_at = models.DateTimeField()
    heads = models.JSONField()
    rows = models.JSONField()
    notices = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKED)
    decided_by_name = models.CharField(max_length=160, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    links = models.ManyToManyField(CityLink, related_name="lists")

    class Meta:
        verbose_name = _("list of city links")
        verbose_name_plural = _("lists of city links")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="link_list_decided_if_and_only_if",
                condition=Q(state="checked", decided_at__isnull=True)
                | (~Q(state="checked") & Q(decided_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.municipality})"
