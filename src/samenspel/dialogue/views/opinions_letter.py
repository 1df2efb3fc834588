# SPDX-License-Identifier: EUPL-1.2
"""The secretariat enters an answer that came by letter."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.dialogue.actions.opinions import record_answer
from samenspel.dialogue.forms.opinions import LetterForm
from samenspel.dialogue.queries.body import clauses_of
from samenspel.dialogue.views.bodies import Body


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def letter(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Which letter, of which day, and what it says of each part."""
    body = Body(request, slug, addressee)
    if not body.standing.is_asking:
        raise PermissionDenied
    form = LetterForm(request.POST or None, clauses=clauses_of(body.round, None))
    return body.asked(
        form,
        lambda: record_answer(
            addressee=body.addressee,
            on=form.cleaned_data["on"],
            introduction=form.cleaned_data["introduction"],
            points=form.points(),
            votes=form.votes(),
            source=form.cleaned_data["source"],
            by=body.access.actor,
            at=timezone.now(),
        ),
        _("Enter a letter"),
        said=_("The letter is entered. Everybody can read it now."),
        button=_("Enter the letter"),
        template="dialogue/letter_form.html",
        rows=list(form.rows()),
    )
