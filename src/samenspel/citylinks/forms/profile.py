# SPDX-License-Identifier: EUPL-1.2
"""One thing that a municipality says of itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.analysis.policy_areas import DOMAINS, THEMES
from samenspel.citylinks.actions.profiles import LONGEST_TEXT, EntryValues
from samenspel.citylinks.models import ProfileEntry
from samenspel.register import labels

Kind = ProfileEntry.Kind
KIND_CHOICES = (
    (Kind.OFFER.value, _("We offer: something that we can do for another")),
    (Kind.NEED.value, _("We need: something that another could do for us")),
    (Kind.CHALLENGE.value, _("We face: a challenge that we work on")),
    (Kind.STRENGTH.value, _("We are strong in this")),
    (Kind.WEAKNESS.value, _("We are weak in this")),
)
_CHOOSE = _("Choose something from the list.")


class EntryForm(forms.Form):
    """What it is, about what, in one sentence, and who may see it."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("What do you want to say?"),
        choices=KIND_CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you want to say."),
            "invalid_choice": _("Choose what you want to say."),
        },
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        widget=forms.RadioSelect,
        help_text=_("The finder compares municipalities by these six themes."),
        error_messages={
            "required": _("Choose one of the six themes."),
            "invalid_choice": _("Choose one of the six themes."),
        },
    )
    text = forms.CharField(
        label=_("In one sentence"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Be concrete. For instance: “Designers who help with shrinking villages.” Do not name"
            " people."
        ),
        error_messages={
            "required": _("Say it in one sentence."),
            "max_length": _("At most %(limit_value)d characters; you wrote %(show_value)d."),
        },
    )
    domain = forms.ChoiceField(
        label=_("Policy area"), required=False, error_messages={"invalid_choice": _CHOOSE}
    )
    is_shared = forms.BooleanField(
        label=_("share this with everybody"),
        required=False,
        initial=True,
        help_text=_(
            "Only what you share counts in the finder. Without it only people of your own"
            " municipality see this."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme: Any = self.fields["theme"]
        domain: Any = self.fields["domain"]
        theme.choices = [(key, _capital(labels.theme(key))) for key in THEMES]
        domain.choices = [
            ("", _("No policy area")),
            *((key, _capital(labels.domain(key))) for key in DOMAINS),
        ]

    @property
    def values(self) -> EntryValues:
        """What was filled in."""
        return EntryValues(**{k: v for k, v in self.cleaned_data.items() if k != "edition"})


class ChangeForm(EntryForm):
    """The same of what stands there already."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
