# SPDX-License-Identifier: EUPL-1.2
"""Municipalities and provinces through time, with their figures and boundaries.

Periods are half-open: ``valid_from`` is the first day, ``valid_to`` the first day on which it no
longer holds; empty means unknown (from) or open (to).
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    NETHERLANDS = "nl", _("Netherlands")
    BELGIUM = "be", _("Flanders")


def on_date(day: date, *, prefix: str = "") -> Q:
    """Condition: the half-open period of the row (or of ``prefix``'s row) holds ``day``."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    not_ended = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return begun & not_ended


def period_constraint(name: str) -> models.CheckConstraint:
    """A period ends no earlier than it begins; empty ones (begin = end) do occur in registers."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True)
        | Q(valid_to__isnull=True)
        | Q(valid_to__gte=F("valid_from")),
    )


class Province(models.Model):
    """A province; ``code`` is PV27 in the Netherlands, the NIS code in Flanders."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=500)
    country = models.CharField(max_length=2, choices=Country.choices)

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality under one code (CBS GM0363, NIS 11001); a new code is a new municipality."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=500)
    slug = models.SlugField(max_length=100, unique=True)
    country = models.CharField(max_length=2, choices=Country.choices)
    province = models.ForeignKey(Province, null=True, blank=True, on_delete=models.PROTECT)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    # Centre in the plane of the maps (units of 10 m, y to the south), with or without a boundary.
    x = models.IntegerField(null=True, blank=True)
    y = models.IntegerField(null=True, blank=True)
    source = models.CharField(max_length=500)
    source_on = models.DateField()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["code"]
        constraints = [
            period_constraint("municipality_period"),
            models.CheckConstraint(
                name="municipality_code_of_country",
                condition=Q(country="nl", code__startswith="GM") | Q(country="be"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("municipality", args=[self.slug])

    def exists_on(self, day: date) -> bool:
        """Whether the municipality exists on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to > day
        )


class MunicipalityName(models.Model):
    """A name by which people look for a municipality: official, other spelling, popular."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official name")
        ALIAS = "alias", _("other name or spelling")
        POPULAR = "popular", _("popular name")

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=500)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    source = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("name of a municipality")
        verbose_name_plural = _("names of municipalities")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name", "source"], name="municipality_name_once_per_source"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MunicipalityChange(models.Model):
    """Territory that passes from one code to another on the first day of the new situation."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("merger")
        SPLIT = "split", _("split")
        RENAME = "rename", _("new name and code")
        TRANSFER = "transfer", _("transfer of territory")

    date = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    old = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="changes_out")
    new = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="changes_in")
    area_share = models.FloatField(null=True, blank=True)
    source = models.CharField(blank=True)

    class Meta:
        verbose_name = _("municipal change")
        verbose_name_plural = _("municipal changes")
        ordering = ["date", "old__code", "new__code"]
        constraints = [
            models.UniqueConstraint(fields=["date", "old", "new"], name="municipal_change_once"),
            models.CheckConstraint(
                name="municipal_change_area_share",
                condition=Q(area_share__isnull=True) | Q(area_share__gte=0, area_share__lte=1),
            ),
            models.CheckConstraint(name="municipal_change_between_two", condition=~Q(old=F("new"))),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.old} -> {self.new}"


class Figure(models.Model):
    """One figure of one municipality; ``indicator`` is a key of the catalogue of indicators."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="figures")
    indicator = models.CharField(max_length=60)
    on = models.DateField(null=True, blank=True)
    value = models.FloatField()
    source = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "indicator", "on", "source"],
                condition=Q(on__isnull=False),
                name="figure_once_per_date_and_source",
            ),
            models.UniqueConstraint(
                fields=["municipality", "indicator", "source"],
                condition=Q(on__isnull=True),
                name="undated_figure_once_per_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.indicator} {self.on}: {self.value}"


class BoundarySet(models.Model):
    """The municipal boundaries of one country on one date."""

    country = models.CharField(max_length=2, choices=Country.choices)
    valid_on = models.DateField()
    name = models.CharField(max_length=500)
    source = models.CharField(max_length=500)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("set of boundaries")
        verbose_name_plural = _("sets of boundaries")
        constraints = [
            models.UniqueConstraint(fields=["source", "name"], name="boundary_set_once_per_source")
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.valid_on}"


class Boundary(models.Model):
    """A municipality as drawn: SVG paths in the plane of the maps (analysis.cartography)."""

    boundary_set = models.ForeignKey(BoundarySet, on_delete=models.CASCADE, related_name="shapes")
    code = models.CharField(max_length=8)
    path_country = models.TextField()
    path_detail = models.TextField()
    x = models.IntegerField()
    y = models.IntegerField()
    left = models.IntegerField()
    top = models.IntegerField()
    right = models.IntegerField()
    bottom = models.IntegerField()

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")
        constraints = [
            models.UniqueConstraint(fields=["boundary_set", "code"], name="boundary_once_per_set")
        ]

    def __str__(self) -> str:
        return self.code


class Division(models.Model):
    """A way in which the country is divided: provinces, safety regions, labour market regions."""

    key = models.SlugField(max_length=500)
    name_nl = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500)
    domain = models.CharField(max_length=500, blank=True)
    country = models.CharField(max_length=2, choices=Country.choices)
    year = models.PositiveSmallIntegerField()
    is_exclusive = models.BooleanField(null=True)
    is_complete = models.BooleanField(null=True)
    source = models.CharField(max_length=500)
    source_file = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("division of the country")
        verbose_name_plural = _("divisions of the country")
        ordering = ["country", "domain", "key"]
        constraints = [
            models.UniqueConstraint(fields=["key", "source"], name="division_once_per_source")
        ]

    def __str__(self) -> str:
        return self.name_nl

    def get_absolute_url(self) -> str:
        return reverse("division", args=[self.key])


class Region(models.Model):
    """One part of a division."""

    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="regions")
    code = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=500)
    slug = models.SlugField(max_length=140)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["division", "name"]
        constraints = [
            models.UniqueConstraint(fields=["division", "name"], name="region_once_per_division")
        ]

    def __str__(self) -> str:
        return self.name


class RegionMembership(models.Model):
    """A municipality in a region; in some divisions a municipality is in more than one."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="region_memberships"
    )

    class Meta:
        verbose_name = _("municipality in a region")
        verbose_name_plural = _("municipalities in regions")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "municipality"], name="municipality_once_per_region"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality} in {self.region}"
