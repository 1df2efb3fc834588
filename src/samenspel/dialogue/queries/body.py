# SPDX-License-Identifier: EUPL-1.2
"""One body of a round: what everybody may know of it, and what its own people may know besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from samenspel.accounts.models import User
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.opinions.bodies import is_joined
from samenspel.dialogue.models import (
    Addressee,
    AddresseeStep,
    Adoption,
    Clause,
    Opinion,
    OpinionParty,
    OpinionPoint,
    OpinionVersion,
    Round,
)
from samenspel.dialogue.queries.standing import Standing, standing_of

State = Addressee.State


@dataclass(frozen=True)
class SentText:
    """A sent version of the body's opinion; ``counts``: it is the one that stands now."""

    version: OpinionVersion
    adoptions: tuple[Adoption, ...]
    on: date
    is_late: bool
    counts: bool

    @property
    def bodies(self) -> tuple[str, ...]:
        """The names of the bodies that adopted it."""
        return tuple(held.addressee.name for held in self.adoptions)


@dataclass(frozen=True)
class Inside:
    """What only people of the body know.

    ``is_open``: the draft can be changed; ``is_fixed``: there is a text that was adopted and not
    sent; ``has_adopted``: this body adopted it; ``waiting``: the names of the councils that did
    not; ``invited_by``: the council that asks to give an opinion together, or empty.
    """

    opinion: Opinion | None
    is_leading: bool
    is_open: bool
    is_fixed: bool
    has_adopted: bool
    waiting: tuple[str, ...]
    partners: tuple[str, ...]
    led_by: str
    invited_by: str
    rapporteurs: int
    own_notes: int
    shared_notes: int


NOTHING_INSIDE = Inside(
    None, False, False, False, False, waiting=(), partners=(), led_by="", invited_by="",
    rapporteurs=0, own_notes=0, shared_notes=0,
)  # fmt: skip


@dataclass(frozen=True)
class PartOfText:
    """A clause, and what the body thinks of it as far as the reader may know (else None)."""

    clause: Clause
    point: OpinionPoint | None


@dataclass(frozen=True)
class BodyPage:
    """The one page of a body; ``sent`` and ``history`` are empty while nothing was sent."""

    round: Round
    addressee: Addressee
    standing: Standing
    inside: Inside
    steps: Mapping[str, AddresseeStep]
    parts: tuple[PartOfText, ...]
    general: tuple[OpinionPoint, ...]
    sent: SentText | None
    history: tuple[SentText, ...]
    days_left: int | None
    today: date

    @property
    def unsaid(self) -> tuple[Clause, ...]:
        """The clauses about which the opinion says nothing."""
        return tuple(part.clause for part in self.parts if part.point is None)

    @property
    def newest_first(self) -> tuple[SentText, ...]:
        """The versions that were sent, the last one first."""
        return self.history[::-1]

    @property
    def is_answered(self) -> bool:
        """Whether the body said what it wanted to say, or that it says nothing."""
        return self.addressee.state in {State.SENT, State.TOO_LATE, State.NONE_WISHED}


def addressee_of(access: Access, pk: int) -> Addressee | None:
    """A body of the round with its municipality, its part in an opinion, and counts of notes.

    One query. ``shared_notes`` and ``own_notes`` are for the own body only.
    """
    user = access.actor.user
    rows: QuerySet[Addressee] = access.round.addressees.select_related(
        "municipality", "party__opinion__document"
    )
    found = rows.annotate(
        shared_notes=Count("preparations", filter=Q(preparations__is_shared=True), distinct=True),
        own_notes=Count("preparations", filter=_mine(user), distinct=True),
        writing=Count("rapporteurs", filter=Q(rapporteurs__ended_at__isnull=True), distinct=True),
    ).filter(pk=pk)
    addressee = found.first()
    if addressee is not None:
        addressee.round = access.round
    return addressee


def _mine(user: User | None) -> Q:
    return Q(preparations__user=user) if user is not None else Q(pk__in=())


def body_page(access: Access, addressee: Addressee) -> BodyPage:
    """What this person sees of this body; at most six queries beside those of access."""
    standing = standing_of(access, addressee)
    adoptions = adoptions_of(addressee)
    history = sent_texts(addressee, adoptions)
    sent = next((text for text in history if text.counts), None)
    shown = sent or (history[-1] if history else None)
    points = list(shown.version.points.select_related("clause")) if shown else []
    inside = inside_of(addressee, adoptions) if standing.sees_inside else NOTHING_INSIDE
    document = shown.version.document_id if shown else None
    by_clause = {point.clause_id: point for point in points if point.clause_id}
    return BodyPage(
        round=access.round,
        addressee=addressee,
        standing=standing,
        inside=inside,
        steps=public_steps(addressee),
        parts=tuple(
            PartOfText(clause, by_clause.get(clause.pk))
            for clause in clauses_of(access.round, document or _document_inside(inside))
        ),
        general=tuple(point for point in points if point.clause_id is None),
        sent=sent,
        history=history,
        days_left=(addressee.due_on - access.on).days if addressee.due_on else None,
        today=access.on,
    )


