# SPDX-License-Identifier: EUPL-1.2
"""The arrangements of a collection in the form in which they are compared with others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import urlsplit

from samenspel.analysis.record_linkage import LinkageRecord, current_codes
from samenspel.places.models import MunicipalityChange
from samenspel.register.models import ArrangementVersion, Collection, Participation

_ROO = re.compile(r"organisaties\.overheid\.nl/(\d+)")


def successors() -> Mapping[str, frozenset[str]]:
    """Old municipal code -> the codes that took its place; one query.

    A split has several; a transfer of part of the territory has none.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = MunicipalityChange.objects.exclude(kind=MunicipalityChange.Kind.TRANSFER)
    for old, new in rows.values_list("old__code", "new__code"):
        found[old].add(new)
    return {old: frozenset(new) for old, new in found.items()}


def linkage_records(
    collection: Collection, following: Mapping[str, frozenset[str]]
) -> list[LinkageRecord]:
    """Every arrangement of a collection, by address; two queries."""
    members: defaultdict[int, set[str]] = defaultdict(set)
    for version_id, code in Participation.objects.filter(
        version__collection=collection, municipality__isnull=False
    ).values_list("version_id", "municipality__code"):
        members[version_id].add(code)
    chains: defaultdict[str, list[ArrangementVersion]] = defaultdict(list)
    versions = ArrangementVersion.objects.filter(collection=collection).select_related(
        "arrangement", "body", "seat_municipality"
    )
    for version in versions.defer("search_text", "purpose", "legal_bases", "powers").order_by("pk"):
        chains[version.arrangement.slug].append(version)
    return [
        LinkageRecord(
            key=slug,
            names=tuple(dict.fromkeys(n for v in chain for n in _names(v))),
            identifiers=frozenset(i for v in chain for i in _identifiers(v)),
            members=tuple(dict.fromkeys(current_codes(members[v.pk], following) for v in chain)),
            forms=frozenset(v.legal_form for v in chain if v.legal_form),
            seats=frozenset(
                code
                for v in chain
                if v.seat_municipality
                for code in current_codes([v.seat_municipality.code], following)
            ),
        )
        for slug, chain in sorted(chains.items())
    ]


def _names(version: ArrangementVersion) -> list[str]:
    body = version.body.name if version.body else ""
    return [name for name in (version.name, version.citation_title, body) if name]


def _identifiers(version: ArrangementVersion) -> set[str]:
    """Identifiers with their scheme: roo, kvk, tooi and the host of the website."""
    found = set()
    if version.key.startswith("roo-"):
        found.add(f"roo:{version.key.removeprefix('roo-')}")
    if number := _ROO.search(version.source_url):
        found.add(f"roo:{number[1]}")
    sites = [version.website]
    if version.body:
        sites.append(version.body.website)
        found |= {
            f"{scheme}:{value}"
            for scheme, value in (("kvk", version.body.kvk), ("tooi", version.body.tooi_code))
            if value
        }
    return found | {f"web:{host}" for site in sites if (host := _host(site))}


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
