# SPDX-License-Identifier: EUPL-1.2
"""What changed between two dates, through versions, mergers and gaps in the register."""

from __future__ import annotations

from datetime import date

import pytest

from samenspel.insight.queries.country.change import (
    Change,
    change_between,
    lead_on,
    reason_not,
    slugs_in_force,
    value_changes,
)
from samenspel.insight.queries.country.measures import MEASURES, measure_of
from samenspel.insight.queries.country.years import year_bars, years_of
from samenspel.places.models import Municipality, MunicipalityChange
from samenspel.register.leading import Lead
from samenspel.register.models import ArrangementVersion, Collection, Participation
from tests.insight.small_country import (
    ALMERE,
    AMSTERDAM,
    DIEMEN,
    ZAANSTAD,
    Made,
    asked,
    facts,
    load,
)

pytestmark = pytest.mark.django_db

PURMEREND, BEEMSTER, EDAM = "GM0439", "GM0370", "GM0385"
SINCE, UNTIL = date(2020, 1, 1), date(2026, 6, 1)
OLD, NEW = date(2010, 1, 1), date(2023, 1, 1)
FOREVER = {"in_force_from": OLD}
ENDED = {"in_force_from": OLD, "in_force_to": NEW}


def versions(key: str, before: list[str], after: list[str], **form: str) -> dict[str, Made]:
    """An arrangement of two versions that follow each other in 2023."""
    return {
        key: Made(before, {**ENDED, "next_id": f"{key}-2"}),
        f"{key}-2": Made(after, {"in_force_from": NEW, "previous_id": key, **form}),
    }


def change(made: dict[str, Made]) -> Change:
    load(made)
    return change_between(facts(UNTIL), SINCE)


def names(found: Change, kind: str) -> list[str]:
    return [one.name for one in found.of_kind(kind)]  # type: ignore[arg-type]


def difference(found: Change, code: str, key: str = "samenwerkingen") -> object:
    measure = measure_of(key)
    assert measure is not None
    [row] = [r for r in value_changes(found, measure) if r.place.facts.code == code]
    return row.before, row.after


# Arrangements


def test_what_is_in_force_on_one_date_only_began_or_ended() -> None:
    found = change(
        {
            "nieuw": Made([AMSTERDAM, DIEMEN], {"in_force_from": NEW}),
            "oud": Made([AMSTERDAM], ENDED),
            "altijd": Made([DIEMEN], FOREVER),
        }
    )
    assert names(found, "began") == ["Nieuw"]
    assert names(found, "ended") == ["Oud"]
    assert found.number_before + 1 - 1 == found.number_after == 2
    assert difference(found, AMSTERDAM) == (1, 1)
    assert difference(found, DIEMEN) == (1, 2)


def test_a_new_version_is_no_end_and_no_beginning() -> None:
    found = change(versions("zorg", [AMSTERDAM, DIEMEN], [AMSTERDAM, DIEMEN]))
    assert found.arrangements == ()
    assert (found.number_before, found.number_after) == (1, 1)


def test_another_form_and_other_members_are_changes_of_an_arrangement_that_goes_on() -> None:
    found = change(
        versions("zorg", [AMSTERDAM, DIEMEN], [AMSTERDAM, ALMERE], legal_form="Centrumgemeente")
    )
    [one] = found.arrangements
    assert one.kinds == ("form", "members")
    assert (one.joined, one.left) == (("Almere",), ("Diemen",))
    assert one.form_after_label == "Centrumgemeente"
    assert one.form_before_label == "Onbekend"
    assert (difference(found, ALMERE), difference(found, DIEMEN)) == ((0, 1), (1, 0))


# Municipalities that merged, were divided, or are named too late or too early


def test_a_merged_municipality_is_compared_with_its_predecessors_together() -> None:
    # Beemster went into Purmerend in 2022.
    found = change(
        {
            **versions("a", [BEEMSTER], [PURMEREND]),
            **versions("b", [BEEMSTER, PURMEREND, DIEMEN], [PURMEREND, DIEMEN]),
            "c": Made([PURMEREND], ENDED),
            "d": Made([PURMEREND, ALMERE], {"in_force_from": NEW}),
        }
    )
    assert names(found, "members") == []
    assert difference(found, PURMEREND) == (3, 3)
    assert difference(found, PURMEREND, "partners") == (1, 2)
    # Of Diemen two partners became one by the merger only: no change.
    assert difference(found, DIEMEN, "partners") == (1, 1)
    [row] = [p for p in found.places if p.facts.code == PURMEREND]
    assert (row.predecessors, row.came, row.went) == (("Beemster",), 1, 1)


def test_who_left_under_an_old_name_is_named_so() -> None:
    found = change(versions("a", [BEEMSTER, DIEMEN], [DIEMEN]))
    [one] = found.of_kind("members")
    assert one.left == ("Beemster",)


def divide_beemster() -> None:
    """Beemster is divided over Purmerend and Edam-Volendam instead."""
    moved = MunicipalityChange.objects.filter(old__code=BEEMSTER)
    moved.update(kind=MunicipalityChange.Kind.SPLIT, area_share=0.6)
    MunicipalityChange.objects.create(
        date=date(2022, 1, 1),
        kind=MunicipalityChange.Kind.SPLIT,
        old=Municipality.objects.get(code=BEEMSTER),
        new=Municipality.objects.get(code=EDAM),
        area_share=0.4,
    )


def test_what_a_divided_municipality_was_in_counts_as_unchanged() -> None:
    load(versions("a", [BEEMSTER, DIEMEN], [PURMEREND, DIEMEN]))
    divide_beemster()
    found = change_between(facts(UNTIL), SINCE)
    assert found.arrangements == ()
    assert found.unclear == 2
    assert difference(found, PURMEREND) == (1, 1)


