# SPDX-License-Identifier: EUPL-1.2
"""Choosing the secretariat that keeps the record of an arrangement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.register.forms.editing import ErrorSummary


class SecretariatForm(ErrorSummary):
    """One of the secretariats, or none."""

    organisation = forms.ChoiceField(
        label=gettext_lazy("Who keeps this record?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("This is not one of the choices.")},
    )

    def __init__(
        self, data: Any = None, *, offered: Sequence[tuple[str, str]], present: str
    ) -> None:
        super().__init__(data, initial={"organisation": present}, auto_id="edit-%s")
        nobody = ("", _("No secretariat: the municipalities that take part keep it"))
        self.fields["organisation"].choices = [nobody, *offered]  # type: ignore[attr-defined]
