# SPDX-License-Identifier: EUPL-1.2
"""A made-up dialogue of any size, put in the tables directly: far above any region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from django.db import models, transaction

from samenspel.accounts.models import Organisation
from samenspel.dialogue.models import (
    Addressee,
    AddresseeStep,
    Adoption,
    Ballot,
    Clause,
    Delegation,
    Mandate,
    Meeting,
    Opinion,
    OpinionParty,
    OpinionPoint,
    OpinionVersion,
    Position,
    Proposal,
    Reply,
    Round,
    RoundDocument,
    Sending,
    Verdict,
    Vote,
)
from samenspel.places.models import Municipality

ASKED_ON, ANSWERED_ON = date(2026, 1, 5), date(2026, 2, 27)
AT = datetime(2026, 2, 27, 12, 0, tzinfo=UTC)
WHO = "Benchmark"
FIRST_CODE = 7000
BATCH = 2000
# Agree, agree with a wish, object, no position.
SHARES = (0.55, 0.25, 0.15, 0.05)
# Of every so many municipalities one also has its executive asked.
COUNCILS_PER_EXECUTIVE = 8
WORDS = (
    "raad", "regio", "kosten", "vervoer", "wonen", "inwoners", "besluit", "vooraf", "zeggenschap",
    "jaarlijks", "begroting", "deelregio", "buren", "samen", "duidelijk", "termijn", "verslag",
    "stemmen", "inzicht", "voorstel",
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How much of everything; ``points`` of all opinions together, at least one per addressee."""

    addressees: int = 400
    clauses: int = 60
    points: int = 20_000
    delegations: int = 200


@transaction.atomic
def make_round(size: Size, *, seed: int, slug: str = "grote-ronde") -> Round:
    """A round in which everybody answered, with a reply to every point; stage: weighing."""
    random = np.random.Generator(np.random.PCG64(seed))
    asking = Organisation.objects.get_or_create(
        name="Secretariaat van de grote regio", defaults={"kind": "secretariat"}
    )[0]
    made = Round.objects.create(
        slug=slug, title="Een grote ronde", kind="draft_arrangement", stage="weighing",
        question="Wat vindt u van de ontwerpregeling?", organisation=asking,
        arrangement_name="Grote regio", sent_on=ASKED_ON, answer_by=ANSWERED_ON,
        made_at=AT, made_by_name=WHO,
    )  # fmt: skip
    document = RoundDocument.objects.create(
        round=made, number=1, status="draft", title="Ontwerpregeling", published_at=AT
    )
    clauses = _saved(
        Clause(
            document=document, key=f"artikel-{n}", position=n, number=str(n),
            title=f"Artikel {n} over {_sentence(random, 3)}", text=_sentence(random, 40),
        )
        for n in range(1, size.clauses + 1)
    )  # fmt: skip
    bodies = _addressees(made, size.addressees)
    _answer(made, document, clauses, bodies, size.points, random)
    _reply(made, random)
    return made


def _saved(rows: Iterator[Any]) -> list[Any]:
    """Rows of one table, written in batches; they know their key afterwards."""
    held = list(rows)
    table: type[models.Model] = type(held[0])
    return list(table._default_manager.bulk_create(held, batch_size=BATCH))


def _sentence(random: np.random.Generator, words: int) -> str:
    return " ".join(WORDS[n] for n in random.integers(0, len(WORDS), words).tolist())


def _municipalities(number: int) -> list[Municipality]:
    for n in range(FIRST_CODE, FIRST_CODE + number):
        Municipality.objects.get_or_create(
            code=f"GM{n}",
            defaults={
                "name": f"Proefgemeente {n}",
                "slug": f"proefgemeente-{n}",
                "country": "nl",
                "source": WHO,
                "source_on": ASKED_ON,
            },
        )
    codes = [f"GM{n}" for n in range(FIRST_CODE, FIRST_CODE + number)]
    return list(Municipality.objects.filter(code__in=codes).order_by("code"))


def _addressees(round_: Round, number: int) -> list[Addressee]:
    """Councils, and of some of them the executive as well."""
    executives = number // (COUNCILS_PER_EXECUTIVE + 1)
    places = _municipalities(number - executives)
    asked = [("council", "Raad", one) for one in places]
    asked += [("executive", "College", one) for one in places[:executives]]
    found = _saved(
        Addressee(
            round=round_, body=body, municipality=place, name=f"{word} van {place.name}",
            position=n, inhabitants=5_000 + 1_000 * (n % 97), inhabitants_on=ASKED_ON,
            received_on=ASKED_ON, due_on=ANSWERED_ON, state="sent",
        )
        for n, (body, word, place) in enumerate(asked)
    )  # fmt: skip
    _saved(
        AddresseeStep(addressee=one, state=state, on=on, at=AT, actor_name=WHO)
        for one in found
        for state, on in (("received", ASKED_ON), ("adopted", ANSWERED_ON), ("sent", ANSWERED_ON))
    )
    return found


