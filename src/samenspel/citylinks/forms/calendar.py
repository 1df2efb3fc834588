# SPDX-License-Identifier: EUPL-1.2
"""An appointment: whole days, or with a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.actions.activities_values import LONGEST_TITLE
from samenspel.citylinks.actions.appointments import AppointmentValues
from samenspel.citylinks.forms.activities_fields import yes_field
from samenspel.citylinks.forms.file_fields import day, line
from samenspel.citylinks.forms.file_fields import text as some_text


class AppointmentForm(forms.Form):
    """A date in the calendar of a link."""

    use_required_attribute = False

    title = line(_("What is it?"), LONGEST_TITLE, missing=_("Say in a few words what it is."))
    on = day(_("Day, or first day"), required=True)
    until = day(_("Last day"), _("Only when it takes more than one day."))
    starts_at = forms.TimeField(
        label=_("From"),
        help_text=_("Leave empty for a whole day."),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time as 13:30.")},
    )
    ends_at = forms.TimeField(
        label=_("Until"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time as 13:30.")},
    )
    place = line(_("Place"), 160)
    note = some_text(_("Note"), _("Only members read this."), rows=3)
    is_public = yes_field(
        _("Everybody may see this appointment"),
        _("Title, day, time and place stand in the public calendar; not the note. Name nobody."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def values(self) -> AppointmentValues:
        """What was entered; only when valid."""
        told: dict[str, Any] = {k: v for k, v in self.cleaned_data.items() if k != "edition"}
        return AppointmentValues(**told)
