# SPDX-License-Identifier: EUPL-1.2
"""Which links to the edit pages somebody sees; nothing is asked for visitors."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.db.models import Exists, Value
from django.http import HttpRequest
from django.utils import timezone

from samenspel.register.models import ArrangementVersion
from samenspel.register.queries.edit_links import EditLinks, arrangement_links, may_add_for


def _user_id(request: HttpRequest) -> str:
    """Who has logged in, as the session says: enough to show a link."""
    return str(request.session.get(SESSION_KEY, "")) if hasattr(request, "session") else ""


def links_of(request: HttpRequest, version: ArrangementVersion) -> EditLinks:
    """What to offer on the page of an arrangement."""
    user_id = _user_id(request)
    if not user_id:
        return EditLinks()
    return arrangement_links(user_id, version, on=timezone.localdate())


def may_add(request: HttpRequest) -> Exists | Value:
    """Whether to offer adding an arrangement, to ask together with a municipality."""
    user_id = _user_id(request)
    return may_add_for(user_id, on=timezone.localdate()) if user_id else Value(value=False)
