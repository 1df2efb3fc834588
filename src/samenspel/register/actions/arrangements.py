# SPDX-License-Identifier: EUPL-1.2
"""Adding, correcting, ending, confirming and withdrawing arrangements.

All of them raise ``PermissionDenied``, :class:`EditRefused` and, where they take the token of what
was seen, :class:`ChangedMeanwhile`; then nothing was written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.register.actions import checks
from samenspel.register.actions.draft import (
    LONGEST_KEY_OF_LOG,
    Draft,
    Signature,
    behalf,
    lock,
)
from samenspel.register.actions.meanwhile import refuse_changed, refuse_changed_at_all
from samenspel.register.actions.opening import (
    behalf_of_version,
    fresh_version,
    gone,
    open_version,
    written,
)
from samenspel.register.actions.refusals import EditRefused, Ground
from samenspel.register.actions.values import (
    EMPTY_VERSION,
    add_participant,
    municipalities,
    put_version,
)
from samenspel.register.leading import leads
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    ChangeSet,
    Collection,
    Status,
)
from samenspel.register.records import PARTICIPATION, VERSION, Ref
from samenspel.register.rules import (
    ADD_ARRANGEMENT,
    CONFIRM_ARRANGEMENT,
    TiesToArrangement,
    may_appoint_secretariat,
    predecessors,
    tie_to_organisation,
)


@transaction.atomic
def add_arrangement(
    *,
    organisation: Organisation,
    country: str,
    values: Mapping[str, Any],
    participants: Sequence[Mapping[str, Any]],
    ground: Ground,
    by: Actor,
    at: datetime,
    kind: str = ChangeSet.Kind.ADD,
) -> ArrangementVersion:
    """Add an arrangement, into the collection that leads for the country on the day.

    Parameters
    ----------
    organisation
        On whose behalf. A municipality has to take part itself; a secretariat keeps the record
        from then on.
    values
        Of the version (``VERSION_EDITABLE``); at least ``name``.
    participants
        Of each the values of a participation (``PARTICIPATION_IDENTITY`` and
        ``PARTICIPATION_EDITABLE``); at least one. What is wrong says the place in ``row``.
    """
    on = at.date()
    behalf(ADD_ARRANGEMENT, by, on=on, tie=tie_to_organisation(organisation))
    found = leads(list(Collection.objects.all()), on=on).get(country)
    if found is None:
        raise EditRefused(_("There is no register of this country yet."), "country")
    collection = lock(found.collection.pk)
    ground = checks.ground_filled_in(ground)
    key = _new_key(organisation, values, at)
    name = checks.filled_in("name", values.get("name"))
    draft = Draft.of(collection, f"{slugify(name)[:70].strip('-')}-{key}".strip("-"))
    if draft.present.states or Arrangement.objects.filter(slug=draft.slug).exists():
        raise EditRefused(_("This arrangement was added just now."))
    ref = Ref(VERSION, (f"samenspel-{key}",))
    draft.add(ref, {**EMPTY_VERSION, "source": ground.source, "last_confirmed_on": on.isoformat()})
    put_version(draft, ref, values, on=on)
    _add_participants(draft, ref, participants, organisation, source=ground.source, on=on)
    signature = Signature(by, organisation.name, at, kind, ground)
    draft.write(signature, action="add_arrangement")
    version = fresh_version(draft.present.pks[ref])
    if organisation.kind == Organisation.Kind.SECRETARIAT:
        version.arrangement.secretariat = organisation
        version.arrangement.save(update_fields=["secretariat"])
    return version


def _new_key(organisation: Organisation, values: Mapping[str, Any], at: datetime) -> str:
    """Twelve digits and letters that stay: who adds what, when."""
    said = f"{organisation.pk} {values.get('name')} {at.isoformat()}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:12]


def _add_participants(
    draft: Draft,
    version: Ref,
    participants: Sequence[Mapping[str, Any]],
    organisation: Organisation,
    *,
    source: str,
    on: date,
) -> None:
    if not participants:
        raise EditRefused(_("Name at least one participant."), "participants")
    known = municipalities(p.get("municipality") for p in participants)
    for row, said in enumerate(participants):
        try:
            add_participant(draft, version, said, known, source=source, on=on)
        except EditRefused as refused:
            refused.row = row
            raise
    own = organisation.municipality_id
    if own is not None and not predecessors([own])[own] & {m.pk for m in known.values()}:
        raise EditRefused(_("Your own municipality has to take part."), "participants")


@transaction.atomic
def correct_version(
    *,
    version: ArrangementVersion,
    values: Mapping[str, Any],
    seen: str,
    ground: Ground,
    by: Actor,
    at: datetime,
    kind: str = ChangeSet.Kind.CORRECT,
) -> ChangeSet | None:
    """Correct what a version says (``VERSION_EDITABLE``); None when nothing differs."""
    draft, ref, signature = open_version(version, by=by, at=at, ground=ground, kind=kind)
    refuse_changed(draft.present, draft.slug, ref, seen)
    put_version(draft, ref, values, on=at.date())
    return draft.write(signature, action="correct_arrangement")


@transaction.atomic
def end_arrangement(
    *,
    version: ArrangementVersion,
    valid_to: date,
    seen: str,
    ground: Ground,
    by: Actor,
    at: datetime,
) -> ChangeSet:
    """End a version; ``valid_to`` is the first day on which it is no longer in force.

    Participations that are open on that day, or that would end later, end with it.
    """
    draft, ref, signature = open_version(
        version, by=by, at=at, ground=ground, kind=ChangeSet.Kind.END
    )
    refuse_changed(draft.present, draft.slug, ref, seen)
    end = checks.day("valid_to", valid_to)
    if end is None:
        raise EditRefused(_("This may not be empty."), "valid_to")
    # "Ended some day" becomes "ended on this day".
    put_version(draft, ref, {"valid_to": end, "status": Status.ACTIVE.value}, on=at.date())
    for one in draft.below(ref, PARTICIPATION):
        state = draft.wanted[one]
        if state["valid_from"] is not None and state["valid_from"] > end:
            raise EditRefused(
                _("%(name)s takes part only after this day.") % {"name": one.key[3]}, "valid_to"
            )
        if state["valid_to"] is None or state["valid_to"] > end:
            draft.put(one, {"valid_to": end})
    return written(draft.write(signature, action="end_arrangement"))


@transaction.atomic
def withdraw_arrangement(
    *, arrangement: Arrangement, seen: str, ground: Ground, by: Actor, at: datetime
) -> ChangeSet:
    """Take away an arrangement that was entered by mistake; only one that no source has.

    ``seen`` is the token of the arrangement.
    """
    collection = lock(arrangement.collection_id)
    version = (
        ArrangementVersion.objects.select_related("arrangement")
        .filter(arrangement_id=arrangement.pk)
        .order_by("pk")
        .last()
    )
    if version is None:
        raise gone()
    name = behalf_of_version(version, by, on=at.date())
    draft = Draft.of(collection, version.arrangement.slug)
    refuse_changed_at_all(draft.present.states, draft.slug, seen)
    versions = [ref for ref in draft.wanted if ref.kind == VERSION]
    if not all(draft.wanted[ref]["is_entered"] for ref in versions):
        raise EditRefused(_("This arrangement comes from a source. You can end it."))
    for ref in versions:
        draft.remove(ref)
    signature = Signature(by, name, at, ChangeSet.Kind.WITHDRAW, checks.ground_filled_in(ground))
    return written(draft.write(signature, action="withdraw_arrangement"))


@transaction.atomic
def confirm(
    *, versions: Sequence[ArrangementVersion], by: Actor, at: datetime
) -> tuple[ChangeSet, ...]:
    """Say of versions that they are still right, on the day of ``at``.

    Versions that were confirmed on that day already are left out. A load does not set the day
    back; a source that was looked at later sets it forward.
    """
    collections = {pk: lock(pk) for pk in sorted({v.collection_id for v in versions})}
    made = []
    for one in versions:
        version = fresh_version(one.pk)
        tie = TiesToArrangement(by, version, on=at.date())
        name = behalf(CONFIRM_ARRANGEMENT, by, on=at.date(), tie=tie)
        draft = Draft.of(collections[version.collection_id], version.arrangement.slug)
        ref = draft.ref(VERSION, version.pk)
        draft.put(ref, {"last_confirmed_on": at.date().isoformat()})
        signature = Signature(by, name, at, ChangeSet.Kind.CONFIRM, Ground("", ""))
        change_set = draft.write(signature, action="confirm_arrangement")
        made += [change_set] if change_set is not None else []
    return tuple(made)


@transaction.atomic
def appoint_secretariat(
    *, arrangement: Arrangement, organisation: Organisation | None, by: Actor, at: datetime
) -> None:
    """Let a secretariat keep the record of an arrangement, or again the municipalities (None)."""
    if not may_appoint_secretariat(by, arrangement, on=at.date()):
        raise PermissionDenied("only administrators appoint secretariats")
    if organisation is not None and organisation.kind != Organisation.Kind.SECRETARIAT:
        raise EditRefused(_("This organisation is not a secretariat."), "organisation")
    found = Arrangement.objects.select_for_update().filter(pk=arrangement.pk).first()
    if found is None:
        raise gone()
    if found.secretariat_id == (organisation.pk if organisation else None):
        return
    found.secretariat = organisation
    found.save(update_fields=["secretariat"])
    log_event(
        by=by,
        at=at,
        action="appoint_secretariat",
        object_kind="arrangement",
        object_key=found.slug[:LONGEST_KEY_OF_LOG],
        result="done",
        detail={"secretariat": organisation.name if organisation else ""},
    )
