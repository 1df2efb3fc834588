# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenspel.datapackage import MunicipalHistory, Resolution, read_package
from samenspel.datapackage.municipal_names import fold, same_province

D = date
EARLY, LATE = D(2012, 1, 1), D(2026, 1, 1)

CHANGES = pl.DataFrame(
    [
        (D(2015, 1, 1), "merge", "GM0265", "Millingen aan de Rijn", "GM0241", "Groesbeek", 1.0),
        (D(2015, 1, 1), "merge", "GM0282", "Ubbergen", "GM0241", "Groesbeek", 1.0),
        (D(2016, 1, 1), "rename", "GM0241", "Groesbeek", "GM1945", "Berg en Dal", 1.0),
        (D(2016, 1, 1), "merge", "GM0381", "Bussum", "GM1942", "Gooise Meren", 1.0),
        (D(2016, 1, 1), "merge", "GM0424", "Muiden", "GM1942", "Gooise Meren", 1.0),
        (D(2016, 1, 1), "merge", "GM0478", "Zeevang", "GM0385", "Edam-Volendam", 1.0),
        (D(2017, 1, 1), "transfer", "GM0040", "Slochteren", "GM0014", "Groningen", None),
        (D(2021, 1, 1), "split", "GM0788", "Haaren", "GM0757", "Boxtel", 0.3),
        (D(2021, 1, 1), "split", "GM0788", "Haaren", "GM0824", "Oisterwijk", 0.7),
        (D(2022, 1, 1), "split", "GM0700", "Onbekend", "GM0757", "Boxtel", None),
        (D(2022, 1, 1), "split", "GM0700", "Onbekend", "GM0824", "Oisterwijk", None),
        (D(2023, 1, 1), "rename", "GM0900", "Oude Naam", "GM0900", "Nieuwe Naam", 1.0),
    ],
    schema=["date", "kind", "old_code", "old_name", "new_code", "new_name", "area_share"],
    orient="row",
)
MUNICIPALITIES = pl.DataFrame(
    [
        ("GM0373", "Bergen (NH.)", "", "Noord-Holland", None, None),
        ("GM0893", "Bergen (L.)", None, "Limburg", None, None),
        ("GM0518", "'s-Gravenhage", "Den Haag", "Zuid-Holland", None, None),
        ("GM1900", "Súdwest-Fryslân", None, "Fryslân", D(2011, 1, 1), None),
        ("GM1942", "Gooise Meren", None, "Noord-Holland", None, None),
        ("GM0998", "Verdwenen", None, None, None, D(2019, 1, 1)),
    ],
    schema=["code", "name", "aliases", "province", "valid_from", "valid_to"],
    orient="row",
)


@pytest.fixture
def history() -> MunicipalHistory:
    return MunicipalHistory(CHANGES, MUNICIPALITIES)


def codes(resolution: Resolution) -> dict[str, float | None]:
    return {item.code: item.share for item in resolution.codes}


def test_merger_into_a_new_municipality_is_followed(history: MunicipalHistory) -> None:
    found = history.resolve_code("GM0381", on=EARLY, target=LATE)
    assert (found.outcome, codes(found)) == ("found", {"GM1942": 1.0})
    assert found.reason == "Bussum (GM0381) merged into Gooise Meren (GM1942) on 2016-01-01"
    assert [step.date for step in found.steps] == [D(2016, 1, 1)]


def test_change_takes_effect_on_its_own_day(history: MunicipalHistory) -> None:
    before = history.resolve_code("GM0381", on=EARLY, target=D(2015, 12, 31))
    after = history.resolve_code("GM0381", on=EARLY, target=D(2016, 1, 1))
    assert (codes(before), codes(after)) == ({"GM0381": 1.0}, {"GM1942": 1.0})
    assert before.reason == "Bussum (GM0381) was the same on 2012-01-01 and 2015-12-31"


