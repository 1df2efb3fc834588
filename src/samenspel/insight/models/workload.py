# SPDX-License-Identifier: EUPL-1.2
"""What taking part is assumed to ask, and what it really asks in a year.

Rows are only ever added: the last one about a form, or about an arrangement in a year, counts, and
the earlier ones are its history (migration 0002 has the database refuse anything else).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import User

AMOUNTS = ("seats", "meetings", "member_hours", "official_hours", "pages")
MOST = 10_000


def _amount() -> models.DecimalField[Any, Any]:
    """Null is not said; see ``analysis.burden`` for what each amount is."""
    return models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)


def _in_range() -> Q:
    """Condition: every amount that is said is from 0 to 10,000."""
    condition = Q()
    for name in AMOUNTS:
        condition &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0, f"{name}__lte": MOST})
    return condition


def _all(*, missing: bool) -> Q:
    """Condition: all amounts are missing, or all are there."""
    return Q(**{f"{name}__isnull": missing for name in AMOUNTS})


class _AddedOnly(models.Model):
    """A row that is added and then never changes; who added it, and when."""

    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; an existing one never changes."""
        if not self._state.adding:
            raise TypeError("this row is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: it is never removed."""
        raise TypeError("this row is never removed")


class BurdenAssumption(_AddedOnly):
    """What a legal form is assumed to ask of one municipality, instead of the default.

    ``is_default``: from then on the default of ``analysis.burden_assumptions`` counts again.
    """

    legal_form = models.CharField(max_length=60, db_index=True)
    seats = _amount()
    meetings = _amount()
    member_hours = _amount()
    official_hours = _amount()
    pages = _amount()
    note = models.TextField(blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("assumption of the burden")
        verbose_name_plural = _("assumptions of the burden")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="assumption_in_range", condition=_in_range()),
            models.CheckConstraint(
                name="assumption_default_if_and_only_if",
                condition=(Q(is_default=True) & _all(missing=True))
                | (Q(is_default=False) & _all(missing=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.legal_form} {self.at:%Y-%m-%d %H:%M}"


class Workload(_AddedOnly):
    """What an arrangement really asked of each of its municipalities in a year, as far as known.

    The arrangement is known by its permanent address, so that loads leave this alone. The last row
    of a year counts; one that ``is_withdrawn`` says nothing any more.
    """

    arrangement_slug = models.CharField(max_length=700, db_index=True)
    year = models.PositiveSmallIntegerField()
    seats = _amount()
    meetings = _amount()
    member_hours = _amount()
    official_hours = _amount()
    pages = _amount()
    source = models.TextField(blank=True)
    is_withdrawn = models.BooleanField(default=False)
    # On whose behalf: the only name that visitors see.
    organisation_name = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name = _("workload of an arrangement")
        verbose_name_plural = _("workloads of arrangements")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="workload_in_range", condition=_in_range()),
            models.CheckConstraint(
                name="workload_says_something",
                condition=Q(is_withdrawn=True) | (~_all(missing=True) & ~Q(source="")),
            ),
            models.CheckConstraint(
                name="workload_year", condition=Q(year__gte=1900, year__lte=2100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.arrangement_slug} {self.year}"
