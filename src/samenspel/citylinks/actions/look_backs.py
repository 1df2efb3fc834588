# SPDX-License-Identifier: EUPL-1.2
"""Looking back on a link: beginning it, writing it, publishing it, taking it off again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.links_checks import (
    name_of,
    one_line,
    require_choice,
    require_order,
    some_text,
)
from samenspel.citylinks.actions.steps import locked, log, require_edition
from samenspel.citylinks.models import AimReview, CityLink, LookBack, LookBackEdition
from samenspel.citylinks.queries.look_back_draft import (
    TEXTS,
    aims_asked,
    content_of,
    default_period,
    draft_of,
)
from samenspel.citylinks.queries.photos import public_photos
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import LOOK_BACK


@dataclass(frozen=True)
class AimReviewValues:
    """What became of an aim; without a state nobody said yet."""

    key: str
    state: str = ""
    text: str = ""


@dataclass(frozen=True)
class LookBackValues:
    """What is written in a look-back; ``photos`` are keys of photos of the link."""

    title: str
    first_day: date
    last_day: date
    introduction: str = ""
    changed: str = ""
    learned: str = ""
    cost: str = ""
    verdict: str = LookBack.Verdict.OPEN
    verdict_text: str = ""
    aims: Sequence[AimReviewValues] = ()
    photos: Sequence[int] = ()


@transaction.atomic
def begin_look_back(
    *,
    link: CityLink,
    first_day: date | None = None,
    last_day: date | None = None,
    by: Actor,
    at: datetime,
) -> LookBack:
    """Begin a look-back over a period; without days the last five years.

    Raises
    ------
    PermissionDenied
        The actor may not look back on this link.
    LinkRefused
        The period ends before it begins.
    """
    access = locked(link, by=by, at=at)
    access.require(LOOK_BACK)
    first, last = default_period(access.link, on=access.on)
    first, last = first_day or first, last_day or last
    require_order(first, last, "last_day")
    made = LookBack.objects.create(
        link=access.link,
        title=_title(first, last),
        first_day=first,
        last_day=last,
        made_at=at,
        made_by_name=name_of(by),
    )
    log(access.link, "begin_look_back", by=by, at=at, detail={"look_back": made.pk})
    return made


def _title(first: date, last: date) -> str:
    """What it is called until somebody calls it otherwise: texts of a file are in Dutch."""
    years = {"first": first.year, "last": last.year}
    with translation.override("nl"):
        return _("Look-back %(first)s–%(last)s") % years


@transaction.atomic
def write_look_back(
    *, look_back: LookBack, values: LookBackValues, edition: int, by: Actor, at: datetime
) -> LookBack:
    """Write the draft; what was published stays as it is until it is published again.

    Photos that are not public (any more) are left out.

    Raises
    ------
    PermissionDenied
        The actor may not look back on this link.
    LinkRefused
        Somebody else changed it meanwhile, the title is missing or too long, the period ends
        before it begins, there is no such verdict, or an aim has a text without what became of it.
    """
    access, kept = _held(look_back, by=by, at=at)
    require_edition(kept.edition, edition)
    kept.title = one_line(values.title, 200, "title", _("Give the look-back a title."))
    require_order(values.first_day, values.last_day, "last_day")
    kept.first_day, kept.last_day = values.first_day, values.last_day
    require_choice(values.verdict, list(LookBack.Verdict), "verdict")
    kept.verdict = values.verdict
    for name in TEXTS:
        setattr(kept, name, some_text(getattr(values, name), name))
    _review(kept, values.aims)
    kept.photos.set(public_photos(access.link, values.photos).values())
    kept.edition += 1
    kept.save()
    log(access.link, "write_look_back", by=by, at=at, detail=_detail(kept))
    return kept


def _review(look_back: LookBack, told: Sequence[AimReviewValues]) -> None:
    """What became of the aims that were asked; what nobody says anything of goes."""
    asked = {aim.key for aim in aims_asked(look_back)}
    for one in told:
        if one.key not in asked:
            continue
        text = some_text(one.text, f"aim-{one.key}-text")
        rows = AimReview.objects.filter(look_back=look_back, aim_key=one.key)
        if not one.state and not text:
            rows.delete()
            continue
        field = f"aim-{one.key}-state"
        if not one.state:
            raise LinkRefused(_("Also choose what became of this aim."), field)
        require_choice(one.state, list(AimReview.State), field)
        AimReview.objects.update_or_create(
            look_back=look_back,
            aim_key=one.key,
            defaults={"state": one.state, "text": text},
        )


@transaction.atomic
def publish_look_back(
    *, look_back: LookBack, on: date, edition: int | None = None, by: Actor, at: datetime
) -> LookBackEdition:
    """Publish what is written now, with what the file says of the period, as a new edition.

    ``edition`` is that of the draft that the actor looked at, None when they looked at none.

    Raises
    ------
    PermissionDenied
        The actor may not look back on this link.
    LinkRefused
        Somebody else changed it meanwhile, nothing was written yet, or the period is not over on
        the day.
    """
    access, kept = _held(look_back, by=by, at=at)
    if edition is not None:
        require_edition(kept.edition, edition)
    if kept.last_day > on:
        raise LinkRefused(
            _("The period is not over yet. Choose an earlier last day, or wait until then.")
        )
    if not any(getattr(kept, name) for name in TEXTS):
        raise LinkRefused(_("Nothing was written yet. Write at least what changed or was learned."))
    last = kept.editions.order_by("number").last()
    made = LookBackEdition.objects.create(
        look_back=kept,
        number=last.number + 1 if last else 1,
        on=on,
        content=content_of(draft_of(kept)),
        at=at,
        actor_name=name_of(by),
    )
    detail = {**_detail(kept), "number": made.number}
    log(access.link, "publish_look_back", by=by, at=at, detail=detail)
    return made


@transaction.atomic
def withdraw_edition(
    *, edition: LookBackEdition, because: str, by: Actor, at: datetime
) -> LookBackEdition:
    """Take a published look-back off the site; its page then says why.

    Raises
    ------
    PermissionDenied
        The actor may not look back on this link.
    LinkRefused
        It was taken off already, a newer one came meanwhile, or there is no reason.
    """
    access, kept = _held(edition.look_back, by=by, at=at)
    newest = kept.editions.order_by("number").last()
    if newest is None or newest.pk != edition.pk:
        raise LinkRefused(_("A newer edition was published in the meantime. Look at it first."))
    if newest.is_withdrawn:
        raise LinkRefused(_("This edition was taken off the site already."))
    missing = _("Say why. Everybody who comes to the page reads it.")
    newest.withdrawn_because = some_text(because, "because", missing)
    newest.is_withdrawn = True
    newest.save(update_fields=["is_withdrawn", "withdrawn_because"])
    detail = {**_detail(kept), "number": newest.number}
    log(access.link, "withdraw_edition", by=by, at=at, detail=detail)
    return newest


@transaction.atomic
def remove_look_back(*, look_back: LookBack, by: Actor, at: datetime) -> None:
    """Throw away a draft of which nothing was published.

    Raises
    ------
    PermissionDenied
        The actor may not look back on this link.
    LinkRefused
        Something was published.
    """
    access, kept = _held(look_back, by=by, at=at)
    if kept.editions.exists():
        raise LinkRefused(_("This look-back was published. Take it off the site instead."))
    detail = _detail(kept)
    kept.delete()
    log(access.link, "remove_look_back", by=by, at=at, detail=detail)


def _held(look_back: LookBack, *, by: Actor, at: datetime) -> tuple[Access, LookBack]:
    """The right to look back, and the draft as it is now; the link is locked."""
    access = locked(look_back.link, by=by, at=at)
    access.require(LOOK_BACK)
    kept = LookBack.objects.get(pk=look_back.pk)
    kept.link = access.link
    return access, kept


def _detail(look_back: LookBack) -> dict[str, int]:
    return {"look_back": look_back.pk}
