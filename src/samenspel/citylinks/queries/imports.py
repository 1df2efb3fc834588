# SPDX-License-Identifier: EUPL-1.2
"""A list of city links beside the links that there are: what would be made, row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from samenspel.accounts.rules import ANYTHING, Actor
from samenspel.citylinks.models import CityLink, LinkList, Party
from samenspel.citylinks.queries.imports_cells import LONGEST_NAME
from samenspel.citylinks.queries.imports_columns import layout
from samenspel.citylinks.queries.imports_places import Places, name_key
from samenspel.citylinks.queries.imports_rows import LinkRow, read_rows
from samenspel.citylinks.rules import IMPORT_LINKS, MAKE_LINK, may_for
from samenspel.places.models import Municipality, on_date
from samenspel.register.rules import all_of_municipality

WRONG, NEW, KNOWN = "wrong", "new", "known"
KINDS = (WRONG, NEW, KNOWN)
MOST_LISTED = 20


@dataclass(frozen=True)
class RowOutcome:
    """What a row comes to.

    ``name``: what the link would be called; of one that is known already, when it is taken over
    all the same, a name that is free. ``because``: by what it is known, a sentence; ``as_known``
    the same in any language.
    """

    kind: str
    row: LinkRow
    name: str
    because: str = ""
    as_known: str = ""

    def fingerprint(self) -> str:
        """What would be written, as text; the same in every language."""
        row = replace(self.row, cells=(), errors=(), partners=())
        partners = [partner.key for partner in self.row.partners]
        return f"{self.kind}|{self.name}|{self.as_known}|{partners}|{row!r}"


@dataclass(frozen=True)
class DryRun:
    """What taking over a list would do; ``digest`` tells whether it is still the same."""

    outcomes: tuple[RowOutcome, ...]
    digest: str

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Rows per kind of outcome."""
        return {kind: len(self.of_kind(kind)) for kind in KINDS}

    def of_kind(self, kind: str) -> tuple[RowOutcome, ...]:
        """The rows that came to this."""
        return tuple(outcome for outcome in self.outcomes if outcome.kind == kind)

    @property
    def groups(self) -> tuple[tuple[str, tuple[RowOutcome, ...]], ...]:
        """Rows by outcome, those that ask for something first; only kinds that occur."""
        return tuple((kind, rows) for kind in KINDS if (rows := self.of_kind(kind)))

    def written(self, chosen: Iterable[int]) -> tuple[RowOutcome, ...]:
        """The rows that would be written: all new ones, and the known ones with these numbers."""
        wanted = frozenset(chosen)
        return tuple(
            one
            for one in self.outcomes
            if one.kind == NEW or (one.kind == KNOWN and one.row.number in wanted)
        )


@dataclass(frozen=True)
class _Held:
    """A link that there is, or that an earlier row makes, as far as it takes to recognise it."""

    key: str
    says: str
    name: str
    kind: str
    partner_keys: frozenset[str]


def dry_run(imported: LinkList, *, on: date, actor: Actor, sees_all: bool | None = None) -> DryRun:
    """What taking over a list would do on a day, for this person; writes nothing.

    ``sees_all``: whether the person sees the files of the municipality, when that is known. At
    most six queries, whatever the length of the list.
    """
    own = imported.municipality
    if sees_all is None:
        sees_all = may_for(MAKE_LINK, actor, own, on=on)
    acts_for = all_of_municipality(own)
    outcomes = tuple(_outcomes(_rows(imported, acts_for, on), _held(acts_for, sees_all=sees_all)))
    text = "\n".join(outcome.fingerprint() for outcome in outcomes)
    return DryRun(outcomes, hashlib.sha256(text.encode()).hexdigest()[:32])


def wrong_rows(imported: LinkList, *, on: date) -> tuple[LinkRow, ...]:
    """The rows of a list that cannot be taken over; at most three queries."""
    rows = _rows(imported, all_of_municipality(imported.municipality), on)
    return tuple(row for row in rows if row.errors)


def _rows(imported: LinkList, acts_for: Iterable[int], on: date) -> tuple[LinkRow, ...]:
    places = Places(imported.municipality, acts_for, on=on)
    return read_rows(imported.rows, layout(imported.heads), places, on=on)


