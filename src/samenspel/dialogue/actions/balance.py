# SPDX-License-Identifier: EUPL-1.2
"""Publishing an interim balance: a fixed version, public at once or from a later moment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue import chain
from samenspel.dialogue.actions.steps import locked, log, signed
from samenspel.dialogue.models import Balance, BalancePart, Round
from samenspel.dialogue.payloads.balance import payload_of_balance
from samenspel.dialogue.queries.balance_content import content_of
from samenspel.dialogue.queries.balance_facts import balance_facts
from samenspel.dialogue.queries.balance_points import all_parts
from samenspel.dialogue.queries.balance_statements import statements_of
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PUBLISH_BALANCE

LONGEST = 20_000
"""Characters of an introduction."""


@transaction.atomic
def publish_balance(
    *,
    round_: Round,
    introduction: str,
    public_from: datetime | None,
    by: Actor,
    at: datetime,
    number: int | None = None,
) -> Balance:
    """Fix where everybody stands now, as the next version of the interim balance.

    ``public_from`` is the end of the embargo; None or a moment that has passed: public at once.
    ``number`` is the number that the person expects the version to get; somebody who sends the same
    form twice publishes once.

    Raises
    ------
    PermissionDenied
        The actor does not work for who asks.
    DialogueRefused
        Not in this stage; nobody has sent an opinion; the introduction is too long; or another
        version was published meanwhile (field ``number``).
    """
    access = locked(round_, by=by, at=at)
    access.require(PUBLISH_BALANCE)
    following = _following(access.round, number)
    _check_introduction(introduction)
    facts = balance_facts(access.round)
    if facts.document is None or all(body.version is None for body in facts.bodies):
        raise DialogueRefused(_("Nobody has sent an opinion yet. There is nothing to publish."))
    made = Balance.objects.create(
        round=access.round,
        number=following,
        document=facts.document,
        introduction=introduction.strip(),
        content=content_of(facts, on=at.date(), statements=statements_of(access.round)),
        public_from=max(public_from or at, at),
        **signed(by, at),
    )
    BalancePart.objects.bulk_create(
        BalancePart(balance=made, key=key, content=part) for key, part in all_parts(facts).items()
    )
    record = chain.append(
        round_=access.round, kind="balance", key=made.pk, payload=payload_of_balance(made), at=at
    )
    told = {"balance": made.number}
    log(access.round, "publish_balance", by=by, at=at, detail=told, record=record)
    return made


def _following(round_: Round, expected: int | None) -> int:
    """The number of the next version, which is the one that the person expects."""
    last: int = round_.balances.aggregate(last=Max("number"))["last"] or 0
    if expected is not None and expected != last + 1:
        raise DialogueRefused(
            _("Version %(number)s was published in the meantime. Look at it first.")
            % {"number": last},
            "number",
        )
    return last + 1


def _check_introduction(text: str) -> None:
    if len(text) > LONGEST:
        raise DialogueRefused(
            _("The introduction is longer than %(number)s characters.") % {"number": LONGEST},
            "introduction",
        )
