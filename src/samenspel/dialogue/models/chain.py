# SPDX-License-Identifier: EUPL-1.2
"""The chain of a round: everything that must never change, each record linked to the one before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.chain import ChainedRecord
from samenspel.dialogue.models.rounds import Round


class ChainRecord(ChainedRecord):
    """One record in the chain of a round."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="chain")

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
