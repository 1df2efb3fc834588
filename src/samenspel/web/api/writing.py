# SPDX-License-Identifier: EUPL-1.2
"""Changing the register by the API: the same actions, rights and history as the pages.

A change carries ``gezien``, the mark of the record as it was read. When somebody else changed it
since, the answer is 409 with what differs, and nothing is written.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, TypedDict

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Status

from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.accounts.views import actor_of
from samenspel.register import actions
from samenspel.register.actions import ChangedMeanwhile, EditRefused, Ground
from samenspel.register.models import ArrangementVersion, ChangeSet, Participation
from samenspel.register.queries.editing import (
    ParticipationToEdit,
    VersionToEdit,
    participation_to_edit,
    version_to_edit,
)
from samenspel.register.rules import may_correct_arrangement, may_correct_participation
from samenspel.web.api import shapes
from samenspel.web.api.access import ACCESS
from samenspel.web.api.design_rules import DesignRulesAPI, problem
from samenspel.web.api.reading import Sleutel, router

Nummer = Annotated[int, Path(ge=1, le=2**63 - 1)]

# Name in the API -> name in the actions; lists there are texts with | between.
VERSION_NAMES = {
    "naam": "name",
    "citeertitel": "citation_title",
    "vorm": "legal_form",
    "verplicht": "is_compulsory",
    "doel": "purpose",
    "bevoegdheden": "powers",
    "wettelijke_grondslagen": "legal_bases",
    "besluiten": "decree_urls",
    "status": "status",
    "status_toelichting": "status_note",
    "geldig_vanaf": "valid_from",
    "geldig_tot": "valid_to",
    "plaats": "seat_place",
    "postcode": "seat_postcode",
    "gemeente_code": "seat_municipality",
    "website": "website",
    "bron_adres": "source_url",
    "beleidsterreinen": "policy_areas",
    "themas": "themes",
}
PARTICIPATION_NAMES = {
    "organen": "roles",
    "geldig_vanaf": "valid_from",
    "geldig_tot": "valid_to",
    "aandeel_procent": "share_percent",
    "soort": "kind",
    "code": "code",
    "naam": "name",
    # What an edit answers about a municipality is about the code that was given.
    "gemeente": "municipality",
}
_API_NAMES = {
    **{ours: theirs for theirs, ours in PARTICIPATION_NAMES.items()},
    **{ours: theirs for theirs, ours in VERSION_NAMES.items()},
    "municipality": "code",
    "reason": "reden",
    "source": "bron",
    "participants": "deelnames",
}
_LISTS = frozenset({"legal_bases", "decree_urls", "roles"})
_STATUSES = {"actief": "active", "niet_actief": "inactive", "onbekend": "unknown"}
_KINDS = {theirs: ours for ours, theirs in shapes.KINDS.items()}


@router.get("/rollen", response=list[shapes.Rol], summary="Mijn rollen", auth=ACCESS)
def roles(request: HttpRequest) -> list[shapes.Rol]:
    """De rollen die u vandaag hebt; nodig om te zeggen namens wie u iets toevoegt."""
    held = actor_of(request).roles(timezone.localdate())
    names = dict(
        Organisation.objects.filter(pk__in={r.organisation_id for r in held}).values_list(
            "pk", "name"
        )
    )
    return [
        shapes.Rol(soort=r.kind, organisatie=r.organisation_id, naam=names[r.organisation_id])
        for r in held
    ]


@router.get(
    "/samenwerkingen/{sleutel}/waarden",
    response=shapes.Bewerkbaar,
    summary="De gegevens om te verbeteren",
    auth=ACCESS,
)
def values(
    request: HttpRequest,
    sleutel: Sleutel,
    versie: Annotated[str, Query(max_length=500)] = "",
) -> Any:
    """De waarden van een versie zoals u ze mag verbeteren, met het merkteken ``gezien``."""
    found = _version(sleutel, versie)
    if not may_correct_arrangement(actor_of(request), found.version, on=timezone.localdate()):
        return problem(403, _("Your role does not allow this."))
    return shapes.Bewerkbaar(
        gezien=found.token, waarden=shapes.VersieWaarden(**_version_out(found.values))
    )


@router.get(
    "/samenwerkingen/{sleutel}/deelnames/{nummer}/waarden",
    response=shapes.DeelnameBewerkbaar,
    summary="Een deelname om te verbeteren",
    auth=ACCESS,
)
def participation_values(request: HttpRequest, sleutel: Sleutel, nummer: Nummer) -> Any:
    """De waarden van een deelname zoals u ze mag verbeteren, met het merkteken ``gezien``."""
    found = _participation(sleutel, nummer)
    on = timezone.localdate()
    if not may_correct_participation(actor_of(request), found.participation, on=on):
        return problem(403, _("Your role does not allow this."))
    return shapes.DeelnameBewerkbaar(
        gezien=found.token, waarden=shapes.DeelnameWaarden(**_participation_out(found.values))
    )


@router.post(
    "/samenwerkingen",
    response={201: shapes.Gedaan},
    summary="Een samenwerking toevoegen",
    auth=ACCESS,
)
def add(request: HttpRequest, body: shapes.Toevoeging) -> Status[shapes.Gedaan]:
    """Voeg een samenwerking toe namens een organisatie waarvoor u een rol hebt."""
    organisation = Organisation.objects.filter(pk=body.organisatie).first()
    if organisation is None:
        raise EditRefused(_("This organisation is not known."), "organisation")
    version = actions.add_arrangement(
        organisation=organisation,
        country=body.land,
        values=_version_in(body.waarden),
        participants=[_participation_in(one) for one in body.deelnames],
        **_signed(request, body),
    )
    return Status(201, _last(version.arrangement.slug))


@router.patch(
    "/samenwerkingen/{sleutel}",
    response=shapes.Gedaan,
    summary="Een samenwerking verbeteren",
    auth=ACCESS,
)
def correct(request: HttpRequest, sleutel: Sleutel, body: shapes.Correctie) -> shapes.Gedaan:
    """Verbeter gegevens van een versie; wat u niet noemt, blijft zoals het is."""
    done = actions.correct_version(
        version=_version(sleutel, body.versie).version,
        values=_version_in(body.waarden),
        seen=body.gezien,
        **_signed(request, body),
    )
    return _done(done)


@router.post(
    "/samenwerkingen/{sleutel}/beeindiging",
    response=shapes.Gedaan,
    summary="Een samenwerking beëindigen",
    auth=ACCESS,
)
def end(request: HttpRequest, sleutel: Sleutel, body: shapes.Beeindiging) -> shapes.Gedaan:
    """Leg vast dat de samenwerking eindigt; deelnames die nog lopen eindigen mee."""
    done = actions.end_arrangement(
        version=_version(sleutel, body.versie).version,
        valid_to=body.geldig_tot,
        seen=body.gezien,
        **_signed(request, body),
    )
    return _done(done)


@router.post(
    "/samenwerkingen/{sleutel}/bevestiging",
    response=shapes.Gedaan,
    summary="Bevestigen dat het klopt",
    auth=ACCESS,
)
def confirm(request: HttpRequest, sleutel: Sleutel, body: shapes.Bevestiging) -> shapes.Gedaan:
    """Bevestig dat de gegevens nog kloppen."""
    version = _version(sleutel, body.versie).version
    done = actions.confirm(versions=[version], by=actor_of(request), at=timezone.now())
    return _done(done[0] if done else None)


@router.post(
    "/samenwerkingen/{sleutel}/deelnames",
    response={201: shapes.Gedaan},
    summary="Een deelname toevoegen",
    auth=ACCESS,
)
def add_participation(
    request: HttpRequest, sleutel: Sleutel, body: shapes.DeelnameToevoeging
) -> Status[shapes.Gedaan]:
    """Voeg een deelnemer toe aan een versie."""
    actions.add_participation(
        version=_version(sleutel, body.versie).version,
        values=_participation_in(body.deelname),
        **_signed(request, body),
    )
    return Status(201, _last(sleutel))


@router.patch(
    "/samenwerkingen/{sleutel}/deelnames/{nummer}",
    response=shapes.Gedaan,
    summary="Een deelname verbeteren",
    auth=ACCESS,
)
def correct_participation(
    request: HttpRequest, sleutel: Sleutel, nummer: Nummer, body: shapes.DeelnameCorrectie
) -> shapes.Gedaan:
    """Verbeter gegevens van een deelname; wat u niet noemt, blijft zoals het is."""
    done = actions.correct_participation(
        participation=_participation(sleutel, nummer).participation,
        values=_participation_in(body.waarden),
        seen=body.gezien,
        **_signed(request, body),
    )
    return _done(done)


@router.post(
    "/samenwerkingen/{sleutel}/deelnames/{nummer}/beeindiging",
    response=shapes.Gedaan,
    summary="Een deelname beëindigen",
    auth=ACCESS,
)
def end_participation(
    request: HttpRequest, sleutel: Sleutel, nummer: Nummer, body: shapes.Beeindiging
) -> shapes.Gedaan:
    """Leg vast dat een deelnemer niet meer meedoet."""
    done = actions.end_participation(
        participation=_participation(sleutel, nummer).participation,
        valid_to=body.geldig_tot,
        seen=body.gezien,
        **_signed(request, body),
    )
    return _done(done)


@router.post(
    "/samenwerkingen/{sleutel}/wijzigingen/{nummer}/ongedaan-making",
    response=shapes.Gedaan,
    summary="Een wijziging ongedaan maken",
    auth=ACCESS,
)
def undo(
    request: HttpRequest, sleutel: Sleutel, nummer: Nummer, body: shapes.Grond
) -> shapes.Gedaan:
    """Zet terug wat een wijziging veranderde."""
    found = ChangeSet.objects.filter(pk=nummer, arrangement_slug=sleutel).first()
    if found is None:
        raise Http404
    return _done(actions.undo(change_set=found, **_signed(request, body)))


def answer_refusals(api: DesignRulesAPI) -> None:
    """Let the API answer what the actions refuse: 400 with the field, 409 with what differs."""
    api.exception_handler(EditRefused)(_refused)
    api.exception_handler(ChangedMeanwhile)(_changed)


def _refused(request: HttpRequest, error: EditRefused) -> HttpResponse:
    del request
    if error.field is None:
        return problem(400, error.message)
    name = _api_name(error.field) + (f"[{error.row}]" if error.row is not None else "")
    return problem(400, error.message, invalid=[(name, error.message)])


def _changed(request: HttpRequest, error: ChangedMeanwhile) -> HttpResponse:
    del request
    changes = [
        {"name": _api_name(d.field), "seen": _plain(d.seen), "now": _plain(d.now)}
        for d in error.differences
    ]
    return problem(409, error.message, changes=changes)


def _api_name(field: str) -> str:
    first, *rest = _API_NAMES.get(field, field).split("_")
    return first + "".join(part.capitalize() for part in rest)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | None) else str(value)


def _version(slug: str, key: str) -> VersionToEdit:
    try:
        return version_to_edit(slug, timezone.localdate(), key.replace("\x00", " ") or None)
    except ArrangementVersion.DoesNotExist:
        raise Http404 from None


def _participation(slug: str, number: int) -> ParticipationToEdit:
    try:
        return participation_to_edit(slug, number)
    except Participation.DoesNotExist:
        raise Http404 from None


class _Signed(TypedDict):
    """What every act is told: on what ground, by whom and when."""

    ground: Ground
    by: Actor
    at: datetime


def _signed(request: HttpRequest, body: shapes.Grond) -> _Signed:
    ground = Ground(reason=body.reden, source=body.bron)
    return _Signed(ground=ground, by=actor_of(request), at=timezone.now())


def _done(change_set: ChangeSet | None) -> shapes.Gedaan:
    return shapes.Gedaan(wijziging=change_set.pk if change_set else None)


def _last(slug: str) -> shapes.Gedaan:
    return _done(ChangeSet.objects.filter(arrangement_slug=slug).order_by("-pk").first())


def _version_in(given: shapes.VersieWaarden) -> dict[str, Any]:
    """The values that were given, by the names of the actions."""
    found = {VERSION_NAMES[n]: getattr(given, n) for n in given.model_fields_set}
    if "status" in found:
        found["status"] = _STATUSES[found["status"]]
    for name in ("policy_areas", "themes"):
        if name in found:
            found[name] = tuple(found[name])
    return _joined(found)


def _participation_in(given: shapes.DeelnameWaarden) -> dict[str, Any]:
    found = {PARTICIPATION_NAMES[n]: getattr(given, n) for n in given.model_fields_set}
    if "kind" in found:
        found["kind"] = _KINDS[found["kind"]]
        if found["kind"] == Participation.Kind.MUNICIPALITY:
            found["municipality"] = found.pop("code", "")
            found.pop("name", None)
    return _joined(found)


def _joined(values: dict[str, Any]) -> dict[str, Any]:
    return {n: "|".join(v) if n in _LISTS else v for n, v in values.items()}


def _version_out(values: Any) -> dict[str, Any]:
    statuses = {ours: theirs for theirs, ours in _STATUSES.items()}
    found = {theirs: values[ours] for theirs, ours in VERSION_NAMES.items()}
    found["status"] = statuses[found["status"]]
    found["gemeente_code"] = found["gemeente_code"] or ""
    return _split(found, ("wettelijke_grondslagen", "besluiten"))


def _participation_out(values: Any) -> dict[str, Any]:
    names = ("organen", "geldig_vanaf", "geldig_tot", "aandeel_procent")
    return _split({n: values[PARTICIPATION_NAMES[n]] for n in names}, ("organen",))


def _split(values: dict[str, Any], lists: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: [part.strip() for part in value.split("|") if part.strip()]
        if name in lists
        else value
        for name, value in values.items()
    }
