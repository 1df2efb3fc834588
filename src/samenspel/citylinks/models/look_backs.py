# SPDX-License-Identifier: EUPL-1.2
"""Looking back over a period: aims, done, changed, learned, cost, voices; and what next."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.models.files import Photo
from samenspel.citylinks.models.links import CityLink, Party


class LookBack(models.Model):
    """A look-back being written, over a period of whole days, both ends included.

    What is published is a :class:`LookBackEdition`; writing on does not change it.
    """

    class Verdict(models.TextChoices):
        OPEN = "open", _("not decided yet")
        RENEW = "renew", _("renew")
        CHANGE = "change", _("change")
        END = "end", _("end")

    link = models.ForeignKey(CityLink, on_delete=models.PROTECT, related_name="look_backs")
    title = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    introduction = models.TextField(blank=True)
    changed = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    cost = models.TextField(blank=True)
    verdict = models.CharField(max_length=6, choices=Verdict.choices, default=Verdict.OPEN)
    verdict_text = models.TextField(blank=True)
    # Which of them are shown is asked when the page is: only those that are public then.
    photos = models.ManyToManyField(Photo, blank=True, related_name="look_backs")
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=160)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("look-back")
        verbose_name_plural = _("look-backs")
        ordering = ["link", "-last_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="look_back_period", condition=Q(last_day__gte=F("first_day"))
            )
        ]

    def __str__(self) -> str:
        return self.title


class AimReview(models.Model):
    """What became of an aim, named by its key (``Aim.key``)."""

    class State(models.TextChoices):
        REACHED = "reached", _("reached")
        PARTLY = "partly", _("partly reached")
        NOT_REACHED = "not_reached", _("not reached")
        DROPPED = "dropped", _("dropped")

    look_back = models.ForeignKey(LookBack, on_delete=models.CASCADE, related_name="aims")
    aim_key = models.SlugField(max_length=60)
    state = models.CharField(max_length=11, choices=State.choices)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("review of an aim")
        verbose_name_plural = _("reviews of aims")
        ordering = ["look_back", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["look_back", "aim_key"], name="aim_reviewed_once")
        ]

    def __str__(self) -> str:
        return f"{self.aim_key}: {self.state}"


class Voice(models.Model):
    """What somebody of one side says; published with consent, and with no more than ``said_by``.

    ``said_by`` is how the person wants to be named: a function, or a name.
    """

    look_back = models.ForeignKey(LookBack, on_delete=models.CASCADE, related_name="voices")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="voices")
    said_by = models.CharField(max_length=160)
    text = models.TextField()
    has_consent = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("voice")
        verbose_name_plural = _("voices")
        ordering = ["look_back", "party__position", "pk"]

    def __str__(self) -> str:
        return self.said_by


class LookBackEdition(models.Model):
    """A look-back as published: everything on it as plain values.

    It does not change, a correction is a new edition; but a name goes out of it when the person
    takes back the consent. ``is_withdrawn``: taken off the site, ``withdrawn_because`` says why.
    """

    look_back = models.ForeignKey(LookBack, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    content = models.JSONField()
    is_withdrawn = models.BooleanField(default=False)
    withdrawn_because = models.TextField(blank=True)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("edition of a look-back")
        verbose_name_plural = _("editions of look-backs")
        ordering = ["look_back", "number"]
        constraints = [
            models.UniqueConstraint(fields=["look_back", "number"], name="look_back_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.look_back} ({self.number})"
