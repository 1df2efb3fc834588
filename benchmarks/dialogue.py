# SPDX-License-Identifier: EUPL-1.2
"""Measure a dialogue far above any region, into docs/performance-dialogue.md.

    python benchmarks/dialogue.py

The round of dialogue_round.py: 400 addressees, 60 clauses, 20,000 points with a reply each, and 200
delegations with their votes. Every page is asked as the people who use it, in the stage in which
they do. Times differ between machines, so the document gives them beside those of the plainest
page; numbers of queries and sizes are the same everywhere.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pages import (
    BASELINE,
    RUNS,
    Figures,
    begin_as_the_server,
    client_of,
    measure,
    milliseconds,
    page_lines,
)

if TYPE_CHECKING:
    from dialogue_round import Size

    from samenspel.accounts.models import Organisation, User
    from samenspel.dialogue.models import Round

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "performance-dialogue.md"
SEED = 0
QUERY_BUDGET, PAGE_BUDGET_MS, BALANCE_BUDGET_MS = 12, 100, 1000
# What visitors see of a sent round, and what the secretariat works with.
PUBLIC = ("dialogues", "dialogue", "dialogue-documents", "dialogue-states", "dialogue-statements",
          "dialogue-balance", "dialogue-replies", "dialogue-decision", "dialogue-chain",
          "dialogue-follow-up")  # fmt: skip
OF_SECRETARIAT = ("dialogue", "dialogue-work", "dialogue-balance", "dialogue-balance-working",
                  "dialogue-replies", "dialogue-decision")  # fmt: skip
# What every visitor can follow after the memo and the vote.
AFTER_MEMO = ("dialogue-replies", "dialogue-clause", "dialogue-points", "dialogue-chain")
# Pages about one thing: which one is the first of its kind.
OF_ADDRESSEE, OF_CLAUSE = ("dialogue-addressee", "dialogue-points"), ("dialogue-clause",)
TEXT = f"""\
# Performance of dialogues

Written by `make bench-dialogue`: everything in one run on one machine (Python {{python}}, {{cores}}
cores) with SQLite, on a made-up round of {{addressees}} addressees, {{clauses}} clauses and
{{points}} points with a reply each, and a ballot of {{delegations}} delegations
(`benchmarks/dialogue_round.py`, seed {SEED}). Queries and sizes are the same on every machine;
times are given as ratios, the figures of this run beside them.

## Pages

Budget: {QUERY_BUDGET} queries, {PAGE_BUDGET_MS} ms of server time (median of {RUNS}, time of the
processor, database included). The ratio is to the plainest page, `{BASELINE}`. Those who are logged
in cost the queries of a log-in. A memo is read once by each process, when it is first asked for
after a start; that costs some 500 ms at this size, and is not in the figures below.

{{pages}}

## Actions and computations

The budget of the interim balance is {BALANCE_BUDGET_MS} ms; what has no budget is here to see that
it stays where it is.

