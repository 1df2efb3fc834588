# SPDX-License-Identifier: EUPL-1.2
"""What the files of the RegioAtlas are called here.

The Dutch name of a division is the heading of its column of regions, the policy domain its folder.
The source has no identifiers and nothing in English: those are in the list below, by file name. A
division that is not in the list gets its identifier from its Dutch name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

_KNOWN: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "arbeidsmarktregios": ("labour-market", "Labour market regions"),
        "arrondissementen": ("court-districts", "Court districts"),
        "centrumgemeentemaatschappelijkeopvangbeschermdwonen": (
            "shelter-housing",
            "Central municipalities for shelter and sheltered housing",
        ),
        "centrumgemeentenvrouwenopvanggeweldinhuiselijkekring": (
            "womens-shelter",
            "Central municipalities for women's shelter",
        ),
        "coropplusregios": ("corop-plus", "COROP-plus areas"),
        "coropregios": ("corop", "COROP areas"),
        "coropsubregios": ("corop-sub", "COROP sub-areas"),
        "ggds": ("public-health", "Municipal public health services"),
        "hlzregioshervorminglangdurigezorg": ("long-term-care", "Long-term care reform regions"),
        "intergemeentelijkesocialediensten": (
            "intermunicipal-social-services",
            "Intermunicipal social services",
        ),
        "jeugdzorgregios": ("youth-care", "Youth care regions"),
        "kamervankoophandel": ("chamber-of-commerce", "Chamber of Commerce regions"),
        "mirtgebieden": ("mirt", "National infrastructure programme areas"),
        "nuts1regioslandsdelen": ("nuts1", "NUTS 1 regions"),
        "nuts2regiosprovincies": ("nuts2", "NUTS 2 regions"),
        "nuts3regios": ("nuts3", "NUTS 3 regions"),
        "omgevingsdienstenregionaleuitvoeringsdiensten": (
            "environment-services",
            "Environment services",
        ),
        "passendonderwijsprimaironderwijs": (
            "inclusive-education-primary",
            "Inclusive education alliances, primary",
        ),
        "passendonderwijsvoortgezetonderwijs": (
            "inclusive-education-secondary",
            "Inclusive education alliances, secondary",
        ),
        "politieeenheden": ("police", "Police units"),
        "provincies": ("provinces", "Provinces"),
        "rcfkenniscentrahandhaving": ("enforcement-knowledge", "Enforcement knowledge centres"),
        "regionaalinformatieenexpertisecentra": (
            "organised-crime-centres",
            "Regional information and expertise centres",
        ),
        "regionaleplatformsarbeidsmarkt": (
            "labour-market-platforms",
            "Regional labour market platforms",
        ),
        "regionaleuitvoeringsdienstenbrzo": (
            "environment-services-brzo",
            "Environment services for major-hazard sites",
        ),
        "ressorten": ("appeal-court-districts", "Court of appeal districts"),
        "rmcregiosregionaalmeldencoordinatiepunt": (
            "early-school-leaving",
            "Early school leaving regions (RMC)",
        ),
        "socialewerkvoorziening": ("sheltered-employment", "Sheltered employment companies"),
        "veiligheidshuizen": ("safety-houses", "Safety houses"),
        "veiligheidsregios": ("safety-regions", "Safety regions"),
        "veiligthuisregios": ("domestic-violence", "Domestic violence advice regions"),
        "vptregios2014": ("vpt-2014", "VPT regions 2014"),
        "wmoregios": ("social-support", "Social support (WMO) regions"),
        "zorgkantoorregios": ("care-offices", "Care office regions"),
    }
)


def identity(stem: str, dutch_name: str) -> tuple[str, str | None]:
    """The identifier of a division and its English name (None when it is not in the list).

    ``stem`` is the file name without ``.csv``; a digit that the publisher put behind it counts
    for nothing (``arrondissementen1``).
    """
    lowered = stem.lower()
    known = _KNOWN.get(lowered) or _KNOWN.get(lowered.rstrip("0123456789"))
    return known or (_slug(dutch_name) or _slug(stem) or "division", None)


def _slug(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if c.isascii() and not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:100].strip("-")
