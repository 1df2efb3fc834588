# SPDX-License-Identifier: EUPL-1.2
"""The activities of a link: the list with its filters and pictures, and one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import gettext as _

from samenspel.citylinks.models import Activity, Aim, CityLink, Gift, Lesson, Party
from samenspel.citylinks.queries.activities_balance import MEASURES, Balance, Sums, balance_of, sums
from samenspel.citylinks.queries.activities_matrix import Matrix, matrix_of

MOST_YEARS = 15
"""Columns of the picture; what is older stands in the table only."""


class UnknownChoiceError(ValueError):
    """The address asks for something that there is not; the message is a sentence for people."""


@dataclass(frozen=True)
class Chosen:
    """What the address asks for; empty is everything. ``aim``: a key, or ``geen`` for none."""

    year: int | None = None
    kind: str = ""
    aim: str = ""
    state: str = ""
    measure: str = ""

    def has(self, activity: Activity, *, any_year: bool = False) -> bool:
        """Whether an activity is in the chosen part."""
        aim = "" if self.aim == "geen" else self.aim
        return (
            (any_year or self.year is None or activity.on.year == self.year)
            and self.kind in {"", activity.kind}
            and self.state in {"", activity.state}
            and (not self.aim or aim == activity.aim_key)
        )


def chosen_in(query: QueryDict) -> Chosen:
    """What an address asks for.

    Raises
    ------
    UnknownChoiceError
        A year, kind, state or measure that does not exist.
    """
    year = query.get("jaar", "")
    if year and not (year.isdecimal() and len(year) == 4 and int(year) >= 1):
        raise UnknownChoiceError(_("This is not a year: %(text)s.") % {"text": year[:20]})
    kind, state, measure = (query.get(name, "") for name in ("soort", "stand", "maat"))
    if kind and kind not in Activity.Kind.values:
        raise UnknownChoiceError(_("There is no such kind of activity."))
    if state and state not in Activity.State.values:
        raise UnknownChoiceError(_("Choose planned, done or cancelled."))
    if measure and measure not in MEASURES:
        raise UnknownChoiceError(_("Choose hours, people or euros."))
    return Chosen(int(year) if year else None, kind, query.get("doel", "")[:60], state, measure)


@dataclass(frozen=True)
class ActivityRow:
    """An activity in the list: what it gave in all, and how many lessons there are."""

    activity: Activity
    aim: str
    given: Sums
    between: str
    lessons: int
    is_late: bool


@dataclass(frozen=True)
class ActivitiesPage:
    """The list of a link and its pictures; ``total`` counts all activities of the link."""

    rows: tuple[ActivityRow, ...]
    total: int
    chosen: Chosen
    years: tuple[int, ...]
    kinds: tuple[tuple[str, str], ...]
    aims: tuple[tuple[str, str], ...]
    matrix: Matrix | None
    older: int
    balance: Balance
    loose_gifts: tuple[Gift, ...]
    loose_lessons: tuple[Lesson, ...]


def aims_of(link: CityLink) -> tuple[tuple[str, str], ...]:
    """Key and title of every aim of the link, those of the last agreement first; one query."""
    found = Aim.objects.filter(agreement__link=link).order_by("-agreement__number", "position")
    titles: dict[str, str] = {}
    for key, title in found.values_list("key", "title"):
        titles.setdefault(key, title)
    return tuple(titles.items())


def with_rows(link: CityLink) -> QuerySet[Activity]:
    """The activities of a link with contributions, lessons and their parties; three queries."""
    gifts = Gift.objects.select_related("giver", "receiver").order_by("pk")
    lessons = Lesson.objects.select_related("party", "learned_from").order_by("pk")
    found = Activity.objects.filter(link=link).order_by("-on", "-pk")
    return found.prefetch_related(Prefetch("gifts", gifts), Prefetch("lessons", lessons))


def activities_page(link: CityLink, chosen: Chosen, *, today: date) -> ActivitiesPage:
    """The list as chosen; five queries.

    Cancelled activities count in neither picture, planned ones only in the first.
    """
    parties = parties_of(link)
    held = _Held(link, parties)
    aims = aims_of(link)
    titles = dict(aims)
    shown = [one for one in held.activities if chosen.has(one)]
    done = {one.pk for one in shown if one.state == Activity.State.DONE}
    gifts, lessons = held.loose(chosen)
    matrix, older = _picture([one for one in held.activities if chosen.has(one, any_year=True)])
    counted = [*(lesson for lesson in held.lessons if lesson.activity_id in done), *lessons]
    return ActivitiesPage(
        rows=tuple(_row(one, held, titles, today) for one in shown),
        total=len(held.activities),
        chosen=chosen,
        years=tuple(sorted({one.on.year for one in held.activities}, reverse=True)),
        kinds=tuple((key, str(words)) for key, words in Activity.Kind.choices),
        aims=aims,
        matrix=matrix,
        older=older,
        balance=balance_of(
            parties,
            [*(gift for gift in held.gifts if gift.activity_id in done), *gifts],
            [(lesson.party_id, lesson.learned_from_id) for lesson in counted],
            measure=chosen.measure,
        ),
        loose_gifts=gifts,
        loose_lessons=lessons,
    )


class _Held:
    """Everything of a link at once, with the parties that were read already; three queries."""

    def __init__(self, link: CityLink, parties: Sequence[Party]) -> None:
        known = {party.pk: party for party in parties}
        self.activities = list(Activity.objects.filter(link=link).order_by("-on", "-pk"))
        self.gifts = list(Gift.objects.filter(link=link).order_by("pk"))
        self.lessons = list(Lesson.objects.filter(link=link).order_by("pk"))
        self.gifts_of: defaultdict[int | None, list[Gift]] = defaultdict(list)
        self.lessons_of: defaultdict[int | None, list[Lesson]] = defaultdict(list)
        for gift in self.gifts:
            gift.giver, gift.receiver = known[gift.giver_id], known[gift.receiver_id]
            self.gifts_of[gift.activity_id].append(gift)
        for lesson in self.lessons:
            lesson.party = known[lesson.party_id]
            lesson.learned_from = known.get(lesson.learned_from_id or 0)
            self.lessons_of[lesson.activity_id].append(lesson)

    def loose(self, chosen: Chosen) -> tuple[tuple[Gift, ...], tuple[Lesson, ...]]:
        """What belongs to no activity, the last first; nothing when a kind or aim is chosen."""
        if chosen.kind or chosen.aim or chosen.state:
            return (), ()
        years = {chosen.year} if chosen.year else None
        gifts = [g for g in self.gifts_of[None] if years is None or g.on.year in years]
        lessons = [one for one in self.lessons_of[None] if years is None or one.on.year in years]
        gifts.sort(key=lambda gift: (gift.on, gift.pk), reverse=True)
        lessons.sort(key=lambda lesson: (lesson.on, lesson.pk), reverse=True)
        return tuple(gifts), tuple(lessons)


def _row(one: Activity, held: _Held, titles: Mapping[str, str], today: date) -> ActivityRow:
    gifts = held.gifts_of[one.pk]
    return ActivityRow(
        activity=one,
        aim=titles.get(one.aim_key, ""),
        given=sums(gifts),
        between=_between(gifts),
        lessons=len(held.lessons_of[one.pk]),
        is_late=one.state == Activity.State.PLANNED and (one.until or one.on) < today,
    )


def _between(gifts: Sequence[Gift]) -> str:
    """Who gave to whom: each pair once, in the order in which they were written down."""
    pairs = dict.fromkeys((gift.giver.name, gift.receiver.name) for gift in gifts)
    return "; ".join(f"{giver} → {receiver}" for giver, receiver in pairs)


def _picture(found: Sequence[Activity]) -> tuple[Matrix | None, int]:
    """Activities by kind and year, and how many are older than the picture goes back."""
    counted = [one for one in found if one.state != Activity.State.CANCELLED]
    if not counted:
        return None, 0
    last = max(one.on.year for one in counted)
    first = max(min(one.on.year for one in counted), last - MOST_YEARS + 1)
    counts = Counter((one.kind, str(one.on.year)) for one in counted if one.on.year >= first)
    occurring = {kind for kind, _year in counts}
    kinds = [(key, str(words)) for key, words in Activity.Kind.choices if key in occurring]
    years = [(str(year), str(year)) for year in range(first, last + 1)]
    older = sum(one.on.year < first for one in counted)
    return matrix_of(counts, kinds, years, left=200), older


@dataclass(frozen=True)
class ActivityPage:
    """One activity with everything that belongs to it."""

    activity: Activity
    aim: str
    gifts: tuple[Gift, ...]
    given: Sums
    lessons: tuple[Lesson, ...]
    took_part: tuple[str, ...]
    may_be_done: bool


def activity_page(link: CityLink, pk: int, *, today: date) -> ActivityPage | None:
    """One activity of the link, or None; three queries."""
    titles = Aim.objects.filter(agreement__link=link, key=OuterRef("aim_key"))
    title = Subquery(titles.order_by("-agreement__number").values("title")[:1])
    found = with_rows(link).filter(pk=pk).annotate(aim_title=title).first()
    if found is None:
        return None
    found.link = link
    gifts = tuple(found.gifts.all())
    return ActivityPage(
        activity=found,
        aim=found.aim_title or "",
        gifts=gifts,
        given=sums(gifts),
        lessons=tuple(found.lessons.all()),
        took_part=_took_part(found),
        may_be_done=found.state != Activity.State.DONE and found.on <= today,
    )


def _took_part(one: Activity) -> tuple[str, ...]:
    kinds = (
        (one.with_officials, _("officials")),
        (one.with_politicians, _("councillors, aldermen or mayors")),
        (one.with_society, _("residents, associations, schools or businesses")),
    )
    return tuple(words for is_so, words in kinds if is_so)


def parties_of(link: CityLink) -> tuple[Party, ...]:
    """The parties of a link in their order, those that left too; one query."""
    return tuple(link.parties.order_by("position", "pk"))
