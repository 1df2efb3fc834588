# SPDX-License-Identifier: EUPL-1.2
"""The lists that municipalities sent, and what came of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import User
from samenspel.places.models import Municipality
from samenspel.register.models import DECIDED_IF_AND_ONLY_IF, ChangeSet, SentList


class ImportedList(SentList):
    """A list of arrangements, to be compared with the register before anything is written.

    ``choices``: from the number of a row to the address of the arrangement that a person said it
    is, or to "new". ``change_sets``: what was done when it was taken over, in order of their keys.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="imported_lists"
    )
    uploaded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    choices = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)
    change_sets = models.ManyToManyField(ChangeSet, related_name="imported_lists")

    class Meta(SentList.Meta):
        verbose_name = _("list of a municipality")
        verbose_name_plural = _("lists of municipalities")
        constraints = [
            models.CheckConstraint(
                name="imported_list_decided_if_and_only_if", condition=DECIDED_IF_AND_ONLY_IF
            )
        ]
