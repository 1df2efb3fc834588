# SPDX-License-Identifier: EUPL-1.2
"""Why an action on people was not done."""

from __future__ import annotations

from django.utils.functional import Promise


class ManageRefused(Exception):  # noqa: N818 - named for what happened, as PermissionDenied is
    """The action makes no sense now; ``message`` is for the page, ``field`` names the field."""

    def __init__(self, message: str | Promise, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message, self.field = str(message), field
