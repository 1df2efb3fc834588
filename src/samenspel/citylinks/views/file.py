# SPDX-License-Identifier: EUPL-1.2
"""The head of a file for its members, and the links of a person."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.people import couple_account
from samenspel.citylinks.models import CityLink
from samenspel.citylinks.queries.file import Figure, FilePage, file_page
from samenspel.citylinks.queries.file_state import states_of
from samenspel.citylinks.queries.file_steps import address, length_in_words
from samenspel.citylinks.queries.file_timeline import picture_of, rows_of, timeline_table
from samenspel.citylinks.queries.mine import files_on_request, my_links
from samenspel.citylinks.rules import END_LINK, KEEP_FILE, PUBLISH_LINK, REOPEN_LINK
from samenspel.citylinks.views.drawing_files import drawing_file
from samenspel.citylinks.views.file_forms import crumbs
from samenspel.citylinks.views.shown import file_of
from samenspel.places.notation import written
from samenspel.register.exports import table_response

STYLE = """\
text { font: 14px "Source Sans 3", "Segoe UI", Arial, sans-serif; fill: #16262b; }
.tick-label { fill: #51666c; font-size: 13px; }
.gridline { stroke: #d5dbdd; }
.bar { fill: #2b7b87; stroke: #0b5560; }
.bar--ended { fill: #d5dbdd; stroke: #7f9296; }
.bar--self { fill: #f2b684; stroke: #b4540f; }
.reference-line { stroke: #b4540f; stroke-dasharray: 5 3; stroke-width: 2; }
"""


@require_safe
@never_cache
def head(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the link stands, the one next step, its life in one picture, who, and what next."""
    access = file_of(request, slug)
    page = file_page(access.link, on=access.on)
    context = {
        "link": access.link,
        "page": page,
        "state": page.state,
        "keeps": access.keeps,
        "figures": _figures(page),
        "badges": _badges(access.link),
        "actions": _actions(access),
        "downloads": [
            (kind.upper(), reverse("citylink-timeline", args=[slug, kind]))
            for kind in ("csv", "xlsx", "json", "svg")
        ],
        "is_member": True,
        "breadcrumb": crumbs(access.link, pgettext("city link", "File")),
    }
    return render(request, "citylinks/file.html", context)


def _badges(link: CityLink) -> list[tuple[str, str]]:
    seen = _("public") if link.is_public else _("only for members")
    return [
        (link.get_kind_display(), "outline"),
        (link.get_stage_display(), "warm" if link.stage == CityLink.Stage.ENDED else "teal"),
        (seen, "outline"),
    ]


def _ago(page: FilePage) -> str:
    """How long ago the last contact was."""
    if page.last_contact is None:
        return "–"
    if not page.state.fading.days_since:
        return _("today")
    return _("%(time)s ago") % {"time": page.since}


def _figures(page: FilePage) -> list[Figure]:
    """Last contact, what is left of the agreement, what was done, who carries it."""
    state = page.state
    left = state.term.days_left
    found = [
        Figure(
            _ago(page),
            _("last contact or activity"),
        )
    ]
    if left is not None and left >= 0:
        found.append(Figure(length_in_words(left), _("left of the agreement")))
    elif left is not None:
        found.append(Figure(_("over"), pgettext("city link", "Agreement")))
    done = sum(one.more == "done" for one in state.lane("activity"))
    found.append(Figure(written(done), ngettext("activity done", "activities done", done)))
    found.append(
        Figure(
            written(len(state.here)),
            ngettext("person in the file", "people in the file", len(state.here)),
        )
    )
    return found


def _actions(access: Access) -> list[tuple[str, str]]:
    """What else may be done with the link in this stage: words and address."""
    slug, stage = access.link.slug, access.link.stage
    public = _("Take the page off the site") if access.link.is_public else _("Make the page public")
    known = (
        (KEEP_FILE, _("Change the head of the file"), "citylink-edit", True),
        (KEEP_FILE, _("Partners: add, change, leave"), "citylink-parties", True),
        (KEEP_FILE, _("Take into use"), "citylink-activate", stage == CityLink.Stage.PREPARING),
        (PUBLISH_LINK, public, "citylink-publish", True),
        (END_LINK, _("End the link"), "citylink-end", True),
        (REOPEN_LINK, _("Take up again"), "citylink-reopen", True),
    )
    return [
        (words, reverse(view, args=[slug]))
        for right, words, view, is_now in known
        if is_now and access.may(right)
    ]


@require_safe
@never_cache
def timeline(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The life of the link as a file; it names nobody."""
    access = file_of(request, slug)
    state = states_of([access.link], on=access.on)[access.link.pk]
    name = f"tijdlijn-{slug[:80]}"
    if kind == "svg":
        return _drawn(access, name)
    table = timeline_table(state)
    if kind != "json":
        return table_response(table, kind, name)
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    answer = JsonResponse({"title": table.title, "rows": rows})
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


def _drawn(access: Access, name: str) -> HttpResponse:
    state = states_of([access.link], on=access.on)[access.link.pk]
    picture = picture_of(rows_of(state), access.on)
    if picture is None:
        raise Http404("timeline")
    context = {"picture": picture}
    return drawing_file("citylinks/file_timeline_svg.html", context, style=STYLE, name=name)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """The links of the own municipalities, and those in which the person is named."""
    actor = actor_of(request)
    if request.method == "POST" and actor.user is not None:
        number = couple_account(user=actor.user, by=actor, at=timezone.now())
        told = ngettext("You now see %(n)d file.", "You now see %(n)d files.", number)
        messages.success(request, told % {"n": number})
        return redirect("my-citylinks")
    context = {
        "page": my_links(actor, on=timezone.localdate()),
        "on_request": files_on_request(actor, on=timezone.localdate()),
        "all_url": address("citylinks"),
        "breadcrumb": [(_("City links"), address("citylinks")), (_("My city links"), "")],
    }
    return render(request, "citylinks/mine.html", context)
