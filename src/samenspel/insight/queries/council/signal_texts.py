# SPDX-License-Identifier: EUPL-1.2
"""What a signal says: its sentence, why it is one, and the question to ask.

``OWN`` is for the council of one municipality, ``JOINT`` for the councils of one arrangement. The
sentences are filled in with ``value``, ``reference``, ``name`` (of the arrangement, of several, or
of the municipality) and ``task``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.analysis.signals import Kind


@dataclass(frozen=True)
class SignalText:
    """The words of one kind of signal; ``figure`` is the figure with what it counts."""

    title: Promise
    sentence: Promise
    figure: Promise
    reason: Promise
    question: Promise
    method: str


_OFTEN_LARGE = _("The larger it is, the harder it is for one council to be heard.")
_OVERLAP = _("Work may be done twice, or nobody may feel responsible.")
_ONE_TABLE = _("The same people may meet several times, where once would do.")
_STALE = _("Nobody has checked since then whether this is still how it is.")
_TERRITORY = _("Provinces set rules and pay: across the border they may differ.")
_LOOSE = _("People of these municipalities work elsewhere more than is usual: is the scale right?")
_ABSENT = _("The executive decides there; the council only has its right to give its view.")
_UNTOLD = _("A council can only hold somebody to account when it knows who sits there.")
_BELOW = _("Who pays or lives there more than it decides, depends on the others.")
_DUMMY = _("Whatever the others vote, these votes change nothing.")

_SAME_MEMBERS = SignalText(
    _("The same municipalities around several tables"),
    _("%(value)s arrangements have exactly the same municipalities: %(name)s."),
    _("%(value)s arrangements with the same municipalities"),
    _ONE_TABLE,
    _("Could these boards meet together, or become one?"),
    "coverage",
)
OWN: Mapping[Kind, SignalText] = {
    "powerless": SignalText(
        _("Votes that never decide"),
        _("In %(name)s we have %(value)s of the votes, but they never make the difference."),
        _("%(value)s of the votes, no power"),
        _DUMMY,
        _("How do we get our way there, and could the votes be divided differently?"),
        "voting-power",
    ),
    "influence_below_payment": SignalText(
        _("We pay more than we decide"),
        _("In %(name)s we pay %(reference)s of everything, and have %(value)s of the power."),
        _("%(reference)s of the costs, %(value)s of the power"),
        _BELOW,
        _("Do we think this division of money and votes is still right?"),
        "voting-power",
    ),
    "influence_below_inhabitants": SignalText(
        _("Less power than residents"),
        _("In %(name)s we have %(reference)s of the residents, and %(value)s of the power."),
        _("%(reference)s of the residents, %(value)s of the power"),
        _BELOW,
        _("How do we see to it that our residents are heard there?"),
        "voting-power",
    ),
    "doubled_task": SignalText(
        _("One task, several arrangements"),
        _("We are in %(value)s arrangements for %(task)s: %(name)s."),
        _("%(value)s arrangements for one task"),
        _OVERLAP,
        _("Who does what, and could this be done in one?"),
        "coverage",
    ),
    "same_members": _SAME_MEMBERS,
    "unconfirmed": SignalText(
        _("Not confirmed for a long time"),
        _("The record of %(name)s was last confirmed %(value)s ago."),
        _("%(value)s ago"),
        _STALE,
        _("Does this arrangement still work, and is what stands here right?"),
        "last-confirmed",
    ),
    "largest_contribution": SignalText(
        _("Where most of our money goes"),
        _("%(name)s is our largest known contribution: %(value)s a year."),
        _("%(value)s, %(reference)s of what is known"),
        _("What costs most deserves a look at what we get for it."),
        _("What do we get for it, and what did the last annual accounts say?"),
        "contribution",
    ),
    "outside_province": SignalText(
        _("Across the border of the province"),
        _("In %(name)s %(value)s of %(reference)s members, ours too, lie in another province."),
        _("%(value)s of %(reference)s municipalities"),
        _TERRITORY,
        _("What does it mean for us that most members lie in another province?"),
        "coverage",
    ),
    "low_fit": SignalText(
        _("Does not follow daily life"),
        _("Of all commuting around %(name)s only %(value)s stays inside; usual is %(reference)s."),
        _("%(value)s stays inside, usual is %(reference)s"),
        _LOOSE,
        _("Is this the right scale, and who is missing at the table?"),
        "fit",
    ),
    "council_absent": SignalText(
        _("The council is no party to it"),
        _("In %(value)s of %(reference)s arrangements the council itself does not take part."),
        _("%(value)s of %(reference)s arrangements"),
        _ABSENT,
        _("How and when do we hear what is decided there, and when can we give our view?"),
        "council-signals",
    ),
    "seats_unknown": SignalText(
        _("Who sits there for us?"),
        _("Of %(value)s of %(reference)s arrangements we do not know who sits there for us."),
        _("%(value)s of %(reference)s arrangements"),
        _UNTOLD,
        _("Who sits there for us, and when do they report to the council?"),
        "representatives",
    ),
    "largest": SignalText(
        _("Our largest arrangement"),
        _("%(name)s is the largest: %(value)s municipalities take part."),
        _("%(value)s municipalities"),
        _OFTEN_LARGE,
        _("How is our voice heard among so many?"),
        "arrangements",
    ),
}

JOINT: Mapping[Kind, SignalText] = {
    "powerless": SignalText(
        _("Votes that never decide"),
        _("%(name)s has %(value)s of the votes, but they never make the difference."),
        _("%(value)s of the votes, no power"),
        _DUMMY,
        _("Could the votes be divided differently?"),
        "voting-power",
    ),
    "influence_below_payment": SignalText(
        _("Pays more than it decides"),
        _("%(name)s pays %(reference)s of everything, and has %(value)s of the power."),
        _("%(reference)s of the costs, %(value)s of the power"),
        _BELOW,
        _("Do all councils think this division of money and votes is still right?"),
        "voting-power",
    ),
    "influence_below_inhabitants": SignalText(
        _("Less power than residents"),
        _("%(name)s has %(reference)s of the residents, and %(value)s of the power."),
        _("%(reference)s of the residents, %(value)s of the power"),
        _BELOW,
        _("How do the votes follow the number of residents, and should they?"),
        "voting-power",
    ),
    "same_members": _SAME_MEMBERS,
    "unconfirmed": SignalText(
        _("Not confirmed for a long time"),
        _("This record was last confirmed %(value)s ago."),
        _("%(value)s ago"),
        _STALE,
        _("Does this arrangement still work, and is what stands here right?"),
        "last-confirmed",
    ),
    "largest_contribution": SignalText(
        _("Who pays most"),
        _("%(name)s has the largest known contribution: %(value)s a year."),
        _("%(value)s, %(reference)s of what is known"),
        _("What costs most deserves a look at what the councils get for it."),
        _("How were the costs divided, and is that key still right?"),
        "contribution",
    ),
    "outside_province": SignalText(
        _("Across the border of the province"),
        _("%(value)s of the %(reference)s municipalities lie in another province than most."),
        _("%(value)s of %(reference)s municipalities"),
        _TERRITORY,
        _("What does the border of the province mean for this arrangement?"),
        "coverage",
    ),
    "low_fit": SignalText(
        _("Does not follow daily life"),
        _("Of all commuting around this area %(value)s stays inside; usual is %(reference)s."),
        _("%(value)s stays inside, usual is %(reference)s"),
        _LOOSE,
        _("Is this the right scale, and who is missing at the table?"),
        "fit",
    ),
    "council_absent": SignalText(
        _("Councils are no party to it"),
        _("Of %(value)s of %(reference)s municipalities the council itself does not take part."),
        _("%(value)s of %(reference)s councils"),
        _ABSENT,
        _("How and when do the councils hear what is decided, and when can they give their view?"),
        "council-signals",
    ),
    "seats_unknown": SignalText(
        _("Who sits there?"),
        _("Of %(value)s of %(reference)s municipalities we do not know who sits there."),
        _("%(value)s of %(reference)s municipalities"),
        _UNTOLD,
        _("Who sits there for each council, and when do they report to it?"),
        "representatives",
    ),
}
