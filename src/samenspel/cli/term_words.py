# SPDX-License-Identifier: EUPL-1.2
"""What ``samenspel term`` tells people and machines, in English."""

from __future__ import annotations

import json
from typing import Any

from samenspel.analysis.terms import RULES, Computed, Rule, Step, rule_keys, versions_of

WHAT = {
    "opinion-on-draft": "opinion of a council on a draft arrangement",
    "opinion-on-change": "opinion of a council on a change of the arrangement",
    "opinion-on-accession": "opinion of a council on an accession",
    "opinion-on-exit": "opinion of a council on an exit",
    "opinion-on-budget": "opinion of a council on a draft budget",
    "opinion-on-budget-change": "opinion of a council on a change of the budget",
    "budget-to-councils": "draft budget to the councils, before it goes to the general board",
    "budget-change-to-councils": "change of the budget to the councils, before the general board",
    "framework-note": "framework note to the councils",
    "accounts": "provisional accounts to the councils",
    "budget-to-supervisor": "adopted budget to the supervisor",
    "accounts-to-supervisor": "adopted accounts to the supervisor",
    "statutes-to-participants": "change of the statutes to the participants",
    "notice-to-council": "notice of a meeting of the council, with its agenda",
    "points-by-councillors": "points that councillors add to the agenda",
    "strategy-to-participants": "general assembly about the strategy and budget of next year",
    "evaluation-by-councils": "yearly evaluation by the councils",
}
CLOSED = {
    "saturday": "a Saturday",
    "sunday": "a Sunday",
    "new_year": "New Year's Day",
    "good_friday": "Good Friday",
    "easter_monday": "Easter Monday",
    "kings_day": "the King's (Queen's) birthday",
    "liberation_day": "Liberation Day (5 May)",
    "labour_day": "Labour Day (1 May)",
    "ascension": "Ascension Day",
    "ascension_friday": "the Friday after Ascension Day, by royal decree",
    "whit_monday": "Whit Monday",
    "flemish_day": "the day of the Flemish Community",
    "national_day": "the national day of Belgium",
    "assumption": "Assumption Day",
    "all_saints": "All Saints' Day",
    "armistice": "Armistice Day",
    "christmas": "Christmas Day",
    "second_christmas": "the second day of Christmas",
    "decreed": "a day on a par with a holiday, by royal decree",
}
NOT_EXTENDED = {
    "counted_back": "a term that is counted back does not run on (Algemene termijnenwet, art. 1)",
    "too_long": "a term of more than 12 weeks, 90 days or 3 months does not run on "
    "(Algemene termijnenwet, art. 4)",
    "fixed_date": "a fixed date does not move",
    "no_act": "the Dutch act on terms does not hold in Flanders",
}
EVENT = {"received": "received", "meeting": "the meeting is", "adopted": "adopted"}


def as_text(found: Computed) -> list[str]:
    """The date, then how it was found, a line for each step."""
    rule = _rule(found)
    lines = [found.due.isoformat(), "", f"Rule      {rule.key}: {WHAT[rule.key]}"]
    lines.append(f"Article   {_article(rule)} ({_validity(rule)})")
    lines += [f"{_heading(step):<9} {_sentence(step)}" for step in found.steps]
    lines.append(f"Last day  {found.due:%A} {found.due.isoformat()}{_shift(found)}")
    lines += [f"Note      {_warning(step)}" for step in found.warnings]
    return lines


def as_document(found: Computed) -> dict[str, Any]:
    """The same for machines."""
    rule = _rule(found)
    return {
        "rule": rule.key,
        "country": rule.country,
        "act": rule.act,
        "article": rule.article,
        "source": rule.source,
        "start": found.start.isoformat(),
        "unshifted": found.unshifted.isoformat(),
        "due": found.due.isoformat(),
        "shift_days": found.shift_days,
        "is_extendable": rule.extension == "extended",
        "steps": [_plain(step, _sentence(step)) for step in found.steps],
        "warnings": [_plain(step, _warning(step)) for step in found.warnings],
    }


