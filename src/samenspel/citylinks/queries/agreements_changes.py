# SPDX-License-Identifier: EUPL-1.2
"""What changed between two versions of the agreement, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.analysis.text_differences import Difference, Item, Kind, compare
from samenspel.citylinks.models import Agreement, Aim


@dataclass(frozen=True)
class Changes:
    """Sentences about the term, then texts and aims that differ, with what went out and came in."""

    old: Agreement
    new: Agreement
    sentences: tuple[str, ...]
    text: Difference | None
    aims: tuple[tuple[Difference, str], ...]
    same_aims: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.sentences or self.text or self.aims)


def changes_between(old: Agreement, new: Agreement) -> Changes:
    """From the older version to the newer one; two queries."""
    text = compare([Item("text", "", "", old.text)], [Item("text", "", "", new.text)])[0]
    aims = compare(_items(list(old.aims.all())), _items(list(new.aims.all())))
    words = {
        Kind.ADDED: _("new"),
        Kind.REMOVED: _("left out"),
        Kind.CHANGED: _("changed"),
        Kind.MOVED: _("moved"),
    }
    return Changes(
        old=old,
        new=new,
        sentences=tuple(_sentences(old, new)),
        text=text if text.kind != Kind.SAME else None,
        aims=tuple((one, words[one.kind]) for one in aims if one.kind != Kind.SAME),
        same_aims=tuple(one.shown.title for one in aims if one.kind == Kind.SAME),
    )


def _items(aims: Sequence[Aim]) -> list[Item]:
    return [
        Item(one.key, str(place + 1), one.title, "\n".join(t for t in (one.text, one.measure) if t))
        for place, one in enumerate(aims)
    ]


def _sentences(old: Agreement, new: Agreement) -> list[str]:
    """One sentence for each part of the head that differs."""
    none = _("none")
    told = [
        (_("title"), old.title, new.title),
        (_("first day"), _day(old.valid_from), _day(new.valid_from)),
        (_("last day"), _day(old.last_day), _day(new.last_day)),
        (_("days of notice"), _number(old.notice_days), _number(new.notice_days)),
        (_("signed on"), _day(old.signed_on), _day(new.signed_on)),
        (_("signed in"), old.signed_where, new.signed_where),
        (_("source"), old.source, new.source),
    ]
    found = [
        _("The %(what)s was: %(old)s. It is now: %(new)s.")
        % {"what": what, "old": before or none, "new": after or none}
        for what, before, after in told
        if before != after
    ]
    if new.is_extended_silently and not old.is_extended_silently:
        found.append(_("The agreement now goes on by itself when nobody says anything."))
    if old.is_extended_silently and not new.is_extended_silently:
        found.append(_("The agreement no longer goes on by itself."))
    return found


def _day(value: date | None) -> str:
    return date_format(value, "DATE_FORMAT") if value else ""


def _number(value: int | None) -> str:
    return str(value) if value is not None else ""
