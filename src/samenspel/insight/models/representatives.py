# SPDX-License-Identifier: EUPL-1.2
"""Who sits for a municipality in a board: as its own people tell it.

The name of a person stands in one table only, so that it can be removed on request while the record
and its history stay.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import User
from samenspel.places.models import Municipality, period_constraint


class Representative(models.Model):
    """Somebody who sits for a municipality in a board of an arrangement, for a period.

    The arrangement is named by its permanent address, so that the record outlives every load.
    ``board`` is empty where it is about the arrangement as a whole; ``is_withdrawn`` where it was
    entered by mistake: it stays, and counts nowhere.
    """

    class Office(models.TextChoices):
        MAYOR = "mayor", _("mayor")
        ALDERMAN = "alderman", _("alderman")
        COUNCILLOR = "councillor", _("councillor")
        OFFICIAL = "official", _("official")
        OTHER = "other", _("other")

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        SUBSTITUTE = "substitute", _("substitute member")
        CHAIR = "chair", _("chair")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="representatives"
    )
    arrangement_slug = models.CharField(max_length=700, db_index=True)
    board = models.CharField(max_length=160, blank=True)
    office = models.CharField(max_length=10, choices=Office.choices)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    # The name that counts: the last one of ``names``.
    name = models.ForeignKey(
        "RepresentativeName", null=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("representative in a board")
        verbose_name_plural = _("representatives in boards")
        ordering = ["municipality", "arrangement_slug", "pk"]
        constraints = [
            period_constraint("representative_period"),
            models.CheckConstraint(name="representative_has_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.arrangement_slug}, {self.office}"


class RepresentativeName(models.Model):
    """A name that a representative has or had in the record; empty once it was removed."""

    representative = models.ForeignKey(
        Representative, on_delete=models.CASCADE, related_name="names"
    )
    text = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name = _("name of a representative")
        verbose_name_plural = _("names of representatives")

    def __str__(self) -> str:
        return self.text or str(_("name removed"))


class RepresentativeChange(models.Model):
    """One act on one representative; only ever added to (a trigger in the database says so too).

    ``before`` and ``after`` hold the fields that differ; a name as the number of its row, so that
    no name stands here.
    """

    class Kind(models.TextChoices):
        ADD = "add", _("entered")
        CORRECT = "correct", _("corrected")
        END = "end", _("ended")
        REMOVE_NAME = "remove_name", _("name removed")
        UNDO = "undo", _("undone")

    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, related_name="changes"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    class Meta:
        verbose_name = _("change of a representative")
        verbose_name_plural = _("changes of representatives")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="representative_undo_if_and_only_if",
                condition=Q(kind="undo", undoes__isnull=False)
                | (~Q(kind="undo") & Q(undoes__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.representative_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; an existing one never changes."""
        if not self._state.adding:
            raise TypeError("the history is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: history is never removed."""
        raise TypeError("the history is never removed")