def _answer(
    round_: Round,
    document: RoundDocument,
    clauses: Sequence[Clause],
    bodies: Sequence[Addressee],
    points: int,
    random: np.random.Generator,
) -> None:
    """An adopted and sent opinion of every body; the points are spread evenly over them."""
    opinions = _saved(
        Opinion(round=round_, document=document, updated_at=AT, updated_by_name=WHO) for _ in bodies
    )
    pairs = list(zip(opinions, bodies, strict=True))
    _saved(OpinionParty(opinion=one, addressee=body, is_leading=True) for one, body in pairs)
    versions = _saved(
        OpinionVersion(opinion=one, number=1, document=document, at=AT, actor_name=WHO)
        for one in opinions
    )
    _saved(
        Adoption(version=one, addressee=body, on=ANSWERED_ON, votes_for=20 + n % 9,
                 votes_against=n % 7, votes_abstained=0, at=AT, actor_name=WHO)
        for n, (one, body) in enumerate(zip(versions, bodies, strict=True))
    )  # fmt: skip
    _saved(Sending(version=one, on=ANSWERED_ON, at=AT, actor_name=WHO) for one in versions)
    _saved(
        point
        for n, one in enumerate(versions)
        for point in _points(one, clauses, points * (n + 1) // len(versions)
                             - points * n // len(versions), random)
    )  # fmt: skip


def _points(
    version: OpinionVersion, clauses: Sequence[Clause], number: int, random: np.random.Generator
) -> Iterator[OpinionPoint]:
    """Positions on some of the clauses, in their order, and one general point in twenty-five."""
    on_clauses = min(number - number // 25, len(clauses))
    chosen = np.sort(random.permutation(len(clauses))[:on_clauses]).tolist()
    positions = random.choice(len(SHARES), size=number, p=SHARES).tolist()
    values = (Position.AGREE, Position.WISH, Position.OBJECT, Position.NONE)
    for order in range(number):
        clause = clauses[chosen[order]] if order < on_clauses else None
        yield OpinionPoint(
            version=version,
            order=order + 1,
            clause=clause,
            position=values[positions[order]] if clause else Position.NONE,
            text=_sentence(random, 12),
        )


def _reply(round_: Round, random: np.random.Generator) -> None:
    verdicts = (Verdict.ADOPT, Verdict.PARTLY, Verdict.REJECT, Verdict.LATER)
    rows = OpinionPoint.objects.filter(version__opinion__round=round_).order_by("pk")
    held = list(rows.select_related("clause"))
    chosen = random.integers(0, len(verdicts), len(held)).tolist()
    _saved(
        Reply(
            point=point,
            verdict=verdicts[n],
            reason=_sentence(random, 15),
            change=_sentence(random, 10) if n < 2 else "",
            clause_key=point.clause.key if n < 2 and point.clause else "",
            updated_at=AT,
            updated_by_name=WHO,
        )
        for point, n in zip(held, chosen, strict=True)
    )


@transaction.atomic
def make_meeting(round_: Round, size: Size, *, seed: int) -> Ballot:
    """A meeting that votes now: everybody is there, has a mandate and has voted; still open."""
    random = np.random.Generator(np.random.PCG64(seed))
    meeting = Meeting.objects.create(
        round=round_, name="Algemeen bestuur", begins_at=AT, state="open"
    )
    councils = round_.addressees.filter(body="council").select_related("municipality")
    delegations = _saved(
        Delegation(
            meeting=meeting, addressee=body, municipality=body.municipality, name=body.name,
            votes=1 + n % 5, is_present=True, is_chair=n == 0,
        )
        for n, body in enumerate(councils[: size.delegations])
    )  # fmt: skip
    proposal = Proposal.objects.create(
        meeting=meeting, number=1, title="De regeling vaststellen", state="voting",
        text="Het algemeen bestuur stelt de regeling vast.", document=round_.documents.get(),
    )  # fmt: skip
    ballot = Ballot.objects.create(proposal=proposal, number=1, opened_at=AT)
    is_for = (random.random(len(delegations)) < 0.6).tolist()
    _saved(
        Mandate(delegation=one, proposal=proposal, position="for" if so else "against",
                on=ANSWERED_ON, at=AT, actor_name=WHO)
        for one, so in zip(delegations, is_for, strict=True)
    )  # fmt: skip
    _saved(
        Vote(ballot=ballot, delegation=one, votes_for=one.votes * so,
             votes_against=one.votes * (not so), votes_abstained=0, at=AT, actor_name=WHO)
        for one, so in zip(delegations, is_for, strict=True)
    )  # fmt: skip
    return ballot
