# SPDX-License-Identifier: EUPL-1.2
"""The reference date of a page, and which collections are believed on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from samenspel.places.models import on_date
from samenspel.register.leading import Lead, leads
from samenspel.register.models import Collection, in_force


@dataclass(frozen=True)
class Reference:
    """The date a page is about, and the collection believed for each country on that date.

    ``chosen`` is the collection the reader asked for instead of the leading one; ``leads`` has it
    in place already. ``is_example`` is true when all there is, is the built-in example.
    """

    on: date
    today: date
    leads: Mapping[str, Lead]
    collections: tuple[Collection, ...]
    chosen: Collection | None = None

    @property
    def is_today(self) -> bool:
        return self.on == self.today

    @property
    def is_example(self) -> bool:
        kinds = {c.kind for c in self.collections}
        return kinds == {Collection.Kind.EXAMPLE}

    @property
    def believed(self) -> tuple[Collection, ...]:
        """The collections that count on this page, one per country."""
        return tuple(lead.collection for lead in self.leads.values())

    def lead(self, country: str) -> Lead | None:
        """The lead for a country; None when nothing was loaded for it."""
        return self.leads.get(country)

    def versions(self, prefix: str = "") -> Q:
        """Condition: the version is in force on the date and of a believed collection."""
        believed = [c.pk for c in self.believed]
        return Q(**{f"{prefix}collection_id__in": believed}) & in_force(self.on, prefix=prefix)

    def participations(self, prefix: str = "") -> Q:
        """Condition: the participation holds on the date, in a believed version in force."""
        return on_date(self.on, prefix=prefix) & self.versions(f"{prefix}version__")


def reference(*, on: date, today: date, chosen: str = "") -> Reference:
    """The reference for a date; one query.

    ``chosen`` is the slug of a collection to read instead of the leading one of its country; an
    unknown slug is ignored.
    """
    collections = tuple(Collection.objects.order_by("country", "-observed_on", "slug"))
    found = leads(collections, on=on)
    instead = next((c for c in collections if c.slug == chosen and c.has_arrangements), None)
    if instead is not None and found[instead.country].collection != instead:
        others = tuple(c for c in collections if c.country == instead.country and c != instead)
        found = {**found, instead.country: Lead(instead, _covers(instead, on), others)}
    return Reference(on=on, today=today, leads=found, collections=collections, chosen=instead)


def _covers(collection: Collection, on: date) -> bool:
    """Whether a collection that was asked for may be read as complete on the date."""
    if collection.kind == Collection.Kind.REGISTER:
        return collection.complete_from is not None and collection.complete_from <= on
    return collection.kind == Collection.Kind.EXAMPLE or collection.observed_on == on
