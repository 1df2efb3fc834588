# SPDX-License-Identifier: EUPL-1.2
"""Statements that the secretariat puts, and reactions of anybody.

A reaction is not in the log: nobody needs to know who reacted, or when. What is published is
renewed in steps (:func:`_renew_counts`), so that a figure that moves says nothing about the person
who just reacted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.steps import locked, log
from samenspel.dialogue.models import OpinionMap, Reaction, Round, Statement, StatementCount
from samenspel.dialogue.opinion_map import map_content
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import KEEP_STATEMENTS

LONGEST: Final = 280
MOST_STATEMENTS: Final = 100


@transaction.atomic
def put_statement(*, round_: Round, text: str, by: Actor, at: datetime) -> Statement:
    """Put a statement to which people can agree or disagree.

    Raises
    ------
    PermissionDenied
        The actor does not work for the organisation that asks.
    DialogueRefused
        The text is empty, too long or there already, or there are too many statements.
    """
    access = _keeping(round_, by, at)
    told = _checked(access.round, text)
    if access.round.statements.count() >= MOST_STATEMENTS:
        raise DialogueRefused(
            _("There are %(number)s statements already. Nobody reads more.")
            % {"number": MOST_STATEMENTS},
            "text",
        )
    last = access.round.statements.aggregate(last=Max("number"))["last"] or 0
    made = Statement.objects.create(round=access.round, number=last + 1, text=told, made_at=at)
    log(access.round, "put_statement", by=by, at=at, detail={"statement": made.number})
    return made


@transaction.atomic
def change_statement(*, statement: Statement, text: str, by: Actor, at: datetime) -> Statement:
    """Put other words, as long as nobody reacted.

    Raises
    ------
    PermissionDenied
        The actor does not work for the organisation that asks.
    DialogueRefused
        Somebody reacted already, or the text is empty, too long or there already.
    """
    access = _keeping(statement.round, by, at)
    kept = _held(statement)
    if kept.reactions.exists():
        raise DialogueRefused(
            _("People reacted to these words already. Close the statement and put a new one."),
            "text",
        )
    kept.text = _checked(access.round, text, but=kept.pk)
    kept.save(update_fields=["text"])
    log(access.round, "change_statement", by=by, at=at, detail={"statement": kept.number})
    return kept


@transaction.atomic
def close_statement(*, statement: Statement, by: Actor, at: datetime) -> Statement:
    """Take no more reactions to a statement; what was reacted keeps counting.

    Raises
    ------
    PermissionDenied
        The actor does not work for the organisation that asks.
    DialogueRefused
        The stage of the round is past that.
    """
    return _set_open(statement, is_open=False, by=by, at=at)


@transaction.atomic
def reopen_statement(*, statement: Statement, by: Actor, at: datetime) -> Statement:
    """Take reactions to a closed statement again; refused as :func:`close_statement`."""
    return _set_open(statement, is_open=True, by=by, at=at)


@transaction.atomic
def react(*, statement: Statement, voter: str, audience: str, value: str, at: datetime) -> Reaction:
    """What one person says to one statement; an earlier reaction of theirs is replaced.

    Raises
    ------
    DialogueRefused
        The round or the statement takes no reactions, or the value is none of the three.
    """
    react_to_all(
        round_=statement.round,
        values={statement.number: value},
        voter=voter,
        audience=audience,
        at=at,
    )
    return Reaction.objects.get(statement=statement, voter=voter)


@transaction.atomic
def react_to_all(
    *, round_: Round, values: Mapping[int, str], voter: str, audience: str, at: datetime
) -> int:
    """What one person says to several statements, by their numbers; how many that were.

    Raises
    ------
    DialogueRefused
        The round or one of the statements takes no reactions, or a value is none of the three.
    """
    found = Round.objects.get(pk=round_.pk)
    if found.stage != Round.Stage.OPEN:
        raise DialogueRefused(_("This round takes no reactions to statements now."))
    rows = found.statements.filter(number__in=values.keys()).order_by("pk")
    statements = list(rows.select_for_update(of=("self",)))
    if len(statements) < len(values) or not all(row.is_open for row in statements):
        raise DialogueRefused(_("This statement takes no more reactions."))
    if not all(value in Reaction.Value.values for value in values.values()):
        raise DialogueRefused(_("Choose agree, disagree or pass."), "value")
    Reaction.objects.bulk_create(
        [
            Reaction(
                statement=row,
                voter=voter,
                audience=Reaction.Audience(audience).value,
                value=values[row.number],
            )
            for row in statements
        ],
        update_conflicts=True,
        unique_fields=["statement", "voter"],
        update_fields=["audience", "value"],
    )
    _renew(found, [row.pk for row in statements])
    return len(statements)


@transaction.atomic
def take_back(*, round_: Round, voter: str, at: datetime) -> int:
    """Remove everything that one person reacted in a round, in any stage; how many that were."""
    rows = Reaction.objects.filter(statement__round=round_, voter=voter)
    touched = sorted(rows.values_list("statement_id", flat=True))
    rows.delete()
    _renew(round_, touched)
    return len(touched)


def _keeping(round_: Round, by: Actor, at: datetime) -> Access:
    access = locked(round_, by=by, at=at)
    access.require(KEEP_STATEMENTS)
    return access


def _held(statement: Statement) -> Statement:
    return Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)


def _set_open(statement: Statement, *, is_open: bool, by: Actor, at: datetime) -> Statement:
    access = _keeping(statement.round, by, at)
    kept = _held(statement)
    if kept.is_open != is_open:
        kept.is_open = is_open
        kept.save(update_fields=["is_open"])
        action = "reopen_statement" if is_open else "close_statement"
        log(access.round, action, by=by, at=at, detail={"statement": kept.number})
    return kept


def _checked(round_: Round, text: str, *, but: int = 0) -> str:
    told = " ".join(text.split())
    if not told:
        raise DialogueRefused(_("Write a statement."), "text")
    if len(told) > LONGEST:
        raise DialogueRefused(
            _("A statement has at most %(number)s characters.") % {"number": LONGEST}, "text"
        )
    if round_.statements.filter(text__iexact=told).exclude(pk=but).exists():
        raise DialogueRefused(_("This statement is there already."), "text")
    return told


def _renew(round_: Round, statements: Collection[int]) -> None:
    """Renew what is published, where enough changed since the last time."""
    if _renew_counts(round_, statements):
        _renew_map(round_)


def _renew_counts(round_: Round, statements: Collection[int]) -> bool:
    """Renew the counts that differ by at least the smallest group; whether any was renewed.

    A count appears from the smallest group on, and goes on in steps of at least that many people.
    One that fell below is taken away once it fell by that many.
    """
    minimum = round_.minimum_group
    counted: dict[tuple[int, str], dict[str, int]] = {}
    rows = Reaction.objects.filter(statement__in=statements).order_by()
    for pk, audience, value, number in rows.values_list("statement", "audience", "value").annotate(
        number=Count("pk")
    ):
        counted.setdefault((pk, audience), {})[value] = number
    published = {
        (row.statement_id, row.audience): row
        for row in StatementCount.objects.filter(statement__in=statements)
    }
    renewed: list[StatementCount] = []
    gone: list[int] = []
    for key in sorted({*counted, *published}):
        now, before = counted.get(key, {}), published.get(key)
        total = sum(now.values())
        if abs(total - (before.total if before else 0)) < minimum:
            continue
        if before and total < minimum:
            gone.append(before.pk)
        else:
            agree, disagree, passed = (now.get(value, 0) for value in Reaction.Value.values)
            renewed.append(
                StatementCount(
                    statement_id=key[0],
                    audience=key[1],
                    agree=agree,
                    disagree=disagree,
                    passed=passed,
                )
            )
    StatementCount.objects.bulk_create(
        renewed,
        update_conflicts=True,
        unique_fields=["statement", "audience"],
        update_fields=["agree", "disagree", "passed"],
    )
    StatementCount.objects.filter(pk__in=gone).delete()
    return bool(renewed or gone)


def _renew_map(round_: Round) -> None:
    """Compute the opinion groups again once a tenth more people, and enough of them, took part."""
    minimum = round_.minimum_group
    mine = Reaction.objects.filter(statement__round=round_)
    people = mine.aggregate(people=Count("voter", distinct=True))["people"]
    before = OpinionMap.objects.filter(round=round_).first()
    if abs(people - (before.people if before else 0)) < max(minimum, people // 10):
        return
    if people < 2 * minimum:
        OpinionMap.objects.filter(round=round_).delete()
        return
    numbers = list(round_.statements.order_by("number").values_list("number", flat=True))
    content = map_content(
        mine.order_by("voter", "statement__number").values_list(
            "voter", "statement__number", "value"
        ),
        numbers,
        minimum=minimum,
    )
    OpinionMap.objects.update_or_create(
        round=round_, defaults={"people": people, "content": content}
    )
