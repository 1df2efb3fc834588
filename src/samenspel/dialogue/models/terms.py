# SPDX-License-Identifier: EUPL-1.2
"""What an arrangement sets about terms itself, and when a council does not meet."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.models import User
from samenspel.places.models import Municipality


class OwnTerm(AddedOnly):
    """A term that an arrangement sets itself; of each rule the last one told counts.

    ``weeks`` is empty where the arrangement went back to what the law says. The arrangement is
    named by its permanent address, as in a round.
    """

    arrangement_slug = models.CharField(max_length=700, db_index=True)
    rule = models.CharField(max_length=40)
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    # Where it stands: the article of the arrangement.
    source = models.CharField(max_length=300)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("term of an arrangement")
        verbose_name_plural = _("terms of arrangements")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="own_term_weeks",
                condition=Q(weeks__isnull=True) | Q(weeks__gte=1, weeks__lte=520),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.arrangement_slug}: {self.rule}, {self.weeks}"


class Recess(models.Model):
    """A time in which a council does not meet; ``ends`` is the first day after it."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="recesses"
    )
    name = models.CharField(max_length=80)
    begins = models.DateField()
    ends = models.DateField()
    source = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("recess")
        verbose_name_plural = _("recesses")
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(name="recess_period", condition=Q(ends__gt=F("begins"))),
            models.UniqueConstraint(fields=["municipality", "begins"], name="recess_begins_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.begins:%Y-%m-%d}"

    @property
    def last_day(self) -> date:
        """The last day of the recess."""
        return self.ends - timedelta(days=1)
