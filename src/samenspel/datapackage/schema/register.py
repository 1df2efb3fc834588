# SPDX-License-Identifier: EUPL-1.2
"""Tables about arrangements: who takes part, boards and votes, bodies, papers and money."""

from __future__ import annotations

import dataframely as dy

from samenspel.datapackage.legal_forms import ACCEPTED_LABELS, LEGAL_FORMS
from samenspel.datapackage.schema.fields import (
    IDENTIFIER,
    PROVINCE_CODE,
    address,
    choice,
    day,
    label_of,
    long_text,
    municipality,
    number,
    text,
    whole,
    year,
    yes_no,
)

PARTICIPANT_TYPES = (
    "municipality",
    "province",
    "water_board",
    "state",
    "intermunicipal_body",
    "foreign_municipality",
    "foreign_other",
    "business",
    "knowledge_institution",
    "civil_society",
    "other",
    "unresolved",
)
BOARDS = ("general", "executive", "other")
DOCUMENT_KINDS = ("budget", "accounts", "agreement", "minutes", "letter", "report", "other")
STATEMENTS = ("stated", "withdrawn")


class Arrangements(dy.Schema):
    """Arrangements; in a register with periods one row is one version of an arrangement."""

    id = text("Identifier, unique in the package", regex=IDENTIFIER, key=True)
    name = text("Name", required=True)
    citation_title = text("Citation title")
    official_name = text("Full name in the statutes")
    legal_form = label_of(
        "Legal form, by Dutch label or identifier; empty: unknown",
        ACCEPTED_LABELS,
        tuple(form.label_nl for form in LEGAL_FORMS.values()),
    )
    legal_form_code = text("Code of the legal form in the source")
    legal_form_uri = address("URI of the legal form in the source")
    policy_areas = long_text("Policy areas, separated by |; 'a | b' is area b within a")
    themes = long_text("Themes, separated by |")
    domain_keyword = text("Policy domain guessed from words in the name: derived, not a fact")
    compulsory = yes_no("true: an act obliges the municipalities; false: chosen; empty: unknown")
    purpose = long_text("Purpose")
    powers = text("How powers were given: Delegatie, Mandaat, Attributie; separated by |")
    status = text("Status in the source")
    status_note = text("Remark on the status")
    in_force_from = day("First day of this version; empty: unknown")
    in_force_to = day("First day on which it is no longer in force (exclusive); empty: in force")
    is_current = yes_no("In force on the day of observation; empty: unknown")
    previous_id = text("Version before this one")
    next_id = text("Version after this one")
    body_roo_id = text("Body that carries it out")
    body_name = text("Name of that body")
    seat_place = text("Place of the seat")
    seat_postcode = text("Postcode of the seat")
    seat_municipality_code = municipality("Municipality of the seat")
    seat_municipality = text("Name of the municipality of the seat")
    province_code = text("Province of the seat", regex=PROVINCE_CODE)
    province = text("Province of the seat, or that reported the arrangement")
    participants = whole("Number of participants, as the source counts them")
    municipal_participants = whole("Number of distinct municipal participants")
    legal_bases = long_text("Acts it rests on, separated by |")
    decree_urls = long_text("Published decisions, separated by |")
    website = address("Website")
    last_mutation = day("Last change in the source")
    last_verified = day("Last check by the holder of the source")
    roo_id = text("Identifier in the register of government organisations (ROO)")
    roo_name = text("Name of the linked ROO record")
    roo_name_score = number("Similarity of that name, 0-1", high=1)
    roo_member_jaccard = number("Overlap of the municipal members with that record, 0-1", high=1)
    kbo = text("Number in the Belgian Crossroads Bank for Enterprises", regex=r"^[0-9]{10}$")
    sharepoint_id = text("Number in the list from which the Flemish register was filled")
    uri = address("URI in the register")
    other_uris = long_text("Further records of the same body, separated by |")
    source_url = address("Page in the source")
    sources = text("Sources that have it, separated by |")
    source = text("Source")


