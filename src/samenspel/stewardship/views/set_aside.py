# SPDX-License-Identifier: EUPL-1.2
"""Setting one finding aside, with the reason, and taking that back."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.accounts.actors import actor_of
from samenspel.register.actions import EditRefused
from samenspel.register.models import ArrangementVersion
from samenspel.register.queries.arrangement.versions import shown_version, versions_of
from samenspel.register.views.edit.back import came_from
from samenspel.stewardship.actions.set_asides import (
    LONGEST,
    own_participation,
    set_aside,
    take_back,
)
from samenspel.stewardship.forms.set_asides import SetAsideForm
from samenspel.stewardship.quality import rules
from samenspel.stewardship.rules import may_set_aside
from samenspel.stewardship.views.access import to_log_in

HALF_A_YEAR = timedelta(days=182)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Set one finding of an arrangement aside, or take that back.

    ``?regel=`` and ``?onderwerp=`` say which; ``?terug=`` is the page to go back to.
    """
    versions = versions_of(slug)
    rule = rules().get(request.GET.get("regel", ""))
    if not versions or rule is None:
        raise Http404(slug)
    if not request.user.is_authenticated:
        return to_log_in(request)
    back = came_from(request) or reverse("arrangement-worklist", args=[slug])
    today = timezone.localdate()
    version = shown_version(versions, on=today).version
    subject = request.GET.get("onderwerp", "")[:600]
    if not may_set_aside(
        actor_of(request), version, on=today, municipality_id=own_participation(version, subject)
    ):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    form = SetAsideForm(sent, initial={"look_again_on": today + HALF_A_YEAR})
    if request.method == "POST":
        done = _act(request, version, rule.key, subject, form)
        if done:
            messages.success(request, done)
            return redirect(back)
    context = {
        "version": version,
        "rule": rule,
        "subject": subject,
        "form": form,
        "back": back,
        "latest": today + timedelta(days=LONGEST),
        "breadcrumb": [
            (version.name, reverse("arrangement", args=[slug])),
            (_("Worklist"), reverse("arrangement-worklist", args=[slug])),
            (_("Set aside"), ""),
        ],
    }
    status = 400 if form.is_bound else 200
    return render(request, "stewardship/worklist_aside.html", context, status=status)


def _act(
    request: HttpRequest,
    version: ArrangementVersion,
    rule: str,
    subject: str,
    form: SetAsideForm,
) -> str:
    """Do what was asked; what was done, in words, or empty when the form says what is wrong."""
    by, at = actor_of(request), timezone.now()
    is_valid = form.is_valid()
    try:
        if request.POST.get("wat") == "terug":
            take_back(version=version, rule=rule, subject=subject, by=by, at=at)
            return _("It is back on the list.")
        if is_valid:
            chosen = form.cleaned_data
            set_aside(
                version=version,
                rule=rule,
                subject=subject,
                reason=chosen["reason"],
                look_again_on=chosen["look_again_on"],
                by=by,
                at=at,
            )
            return _("Set aside. It comes back on the day that you chose.")
    except EditRefused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.message)
    return ""
