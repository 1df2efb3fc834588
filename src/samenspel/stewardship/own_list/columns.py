# SPDX-License-Identifier: EUPL-1.2
"""The columns of a municipality's own list: their heads, in any order and spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samenspel.analysis.dutch_text import fold_letters
from samenspel.stewardship.own_list.workbooks import ListRefused

EARLIEST_YEAR, LATEST_YEAR = 1950, 2150
CONTRIBUTION = "contribution:"

_CONTRIBUTION = re.compile(r"(?:bijdrage|contribution|kosten|costs?)(?: in)? ?(?:euro)? ?(\d{4})")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class ListColumn:
    """A column: heads in both languages, further heads that are understood, and what to write."""

    key: str
    nl: str
    en: str
    others: tuple[str, ...]
    hint: str | Promise

    @property
    def label(self) -> str:
        """The head in the language of the request."""
        return self.nl if (get_language() or "nl").startswith("nl") else self.en


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
# The column that a list with errors has in front; it is not read back.
ERRORS = ListColumn("errors", "Fouten", "Errors", ("fout", "error"), "")
_BY_HEAD: dict[str, ListColumn] = {}


def folded(text: str) -> str:
    """The form in which heads and names are compared: ``[a-z0-9]`` words."""
    return _NOT_WORD.sub(" ", fold_letters(text)).strip()


for _column in (*COLUMNS, ERRORS):
    for _head in (_column.key, _column.nl, _column.en, *_column.others):
        _BY_HEAD.setdefault(folded(_head), _column)


def contribution_year(key: str) -> int | None:
    """The year of a column with contributions; None for every other column."""
    return int(key.removeprefix(CONTRIBUTION)) if key.startswith(CONTRIBUTION) else None


def label_of(key: str) -> str:
    """What a column is called in the language of the request."""
    year = contribution_year(key)
    if year is not None:
        return _("Contribution %(year)s") % {"year": year}
    return next((c.label for c in (*COLUMNS, ERRORS) if c.key == key), key)


@dataclass(frozen=True)
class Layout:
    """Which column of the sheet is which: key per place, empty for one that is left out."""

    keys: tuple[str, ...]
    left_out: tuple[str, ...]


def layout(heads: Sequence[str]) -> Layout:
    """Recognise the heads of a list.

    Raises
    ------
    ListRefused
        There is no column with names, or two heads mean the same column.
    """
    keys = [_key(head) for head in heads]
    twice = {key for key in keys if key and key != ERRORS.key and keys.count(key) > 1}
    if twice:
        first = sorted(twice)[0]
        found = ", ".join(f"“{h[:60]}”" for h, k in zip(heads, keys, strict=True) if k == first)
        raise ListRefused(
            _("More than one column means “%(column)s”: %(heads)s. Keep one of them.")
            % {"column": label_of(first), "heads": found}
        )
    if NAME.key not in keys:
        raise ListRefused(
            _(
                "There is no column “%(column)s”. The first line has to hold the heads of the "
                "columns; found there: %(heads)s."
            )
            % {
                "column": NAME.label,
                "heads": ", ".join(f"“{head[:40]}”" for head in heads[:12] if head) or "-",
            }
        )
    left_out = tuple(h[:60] for h, k in zip(heads, keys, strict=True) if h and not k)
    return Layout(tuple("" if key == ERRORS.key else key for key in keys), left_out)


def _key(head: str) -> str:
    text = folded(head)
    if found := _BY_HEAD.get(text):
        return found.key
    contribution = _CONTRIBUTION.fullmatch(text.removesuffix(" euro").removesuffix(" eur"))
    if contribution and EARLIEST_YEAR <= int(contribution[1]) <= LATEST_YEAR:
        return f"{CONTRIBUTION}{contribution[1]}"
    return ""
