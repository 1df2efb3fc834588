# SPDX-License-Identifier: EUPL-1.2
"""Undoing what was done, and deciding between what people hold and what a source says now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor, Tie
from samenspel.places.models import Municipality
from samenspel.register.actions.checks import ground_filled_in
from samenspel.register.actions.draft import Draft, Signature, behalf, lock
from samenspel.register.actions.held import (
    WHOLE,
    Held,
    HeldKey,
    HeldState,
    entries_of,
    held_by_edits,
    is_waiting,
    same,
)
from samenspel.register.actions.meanwhile import changes_of, history_backwards
from samenspel.register.actions.opening import (
    behalf_of_participation,
    behalf_of_version,
    gone,
    written,
)
from samenspel.register.actions.refusals import EditRefused, Ground
from samenspel.register.field_labels import field_label
from samenspel.register.models import (
    ArrangementVersion,
    ChangeSet,
    Collection,
    HeldValue,
    Participation,
)
from samenspel.register.records import (
    CONTRIBUTION,
    PARTICIPATION,
    SEAT,
    Ref,
    State,
    step_back,
)
from samenspel.register.rules import ADD_ARRANGEMENT, tie_to_organisation

Changes = list[tuple[Ref, State | None, State | None]]


@transaction.atomic
def undo(*, change_set: ChangeSet, ground: Ground, by: Actor, at: datetime) -> ChangeSet:
    """Bring back what an act changed, and what was held against the source before it.

    The undoing of an undoing does it again. What a load changed is held against the source from
    then on.

    Raises
    ------
    PermissionDenied
        The actor may not correct what it was about.
    EditRefused
        It was undone already, or somebody changed the same since; says who and when.
    """
    collection = Collection.objects.filter(slug=change_set.collection_slug).first()
    if collection is None:
        raise gone()
    draft = Draft.of(lock(collection.pk), change_set.arrangement_slug)
    changes = changes_of(change_set)
    name = _behalf(change_set, draft, changes, by, on=at.date())
    ground = ground_filled_in(ground)
    if ChangeSet.objects.filter(undoes=change_set).exists():
        raise EditRefused(_("This was undone already."))
    _refuse_changed_since(draft, change_set, changes)
    step_back(draft.wanted, reversed(changes))
    if change_set.kind == ChangeSet.Kind.LOAD:
        _enter(draft, changes)
    signature = Signature(by, name, at, ChangeSet.Kind.UNDO, ground, undoes=change_set)
    held = _held_before(draft, change_set)
    return written(draft.write(signature, action="undo", held=held))


def _behalf(change_set: ChangeSet, draft: Draft, changes: Changes, by: Actor, *, on: date) -> str:
    version = _newest_version(draft)
    if version is None:
        # It was taken away: who may add it for the same organisation may bring it back.
        organisation = Organisation.objects.filter(name=change_set.organisation_name).first()
        tie = tie_to_organisation(organisation) if organisation else lambda _role: Tie.OTHER
        return behalf(ADD_ARRANGEMENT, by, on=on, tie=tie)
    states = {**draft.present.states}
    states.update({ref: before for ref, before, after in changes if before and after is None})
    refs = [ref for ref, *_ in changes]
    refs += [ref for (ref, _field), *_ in entries_of(change_set)]
    return _behalf_of_records(version, refs, states, by, on=on)


def _newest_version(draft: Draft) -> ArrangementVersion | None:
    """The version by which ties are told; None when the arrangement is gone."""
    return (
        ArrangementVersion.objects.select_related("arrangement")
        .defer("search_text")
        .filter(arrangement__slug=draft.slug)
        .order_by("pk")
        .last()
    )


def _behalf_of_records(
    version: ArrangementVersion,
    refs: list[Ref],
    states: Mapping[Ref, State],
    by: Actor,
    *,
    on: date,
) -> str:
    """Who keeps the record may; of what is about one participant its own municipality, too."""
    who = {_participant(ref, refs) for ref in refs}
    one = who.pop() if len(who) == 1 else None
    if one is None:
        return behalf_of_version(version, by, on=on)
    code = states.get(one, {}).get("municipality") or ""
    municipality = Municipality.objects.filter(code=code).first()
    participation = Participation(version=version, municipality=municipality)
    return behalf_of_participation(participation, by, on=on)


def _participant(ref: Ref, refs: list[Ref]) -> Ref | None:
    """The participation that a record is about; None when it is about more than that.

    A seat is about the whole board, unless it came or went with its participant.
    """
    if ref.kind == PARTICIPATION:
        return ref
    if ref.kind == CONTRIBUTION:
        return ref.parents[0]
    if ref.kind == SEAT and ref.parents[1] in refs:
        return ref.parents[1]
    return None


def _refuse_changed_since(draft: Draft, change_set: ChangeSet, changes: Changes) -> None:
    touched: list[HeldKey] = []
    refs = {ref for ref, _before, _after in changes}
    for ref, before, after in changes:
        touched += [(ref, field) for field in _changed_since(draft, ref, before, after)]
        if before is None:
            touched += [(r, WHOLE) for r in draft.below(ref) if r not in refs]
    for key, _before, now in entries_of(change_set):
        if not same(draft.held.get(key), now):
            touched.append(key)
    if touched:
        _refuse_because_of(draft, change_set, touched)


def _changed_since(draft: Draft, ref: Ref, before: State | None, after: State | None) -> list[str]:
    """The fields that no longer say what the act made them say; ``""`` for the whole record."""
    now = draft.present.states.get(ref)
    if after is None or now is None:
        return [] if now is after else [WHOLE]
    del before
    return [field for field, value in after.items() if now[field] != value]


def _refuse_because_of(draft: Draft, change_set: ChangeSet, touched: list[HeldKey]) -> None:
    refs = {ref for ref, _field in touched}
    newer = (one for one in history_backwards(draft.slug) if one.pk > change_set.pk)
    later = next((one for one in newer if refs & _touched_by(one)), None)
    fields = dict.fromkeys(field_label(field) for _ref, field in touched if field)
    if later is None:
        raise EditRefused(_("This was changed again since. It cannot be undone."))
    said = {
        "day": date_format(timezone.localtime(later.at), "DATE_FORMAT"),
        "who": later.organisation_name or later.actor_name,
        "fields": ", ".join(fields),
    }
    if not fields:
        raise EditRefused(
            _("This was changed again on %(day)s by %(who)s. Undo that first.") % said
        )
    raise EditRefused(
        _("This was changed again on %(day)s by %(who)s: %(fields)s. Undo that first.") % said
    )


def _touched_by(change_set: ChangeSet) -> set[Ref]:
    """The records that an act changed, or of which it changed what is held."""
    return {ref for ref, *_ in changes_of(change_set)} | {
        ref for (ref, _field), *_ in entries_of(change_set)
    }


def _enter(draft: Draft, changes: Changes) -> None:
    """Records that a source dropped come back as entered by hand."""
    for ref, _before, after in changes:
        if after is None:
            draft.put(ref, {"is_entered": True})


def _held_before(draft: Draft, change_set: ChangeSet) -> Held:
    held = dict(draft.held)
    if change_set.kind == ChangeSet.Kind.LOAD:
        held = held_by_edits(held, draft.present.states, draft.changes())
    for key, before, _after in entries_of(change_set):
        if before is None:
            held.pop(key, None)
        else:
            held[key] = before
    return held


@transaction.atomic
def decide_incoming(
    *, held: HeldValue, keep: bool, ground: Ground, by: Actor, at: datetime
) -> ChangeSet:
    """Decide on what a source says now, against what people hold.

    Parameters
    ----------
    held
        A held value of which something waits (``incoming_at``).
    keep
        True: ours stays, and what the source says now is known. False: take what the source says.
    """
    collection = lock(held.collection_id)
    draft = Draft.of(collection, held.arrangement_slug)
    key = (Ref.of(held.record_kind, held.record_key), held.field)
    states = dict(draft.present.states)
    if held.field == WHOLE:
        states[key[0]] = held.source_value or {}
    version = _newest_version(draft)
    if version is None:
        # Every version was withdrawn: only administrators bring back an arrangement of a source.
        name = behalf(ADD_ARRANGEMENT, by, on=at.date(), tie=lambda _role: Tie.OTHER)
    else:
        name = _behalf_of_records(version, [key[0]], states, by, on=at.date())
    signature = Signature(by, name, at, ChangeSet.Kind.DECIDE, ground_filled_in(ground))
    state = draft.held.get(key)
    if state is None or not is_waiting(state) or state["incoming"] != held.incoming_value:
        raise EditRefused(_("There is nothing to decide any more. Look at the list again."))
    after = dict(draft.held)
    if held.field != WHOLE:
        _decide_field(draft, after, key, state, keep=keep)
    elif state["held"] is None:
        _decide_withdrawn(draft, after, key, state, keep=keep)
    else:
        _decide_dropped(draft, after, key[0], keep=keep)
    return written(draft.write(signature, action="decide_incoming", held=after))


def _known(state: HeldState) -> HeldState:
    """Ours stays, against what the source says now."""
    return {
        **state,
        "source": state["incoming"],
        "incoming": None,
        "incoming_at": None,
        "change_set": None,
    }


def _decide_field(draft: Draft, after: Held, key: HeldKey, state: HeldState, *, keep: bool) -> None:
    if keep:
        after[key] = _known(state)
        return
    draft.put(key[0], {key[1]: state["incoming"]})
    del after[key]


def _decide_withdrawn(
    draft: Draft, after: Held, key: HeldKey, state: HeldState, *, keep: bool
) -> None:
    """The source changed a record that we withdrew."""
    if keep:
        after[key] = _known(state)
        return
    draft.add(key[0], state["incoming"])
    del after[key]


def _decide_dropped(draft: Draft, after: Held, ref: Ref, *, keep: bool) -> None:
    """The source dropped a record on which people hold something: it is theirs, or it goes."""
    records = [ref, *draft.below(ref)]
    for one in records:
        if keep:
            draft.put(one, {"is_entered": True})
    if not keep:
        draft.remove(ref)
    for key in [key for key in after if key[0] == ref or ref in key[0].ancestors]:
        del after[key]
