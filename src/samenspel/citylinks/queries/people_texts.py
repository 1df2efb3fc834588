# SPDX-License-Identifier: EUPL-1.2
"""Where people of a file are named in texts, by name, address or number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q

from samenspel.citylinks.models import CityLink, Person


def mentions_of(person: Person, shared: frozenset[str] = frozenset()) -> re.Pattern[str] | None:
    """What names the person: the whole name (of two words or more), addresses, the number.

    A single word ("Jan") is no name that can be found: it would be found in other words and of
    other people. Addresses and numbers that are ``shared`` do not tell who it is. None where there
    is nothing to look for.
    """
    name = person.name.split()
    told = [person.email, person.account_email, person.telephone.strip()]
    patterns = [re.escape(text) for text in told if text and text.casefold() not in shared]
    if len(name) > 1:
        patterns.append(r"\s+".join(re.escape(word) for word in name))
    if not patterns:
        return None
    # Whole words: a name does not begin or end within another.
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def names_somebody(link: CityLink, texts: Iterable[str]) -> bool:
    """Whether one of the texts names somebody of the file; one query, none for empty texts."""
    told = "\n".join(text for text in texts if text)
    if not told:
        return False
    people = Person.objects.filter(~Q(name=""), link=link)
    patterns = (mentions_of(person) for person in people)
    return any(pattern.search(told) for pattern in patterns if pattern is not None)


def same_person(person: Person) -> list[Person]:
    """The rows of the file about this person: the same name, at the same party or address.

    One query. An address alone does not say that it is the same person: offices share them.
    """
    found = Q(party=person.party_id)
    for address in {person.email, person.account_email} - {""}:
        found |= Q(email__iexact=address) | Q(account_email__iexact=address)
    rows = Person.objects.filter(
        Q(pk=person.pk) | (Q(name__iexact=person.name) & found),
        link=person.link_id,
        removed_at__isnull=True,
    )
    return list(rows.select_related("user", "party").order_by("pk"))


def shared_addresses(link: CityLink, others_than: Iterable[Person]) -> frozenset[str]:
    """Addresses and numbers of the other people of the file, without capitals; one query."""
    rows = Person.objects.filter(link=link).exclude(pk__in=[one.pk for one in others_than])
    told = rows.values_list("email", "account_email", "telephone")
    return frozenset(text.strip().casefold() for row in told for text in row if text)
