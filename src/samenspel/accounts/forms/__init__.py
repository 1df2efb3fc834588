# SPDX-License-Identifier: EUPL-1.2
"""Forms of people: logging in and one's account (allauth's, in our words), and managing people."""

from samenspel.accounts.forms.login import (
    ActivateAppForm,
    AddPasskeyForm,
    ChangeEmailForm,
    ChangePasswordForm,
    CodeForm,
    CodeReauthenticateForm,
    ConfirmEmailForm,
    LogInForm,
    NamePasskeyForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)

__all__ = [
    "ActivateAppForm",
    "AddPasskeyForm",
    "ChangeEmailForm",
    "ChangePasswordForm",
    "CodeForm",
    "CodeReauthenticateForm",
    "ConfirmEmailForm",
    "LogInForm",
    "NamePasskeyForm",
    "ReauthenticateForm",
    "ResetPasswordForm",
    "ResetPasswordKeyForm",
    "SetPasswordForm",
]
