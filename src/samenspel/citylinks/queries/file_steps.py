# SPDX-License-Identifier: EUPL-1.2
"""What a link asks for now, most pressing first: sentences from the facts, each with a way on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.citylinks.models import CityLink, PartyDecision
from samenspel.citylinks.queries.file_state import LinkState

SOON_ENDS = 270
"""An agreement that ends within so many days asks for a choice: nine months."""
SOON_NOTICE = 120
LONG_SILENCE = 180
"""Without a rhythm of its own a link is silent after so many days."""
FIRST_CONTACT = 90


@dataclass(frozen=True)
class Step:
    """Something to do: a sentence, and a button where that can be done."""

    key: str
    text: str
    button: str = ""
    url: str = ""


def steps_of(state: LinkState) -> tuple[Step, ...]:
    """What the link asks for, most pressing first; at least one."""
    stage = state.link.stage
    if stage == CityLink.Stage.ENDED:
        return (_ended(state),)
    found = list(_preparing(state) if stage == CityLink.Stage.PREPARING else _active(state))
    return tuple(found) or (_in_order(state),)


def length_in_words(days: int) -> str:
    """A number of days as people say it: days, weeks, months or years, rounded down."""
    if days < 14:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if days < 60:
        return ngettext("%(n)d week", "%(n)d weeks", days // 7) % {"n": days // 7}
    months = days * 12 // 365
    if months < 24:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    return ngettext("%(n)d year", "%(n)d years", months // 12) % {"n": months // 12}


def address(view: str, *keys: object) -> str:
    """The address of a view of this site, with ``keys`` in their order."""
    return reverse(view, args=keys or None)


def _day(value: date) -> str:
    return date_format(value, "DATE_FORMAT")


def _ended(state: LinkState) -> Step:
    slug = state.link.slug
    if not state.link.ended_lesson and not state.lane("look_back"):
        text = _("The link has ended. Look back: what did it bring, and what was learned?")
        return Step("look_back", text, _("Look back"), address("citylink-look-backs", slug))
    return Step("ended", _("The link has ended. What was learned stays to be read."))


def _preparing(state: LinkState) -> Iterator[Step]:
    slug = state.link.slug
    if len(state.parties) < 2:
        text = _("There is no partner in the file yet. Add one.")
        yield Step("partner", text, _("Add a partner"), address("citylink-parties", slug))
    if not state.here:
        text = _("Nobody is in the file yet. Who carries the link on each side?")
        yield Step("people", text, _("Enter people"), address("citylink-people", slug))
    yield from _agreement_to_make(state)
    yield from _handovers(state)
    if len(state.parties) >= 2 and state.agreement is not None:
        text = _("The agreement is there. Take the link into use.")
        yield Step("activate", text, _("Take into use"), address("citylink-activate", slug))


def _agreement_to_make(state: LinkState) -> Iterator[Step]:
    slug, draft = state.link.slug, state.draft
    if draft is not None:
        text = _("The agreement is a draft. Fix it as soon as the partners agree.")
        url = address("citylink-agreement-version", slug, draft.number)
        yield Step("draft", text, _("To the draft"), url)
    elif state.agreement is None:
        text = _("There is no agreement in the file. Write down what you want to reach together.")
        url = address("citylink-agreement-new", slug)
        yield Step("agreement", text, _("Write the agreement"), url)


def _active(state: LinkState) -> Iterator[Step]:
    yield from _handovers(state)
    yield from _uncarried(state)
    yield from _running_out(state)
    yield from _silent(state)
    yield from _undecided(state)
    yield from _agreement_to_make(state)
    if not state.planned:
        text = _("Nothing is planned. Plan the next contact or activity.")
        yield Step("plan", text, _("Plan something"), address("citylink-contacts", state.link.slug))


def _handovers(state: LinkState) -> Iterator[Step]:
    for row, person in state.open_handovers:
        values = {"name": person.name or person.party.name, "date": _day(row.on)}
        if row.on < state.on:
            text = _("The handover of %(name)s is open. The last day was %(date)s.") % values
        else:
            text = _("%(name)s leaves after %(date)s. The handover is open.") % values
        url = address("citylink-handover", state.link.slug, row.pk)
        yield Step("handover", text, _("To the handover"), url)


def _uncarried(state: LinkState) -> Iterator[Step]:
    slug = state.link.slug
    for person in state.without_successor:
        values = {
            "name": person.name or _("Somebody"),
            "kind": person.get_kind_display(),
            "party": person.party.name,
        }
        text = _("%(name)s (%(kind)s) left %(party)s and nobody took over.") % values
        yield Step("successor", text, _("Choose a successor"), address("citylink-people", slug))
    known = {one.party_id for one in state.here} | {one.party_id for one in state.without_successor}
    known |= {person.party_id for _row, person in state.open_handovers}
    missing = [one.name for one in state.parties if one.pk not in known]
    if missing:
        text = _("The file names nobody of: %(names)s.") % {"names": ", ".join(missing)}
        yield Step("people", text, _("Enter people"), address("citylink-people", slug))


def _running_out(state: LinkState) -> Iterator[Step]:
    left, last, notice = state.term.days_left, state.term.last_day, state.term.notice_by
    if left is None or last is None or left > SOON_ENDS:
        return
    slug = state.link.slug
    if left < 0:
        if state.term.is_extended_silently:
            return
        text = _("The agreement ended on %(date)s. Renew it, or end the link.") % {
            "date": _day(last)
        }
        yield Step("term", text, _("To the agreement"), address("citylink-agreement", slug))
        return
    values = {"time": length_in_words(left), "date": _day(last)}
    text = _("The agreement ends in %(time)s, on %(date)s. Look back and choose how to go on.")
    told = text % values
    if notice is not None and 0 <= (notice - state.on).days <= SOON_NOTICE:
        told += " " + _("Who does not go on says so before or on %(date)s.") % {
            "date": _day(notice)
        }
    yield Step("term", told, _("Look back"), address("citylink-look-backs", slug))


def _silent(state: LinkState) -> Iterator[Step]:
    since, ratio = state.fading.days_since, state.fading.ratio
    url = address("citylink-contacts", state.link.slug)
    if since is None:
        begun = state.link.begun_on
        if begun is not None and (state.on - begun).days > FIRST_CONTACT:
            text = _("No contact is written down yet. Plan one, or write down the last one.")
            yield Step("contact", text, _("Plan a contact"), url)
        return
    if (ratio > 1) if ratio is not None else (since > LONG_SILENCE):
        text = _("No contact for %(time)s. Plan one.") % {"time": length_in_words(since)}
        yield Step("contact", text, _("Plan a contact"), url)


def _undecided(state: LinkState) -> Iterator[Step]:
    held = state.agreement
    if held is None or state.draft is not None:
        return
    decided = {
        one.title
        for one in state.lane("decision")
        if one.more.startswith(PartyDecision.Body.COUNCIL)
    }
    missing = [one.name for one in state.parties if one.name not in decided]
    if missing:
        text = _("It is not written down what these councils decided: %(names)s.") % {
            "names": ", ".join(missing)
        }
        url = address("citylink-agreement", state.link.slug)
        yield Step("decision", text, _("Write down a decision"), url)


def _in_order(state: LinkState) -> Step:
    first = state.planned[0] if state.planned else None
    if first is None:
        return Step("fine", _("The file is up to date."))
    values = {"title": first.title, "date": _day(first.on)}
    return Step("fine", _("The file is up to date. Next: %(title)s, on %(date)s.") % values)
