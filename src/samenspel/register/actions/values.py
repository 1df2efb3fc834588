# SPDX-License-Identifier: EUPL-1.2
"""Values that people give, checked and put into the draft of an arrangement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from samenspel.places.models import Municipality
from samenspel.register.actions import checks
from samenspel.register.actions.draft import Draft, refuse_period
from samenspel.register.actions.refusals import EditRefused
from samenspel.register.editable import (
    PARTICIPATION_COLUMNS,
    PARTICIPATION_EDITABLE,
    PARTICIPATION_IDENTITY,
    SCHEMES,
    VERSION_EDITABLE,
    domain_keys,
)
from samenspel.register.models import Participation, Status
from samenspel.register.records import (
    CONTRIBUTION,
    DOMAIN,
    PARTICIPATION,
    VERSION,
    Ref,
    State,
    json_value,
    python_value,
)

EMPTY_VERSION: State = {
    "name": "", "citation_title": "", "legal_form": "", "is_compulsory": None, "purpose": "",
    "powers": "", "legal_bases": "", "decree_urls": "", "status": Status.ACTIVE.value,
    "status_note": "", "valid_from": None, "valid_to": None, "seat_place": "",
    "seat_postcode": "", "website": "", "source": "", "source_url": "", "last_changed_on": None,
    "last_confirmed_on": None, "is_entered": True, "seat_municipality": None, "body": None,
}  # fmt: skip
EMPTY_PARTICIPATION: State = {
    "municipality": None, "name_in_source": "", "roles": "", "valid_from": None, "valid_to": None,
    "share_percent": None, "source": "", "is_entered": True,
}  # fmt: skip


def is_same(value: Any, kept: Any) -> bool:
    """Whether a value as given is what is kept; line ends and blanks around text do not count."""
    return bool(_plain(json_value(value)) == _plain(kept))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip() or None
    return value


def municipalities(codes: Iterable[Any]) -> dict[str, Municipality]:
    """Municipalities by code, those that exist; one query."""
    wanted = {code for code in codes if isinstance(code, str)}
    return {m.code: m for m in Municipality.objects.filter(code__in=wanted)}


def existing(field: str, code: Any, known: Mapping[str, Municipality], *, on: date) -> Municipality:
    """The municipality of a code, which exists on the day."""
    found = known.get(code) if isinstance(code, str) else None
    if found is None:
        raise EditRefused(_("There is no municipality with this code."), field)
    if not found.exists_on(on):
        raise EditRefused(
            _("%(name)s did not exist as a municipality on %(day)s.")
            % {"name": found.name, "day": on.strftime("%d-%m-%Y")},
            field,
        )
    return found


def within(day: date, state: State) -> date:
    """The day, or the nearest one in the period of a record."""
    begin, end = (python_value(name, state[name]) for name in ("valid_from", "valid_to"))
    if end is not None and day >= end:
        day = end - timedelta(days=1)
    return max(day, begin) if begin is not None else day


def put_version(draft: Draft, ref: Ref, values: Mapping[str, Any], *, on: date) -> None:
    """Put values (:data:`VERSION_EDITABLE`) into a version that is in the draft.

    Only values that differ are checked: what a source once said may stay as it is.
    """
    checks.known_fields(values, VERSION_EDITABLE)
    state = draft.wanted[ref]
    new: State = {
        name: check(name, values[name])
        for name, check in checks.version_checks(draft.collection.country).items()
        if name in values and not is_same(values[name], state[name])
    }
    merged = {**state, **new}
    refuse_period(merged["valid_from"], merged["valid_to"])
    code = values.get("seat_municipality", state["seat_municipality"])
    if not is_same(code, state["seat_municipality"]):
        new["seat_municipality"] = None
        if code not in (None, ""):
            day = within(on, merged)
            new["seat_municipality"] = existing(
                "seat_municipality", code, municipalities([code]), on=day
            ).code
    if {"valid_from", "valid_to"} & new.keys():
        _refuse_overlap(draft, ref, merged)
    draft.put(ref, new)
    for name, scheme in SCHEMES.items():
        if name in values:
            _put_domains(draft, ref, name, scheme, values[name])


def _refuse_overlap(draft: Draft, ref: Ref, merged: State) -> None:
    """Refuse a period that meets another version's, where it did not before."""
    was = draft.present.states.get(ref, merged)
    for other, state in draft.wanted.items():
        if other.kind != VERSION or other == ref:
            continue
        if _overlap(merged, state) and not _overlap(was, state):
            raise EditRefused(
                _("In this period another version holds: %(name)s.") % {"name": state["name"]},
                "valid_from" if merged["valid_from"] != was["valid_from"] else "valid_to",
            )


