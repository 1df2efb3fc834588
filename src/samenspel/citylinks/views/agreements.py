# SPDX-License-Identifier: EUPL-1.2
"""The agreement of a link: its versions, writing a draft, fixing it, what changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.agreements import (
    change_agreement,
    drop_draft,
    fix_agreement,
    write_agreement,
)
from samenspel.citylinks.forms.agreements import AgreementForm, theme_label
from samenspel.citylinks.forms.file_fields import EditionForm
from samenspel.citylinks.models import Agreement
from samenspel.citylinks.queries.agreements import AgreementPage, agreement_page, term_shown
from samenspel.citylinks.queries.agreements_changes import changes_between
from samenspel.citylinks.rules import KEEP_FILE, RECORD_DECISION, RECORD_ELSEWHERE
from samenspel.citylinks.views.file_forms import attempt, crumbs, data_of, doing, form_page
from samenspel.citylinks.views.shown import file_of

_HEAD = (
    "title", "text", "valid_from", "last_day", "notice_days", "is_extended_silently",
    "signed_on", "signed_where", "source",
)  # fmt: skip
_AIM = ("key", "theme", "title", "text", "measure")


@require_safe
@never_cache
def newest(request: HttpRequest, slug: str) -> HttpResponse:
    """The version that counts now, or that there is none yet."""
    return _shown(request, file_of(request, slug), None)


@require_safe
@never_cache
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version of the agreement."""
    return _shown(request, file_of(request, slug), number)


def _shown(request: HttpRequest, access: Access, number: int | None) -> HttpResponse:
    link = access.link
    page = agreement_page(link, number, on=access.on)
    if page is None and number is not None:
        raise Http404(number)
    context = {
        "link": link,
        "page": page,
        "keeps": access.keeps,
        "may_record": page is not None and _may_record(access, page),
        "tabs": _tabs(page) if page else (),
        "aims": [(one, theme_label(one.theme)) for one in page.aims] if page else (),
        "is_member": True,
        "breadcrumb": crumbs(link, pgettext("city link", "Agreement")),
    }
    return render(request, "citylinks/agreement.html", context)


def _may_record(access: Access, page: AgreementPage) -> bool:
    """Whether the actor may write down a decision of one of the parties."""
    theirs = (one.party for one in page.decided)
    return access.may(RECORD_ELSEWHERE) or any(
        access.may(RECORD_DECISION, party=party) for party in theirs
    )


def _tabs(page: AgreementPage) -> list[dict[str, Any]]:
    return [
        {
            "label": _("Version %(number)s") % {"number": one.number}
            if one.fixed_at
            else _("Version %(number)s (draft)") % {"number": one.number},
            "url": reverse("citylink-agreement-version", args=[page.link.slug, one.number]),
            "current": one.pk == page.chosen.pk,
        }
        for one in page.versions
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """A new version: empty, or with what the last one says."""
    access = doing(request, slug, KEEP_FILE)
    last = access.link.agreements.order_by("number").last()
    if last is not None and last.fixed_at is None:
        return redirect("citylink-agreement-edit", slug, last.number)
    form = _form(request, last, edition=0)

    def act() -> object:
        return write_agreement(
            link=access.link, values=form.values(), by=access.actor, at=timezone.now()
        )

    heading = _("A new version of the agreement") if last else _("Write the agreement")
    return _written(request, access, form, act, heading)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write a draft anew."""
    access = doing(request, slug, KEEP_FILE)
    held = _draft(access, number)
    form = _form(request, held, edition=held.edition)

    def act() -> object:
        edition = form.cleaned_data["edition"]
        return change_agreement(
            agreement=held,
            values=form.values(),
            edition=edition,
            by=access.actor,
            at=timezone.now(),
        )

    return _written(request, access, form, act, _("Change the draft"), held)


def _form(request: HttpRequest, held: Agreement | None, *, edition: int) -> AgreementForm:
    """The form with what was sent, else with what the version says; perhaps with more rows."""
    data = data_of(request)
    if data is not None and "more" in data:
        return AgreementForm.grown(data)
    if data is not None:
        return AgreementForm(data)
    initial: dict[str, Any] = {"edition": edition}
    aims: list[dict[str, Any]] = []
    if held is not None:
        initial |= {name: getattr(held, name) for name in _HEAD}
        aims = [{name: getattr(one, name) for name in _AIM} for one in held.aims.all()]
    return AgreementForm(initial=initial, told=aims, extra=1 if aims else 3)


def _written(
    request: HttpRequest,
    access: Access,
    form: AgreementForm,
    act: Any,
    heading: str,
    held: Agreement | None = None,
) -> HttpResponse:
    link = access.link

    def edition() -> int:
        return Agreement.objects.values_list("edition", flat=True).get(pk=held.pk if held else 0)

    status = attempt(form, act, edition if held else None) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("The draft was saved."))
        number = link.agreements.order_by("number").values_list("number", flat=True).last()
        return redirect("citylink-agreement-version", link.slug, number)
    way = way_to_agreement(link.slug)
    template = "citylinks/agreement_form.html"
    return form_page(
        request, access, form, heading=heading, way=way, status=status, template=template
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def fix(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Fix a draft; asks first, with what it says."""
    access = doing(request, slug, KEEP_FILE)
    held = _draft(access, number)
    form = EditionForm(data_of(request), initial={"edition": held.edition})

    def act() -> object:
        edition = form.cleaned_data["edition"]
        return fix_agreement(agreement=held, edition=edition, by=access.actor, at=timezone.now())

    status = attempt(form, act) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("The agreement is fixed."))
        return redirect("citylink-agreement-version", slug, number)
    return form_page(
        request,
        access,
        form,
        heading=_("Fix the agreement"),
        way=way_to_agreement(slug),
        status=status,
        template="citylinks/agreement_fix.html",
        button=_("Fix the agreement"),
        held=held,
        term=term_shown(held, on=access.on),
        aims=list(held.aims.all()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def drop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Throw a draft away; asks first."""
    access = doing(request, slug, KEEP_FILE)
    held = _draft(access, number)
    form = EditionForm(data_of(request), initial={"edition": held.edition})

    def act() -> object:
        return drop_draft(agreement=held, by=access.actor, at=timezone.now())

    status = attempt(form, act) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("The draft was thrown away."))
        return redirect("citylink-agreement", slug)
    heading = _("Throw the draft away")
    lead = _("The text and the aims of this draft go. This cannot be undone.")
    way = way_to_agreement(slug)
    return form_page(
        request, access, form, heading=heading, way=way, status=status, lead=lead, button=heading
    )


@require_safe
@never_cache
def difference(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What changed from the version before to this one."""
    access = file_of(request, slug)
    versions = access.link.agreements.filter(number__lte=number).order_by("-number")
    pair = list(versions.prefetch_related("aims")[:2])
    if len(pair) < 2 or pair[0].number != number:
        raise Http404(number)
    heading = _("What changed in version %(number)s") % {"number": number}
    context = {
        "link": access.link,
        "changes": changes_between(pair[1], pair[0]),
        "heading": heading,
        "is_member": True,
        "breadcrumb": crumbs(access.link, way_to_agreement(slug), heading),
    }
    return render(request, "citylinks/agreement_difference.html", context)


def way_to_agreement(slug: str) -> tuple[str, str]:
    """The agreement, as a part of the way to a page below it."""
    return (pgettext("city link", "Agreement"), reverse("citylink-agreement", args=[slug]))


def _draft(access: Access, number: int) -> Agreement:
    found = access.link.agreements.filter(number=number).select_related("link").first()
    if found is None:
        raise Http404(number)
    return found
