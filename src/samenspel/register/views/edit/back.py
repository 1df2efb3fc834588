# SPDX-License-Identifier: EUPL-1.2
"""Where somebody came from, as another page of this site asked for with ``?terug=``."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

BACK = "terug"
LONGEST = 2_000


def came_from(request: HttpRequest) -> str:
    """The path to go back to, on this site; empty where none is asked for, or another site.

    Forms are sent to the address that they stand on, so that it stays through mistakes.
    """
    wanted = request.GET.get(BACK, "")
    is_path = wanted.startswith("/") and len(wanted) <= LONGEST
    if is_path and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return ""
