# SPDX-License-Identifier: EUPL-1.2
"""What each legal form is assumed to ask of a municipality that takes part, in a year.

These are assumptions, not measurements: round numbers with the reason beside them, made to be
corrected. A board's real figures always go before them. One row for each form that the data
packages know.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from samenspel.analysis.burden import Assumption


def gettext_noop(text: str) -> str:
    """The text itself; so that the notes are found for translation."""
    return text


def _row(
    seats: str, meetings: str, member_hours: str, official_hours: str, pages: str, note: str
) -> Assumption:
    return Assumption(
        Decimal(seats),
        Decimal(meetings),
        Decimal(member_hours),
        Decimal(official_hours),
        Decimal(pages),
        note,
    )


# fmt: off
DEFAULT_ASSUMPTIONS: Mapping[str, Assumption] = MappingProxyType({
    # form: seats, meetings a year, hours of a member, hours of officials, pages (of one meeting)
    "openbaar_lichaam": _row("1", "4", "6", "16", "150", gettext_noop(
        "A general board with a budget, accounts and two framework moments: four meetings. "
        "Often one member for each municipality, who reads the papers and travels half a day.")),
    "bedrijfsvoeringsorganisatie": _row("1", "4", "4", "12", "100", gettext_noop(
        "One board only, about carrying out work: as often as a public body, with fewer "
        "papers.")),
    "gemeenschappelijk_orgaan": _row("1", "3", "4", "8", "60", gettext_noop(
        "No staff and no property of its own, so less to decide and no large budget.")),
    "centrumgemeente": _row("1", "2", "2", "8", "30", gettext_noop(
        "No board; the centre municipality and its clients talk about the work twice a year.")),
    "regeling_zonder_meer": _row("1", "2", "2", "4", "20", gettext_noop(
        "An agreement without a body: two meetings of portfolio holders, short papers.")),
    "interlokale_vereniging": _row("1", "4", "3", "8", "60", gettext_noop(
        "A steering committee with a member for each municipality; a small budget.")),
    "projectvereniging": _row("1", "4", "4", "8", "80", gettext_noop(
        "A board with a member for each municipality, a programme and a yearly account.")),
    "dienstverlenende_vereniging": _row("2", "3", "4", "8", "120", gettext_noop(
        "Two general meetings and about one of a board or committee; a representative and a "
        "member who follows the board.")),
    "opdrachthoudende_vereniging": _row("2", "3", "4", "8", "150", gettext_noop(
        "As a service association, with larger budgets and so more papers.")),
    "opdrachthoudende_vereniging_met_private_deelname": _row(
        "2", "3", "4", "8", "150", gettext_noop(
        "As a mandated association; the private partner adds hardly any meetings.")),
    "welzijnsvereniging": _row("2", "6", "4", "8", "80", gettext_noop(
        "A general meeting and a board that meets more often about care.")),
    "hulpverleningszone": _row("1", "8", "4", "8", "100", gettext_noop(
        "The zone council: the mayor of each municipality, eight times a year.")),
    "politiezone": _row("3", "8", "4", "8", "100", gettext_noop(
        "The police council, with several councillors of each municipality, and the police "
        "board with the mayor.")),
    "stichting": _row("0.5", "4", "3", "4", "50", gettext_noop(
        "A foundation has no members; about half of the municipalities have somebody in the "
        "board.")),
    "vereniging": _row("1", "2", "3", "4", "60", gettext_noop(
        "A spring and an autumn meeting of the members.")),
    "vereniging_zonder_winstoogmerk": _row("1", "3", "3", "4", "50", gettext_noop(
        "A general meeting and two meetings of a board.")),
    "besloten_vennootschap": _row("1", "2", "3", "8", "80", gettext_noop(
        "Two meetings of shareholders; officials look at the accounts and the dividend.")),
    "naamloze_vennootschap": _row("1", "2", "3", "8", "100", gettext_noop(
        "Two meetings of shareholders; officials look at the accounts and the dividend.")),
    "cooperatie": _row("1", "3", "3", "6", "60", gettext_noop(
        "Meetings of members; officials prepare what the municipality buys or asks.")),
    "convenant": _row("1", "2", "2", "4", "15", gettext_noop(
        "A covenant is followed in one or two talks a year; the papers are short.")),
    "bestuursovereenkomst": _row("1", "2", "2", "4", "15", gettext_noop(
        "An agreement is followed in one or two talks a year; the papers are short.")),
    "bestuurlijk_overleg": _row("1", "4", "3", "6", "40", gettext_noop(
        "Portfolio holders meet every quarter, prepared by officials.")),
    "netwerk": _row("1", "3", "3", "3", "10", gettext_noop(
        "A few meetings or working visits a year, hardly any papers.")),
    "stedenband": _row("1", "2", "6", "20", "20", gettext_noop(
        "One visit out and one in; much of the work is of officials.")),
    "unknown": _row("1", "2", "3", "6", "50", gettext_noop(
        "The source does not name the form: taken between a light form and a public body.")),
})
# fmt: on
"""By identifier of ``datapackage.legal_forms``, in the same order."""
