# SPDX-License-Identifier: EUPL-1.2
"""The columns of a municipality's own list: their heads, in any order and spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.register.lists.columns import (
    ERRORS,
    Layout,
    ListColumn,
    by_head,
    folded,
    layout_of,
)

EARLIEST_YEAR, LATEST_YEAR = 1950, 2150
CONTRIBUTION = "contribution:"

_CONTRIBUTION = re.compile(r"(?:bijdrage|contribution|kosten|costs?)(?: in)? ?(?:euro)? ?(\d{4})")


IDENTIFIER = ListColumn(
    "identifier",
    "Kenmerk",
    "Identifier",
    ("id", "key", "slug", "roo", "roo nummer", "roo id", "kenmerk samenspel"),
    gettext_lazy(
        "By this a row is recognised. It is filled in for what the register has; leave it empty "
        "for what is new. The number in the Register van Overheidsorganisaties is right as well."
    ),
)
NAME = ListColumn(
    "name",
    "Naam",
    "Name",
    (
        "naam samenwerkingsverband", "naam regeling", "naam verband", "regeling",
        "samenwerkingsverband", "gemeenschappelijke regeling", "titel", "arrangement",
    ),
    gettext_lazy("The name of the arrangement. This is the only column that must be filled in."),
)  # fmt: skip
VERSION_COLUMNS = (
    NAME,
    ListColumn(
        "citation_title", "Citeertitel", "Citation title", ("korte naam", "afkorting"),
        gettext_lazy("The short name, as it is quoted."),
    ),
    ListColumn(
        "legal_form", "Rechtsvorm", "Legal form", ("vorm", "juridische vorm", "form"),
        gettext_lazy("One of the forms in the list of that cell."),
    ),
    ListColumn(
        "policy_areas", "Beleidsterreinen", "Policy areas",
        ("beleidsterrein", "policy area", "domein", "domeinen"),
        gettext_lazy("One or more from the sheet with policy areas, with a semicolon between."),
    ),
    ListColumn(
        "purpose", "Doel", "Purpose", ("doelstelling", "taken", "taak"),
        gettext_lazy("What it is for, in a sentence or two."),
    ),
    ListColumn(
        "is_compulsory", "Verplicht", "Compulsory", ("wettelijk verplicht",),
        gettext_lazy("Yes when a law obliges to it, no when it was chosen."),
    ),
    ListColumn(
        "valid_from", "Geldig vanaf", "In force from",
        ("ingangsdatum", "begindatum", "startdatum", "vanaf", "from"),
        gettext_lazy("The first day, as 31-01-2026."),
    ),
    ListColumn(
        "valid_to", "Geldig tot en met", "In force until",
        ("einddatum", "tot en met", "t m", "until"),
        gettext_lazy("The last day, as 31-01-2026. Leave it empty when there is no end."),
    ),
    ListColumn(
        "seat_place", "Plaats", "Seat", ("vestigingsplaats", "zetel", "plaatsnaam"),
        gettext_lazy("The place where it has its seat."),
    ),
    ListColumn("seat_postcode", "Postcode", "Postcode", (), gettext_lazy("Of the seat.")),
    ListColumn(
        "website", "Website", "Website", ("url", "site"),
        gettext_lazy("The full address, with https in front."),
    ),
    ListColumn(
        "source_url", "Adres van de bron", "Address of the source",
        ("bron", "link", "adres regeling", "source"),
        gettext_lazy("Where the text of the arrangement stands, with https in front."),
    ),
)  # fmt: skip
OWN_COLUMNS = (
    ListColumn(
        "own:valid_from", "Wij doen mee vanaf", "We take part from",
        ("deelnemer sinds", "deelname vanaf", "toetreding", "toetredingsdatum"),
        gettext_lazy("The first day of your own participation."),
    ),
    ListColumn(
        "own:valid_to", "Wij doen mee tot en met", "We take part until",
        ("deelname tot en met", "uittreding", "uittredingsdatum"),
        gettext_lazy("The last day of your own participation. Leave it empty when it goes on."),
    ),
    ListColumn(
        "own:roles", "Organen", "Organs", ("organ", "orgaan", "bestuursorganen"),
        gettext_lazy("Which organs of yours take part, with a semicolon between."),
    ),
    ListColumn(
        "own:share_percent", "Aandeel (%)", "Share (%)", ("aandeel", "share", "percentage"),
        gettext_lazy("Your share, from 0 to 100."),
    ),
)  # fmt: skip
PARTICIPANTS = ListColumn(
    "participants",
    "Andere deelnemers",
    "Other participants",
    ("deelnemers", "deelnemende gemeenten", "gemeenten", "participants", "partners"),
    gettext_lazy(
        "Other municipalities, provinces and water boards, with a semicolon between. Those that "
        "the register does not have are added; nobody is taken away."
    ),
)
COLUMNS = (IDENTIFIER, *VERSION_COLUMNS, *OWN_COLUMNS, PARTICIPANTS)
_BY_HEAD = by_head((*COLUMNS, ERRORS))


def contribution_year(key: str) -> int | None:
    """The year of a column with contributions; None for every other column."""
    return int(key.removeprefix(CONTRIBUTION)) if key.startswith(CONTRIBUTION) else None


def label_of(key: str) -> str:
    """What a column is called in the language of the request."""
    year = contribution_year(key)
    if year is not None:
        return _("Contribution %(year)s") % {"year": year}
    return next((c.label for c in (*COLUMNS, ERRORS) if c.key == key), key)


def layout(heads: Sequence[str]) -> Layout:
    """Recognise the heads of a list.

    Raises
    ------
    ListRefused
        There is no column with names, or two heads mean the same column.
    """
    return layout_of(heads, key_of=_key, label_of=label_of, name=NAME)


def _key(head: str) -> str:
    text = folded(head)
    if found := _BY_HEAD.get(text):
        return found.key
    contribution = _CONTRIBUTION.fullmatch(text.removesuffix(" euro").removesuffix(" eur"))
    if contribution and EARLIEST_YEAR <= int(contribution[1]) <= LATEST_YEAR:
        return f"{CONTRIBUTION}{contribution[1]}"
    return ""
