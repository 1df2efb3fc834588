# SPDX-License-Identifier: EUPL-1.2
"""Publishing an interim balance."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.dialogue.actions.balance import LONGEST

WRONG_MOMENT = _("Write a day and a time, for instance 2026-05-12 09:00.")


class BalanceForm(forms.Form):
    """What to say first, and from when everybody may see it; ``number`` is what it will be."""

    introduction = forms.CharField(
        label=_("Introduction"),
        help_text=_("What stands out? Some sentences are enough. You may leave it empty."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    public_from = forms.DateTimeField(
        label=_("Public from"),
        help_text=_(
            "Until then only people of your own organisation see this version. Leave it empty to "
            "publish at once."
        ),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": WRONG_MOMENT},
    )
    number = forms.IntegerField(widget=forms.HiddenInput)
