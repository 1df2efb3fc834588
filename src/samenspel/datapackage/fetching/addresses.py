# SPDX-License-Identifier: EUPL-1.2
"""Which addresses may be asked: only https, and no way from a publisher into one's own network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from samenspel.datapackage.fetching.errors import FetchError

Resolve = Callable[[str], list[str]]
"""From the name of a host to its addresses; none when the name cannot be looked up."""


def addresses_of(host: str) -> list[str]:
    """The addresses of a host, as the machine looks them up."""
    try:
        found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        return []
    return sorted({str(item[4][0]) for item in found})


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, by its name alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The host of an address in lower case.

    Raises
    ------
    FetchError
        This is no address.
    """
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    if not host:
        raise FetchError(f"{url[:200]} is not an address on the web")
    return host


def joined(base: str, target: str) -> str:
    """The address that a link in an answer from ``base`` leads to.

    Raises
    ------
    FetchError
        The link is no address.
    """
    try:
        return urljoin(base, target)
    except ValueError:
        raise FetchError(f"{host_of(base)} names an address that is none: {target[:200]}") from None


def check_address(url: str) -> None:
    """Refuse what is not https (or http on this machine), and names and passwords in an address.

    Raises
    ------
    FetchError
        The address may not be asked.
    """
    host = host_of(url)
    parts = urlsplit(url)
    if parts.username or parts.password:
        raise FetchError(f"{host}: an address with a name or password in it is not used")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise FetchError(f"{url[:200]} is not asked: only https is safe")


def check_redirect(url: str, *, base: str, resolve: Resolve = addresses_of) -> None:
    """Refuse a redirect into the network of whoever runs this.

    ``base`` is the address that was asked for: only when it is this machine itself may a redirect
    lead to this machine or its neighbours.

    Raises
    ------
    FetchError
        The redirect is not followed.
    """
    check_address(url)
    if is_loopback(host_of(base)):
        return
    host = host_of(url)
    for address in resolve(host) or [host]:
        if is_loopback(host) or _is_private(address):
            raise FetchError(
                f"{host_of(base)} sends us on to {host}, which is not on the public internet; "
                "that is not followed"
            )


def _is_private(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return not (mapped or found).is_global
