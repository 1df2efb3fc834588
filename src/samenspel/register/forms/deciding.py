# SPDX-License-Identifier: EUPL-1.2
"""Deciding between what people hold and what the source says now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from samenspel.register.actions import Ground
from samenspel.register.forms.editing import EditForm

KEEP, TAKE = "keep", "take"


class DecideForm(EditForm):
    """Why, and on what ground, of one held value; the button that was pressed says which way.

    The source may be left empty to take what the source says: then that is the ground.
    """

    held = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, data: Any = None, *, held: int, source_name: str, **more: Any) -> None:
        self.source_name = source_name
        super().__init__(data, values={"held": held}, **more)
        # Several of these forms stand on one page.
        self.auto_id = f"decide-{held}-%s"
        self.fields["source"].widget.attrs.pop("aria-required", None)
        self.fields["source"].error_messages["required"] = _("To keep ours, fill in what shows it.")

    def prepare(self) -> None:
        """Ask for the reason of the decision."""
        self.fields["reason"].label = _("Why do you decide so?")
        self.fields["source"].help_text = _(
            "A link, or the name and date of a document or decision. To take what the source "
            "says you may leave this empty."
        )

    @classmethod
    def to_form(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Only which held value it is."""
        return {"held": values.get("held")}

    @property
    def keep(self) -> bool:
        """Whether ours stays."""
        return self.data.get("do") == KEEP

    def full_clean(self) -> None:
        """Ours stays only on a ground."""
        self.fields["source"].required = self.keep
        super().full_clean()
        self.fields["source"].required = True

    def clean(self) -> dict[str, Any]:
        """One of both buttons."""
        cleaned = super().clean() or self.cleaned_data
        if self.data.get("do") not in (KEEP, TAKE):
            self.add_error(None, _("Choose: keep ours, or take what the source says."))
        return cleaned

    @property
    def ground(self) -> Ground:
        """Why, and on what ground: the source itself where nothing else was given."""
        given = super().ground
        return Ground(given.reason, given.source or self.source_name)

    def meet_new(self, token: str) -> None:
        """Something else is to be decided than was seen: show it, with what was typed."""
        self.add_error(
            None, _("Something else stands here than a moment ago. Look again, and decide.")
        )
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = token
        self.data = data
