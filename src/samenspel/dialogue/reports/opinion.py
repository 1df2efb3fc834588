# SPDX-License-Identifier: EUPL-1.2
"""An opinion on paper: as it was sent, or as a draft for the own body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samenspel.dialogue.actions.opinions import PointValues
from samenspel.dialogue.models import Addressee, Adoption, Opinion, OpinionVersion, Position, Round
from samenspel.paper.sheet import Prose, Sheet

Address = Callable[[str], str]
"""From a path on the site to a whole address."""


def opinion_sheet(
    round_: Round,
    version: OpinionVersion,
    adoptions: Sequence[Adoption],
    *,
    on: date,
    withdrawn_on: date | None,
    url: str,
) -> Sheet:
    """A sent opinion; ``on``: the day on which it was sent."""
    names = ", ".join(held.addressee.name for held in adoptions)
    points = [
        PointValues(p.clause, p.position, p.text)
        for p in version.points.select_related("clause").order_by("order")
    ]
    lead = _("Sent on %(date)s.") % {"date": date_format(on, "DATE_FORMAT")}
    if withdrawn_on is not None:
        day = date_format(withdrawn_on, "DATE_FORMAT")
        lead += " " + _("Withdrawn on %(date)s: this opinion does not count any more.") % {
            "date": day
        }
    return _sheet(
        round_,
        on=on,
        kicker=names,
        title=_("Opinion: %(title)s") % {"title": round_.title},
        lead=lead,
        sections=(
            *_correction(version),
            *_text(version.introduction, points),
            Prose(_("Opinion adopted"), tuple(adoption_text(held) for held in adoptions)),
        ),
        colophon=(
            _("Text: %(title)s, version %(number)d.")
            % {"title": version.document.title, "number": version.document.number},
            *(
                (_("Entered from: %(source)s.") % {"source": version.source},)
                * bool(version.source)
            ),
            _("Read it online: %(url)s") % {"url": url},
        ),
    )


def draft_sheet(
    round_: Round,
    addressee: Addressee,
    opinion: Opinion,
    points: Sequence[PointValues],
    *,
    on: date,
) -> Sheet:
    """A draft, for the own body only; says on every page that it is one."""
    mark = _("DRAFT")
    title = _("Opinion: %(title)s") % {"title": round_.title}
    return _sheet(
        round_,
        on=on,
        kicker=f"{mark} – {addressee.name}",
        title=title,
        lead=_("Draft as it was on %(date)s. Not adopted and not sent.")
        % {"date": date_format(on, "DATE_FORMAT")},
        sections=_text(opinion.introduction, points),
        colophon=(_("Only for %(name)s.") % {"name": addressee.name},),
        foot=f"{mark} – {title}",
    )


def adoption_text(held: Adoption) -> str:
    """On which day, by whom, with which votes."""
    told = {"name": held.addressee.name, "date": date_format(held.on, "DATE_FORMAT")}
    if held.votes_for is None:
        return _("%(name)s, %(date)s.") % told
    return _("%(name)s, %(date)s: %(for)s for, %(against)s against, %(abstained)s abstained.") % {
        **told,
        "for": held.votes_for,
        "against": held.votes_against,
        "abstained": held.votes_abstained,
    }


def _correction(version: OpinionVersion) -> tuple[Prose, ...]:
    if version.number == 1 or version.source:
        return ()
    heading = _("Version %(number)d: what changed") % {"number": version.number}
    return (Prose(heading, (version.correction,)),)


def _text(introduction: str, points: Sequence[PointValues]) -> tuple[Prose, ...]:
    found = [Prose("", _paragraphs(introduction))] if introduction else []
    for point in points:
        if point.clause is None:
            continue
        position = str(Position(point.position).label)
        found.append(
            Prose(
                f"{point.clause.number}. {point.clause.title}",
                (position[:1].upper() + position[1:] + ".", *_paragraphs(point.text)),
            )
        )
    general = [text for point in points if not point.clause for text in _paragraphs(point.text)]
    if general:
        found.append(Prose(_("In general"), tuple(general)))
    return tuple(found)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())


def _sheet(
    round_: Round,
    *,
    on: date,
    kicker: str,
    title: str,
    lead: str,
    sections: tuple[Prose, ...],
    colophon: tuple[str, ...],
    foot: str = "",
) -> Sheet:
    return Sheet(
        language=(get_language() or "nl").split("-")[0],
        on=on,
        kicker=kicker,
        title=title,
        lead=lead,
        description=title,
        figures=(),
        sections=sections,
        definitions=(),
        definitions_heading="",
        colophon=(_("Asked by: %(name)s.") % {"name": round_.organisation.name}, *colophon),
        foot=foot or title,
        is_reading_text=True,
    )
