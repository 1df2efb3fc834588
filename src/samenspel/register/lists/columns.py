# SPDX-License-Identifier: EUPL-1.2
"""The columns of a list: their heads, in any order and spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samenspel.analysis.dutch_text import fold_letters
from samenspel.register.lists.workbooks import ListRefused

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class ListColumn:
    """A column: heads in both languages, further heads that are understood, and what to write."""

    key: str
    nl: str
    en: str
    others: tuple[str, ...]
    hint: str | Promise

    @property
    def label(self) -> str:
        """The head in the language of the request."""
        return self.nl if (get_language() or "nl").startswith("nl") else self.en


# The column that a list with errors has in front; it is not read back.
ERRORS = ListColumn("errors", "Fouten", "Errors", ("fout", "error"), "")


@dataclass(frozen=True)
class Layout:
    """Which column of the sheet is which: key per place, empty for one that is left out."""

    keys: tuple[str, ...]
    left_out: tuple[str, ...]


def folded(text: str) -> str:
    """The form in which heads and names are compared: ``[a-z0-9]`` words."""
    return _NOT_WORD.sub(" ", fold_letters(text)).strip()


def by_head(columns: Iterable[ListColumn]) -> Mapping[str, ListColumn]:
    """Columns by every head that is understood, folded; the first column that has it wins."""
    found: dict[str, ListColumn] = {}
    for column in columns:
        for head in (column.key, column.nl, column.en, *column.others):
            found.setdefault(folded(head), column)
    return found


def layout_of(
    heads: Sequence[str],
    *,
    key_of: Callable[[str], str],
    label_of: Callable[[str], str],
    name: ListColumn,
) -> Layout:
    """Recognise the heads of a list.

    ``key_of`` gives the key of the column that a head means, empty for none; ``label_of`` what a
    column is called; ``name`` is the column that must be there.

    Raises
    ------
    ListRefused
        There is no column with names, or two heads mean the same column.
    """
    keys = [key_of(head) for head in heads]
    twice = {key for key in keys if key and key != ERRORS.key and keys.count(key) > 1}
    if twice:
        first = sorted(twice)[0]
        found = ", ".join(f"“{h[:60]}”" for h, k in zip(heads, keys, strict=True) if k == first)
        raise ListRefused(
            _("More than one column means “%(column)s”: %(heads)s. Keep one of them.")
            % {"column": label_of(first), "heads": found}
        )
    if name.key not in keys:
        raise ListRefused(
            _(
                "There is no column “%(column)s”. The first line has to hold the heads of the "
                "columns; found there: %(heads)s."
            )
            % {
                "column": name.label,
                "heads": ", ".join(f"“{head[:40]}”" for head in heads[:12] if head) or "-",
            }
        )
    left_out = tuple(h[:60] for h, k in zip(heads, keys, strict=True) if h and not k)
    return Layout(tuple("" if key == ERRORS.key else key for key in keys), left_out)
