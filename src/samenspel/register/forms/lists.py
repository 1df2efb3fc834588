# SPDX-License-Identifier: EUPL-1.2
"""Sending a list: an Excel workbook or a CSV file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from samenspel.register.lists.files import MOST_BYTES
from samenspel.register.lists.workbooks import MOST_ROWS


class UploadForm(forms.Form):
    """The file, of at most ``most_rows``; what is in it is judged when it is read."""

    bestand = forms.FileField(
        label=_("Your list"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": _("Choose a file first."),
            "missing": _("Choose a file first."),
            "invalid": _("Choose a file first."),
        },
    )

    def __init__(self, *given: Any, most_rows: int = MOST_ROWS) -> None:
        super().__init__(*given)
        text = _("An Excel workbook (.xlsx) or a CSV file, at most 5 MB and %(rows)s rows.")
        rows = number_format(most_rows, force_grouping=True)
        self.fields["bestand"].help_text = text % {"rows": rows}

    def clean_bestand(self) -> UploadedFile[Any]:
        """Refuse a file before it is read, when its size says enough."""
        file: UploadedFile[Any] = self.cleaned_data["bestand"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 5 MB. Send a smaller list."))
        return file
