# SPDX-License-Identifier: EUPL-1.2
"""``samenspel verify``: check that nothing that was fixed in a dialogue was changed afterwards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from samenspel.cli.site import migrate, setup_django

if TYPE_CHECKING:
    from samenspel.dialogue.verification import Fault, Head, Verified

LISTED = 20
"""How many faults of one dialogue are written out as text; JSON has all of them."""


@click.command(
    epilog="Example: samenspel verify\n\nOne dialogue, against what somebody wrote down: "
    "samenspel verify toekomst-stadsregio --head 41:9f86d081884c7d65"
)
@click.argument("round_slug", metavar="[ROUND]", required=False, default="")
@click.option(
    "--head",
    "heads",
    metavar="NUMBER:DIGEST",
    multiple=True,
    help="A record as it was written down; its digest may be shortened to 8 signs or more.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def verify(round_slug: str, heads: tuple[str, ...], *, as_json: bool) -> None:
    """Check the chain of one dialogue (its address), or of all of them.

    Every link is computed again and every stored opinion, vote and decision is compared with its
    record. Exit code 1 when something is wrong; the first broken link is named first.
    """
    if heads and not round_slug:
        raise click.UsageError("--head needs the address of a dialogue")
    setup_django()
    migrate()
    from samenspel.dialogue import verification
    from samenspel.dialogue.models import Round

    rounds = Round.objects.order_by("pk")
    if round_slug:
        rounds = rounds.filter(slug=round_slug)
        if not rounds:
            raise click.ClickException(f"there is no dialogue {round_slug}")
    written = [_head(text) for text in heads]
    found = [verification.verify(round_, heads=written) for round_ in rounds]
    if as_json:
        values = [one.as_values() for one in found]
        click.echo(json.dumps({"rounds": values}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(found)))
    if not all(one.is_whole for one in found):
        raise click.exceptions.Exit(1)


def _head(text: str) -> Head:
    from samenspel.dialogue.verification import Head

    number, _colon, digest = text.partition(":")
    is_digest = 8 <= len(digest) <= 64 and set(digest.lower()) <= set("0123456789abcdef")
    if not number.isdecimal() or len(number) > 9 or not is_digest:
        raise click.BadParameter(f"{text} is not NUMBER:DIGEST, such as 41:9f86d081884c7d65")
    return Head(int(number), digest.lower())


def _lines(found: list[Verified]) -> list[str]:
    if not found:
        return ["There are no dialogues."]
    lines = []
    for one in found:
        counted = f"{one.records} records, {one.rows} rows, head {one.number}:{one.digest}"
        lines.append(f"{one.slug}: {'whole' if one.is_whole else 'BROKEN'}; {counted}")
        lines += [f"  {_sentence(fault)}" for fault in one.faults[:LISTED]]
        if len(one.faults) > LISTED:
            lines.append(f"  and {len(one.faults) - LISTED} more")
    return lines


_SENTENCES = {
    "number": "a record before it is gone, or it was put in",
    "link": "it does not follow the record before it",
    "digest": "its digest is not that of what it says",
    "kind": "its kind is unknown",
    "gone": "its row is gone",
    "changed": "its row was changed",
    "unrecorded": "this row has no record",
    "cut": "this record was there once and is gone, or was replaced",
}


def _sentence(fault: Fault) -> str:
    row = f" ({fault.kind} {fault.key})" if fault.kind else ""
    place = f"record {fault.number}{row}" if fault.number else f"no record{row}"
    names = ", ".join(name or "all of it" for name in fault.fields)
    return f"{place}: {_SENTENCES[fault.what]}{f': {names}' if names else ''}"