def _document_inside(inside: Inside) -> int | None:
    return inside.opinion.document_id if inside.opinion else None


def adoptions_of(addressee: Addressee) -> list[Adoption]:
    """Who adopted which version: of everything that this body adopted, and of its opinion now.

    One query. Also of versions that were not sent: only :func:`sent_texts` is for everybody.
    """
    theirs = Q(version__adoptions__addressee=addressee)
    party: OpinionParty | None = getattr(addressee, "party", None)
    if party is not None:
        theirs |= Q(version__opinion=party.opinion_id)
    rows = Adoption.objects.filter(theirs).select_related(
        "version__document", "version__sending", "addressee"
    )
    return list(rows.distinct().order_by("version__at", "version_id", "addressee__position", "pk"))


def sent_texts(addressee: Addressee, adoptions: Sequence[Adoption]) -> tuple[SentText, ...]:
    """Every version that this body adopted and that was sent, the oldest first."""
    found: dict[int, list[Adoption]] = {}
    for row in adoptions:
        if hasattr(row.version, "sending"):
            found.setdefault(row.version_id, []).append(row)
    found = {
        pk: held
        for pk, held in found.items()
        if any(one.addressee_id == addressee.pk for one in held)
    }
    opinion = _current_opinion(addressee)
    last = max((v[0].version.number for v in found.values() if _is_of(v, opinion)), default=0)
    return tuple(
        SentText(
            version=held[0].version,
            adoptions=tuple(held),
            on=held[0].version.sending.on,
            is_late=held[0].version.sending.is_late,
            counts=_is_of(held, opinion) and held[0].version.number == last,
        )
        for held in found.values()
    )


def _is_of(adoptions: Sequence[Adoption], opinion: int | None) -> bool:
    return adoptions[0].version.opinion_id == opinion


def _current_opinion(addressee: Addressee) -> int | None:
    """The opinion that the body stands behind; None when it withdrew."""
    party: OpinionParty | None = getattr(addressee, "party", None)
    is_theirs = is_joined(party) and addressee.state != State.WITHDRAWN
    return party.opinion_id if party is not None and is_theirs else None


def public_steps(addressee: Addressee) -> dict[str, AddresseeStep]:
    """The last step into each state; one query."""
    return {step.state: step for step in addressee.steps.order_by("at", "pk")}


def clauses_of(round_: Round, document: int | None) -> list[Clause]:
    """The clauses of a version of the text, or of the last published one; one query."""
    rows = Clause.objects.filter(document__round=round_).select_related("document")
    if document is not None:
        return list(rows.filter(document=document).order_by("position"))
    found = list(
        rows.filter(document__published_at__isnull=False).order_by(
            F("document__number").desc(), "position"
        )
    )
    return [clause for clause in found if clause.document_id == found[0].document_id]


def inside_of(addressee: Addressee, adoptions: Sequence[Adoption]) -> Inside:
    """What only people of the body know; one query."""
    party: OpinionParty | None = getattr(addressee, "party", None)
    counts = {
        "rapporteurs": getattr(addressee, "writing", 0),
        "own_notes": getattr(addressee, "own_notes", 0),
        "shared_notes": getattr(addressee, "shared_notes", 0),
    }
    if party is None:
        return Inside(
            opinion=None, is_leading=False, is_open=False, is_fixed=False, has_adopted=False,
            waiting=(), partners=(), led_by="", invited_by="", **counts,
        )  # fmt: skip
    opinion = party.opinion
    parties = list(opinion.parties.select_related("addressee").order_by("addressee__position"))
    leading = next((one.addressee.name for one in parties if one.is_leading), "")
    if not is_joined(party):
        return Inside(
            opinion=None, is_leading=False, is_open=False, is_fixed=False, has_adopted=False,
            waiting=(), partners=(), led_by="", invited_by=leading, **counts,
        )  # fmt: skip
    held = [one for one in adoptions if one.version.opinion_id == opinion.pk]
    held.sort(key=lambda one: -one.version.number)
    # Whoever fixes a version adopts it: a version without an adoption does not exist.
    version = held[0].version if held else None
    is_open = version is None or bool(opinion.correction)
    is_fixed = not is_open and not hasattr(version, "sending")
    adopted = {one.addressee_id for one in held if one.version_id == held[0].version_id}
    joined = [one for one in parties if is_joined(one)]
    return Inside(
        opinion=opinion,
        is_leading=party.is_leading,
        is_open=is_open,
        is_fixed=is_fixed,
        has_adopted=is_fixed and addressee.pk in adopted,
        waiting=tuple(o.addressee.name for o in joined if o.addressee_id not in adopted),
        partners=tuple(o.addressee.name for o in joined if o.addressee_id != addressee.pk),
        led_by="" if party.is_leading else leading,
        invited_by="",
        **counts,
    )
