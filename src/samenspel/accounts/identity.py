# SPDX-License-Identifier: EUPL-1.2
"""This site as the identity provider of another one: what it tells about a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from allauth.idp.oidc.models import Client


class IdentityAdapter(DefaultOIDCAdapter):  # type: ignore[misc]
    """Name and verified e-mail address, and nothing else."""

    scope_display = {
        "openid": _("that you are the same person as last time"),
        "email": _("your e-mail address"),
        "profile": _("your name"),
    }

    def get_claims(
        self,
        purpose: Literal["id_token", "userinfo"],
        user: AbstractBaseUser,
        client: Client,
        scopes: Iterable[str],
        email: str | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """What is told about a person: ``sub``, and by scope ``email`` and ``name``."""
        claims: dict[str, Any] = super().get_claims(
            purpose, user, client, scopes, email=email, **kwargs
        )
        if "profile" in scopes:
            claims["name"] = str(user)
        return claims
