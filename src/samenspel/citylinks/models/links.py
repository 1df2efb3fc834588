# SPDX-License-Identifier: EUPL-1.2
"""A city link and the two or more parties in it, at home or abroad."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samenspel.places.models import Municipality, period_constraint

RESERVED = frozenset(
    {"vinden", "land", "wijzer", "afwegingen", "profiel", "nieuw", "importeren", "mijn"}
    | {"gegevens", "kaart", "atom.xml"}
)
"""Words that stand where the address of a link could stand."""


class CityLink(models.Model):
    """A link between municipalities, from first talks to its end; the head of its file.

    What is here is public once ``is_public``; people, contacts and whatever was not made public
    are for members. ``rhythm_days`` is the longest time between two contacts that the partners
    agreed on, empty when they did not. An ended link keeps why it ended and what it taught.
    """

    class Kind(models.TextChoices):
        CITY_LINK = "city_link", _("city link")
        FRIENDSHIP = "friendship", _("friendship")
        PROJECT = "project", _("cooperation in a project")
        OTHER = "other", _("other bilateral form")

    class Stage(models.TextChoices):
        PREPARING = "preparing", _("being prepared")
        ACTIVE = "active", _("active")
        ENDED = "ended", _("ended")

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CITY_LINK)
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.PREPARING)
    purpose = models.TextField(blank=True)
    begun_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)
    ended_lesson = models.TextField(blank=True)
    rhythm_days = models.PositiveSmallIntegerField(null=True, blank=True)
    is_public = models.BooleanField(default=False)
    # The arrangement of the register that this is the file of, by its permanent address.
    arrangement_slug = models.CharField(max_length=700, blank=True, db_index=True)
    source = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=160)
    # Counts the changes, so that two people at once do not overwrite each other.
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("city link")
        verbose_name_plural = _("city links")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="citylink_ended_says_when_and_why",
                condition=Q(stage="ended", ended_on__isnull=False) & ~Q(ended_because="")
                | ~Q(stage="ended") & Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="citylink_ends_after_it_begins",
                condition=Q(begun_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("begun_on")),
            ),
            models.CheckConstraint(
                name="citylink_rhythm",
                condition=Q(rhythm_days__isnull=True) | Q(rhythm_days__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("citylink", args=[self.slug])


class Party(models.Model):
    """A local government in the link: a municipality of the register, or one described here.

    Of one elsewhere ``name``, ``country`` (ISO 3166-1, two letters), perhaps its language and where
    it lies (degrees, WGS 84). ``valid_from`` and ``valid_to`` are when it took part; empty is since
    the beginning, and still.
    """

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="parties")
    position = models.PositiveSmallIntegerField(default=0)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="link_parties"
    )
    name = models.CharField(max_length=160)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    inhabitants = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("party to a city link")
        verbose_name_plural = _("parties to city links")
        ordering = ["link", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "municipality"],
                condition=Q(municipality__isnull=False),
                name="citylink_party_once",
            ),
            models.UniqueConstraint(fields=["link", "name"], name="citylink_party_name_once"),
            models.CheckConstraint(
                name="citylink_party_place",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
            ),
            period_constraint("citylink_party_period"),
        ]

    def __str__(self) -> str:
        return self.name

    def takes_part(self, on: date) -> bool:
        """Whether it takes part in the link on the day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on < self.valid_to
        )


class LinkStep(models.Model):
    """What happened to the link as a whole on a day: taken into use, ended, taken up again.

    An ended link says itself why it ended; when it is taken up again that moves to the past, which
    is here. ``party`` is who joined or left. Names nobody.
    """

    class Kind(models.TextChoices):
        ACTIVE = "active", _("active")
        JOINED = "joined", _("a party joined")
        LEFT = "left", _("a party left")
        ENDED = "ended", _("ended")
        REOPENED = "reopened", _("taken up again")

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    on = models.DateField()
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="steps"
    )
    because = models.TextField(blank=True)
    lesson = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step in the life of a link")
        verbose_name_plural = _("steps in the life of a link")
        ordering = ["link", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="link_step_party",
                condition=Q(kind__in=["joined", "left"], party__isnull=False)
                | Q(kind__in=["active", "ended", "reopened"], party__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.get_kind_display()}"
