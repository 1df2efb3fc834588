# SPDX-License-Identifier: EUPL-1.2
"""Signals about what the partners do: giving, learning, with whom, how lasting."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.analysis import link_signals as method
from samenspel.analysis.link_signals import LinkFacts, State
from samenspel.citylinks.models import Activity
from samenspel.citylinks.queries.signals_shown import SignalShown, listed, percent
from samenspel.places.notation import written


def reciprocity_signal(facts: LinkFacts, names: Mapping[int, str]) -> SignalShown:
    """Giving and receiving, in each measure; ``names`` of parties by key."""
    found = method.reciprocity(facts)
    state = method.reciprocity_state(found)
    if state is State.UNKNOWN:
        sentence = _("No contribution has been written down in this period.")
    elif found.only_giving:
        sentence = _("%(parties)s gives, and has received nothing.") % {
            "parties": listed(names[party] for party in found.only_giving)
        }
    elif found.only_receiving:
        sentence = _("%(parties)s receives, and has given nothing.") % {
            "parties": listed(names[party] for party in found.only_receiving)
        }
    else:
        sentence = _("Every partner that takes part gives and receives.")
    words = {
        "hours": _("Hours"),
        "people": _("People who took part"),
        "euros": _("Euros"),
        "lessons": _("Lessons"),
    }
    return SignalShown(
        "reciprocity",
        _("Reciprocity"),
        state,
        sentence,
        tuple(
            (words[one.measure], _("balance %(part)s") % {"part": percent(one.balance)})
            for one in found.balances
            if one.balance is not None
        ),
        _(
            "This is a balance, not a mark. Partners of unequal size do not give the same things. "
            "But each should have something to give, and something to learn."
        ),
        _(
            "Ask the partner that mostly receives what it could teach, and write down what you "
            "learned."
        ),
        "citylink-activities",
        _("Contributions and lessons"),
    )


def colleagues_signal(facts: LinkFacts) -> SignalShown:
    """How much of what was done is between colleagues."""
    found = method.colleague_share(facts)
    return SignalShown(
        "colleagues",
        _("Colleague to colleague"),
        method.colleagues_state(found),
        ngettext(
            "%(count)s of %(all)s activities was between colleagues.",
            "%(count)s of %(all)s activities were between colleagues.",
            found.between_colleagues,
        )
        % {"count": written(found.between_colleagues), "all": written(found.all_done)}
        if found.all_done
        else _no_activities(),
        ((_("Part between colleagues"), percent(found.share)),),
        _(
            "The core of a city link is that officials and politicians learn from people who do "
            "the same work elsewhere."
        ),
        _("Let two colleagues with the same question visit each other."),
        "citylink-activities",
        _("Activities"),
    )


def levels_signal(facts: LinkFacts) -> SignalShown:
    """At which levels of capacity something was done."""
    found = method.capacity_levels(facts)
    words = dict(Activity.Level.choices)
    missing = [str(words[level]) for level in found.missing]
    if not found.covered:
        sentence = _no_activities()
    elif missing:
        sentence = _("Nothing was done yet at this level: %(levels)s.") % {
            "levels": listed(missing)
        }
    else:
        sentence = _("People learn, the organisation gets better, and the rules do too.")
    return SignalShown(
        "levels",
        _("What gets stronger"),
        method.levels_state(found),
        sentence,
        tuple(
            (str(words[level]), written(count))
            for level, count in zip(method.LEVELS, found.counts, strict=True)
        ),
        _(
            "What one person learned is lost when that person leaves. It stays when the way of "
            "working of the organisation changes, or the rules and agreements around it."
        ),
        _("Ask at the end of each activity what will be done differently from now on."),
        "citylink-activities",
        _("Activities"),
    )


def society_signal(facts: LinkFacts) -> SignalShown:
    """In which phases residents and organisations took part."""
    found = method.society_per_phase(facts)
    words = dict(Activity.Phase.choices)
    without = [str(words[phase]) for phase in found.without]
    if not any(found.done):
        sentence = _no_activities()
    elif without:
        sentence = _("Residents and organisations took no part in: %(phases)s.") % {
            "phases": listed(without)
        }
    else:
        sentence = _("Residents and organisations took part in every phase.")
    return SignalShown(
        "society",
        _("Residents and organisations"),
        method.society_state(found),
        sentence,
        tuple(
            (str(words[phase]), _("%(count)s of %(all)s") % {"count": society, "all": done})
            for phase, done, society in zip(
                method.PHASES, found.done, found.with_society, strict=True
            )
            if done
        ),
        _(
            "A link that only lives in the town hall is easily ended. Society belongs in every "
            "phase."
        ),
        _("Involve a school, club or company in the next activity, and in looking back."),
        "citylink-activities",
        _("Activities"),
    )


def quick_signal(facts: LinkFacts) -> SignalShown:
    """How much gave a quick result, and whether it served an aim."""
    found = method.quick_results(facts)
    if not found.all_done:
        sentence = _no_activities()
    elif not found.quick:
        sentence = _("No activity was about a result that shows at once.")
    else:
        sentence = f"{_quick_words(found)} {_loose_words(found.loose)}".strip()
    return SignalShown(
        "quick",
        _("Quick results"),
        method.quick_state(found),
        sentence,
        (
            (_("Part with a quick result"), percent(found.share)),
            (_("Of those, part that serves an aim"), percent(found.embedded)),
        ),
        _(
            "A photo of something new pleases voters on both sides. That is human. It is allowed, "
            "early on above all, as long as it fits the path that you chose together."
        ),
        _(
            "Tie each activity to an aim of the agreement, or give concrete help to a civil "
            "initiative."
        ),
        "citylink-activities",
        _("Activities"),
    )


def _quick_words(found: method.QuickResults) -> str:
    return ngettext(
        "%(quick)s of %(all)s activities gave a quick result.",
        "%(quick)s of %(all)s activities gave quick results.",
        found.quick,
    ) % {"quick": written(found.quick), "all": written(found.all_done)}


def _loose_words(count: int) -> str:
    if not count:
        return ""
    return ngettext("One of those served no aim.", "%(loose)s of those served no aim.", count) % {
        "loose": written(count)
    }


def _no_activities() -> str:
    return _("No activity has been written down in this period.")
