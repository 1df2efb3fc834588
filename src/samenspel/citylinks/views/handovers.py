# SPDX-License-Identifier: EUPL-1.2
"""Handing over: beginning it, writing what the successor has to know, finishing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.handover import (
    TEXTS,
    begin_handover,
    cancel_handover,
    finish_handover,
    write_handover,
)
from samenspel.citylinks.actions.links_checks import ONE_DAY
from samenspel.citylinks.forms.file_fields import PlainForm
from samenspel.citylinks.forms.people import FinishForm, HandoverForm, LeavingForm
from samenspel.citylinks.models import Handover, Person
from samenspel.citylinks.queries.people import handover_lines, name_shown, successors_of
from samenspel.citylinks.rules import KEEP_PEOPLE
from samenspel.citylinks.views.file_forms import attempt, crumbs, data_of, doing, form_page, one_of
from samenspel.citylinks.views.people import way_to_people
from samenspel.citylinks.views.shown import file_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def begin(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody leaves: the last day, and the handover begins."""
    access = doing(request, slug, KEEP_PEOPLE)
    rows = access.link.people.filter(removed_at__isnull=True).select_related("link", "party")
    person: Person = one_of(rows, pk)
    last = person.valid_to - ONE_DAY if person.valid_to else access.on
    form = LeavingForm(data_of(request), initial={"last_day": last})
    made: list[Handover] = []

    def act() -> None:
        on = form.cleaned_data["last_day"]
        made.append(begin_handover(person=person, last_day=on, by=access.actor, at=timezone.now()))

    status = attempt(form, act) if form.is_bound else 200
    if made:
        messages.success(request, _("The handover was begun. Write down what the successor needs."))
        return redirect("citylink-handover", slug, made[0].pk)
    return form_page(
        request,
        access,
        form,
        heading=_("%(name)s leaves") % {"name": person.name},
        way=way_to_people(slug),
        status=status,
        lead=_("After the last day this person no longer sees the file. The history stays."),
        button=_("Begin the handover"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def handover(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A handover to read, and to write for who may."""
    is_sent = request.method == "POST"
    access = doing(request, slug, KEEP_PEOPLE) if is_sent else file_of(request, slug)
    held = _handover(access, pk)
    initial = {name: getattr(held, name) for name in (*TEXTS, "edition")}
    form = HandoverForm(data_of(request), initial=initial)

    def act() -> object:
        return write_handover(
            handover=held,
            values=form.values(),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    def edition() -> int:
        return Handover.objects.values_list("edition", flat=True).get(pk=held.pk)

    status = attempt(form, act, edition) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("Saved."))
        return redirect("citylink-handover", slug, pk)
    names = {one.pk: one.name for one in access.link.parties.all()}
    line = handover_lines([held], names)[0]
    context = {
        "link": access.link,
        "line": line,
        "form": form,
        "texts": [(form.fields[name].label, getattr(held, name)) for name in TEXTS],
        "may_keep": access.may(KEEP_PEOPLE),
        "is_meanwhile": status == 409,
        "is_member": True,
        "breadcrumb": crumbs(access.link, way_to_people(slug), _("Handover")),
    }
    return render(request, "citylinks/handover.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def finish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The successor has taken over."""
    access = doing(request, slug, KEEP_PEOPLE)
    held = _handover(access, pk)
    people = successors_of(held, on=access.on)
    choices = [(str(one.pk), f"{one.name} ({one.get_kind_display()})") for one in people]
    form = FinishForm(data_of(request), people=choices, initial={"on": access.on})

    def act() -> object:
        chosen = next(one for one in people if str(one.pk) == form.cleaned_data["successor"])
        return finish_handover(
            handover=held,
            successor=chosen,
            on=form.cleaned_data["on"],
            by=access.actor,
            at=timezone.now(),
        )

    url = reverse("citylink-people-new", args=[slug])
    return _answered(
        request,
        access,
        form,
        act,
        held,
        _("Finish the handover"),
        _("The handover is done."),
        template="citylinks/handover_finish.html",
        new_url=f"{url}?partij={held.leaving.party_id}",
        button=_("Finish"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The person stays after all; asks first."""
    access = doing(request, slug, KEEP_PEOPLE)
    held = _handover(access, pk)
    form = PlainForm(data_of(request))

    def act() -> object:
        return cancel_handover(handover=held, by=access.actor, at=timezone.now())

    name = name_shown(held.leaving, held.leaving.party.name)
    return _answered(
        request,
        access,
        form,
        act,
        held,
        _("%(name)s stays after all") % {"name": name},
        _("The handover was called off."),
        back_to="citylink-people",
        lead=_("What was written in the handover goes. This cannot be undone."),
        button=_("Call off the handover"),
    )


def _handover(access: Access, pk: int) -> Handover:
    rows = access.link.handovers.select_related("link", "leaving__party", "successor")
    found: Handover = one_of(rows, pk)
    return found


def _answered(
    request: HttpRequest,
    access: Access,
    form: Any,
    act: Any,
    held: Handover,
    heading: str,
    said: str,
    *,
    back_to: str = "",
    **more: Any,
) -> HttpResponse:
    slug = access.link.slug
    status = attempt(form, act) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, said)
        if back_to:
            return redirect(back_to, slug)
        return redirect("citylink-handover", slug, held.pk)
    way = (_("Handover"), reverse("citylink-handover", args=[slug, held.pk]))
    return form_page(request, access, form, heading=heading, way=way, status=status, **more)
