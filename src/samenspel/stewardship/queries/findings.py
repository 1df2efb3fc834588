# SPDX-License-Identifier: EUPL-1.2
"""What a quality rule found in one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from samenspel.places.notation import written
from samenspel.stewardship.quality import Rule
from samenspel.stewardship.queries.facts import Member, Record

_ABOUT_A_ROW = frozenset({"participation-correct", "board-correct"})


@dataclass(frozen=True)
class Finding:
    """One finding: a rule, a record, and the words of its sentence.

    ``subject`` says within the record what it is about (empty: the record itself); ``target`` is
    the number of the row on whose page it is mended, ``municipality_id`` whose participation it
    is. ``since`` is how long it has been so, as far as that is known.
    """

    rule: Rule
    record: Record
    values: Mapping[str, object] = field(default_factory=dict, compare=False)
    subject: str = ""
    target: int | None = None
    municipality_id: int | None = None
    since: date | None = None

    def about(self, member: Member) -> Finding:
        """The same, about one participation."""
        return replace(
            self,
            subject=member.identity,
            target=member.pk,
            municipality_id=member.municipality_id,
        )

    @property
    def identity(self) -> tuple[str, str, str]:
        """By what it is remembered: rule, address of the arrangement, subject within it."""
        return self.rule.key, self.record.slug, self.subject

    @property
    def order(self) -> tuple[int, date, int, str]:
        """Worst first, then oldest (unknown is oldest)."""
        return self.rule.severity.rank, self.since or date.min, self.rule.order, self.subject

    @property
    def sentence(self) -> str:
        """What is the matter, in the language of the request."""
        return self.rule.sentence({name: _shown(value) for name, value in self.values.items()})

    @property
    def fix_url(self) -> str:
        """The page on which it is mended."""
        page = self.rule.page
        if page in _ABOUT_A_ROW and self.target is None:
            page = "arrangement-correct"
        slug = self.record.slug
        arguments = [slug, self.target] if page in _ABOUT_A_ROW else [slug]
        return reverse(page, args=arguments)


def _shown(value: object) -> str:
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return written(value) if isinstance(value, (int, float)) else str(value)
