# SPDX-License-Identifier: EUPL-1.2
"""Comparing the rows of an own list with the register: nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from samenspel.analysis.record_linkage import LinkageRecord, find_links
from samenspel.register.lists.cells import CellError
from samenspel.register.lists.columns import folded
from samenspel.register.lists.files import clean
from samenspel.stewardship.own_list.columns import CONTRIBUTION, IDENTIFIER, NAME, label_of
from samenspel.stewardship.own_list.rows import OWN, ListRow, Participant
from samenspel.stewardship.value_text import money, value_text

NEW = "new"
CHANGED = "changed"
SAME = "same"
WRONG = "wrong"
CHOOSE = "choose"
KINDS = (WRONG, CHOOSE, NEW, CHANGED, SAME)


@dataclass(frozen=True)
class Known:
    """What the register knows of one arrangement, as far as it takes to recognise it."""

    version_id: int
    key: str
    slug: str
    name: str
    citation_title: str = ""
    is_in_force: bool = True
    members: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Held:
    """What the register holds of one version, in the form of the actions.

    ``token`` and ``own_token``: of the version and the participation as they were read.
    ``participation_id`` and ``own``: of the municipality whose list it is; None without one.
    ``participants``: keys of everybody who takes part. ``kept_by``: who keeps the record when the
    person who looks may not correct it, else empty.
    """

    values: Mapping[str, Any]
    token: str = ""
    participation_id: int | None = None
    own_token: str = ""
    own: Mapping[str, Any] | None = None
    participants: frozenset[str] = frozenset()
    may_correct_own: bool = True
    kept_by: str = ""


@dataclass(frozen=True)
class Difference:
    """A value that the list states otherwise than the register; ``key`` as in ``columns``."""

    key: str
    old: Any
    new: Any

    @property
    def label(self) -> str:
        return label_of(self.key)

    @property
    def old_text(self) -> str:
        return _text(self.key, self.old)

    @property
    def new_text(self) -> str:
        return _text(self.key, self.new)


def _text(key: str, value: Any) -> str:
    if key == "participants":
        return "; ".join(p.name for p in value)
    if key.startswith(CONTRIBUTION):
        return "" if value is None else money(value)
    return value_text(key.removeprefix(OWN), value)


@dataclass(frozen=True)
class Proposal:
    """An arrangement that a row may be about, with a score in [0, 1]."""

    slug: str
    name: str
    score: float

    @property
    def percent(self) -> int:
        return round(100 * self.score)


@dataclass(frozen=True)
class RowOutcome:
    """What a row comes to; ``known`` and ``held`` are empty for what is new or not recognised.

    ``how``: by what it was recognised ("identifier", "name", "chosen"); ``takes_part`` is false
    where the municipality would be added to an arrangement that exists.
    """

    kind: str
    row: ListRow
    known: Known | None = None
    held: Held | None = None
    how: str = ""
    differences: tuple[Difference, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    errors: tuple[CellError, ...] = ()
    takes_part: bool = True
    new_participants: tuple[Participant, ...] = field(default=())

    def fingerprint(self) -> str:
        """What would be written, as text."""
        said = [f"{d.key}={d.old!r}>{d.new!r}" for d in self.differences]
        where = self.known.slug if self.known else ""
        return f"{self.row.number}|{self.kind}|{where}|{self.takes_part}|{said}"


def digest(outcomes: Iterable[RowOutcome]) -> str:
    """Of all that would be written; other when the register or the list is other."""
    text = "\n".join(outcome.fingerprint() for outcome in outcomes)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Recognised:
    """A row with the arrangement that it is about, or what it might be about."""

    row: ListRow
    known: Known | None = None
    how: str = ""
    proposals: tuple[Proposal, ...] = ()
    errors: tuple[CellError, ...] = ()


def recognise(
    rows: Sequence[ListRow], known: Sequence[Known], choices: Mapping[str, str]
) -> tuple[Recognised, ...]:
    """Which arrangement each row is about: by identifier, what a person chose, exact name, score.

    ``choices``: from row number to the address of an arrangement, or "new".
    """
    by_identifier = {k.key: k for k in known} | {k.slug: k for k in known}
    by_slug = {k.slug: k for k in known}
    by_name: dict[str, list[Known]] = {}
    for one in known:
        if one.is_in_force:
            for name in {folded(one.name), folded(one.citation_title)} - {""}:
                by_name.setdefault(name, []).append(one)
    found: list[Recognised] = []
    open_rows: list[ListRow] = []
    for row in rows:
        choice = choices.get(str(row.number), "")
        if row.identifier:
            found.append(_by_identifier(row, by_identifier))
        elif choice == NEW:
            found.append(Recognised(row, how="chosen"))
        elif choice in by_slug:
            found.append(Recognised(row, by_slug[choice], "chosen"))
        elif len(same := by_name.get(folded(row.name), [])) == 1:
            found.append(Recognised(row, same[0], "name"))
        elif same:
            found.append(Recognised(row, proposals=_proposals_of(same)))
        else:
            found.append(Recognised(row))
            open_rows.append(row)
    taken = {r.known.slug for r in found if r.known}
    proposals = _by_score(open_rows, [k for k in known if k.is_in_force and k.slug not in taken])
    return _once_each(
        Recognised(r.row, proposals=proposals[r.row.number]) if r.row.number in proposals else r
        for r in found
    )


def _by_identifier(row: ListRow, by_identifier: Mapping[str, Known]) -> Recognised:
    text = row.identifier.strip()
    number = f"roo-{text}" if text.isdigit() else text
    known = by_identifier.get(text) or by_identifier.get(number)
    if known is not None:
        return Recognised(row, known, "identifier")
    what = _("The register has no arrangement with this identifier.")
    expected = _("An identifier from the template, or nothing when the arrangement is new.")
    return Recognised(row, errors=(CellError(IDENTIFIER.label, text[:200], what, expected),))


def _proposals_of(same: Iterable[Known]) -> tuple[Proposal, ...]:
    return tuple(Proposal(k.slug, k.name, 1.0) for k in sorted(same, key=lambda k: k.slug))


def _by_score(rows: Sequence[ListRow], known: Sequence[Known]) -> dict[int, tuple[Proposal, ...]]:
    """Arrangements that are much like a row, best first, for rows that have any."""
    if not rows:
        return {}
    names = {k.slug: k.name for k in known}
    links = find_links(
        [
            LinkageRecord(
                key=str(row.number),
                names=tuple(filter(None, (row.name, row.version.get("citation_title")))),
            )
            for row in rows
        ],
        [
            LinkageRecord(key=k.slug, names=tuple(filter(None, (k.name, k.citation_title))))
            for k in known
        ],
    )
    found: dict[int, tuple[Proposal, ...]] = {}
    for link in links:
        proposal = Proposal(link.second, names[link.second], link.score)
        found[int(link.first)] = (*found.get(int(link.first), ()), proposal)
    return found


def _once_each(recognised: Iterable[Recognised]) -> tuple[Recognised, ...]:
    """The second row about one arrangement is wrong."""
    first: dict[str, int] = {}
    names: dict[str, int] = {}
    found = []
    for one in recognised:
        if one.known is not None:
            other = first.setdefault(one.known.slug, one.row.number)
        else:
            other = names.setdefault(folded(one.row.name) or str(one.row.number), one.row.number)
        if other != one.row.number and not one.errors:
            what = _("Row %(number)s is about the same arrangement.") % {"number": other}
            error = CellError(NAME.label, one.row.name[:200], what, _("One row per arrangement."))
            one = Recognised(one.row, one.known, one.how, errors=(error,))
        found.append(one)
    return tuple(found)


def compare(recognised: Recognised, held: Held | None, own_code: str) -> RowOutcome:
    """What a recognised row comes to; ``held`` is what the register holds of its arrangement."""
    row = recognised.row
    errors = (*row.errors, *recognised.errors)
    outcome = partial(
        RowOutcome,
        row=row,
        known=recognised.known,
        held=held,
        how=recognised.how,
        proposals=recognised.proposals,
    )
    if errors:
        return outcome(kind=WRONG, errors=errors)
    if recognised.proposals:
        return outcome(kind=CHOOSE)
    if held is None:
        return outcome(kind=NEW, differences=_all_stated(row), takes_part=False)
    version = _version_differences(row, held)
    own = _own_differences(row, held)
    others = tuple(p for p in row.participants if p.key not in {*held.participants, own_code})
    added = [Difference("participants", (), others)] if others else []
    takes_part = held.own is not None
    refused = _refusals(held, [*version, *added], [*own] or ([] if takes_part else [None]))
    differences = (*version, *own, *added)
    if refused:
        return outcome(kind=WRONG, errors=refused, differences=differences)
    return outcome(
        kind=CHANGED if differences or not takes_part else SAME,
        differences=differences,
        takes_part=takes_part,
        new_participants=others,
    )


def _refusals(
    held: Held, of_record: Sequence[Difference], of_own: Sequence[object]
) -> tuple[CellError, ...]:
    expected = _("Leave these cells as the register has them, or ask who keeps the record.")
    what = _("This record is kept by %(name)s. Only your own participation can be changed.")
    errors = [
        CellError(d.label, d.new_text[:200], what % {"name": held.kept_by}, expected)
        for d in of_record
        if held.kept_by
    ]
    if of_own and not held.may_correct_own and not errors:
        text = _("You may not change the participation of this municipality.")
        errors.append(CellError(NAME.label, "", text, expected))
    return tuple(errors)


def _all_stated(row: ListRow) -> tuple[Difference, ...]:
    """All that a row for a new arrangement says."""
    return (
        *(Difference(k, None, v) for k, v in row.version.items() if v not in (None, "", ())),
        *(Difference(f"{OWN}{k}", None, v) for k, v in row.own.items() if v not in (None, "")),
        *(
            Difference(f"{CONTRIBUTION}{year}", None, v)
            for year, v in sorted(row.contributions.items())
            if v is not None
        ),
        *([Difference("participants", (), row.participants)] if row.participants else []),
    )


def _version_differences(row: ListRow, held: Held) -> tuple[Difference, ...]:
    return tuple(
        Difference(key, held.values[key], value)
        for key, value in row.version.items()
        if not alike(held.values[key], value)
    )


def _own_differences(row: ListRow, held: Held) -> tuple[Difference, ...]:
    own: Mapping[str, Any] = held.own or {}
    paid = own.get("contributions", {})
    return (
        *(
            Difference(f"{OWN}{key}", own.get(key), value)
            for key, value in row.own.items()
            if not alike(own.get(key), value)
        ),
        *(
            Difference(f"{CONTRIBUTION}{year}", paid.get(year, (None, ""))[0], value)
            for year, value in sorted(row.contributions.items())
            if not alike(paid.get(year, (None, ""))[0], value)
        ),
    )


def alike(old: Any, new: Any) -> bool:
    """Whether both say the same: blanks and the order of areas and organs do not count."""
    if isinstance(old, str) and isinstance(new, str):
        if "|" in old or "|" in new:
            return set(old.split("|")) == set(new.split("|"))
        return " ".join(clean(old).split()) == " ".join(clean(new).split())
    if isinstance(new, tuple):
        return set(old or ()) == set(new)
    if isinstance(new, (float, Decimal)) and old is not None:
        return abs(float(old) - float(new)) < 0.005
    return bool(old == new) or (old in (None, "") and new in (None, ""))
