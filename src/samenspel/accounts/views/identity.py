# SPDX-License-Identifier: EUPL-1.2
"""To and from other identity providers, and this site as one for others.

A form of this site may only lead to this site (the policy's ``form-action``, which browsers apply
to redirects as well). So who goes on to another site gets a small page first, that goes on by
itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.idp.oidc import views as idp
from allauth.socialaccount.providers.openid_connect import views as openid
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def onward(view: View) -> View:
    """The view, with a page in place of a redirect to another site."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        target = response.headers.get("Location", "")
        host = urlsplit(target).netloc
        if not host or host == request.get_host():
            return response
        context = {"url": target, "host": host.partition(":")[0]}
        page = render(request, "accounts/onward.html", context)
        page["Cache-Control"] = "no-store"
        page.cookies = response.cookies
        return page

    return wrapped


def provider_answers(view: View) -> View:
    """The view, with a page in place of an error when the provider does not answer."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except requests.RequestException:
            return render(request, "socialaccount/authentication_error.html", status=502)

    return wrapped


def not_offered(request: HttpRequest) -> HttpResponse:
    """Logging in on a device without a browser is not offered."""
    raise Http404("not offered")


log_in = onward(provider_answers(openid.login))
come_back = provider_answers(openid.callback)
authorization = onward(idp.authorization)
authorization.csrf_exempt = True  # type: ignore[attr-defined] # it checks the form itself
log_out = onward(idp.logout)
log_out.csrf_exempt = True  # type: ignore[attr-defined] # idem
