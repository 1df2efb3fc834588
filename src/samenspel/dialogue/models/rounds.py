# SPDX-License-Identifier: EUPL-1.2
"""A round: what is asked, in which text, of whom, and how far each of them is.

The arrangement is named by its permanent address, so that a round outlives every load. Members,
inhabitants and terms are written down when the round is sent: later changes do not alter them.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.append_only import AddedOnly
from samenspel.accounts.models import Organisation, User
from samenspel.places.models import Country, Municipality

RESERVED = frozenset({"nieuw", "termijnen", "mijn", "atom.xml", "gegevens", "reces", "afspraken"})
"""Words that stand where the address of a round could stand."""


class Round(models.Model):
    """One question put to a number of councils and others, from first letter to follow-up."""

    class Kind(models.TextChoices):
        DRAFT_ARRANGEMENT = "draft_arrangement", _("draft arrangement")
        CHANGE = "change", _("change of the arrangement")
        ACCESSION = "accession", _("accession")
        EXIT = "exit", _("exit")
        BUDGET = "budget", _("draft budget")
        BUDGET_CHANGE = "budget_change", _("change of the budget")
        ACCOUNTS = "accounts", _("accounts")
        FRAMEWORK_NOTE = "framework_note", _("framework note")
        FREE = "free", _("free dialogue")

    class Stage(models.TextChoices):
        PREPARING = "preparing", _("being prepared")
        OPEN = "open", _("councils answer")
        WEIGHING = "weighing", _("answers are weighed")
        DECIDING = "deciding", _("the board decides")
        DECIDED = "decided", _("decided")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.PREPARING)
    country = models.CharField(max_length=2, choices=Country.choices, default=Country.NETHERLANDS)
    # What is asked of the councils, in one or two sentences; background may be longer.
    question = models.TextField()
    background = models.TextField(blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="dialogue_rounds"
    )
    arrangement_slug = models.CharField(max_length=700, blank=True, db_index=True)
    arrangement_name = models.CharField(max_length=500, blank=True)
    # The letter.
    letter_text = models.TextField(blank=True)
    letter_reference = models.CharField(max_length=80, blank=True)
    signed_by = models.CharField(max_length=160, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    # The last day for most addressees; each addressee has its own ``due_on``.
    answer_by = models.DateField(null=True, blank=True)
    # When the board wants to decide; terms before it are counted back.
    decides_on = models.DateField(null=True, blank=True)
    # The fewest reactions of which a count is published.
    minimum_group = models.PositiveSmallIntegerField(default=10)
    withdrawn_because = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=160)
    # Counts the changes, so that two people at once do not overwrite each other.
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="round_sent_if_past_preparing",
                condition=Q(stage__in=["preparing", "withdrawn"]) | Q(sent_on__isnull=False),
            ),
            models.CheckConstraint(name="round_minimum_group", condition=Q(minimum_group__gte=3)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dialogue", args=[self.slug])


class RoundDocument(models.Model):
    """A version of the text that is asked about; once published it never changes."""

    class Status(models.TextChoices):
        DRAFT_80 = "draft_80", _("80 per cent draft")
        DRAFT = "draft", _("draft")
        FINAL = "final", _("final")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=8, choices=Status.choices)
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("version of the text")
        verbose_name_plural = _("versions of the text")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="document_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Clause(models.Model):
    """A numbered item to which a position can be taken; ``key`` is the same in every version."""

    document = models.ForeignKey(RoundDocument, on_delete=models.CASCADE, related_name="clauses")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="clause_key_once"),
            models.UniqueConstraint(fields=["document", "position"], name="clause_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Addressee(models.Model):
    """A body that is asked; a guest is asked, too, and has no vote.

    ``name`` is the name on the letter. Inhabitants and the term are those of the day of sending;
    ``term`` is how the last day was computed (rule, article, steps), for people to read.
    """

    class Body(models.TextChoices):
        COUNCIL = "council", _("council")
        EXECUTIVE = "executive", _("executive")
        OTHER = "other", _("other")

    class State(models.TextChoices):
        WAITING = "waiting", _("not sent yet")
        RECEIVED = "received", _("received")
        ON_AGENDA = "on_agenda", _("on the agenda")
        DRAFT = "draft", _("draft opinion")
        ADOPTED = "adopted", _("adopted")
        SENT = "sent", _("sent")
        TOO_LATE = "too_late", _("sent too late")
        NONE_WISHED = "none_wished", _("no opinion wished")
        WITHDRAWN = "withdrawn", _("withdrawn")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="addressees")
    body = models.CharField(max_length=9, choices=Body.choices)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="addressed"
    )
    name = models.CharField(max_length=200)
    is_guest = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    inhabitants = models.PositiveIntegerField(null=True, blank=True)
    inhabitants_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    term = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=11, choices=State.choices, default=State.WAITING)
    # The meeting of the body in which the opinion is dealt with.
    agenda_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        ordering = ["round", "position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "body", "municipality"],
                condition=Q(municipality__isnull=False),
                name="addressee_once",
            ),
            models.UniqueConstraint(fields=["round", "name"], name="addressee_name_once"),
            models.CheckConstraint(
                name="addressee_municipality_if_and_only_if",
                condition=Q(body="other", municipality__isnull=True)
                | (~Q(body="other") & Q(municipality__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AddresseeStep(AddedOnly):
    """One step of an addressee: the state it came in, when, and who said so."""

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=11, choices=Addressee.State.choices)
    on = models.DateField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    actor_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("step of an addressee")
        verbose_name_plural = _("steps of addressees")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.addressee}: {self.state}"
