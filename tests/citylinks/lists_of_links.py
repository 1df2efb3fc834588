# SPDX-License-Identifier: EUPL-1.2
"""Lists of city links of a small country, sent and looked at."""

from __future__ import annotations

from datetime import date
from typing import Any

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.imports import apply_list, store_list
from samenspel.citylinks.models import LinkList
from samenspel.citylinks.queries.imports import DryRun, RowOutcome, dry_run
from samenspel.places.models import Municipality, MunicipalityChange
from tests.citylinks.small_links import AT, acting, municipality, user

TODAY = AT.date()
HEADS = "Naam;Partners;Soort;Begonnen op;Geëindigd op;Waarom geëindigd"

FULL = (
    "Zee en land;Beekhuizen | Thiès (SN);vriendschapsband;2001;2020;De coördinatoren vertrokken;"
    "Met z’n tweeën;Leren;2002-03-04;2019;www.voorbeeld.example"
)
FULL_HEADS = f"{HEADS};Les;Doel;Getekend op;Geldig tot en met;Bron"


def country() -> None:
    """Municipalities 0 to 5 of today; 6 ended in 2021 and is in 5 since."""
    for index in range(6):
        municipality(index)
    Municipality.objects.filter(pk=municipality(6).pk).update(valid_to=date(2021, 1, 1))
    MunicipalityChange.objects.get_or_create(
        date=date(2021, 1, 1), kind="merge", old=municipality(6), new=municipality(5),
        defaults={"source": "Test"},
    )  # fmt: skip


def adviser() -> Actor:
    """Who works for municipality 0."""
    return acting(user("adviser"))


def sent(*rows: str, heads: str = HEADS, by: Actor | None = None, own: int = 0) -> LinkList:
    """A list with these rows, semicolons between the cells."""
    country()
    return store_list(
        municipality=municipality(own),
        content="\n".join((heads, *rows)).encode(),
        filename="banden.csv",
        by=by or adviser(),
        at=AT,
    )


def looked_at(stored: LinkList, by: Actor | None = None) -> DryRun:
    """What taking it over would do."""
    return dry_run(stored, on=TODAY, actor=by or adviser())


def applied(stored: LinkList, **more: Any) -> LinkList:
    """The list, taken over as it is shown now."""
    seen = looked_at(stored).digest
    return apply_list(imported=stored, **{"seen": seen, "by": adviser(), "at": AT, **more})


def only(row: str, heads: str = HEADS) -> RowOutcome:
    """What the one row of a list comes to."""
    (outcome,) = looked_at(sent(row, heads=heads)).outcomes
    return outcome