{{work}}
"""


@dataclass(frozen=True)
class Work:
    """What a computation or action took; ``budget`` in milliseconds, where there is one."""

    what: str
    milliseconds: float
    budget: float | None = None


def person(kind: str, organisation: Organisation) -> User:
    from samenspel.accounts.models import Role, User

    found = User.objects.create_user(f"{kind}@test.example", "geheim", name=kind)
    Role.objects.create(user=found, organisation=organisation, kind=kind)
    return found


def people(round_: Round) -> dict[str, User]:
    """One of the secretariat, and the clerk and a councillor of the first council."""
    from samenspel.accounts.models import Organisation

    first = round_.addressees.select_related("municipality")[0].municipality
    home = Organisation.objects.create(kind="municipality", name="Gemeente", municipality=first)
    found = {kind: person(kind, home) for kind in ("clerk", "councillor")}
    return found | {"secretariat": person("secretariat", round_.organisation)}


def address(name: str, round_: Round, *more: object) -> str:
    from django.urls import reverse

    return reverse(name, args=[] if name == "dialogues" else [round_.slug, *more])


def measure_pages(
    round_: Round, known: dict[str, User], names: Iterable[tuple[str, str]]
) -> list[Figures]:
    """The pages with these names as these people (visitor: nobody) in the stage of now."""
    round_.refresh_from_db()
    addressee = round_.addressees.all()[0].pk
    found = []
    for who, name in names:
        client = client_of(known.get(who))
        more: tuple[object, ...] = (addressee,) if name in OF_ADDRESSEE else ()
        if name in OF_CLAUSE:
            more = ("artikel-1",)
        found.append(measure(client, who, address(name, round_, *more), round_.stage))
    return found


def weighing() -> list[tuple[str, str]]:
    asked = [("visitor", name) for name in (*PUBLIC, *OF_CLAUSE)]
    asked += [("secretariat", name) for name in OF_SECRETARIAT]
    return [*asked, *((who, "dialogue-addressee") for who in ("visitor", "councillor", "clerk"))]


def run(size: Size) -> tuple[list[Figures], list[Work]]:
    """Everything, from the balance to the decision."""
    from dialogue_round import AT, make_meeting, make_round

    from samenspel.accounts.rules import Actor
    from samenspel.dialogue.actions.balance import publish_balance
    from samenspel.dialogue.actions.meetings import close_ballot
    from samenspel.dialogue.actions.replies import publish_memo

    made = make_round(size, seed=SEED)
    known = people(made)
    by = Actor(name="Benchmark", origin="site", user=known["secretariat"])
    later = AT + timedelta(days=1)
    begin_as_the_server()
    pages = [measure(client_of(), "visitor", BASELINE, "")]
    work = list(computed(made))
    publish = partial(
        publish_balance, round_=made, introduction="Stand", public_from=later, by=by, at=later
    )
    work.append(Work("publishing the interim balance", milliseconds(publish), BALANCE_BUDGET_MS))
    pages += measure_pages(made, known, weighing())
    memo = partial(publish_memo, round_=made, introduction="Nota", on=later.date(), by=by, at=later)
    work.append(Work("publishing the reply memo", milliseconds(memo)))
    ballot = make_meeting(made, size, seed=SEED)
    voting = [("visitor", "dialogue-decision"), ("secretariat", "dialogue-decision")]
    after = [("visitor", name) for name in AFTER_MEMO]
    pages += measure_pages(made, known, [*after, *voting])
    close = partial(close_ballot, ballot=ballot, by=by, at=later)
    work.append(Work("closing the ballot: count and decide", milliseconds(close)))
    last = [("visitor", "dialogue"), ("secretariat", "dialogue"), ("visitor", "dialogue-chain")]
    pages += measure_pages(made, known, [*last, *voting])
    return pages, work


def computed(round_: Round) -> Iterable[Work]:
    """What pages compute, in a warm process: the best of a few runs."""
    from dialogue_round import AT

    from samenspel.dialogue.queries.balance_content import content_of
    from samenspel.dialogue.queries.balance_facts import balance_facts

    def best(work: Callable[[], object]) -> float:
        return min(milliseconds(work) for _ in range(5))

    def balance() -> object:
        return content_of(balance_facts(round_), on=AT.date())

    yield Work("computing the interim balance", best(balance), BALANCE_BUDGET_MS)


def work_lines(found: list[Work]) -> str:
    lines = ["| what | ms | part of budget |", "| --- | ---: | ---: |"]
    for one in found:
        part = f"{one.milliseconds / one.budget:.2f}" if one.budget else ""
        lines.append(f"| {one.what} | {one.milliseconds:.0f} | {part} |")
    return "\n".join(lines)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.web.settings")
    os.environ["SAMENSPEL_HTTPS"] = "off"
    with tempfile.TemporaryDirectory(prefix="samenspel-bench-") as scratch:
        os.environ["SAMENSPEL_DATABASE_URL"] = f"sqlite:///{scratch}/bench.sqlite3"
        for command in (("migrate", "-v0"), ("createcachetable", "-v0")):
            subprocess.run([sys.executable, "-m", "django", *command], check=True)
        import django

        django.setup()
        from dialogue_round import Size

        size = Size()
        pages, work = run(size)
    text = TEXT.format(
        python=platform.python_version(),
        cores=os.cpu_count(),
        addressees=size.addressees,
        clauses=size.clauses,
        points=f"{size.points:,}",
        delegations=size.delegations,
        pages=page_lines(pages),
        work=work_lines(work),
    )
    TARGET.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
