# SPDX-License-Identifier: EUPL-1.2
"""The product as a web application, with a clock that goes back between one vote and the next."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from samenspel.web.wsgi import application

__all__ = ["application"]

_real = timezone.now
_asked = count(1)


def _back() -> datetime:
    """Two minutes further back each time it is asked, until half an hour; then from now again."""
    return _real() - timedelta(seconds=next(_asked) * 137 % 1_800)


timezone.now = _back
