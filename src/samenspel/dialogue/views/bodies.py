# SPDX-License-Identifier: EUPL-1.2
"""What the pages of one body share: finding it, who may see the page, doing something, coming back.

A page of which the existence tells something (drafts, notes) is not there for others: 404.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.dialogue.access import Access
from samenspel.dialogue.models import Addressee, Round
from samenspel.dialogue.queries.body import Inside, addressee_of, adoptions_of, inside_of
from samenspel.dialogue.queries.standing import Standing, standing_of
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.views.attempts import done
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown


class Body:
    """A body of a round as one request sees it."""

    def __init__(self, request: HttpRequest, slug: str, pk: int) -> None:
        """Find it.

        Raises
        ------
        Http404
            There is no such round or body, or the round is not public yet.
        """
        self.request = request
        self.access: Access = shown(request, slug)
        found = addressee_of(self.access, pk)
        if found is None:
            raise Http404(pk)
        self.addressee: Addressee = found
        self.round: Round = self.access.round
        self.standing: Standing = standing_of(self.access, found)

    def require(self, *, seen_by: bool) -> None:
        """Go on only for people of the body; for others the page is not there."""
        if not seen_by:
            raise Http404(self.addressee.pk)

    @property
    def inside(self) -> Inside:
        """What only people of the body know."""
        return inside_of(self.addressee, adoptions_of(self.addressee))

    def url(self, view: str = "dialogue-addressee", *more: object) -> str:
        """The address of a page of this body."""
        return reverse(view, args=[self.round.slug, self.addressee.pk, *more])

    def context(self, heading: str, **more: Any) -> dict[str, Any]:
        """What every page of the body needs."""
        return {
            "round": self.round,
            "addressee": self.addressee,
            "standing": self.standing,
            "heading": heading,
            "back": self.url(),
            "breadcrumb": crumbs(self.round, (self.addressee.name, self.url()), heading),
            **more,
        }

    def back(self, message: str, view: str = "dialogue-addressee") -> HttpResponse:
        """To a page of this body, with what was done."""
        messages.success(self.request, message)
        return redirect(self.url(view))

    def refused(self, refusal: DialogueRefused) -> HttpResponse:
        """To the page of this body, with why something without a form could not be done."""
        messages.error(self.request, refusal.message)
        return redirect(self.url())

    def asked(
        self,
        form: Form,
        act: Callable[[], object],
        heading: str,
        *,
        button: str,
        said: str,
        back: str = "dialogue-addressee",
        template: str = "dialogue/form.html",
        **more: Any,
    ) -> HttpResponse:
        """A page with one form, and doing what it asks; 400 when what was sent is wrong.

        ``said`` when it is done, on the page named ``back``.
        """
        if done(form, act):
            return self.back(said, back)
        context = self.context(heading, form=form, button=button, **more)
        return render(self.request, template, context, status=400 if form.is_bound else 200)


def not_now() -> str:
    """Said where the stage of the round leaves nothing to do."""
    return _("This cannot be done any more: the answers are closed.")
