# SPDX-License-Identifier: EUPL-1.2
"""Loading the round of 2012, step by step, through the actions and at the moments of then."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.balance import publish_balance
from samenspel.dialogue.actions.follow_up import commit
from samenspel.dialogue.actions.opinions import PointValues, Votes, record_answer
from samenspel.dialogue.actions.rounds import (
    AddresseeValues,
    ClauseValues,
    RoundValues,
    add_document,
    address,
    address_members,
    change_round,
    close_answers,
    make_round,
    publish_document,
    send_round,
)
from samenspel.dialogue.actions.statements import put_statement, react_to_all
from samenspel.dialogue.example.written import Written, WrittenAnswer
from samenspel.dialogue.models import Addressee, Clause, Round, RoundDocument
from samenspel.places.models import Municipality

SLUG = "toekomst-stadsregio"
SAID = {"a": "agree", "d": "disagree", "p": "pass"}


@transaction.atomic
def load_example(*, organisation: Organisation, by: Actor) -> Round:
    """The round of 2012, asked by ``organisation``: from first letter to interim balance.

    Needs the package of the built-in example. Once it is there, nothing changes.

    Raises
    ------
    PermissionDenied
        The actor may not begin a dialogue on behalf of the organisation, or not keep the record of
        the arrangement.
    DialogueRefused
        The package of the example is not in the database.
    """
    held = Round.objects.filter(slug=SLUG).first()
    if held is not None:
        return held
    written = Written()
    made = _prepare(written, organisation, by)
    for text in written.statements["texts"]:
        put_statement(round_=made, text=text, by=by, at=written.statements["put_at"])
    sent = send_round(
        round_=made, sent_on=written.round["sent_on"], by=by, at=written.round["sent_at"]
    )
    _react(written, sent)
    _answer(written, sent, by)
    close_answers(round_=made, by=by, at=written.round["closed_at"])
    _take_stock(written, made, by)
    return Round.objects.get(pk=made.pk)


def _prepare(written: Written, organisation: Organisation, by: Actor) -> Round:
    told = written.round
    at = told["made_at"]
    asked = {name: told[name] for name in ("title", "kind", "question", "background")}
    made = make_round(
        organisation=organisation,
        arrangement_slug=told["arrangement_slug"],
        by=by,
        at=at,
        **asked,
    )
    values = RoundValues(
        **asked,
        arrangement_slug=told["arrangement_slug"],
        letter_text=told["letter_text"],
        signed_by=told["signed_by"],
        answer_by=told["answer_by"],
    )
    change_round(round_=made, values=values, edition=made.edition, by=by, at=at)
    for version in written.documents:
        _publish(written, made, version, by)
    address_members(round_=made, on=told["members_on"], by=by, at=at)
    for other in written.others:
        address(round_=made, values=_addressee(other), by=by, at=at)
    return made


def _publish(written: Written, round_: Round, told: dict[str, Any], by: Actor) -> RoundDocument:
    clauses = [
        ClauseValues(key=one.key, number=one.number, title=one.title, text=one.text)
        for one in written.clauses(told)
    ]
    document = add_document(
        round_=round_,
        status=told["status"],
        title=told["title"],
        introduction=told["introduction"],
        clauses=clauses,
        by=by,
        at=told["published_at"],
    )
    return publish_document(document=document, by=by, at=told["published_at"])


def _addressee(told: dict[str, Any]) -> AddresseeValues:
    code = told["municipality"]
    return AddresseeValues(
        body=told["body"],
        municipality=Municipality.objects.get(code=code) if code else None,
        name=told["name"],
        is_guest=told["is_guest"],
    )


def _react(written: Written, round_: Round) -> None:
    at, number = written.statements["reacted_at"], 0
    for told in written.statements["people"]:
        values = {n: SAID[letter] for n, letter in enumerate(told["values"], start=1)}
        for _ in range(told["number"]):
            number += 1
            react_to_all(
                round_=round_,
                values=values,
                voter=f"voorbeeld-{number}",
                audience=told["audience"],
                at=at,
            )


def _answer(written: Written, round_: Round, by: Actor) -> None:
    rows = round_.addressees.filter(municipality__isnull=False).select_related("municipality")
    bodies = {(one.body, one.municipality.code): one for one in rows if one.municipality}
    last = Clause.objects.filter(document__round=round_).order_by("document__number")
    clauses = {clause.key: clause for clause in last}
    asked = tuple(written.documents[-1]["clauses"])
    for told in written.answers:
        _record(told, bodies[told.body, told.municipality], asked, clauses, by)


def _record(
    told: WrittenAnswer,
    addressee: Addressee,
    asked: tuple[str, ...],
    clauses: dict[str, Clause],
    by: Actor,
) -> None:
    points = [
        PointValues(clauses[point.key] if point.key else None, point.position, point.text)
        for point in told.points_on(asked)
    ]
    record_answer(
        addressee=addressee,
        on=told.on,
        introduction=told.introduction,
        points=points,
        votes=Votes(*told.votes) if told.votes else None,
        source=told.source,
        by=by,
        at=told.at,
    )


def _take_stock(written: Written, round_: Round, by: Actor) -> None:
    at = written.balance["at"]
    publish_balance(
        round_=round_,
        introduction=written.balance["introduction"].strip(),
        public_from=at,
        by=by,
        at=at,
    )
    for told in written.commitments:
        commit(round_=round_, municipality=None, **told, by=by, at=at)
