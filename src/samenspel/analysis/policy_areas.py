# SPDX-License-Identifier: EUPL-1.2
"""What arrangements are about: the official policy areas, and the six themes of regional work.

The register of government organisations labels arrangements with the government's theme list (the
"Thema-indeling voor Officiële Publicaties"): sixteen main themes, here called domains, most with
subthemes. A register cell holds several of them. A bar *without* blanks separates two areas, a bar
*with* blanks joins a main theme and its subtheme::

    natuur en milieu | afval|economie      waste (in nature and environment), and economy
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from samenspel.analysis.dutch_text import fold_letters

_SEPARATOR = re.compile(r"(?<!\s)\|(?!\s)")


@dataclass(frozen=True)
class Domain:
    """A main theme of the official list."""

    key: str
    nl: str
    en: str


@dataclass(frozen=True)
class PolicyArea:
    """A main theme or subtheme of the official list, or a text that is not in it."""

    key: str
    """Slug of the Dutch label, unique among the known areas."""
    nl: str
    en: str
    """English label; the Dutch text again where the area is unknown."""
    domain: str | None
    """Key of the main theme; None where a text names no known theme."""
    known: bool = True
    """False for a text that is not in the list: it is shown, not dropped."""
    guessed: bool = False
    """True where no register says so, but words in a name suggest it."""


@dataclass(frozen=True)
class Theme:
    """One of the six themes of cooperation between municipalities, beside the official list."""

    key: str
    nl: str
    en: str


# Main theme: Dutch label, English label, then its subthemes the same way.
_OFFICIAL: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "cultuur en recreatie",
        "culture and recreation",
        (
            ("cultureel erfgoed", "cultural heritage"),
            ("cultuur", "culture"),
            ("evenementen", "events"),
            ("horeca", "hotels, restaurants and cafés"),
            ("media", "media"),
            ("recreatie", "recreation"),
            ("religie", "religion"),
        ),
    ),
    (
        "economie",
        "economy",
        (
            ("dienstensector", "services sector"),
            ("energie", "energy"),
            ("handel", "trade"),
            ("kenniseconomie", "knowledge economy"),
            ("landbouw, visserij, voedselkwaliteit", "agriculture, fisheries, food quality"),
            ("markttoezicht", "market supervision"),
            ("ondernemen", "enterprise"),
            ("transport", "freight transport"),
        ),
    ),
    (
        "internationaal",
        "international",
        (
            ("defensie", "defence"),
            ("Europese zaken", "European affairs"),
            ("internationale betrekkingen", "international relations"),
            ("ontwikkelingssamenwerking", "development cooperation"),
        ),
    ),
    (
        "migratie en integratie",
        "migration and integration",
        (("integratie", "integration"), ("migratie", "migration")),
    ),
    (
        "natuur en milieu",
        "nature and environment",
        (
            ("afval", "waste"),
            ("bodem", "soil"),
            ("geluid", "noise"),
            ("klimaatverandering", "climate change"),
            ("lucht", "air"),
            ("natuur- en landschapsbeheer", "nature and landscape management"),
            ("stoffen", "substances"),
            ("water", "water"),
        ),
    ),
    (
        "onderwijs en wetenschap",
        "education and science",
        (
            ("basisonderwijs", "primary education"),
            ("beroepsonderwijs", "vocational education"),
            ("hoger onderwijs", "higher education"),
            ("onderwijsvoorzieningen", "educational facilities"),
            ("onderzoek en wetenschap", "research and science"),
            ("speciaal onderwijs", "special education"),
            ("voortgezet onderwijs", "secondary education"),
        ),
    ),
    (
        "openbare orde en veiligheid",
        "public order and safety",
        (("criminaliteit", "crime"), ("terrorisme", "terrorism"), ("veiligheid", "safety")),
    ),
    (
        "organisatie en bedrijfsvoering",
        "organisation and operations",
        (
            ("informatievoorziening en ICT", "information and ICT"),
            ("inkoop en beheer", "procurement and management"),
            ("inrichting van de overheid", "structure of government"),
            ("interne organisatie", "internal organisation"),
            ("koninkrijksrelaties", "relations within the Kingdom"),
            ("overheidspersoneel", "government staff"),
        ),
    ),
    (
        "overheidsfinanciën",
        "public finance",
        (("begroting", "budget"), ("belasting", "taxes")),
    ),
    (
        "recht",
        "law",
        (
            ("bestuursrecht", "administrative law"),
            ("bezwaar en klachten", "objections and complaints"),
            ("privaatrecht", "private law"),
            ("rechten en vrijheden", "rights and freedoms"),
            ("rechtspraak", "administration of justice"),
            ("staatsrecht", "constitutional law"),
            ("strafrecht", "criminal law"),
        ),
    ),
    (
        "ruimte en infrastructuur",
        "spatial planning and infrastructure",
        (
            ("netwerken", "networks"),
            ("ruimtelijke ordening", "spatial planning"),
            ("waterbeheer", "water management"),
        ),
    ),
    (
        "sociale zekerheid",
        "social security",
        (
            ("arbeidsongeschiktheid en werkloosheid", "incapacity for work and unemployment"),
            ("gezin en kinderen", "family and children"),
            ("ouderen", "older people"),
        ),
    ),
    (
        "verkeer",
        "traffic and transport",
        (
            ("luchtvaart", "aviation"),
            ("openbaar vervoer", "public transport"),
            ("rail- en wegverkeer", "rail and road traffic"),
            ("scheepvaart", "shipping"),
        ),
    ),
    (
        "werk",
        "work",
        (
            ("arbeidsomstandigheden", "working conditions"),
            ("arbeidsverhoudingen", "labour relations"),
        ),
    ),
    (
        "wonen",
        "housing",
        (
            ("bouwen en verbouwen", "building and renovation"),
            ("woningmarkt", "housing market"),
        ),
    ),
    (
        "zorg en gezondheid",
        "care and health",
        (
            ("ethiek", "ethics"),
            ("geneesmiddelen en medische hulpmiddelen", "medicines and medical devices"),
            ("gezondheidsrisico's", "health risks"),
            ("jeugdzorg", "youth care"),
            ("ouderenzorg", "care for older people"),
            ("ziekten en behandelingen", "diseases and treatments"),
            ("zorginstellingen", "care institutions"),
            ("zorgverzekeringen", "health insurance"),
        ),
    ),
)

# Keyword guessed from an arrangement's name (inventory of 2016) -> key of the area it comes near.
_AREA_OF_KEYWORD = {
    "culture": "cultuur",
    "education": "onderwijs-en-wetenschap",
    "environment": "natuur-en-milieu",
    "health": "zorg-en-gezondheid",
    "heritage": "cultureel-erfgoed",
    "housing": "wonen",
    "land_business": "economie",
    "mobility": "verkeer",
    "operations": "organisatie-en-bedrijfsvoering",
    "oversight": "inrichting-van-de-overheid",
    "recreation": "recreatie",
    "regional": "inrichting-van-de-overheid",
    "safety": "veiligheid",
    "social": "sociale-zekerheid",
    "tax": "belasting",
    "waste": "afval",
    "water": "waterbeheer",
    "work_income": "arbeidsongeschiktheid-en-werkloosheid",
    "youth": "jeugdzorg",
}


def _slug(text: str) -> str:
    bare = fold_letters(text).replace("'", "").replace("\u2019", "")
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def _label(text: str) -> str:
    """A label as compared: case, accents, and width of blanks do not count."""
    return " ".join(fold_letters(text).split())


def _areas() -> Iterator[PolicyArea]:
    for nl, en, subthemes in _OFFICIAL:
        yield PolicyArea(_slug(nl), nl, en, domain=_slug(nl))
        for sub_nl, sub_en in subthemes:
            yield PolicyArea(_slug(sub_nl), sub_nl, sub_en, domain=_slug(nl))


DOMAINS: dict[str, Domain] = {_slug(nl): Domain(_slug(nl), nl, en) for nl, en, _ in _OFFICIAL}
"""The sixteen main themes by key, in Dutch alphabetical order."""

POLICY_AREAS: dict[str, PolicyArea] = {area.key: area for area in _areas()}
"""Main themes and subthemes by key; each main theme is followed by its subthemes."""

THEMES: dict[str, Theme] = {
    theme.key: theme
    for theme in (
        Theme("talent", "talent en onderwijs", "talent and education"),
        Theme("ondernemen", "ondernemen en vernieuwen", "entrepreneurship and innovation"),
        Theme(
            "leefklimaat",
            "aantrekkelijk om te wonen en te vestigen",
            "an attractive place to live and settle",
        ),
        Theme(
            "verbindingen",
            "verbindingen over de weg, het spoor en digitaal",
            "connections, physical and digital",
        ),
        Theme(
            "samenwerken",
            "samenwerken in de regio in plaats van concurreren",
            "regional cooperation instead of competition",
        ),
        Theme(
            "bestuurskracht",
            "bestuurskracht op de schaal van het dagelijks leven",
            "administrative strength at the scale of daily life",
        ),
    )
}
"""The six themes of regional work by key."""

_AREA_OF_LABEL = {_label(area.nl): area for area in POLICY_AREAS.values()}


def parse_policy_areas(text: str | None) -> tuple[PolicyArea, ...]:
    """The areas of one register cell, in its order, each once.

    A text that is not in the official list comes back with ``known`` False: report it.

    Parameters
    ----------
    text
        Areas separated by ``|``; a main theme and its subtheme are joined by `` | ``.
    """
    found: dict[str, PolicyArea] = {}
    for cell in _SEPARATOR.split(text or ""):
        for area in _read(cell):
            found.setdefault(area.key, area)
    return tuple(found.values())


def guess_policy_area(keyword: str | None) -> PolicyArea | None:
    """The area that a keyword of the 2016 inventory (``domain_keyword``) comes near.

    The result has ``guessed`` True: the keyword itself was read from words in a name. None for no
    keyword; an area with ``known`` False for a keyword without a place in the list.
    """
    if not keyword:
        return None
    key = _AREA_OF_KEYWORD.get(keyword)
    area = POLICY_AREAS[key] if key else _unknown(keyword, domain=None)
    return replace(area, guessed=True)


def written_policy_area(key: str) -> str:
    """An area as a register cell has it, so that :func:`parse_policy_areas` finds its key again.

    A subtheme is led by its main theme; a text that is not in the list stays as it is.
    """
    area = POLICY_AREAS.get(key)
    if area is None:
        return key
    main = DOMAINS[area.domain] if area.domain and area.domain != key else None
    return f"{main.nl} | {area.nl}" if main else area.nl


def keyword_of_guess(key: str) -> str:
    """A keyword from which :func:`guess_policy_area` guesses the area with this key."""
    found = (keyword for keyword, area in _AREA_OF_KEYWORD.items() if area == key)
    return next(found, key)


def _read(cell: str) -> tuple[PolicyArea, ...]:
    """One area; or several, where blanks stand around a bar that separates."""
    parts = [part.strip() for part in cell.split("|") if part.strip()]
    if not parts:
        return ()
    areas = [_AREA_OF_LABEL.get(_label(part)) for part in parts]
    known = tuple(area for area in areas if area)
    main = areas[0]
    if len(known) < len(parts):
        return (_unknown(" | ".join(parts), domain=main.domain if main else None),)
    if len(known) == 2 and known[1].domain == known[0].key:
        return known[1:]
    if all(area.key in DOMAINS for area in known):
        return known
    return (_unknown(" | ".join(parts), domain=known[0].domain),)


def _unknown(text: str, *, domain: str | None) -> PolicyArea:
    return PolicyArea(_slug(text) or text, text, text, domain=domain, known=False)
