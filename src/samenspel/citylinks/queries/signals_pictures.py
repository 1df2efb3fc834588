# SPDX-License-Identifier: EUPL-1.2
"""The picture beside the signals: what each party gave and received in a period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from samenspel.citylinks.models import Gift, Party
from samenspel.citylinks.queries.activities_balance import Balance, balance_of
from samenspel.citylinks.queries.file_facts import HeldFile


def balance_picture(held: HeldFile, period: tuple[date, date], *, measure: str = "") -> Balance:
    """Giving and receiving from the one day to the other, both included; no queries."""
    facts = held.facts.within(*period)
    return balance_of(
        [Party(pk=pk, name=held.names[pk]) for pk in facts.parties],
        [
            Gift(
                giver_id=one.giver,
                receiver_id=one.receiver,
                people=one.people,
                hours=Decimal(one.hours.numerator) / one.hours.denominator,
                euros=one.euros,
            )
            for one in facts.gifts
        ],
        [(one.party, one.learned_from) for one in facts.lessons],
        measure=measure,
    )
