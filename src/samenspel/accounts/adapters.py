# SPDX-License-Identifier: EUPL-1.2
"""Where our rules meet allauth: who may log in, who may not, and what is written in the log."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.accounts.actions import accept_as_new
from samenspel.accounts.actors import actor_of
from samenspel.accounts.models import User
from samenspel.accounts.network import network_address
from samenspel.accounts.queries.people import open_invitation_for
from samenspel.accounts.security_log import log_refused

JUST_LOGGED_IN = 5 * 60  # seconds
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - stands for "unknown", nothing listens on it


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up, no difference between somebody blocked and somebody unknown."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy(
            "This e-mail address and password do not belong together. Check both and try again."
        ),
        "too_many_login_attempts": gettext_lazy(
            "There were too many failed attempts. Try again in a quarter of an hour."
        ),
        "incorrect_password": gettext_lazy("This is not your password. Try again."),
        "enter_current_password": gettext_lazy("This is not your password. Try again."),
        "incorrect_code": gettext_lazy("This code is not right. Try again with a new one."),
        "rate_limited": gettext_lazy("There were too many attempts. Wait a moment and try again."),
        "email_taken": gettext_lazy("This e-mail address is in use already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account: people come by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address on the network, as the outermost proxy of ours saw it."""
        return network_address(request) or NO_ADDRESS

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Who has this password; somebody who is blocked counts as a wrong password."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the attempt in the log."""
        log_refused(request, str(credentials.get("email", "")), "password")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for who logged in a moment ago: setting up a second step often comes right after."""
        records = get_authentication_records(self.request, self.request.user)
        if records and timezone.now().timestamp() - records[-1]["at"] < JUST_LOGGED_IN:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse:
        """On to where one wanted to be, or first to the page to set up a second factor."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if actor_of(request).lacks_second_factor(timezone.localdate()):
            return needs_second_factor(request)
        return response


def needs_second_factor(request: HttpRequest) -> HttpResponse:
    """To the page to set up a second factor, with the reason why."""
    text = _("Your role as administrator counts as soon as you have set up a second step.")
    messages.warning(request, text)
    return redirect("mfa_index")


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names and messages of second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002
        """A name to start with: passkey 1, passkey 2."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """This site as the passkey names it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Samenspel"}


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The log-in of another organisation, for who has an account here and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never makes a stranger an account."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in who has an account here by an address that the provider verified, or is invited.

        Everybody else gets a page that says so; the attempt is in the log.
        """
        verified = {a.email.lower() for a in sociallogin.email_addresses if a.verified}
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            user: object = request.user
        elif sociallogin.is_existing:
            user = sociallogin.user
        else:
            user = _accept_invitation(request, sociallogin, verified)
        if isinstance(user, User) and user.is_active and user.email.lower() in verified:
            return
        addresses = [address.email for address in sociallogin.email_addresses]
        log_refused(request, addresses[0] if addresses else "", sociallogin.account.provider)
        page = render(request, "socialaccount/not_invited.html", status=403)
        raise ImmediateHttpResponse(page)


def _accept_invitation(
    request: HttpRequest, sociallogin: Any, verified: Collection[str]
) -> User | None:
    """The new account of who was invited by one of these addresses, connected to the provider."""
    at = timezone.now()
    invitation = open_invitation_for(verified, at=at)
    if invitation is None:
        return None
    name = invitation.name or str(
        sociallogin.account.extra_data.get("userinfo", {}).get("name", "")
    )
    user = accept_as_new(
        invitation=invitation,
        name=name[:120] or invitation.email,
        password=None,
        by=actor_of(request),
        at=at,
    )
    sociallogin.connect(request, user)
    return user
