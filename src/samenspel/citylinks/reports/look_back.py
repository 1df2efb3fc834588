# SPDX-License-Identifier: EUPL-1.2
"""A published look-back on paper, with its photos."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samenspel.citylinks.models import CityLink, LookBackEdition, Photo
from samenspel.citylinks.queries.look_back_shown import LookBackShown
from samenspel.paper.sheet import (
    Column,
    Definition,
    Figure,
    Picture,
    Pictures,
    Point,
    Points,
    Prose,
    Row,
    Section,
    Sheet,
    Table,
)
from samenspel.places.notation import written


def look_back_sheet(
    link: CityLink,
    edition: LookBackEdition,
    page: LookBackShown,
    *,
    contents: Mapping[int, bytes],
    address: str,
    methods: str,
) -> Sheet:
    """The edition as a sheet; ``contents``: the bytes (JPEG) of photos, by their key.

    ``address`` and ``methods``: whole addresses of its page and of the definitions.
    """
    title = page.title
    return Sheet(
        language=(get_language() or "nl").split("-")[0],
        on=edition.on,
        kicker=link.name,
        title=title,
        lead=_("Looking back on %(first)s up to and including %(last)s.")
        % {
            "first": date_format(page.first_day, "DATE_FORMAT"),
            "last": date_format(page.last_day, "DATE_FORMAT"),
        },
        description=title,
        figures=figures_of(page),
        sections=(
            *_prose(_("What this link is"), page.introduction),
            _aims(page),
            *_done(page),
            *_prose(_("What changed"), page.changed),
            *_prose(_("What we learned"), page.learned),
            *_lessons(page),
            *_prose(_("What it cost"), page.cost),
            *_voices(page),
            _pictures(page, contents),
            *_prose(
                _("How to go on: %(verdict)s") % {"verdict": page.verdict_label},
                page.verdict_text or page.verdict_label.capitalize(),
            ),
        ),
        definitions=(Definition(_("Giving and receiving"), f"{methods}#city-link-reciprocity"),),
        definitions_heading=_("What the figures mean"),
        colophon=(
            _("Edition %(number)s, published on %(date)s by the partners of %(link)s.")
            % {
                "number": edition.number,
                "date": date_format(edition.on, "DATE_FORMAT"),
                "link": link.name,
            },
            address,
        ),
        foot=title,
        is_reading_text=True,
    )


def figures_of(page: LookBackShown) -> tuple[Figure, ...]:
    """What was done, in a few figures."""
    aims = Figure(f"{page.reached}/{len(page.aims)}", _("aims reached"))
    return (
        *((aims,) if page.aims else ()),
        Figure(written(page.total), _("activities")),
        Figure(written(page.given.hours), _("hours given")),
        Figure(written(page.lessons_counted), _("lessons")),
    )


def _prose(heading: str, text: str) -> tuple[Prose, ...]:
    parts = tuple(part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())
    return (Prose(heading, parts),) if parts else ()


def _aims(page: LookBackShown) -> Table:
    return Table(
        heading=_("What became of the aims"),
        columns=(
            Column(_("Aim"), width=3),
            Column(_("What became of it"), width=2),
            Column(_("Explanation"), width=4),
        ),
        rows=tuple(
            Row((one.title, one.label or _("not said yet"), one.became)) for one in page.aims
        ),
        empty=_("There were no aims on paper in this period."),
    )


def _done(page: LookBackShown) -> tuple[Section, ...]:
    kinds = page.matrix.table if page.matrix else ()
    counted = Table(
        heading=_("What was done"),
        columns=(Column(_("Kind"), width=4), Column(_("Number"), is_number=True, is_tight=True)),
        rows=tuple(
            Row((words[:1].upper() + words[1:], written(total))) for words, _years, total in kinds
        ),
        empty=_("Nothing was done in this period, or nobody wrote it down."),
    )
    balance = Table(
        heading=_("Who gave, and who received?"),
        columns=(
            Column(_("Partner"), width=3),
            *(
                Column(label, is_number=True)
                for label in (
                    _("Hours given"), _("Hours received"), _("People given"),
                    _("People received"), _("Euros given"), _("Euros received"),
                )
            ),
        ),
        rows=tuple(
            Row(
                (
                    one.name,
                    *(
                        written(getattr(side, name))
                        for name in ("hours", "people", "euros")
                        for side in (one.gave, one.received)
                    ),
                )
            )
            for one in page.balance.parties
        ),
        empty="",
        note=_("It is a balance, not a mark: partners of unequal size need not give the same."),
    )  # fmt: skip
    events = Points(
        heading=_("Some of what we did"),
        items=tuple(
            Point(
                f"{date_format(one.on, 'DATE_FORMAT')}: {one.title}",
                detail=". ".join(part for part in (one.kind.capitalize(), one.place) if part),
            )
            for one in page.activities
        ),
        empty="",
    )
    return (counted, *((events,) if page.activities else ()), balance)


def _lessons(page: LookBackShown) -> tuple[Section, ...]:
    items = tuple(
        Point(
            one.text,
            detail=_("%(party)s, from %(teacher)s") % {"party": one.party, "teacher": one.teacher}
            if one.teacher
            else one.party,
        )
        for one in page.lessons
    )
    return (Points(_("Lessons"), items, empty=""),) if items else ()


def _voices(page: LookBackShown) -> tuple[Section, ...]:
    items = tuple(
        Point(f"“{one.text}”", detail=f"{one.said_by}, {one.party}") for one in page.voices
    )
    return (Points(_("Voices"), items, empty=""),) if items else ()


def _pictures(page: LookBackShown, contents: Mapping[int, bytes]) -> Pictures:
    return Pictures(
        _("Photos"),
        tuple(
            Picture(contents[one.pk], "jpg", one.description, _caption(one))
            for one in page.photos
            if one.pk in contents
        ),
    )


def _caption(photo: Photo) -> str:
    credit = _("Photo: %(name)s") % {"name": photo.credit} if photo.credit else ""
    return ". ".join(part for part in (photo.caption.rstrip("."), credit) if part)
