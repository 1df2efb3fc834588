# SPDX-License-Identifier: EUPL-1.2
"""A process that makes a board in an empty database, and tells what is in it afterwards.

``python vote_world.py make NUMBER`` prints how to vote: the ballot, and for each member its votes
and a session; ``state`` prints every vote and whether all is whole.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402

from samenspel.accounts.models import User  # noqa: E402
from samenspel.dialogue.actions import meetings as actions  # noqa: E402
from samenspel.dialogue.models import (  # noqa: E402
    Ballot,
    ChainRecord,
    Decision,
    Delegate,
    Delegation,
    Round,
    Vote,
)
from samenspel.dialogue.verification import verify  # noqa: E402
from tests.dialogue.meeting_world import AT, make_board  # noqa: E402


def session(user: User) -> str:
    """A session of somebody who logged in."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


@transaction.atomic
def make(number: int) -> dict[str, Any]:
    """A ballot that is open; members have 1, 2, 3, 4 or 5 votes."""
    board = make_board([1 + index % 5 for index in range(number)], is_open=False)
    for index, member in enumerate(board.members):
        user = board.world.user("councillor", index)
        Delegate.objects.create(delegation=member, user=user, named_at=AT, named_by_name="Test")
    Delegation.objects.update(is_present=True)
    actions.open_meeting(meeting=board.meeting, by=board.secretariat, at=AT)
    ballot = board.open_ballot()
    people = Delegate.objects.select_related("user", "delegation").order_by("pk")
    secretaries = [board.world.user("secretariat", number=n) for n in (1, 2)]
    return {
        "slug": board.world.round.slug,
        "cookie": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
        "ballot": ballot.pk,
        "members": [
            {"pk": p.delegation_id, "votes": p.delegation.votes, "session": session(p.user)}
            for p in people
        ],
        "secretaries": [session(user) for user in secretaries],
    }


def state() -> dict[str, Any]:
    """Every vote, how often each thing is in the chain, and what the check says."""
    records = list(ChainRecord.objects.order_by("number").values_list("kind", "at"))
    kinds = [kind for kind, _at in records]
    moments = [at for kind, at in records if kind == "vote"]
    return {
        "votes": {
            str(row.delegation_id): [row.votes_for, row.votes_against, row.votes_abstained]
            for row in Vote.objects.order_by("pk")
        },
        "rows": Vote.objects.count(),
        "recorded": kinds.count("vote"),
        "steps_back": sum(1 for one, next_one in pairwise(moments) if next_one < one),
        "closings": kinds.count("ballot_closed"),
        "decisions": Decision.objects.count(),
        "tally": Ballot.objects.get().tally,
        "is_whole": verify(Round.objects.get()).is_whole,
    }


if __name__ == "__main__":
    print(json.dumps(make(int(sys.argv[2])) if sys.argv[1] == "make" else state()))
