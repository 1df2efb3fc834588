# SPDX-License-Identifier: EUPL-1.2
"""Pages of people: logging in, one's account, and who manages people."""

from samenspel.accounts.actors import actor_of
from samenspel.accounts.network import network_address

__all__ = ["actor_of", "network_address"]