def test_who_was_in_it_besides_the_divided_one_is_known() -> None:
    load(versions("a", [BEEMSTER, PURMEREND, DIEMEN], [DIEMEN]))
    divide_beemster()
    found = change_between(facts(UNTIL), SINCE)
    assert difference(found, PURMEREND) == (1, 0)
    assert found.unclear == 1


def test_a_register_that_still_names_a_former_municipality_tells_no_change() -> None:
    found = change({"a": Made([BEEMSTER, DIEMEN], FOREVER)})
    assert facts(UNTIL).participations.stale == ((BEEMSTER, "a"),)
    assert found.arrangements == ()
    assert difference(found, DIEMEN) == (1, 1)
    assert found.unclear == 1


def test_a_register_that_names_the_new_one_in_old_versions_tells_no_change() -> None:
    load(versions("a", [BEEMSTER, DIEMEN], [PURMEREND, DIEMEN]))
    Municipality.objects.filter(code=PURMEREND).update(valid_from=date(2022, 1, 1))
    rows = Participation.objects.filter(version__key="a", municipality__code=BEEMSTER)
    new = Municipality.objects.get(code=PURMEREND)
    rows.update(municipality=new, code=PURMEREND, name="Purmerend", valid_from=date(2022, 1, 1))
    found = change_between(facts(UNTIL), SINCE)
    assert found.arrangements == ()
    assert difference(found, PURMEREND) == (1, 1)


def test_a_participation_counts_only_in_its_own_period() -> None:
    load({"a": Made([AMSTERDAM, DIEMEN], FOREVER)})
    Participation.objects.filter(code=DIEMEN).update(valid_from=NEW)
    found = change_between(facts(UNTIL), SINCE)
    [one] = found.of_kind("members")
    assert one.joined == ("Diemen",)


def test_of_a_municipality_that_the_source_never_names_nothing_is_known() -> None:
    found = change({"a": Made([AMSTERDAM, DIEMEN], FOREVER)})
    [row] = [r for r in value_changes(found, MEASURES[0]) if r.place.facts.code == ZAANSTAD]
    assert (row.before, row.after, row.difference) == (None, None, None)


def test_burden_is_not_compared_between_dates() -> None:
    found = change({"a": Made([AMSTERDAM], FOREVER)})
    hours = measure_of("uren")
    assert hours is not None
    with pytest.raises(ValueError, match="cannot be compared"):
        value_changes(found, hours)


# Years


def test_each_year_follows_from_the_one_before() -> None:
    load(
        {
            **versions("zorg", [AMSTERDAM], [AMSTERDAM]),
            "kort": Made([DIEMEN], {"in_force_from": date(2021, 3, 1), "in_force_to": NEW}),
            "nieuw": Made([DIEMEN], {"in_force_from": date(2026, 2, 1)}),
        }
    )
    found = change_between(facts(UNTIL), SINCE)
    years = years_of(found.versions, until=UNTIL, complete_from=date(2020, 1, 1))
    assert [(y.since.year, y.in_force, y.began, y.ended) for y in years] == [
        (2020, 1, 0, 0),
        (2021, 1, 1, 0),
        (2022, 2, 0, 1),
        (2023, 1, 0, 0),
        (2024, 1, 0, 0),
        (2025, 1, 0, 0),
        (2026, 1, 1, 0),
    ]
    assert len(slugs_in_force(found.versions, UNTIL)) == 2
    assert years[-1].name == "2026 tot 1 juni 2026"
    drawn = year_bars(years)
    assert drawn is not None
    assert [one.label for one in drawn.years][:2] == ["2020", "2021"]


def test_without_a_whole_or_partial_year_there_is_no_drawing() -> None:
    load({"a": Made([AMSTERDAM], FOREVER)})
    found = change_between(facts(UNTIL), SINCE)
    assert years_of(found.versions, until=date(2020, 1, 1), complete_from=date(2020, 1, 1)) == ()
    assert years_of(found.versions, until=date(2019, 5, 1), complete_from=date(2020, 1, 1)) == ()
    assert year_bars(()) is None
    assert len(years_of(found.versions, until=UNTIL, complete_from=None)) == 12


def test_an_inactive_version_holds_on_no_day() -> None:
    load({"a": Made([AMSTERDAM], FOREVER)})
    ArrangementVersion.objects.update(status="inactive")
    assert change_between(facts(UNTIL), SINCE).number_before == 0


# Which dates can be compared


def collection(kind: str, year: int, complete: date | None = None) -> Collection:
    return Collection(
        slug=f"{kind}-{year}", kind=kind, country="nl", observed_on=date(year, 5, 1),
        complete_from=complete,
    )  # fmt: skip


def test_two_sources_and_an_inventory_of_one_day_are_not_compared() -> None:
    register = Lead(collection("register", 2026), True, ())
    inventory = Lead(collection("inventory", 2016), True, ())
    assert reason_not(inventory, register) == "sources"
    assert reason_not(None, register) == "sources"
    assert reason_not(inventory, inventory) == "inventory"
    assert reason_not(register, register) == ""


def test_the_chosen_source_counts_on_both_dates_complete_or_not() -> None:
    from dataclasses import replace

    load({"a": Made([AMSTERDAM], FOREVER)})
    found = asked(UNTIL)
    chosen = collection("register", 2026, date(2018, 1, 1))
    both = replace(found, chosen=chosen)
    for day, is_complete in ((date(2017, 1, 1), False), (date(2018, 1, 1), True)):
        lead = lead_on(both, "nl", day)
        assert lead is not None
        assert (lead.collection, lead.is_complete) == (chosen, is_complete)
    assert lead_on(both, "be", UNTIL) is None
    assert lead_on(found, "nl", SINCE) is not None
