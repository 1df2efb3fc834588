# SPDX-License-Identifier: EUPL-1.2
"""The rows of an own list as values, with everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from samenspel.register.lists.cells import CellError, CellProblem, parts_of
from samenspel.register.lists.columns import Layout, folded
from samenspel.register.models import Participation
from samenspel.stewardship.own_list.cells import read_cell
from samenspel.stewardship.own_list.columns import (
    IDENTIFIER,
    NAME,
    PARTICIPANTS,
    contribution_year,
    label_of,
)

OWN = "own:"
_MOST_PARTICIPANTS = 500
_WATER_BOARD = re.compile(r"(?:water|hoogheemraad|wetterskip|zuiverings?|dijk)schap\b|wetterskip")


@dataclass(frozen=True)
class Participant:
    """Somebody else who takes part, as the actions take it; ``key`` tells it from others."""

    kind: str
    code: str
    name: str

    @property
    def key(self) -> str:
        return self.code or f"{self.kind}:{folded(self.name)}"

    @property
    def values(self) -> dict[str, Any]:
        """The identity of a participation in the form of the actions."""
        municipal = self.kind == Participation.Kind.MUNICIPALITY
        return {
            "kind": self.kind,
            "municipality": self.code if municipal else None,
            "code": self.code,
            "name": self.name,
        }


@dataclass(frozen=True)
class ListRow:
    """A row of the list: what it says, and what of it cannot be read.

    ``version``, ``own`` and ``contributions`` hold only what the row states, in the form of the
    register's actions.
    """

    number: int
    cells: tuple[str, ...]
    identifier: str
    name: str
    version: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[str, Any] = field(default_factory=dict)
    contributions: Mapping[int, Any] = field(default_factory=dict)
    participants: tuple[Participant, ...] = ()
    errors: tuple[CellError, ...] = ()


class KnownPlaces:
    """Municipalities and provinces by what people call them.

    ``municipalities``: (code, name, other name) rows, one per name; those that exist go before
    those that ended. ``provinces``: (code, name).
    """

    def __init__(
        self,
        municipalities: Iterable[tuple[str, str, str]],
        provinces: Iterable[tuple[str, str]],
    ) -> None:
        self._municipalities: dict[str, tuple[str, str]] = {}
        self._provinces: dict[str, tuple[str, str]] = {}
        for code, name, other in municipalities:
            for known in (code, name, other):
                self._municipalities.setdefault(folded(known), (code, name))
        for code, name in provinces:
            self._provinces.setdefault(folded(name), (code, name))

    def participant(self, text: str) -> Participant | None:
        """Who is meant; None when nobody is called that."""
        name = folded(text)
        bare = re.sub(r"^(?:de )?(?:gemeente|municipality of) ", "", name)
        if found := self._municipalities.get(bare):
            return Participant(Participation.Kind.MUNICIPALITY.value, *found)
        province = re.sub(r"^(?:de )?(?:provincie|province of) ", "", name)
        if province != name and (found := self._provinces.get(province)):
            return Participant(Participation.Kind.PROVINCE.value, *found)
        if _WATER_BOARD.search(name):
            return Participant(Participation.Kind.WATER_BOARD.value, "", text)
        return None


def read_rows(
    rows: Sequence[Sequence[Any]], layout: Layout, places: KnownPlaces
) -> tuple[ListRow, ...]:
    """Every row as values; ``rows`` are (number, cells) as stored."""
    return tuple(_read_row(int(number), tuple(cells), layout, places) for number, cells in rows)


def _read_row(number: int, cells: tuple[str, ...], layout: Layout, places: KnownPlaces) -> ListRow:
    said = {k: text for k, text in zip(layout.keys, cells, strict=True) if k and text}
    errors: list[CellError] = []
    values: dict[str, Any] = {}
    for key, text in said.items():
        if key in {IDENTIFIER.key, PARTICIPANTS.key}:
            continue
        try:
            values[key] = read_cell(key, text)
        except CellProblem as problem:
            errors.append(CellError(label_of(key), text[:200], problem.what, problem.expected))
    if NAME.key not in said:
        what, expected = _("The name is missing."), _("The name of the arrangement.")
        errors.append(CellError(NAME.label, "", what, expected))
    participants = _participants(said.get(PARTICIPANTS.key, ""), places, errors)
    _check_periods(values, said, errors)
    return ListRow(
        number=number,
        cells=cells,
        identifier=said.get(IDENTIFIER.key, "")[:700],
        name=str(values.get(NAME.key, said.get(NAME.key, "")))[:500],
        version={k: v for k, v in values.items() if ":" not in k},
        own={k.removeprefix(OWN): v for k, v in values.items() if k.startswith(OWN)},
        contributions={
            year: v for k, v in values.items() if (year := contribution_year(k)) is not None
        },
        participants=participants,
        errors=tuple(errors),
    )


def _participants(
    text: str, places: KnownPlaces, errors: list[CellError]
) -> tuple[Participant, ...]:
    names = parts_of(text)
    if len(names) == 1 and "," in text:
        names = tuple(dict.fromkeys(p.strip() for p in text.split(",") if p.strip()))
    found: dict[str, Participant] = {}
    unknown = []
    for name in names[:_MOST_PARTICIPANTS]:
        participant = places.participant(name[:200])
        if participant is None:
            unknown.append(f"“{name[:60]}”")
        else:
            found.setdefault(participant.key, participant)
    if unknown:
        what = _("No municipality, province or water board is called %(names)s.") % {
            "names": ", ".join(unknown[:5])
        }
        expected = _("Names with a semicolon between, as “Edam-Volendam; provincie Utrecht”.")
        errors.append(CellError(PARTICIPANTS.label, text[:200], what, expected))
    return tuple(found.values())


def _check_periods(
    values: Mapping[str, Any], said: Mapping[str, str], errors: list[CellError]
) -> None:
    for prefix in ("", OWN):
        begin, end = values.get(f"{prefix}valid_from"), values.get(f"{prefix}valid_to")
        if begin and end and end <= begin:
            key = f"{prefix}valid_to"
            errors.append(
                CellError(
                    label_of(key),
                    said[key][:200],
                    _("The end lies before the beginning."),
                    _("A last day on or after the first day."),
                )
            )