def test_chain_of_merger_and_rename_is_followed(history: MunicipalHistory) -> None:
    found = history.resolve_code("GM0282", on=EARLY, target=LATE)
    assert codes(found) == {"GM1945": 1.0}
    assert found.reason == (
        "Ubbergen (GM0282) merged into Groesbeek (GM0241) on 2015-01-01; "
        "Groesbeek (GM0241) was renamed Berg en Dal (GM1945) on 2016-01-01"
    )


def test_split_is_divided_with_shares(history: MunicipalHistory) -> None:
    found = history.resolve_code("GM0788", on=EARLY, target=LATE)
    assert (found.outcome, codes(found)) == ("divided", {"GM0757": 0.3, "GM0824": 0.7})
    assert found.reason == (
        "Haaren (GM0788) was divided on 2021-01-01 among "
        "Boxtel (GM0757, 30%) and Oisterwijk (GM0824, 70%)"
    )


def test_split_of_unknown_size_has_no_shares(history: MunicipalHistory) -> None:
    found = history.resolve_code("GM0700", on=EARLY, target=LATE)
    assert codes(found) == {"GM0757": None, "GM0824": None}
    assert found.reason.endswith("among Boxtel (GM0757) and Oisterwijk (GM0824)")


def test_transfer_changes_no_identity(history: MunicipalHistory) -> None:
    for code in ("GM0040", "GM0014"):
        assert codes(history.resolve_code(code, on=EARLY, target=LATE)) == {code: 1.0}
        assert codes(history.resolve_code(code, on=LATE, target=EARLY)) == {code: 1.0}


def test_new_municipality_leads_back_to_what_it_was_formed_from(history: MunicipalHistory) -> None:
    found = history.resolve_code("GM1942", on=LATE, target=EARLY)
    assert (found.outcome, codes(found)) == ("predecessors", {"GM0381": 1.0, "GM0424": 1.0})
    assert found.reason == (
        "Gooise Meren (GM1942) was formed on 2016-01-01 from Bussum (GM0381) and Muiden (GM0424)"
    )


def test_municipality_that_grew_leads_back_to_itself_as_well(history: MunicipalHistory) -> None:
    found = history.resolve_code("GM0385", on=LATE, target=EARLY)
    assert codes(found) == {"GM0385": 1.0, "GM0478": 1.0}
    assert found.reason == "Zeevang (GM0478) became part of Edam-Volendam (GM0385) on 2016-01-01"


def test_rename_leads_back_to_one_and_further_back_to_all(history: MunicipalHistory) -> None:
    one = history.resolve_code("GM1945", on=LATE, target=D(2015, 6, 1))
    assert (one.outcome, codes(one)) == ("found", {"GM0241": 1.0})
    assert one.reason == "Groesbeek (GM0241) was renamed Berg en Dal (GM1945) on 2016-01-01"
    further = history.resolve_code("GM1945", on=LATE, target=EARLY)
    assert codes(further) == {"GM0241": 1.0, "GM0265": 1.0, "GM0282": 1.0}


def test_part_of_a_divided_municipality_leads_back_with_its_share(
    history: MunicipalHistory,
) -> None:
    found = history.resolve_code("GM0824", on=D(2021, 6, 1), target=EARLY)
    assert codes(found) == {"GM0788": 0.7, "GM0824": 1.0}


def test_two_parts_that_come_together_again_are_the_whole() -> None:
    again = pl.concat(
        [
            CHANGES.filter(pl.col("old_code") == "GM0788"),
            pl.DataFrame(
                [
                    (D(2024, 1, 1), "merge", code, code, "GM1999", "Samen", 1.0)
                    for code in ("GM0757", "GM0824")
                ],
                schema=CHANGES.schema,
                orient="row",
            ),
        ]
    )
    history = MunicipalHistory(again)
    assert codes(history.resolve_code("GM0788", on=EARLY, target=LATE)) == {"GM1999": 1.0}
    back = history.resolve_code("GM1999", on=LATE, target=EARLY)
    assert codes(back) == {"GM0757": 1.0, "GM0788": 1.0, "GM0824": 1.0}


