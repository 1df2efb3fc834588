# SPDX-License-Identifier: EUPL-1.2
"""``samenspel term``: until when may a council say something, when must a board be ready?"""

from __future__ import annotations

import json
from datetime import date

import click


def _day(_context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f"{value[:40]!r} is no date such as 2026-09-14", param=parameter
        ) from None


@click.command(epilog="Example: samenspel term opinion-on-budget --received 2024-01-08")
@click.argument("rule", required=False)
@click.option("--received", callback=_day, metavar="DATE", help="Day on which it is received.")
@click.option("--meeting", callback=_day, metavar="DATE", help="Day of the meeting.")
@click.option("--adopted", callback=_day, metavar="DATE", help="Day on which it is adopted.")
@click.option("--year", type=int, help="Year of a fixed date.")
@click.option("--weeks", type=int, metavar="N", help="Weeks that the arrangement itself sets.")
@click.option(
    "--country",
    type=click.Choice(["nl", "be"]),
    help="Netherlands or Flanders: whose rules to list.",
)
@click.option("--list", "is_list", is_flag=True, help="List the rules.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def term(
    *,
    rule: str | None,
    received: date | None,
    meeting: date | None,
    adopted: date | None,
    year: int | None,
    weeks: int | None,
    country: str | None,
    is_list: bool,
    as_json: bool,
) -> None:
    """Compute the last day of a term of the law, and say how.

    The first line is the date. RULE is a name of `samenspel term --list`, which says from which day
    each counts. Where the arrangement itself sets a term (--weeks), the later day counts for
    councils, the earlier one for a board.
    """
    from samenspel.cli.term_words import as_document, as_text, rules_as_text

    given = {"received": received, "meeting": meeting, "adopted": adopted, "year": year}
    starts = {name: value for name, value in given.items() if value is not None}
    if is_list:
        if rule is not None or starts or weeks is not None:
            raise click.UsageError("--list goes with --country and --json only")
        click.echo(rules_as_text(country, as_json=as_json))
        return
    if rule is None:
        raise click.UsageError("name a rule; samenspel term --list has them all")
    asked = _asked_for(rule, country)
    if set(starts) != {asked}:
        raise click.UsageError(f"{rule} counts from --{asked}: give that one day and no other")
    from samenspel.analysis.terms import Own, TermsError, compute

    try:
        found = compute(rule, starts[asked], own=None if weeks is None else Own(weeks))
    except TermsError as error:
        raise click.ClickException(f"{error}.") from error
    if as_json:
        click.echo(json.dumps(as_document(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(as_text(found)))


def _asked_for(rule: str, country: str | None) -> str:
    """From what the rule counts: ``received``, ``meeting``, ``adopted`` or ``year``."""
    from samenspel.analysis.terms import TermsError, versions_of

    try:
        found = versions_of(rule)[-1]
    except TermsError as error:
        raise click.UsageError(f"{error}; samenspel term --list has them all") from error
    if country not in {None, found.country}:
        raise click.UsageError(f"{rule} is a rule of --country {found.country}")
    return str(found.start)
