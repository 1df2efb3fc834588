# SPDX-License-Identifier: EUPL-1.2
"""Moments of contact that were, and dates that are to come."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.models.links import CityLink, Party
from samenspel.citylinks.models.people import Person


class Contact(models.Model):
    """A moment of contact between partners; who was in it, as far as written down."""

    class Kind(models.TextChoices):
        CALL = "call", _("telephone or video call")
        MEETING = "meeting", _("meeting")
        VISIT = "visit", _("visit")
        LETTER = "letter", _("letter or e-mail")
        OTHER = "other", _("other")

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    on = models.DateField()
    # The parties that were in touch; empty is all of them.
    parties = models.ManyToManyField(Party, related_name="contacts", blank=True)
    people = models.ManyToManyField(Person, related_name="contacts", blank=True)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=160)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("moment of contact")
        verbose_name_plural = _("moments of contact")
        ordering = ["link", "-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on}: {self.get_kind_display()}"


class Appointment(models.Model):
    """A date in the calendar of the link; ``starts_at`` is empty for a whole day."""

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="appointments")
    title = models.CharField(max_length=200)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    note = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False)
    # When it last changed, for calendars elsewhere; empty is since the link was made.
    changed_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["link", "on", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appointment_period", condition=Q(until__isnull=True) | Q(until__gte=F("on"))
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title
