# SPDX-License-Identifier: EUPL-1.2
"""Arrangements, their versions and participants, with boards, money and sources.

A collection is what one data package says. An arrangement is a chain of versions; periods are
half-open (``valid_to`` is the first day on which the version no longer holds).
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samenspel.places.models import Country, Municipality, on_date, period_constraint


class Collection(models.Model):
    """What one data package says about the arrangements of one country."""

    class Kind(models.TextChoices):
        REGISTER = "register", _("register with periods")
        INVENTORY = "inventory", _("inventory of one day")
        EXAMPLE = "example", _("example")

    slug = models.SlugField(max_length=500, unique=True)
    title = models.CharField()
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    country = models.CharField(max_length=2, choices=Country.choices)
    observed_on = models.DateField()
    # First day from which a register may be read as complete; see decision 4.
    complete_from = models.DateField(null=True, blank=True)
    loaded_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)
    licences = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    # Rows per table of the package, and rows read that belong to nothing (table -> number).
    table_rows = models.JSONField(default=dict)
    unlinked_rows = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["country", "-observed_on", "slug"]

    def __str__(self) -> str:
        return self.title


class Body(models.Model):
    """An organisation that carries out one or more arrangements."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="bodies")
    key = models.CharField(max_length=500)
    name = models.CharField(max_length=500)
    abbreviation = models.CharField(max_length=500, blank=True)
    tooi_code = models.CharField(max_length=500, blank=True)
    kvk = models.CharField(max_length=500, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    website = models.CharField(blank=True)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.UniqueConstraint(fields=["collection", "key"], name="body_once_per_collection")
        ]

    def __str__(self) -> str:
        return self.name


class Arrangement(models.Model):
    """An arrangement through all its versions; has one permanent page."""

    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, related_name="arrangements"
    )
    slug = models.SlugField(max_length=700, unique=True)

    class Meta:
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangements")

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("arrangement", args=[self.slug])


class Status(models.TextChoices):
    """What the source says where it gives no end date."""

    ACTIVE = "active", _("active")
    INACTIVE = "inactive", _("no longer active")
    UNKNOWN = "unknown", _("unknown")


def in_force(day: date, *, prefix: str = "") -> Q:
    """Condition: the version (or ``prefix``'s version) is in force on ``day``, as far as known."""
    return on_date(day, prefix=prefix) & ~Q(**{f"{prefix}status": Status.INACTIVE})


class ArrangementVersion(models.Model):
    """An arrangement as it was agreed for a period: name, form, subject, period, seat, source."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="versions")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="versions")
    key = models.CharField(max_length=500)
    previous = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next"
    )
    name = models.CharField(max_length=500)
    citation_title = models.CharField(blank=True)
    # Identifier from datapackage.legal_forms; empty where the source does not say.
    legal_form = models.CharField(max_length=60, blank=True)
    is_compulsory = models.BooleanField(null=True, blank=True)
    purpose = models.TextField(blank=True)
    powers = models.CharField(blank=True)
    legal_bases = models.TextField(blank=True)
    decree_urls = models.TextField(blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ACTIVE)
    status_note = models.CharField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="versions"
    )
    seat_place = models.CharField(max_length=500, blank=True)
    seat_postcode = models.CharField(max_length=500, blank=True)
    seat_municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    website = models.CharField(blank=True)
    source = models.CharField()
    source_url = models.CharField(blank=True)
    last_changed_on = models.DateField(null=True, blank=True)
    last_confirmed_on = models.DateField(null=True, blank=True)
    # Analysed words for full-text search (analysis.dutch_text); a migration indexes them.
    search_text = models.TextField(blank=True)
    # Of the text and the analyser, so that only what changed is analysed again.
    search_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("version of an arrangement")
        verbose_name_plural = _("versions of arrangements")
        ordering = ["valid_from", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "key"], name="version_once_per_collection"
            ),
            period_constraint("version_period"),
            models.CheckConstraint(name="version_has_source", condition=~Q(source="")),
        ]
        indexes = [
            models.Index(fields=["collection", "valid_from", "valid_to"], name="version_in_force")
        ]

    def __str__(self) -> str:
        return self.name


class VersionDomain(models.Model):
    """What a version is about: an official policy area or one of the six themes."""

    class Scheme(models.TextChoices):
        POLICY_AREA = "policy_area", _("policy area")
        THEME = "theme", _("theme")

    version = models.ForeignKey(
        ArrangementVersion, on_delete=models.CASCADE, related_name="domains"
    )
    scheme = models.CharField(max_length=12, choices=Scheme.choices)
    # Key from analysis.policy_areas.
    key = models.CharField(max_length=500)
    # Guessed from words in the name, not stated by the source.
    is_guess = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("domain of a version")
        verbose_name_plural = _("domains of versions")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "scheme", "key"], name="domain_once_per_version"
            )
        ]

    def __str__(self) -> str:
        return self.key


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


class Competence(models.Model):
    """An article of a version on tasks and powers, as the source gives it."""

    version = models.ForeignKey(
        ArrangementVersion, on_delete=models.CASCADE, related_name="competences"
    )
    position = models.PositiveSmallIntegerField()
    article = models.CharField(blank=True)
    text = models.TextField()

    class Meta:
        verbose_name = _("article on powers")
        verbose_name_plural = _("articles on powers")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="competence_once")
        ]

    def __str__(self) -> str:
        return self.article or self.text[:60]


class Document(models.Model):
    """A budget, annual account or other document: a reference, not the file."""

    version = models.ForeignKey(
        ArrangementVersion, on_delete=models.CASCADE, related_name="documents"
    )
    key = models.CharField(max_length=500)
    title = models.CharField()
    kind = models.CharField(max_length=500, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    url = models.CharField(blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="document_once_per_version")
        ]

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """What one record of one source says about a field of a version; sources may disagree."""

    version = models.ForeignKey(
        ArrangementVersion, on_delete=models.CASCADE, related_name="statements"
    )
    field = models.CharField(max_length=60)
    value = models.CharField()
    source = models.CharField()
    on = models.DateField()
    is_withdrawn = models.BooleanField(default=False)
    record_uri = models.CharField()

    class Meta:
        verbose_name = _("statement of a source")
        verbose_name_plural = _("statements of sources")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "field", "source", "on", "record_uri", "value"],
                name="statement_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.field} = {self.value}"


class Resemblance(models.Model):
    """Two arrangements of one collection that look like one and the same."""

    version = models.ForeignKey(
        ArrangementVersion, on_delete=models.CASCADE, related_name="resemblances"
    )
    other = models.ForeignKey(ArrangementVersion, on_delete=models.CASCADE, related_name="+")
    name_similarity = models.FloatField()
    member_jaccard = models.FloatField()

    class Meta:
        verbose_name = _("resemblance")
        verbose_name_plural = _("resemblances")
        constraints = [
            models.UniqueConstraint(fields=["version", "other"], name="resemblance_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} ~ {self.other}"
