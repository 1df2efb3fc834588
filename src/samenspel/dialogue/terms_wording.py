# SPDX-License-Identifier: EUPL-1.2
"""Terms in words, in the language of the request: the rule, each step, each warning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samenspel.analysis.terms import Computed, Rule, Start, Step
from samenspel.dialogue.terms import steps_of, term_json

TITLES: Mapping[str, Promise] = {
    "opinion-on-draft": gettext_lazy("Opinion of the council on a draft arrangement"),
    "opinion-on-change": gettext_lazy("Opinion of the council on a change of the arrangement"),
    "opinion-on-accession": gettext_lazy("Opinion of the council on an accession"),
    "opinion-on-exit": gettext_lazy("Opinion of the council on an exit"),
    "opinion-on-budget": gettext_lazy("Opinion of the council on a draft budget"),
    "opinion-on-budget-change": gettext_lazy("Opinion of the council on a change of the budget"),
    "budget-to-councils": gettext_lazy("Draft budget to the councils, before the general board"),
    "budget-change-to-councils": gettext_lazy(
        "Change of the budget to the councils, before the general board"
    ),
    "framework-note": gettext_lazy("Framework note to the councils"),
    "accounts": gettext_lazy("Provisional accounts to the councils"),
    "budget-to-supervisor": gettext_lazy("Adopted budget to the supervisor"),
    "accounts-to-supervisor": gettext_lazy("Adopted accounts to the supervisor"),
    "statutes-to-participants": gettext_lazy("Change of the statutes to the participants"),
    "notice-to-council": gettext_lazy("Notice of a meeting of the council, with its agenda"),
    "points-by-councillors": gettext_lazy("Points that councillors add to the agenda"),
    "strategy-to-participants": gettext_lazy(
        "General assembly about the strategy and the budget of next year"
    ),
    "evaluation-by-councils": gettext_lazy("Yearly evaluation by the councils"),
}
CLOSED: Mapping[str, Promise] = {
    "saturday": gettext_lazy("in the weekend"),
    "sunday": gettext_lazy("in the weekend"),
    "new_year": gettext_lazy("New Year’s Day"),
    "good_friday": gettext_lazy("Good Friday"),
    "easter_monday": gettext_lazy("Easter Monday"),
    "kings_day": gettext_lazy("King’s Day (before 2014: Queen’s Day)"),
    "liberation_day": gettext_lazy("Liberation Day"),
    "labour_day": gettext_lazy("Labour Day"),
    "ascension": gettext_lazy("Ascension Day"),
    "ascension_friday": gettext_lazy("the Friday after Ascension Day"),
    "whit_monday": gettext_lazy("Whit Monday"),
    "flemish_day": gettext_lazy("the day of the Flemish Community"),
    "national_day": gettext_lazy("the national day of Belgium"),
    "assumption": gettext_lazy("Assumption Day"),
    "all_saints": gettext_lazy("All Saints’ Day"),
    "armistice": gettext_lazy("Armistice Day"),
    "christmas": gettext_lazy("Christmas Day"),
    "second_christmas": gettext_lazy("the second day of Christmas"),
    "decreed": gettext_lazy("a day that royal decree puts on a par with a holiday"),
}
NOT_EXTENDED: Mapping[str, Promise] = {
    "counted_back": gettext_lazy("A term that is counted back does not run on."),
    "too_long": gettext_lazy("A term of more than twelve weeks does not run on."),
    "fixed_date": gettext_lazy("A fixed date does not move."),
    "no_act": gettext_lazy("In Flanders the Dutch act on terms does not hold."),
}
EVENTS: Mapping[str, Promise] = {
    Start.RECEIVED: gettext_lazy("Received on %(day)s."),
    Start.MEETING: gettext_lazy("The meeting is on %(day)s."),
    Start.ADOPTED: gettext_lazy("Adopted on %(day)s."),
}


@dataclass(frozen=True)
class Explanation:
    """Why this day: the rule, the law, a sentence for each step, and warnings."""

    due: date
    title: str
    law: str
    lines: tuple[str, ...]
    warnings: tuple[str, ...]


def explained(term: Computed | Mapping[str, Any]) -> Explanation | None:
    """The explanation of a term as it was computed or kept; None where nothing was kept."""
    told = term_json(term) if isinstance(term, Computed) else term
    if not told:
        return None
    return Explanation(
        due=date.fromisoformat(told["due"]),
        title=str(TITLES[told["rule"]]) if told["rule"] else "",
        law=law(told["act"], told["article"]),
        lines=tuple(sentence(step) for step in steps_of(told["steps"])),
        warnings=tuple(warning(step) for step in steps_of(told["warnings"])),
    )


def law(act: str, article: str) -> str:
    """The act and the article, as people cite it; empty without an act."""
    return _("%(act)s, article %(article)s") % {"act": act, "article": article} if article else act


def weekday(day: date) -> str:
    """A day with its day of the week: maandag 1 april 2024."""
    return date_format(day, "l j F Y")


def sentence(step: Step) -> str:
    """One step, as a sentence."""
    day, values = weekday(step.on), step.values
    if step.kind == "chosen":
        return _("Who asks chose %(day)s: the law sets no term for this.") % {"day": day}
    if step.kind == "start":
        return str(EVENTS[str(values["event"])]) % {"day": day}
    if step.kind == "counted":
        return _counted(step, day)
    if step.kind == "skipped":
        return _("%(day)s is %(why)s, so the term runs on by a day.") % {
            "day": day[:1].upper() + day[1:],
            "why": CLOSED[str(values["why"])],
        }
    if step.kind == "not_extended":
        return _("It stays on %(day)s. %(why)s") % {
            "day": day,
            "why": NOT_EXTENDED[str(values["why"])],
        }
    if step.kind == "limited":
        before = date(step.on.year, int(values["month"]), int(values["day"]))
        return _("It must be before %(before)s, so on %(day)s at the latest.") % {
            "before": date_format(before, "j F"),
            "day": day,
        }
    return _of_others(step, day)


def _counted(step: Step, day: str) -> str:
    direction = step.values["direction"]
    if direction == "fixed":
        return _("The law names a fixed day: %(day)s.") % {"day": day}
    if direction == "back":
        return _("%(length)s before it is %(day)s.") % {"length": length(step), "day": day}
    return _("%(length)s later is %(day)s.") % {"length": length(step), "day": day}


def _of_others(step: Step, day: str) -> str:
    """What the arrangement itself sets, and what was given by who asks."""
    values = {"day": day, "length": length(step) if "length" in step.values else ""}
    if source := step.values.get("source"):
        values["length"] = f"{values['length']} ({source})"
    texts = {
        "own": _("The arrangement itself sets %(length)s: until %(day)s. That counts."),
        "own_not_used": _(
            "The arrangement itself sets %(length)s: until %(day)s. The law is stricter and counts."
        ),
        "given": _("Who asks gives time until %(day)s. That is longer, so it counts."),
        "given_not_used": _("Who asks wanted %(day)s. The law gives more time, and that counts."),
    }
    return texts[step.kind] % values


def length(step: Step) -> str:
    """How long: 8 weeks, 90 days, 3 months."""
    number, unit = int(step.values["length"]), step.values["unit"]
    if unit == "weeks":
        return ngettext("%(number)s week", "%(number)s weeks", number) % {"number": number}
    if unit == "days":
        return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
    return ngettext("%(number)s month", "%(number)s months", number) % {"number": number}


def warning(step: Step) -> str:
    """One warning, as a sentence."""
    day = weekday(step.on)
    if step.kind == "ends_on_closed_day":
        return _("%(day)s is %(why)s. Be ready on a working day before it.") % {
            "day": day[:1].upper() + day[1:],
            "why": CLOSED[str(step.values["why"])],
        }
    texts = {
        "expected_decree": _(
            "No royal decree names %(day)s yet. Every decree so far named such a Friday."
        ),
        "already_past": _("%(day)s had already passed."),
        "due_in_recess": _("The last day lies in the recess. The last day before it is %(day)s."),
        "last_meeting": _("The last meeting of the council before the last day is %(day)s."),
        "no_meeting": _("The council does not meet before the last day."),
    }
    if step.kind == "in_recess":
        return _in_recess(step)
    return texts[step.kind] % {"day": day}


def _in_recess(step: Step) -> str:
    days = int(step.values["days"])
    text = ngettext(
        "%(days)s of the %(length)s days lies in a recess: %(name)s.",
        "%(days)s of the %(length)s days lie in a recess: %(name)s.",
        days,
    )
    return text % {"days": days, "length": step.values["length"], "name": step.values["name"]}


def rule_length(rule: Rule) -> str:
    """How long a rule gives, in words."""
    if rule.day is not None:
        return date_format(date(2000, *rule.day), "j F")
    told = length(Step("counted", date(2000, 1, 1), {"length": rule.length, "unit": rule.unit}))
    if rule.start is Start.MEETING:
        return _("%(length)s before the meeting") % {"length": told}
    if rule.start is Start.ADOPTED:
        after = _("%(length)s after adoption") % {"length": told}
        if rule.before is None:
            return after
        before = date_format(date(2000, *rule.before), "j F")
        return _("%(after)s, and before %(day)s") % {"after": after, "day": before}
    return _("%(length)s after receipt") % {"length": told}