def _outcomes(rows: Iterable[LinkRow], held: list[_Held]) -> Iterable[RowOutcome]:
    by_name: dict[str, _Held] = {}
    by_partners: dict[tuple[str, frozenset[str]], _Held] = {}

    def remember(one: _Held) -> None:
        by_name.setdefault(one.name, one)
        by_partners.setdefault((one.kind, one.partner_keys), one)

    free_name = FreeName(by_name)
    for one in held:
        remember(one)
    for row in rows:
        if row.errors:
            yield RowOutcome(WRONG, row, row.name)
            continue
        same_name = by_name.get(name_key(row.name))
        same_partners = by_partners.get((row.kind, row.partner_keys))
        name = free_name(row.name) if same_name else row.name
        remember(
            _Held(
                f"row {row.number}",
                _("row %(number)s of this list") % {"number": row.number},
                name_key(name), row.kind, row.partner_keys,
            )
        )  # fmt: skip
        because = _because(same_name, same_partners)
        as_known = f"{same_name and same_name.key} {same_partners and same_partners.key}"
        yield RowOutcome(KNOWN if because else NEW, row, name, because, as_known)


def _because(same_name: _Held | None, same_partners: _Held | None) -> str:
    if same_name is not None:
        if same_partners is same_name:
            text = _("The same name, partners and kind: %(link)s.")
        else:
            text = _("The same name: %(link)s.")
        return text % {"link": same_name.says}
    if same_partners is not None:
        return _("The same partners and kind: %(link)s.") % {"link": same_partners.says}
    return ""


class FreeName:
    """The name with a number behind it that nothing in ``taken`` has, as it is by then."""

    def __init__(self, taken: Container[str]) -> None:
        self._taken = taken
        self._next: dict[str, int] = {}

    def __call__(self, name: str) -> str:
        stem = name[: LONGEST_NAME - 6]
        number = self._next.get(stem, 2)
        while name_key(found := f"{stem} ({number})") in self._taken:
            number += 1
        self._next[stem] = number + 1
        return found


def _held(acts_for: Iterable[int], *, sees_all: bool) -> list[_Held]:
    """The links of the municipality and of those that merged into it; two queries.

    Of one that is not public, who is no member learns no more than that it is there.
    """
    ours = frozenset(acts_for)
    keys = Party.objects.filter(municipality__in=ours).values("link")
    links = list(CityLink.objects.filter(pk__in=keys).order_by("name", "pk"))
    partners: dict[int, set[str]] = {link.pk: set() for link in links}
    rows = Party.objects.filter(link__in=keys, valid_to__isnull=True).exclude(municipality__in=ours)
    for party in rows.select_related("municipality"):
        code = party.municipality.code if party.municipality else ""
        partners[party.link_id].add(code or f"{party.country}:{name_key(party.name)}")
    return [
        _Held(
            f"link {link.pk}",
            f"“{link.name}”" if sees_all or link.is_public else _("a link that is not public"),
            name_key(link.name), link.kind, frozenset(partners[link.pk]),
        )
        for link in links
    ]  # fmt: skip


def lists_of(municipality: Municipality) -> tuple[LinkList, ...]:
    """The lists that a municipality sent, newest first, without their rows; one query."""
    rows = LinkList.objects.filter(municipality=municipality)
    return tuple(rows.exclude(state=LinkList.State.DISCARDED).defer("rows", "heads")[:MOST_LISTED])


def places_to_import_for(actor: Actor, *, on: date) -> tuple[Municipality, ...]:
    """The own municipalities for which the actor may import, by name; at most two queries."""
    held = {r.municipality_id for r in actor.roles(on) if r.kind in IMPORT_LINKS.allowed} - {None}
    rows = Municipality.objects.filter(on_date(on), pk__in=[pk for pk in held if pk])
    return tuple(rows.order_by("name", "code"))


def may_import_for_all(actor: Actor, *, on: date) -> bool:
    """Whether the actor may import for every municipality: who runs the site."""
    return any(IMPORT_LINKS.allowed.get(r.kind) == ANYTHING for r in actor.roles(on))


def may_import_somewhere(actor: Actor, *, on: date) -> bool:
    """Whether the actor may import for any municipality, to show the way in."""
    return may_import_for_all(actor, on=on) or any(
        r.kind in IMPORT_LINKS.allowed and r.municipality_id for r in actor.roles(on)
    )
