# SPDX-License-Identifier: EUPL-1.2
"""A moment of contact: written down in a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.actions.contacts import ContactValues
from samenspel.citylinks.forms.file_fields import choice, day
from samenspel.citylinks.forms.file_fields import text as some_text
from samenspel.citylinks.models import Contact, Party, Person


class ContactForm(forms.Form):
    """What kind, when, who and a note; ``people`` are those of the file, ``parties`` the parties.

    The parties are asked for only when there are more than two: else it is both.
    """

    use_required_attribute = False

    kind = choice(_("How were you in touch?"), Contact.Kind.choices)
    on = day(_("When?"), required=True)
    note = some_text(
        _("What was it about?"), _("A sentence is enough. Members of the link read it."), rows=2
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        parties: Sequence[Party],
        people: Sequence[Person],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._parties = {str(party.pk): party for party in parties}
        self._people = {str(person.pk): person for person in people}
        self.fields["people"] = _several(
            _("Who?"),
            [(key, f"{one.name} ({one.party.name})") for key, one in self._people.items()],
        )
        self.fields["parties"] = _several(
            _("Between which partners?"),
            [(key, party.name) for key, party in self._parties.items()],
            _("Choose none when all of them were in it."),
        )
        if not people:
            del self.fields["people"]
        if len(parties) <= 2:
            del self.fields["parties"]
        self.order_fields(["kind", "on", "note", "people", "parties"])

    def values(self) -> ContactValues:
        """What was entered; only when valid."""
        told = self.cleaned_data
        return ContactValues(
            kind=told["kind"],
            on=told["on"],
            parties=[self._parties[key] for key in told.get("parties", ())],
            people=[self._people[key] for key in told.get("people", ())],
            note=told["note"],
        )


def _several(label: Any, choices: list[tuple[str, str]], help_text: Any = "") -> forms.Field:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose something from the list.")},
    )
