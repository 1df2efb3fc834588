# SPDX-License-Identifier: EUPL-1.2
"""With whom a municipality sits at the table: partners, and how many others there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection as Several
from dataclasses import dataclass
from datetime import date

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.places.models import on_date
from samenspel.places.queries.history import Place
from samenspel.register.models import Participation


@dataclass(frozen=True)
class Partner:
    """Another municipality and the number of arrangements that it shares.

    ``exists`` is false where the register still names a municipality that is no longer there.
    """

    place: Place
    url: str
    shared: int
    exists: bool


@dataclass(frozen=True)
class Participants:
    """Partners, most shared arrangements first, and the number of participants by version."""

    partners: tuple[Partner, ...]
    numbers: dict[int, int]


def participants(
    *, own: int, versions: Several[int], others: Several[int], on: date, base: str, suffix: str
) -> Participants:
    """Who takes part on a date in the versions of a municipality; one query.

    Parameters
    ----------
    own
        Primary key of the municipality; it is no partner of itself.
    versions
        Versions in which it takes part: these make partners.
    others
        Further versions of which only the number of participants is wanted.
    base, suffix
        Before and after the slug in the address of a municipality's page.
    """
    rows = (
        Participation.objects.filter(on_date(on), version_id__in=[*versions, *others])
        .order_by()
        .values_list(
            "version_id",
            "municipality_id",
            "municipality__code",
            "municipality__name",
            "municipality__slug",
            "municipality__valid_from",
            "municipality__valid_to",
        )
    )
    wanted = set(versions)
    numbers: Counter[int] = Counter()
    shared: Counter[int] = Counter()
    places: dict[int, Place] = {}
    for version, pk, code, name, slug, begin, end in rows:
        numbers[version] += 1
        if pk is not None and pk != own and version in wanted:
            shared[pk] += 1
            places.setdefault(pk, Place(code or "", name or "", slug or "", begin, end))
    found = [
        Partner(places[pk], f"{base}{places[pk].slug}/{suffix}", number, places[pk].exists_on(on))
        for pk, number in shared.items()
    ]
    found.sort(key=lambda p: (-p.shared, dutch_sort_key(p.place.name), p.place.code))
    return Participants(tuple(found), dict(numbers))
