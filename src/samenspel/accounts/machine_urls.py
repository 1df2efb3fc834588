# SPDX-License-Identifier: EUPL-1.2
"""Addresses that machines know of each other: one of each, in no language."""

from __future__ import annotations

from allauth.idp.oidc import views as idp
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from samenspel.accounts.views import identity

urlpatterns: list[URLPattern | URLResolver] = [
    path("oidc/<slug:provider_id>/", identity.log_in, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/terug/", identity.come_back, name="openid_connect_callback"),
]
# This site as an identity provider; others find these through the first one.
provider_patterns: list[URLPattern | URLResolver] = [
    path(".well-known/openid-configuration", idp.configuration, name="configuration"),
    path(".well-known/jwks.json", idp.jwks, name="jwks"),
    path("identiteit/toestemming", identity.authorization, name="authorization"),
    path("identiteit/uitloggen", identity.log_out, name="logout"),
    path("identiteit/token", idp.token, name="token"),
    path("identiteit/intrekken", idp.revoke, name="revoke"),
    path("identiteit/gegevens", idp.user_info, name="userinfo"),
    path("identiteit/apparaat", identity.not_offered, name="device_code"),
]
if settings.SAMENSPEL_IDENTITY_PROVIDER:
    nested = [path("", include((provider_patterns, "oidc")))]
    urlpatterns.append(path("", include((nested, "idp"))))
