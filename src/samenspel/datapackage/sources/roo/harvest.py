# SPDX-License-Identifier: EUPL-1.2
"""Takes from each record of the stream what the tables need, and lets go of the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from samenspel.datapackage.legal_forms import identify
from samenspel.datapackage.sources.roo.cleaning import (
    ADDRESS,
    Code,
    Notes,
    Place,
    code_in,
    day,
    identifier,
    line,
    listed,
    paragraphs,
    percentage,
    slug,
    web_address,
    whole_number,
)
from samenspel.datapackage.sources.roo.organisations import (
    Address,
    Identity,
    Kind,
    identity_of,
    named_identifier,
    owms_key,
    period,
    visiting_address,
)
from samenspel.datapackage.sources.roo.stream import Node, Record

NO_IDENTIFIER = "record without an identifier"
NOT_IN_TABLES = "kind of organisation that is not in the tables"
NO_ARRANGEMENT = "participant of a record that gives no arrangement"
FORM_UNKNOWN = "legal form unknown, left empty"
QUOTES = "quotation marks around it removed"
NO_NAME = "no name; another text taken"
KVK_UNREADABLE = "number in the commercial register unreadable, left empty"
BODY_WITHOUT_IDENTIFIER = "body without an identifier left out"

MEMBER = "deelnemendeOrganisaties/deelnemendeOrganisatie"
_PAGE = "https://organisaties.overheid.nl"
_MOST_PEOPLE, _MOST_SEATS = 10**8, 99


@dataclass(frozen=True)
class MunicipalRecord:
    """A municipality as its own record has it."""

    identity: Identity
    name: str | None
    begin: date | None
    end: date | None
    province_code: str | None
    population: int | None
    seats: int | None
    places: tuple[str, ...]


@dataclass
class BodyRecord:
    """An organisation that carries out arrangements; ``row`` is that of the table bodies."""

    identity: Identity
    row: dict[str, object]
    address: Address | None
    belongs_to: tuple[str, ...]


@dataclass(frozen=True)
class Member:
    """A participant as the record of an arrangement has it."""

    at: Place
    name: str
    roo_id: str | None
    code: Code | None
    owms: str
    joined: date | None
    left: date | None
    share: float | None
    role: str | None


@dataclass
class ArrangementRecord:
    """A version of an arrangement; ``row`` is that of the table arrangements, in part."""

    identity: Identity
    roo_id: str
    row: dict[str, object]
    begin: date | None
    end: date | None
    previous: str | None
    following: str | None
    body: str | None
    address: Address | None
    members: list[Member]
    competences: list[tuple[str | None, str]]
    changed: date | None


@dataclass
class Harvest:
    """What was taken from the records so far."""

    notes: Notes
    organisations: int = 0
    participants: int = 0
    latest: date | None = None
    """Latest day of change in any record."""
    identities: list[Identity] = field(default_factory=list)
    municipalities: list[MunicipalRecord] = field(default_factory=list)
    bodies: list[BodyRecord] = field(default_factory=list)
    arrangements: list[ArrangementRecord] = field(default_factory=list)

    def take(self, record: Record) -> None:
        """Take what the tables need from a record."""
        self.organisations += 1
        identity = identity_of(record)
        at = Place(record.number)
        changed = day(self.notes, at.at("datumMutatie"), record.node.value("datumMutatie"))
        if changed is not None and (self.latest is None or changed > self.latest):
            self.latest = changed
        self.identities.append(identity)
        match identity.kind:
            case Kind.ARRANGEMENT:
                self._take_arrangement(identity, at, record.node, changed)
                return
            case Kind.MUNICIPALITY:
                self.municipalities.append(_municipality(self.notes, at, identity, record.node))
            case Kind.BODY:
                self._take_body(identity, at, record.node)
            case _:
                self.notes.left_out(at, _what(record.node, identity), NOT_IN_TABLES)
        self._leave_members(at, record.node, NO_ARRANGEMENT)

    def _take_body(self, identity: Identity, at: Place, node: Node) -> None:
        if identity.roo_id is None:
            self.notes.left_out(at, _what(node, identity), NO_IDENTIFIER)
        else:
            self.bodies.append(_body(self.notes, at, identity, identity.roo_id, node))

    def _take_arrangement(
        self, identity: Identity, at: Place, node: Node, changed: date | None
    ) -> None:
        if identity.roo_id is None:
            self.notes.left_out(at, _what(node, identity), NO_IDENTIFIER)
            self._leave_members(at, node, NO_ARRANGEMENT)
            return
        found = _arrangement(self.notes, at, identity, identity.roo_id, node, changed)
        self.participants += len(found.members)
        self.arrangements.append(found)

    def _leave_members(self, at: Place, node: Node, cause: str) -> None:
        for member in node.all(*MEMBER.split("/")):
            self.participants += 1
            self.notes.left_out(at.at(MEMBER), _shown(member), cause)


def _what(node: Node, identity: Identity) -> str:
    name = " ".join((node.value("naam") or node.value("titel")).split())
    return f"{', '.join(identity.types) or node.name}: {name}"


def _shown(member: Node) -> str:
    return " ".join(member.value("naam").split()) or member.attribute("systeemId")


def _municipality(notes: Notes, at: Place, identity: Identity, node: Node) -> MunicipalRecord:
    address = visiting_address(notes, at, node)
    begin, end = period(notes, at, node, "startDatum", "eindDatum")
    population, seats = "geografie/aantalInwoners", "raad/totaalZetels"
    places = node.value("geografie", "bevatPlaatsen").replace(";", ",").split(",")
    return MunicipalRecord(
        identity=identity,
        name=line(notes, at.at("naam"), node.value("naam")),
        begin=begin,
        end=end,
        province_code=address.province_code if address is not None else None,
        population=whole_number(
            notes, at.at(population), node.value(*population.split("/")), _MOST_PEOPLE
        ),
        seats=whole_number(notes, at.at(seats), node.value(*seats.split("/")), _MOST_SEATS),
        places=tuple(name.strip() for name in places if name.strip()),
    )


def _body(notes: Notes, at: Place, identity: Identity, roo_id: str, node: Node) -> BodyRecord:
    begin, end = period(notes, at, node, "startDatum", "eindDatum")
    short = line(notes, at.at("afkorting"), node.value("afkorting"))
    name = line(notes, at.at("naam"), node.value("naam"))
    if name is None:
        name = short or roo_id
        notes.repaired(at.at("naam"), "", name, NO_NAME)
    owner = "hoortBijGemeenschappelijkeRegeling"
    owners = [identifier(item.attribute("systeemId")) for item in node.all(owner)]
    return BodyRecord(
        identity=identity,
        row={
            "roo_id": roo_id,
            "name": name,
            "abbreviation": short,
            "tooi_code": identity.code or None,
            "kvk": _kvk(notes, at.at("identificatiecodes"), named_identifier(node, "KVK-nummer")),
            "founded_on": begin,
            "valid_to": end,
            "website": _website(notes, at, node),
        },
        address=visiting_address(notes, at, node),
        belongs_to=tuple(dict.fromkeys(found for found in owners if found is not None)),
    )


def _kvk(notes: Notes, at: Place, text: str) -> str | None:
    digits = "".join(text.split())
    if not digits:
        return None
    if len(digits) == 8 and digits.isascii() and digits.isdecimal():
        return digits
    notes.repaired(at, text, None, KVK_UNREADABLE)
    return None


def _website(notes: Notes, at: Place, node: Node) -> str | None:
    path = ("contact", "internetadressen", "internetadres")
    found = [item for item in node.all(*path) if item.value("url").strip()]
    general = (i for i in found if i.value("label").strip().casefold() == "algemeen")
    chosen = next(general, found[0] if found else None)
    if chosen is None:
        return None
    return line(notes, at.at("/".join((*path, "url"))), chosen.value("url"), ADDRESS)


def _arrangement(
    notes: Notes,
    at: Place,
    identity: Identity,
    roo_id: str,
    node: Node,
    changed: date | None,
) -> ArrangementRecord:
    begin, end = period(notes, at, node, "datumInwerkingtreding", "datumUitwerkingtreding")
    cited = line(notes, at.at("citeertitel"), node.value("citeertitel"))
    name = line(notes, at.at("titel"), node.value("titel") or node.value("naam"))
    if name is None:
        name = cited or f"ROO {roo_id}"
        notes.repaired(at.at("titel"), "", name, NO_NAME)
    body = node.attribute("systeemId", "regionaalSamenwerkingsorgaan")
    row: dict[str, object] = {
        "id": f"roo-{roo_id}",
        "roo_id": roo_id,
        "name": name,
        "citation_title": cited,
        **_form(notes, at.at("samenwerkingsvorm"), node),
        **_lists(notes, at, node),
        "purpose": paragraphs(notes, at.at("doel"), node.value("doel")),
        "body_roo_id": identifier(body),
        "body_name": line(
            notes,
            at.at("regionaalSamenwerkingsorgaan"),
            node.value("regionaalSamenwerkingsorgaan"),
        ),
        "last_mutation": changed,
        "last_verified": day(
            notes, at.at("datumTerVerificatie"), node.value("datumTerVerificatie")
        ),
        "source_url": f"{_PAGE}/{roo_id}/{slug(cited or name) or 'x'}",
    }
    if body and row["body_roo_id"] is None:
        notes.repaired(
            at.at("regionaalSamenwerkingsorgaan@systeemId"), body, None, BODY_WITHOUT_IDENTIFIER
        )
    return ArrangementRecord(
        identity=identity,
        roo_id=roo_id,
        row=row,
        begin=begin,
        end=end,
        previous=identifier(node.attribute("systeemId", "previousVersion")),
        following=identifier(node.attribute("systeemId", "nextVersion")),
        body=identifier(body),
        address=visiting_address(notes, at, node),
        members=[_member(notes, at, item) for item in node.all(*MEMBER.split("/"))],
        competences=_competences(notes, at, node),
        changed=changed,
    )


def _form(notes: Notes, at: Place, node: Node) -> dict[str, object]:
    written = node.value("samenwerkingsvorm")
    label = line(notes, at, written) or ""
    code = line(notes, at, node.attribute("afkorting", "samenwerkingsvorm"))
    bare = label.strip("'\"‘’“” ")
    if bare != label:
        notes.repaired(at, written, bare, QUOTES)
    for text in (bare, code or ""):
        try:
            form = identify(text) if text else None
        except KeyError:
            continue
        if form is not None:
            return {"legal_form": form.label_nl, "legal_form_code": code}
    if bare or code:
        notes.repaired(at, f"{bare} ({code or ''})", None, FORM_UNKNOWN)
    return {"legal_form": None, "legal_form_code": code}


def _lists(notes: Notes, at: Place, node: Node) -> dict[str, object]:
    def texts(path: str) -> list[str]:
        return [item.text for item in node.all(*path.split("/"))]

    areas, powers, acts, decrees = (
        "beleidsterreinen/beleidsterrein",
        "bevoegdheidsverkrijgingen/bevoegdheidsverkrijging",
        "wettelijkeGrondslagen/wettelijkeGrondslag/opschrift",
        "instellingsbesluiten/referentie",
    )
    addresses = [
        address
        for text in texts(decrees)
        if (address := web_address(notes, at.at(decrees), text)) is not None
    ]
    given = listed(notes, at.at(powers), texts(powers))
    return {
        "policy_areas": listed(notes, at.at(areas), texts(areas), phrases=True),
        "powers": line(notes, at.at(powers), given) if given else None,
        "legal_bases": listed(notes, at.at(acts), texts(acts)),
        "decree_urls": listed(notes, at.at(decrees), addresses),
    }


def _competences(notes: Notes, at: Place, node: Node) -> list[tuple[str | None, str]]:
    found = []
    for item in node.all("bevoegdheden", "bevoegdheid"):
        heading = line(
            notes, at.at("bevoegdheden/bevoegdheid/kopArtikel"), item.value("kopArtikel")
        )
        text = paragraphs(
            notes, at.at("bevoegdheden/bevoegdheid/inhoudArtikel"), item.value("inhoudArtikel")
        )
        if text is not None:
            found.append((heading, text))
        elif heading is not None:
            found.append((None, heading))
    return found


def _member(notes: Notes, at: Place, node: Node) -> Member:
    here = at.at(MEMBER)
    organs = sorted(
        clean
        for item in node.all("bestuursorganen", "bestuursorgaan")
        if (clean := line(notes, at.at(f"{MEMBER}/bestuursorganen"), item.text)) is not None
    )
    role = listed(notes, at.at(f"{MEMBER}/bestuursorganen"), organs)
    return Member(
        at=here,
        name=line(notes, at.at(f"{MEMBER}/naam"), node.value("naam") or node.text) or "",
        roo_id=identifier(node.attribute("systeemId")),
        code=code_in(node.attribute("resourceIdentifierTOOI")),
        owms=owms_key(node.attribute("resourceIdentifierOWMS")),
        joined=day(notes, at.at(f"{MEMBER}/toetredingsDatum"), node.value("toetredingsDatum")),
        left=day(notes, at.at(f"{MEMBER}/uittredingsDatum"), node.value("uittredingsDatum")),
        share=percentage(notes, at.at(f"{MEMBER}/verdeelsleutel"), node.value("verdeelsleutel")),
        role=line(notes, here, role) if role else None,
    )
