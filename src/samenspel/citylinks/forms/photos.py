# SPDX-License-Identifier: EUPL-1.2
"""A photo: the file, what is on it, and the consent of who is on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.actions.photos import PhotoValues
from samenspel.citylinks.forms.activities_fields import (
    choice_field,
    day_field,
    line_field,
    yes_field,
)
from samenspel.citylinks.forms.documents import Pairs, SendingForm, file_field, owner_field
from samenspel.citylinks.models import Activity, Photo
from samenspel.citylinks.storing_photos import MOST_BYTES


class PhotoForm(SendingForm):
    """A photo; ``activities``: key and words of what it may belong to."""

    most = MOST_BYTES

    file = file_field(
        _("Photo"),
        _("JPEG, PNG or WebP, at most 15 MB. Place, time and device are taken out of it."),
        accept="image/jpeg,image/png,image/webp",
    )
    description = line_field(
        _("What is on the photo?"),
        _(
            "For who cannot see it. For example: six people look at a map in a community centre. "
            "Name nobody."
        ),
        longest=300,
        missing=_("Say what is on the photo, for who cannot see it."),
    )
    caption = line_field(_("Caption"), _("What stands below it."), longest=300)
    credit = line_field(_("Made by"), _("Name of the maker, as it must be mentioned."), longest=160)
    taken_on = day_field(_("Day on which it was made"), required=False)
    consent = choice_field(
        _("Consent of the people on it"),
        Photo.Consent.choices,
        _("Of everybody who can be recognised; of children from their parents."),
        radio=True,
    )
    consent_note = line_field(
        _("How was the consent given?"),
        _("For example: in writing, kept by the municipality. Only members read this."),
        longest=300,
    )
    is_public = yes_field(
        _("Everybody may see this photo"),
        _("Only with consent, or when nobody can be recognised."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        activities: Pairs,
        with_file: bool,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=dict(initial or {}))
        if not with_file:
            del self.fields["file"]
        self.fields["activity"] = owner_field(_("Belongs to the activity"), activities)

    def values(self, activity: Activity | None) -> PhotoValues:
        """What was entered; only when valid."""
        told = {k: v for k, v in self.cleaned_data.items() if k not in {"file", "edition"}}
        return PhotoValues(**{**told, "activity": activity})


class WithdrawForm(forms.Form):
    """Taking back the consent for a photo."""

    use_required_attribute = False

    consent_note = line_field(
        _("What happened?"),
        _("For example: asked by telephone on 3 May. Name nobody. Only members read this."),
        longest=300,
    )
