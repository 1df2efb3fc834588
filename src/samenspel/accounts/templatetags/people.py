# SPDX-License-Identifier: EUPL-1.2
"""Template tags of the pages of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.accounts.identity_names import configured
from samenspel.accounts.log_labels import action_label, detail_labels, result_label
from samenspel.accounts.models import Event

register = template.Library()


@dataclass(frozen=True)
class Provider:
    """Another organisation through which one may log in; ``pk`` of a connection, else 0."""

    name: str
    url: str = ""
    pk: int = 0


@register.simple_tag
def account_trail() -> list[tuple[str, str]]:
    """The way to the pages of one's account, for the breadcrumb."""
    return [(_("My account"), reverse("account"))]


@register.simple_tag
def identity_providers() -> list[Provider]:
    """The organisations through which one may log in."""
    return [
        Provider(name, reverse("openid_connect_login", args=[identifier]))
        for identifier, name in configured().items()
    ]


@register.simple_tag(takes_context=True)
def connected_accounts(context: Context) -> list[Provider]:
    """The organisations that are connected to who is logged in; context: form (of allauth)."""
    names = configured()
    accounts = context["form"].accounts
    return [Provider(names.get(a.provider, a.provider), pk=a.pk) for a in accounts]


@register.filter
def action_words(action: str) -> str:
    """An action of the log in words."""
    return action_label(action)


@register.filter
def result_words(result: str) -> str:
    """A result of the log in words."""
    return result_label(result)


@register.filter
def details(event: Event) -> list[tuple[str, str]]:
    """The details of a line of the log in words."""
    return detail_labels(event)


@register.filter
def last_day(first_day_after: date | None) -> date | None:
    """The last day of a half-open period; None when it is open."""
    return first_day_after - timedelta(days=1) if first_day_after else None
