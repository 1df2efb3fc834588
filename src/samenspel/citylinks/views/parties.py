# SPDX-License-Identifier: EUPL-1.2
"""The parties of a link: the list, one that joins, one that is described anew or leaves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.parties import (
    add_party,
    change_party,
    end_party,
    rejoin_party,
    remove_party,
)
from samenspel.citylinks.forms.file_fields import EditionForm
from samenspel.citylinks.forms.links import (
    ElsewhereForm,
    LastDayForm,
    NewPartyForm,
    SinceForm,
)
from samenspel.citylinks.models import Party
from samenspel.citylinks.queries.file import party_lines
from samenspel.citylinks.queries.file_arrangements import municipality_names
from samenspel.citylinks.queries.file_state import states_of
from samenspel.citylinks.rules import KEEP_FILE
from samenspel.citylinks.views.file_forms import answered, attempt, crumbs, data_of, doing, one_of
from samenspel.citylinks.views.links import edition_of, way_to_file
from samenspel.citylinks.views.shown import file_of

_DESCRIBED = (
    "name", "country", "language", "inhabitants", "latitude", "longitude", "valid_from",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def parties(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part and who did; a form for a party that joins."""
    access = doing(request, slug, KEEP_FILE) if request.method == "POST" else file_of(request, slug)
    link = access.link
    form = NewPartyForm(data_of(request), on=access.on, initial={"edition": link.edition})

    def act() -> object:
        return add_party(
            link=link,
            values=form.values(),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    status = attempt(form, act, lambda: edition_of(link)) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("The partner is in the file."))
        return redirect("citylink-parties", slug)
    keeps = access.keeps
    context = {
        "link": link,
        "lines": party_lines(states_of([link], on=access.on)[link.pk]),
        "form": form,
        "keeps": keeps,
        "municipalities": municipality_names(on=access.on) if keeps else (),
        "is_member": True,
        "is_meanwhile": status == 409,
        "breadcrumb": crumbs(link, way_to_file(slug), _("Partners")),
    }
    return render(request, "citylinks/file_parties.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def party(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Describe a party anew; of a municipality of the register only since when it takes part."""
    access = doing(request, slug, KEEP_FILE)
    held = _party(access, pk)
    initial = {name: getattr(held, name) for name in _DESCRIBED}
    initial["edition"] = access.link.edition
    form: SinceForm | ElsewhereForm
    if held.municipality_id is not None:
        form = SinceForm(data_of(request), initial=initial)
    else:
        form = ElsewhereForm(data_of(request), on=access.on, initial=initial)

    def act() -> object:
        values = form.values(held) if isinstance(form, SinceForm) else form.values()
        edition = form.cleaned_data["edition"]
        return change_party(
            party=held, values=values, edition=edition, by=access.actor, at=timezone.now()
        )

    return _answered(request, access, form, act, held.name, _("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leave(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A party leaves; asks for the last day."""
    access = doing(request, slug, KEEP_FILE)
    held = _party(access, pk)
    initial = {"edition": access.link.edition, "last_day": access.on}
    form = LastDayForm(data_of(request), initial=initial)

    def act() -> object:
        return end_party(party=held, by=access.actor, at=timezone.now(), **form.cleaned_data)

    heading = _("%(name)s leaves the link") % {"name": held.name}
    lead = _("After that day the people of this partner no longer see the file. You can undo it.")
    said = _("It is written down that %(name)s left.") % {"name": held.name}
    return _answered(request, access, form, act, heading, said, lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def undo(request: HttpRequest, slug: str, pk: int, what: str) -> HttpResponse:
    """Undo that a party left, or take out one that was entered by mistake; asks first."""
    access = doing(request, slug, KEEP_FILE)
    held = _party(access, pk)
    form = EditionForm(data_of(request), initial={"edition": access.link.edition})
    told: dict[str, Any] = {"party": held, "by": access.actor}

    def act() -> object:
        change = rejoin_party if what == "terug" else remove_party
        return change(edition=form.cleaned_data["edition"], at=timezone.now(), **told)

    if what == "terug":
        heading = _("%(name)s takes part after all") % {"name": held.name}
        lead, said = _("The last day goes out of the file."), _("Undone.")
    else:
        heading = _("Take %(name)s out of the file") % {"name": held.name}
        lead = _("Only for a partner that was entered by mistake. This cannot be undone.")
        said = _("The partner is out of the file.")
    return _answered(request, access, form, act, heading, said, lead=lead, button=heading)


def _party(access: Access, pk: int) -> Party:
    return one_of(access.link.parties.select_related("link"), pk)


def _answered(
    request: HttpRequest,
    access: Access,
    form: Form,
    act: Any,
    heading: str,
    said: str,
    **more: Any,
) -> HttpResponse:
    link = access.link
    way = (_("Partners"), reverse("citylink-parties", args=[link.slug]))
    return answered(
        request,
        access,
        form,
        act,
        said=said,
        edition=lambda: edition_of(link),
        heading=heading,
        way=way,
        **more,
    )
