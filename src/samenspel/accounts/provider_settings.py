# SPDX-License-Identifier: EUPL-1.2
"""Settings about other identity providers: read and checked before Django starts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

REQUIRED = ("id", "name", "client_id", "server_url")
ALLOWED = {*REQUIRED, "secret", "secret_file"}


def read_secret(env: environ.Env, name: str) -> str:
    """The value of the variable, or the text of the file named in the variable ``<name>_FILE``.

    Empty when neither is set.

    Raises
    ------
    ImproperlyConfigured
        The file cannot be read.
    """
    value = env.str(name, default="")
    path = env.str(f"{name}_FILE", default="")
    return value or (_text_of(path, f"{name}_FILE") if path else "")


def _text_of(path: str, setting: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{setting}: {path} cannot be read") from error


def read_providers(text: str) -> list[dict[str, Any]]:
    """Providers from JSON, in the form of allauth's ``APPS``; none when the text is empty.

    Raises
    ------
    ImproperlyConfigured
        The text is not a list of objects, or one of them misses something; no secret is repeated.
    """
    if not text:
        return []
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ImproperlyConfigured(f"SAMENSPEL_OIDC is not JSON (line {error.lineno})") from None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise ImproperlyConfigured("SAMENSPEL_OIDC must be a list of objects")
    providers = [_provider(item) for item in found]
    if len({p["provider_id"] for p in providers}) < len(providers):
        raise ImproperlyConfigured('SAMENSPEL_OIDC: an "id" is used twice')
    return providers


def _provider(item: dict[str, Any]) -> dict[str, Any]:
    missing = [name for name in REQUIRED if not item.get(name)]
    if missing or not (item.get("secret") or item.get("secret_file")):
        missing = missing or ["secret or secret_file"]
        raise ImproperlyConfigured(f"SAMENSPEL_OIDC: missing: {', '.join(missing)}")
    unknown = sorted(set(item) - ALLOWED)
    if unknown:
        raise ImproperlyConfigured(f"SAMENSPEL_OIDC: unknown: {', '.join(unknown)}")
    # It becomes a part of addresses.
    if not re.fullmatch(r"[a-z0-9-]{1,40}", str(item["id"])):
        raise ImproperlyConfigured('SAMENSPEL_OIDC: "id" may have a-z, 0-9 and - only')
    secret = item.get("secret") or _text_of(str(item["secret_file"]), "SAMENSPEL_OIDC secret_file")
    return {
        "provider_id": str(item["id"]),
        "name": str(item["name"]),
        "client_id": str(item["client_id"]),
        "secret": secret,
        "settings": {"server_url": str(item["server_url"])},
    }
