# SPDX-License-Identifier: EUPL-1.2
"""Adding a document, changing what is said of it, replacing its file, removing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.documents import (
    DocumentValues,
    add_document,
    change_document,
    remove_document,
    replace_file,
)
from samenspel.citylinks.forms.documents import DocumentForm, ReplaceForm, SendingForm
from samenspel.citylinks.models import Activity, LinkDocument
from samenspel.citylinks.storing import MOST_BYTES
from samenspel.citylinks.views.activities_paths import (
    address,
    attempt,
    confirmed,
    crumbs,
    keeping,
)
from samenspel.citylinks.views.documents_upload import takes_files

# A little more than a file may have, so that the form can say that it is too large.
_ROOM = MOST_BYTES + 1_000


@takes_files(_ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a document; ``?activiteit=`` says to which activity it belongs."""
    initial = {"on": timezone.localdate(), "activity": chosen_activity(request, access)}
    form = _form(request, access, initial, with_file=True)

    def act() -> object:
        told = form.cleaned_data
        values = _values(access, form)
        return add_document(
            link=access.link,
            title=values.title,
            description=values.description,
            on=values.on,
            is_public=values.is_public,
            agreement=values.agreement,
            activity=values.activity,
            file_name=told["file"].name,
            content=told["file"].read(),
            by=access.actor,
            at=timezone.now(),
        )

    return _answered(request, access, form, act, heading=_("Add a document"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def change(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Change what is said of a document, and who may see it."""
    held = _document_or_404(access, pk)
    initial = {
        "title": held.title,
        "description": held.description,
        "on": held.on,
        "is_public": held.is_public,
        "agreement": held.agreement_id,
        "activity": held.activity_id,
        "edition": held.edition,
    }
    form = _form(request, access, initial, with_file=False)

    def act() -> object:
        return change_document(
            document=held,
            values=_values(access, form),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    heading = _("Change what is said of a document")
    return _answered(request, access, form, act, heading=heading, held=held)


@takes_files(_ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def replace(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Put another file in the place of this one."""
    held = _document_or_404(access, pk)
    sent = request.method == "POST"
    form = ReplaceForm(
        data=request.POST if sent else None,
        files=request.FILES if sent else None,
        initial={"edition": held.edition},
    )

    def act() -> object:
        file = form.cleaned_data["file"]
        return replace_file(
            document=held,
            file_name=file.name,
            content=file.read(),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    lead = _("Now: %(name)s. The old file goes; the address stays the same.")
    return _answered(
        request,
        access,
        form,
        act,
        heading=_("Replace the file"),
        lead=lead % {"name": held.file_name},
        held=held,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping(also_ended=True)
def remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether a document may go, and remove it."""
    held = _document_or_404(access, pk)
    listed = address("citylink-documents", access.link.slug)
    return confirmed(
        request,
        access,
        lambda edition: remove_document(
            document=held, edition=edition, by=access.actor, at=timezone.now()
        ),
        edition=held.edition,
        heading=_("Remove this document?"),
        what=held.title,
        warning=_("The file is gone for everybody. This cannot be undone."),
        back=listed,
        way=crumbs(access.link, (_("Documents and photos"), listed), _("Remove")),
    )


def activity_pairs(access: Access) -> list[tuple[int, str]]:
    """Key and words of the activities of a link, the newest first; one query."""
    found = Activity.objects.filter(link=access.link).order_by("-on", "-pk")
    return [
        (pk, f"{title} ({on.year})") for pk, title, on in found.values_list("pk", "title", "on")
    ]


def chosen_activity(request: HttpRequest, access: Access) -> int | None:
    """The activity that the address names, when the link has it."""
    text = request.GET.get("activiteit", "")
    if not (text.isdecimal() and len(text) < 18):
        return None
    return access.link.activities.filter(pk=int(text)).values_list("pk", flat=True).first()


def activity_of(access: Access, pk: int | None) -> Activity | None:
    """The activity that was chosen in a form."""
    return access.link.activities.filter(pk=pk).first() if pk else None


def _form(
    request: HttpRequest, access: Access, initial: dict[str, Any], *, with_file: bool
) -> DocumentForm:
    bound = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    agreements = access.link.agreements.order_by("-number").values_list("pk", "number", "title")
    return DocumentForm(
        *bound,
        agreements=[(pk, f"{number}. {title}") for pk, number, title in agreements],
        activities=activity_pairs(access),
        with_file=with_file,
        initial=initial,
    )


def _values(access: Access, form: DocumentForm) -> DocumentValues:
    told = form.cleaned_data
    agreement = access.link.agreements.filter(pk=told["agreement"]).first()
    return form.values(agreement, activity_of(access, told["activity"]))


def _document_or_404(access: Access, pk: int) -> LinkDocument:
    found = LinkDocument.objects.filter(link=access.link, pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found


def _answered(
    request: HttpRequest,
    access: Access,
    form: forms.Form,
    act: Callable[[], object],
    *,
    heading: str,
    lead: str = "",
    held: LinkDocument | None = None,
) -> HttpResponse:
    """Do what was sent, or show the form."""
    listed = address("citylink-documents", access.link.slug)
    status = 200
    if form.is_bound:
        status = attempt(form, act)
        if not status:
            messages.success(request, _("Saved."))
            return redirect(listed)
        if isinstance(form, SendingForm):
            form.ask_again()
    again = address("citylink-document-change", access.link.slug, held.pk) if held else ""
    context = {
        "link": access.link,
        "form": form,
        "heading": heading,
        "lead": lead,
        "status": status,
        "again": again,
        "back": listed,
        "uploads": "file" in form.fields,
        "is_member": True,
        "breadcrumb": crumbs(access.link, (_("Documents and photos"), listed), heading),
    }
    return render(request, "citylinks/activities_form.html", context, status=status)
