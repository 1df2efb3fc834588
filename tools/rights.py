# SPDX-License-Identifier: EUPL-1.2
"""The table of rights, written from the lists of the apps into docs/rights.md.

python tools/rights.py           write it
python tools/rights.py check     exit 1 when the document says something else
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "rights.md"
INTRODUCTION = """\
# Rights

Who may do what. Written by `tools/rights.py` from the lists of rights in the `rules` of the apps;
`tests/web/test_rights_matrix.py` holds every cell against the pages, the API and the
administration. Decision 15 tells why rights are data.

A cell says how the organisation of the role has to be tied to the object:

- **own**: the object is its own (its municipality, its people, its participation, the arrangement
  that it is secretariat of);
- **keeping**: a municipality that takes part in an arrangement without a secretariat;
- **taking part**: a municipality that takes part in an arrangement with a secretariat;
- **any**: whatever the tie. A dash: not at all.

In a dialogue a right also has stages in which it counts, and a role stands to an object as
**asking** (the organisation that asks), **own** (the body, delegation or commitment is of its
municipality) or **named** (the person is rapporteur or delegate).
`tests/dialogue/test_rights_matrix.py` holds every role in every standing in every stage against the
actions, the pages and the API.

In the file of a city link a role stands as **party** (its municipality is a party to the link) or
**own** (the object is of its own municipality); the last column names the people of the file who
have the right through their account, whatever their roles.
`tests/citylinks/test_rights_matrix.py` holds them against the actions and the pages.

Visitors and people without a role may do none of this; they read everything that is public, and
may have regions computed, as long as not too many long computations wait. Who runs commands on the
machine has every right, but those marked *own body only* or *members only*.
"""


def document() -> str:
    """The whole document."""
    from samenspel.accounts import rules as accounts
    from samenspel.accounts.models import Role
    from samenspel.accounts.rules import ANYTHING, Right, Tie
    from samenspel.citylinks import rules as citylinks
    from samenspel.citylinks.models import Person
    from samenspel.dialogue import rules as dialogue
    from samenspel.insight import rules as insight
    from samenspel.mobility import rules as mobility
    from samenspel.register import rules as register
    from samenspel.stewardship import rules as stewardship

    kinds = [Role.Kind(kind) for kind in Role.Kind.values]

    def cell(right: Right, kind: Role.Kind) -> str:
        ties = right.allowed.get(kind, frozenset())
        if ties == ANYTHING:
            return "any"
        return ", ".join(tie.value for tie in Tie if tie in ties) or "-"

    def table(rights: Iterable[Right]) -> Iterator[str]:
        yield "| Action | Object | " + " | ".join(str(kind.label) for kind in kinds) + " |"
        yield "| --- | --- |" + " --- |" * len(kinds)
        for right in rights:
            cells = " | ".join(cell(right, kind) for kind in kinds)
            yield f"| {right.label} | {right.object_kind} | {cells} |"

    def staged(rights: Iterable[dialogue.RoundRight]) -> Iterator[str]:
        yield "| Action | Object | Stages | " + " | ".join(str(kind.label) for kind in kinds) + " |"
        yield "| --- | --- | --- |" + " --- |" * len(kinds)
        for right in rights:
            cells = [
                "any"
                if (held := right.allowed.get(kind, frozenset())) == dialogue.ANY_STANDING
                else ", ".join(s.value for s in dialogue.Standing if s in held) or "-"
                for kind in kinds
            ]
            stages = ", ".join(stage for stage in dialogue.Stage.values if right.counts_in(stage))
            private = " (own body only)" if right.is_private else ""
            first = [f"{right.label}{private}", right.object_kind, stages]
            yield "| " + " | ".join([*first, *cells]) + " |"

    def of_a_file(rights: Iterable[citylinks.LinkRight]) -> Iterator[str]:
        labels = " | ".join(str(kind.label) for kind in kinds)
        yield f"| Action | Object | Stages | {labels} | Named in the file |"
        yield "| --- | --- | --- |" + " --- |" * (len(kinds) + 1)
        for right in rights:
            cells = [
                "any"
                if (held := right.allowed.get(kind, frozenset())) == citylinks.ANY_STANDING
                else ", ".join(s.value for s in citylinks.Standing if s in held) or "-"
                for kind in kinds
            ]
            named = ", ".join(str(kind.label) for kind in Person.Kind if kind in right.named) or "-"
            stages = ", ".join(stage for stage in citylinks.Stage.values if right.counts_in(stage))
            private = " (members only)" if right.is_private else ""
            first = [f"{right.label}{private}", right.object_kind, stages]
            yield "| " + " | ".join([*first, *cells, named]) + " |"

    parts = [INTRODUCTION]
    for name, rights in (
        ("People", accounts.RIGHTS),
        ("Register", register.RIGHTS),
        ("Stewardship", stewardship.RIGHTS),
        ("Commuting and regions", mobility.RIGHTS),
        ("Insight", insight.RIGHTS),
        ("Around dialogues", dialogue.RIGHTS),
        ("Around city links", citylinks.RIGHTS),
    ):
        parts.append(f"## {name}\n\n" + "\n".join(table(rights)) + "\n")
    parts.append("## In a dialogue\n\n" + "\n".join(staged(dialogue.ROUND_RIGHTS)) + "\n")
    parts.append(
        "## In the file of a city link\n\n" + "\n".join(of_a_file(citylinks.LINK_RIGHTS)) + "\n"
    )
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Write or check the document."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.web.settings")
    os.environ.setdefault("SAMENSPEL_DATABASE_URL", "sqlite://:memory:")
    django.setup()
    with translation.override("en"):
        text = document()
    if arguments == ["check"]:
        if DOCUMENT.read_text(encoding="utf-8") == text:
            return 0
        print("docs/rights.md does not say what the rules say; run `make rights`.", file=sys.stderr)
        return 1
    DOCUMENT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