def test_two_changes_on_one_day_are_both_followed() -> None:
    day = D(2020, 1, 1)
    changes = pl.DataFrame(
        [
            (day, "merge", "GM0001", "A", "GM0002", "B", 1.0),
            (day, "merge", "GM0002", "B", "GM0003", "C", 1.0),
        ],
        schema=CHANGES.schema,
        orient="row",
    )
    found = MunicipalHistory(changes).resolve_code("GM0001", on=EARLY, target=LATE)
    assert codes(found) == {"GM0003": 1.0}


def test_changes_in_a_circle_end() -> None:
    day = D(2020, 1, 1)
    changes = pl.DataFrame(
        [
            (day, "merge", "GM0001", "A", "GM0002", "B", 1.0),
            (day, "merge", "GM0002", "B", "GM0001", "A", 1.0),
        ],
        schema=CHANGES.schema,
        orient="row",
    )
    history = MunicipalHistory(changes)
    assert history.resolve_code("GM0001", on=EARLY, target=LATE).codes
    assert history.resolve_code("GM0001", on=D(2019, 1, 1), target=EARLY).codes


def test_code_that_ended_before_its_source_is_taken_on_its_last_day(
    history: MunicipalHistory,
) -> None:
    found = history.resolve_code("GM0381", on=D(2016, 1, 1), target=D(2016, 1, 1))
    assert codes(found) == {"GM1942": 1.0}
    assert found.reason.startswith("Bussum (GM0381) no longer existed on 2016-01-01; ")


def test_code_that_came_after_its_source_is_taken_on_its_first_day(
    history: MunicipalHistory,
) -> None:
    found = history.resolve_code("GM1942", on=EARLY, target=D(2016, 1, 1))
    assert found.reason.startswith("Gooise Meren (GM1942) did not yet exist on 2012-01-01; ")
    assert codes(found) == {"GM1942": 1.0}


def test_unknown_code_and_unknown_name_are_unknown(history: MunicipalHistory) -> None:
    assert history.resolve_code("GM9999", on=EARLY, target=LATE).outcome == "unknown"
    assert history.resolve_name("Atlantis", on=None, target=LATE).outcome == "unknown"
    assert history.resolve_name("(?)", on=None, target=LATE).outcome == "unknown"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sudwest Fryslan", "GM1900"),
        ("SÚDWEST-FRYSLÂN", "GM1900"),
        ("gem. Súdwest-Fryslân", "GM1900"),
        ("Den Haag", "GM0518"),
        ("’s Gravenhage", "GM0518"),
        ("S-Gravenhage (gemeente)", "GM0518"),
        ("Gemeente Bussum", "GM1942"),
        ("Groesbeek", "GM1945"),
        ("Bergen (NH)", "GM0373"),
        ("Bergen L.", None),
        ("Nieuwe naam", "GM0900"),
        ("Oude naam", "GM0900"),
    ],
)
def test_spelling_does_not_matter(history: MunicipalHistory, name: str, code: str | None) -> None:
    found = history.resolve_name(name, on=None, target=LATE)
    assert list(codes(found)) == ([code] if code else [])


@pytest.mark.parametrize("on", [None, EARLY])
def test_ambiguous_name_is_reported_and_never_guessed(
    history: MunicipalHistory, on: date | None
) -> None:
    found = history.resolve_name("Bergen", on=on, target=LATE)
    assert (found.outcome, list(codes(found))) == ("ambiguous", ["GM0373", "GM0893"])
    assert found.reason == "'Bergen' may be Bergen (NH.) (GM0373), Bergen (L.) (GM0893)"


def test_province_decides_between_two_of_a_name(history: MunicipalHistory) -> None:
    for province in ("Limburg", "L"):
        found = history.resolve_name("Bergen", on=None, target=LATE, province=province)
        assert codes(found) == {"GM0893": 1.0}
    nowhere = history.resolve_name("Bergen", on=None, target=LATE, province="Utrecht")
    assert nowhere.reason == "no municipality is called 'Bergen' in Utrecht"


