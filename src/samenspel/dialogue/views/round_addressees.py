# SPDX-License-Identifier: EUPL-1.2
"""Whom the round is sent to: members in one click, guests, neighbours, provinces, others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.rounds import (
    AddresseeValues,
    address,
    address_members,
    address_places,
    remove_addressee,
)
from samenspel.dialogue.actions.rounds.addressees import members_on
from samenspel.dialogue.forms.rounds import MembersForm, OtherForm, PlacesForm
from samenspel.dialogue.models import Addressee
from samenspel.dialogue.queries.arrangements_of import named_places, neighbours_of
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PREPARE_ROUND
from samenspel.dialogue.views.attempts import asking, attempt
from samenspel.dialogue.views.round_work import work_crumbs
from samenspel.places.models import Province

MEMBERS, PLACES, OTHER, NEIGHBOURS, PROVINCES, REMOVE = (
    "leden", "gemeenten", "ander", "buren", "provincies", "weg",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def addressees(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, and ways to add to it; ``wat`` says which form was sent."""
    access = asking(request, slug)
    what = request.POST.get("wat", "")
    forms = _forms(request, what)
    status = 200
    if request.method == "POST":
        status, number = _done(request, access, what, forms)
        if not status:
            told = ngettext("%(number)d added.", "%(number)d added.", number) % {"number": number}
            messages.success(request, _("Taken out.") if what == REMOVE else told)
            return redirect("dialogue-work-addressees", slug)
    rows = access.round.addressees.select_related("municipality")
    provinces = Province.objects.filter(country=access.round.country).order_by("name")
    context = {
        "round": access.round,
        "provinces": provinces if access.may(PREPARE_ROUND) else (),
        "rows": list(rows.order_by("position", "name", "pk")),
        "bodies": Addressee.Body,
        "forms": forms,
        "may_change": access.may(PREPARE_ROUND),
        "breadcrumb": work_crumbs(access.round, _("Addressees")),
    }
    return render(request, "dialogue/round_addressees.html", context, status=status)


def _forms(request: HttpRequest, what: str) -> dict[str, Form]:
    today = timezone.localdate()

    def data(name: str) -> Any:
        return request.POST if what == name else None

    return {
        "members": MembersForm(
            data(MEMBERS),
            initial={"on": today, "bodies": [Addressee.Body.COUNCIL.value]},
            prefix=MEMBERS,
        ),
        "places": PlacesForm(data(PLACES), prefix=PLACES),
        "other": OtherForm(data(OTHER), prefix=OTHER),
    }


def _done(
    request: HttpRequest, access: Access, what: str, forms: dict[str, Form]
) -> tuple[int, int]:
    """Status (0: done) and how many were added."""
    added: list[Addressee] = []
    told: dict[str, Any] = {"round_": access.round, "by": access.actor, "at": timezone.now()}
    members, places, other = forms["members"], forms["places"], forms["other"]

    def add_members() -> None:
        values = members.cleaned_data
        added.extend(address_members(on=values["on"], bodies=values["bodies"], **told))

    def add_places() -> None:
        values = places.cleaned_data
        found, unknown = named_places(
            values["names"], country=access.round.country, on=timezone.localdate()
        )
        if unknown:
            raise DialogueRefused(
                _("Not found: %(names)s. Write each name as the municipality does.")
                % {"names": ", ".join(unknown[:5])},
                "names",
            )
        added.extend(
            address_places(
                municipalities=found, bodies=values["bodies"], is_guest=values["is_guest"], **told
            )
        )

    def add_other() -> None:
        values = AddresseeValues(
            Addressee.Body.OTHER, None, other.cleaned_data["name"], True,
            other.cleaned_data["email"],
        )  # fmt: skip
        added.append(address(values=values, **told))

    known: dict[str, tuple[Form, Callable[[], None]]] = {
        MEMBERS: (members, add_members),
        PLACES: (places, add_places),
        OTHER: (other, add_other),
    }
    if what in known:
        form, act = known[what]
        status = attempt(form, act)
        if status and not access.may(PREPARE_ROUND):  # the forms are not shown any more
            messages.error(request, " ".join(map(str, form.non_field_errors())))
        return status, len(added)
    return _without_form(request, access, what)


def _without_form(request: HttpRequest, access: Access, what: str) -> tuple[int, int]:
    """Neighbours, provinces and taking out: one button each."""
    told: dict[str, Any] = {"by": access.actor, "at": timezone.now()}
    round_, today = access.round, timezone.localdate()
    try:
        if what == NEIGHBOURS:
            found = neighbours_of(members_on(round_.arrangement_slug, today))
            added = address_places(round_=round_, municipalities=found, is_guest=True, **told)
            return 0, len(added)
        if what == PROVINCES:
            held = set(round_.addressees.values_list("name", flat=True))
            names = [
                name
                for province in Province.objects.filter(country=round_.country).order_by("name")
                if (name := f"Provinciale Staten van {province.name}") not in held
                and province.code in request.POST.getlist("provincie")
            ]
            for name in names:
                values = AddresseeValues(Addressee.Body.OTHER, None, name, is_guest=True)
                address(round_=round_, values=values, **told)
            return 0, len(names)
        wanted = [pk for pk in request.POST.getlist("wie") if pk.isdecimal() and len(pk) < 18]
        for one in round_.addressees.filter(pk__in=wanted).select_related("round"):
            remove_addressee(addressee=one, **told)
    except DialogueRefused as refusal:
        messages.error(request, refusal.message)
        return 400, 0
    return 0, 0
