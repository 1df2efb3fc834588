# SPDX-License-Identifier: EUPL-1.2
"""Sending mail through the server of the settings, one at a time."""

from __future__ import annotations

from smtplib import SMTPException
from types import TracebackType

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from samenspel.stewardship.actions.reminders import Mail, MailServerDown, NotDelivered

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
"""The backend that takes every mail and sends none."""


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
