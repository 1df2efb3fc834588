# SPDX-License-Identifier: EUPL-1.2
"""City links in words for the page of a council, and their days for its calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.citylinks.models import CityLink
from samenspel.citylinks.queries.council import CouncilDecision, CouncilLink, CouncilTerm
from samenspel.citylinks.queries.signals_shown import day_words, listed
from samenspel.insight.queries.council.linked import LinkedPlace
from samenspel.insight.queries.council.page import CalendarItem


def linked_places(links: Iterable[CouncilLink]) -> tuple[LinkedPlace, ...]:
    """The links in the words of the page, in their order."""
    return tuple(_linked(one) for one in links)


def link_days(links: Iterable[CouncilLink]) -> Iterator[CalendarItem]:
    """The last day of an agreement, the last day to give notice, and public appointments."""
    titles = {
        "end": _("The agreement of the city link ends"),
        "notice": _("Last day to give notice to the city link"),
    }
    for link in links:
        url = reverse("citylink", args=[link.slug])
        for moment in link.moments:
            title = titles.get(moment.kind, moment.title)
            is_told = moment.kind in titles
            yield CalendarItem(moment.on, None, title, link.name, url, is_told)


def _linked(link: CouncilLink) -> LinkedPlace:
    told = (_with_whom(link), _decided(link.decision), _term(link))
    published = link.looked_back_on
    return LinkedPlace(
        slug=link.slug,
        name=link.name,
        url=reverse("citylink", args=[link.slug]),
        is_public=link.is_public,
        told=tuple(sentence for sentence in told if sentence),
        look_back=_("Look-back of %(date)s") % {"date": day_words(published)} if published else "",
        look_back_url=reverse("citylink-look-backs", args=[link.slug]) if published else "",
    )


def _with_whom(link: CouncilLink) -> str:
    partners = listed(link.partners) or "–"
    if link.stage == CityLink.Stage.PREPARING:
        return _("Being prepared with %(partners)s.") % {"partners": partners}
    if link.begun_on is None:
        return _("With %(partners)s.") % {"partners": partners}
    since = {"partners": partners, "year": f"{link.begun_on.year}"}
    return _("With %(partners)s, since %(year)s.") % since


def _decided(decision: CouncilDecision | None) -> str:
    """What the council decided; that nothing is known of it is said too."""
    if decision is None:
        return _("No decision of the council is in the file.")
    day = {"date": day_words(decision.on)}
    if decision.is_ending:
        said = (
            _("The council decided to end it on %(date)s")
            if decision.is_adopted
            else _("The council decided not to end it on %(date)s")
        )
    else:
        said = (
            _("The council agreed on %(date)s")
            if decision.is_adopted
            else _("The council did not agree on %(date)s")
        )
    return f"{said % day}{_votes(decision)}."


def _votes(decision: CouncilDecision) -> str:
    if decision.votes_for is None or decision.votes_against is None:
        return ""
    counted = {"yes": decision.votes_for, "no": decision.votes_against}
    return _(" (%(yes)d for, %(no)d against)") % counted


def _term(link: CouncilLink) -> str:
    """Only what asks something of the council: an agreement that ended, or will within a year."""
    term = link.term
    if term is None or not (term.has_ended or term.asks_within_a_year):
        return ""
    day = {"date": day_words(term.last_day)}
    if term.is_extended_silently:
        said = (
            _("The term of the agreement ended on %(date)s; it goes on by itself.")
            if term.has_ended
            else _("The term of the agreement ends on %(date)s; it goes on by itself.")
        )
    elif term.has_ended:
        said = _("The agreement ended on %(date)s: ask whether the link goes on.")
    else:
        said = _("The agreement ends on %(date)s: ask for a look-back before you decide.")
    return f"{said % day}{_notice(term)}"


def _notice(term: CouncilTerm) -> str:
    if term.has_ended or term.notice_by is None:
        return ""
    return " " + _("Notice has to be given by %(date)s.") % {"date": day_words(term.notice_by)}
