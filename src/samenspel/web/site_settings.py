# SPDX-License-Identifier: EUPL-1.2
"""Settings that say something to the public: what they mean, and whether they are right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 - Django's own name
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The statuses of the Dutch register of accessibility statements.
ACCESSIBILITY_STATUSES = {
    "A": _("meets the requirements in full"),
    "B": _("meets the requirements in part"),
    "C": _("first measures taken"),
    "D": _("does not meet the requirements"),
    "E": _("no statement"),
}
# RFC 9116 advises to say less than a year ahead; a month is time enough to renew.
LONGEST = timedelta(days=366)
NOTICE = timedelta(days=30)


def security_expires(text: str) -> datetime | None:
    """The moment in a setting such as ``2027-01-31`` or ``2027-01-31T12:00:00Z``, in UTC.

    A day ends at its beginning in UTC; None for anything else.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def check_site_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Django's system check of these settings, now."""
    return [
        *_check_security(
            settings.SAMENSPEL_SECURITY_CONTACT,
            settings.SAMENSPEL_SECURITY_EXPIRES,
            now=timezone.now(),
        ),
        *_check_accessibility(
            settings.SAMENSPEL_ACCESSIBILITY_URL, settings.SAMENSPEL_ACCESSIBILITY_STATUS
        ),
    ]


def _check_security(contacts: list[str], expires: str, *, now: datetime) -> list[CheckMessage]:
    if not contacts and not expires:
        return []
    found: list[CheckMessage] = []
    if not contacts:
        found.append(Error("SAMENSPEL_SECURITY_CONTACT is empty", id="samenspel.E001"))
    found += [
        Error(
            f"SAMENSPEL_SECURITY_CONTACT {contact!r} is no address",
            hint="Write mailto:security@example.org or https://example.org/report.",
            id="samenspel.E002",
        )
        for contact in contacts
        if not contact.startswith(("mailto:", "https://", "tel:"))
        or any(c.isspace() for c in contact)
    ]
    moment = security_expires(expires)
    if moment is None:
        hint = "Write a day or moment: 2027-01-31 or 2027-01-31T12:00:00Z."
        text = f"SAMENSPEL_SECURITY_EXPIRES {expires!r} is no date"
        return [*found, Error(text, hint=hint, id="samenspel.E003")]
    renew = "Check that the contact is still right and set a new date, at most a year ahead."
    if moment <= now:
        text = "security.txt has expired and is not shown"
        found.append(Warning(text, hint=renew, id="samenspel.W001"))
    elif moment <= now + NOTICE:
        text = f"security.txt expires on {moment:%Y-%m-%d}"
        found.append(Warning(text, hint=renew, id="samenspel.W002"))
    elif moment > now + LONGEST:
        text = "security.txt expires more than a year ahead"
        found.append(Warning(text, hint=renew, id="samenspel.W003"))
    return found


def _check_accessibility(url: str, status: str) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if url and not url.startswith("https://"):
        text = "SAMENSPEL_ACCESSIBILITY_URL must start with https://"
        found.append(Error(text, id="samenspel.E004"))
    if status and status not in ACCESSIBILITY_STATUSES:
        text = "SAMENSPEL_ACCESSIBILITY_STATUS must be one of A, B, C, D, E"
        found.append(Error(text, id="samenspel.E005"))
    return found
