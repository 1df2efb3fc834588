# SPDX-License-Identifier: EUPL-1.2
"""Setting a finding aside: why, and until when."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SetAsideForm(forms.Form):
    """The reason and the day on which to look again."""

    reason = forms.CharField(
        label=_("Why does this not apply?"),
        help_text=_("Others read this too. Name the decision or document if there is one."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why this does not apply.")},
    )
    look_again_on = forms.DateField(
        label=_("Look again on"),
        help_text=_("On this day it comes back on the list. At most two years ahead."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose a day after today, at most two years ahead."),
            "invalid": _("This date does not exist. Write the date as year-month-day: 2016-01-01."),
        },
    )