def _overlap(one: State, other: State) -> bool:
    low, high = date.min.isoformat(), date.max.isoformat()
    begin = max(one["valid_from"] or low, other["valid_from"] or low)
    return begin < min(one["valid_to"] or high, other["valid_to"] or high)


def _put_domains(draft: Draft, ref: Ref, name: str, scheme: str, given: Any) -> None:
    present = frozenset(domain_keys(draft.wanted, ref, scheme))
    wanted = checks.keys(name, given, of=checks.DOMAIN_KEYS[name] | present)
    for key in sorted(present.difference(wanted)):
        draft.remove(Ref(DOMAIN, (*ref.key, scheme, key)))
    for key in wanted:
        if key not in present:
            draft.add(Ref(DOMAIN, (*ref.key, scheme, key)), {"is_guess": False})


def add_participant(
    draft: Draft,
    version: Ref,
    values: Mapping[str, Any],
    known: Mapping[str, Municipality],
    *,
    source: str,
    on: date,
) -> Ref:
    """Add a participant to a version in the draft.

    ``known``: municipalities by code, with that of this participant where it exists.
    """
    checks.known_fields(values, (*PARTICIPATION_IDENTITY, *PARTICIPATION_EDITABLE))
    kind = checks.choice("kind", values.get("kind"), of=checks.PARTICIPANT_KINDS)
    state = {**EMPTY_PARTICIPATION, "source": source, **_columns(EMPTY_PARTICIPATION, values)}
    day = python_value("valid_from", state["valid_from"]) or within(on, draft.wanted[version])
    name = checks.text("name", values.get("name"))
    if kind == Participation.Kind.MUNICIPALITY:
        found = existing("municipality", values.get("municipality"), known, on=day)
        state["municipality"] = code = found.code
        name = name or found.name
    elif values.get("municipality"):
        raise EditRefused(_("Only a municipality has this code."), "municipality")
    else:
        code = checks.text("code", values.get("code"))
    ref = Ref(PARTICIPATION, (*version.key, kind, code, checks.filled_in("name", name)))
    _refuse_second(draft, ref, state)
    draft.add(ref, state)
    put_contributions(draft, ref, values, source=source)
    return ref


def _refuse_second(draft: Draft, ref: Ref, state: State) -> None:
    """Refuse a participant that is there: the municipality, or its kind and name."""
    for other in draft.below(Ref(VERSION, ref.key[:1]), PARTICIPATION):
        same_name = other.key[1] == ref.key[1] and (
            str(other.key[3]).casefold() == str(ref.key[3]).casefold()
        )
        same_municipality = (
            state["municipality"] is not None
            and draft.wanted[other]["municipality"] == state["municipality"]
        )
        if same_name or same_municipality:
            raise EditRefused(
                _("%(name)s takes part already.") % {"name": other.key[3]},
                "municipality" if state["municipality"] else "name",
            )


def put_participation(draft: Draft, ref: Ref, values: Mapping[str, Any], *, source: str) -> None:
    """Put values (:data:`PARTICIPATION_EDITABLE`) into a participation that is in the draft."""
    checks.known_fields(values, PARTICIPATION_EDITABLE)
    draft.put(ref, _columns(draft.wanted[ref], values))
    put_contributions(draft, ref, values, source=source)


def _columns(state: State, values: Mapping[str, Any]) -> State:
    new = {
        name: checks.PARTICIPATION_CHECKS[name](name, values[name])
        for name in PARTICIPATION_COLUMNS
        if name in values and not is_same(values[name], state[name])
    }
    merged = {**state, **new}
    refuse_period(merged["valid_from"], merged["valid_to"])
    return new


def put_contributions(draft: Draft, ref: Ref, values: Mapping[str, Any], *, source: str) -> None:
    """Put the contributions of a participation into the draft, where they are given."""
    if "contributions" not in values:
        return
    wanted = checks.contributions("contributions", values["contributions"])
    for other in draft.below(ref, CONTRIBUTION):
        if other.key[4] not in wanted:
            draft.remove(other)
    for year, (amount, cost_key) in wanted.items():
        one = Ref(CONTRIBUTION, (*ref.key, year))
        said = {"amount_eur": amount, "cost_key": cost_key}
        if one not in draft.wanted:
            draft.add(one, {**said, "source": source})
        else:
            draft.put(one, said)
