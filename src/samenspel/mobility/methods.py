# SPDX-License-Identifier: EUPL-1.2
"""Definitions of the figures about commuting: the fit of arrangements, and functional regions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="fit",
        title=_("Fit with the commuting"),
        definition=_(
            "The part of all commuting of the participating municipalities that stays inside the "
            "arrangement: jobs of people who live and work in it, divided by the jobs of everybody "
            "who lives or works in it, each job once. Beside it stand the part of the residents’ "
            "jobs that are inside, and the part of the jobs there that residents have. What "
            "joining or leaving changes is the difference afterwards, in percentage points. A "
            "municipality has its strongest tie here when it exchanges no more commuters with any "
            "single municipality outside than with the participants together."
        ),
        unit=_("percent; changes in percentage points"),
        extent=_("0% (nobody stays) to 100% (nobody crosses the border)"),
        example=_(
            "Residents of an arrangement have 300 jobs, and there are 250 jobs in it. Of both, "
            "200 are the same jobs. Everybody together is 300 + 250 - 200 = 350 jobs, and the fit "
            "is 200 / 350 = 57%."
        ),
        source=_(
            "Jobs of employees by municipality of residence and of work. Municipalities of the "
            "reference date are made of those of the flows: after a merger all parts count, after "
            "a division each part counts where most of its territory went. M. Coombes and S. Bond "
            "(2008), Travel-to-Work Areas: the 2007 review."
        ),
        limits=_(
            "Numbers below 50 are not published, so shares come out too high. Large arrangements "
            "mostly keep more inside, and a municipality whose people stay at home raises every "
            "arrangement. It says nothing about tasks that have little to do with work, such as "
            "safety or care. Who is no municipality is left out."
        ),
    ),
    Method(
        key="functional-regions",
        title=_("Commuting regions (daily urban systems)"),
        definition=_(
            "Municipalities are put together to regions in which most people both live and work. "
            "It begins with every municipality by itself. Each time the region that meets the "
            "requirements least gives up a municipality, which joins the region that it has the "
            "strongest link with. The link is the commuting in both directions, measured against "
            "the size of both (Smart). It ends when every region meets the requirements: a larger "
            "region may be more open than a small one. A municipality that would make its best "
            "region worse waits, and is added at the end. The core is the municipality with the "
            "largest surplus of jobs over residents who work; the region is named after it."
        ),
        unit=_("regions"),
        extent=_("1 region to as many as there are municipalities"),
        example=_(
            "The usual requirements are: at least 1,000 jobs of residents and 75% of them inside, "
            "or at least 10,000 and 66.67%. In between the share asked for goes down step by "
            "step: with 5,500 jobs of residents it is 70.59%."
        ),
        source=_(
            "Commuting in the source named on the page. M.G. Coombes, A.E. Green and S. Openshaw "
            "(1986), Journal of the Operational Research Society 37(10), 943-953; M. Coombes and "
            "S. Bond (2008), Travel-to-Work Areas: the 2007 review; L. Franconi, M. D’Alò and "
            "D. Ichim (2016), Istat. The other variant gives the same regions as the R package "
            "LabourMarketAreas 3.4."
        ),
        limits=_(
            "It looks at commuting only: not at shopping, care, school or moving house. It does "
            "not say that the municipalities should work together, nor that they feel as one. "
            "Nothing in it makes a region lie in one piece, unless you ask for that."
        ),
    ),
    Method(
        key="region-shares",
        title=_("Living and working in the same region"),
        definition=_(
            "There are two shares. Of the jobs of residents: how many are inside the region. Of "
            "the jobs inside the region: how many are held by residents. The share for the whole "
            "country is the number of all jobs that are in the region where the employee lives, "
            "divided by all jobs."
        ),
        unit=_("percentage of jobs"),
        extent=_("0% to 100%"),
        example=_(
            "Residents of a region have 100,000 jobs, of which 80,000 are inside. There are 90,000 "
            "jobs in the region. Then 80% of the jobs of residents are inside, and residents hold "
            "89% of the jobs."
        ),
        source=_("Commuting in the source named on the page."),
        limits=_(
            "Numbers between two municipalities that are too small to be published are missing. So "
            "these shares come out too high. Who works across the border or for himself does not "
            "count."
        ),
    ),
    Method(
        key="region-repairs",
        title=_("Regions in one piece, and improved borders"),
        definition=_(
            "In one piece: every region keeps its largest part. Other parts go to the region "
            "beside them with the strongest link, but rather to one that still meets the "
            "requirements. Improved: municipalities change region, one by one or two at a time, as "
            "long as more people then live and work in the same region and every region that met "
            "the requirements still does. The search also tries steps by chance; it always begins "
            "in the same way, so that the outcome is always the same."
        ),
        unit=_("percentage points"),
        extent=_("improving: 0 and more; one piece: mostly a small loss"),
        example=_(
            "Of 1,000,000 jobs 790,000 are in the region where the employee lives. After improving "
            "it is 800,000: the share goes from 79% to 80%, a gain of 1 percentage point."
        ),
        source=_(
            "Commuting in the source named on the page; borders of municipalities nearest to the "
            "date of their division. Islands count as neighbours of the place that they have most "
            "commuting with."
        ),
        limits=_("The best borders of all may be better still: nobody can try all possibilities."),
    ),
    Method(
        key="region-doubts",
        title=_("How sure the borders of commuting regions are"),
        definition=_(
            "We make the regions many times: for all years, with shares that are up to 4 "
            "percentage points lower or higher, and with sizes that are half, the same or double. "
            "Regions of two computations are the same when the core of the one lies in the other. "
            "A municipality is in doubt when it is in its region in three quarters of the "
            "computations or fewer. It belongs to two regions when it is in the second one in at "
            "least a quarter. Years without figures of a municipality do not count for it. A "
            "border is not sure when both sides are apart in three quarters or fewer."
        ),
        unit=_("percentage of computations"),
        extent=_("0% to 100%"),
        example=_(
            "Of 243 computations a municipality is in the region around Utrecht in 150, and in the "
            "one around Amersfoort in 75. Then it belongs 62% to Utrecht and 31% to Amersfoort."
        ),
        source=_("Commuting of all years in the source named on the page."),
        limits=_(
            "It is no chance: it does not say how likely a region is. It is about the regions "
            "before they were made to lie in one piece or were improved."
        ),
    ),
    Method(
        key="region-likeness",
        title=_("How alike two divisions are"),
        definition=_(
            "The adjusted Rand index looks at all pairs of municipalities: are they together in "
            "both divisions, or apart in both? It is corrected for what chance would give. The "
            "variation of information says how much one division leaves unknown about the other, "
            "both ways added up. Municipalities that are in only one of both divisions, or in "
            "several regions, do not count."
        ),
        unit=_("adjusted Rand index: none; variation of information: bits"),
        extent=_("index: up to 1, sometimes below 0; variation: 0 and more"),
        example=_(
            "Four municipalities A, B, C and D. One division has A with B and C with D; the other "
            "has A, B and C together and D alone. The index is 0, the variation 1.19 bits."
        ),
        source=_(
            "The division in the source, carried to the municipalities of the commuting figures. "
            "L. Hubert and P. Arabie (1985), Journal of Classification 2, 193-218; M. Meila "
            "(2007), Journal of Multivariate Analysis 98, 873-895."
        ),
        limits=_(
            "Large and small municipalities count the same. It does not say which of both "
            "divisions is the better one."
        ),
    ),
)
