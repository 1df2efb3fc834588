# SPDX-License-Identifier: EUPL-1.2
"""The interim balance as it was published: a fixed version each time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.models import User
from samenspel.dialogue.models.rounds import Round, RoundDocument


class Balance(AddedOnly):
    """Where the bodies stand, as it was on a moment; public from ``public_from`` (the embargo)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="balances")
    number = models.PositiveSmallIntegerField()
    document = models.ForeignKey(RoundDocument, on_delete=models.PROTECT, related_name="+")
    introduction = models.TextField(blank=True)
    # Everything that the page of this version shows, as plain values.
    content = models.JSONField()
    public_from = models.DateTimeField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("interim balance")
        verbose_name_plural = _("interim balances")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="balance_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"


class BalancePart(AddedOnly):
    """What a version says about one clause at length: its points, as plain values.

    Kept apart from ``Balance.content``, so that a page about one clause reads only that one. The
    part without a key has the general points.
    """

    balance = models.ForeignKey(Balance, on_delete=models.PROTECT, related_name="parts")
    key = models.SlugField(max_length=60, blank=True)
    content = models.JSONField()

    class Meta:
        verbose_name = _("part of an interim balance")
        verbose_name_plural = _("parts of interim balances")
        ordering = ["balance", "key"]
        constraints = [models.UniqueConstraint(fields=["balance", "key"], name="balance_part_once")]

    def __str__(self) -> str:
        return f"{self.balance_id}: {self.key}"
