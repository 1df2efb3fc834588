# SPDX-License-Identifier: EUPL-1.2
"""Writes an XML export of the register of government organisations from a data package.

The file has the elements, attributes and lists of the real export, as far as the tables can fill
them, and on request its mess.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

from samenspel.datapackage import Package
from tests.datapackage.sources.roo_xml import (
    Style,
    Xml,
    municipal_id,
    other_id,
    owms_name,
    split,
    tooi,
)

NAMESPACE = "https://organisaties.overheid.nl/static/schema/oo/export/2.6.9"
_OWMS = "http://standaarden.overheid.nl/owms/terms"
_TYPES = {
    "province": "Provincie",
    "water_board": "Waterschap",
    "state": "Ministerie",
}
_ONE_DAY = timedelta(days=1)
ZERO_WIDTH = "\u200b"

Row = dict[str, Any]


class Exporter:
    """The export of one package."""

    def __init__(self, package: Package, style: Style) -> None:
        self.style = style
        self.xml = Xml(style)
        self.day = package.observed_on
        self.municipalities = package.table("municipalities").to_dicts()
        self.arrangements = package.table("arrangements").to_dicts()
        self.participations: dict[str, list[Row]] = defaultdict(list)
        for row in package.table("participations").to_dicts():
            self.participations[row["arrangement_id"]].append(row)
        self.competences: dict[str, list[Row]] = defaultdict(list)
        for row in package.table("competences").to_dicts():
            self.competences[row["arrangement_id"]].append(row)
        self.bodies = package.table("bodies").to_dicts()
        self.by_id = {row["id"]: row for row in self.arrangements}
        self.body_addresses = self._body_addresses()
        self.places = self._places()
        self.body_ids = {row["body_name"]: row["body_roo_id"] for row in self.arrangements}
        self.body_ids |= {row["name"]: row["roo_id"] for row in self.bodies}
        self.other_ids: dict[str, str] = {}

    def _body_addresses(self) -> dict[str, Row]:
        """The seat that most of its arrangements have, when all of them have one."""
        seats: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for row in self.arrangements:
            if row["body_roo_id"] is not None:
                seats[row["body_roo_id"]].append(_seat(row))
        known = {row["roo_id"] for row in self.bodies}
        return {
            body: dict(zip(_SEAT, Counter(found).most_common(1)[0][0], strict=True))
            for body, found in seats.items()
            if body in known and all(seat[0] is not None for seat in found)
        }

    def _places(self) -> dict[str, list[str]]:
        places: dict[str, set[str]] = defaultdict(set)
        for row in self.arrangements:
            if row["seat_municipality_code"] is not None:
                places[row["seat_municipality_code"]].add(row["seat_place"])
        return {code: sorted(names) for code, names in places.items()}

    def write(self) -> bytes:
        style, xml = self.style, self.xml
        space = f"xmlns:{style.prefix}" if style.prefix else "xmlns"
        root = f"{style.prefix}:overheidsorganisaties" if style.prefix else "overheidsorganisaties"
        stamp = f"{self.day.isoformat()}T04:12:31" if style.stated_day else None
        xml.out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        attributes = f' timestamp="{stamp}"' if stamp else ""
        xml.out.write(f'<{root} {space}="{NAMESPACE}"{attributes}>\n')
        with xml.element("organisaties"):
            for municipality in self.municipalities:
                self._municipality(municipality)
            self._participating_organisations()
            for body in self.bodies:
                self._body(body)
            if style.one_list:
                self._arrangements("organisatie")
        if not style.one_list:
            with xml.element("gemeenschappelijkeRegelingen"):
                self._arrangements("regeling")
        xml.out.write(f"</{root}>\n")
        return xml.out.getvalue().encode()

    def _arrangements(self, name: str) -> None:
        for row in self.arrangements:
            self._arrangement(row, name)

    def _text(self, text: str | None) -> str | None:
        if text is None or not self.style.invisible:
            return text
        return text[:1] + ZERO_WIDTH + text[1:].replace(" ", "\u00a0", 1)

    def _day(self, day: date | None) -> str | None:
        if day is None:
            return "1900-01-01" if self.style.unknown_as_1900 else None
        return day.isoformat()

    def _start(self, roo_id: str, code: str | None, owms: str | None = None) -> dict[str, Any]:
        return {
            "systeemId": roo_id,
            "resourceIdentifierTOOI": tooi(code),
            "resourceIdentifierOWMS": f"{_OWMS}/{owms}" if owms else None,
        }

    def _types(self, *names: str) -> None:
        self.xml.several("types", "type", list(names))

    def _identifiers(self, roo_id: str, code: str | None, kvk: str | None = None) -> None:
        with self.xml.element("identificatiecodes"):
            self.xml.leaf("resourceIdentifier", roo_id, {"naam": "systeemId"})
            self.xml.leaf("resourceIdentifier", tooi(code), {"naam": "resourceIdentifierTOOI"})
            if code:
                self.xml.leaf("resourceIdentifier", code.lower(), {"naam": "Organisatiecode"})
            if kvk:
                self.xml.leaf("resourceIdentifier", kvk, {"naam": "KVK-nummer"})

    def _municipality(self, row: Row) -> None:
        xml, code = self.xml, row["code"]
        end = row["valid_to"]
        if end is not None and self.style.last_days and end.day == 1:
            end -= _ONE_DAY
        roo_id = municipal_id(code)
        with xml.element("organisatie", self._start(roo_id, code, owms_name(row))):
            registered = (row["aliases"] or row["name"]).split("|")[0]
            xml.leaf("naam", self._text(f"Gemeente {registered}"))
            xml.leaf("afkorting", registered)
            self._types("Gemeente")
            self._identifiers(roo_id, code)
            xml.leaf("startDatum", self._day(row["valid_from"]))
            xml.leaf("eindDatum", end.isoformat() if end else None)
            if row["province_code"] is not None:
                self._addresses(
                    {
                        "seat_place": row["name"],
                        "province_code": row["province_code"],
                        "seat_postcode": "1000 AA",
                    }
                )
            with xml.element("geografie"):
                area = row.get("area_km2_2023")
                comma = str(area).replace(".", ",") if area is not None else None
                xml.leaf("oppervlakte", comma, {"eenheid": "km2"})
                xml.leaf("aantalInwoners", row.get("population"))
                xml.leaf("inwoners", row.get("density_km2_2023"), {"eenheid": "per km2"})
                xml.leaf("bevatPlaatsen", ", ".join(self.places.get(code, [])) or None)
            if row.get("council_seats") is not None:
                with xml.element("raad"):
                    xml.leaf("totaalZetels", row["council_seats"])
            self._verified(self.day, self.day)

    def _verified(self, changed: date | None, verified: date | None) -> None:
        self.xml.leaf("datumMutatie", changed)
        self.xml.leaf("datumTerVerificatie", verified)

    def _participating_organisations(self) -> None:
        """Provinces, water boards and ministries that take part."""
        found: dict[str, tuple[str, str]] = {}
        for rows in self.participations.values():
            for row in rows:
                kind = _TYPES.get(row["participant_type"])
                if kind is not None and row["participant_code"] is not None:
                    found[row["participant_code"]] = (kind, row["participant_name"])
        for code, (kind, name) in sorted(found.items()):
            roo_id = other_id(code)
            with self.xml.element("organisatie", self._start(roo_id, code, name)):
                self.xml.leaf("naam", name)
                self._types(kind)
                self._identifiers(roo_id, code)
                self.xml.leaf("datumMutatie", self.day)

    def _body(self, row: Row) -> None:
        xml, roo_id = self.xml, row["roo_id"]
        with xml.element("organisatie", self._start(roo_id, row["tooi_code"])):
            xml.leaf("naam", self._text(row["name"]))
            xml.leaf("afkorting", row["abbreviation"])
            self._types("Regionaal samenwerkingsorgaan")
            self._identifiers(roo_id, row["tooi_code"], row["kvk"])
            for identifier in (row["arrangement_ids"] or "").split("|"):
                if identifier:
                    name = self.by_id[identifier]["name"]
                    xml.leaf(
                        "hoortBijGemeenschappelijkeRegeling",
                        name,
                        {"systeemId": identifier.removeprefix("roo-")},
                    )
            xml.leaf("startDatum", self._day(row["founded_on"]))
            xml.leaf("eindDatum", row["valid_to"])
            if roo_id in self.body_addresses:
                self._addresses(self.body_addresses[roo_id])
            if row["website"] is not None:
                path = ("contact", "internetadressen", "internetadres")
                with xml.element(path[0]), xml.element(path[1]), xml.element(path[2]):
                    xml.leaf("url", row["website"])
                    xml.leaf("label", "algemeen")
            xml.leaf("rechtsvorm", "Publiekrechtelijk")
            xml.leaf("datumMutatie", self.day)
            if self.style.extra_elements:
                xml.leaf("logoVanHetLichaam", "een plaatje", {"hoogte": "12"})

    def _addresses(self, seat: Row) -> None:
        xml = self.xml
        province = seat["province_code"]
        land = "Nederland"
        if _is_abroad(seat):
            land = "Duitsland"
            province = "PV25" if self.style.dutch_provinces_abroad else None
        place = seat["seat_place"]
        if self.style.capitals and seat.get("seat_municipality_code"):
            place = place.upper()
        with xml.element("adressen"):
            with xml.element("adres"):
                xml.leaf("adresType", "Postadres")
                xml.leaf("postbus", "12")
                xml.leaf("postcode", "1234 AB")
                xml.leaf("woonplaats", "Elders")
            with xml.element("adres"):
                xml.leaf("adresType", "Bezoekadres")
                xml.leaf("openbareRuimte", "Kerkstraat")
                xml.leaf("huisnummer", "1")
                xml.leaf("postcode", seat["seat_postcode"])
                xml.leaf("woonplaats", place)
                xml.leaf("provincie", tooi(province))
                xml.leaf("land", land)

    def _arrangement(self, row: Row, element: str) -> None:
        xml, members = self.xml, self.participations[row["id"]]
        with xml.element(element, {"systeemId": row["roo_id"]}):
            xml.leaf("titel", self._text(row["name"]))
            xml.leaf("citeertitel", row["citation_title"])
            abroad = any(m["participant_type"].startswith("foreign") for m in members)
            form = "gemeenschappelijke regeling"
            self._types(f"Grensoverschrijdende {form}" if abroad else form.capitalize())
            xml.leaf(
                "samenwerkingsvorm",
                f"'{row['legal_form']}'" if self.style.invisible else row["legal_form"],
                {"afkorting": row["legal_form_code"]},
            )
            self._lists(row)
            xml.leaf("doel", row["purpose"])
            self._neighbours(row)
            self._members(members)
            if self.competences[row["id"]]:
                with xml.element("bevoegdheden"):
                    for article in self.competences[row["id"]]:
                        with xml.element("bevoegdheid"):
                            xml.leaf("kopArtikel", article["article"])
                            xml.leaf("inhoudArtikel", article["text"])
            xml.leaf("datumInwerkingtreding", self._day(row["in_force_from"]))
            xml.leaf("datumUitwerkingtreding", self._end(row))
            xml.leaf("taalcode", "nl-NL")
            xml.leaf("registratiehouder", "Ministerie van Binnenlandse Zaken")
            if row["seat_place"] is not None:
                inherited = self.body_addresses.get(row["body_roo_id"])
                if inherited is None or _seat(inherited) != _seat(row):
                    self._addresses(row)
            self._verified(row["last_mutation"], row["last_verified"])

    def _end(self, row: Row) -> date | None:
        end = row["in_force_to"]
        following = self.by_id.get(row["next_id"] or "")
        if self.style.last_days and end and following and following["in_force_from"] == end:
            end -= _ONE_DAY
        return end

    def _lists(self, row: Row) -> None:
        for around, name, column in (
            ("beleidsterreinen", "beleidsterrein", "policy_areas"),
            ("bevoegdheidsverkrijgingen", "bevoegdheidsverkrijging", "powers"),
        ):
            self.xml.several(around, name, split(row[column]))
        self.xml.several("instellingsbesluiten", "referentie", split(row["decree_urls"]))
        if row["legal_bases"]:
            with self.xml.element("wettelijkeGrondslagen"):
                for act in split(row["legal_bases"]):
                    with self.xml.element("wettelijkeGrondslag"):
                        self.xml.leaf("opschrift", act)
                        self.xml.leaf(
                            "referentie", "http://wetten.overheid.nl/jci1.3:c:BWBR0000000"
                        )

    def _neighbours(self, row: Row) -> None:
        for name, column in (("previousVersion", "previous_id"), ("nextVersion", "next_id")):
            if row[column] is not None:
                other = self.by_id[row[column]]
                self.xml.leaf(name, other["name"], {"systeemId": other["roo_id"]})
        if row["body_roo_id"] is not None:
            for name in ("regionaalSamenwerkingsorgaan", "bronhouder", "archiefzorgdrager"):
                self.xml.leaf(name, row["body_name"], {"systeemId": row["body_roo_id"]})

    def _members(self, members: list[Row]) -> None:
        xml = self.xml
        with xml.element("deelnemendeOrganisaties"):
            for row in members:
                with xml.element("deelnemendeOrganisatie", self._member(row)):
                    name = row["participant_name"]
                    if row["participant_type"] == "municipality":
                        name = f"Gemeente {name}"
                    xml.leaf("naam", self._text(name))
                    xml.leaf("toetredingsDatum", self._day(row["joined_on"]))
                    xml.leaf("uittredingsDatum", row["valid_to"])
                    xml.leaf("verdeelsleutel", self._share(row["share_percent"]))
                    if row["role"] is not None:
                        with xml.element("bestuursorganen"):
                            for organ in split(row["role"]):
                                term = organ.lower().replace(" ", "_")
                                owms = {"resourceIdentifierOWMS": f"{_OWMS}/{term}"}
                                xml.leaf("bestuursorgaan", organ, owms)

    def _share(self, share: float | None) -> str | None:
        if share is None:
            return None
        text = f"{share:g}"
        return text.replace(".", ",") if self.style.decimal_commas else text

    def _member(self, row: Row) -> dict[str, Any]:
        code, name = row["participant_code"], row["participant_name"]
        if code is None:
            known = row["participant_type"] == "intermunicipal_body"
            other = str(90_000_000 + len(self.other_ids))
            roo_id = self.body_ids.get(name) if known else self.other_ids.setdefault(name, other)
            return self._start(roo_id or "", None, name if known else None)
        roo_id = other_id(code)
        if row["participant_type"] == "municipality":
            roo_id = municipal_id(code)
        recorded = row["participant_type"] == "municipality" or row["participant_type"] in _TYPES
        hidden = self.style.codes_in_records_only and recorded
        return self._start(roo_id, None if hidden else code, None)


_SEAT = (
    "seat_place",
    "seat_postcode",
    "seat_municipality_code",
    "seat_municipality",
    "province_code",
    "province",
)


def _seat(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in _SEAT)


def _is_abroad(seat: Row) -> bool:
    """A seat without a Dutch postcode, province and municipality."""
    if seat.get("seat_municipality_code") or seat["province_code"]:
        return False
    postcode = (seat["seat_postcode"] or "").replace(" ", "")
    return not (len(postcode) == 6 and postcode[:4].isdigit() and postcode[4:].isalpha())


CLEAN = Style()


def export(package: Package, style: Style = CLEAN) -> bytes:
    """The package as an XML export."""
    return Exporter(package, style).write()
