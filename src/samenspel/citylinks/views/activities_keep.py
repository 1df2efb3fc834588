# SPDX-License-Identifier: EUPL-1.2
"""Writing down an activity with its contributions and lessons, changing and removing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.activities import (
    add_activity,
    change_activity,
    remove_activity,
    set_state,
)
from samenspel.citylinks.actions.activities_values import GiftValues, LessonValues
from samenspel.citylinks.forms.activities import (
    ActivityForm,
    GiftForm,
    LessonForm,
    Rows,
    rows,
    typed,
)
from samenspel.citylinks.models import Activity
from samenspel.citylinks.queries.activities import aims_of, parties_of, with_rows
from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from samenspel.citylinks.views.file_forms import crumbs, one_of
from samenspel.citylinks.views.keeping import confirmed, keeping, pressed

Save = Callable[[ActivityForm, list[GiftValues], list[LessonValues]], Activity]


@dataclass
class _Editor:
    """The form with its rows."""

    form: ActivityForm
    gifts: Rows[GiftForm]
    lessons: Rows[LessonForm]

    def save(self, act: Save) -> int:
        """Do it and return 0; else the status of the page that shows what is wrong."""
        good = [self.form.is_valid(), self.gifts.are_valid(), self.lessons.are_valid()]
        if not all(good):
            return 400
        gifts = [row.values() for row in self.gifts.filled]
        lessons = [row.values() for row in self.lessons.filled]
        try:
            act(self.form, gifts, lessons)
        except LinkRefused as refusal:
            at_row = any(
                one.refuse(refusal.field, refusal.message) for one in (self.gifts, self.lessons)
            )
            if not at_row:
                known = refusal.field in self.form.fields
                self.form.add_error(refusal.field if known else None, refusal.message)
            return 409 if isinstance(refusal, ChangedMeanwhile) else 400
        return 0


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Write down an activity."""
    today = timezone.localdate()
    initial = {"on": today, "state": Activity.State.DONE, "phase": Activity.Phase.DOING}

    def save(form: ActivityForm, gifts: list[GiftValues], lessons: list[LessonValues]) -> Activity:
        return add_activity(
            link=access.link,
            values=form.values(),
            gifts=gifts,
            lessons=lessons,
            by=access.actor,
            at=timezone.now(),
        )

    editor = _editor(request, access, initial, (), ())
    return _answered(request, access, editor, save, heading=_("Write down an activity"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def change(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Change an activity, its contributions and its lessons."""
    held = one_of(with_rows(access.link), pk)
    initial = {name: getattr(held, name) for name in ActivityForm.base_fields}
    initial["aim_key"] = held.aim_key
    gifts = [
        {
            "giver": gift.giver_id,
            "receiver": gift.receiver_id,
            "people": gift.people or "",
            "hours": _plain(gift.hours) if gift.hours else "",
            "euros": gift.euros or "",
            "note": gift.note,
        }
        for gift in held.gifts.all()
    ]
    lessons = [
        {
            "party": lesson.party_id,
            "learned_from": lesson.learned_from_id,
            "text": lesson.text,
            "is_public": lesson.is_public,
        }
        for lesson in held.lessons.all()
    ]

    def save(form: ActivityForm, gifts: list[GiftValues], lessons: list[LessonValues]) -> Activity:
        return change_activity(
            activity=held,
            values=form.values(),
            gifts=gifts,
            lessons=lessons,
            edition=form.cleaned_data["edition"],
            by=access.actor,
            at=timezone.now(),
        )

    editor = _editor(request, access, initial, gifts, lessons)
    return _answered(request, access, editor, save, heading=_("Change an activity"), held=held)


@require_POST
@keeping()
def state(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Say that an activity was done, cancelled, or is planned again."""
    held = one_of(with_rows(access.link), pk)
    wanted, by, at = request.POST.get("state", ""), access.actor, timezone.now()
    pressed(
        request,
        lambda edition: set_state(activity=held, state=wanted, edition=edition, by=by, at=at),
    )
    return redirect("citylink-activity", access.link.slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@keeping()
def remove(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Ask whether an activity may go, and remove it."""
    held = one_of(with_rows(access.link), pk)
    told = _(
        "The contributions (%(gifts)s) and lessons (%(lessons)s) that belong to it go too. "
        "Photos and documents stay. Was it called off? Then choose “cancelled” instead: it stays "
        "in the file and calendars elsewhere hear of it."
    ) % {"gifts": held.gifts.count(), "lessons": held.lessons.count()}
    return confirmed(
        request,
        access,
        lambda edition: remove_activity(
            activity=held, edition=edition, by=access.actor, at=timezone.now()
        ),
        edition=held.edition,
        heading=_("Remove this activity?"),
        what=held.title,
        warning=told,
        way=_way(access),
    )


def _way(access: Access) -> tuple[str, str]:
    return _("Activities"), address("citylink-activities", access.link.slug)


def _editor(
    request: HttpRequest,
    access: Access,
    initial: dict[str, Any],
    gifts: Sequence[dict[str, Any]],
    lessons: Sequence[dict[str, Any]],
) -> _Editor:
    """The form as stored, as sent, or with more rows and everything that was typed."""
    parties, aims = parties_of(access.link), aims_of(access.link)
    if request.method != "POST":
        return _Editor(
            ActivityForm(aims=aims, initial=initial),
            rows(GiftForm, "gift", parties, held=gifts),
            rows(LessonForm, "lesson", parties, held=lessons),
        )
    sent = request.POST
    more = sent.get("more", "")
    if more:
        kept = typed(ActivityForm(aims=aims).fields, sent)
        form = ActivityForm(aims=aims, initial=kept)
    else:
        form = ActivityForm(sent, aims=aims)
    return _Editor(
        form,
        rows(GiftForm, "gift", parties, sent=sent, again=bool(more), more=more == "gift"),
        rows(LessonForm, "lesson", parties, sent=sent, again=bool(more), more=more == "lesson"),
    )


def _answered(
    request: HttpRequest,
    access: Access,
    editor: _Editor,
    save: Save,
    *,
    heading: str,
    held: Activity | None = None,
) -> HttpResponse:
    """Save what was sent, or show the form."""
    slug, status = access.link.slug, 200
    made: list[Activity] = []
    if editor.form.is_bound:
        status = editor.save(lambda *told: _kept(made, save(*told)))
        if not status:
            messages.success(request, _("Saved."))
            return redirect("citylink-activity", slug, made[0].pk)
    way = _way(access)
    context = {
        "link": access.link,
        "editor": editor,
        "form": editor.form,
        "heading": heading,
        "status": status,
        "back": address("citylink-activity", slug, held.pk) if held else way[1],
        "again": address("citylink-activity-change", slug, held.pk) if held else "",
        "is_member": True,
        "breadcrumb": crumbs(access.link, way, heading),
    }
    return render(request, "citylinks/activity_form.html", context, status=status)


def _kept(made: list[Activity], one: Activity) -> Activity:
    made.append(one)
    return one


def _plain(hours: Decimal) -> str:
    """Hours as they are typed: 7,5 in Dutch, 7.5 elsewhere; no zeros at the end."""
    text = f"{hours:f}".rstrip("0").rstrip(".") if hours % 1 else f"{hours:.0f}"
    return text.replace(".", get_format("DECIMAL_SEPARATOR"))
