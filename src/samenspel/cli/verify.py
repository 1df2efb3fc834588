# SPDX-License-Identifier: EUPL-1.2
"""``samenspel verify``: check that no vote or decision was changed after it was written down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from samenspel.cli.site import migrate, setup_django

if TYPE_CHECKING:
    from samenspel.accounts.chain_checks import Fault, Head, Verified

LISTED = 20
"""How many faults of one chain are written out as text; JSON has all of them."""


@click.command(
    epilog="Example: samenspel verify\n\nOne dialogue, against what somebody wrote down: "
    "samenspel verify toekomst-stadsregio --head 41:9f86d081884c7d65"
)
@click.argument("slug", metavar="[ADDRESS]", required=False, default="")
@click.option(
    "--head",
    "heads",
    metavar="NUMBER:DIGEST",
    multiple=True,
    help="A record as it was written down; its digest may be shortened to 8 signs or more.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def verify(slug: str, heads: tuple[str, ...], *, as_json: bool) -> None:
    """Check the chain of one dialogue or city link (its address), or of all of them.

    Every link is computed again and every stored opinion, vote and decision is compared with its
    record. Exit code 1 when something is wrong; the first broken link is named first.
    """
    if heads and not slug:
        raise click.UsageError("--head needs the address of a dialogue or city link")
    setup_django()
    migrate()
    found = _found(slug, [_head(text) for text in heads])
    if slug and not any(found.values()):
        raise click.ClickException(f"there is no dialogue or city link {slug}")
    every = [one for kind in found.values() for one in kind]
    if as_json:
        values = {kind: [one.as_values() for one in ones] for kind, ones in found.items()}
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(every)))
    if not all(one.is_whole for one in every):
        raise click.exceptions.Exit(1)


def _found(slug: str, heads: list[Head]) -> dict[str, list[Verified]]:
    """What was found in the chains with this address (empty: all), dialogues first."""
    from samenspel.citylinks import decision_chain
    from samenspel.citylinks.models import CityLink
    from samenspel.dialogue import verification
    from samenspel.dialogue.models import Round

    asked = {"slug": slug} if slug else {}
    rounds = Round.objects.filter(**asked).order_by("pk")
    links = CityLink.objects.filter(**asked).order_by("pk")
    # Both may have the same address; what was written down is then of the dialogue.
    of_link = [] if rounds else heads
    return {
        "rounds": [verification.verify(one, heads=heads) for one in rounds],
        "links": [decision_chain.verify(one, heads=of_link) for one in links],
    }


def _head(text: str) -> Head:
    from samenspel.accounts.chain_checks import Head

    number, _colon, digest = text.partition(":")
    is_digest = 8 <= len(digest) <= 64 and set(digest.lower()) <= set("0123456789abcdef")
    if not number.isdecimal() or len(number) > 9 or not is_digest:
        raise click.BadParameter(f"{text} is not NUMBER:DIGEST, such as 41:9f86d081884c7d65")
    return Head(int(number), digest.lower())


def _lines(found: list[Verified]) -> list[str]:
    if not found:
        return ["There are no dialogues and no city links."]
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
