# SPDX-License-Identifier: EUPL-1.2
"""The words by which versions are found: analysed once, renewed when what they say changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from samenspel.analysis.dutch_text import analyser_fingerprint, index_terms
from samenspel.analysis.policy_areas import POLICY_AREAS
from samenspel.datapackage.legal_forms import identify
from samenspel.places.sync import update_rows
from samenspel.register.models import ArrangementVersion, Collection, VersionDomain


def search_digest(text: str, analyser: str) -> str:
    """What is remembered of a text and its analyser: the same digest gives the same words."""
    return hashlib.sha256(f"{analyser} {text}".encode()).hexdigest()


class SearchWords:
    """Analysed words of texts; a text analysed in an earlier load is not analysed again.

    A new analyser (other word list, other library) gives other digests, so that its first load
    renews the index.
    """

    fields = ("search_text", "search_digest")

    def __init__(self, collection: Collection, analyse: Callable[[str], str]) -> None:
        self._analyse = analyse
        self._analyser = analyser_fingerprint()
        self._known: dict[str, str] = dict(
            ArrangementVersion.objects.filter(collection=collection).values_list(
                "search_digest", "search_text"
            )
        )

    def of(self, text: str) -> tuple[str, str]:
        """The analysed words of a text, and its digest."""
        digest = search_digest(text, self._analyser)
        if digest not in self._known:
            self._known[digest] = self._analyse(text)
        return self._known[digest], digest


def renew_search_words(
    versions: Iterable[int], *, analyse: Callable[[str], str] = index_terms
) -> int:
    """Analyse versions (primary keys) again where they say something else; how many did.

    For versions of which people changed something: what loads leave as the source says it is
    analysed from the package.
    """
    wanted = list(versions)
    areas: dict[int, list[str]] = {}
    for owner, key in VersionDomain.objects.filter(
        version_id__in=wanted, scheme=VersionDomain.Scheme.POLICY_AREA, is_guess=False
    ).values_list("version_id", "key"):
        areas.setdefault(owner, []).append(key)
    analyser = analyser_fingerprint()
    changed = []
    rows = ArrangementVersion.objects.filter(pk__in=wanted).select_related("body")
    for version in rows.defer("search_text"):
        text = searched_text_of(version, areas.get(version.pk, ()))
        digest = search_digest(text, analyser)
        if digest != version.search_digest:
            changed.append((analyse(text), digest, version.pk))
    update_rows(ArrangementVersion, SearchWords.fields, changed)
    return len(changed)


def searched_text_of(version: ArrangementVersion, areas: Iterable[str]) -> str:
    """What people may look for in a version as it is kept; ``areas``: keys of its policy areas."""
    words = " ".join(POLICY_AREAS[a].nl if a in POLICY_AREAS else a for a in sorted(areas))
    parts = (
        version.name, version.citation_title, version.body.name if version.body else "",
        version.purpose, version.seat_place, words, identify(version.legal_form).label_nl,
    )  # fmt: skip
    return " ".join(part for part in parts if part)
