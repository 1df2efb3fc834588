# SPDX-License-Identifier: EUPL-1.2
"""Logging in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samenspel.accounts.login_limit import Attempt


class LogInForm(AuthenticationForm):
    """E-mail address and password; the same refusal whatever was wrong.

    ``address`` is the sender's address on the network; ``clock`` gives the moment of the attempt.
    """

    username = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _(
            "This e-mail address and password do not belong together. Check both and try again."
        ),
        "inactive": _(
            "This e-mail address and password do not belong together. Check both and try again."
        ),
    }

    def __init__(
        self,
        request: HttpRequest | None = None,
        *args: Any,
        address: str = "",
        clock: Callable[[], datetime],
        **kwargs: Any,
    ) -> None:
        super().__init__(request, *args, **kwargs)
        self.address, self.clock = address, clock
        self.wait_seconds = 0

    def clean(self) -> dict[str, Any]:
        """Refuse without looking at the password when there were too many failures."""
        email = self.cleaned_data.get("username")
        if not email:
            return self.cleaned_data
        attempt = Attempt(address=self.address, email=email, at=self.clock())
        self.wait_seconds = attempt.seconds_to_wait()
        if self.wait_seconds:
            minutes = -(-self.wait_seconds // 60)
            message = ngettext(
                "There were too many failed attempts. Try again in %(minutes)d minute.",
                "There were too many failed attempts. Try again in %(minutes)d minutes.",
                minutes,
            )
            raise ValidationError(message % {"minutes": minutes}, code="limited")
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            attempt.failed()
            raise
        attempt.succeeded()
        return cleaned
