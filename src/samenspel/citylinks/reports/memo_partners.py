# SPDX-License-Identifier: EUPL-1.2
"""Partners in view on the memo: with the figures of the moment of choosing, and their source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.citylinks.queries.considerations import ConsiderationPage
from samenspel.citylinks.queries.considerations_found import FoundPartner
from samenspel.paper.sheet import Column, Row, Section, Table

Address = Callable[[str], str]


def partners_sections(page: ConsiderationPage, address: Address) -> tuple[Section, ...]:
    """A table of all, and one with figures for each that was compared."""
    compared = [partner for partner in page.found if partner.is_compared]
    return (_all(page, address), *(_figures(page, partner) for partner in compared))


def _all(page: ConsiderationPage, address: Address) -> Table:
    return Table(
        heading=_("Partners in view"),
        columns=(
            Column(_("Partner"), width=3),
            Column(_("Place in the list"), is_tight=True, method=2),
            Column(_("Score"), is_number=True, is_tight=True, method=2),
            Column(_("Residents"), is_number=True, is_tight=True),
            Column(_("Remark"), width=4),
        ),
        rows=(
            *(
                Row(
                    (
                        partner.name,
                        partner.rank or "–",
                        partner.score,
                        partner.residents,
                        _remark(partner),
                    ),
                    url=address(reverse("municipality", args=[partner.slug])),
                )
                for partner in page.found
            ),
            *(
                Row((f"{partner.name} ({partner.country})", "–", "–", "–", partner.note))
                for partner in page.named
            ),
        ),
        empty=_("There is no partner in view yet."),
    )


def _remark(partner: FoundPartner) -> str:
    told = [partner.distance] if partner.distance else []
    if not partner.is_compared:
        told.append(_("too little is known to compare"))
    if partner.fails:
        told.append(
            _("outside the conditions: %(reasons)s") % {"reasons": ", ".join(partner.fails)}
        )
    return "; ".join(told)


def _figures(page: ConsiderationPage, partner: FoundPartner) -> Table:
    factors = ", ".join(f"{label}: {value}" for label, value in partner.factors)
    source = _("%(factors)s. Source: %(source)s. Figures on %(on)s, kept on %(added)s.") % {
        "factors": factors,
        "source": partner.source,
        "on": _day(partner.on),
        "added": _day(partner.added_on),
    }
    told = {"own": page.municipality, "other": partner.name}
    return Table(
        heading=_("%(own)s and %(other)s in figures") % told,
        columns=(
            Column(_("Figure"), width=4),
            Column(page.municipality, is_number=True, width=2),
            Column(partner.name, is_number=True, width=2),
            Column(_("Why it counts"), width=3),
        ),
        rows=tuple(Row((line.label, line.own, line.other, line.role)) for line in partner.figures),
        empty=_("No figure stands out."),
        note=source,
    )


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else "–"
