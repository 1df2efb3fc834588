# SPDX-License-Identifier: EUPL-1.2
"""``samenspel remind``: start the yearly confirm rounds, and send the mails of the day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import click

from samenspel.cli.site import migrate, setup_django

if TYPE_CHECKING:
    from samenspel.accounts.post import Failure, Mail


@dataclass(frozen=True)
class Done:
    """What was done, or with ``is_trial`` what would be, for register and dialogues together."""

    started: tuple[str, ...]
    sent: tuple[Mail, ...]
    failed: tuple[Failure, ...]
    is_trial: bool


@click.command(
    epilog="Example, every day from cron: samenspel remind\n\nSee what would be sent on a day: "
    "samenspel remind --on 2026-10-01 --dry-run"
)
@click.option(
    "--on",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day to act as if it were (YYYY-MM-DD); default: today.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; write and send nothing.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def remind(on: datetime | None, *, dry_run: bool, as_json: bool) -> None:
    """Start the yearly confirm rounds that are due and send the mails of the day; run it daily.

    About the register and about dialogues each person gets at most one mail, with everything in
    it, and never the same twice. What could not be sent is tried again the next time; then the
    exit code is 1.
    """
    setup_django()
    migrate()
    from django.conf import settings
    from django.utils import timezone

    from samenspel.accounts.post import Post
    from samenspel.accounts.rules import operator
    from samenspel.dialogue.actions import reminders as dialogues
    from samenspel.stewardship.actions import reminders

    month, day = settings.SAMENSPEL_ROUND_DAY
    today, at, by = (
        on.date() if on else timezone.localdate(),
        timezone.now(),
        operator("samenspel remind"),
    )
    address = settings.SAMENSPEL_ADDRESS
    with Post() as post:
        kept = reminders.remind(
            on=today,
            month=month,
            day=day,
            weeks=settings.SAMENSPEL_ROUND_WEEKS,
            address=address,
            send=post.send,
            by=by,
            at=at,
            is_trial=dry_run,
        )
        asked = dialogues.remind(
            on=today, address=address, send=post.send, by=by, at=at, is_trial=dry_run
        )
    done = Done(
        kept.started, (*kept.sent, *asked.sent), (*kept.failed, *asked.failed), is_trial=dry_run
    )
    click.echo(_as_json(done) if as_json else _as_text(done))
    if done.failed:
        raise click.exceptions.Exit(1)


def _as_text(report: Done) -> str:
    would = "would start" if report.is_trial else "started"
    mailed = "would go" if report.is_trial else "went"
    lines = [f"Round {would}: {name}" for name in report.started]
    lines += [f"Mail {mailed} to {mail.to}: {mail.subject}" for mail in report.sent]
    lines += [f"Not sent to {failure.email}: {failure.reason}" for failure in report.failed]
    return "\n".join(lines) if lines else "Nothing to do today."


def _as_json(report: Done) -> str:
    return json.dumps(
        {
            "dry_run": report.is_trial,
            "started": list(report.started),
            "sent": [{"to": m.to, "subject": m.subject, "text": m.text} for m in report.sent],
            "failed": [{"to": f.email, "reason": f.reason} for f in report.failed],
        },
        ensure_ascii=False,
        indent=2,
    )
