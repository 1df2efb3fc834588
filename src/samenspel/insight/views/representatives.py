# SPDX-License-Identifier: EUPL-1.2
"""Who sits where for a municipality: the list, filling it in, undoing, removing a name."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.insight.actions.representatives import (
    add_representative,
    correct_representative,
    end_representative,
    remove_name,
    undo_change,
)
from samenspel.insight.forms.representatives import EndForm, RepresentativeForm, initial_of
from samenspel.insight.models import Representative, RepresentativeChange
from samenspel.insight.queries.council.keeping import arrangements_of, keeping_page
from samenspel.insight.queries.council.seated import seated
from samenspel.insight.rules import may_keep_representatives
from samenspel.places.models import Municipality
from samenspel.register.actions import EditRefused
from samenspel.register.queries.collections import lead_note
from samenspel.register.views.reference import reference_of, render_dated
from samenspel.stewardship.views.access import municipality_or_404, of_today, to_log_in


@require_safe
@never_cache
def listed(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits where on the reference date; more for who keeps the list."""
    municipality = municipality_or_404(slug)
    reference, field = reference_of(request)
    keeps = _keeps(request, municipality)
    return render_dated(
        request,
        "insight/representatives.html",
        keeping_page(municipality, reference, keeps=keeps),
        reference,
        field,
        reference_note=lead_note(reference.lead(municipality.country)),
        municipality=municipality,
        keeps=keeps,
        breadcrumb=_breadcrumb(municipality),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Fill in who sits somewhere; ``?samenwerking=`` chooses the arrangement."""
    municipality = municipality_or_404(slug)
    answer = _refused(request, municipality)
    if answer is not None:
        return answer
    form = RepresentativeForm(
        request.POST if request.method == "POST" else None,
        arrangements=arrangements_of(municipality, of_today()),
        initial={"arrangement": request.GET.get("samenwerking", "")},
    )
    return _answered(
        request,
        municipality,
        form,
        lambda: add_representative(
            municipality=municipality,
            arrangement_slug=form.cleaned_data["arrangement"],
            values=form.values(),
            by=actor_of(request),
            at=timezone.now(),
        ),
        heading=_("Who sits there for us?"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Correct one record, or say until when somebody sat there."""
    municipality = municipality_or_404(slug)
    answer = _refused(request, municipality)
    if answer is not None:
        return answer
    kept = _kept(municipality, pk)
    last = kept.changes.order_by("pk").last()
    form = RepresentativeForm(
        request.POST if request.method == "POST" else None,
        arrangements=None,
        lacks_name=not (kept.name and kept.name.text),
        initial=initial_of(kept, last.pk if last else 0),
    )
    return _answered(
        request,
        municipality,
        form,
        lambda: correct_representative(
            representative=kept,
            values=form.values(),
            seen=form.cleaned_data["seen"] or 0,
            by=actor_of(request),
            at=timezone.now(),
        ),
        heading=_("Correct who sits there"),
        kept=kept,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say until when somebody sits there."""
    municipality = municipality_or_404(slug)
    answer = _refused(request, municipality)
    if answer is not None:
        return answer
    kept = _kept(municipality, pk)
    last = kept.changes.order_by("pk").last()
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"last_day": timezone.localdate(), "seen": last.pk if last else 0},
    )
    return _answered(
        request,
        municipality,
        form,
        lambda: end_representative(
            representative=kept,
            last_day=form.cleaned_data["last_day"],
            seen=form.cleaned_data["seen"] or 0,
            by=actor_of(request),
            at=timezone.now(),
        ),
        heading=_("Does somebody stop?"),
        kept=kept,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def forget_name(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a name on request, after asking whether that is meant."""
    municipality = municipality_or_404(slug)
    answer = _refused(request, municipality)
    if answer is not None:
        return answer
    kept = _kept(municipality, pk)
    if request.method == "POST":
        try:
            number = remove_name(representative=kept, by=actor_of(request), at=timezone.now())
        except EditRefused as refusal:
            messages.error(request, refusal.message)
        else:
            text = ngettext(
                "The name was removed from %(number)d record.",
                "The name was removed from %(number)d records.",
                number,
            )
            messages.success(request, text % {"number": number})
        return _back(municipality)
    return render(
        request,
        "insight/representatives_name.html",
        {
            "municipality": municipality,
            "seated": seated(kept).text,
            "back": reverse("representatives", args=[slug]),
            "breadcrumb": _breadcrumb(municipality, _("Remove a name")),
        },
    )


@require_POST
@never_cache
def undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back the last change of one record; ``wijziging`` says which one was seen."""
    municipality = municipality_or_404(slug)
    answer = _refused(request, municipality)
    if answer is not None:
        return answer
    seen = request.POST.get("wijziging", "")
    change = RepresentativeChange.objects.filter(
        representative__municipality=municipality,
        representative=pk,
        pk=int(seen) if seen.isdecimal() and len(seen) < 18 else 0,
    ).first()
    if change is None:
        raise Http404(pk)
    try:
        undo_change(change=change, by=actor_of(request), at=timezone.now())
    except EditRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Undone."))
    return _back(municipality)


def _keeps(request: HttpRequest, municipality: Municipality) -> bool:
    on = timezone.localdate()
    return may_keep_representatives(actor_of(request), municipality.pk, on=on)


def _refused(request: HttpRequest, municipality: Municipality) -> HttpResponse | None:
    """To the log-in page for visitors; 403 for who has no right; None to go on."""
    if not request.user.is_authenticated:
        return to_log_in(request)
    if not _keeps(request, municipality):
        raise PermissionDenied
    return None


def _kept(municipality: Municipality, pk: int) -> Representative:
    rows = Representative.objects.filter(municipality=municipality, is_withdrawn=False)
    found = rows.select_related("name", "municipality").filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found


def _answered(
    request: HttpRequest,
    municipality: Municipality,
    form: Form,
    act: Callable[[], object],
    *,
    heading: str,
    kept: Representative | None = None,
) -> HttpResponse:
    """Do it where the form was sent and is right; else the form, with what is wrong."""
    if form.is_bound and form.is_valid() and _attempt(form, act):
        messages.success(request, _("Saved."))
        return _back(municipality)
    return _form_page(request, municipality, form, heading, kept=kept)


def _attempt(form: Form, act: Callable[[], object]) -> bool:
    """Do it; False when it was refused, which the form then says."""
    try:
        act()
    except EditRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    return True


def _back(municipality: Municipality) -> HttpResponse:
    return redirect(reverse("representatives", args=[municipality.slug]))


def _form_page(
    request: HttpRequest,
    municipality: Municipality,
    form: Form,
    heading: str,
    *,
    kept: Representative | None = None,
) -> HttpResponse:
    context = {
        "municipality": municipality,
        "form": form,
        "heading": heading,
        "kept": kept,
        "seated": seated(kept).text if kept else "",
        "back": reverse("representatives", args=[municipality.slug]),
        "breadcrumb": _breadcrumb(municipality, heading),
    }
    status = 400 if form.is_bound else 200
    return render(request, "insight/representatives_form.html", context, status=status)


def _breadcrumb(municipality: Municipality, last: str = "") -> list[tuple[str, str]]:
    slug = municipality.slug
    links = [
        (municipality.name, municipality.get_absolute_url()),
        (_("For the council"), reverse("municipality-council", args=[slug])),
    ]
    here = _("Who sits where")
    if not last:
        return [*links, (here, "")]
    return [*links, (here, reverse("representatives", args=[slug])), (last, "")]
