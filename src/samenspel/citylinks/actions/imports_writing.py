# SPDX-License-Identifier: EUPL-1.2
"""Making the links of a list: a few statements for all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.text import slugify
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.links import LONGEST_SLUG
from samenspel.citylinks.actions.links_checks import name_of
from samenspel.citylinks.models import RESERVED, Agreement, CityLink, Party
from samenspel.citylinks.queries.imports import RowOutcome
from samenspel.citylinks.queries.imports_rows import LinkRow
from samenspel.places.models import Municipality

_AT_ONCE = 500
_LONGEST_PARTY = 160


def write_links(
    municipality: Municipality, outcomes: Sequence[RowOutcome], *, by: Actor, at: datetime
) -> list[CityLink]:
    """A link per outcome, with its parties and its agreement; ``municipality`` is the first party.

    To be called in a transaction, with the right checked.
    """
    slugs = free_slugs([outcome.name for outcome in outcomes])
    links = CityLink.objects.bulk_create(
        (_link(outcome, slug, by, at) for outcome, slug in zip(outcomes, slugs, strict=True)),
        batch_size=_AT_ONCE,
    )
    pairs = [(link, outcome.row) for link, outcome in zip(links, outcomes, strict=True)]
    Party.objects.bulk_create(
        (party for link, row in pairs for party in _parties(link, row, municipality)),
        batch_size=_AT_ONCE,
    )
    Agreement.objects.bulk_create(
        (_agreement(link, row, by, at) for link, row in pairs if row.has_agreement),
        batch_size=_AT_ONCE,
    )
    return links


def free_slugs(names: Iterable[str]) -> list[str]:
    """An address for each name, that is not in use, and no word with a meaning of its own."""
    taken = {*CityLink.objects.values_list("slug", flat=True), *RESERVED}
    found: list[str] = []
    tried: dict[str, int] = {}
    for name in names:
        stem = slugify(name)[: LONGEST_SLUG - 10].strip("-") or "stedenband"
        slug, number = stem, tried.get(stem, 1)
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        tried[stem] = number
        taken.add(slug)
        found.append(slug)
    return found


def _link(outcome: RowOutcome, slug: str, by: Actor, at: datetime) -> CityLink:
    row = outcome.row
    return CityLink(
        slug=slug,
        name=outcome.name,
        kind=row.kind,
        stage=row.stage,
        purpose=row.purpose,
        begun_on=row.begun_on,
        ended_on=row.ended_on,
        ended_because=row.ended_because,
        ended_lesson=row.ended_lesson,
        source=row.source,
        made_at=at,
        made_by_name=name_of(by),
    )


def _parties(link: CityLink, row: LinkRow, own: Municipality) -> Iterable[Party]:
    first = own.name[:_LONGEST_PARTY]
    yield Party(link=link, position=0, municipality=own, name=first, country=own.country.upper())
    for position, partner in enumerate(row.partners, start=1):
        yield Party(
            link=link,
            position=position,
            municipality_id=partner.municipality,
            name=partner.name,
            country=partner.country,
        )


def _agreement(link: CityLink, row: LinkRow, by: Actor, at: datetime) -> Agreement:
    """What was signed is fixed: a change of it is a new version."""
    return Agreement(
        link=link,
        number=1,
        title=_("Agreement"),
        signed_on=row.signed_on,
        valid_from=row.agreed_from,
        last_day=row.last_day,
        source=row.source,
        fixed_at=at,
        fixed_by_name=name_of(by),
    )
