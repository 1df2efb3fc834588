# SPDX-License-Identifier: EUPL-1.2
"""Which collection leads on a date."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from samenspel.register.leading import complete_from, lead_for, leads
from samenspel.register.models import Collection

LOADED = datetime(2026, 6, 1, tzinfo=UTC)


def collection(
    kind: str, observed_on: date, *, complete: date | None = None, country: str = "nl"
) -> Collection:
    return Collection(
        slug=f"{kind}-{observed_on.year}",
        kind=kind,
        country=country,
        observed_on=observed_on,
        complete_from=complete,
        loaded_at=LOADED,
    )


INVENTORY = collection("inventory", date(2016, 1, 1))
REGISTER = collection("register", date(2026, 5, 16), complete=date(2018, 1, 1))
EXAMPLE = collection("example", date(2026, 11, 1))


@pytest.mark.parametrize(
    ("on", "slug", "complete"),
    [
        (date(2015, 12, 31), "register-2026", False),
        (date(2016, 1, 1), "inventory-2016", True),
        (date(2017, 12, 31), "inventory-2016", True),
        (date(2018, 1, 1), "register-2026", True),
        (date(2030, 1, 1), "register-2026", True),
    ],
)
def test_filled_register_leads_and_an_inventory_until_then(
    on: date, slug: str, complete: bool
) -> None:
    lead = lead_for([INVENTORY, REGISTER, EXAMPLE], country="nl", on=on)
    assert lead is not None
    assert (lead.collection.slug, lead.is_complete) == (slug, complete)
    assert len(lead.others) == 2


def test_inventory_alone_leads_before_its_day_too_but_incomplete() -> None:
    lead = lead_for([INVENTORY], country="nl", on=date(2010, 1, 1))
    assert lead is not None
    assert not lead.is_complete


def test_example_leads_only_when_alone() -> None:
    assert lead_for([EXAMPLE], country="nl", on=date(2020, 1, 1)) is not None
    lead = lead_for([EXAMPLE, INVENTORY], country="nl", on=date(2020, 1, 1))
    assert lead is not None
    assert lead.collection is INVENTORY


def test_country_without_collections_has_no_lead() -> None:
    assert lead_for([REGISTER], country="be", on=date(2020, 1, 1)) is None
    assert set(leads([REGISTER], on=date(2020, 1, 1))) == {"nl"}


def test_register_is_filled_from_the_first_year_with_nine_tenths_that_stays_so() -> None:
    # 10 in force when observed in 2026; 2019 had nine, but 2020 only eight.
    periods: list[tuple[date | None, date | None]] = [(None, None)] * 8
    periods += [(date(2018, 6, 1), date(2019, 6, 1)), (date(2021, 1, 1), None)]
    periods += [(date(2022, 5, 5), None)]
    assert complete_from(periods, observed_on=date(2026, 5, 16)) == date(2021, 1, 1)


def test_register_with_nothing_in_force_is_never_filled() -> None:
    assert complete_from([], observed_on=date(2026, 5, 16)) is None
    ended: list[tuple[date | None, date | None]] = [(None, date(2000, 1, 1))]
    assert complete_from(ended, observed_on=date(2026, 5, 16)) is None
