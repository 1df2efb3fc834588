# SPDX-License-Identifier: EUPL-1.2
"""What people told about the burden: assumptions by legal form, and real figures by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.analysis.burden import (
    FIGURES,
    NOTHING_KNOWN,
    UNKNOWN_FORM,
    Assumption,
    Known,
    Load,
    load_of,
)
from samenspel.analysis.burden_assumptions import DEFAULT_ASSUMPTIONS
from samenspel.insight.models import BurdenAssumption, Workload
from samenspel.register import labels
from samenspel.register.open_data import Field, OpenTable

MOST_CHANGES = 50
AMOUNT_LABELS: Mapping[str, Any] = {
    "seats": gettext_lazy("Seats for each municipality"),
    "meetings": gettext_lazy("Meetings a year"),
    "member_hours": gettext_lazy("Hours of one member for one meeting"),
    "official_hours": gettext_lazy("Hours of officials for one meeting"),
    "pages": gettext_lazy("Pages of papers for one meeting"),
}
"""How people call the amounts of an assumption."""


@dataclass(frozen=True)
class AssumptionRow:
    """A legal form and what it is assumed to ask; ``changed_at`` is empty for the default."""

    form: str
    label: str
    amounts: tuple[Decimal, ...]
    note: str
    changed_at: datetime | None

    def as_assumption(self) -> Assumption:
        """The same for computing."""
        named: dict[str, Any] = dict(zip(FIGURES, self.amounts, strict=True))
        return Assumption(**named, note=self.note)


@dataclass(frozen=True)
class AssumptionChange:
    """One change of an assumption; without amounts the default counts again.

    ``counts``: nothing came after it.
    """

    row: BurdenAssumption
    label: str
    amounts: tuple[Decimal, ...]
    counts: bool


@dataclass(frozen=True)
class AssumptionsPage:
    """All assumptions and the last changes, the newest first."""

    rows: tuple[AssumptionRow, ...]
    changes: tuple[AssumptionChange, ...]

    @property
    def is_changed(self) -> bool:
        """Whether an assumption differs from the default."""
        return any(row.changed_at is not None for row in self.rows)


def assumptions_page() -> AssumptionsPage:
    """Every legal form in the order of the data packages; one query."""
    told = list(BurdenAssumption.objects.order_by("pk"))
    last = {row.legal_form: row for row in told}
    return AssumptionsPage(
        rows=tuple(_row(form, last.get(form)) for form in DEFAULT_ASSUMPTIONS),
        changes=tuple(
            AssumptionChange(
                row=row,
                label=labels.legal_form(row.legal_form),
                amounts=() if row.is_default else _amounts(row),
                counts=last[row.legal_form].pk == row.pk,
            )
            for row in reversed(told[-MOST_CHANGES:])
        ),
    )


def assumption_row(form: str) -> AssumptionRow:
    """What one form is assumed to ask; one query. KeyError for a form that there is not."""
    if form not in DEFAULT_ASSUMPTIONS:
        raise KeyError(form)
    last = BurdenAssumption.objects.filter(legal_form=form).order_by("pk").last()
    return _row(form, last)


def _row(form: str, told: BurdenAssumption | None) -> AssumptionRow:
    label = labels.legal_form(form)
    if told is None or told.is_default:
        default = DEFAULT_ASSUMPTIONS[form]
        return AssumptionRow(form, label, _amounts(default), _(default.note), None)
    return AssumptionRow(form, label, _amounts(told), told.note, told.at)


def _amounts(row: Assumption | BurdenAssumption) -> tuple[Decimal, ...]:
    return tuple(getattr(row, name) for name in FIGURES)


def assumptions_table(*, on: date) -> OpenTable:
    """All assumptions for files, as ``samenspel burden --assumptions`` reads them; one query."""
    return OpenTable(
        name=f"aannames-bestuurlijke-drukte-{on.isoformat()}",
        title=_("What we assume about the work"),
        fields=(
            Field("form", _("Key")),
            Field("label", _("Legal form")),
            *(Field(name, str(AMOUNT_LABELS[name])) for name in FIGURES),
            Field("note", _("Why")),
        ),
        rows=[(row.form, row.label, *row.amounts, row.note) for row in assumptions_page().rows],
        on=on,
        sources=(_("Assumptions on this site"),),
        licences=(),
        methods=("burden",),
    )


@dataclass(frozen=True)
class WorkloadYear:
    """What is known of a year; ``counts``: the figures of this year are used on the date."""

    row: Workload
    amounts: tuple[Decimal | None, ...]
    counts: bool


@dataclass(frozen=True)
class WorkloadPage:
    """What an arrangement asks: the assumption for its form, and what is known by year.

    ``load`` is what follows for one municipality; of all seats it counts those told here only.
    """

    form: str
    assumed: AssumptionRow
    load: Load
    years: tuple[WorkloadYear, ...]
    history: tuple[Workload, ...]


def workload_page(slug: str, form: str, *, on: date) -> WorkloadPage:
    """The figures of an arrangement, the latest year first; two queries."""
    told = list(Workload.objects.filter(arrangement_slug=slug).order_by("pk"))
    last = {row.year: row for row in told}
    known = sorted((row for row in last.values() if not row.is_withdrawn), key=lambda r: -r.year)
    used = next((row.year for row in known if row.year <= on.year), None)
    row = next((row for row in known if row.year == used), None)
    assumed = assumption_row(form if form in DEFAULT_ASSUMPTIONS else UNKNOWN_FORM)
    return WorkloadPage(
        form=labels.legal_form(form),
        assumed=assumed,
        load=load_of(
            assumed.as_assumption(),
            NOTHING_KNOWN
            if row is None
            else Known(**{name: getattr(row, name) for name in FIGURES}),
        ),
        years=tuple(
            WorkloadYear(
                row, tuple(getattr(row, name) for name in FIGURES), counts=row.year == used
            )
            for row in known
        ),
        history=tuple(reversed(told)),
    )
