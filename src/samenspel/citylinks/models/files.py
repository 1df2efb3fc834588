# SPDX-License-Identifier: EUPL-1.2
"""Documents and photos in the file, kept in the database with everything else."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.models.activities import Activity
from samenspel.citylinks.models.agreements import Agreement
from samenspel.citylinks.models.links import CityLink


class StoredFile(models.Model):
    """The bytes of a file; ``digest`` is their SHA-256 in hexadecimal.

    ``media_type`` is what was found in the bytes, not what the sender said.
    """

    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [models.CheckConstraint(name="stored_file_size", condition=Q(size__gte=1))]

    def __str__(self) -> str:
        return f"{self.media_type}, {self.size}"


class LinkDocument(models.Model):
    """A document: the signed agreement, a report, a programme."""

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="documents")
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.SET_NULL, related_name="documents"
    )
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="documents"
    )
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    on = models.DateField()
    file_name = models.CharField(max_length=160)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="document")
    is_public = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=160)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["link", "-on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Photo(models.Model):
    """A photo with a description for who cannot see it; public only with consent.

    Stored anew: without what the camera wrote into it (place, time, device), and as ``small`` for
    lists. ``consent`` is of the people who can be recognised.
    """

    class Consent(models.TextChoices):
        NOT_NEEDED = "not_needed", _("nobody can be recognised")
        ASKED = "asked", _("asked, not yet given")
        GIVEN = "given", _("given by everybody who can be recognised")
        WITHDRAWN = "withdrawn", _("withdrawn")

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="photos")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="photos"
    )
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="photo")
    small = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="small_photo")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    description = models.CharField(max_length=300)
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=160, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    consent = models.CharField(max_length=10, choices=Consent.choices)
    consent_note = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=160)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["link", "-taken_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="photo_described", condition=~Q(description="")),
            models.CheckConstraint(
                name="photo_public_with_consent",
                condition=Q(is_public=False) | Q(consent__in=["not_needed", "given"]),
            ),
        ]

    def __str__(self) -> str:
        return self.description
