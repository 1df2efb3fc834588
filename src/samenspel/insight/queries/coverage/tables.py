# SPDX-License-Identifier: EUPL-1.2
"""The findings about tasks, tables and provinces as open data."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from samenspel.insight.queries.coverage.page import CoveragePage, Part, TaskRow
from samenspel.register.open_data import Field, OpenTable, Value, credit
from samenspel.register.queries.facts import ArrangementFacts, MunicipalityFacts

_Table = tuple[tuple[Field, ...], list[tuple[Value, ...]]]


def open_table(page: CoveragePage, part: Part) -> OpenTable:
    """One part of the page as a table."""
    fields, rows = _MAKERS[part](page)
    sources, licences = credit(page.facts.lead.collection)
    whose = page.own.municipality.slug if page.own else page.facts.country
    return OpenTable(
        name=f"{part}-{whose}-{page.facts.on.isoformat()}",
        title=title_of(part),
        fields=fields,
        rows=rows,
        on=page.facts.on,
        sources=sources,
        licences=licences,
        methods=("coverage",),
        notes=(
            _("%(unnamed)s of %(all)s arrangements have no policy area in the source.")
            % {"unnamed": page.unnamed, "all": page.arrangements},
        ),
    )


def title_of(part: Part) -> str:
    """What a part of the page is about."""
    return {
        "taken": _("Tasks and arrangements"),
        "dubbel": _("Tasks with two or more arrangements"),
        "tafels": _("Arrangements with the same municipalities"),
        "provincie": _("Members outside the province"),
    }[part]


def _tasks(page: CoveragePage) -> _Table:
    fields = [
        Field("level", _("Level"), _("theme: a main theme; area: a policy area")),
        Field("task", _("Task")),
        Field("name", _("Name of the task")),
        Field("arrangements", _("Arrangements"), _("Arrangements that name the task")),
        Field("municipalities_none", _("No arrangement"), unit=_("municipalities")),
        Field("municipalities_one", _("One arrangement"), unit=_("municipalities")),
        Field("municipalities_more", _("Two or more"), unit=_("municipalities")),
        Field("most", _("Most arrangements of one municipality")),
    ]
    if page.own:
        fields.append(Field("own", page.own.municipality.name, unit=_("arrangements")))

    def cells(row: TaskRow, level: str) -> tuple[Value, ...]:
        counts: tuple[Value, ...] = (row.arrangements, row.none, row.one, row.more, row.most)
        return (level, row.key, row.label, *counts, *([row.own] if page.own else []))

    rows = [cells(row, "theme") for row in page.subjects]
    return tuple(fields), rows + [cells(row, "area") for row in page.tasks]


def _doubled(page: CoveragePage) -> _Table:
    fields = (
        Field("municipality_code", _("Code of the municipality")),
        Field("municipality", _("Municipality")),
        Field("task", _("Task")),
        Field("name", _("Name of the task")),
        Field("is_whole_theme", _("Whole main theme"), _("Then they may do different parts")),
        Field("arrangements", _("Arrangements"), _("Keys, with | between")),
        Field("arrangement_names", _("Names"), _("Names, with | between")),
    )
    members = page.facts.participations
    rows: list[tuple[Value, ...]] = []
    for row in page.doubled:
        for place in row.municipalities:
            own = set(members.arrangements_of(place.code))
            ours = [one for one in row.task.arrangements if one.key in own]
            rows.append(
                (
                    place.code,
                    place.name,
                    row.task.key,
                    row.task.label,
                    row.task.is_broad,
                    _keys(ours),
                    _names(ours),
                )
            )
    return fields, rows


def _tables(page: CoveragePage) -> _Table:
    fields = (
        Field("kind", _("Kind"), _("same: the same members; within: all members and a few more")),
        Field("arrangements", _("Arrangements"), _("Keys, with | between")),
        Field("arrangement_names", _("Names"), _("Names, with | between")),
        Field("municipalities", _("Members"), _("Codes, with | between")),
        Field("larger", _("Larger arrangements"), _("Keys, with | between")),
        Field("larger_names", _("Names of larger arrangements"), _("Names, with | between")),
        Field("extra", _("Who is there as well"), _("Codes, with | between")),
    )
    rows: list[tuple[Value, ...]] = [
        ("same", _keys(t.arrangements), _names(t.arrangements), _codes(t.members), None, None, None)
        for t in page.shared
    ]
    rows += [
        (
            "within",
            _keys(pair.inner),
            _names(pair.inner),
            _codes(pair.members),
            _keys(pair.outer),
            _names(pair.outer),
            _codes(pair.extra),
        )
        for pair in page.nested
    ]
    return fields, rows


def _provinces(page: CoveragePage) -> _Table:
    fields = (
        Field("arrangement", _("Arrangement"), _("Key")),
        Field("name", _("Name")),
        Field("province", _("Province of most members")),
        Field("members_inside", _("Members inside")),
        Field("members_outside", _("Members outside")),
        Field("outside", _("Who is outside"), _("Codes, with | between")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            row.arrangement.key,
            row.arrangement.name,
            row.home,
            row.inside,
            len(row.outside),
            _codes(row.outside),
        )
        for row in page.outside
    ]
    return fields, rows


def _keys(arrangements: Iterable[ArrangementFacts]) -> str:
    return "|".join(one.key for one in arrangements)


def _names(arrangements: Iterable[ArrangementFacts]) -> str:
    return " | ".join(one.name for one in arrangements)


def _codes(municipalities: Iterable[MunicipalityFacts]) -> str:
    return "|".join(one.code for one in municipalities)


_MAKERS: dict[str, Callable[[CoveragePage], _Table]] = {
    "taken": _tasks,
    "dubbel": _doubled,
    "tafels": _tables,
    "provincie": _provinces,
}
