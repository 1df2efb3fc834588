# SPDX-License-Identifier: EUPL-1.2
"""With whom a municipality has a public city link already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from samenspel.citylinks.models import CityLink, Party
from samenspel.places.models import on_date


@dataclass(frozen=True)
class StandingLink:
    """A public link that goes on; ``is_preparing``: the partners are getting acquainted."""

    slug: str
    name: str
    is_preparing: bool


def standing_links(code: str, *, on: date) -> Mapping[str, tuple[StandingLink, ...]]:
    """The public links in which a municipality takes part on a day, by the code of each partner.

    Links that ended are left out, and so are partners who left, or are not in the register. In
    order of name; one query.
    """
    itself = Party.objects.filter(on_date(on), link=OuterRef("link"), municipality__code=code)
    rows = (
        Party.objects.filter(
            on_date(on), Exists(itself), link__is_public=True, municipality__isnull=False
        )
        .exclude(municipality__code=code)
        .exclude(link__stage=CityLink.Stage.ENDED)
        .order_by("link__name", "link__slug")
    )
    found: defaultdict[str, list[StandingLink]] = defaultdict(list)
    values = rows.values_list("municipality__code", "link__slug", "link__name", "link__stage")
    for partner, slug, name, stage in values:
        found[partner].append(StandingLink(slug, name, stage == CityLink.Stage.PREPARING))
    return {partner: tuple(links) for partner, links in found.items()}
