# SPDX-License-Identifier: EUPL-1.2
"""Why an edit of the register is not done, in words for the person who wanted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Ground:
    """Why something is changed, and on what ground; both have to be filled in.

    ``source`` is a document, a decision or an address on the web.
    """

    reason: str
    source: str


class EditRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """The edit cannot be done; ``message`` is a translated sentence.

    ``field`` is the name of the value that is wrong, as the actions call it ("reason" and
    "source" for those of the ground; "seats", "contributions" and "participants" for lists, with
    the place in the list in ``row``, from 0); empty when it is about the whole.
    """

    def __init__(self, message: str, field: str | None = None, row: int | None = None) -> None:
        super().__init__(message)
        self.message, self.field, self.row = message, field, row


@dataclass(frozen=True)
class FieldDifference:
    """A value that was changed while somebody was editing, in the form of the actions.

    ``label`` is the translated name of the field.
    """

    field: str
    label: str
    seen: Any
    now: Any


class ChangedMeanwhile(Exception):  # noqa: N818 - a refusal, not a fault
    """Somebody else changed the record since the form was shown; nothing was written.

    ``differences``: each value that differs, as it was seen and as it is now. Empty when what was
    seen is not in the history of the record (a wrong token). ``by_name``, ``organisation_name``,
    ``at``: who changed it last, and when; empty when not known. ``token``: of the record as it
    is now, for the form that is shown again.
    """

    def __init__(
        self,
        *,
        differences: tuple[FieldDifference, ...],
        token: str,
        by_name: str = "",
        organisation_name: str = "",
        at: datetime | None = None,
    ) -> None:
        super().__init__(_("Somebody else changed this record in the meantime."))
        self.message = str(self.args[0])
        self.differences = differences
        self.token = token
        self.by_name = by_name
        self.organisation_name = organisation_name
        self.at = at
