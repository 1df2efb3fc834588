# SPDX-License-Identifier: EUPL-1.2
"""What was loaded: a collection per data package, and the bodies it names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samenspel.places.models import Country


class Collection(models.Model):
    """What one data package says about the arrangements of one country."""

    class Kind(models.TextChoices):
        REGISTER = "register", _("register with periods")
        INVENTORY = "inventory", _("inventory of one day")
        EXAMPLE = "example", _("example")

    slug = models.SlugField(max_length=500, unique=True)
    title = models.CharField()
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    country = models.CharField(max_length=2, choices=Country.choices)
    observed_on = models.DateField()
    # First day from which a register may be read as complete; see decision 4.
    complete_from = models.DateField(null=True, blank=True)
    loaded_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)
    licences = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    # Rows per table of the package, and rows read that belong to nothing (table -> number).
    table_rows = models.JSONField(default=dict)
    unlinked_rows = models.JSONField(default=dict)

    @property
    def has_arrangements(self) -> bool:
        """Whether the package says anything about arrangements; some are of places only."""
        return not self.table_rows or "arrangements" in self.table_rows

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["country", "-observed_on", "slug"]

    def __str__(self) -> str:
        return self.title


class Body(models.Model):
    """An organisation that carries out one or more arrangements."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="bodies")
    key = models.CharField(max_length=500)
    name = models.CharField(max_length=500)
    abbreviation = models.CharField(max_length=500, blank=True)
    tooi_code = models.CharField(max_length=500, blank=True)
    kvk = models.CharField(max_length=500, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    website = models.CharField(blank=True)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.UniqueConstraint(fields=["collection", "key"], name="body_once_per_collection")
        ]

    def __str__(self) -> str:
        return self.name
