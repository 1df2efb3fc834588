# SPDX-License-Identifier: EUPL-1.2
"""Importing a list of city links: sent, looked at, made as a whole, undone as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.imports_writing import write_links
from samenspel.citylinks.actions.links_checks import name_of
from samenspel.citylinks.models import Agreement, CityLink, LinkList, Party
from samenspel.citylinks.queries.imports import dry_run
from samenspel.citylinks.queries.imports_columns import layout
from samenspel.citylinks.queries.imports_touched import touched
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from samenspel.citylinks.rules import IMPORT_LINKS, may_for
from samenspel.places.models import Municipality
from samenspel.register.lists.files import clean, read_list
from samenspel.register.lists.workbooks import ListRefused
from samenspel.register.models import LONGEST_FILENAME

# So many are made within a few seconds.
MOST_LINKS = 1_000
MOST_NAMED = 5
_AT_ONCE = 500
State = LinkList.State


class ListMoved(ChangedMeanwhile):
    """Other links are there than when the list was shown, so that something else would be made."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "City links were added or changed since you looked at this list. Nothing was "
                "written. Look at the list again: it is shown here as it would be taken over now."
            )
        )


def store_list(
    *, municipality: Municipality, content: bytes, filename: str, by: Actor, at: datetime
) -> LinkList:
    """Read a file and keep its rows, to be looked at; no link is made.

    Raises
    ------
    PermissionDenied
        The actor may not import links of this municipality.
    ListRefused
        The file cannot be read; the message says why.
    """
    _require_right(municipality, by, at)
    sheet = read_list(content)
    heads = layout(sheet.heads)
    kept = [place for place, key in enumerate(heads.keys) if key]
    rows = [(row.number, [row.cells[place] for place in kept]) for row in sheet.rows]
    if len(rows) > MOST_LINKS:
        raise ListRefused(_("This list has more than 1,000 city links. Send it in parts."))
    with transaction.atomic():
        stored = LinkList.objects.create(
            municipality=municipality,
            filename=clean(filename)[:LONGEST_FILENAME],
            digest=hashlib.sha256(content).hexdigest(),
            uploaded_by_name=name_of(by),
            uploaded_at=at,
            heads=[sheet.heads[place] for place in kept],
            rows=[[number, cells] for number, cells in rows if any(cells)],
            notices=list(sheet.notices),
            left_out=list(heads.left_out),
        )
        _log(stored, "send_link_list", by, at, {"rows": len(stored.rows)})
    return stored


@transaction.atomic
def discard_list(*, imported: LinkList, by: Actor, at: datetime) -> None:
    """Throw a list away that was not taken over, with its rows.

    Raises
    ------
    PermissionDenied
        The actor may not import links of this municipality.
    LinkRefused
        The list was taken over or thrown away.
    """
    kept = _open(imported, by, at)
    kept.rows = []
    _decided(kept, State.DISCARDED, by, at)
    _log(kept, "discard_link_list", by, at, {})


def apply_list(
    *, imported: LinkList, seen: str, chosen: Collection[int] = (), by: Actor, at: datetime
) -> LinkList:
    """Make a link of every right row, all or nothing; none of them is public.

    Parameters
    ----------
    imported
        The list.
    seen
        The digest of the dry run that the person looked at.
    chosen
        Numbers of rows that are known already and are taken over all the same.
    by, at
        Who, when.

    Raises
    ------
    PermissionDenied
        The actor may not import links of this municipality.
    ListMoved
        Something else would be made than was seen.
    LinkRefused
        The list was taken over or thrown away already, or there is nothing to take over.
    """
    try:
        with transaction.atomic():
            return _apply(imported, seen, chosen, by, at)
    except IntegrityError as error:
        # An address was taken by a link of another municipality at the same moment.
        raise ListMoved from error


def _apply(
    imported: LinkList, seen: str, chosen: Collection[int], by: Actor, at: datetime
) -> LinkList:
    kept = _open(imported, by, at)
    # Two lists of one municipality are taken over one after the other.
    Municipality.objects.select_for_update(of=("self",)).get(pk=kept.municipality_id)
    found = dry_run(kept, on=timezone.localdate(at), actor=by)
    if found.digest != seen:
        raise ListMoved
    written = found.written(chosen)
    if not written:
        raise LinkRefused(_("There is nothing in this list to take over."))
    links = write_links(kept.municipality, written, by=by, at=at)
    kept.links.set(links)
    _decided(kept, State.APPLIED, by, at)
    detail = {"links": len(links), "wrong": found.counts["wrong"]}
    _log(kept, "import_links", by, at, detail)
    return kept


@transaction.atomic
def undo_list(*, imported: LinkList, by: Actor, at: datetime) -> None:
    """Remove every link that the list made; all or nothing.

    Raises
    ------
    PermissionDenied
        The actor may not import links of this municipality.
    LinkRefused
        The list was not taken over, or something was added to one of its links since.
    """
    kept = _locked(imported, by, at)
    if kept.state != State.APPLIED:
        raise LinkRefused(_("This list was not taken over, or was undone already."))
    # Held until the end, so that nothing is added to them now.
    keys = [link.pk for link in kept.links.select_for_update(of=("self",)).order_by("pk")]
    changed = touched(kept)
    if changed:
        raise LinkRefused(_changed_since(changed))
    kept.links.clear()
    for begin in range(0, len(keys), _AT_ONCE):
        some = keys[begin : begin + _AT_ONCE]
        Agreement.objects.filter(link__in=some).delete()
        Party.objects.filter(link__in=some).delete()
        CityLink.objects.filter(pk__in=some).delete()
    _decided(kept, State.UNDONE, by, at)
    _log(kept, "undo_link_list", by, at, {"links": len(keys)})


def _changed_since(changed: Collection[CityLink]) -> str:
    names = ", ".join(f"“{link.name}”" for link in list(changed)[:MOST_NAMED])
    text = _(
        "This list cannot be undone any more: something was changed in or added to %(names)s. "
        "Nothing was removed. You can still end a link in its own file."
    )
    return text % {"names": names + (", …" if len(changed) > MOST_NAMED else "")}


def _require_right(municipality: Municipality, by: Actor, at: datetime) -> None:
    on = timezone.localdate(at)
    if not (municipality.exists_on(on) and may_for(IMPORT_LINKS, by, municipality, on=on)):
        raise PermissionDenied("import_links: not for this municipality")


def _locked(imported: LinkList, by: Actor, at: datetime) -> LinkList:
    """The list, to be decided on by nobody else now."""
    _require_right(imported.municipality, by, at)
    rows = LinkList.objects.select_for_update(of=("self",)).select_related("municipality")
    return rows.get(pk=imported.pk)


def _open(imported: LinkList, by: Actor, at: datetime) -> LinkList:
    kept = _locked(imported, by, at)
    if kept.state != State.CHECKED:
        raise LinkRefused(_("This list was taken over or thrown away already."))
    return kept


def _decided(imported: LinkList, state: str, by: Actor, at: datetime) -> None:
    imported.state = state
    imported.decided_by_name, imported.decided_at = name_of(by), at
    imported.save(update_fields=["state", "decided_by_name", "decided_at", "rows"])


def _log(imported: LinkList, action: str, by: Actor, at: datetime, detail: dict[str, Any]) -> None:
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="municipality",
        object_key=imported.municipality.code,
        result="done",
        detail={"list": imported.pk, **detail},
    )
