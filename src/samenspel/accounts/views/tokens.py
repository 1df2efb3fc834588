# SPDX-License-Identifier: EUPL-1.2
"""Access tokens of the person who is logged in."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samenspel.accounts.actions import ManageRefused, make_token, revoke_token
from samenspel.accounts.actors import actor_of
from samenspel.accounts.forms.tokens import TokenForm
from samenspel.accounts.models import AccessToken
from samenspel.accounts.queries.tokens import tokens_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens, and a form for another one; a new secret is on this one answer only."""
    form, secret, status = TokenForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            drawn = secrets.token_urlsafe(32)
            try:
                make_token(
                    name=form.cleaned_data["name"],
                    days=form.cleaned_data["days"],
                    secret=drawn,
                    by=actor_of(request),
                    at=timezone.now(),
                )
            except ManageRefused as refused:
                form.add_error(None, str(refused))
            else:
                form, secret, status = TokenForm(), drawn, 200
    context = {
        "form": form,
        "secret": secret,
        "tokens": tokens_of(actor_of(request), on=timezone.localdate()),
        "breadcrumb": None,
    }
    return render(request, "accounts/tokens.html", context, status=status)


@require_POST
@never_cache
@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own tokens."""
    token = get_object_or_404(AccessToken, pk=pk, user_id=request.user.pk)
    revoke_token(token=token, by=actor_of(request), at=timezone.now())
    messages.success(request, _("The token “%(name)s” no longer works.") % {"name": token.name})
    return redirect("access-tokens")
