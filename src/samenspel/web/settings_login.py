# SPDX-License-Identifier: EUPL-1.2
"""Settings of logging in, second factors, other identity providers, and e-mail.

Read by ``settings``; apart to keep one subject in one file. Secrets may stand in a file, as
containers hand them over: ``SAMENSPEL_OIDC_FILE`` beside ``SAMENSPEL_OIDC``.
"""

from __future__ import annotations

from typing import Any

import environ

from samenspel.accounts.provider_settings import read_providers, read_secret

env = environ.Env()
DEBUG = env.bool("SAMENSPEL_DEBUG", default=False)
HTTPS = env.bool("SAMENSPEL_HTTPS", default=True)

LOGIN_HELP = {
    "SAMENSPEL_MFA_REQUIRED": "Kinds of role that count only for who has set up a second factor or "
    "a passkey, separated by commas. Default: administrator.",
    "SAMENSPEL_EMAIL_URL": "How e-mail is sent: smtp+tls://user:password@host:587, or "
    "filemail:///folder. Without it nobody can be invited and no password reset; with "
    "SAMENSPEL_DEBUG it is written to the screen.",
    "SAMENSPEL_EMAIL_FROM": "Sender of e-mail, for instance "
    "Samenspel <samenspel@gemeente.example>.",
    "SAMENSPEL_OIDC": "Organisations whose own log-in (OpenID Connect) may be used: a JSON list of "
    'objects with "id", "name", "client_id", "secret" (or "secret_file") and "server_url".',
    "SAMENSPEL_OIDC_FILE": "File with what would stand in SAMENSPEL_OIDC.",
    "SAMENSPEL_IDENTITY_PROVIDER": "Let other sites log people in through this one (OpenID "
    "Connect). Default: off.",
    "SAMENSPEL_IDENTITY_KEY": "Private key (RSA, PEM) with which it signs.",
    "SAMENSPEL_IDENTITY_KEY_FILE": "File with that key.",
    "SAMENSPEL_COOKIE_PREFIX": "Put before the names of the cookies; needed for two sites on one "
    "host name. Default: nothing.",
    "SAMENSPEL_SESSION_HOURS": "How long one stays logged in. Default: 12.",
}

SAMENSPEL_MFA_REQUIRED = env.list("SAMENSPEL_MFA_REQUIRED", default=["administrator"])

# E-mail
_mail: dict[str, Any] = env.email_url(
    "SAMENSPEL_EMAIL_URL", default="consolemail://" if DEBUG else "dummymail://"
)
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"] or "localhost", _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"] or None
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "SAMENSPEL_EMAIL_FROM", default="Samenspel <samenspel@localhost>"
)

# Who logs in, and how
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = env.int("SAMENSPEL_SESSION_HOURS", default=12) * 3_600
_prefix = env.str("SAMENSPEL_COOKIE_PREFIX", default="")
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_prefix}sessionid", f"{_prefix}csrftoken"

ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SAMENSPEL_PROXIES", default=0)
ACCOUNT_ADAPTER = "samenspel.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# An address is verified by the invitation; a new one by a code, before it replaces the old one.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = EMAIL_BACKEND != "django.core.mail.backends.dummy.EmailBackend"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Samenspel: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Per e-mail address few, per address on the network more: behind one may be a whole town hall.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/15m/ip,5/15m/key"}
ACCOUNT_FORMS = {
    "login": "samenspel.accounts.forms.LogInForm",
    "reauthenticate": "samenspel.accounts.forms.ReauthenticateForm",
    "change_password": "samenspel.accounts.forms.ChangePasswordForm",
    "set_password": "samenspel.accounts.forms.SetPasswordForm",
    "reset_password": "samenspel.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "samenspel.accounts.forms.ResetPasswordKeyForm",
    "add_email": "samenspel.accounts.forms.ChangeEmailForm",
    "confirm_email_verification_code": "samenspel.accounts.forms.ConfirmEmailForm",
}
MFA_ADAPTER = "samenspel.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Samenspel"
MFA_TOTP_TOLERANCE = 1
# Browsers offer passkeys on https and on localhost only; the second is for trying out.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or not HTTPS
MFA_FORMS = {
    "authenticate": "samenspel.accounts.forms.CodeForm",
    "reauthenticate": "samenspel.accounts.forms.CodeReauthenticateForm",
    "activate_totp": "samenspel.accounts.forms.ActivateAppForm",
    "add_webauthn": "samenspel.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "samenspel.accounts.forms.NamePasskeyForm",
}

# The log-in of other organisations: only for who was invited here, by an address verified there.
SOCIALACCOUNT_ADAPTER = "samenspel.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": read_providers(read_secret(env, "SAMENSPEL_OIDC")),
    }
}

SAMENSPEL_IDENTITY_PROVIDER = env.bool("SAMENSPEL_IDENTITY_PROVIDER", default=False)
IDP_OIDC_PRIVATE_KEY = read_secret(env, "SAMENSPEL_IDENTITY_KEY")
IDP_OIDC_ADAPTER = "samenspel.accounts.identity.IdentityAdapter"
