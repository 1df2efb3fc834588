# SPDX-License-Identifier: EUPL-1.2
"""Addresses of people: those of allauth under its own names, in Dutch, each with our look.

Addresses for machines (the way back from an identity provider) stand in ``machine_urls``.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from samenspel.accounts.views import account as own
from samenspel.accounts.views import invitations, log, login, people, tokens

log_in, log_out = login.LogInView.as_view(), login.LogOutView.as_view()

urlpatterns = [
    # Logging in and out
    path("inloggen/", log_in, name="login"),
    path("inloggen/", log_in, name="account_login"),
    path("uitloggen/", log_out, name="logout"),
    path("uitloggen/", log_out, name="account_logout"),
    path("aanmelden/", account.signup, name="account_signup"),
    path("inloggen/geblokkeerd/", account.account_inactive, name="account_inactive"),
    path("inloggen/tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("inloggen/afgebroken/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("inloggen/mislukt/", social.login_error, name="socialaccount_login_error"),
    path("inloggen/aanmelden/", social.signup, name="socialaccount_signup"),
    # A forgotten password
    path("wachtwoord-vergeten/", login.PasswordResetView.as_view(), name="account_reset_password"),
    path(
        "wachtwoord-vergeten/verstuurd/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # One's account
    path("account/", own.account, name="account"),
    path("account/bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("account/bevestigen/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/bevestigen/passkey/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/e-mailadres/", login.ChangeEmailView.as_view(), name="account_email"),
    path(
        "account/e-mailadres/code/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("account/wachtwoord/", account.password_change, name="account_change_password"),
    path("account/wachtwoord/kiezen/", account.password_set, name="account_set_password"),
    path("account/tweede-stap/", mfa.index, name="mfa_index"),
    path("account/tweede-stap/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/tweede-stap/app/weg/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/herstelcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/herstelcodes/nieuw/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/herstelcodes/bestand/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("account/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/toevoegen/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/weg/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/sessies/", sessions.list_usersessions, name="usersessions_list"),
    path("account/sleutels/", tokens.tokens, name="access-tokens"),
    path("account/sleutels/<int:pk>/intrekken/", tokens.revoke, name="access-token-revoke"),
    path("account/koppelingen/", social.connections, name="socialaccount_connections"),
    # People and roles
    path("uitnodiging/<str:token>/", invitations.accept, name="invitation"),
    path("beheer/", people.people, name="people"),
    path("beheer/organisaties/toevoegen/", people.add_organisation, name="organisation-add"),
    path("beheer/organisaties/<int:pk>/", people.organisation, name="people-organisation"),
    path("beheer/organisaties/<int:pk>/uitnodigen/", invitations.invite, name="people-invite"),
    path("beheer/personen/<int:pk>/", people.person, name="person"),
    path("beheer/personen/<int:pk>/blokkeren/", people.block, name="person-block"),
    path("beheer/rollen/<int:pk>/beeindigen/", people.end_role, name="role-end"),
    path("beheer/uitnodigingen/<int:pk>/opnieuw/", invitations.renew, name="invitation-renew"),
    path(
        "beheer/uitnodigingen/<int:pk>/intrekken/",
        invitations.withdraw,
        name="invitation-withdraw",
    ),
    path("beheer/logboek/", log.log, name="log"),
    path("beheer/logboek/logboek.csv", log.log, {"suffix": "csv"}, name="log-csv"),
]
