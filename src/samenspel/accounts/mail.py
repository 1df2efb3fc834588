# SPDX-License-Identifier: EUPL-1.2
"""The e-mail with an invitation: plain text, in the language of the invitation."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from samenspel.accounts.models import Invitation

logger = logging.getLogger(__name__)


def mail_works() -> bool:
    """Whether the settings of this site say how e-mail is sent."""
    return "dummy" not in settings.EMAIL_BACKEND


def invitation_path(token: str, language: str) -> str:
    """The address of the page to accept, without the host name."""
    with override(language):
        return reverse("invitation", args=[token])


def send_invitation(invitation: Invitation, *, link: str) -> bool:
    """Send the link; False when the mail server refuses. The link never comes in a log."""
    with override(invitation.language):
        text = render_to_string(
            "accounts/email/invitation.txt", {"invitation": invitation, "link": link}
        )
        subject = _("Samenspel: you have been invited")
    try:
        send_mail(subject, text, None, [invitation.email])
    except (OSError, SMTPException) as error:
        logger.warning("an invitation could not be sent: %s", type(error).__name__)
        return False
    return True
