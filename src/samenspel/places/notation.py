# SPDX-License-Identifier: EUPL-1.2
"""Numbers in the reader's notation, rounded the same way wherever they are shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

NO_FIGURE = "–"


def written(value: float | Decimal | str | None, decimals: int | None = None) -> str:
    """A figure in the reader's notation: 1.234,5 in Dutch; a dash where there is none.

    Without ``decimals`` whole numbers have none and others one. Halves go up, as people round.
    """
    if value is None or value == "":
        return NO_FIGURE
    amount = Decimal(str(value))
    if not amount.is_finite():
        return NO_FIGURE
    places = decimals if decimals is not None else int(amount != amount.to_integral_value())
    # Rounded here: number_format itself would cut off.
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True)
