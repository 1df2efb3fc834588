# SPDX-License-Identifier: EUPL-1.2
"""Inviting people, and accepting an invitation."""

from __future__ import annotations

import secrets

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from samenspel.accounts import actions
from samenspel.accounts.actions import Invited, ManageRefused
from samenspel.accounts.actors import actor_of
from samenspel.accounts.forms.people import AcceptForm, InviteForm
from samenspel.accounts.mail import invitation_path, mail_works, send_invitation
from samenspel.accounts.models import Invitation, User
from samenspel.accounts.queries import people as queries
from samenspel.accounts.views.people import trail

TOKEN_BYTES = 32


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to invite somebody for an organisation."""
    page = queries.organisation_page(
        pk, actor=actor_of(request), on=timezone.localdate(), at=timezone.now()
    )
    data = request.POST if request.method == "POST" and mail_works() else None
    form = InviteForm(data, kinds=page.kinds, initial={"language": get_language()})
    if data is not None and form.is_valid() and _invite(request, page, form):
        return redirect("people-organisation", pk)
    here = (page.organisation.name, request.build_absolute_uri("../"))
    context = {
        "page": page,
        "form": form,
        "mail_works": mail_works(),
        "breadcrumb": trail(here, (_("Invite somebody"), "")),
    }
    status = 200 if request.method != "POST" else 400 if mail_works() else 503
    return render(request, "accounts/invite.html", context, status=status)


def _invite(request: HttpRequest, page: queries.OrganisationPage, form: InviteForm) -> bool:
    first, after = form.period()
    invited = Invited(
        email=form.cleaned_data["email"],
        name=form.cleaned_data["name"],
        kind=form.cleaned_data["kind"],
        organisation=page.organisation,
        valid_from=first,
        valid_to=after,
        language=form.cleaned_data["language"],
    )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        invitation = actions.invite(
            invited=invited, token=token, by=actor_of(request), at=timezone.now()
        )
    except ManageRefused as refusal:
        form.add_error(refusal.field, refusal.message)
        return False
    _send(request, invitation, token)
    return True


def _send(request: HttpRequest, invitation: Invitation, token: str) -> None:
    link = request.build_absolute_uri(invitation_path(token, invitation.language))
    if send_invitation(invitation, link=link):
        text = _("The invitation has been sent to %(email)s.") % {"email": invitation.email}
        messages.success(request, text)
    else:
        text = _("The e-mail could not be sent. Try “Send again” later.")
        messages.error(request, text)


@require_POST
@login_required
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation again, with a new link."""
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), pk=pk)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    if not mail_works():
        messages.error(request, _("This site cannot send e-mail yet"))
        return redirect("people-organisation", invitation.organisation_id)
    try:
        renewed = actions.renew(
            invitation=invitation, token=token, by=actor_of(request), at=timezone.now()
        )
        _send(request, renewed, token)
    except ManageRefused as refusal:
        messages.error(request, refusal.message)
    return redirect("people-organisation", invitation.organisation_id)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), pk=pk)
    try:
        actions.withdraw(invitation=invitation, by=actor_of(request), at=timezone.now())
        messages.success(request, _("The invitation has been withdrawn."))
    except ManageRefused as refusal:
        messages.error(request, refusal.message)
    return redirect("people-organisation", invitation.organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password", "again")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: with a new account, or with the one that is logged in."""
    invitation = queries.open_invitation(token, at=timezone.now())
    if invitation is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    user = request.user if isinstance(request.user, User) else None
    if user is not None:
        return _accept_as_person(request, invitation, user)
    if User.objects.filter(email__iexact=invitation.email).exists():
        return render(request, "accounts/invitation_log_in.html", {"invitation": invitation})
    return _accept_as_new(request, invitation)


def _accept_as_person(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    other = user.email.lower() != invitation.email
    context = {"invitation": invitation, "is_somebody_else": other}
    if request.method != "POST" or other:
        status = 403 if request.method == "POST" else 200
        return render(request, "accounts/invitation_person.html", context, status=status)
    try:
        actions.accept_as_person(
            invitation=invitation, user=user, by=actor_of(request), at=timezone.now()
        )
    except ManageRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("You have the role now."))
    return redirect("account")


def _accept_as_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = AcceptForm(data, email=invitation.email, initial={"name": invitation.name})
    if data is not None and form.is_valid():
        try:
            user = actions.accept_as_new(
                invitation=invitation,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except ManageRefused as refusal:
            raise Http404(refusal.message) from refusal
        record_authentication(request, user, method="password", email=user.email)
        response: HttpResponse = perform_login(
            request, user, email_verification="mandatory", redirect_url=None
        )
        return response
    context = {"invitation": invitation, "form": form}
    status = 400 if data is not None else 200
    return render(request, "accounts/invitation.html", context, status=status)
