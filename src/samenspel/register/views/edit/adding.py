# SPDX-License-Identifier: EUPL-1.2
"""Adding an arrangement that no source has."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actors import actor_of
from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.register.actions import EditRefused, add_arrangement
from samenspel.register.forms.adding import AddForm, Picker
from samenspel.register.queries.edit_desk import (
    countries_with_data,
    municipality_names,
    organisations_of,
)
from samenspel.register.rules import may_add_arrangement
from samenspel.register.views.edit.desk import (
    day_of,
    edit_page,
    new_once,
    remember,
    status_of,
    tell,
    today,
)

SAVE = "save"


@edit_page
def add(request: HttpRequest) -> HttpResponse:
    """All on one page: facts, participants, reason and source."""
    actor = actor_of(request)
    organisations = _organisations(actor)
    if not organisations:
        raise PermissionDenied("only who keeps records may add one")
    names = municipality_names("", on=day_of(request))
    form = _form(request, organisations, names)
    picker = Picker.of(request.POST, names, on=day_of(request))
    if request.method == "POST":
        does = request.POST.get("do", SAVE)
        if does == SAVE and not picker.is_waiting:
            answer = _save(request, actor, organisations, form, picker)
            if answer is not None:
                return answer
        else:
            form.is_draft = True
            picker.act(does if does != SAVE else _waiting(picker))
    else:
        for one in organisations:
            picker.pick(one.municipality.code if one.municipality else "")
        picker.said = ""
    return _shown(request, form, picker, names)


def _organisations(actor: Actor) -> list[Organisation]:
    found = organisations_of(actor, on=today())
    return [one for one in found if may_add_arrangement(actor, one, on=today())]


def _waiting(picker: Picker) -> str:
    """Enter in one of the fields of the list means that button, not saving."""
    return "add" if picker.typed else "add-other"


def _form(
    request: HttpRequest, organisations: Sequence[Organisation], names: dict[str, str]
) -> AddForm:
    countries = countries_with_data()
    own = next((o.municipality.country for o in organisations if o.municipality), "")
    first = countries[0].value if countries else ""
    form = AddForm(
        request.POST if request.method == "POST" else None,
        organisations=[(str(one.pk), one.name) for one in organisations],
        countries=countries,
        once=new_once(),
        places=names,
        on=day_of(request),
    )
    form.initial.setdefault("collected_in", own or first)
    return form


def _save(
    request: HttpRequest,
    actor: Actor,
    organisations: Sequence[Organisation],
    form: AddForm,
    picker: Picker,
) -> HttpResponse | None:
    if not picker.picked:
        picker.refuse(_("Name at least one participant."))
    if not form.is_valid() or picker.mistakes:
        return None
    cleaned = form.cleaned_data
    organisation = next(o for o in organisations if str(o.pk) == cleaned["organisation"])
    try:
        version = add_arrangement(
            organisation=organisation,
            country=cleaned["collected_in"],
            values=form.values(),
            participants=[one.values for one in picker.picked],
            ground=form.ground,
            by=actor,
            at=timezone.now(),
        )
    except EditRefused as refusal:
        if refusal.field == "participants" or refusal.row is not None:
            picker.refuse(refusal.message, refusal.row)
        else:
            form.refuse(refusal)
        return None
    slug = version.arrangement.slug
    url = reverse("arrangement", args=[slug])
    remember(request, cleaned.get("once", ""), url)
    tell(request, slug, actor, _("“%(name)s” was added.") % {"name": version.name})
    return HttpResponseRedirect(url)


def _shown(
    request: HttpRequest, form: AddForm, picker: Picker, names: dict[str, str]
) -> HttpResponse:
    heading = _("Add an arrangement")
    context = {
        "form": form,
        "picker": picker,
        "mistakes": [*form.mistakes, *picker.mistakes],
        "municipalities": list(names),
        "heading": heading,
        "back": reverse("arrangements"),
        "breadcrumb": [(_("Arrangements"), reverse("arrangements")), (heading, "")],
        "nav_current": "arrangements",
    }
    # What htmx asks for replaces a part of the page, and only an answer that is right does so.
    is_part = bool(getattr(request, "htmx", False))
    status = 200 if is_part else 400 if picker.mistakes else status_of(form)
    return render(request, "register/edit_add.html", context, status=status)
