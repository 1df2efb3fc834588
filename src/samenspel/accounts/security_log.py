# SPDX-License-Identifier: EUPL-1.2
"""Lines in the log about logging in and about passwords and second factors; never a secret."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from samenspel.accounts.actions import log_event
from samenspel.accounts.actors import acting
from samenspel.accounts.models import User


def log_refused(request: HttpRequest, email: str, way: str) -> None:
    """A log-in that was refused: for which address, and in which way it was tried."""
    log_event(
        by=acting(None, request), at=timezone.now(), action="log_in", object_kind="user",
        object_key=email, result="refused", detail={"way": way},
    )  # fmt: skip


def _log(request: HttpRequest, user: User, action: str, result: str, **detail: Any) -> None:
    log_event(
        by=acting(user, request), at=timezone.now(), action=action, object_kind="user",
        object_key=user.email, result=result, detail=detail,
    )  # fmt: skip


def _logged_in(request: HttpRequest, user: User, **_rest: Any) -> None:
    records = request.session.get("account_authentication_methods", [])
    ways = [str(r.get("type") or r.get("provider") or r.get("method", "")) for r in records]
    _log(request, user, "log_in", "done", way=", ".join(ways))


def _logged_out(request: HttpRequest, user: User | None, **_rest: Any) -> None:
    if user is not None:
        _log(request, user, "log_out", "done")


def _password_changed(request: HttpRequest, user: User, **_rest: Any) -> None:
    _log(request, user, "change_password", "changed")


def _password_reset(request: HttpRequest, user: User, **_rest: Any) -> None:
    _log(request, user, "reset_password", "changed")


def _email_changed(
    request: HttpRequest, user: User, from_email_address: Any, to_email_address: Any, **_rest: Any
) -> None:
    before = from_email_address.email if from_email_address else ""
    _log(request, user, "change_email", "changed", before=before, after=to_email_address.email)


def _factor_added(request: HttpRequest, user: User, authenticator: Any, **_rest: Any) -> None:
    _log(request, user, "add_second_factor", "added", kind=authenticator.type)


def _factor_removed(request: HttpRequest, user: User, authenticator: Any, **_rest: Any) -> None:
    _log(request, user, "remove_second_factor", "removed", kind=authenticator.type)


def _factor_renewed(request: HttpRequest, user: User, authenticator: Any, **_rest: Any) -> None:
    _log(request, user, "renew_recovery_codes", "changed", kind=authenticator.type)


def _factor_refused(request: HttpRequest, user: User, authenticator: Any, **_rest: Any) -> None:
    log_refused(request, user.email, authenticator.type)


def connect() -> None:
    """Write these lines from now on; called once, when the application starts."""
    pairs = (
        (account.user_logged_in, _logged_in),
        (user_logged_out, _logged_out),
        (account.password_changed, _password_changed),
        (account.password_set, _password_changed),
        (account.password_reset, _password_reset),
        (account.email_changed, _email_changed),
        (mfa.authenticator_added, _factor_added),
        (mfa.authenticator_removed, _factor_removed),
        (mfa.authenticator_reset, _factor_renewed),
        (mfa.authentication_failed, _factor_refused),
    )
    for signal, receiver in pairs:
        signal.connect(receiver, dispatch_uid=f"samenspel-{receiver.__name__}")
