# SPDX-License-Identifier: EUPL-1.2
"""The public register of a municipality: its arrangements with the items that the law names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.register import labels
from samenspel.register.queries.arrangement.texts import listed, safe_url
from samenspel.register.queries.arrangement.versions import long_unconfirmed
from samenspel.stewardship.article27 import ITEMS, applies_to, missing
from samenspel.stewardship.queries.facts import Facts, Member, Record
from samenspel.stewardship.queries.rounds import own_records


@dataclass(frozen=True)
class RegisterRow:
    """One arrangement; items are empty where they are not known.

    ``missing`` are the letters of the items of article 27 that are not known; ``publications``
    are texts with an address, empty where it cannot be followed.
    """

    slug: str
    name: str
    citation_title: str
    participants: tuple[str, ...]
    legal_bases: tuple[str, ...]
    powers: tuple[str, ...]
    articles: int
    seat_place: str
    seat_postcode: str
    form_key: str
    form: str
    body: str
    since: date | None
    publications: tuple[tuple[str, str], ...]
    source: str
    source_url: str
    confirmed_on: date | None
    is_stale: bool
    missing: tuple[str, ...]

    @property
    def url(self) -> str:
        return reverse("arrangement", args=[self.slug])

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def missing_seat(self) -> str:
        """What is not known of the seat, in words; empty when all is."""
        if "d" not in self.missing:
            return ""
        if self.seat_place and not self.seat_postcode:
            return _("postcode not known")
        return _("place not known") if self.seat_postcode else _("not known")

    @property
    def seat(self) -> str:
        """Postcode and place, as far as known."""
        return " ".join(part for part in (self.seat_postcode, self.seat_place) if part)

    @property
    def missing_names(self) -> tuple[str, ...]:
        """The missing items in words."""
        return tuple(str(ITEMS[letter]) for letter in self.missing)


@dataclass(frozen=True)
class PublicRegister:
    """The arrangements that the law is about, by name; ``others`` are of private law or light."""

    on: date
    rows: tuple[RegisterRow, ...]
    others: tuple[RegisterRow, ...]

    @property
    def complete(self) -> int:
        """Number of complete records."""
        return sum(row.is_complete for row in self.rows)

    @property
    def incomplete(self) -> int:
        return len(self.rows) - self.complete

    @property
    def lacking(self) -> tuple[tuple[str, str, int], ...]:
        """Letter, name and number of records without it, for the items that some lack."""
        counts = [
            (letter, str(name), sum(letter in row.missing for row in self.rows))
            for letter, name in ITEMS.items()
        ]
        return tuple(count for count in counts if count[2])

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the rows, each once."""
        return tuple(dict.fromkeys(row.source for row in (*self.rows, *self.others)))


def public_register(facts: Facts, acts_for: Collection[int]) -> PublicRegister:
    """The register of the municipality (with those that merged into it); no query."""
    rows = [
        (record, _row(record, own, facts.today)) for record, own in own_records(facts, acts_for)
    ]
    return PublicRegister(
        on=facts.today,
        rows=tuple(row for record, row in rows if applies_to(record.legal_form)),
        others=tuple(row for record, row in rows if not applies_to(record.legal_form)),
    )


def _row(record: Record, own: Member, on: date) -> RegisterRow:
    begins = [day for day in (own.start, record.valid_from) if day is not None]
    return RegisterRow(
        slug=record.slug,
        name=record.name,
        citation_title=record.citation_title if record.citation_title != record.name else "",
        participants=tuple(member.name for member in record.members_on(on)),
        legal_bases=listed(record.legal_bases),
        powers=labels.powers(record.powers),
        articles=record.articles,
        seat_place=record.seat_place.strip(),
        seat_postcode=record.seat_postcode.strip(),
        form_key=record.legal_form or labels.UNKNOWN_FORM,
        form=labels.legal_form(record.legal_form),
        body=record.body,
        since=max(begins, default=None),
        publications=tuple((text, safe_url(text)) for text in listed(record.decree_urls)),
        source=record.source,
        source_url=safe_url(record.source_url),
        confirmed_on=record.last_confirmed_on,
        is_stale=long_unconfirmed(record.last_confirmed_on, on),
        missing=missing(record.entry(on)),
    )
