# SPDX-License-Identifier: EUPL-1.2
"""Inviting people, giving roles, making organisations, reading the log. Days are whole days:
the last day of a period is one on which it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import Organisation, User

DAY = {"type": "date"}


class PeriodForm(forms.Form):
    """The first and the last day of a role; both may be left out."""

    first_day = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("Leave it out for: from now."),
    )  # fmt: skip
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("Leave it out for: until somebody ends it."),
    )  # fmt: skip

    def period(self) -> tuple[date | None, date | None]:
        """First day, and the first day after it."""
        last = self.cleaned_data["last_day"]
        return self.cleaned_data["first_day"], last + timedelta(days=1) if last else None


class InviteForm(PeriodForm):
    """Who, for which role, for how long; ``kinds``: what may be given (value and name)."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(
        label=_("Language of the e-mail"), choices=[("nl", "Nederlands"), ("en", "English")]
    )
    field_order = ["email", "name", "kind", "first_day", "last_day", "language"]

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = list(kinds)


class GiveRoleForm(PeriodForm):
    """A role for somebody who has an account; ``choices``: organisation and kind in one."""

    role = forms.ChoiceField(label=_("Role"))
    field_order = ["role", "first_day", "last_day"]

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = list(choices)

    def chosen(self) -> tuple[int, str]:
        """Organisation (its number) and kind of role."""
        organisation, kind = self.cleaned_data["role"].split(":")
        return int(organisation), kind


class AcceptForm(forms.Form):
    """Name and password of who accepts an invitation."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Choose a password"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("12 characters or more. A few words work well."),
    )  # fmt: skip
    again = forms.CharField(
        label=_("The password once more"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """The password is good enough, and twice the same."""
        cleaned: dict[str, Any] = super().clean() or {}
        password = cleaned.get("password")
        if password and password != cleaned.get("again"):
            self.add_error("again", _("These two passwords are not the same."))
        if password:
            try:
                validate_password(password, User(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class SecretariatForm(forms.Form):
    """A new secretariat."""

    name = forms.CharField(
        label=_("Name of the secretariat"), max_length=160, min_length=3,
        help_text=_("As people know it, for instance: Secretariaat Regio Noord."),
    )  # fmt: skip


class LogForm(forms.Form):
    """Which lines of the log."""

    persoon = forms.CharField(label=_("Person"), required=False, max_length=160)
    actie = forms.ChoiceField(label=_("Action"), required=False)
    vanaf = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    tot_en_met = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, actions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["actie"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("All")), *actions]


def role_choices(
    organisations: Sequence[Organisation], kinds: dict[int, Sequence[tuple[str, str]]]
) -> list[tuple[str, str]]:
    """Choices of GiveRoleForm: for each organisation the kinds that may be given there."""
    return [
        (f"{o.pk}:{kind}", f"{o.name}: {name}")
        for o in organisations
        for kind, name in kinds.get(o.pk, ())
    ]
