# SPDX-License-Identifier: EUPL-1.2
"""Definitions of what stands on the page for a council."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="council-page",
        title=_("The page for a council"),
        definition=_(
            "Everything that a municipality takes part in on the reference date, with who sits "
            "there, its votes and power, what it pays, what changed in a year, three signals and "
            "its figures beside those of like municipalities. Web page, PDF, Word, CSV and JSON "
            "are made from the same figures. Arrangements that still stand in the name of a "
            "former municipality are listed, and not counted."
        ),
        example=_(
            "A municipality takes part in 10 arrangements, and one more stands in the name of a "
            "municipality that merged into it. The list has 11 lines, and the number is 10."
        ),
        source=_("The source that leads on the reference date, and what municipalities tell here."),
        limits=_(
            "What nobody recorded is not there. Unknown is something else than zero: where a vote "
            "or an amount is unknown, the page says so."
        ),
    ),
    Method(
        key="council-signals",
        title=_("Signals worth a question"),
        definition=_(
            "Twelve kinds of signal are looked for, in this order: votes that never decide; power "
            "at least 5 percentage points below the share of the costs; power at least 10 "
            "percentage points below the share of the inhabitants; one task in several "
            "arrangements; arrangements with the same municipalities; a record not confirmed for "
            "two years; the largest contribution; a place outside the province of most members; "
            "commuting that stays inside for less than three quarters of the median of all "
            "arrangements; the council no party to it; unknown who sits there; the largest "
            "arrangement. Of each kind the strongest case counts. They belong to seven families "
            "(influence, overlap, upkeep, money, territory, say, size). The first of each family "
            "comes before a second of any, and the first three are shown."
        ),
        example=_(
            "A municipality pays 40% and has 20% of the power in one arrangement, and has two "
            "arrangements for recreation. A record was last confirmed eight years ago. Then these "
            "are the three signals, in this order."
        ),
        source=_("Samenspel's own choice and order, on measures that are defined on this page."),
        limits=_(
            "A signal is a reason to ask and no verdict. There may be good reasons for what it "
            "shows, and what is not recorded gives no signal."
        ),
        unit=_("percentages, euro, days or numbers, as each signal says"),
        extent=_("none to three signals"),
    ),
    Method(
        key="council-changes",
        title=_("What changed in a year"),
        definition=_(
            "What a municipality takes part in on the reference date, beside what it took part in "
            "on the same day a year before. An arrangement is one chain of versions: a new version "
            "is a new version and no new arrangement. What a former municipality took part in "
            "counts for the one that it became part of."
        ),
        example=_(
            "On 1 July 2025 a municipality was in arrangements A and B; on 1 July 2026 in B, which "
            "has a new version, and in C, which began on 1 January 2026. Then A ended or was left, "
            "B has a new version, and C is new."
        ),
        source=_("Begin and end dates in the source that leads on the reference date."),
        limits=_(
            "Where the source does not say when a municipality joined, joining is not seen. A "
            "source that describes one day does not say what changed."
        ),
    ),
    Method(
        key="representatives",
        title=_("Who sits there"),
        definition=_(
            "Somebody who sits in a board of an arrangement for a municipality on the reference "
            "date: name, office, role, and the board. The clerk or a policy adviser of the "
            "municipality fills it in, and says how it is known."
        ),
        example=_(
            "An alderman is member of the general board from 1 June 2026. On 31 May 2026 the page "
            "says unknown, on 1 June it names the alderman."
        ),
        source=_("The municipality itself; each record names its own source."),
        limits=_(
            "Nobody filled in means unknown, not that the seat is empty. Names of people are not "
            "in CSV or JSON, and are removed on request."
        ),
    ),
    Method(
        key="votes",
        title=_("Votes and seats"),
        definition=_(
            "The votes of a municipality in the general board, and its share of all votes there. "
            "Without votes the number of seats is shown, where that is known."
        ),
        example=_("A municipality has 3 of 31 votes: 3 / 31 = 9.7%."),
        source=_("The source that leads, or who keeps the record of the arrangement."),
        limits=_(
            "A share of the votes is not the same as influence: see voting power. Where the votes "
            "of one participant are unknown, shares are unknown."
        ),
        unit=_("votes; percentage of all votes"),
        extent=_("0 and more; 0 to 100%"),
    ),
    Method(
        key="contribution",
        title=_("Contribution"),
        definition=_(
            "What a municipality pays to an arrangement in a year, in euro: of the last year up to "
            "the reference date that is known. The share of all contributions is known only when "
            "that of every participant in that year is. The total adds what is known, and says of "
            "how many arrangements. Per inhabitant is the contribution divided by the number of "
            "inhabitants."
        ),
        example=_(
            "Of 2 of 10 arrangements the contribution is known: 100,000 and 40,000 euro. The total "
            "is 140,000 euro, of 2 of 10 arrangements."
        ),
        source=_("The source that leads, or who keeps the record of the arrangement."),
        limits=_(
            "Payments for services and one-off amounts may be missing. The total is too low as "
            "long as contributions are unknown."
        ),
        unit=_("euro a year; percentage; euro per inhabitant"),
        extent=_("0 and more"),
    ),
    Method(
        key="last-confirmed",
        title=_("Last confirmed"),
        definition=_(
            "The day on which the source, or somebody who keeps the record, last said that it is "
            "right. On the page for a council it is a signal from two years before the reference "
            "date on."
        ),
        example=_("Confirmed on 3 May 2018, seen on 1 July 2026: 2,981 days, 8 years."),
        source=_("The source of the record, and confirm rounds on this site."),
        limits=_("A record that was not confirmed may still be right."),
        unit=_("days"),
        extent=_("0 and more"),
    ),
)
