# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in a version, with which seats and votes, and for how much."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.places.models import Municipality, period_constraint
from samenspel.register.models.arrangements import ArrangementVersion


class Participation(models.Model):
    """A participant of a version: mostly a municipality, sometimes another body."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        PROVINCE = "province", _("province")
        WATER_BOARD = "water_board", _("water board")
        STATE = "state", _("national government")
        INTERMUNICIPAL_BODY = "intermunicipal_body", _("intermunicipal body")
        FOREIGN_MUNICIPALITY = "foreign_municipality", _("municipality abroad")
        FOREIGN_OTHER = "foreign_other", _("other body abroad")
        BUSINESS = "business", _("business")
        KNOWLEDGE_INSTITUTION = "knowledge_institution", _("knowledge institution")
        CIVIL_SOCIETY = "civil_society", _("civil society organisation")
        OTHER = "other", _("other")
        UNRESOLVED = "unresolved", _("could not be read")

    version = models.ForeignKey(
        ArrangementVersion, on_delete=models.CASCADE, related_name="participations"
    )
    kind = models.CharField(max_length=22, choices=Kind.choices)
    municipality = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participations",
    )
    code = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=500)
    name_in_source = models.CharField(blank=True)
    # Organs that take part, separated by |, as the source names them.
    roles = models.CharField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    share_percent = models.FloatField(null=True, blank=True)
    source = models.CharField()
    # See ArrangementVersion.is_entered.
    is_entered = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind", "code", "name"], name="participant_once_per_version"
            ),
            models.UniqueConstraint(
                fields=["version", "municipality"],
                condition=Q(municipality__isnull=False),
                name="municipality_once_per_version",
            ),
            models.CheckConstraint(
                name="participation_municipality_has_code",
                condition=~Q(kind="municipality") | Q(municipality__isnull=False),
            ),
            models.CheckConstraint(
                name="participation_share_is_percentage",
                condition=Q(share_percent__isnull=True)
                | Q(share_percent__gte=0, share_percent__lte=100),
            ),
            models.CheckConstraint(name="participation_has_source", condition=~Q(source="")),
            period_constraint("participation_period"),
        ]

    def __str__(self) -> str:
        return self.name


class Board(models.Model):
    """A board of a version: general, executive or other (regional council, portfolio holders)."""

    class Kind(models.TextChoices):
        GENERAL = "general", _("general board")
        EXECUTIVE = "executive", _("executive board")
        OTHER = "other", _("other meeting")

    version = models.ForeignKey(ArrangementVersion, on_delete=models.CASCADE, related_name="boards")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=500)
    quota = models.PositiveIntegerField(null=True, blank=True)
    total_seats = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField()
    # See ArrangementVersion.is_entered.
    is_entered = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        constraints = [
            models.UniqueConstraint(fields=["version", "kind", "name"], name="board_once"),
            models.CheckConstraint(name="board_has_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """The seats and votes of one participant in a board."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="seats")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="seats")
    seats = models.PositiveIntegerField(null=True, blank=True)
    votes = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField()
    # See ArrangementVersion.is_entered.
    is_entered = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("seat in a board")
        verbose_name_plural = _("seats in boards")
        constraints = [
            models.UniqueConstraint(fields=["board", "participation"], name="seat_once_per_board"),
            models.CheckConstraint(name="seat_has_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.votes}"


class Contribution(models.Model):
    """What a participant pays in a year, in euro; unknown is no row, never zero."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="contributions"
    )
    year = models.PositiveSmallIntegerField()
    amount_eur = models.DecimalField(max_digits=14, decimal_places=2)
    cost_key = models.CharField(blank=True)
    source = models.CharField()
    # See ArrangementVersion.is_entered.
    is_entered = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "year"], name="contribution_once_per_year"
            ),
            models.CheckConstraint(name="contribution_has_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.participation} {self.year}: {self.amount_eur}"
