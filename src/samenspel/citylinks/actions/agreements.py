# SPDX-License-Identifier: EUPL-1.2
"""Agreements in versions: written as a draft, then fixed; a change of a fixed one is a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.analysis.policy_areas import THEMES
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.links_checks import (
    name_of,
    one_line,
    require_order,
    require_past,
    some_text,
)
from samenspel.citylinks.actions.steps import locked, log, require_edition
from samenspel.citylinks.models import Agreement, Aim, CityLink
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_FILE

LONGEST_TITLE, LONGEST_WHERE, LONGEST_SOURCE, LONGEST_KEY = 200, 160, 500, 60
MOST_AIMS, MOST_NOTICE = 20, 3660
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_THEMES = frozenset(THEMES)


@dataclass(frozen=True)
class AimValues:
    """An aim; ``key`` as in the version before, empty for a new aim, which gets one.

    ``theme``: a key of the six themes, or empty. ``measure``: how the partners see that it was
    reached.
    """

    key: str = ""
    theme: str = ""
    title: str = ""
    text: str = ""
    measure: str = ""


@dataclass(frozen=True)
class AgreementValues:
    """A version of the agreement; in force from ``valid_from`` up to and including ``last_day``.

    ``notice_days``: so many days before the end (or before leaving) it has to be said.
    """

    title: str
    text: str = ""
    signed_on: date | None = None
    signed_where: str = ""
    valid_from: date | None = None
    last_day: date | None = None
    notice_days: int | None = None
    is_extended_silently: bool = False
    source: str = ""
    aims: Sequence[AimValues] = ()


@transaction.atomic
def write_agreement(
    *, link: CityLink, values: AgreementValues, by: Actor, at: datetime
) -> Agreement:
    """A new version, as a draft: the first agreement, or a change of the one that is fixed.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        There is a draft already, or a value cannot be right.
    """
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    held = list(access.link.agreements.order_by("number"))
    if any(one.fixed_at is None for one in held):
        raise LinkRefused(_("There is a draft already. Change that, or fix it first."))
    number = held[-1].number + 1 if held else 1
    made = Agreement(link=access.link, number=number)
    _write(made, values)
    log(access.link, "write_agreement", by=by, at=at, detail={"number": number})
    return made


@transaction.atomic
def change_agreement(
    *, agreement: Agreement, values: AgreementValues, edition: int, by: Actor, at: datetime
) -> Agreement:
    """Write a draft anew.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        It is fixed, a value cannot be right, or somebody else changed it meanwhile.
    """
    access, kept = _draft(agreement, by=by, at=at)
    require_edition(kept.edition, edition)
    kept.edition += 1
    _write(kept, values)
    log(access.link, "change_agreement", by=by, at=at, detail={"number": kept.number})
    return kept


@transaction.atomic
def fix_agreement(
    *, agreement: Agreement, edition: int | None = None, by: Actor, at: datetime
) -> Agreement:
    """Fix the draft: from now on the text, the term and the aims stay as they are.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        It is fixed already, has no first day, or was changed since the form was opened.
    """
    access, kept = _draft(agreement, by=by, at=at)
    if edition is not None:
        require_edition(kept.edition, edition)
    if kept.valid_from is None:
        raise LinkRefused(_("Fill in the first day of the agreement before you fix it."))
    if kept.signed_on is not None:
        require_past(kept.signed_on, access.on, "signed_on")
    kept.fixed_at = at
    kept.fixed_by_name = name_of(by)
    kept.save(update_fields=["fixed_at", "fixed_by_name"])
    log(access.link, "fix_agreement", by=by, at=at, detail={"number": kept.number})
    return kept


@transaction.atomic
def drop_draft(*, agreement: Agreement, by: Actor, at: datetime) -> None:
    """Throw a draft away; what was fixed stays.

    Raises
    ------
    PermissionDenied
        The actor may not keep the file.
    LinkRefused
        It is fixed.
    """
    access, kept = _draft(agreement, by=by, at=at)
    number = kept.number
    kept.delete()
    log(access.link, "drop_draft", by=by, at=at, detail={"number": number})


def _draft(agreement: Agreement, *, by: Actor, at: datetime) -> tuple[Access, Agreement]:
    """The draft as it is now, for who keeps the file; the link is locked."""
    access = locked(agreement.link, by=by, at=at)
    access.require(KEEP_FILE)
    kept = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if kept.fixed_at is not None:
        raise LinkRefused(_("This version is fixed. Write a new version to change something."))
    return access, kept


def _write(kept: Agreement, values: AgreementValues) -> None:
    """The columns of the row and its aims, after checking all of them."""
    _require_term(values)
    kept.title = one_line(values.title, LONGEST_TITLE, "title", _("Give the agreement a title."))
    kept.text = some_text(values.text, "text")
    kept.signed_on = values.signed_on
    kept.signed_where = one_line(values.signed_where, LONGEST_WHERE, "signed_where")
    kept.valid_from, kept.last_day = values.valid_from, values.last_day
    kept.notice_days = values.notice_days
    kept.is_extended_silently = values.is_extended_silently
    kept.source = one_line(values.source, LONGEST_SOURCE, "source")
    aims = _aims(kept, values.aims)
    kept.save()
    kept.aims.all().delete()
    Aim.objects.bulk_create(aims)


def _require_term(values: AgreementValues) -> None:
    require_order(values.valid_from, values.last_day, "last_day")
    notice = values.notice_days
    if notice is None:
        return
    if not 0 <= notice <= MOST_NOTICE:
        told = _("Fill in a number from 0 to %(most)s.") % {"most": MOST_NOTICE}
        raise LinkRefused(told, "notice_days")
    if values.last_day is None and values.is_extended_silently:
        raise LinkRefused(_("An agreement without a last day is not extended."), "last_day")


def _aims(kept: Agreement, told: Sequence[AimValues]) -> list[Aim]:
    """The rows of the aims in their order; a field in a refusal is ``aim-<place>-<name>``."""
    if len(told) > MOST_AIMS:
        raise LinkRefused(_("At most %(number)s aims.") % {"number": MOST_AIMS})
    used = Aim.objects.filter(agreement__link=kept.link).exclude(agreement=kept.pk)
    taken = set(used.values_list("key", flat=True)) | {one.key for one in told if one.key}
    rows: list[Aim] = []
    for place, one in enumerate(told):

        def field(name: str, place: int = place) -> str:
            return f"aim-{place}-{name}"

        title = one_line(one.title, LONGEST_TITLE, field("title"), _("Name the aim."))
        if one.theme and one.theme not in _THEMES:
            raise LinkRefused(_("Choose one of the list."), field("theme"))
        key = one.key or _free_key(title, taken)
        if len(key) > LONGEST_KEY or not _KEY.fullmatch(key):
            raise LinkRefused(_("This key of an aim is not well written."), field("title"))
        if key in {row.key for row in rows}:
            raise LinkRefused(_("This aim stands there twice."), field("title"))
        taken.add(key)
        rows.append(
            Aim(
                agreement=kept, key=key, position=place, theme=one.theme, title=title,
                text=one.text.strip(), measure=one.measure.strip(),
            )
        )  # fmt: skip
    return rows


def _free_key(title: str, taken: set[str]) -> str:
    """A key from the title that no aim of the link has or had."""
    stem = slugify(title)[: LONGEST_KEY - 5].strip("-_").replace("_", "-") or "doel"
    if stem not in taken:
        return stem
    return next(key for n in range(2, len(taken) + 3) if (key := f"{stem}-{n}") not in taken)
