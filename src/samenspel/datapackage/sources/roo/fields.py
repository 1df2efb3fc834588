# SPDX-License-Identifier: EUPL-1.2
"""Which elements and attributes of a record are read, and which are knowingly not, and why.

Paths are below the element of one record, by local name; ``@`` precedes an attribute. An element
that stands in neither list is unknown: it is counted and named in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_MEMBER = "/deelnemendeOrganisaties/deelnemendeOrganisatie"

READ: Mapping[str, str] = MappingProxyType(
    {
        # Every record
        "@systeemId": "identifier of the record: arrangements.id, bodies.roo_id",
        "@resourceIdentifierTOOI": "municipalities.code, bodies.tooi_code, kind of organisation",
        "@resourceIdentifierOWMS": "finds the municipality of a participant without a code",
        "/identificatiecodes/resourceIdentifier": "the same identifiers where attributes lack",
        "/identificatiecodes/resourceIdentifier@naam": "which identifier it is; bodies.kvk",
        "/types/type": "kind of organisation",
        "/naam": "municipalities.name, bodies.name",
        "/startDatum": "municipalities.valid_from, bodies.founded_on",
        "/eindDatum": "municipalities.valid_to, bodies.valid_to",
        "/datumMutatie": "arrangements.last_mutation; day of an export that states none",
        "/adressen/adres/adresType": "the visiting address is the seat",
        "/adressen/adres/postcode": "arrangements.seat_postcode",
        "/adressen/adres/woonplaats": "arrangements.seat_place, seat_municipality_code",
        "/adressen/adres/provincie": "province_code of arrangements and municipalities",
        "/adressen/adres/land": "an address abroad lies in no province",
        # Municipalities
        "/geografie/aantalInwoners": "municipalities.population",
        "/geografie/bevatPlaatsen": "the municipality of a seat",
        "/raad/totaalZetels": "municipalities.council_seats",
        # Bodies
        "/afkorting": "bodies.abbreviation",
        "/contact/internetadressen/internetadres/url": "bodies.website",
        "/contact/internetadressen/internetadres/label": "which address is the general one",
        "/hoortBijGemeenschappelijkeRegeling@systeemId": "bodies.arrangement_ids",
        # Arrangements
        "/titel": "arrangements.name",
        "/citeertitel": "arrangements.citation_title, source_url",
        "/samenwerkingsvorm": "arrangements.legal_form",
        "/samenwerkingsvorm@afkorting": "arrangements.legal_form_code",
        "/beleidsterreinen/beleidsterrein": "arrangements.policy_areas",
        "/doel": "arrangements.purpose",
        "/bevoegdheidsverkrijgingen/bevoegdheidsverkrijging": "arrangements.powers",
        "/datumInwerkingtreding": "arrangements.in_force_from",
        "/datumUitwerkingtreding": "arrangements.in_force_to",
        "/previousVersion@systeemId": "arrangements.previous_id",
        "/nextVersion@systeemId": "arrangements.next_id",
        "/regionaalSamenwerkingsorgaan": "arrangements.body_name",
        "/regionaalSamenwerkingsorgaan@systeemId": "arrangements.body_roo_id",
        "/wettelijkeGrondslagen/wettelijkeGrondslag/opschrift": "arrangements.legal_bases",
        "/instellingsbesluiten/referentie": "arrangements.decree_urls",
        "/datumTerVerificatie": "arrangements.last_verified",
        "/bevoegdheden/bevoegdheid/kopArtikel": "competences.article",
        "/bevoegdheden/bevoegdheid/inhoudArtikel": "competences.text",
        # Participants
        f"{_MEMBER}/naam": "participations.participant_name",
        f"{_MEMBER}@systeemId": "the record of the participant, for its code and kind",
        f"{_MEMBER}@resourceIdentifierTOOI": "participations.participant_code, participant_type",
        f"{_MEMBER}@resourceIdentifierOWMS": "the municipality of a participant without a code",
        f"{_MEMBER}/toetredingsDatum": "participations.joined_on",
        f"{_MEMBER}/uittredingsDatum": "participations.valid_to",
        f"{_MEMBER}/verdeelsleutel": "participations.share_percent",
        f"{_MEMBER}/bestuursorganen/bestuursorgaan": "participations.role",
    }
)
"""Path and the column that it feeds, or what it decides."""

_CONTACT = "how to reach an organisation; the tables hold one website"
_WOO = "about requests for information"
_CLASSES = "labels for pay, pensions and publication; not about cooperation"
_REVIEW = "reviews of national bodies"
_NATIONAL = "national bodies are not in the tables"
_STREET = "the tables hold the place of a seat, not its street"
_SAME = "the identifier beside it says the same"
_KEEPER = "who keeps the record or the archive: in nearly all records the body itself"
_PERSONS = "names of persons; never kept"

NOT_USED: Mapping[str, str] = MappingProxyType(
    {
        f"{_MEMBER}/bestuursorganen/bestuursorgaan@resourceIdentifierOWMS": "the name says it",
        f"{_MEMBER}/bestuursorganen/bestuursorgaan@resourceIdentifierTOOI": "the name says it",
        "/beleidsterreinen/beleidsterrein@resourceIdentifier": "the name says it",
        "/raad/partijen/partij/naam": "parties in a council are not in the tables",
        "/raad/partijen/partij/aantalZetels": "parties in a council are not in the tables",
        "/taalcode": "always Dutch",
        "/registratiehouder": "always the ministry that keeps the register",
        "/bronhouder": _KEEPER,
        "/bronhouder@systeemId": _KEEPER,
        "/bronhouder@resourceIdentifierOWMS": _KEEPER,
        "/bronhouder@resourceIdentifierTOOI": _KEEPER,
        "/archiefzorgdrager": _KEEPER,
        "/archiefzorgdrager@systeemId": _KEEPER,
        "/archiefzorgdrager@resourceIdentifierOWMS": _KEEPER,
        "/archiefzorgdrager@resourceIdentifierTOOI": _KEEPER,
        "/regionaalSamenwerkingsorgaan@resourceIdentifierOWMS": _SAME,
        "/regionaalSamenwerkingsorgaan@resourceIdentifierTOOI": _SAME,
        "/previousVersion": "the name of a version that has a record of its own",
        "/nextVersion": "the name of a version that has a record of its own",
        "/hoortBijGemeenschappelijkeRegeling": "the name of a record of its own",
        "/wettelijkeGrondslagen/wettelijkeGrondslag/referentie": "the title of the act suffices",
        "/geografie/oppervlakte": "without a date; areas come from Statistics Netherlands",
        "/geografie/oppervlakte@eenheid": "without a date; areas come from Statistics Netherlands",
        "/geografie/inwoners": "density; follows from population and area",
        "/geografie/inwoners@eenheid": "density; follows from population and area",
        "/adressen/adres/openbareRuimte": _STREET,
        "/adressen/adres/huisnummer": _STREET,
        "/adressen/adres/toevoeging": _STREET,
        "/adressen/adres/postbus": _STREET,
        "/adressen/adres/antwoordnummer": _STREET,
        "/adressen/adres/terAttentieVan": _STREET,
        "/adressen/adres/toelichting": _STREET,
        "/adressen/adres/regio": "the province says it",
        "/contact/contactformulieren/contactformulier/label": _CONTACT,
        "/contact/contactformulieren/contactformulier/url": _CONTACT,
        "/contact/socialMedia/socialmedium/gebruikersnaam": _CONTACT,
        "/contact/socialMedia/socialmedium/url": _CONTACT,
        "/contact/socialMedia/socialmedium/platform": _CONTACT,
        "/contact/telefoonnummers/telefoonnummer/label": _CONTACT,
        "/contact/telefoonnummers/telefoonnummer/nummer": _CONTACT,
        "/contact/emailadressen/emailadres/label": _CONTACT,
        "/contact/emailadressen/emailadres/email": _CONTACT,
        "/contact/fax": _CONTACT,
        "/contact/beschrijving": _CONTACT,
        "/afspraak/url": _CONTACT,
        "/afspraak/telefoonnummer": _CONTACT,
        "/afspraak/email": _CONTACT,
        "/organogram/url": "how an organisation is built inside",
        "/organisatieBeschrijving/url": "what an organisation says of itself",
        "/organisatieBeschrijving/beschrijvingText": "what an organisation says of itself",
        "/subnaam": "part of an organisation within another",
        "/subtype": "finer kind of national bodies",
        "/rechtsvorm": "legal form of organisations; arrangements have samenwerkingsvorm",
        "/takenEnBevoegdheden": "tasks of organisations; arrangements have bevoegdheden",
        "/soortZbo": _NATIONAL,
        "/soortAdviescollege": _NATIONAL,
        "/relatieMetMinisterie": _NATIONAL,
        "/relatieMetMinisterie@systeemId": _NATIONAL,
        "/relatieMetMinisterie@resourceIdentifierTOOI": _NATIONAL,
        "/relatieMetMinisterie@resourceIdentifierOWMS": _NATIONAL,
        "/kaderwet/kaderwetZbo/instellingsmotief": _NATIONAL,
        "/kaderwet/kaderwetZbo/kaderwetVanToepassing": _NATIONAL,
        "/kaderwet/kaderwetZbo/afwijkendeBepalingKaderwet/artikel": _NATIONAL,
        "/kaderwet/kaderwetZbo/afwijkendeBepalingKaderwet/toelichting": _NATIONAL,
        "/kaderwet/kaderwetAdviescollege/kaderwetVanToepassing": _NATIONAL,
        "/kaderwet/kaderwetAdviescollege/afwijkendeBepalingKaderwet/artikel": _NATIONAL,
        "/kaderwet/kaderwetAdviescollege/afwijkendeBepalingKaderwet/toelichting": _NATIONAL,
        "/classificaties/classificatie@type": _CLASSES,
        "/classificaties/classificatie@url": _CLASSES,
        "/classificaties/classificatie/eindDatum": _CLASSES,
        "/classificaties/classificatie/wettelijkeGrondslagen/wettelijkeGrondslag/opschrift": (
            _CLASSES
        ),
        "/classificaties/classificatie/wettelijkeGrondslagen/wettelijkeGrondslag/referentie": (
            _CLASSES
        ),
        "/evaluatieverslagen/evaluatieverslag/datum": _REVIEW,
        "/evaluatieverslagen/evaluatieverslag/referentie": _REVIEW,
        "/evaluatieverslagen/evaluatieverslag/kamerstuknummer": _REVIEW,
        "/doorlichtingen/doorlichting/naamRapport": _REVIEW,
        "/doorlichtingen/doorlichting/datum": _REVIEW,
        "/doorlichtingen/doorlichting/referentie": _REVIEW,
        "/woo/wooIndex/documentLocatie/informatiecategorie": _WOO,
        "/woo/wooIndex/documentLocatie/toelichting": _WOO,
        "/woo/wooIndex/documentLocatie/url": _WOO,
        "/woo/wooVerzoek/url": _WOO,
        "/woo/wooInformatie/urls/overzichtURL": _WOO,
        "/woo/wooInformatie/urls/url": _WOO,
        "/afwijkingRegeling": "filled in for one record",
        "/begrotingsDatum": "filled in for one record",
        # A path that ends in /* stands for everything below it.
        "/functies/*": _PERSONS,
        "/medewerkers/*": _PERSONS,
        "/personeel/*": _PERSONS,
        "/woo/wooContactpersoon/*": _PERSONS,
    }
)
"""Path and the reason for which it is not in the tables."""


@dataclass
class Known:
    """What is known of an element: the elements and attributes in it, and whether it is read."""

    children: dict[str, Known] = field(default_factory=dict)
    read_attributes: set[str] = field(default_factory=set)
    other_attributes: set[str] = field(default_factory=set)
    read: bool = False
    everything: bool = False
    """Whatever stands below it is known and not used."""


def known_elements() -> Known:
    """The two lists as one tree, below the element of a record."""
    root = Known()
    for path, read in _paths():
        elements, _, attribute = path.partition("@")
        at = root
        for name in elements.strip("/").split("/") if elements else ():
            if name == "*":
                at.everything = True
                break
            at = at.children.setdefault(name, Known())
            at.read |= read
        if attribute:
            (at.read_attributes if read else at.other_attributes).add(attribute)
    return root


def _paths() -> Iterator[tuple[str, bool]]:
    yield from ((path, True) for path in READ)
    yield from ((path, False) for path in NOT_USED)
