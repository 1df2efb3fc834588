# SPDX-License-Identifier: EUPL-1.2
"""A photo: the file, what is on it, and the consent of who is on it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.actions.photos import LONGEST_CREDIT, LONGEST_SAID, PhotoValues
from samenspel.citylinks.forms.activities_fields import yes_field
from samenspel.citylinks.forms.documents import DescribedForm, file_field
from samenspel.citylinks.forms.file_fields import choice, day, line
from samenspel.citylinks.models import Activity, Photo
from samenspel.citylinks.storing_photos import MOST_BYTES


class PhotoForm(DescribedForm):
    """A photo."""

    most = MOST_BYTES

    file = file_field(
        _("Photo"),
        _("JPEG, PNG or WebP, at most 15 MB. Place, time and device are taken out of it."),
        accept="image/jpeg,image/png,image/webp",
    )
    description = line(
        _("What is on the photo?"),
        LONGEST_SAID,
        _(
            "For who cannot see it. For example: six people look at a map in a community centre. "
            "Name nobody."
        ),
        missing=_("Say what is on the photo, for who cannot see it."),
    )
    caption = line(_("Caption"), LONGEST_SAID, _("What stands below it."))
    credit = line(_("Made by"), LONGEST_CREDIT, _("Name of the maker, as it must be mentioned."))
    taken_on = day(_("Day on which it was made"))
    consent = choice(
        _("Consent of the people on it"),
        Photo.Consent.choices,
        _("Of everybody who can be recognised; of children from their parents."),
        radio=True,
    )
    consent_note = line(
        _("How was the consent given?"),
        LONGEST_SAID,
        _("For example: in writing, kept by the municipality. Only members read this."),
    )
    is_public = yes_field(
        _("Everybody may see this photo"),
        _("Only with consent, or when nobody can be recognised."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def values(self, activity: Activity | None) -> PhotoValues:
        """What was entered; only when valid."""
        told = {k: v for k, v in self.cleaned_data.items() if k not in {"file", "edition"}}
        return PhotoValues(**{**told, "activity": activity})


class WithdrawForm(forms.Form):
    """Taking back the consent for a photo."""

    use_required_attribute = False

    consent_note = line(
        _("What happened?"),
        LONGEST_SAID,
        _("For example: asked by telephone on 3 May. Name nobody. Only members read this."),
    )
