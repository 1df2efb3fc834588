# SPDX-License-Identifier: EUPL-1.2
"""Mail in plain text, sent through the server of the settings, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from smtplib import SMTPException
from types import TracebackType

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
"""The backend that takes every mail and sends none."""


@dataclass(frozen=True)
class Mail:
    """A mail to one person, in plain text."""

    to: str
    subject: str
    text: str


class NotDelivered(Exception):  # noqa: N818 - an outcome, not a fault
    """The server did not take this mail; others may well be taken."""


class MailServerDown(NotDelivered):
    """No mail can be sent now."""


Send = Callable[[Mail], None]
"""Sends one mail, or raises NotDelivered."""


@dataclass(frozen=True)
class Failure:
    """A mail that was not sent, and why."""

    email: str
    reason: str


def send_each(
    mails: Iterable[tuple[Mail, Callable[[Send], bool]]], send: Send
) -> tuple[list[Mail], list[Failure]]:
    """Send mails one by one: those that left, and those that did not.

    Each comes with what sends it and writes that down, False when another run told it meanwhile.
    A mail that the server refuses does not stop the others; when the server is down the rest is
    left for the next time.
    """
    sent: list[Mail] = []
    failed: list[Failure] = []
    down = ""
    for mail, tell in mails:
        try:
            if not down and tell(send):
                sent.append(mail)
        except MailServerDown as error:
            down = str(error)
        except NotDelivered as error:
            failed.append(Failure(mail.to, str(error)))
        if down:
            failed.append(Failure(mail.to, down))
    return sent, failed


class Post:
    """A connection to the mail server, opened again after a refusal; use with ``with``."""

    def __init__(self) -> None:
        self._connection = get_connection(fail_silently=False)

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, mail: Mail) -> None:
        """Send one mail.

        Raises
        ------
        MailServerDown
            The server cannot be reached or refuses us.
        NotDelivered
            The server refuses this mail.
        """
        if settings.EMAIL_BACKEND == NOWHERE:
            raise MailServerDown("no mail server is set (SAMENSPEL_EMAIL_URL)")
        try:
            self._connection.open()
        except (OSError, SMTPException) as error:
            raise MailServerDown(f"the mail server does not answer: {error}") from error
        message = EmailMessage(mail.subject, mail.text, to=[mail.to], connection=self._connection)
        try:
            message.send(fail_silently=False)
        except (OSError, SMTPException, ValueError) as error:
            # Half a conversation may be left: the next mail starts a new one.
            self._close()
            raise NotDelivered(str(error) or type(error).__name__) from error

    def _close(self) -> None:
        try:
            self._connection.close()
        except (OSError, SMTPException):
            # Nothing is lost: all that was taken has been answered for.
            self._connection.connection = None  # type: ignore[attr-defined]
