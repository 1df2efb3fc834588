# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: contacts and calendar."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import calendar, contacts

_CONTACTS = "stedenbanden/<slug:slug>/contact"
_CONTACT = f"{_CONTACTS}/<int:pk>"
_CALENDAR = f"{_CONTACTS}/kalender"
_DATE = f"{_CALENDAR}/<int:pk>"

urlpatterns: list[URLPattern] = [
    path(f"{_CONTACTS}/", contacts.contacts, name="citylink-contacts"),
    path(f"{_CONTACT}/wijzigen/", contacts.change, name="citylink-contacts-change"),
    path(f"{_CONTACT}/verwijderen/", contacts.remove, name="citylink-contacts-remove"),
    path(f"{_CALENDAR}/", calendar.calendar, name="citylink-contacts-calendar"),
    path(f"{_CALENDAR}/nieuw/", calendar.new, name="citylink-contacts-appointment-new"),
    path(f"{_CALENDAR}/alles.ics", calendar.download, name="citylink-contacts-download"),
    path(f"{_DATE}/wijzigen/", calendar.change, name="citylink-contacts-appointment"),
    path(f"{_DATE}/afgelast/", calendar.cancel, name="citylink-contacts-appointment-cancel"),
    path(f"{_DATE}/verwijderen/", calendar.remove, name="citylink-contacts-appointment-remove"),
    path("stedenbanden/<slug:slug>/kalender.ics", calendar.feed, name="citylink-contacts-feed"),
]
