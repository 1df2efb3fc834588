# SPDX-License-Identifier: EUPL-1.2
"""A municipality that a source, or a person, wrote differently before is the same participant."""

from __future__ import annotations

from collections.abc import Mapping

from samenspel.places.sync import Key, Values, update_rows
from samenspel.register.actions.load_people import renamed
from samenspel.register.actions.loading import Loading
from samenspel.register.models import Participation
from samenspel.register.records import (
    CONTRIBUTION,
    PARTICIPATION,
    SEAT,
    read_kind,
)


def rename_participants(loading: Loading, wanted: Mapping[Key, Values]) -> None:
    """Give municipalities that take part already the code and name that the package has.

    Their rows stay, with what hangs on them and what people hold on them; in history the record
    goes under the old key and comes under the new one.

    Parameters
    ----------
    wanted
        From (version, kind, code, name) to values, of which the first is the municipality.
    """
    by_municipality = {
        (key[0], values[0]): key for key, values in wanted.items() if values[0] is not None
    }
    rows = Participation.objects.filter(
        version__collection=loading.collection, municipality__isnull=False
    ).values_list("version_id", "kind", "code", "name", "municipality_id", "pk")
    moved = [
        (pk, key, tuple(new))
        for *key, municipality, pk in rows
        if (new := by_municipality.get((key[0], municipality))) is not None
        and tuple(new) != tuple(key)
    ]
    if moved:
        _note(loading, [(pk, tuple(key), new) for pk, key, new in moved])
        update_rows(
            Participation, ("kind", "code", "name"), [(*new[1:], pk) for pk, _key, new in moved]
        )


def _note(loading: Loading, moved: list[tuple[int, Key, Key]]) -> None:
    ref_of = loading.under_version(PARTICIPATION)
    pks = [pk for pk, *_ in moved]
    found = read_kind(PARTICIPATION, pk__in=pks)
    found.add(read_kind(SEAT, participation_id__in=pks))
    found.add(read_kind(CONTRIBUTION, participation_id__in=pks))
    for _pk, key, new_key in moved:
        old, new = ref_of(key), ref_of(new_key)
        loading.people.renamed(old, new)
        for ref, state in found.states.items():
            if ref == old or old in ref.parents:
                loading.history.note(ref, state, None)
                loading.history.note(renamed(ref, old, new), None, state)
