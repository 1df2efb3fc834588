# SPDX-License-Identifier: EUPL-1.2
"""What sources say about a version: articles, documents, statements, resemblances."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samenspel.register.models.arrangements import ArrangementVersion


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
