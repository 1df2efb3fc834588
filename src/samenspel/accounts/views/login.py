# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out: allauth's views, with the answers of this site."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samenspel.accounts.forms import LogInForm
from samenspel.accounts.mail import mail_works

WAIT_SECONDS = 15 * 60


class LogInView(allauth.LoginView):  # type: ignore[misc]
    """The log-in page; who is logged in already goes home."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page with its place in the site."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "breadcrumb": [(_("Log in"), "")]}

    def form_invalid(self, form: LogInForm) -> HttpResponse:
        """The form again: 429 after too many failures, else 400."""
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 429 if form.is_limited else 400
        if form.is_limited:
            response["Retry-After"] = str(WAIT_SECONDS)
        return response


class LogOutView(allauth.LogoutView):  # type: ignore[misc]
    """Logs out on POST; on GET asks first, because a link must not change anything."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """A page with the button."""
        context = {"breadcrumb": [(_("Log out"), "")]}
        return render(self.request, "account/logout.html", context)


class NeedsMail:
    """A page that cannot work where no e-mail is sent: says so, and takes no form."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """503 for a form, when nothing can be sent."""
        if not mail_works() and request.method == "POST":
            return render(request, "accounts/no_mail.html", status=503)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether e-mail is sent, for the template."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "mail_works": mail_works()}


class PasswordResetView(NeedsMail, allauth.PasswordResetView):  # type: ignore[misc]
    """Asks for the address that gets a link."""


class ChangeEmailView(NeedsMail, allauth.EmailView):  # type: ignore[misc]
    """Asks for a new e-mail address, that gets a code."""


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429, in the frame of the site."""
    response = render(request, "accounts/too_many.html", status=429)
    response["Retry-After"] = "60"
    return response
