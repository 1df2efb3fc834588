# SPDX-License-Identifier: EUPL-1.2
"""A guide of a few lines, to change and to break."""

from __future__ import annotations

SMALL = """
version = "test"
least_answers = 1

[[advices]]
key = "wait"
is_last_resort = true
name = { nl = "wachten", en = "wait" }
says = { nl = "Wacht.", en = "Wait." }
is = { nl = "Niets doen.", en = "Doing nothing." }
takes = [ { nl = "Niets.", en = "Nothing." } ]
next = [ { nl = "Kijk later.", en = "Look later." } ]
council = [ { nl = "Niets.", en = "Nothing." } ]

[[advices]]
key = "link"
name = { nl = "band", en = "link" }
says = { nl = "Begin.", en = "Begin." }
is = { nl = "Een band.", en = "A link." }
takes = [ { nl = "Uren.", en = "Hours." } ]
next = [ { nl = "Zoek.", en = "Look." } ]
council = [ { nl = "Stem in.", en = "Agree." } ]

[[parts]]
key = "all"
nl = "Alles"
en = "All"

[[questions]]
key = "staff"
part = "all"
ask = { nl = "Wie?", en = "Who?" }
why = { nl = "Werk.", en = "Work." }

[[questions.answers]]
key = "yes"
nl = "Iemand."
en = "Somebody."
points = { link = 2 }
because = { nl = "Er is iemand.", en = "There is somebody." }

[[questions.answers]]
key = "no"
nl = "Niemand."
en = "Nobody."
points = { wait = 1 }
because = { nl = "Er is niemand.", en = "There is nobody." }

[[questions]]
key = "who"
part = "all"
several = true
only_when = { staff = ["yes"] }
ask = { nl = "Welke mensen?", en = "Which people?" }
why = { nl = "Om te weten.", en = "To know." }

[[questions.answers]]
key = "official"
nl = "Een ambtenaar."
en = "An official."
points = { link = 1 }
because = { nl = "Een ambtenaar.", en = "An official." }

[[questions.answers]]
key = "neighbour"
nl = "Een buur."
en = "A neighbour."
points = { link = -3 }
because = { nl = "Een buur.", en = "A neighbour." }

[[knock_outs]]
when = { staff = ["no"] }
advices = ["link"]
because = { nl = "Niemand.", en = "Nobody." }
"""