def test_day_decides_between_two_of_a_name() -> None:
    changes = pl.DataFrame(
        [
            (D(2019, 1, 1), "merge", "44001", "Aalter", "44084", "Aalter", 1.0),
            (D(2019, 1, 1), "merge", "44029", "Knesselare", "44084", "Aalter", 1.0),
        ],
        schema=CHANGES.schema,
        orient="row",
    )
    history = MunicipalHistory(changes)
    on_the_day = history.resolve_name("Aalter", on=D(2018, 1, 1), target=D(2018, 1, 1))
    any_day = history.resolve_name("Aalter", on=None, target=LATE)
    same_place = history.resolve_name("Aalter", on=None, target=D(2018, 1, 1))
    assert (list(codes(on_the_day)), list(codes(any_day))) == (["44001"], ["44084"])
    assert list(codes(same_place)) == ["44001"]


def test_two_of_a_name_at_different_times_are_ambiguous_without_a_day() -> None:
    municipalities = pl.DataFrame(
        [("GM0001", "Laren", None, D(2005, 1, 1)), ("GM0002", "Laren", D(2010, 1, 1), None)],
        schema=["code", "name", "valid_from", "valid_to"],
        orient="row",
    )
    history = MunicipalHistory(CHANGES, municipalities)
    assert history.resolve_name("Laren", on=None, target=LATE).outcome == "ambiguous"
    assert history.resolve_name("Laren", on=D(2003, 1, 1), target=LATE).outcome == "found"
    assert history.resolve_name("Laren", on=D(2007, 1, 1), target=LATE).outcome == "ambiguous"


def test_name_follows_a_rename_that_keeps_the_code(history: MunicipalHistory) -> None:
    assert history.name_on("GM0900", D(2022, 12, 31)) == "Oude Naam"
    assert history.name_on("GM0900", D(2023, 1, 1)) == "Nieuwe Naam"
    assert codes(history.resolve_code("GM0900", on=EARLY, target=LATE)) == {"GM0900": 1.0}


def test_codes_on_a_day_are_those_that_exist(history: MunicipalHistory) -> None:
    before, after = history.codes_on(EARLY), history.codes_on(LATE)
    assert {"GM0381", "GM0424", "GM0998"} <= before - after
    assert {"GM1942", "GM1945"} <= after - before


def test_last_day_of_the_calendar_is_no_exception(history: MunicipalHistory) -> None:
    found = history.resolve_code("GM0381", on=EARLY, target=date.max)
    assert codes(found) == {"GM1942": 1.0}
    assert codes(history.resolve_code("GM1942", on=date.max, target=date.max)) == {"GM1942": 1.0}


@given(name=st.text(max_size=40))
def test_folding_is_stable_and_any_text_is_resolved(name: str) -> None:
    folded = fold(name)
    assert fold(folded.key).key == folded.key
    MunicipalHistory(CHANGES, MUNICIPALITIES).resolve_name(name, on=None, target=LATE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fryslân", "Friesland"),
        ("NH", "Noord-Holland"),
        ("limburg", "Limburg"),
        ("Gld.", "Gelderland"),
    ],
)
def test_spellings_of_a_province_are_one(one: str, other: str) -> None:
    assert same_province(one, other)
    assert not same_province(one, "Utrecht")


DAYS = st.dates(D(2006, 1, 1), LATE)


def history_of(folder: Path) -> MunicipalHistory:
    package = read_package(folder)
    return MunicipalHistory(package.table("municipality_changes"), package.table("municipalities"))


@pytest.fixture(scope="module")
def dutch(national_data: Path) -> MunicipalHistory:
    return history_of(national_data / "nl-2026")


@pytest.fixture(scope="module")
def flemish(national_data: Path) -> MunicipalHistory:
    return history_of(national_data / "vl-2023")


