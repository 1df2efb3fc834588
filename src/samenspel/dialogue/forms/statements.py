# SPDX-License-Identifier: EUPL-1.2
"""A statement in words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.dialogue.actions.statements import LONGEST


class StatementForm(forms.Form):
    """The text of one statement."""

    # What is still empty is not wrong yet: browsers would say so from the start.
    use_required_attribute = False

    text = forms.CharField(
        label=_("Statement"),
        help_text=_(
            "One opinion in one sentence, at most 280 characters. People agree or disagree with it."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write a statement."),
            "max_length": _("A statement has at most 280 characters."),
        },
    )
