# SPDX-License-Identifier: EUPL-1.2
"""The columns of a list of city links, with an example of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.register.lists.columns import (
    ERRORS,
    Layout,
    ListColumn,
    by_head,
    folded,
    layout_of,
)

NAME = ListColumn(
    "name", "Naam", "Name",
    ("naam stedenband", "naam van de band", "stedenband", "band", "titel", "title", "city link"),
    _("What the link is called. This column must be filled in."),
)  # fmt: skip
PARTNERS = ListColumn(
    "partners", "Partners", "Partners",
    (
        "partner", "partner s", "partner gemeente", "partner gemeenten", "partnergemeente",
        "partnergemeenten", "partnerstad", "partnersteden",
        "zusterstad", "zustersteden", "gemeenten", "steden", "met", "partner municipalities",
        "partner city", "partner cities", "twin town", "twin towns",
    ),
    _(
        "With whom, with a bar (|) between: the name or code of a municipality. Of a partner "
        "abroad its name with the country in brackets. Leave your own municipality out. This "
        "column must be filled in."
    ),
)  # fmt: skip
COUNTRY = ListColumn(
    "country", "Land", "Country",
    ("landen", "countries", "land partner", "partnerland", "country of the partner"),
    _(
        "Not needed when the country stands in brackets behind the partner. One country for all "
        "partners, or one for each with a bar (|) between."
    ),
)  # fmt: skip
KIND = ListColumn(
    "kind", "Soort", "Kind",
    ("soort band", "type", "vorm", "aard", "kind of link"),
    _("City link, friendship, project or other. Left empty it is a city link."),
)  # fmt: skip
BEGUN = ListColumn(
    "begun_on", "Begonnen op", "Begun on",
    (
        "begin", "begonnen", "begindatum", "startdatum", "start", "sinds", "vanaf", "since",
        "begun", "start date",
    ),
    _("A date, or only the year: then 1 January. Leave it empty when it is still to begin."),
)  # fmt: skip
ENDED = ListColumn(
    "ended_on", "Geëindigd op", "Ended on",
    (
        "beeindigd op", "gestopt op", "einde", "eind", "einddatum", "geeindigd", "gestopt",
        "ended", "end", "end date",
    ),
    _("A date, or only the year: then 31 December. Leave it empty when it goes on."),
)  # fmt: skip
BECAUSE = ListColumn(
    "ended_because", "Waarom geëindigd", "Why it ended",
    (
        "waarom gestopt", "waarom beeindigd", "reden", "reden einde", "reden van beeindiging",
        "reason", "reason of the end",
    ),
    _("A sentence. Needed when the link has ended."),
)  # fmt: skip
LESSON = ListColumn(
    "ended_lesson", "Wat leerden we", "What was learned",
    ("les", "lessen", "geleerd", "wat is geleerd", "lesson", "lessons"),
    _("What an ended link taught, for who begins one now."),
)  # fmt: skip
PURPOSE = ListColumn(
    "purpose", "Doel", "Purpose",
    ("doelen", "doelstelling", "waarvoor", "omschrijving", "toelichting", "aim", "description"),
    _("What the link is for, in a few sentences."),
)  # fmt: skip
SIGNED = ListColumn(
    "signed_on", "Overeenkomst getekend op", "Agreement signed on",
    (
        "getekend op", "getekend", "ondertekend op", "ondertekend", "ondertekening",
        "datum overeenkomst", "signed on", "signed",
    ),
    _("A date, or only the year: then 1 January. The agreement holds from that day."),
)  # fmt: skip
UNTIL = ListColumn(
    "last_day", "Overeenkomst geldig tot en met", "Agreement valid until",
    (
        "geldig tot en met", "geldig t m", "geldig tot", "overeenkomst geldig t m",
        "overeenkomst geldig tot", "overeenkomst tot en met",
        "overeenkomst loopt tot", "looptijd tot", "valid until",
    ),
    _("The last day, or only the year: then 31 December. Leave it empty when there is none."),
)  # fmt: skip
SOURCE = ListColumn(
    "source", "Bron", "Source",
    ("website", "url", "link", "site", "web", "bronvermelding"),
    _("Where this can be read, such as an address on the web."),
)  # fmt: skip
COLUMNS = (
    NAME, PARTNERS, COUNTRY, KIND, BEGUN, ENDED, BECAUSE, LESSON, PURPOSE, SIGNED, UNTIL, SOURCE,
)  # fmt: skip
TEMPLATE_COLUMNS = tuple(column for column in COLUMNS if column is not COUNTRY)

EXAMPLE: Mapping[str, str | Promise] = {
    NAME.key: _("From sea to hill"),
    PARTNERS.key: _("Heerlen | Sluis | Gondar (Ethiopia)"),
    COUNTRY.key: "",
    KIND.key: _("city link"),
    BEGUN.key: "15-1-2020",
    ENDED.key: "2024",
    BECAUSE.key: _("The coordinators left, and nobody took over."),
    LESSON.key: _("Name two people on each side."),
    PURPOSE.key: _("Learn from each other how a shrinking city keeps its young people."),
    SIGNED.key: "2020-01-15",
    UNTIL.key: "2025",
    SOURCE.key: "https://www.voorbeeld.example/stedenband",
}
_BY_HEAD = by_head((*COLUMNS, ERRORS))


@dataclass(frozen=True)
class ColumnShown:
    """A column on the page: its head, what goes in it, and an example."""

    label: str
    hint: str
    example: str
    is_needed: bool


def columns_shown() -> tuple[ColumnShown, ...]:
    """All columns in the language of the page."""
    return tuple(
        ColumnShown(
            column.label, str(column.hint), str(EXAMPLE[column.key]), column in {NAME, PARTNERS}
        )
        for column in COLUMNS
    )


def label_of(key: str) -> str:
    """What a column is called in the language of the page."""
    return next(column.label for column in (*COLUMNS, ERRORS) if column.key == key)


def layout(heads: Sequence[str]) -> Layout:
    """Recognise the heads of a list.

    Raises
    ------
    ListRefused
        There is no column with names or with partners, or two heads mean the same column.
    """
    layout_of(heads, key_of=_key, label_of=label_of, name=PARTNERS)
    return layout_of(heads, key_of=_key, label_of=label_of, name=NAME)


def _key(head: str) -> str:
    found = _BY_HEAD.get(folded(head))
    return found.key if found else ""
