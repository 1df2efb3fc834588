# SPDX-License-Identifier: EUPL-1.2
"""What each figure on the pages means: the published definitions.

Apps above the register add those of their own figures when they start (``AppConfig.ready``).
``key`` is the anchor on the page of methods; other pages link to it, so it never changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Method:
    """A definition: what it is, in which unit and range, an example worked out, where it comes
    from, and what it does not say. ``unit`` and ``extent`` are empty where nothing is measured.
    """

    key: str
    title: Promise
    definition: Promise
    example: Promise
    source: Promise
    limits: Promise
    unit: Promise | str = ""
    extent: Promise | str = ""


METHODS = (
    Method(
        key="in-force",
        title=_("Arrangement in force"),
        definition=_(
            "An arrangement is in force on a day when one of its versions has begun on or before "
            "that day and has not ended yet. The end date is the first day on which the version "
            "no longer holds. A version without an end date goes on, unless the source calls it "
            "inactive. A version without a begin date has always held."
        ),
        example=_(
            "A version holds from 1 January 2018 and ends on 1 July 2022. It is in force on 30 "
            "June 2022, and no longer on 1 July 2022."
        ),
        source=_("Begin and end dates in the source that we follow."),
        limits=_(
            "It does not say that the participants still do anything together. Registers are "
            "sometimes updated months later."
        ),
    ),
    Method(
        key="arrangements",
        title=_("Number of arrangements of a municipality"),
        definition=_(
            "The number of arrangements in force on the reference date in which the municipality "
            "takes part on that date, under its own code. Arrangements that still stand in the "
            "name of a municipality that merged into it are listed apart and not counted."
        ),
        unit=_("arrangements"),
        extent=_("0 and more, whole numbers"),
        example=_(
            "A municipality stands in 9 arrangements in force. It left one of them last year, and "
            "a tenth arrangement still names its predecessor. Then the number is 8, and one more "
            "is listed in the name of the predecessor."
        ),
        source=_("Participations in the source that we follow on the reference date."),
        limits=_(
            "It does not say how much work, money or influence goes with it. Light forms of "
            "cooperation are often not in registers: a low number may mean that little is "
            "recorded."
        ),
    ),
    Method(
        key="partners",
        title=_("Partners and shared arrangements"),
        definition=_(
            "A partner is another municipality that takes part, on the reference date, in at "
            "least one arrangement of this municipality. The number of shared arrangements is in "
            "how many of them both take part. Partners that no longer exist are shown and not "
            "counted."
        ),
        unit=_("municipalities; arrangements"),
        extent=_("partners: 0 to all other municipalities; shared: 1 to all arrangements"),
        example=_(
            "Municipality A is in two arrangements: one with B and C, one with B. Then A has two "
            "partners: B with two shared arrangements, and C with one."
        ),
        source=_("Participations in the source that we follow on the reference date."),
        limits=_(
            "It does not say how intensive the cooperation is. In a very large arrangement nearly "
            "everybody is a partner of everybody."
        ),
    ),
    Method(
        key="mean",
        title=_("Arrangements per municipality, on average"),
        definition=_(
            "All participations of municipalities in arrangements in force, divided by the number "
            "of municipalities. Only municipalities that exist on the day and that the source "
            "names at some time count."
        ),
        unit=_("arrangements per municipality"),
        extent=_("0 and more"),
        example=_(
            "On 1 January 2016 the inventory of that year has 3,360 participations of 390 "
            "municipalities: 3,360 / 390 = 8.62."
        ),
        source=_("Participations in one source; sources are never added up."),
        limits=_(
            "Differences between provinces or countries may come from the way in which each "
            "province or country reported."
        ),
    ),
    Method(
        key="reference-date",
        title=_("Reference date"),
        definition=_(
            "The day that a page is about. It is today, unless you choose another day at the top "
            "of the page. Names, boundaries, participants and numbers are those of that day, as "
            "far as the source knows them."
        ),
        extent=_("from 1 January 1900 until 1 January 2100"),
        example=_(
            "With reference date 1 January 2016 Delfzijl is a municipality. With reference date 1 "
            "January 2022 its territory is part of Eemsdelta."
        ),
        source=_("Your choice; it is in the address of the page, so that you can share it."),
        limits=_(
            "A source that was read in May does not know what changed in June. The page names the "
            "day on which the source was read."
        ),
    ),
    Method(
        key="leading-collection",
        title=_("Which source we follow"),
        definition=_(
            "For each country and each day we follow one source. A register is followed from the "
            "first 1 January on which it is filled, and stays so: at least 90% of the number in "
            "force on the day on which it was read. Before that we follow an inventory that was "
            "made on or before the day. Without one we follow the register and say that it is "
            "incomplete."
        ),
        example=_(
            "A register that was read in May 2026 has 451 arrangements in force. Filled is 90% of "
            "that, so 406 or more. On 1 January 2017 it had 351 and on 1 January 2018 it had 412: "
            "we follow it from 1 January 2018."
        ),
        source=_("Computed from the loaded data; the page about the data shows the result."),
        limits=_(
            "It does not say that the other source is wrong. You can choose another source on "
            "pages where there is more than one."
        ),
    ),
    Method(
        key="map-classes",
        title=_("Colours on maps"),
        definition=_(
            "Municipalities are put in at most five classes of about equal size, from light to "
            "dark. Equal numbers are always in the same class, and classes begin at round numbers "
            "where that makes little difference. A municipality without data is hatched."
        ),
        example=_(
            "Numbers 3, 4, 4, 7, 8, 9, 12, 14, 15 and 30 give the classes 3 to 4, 5 to 8, 9 to 13, "
            "14 to 19 and 20 to 30. Both fours are in the first class."
        ),
        source=_("The numbers on the same page; the table beside the map has each of them."),
        limits=_(
            "The classes of two maps may differ: compare the legends before you compare colours. "
            "A large area is not more important than a small one."
        ),
    ),
    Method(
        key="municipality-identity",
        title=_("A municipality through time"),
        definition=_(
            "A municipality is one as long as it keeps its official code. After a merger we "
            "follow it to its successor. After a split there are several successors, each with "
            "its share of the area. A new name without a new code changes nothing. A name that "
            "two municipalities had is never guessed."
        ),
        example=_(
            "Haaren was divided on 1 January 2021 over Boxtel, Oisterwijk, Tilburg and Vught. A "
            "record of Haaren from 2016 goes to none of these four by itself."
        ),
        source=_("Published lists of municipal changes, from 2000 on, and overlays of maps."),
        limits=_(
            "Small corrections of boundaries are not in it. Shares of an area say nothing about "
            "the shares of the inhabitants."
        ),
    ),
    Method(
        key="regions",
        title=_("Regions and arrangements that fit them"),
        definition=_(
            "We compare the municipalities of a region with the municipalities in each "
            "arrangement in force. The likeness is the number in both, divided by the number in "
            "either (the Jaccard index). We show arrangements with a likeness of 0.8 or more."
        ),
        unit=_("none"),
        extent=_("0 (nothing in common) to 1 (exactly the same)"),
        example=_(
            "A region has 10 municipalities. In an arrangement 9 of them take part, and 1 other "
            "municipality. Both have 9 in common and 11 together: 9 / 11 = 0.82."
        ),
        source=_(
            "Regional divisions and participations; after municipal changes a region has the "
            "successors of its municipalities. P. Jaccard (1912), New Phytologist 11, 37-50."
        ),
        limits=_(
            "It does not say that the arrangement carries out the task of the region. Regions of "
            "one municipality are left out."
        ),
    ),
    Method(
        key="search",
        title=_("Searching"),
        definition=_(
            "Municipalities are found by every name that they have or had, also with another "
            "spelling or a typing error. Arrangements are found by words in their name, purpose "
            "and policy areas. Each word is also searched as its stem, and in parts of compound "
            "words. All words must be found."
        ),
        example=_(
            "“jeugdzorg” also finds “Regionale jeugdhulp”. “Sudwest Fryslan” finds Súdwest-Fryslân."
        ),
        source=_("Names and texts in the loaded sources; Dutch word lists."),
        limits=_(
            "It searches in what the source wrote down, not in the documents of the arrangement."
        ),
    ),
)

_added: dict[str, Method] = {}


def add_methods(methods: Iterable[Method]) -> None:
    """Publish these definitions too; the same ones a second time change nothing."""
    _added.update((method.key, method) for method in methods)


def published_methods() -> tuple[Method, ...]:
    """All definitions: the register's own, then those added."""
    return (*METHODS, *_added.values())
