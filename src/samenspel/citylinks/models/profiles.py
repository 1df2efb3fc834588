# SPDX-License-Identifier: EUPL-1.2
"""What a municipality says of itself to find a partner: offers, needs, challenges."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.places.models import Municipality


class ProfileEntry(models.Model):
    """One thing that a municipality offers, needs, faces, or is strong or weak in.

    ``theme`` is a key of the six themes (``analysis.policy_areas.THEMES``), ``domain`` a key of the
    official policy domains or empty. Only what is shared is seen by others and counts in the
    finder; the rest is for people of the own municipality. A removed one is kept, so that it can be
    put back; it is seen by nobody else and counts nowhere.
    """

    class Kind(models.TextChoices):
        OFFER = "offer", _("offer")
        NEED = "need", _("need")
        CHALLENGE = "challenge", _("challenge")
        STRENGTH = "strength", _("strength")
        WEAKNESS = "weakness", _("weakness")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="link_profile"
    )
    kind = models.CharField(max_length=9, choices=Kind.choices)
    theme = models.CharField(max_length=40)
    domain = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=300)
    is_shared = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=160)
    removed_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("entry of a profile")
        verbose_name_plural = _("entries of profiles")
        ordering = ["municipality", "kind", "theme", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "theme", "text"],
                condition=Q(removed_at__isnull=True),
                name="profile_entry_once",
            )
        ]

    def __str__(self) -> str:
        return self.text
