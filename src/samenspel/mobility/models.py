# SPDX-License-Identifier: EUPL-1.2
"""Flows between municipalities as published, and regions computed from them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.places.models import Country
from samenspel.register.models import Collection


class FlowSet(models.Model):
    """The flows of one year from one data package.

    ``division_on`` is the day whose municipalities the codes are: a publisher may give the flows
    of many years in one division. ``rounded_to`` is the largest number that divides every flow
    (100: published in hundreds). ``hidden_pairs`` are the pairs that have some flow, but less than
    the source publishes; they are in no sum. ``fingerprint`` is SHA-256 over the flows.
    """

    class Kind(models.TextChoices):
        COMMUTING = "commuting", _("commuting")

    class Unit(models.TextChoices):
        JOBS = "jobs", _("jobs of employees")

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="flow_sets")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    unit = models.CharField(max_length=10, choices=Unit.choices)
    country = models.CharField(max_length=2, choices=Country.choices)
    year = models.PositiveSmallIntegerField()
    division_on = models.DateField()
    source = models.CharField(max_length=500)
    source_url = models.CharField(max_length=500, blank=True)
    zones = models.PositiveIntegerField()
    pairs = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    rounded_to = models.PositiveIntegerField()
    hidden_pairs = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("set of flows")
        verbose_name_plural = _("sets of flows")
        ordering = ["country", "kind", "-year", "collection"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "kind", "year"], name="flow_set_once_per_year"
            ),
            models.CheckConstraint(
                name="flow_set_counts",
                condition=Q(zones__gte=1, pairs__gte=1, total__gte=1, rounded_to__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.country} {self.year}"

    @property
    def is_sample(self) -> bool:
        """Whether it is of an example: the largest flows of some municipalities only."""
        return self.collection.kind == Collection.Kind.EXAMPLE


class Flow(models.Model):
    """How many people go from one municipality to another, or stay; by code, as published."""

    flow_set = models.ForeignKey(FlowSet, on_delete=models.CASCADE, related_name="flows")
    origin = models.CharField(max_length=8)
    destination = models.CharField(max_length=8)
    amount = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("flow")
        verbose_name_plural = _("flows")
        # Also the index by which a whole set is read, in order.
        constraints = [
            models.UniqueConstraint(
                fields=["flow_set", "origin", "destination"], name="flow_once_per_pair"
            ),
            models.CheckConstraint(
                name="flow_amount",
                condition=Q(amount__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} - {self.destination}: {self.amount}"


class Run(models.Model):
    """Regions computed from a set of flows, once for everybody who asks the same.

    ``key`` is SHA-256 over ``request``: flows, parameters, variant, options and the version of the
    method. A run that is done never changes. ``attempt`` counts how often it was begun: only the
    last one that began it may write. ``seen_at`` is the last sign of life of whoever computes it
    (or put it in the queue); see actions/runs.py.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being computed")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    class Step(models.TextChoices):
        """What is being done; the words beside the progress."""

        NONE = "", ""
        REGIONS = "regions", _("making regions")
        CONTIGUOUS = "contiguous", _("joining what lies apart")
        IMPROVED = "improved", _("moving municipalities to where they fit better")
        LEVELS = "levels", _("making regions at three scales")
        STABILITY = "stability", _("trying other years and requirements")

    key = models.CharField(max_length=64, unique=True)
    # Empty when the package has these flows no longer.
    flow_set = models.ForeignKey(
        FlowSet, null=True, blank=True, on_delete=models.SET_NULL, related_name="runs"
    )
    request = models.JSONField()
    is_preset = models.BooleanField(default=False)
    is_long = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=10, choices=Step.choices, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_of = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="runs",
    )
    asked_at = models.DateTimeField()
    # Last asked for, to the day.
    used_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Last: a long value keeps SQLite from the columns behind it.
    result = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("computation of regions")
        verbose_name_plural = _("computations of regions")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "seen_at"], name="run_by_state"),
            models.Index(fields=["is_preset", "used_at", "state"], name="run_by_use"),
        ]
        constraints = [
            models.CheckConstraint(
                name="run_result_when_done",
                condition=Q(state="done", result__isnull=False, finished_at__isnull=False)
                | (~Q(state="done") & Q(result__isnull=True)),
            ),
            models.CheckConstraint(
                name="run_error_when_failed",
                condition=(Q(state="failed") & ~Q(error="")) | (~Q(state="failed") & Q(error="")),
            ),
            models.CheckConstraint(
                name="run_progress",
                condition=Q(progress_done__lte=models.F("progress_of")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key[:12]} ({self.state})"

    @property
    def is_over(self) -> bool:
        """Whether it is done or failed: nothing more will happen unless somebody asks."""
        return self.state in (self.State.DONE, self.State.FAILED)
