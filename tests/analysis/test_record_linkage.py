# SPDX-License-Identifier: EUPL-1.2
"""Matching records of two sources: what is proposed, why, and in which order."""

from __future__ import annotations

import pytest

from samenspel.analysis.name_likeness import WordWeights
from samenspel.analysis.record_linkage import (
    LinkageRecord,
    compare,
    current_codes,
    find_duplicates,
    find_links,
    jaccard,
)

SIX = frozenset({"GM0385", "GM0415", "GM0431", "GM0439", "GM0479", "GM0880"})


def record(
    key: str, name: str, members: frozenset[str] = frozenset(), **more: object
) -> LinkageRecord:
    sets = (members,) if members else ()
    return LinkageRecord(key, (name,), members=sets, **more)  # type: ignore[arg-type]


GGD = record("ggd", "GGD Zaanstreek-Waterland", SIX, seats=frozenset({"GM0479"}))
SAFETY = record("vr", "Veiligheidsregio Zaanstreek-Waterland", SIX)
REGISTER = (
    record(
        "roo-1",
        "Gemeenschappelijke regeling Gemeentelijke Gezondheidsdienst Zaanstreek-Waterland 2015",
        SIX - {"GM0385"},
        seats=frozenset({"GM0479"}),
        forms=frozenset({"openbaar_lichaam"}),
    ),
    record("roo-2", "Regeling Veiligheidsregio Zaanstreek-Waterland", SIX),
    record("roo-3", "Omgevingsdienst Twente", frozenset({"GM0153"})),
)


def test_codes_are_followed_through_mergers_splits_and_circles() -> None:
    following = {"A": ["B"], "B": ["C", "D"], "C": ["C"], "X": ["Y"], "Y": ["X"]}
    assert current_codes(["A", "E"], following) == {"C", "D", "E"}
    assert current_codes(["X"], following) == frozenset()


def test_overlap_of_members_is_the_share_that_both_have() -> None:
    assert jaccard(SIX, SIX - {"GM0385"}) == pytest.approx(5 / 6)
    assert jaccard(frozenset(), frozenset()) == 0.0


def test_same_arrangement_under_another_name_is_proposed_first() -> None:
    links = find_links([GGD, SAFETY], REGISTER)
    best = {link.first: link.second for link in reversed(links)}
    assert best == {"ggd": "roo-1", "vr": "roo-2"}


def test_proposal_says_what_it_is_made_of() -> None:
    link = find_links([GGD], REGISTER[:1])[0]
    assert link.name == 1.0
    assert link.members == pytest.approx(0.8333)
    assert (link.only_first, link.only_second) == (("GM0385",), ())
    assert (link.seat, link.form, link.identifier) == (True, None, "")
    assert link.names == (GGD.names[0], REGISTER[0].names[0])


def test_parts_that_one_side_does_not_know_do_not_count() -> None:
    found = compare(record("a", "GGD Noord"), record("b", "GGD Noord"), WordWeights.of([]))
    assert (found.score, found.members, found.seat, found.form) == (1.0, None, None, None)


def test_form_and_seat_that_differ_lower_the_score() -> None:
    one = record("a", "GGD Noord", forms=frozenset({"x"}), seats=frozenset({"1"}))
    other = record("b", "GGD Noord", forms=frozenset({"y"}), seats=frozenset({"2"}))
    found = compare(one, other, WordWeights.of([]))
    assert (found.form, found.seat) == (False, False)
    assert found.score == pytest.approx(0.55 / 0.65, abs=1e-4)


def test_identifier_of_one_record_on_each_side_decides() -> None:
    one = record("a", "Noord", identifiers=frozenset({"kvk:1"}))
    other = record("b", "Heel iets anders", identifiers=frozenset({"kvk:1"}))
    link = find_links([one], [other])[0]
    assert (link.score, link.identifier, link.is_decisive) == (1.0, "kvk:1", True)


def test_identifier_of_several_records_only_helps() -> None:
    one = record("a", "Noord", identifiers=frozenset({"kvk:1"}))
    others = [
        record(key, "Noord en omgeving", identifiers=frozenset({"kvk:1"})) for key in ("b", "c")
    ]
    with_it, without = find_links([one], others, least=0.0)[0], record("d", "Noord en omgeving")
    bare = find_links([record("a", "Noord")], [without], least=0.0)[0]
    assert not with_it.is_decisive
    assert with_it.score > bare.score


def test_website_never_decides() -> None:
    one = record("a", "Noord", identifiers=frozenset({"web:voorbeeld.example"}))
    other = record("b", "Zuid", identifiers=frozenset({"web:voorbeeld.example"}))
    assert find_links([one], [other]) == []
    assert not find_links([one], [other], least=0.0)[0].is_decisive


def test_any_of_the_names_and_versions_may_be_the_like_one() -> None:
    one = LinkageRecord("a", ("Iets", "GGD Noord"), members=(frozenset({"1"}), frozenset({"2"})))
    other = LinkageRecord("b", ("Anders", "GGD Noord"), members=(frozenset({"2"}), frozenset()))
    found = compare(one, other, WordWeights.of([]))
    assert (found.names, found.members) == (("GGD Noord", "GGD Noord"), 1.0)


def test_record_without_a_name_is_compared_on_the_rest() -> None:
    found = compare(LinkageRecord("a", ()), LinkageRecord("b", ()), WordWeights.of([]))
    assert (found.score, found.names) == (0.0, ("", ""))


def test_records_with_nothing_in_common_are_not_compared() -> None:
    assert find_links([record("a", "Twiske")], [record("b", "Gooi")], least=0.0) == []


def test_word_of_very_many_names_brings_nothing_together() -> None:
    many = [record(f"b{n}", f"Dienst nummer{n}") for n in range(70)]
    assert find_links([record("a", "Dienst")], many, least=0.0) == []


def test_members_bring_records_together_whatever_their_names() -> None:
    links = find_links([record("a", "Kompas", SIX)], [record("b", "Zaan", SIX)], least=0.0)
    assert [(x.first, x.second, x.members) for x in links] == [("a", "b", 1.0)]
    few = record("b", "Zaan", SIX | {f"GM{n}" for n in range(20)})
    assert find_links([record("a", "Kompas", SIX)], [few], least=0.0) == []


def test_each_record_gets_few_proposals_but_all_that_are_equally_good() -> None:
    same = [record(f"b{n}", "GGD Noord") for n in range(5)]
    assert len(find_links([record("a", "GGD Noord")], same, most_each=2)) == 5
    other = [record(f"b{n}", f"GGD Noord deel{n}") for n in range(4)]
    best = record("z", "GGD Noord")
    assert len(find_links([record("a", "GGD Noord")], [*other, best], least=0.1, most_each=2)) == 2


def test_duplicates_within_a_list_are_pairs_once_and_identifiers_do_not_decide() -> None:
    records = [
        record("a", "Nieuw Land Erfgoedcentrum", SIX, identifiers=frozenset({"kvk:1"})),
        record("b", "Erfgoedcentrum Nieuw Land", SIX, identifiers=frozenset({"kvk:1"})),
        record("c", "Recreatieschap Twiske", SIX),
    ]
    found = find_duplicates(records)
    assert [(x.first, x.second, x.is_decisive) for x in found] == [("a", "b", False)]


def test_order_does_not_depend_on_the_order_of_the_lists() -> None:
    forwards = find_links([GGD, SAFETY], REGISTER)
    assert find_links([SAFETY, GGD], tuple(reversed(REGISTER))) == forwards
