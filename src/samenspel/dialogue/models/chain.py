# SPDX-License-Identifier: EUPL-1.2
"""The chain of a round: everything that must never change, each record linked to the one before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.dialogue.models.rounds import Round


class ChainRecord(AddedOnly):
    """One record: what was fixed, as plain values, with the digest of the record before.

    ``digest`` is SHA-256 of the canonical JSON of number, kind, key, moment, payload and previous
    digest; the first record links to 64 zeros.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="chain")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    # What the record is of: the primary key of the row, as text.
    key = models.CharField(max_length=60)
    payload = models.JSONField()
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("record of the chain")
        verbose_name_plural = _("records of the chain")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="chain_number_once"),
            models.UniqueConstraint(fields=["round", "previous"], name="chain_previous_once"),
            models.UniqueConstraint(fields=["kind", "key"], name="chain_object_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}.{self.number} {self.kind}"
