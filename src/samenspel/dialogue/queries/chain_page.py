# SPDX-License-Identifier: EUPL-1.2
"""The chain of a round as everybody may see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, JSONField, Min, Value, When

from samenspel.accounts.chain import BEGINNING, moment
from samenspel.dialogue.models import ChainRecord, Round, Vote


@dataclass(frozen=True)
class ChainLine:
    """One record."""

    number: int
    kind: str
    key: str
    at: datetime
    payload: dict[str, Any]
    previous: str
    digest: str

    def as_values(self) -> dict[str, Any]:
        """Exactly what the digest is made of, and the digest."""
        return {
            "number": self.number,
            "kind": self.kind,
            "key": self.key,
            "at": moment(self.at),
            "payload": self.payload,
            "previous": self.previous,
            "digest": self.digest,
        }


@dataclass(frozen=True)
class ChainShown:
    """The records up to the first vote of a ballot that is still open; ``withheld`` follow later.

    ``total``: how many records can be shown; ``lines`` may be a page of them.
    """

    lines: tuple[ChainLine, ...]
    total: int
    withheld: int
    number: int
    digest: str


def public_chain(
    round_: Round, *, first: int = 1, most: int | None = None, unread: Collection[str] = ()
) -> ChainShown:
    """The records from ``first``, at most ``most`` of them; five queries at most.

    Of the kinds in ``unread`` the payload is left out (it is empty): that of a memo has every point
    of every council.

    A vote says nothing before its ballot closes. Its record, and every record after it, waits:
    the digests that follow would give it away to who tries the few possible votes.
    """
    rows = ChainRecord.objects.filter(round=round_).order_by("number")
    # Keys are text in the chain: the few votes of an open ballot are asked for first.
    votes = Vote.objects.filter(
        ballot__closed_at__isnull=True, ballot__proposal__meeting__round=round_
    )
    keys = [str(pk) for pk in votes.values_list("pk", flat=True)]
    secret = rows.filter(kind="vote", key__in=keys)
    opened = secret.aggregate(first=Min("number"))["first"] if keys else None
    total = rows.count()
    shown = total if opened is None else opened - 1
    wanted = rows.filter(number__gte=first, number__lte=shown)
    listed = wanted if most is None else wanted[:most]
    payload = Case(
        When(kind__in=unread, then=Value(None, JSONField())),
        default="payload",
        output_field=JSONField(),
    )
    columns = ("number", "kind", "key", "at", payload, "previous", "digest")
    last = rows.filter(number=shown).values_list("digest", flat=True).first()
    return ChainShown(
        lines=tuple(
            ChainLine(number, kind, key, made, held or {}, previous, digest)
            for number, kind, key, made, held, previous, digest in listed.values_list(*columns)
        ),
        total=shown,
        withheld=total - shown,
        number=shown,
        digest=last or BEGINNING,
    )
