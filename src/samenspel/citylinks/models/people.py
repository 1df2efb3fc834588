# SPDX-License-Identifier: EUPL-1.2
"""Who carries the link on each side, and how the work passes from one to the next."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import User
from samenspel.citylinks.models.links import CityLink, Party
from samenspel.places.models import period_constraint


class Person(models.Model):
    """Somebody in the file; seen by members only.

    Removed on request: name, addresses and account go, the row stays, so that the history still
    says that there was somebody of that kind at that party (``removed_at``).
    """

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator of the link")
        POLITICAL = "political", _("mayor or alderman")
        COUNCILLOR = "councillor", _("councillor")
        OFFICIAL = "official", _("official")
        SOCIETY = "society", _("person of an organisation in society")
        OTHER = "other", _("other")

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="people")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="people")
    kind = models.CharField(max_length=11, choices=Kind.choices)
    name = models.CharField(max_length=160, blank=True)
    function = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    # Who has an account on this site with this address sees the file; ``user`` is that account.
    # Whether there is one is nobody else's business: pages never say so.
    account_email = models.EmailField(blank=True)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="in_links"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("person in a file")
        verbose_name_plural = _("people in files")
        ordering = ["link", "party__position", "kind", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="person_has_a_name_or_is_removed",
                condition=(Q(removed_at__isnull=True) & ~Q(name=""))
                | Q(
                    removed_at__isnull=False,
                    name="",
                    function="",
                    email="",
                    telephone="",
                    account_email="",
                    user__isnull=True,
                ),
            ),
            period_constraint("person_period"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("a person who was removed from the file"))


class Handover(models.Model):
    """The work of somebody who leaves, passed on: what is open, whom to know, what was promised.

    Begun when it is known that somebody leaves; ``done_on`` when the successor has taken over.
    """

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="handovers")
    leaving = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handed_over")
    successor = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="took_over"
    )
    last_day = models.DateField()
    open_matters = models.TextField(blank=True)
    promises = models.TextField(blank=True)
    whom_to_know = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    begun_by_name = models.CharField(max_length=160)
    done_on = models.DateField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["link", "-last_day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["leaving"], condition=Q(done_on__isnull=True), name="handover_open_once"
            ),
            models.CheckConstraint(
                name="handover_done_has_successor",
                condition=Q(done_on__isnull=True) | Q(successor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaving} ({self.last_day})"
