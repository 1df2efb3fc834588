# SPDX-License-Identifier: EUPL-1.2
"""What sources say about a version: articles, documents, statements that disagree, lookalikes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from samenspel.register import labels
from samenspel.register.models import Competence, Document, Resemblance, Statement, VersionDomain
from samenspel.register.queries.arrangement.texts import paragraphs, safe_url

# An article this long is folded in.
LONG_TEXT = 400


@dataclass(frozen=True)
class Article:
    """An article on tasks and powers, in paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]
    is_long: bool


@dataclass(frozen=True)
class DocumentLine:
    """A budget, annual account or other document; ``url`` is empty where it cannot be followed."""

    title: str
    kind: str
    year: int | None
    pages: int | None
    url: str

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return labels.document_kind(self.kind)


@dataclass(frozen=True)
class StatementLine:
    """What one record of one source says; withdrawn means that the source took it back."""

    field: str
    value: str
    source: str
    on: date
    is_withdrawn: bool
    url: str


@dataclass(frozen=True)
class Lookalike:
    """Another arrangement of the same collection that may be the same one; both in [0, 1]."""

    slug: str
    name: str
    name_similarity: float
    member_jaccard: float


@dataclass(frozen=True)
class Domains:
    """What a version is about; ``areas`` and ``themes`` are keys."""

    areas: tuple[str, ...]
    themes: tuple[str, ...]
    is_guess: bool


def domains_of(version_id: int) -> Domains:
    """Policy areas and themes of a version; one query."""
    rows = list(
        VersionDomain.objects.filter(version_id=version_id)
        .order_by("pk")
        .values_list("scheme", "key", "is_guess")
    )
    area = VersionDomain.Scheme.POLICY_AREA.value
    guesses = [guess for scheme, _key, guess in rows if scheme == area]
    return Domains(
        areas=tuple(key for scheme, key, _guess in rows if scheme == area),
        themes=tuple(key for scheme, key, _guess in rows if scheme != area),
        is_guess=bool(guesses) and all(guesses),
    )


def articles_of(version_id: int) -> tuple[Article, ...]:
    """The articles on tasks and powers in their own order; one query."""
    rows = Competence.objects.filter(version_id=version_id).order_by("position")
    return tuple(
        Article(_heading(article), paragraphs(text), len(text) > LONG_TEXT)
        for article, text in rows.values_list("article", "text")
    )


def _heading(article: str) -> str:
    """The heading of an article; a bare number is not much of one."""
    clean = " ".join(article.split()).strip(" .:")
    return _("Article %(number)s") % {"number": clean} if clean[:1].isdigit() else clean


def documents_of(version_id: int) -> tuple[DocumentLine, ...]:
    """The documents of a version, newest first; one query."""
    rows = Document.objects.filter(version_id=version_id).values_list(
        "title", "kind", "year", "pages", "url"
    )
    found = [DocumentLine(*row[:4], url=safe_url(row[4])) for row in rows]
    return tuple(sorted(found, key=lambda line: (-(line.year or 0), line.kind, line.title)))


def statements_of(version_id: int) -> tuple[StatementLine, ...]:
    """What the records of the sources say, by field and date; one query."""
    rows = (
        Statement.objects.filter(version_id=version_id)
        .order_by("field", "on", "source", "record_uri", "value")
        .values_list("field", "value", "source", "on", "is_withdrawn", "record_uri")
    )
    return tuple(StatementLine(*row[:5], url=safe_url(row[5])) for row in rows)


def disagree(statements: tuple[StatementLine, ...]) -> bool:
    """Whether the records say different things about one field."""
    said: dict[str, set[str]] = {}
    for statement in statements:
        said.setdefault(statement.field, set()).add(statement.value)
    return any(len(values) > 1 for values in said.values())


def lookalikes_of(version_id: int) -> tuple[Lookalike, ...]:
    """Arrangements that resemble this one, most alike first; one query."""
    rows = Resemblance.objects.filter(Q(version_id=version_id) | Q(other_id=version_id))
    found: dict[str, Lookalike] = {}
    for one, slug, name, other_slug, other_name, names, members in rows.order_by("pk").values_list(
        "version_id", "version__arrangement__slug", "version__name",
        "other__arrangement__slug", "other__name", "name_similarity", "member_jaccard",
    ):  # fmt: skip
        resembling = (other_slug, other_name) if one == version_id else (slug, name)
        found[resembling[0]] = Lookalike(*resembling, names, members)
    return tuple(
        sorted(found.values(), key=lambda x: (-x.name_similarity, -x.member_jaccard, x.slug))
    )
