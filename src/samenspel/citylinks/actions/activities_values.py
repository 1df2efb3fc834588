# SPDX-License-Identifier: EUPL-1.2
"""What is entered about an activity, its contributions and lessons; and whether it can be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from samenspel.citylinks.actions.links_checks import require_choice, require_short
from samenspel.citylinks.models import Activity, Aim, CityLink, Gift, Lesson, Party
from samenspel.citylinks.refusal import LinkRefused

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
LONGEST_NOTE = 300
MOST_ROWS = 40
"""Contributions, and lessons, of one activity."""
MOST_PEOPLE = 100_000
MOST_HOURS = Decimal(100_000)
MOST_EUROS = 1_000_000_000


@dataclass(frozen=True)
class ActivityValues:
    """An activity as entered; ``aim_key`` is empty when it serves no aim of the agreement."""

    kind: str
    level: str
    title: str
    on: date
    until: date | None = None
    phase: str = Activity.Phase.DOING
    state: str = Activity.State.PLANNED
    text: str = ""
    place: str = ""
    aim_key: str = ""
    with_officials: bool = False
    with_politicians: bool = False
    with_society: bool = False
    is_quick_result: bool = False
    is_public: bool = False
    source: str = ""


@dataclass(frozen=True)
class GiftValues:
    """What one party gave to another: whole people, hours (two decimals), whole euros."""

    giver: Party
    receiver: Party
    people: int = 0
    hours: Decimal = Decimal(0)
    euros: int = 0
    note: str = ""


@dataclass(frozen=True)
class LessonValues:
    """What a party learned; ``learned_from`` is empty when that is not one party."""

    party: Party
    text: str
    learned_from: Party | None = None
    is_public: bool = False


def require_party(link: CityLink, party: Party, field: str) -> None:
    """Refuse a party of another link."""
    if party.link_id != link.pk:
        raise LinkRefused(_("This partner does not belong to this link."), field)


def require_activity(link: CityLink, values: ActivityValues, *, today: date) -> None:
    """Refuse what cannot be right about an activity.

    Raises
    ------
    LinkRefused
        With the field that is wrong.
    """
    if not values.title.strip():
        raise LinkRefused(_("Say in a few words what it is."), "title")
    longest = {"title": LONGEST_TITLE, "text": LONGEST_TEXT, "place": 160, "source": 500}
    for field, most in longest.items():
        require_short(getattr(values, field).strip(), most, field)
    choices: Mapping[str, Sequence[str]] = {
        "kind": Activity.Kind.values,
        "level": Activity.Level.values,
        "phase": Activity.Phase.values,
        "state": Activity.State.values,
    }
    for field, allowed in choices.items():
        require_choice(getattr(values, field), allowed, field)
    if values.until is not None and values.until < values.on:
        raise LinkRefused(_("The last day is before the first day."), "until")
    if values.state == Activity.State.DONE and values.on > today:
        raise LinkRefused(
            _("This day is still to come. Choose “planned”, or the day on which it was."), "state"
        )
    aims = Aim.objects.filter(agreement__link=link, key=values.aim_key)
    if values.aim_key and not aims.exists():
        raise LinkRefused(_("This aim is in no agreement of this link."), "aim_key")


def require_gift(link: CityLink, values: GiftValues, prefix: str = "") -> None:
    """Refuse a contribution that cannot be right; ``prefix`` stands before the field.

    Raises
    ------
    LinkRefused
        With the field that is wrong.
    """
    require_party(link, values.giver, f"{prefix}giver")
    require_party(link, values.receiver, f"{prefix}receiver")
    if values.giver.pk == values.receiver.pk:
        raise LinkRefused(
            _("Giver and receiver are the same. Choose two different partners."),
            f"{prefix}receiver",
        )
    limits = (("people", MOST_PEOPLE), ("hours", MOST_HOURS), ("euros", MOST_EUROS))
    for field, most in limits:
        if not 0 <= getattr(values, field) <= most:
            raise LinkRefused(
                _("Fill in a number from 0 to %(number)s.") % {"number": most}, f"{prefix}{field}"
            )
    if values.hours != values.hours.quantize(Decimal("0.01")):
        raise LinkRefused(_("Hours have at most two decimals."), f"{prefix}hours")
    if not (values.people or values.hours or values.euros):
        raise LinkRefused(
            _("Fill in people, hours or euros: at least one of them."), f"{prefix}people"
        )
    require_short(values.note.strip(), LONGEST_NOTE, f"{prefix}note")


def require_lesson(link: CityLink, values: LessonValues, prefix: str = "") -> None:
    """Refuse a lesson that cannot be right; ``prefix`` stands before the field.

    Raises
    ------
    LinkRefused
        With the field that is wrong.
    """
    require_party(link, values.party, f"{prefix}party")
    if values.learned_from is not None:
        require_party(link, values.learned_from, f"{prefix}learned_from")
        if values.learned_from.pk == values.party.pk:
            raise LinkRefused(
                _("A partner learns from another partner. Choose another one."),
                f"{prefix}learned_from",
            )
    if not values.text.strip():
        raise LinkRefused(_("Say what was learned."), f"{prefix}text")
    require_short(values.text.strip(), LONGEST_TEXT, f"{prefix}text")


def require_rows(
    link: CityLink, gifts: Sequence[GiftValues], lessons: Sequence[LessonValues]
) -> None:
    """Refuse rows of which one cannot be right; its field is ``gift-0-hours``, and so on."""
    if max(len(gifts), len(lessons)) > MOST_ROWS:
        raise LinkRefused(_("At most %(number)s rows.") % {"number": MOST_ROWS})
    for index, gift in enumerate(gifts):
        require_gift(link, gift, f"gift-{index}-")
    for index, lesson in enumerate(lessons):
        require_lesson(link, lesson, f"lesson-{index}-")


def gift_of(link: CityLink, values: GiftValues, on: date, activity: Activity | None = None) -> Gift:
    """The row of a contribution, not stored yet."""
    return Gift(
        link=link,
        activity=activity,
        giver=values.giver,
        receiver=values.receiver,
        on=on,
        people=values.people,
        hours=values.hours,
        euros=values.euros,
        note=values.note.strip(),
    )


def lesson_of(
    link: CityLink, values: LessonValues, on: date, activity: Activity | None = None
) -> Lesson:
    """The row of a lesson, not stored yet."""
    return Lesson(
        link=link,
        activity=activity,
        party=values.party,
        learned_from=values.learned_from,
        on=on,
        text=values.text.strip(),
        is_public=values.is_public,
    )
