# SPDX-License-Identifier: EUPL-1.2
"""Where a request comes from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def network_address(request: HttpRequest) -> str:
    """The sender's address, as the outermost proxy of ours saw it; empty when it is no address.

    ``X-Forwarded-For`` is believed only for as many proxies as the settings name: what stands
    further to the left anybody can make up.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies = int(getattr(settings, "SAMENSPEL_PROXIES", 0))
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    seen = hops[-proxies] if 0 < proxies <= len(hops) and hops[-proxies] else direct
    try:
        return str(ipaddress.ip_address(seen))
    except ValueError:
        return ""
