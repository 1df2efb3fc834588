# SPDX-License-Identifier: EUPL-1.2
"""What all edit pages share: who may come in, which version it is about, saving once."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.accounts.actors import actor_of
from samenspel.accounts.rules import Actor
from samenspel.places.reference_dates import EARLIEST, LATEST
from samenspel.register.actions import ChangedMeanwhile, EditRefused
from samenspel.register.forms.editing import EditForm, ErrorSummary
from samenspel.register.forms.fields import last_day_of
from samenspel.register.models import ArrangementVersion, ChangeSet
from samenspel.register.queries.edit_desk import last_change, said_of
from samenspel.register.queries.editing import VersionToEdit, version_to_edit
from samenspel.register.records import VERSION, Ref
from samenspel.register.rules import may_appoint_secretariat, may_correct_arrangement
from samenspel.register.views.edit.back import BACK, came_from

LONGEST_KEY = 500
REMEMBERED = 20
"""Forms of one session that are known to have been sent."""
TURNS, PAUSE = 50, 0.1
"""How often, and how many seconds each time, to wait for the same form sent twice."""
_SESSION = "register_sent"

_READING = ("arrangement", "arrangement-history")
_METHODS = require_http_methods(["GET", "HEAD", "POST"])

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def edit_page(view: View[P]) -> View[P]:
    """A page for who has logged in, that no cache keeps; GET shows it, POST saves, once."""

    @wraps(view)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        once = request.POST.get("once", "")[:40] if request.method == "POST" else ""
        if not once:
            return view(request, *args, **kwargs)
        with _alone(f"register-form-{once}"):
            done = _sent_before(request, once)
            if done:
                messages.info(request, _("This was saved already."))
                return HttpResponseRedirect(done)
            return view(request, *args, **kwargs)

    return cast("View[P]", never_cache(_METHODS(login_required(shown))))


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Wait until no other request works on the same copy of a form, for some seconds at most."""
    for _turn in range(TURNS):
        if cache.add(name, 1, timeout=60):
            break
        time.sleep(PAUSE)
    try:
        yield
    finally:
        cache.delete(name)


def today() -> date:
    """The day of the request, where the site is."""
    return timezone.localdate()


def day_of(request: HttpRequest) -> date:
    """The reference date of the address; today where it names none that makes sense."""
    try:
        asked = date.fromisoformat(request.GET.get("peildatum", "").strip()[:40])
    except ValueError:
        return today()
    return asked if EARLIEST <= asked <= LATEST else today()


def carried(request: HttpRequest, *more: str) -> str:
    """The query string that goes along from page to page: date, source and version."""
    names = ("peildatum", "bron", "versie", *more)
    kept = {name: request.GET[name][:LONGEST_KEY] for name in names if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True)
