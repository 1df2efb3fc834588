# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out, and one's own page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.accounts.forms import LogInForm
from samenspel.accounts.models import User
from samenspel.accounts.queries import roles_of


def network_address(request: HttpRequest) -> str:
    """The sender's address, as the outermost proxy of ours saw it.

    ``X-Forwarded-For`` is believed only for as many proxies as the settings name: what stands
    further to the left anybody can make up.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies = int(getattr(settings, "SAMENSPEL_PROXIES", 0))
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    return hops[-proxies] if 0 < proxies <= len(hops) and hops[-proxies] else direct


class LogInView(LoginView):
    """The log-in page; who is logged in already goes home."""

    template_name = "accounts/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form needs to know who sends it, and when."""
        address = network_address(self.request)
        return {**super().get_form_kwargs(), "address": address, "clock": timezone.now}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page with its place in the site."""
        return {**super().get_context_data(**kwargs), "breadcrumb": [(_("Log in"), "")]}

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The form again: 429 with the time to wait after too many failures, else 400."""
        wait = form.wait_seconds if isinstance(form, LogInForm) else 0
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 429 if wait else 400
        if wait:
            response["Retry-After"] = str(wait)
        return response


class LogOutView(LogoutView):
    """Logs out on POST; on GET asks first, because a link must not change anything."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page with the button."""
        context = {"breadcrumb": [(_("Log out"), "")]}
        return render(request, "accounts/logout.html", context)


@require_safe
@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """The roles of the person who is logged in, and the way to their municipality."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required saw to it
    roles = roles_of(request.user, on=timezone.localdate())
    municipalities = {r.municipality_url: r.municipality for r in roles if r.municipality_url}
    context = {
        "roles": roles,
        "municipalities": sorted(municipalities.items(), key=lambda item: item[1]),
        "breadcrumb": [(_("My page"), "")],
    }
    response = render(request, "accounts/my_page.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
