# SPDX-License-Identifier: EUPL-1.2
"""The tables of the pages for councils as open data; names of people are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from django.utils.translation import gettext as _

from samenspel.insight.queries.council.page import (
    ChangeLine,
    ComparedFigure,
    CouncilPage,
    CouncilRow,
    CouncilsPage,
    MemberCouncil,
    Origin,
    Payment,
    Seated,
    SignalLine,
    Voice,
)
from samenspel.register.open_data import Field, OpenTable, Value, as_json

Rows: TypeAlias = "Sequence[Sequence[Value]]"
_SEAT_METHODS = ("votes", "voting-power", "contribution", "representatives")


def council_tables(page: CouncilPage) -> Mapping[str, Callable[[], OpenTable]]:
    """The tables of a municipality by their name in the address, made when asked for."""
    stem, title, on, origin = f"raad-{page.slug}", page.name, page.on, page.origin
    return {
        "samenwerkingen": lambda: _table(
            f"{stem}-samenwerkingen", _("Arrangements of %(name)s") % {"name": title},
            _arrangement_fields(), [_arrangement(row, group.label) for group in page.groups
                                    for row in group.rows],
            on, origin, ("arrangements", *_SEAT_METHODS),
        ),
        "veranderingen": lambda: changes_table(
            page.changes, stem, title, page.compared_on, on, origin
        ),
        "signalen": lambda: signals_table(page.signals, stem, title, on, origin),
        "vergelijking": lambda: comparison_table(page.comparison, stem, title, on, origin),
    }  # fmt: skip


def councils_tables(page: CouncilsPage) -> Mapping[str, Callable[[], OpenTable]]:
    """The tables of the joint councils by their name in the address, made when asked for."""
    stem, title = f"raden-{page.slug}"[:120], page.name
    on, origin = page.on, page.origin
    return {
        "raden": lambda: _table(
            f"{stem}-raden", _("Councils in %(name)s") % {"name": title},
            _council_fields(), [_council(one) for one in page.councils],
            on, origin, _SEAT_METHODS,
        ),
        "veranderingen": lambda: changes_table(
            page.changes, stem, title, page.compared_on, on, origin
        ),
        "signalen": lambda: signals_table(page.signals, stem, title, on, origin),
        "vergelijking": lambda: comparison_table(page.comparison, stem, title, on, origin),
    }  # fmt: skip


def council_json(page: CouncilPage) -> dict[str, object]:
    """The whole page as plain values."""
    return {
        "municipality": {"code": page.code, "name": page.name, "country": page.country},
        "arrangements": page.number,
        "under_former_names": page.inherited,
        **_shared_json(page, council_tables(page)),
        "peers": [{"code": one.code, "name": one.name} for one in page.peers],
        "partners": [
            {"code": one.code, "name": one.name, "shared": one.shared} for one in page.partners
        ],
    }


def councils_json(page: CouncilsPage) -> dict[str, object]:
    """The whole page of the joint councils as plain values."""
    return {
        "arrangement": {"slug": page.slug, "name": page.name, "form": page.form_key},
        "inhabitants": page.inhabitants,
        "council_seats": page.council_seats,
        "other_participants": list(page.others),
        **_shared_json(page, councils_tables(page)),
    }


def _shared_json(
    page: CouncilPage | CouncilsPage, tables: Mapping[str, Callable[[], OpenTable]]
) -> dict[str, object]:
    return {
        "reference_date": page.on.isoformat(),
        "compared_with": page.compared_on.isoformat(),
        "source": page.origin.title if page.origin else "",
        "sources": list(page.origin.sources) if page.origin else [],
        "licences": list(page.origin.licences) if page.origin else [],
        "contributions": {
            "total_eur": None if page.costs.total is None else float(page.costs.total),
            "known": page.costs.known,
            "of": page.costs.number,
            "years": list(page.costs.years),
        },
        "calendar": [
            {"on": item.on.isoformat(), "until": item.until and item.until.isoformat(),
             "title": item.title, "arrangement": item.arrangement}
            for item in page.calendar.items
        ],
        "tables": {name: as_json(make()) for name, make in tables.items()},
    }  # fmt: skip


def _table(
    name: str,
    title: str,
    fields: tuple[Field, ...],
    rows: Rows,
    on: date,
    origin: Origin | None,
    methods: tuple[str, ...],
) -> OpenTable:
    return OpenTable(
        name=f"{name}-{on.isoformat()}",
        title=title,
        fields=fields,
        rows=rows,
        on=on,
        sources=origin.sources if origin else (),
        licences=origin.licences if origin else (),
        methods=methods,
    )


def _arrangement_fields() -> tuple[Field, ...]:
    return (
        Field("subject", _("Subject")),
        Field("slug", _("Key of the arrangement")),
        Field("name", _("Arrangement")),
        Field("form", _("Key of the legal form")),
        Field("task", _("Task")),
        Field("participants", _("Participants"), _("All of them, of every kind.")),
        Field("members", _("Municipalities")),
        Field("since", _("Since")),
        Field("council_takes_part", _("The council takes part")),
        *_seat_fields(),
        Field("recorded_as", _("Recorded as"), _("Former municipality in the source.")),
        Field("last_confirmed", _("Last confirmed")),
        Field("record_source", _("Source of the record")),
    )


def _seat_fields() -> tuple[Field, ...]:
    return (
        Field("offices", _("Who sits there, by office"), _("Names of people are left out.")),
        Field("board", _("Board")),
        Field("seats", _("Seats")),
        Field("votes", _("Votes")),
        Field("total_votes", _("All votes")),
        Field("vote_share", _("Share of the votes"), _("From 0 to 1.")),
        Field("power", _("Power"), _("Normalised Banzhaf index, from 0 to 1.")),
        Field("contribution", _("Contribution"), "", "€"),
        Field("contribution_year", _("Year of the contribution")),
        Field("contribution_share", _("Share of all contributions"), _("From 0 to 1.")),
    )


def _arrangement(row: CouncilRow, subject: str) -> tuple[Value, ...]:
    return (
        subject, row.slug, row.name, row.form_key, row.task, row.participants, row.members,
        row.since, row.has_council,
        *_seat(row.representatives, row.voice, row.payment),
        "; ".join(row.recorded_as), row.confirmed_on, row.source,
    )  # fmt: skip


def _seat(
    representatives: Iterable[Seated], voice: Voice | None, payment: Payment | None
) -> tuple[Value, ...]:
    """The columns of ``_seat_fields``; a role other than member stands behind the office."""
    offices = [
        one.office if one.role == "member" else f"{one.office} ({one.role})"
        for one in representatives
    ]
    return (
        "; ".join(offices) or None,
        voice.board if voice else None,
        voice.seats if voice else None,
        voice.votes if voice else None,
        voice.total_votes if voice else None,
        voice.vote_share if voice else None,
        voice.power if voice else None,
        payment.amount if payment else None,
        payment.year if payment else None,
        payment.share if payment else None,
    )


def _council_fields() -> tuple[Field, ...]:
    return (
        Field("code", _("Code")),
        Field("municipality", _("Municipality")),
        Field("council_seats", _("Council seats")),
        Field("inhabitants", _("Inhabitants")),
        Field("since", _("Since")),
        Field("council_takes_part", _("The council takes part")),
        *_seat_fields(),
        Field("contribution_per_inhabitant", _("Contribution per inhabitant"), "", "€"),
    )


def _council(one: MemberCouncil) -> tuple[Value, ...]:
    return (
        one.code, one.name, one.council_seats, one.inhabitants, one.since, one.has_council,
        *_seat(one.representatives, one.voice, one.payment),
        one.per_inhabitant,
    )  # fmt: skip


def changes_table(
    lines: Iterable[ChangeLine], stem: str, title: str, then: date, on: date, origin: Origin | None
) -> OpenTable:
    """What changed since a day."""
    values = {"name": title, "date": then.isoformat()}
    return _table(
        f"{stem}-veranderingen", _("What changed for %(name)s since %(date)s") % values,
        (Field("kind", _("Kind")), Field("name", _("Name")), Field("on", _("On")),
         Field("text", _("What changed"))),
        [(line.kind, line.name, line.on, line.text) for line in lines],
        on, origin, ("council-changes",),
    )  # fmt: skip


def signals_table(
    lines: Iterable[SignalLine], stem: str, title: str, on: date, origin: Origin | None
) -> OpenTable:
    """The signals with their figures and questions."""
    found = list(lines)
    return _table(
        f"{stem}-signalen", _("Signals worth a question for %(name)s") % {"name": title},
        (Field("kind", _("Kind")), Field("arrangement", _("Arrangement")),
         Field("signal", _("Signal")), Field("figure", _("Figure")), Field("unit", _("Unit")),
         Field("reason", _("Why it matters")), Field("question", _("Question"))),
        [(line.kind, line.short_name, line.sentence, line.value, line.unit, line.reason,
          line.question) for line in found],
        on, origin, tuple(dict.fromkeys(("council-signals", *(line.method for line in found)))),
    )  # fmt: skip


def comparison_table(
    figures: Iterable[ComparedFigure], stem: str, title: str, on: date, origin: Origin | None
) -> OpenTable:
    """Own figures beside the median of others."""
    found = list(figures)
    return _table(
        f"{stem}-vergelijking", _("%(name)s compared") % {"name": title},
        (Field("key", _("Key")), Field("figure", _("Figure")), Field("unit", _("Unit")),
         Field("own", _("Own figure")), Field("median", _("Median of the others")),
         Field("others", _("Others with a known figure"))),
        [(one.key, one.label, one.unit, one.own, one.median, one.of) for one in found],
        on, origin, tuple(dict.fromkeys(one.method for one in found)),
    )  # fmt: skip
