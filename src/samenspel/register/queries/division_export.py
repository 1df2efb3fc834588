# SPDX-License-Identifier: EUPL-1.2
"""The municipalities of the regions of a division as a table to download."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.places.queries.divisions import DivisionOnDate
from samenspel.register.exports import Column, Table


def members_table(shown: DivisionOnDate) -> Table:
    """A row for each municipality in each region, and for those in none (region empty)."""
    division = shown.division
    of_all = (division.key, shown.on, division.year, division.source)
    rows = [
        (region.name, region.code, member.code, member.name, *of_all)
        for region in shown.regions
        for member in region.members
    ]
    rows += [("", "", member.code, member.name, *of_all) for member in shown.outside]
    return Table(
        title=division.name,
        columns=(
            Column("region", _("Region")),
            Column("region_code", _("Code of the region")),
            Column("municipality_code", _("Code of the municipality")),
            Column("municipality", _("Municipality")),
            Column("division", _("Division")),
            Column("reference_date", _("Reference date")),
            Column("year_of_division", _("Year of the division")),
            Column("source", _("Source")),
        ),
        rows=rows,
        notes=(
            _("Municipalities of %(day)s. The source gives the division of %(year)s.")
            % {"day": date_format(shown.on, "DATE_FORMAT"), "year": division.year},
            *(
                _("%(name)s was divided over %(others)s: no region can be given.")
                % {"name": passage.name, "others": ", ".join(passage.others)}
                for passage in shown.divided
            ),
        ),
    )
