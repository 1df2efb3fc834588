# SPDX-License-Identifier: EUPL-1.2
"""How often something may be done from one network, without keeping where it was done from.

Counted in the cache under a keyed digest of the network and the span of time: it cannot be turned
back into an address, and is gone when the span is over.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from samenspel.accounts.network import network_address

_SALT = "samenspel.dialogue.limits"
_IPV6_NETWORK = 64


@dataclass(frozen=True)
class Limit:
    """At most ``times`` in each span of ``seconds``."""

    name: str
    times: int
    seconds: int


def is_within(limit: Limit, request: HttpRequest, *, at: datetime) -> bool:
    """Count one more; False when that is more than the limit allows."""
    span = int(at.timestamp()) // limit.seconds
    digest = salted_hmac(_SALT, f"{_network(request)} {span}", algorithm="sha256").hexdigest()
    key = f"dialogue:{limit.name}:{digest}"
    cache.add(key, 0, timeout=limit.seconds)
    try:
        return cache.incr(key) <= limit.times
    except ValueError:  # it ran out in between
        return True


def _network(request: HttpRequest) -> str:
    """The address, or the part of it that one household shares."""
    address = network_address(request)
    if ":" in address:
        return str(ipaddress.ip_network(f"{address}/{_IPV6_NETWORK}", strict=False))
    return address
