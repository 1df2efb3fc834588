# SPDX-License-Identifier: EUPL-1.2
"""The wrong rows of a list, handed back as a file to mend and send again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from samenspel.register.exports import Cell, Column, Table, table_response
from samenspel.register.lists.cells import CellError
from samenspel.register.lists.columns import ERRORS

WrongRow = tuple[Sequence[str], Sequence[CellError]]
"""The cells as they were sent, and what is wrong with them."""


def rows_to_mend(
    heads: Sequence[str], wrong: Iterable[WrongRow], kind: str, filename: str
) -> HttpResponse:
    """The wrong rows as they were sent, with what is wrong in a column in front.

    ``kind``: csv or xlsx, else Http404. ``filename`` is without extension.
    """
    rows: list[list[Cell]] = [[_said(errors), *cells] for cells, errors in wrong]
    named = [ERRORS.label, *heads]
    kept = [0, *(p for p, head in enumerate(heads, 1) if head and not _is_errors(head))]
    table = Table(
        title=_("Rows to mend"),
        columns=tuple(Column(named[p], named[p]) for p in kept),
        rows=[[row[p] for p in kept] for row in rows],
        notes=(_("Mend the cells named in the first column, and send this file again."),),
    )
    return table_response(table, kind, filename)


def _is_errors(head: str) -> bool:
    """Whether a column holds the errors of an earlier time."""
    return head.casefold() in {ERRORS.nl.casefold(), ERRORS.en.casefold()}


def _said(errors: Iterable[CellError]) -> str:
    return "\n".join(f"{e.column}: {e.what} {e.expected}" for e in errors)
