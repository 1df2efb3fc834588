# SPDX-License-Identifier: EUPL-1.2
"""The reply memo and the points of one council: as a sheet to read and as an open table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.memo import MemoPoint, MemoShown, VerdictCount, verdict_counts
from samenspel.dialogue.queries.points import PointsPage
from samenspel.paper.sheet import Figure, Prose, Sheet
from samenspel.places.notation import written
from samenspel.register.open_data import Field, OpenTable

LICENCE = "CC0 1.0"
Address = Callable[[str], str]
"""From a path on the site to a whole address."""


def memo_sheet(round_: Round, memo: MemoShown, address: Address) -> Sheet:
    """The memo to read: introduction, counts, and per clause every point with its reply."""
    title = _("Reply memo: %(title)s") % {"title": round_.title}
    return _sheet(
        round_,
        on=memo.on,
        kicker=memo.asked_by,
        title=title,
        lead=_("How the points of the councils were answered, on %(date)s.")
        % {"date": date_format(memo.on, "DATE_FORMAT")},
        figures=_figures(verdict_counts(memo.points)),
        sections=(
            *_introduction(memo),
            *_by_clause(memo.points, with_names=True),
        ),
        url=address(reverse("dialogue-replies", args=[round_.slug])),
    )


def points_sheet(round_: Round, page: PointsPage, address: Address, *, on: date) -> Sheet:
    """What happened with the points of one council, for its agenda."""
    if page.memo_on:
        lead = ngettext(
            "%(name)s made %(counter)s point. This was done with it.",
            "%(name)s made %(counter)s points. This was done with them.",
            len(page.points),
        ) % {"name": page.name, "counter": len(page.points)}
        sections = _by_clause(page.points, with_names=False)
        figures = _figures(page.counts)
    else:
        lead = _("There is no reply yet. The replies come in the reply memo.")
        sections, figures = _waiting(page), ()
    return _sheet(
        round_,
        on=page.memo_on or on,
        kicker=round_.title,
        title=_("What happened with our points: %(name)s") % {"name": page.name},
        lead=lead,
        figures=figures,
        sections=sections,
        url=address(reverse("dialogue-points", args=[round_.slug, page.addressee])),
    )


def _sheet(
    round_: Round,
    *,
    on: date,
    kicker: str,
    title: str,
    lead: str,
    figures: tuple[Figure, ...],
    sections: tuple[Prose, ...],
    url: str,
) -> Sheet:
    return Sheet(
        language=(get_language() or "nl").split("-")[0],
        on=on,
        kicker=kicker,
        title=title,
        lead=lead,
        description=title,
        figures=figures,
        sections=sections,
        definitions=(),
        definitions_heading="",
        colophon=(
            _("Source: %(source)s") % {"source": round_.organisation.name},
            _("Read it online: %(url)s") % {"url": url},
        ),
        foot=title,
        is_reading_text=True,
    )


def _figures(counts: tuple[VerdictCount, ...]) -> tuple[Figure, ...]:
    return tuple(Figure(written(one.number), one.label) for one in counts)


def _introduction(memo: MemoShown) -> tuple[Prose, ...]:
    if not memo.introduction:
        return ()
    return (Prose(_("Introduction"), tuple(memo.introduction.split("\n\n"))),)


def _by_clause(points: tuple[MemoPoint, ...], *, with_names: bool) -> tuple[Prose, ...]:
    """A section per clause in the order of the text; general points last."""
    held: dict[str, list[MemoPoint]] = {}
    for point in points:
        held.setdefault(point.clause or _("In general"), []).append(point)
    return tuple(
        Prose(heading, tuple(_told(point, with_names=with_names) for point in found))
        for heading, found in held.items()
    )


def _told(point: MemoPoint, *, with_names: bool) -> str:
    who = f"{point.names}, {point.position_label}" if with_names else point.position_label
    lines = [f"{who}: {point.text}" if point.text else f"{who}."]
    lines.append(
        _("Reply: %(verdict)s. %(reason)s")
        % {"verdict": point.verdict_label, "reason": point.reason}
    )
    if point.change:
        where = f" ({point.changed})" if point.changed else ""
        lines.append(_("Change%(where)s: %(change)s") % {"where": where, "change": point.change})
    return "\n".join(lines)


def _waiting(page: PointsPage) -> tuple[Prose, ...]:
    if not page.waiting:
        return ()
    told = (
        f"{row.clause_title or _('In general')}, {row.position_label}: {row.text}".rstrip(": ")
        for row in page.waiting
    )
    return (Prose(_("Our points"), tuple(told)),)


def memo_table(round_: Round, memo: MemoShown) -> OpenTable:
    """Every point with its reply, a row each."""
    return OpenTable(
        name=f"antwoorden-{round_.slug}",
        title=_("Reply memo: %(title)s") % {"title": round_.title},
        fields=point_fields(),
        rows=[_row(point) for point in memo.points],
        on=memo.on,
        sources=(round_.organisation.name,),
        licences=(LICENCE,),
    )


def points_table(round_: Round, page: PointsPage, *, on: date) -> OpenTable:
    """The points of one council with their replies, a row each; replies empty before the memo."""
    rows = [_row(point) for point in page.points]
    rows += [
        (r.pk, r.names, r.clause_key, r.clause_title, r.position, r.text, "", "", "", "")
        for r in page.waiting
    ]
    return OpenTable(
        name=f"punten-{round_.slug}-{page.addressee}",
        title=_("What happened with our points: %(name)s") % {"name": page.name},
        fields=point_fields(),
        rows=rows,
        on=page.memo_on or on,
        sources=(round_.organisation.name,),
        licences=(LICENCE,),
    )


def point_fields() -> tuple[Field, ...]:
    """The columns of points with their replies."""
    return (
        Field("point", _("Point"), _("Number of the point, the same everywhere on this site")),
        Field("bodies", _("Whose"), _("The bodies whose point it is")),
        Field("clause", _("Clause"), _("Key of the clause; empty: in general")),
        Field("clause_title", _("Title of the clause")),
        Field("position", _("Position"), "agree, wish, object, none"),
        Field("text", _("Text of the point")),
        Field("verdict", _("Reply"), "adopt, partly, reject, later"),
        Field("reason", _("Reason")),
        Field("change", _("Change in the text"), _("Only when adopted, whole or in part")),
        Field("changed_clause", _("Changed clause"), _("Key of the clause; empty: not in one")),
    )


def _row(point: MemoPoint) -> tuple[str | int, ...]:
    return (
        point.pk,
        point.names,
        point.clause_key,
        point.clause,
        point.position,
        point.text,
        point.verdict,
        point.reason,
        point.change,
        point.changed_key,
    )
