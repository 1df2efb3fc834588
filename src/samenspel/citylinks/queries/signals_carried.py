# SPDX-License-Identifier: EUPL-1.2
"""Signals about what carries a link: contact, agreement, people, councils."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.analysis import link_signals as method
from samenspel.analysis.link_signals import Carriers, LinkFacts
from samenspel.citylinks.queries.signals_shown import (
    SignalShown,
    day_words,
    days_words,
    listed,
    percent,
)
from samenspel.places.notation import written


def fading_signal(facts: LinkFacts) -> SignalShown:
    """Contact: how long ago, against the rhythm of the link."""
    found = method.fading(facts)
    if found.days_since is None:
        sentence = _("No contact has been written down yet.")
    elif not found.days_since:
        sentence = _("The last contact was today.")
    else:
        sentence = _("The last contact was %(days)s ago.") % {"days": days_words(found.days_since)}
    rhythm = "–" if found.rhythm is None else days_words(round(found.rhythm))
    return SignalShown(
        "fading",
        _("Contact"),
        method.fading_state(found),
        sentence,
        (
            (_("Last contact"), day_words(found.last_on)),
            (_("Rhythm that was agreed") if found.is_agreed else _("Rhythm until now"), rhythm),
        ),
        _(
            "A city link rarely ends with a decision. It fades when nobody calls any more. So we "
            "compare the time since the last contact with how often you usually speak each other."
        ),
        _("Plan a moment: a call of a quarter of an hour is enough to know how things are."),
        "citylink-contacts",
        _("Write down a contact, or plan one"),
        _("To the contact"),
    )


def term_signal(facts: LinkFacts) -> SignalShown:
    """The agreement: when it ends, and when it can be said that one stops."""
    found = method.term(facts)
    if not found.is_agreed:
        sentence = _("There is no agreement in the file yet.")
    elif found.days_left is None:
        sentence = _("The agreement has no end date.")
    elif found.days_left < 0:
        sentence = _("The agreement ended on %(day)s.") % {"day": day_words(found.last_day)}
        if found.is_extended_silently:
            sentence = _("The agreement of which the term ended on %(day)s goes on by itself.") % {
                "day": day_words(found.last_day)
            }
    else:
        sentence = _("The agreement runs until %(day)s: %(days)s from now.") % {
            "day": day_words(found.last_day),
            "days": days_words(found.days_left),
        }
    return SignalShown(
        "term",
        _("Term of the agreement"),
        method.term_state(found),
        sentence,
        (
            (_("Last day"), day_words(found.last_day)),
            (_("Last day to say that you stop"), day_words(found.notice_by)),
        ),
        _(
            "Councils need time to look back and to decide whether to go on. Who begins too late "
            "extends without a choice, or ends without a reason."
        ),
        _("Plan the look-back, so that every council can use it when it decides."),
        "citylink-look-backs",
        _("Begin the look-back"),
        _("To looking back"),
    )


def dependence_signal(facts: LinkFacts, names: Mapping[int, str]) -> SignalShown:
    """People: how many carry the link at each party; ``names`` of parties by key."""
    rows = method.carriers(facts)
    return SignalShown(
        "dependence",
        _("People"),
        method.dependence_state(rows),
        carried_by(rows, names),
        tuple(
            (
                names[one.party],
                ngettext("%(count)s person", "%(count)s people", one.people)
                % {"count": written(one.people)}
                + (
                    "; "
                    + _("%(part)s of the contacts with the same one") % {"part": percent(one.share)}
                    if one.share is not None
                    else ""
                ),
            )
            for one in rows
        ),
        _("When one person holds all the threads, the link leaves when that person leaves."),
        _("Let a second person take part, and begin a handover as soon as somebody will leave."),
        "citylink-people",
        _("People and handover"),
    )


def carried_by(rows: Sequence[Carriers], names: Mapping[int, str]) -> str:
    """Where nobody or one person carries the link, and where the contact goes through one.

    One sentence or more; ``names`` of parties by key.
    """
    nobody = [names[one.party] for one in rows if not one.people]
    alone = [names[one.party] for one in rows if one.people == 1]
    several = [one for one in rows if one.people > 1]
    through = [names[one.party] for one in several if method.goes_through_one(one)]
    if len(nobody) == len(rows):
        return _("Nobody is named in the file yet.")
    told = []
    if nobody:
        told.append(_("Nobody carries the link at %(parties)s.") % {"parties": listed(nobody)})
    if alone:
        told.append(
            ngettext(
                "At %(parties)s one person carries the link.",
                "At %(parties)s one person each carries the link.",
                len(alone),
            )
            % {"parties": listed(alone)}
        )
    if through:
        told.append(
            ngettext(
                "At %(parties)s most of the contact goes through one person.",
                "At %(parties)s most of the contact goes through one person each.",
                len(through),
            )
            % {"parties": listed(through)}
        )
    return " ".join(told) or _("At every partner several people carry the link.")


def support_signal(facts: LinkFacts, names: Mapping[int, str]) -> SignalShown:
    """Councils: how each decided last; ``names`` of parties by key."""
    found = method.support(facts)
    against = [names[c.party] for c in found.councils if not c.is_adopted]
    one_sided = [names[c.party] for c in found.councils if c.opposition_for is False]
    if not found.councils:
        sentence = _("No decision of a council is in the file yet.")
    elif against:
        sentence = _("The last decision was against the link: %(parties)s.") % {
            "parties": listed(against)
        }
    elif one_sided:
        sentence = _("No opposition group voted for it: %(parties)s.") % {
            "parties": listed(one_sided)
        }
    elif found.undecided:
        sentence = _("No decision of the council is known of %(parties)s.") % {
            "parties": listed(names[party] for party in found.undecided)
        }
    else:
        sentence = _("Every council decided in favour.")
    return SignalShown(
        "support",
        _("Support in the councils"),
        method.support_state(found),
        sentence,
        tuple(
            (
                names[one.party],
                _("%(part)s of the votes in favour, on %(day)s")
                % {"part": percent(one.share), "day": day_words(one.on)},
            )
            for one in found.councils
        ),
        _(
            "A link lasts longer than a term of office. It needs to be carried across parties, by "
            "the opposition too, so that it survives the elections."
        ),
        _("Take councillors of every group along on a visit, and tell them what came of it."),
        "citylink-agreement",
        _("Decisions of the councils"),
    )
