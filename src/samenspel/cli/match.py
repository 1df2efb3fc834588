# SPDX-License-Identifier: EUPL-1.2
"""``samenspel data match``: compare sources and propose which arrangements are one."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from samenspel.register.models import Collection


@click.command(epilog="Example: samenspel data match nl-2016 nl-2026")
@click.argument("collections", nargs=-1, metavar="[FIRST SECOND]")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def match(collections: tuple[str, ...], *, as_json: bool) -> None:
    """Compare two loaded collections and propose which arrangements are one and the same.

    FIRST and SECOND are names of data packages that were loaded; the same name twice looks for
    arrangements that are listed twice. Without names the source that leads in each country is
    compared with the other sources of that country. Nothing is merged: people decide, on the site.
    """
    if len(collections) not in (0, 2):
        raise click.UsageError("give two collections, or none")
    from samenspel.cli.site import migrate, setup_django

    setup_django()
    migrate()
    from django.utils import timezone

    from samenspel.accounts.rules import operator
    from samenspel.stewardship.actions.matching import propose_matches

    results = []
    for first, second in _pairs(collections):
        click.echo(f"{first.slug} and {second.slug}:", err=True)
        done = propose_matches(
            first=first,
            second=second,
            by=operator(),
            at=timezone.now(),
            progress=lambda step: click.echo(f"  {step} ...", err=True),
        )
        results.append((first.slug, second.slug, done))
    if as_json:
        rows = [
            {"first": one, "second": two, "found": d.found, "new": d.new, "gone": d.gone}
            for one, two, d in results
        ]
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=2)
        click.echo()
        return
    for one, two, done in results:
        click.echo(f"{one} and {two}: {done.found} pairs, {done.new} new, {done.gone} gone.")
    if not results:
        click.echo("There are no two sources of one country to compare.")


def _pairs(names: tuple[str, ...]) -> list[tuple[Collection, Collection]]:
    from django.utils import timezone

    from samenspel.register.leading import leads
    from samenspel.register.models import Collection

    known = {c.slug: c for c in Collection.objects.order_by("country", "-observed_on", "slug")}
    for name in names:
        if name not in known:
            have = ", ".join(known) or "none"
            raise click.ClickException(f"there is no collection {name}; loaded are: {have}")
    if names:
        return [(known[names[0]], known[names[1]])]
    return [
        (other, lead.collection)
        for lead in leads(list(known.values()), on=timezone.localdate()).values()
        for other in lead.others
    ]
