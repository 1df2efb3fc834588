# SPDX-License-Identifier: EUPL-1.2
"""Opinions: prepared by councillors, drafted by rapporteurs and clerk, adopted, sent.

What is adopted never changes; a correction is a new version. Of a joint opinion there is one text
that each of its councils adopts by itself.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.models import User
from samenspel.dialogue.models.rounds import Addressee, Clause, Round, RoundDocument


class Position(models.TextChoices):
    """What a body thinks of a clause."""

    AGREE = "agree", _("agree")
    WISH = "wish", _("agree, with a wish")
    OBJECT = "object", _("object")
    NONE = "none", _("no position")


class Preparation(models.Model):
    """What one councillor thinks of a clause beforehand (no clause: in general).

    Never leaves the own council: not in exports, logs, e-mails or caches. Only its author sees it,
    and when ``is_shared`` the other councillors and the clerk of the same council.
    """

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="preparations")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="preparations")
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="preparations"
    )
    position = models.CharField(max_length=6, choices=Position.choices, default=Position.NONE)
    text = models.TextField(blank=True)
    is_shared = models.BooleanField(default=False)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("preparation")
        verbose_name_plural = _("preparations")
        ordering = ["addressee", "user", "clause"]
        constraints = [
            models.UniqueConstraint(
                fields=["addressee", "user", "clause"], name="preparation_once_per_clause"
            ),
            models.UniqueConstraint(
                fields=["addressee", "user"],
                condition=Q(clause__isnull=True),
                name="preparation_once_in_general",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.addressee_id} {self.clause_id}"


class Rapporteur(models.Model):
    """A councillor who prepares the opinion on behalf of the council, until ``ended_at``."""

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="rapporteurs")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="rapporteur_of")
    appointed_at = models.DateTimeField()
    appointed_by_name = models.CharField(max_length=160)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("rapporteur")
        verbose_name_plural = _("rapporteurs")
        ordering = ["addressee", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["addressee", "user"],
                condition=Q(ended_at__isnull=True),
                name="rapporteur_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.addressee}"


class Opinion(models.Model):
    """The opinion of one body, or of several councils together, with the draft as it is now."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="opinions")
    document = models.ForeignKey(RoundDocument, on_delete=models.PROTECT, related_name="opinions")
    introduction = models.TextField(blank=True)
    # Why a fixed text was opened again for its next version; empty: the last version is fixed.
    correction = models.TextField(blank=True)
    # Counts the changes of the draft, so that two people at once do not overwrite each other.
    edition = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["round", "pk"]

    def __str__(self) -> str:
        return f"{self.round}: {self.pk}"


class OpinionParty(models.Model):
    """A body whose opinion it is; the leading one edits the text and fixes versions."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="parties")
    addressee = models.OneToOneField(Addressee, on_delete=models.PROTECT, related_name="party")
    is_leading = models.BooleanField(default=False)
    # A council that was asked to join decides itself.
    joined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("party to an opinion")
        verbose_name_plural = _("parties to opinions")
        ordering = ["opinion", "-is_leading", "addressee"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion"], condition=Q(is_leading=True), name="opinion_one_leading"
            )
        ]

    def __str__(self) -> str:
        return f"{self.addressee}"


class DraftPoint(models.Model):
    """A point of the draft: about a clause (one per clause), or a general point."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="draft_points")
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="draft_points"
    )
    order = models.PositiveSmallIntegerField(default=0)
    position = models.CharField(max_length=6, choices=Position.choices, default=Position.NONE)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("point of a draft")
        verbose_name_plural = _("points of drafts")
        ordering = ["opinion", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "clause"],
                condition=Q(clause__isnull=False),
                name="draft_point_once_per_clause",
            )
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.position}"


class OpinionVersion(AddedOnly):
    """A fixed text of an opinion. The last one that was sent counts."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.ForeignKey(RoundDocument, on_delete=models.PROTECT, related_name="+")
    introduction = models.TextField(blank=True)
    # Why there is a version after the first one.
    correction = models.TextField(blank=True)
    # Where it was entered by the secretariat: the letter that it comes from.
    source = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("version of an opinion")
        verbose_name_plural = _("versions of opinions")
        ordering = ["opinion", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "number"], name="opinion_version_once"),
            models.CheckConstraint(
                name="opinion_correction_has_reason", condition=Q(number=1) | ~Q(correction="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}, {self.number}"


class OpinionPoint(AddedOnly):
    """A point of a fixed opinion, in its order (from 1)."""

    version = models.ForeignKey(OpinionVersion, on_delete=models.PROTECT, related_name="points")
    order = models.PositiveSmallIntegerField()
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="opinion_points"
    )
    position = models.CharField(max_length=6, choices=Position.choices)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("point of an opinion")
        verbose_name_plural = _("points of opinions")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="opinion_point_once"),
            models.UniqueConstraint(
                fields=["version", "clause"],
                condition=Q(clause__isnull=False),
                name="opinion_point_once_per_clause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}.{self.order}: {self.position}"


class Adoption(AddedOnly):
    """A body adopts a version, with the votes in its own meeting (empty: without a count)."""

    version = models.ForeignKey(OpinionVersion, on_delete=models.PROTECT, related_name="adoptions")
    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="adoptions")
    on = models.DateField()
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("adoption of an opinion")
        verbose_name_plural = _("adoptions of opinions")
        ordering = ["version", "addressee"]
        constraints = [
            models.UniqueConstraint(fields=["version", "addressee"], name="adoption_once"),
        ]

    def __str__(self) -> str:
        return f"{self.addressee}: {self.on}"


class Sending(AddedOnly):
    """A version that all its bodies adopted was sent: from now on it can be seen by others."""

    version = models.OneToOneField(OpinionVersion, on_delete=models.PROTECT, related_name="sending")
    on = models.DateField()
    is_late = models.BooleanField(default=False)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("sending of an opinion")
        verbose_name_plural = _("sendings of opinions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.on}"
