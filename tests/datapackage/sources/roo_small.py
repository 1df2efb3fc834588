# SPDX-License-Identifier: EUPL-1.2
"""A small export of the register, made by hand: invented organisations, every element that is read.

Each element decides something: without it the tables or the report are different.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from samenspel.datapackage.sources import Conversion
from samenspel.datapackage.sources.roo import convert

_T = "https://identifier.overheid.nl/tooi/id"
_O = "http://standaarden.overheid.nl/owms/terms"
SPACE = 'xmlns:p="https://organisaties.overheid.nl/static/schema/oo/export/2.6.9"'


def municipality(number: int, name: str, more: str = "", *, place: str = "") -> str:
    """The record of a municipality with code GM90nn and identifier nn."""
    return f"""
    <p:organisatie p:systeemId="{number}" p:resourceIdentifierTOOI="{_T}/gemeente/gm90{number}">
      <p:naam>Gemeente {name}</p:naam><p:types><p:type>Gemeente</p:type></p:types>
      <p:geografie><p:bevatPlaatsen>{place or name}</p:bevatPlaatsen></p:geografie>{more}
    </p:organisatie>"""


def member(number: int, name: str, more: str = "") -> str:
    """A municipality as a participant."""
    return f"""<p:deelnemendeOrganisatie p:systeemId="{number}"
      p:resourceIdentifierTOOI="{_T}/gemeente/gm90{number}"><p:naam>{name}</p:naam>{more}
      </p:deelnemendeOrganisatie>"""


def arrangement(number: int, name: str, members: str, more: str = "") -> str:
    """The record of a version of an arrangement."""
    return f"""
    <p:regeling p:systeemId="{number}"><p:titel>{name}</p:titel>
      <p:samenwerkingsvorm p:afkorting="OL">Openbaar lichaam</p:samenwerkingsvorm>
      <p:deelnemendeOrganisaties>{members}</p:deelnemendeOrganisaties>{more}
    </p:regeling>"""


def document(*records: str, day: str = "2026-05-16") -> str:
    """An export with these records, made on a day (not stated when empty)."""
    stated = f' p:timestamp="{day}"' if day else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<p:overheidsorganisaties {SPACE}{stated}>'
        f"<p:organisaties>{''.join(records)}</p:organisaties></p:overheidsorganisaties>"
    )


_ADDRESS = """<p:adressen>
  <p:adres><p:adresType>Postadres</p:adresType><p:woonplaats>Elders</p:woonplaats></p:adres>
  <p:adres><p:adresType>Bezoekadres</p:adresType><p:postcode>1234 AB</p:postcode>
    <p:woonplaats>{place}</p:woonplaats><p:provincie>{province}</p:provincie>
    <p:land>{land}</p:land></p:adres></p:adressen>"""


def address(place: str, province: str = "", land: str = "Nederland") -> str:
    """A visiting address, after a postal one."""
    code = f"{_T}/provincie/{province}" if province else ""
    return _ADDRESS.format(place=place, province=code, land=land)


_TOWNS = (
    municipality(
        11,
        "Waterstad",
        address("Waterstad", "pv27")
        + "<p:startDatum>1990-01-01</p:startDatum><p:eindDatum></p:eindDatum>"
        "<p:raad><p:totaalZetels>31</p:totaalZetels></p:raad>"
        "<p:geografie><p:aantalInwoners>54321</p:aantalInwoners></p:geografie>",
        place="Waterstad, Kade",
    ),
    municipality(12, "Heidedorp", "<p:eindDatum>2020-12-31</p:eindDatum>"),
    # Known by its list of identifiers only, and met as a participant by its OWMS address only.
    f"""<p:organisatie p:resourceIdentifierOWMS="{_O}/Duindam"><p:naam>Gemeente Duindam</p:naam>
      <p:types><p:type>Gemeente</p:type></p:types><p:identificatiecodes>
      <p:resourceIdentifier p:naam="Organisatiecode">gm9013</p:resourceIdentifier>
      </p:identificatiecodes></p:organisatie>""",
    # Known as a participant by its identifier only.
    municipality(14, "Veenhuis"),
)
_BODY = f"""<p:organisatie p:systeemId="500" p:resourceIdentifierTOOI="{_T}/so/so0999">
  <p:naam>Regiodienst</p:naam><p:afkorting>RD</p:afkorting>
  <p:types><p:type>Regionaal samenwerkingsorgaan</p:type></p:types>
  <p:identificatiecodes><p:resourceIdentifier p:naam="KVK-nummer">12345678</p:resourceIdentifier>
  </p:identificatiecodes><p:startDatum>2015-01-01</p:startDatum>
  <p:eindDatum>2030-01-01</p:eindDatum>
  <p:hoortBijGemeenschappelijkeRegeling p:systeemId="902">Regeling
  </p:hoortBijGemeenschappelijkeRegeling>
  <p:contact><p:internetadressen>
    <p:internetadres><p:url>https://ander.example</p:url><p:label>vacatures</p:label></p:internetadres>
    <p:internetadres><p:url>https://regio.example</p:url><p:label>algemeen</p:label></p:internetadres>
  </p:internetadressen></p:contact>{address("Kade", "pv27")}</p:organisatie>"""
# A body by its type alone.
_OTHER_BODY = """<p:organisatie p:systeemId="501"><p:naam>Meerschap</p:naam>
  <p:types><p:type>Regionaal samenwerkingsorgaan</p:type></p:types></p:organisatie>"""
_LISTS = """<p:citeertitel>Regeling Regiodienst</p:citeertitel><p:doel>Samen doen.</p:doel>
  <p:beleidsterreinen><p:beleidsterrein>zorg | jeugd</p:beleidsterrein>
    <p:beleidsterrein>verkeer</p:beleidsterrein></p:beleidsterreinen>
  <p:bevoegdheidsverkrijgingen><p:bevoegdheidsverkrijging>Mandaat</p:bevoegdheidsverkrijging>
  </p:bevoegdheidsverkrijgingen>
  <p:wettelijkeGrondslagen><p:wettelijkeGrondslag><p:opschrift>Gemeentewet</p:opschrift>
  </p:wettelijkeGrondslag></p:wettelijkeGrondslagen>
  <p:instellingsbesluiten><p:referentie>https://besluit.example/1</p:referentie>
  </p:instellingsbesluiten>
  <p:bevoegdheden><p:bevoegdheid><p:kopArtikel>Artikel 5</p:kopArtikel>
    <p:inhoudArtikel>Het bestuur beslist.</p:inhoudArtikel></p:bevoegdheid></p:bevoegdheden>
  <p:datumTerVerificatie>2026-01-03</p:datumTerVerificatie>
  <p:datumMutatie>2026-02-04</p:datumMutatie>"""
_RUNS = (
    '<p:regionaalSamenwerkingsorgaan p:systeemId="500">Regiodienst</p:regionaalSamenwerkingsorgaan>'
)
_FIRST = arrangement(
    901,
    "Regeling Regiodienst 2015",
    member(
        11,
        "Gemeente Waterstad",
        "<p:toetredingsDatum>2015-01-01</p:toetredingsDatum>"
        "<p:uittredingsDatum>2018-01-01</p:uittredingsDatum>"
        "<p:verdeelsleutel>12,5</p:verdeelsleutel><p:bestuursorganen>"
        "<p:bestuursorgaan>Gemeenteraad</p:bestuursorgaan>"
        "<p:bestuursorgaan>Burgemeester</p:bestuursorgaan></p:bestuursorganen>",
    )
    + f'<p:deelnemendeOrganisatie p:resourceIdentifierOWMS="{_O}/Duindam"><p:naam>D.</p:naam>'
    "</p:deelnemendeOrganisatie>"
    '<p:deelnemendeOrganisatie p:systeemId="14"><p:naam>V.</p:naam></p:deelnemendeOrganisatie>',
    _LISTS
    + _RUNS
    + '<p:nextVersion p:systeemId="902">Regeling</p:nextVersion>'
    + "<p:datumInwerkingtreding>2015-01-01</p:datumInwerkingtreding>"
    "<p:datumUitwerkingtreding>2017-12-31</p:datumUitwerkingtreding>",
)
_SECOND = arrangement(
    902,
    "Regeling Regiodienst 2018",
    member(11, "Gemeente Waterstad") + member(14, "Gemeente Veenhuis"),
    _RUNS
    + '<p:previousVersion p:systeemId="901">Regeling</p:previousVersion>'
    + "<p:datumInwerkingtreding>2018-01-01</p:datumInwerkingtreding>"
    + address("Gronau", "pv23", "Duitsland"),
).replace(' p:afkorting="OL">Openbaar lichaam', ">Gemeenschappelijk orgaan")
SMALL = document(*_TOWNS, _BODY, _OTHER_BODY, _FIRST, _SECOND)
"""Four municipalities (one abolished), two bodies, and an arrangement of two versions."""


def writer(folder: Path) -> Callable[[str | bytes], Path]:
    """Writes exports where no data package lies beside them."""
    deep = folder / "away" / "from" / "packages"
    deep.mkdir(parents=True)

    def write(content: str | bytes) -> Path:
        path = deep / "exportOO.xml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def converted(write: Callable[[str | bytes], Path], content: str | bytes) -> Conversion:
    """The conversion of an export; it must balance."""
    conversion = convert(write(content))
    assert conversion.balances
    return conversion
