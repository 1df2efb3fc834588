# SPDX-License-Identifier: EUPL-1.2
"""Two people at one record: who saves second sees what the first one changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Prefetch

from samenspel.register.actions.refusals import ChangedMeanwhile, FieldDifference
from samenspel.register.editable import token_in, token_of_all, values_in
from samenspel.register.field_labels import field_label
from samenspel.register.models import Change, ChangeSet
from samenspel.register.records import Records, Ref, State, copied, step_back


def history_backwards(slug: str) -> Iterator[ChangeSet]:
    """The acts on an arrangement, newest first, with their changes; two queries per hundred."""
    sets = ChangeSet.objects.filter(arrangement_slug=slug).order_by("-pk")
    changes = Prefetch("changes", Change.objects.order_by("position"))
    return iter(sets.prefetch_related(changes).iterator(chunk_size=100))


def changes_of(
    change_set: ChangeSet,
) -> list[tuple[Ref, State | None, State | None]]:
    """The changes of an act: record, before, after."""
    return [
        (Ref.of(change.record_kind, change.record_key), change.before, change.after)
        for change in change_set.changes.all()
    ]


def refuse_changed(records: Records, slug: str, ref: Ref, seen: str) -> None:
    """Refuse when the record is not what was seen.

    Raises
    ------
    ChangedMeanwhile
        Somebody changed it since; says what, by whom and when.
    """
    now = token_in(records.states, ref)
    if seen == now:
        return
    states, last, token = copied(records.states), None, now
    for change_set in history_backwards(slug):
        step_back(states, reversed(changes_of(change_set)))
        before = token_in(states, ref)
        if before != token and last is None:
            last = change_set
        token = before
        if token == seen:
            break
    then = values_in(Records(states, records.pks), ref) if token == seen else {}
    _refuse(now, _differences(then, values_in(records, ref)), last)


def refuse_changed_at_all(states: Mapping[Ref, State], slug: str, seen: str) -> None:
    """Refuse when any record of an arrangement is not what was seen."""
    now = token_of_all(states)
    if seen != now:
        last = ChangeSet.objects.filter(arrangement_slug=slug).order_by("-pk").first()
        _refuse(now, (), last)


def _refuse(token: str, differences: tuple[FieldDifference, ...], last: ChangeSet | None) -> None:
    raise ChangedMeanwhile(
        differences=differences,
        token=token,
        by_name=last.actor_name if last else "",
        organisation_name=last.organisation_name if last else "",
        at=last.at if last else None,
    )


def _differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[FieldDifference, ...]:
    return tuple(
        FieldDifference(name, field_label(name), then[name], now[name])
        for name in then
        if then[name] != now.get(name)
    )
