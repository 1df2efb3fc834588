# SPDX-License-Identifier: EUPL-1.2
"""How often one may fail to log in: per address on the network and per e-mail address.

Failures are counted in the cache in fixed windows of time. An e-mail address counts whether or not
somebody has it, so that a refusal says nothing about who exists. Only a hash of it is kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

WINDOW_SECONDS = 15 * 60
FAILURES_PER_ACCOUNT = 5
# Higher: behind one address may be a whole town hall.
FAILURES_PER_ADDRESS = 30


@dataclass(frozen=True)
class Attempt:
    """Somebody who tries to log in, at a moment with a time zone."""

    address: str
    email: str
    at: datetime

    @property
    def _window(self) -> int:
        return int(self.at.timestamp()) // WINDOW_SECONDS

    def keys(self) -> tuple[tuple[str, int], ...]:
        """Keys of the cache, each with the number of failures from which it closes."""
        account = hashlib.sha256(self.email.strip().casefold().encode()).hexdigest()
        address = hashlib.sha256(self.address.encode()).hexdigest()
        return (
            (f"login-account-{account}-{self._window}", FAILURES_PER_ACCOUNT),
            (f"login-address-{address}-{self._window}", FAILURES_PER_ADDRESS),
        )

    def seconds_to_wait(self) -> int:
        """0 when one may try; else the seconds until the end of the window."""
        counts = cache.get_many([key for key, _ in self.keys()])
        if all(counts.get(key, 0) < most for key, most in self.keys()):
            return 0
        return (self._window + 1) * WINDOW_SECONDS - int(self.at.timestamp())

    def failed(self) -> None:
        """Count a failure."""
        for key, _ in self.keys():
            cache.add(key, 0, timeout=WINDOW_SECONDS)
            try:
                cache.incr(key)
            except ValueError:  # it ran out between the two
                cache.set(key, 1, timeout=WINDOW_SECONDS)

    def succeeded(self) -> None:
        """Forget the failures of this e-mail address; those of the network address stay."""
        cache.delete(self.keys()[0][0])
