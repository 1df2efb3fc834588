# SPDX-License-Identifier: EUPL-1.2
"""The forms of the register: searching and editing, by subject."""

from samenspel.register.forms.searching import (
    LONGEST_VALUE,
    ArrangementFilterForm,
    search_words,
)

__all__ = ["LONGEST_VALUE", "ArrangementFilterForm", "search_words"]
