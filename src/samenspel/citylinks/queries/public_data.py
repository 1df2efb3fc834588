# SPDX-License-Identifier: EUPL-1.2
"""Public links and profiles by what is asked of them, for programs: what the pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.citylinks.models import CityLink, LinkStep, Party, ProfileEntry
from samenspel.citylinks.queries.overview import LinkLine, overview

Stage, Step = CityLink.Stage, LinkStep.Kind


@dataclass(frozen=True)
class LinkFilter:
    """Which links are asked for; what is empty asks nothing.

    ``municipality`` is a code, ``country`` two capitals (ISO 3166-1): of who takes part, or ever
    did. With ``on`` only links that ran on that day, and parties of that day.
    """

    municipality: str = ""
    country: str = ""
    stage: str = ""
    kind: str = ""
    on: date | None = None


@dataclass(frozen=True)
class FoundLink:
    """A link as the overview lists it, with its parties in the same order as they are kept."""

    line: LinkLine
    parties: tuple[Party, ...]


def find_links(asked: LinkFilter, *, today: date) -> list[FoundLink]:
    """The public links that fit, by name; three queries, one more for a day.

    Who takes part is told of the day that was asked for, or of ``today``.
    """
    found = overview(on=asked.on or today)
    lines = [
        line
        for line in (*found.going, *found.ended)
        if asked.stage in ("", line.link.stage) and asked.kind in ("", line.link.kind)
    ]
    if asked.on is not None:
        lines = _running(lines, asked.on)
    parties = _parties([line.link for line in lines])
    rows = [FoundLink(line, parties.get(line.link.pk, ())) for line in lines]
    rows = [row for row in rows if any(_fits(party, asked) for party in row.parties)]
    return sorted(rows, key=lambda row: (dutch_sort_key(row.line.link.name), row.line.link.slug))


def _fits(party: Party, asked: LinkFilter) -> bool:
    code = party.municipality.code if party.municipality else ""
    return (
        asked.municipality in ("", code)
        and asked.country in ("", party.country)
        and (asked.on is None or party.takes_part(asked.on))
    )


def _parties(links: Sequence[CityLink]) -> dict[int, tuple[Party, ...]]:
    found: defaultdict[int, list[Party]] = defaultdict(list)
    rows = Party.objects.filter(link__in=links).select_related("municipality")
    for party in rows.order_by("position", "pk"):
        found[party.link_id].append(party)
    return {key: tuple(held) for key, held in found.items()}


def _running(lines: Iterable[LinkLine], on: date) -> list[LinkLine]:
    """Those that ran on the day; of a link without a first day nobody knows better."""
    steps = LinkStep.objects.filter(
        link__is_public=True, kind__in=[Step.ENDED, Step.REOPENED], on__lte=on
    )
    # Of each link the last step stays.
    last: dict[int, str] = dict(steps.order_by("on", "pk").values_list("link", "kind"))
    return [line for line in lines if _runs(line.link, last, on)]


def _runs(link: CityLink, last: Mapping[int, str], on: date) -> bool:
    if link.stage == Stage.PREPARING or (link.begun_on is not None and on < link.begun_on):
        return False
    if link.pk in last:
        return last[link.pk] == Step.REOPENED
    return link.ended_on is None or on < link.ended_on


def public_link(slug: str) -> CityLink | None:
    """The public link with this address and its parties; two queries."""
    parties = Prefetch("parties", Party.objects.select_related("municipality"))
    return CityLink.objects.filter(slug=slug, is_public=True).prefetch_related(parties).first()


def shared_entries(
    *, municipality: str = "", country: str = "", kind: str = "", theme: str = ""
) -> QuerySet[ProfileEntry]:
    """What municipalities share about themselves, by municipality; what is empty asks nothing.

    ``municipality`` is a code, ``country`` "nl" or "be". With their municipalities.
    """
    asked = {
        "municipality__code": municipality,
        "municipality__country": country,
        "kind": kind,
        "theme": theme,
    }
    rows = ProfileEntry.objects.filter(
        is_shared=True,
        removed_at__isnull=True,
        **{name: value for name, value in asked.items() if value},
    )
    return rows.select_related("municipality").order_by("municipality__code", "kind", "theme", "pk")
