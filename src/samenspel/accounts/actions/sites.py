# SPDX-License-Identifier: EUPL-1.2
"""Other sites that may log people in through this one."""

from __future__ import annotations

from datetime import datetime

from allauth.idp.oidc.models import Client
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from samenspel.accounts.actions.log import log_event
from samenspel.accounts.rules import Actor, may_manage_organisations

SCOPES = ("openid", "profile", "email")


@transaction.atomic
def register_site(*, name: str, come_back: str, secret: str, by: Actor, at: datetime) -> str:
    """Let another site log people in here; returns its client id.

    ``come_back``: the address over there to which people return. ``secret``: known to that site;
    only a hash of it is kept.

    Raises
    ------
    PermissionDenied
        The actor may not make organisations.
    """
    if not may_manage_organisations(by, on=timezone.localdate(at)):
        raise PermissionDenied("only administrators let other sites in")
    client = Client(name=name, type=Client.Type.CONFIDENTIAL)
    client.set_secret(secret)
    client.set_redirect_uris([come_back])
    client.set_scopes(list(SCOPES))
    client.set_default_scopes(list(SCOPES))
    client.save()
    log_event(
        by=by, at=at, action="register_site", object_kind="site", object_key=name, result="made",
        detail={"come_back": come_back},
    )  # fmt: skip
    return str(client.pk)
