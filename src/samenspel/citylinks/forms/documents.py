# SPDX-License-Identifier: EUPL-1.2
"""A document: the file, what it is, and who may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.actions.activities_values import LONGEST_TITLE
from samenspel.citylinks.actions.documents import DocumentValues
from samenspel.citylinks.forms.activities_fields import yes_field
from samenspel.citylinks.forms.file_fields import day, line
from samenspel.citylinks.forms.file_fields import text as some_text
from samenspel.citylinks.models import Activity, Agreement
from samenspel.citylinks.storing import MEDIA_TYPES, MOST_BYTES, too_large

Pairs = Sequence[tuple[int, str]]


def file_field(label: Any, help_text: Any, *, accept: str) -> forms.FileField:
    """A file to send; what is in it is judged by the action."""
    choose = _("Choose a file first.")
    return forms.FileField(
        label=label,
        help_text=help_text,
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": accept}),
        error_messages={"required": choose, "missing": choose, "invalid": choose},
    )


class SendingForm(forms.Form):
    """A form with a field ``file``; ``most`` bytes of it are kept."""

    # What is still empty is not wrong yet: browsers would say so from the start.
    use_required_attribute = False
    most = MOST_BYTES

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large: of that nothing was kept."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > self.most:
            raise forms.ValidationError(too_large(self.most))
        return file

    def ask_again(self) -> None:
        """Say that the file must be chosen again, when it was right and something else was not."""
        if self.errors and "file" not in self.errors and self.files:
            self.add_error("file", gettext("Choose the file again: browsers do not keep it."))


class DescribedForm(SendingForm):
    """What is said of a document or photo; without the file once it is kept.

    ``activities``: key and words of those it may belong to.
    """

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


class DocumentForm(DescribedForm):
    """A document; ``agreements``: key and words of those it may belong to."""

    file = file_field(
        _("File"),
        _("PDF, Word, Excel, PowerPoint, LibreOffice, text or CSV; at most 10 MB, no macros."),
        accept=",".join(f".{end}" for end in MEDIA_TYPES),
    )
    title = line(_("Title"), LONGEST_TITLE, missing=_("Give the document a title."))
    description = some_text(
        _("What is in it?"),
        _("One sentence, so that nobody has to open it to know."),
        rows=2,
        missing=_("Say in a sentence what is in it."),
    )
    on = day(_("Date of the document"), required=True)
    is_public = yes_field(
        _("Everybody may see this document"),
        _("Look first whether there are names, addresses or signatures in it."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(self, *args: Any, agreements: Pairs, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["agreement"] = owner_field(_("Belongs to the agreement"), agreements)
        names = ["file", "title", "description", "on", "agreement", "activity", "is_public"]
        self.order_fields(names)

    def values(self, agreement: Agreement | None, activity: Activity | None) -> DocumentValues:
        """What was entered; only when valid."""
        told = self.cleaned_data
        return DocumentValues(
            title=told["title"],
            description=told["description"],
            on=told["on"],
            is_public=told["is_public"],
            agreement=agreement,
            activity=activity,
        )


class ReplaceForm(SendingForm):
    """Another file in the place of one."""

    file = file_field(
        _("New file"),
        _("PDF, Word, Excel, PowerPoint, LibreOffice, text or CSV; at most 10 MB, no macros."),
        accept=",".join(f".{end}" for end in MEDIA_TYPES),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, initial=1)


def owner_field(label: Any, pairs: Pairs) -> forms.TypedChoiceField:
    """What a document or photo belongs to, by key; None for nothing."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", _("Nothing in particular")), *pairs],
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Choose something from the list.")},
    )