class Tab:
    """A way to another edit page of the same arrangement."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Desk:
    """An arrangement on the table: the version, who works on it, the day that it is about."""

    request: HttpRequest
    actor: Actor
    slug: str
    on: date
    version: ArrangementVersion
    opened: VersionToEdit | None = None

    @classmethod
    def around(cls, request: HttpRequest, slug: str, version: ArrangementVersion) -> Desk:
        """The desk for a participation or board, with the version that it belongs to."""
        return cls(request, actor_of(request), slug, day_of(request), version)

    @property
    def found(self) -> VersionToEdit:
        """The values and the token of the version, on the pages about the version itself."""
        if self.opened is None:
            raise TypeError("this page is not about a version itself")
        return self.opened

    @property
    def last_day(self) -> date | None:
        """The last day of the version; None when it goes on."""
        return last_day_of(self.version.valid_to)

    @property
    def country(self) -> str:
        return self.version.collection.country

    def address(self, view: str, *args: Any) -> str:
        """A page of this arrangement, with date and version; edit pages know the way back."""
        more = () if view in _READING else (BACK,)
        return reverse(view, args=[self.slug, *args]) + carried(self.request, *more)

    @property
    def back(self) -> str:
        """Where to go afterwards: where somebody came from, else the arrangement."""
        return came_from(self.request) or self.address("arrangement")

    def may_correct(self) -> bool:
        """Whether this person keeps the record."""
        return may_correct_arrangement(self.actor, self.version, on=today())

    def require_keeper(self) -> None:
        """Refuse who does not keep the record."""
        if not self.may_correct():
            raise PermissionDenied("only who keeps the record may correct it")

    def said(self) -> dict[str, str]:
        """What the source says about the version where people hold another value."""
        ref = Ref(VERSION, (self.version.key,))
        return said_of(ref, self.version.collection_id)

    def tabs(self, view: str) -> tuple[Tab, ...]:
        """The edit pages of the arrangement; ``view`` is this one."""
        offered = [
            ("arrangement-correct", _("Facts")),
            ("participation-add", _("Participants")),
            ("board-add", _("Boards")),
            ("arrangement-end", _("End")),
        ]
        if may_appoint_secretariat(self.actor, self.version.arrangement, on=today()):
            offered.append(("arrangement-secretariat", _("Secretariat")))
        offered.append(("arrangement-history", _("History")))
        return tuple(Tab(label, self.address(name), name == view) for name, label in offered)


def desk_of(request: HttpRequest, slug: str) -> Desk:
    """The arrangement of an address, in the version of ``?versie=``, else that of the date."""
    key = request.GET.get("versie", "")[:LONGEST_KEY]
    try:
        found = version_to_edit(slug, day_of(request), key or None)
    except ArrangementVersion.DoesNotExist as error:
        raise Http404(slug) from error
    return Desk(request, actor_of(request), slug, day_of(request), found.version, found)


def page(
    desk: Desk, view: str, form: ErrorSummary | None, *, template: str, heading: str, **more: Any
) -> HttpResponse:
    """An edit page; 400 with a form that is wrong, 409 when somebody else was first."""
    request = desk.request
    crumbs = [
        (_("Arrangements"), reverse("arrangements")),
        (desk.version.name, desk.address("arrangement")),
        (heading, ""),
    ]
    context = {
        "desk": desk,
        "version": desk.version,
        "form": form,
        "heading": heading,
        "tabs": desk.tabs(view),
        "back": desk.back,
        "breadcrumb": crumbs,
        "nav_current": "arrangements",
        **more,
    }
    return render(request, template, context, status=status_of(form))


def status_of(form: ErrorSummary | None) -> int:
    """409 when somebody else changed it, 400 with mistakes, else 200."""
    if form is None or not form.is_bound:
        return 200
    if form.meeting is not None:
        return 409
    return 400 if form.errors else 200


# Saving


def new_once() -> str:
    """The name of one copy of a form."""
    return secrets.token_hex(12)


def _sent_before(request: HttpRequest, once: str) -> str:
    """Where this very copy of the form led when it was sent before; empty for the first time.

    Read afresh: a request that was sent at the same time may have written it since.
    """
    fresh = type(request.session)(session_key=request.session.session_key)
    return str(dict(fresh.get(_SESSION, ())).get(once, ""))


def remember(request: HttpRequest, once: str, url: str) -> None:
    """Keep in mind that this copy of the form was sent, and where it led; written at once."""
    if once:
        sent = [*request.session.get(_SESSION, ()), (once, url)]
        request.session[_SESSION] = sent[-REMEMBERED:]
        request.session.save()


@dataclass(frozen=True)
class Outcome:
    """What came of saving: ``answer`` of the action; not ``done``: show the form again."""

    done: bool
    answer: Any = None


def attempt(form: EditForm, act: Callable[[], Any]) -> Outcome:
    """Do it, and put on the form why it could not be done."""
    try:
        return Outcome(done=True, answer=act())
    except EditRefused as refusal:
        form.refuse(refusal)
    except ChangedMeanwhile as error:
        form.meet(error)
        if form.is_said_already:
            return Outcome(done=True)
    return Outcome(done=False)


def saved(
    desk: Desk, form: EditForm, text: str, *, to: str = "", change: ChangeSet | None = None
) -> HttpResponse:
    """Tell what was done, with the way to undo it, and go to a page (POST-redirect-GET)."""
    url = to or desk.back
    remember(desk.request, form.cleaned_data.get("once", ""), url)
    tell(desk.request, desk.slug, desk.actor, text, change=change)
    return HttpResponseRedirect(url)


def tell(
    request: HttpRequest, slug: str, actor: Actor, text: str, *, change: ChangeSet | None = None
) -> None:
    """A message with a link to undo what was done last."""
    by = actor.user.pk if actor.user else None
    done = change or last_change(slug, by=by)
    if done is None:
        messages.success(request, text)
        return
    undo = reverse("change-undo", args=[slug, done.pk])
    messages.success(
        request, format_html('{} <a href="{}">{}</a>', text, undo, _("Undo this change"))
    )


def nothing_changed(desk: Desk) -> HttpResponse:
    """Nothing differs from what stands there."""
    messages.info(desk.request, _("Nothing was changed: everything already stood there so."))
    return HttpResponseRedirect(desk.back)
