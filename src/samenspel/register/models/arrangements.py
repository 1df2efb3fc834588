# SPDX-License-Identifier: EUPL-1.2
"""Arrangements and their versions.

An arrangement is a chain of versions; periods are half-open (``valid_to`` is the first day on which
the version no longer holds).
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import Organisation
from samenspel.places.models import Municipality, on_date, period_constraint
from samenspel.register.models.collections import Body, Collection


class Arrangement(models.Model):
    """An arrangement through all its versions; has one permanent page."""

    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, related_name="arrangements"
    )
    slug = models.SlugField(max_length=700, unique=True)
    # Who keeps the record; without one the municipalities that take part do (rules).
    secretariat = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="arrangements"
    )

    class Meta:
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangements")

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("arrangement", args=[self.slug])


class Status(models.TextChoices):
    """What the source says where it gives no end date."""

    ACTIVE = "active", _("active")
    INACTIVE = "inactive", _("no longer active")
    UNKNOWN = "unknown", _("unknown")


def in_force(day: date, *, prefix: str = "") -> Q:
    """Condition: the version (or ``prefix``'s version) is in force on ``day``, as far as known."""
    return on_date(day, prefix=prefix) & ~Q(**{f"{prefix}status": Status.INACTIVE})


class ArrangementVersion(models.Model):
    """An arrangement as it was agreed for a period: name, form, subject, period, seat, source."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="versions")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="versions")
    key = models.CharField(max_length=500)
    previous = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next"
    )
    name = models.CharField(max_length=500)
    citation_title = models.CharField(blank=True)
    # Identifier from datapackage.legal_forms; empty where the source does not say.
    legal_form = models.CharField(max_length=60, blank=True)
    is_compulsory = models.BooleanField(null=True, blank=True)
    purpose = models.TextField(blank=True)
    powers = models.CharField(blank=True)
    legal_bases = models.TextField(blank=True)
    decree_urls = models.TextField(blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ACTIVE)
    status_note = models.CharField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="versions"
    )
    seat_place = models.CharField(max_length=500, blank=True)
    seat_postcode = models.CharField(max_length=500, blank=True)
    seat_municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    website = models.CharField(blank=True)
    source = models.CharField()
    source_url = models.CharField(blank=True)
    last_changed_on = models.DateField(null=True, blank=True)
    last_confirmed_on = models.DateField(null=True, blank=True)
    # Analysed words for full-text search (analysis.dutch_text); a migration indexes them.
    search_text = models.TextField(blank=True)
    # Of the text and the analyser, so that only what changed is analysed again.
    search_digest = models.CharField(max_length=64, blank=True)
    # Entered by hand, not by a source: loads leave it alone until the source brings it, too.
    is_entered = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("version of an arrangement")
        verbose_name_plural = _("versions of arrangements")
        ordering = ["valid_from", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "key"], name="version_once_per_collection"
            ),
            period_constraint("version_period"),
            models.CheckConstraint(name="version_has_source", condition=~Q(source="")),
        ]
        indexes = [
            models.Index(fields=["collection", "valid_from", "valid_to"], name="version_in_force")
        ]

    def __str__(self) -> str:
        return self.name


class VersionDomain(models.Model):
    """What a version is about: an official policy area or one of the six themes."""

    class Scheme(models.TextChoices):
        POLICY_AREA = "policy_area", _("policy area")
        THEME = "theme", _("theme")

    version = models.ForeignKey(
        ArrangementVersion, on_delete=models.CASCADE, related_name="domains"
    )
    scheme = models.CharField(max_length=12, choices=Scheme.choices)
    # Key from analysis.policy_areas.
    key = models.CharField(max_length=500)
    # Guessed from words in the name, not stated by the source.
    is_guess = models.BooleanField(default=False)
    # See ArrangementVersion.is_entered.
    is_entered = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("domain of a version")
        verbose_name_plural = _("domains of versions")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "scheme", "key"], name="domain_once_per_version"
            )
        ]

    def __str__(self) -> str:
        return self.key
