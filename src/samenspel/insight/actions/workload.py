# SPDX-License-Identifier: EUPL-1.2
"""What taking part is assumed to ask, and what an arrangement really asks: telling and undoing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.analysis.burden import FIGURES, checked_amount
from samenspel.analysis.burden_assumptions import DEFAULT_ASSUMPTIONS
from samenspel.insight.models import BurdenAssumption, Workload
from samenspel.insight.rules import TELL_WORKLOAD, may_set_assumptions, may_tell_workload
from samenspel.register.actions import EditRefused
from samenspel.register.models import ArrangementVersion
from samenspel.register.rules import TiesToArrangement, acting_role

EARLIEST_YEAR = 1900
LONGEST_TEXT = 2_000

Amounts = Mapping[str, Decimal | None]


@transaction.atomic
def set_assumption(
    *, legal_form: str, amounts: Amounts, note: str, by: Actor, at: datetime
) -> BurdenAssumption:
    """Assume other amounts for a legal form, from now on, for everybody.

    ``amounts`` by name as in ``analysis.burden.FIGURES``, all of them; ``note`` says why.

    Raises
    ------
    PermissionDenied
        The actor is no administrator.
    EditRefused
        There is no such form, an amount is missing or wrong, or nothing says why.
    """
    _require_administrator(by, at)
    if legal_form not in DEFAULT_ASSUMPTIONS:
        raise EditRefused(_("This legal form does not exist."), "legal_form")
    if not note.strip():
        raise EditRefused(_("Say why you assume this."), "note")
    checked = _checked(amounts)
    for name, amount in checked.items():
        if amount is None:
            raise EditRefused(_("Fill in a number; 0 is a number too."), name)
    row = BurdenAssumption.objects.create(
        legal_form=legal_form, note=note.strip()[:LONGEST_TEXT], **checked, **_who(by, at)
    )
    _log("set_burden_assumption", "legal form", legal_form, "changed", by, at, checked)
    return row


@transaction.atomic
def reset_assumption(*, legal_form: str, by: Actor, at: datetime) -> BurdenAssumption | None:
    """Let the default of a legal form count again; None when it does already.

    Raises
    ------
    PermissionDenied
        The actor is no administrator.
    """
    _require_administrator(by, at)
    last = BurdenAssumption.objects.filter(legal_form=legal_form).order_by("pk").last()
    if last is None or last.is_default:
        return None
    row = BurdenAssumption.objects.create(legal_form=legal_form, is_default=True, **_who(by, at))
    _log("reset_burden_assumption", "legal form", legal_form, "changed", by, at, {})
    return row


@transaction.atomic
def reset_assumptions(*, by: Actor, at: datetime) -> int:
    """Let all defaults count again; how many forms that changed.

    Raises
    ------
    PermissionDenied
        The actor is no administrator.
    """
    _require_administrator(by, at)
    done = [reset_assumption(legal_form=form, by=by, at=at) for form in DEFAULT_ASSUMPTIONS]
    return sum(row is not None for row in done)


@transaction.atomic
def put_back_assumption(*, row: BurdenAssumption, by: Actor, at: datetime) -> BurdenAssumption:
    """Let an earlier row count again, as a new one.

    Raises
    ------
    PermissionDenied
        The actor is no administrator.
    EditRefused
        It counts already.
    """
    _require_administrator(by, at)
    last = BurdenAssumption.objects.filter(legal_form=row.legal_form).order_by("pk").last()
    if last is not None and last.pk == row.pk:
        raise EditRefused(_("This one counts already."))
    if row.is_default:
        made = reset_assumption(legal_form=row.legal_form, by=by, at=at)
        if made is None:
            raise EditRefused(_("This one counts already."))
        return made
    amounts: dict[str, Decimal | None] = {name: getattr(row, name) for name in FIGURES}
    return set_assumption(legal_form=row.legal_form, amounts=amounts, note=row.note, by=by, at=at)


@transaction.atomic
def tell_workload(
    *,
    version: ArrangementVersion,
    year: int,
    amounts: Amounts,
    source: str,
    by: Actor,
    at: datetime,
) -> Workload:
    """Tell what an arrangement really asked of each of its municipalities in a year.

    ``amounts`` by name as in ``analysis.burden.FIGURES``; one that is not known is missing or None.

    Raises
    ------
    PermissionDenied
        The actor does not keep the record of the arrangement.
    EditRefused
        No amount, a wrong one, a year that has not begun, or no source.
    """
    _require_keeper(version, by, at.date())
    _check_year(year, at.date())
    if not source.strip():
        raise EditRefused(_("Say where these figures come from."), "source")
    checked = _checked(amounts)
    if all(amount is None for amount in checked.values()):
        raise EditRefused(_("Fill in at least one figure that you know."), FIGURES[0])
    slug = version.arrangement.slug
    row = Workload.objects.create(
        arrangement_slug=slug,
        year=year,
        source=source.strip()[:LONGEST_TEXT],
        organisation_name=_organisation(version, by, at.date()),
        **checked,
        **_who(by, at),
    )
    _log("tell_workload", "arrangement", slug, "changed", by, at, {"year": year, **checked})
    return row


@transaction.atomic
def withdraw_workload(
    *, version: ArrangementVersion, year: int, by: Actor, at: datetime
) -> Workload:
    """Take back what was told of a year: the assumptions count again.

    Raises
    ------
    PermissionDenied
        The actor does not keep the record of the arrangement.
    EditRefused
        Nothing is told of that year.
    """
    _require_keeper(version, by, at.date())
    slug = version.arrangement.slug
    last = Workload.objects.filter(arrangement_slug=slug, year=year).order_by("pk").last()
    if last is None or last.is_withdrawn:
        raise EditRefused(_("Nothing is known of this year."))
    row = Workload.objects.create(
        arrangement_slug=slug,
        year=year,
        is_withdrawn=True,
        organisation_name=_organisation(version, by, at.date()),
        **_who(by, at),
    )
    _log("withdraw_workload", "arrangement", slug, "withdrawn", by, at, {"year": year})
    return row


def _require_administrator(by: Actor, at: datetime) -> None:
    if not may_set_assumptions(by, on=at.date()):
        raise PermissionDenied("only administrators change what is assumed")


def _require_keeper(version: ArrangementVersion, by: Actor, on: date) -> None:
    if not may_tell_workload(by, version, on=on):
        raise PermissionDenied("only who keeps the record tells its workload")


def _check_year(year: int, today: date) -> None:
    if not EARLIEST_YEAR <= year <= today.year:
        text = _("Choose a year from %(first)d to %(last)d.")
        raise EditRefused(text % {"first": EARLIEST_YEAR, "last": today.year}, "year")


def _checked(amounts: Amounts) -> dict[str, Decimal | None]:
    found: dict[str, Decimal | None] = {}
    for name in FIGURES:
        amount = amounts.get(name)
        try:
            found[name] = None if amount is None else checked_amount(amount)
        except ValueError:
            text = _("Write a number from 0 to 10,000, with at most two decimals.")
            raise EditRefused(text, name) from None
    return found


def _organisation(version: ArrangementVersion, by: Actor, on: date) -> str:
    """On whose behalf it is told; empty for the operator."""
    ties = TiesToArrangement(by, version, on=on)
    role = acting_role(by, TELL_WORKLOAD, on=on, tie=ties)
    return "" if role is None else Organisation.objects.get(pk=role.organisation_id).name


def _who(by: Actor, at: datetime) -> dict[str, object]:
    return {"at": at, "actor": by.user, "actor_name": by.name[:160]}


def _log(
    action: str,
    kind: str,
    key: str,
    result: str,
    by: Actor,
    at: datetime,
    detail: Mapping[str, object],
) -> None:
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind=kind,
        object_key=key[:160],
        result=result,
        detail={
            name: value if isinstance(value, int) else str(value)
            for name, value in detail.items()
            if value is not None
        },
    )
