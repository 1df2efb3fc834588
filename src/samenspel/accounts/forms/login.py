# SPDX-License-Identifier: EUPL-1.2
"""The forms of allauth in our words: labels above the fields, no placeholders, help that helps."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}


class InOurWords:
    """Removes placeholders and gives fields the labels, help and attributes of ``words``."""

    fields: dict[str, forms.Field]
    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}
    attributes: dict[str, dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, field.help_text)
            field.widget.attrs.update(self.attributes.get(name, {}))


class LogInForm(InOurWords, account.LoginForm):  # type: ignore[misc]
    """E-mail address and password; the same refusal whatever was wrong."""

    labels = {"login": _("E-mail address"), "password": _("Password")}
    helps = {"password": ""}
    attributes = {
        "login": {"autocomplete": "username", "autofocus": True, "maxlength": 254},
        "password": {"maxlength": 200},
    }

    @property
    def is_limited(self) -> bool:
        """Whether it was refused because there were too many failed attempts."""
        return bool(self.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"))


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """One's password, once more."""

    labels = {"password": _("Password")}
    helps = {"password": ""}
    attributes = {"password": {"autofocus": True, "maxlength": 200}}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """The password of now and the new one, twice."""

    labels = {
        "oldpassword": _("Your password now"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    helps = {"oldpassword": "", "password1": _("12 characters or more. A few words work well.")}


class SetPasswordForm(InOurWords, account.SetPasswordForm):  # type: ignore[misc]
    """A first password, twice, for who logs in in another way."""

    labels = ChangePasswordForm.labels
    helps = ChangePasswordForm.helps


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """The e-mail address that gets a link."""

    labels = {"email": _("E-mail address")}
    attributes = {"email": {"autocomplete": "username", "autofocus": True}}


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, twice."""

    labels = ChangePasswordForm.labels
    helps = ChangePasswordForm.helps


class ChangeEmailForm(InOurWords, account.AddEmailForm):  # type: ignore[misc]
    """The e-mail address to change to."""

    labels = {"email": _("New e-mail address")}
    helps = {"email": _("We send a code to this address. You fill it in on the next page.")}


class ConfirmEmailForm(InOurWords, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code from the e-mail."""

    labels = {"code": _("Code from the e-mail")}
    attributes = {"code": {"autocomplete": "one-time-code", "autofocus": True}}


class CodeForm(InOurWords, codes.AuthenticateForm):  # type: ignore[misc]
    """The code of the app, or a recovery code."""

    labels = {"code": _("Code from your app, or a recovery code")}
    attributes = {"code": CODE}


class CodeReauthenticateForm(InOurWords, codes.ReauthenticateForm):  # type: ignore[misc]
    """The same, to confirm that it is you."""

    labels = CodeForm.labels
    attributes = CodeForm.attributes


class ActivateAppForm(InOurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of the app."""

    labels = {"code": _("Code that your app shows now")}
    attributes = {"code": CODE}


class AddPasskeyForm(InOurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A name for the passkey; the browser adds the passkey itself."""

    labels = {"name": _("Name"), "passwordless": _("Log in with it without a password")}
    helps = {
        "name": _("So that you recognise it, for instance: my laptop."),
        "passwordless": _("Leave this on, unless your key is an old one that cannot do it."),
    }
    attributes = {"name": {"maxlength": 60}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class NamePasskeyForm(InOurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    labels = {"name": _("Name")}
    attributes = {"name": {"maxlength": 60}}
