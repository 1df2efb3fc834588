# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in a dialogue, and in which stage of it.

A right in a dialogue is data: the kinds of role that have it, how the role must stand to the
object, and the stages of the round in which it counts. docs/rights.md and the matrix in
``tests/dialogue/test_rights_matrix.py`` are made from :data:`ROUND_RIGHTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import Organisation, Role
from samenspel.accounts.rules import ADMINISTRATORS, ActingRole, Actor, Right, Tie
from samenspel.dialogue.models import Addressee, Round
from samenspel.register.rules import CORRECT_ARRANGEMENT, tie_to_organisation

Stage = Round.Stage
Body = Addressee.Body


class Standing(StrEnum):
    """How a role stands to an object of a dialogue; a role may stand in several ways."""

    ASKING = "asking"
    """The organisation that asks: the round is its own."""
    ADDRESSED = "own"
    """The object belongs to its own municipality: opinion, delegation, commitment."""
    APPOINTED = "named"
    """The person is named for it: rapporteur of the council, delegate to the board."""
    OTHER = "other"
    """None of these."""


ANY_STANDING = frozenset(Standing)
_ASKING = frozenset({Standing.ASKING})
_OWN = frozenset({Standing.ADDRESSED})
_NAMED = frozenset({Standing.APPOINTED})


@dataclass(frozen=True)
class RoundRight:
    """The right to do one thing to one kind of object in a dialogue.

    ``allowed``: for each kind of role the standings that give the right; ``stages``: when. The
    operator has every right but those with ``is_private``, which are for the own body only.
    """

    action: str
    object_kind: str
    label: str | Promise
    allowed: Mapping[str, frozenset[Standing]]
    stages: frozenset[str]
    is_private: bool = False

    def is_held(
        self,
        actor: Actor,
        *,
        on: date,
        standings: Callable[[ActingRole], frozenset[Standing]],
    ) -> bool:
        """Whether the actor has the right in the stages in which it counts."""
        if actor.is_operator:
            return not self.is_private
        return any(
            standings(role) & self.allowed[role.kind]
            for role in actor.roles(on)
            if role.kind in self.allowed
        )

    def counts_in(self, stage: str) -> bool:
        """Whether the right counts in this stage of the round."""
        return stage in self.stages


_ALL = frozenset(Stage)
_SENT = _ALL - {Stage.PREPARING}
_SECRETARIAT: Mapping[str, frozenset[Standing]] = {
    Role.Kind.ADMINISTRATOR: ANY_STANDING,
    Role.Kind.SECRETARIAT: _ASKING,
    Role.Kind.CLERK: _ASKING,
    Role.Kind.ADVISER: _ASKING,
}
"""Who works for the organisation that asks; a municipality may ask, too."""
_SECRETARIAT_ONLY = {k: v for k, v in _SECRETARIAT.items() if k != Role.Kind.ADMINISTRATOR}


def _of_round(action: str, label: str | Promise, *stages: Stage) -> RoundRight:
    return RoundRight(action, "round", label, _SECRETARIAT, frozenset(stages))


SEE_PREPARING = RoundRight(
    "see_preparing", "round", _("see a round that is being prepared"), _SECRETARIAT, _ALL - _SENT
)
PREPARE_ROUND = _of_round(
    "prepare_round", _("prepare a round: question, addressees, letter"), Stage.PREPARING
)
WRITE_TEXT = _of_round(
    "write_text",
    _("write a version of the text and publish it"),
    Stage.PREPARING,
    Stage.WEIGHING,
    Stage.DECIDING,
)
SEND_ROUND = _of_round("send_round", _("send the round to its addressees"), Stage.PREPARING)
RUN_ROUND = _of_round(
    "run_round",
    _("extend terms, remind, and close the answers"),
    Stage.OPEN,
)
KEEP_STATEMENTS = _of_round(
    "keep_statements", _("put and close statements"), Stage.PREPARING, Stage.OPEN
)
RECORD_ANSWER = _of_round(
    "record_answer", _("enter an answer that came by letter"), Stage.OPEN, Stage.WEIGHING
)
# Who publishes it has to see it first, so not for administrators.
PUBLISH_BALANCE = RoundRight(
    "publish_balance",
    "round",
    _("publish the interim balance"),
    _SECRETARIAT_ONLY,
    frozenset({Stage.OPEN, Stage.WEIGHING}),
)
SEE_EMBARGOED = RoundRight(
    "see_embargoed", "round", _("see a balance under embargo"), _SECRETARIAT_ONLY, _SENT
)
REPLY = _of_round("reply", _("reply to points and publish the reply memo"), Stage.WEIGHING)
PLAN_MEETING = _of_round(
    "plan_meeting",
    _("plan the meeting of the board: members, votes, proposals"),
    Stage.WEIGHING,
    Stage.DECIDING,
)
RUN_MEETING = RoundRight(
    "run_meeting",
    "round",
    _("lead the meeting: who is there, opening and closing a ballot, votes called out"),
    _SECRETARIAT_ONLY,
    frozenset({Stage.DECIDING}),
)
FOLLOW_UP = _of_round(
    "follow_up",
    _("write down commitments"),
    Stage.WEIGHING,
    Stage.DECIDING,
    Stage.DECIDED,
)
EVALUATE = _of_round("evaluate", _("write an evaluation"), Stage.DECIDED, Stage.CLOSED)
CLOSE_ROUND = _of_round("close_round", _("close the round"), Stage.DECIDING, Stage.DECIDED)
WITHDRAW_ROUND = _of_round(
    "withdraw_round",
    _("withdraw the round"),
    Stage.PREPARING,
    Stage.OPEN,
    Stage.WEIGHING,
    Stage.DECIDING,
)

_ANSWERING = frozenset({Stage.OPEN, Stage.WEIGHING})
_COUNCIL = "opinion of a council"
_EXECUTIVE = "opinion of an executive"


def _of_opinion(
    action: str,
    label: str | Promise,
    allowed: Mapping[str, frozenset[Standing]],
    stages: frozenset[str],
    kind: str = _COUNCIL,
) -> RoundRight:
    return RoundRight(action, kind, label, allowed, stages, is_private=True)


def _by_body(
    action: str,
    label: str | Promise,
    councils: Mapping[str, frozenset[Standing]],
    stages: frozenset[str],
) -> Mapping[str, RoundRight]:
    """By body: the same right for a council, and for the advisers of an executive.

    For others there is no right: the secretariat enters what they write.
    """
    advisers: Mapping[str, frozenset[Standing]] = {Role.Kind.ADVISER: _OWN}
    return {
        Body.COUNCIL: _of_opinion(action, label, councils, stages),
        Body.EXECUTIVE: _of_opinion(action, label, advisers, stages, _EXECUTIVE),
    }


SEE_SHARED_PREPARATION = _of_opinion(
    "see_shared_preparation",
    _("see what councillors share with their own council"),
    {Role.Kind.COUNCILLOR: _OWN, Role.Kind.CLERK: _OWN},
    _SENT,
)
PREPARE_OPINION = _of_opinion(
    "prepare_opinion",
    _("prepare an opinion as a councillor"),
    {Role.Kind.COUNCILLOR: _OWN},
    frozenset({Stage.OPEN}),
)
APPOINT_RAPPORTEUR = _of_opinion(
    "appoint_rapporteur", _("appoint rapporteurs"), {Role.Kind.CLERK: _OWN}, _ANSWERING
)
SEE_DRAFT = _by_body(
    "see_draft",
    _("see an opinion that was not sent"),
    {Role.Kind.COUNCILLOR: _OWN, Role.Kind.CLERK: _OWN},
    _SENT,
)
WRITE_DRAFT = _by_body(
    "write_draft",
    _("write a draft opinion"),
    {Role.Kind.CLERK: _OWN, Role.Kind.COUNCILLOR: _NAMED},
    _ANSWERING,
)
ANSWER = _by_body(
    "answer",
    _("record agenda and adoption, send an opinion, or say that none is wished"),
    {Role.Kind.CLERK: _OWN},
    _ANSWERING,
)

NAME_DELEGATES = RoundRight(
    "name_delegates",
    "delegation",
    _("name who votes for the municipality"),
    {Role.Kind.CLERK: _OWN, Role.Kind.ADVISER: _OWN},
    frozenset({Stage.WEIGHING, Stage.DECIDING}),
)
GIVE_MANDATE = RoundRight(
    "give_mandate",
    "delegation",
    _("record the mandate that the council gives"),
    {Role.Kind.CLERK: _OWN},
    frozenset({Stage.WEIGHING, Stage.DECIDING}),
    is_private=True,
)
CAST_VOTE = RoundRight(
    "cast_vote",
    "delegation",
    _("vote"),
    {Role.Kind.COUNCILLOR: _NAMED, Role.Kind.CLERK: _NAMED, Role.Kind.ADVISER: _NAMED},
    frozenset({Stage.DECIDING}),
    is_private=True,
)
REPORT_PROGRESS = RoundRight(
    "report_progress",
    "commitment",
    _("report how far a commitment is"),
    {
        **_SECRETARIAT,
        Role.Kind.CLERK: _ASKING | _OWN,
        Role.Kind.ADVISER: _ASKING | _OWN,
    },
    frozenset({Stage.WEIGHING, Stage.DECIDING, Stage.DECIDED, Stage.CLOSED}),
)

ROUND_RIGHTS: tuple[RoundRight, ...] = (
    SEE_PREPARING,
    PREPARE_ROUND,
    WRITE_TEXT,
    SEND_ROUND,
    RUN_ROUND,
    KEEP_STATEMENTS,
    RECORD_ANSWER,
    PUBLISH_BALANCE,
    SEE_EMBARGOED,
    REPLY,
    PLAN_MEETING,
    RUN_MEETING,
    FOLLOW_UP,
    EVALUATE,
    CLOSE_ROUND,
    WITHDRAW_ROUND,
    SEE_SHARED_PREPARATION,
    PREPARE_OPINION,
    APPOINT_RAPPORTEUR,
    *SEE_DRAFT.values(),
    *WRITE_DRAFT.values(),
    *ANSWER.values(),
    NAME_DELEGATES,
    GIVE_MANDATE,
    CAST_VOTE,
    REPORT_PROGRESS,
)

MAKE_ROUND = Right(
    "make_round",
    "organisation",
    _("begin a dialogue on behalf of an organisation"),
    {
        **ADMINISTRATORS,
        Role.Kind.SECRETARIAT: frozenset({Tie.OWN}),
        Role.Kind.CLERK: frozenset({Tie.OWN}),
        Role.Kind.ADVISER: frozenset({Tie.OWN}),
    },
)
KEEP_RECESS = Right(
    "keep_recess",
    "municipality",
    _("say when the council is in recess"),
    {**ADMINISTRATORS, Role.Kind.CLERK: frozenset({Tie.OWN})},
)
KEEP_TERMS = Right(
    "keep_terms",
    "arrangement",
    _("write down the terms that an arrangement itself sets"),
    CORRECT_ARRANGEMENT.allowed,
)
RIGHTS: tuple[Right, ...] = (MAKE_ROUND, KEEP_RECESS, KEEP_TERMS)


def may_make_round(actor: Actor, organisation: Organisation, *, on: date) -> bool:
    """People of the organisation on whose behalf it is, and administrators."""
    return MAKE_ROUND.allows(actor, on=on, tie=tie_to_organisation(organisation))


def may_make_some_round(actor: Actor, *, on: date) -> bool:
    """Whether there is an organisation on whose behalf the actor may begin a dialogue."""
    return MAKE_ROUND.allows(actor, on=on, tie=lambda _role: Tie.OWN)


def may_keep_recess(actor: Actor, municipality_id: int, *, on: date) -> bool:
    """The clerk of the municipality, and administrators."""

    def tie(role: ActingRole) -> Tie:
        return Tie.OWN if role.municipality_id == municipality_id else Tie.OTHER

    return KEEP_RECESS.allows(actor, on=on, tie=tie)
