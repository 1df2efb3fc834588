# SPDX-License-Identifier: EUPL-1.2
"""The names of other organisations through which one may log in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings


def configured() -> dict[str, str]:
    """The names of the identity providers of the settings, by their identifier."""
    providers: Mapping[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    apps = providers["openid_connect"]["APPS"]
    return {app["provider_id"]: app["name"] for app in apps}
