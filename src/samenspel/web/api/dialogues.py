# SPDX-License-Identifier: EUPL-1.2
"""Reading dialogues by the API: what the public pages show. No log-in needed, none looked at.

A round that is being prepared is not there, a draft neither; a balance under embargo and replies
before the memo are not there yet.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Router

from samenspel.dialogue.models import Clause, Round
from samenspel.dialogue.queries import public_data
from samenspel.dialogue.queries.clause_trails import ClauseLine, Counted, clause_lines
from samenspel.web.api import dialogue_shapes as shapes
from samenspel.web.api.reading import Pagina, PaginaGrootte, Part, page_address

Dialoogsleutel = Annotated[str, Path(max_length=120, pattern=r"^[-a-zA-Z0-9_]+$")]

router = Router(by_alias=True)


def _round(sleutel: str) -> Round:
    found = public_data.sent_rounds().filter(slug=sleutel).first()
    if found is None:
        raise Http404
    return found


@router.get("/dialogen", response=shapes.Dialogen, summary="Dialogen")
def dialogues(
    request: HttpRequest, pagina: Pagina = 1, pagina_grootte: PaginaGrootte = 50
) -> shapes.Dialogen:
    """De rondes die zijn verstuurd, de nieuwste eerst."""
    rows = public_data.sent_rounds()
    first = (pagina - 1) * pagina_grootte
    return shapes.Dialogen(
        aantal=rows.count(),
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[
            shapes.DialoogKort(**_short(request, row))
            for row in rows[first : first + pagina_grootte]
        ],
    )


@router.get("/dialogen/{sleutel}", response=shapes.Dialoog, summary="Een dialoog")
def dialogue(request: HttpRequest, sleutel: Dialoogsleutel) -> shapes.Dialoog:
    """Een ronde: wat er is gevraagd, aan wie, en hoe ver ieder is."""
    found = _round(sleutel)
    return shapes.Dialoog(
        **_short(request, found),
        achtergrond=found.background,
        besluit_gepland_op=found.decides_on,
        teksten=[
            shapes.TekstKort(
                nummer=one["number"],
                titel=one["title"],
                status=shapes.STATUSES[one["status"]],
                gepubliceerd_op=one["published_at"],
            )
            for one in public_data.documents(found)
        ],
        gevraagden=[
            shapes.Gevraagde(
                nummer=one["id"],
                naam=one["name"],
                orgaan=shapes.BODIES[one["body"]],
                gemeente_code=one["municipality"],
                gast=one["is_guest"],
                inwoners=one["inhabitants"],
                uiterlijk=one["due_on"],
                stand=shapes.STATES[one["state"]],
            )
            for one in public_data.addressees(found)
        ],
    )


def _short(request: HttpRequest, row: Round) -> dict[str, Any]:
    return {
        "sleutel": row.slug,
        "titel": row.title,
        "soort": shapes.KINDS[row.kind],
        "fase": shapes.STAGES[row.stage],
        "vraag": row.question,
        "gevraagd_door": row.organisation.name,
        "samenwerking": row.arrangement_slug,
        "verstuurd_op": row.sent_on,
        "antwoord_voor": row.answer_by,
        "adres": page_address(request, "dialogue", row.slug),
    }


@router.get(
    "/dialogen/{sleutel}/onderdelen", response=shapes.Onderdelen, summary="Onderdelen van de tekst"
)
def clauses(
    request: HttpRequest,
    sleutel: Dialoogsleutel,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.Onderdelen:
    """De onderdelen van de laatste gepubliceerde tekst, met wat erover is gezegd."""
    found = _round(sleutel)
    document = found.documents.filter(published_at__isnull=False).order_by("-number").first()
    texts = dict(Clause.objects.filter(document=document).values_list("key", "text"))
    lines = [line for line in clause_lines(found, document) if line.key]
    return shapes.Onderdelen(
        versie=document.number if document else None,
        aantal=len(lines),
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[
            _clause(request, found, line, texts[line.key])
            for line in Part(pagina, pagina_grootte).of(lines)
        ],
    )


def _clause(request: HttpRequest, row: Round, line: ClauseLine, text: str) -> shapes.Onderdeel:
    return shapes.Onderdeel(
        sleutel=line.key,
        naam=line.name,
        tekst=text,
        standpunten=_counted(line.positions, shapes.POSITIONS),
        antwoorden=_counted(line.verdicts, shapes.VERDICTS),
        wijzigingen=line.changes,
        adres=page_address(request, "dialogue-clause", row.slug, line.key),
    )


def _counted(found: tuple[Counted, ...], words: dict[str, str]) -> list[shapes.Telling]:
    return [shapes.Telling(soort=words[one.key], aantal=one.number) for one in found]


@router.get("/dialogen/{sleutel}/zienswijzen", response=shapes.Zienswijzen, summary="Zienswijzen")
def opinions(
    request: HttpRequest,
    sleutel: Dialoogsleutel,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.Zienswijzen:
    """De zienswijzen die zijn gestuurd; van een verbeterde alleen de laatste versie."""
    del request
    versions = public_data.opinion_versions(_round(sleutel))
    first = (pagina - 1) * pagina_grootte
    return shapes.Zienswijzen(
        aantal=versions.count(),
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[
            _opinion(one) for one in public_data.opinions(versions[first : first + pagina_grootte])
        ],
    )


def _opinion(one: dict[str, Any]) -> shapes.Zienswijze:
    return shapes.Zienswijze(
        versie=one["version"],
        volgnummer=one["number"],
        tekst_versie=one["document"],
        inleiding=one["introduction"],
        gestuurd_op=one["sent_on"],
        te_laat=one["is_late"],
        organen=[
            shapes.Vaststelling(
                nummer=body["id"],
                naam=body["name"],
                vastgesteld_op=body["adopted_on"],
                stemmen_voor=body["votes_for"],
                stemmen_tegen=body["votes_against"],
                onthoudingen=body["votes_abstained"],
            )
            for body in one["bodies"]
        ],
        punten=[
            shapes.Punt(
                nummer=point["id"],
                onderdeel=point["clause"],
                standpunt=shapes.POSITIONS[point["position"]],
                tekst=point["text"],
            )
            for point in one["points"]
        ],
    )


@router.get(
    "/dialogen/{sleutel}/tussenbalans", response=shapes.Tussenbalans, summary="De tussenbalans"
)
def balance(request: HttpRequest, sleutel: Dialoogsleutel) -> shapes.Tussenbalans:
    """De laatste tussenbalans die openbaar is; 404 zolang die er niet is."""
    del request
    found = public_data.balance(_round(sleutel), at=timezone.now())
    if found is None:
        raise Http404
    return shapes.Tussenbalans(
        nummer=found["number"],
        openbaar_vanaf=found["public_from"],
        inleiding=found["introduction"],
        inhoud=found["content"],
    )


@router.get(
    "/dialogen/{sleutel}/antwoorden",
    response=shapes.Antwoorden,
    summary="De nota van beantwoording",
)
def replies(
    request: HttpRequest,
    sleutel: Dialoogsleutel,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.Antwoorden:
    """Elk punt met het antwoord; 404 zolang de nota er niet is."""
    del request
    found = public_data.memo(_round(sleutel))
    if found is None:
        raise Http404
    return shapes.Antwoorden(
        nota=found["number"],
        datum=found["on"],
        inleiding=found["introduction"],
        aantal=len(found["points"]),
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[_reply(one) for one in Part(pagina, pagina_grootte).of(found["points"])],
    )


def _reply(one: dict[str, Any]) -> shapes.Antwoord:
    return shapes.Antwoord(
        punt=one["point"],
        organen=one["bodies"],
        onderdeel=one["clause"],
        standpunt=shapes.POSITIONS[one["position"]],
        tekst=one["text"],
        antwoord=shapes.VERDICTS[one["verdict"]],
        reden=one["reason"],
        wijziging=one["change"],
        gewijzigd_onderdeel=one["changed_clause"],
    )


@router.get("/dialogen/{sleutel}/besluiten", response=shapes.Besluiten, summary="Besluiten")
def decisions(
    request: HttpRequest,
    sleutel: Dialoogsleutel,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.Besluiten:
    """De vergaderingen met hun voorstellen, hoofdelijke stemmingen en besluiten."""
    del request
    found = public_data.meetings(_round(sleutel))
    return shapes.Besluiten(
        aantal=len(found),
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[_meeting(one) for one in Part(pagina, pagina_grootte).of(found)],
    )


def _meeting(one: dict[str, Any]) -> shapes.Vergadering:
    return shapes.Vergadering(
        naam=one["name"],
        begint=one["begins_at"],
        plaats=one["place"],
        stand=shapes.MEETING_STATES[one["state"]],
        voorstellen=[_proposal(proposal) for proposal in one["proposals"]],
    )


def _proposal(one: dict[str, Any]) -> shapes.Voorstel:
    return shapes.Voorstel(
        nummer=one["number"],
        titel=one["title"],
        tekst=one["text"],
        tekst_versie=one["document"],
        uitslag=shapes.OUTCOMES[one["outcome"]],
        besloten_op=one["decided_at"],
        stemmingen=[
            shapes.StemmingRonde(
                nummer=ballot["number"],
                gesloten_op=ballot["closed_at"],
                uitslag=shapes.OUTCOMES[ballot["outcome"]],
                stemmen=[
                    shapes.Stem(
                        lid=vote["member"],
                        gemeente_code=vote["municipality"],
                        voor=vote["for"],
                        tegen=vote["against"],
                        onthouden=vote["abstained"],
                        mandaat=shapes.MANDATES[vote["mandate"]],
                    )
                    for vote in ballot["votes"]
                ],
            )
            for ballot in one["ballots"]
        ],
    )