class Participations(dy.Schema):
    """Participants of an arrangement (of a version, where there are versions)."""

    arrangement_id = text("Arrangement", required=True)
    participant_type = choice("Kind of participant", PARTICIPANT_TYPES, required=True)
    municipality_code = municipality("Code of the municipality, for municipalities only")
    participant_code = text("Code of the participant in the source (GM, PV, WS, NIS ...)")
    participant_name = text("Name", required=True)
    joined_on = day("First day of the participation; empty: unknown")
    valid_to = day("First day on which it no longer takes part (exclusive); empty: takes part")
    role = text("Role, or organs that take part, separated by |")
    share_percent = number("Distribution key in percent", high=100)
    participant_kbo = text("KBO number of the participant", regex=r"^[0-9]{10}$")
    times_in_source = whole("How often the source names it", low=1)
    names_in_source = text("Name or names in the source, untouched, separated by |")
    resolution = text("How the names were resolved, separated by |")
    old_codes = text("Codes of merged municipalities that the source lists, separated by |")
    source = text("Source, with its date (ROO 2026-05-16)", required=True)


class Bodies(dy.Schema):
    """Organisations that carry out arrangements."""

    roo_id = text("Identifier", key=True)
    name = text("Name", required=True)
    abbreviation = text("Abbreviation")
    tooi_code = text("TOOI code")
    kvk = text("Number in the Dutch commercial register", regex=r"^[0-9]{8}$")
    arrangement_ids = long_text("Arrangements it carries out, separated by |")
    founded_on = day("First day; empty: unknown")
    valid_to = day("First day on which it no longer exists (exclusive)")
    website = address("Website")


class Competences(dy.Schema):
    """Articles on tasks and powers."""

    arrangement_id = text("Arrangement", required=True)
    article = text("Heading")
    text = long_text("Text", required=True)


class Documents(dy.Schema):
    """Budgets, accounts, agreements, letters: a reference to a document."""

    document_id = text("Identifier", key=True)
    title = text("Title")
    organisation_in_source = text("Organisation that the source names")
    province_in_source = text("Province that the source names")
    arrangement_id = text("Arrangement it belongs to")
    match_score = number("Similarity of the names, 0-1", high=1)
    kind = choice("Kind of document", DOCUMENT_KINDS)
    year = year("Year it is about")
    pages = whole("Pages")
    language = text("Language")
    url = address("Address")


class Classifications(dy.Schema):
    """What each source says about the legal form of an arrangement."""

    arrangement_id = text("Arrangement", required=True)
    source = text("Source that says so", required=True)
    date = day("Date of the statement", required=True)
    classification = text("Legal form in that source", required=True)
    classification_uri = address("URI of the legal form")
    statement = choice("Whether it still holds", STATEMENTS, required=True)
    record_uri = address("Record that says so")
    record_kbo = text("KBO number in that record", regex=r"^[0-9]{10}$")


class ArrangementDuplicates(dy.Schema):
    """Pairs of arrangements that may be one, listed twice."""

    arrangement_id = text("First arrangement", key=True)
    other_id = text("Second arrangement", key=True)
    name = text("Name of the first")
    other_name = text("Name of the second")
    name_similarity = number("Similarity of the names, 0-1", high=1)
    member_jaccard = number("Overlap of the members, 0-1", high=1)


class Boards(dy.Schema):
    """Boards of an arrangement."""

    arrangement_id = text("Arrangement", key=True)
    board = choice("general: all participants; executive: daily management", BOARDS, key=True)
    name = text("Name of the board", required=True)
    quota = whole("Votes needed for a decision; empty: more than half", low=1)
    total_seats = whole("Number of seats; empty: unknown")
    source = text("Source", required=True)


class Seats(dy.Schema):
    """Seats and votes of the participants in a board."""

    arrangement_id = text("Arrangement", key=True)
    board = choice("Board", BOARDS, key=True)
    participant_code = text("Code of the participant, as in participations")
    participant_name = text("Name", key=True)
    seats = whole("Seats", required=True)
    votes = whole("Votes together; empty: one for each seat")
    source = text("Source", required=True)


class Contributions(dy.Schema):
    """What a participant pays to an arrangement in a year."""

    arrangement_id = text("Arrangement", key=True)
    participant_code = text("Code of the participant, as in participations", key=True)
    year = year("Year", key=True)
    amount_eur = number("Amount in euro", low=None, required=True)
    cost_key = text("Cost key by which it is divided")
    source = text("Source", required=True)
