# SPDX-License-Identifier: EUPL-1.2
"""People of a link and handing over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.actions.handover import TEXTS, HandoverValues
from samenspel.citylinks.actions.links_checks import ONE_DAY
from samenspel.citylinks.actions.people import PersonValues
from samenspel.citylinks.forms.file_fields import EditionForm, PlainForm, choice, day, line, text
from samenspel.citylinks.models import Person

WRONG_ADDRESS = _("This is no e-mail address. An example: naam@gemeente.nl.")


def _address(label: Any, help_text: Any = "") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=254,
        error_messages={"invalid": WRONG_ADDRESS},
    )


class PersonForm(EditionForm):
    """Somebody in the file."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = choice(_("What is this person in the link?"), Person.Kind.choices)
    name = line(_("Name"), 160, missing=_("Fill in a name."))
    function = line(_("Function"), 160)
    email = _address(_("E-mail address"))
    telephone = line(_("Telephone"), 40)
    account_email = _address(
        _("E-mail address of an account on this site"),
        _(
            "Who logs in with this address sees the file. It is coupled if there is an account. "
            "Was the account made later? Then the person couples it under “My city links”."
        ),
    )
    valid_from = day(_("Since"))
    last_day = day(_("Last day"), _("Leave empty as long as it is not known."))

    def values(self) -> PersonValues:
        """The person as the action takes it."""
        told = self.cleaned_data
        last = told["last_day"]
        names = ("kind", "name", "function", "email", "telephone", "account_email", "valid_from")
        return PersonValues(
            **{name: told[name] for name in names}, valid_to=last + ONE_DAY if last else None
        )


class NewPersonForm(PersonForm):
    """Somebody who comes into the file, at a party."""

    party = choice(_("Of which partner?"), ())

    def __init__(self, *args: Any, parties: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["party"]
        field.choices = parties
        self.order_fields(["party"])


class LeavingForm(PlainForm):
    """When somebody leaves."""

    last_day = day(_("What is the last day?"), required=True)


class HandoverForm(EditionForm):
    """What the successor has to know."""

    open_matters = text(_("What is still open?"), _("What waits, for whom, and until when."))
    promises = text(_("What was promised?"), _("By you to the partner, and by the partner to you."))
    whom_to_know = text(
        _("Whom does your successor have to know?"), _("On both sides, also outside the town hall.")
    )
    advice = text(_("What would you advise your successor?"))

    def values(self) -> HandoverValues:
        """The handover as the action takes it."""
        return HandoverValues(**{name: self.cleaned_data[name] for name in TEXTS})


class FinishForm(PlainForm):
    """Who has taken over, and when."""

    successor = choice(_("Who has taken over?"), ())
    on = day(_("On which day?"), required=True)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["successor"]
        field.choices = [("", "–"), *people]


class RequestForm(PlainForm):
    """Whom to remove, exactly as the file has it: for who does not see the file."""

    who = line(
        _("Name or e-mail address"),
        254,
        _("Exactly as the person says it stands in the file."),
        missing=_("Fill in the name or the e-mail address."),
    )
