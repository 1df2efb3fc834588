# SPDX-License-Identifier: EUPL-1.2
"""A load on its way: the package, what people hold, what becomes history, and table after table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from samenspel.datapackage import Package
from samenspel.places.sync import Key, Synced, Values, read_present, sync, update_rows
from samenspel.register.actions.load_history import LoadHistory
from samenspel.register.actions.load_people import Codes, People, Shape
from samenspel.register.actions.search_words import SearchWords, renew_search_words
from samenspel.register.models import Arrangement, ArrangementVersion, Collection
from samenspel.register.records import (
    BOARD,
    CONTRIBUTION,
    PARTICIPATION,
    SEAT,
    VERSION,
    Ref,
)
from samenspel.register.search_text import searched_text


@dataclass
class Loading:
    """What every step of a load needs.

    ``arrangements``: primary keys of those that had versions before the load.
    """

    package: Package
    collection: Collection
    people: People
    codes: Codes = field(default_factory=lambda: Codes({}))
    history: LoadHistory = field(default_factory=lambda: LoadHistory(frozenset()))
    arrangements: frozenset[int] = frozenset()
    _refs: dict[str, dict[int, Ref]] = field(default_factory=dict)
    _spared: frozenset[int] = frozenset()

    def bring(
        self,
        kind: str,
        scope: QuerySet[Any, Any],
        *,
        key: Sequence[str],
        fields: Sequence[str],
        wanted: Mapping[Key, Values],
        ref_of: Callable[[Key], Ref],
    ) -> Synced:
        """Bring a table that has a history to what the package says, as far as people let it."""
        fields = (*fields, "is_entered")
        rows = {k: (*values, False) for k, values in wanted.items()}
        present = read_present(scope, key=key, fields=fields)
        shape = Shape(kind, fields, ref_of, self.codes)
        rows, spared = self.people.mind(shape, present, rows)
        self.history.note_rows(shape, present, rows, spared)
        synced = sync(scope, key=key, fields=fields, wanted=rows, present=present, spared=spared)
        if kind in (VERSION, PARTICIPATION, BOARD):
            refs = {pk: ref_of(k) for k, pk in synced.ids.items()}
            refs.update({present[k][0]: ref_of(k) for k in spared})
            self._refs[kind] = refs
        if kind == VERSION:
            self._spared = frozenset(present[k][0] for k in spared)
        return synced

    def bring_plain(
        self,
        scope: QuerySet[Any, Any],
        *,
        key: Sequence[str],
        fields: Sequence[str],
        wanted: Mapping[Key, Values],
    ) -> Synced:
        """Bring a table without history to what the package says; ``key`` begins with a version.

        What hangs on a version that the package has not, but people kept, stays.
        """
        present = read_present(scope, key=key, fields=fields)
        spared = {k for k in present if k[0] in self._spared} if self._spared else ()
        return sync(scope, key=key, fields=fields, wanted=wanted, present=present, spared=spared)

    def under_version(self, kind: str) -> Callable[[Key], Ref]:
        """From the key of a row (version, ...) to its record."""

        def ref(key: Key) -> Ref:
            return Ref(kind, (*self._refs[VERSION][key[0]].key, *key[1:]))

        return ref

    def seat(self, key: Key) -> Ref:
        """From the key of a row (board, participation) to its record."""
        board, participation = self._refs[BOARD][key[0]], self._refs[PARTICIPATION][key[1]]
        return Ref(SEAT, (*board.key, *participation.key[1:]))

    def contribution(self, key: Key) -> Ref:
        """From the key of a row (participation, year) to its record."""
        return Ref(CONTRIBUTION, (*self._refs[PARTICIPATION][key[0]].key, key[1]))

    def search_words(
        self, analyse: Callable[[str], str]
    ) -> Callable[[str, Mapping[str, Any]], tuple[str, str]]:
        """From the key and row of a version to its words and their digest.

        A version of which people hold or entered something keeps its words until :meth:`settle`.
        """
        words = SearchWords(self.collection, analyse)
        kept: dict[str, tuple[str, str]] = {}
        touched = self.people.versions()
        if touched:
            rows = ArrangementVersion.objects.filter(collection=self.collection)
            kept = {
                key: (text, digest)
                for key, *(text, digest) in rows.values_list("key", *SearchWords.fields)
                if key in touched
            }

        def of(key: str, row: Mapping[str, Any]) -> tuple[str, str]:
            return kept[key] if key in kept else words.of(searched_text(row))

        return of

    def settle(self, analyse: Callable[[str], str]) -> None:
        """After all tables: the words of what people touched, and arrangements left empty."""
        touched = self.people.versions()
        if touched:
            self._settle_words(touched, analyse)
        left = Arrangement.objects.filter(pk__in=self._emptied())
        left.delete()

    def _emptied(self) -> list[int]:
        """Arrangements that had versions before the load, and have none now."""
        filled = set(
            ArrangementVersion.objects.filter(collection=self.collection).values_list(
                "arrangement_id", flat=True
            )
        )
        return sorted(self.arrangements - filled)

    def _settle_words(self, touched: set[str], analyse: Callable[[str], str]) -> None:
        pks = {str(ref.key[0]): pk for pk, ref in self._refs[VERSION].items()}
        still = self.people.versions(now=True)
        renew_search_words([pks[key] for key in sorted(still) if key in pks], analyse=analyse)
        words = SearchWords(self.collection, analyse)
        settled = touched - still
        update_rows(
            ArrangementVersion,
            SearchWords.fields,
            [
                (*words.of(searched_text(row)), pks[row["id"]])
                for row in self.package.table("arrangements").iter_rows(named=True)
                if row["id"] in settled and row["id"] in pks
            ],
        )
