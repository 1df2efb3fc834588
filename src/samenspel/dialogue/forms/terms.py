# SPDX-License-Identifier: EUPL-1.2
"""What people ask of the term calculator, and fill in about recesses and own terms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.analysis.terms import FIRST_YEAR, LAST_YEAR, LONGEST_OWN, rule_keys
from samenspel.dialogue.actions.terms import RecessValues
from samenspel.dialogue.terms import own_rules
from samenspel.dialogue.terms_wording import TITLES
from samenspel.places.models import Country

WRONG_DATE = _("This date does not exist. Write the date as year-month-day: 2026-09-14.")
FIRST, LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def day_field(label: Any, help_text: Any = "", *, missing: Any) -> forms.DateField:
    """A date that must be filled in."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DATE, "required": missing},
    )


def rule_choices() -> list[tuple[Any, Any]]:
    """The rules by country, for a list to choose from."""
    groups = [
        (name, [(key, TITLES[key]) for key in rule_keys(country)])
        for country, name in Country.choices
    ]
    return [("", _("Choose one")), *groups]


class CalculatorForm(forms.Form):
    """A rule, a day, and what may change it; names are those of the address."""

    regel = forms.ChoiceField(
        label=_("What is it about?"),
        error_messages={
            "required": _("Choose what it is about."),
            "invalid_choice": _("Choose what it is about."),
        },
    )
    datum = day_field(
        _("Which day?"),
        _("The day of receipt, of the meeting or of adoption. For a fixed day: any day that year."),
        missing=_("Fill in a day."),
    )
    gemeente = forms.CharField(
        label=_("Municipality"),
        help_text=_("To see whether the term lies in the recess of the council."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    weken = forms.IntegerField(
        label=_("Weeks in your own arrangement"),
        help_text=_("Only when the arrangement itself sets a term for this."),
        required=False,
        min_value=1,
        max_value=LONGEST_OWN,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["regel"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = rule_choices()

    def clean_datum(self) -> date:
        day: date = self.cleaned_data["datum"]
        if not FIRST <= day <= LAST:
            raise forms.ValidationError(
                _("Choose a day from %(first)s to %(last)s.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return day


class RecessForm(forms.Form):
    """One recess."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("For instance: summer recess."),
        max_length=80,
        error_messages={"required": _("Fill in a name, for instance: summer recess.")},
    )
    begins = day_field(_("First day"), missing=_("Fill in the first day."))
    last_day = day_field(_("Last day"), missing=_("Fill in the last day."))
    source = forms.CharField(
        label=_("How do you know this?"),
        help_text=_("For instance: meeting schedule of the council for 2026."),
        max_length=300,
        error_messages={"required": _("Say how you know this.")},
    )

    def values(self) -> RecessValues:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        return RecessValues(told["name"], told["begins"], told["last_day"], told["source"])


class OwnTermForm(forms.Form):
    """The weeks that an arrangement sets for one rule; none: what the law says."""

    rule = forms.ChoiceField(
        label=_("For what?"),
        error_messages={
            "required": _("Choose a rule from the list."),
            "invalid_choice": _("Choose a rule from the list."),
        },
    )
    weeks = forms.IntegerField(
        label=_("Number of weeks"),
        help_text=_("Leave empty when the arrangement no longer sets a term of its own."),
        required=False,
    )
    source = forms.CharField(
        label=_("Where does this stand?"),
        help_text=_("For instance: article 24 of the arrangement. Everybody can read this."),
        max_length=300,
        error_messages={"required": _("Say where this stands: the article of the arrangement.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Choose one")), *((key, TITLES[key]) for key in own_rules())]
