# SPDX-License-Identifier: EUPL-1.2
"""A process that lets four people do the same at once in a database of its own.

Prints what became of each of them, per action, and how many rows there are afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from samenspel.dialogue.actions.opinions import (  # noqa: E402
    adopt,
    begin_draft,
    send,
    write_draft,
)
from samenspel.dialogue.models import (  # noqa: E402
    Adoption,
    ChainRecord,
    Opinion,
    OpinionVersion,
    Sending,
)
from samenspel.dialogue.refusal import DialogueRefused  # noqa: E402
from tests.dialogue.opinions_at_work import MEETING, NOW  # noqa: E402
from tests.dialogue.small_round import make_world  # noqa: E402

AT_ONCE = 4


def at_once(act: Callable[[], object]) -> list[str]:
    """What becomes of each of those who do it at the same moment."""
    begin = Barrier(AT_ONCE)

    def one(_number: int) -> str:
        begin.wait()
        try:
            act()
        except DialogueRefused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(one, range(AT_ONCE)))


def main() -> None:
    """Begin, write, adopt and send an opinion, four times each at once."""
    call_command("migrate", verbosity=0)
    world = make_world(councils=1)
    council, clerk = world.councils[0], world.actor("clerk")
    found = {"begin": at_once(lambda: begin_draft(addressee=council, by=clerk, at=NOW))}
    opinion = Opinion.objects.get()
    found["write"] = at_once(
        lambda: write_draft(
            opinion=opinion,
            introduction="Nieuw",
            points=[],
            edition=opinion.edition,
            by=clerk,
            at=NOW,
        )
    )
    found["adopt"] = at_once(
        lambda: adopt(addressee=council, on=MEETING, votes=None, by=clerk, at=NOW)
    )
    found["send"] = at_once(lambda: send(addressee=council, by=clerk, at=NOW))
    tables = (Opinion, OpinionVersion, Adoption, Sending, ChainRecord)
    print(json.dumps({**found, "rows": [table.objects.count() for table in tables]}))


if __name__ == "__main__":
    main()
