# SPDX-License-Identifier: EUPL-1.2
"""What the partners do together, who gave and who received, and what was learned."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.models.links import CityLink, Party


class Activity(models.Model):
    """Something the partners do; planned, done or cancelled.

    ``aim_key`` is the key of the aim that it serves (``Aim.key``), empty when it serves none: then
    a visible short-term result is not embedded. ``phase``: when in the life of the link.
    """

    class Kind(models.TextChoices):
        COLLEAGUE = "colleague", _("colleague to colleague")
        MASTERCLASS = "masterclass", _("masterclass")
        WORKSHOP = "workshop", _("workshop")
        PLACEMENT = "placement", _("placement")
        ADVICE = "advice", _("advice")
        VISIT = "visit", _("working visit")
        CULTURE = "culture", _("culture")
        SOCIETY = "society", _("society to society")
        PROJECT = "project", _("project")
        OTHER = "other", _("other")

    class Level(models.TextChoices):
        PERSON = "person", _("people learn")
        ORGANISATION = "organisation", _("the organisation gets better")
        INSTITUTION = "institution", _("rules and working together get better")

    class Phase(models.TextChoices):
        EXPLORING = "exploring", _("getting acquainted")
        AGREEING = "agreeing", _("making the agreement")
        DOING = "doing", _("carrying out")
        EVALUATING = "evaluating", _("looking back")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="activities")
    aim_key = models.SlugField(max_length=60, blank=True)
    kind = models.CharField(max_length=11, choices=Kind.choices)
    level = models.CharField(max_length=12, choices=Level.choices)
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.DOING)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    # Who took part; an activity may have all of them.
    with_officials = models.BooleanField(default=False)
    with_politicians = models.BooleanField(default=False)
    with_society = models.BooleanField(default=False)
    # A result that shows at once, as a photo does.
    is_quick_result = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    source = models.CharField(max_length=500, blank=True)
    # When what the calendar says of it last changed; empty is since the link was made.
    changed_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["link", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="activity_period", condition=Q(until__isnull=True) | Q(until__gte=F("on"))
            )
        ]

    def __str__(self) -> str:
        return self.title


class Gift(models.Model):
    """What one party gave to another, within an activity or by itself: people, hours, money.

    ``hours`` are of work, ``euros`` whole euros. At least one of the three is there.
    """

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="gifts")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="gifts"
    )
    giver = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="given")
    receiver = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="received")
    on = models.DateField()
    people = models.PositiveIntegerField(default=0)
    hours = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    euros = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["link", "-on", "pk"]
        constraints = [
            models.CheckConstraint(name="gift_between_two", condition=~Q(giver=F("receiver"))),
            models.CheckConstraint(
                name="gift_of_something",
                condition=Q(people__gt=0) | Q(hours__gt=0) | Q(euros__gt=0),
            ),
            models.CheckConstraint(name="gift_hours", condition=Q(hours__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.giver}: {self.receiver}"


class Lesson(models.Model):
    """What a party learned, and from whom when that is known."""

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="lessons")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="lessons"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="lessons")
    learned_from = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="taught"
    )
    on = models.DateField()
    text = models.TextField()
    is_public = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["link", "-on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="lesson_from_another",
                condition=Q(learned_from__isnull=True) | ~Q(party=F("learned_from")),
            )
        ]

    def __str__(self) -> str:
        return self.text
