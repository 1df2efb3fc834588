# SPDX-License-Identifier: EUPL-1.2
"""Definitions of territorial congruence and its variants."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="congruence",
        title=_("Same partners (territorial congruence)"),
        definition=_(
            "Does a municipality meet the same partners at every table? We count, for each of its "
            "partners, the arrangements that both are in, and add these numbers up. We divide the "
            "sum by the number of its arrangements times the number of its partners: what it would "
            "be when everybody were in everything. Only arrangements with at least two "
            "municipalities count, and only municipalities that exist on the reference date."
        ),
        unit=_("none"),
        extent=_("above 0, and 1 at most; there is none without a partner"),
        example=_(
            "Municipality A is in two arrangements: one with B and C, one with B only. It shares 2 "
            "with B and 1 with C, together 3. It has 2 arrangements and 2 partners, 2 × 2 = 4. "
            "Congruence: 3 / 4 = 0.75. If C were in both, it would be 4 / 4 = 1."
        ),
        source=_(
            "Samenspel's own definition, of what studies of intermunicipal cooperation call "
            "territorial congruence. Computed from the participations in the source that we "
            "follow; whole numbers, divided once."
        ),
        limits=_(
            "High is not good in itself: other tasks may ask for other partners. One very large "
            "arrangement brings many partners and so lowers the number of everybody in it. Light "
            "forms of cooperation that no register names are missing. A participation that still "
            "names a municipality that no longer exists is left out, and listed where we found it."
        ),
    ),
    Method(
        key="congruence-variants",
        title=_("Variants of congruence, and how intensively two municipalities work together"),
        definition=_(
            "Without large arrangements: those with more than a chosen number of municipalities do "
            "not count. By task: an arrangement counts once for each of its policy areas, and once "
            "when none is stated. For two municipalities the intensity is the number of "
            "arrangements that both are in, divided by the number that one of them or both are in "
            "(the Jaccard index)."
        ),
        unit=_("none"),
        extent=_("0 (nothing together) to 1 (everything together)"),
        example=_(
            "A is in two arrangements: one with B and C about three policy areas, one with B about "
            "one. By task the first counts three times: (3 × 2 + 1) / (4 × 2) = 7 / 8 = 0.875. A "
            "and C share 1 arrangement and are in 2 together: intensity 1 / 2 = 0.5."
        ),
        source=_(
            "As congruence. P. Jaccard (1912), New Phytologist 11, 37-50. On the command line: "
            "samenspel congruence."
        ),
        limits=_(
            "The number of policy areas says little about the amount of work. The intensity of two "
            "municipalities with few arrangements jumps with every one."
        ),
    ),
)
