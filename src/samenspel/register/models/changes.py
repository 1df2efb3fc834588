# SPDX-License-Identifier: EUPL-1.2
"""What was changed in the register, by whom and why; and what people hold against a source.

Change sets and changes are only ever added to: the database refuses to change or remove them
(migration 0004).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import User
from samenspel.register.models.collections import Collection


class ChangeSet(models.Model):
    """One act of one person: what was done to one arrangement, when, why, on what ground.

    The arrangement is named by its permanent address, so that its history outlives the record.
    """

    class Kind(models.TextChoices):
        ADD = "add", _("added")
        CORRECT = "correct", _("corrected")
        END = "end", _("ended")
        WITHDRAW = "withdraw", _("withdrawn")
        UNDO = "undo", _("undone")
        CONFIRM = "confirm", _("confirmed")
        IMPORT = "import", _("imported from a list")
        LOAD = "load", _("loaded from the source")
        DECIDE = "decide", _("decided between sources")

    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)
    # On whose behalf: the only name that visitors see.
    organisation_name = models.CharField(max_length=160, blank=True)
    origin = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    arrangement_slug = models.CharField(max_length=700, db_index=True)
    # Where the arrangement was, so that one that is gone can come back.
    collection_slug = models.CharField(max_length=500)
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    # What this act did to held values: a list of record kind, record key, field, and the state
    # of the held value before and after (see register.actions.held), empty for none.
    held = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("change of the register")
        verbose_name_plural = _("changes of the register")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="change_undoes_if_and_only_if",
                condition=Q(kind="undo", undoes__isnull=False)
                | (~Q(kind="undo") & Q(undoes__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.kind} {self.arrangement_slug}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; an existing one never changes."""
        if not self._state.adding:
            raise TypeError("the history is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: history is never removed."""
        raise TypeError("the history is never removed")


class RecordKind(models.TextChoices):
    """The kinds of record that have a history."""

    VERSION = "version", _("arrangement")
    DOMAIN = "domain", _("policy area")
    PARTICIPATION = "participation", _("participation")
    BOARD = "board", _("board")
    SEAT = "seat", _("seat in a board")
    CONTRIBUTION = "contribution", _("contribution")


class Change(models.Model):
    """What one record said before and after; empty before: added, empty after: removed.

    ``record_key`` is the natural key of the record (JSON), the same in every database.
    ``before`` and ``after`` hold the fields that differ, for a record that came or went all of
    them.
    """

    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="changes")
    position = models.PositiveIntegerField()
    record_kind = models.CharField(max_length=13, choices=RecordKind.choices)
    record_key = models.TextField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("changed record")
        verbose_name_plural = _("changed records")
        ordering = ["change_set", "position"]
        constraints = [
            models.UniqueConstraint(fields=["change_set", "position"], name="change_once"),
            models.CheckConstraint(
                name="change_says_something",
                condition=Q(before__isnull=False) | Q(after__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_kind} {self.record_key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; an existing one never changes."""
        if not self._state.adding:
            raise TypeError("the history is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: history is never removed."""
        raise TypeError("the history is never removed")


class HeldValue(models.Model):
    """What people hold against a source, so that the next load does not undo a correction.

    ``source_value`` is what the source said when the person decided; when the source says
    something new since, that is ``incoming_value``, until somebody decides again.
    ``incoming_at`` is filled in if and only if something waits to be decided (a source may also
    say "empty").

    ``field`` is empty when it is about the record as a whole. Without ``held_value`` the record
    was withdrawn: the source has it, we do not. With ``held_value`` (the whole record) the source
    dropped a record on which people hold something: it stayed, and waits to be decided
    (``incoming_value`` is empty).
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="held_values")
    arrangement_slug = models.CharField(max_length=700, db_index=True)
    record_kind = models.CharField(max_length=13, choices=RecordKind.choices)
    record_key = models.TextField()
    field = models.CharField(max_length=60, blank=True)
    source_value = models.JSONField(null=True, blank=True)
    held_value = models.JSONField(null=True, blank=True)
    incoming_value = models.JSONField(null=True, blank=True)
    incoming_at = models.DateTimeField(null=True, blank=True)
    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("value held against a source")
        verbose_name_plural = _("values held against a source")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "record_kind", "record_key", "field"],
                name="held_value_once_per_field",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_kind} {self.record_key} {self.field}"