def rules_as_text(country: str | None, *, as_json: bool) -> str:
    """The rules: name, from which day it counts, length, article."""
    countries = ("nl", "be") if country is None else (country,)
    if as_json:
        listed = [_rule_document(rule) for rule in RULES if rule.country in countries]
        return json.dumps(listed, ensure_ascii=False, indent=2)
    lines = []
    for one in countries:
        lines.append({"nl": "Netherlands", "be": "Flanders"}[one])
        for key in rule_keys(one):
            rule = versions_of(key)[-1]
            lines.append(f"  {key:<26} --{rule.start:<9} {_length(rule):<28} {_article(rule)}")
            lines.append(f"  {'':<26} {WHAT[key]}")
    return "\n".join(lines)


def _rule(found: Computed) -> Rule:
    assert found.rule is not None  # noqa: S101 - the command computes rules of the table only
    return found.rule


def _rule_document(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.key,
        "what": WHAT[rule.key],
        "country": rule.country,
        "act": rule.act,
        "article": rule.article,
        "source": rule.source,
        "counts_from": str(rule.start),
        "direction": str(rule.direction),
        "length": rule.length if rule.day is None else None,
        "unit": str(rule.unit) if rule.day is None else None,
        "day": None if rule.day is None else "{:02}-{:02}".format(*rule.day),
        "before": None if rule.before is None else "{:02}-{:02}".format(*rule.before),
        "extension": str(rule.extension),
        "valid_from": rule.valid_from and rule.valid_from.isoformat(),
        "valid_to": rule.valid_to and rule.valid_to.isoformat(),
    }


def _article(rule: Rule) -> str:
    return f"{rule.act}, art. {rule.article}" if rule.article else rule.act


def _validity(rule: Rule) -> str:
    since = f"since {rule.valid_from}" if rule.valid_from else "from of old"
    until = f", before {rule.valid_to}" if rule.valid_to else ""
    return f"{since}{until}; {rule.source}" if rule.source != rule.act else f"{since}{until}"


def _length(rule: Rule) -> str:
    if rule.day is not None:
        return "on {1:02}-{0:02} (day-month)".format(*rule.day)
    back = " before" if rule.direction == "back" else ""
    limit = ", before {1:02}-{0:02}".format(*rule.before) if rule.before else ""
    return f"{rule.length} {rule.unit}{back}{limit}"


def _heading(step: Step) -> str:
    return {
        "start": "Start",
        "counted": "Counted",
        "skipped": "Shift",
        "not_extended": "No shift",
        "limited": "Limit",
    }.get(step.kind, "Own term")


def _sentence(step: Step) -> str:
    values, day = step.values, f"{step.on:%A} {step.on.isoformat()}"
    if step.kind == "start":
        return f"{EVENT[str(values['event'])]} on {day}"
    if step.kind == "counted":
        if values["direction"] == "fixed":
            return f"a fixed date: {day}"
        way = "before" if values["direction"] == "back" else "later"
        return f"{values['length']} {values['unit']} {way} is {day}"
    if step.kind == "skipped":
        return f"{step.on.isoformat()} is {CLOSED[str(values['why'])]}: one day on"
    if step.kind == "not_extended":
        return f"{day} stays: {NOT_EXTENDED[str(values['why'])]}"
    if step.kind == "limited":
        return f"before {values['day']:02}-{values['month']:02} (day-month), so {day} at the latest"
    told = f"the arrangement's own term of {values['length']} weeks ends on {day}"
    if step.kind == "own":
        return f"{told}: that counts"
    return f"{told}: the law is stricter and counts"


def _shift(found: Computed) -> str:
    if not found.shift_days:
        return ", not shifted"
    days = abs(found.shift_days)
    way = "later" if found.shift_days > 0 else "earlier"
    return f", {days} {'day' if days == 1 else 'days'} {way} than counted"


def _warning(step: Step) -> str:
    day = step.on.isoformat()
    if step.kind == "ends_on_closed_day":
        return f"{day} is {CLOSED[str(step.values['why'])]}: be ready on a working day before it"
    if step.kind == "expected_decree":
        return f"no royal decree names {day} yet; every decree so far named such a Friday"
    return f"{day} has passed already on the day of the event"


def _plain(step: Step, text: str) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "on": step.on.isoformat(),
        "values": {k: v if isinstance(v, int) else str(v) for k, v in step.values.items()},
        "text": text,
    }
