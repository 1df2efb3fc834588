# SPDX-License-Identifier: EUPL-1.2
"""A municipality weighs whether it wants a city link: the answers of the decision guide, kept."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import User
from samenspel.places.models import Municipality


class Consideration(models.Model):
    """Answers to the decision guide and the partners in view, kept for one municipality.

    ``answers``: key of the question -> list of keys of answers; ``notes``: key of the question ->
    text. ``guide`` is the version of the questions and rules. ``partners`` are those in view:
    ``found`` as found at the moment of choosing, plain values (code, name, rank, score, parts) with
    what was asked of the finder, so that a memo shows the same figures later
    (``queries/considerations_found.py``); ``named``: name, country and note.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="link_considerations"
    )
    title = models.CharField(max_length=200)
    guide = models.CharField(max_length=20)
    answers = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=dict, blank=True)
    partners = models.JSONField(default=dict, blank=True)
    conclusion = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL)
    made_by_name = models.CharField(max_length=160)
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("consideration of a city link")
        verbose_name_plural = _("considerations of city links")
        ordering = ["municipality", "-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("citylinks-consideration", args=[self.pk])
