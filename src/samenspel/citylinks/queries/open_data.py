# SPDX-License-Identifier: EUPL-1.2
"""Everything public about city links as open tables. Local governments are named, people never."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.citylinks.models import Activity, CityLink, Lesson, Party, PartyDecision
from samenspel.register.open_data import Field, OpenTable

_PUBLIC = Q(link__is_public=True)


def links_table(*, on: date) -> OpenTable:
    """Every public link; one query."""
    rows = CityLink.objects.filter(is_public=True).order_by("slug")
    return _table(
        "stedenbanden",
        _("City links"),
        (
            Field("link", _("City link"), _("its permanent key in the address of its page")),
            Field("name", _("Name")),
            Field("kind", _("Kind")),
            Field("stage", _("Stage")),
            Field("begun_on", _("Since")),
            Field("ended_on", _("Ended on")),
            Field("ended_because", _("Why it ended")),
            Field("ended_lesson", _("What was learned")),
            Field("purpose", _("Purpose")),
            Field("arrangement", _("Key in the register of arrangements")),
            Field("record_source", _("Source")),
            Field("page", _("Page")),
        ),
        [
            (
                one.slug, one.name, one.kind, one.stage, one.begun_on, one.ended_on,
                one.ended_because, one.ended_lesson, one.purpose, one.arrangement_slug,
                one.source, reverse("citylink", args=[one.slug]),
            )
            for one in rows
        ],
        on=on,
    )  # fmt: skip


def parties_table(*, on: date) -> OpenTable:
    """The parties of every public link; one query."""
    rows = Party.objects.filter(_PUBLIC).select_related("link", "municipality")
    return _table(
        "stedenbanden-partijen",
        _("Partners in city links"),
        (
            Field("link", _("City link")),
            Field("code", _("Code"), _("of the municipality in the register; empty abroad")),
            Field("name", _("Name")),
            Field("country", _("Country"), _("ISO 3166-1, two letters")),
            Field("valid_from", _("Takes part from")),
            Field("valid_to", _("No longer takes part from")),
        ),
        [
            (
                one.link.slug,
                one.municipality.code if one.municipality else "",
                one.name,
                one.country,
                one.valid_from,
                one.valid_to,
            )
            for one in rows.order_by("link__slug", "position", "pk")
        ],
        on=on,
    )


def activities_table(*, on: date) -> OpenTable:
    """The public activities that were done; one query."""
    rows = Activity.objects.filter(_PUBLIC, is_public=True, state=Activity.State.DONE)
    return _table(
        "stedenbanden-activiteiten",
        _("Activities of city links"),
        (
            Field("link", _("City link")),
            Field("title", _("Activity")),
            Field("kind", _("Kind")),
            Field("level", _("Level")),
            Field("phase", _("Phase")),
            Field("on", _("Day")),
            Field("until", _("Last day")),
            Field("place", _("Place")),
            Field("aim", _("Key of the aim")),
            Field("record_source", _("Source")),
        ),
        [
            (
                one.link.slug, one.title, one.kind, one.level, one.phase, one.on, one.until,
                one.place, one.aim_key, one.source,
            )
            for one in rows.select_related("link").order_by("link__slug", "on", "pk")
        ],
        on=on,
    )  # fmt: skip


def lessons_table(*, on: date) -> OpenTable:
    """The public lessons; one query."""
    told = Q(activity__isnull=True) | Q(activity__is_public=True)
    rows = Lesson.objects.filter(_PUBLIC, told, is_public=True)
    return _table(
        "stedenbanden-lessen",
        _("Lessons of city links"),
        (
            Field("link", _("City link")),
            Field("party", _("Who learned")),
            Field("learned_from", _("Learned from")),
            Field("on", _("Day")),
            Field("text", _("Lesson")),
        ),
        [
            (
                one.link.slug,
                one.party.name,
                one.learned_from.name if one.learned_from else "",
                one.on,
                one.text,
            )
            for one in rows.select_related("link", "party", "learned_from").order_by(
                "link__slug", "on", "pk"
            )
        ],
        on=on,
    )


def decisions_table(*, on: date) -> OpenTable:
    """The decisions that nothing replaces; one query."""
    rows = PartyDecision.objects.filter(_PUBLIC, replaced_by__isnull=True)
    return _table(
        "stedenbanden-besluiten",
        _("Decisions on city links"),
        (
            Field("link", _("City link")),
            Field("party", _("Partner")),
            Field("body", _("Body")),
            Field("about", _("About")),
            Field("on", _("Day")),
            Field("is_adopted", _("In favour")),
            Field("votes_for", _("Votes for")),
            Field("votes_against", _("Votes against")),
            Field("record_source", _("Source")),
        ),
        [
            (
                one.link.slug, one.party.name, one.body, one.about, one.on, one.is_adopted,
                one.votes_for, one.votes_against, one.source,
            )
            for one in rows.select_related("link", "party").order_by("link__slug", "on", "pk")
        ],
        on=on,
    )  # fmt: skip


TABLES: Mapping[str, Callable[..., OpenTable]] = {
    "stedenbanden": links_table,
    "partijen": parties_table,
    "activiteiten": activities_table,
    "lessen": lessons_table,
    "besluiten": decisions_table,
}
"""The tables by their word in the address."""


def _table(
    name: str,
    title: str,
    fields: tuple[Field, ...],
    rows: list[tuple[str | int | bool | date | None, ...]],
    *,
    on: date,
) -> OpenTable:
    return OpenTable(
        name=name,
        title=title,
        fields=fields,
        rows=rows,
        on=on,
        sources=(_("The files that the members of the links keep and made public"),),
        licences=("CC0-1.0",),
        notes=(_("Public links only. People are in none of these tables."),),
    )
