# SPDX-License-Identifier: EUPL-1.2
"""Tables about municipalities, their history, the divisions of the country and commuting."""

from __future__ import annotations

import dataframely as dy

from samenspel.datapackage.schema.fields import (
    PROVINCE_CODE,
    address,
    choice,
    day,
    long_text,
    municipality,
    number,
    text,
    whole,
    year,
    yes_no,
)

CHANGE_KINDS = ("merge", "split", "rename", "transfer")


class Municipalities(dy.Schema):
    """Municipalities, current and abolished; figures come in further columns (see indicators)."""

    code = municipality("CBS code (GM0363) or, in Flanders, NIS code (11001)", key=True)
    name = text("Official name", required=True)
    aliases = long_text("Other spellings and everyday names, separated by |")
    province_code = text("Code of the province (PV27, or NIS code)", regex=PROVINCE_CODE)
    province = text("Province")
    arrondissement_code = text("NIS code of the arrondissement", regex=r"^[0-9]{5}$")
    arrondissement = text("Arrondissement")
    valid_from = day("First day on which the municipality exists; empty: older or unknown")
    valid_to = day("First day on which it no longer exists (exclusive); empty: still exists")
    is_current = yes_no("Exists on the day of observation")
    in_2014 = yes_no("Valid on 1 January 2014")
    in_2015 = yes_no("Valid on 1 January 2015")
    in_2016 = yes_no("Valid on 1 January 2016")
    latitude = number(
        "Latitude of the main place (WGS84), where no boundary is given", low=49, high=54.5
    )
    longitude = number("Longitude of the main place (WGS84)", low=2, high=8)
    kbo = text("Number in the Belgian Crossroads Bank for Enterprises", regex=r"^[0-9]{10}$")
    ovo = text("OVO code of the Flemish Government", regex=r"^OVO[0-9]{6}$")
    uri = address("URI in the register")
    wikidata = text("Wikidata item", regex=r"^Q[0-9]+$")


class MunicipalityChanges(dy.Schema):
    """Mergers, splits, renames and transfers of territory: an old code and what follows it."""

    date = day("First day of the new situation", required=True)
    kind = choice(
        "merge: whole territory to one municipality (new or existing); split: territory to more "
        "than one; rename: same territory, new code or name; transfer: part of the territory, "
        "both municipalities stay",
        CHANGE_KINDS,
        required=True,
    )
    old_code = municipality("Code that ends (or, for a transfer, gives territory)", required=True)
    old_name = text("Name of old_code", required=True)
    new_code = municipality("Code that receives the territory", required=True)
    new_name = text("Name of new_code", required=True)
    area_share = number("Share of the old territory that went to new_code; empty: unknown", high=1)
    source = text("Where the row comes from")


class Divisions(dy.Schema):
    """Divisions of the country into regions (safety regions, labour market regions, ...)."""

    division = text("Identifier of the division", key=True)
    name_nl = text("Dutch name", required=True)
    name_en = text("English name")
    domain = text("Policy domain")
    regions = whole("Number of regions")
    rows = whole("Number of rows in region_divisions")
    municipalities = whole("Number of municipalities covered")
    complete = yes_no("Covers every municipality of its year")
    exclusive = yes_no("Each municipality lies in one region only")
    source_file = text("File of the source")


class RegionDivisions(dy.Schema):
    """Which municipality lies in which region of a division."""

    division = text("Identifier of the division", required=True)
    division_name = text("Dutch name of the division")
    domain = text("Policy domain")
    region_code = text("Code of the region, where the source has one")
    region_name = text("Region", required=True)
    municipality_code = municipality("Municipality, code of 1 January of the year", required=True)
    year = year("Year of the municipal division", required=True)
    region_population = whole("Population of the region, as the source gives it")


class Commuting(dy.Schema):
    """Jobs of employees by municipality of residence and of work."""

    year = year("Year (December)", key=True)
    origin_code = municipality("Municipality of residence", key=True)
    destination_code = municipality("Municipality of work", key=True)
    jobs = whole("Number of jobs; empty: some, but fewer than the source publishes")