@pytest.mark.national
class TestNationalHistory:
    @pytest.mark.parametrize("folder", ["nl-2016", "nl-2026"])
    def test_replay_gives_the_published_number_of_every_year(
        self, national_data: Path, folder: str
    ) -> None:
        history = history_of(national_data / folder)
        published = [458, 443, 443, 441, 431, 418, 415, 408, 403, 393, 390, 388, 380, 355, 355,
                     352, 345, 342, 342, 342, 342]  # fmt: skip
        assert [len(history.codes_on(D(year, 1, 1))) for year in range(2006, 2027)] == published

    def test_replay_gives_the_codes_on_the_maps(self, national_data: Path) -> None:
        package = read_package(national_data / "nl-2016")
        history = history_of(national_data / "nl-2016")
        for boundaries in package.boundaries:
            assert history.codes_on(boundaries.valid_on) == frozenset(boundaries.shapes)

    @pytest.mark.parametrize(
        ("name", "on", "found"),
        [
            ("Bussum", D(2016, 1, 1), {"GM1942"}),
            ("Zeevang", D(2012, 5, 23), {"GM0385"}),
            ("Delfzijl", D(2014, 1, 1), {"GM1979"}),
            ("Haaren", D(2015, 1, 1), {"GM0757", "GM0824", "GM0855", "GM0865"}),
            ("Groesbeek", D(2014, 1, 1), {"GM1945"}),
            ("De Friese Meren", D(2015, 1, 1), {"GM1940"}),
            ("Sudwest Fryslan", D(2016, 1, 1), {"GM1900"}),
            ("Den Haag", D(2012, 1, 1), {"GM0518"}),
            ("Sassenheim", D(2004, 1, 1), {"GM1525"}),
        ],
    )
    def test_dutch_name_of_old_is_found(
        self, dutch: MunicipalHistory, name: str, on: date, found: set[str]
    ) -> None:
        assert set(codes(dutch.resolve_name(name, on=on, target=LATE))) == found

    def test_bergen_needs_a_province(self, dutch: MunicipalHistory) -> None:
        assert dutch.resolve_name("Bergen", on=EARLY, target=LATE).outcome == "ambiguous"
        found = dutch.resolve_name("Bergen", on=EARLY, target=LATE, province="Limburg")
        assert codes(found) == {"GM0893": 1.0}

    @given(data=st.data(), on=DAYS, target=DAYS)
    def test_any_municipality_leads_to_municipalities_of_the_other_day(
        self, dutch: MunicipalHistory, data: st.DataObject, on: date, target: date
    ) -> None:
        code = data.draw(st.sampled_from(sorted(dutch.codes_on(on))))
        found = dutch.resolve_code(code, on=on, target=target)
        assert found.outcome in {"found", "divided", "predecessors"}
        assert set(codes(found)) <= dutch.codes_on(target)
        if target >= on:
            assert sum(share or 0 for share in codes(found).values()) == pytest.approx(1, abs=0.01)

    @given(data=st.data(), on=DAYS, target=DAYS)
    def test_the_way_back_passes_the_beginning(
        self, dutch: MunicipalHistory, data: st.DataObject, on: date, target: date
    ) -> None:
        code = data.draw(st.sampled_from(sorted(dutch.codes_on(on))))
        for there in codes(dutch.resolve_code(code, on=on, target=target)):
            assert code in codes(dutch.resolve_code(there, on=target, target=on))

    def test_flemish_mergers_of_2019_and_2025(self, flemish: MunicipalHistory) -> None:
        counts = [len(flemish.codes_on(D(year, 1, 1))) for year in (2018, 2019, 2024, 2025)]
        assert counts == [308, 300, 300, 285]

    def test_antwerp_keeps_its_code(self, flemish: MunicipalHistory) -> None:
        forwards = flemish.resolve_name("Antwerpen", on=D(2023, 1, 1), target=LATE)
        back = flemish.resolve_code("11002", on=LATE, target=D(2023, 1, 1))
        assert set(codes(forwards)) == {"11002"}
        assert set(codes(back)) == {"11002", "11007"}
