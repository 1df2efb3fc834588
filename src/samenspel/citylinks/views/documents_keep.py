# SPDX-License-Identifier: EUPL-1.2
"""Adding a document, changing what is said of it, replacing its file, removing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
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
from samenspel.citylinks.forms.documents import DocumentForm, ReplaceForm
from samenspel.citylinks.models import Activity, LinkDocument
from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.storing import MOST_BYTES
from samenspel.citylinks.views.documents_upload import sent_with_file, takes_files
from samenspel.citylinks.views.file_forms import one_of
from samenspel.citylinks.views.keeping import confirmed, keeping, kept_form

# A little more than a file may have, so that the form can say that it is too large.
_ROOM = MOST_BYTES + 1_000
_KEPT = ("title", "description", "on", "is_public", "edition")


@takes_files(_ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a document; ``?activiteit=`` says to which activity it belongs."""
    initial = {"on": timezone.localdate(), "activity": chosen_activity(request, access)}
    form = _form(request, access, initial, with_file=True)

    def act() -> object:
        file = form.cleaned_data["file"]
        return add_document(
            link=access.link,
            **vars(_values(access, form)),
            file_name=file.name,
            content=file.read(),
            by=access.actor,
            at=timezone.now(),
        )

    return kept_form(request, access, form, act, way=_way(access), heading=_("Add a document"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def change(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Change what is said of a document, and who may see it."""
    held = one_of(LinkDocument.objects.filter(link=access.link), pk)
    initial = {name: getattr(held, name) for name in _KEPT}
    initial |= {"agreement": held.agreement_id, "activity": held.activity_id}
    form = _form(request, access, initial, with_file=False)

    def act() -> object:
        return change_document(
            document=held,
            values=_values(access, form),
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    heading, again = _("Change what is said of a document"), request.path
    return kept_form(request, access, form, act, way=_way(access), heading=heading, again=again)


@takes_files(_ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def replace(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Put another file in the place of this one."""
    held = one_of(LinkDocument.objects.filter(link=access.link), pk)
    form = ReplaceForm(*sent_with_file(request), initial={"edition": held.edition})

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
    return kept_form(
        request,
        access,
        form,
        act,
        way=_way(access),
        heading=_("Replace the file"),
        lead=lead % {"name": held.file_name},
        again=address("citylink-document-change", access.link.slug, pk),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping(also_ended=True)
def remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether a document may go, and remove it."""
    held = one_of(LinkDocument.objects.filter(link=access.link), pk)
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
        way=_way(access),
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
    agreements = access.link.agreements.order_by("-number").values_list("pk", "number", "title")
    return DocumentForm(
        *sent_with_file(request),
        agreements=[(pk, f"{number}. {title}") for pk, number, title in agreements],
        activities=activity_pairs(access),
        with_file=with_file,
        initial=initial,
    )


def _values(access: Access, form: DocumentForm) -> DocumentValues:
    told = form.cleaned_data
    agreement = access.link.agreements.filter(pk=told["agreement"]).first()
    return form.values(agreement, activity_of(access, told["activity"]))


def _way(access: Access) -> tuple[str, str]:
    return _("Documents and photos"), address("citylink-documents", access.link.slug)
