# SPDX-License-Identifier: EUPL-1.2
"""Undoing a change: why, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from samenspel.register.forms.editing import EditForm


class UndoForm(EditForm):
    """A reason and a source; nothing else to fill in."""

    def prepare(self) -> None:
        """Ask for the reason of undoing."""
        self.fields["reason"].label = _("Why do you undo this?")

    @classmethod
    def to_form(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Nothing but the source that is proposed."""
        return {"source": values.get("source", "")}

    @classmethod
    def to_values(cls, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Nothing to fill in."""
        return {}
