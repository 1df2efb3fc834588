# SPDX-License-Identifier: EUPL-1.2
"""Who keeps the record of an arrangement: its secretariat, or the municipalities themselves."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.register.actions import appoint_secretariat
from samenspel.register.forms.secretariat import SecretariatForm
from samenspel.register.queries.edit_desk import secretariats
from samenspel.register.rules import may_appoint_secretariat
from samenspel.register.views.edit.desk import desk_of, edit_page, page, today


@edit_page
def appoint(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the organisation that keeps the record, or none."""
    desk = desk_of(request, slug)
    arrangement = desk.version.arrangement
    if not may_appoint_secretariat(desk.actor, arrangement, on=today()):
        raise PermissionDenied("only administrators appoint a secretariat")
    known = {str(one.pk): one for one in secretariats()}
    form = SecretariatForm(
        request.POST if request.method == "POST" else None,
        offered=[(key, one.name) for key, one in known.items()],
        present=str(arrangement.secretariat_id or ""),
    )
    if request.method == "POST" and form.is_valid():
        chosen = known.get(form.cleaned_data["organisation"])
        appoint_secretariat(
            arrangement=arrangement, organisation=chosen, by=desk.actor, at=timezone.now()
        )
        text = (
            _("%(name)s keeps this record from now on.") % {"name": chosen.name}
            if chosen
            else _("The municipalities that take part keep this record from now on.")
        )
        messages.success(request, text)
        return HttpResponseRedirect(desk.back)
    return page(
        desk,
        "arrangement-secretariat",
        form,
        template="register/edit_secretariat.html",
        heading=_("Who keeps this record?"),
        is_nobody=not known,
    )
