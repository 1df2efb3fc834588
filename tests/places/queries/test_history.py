# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date

from samenspel.places.queries.history import Change, Changes, Place

Y2011, Y2018, Y2021 = date(2011, 1, 1), date(2018, 1, 1), date(2021, 1, 1)
HAAREN = Place("A", "Haaren", "haaren", None, Y2021)
VUGHT = Place("B", "Vught", "vught")
TILBURG = Place("C", "Tilburg", "tilburg")
SNEEK = Place("D", "Sneek", "sneek", None, Y2011)
BOLSWARD = Place("E", "Bolsward", "bolsward", None, Y2011)
SUDWEST = Place("F", "Súdwest-Fryslân", "sudwest", Y2011, None)
LITTENS = Place("G", "Littenseradiel", "littenseradiel", None, Y2018)


def _changes() -> Changes:
    return Changes(
        [
            Change(Y2021, "split", HAAREN, VUGHT, 0.6),
            Change(Y2021, "split", HAAREN, TILBURG, 0.4),
            Change(Y2011, "merge", SNEEK, SUDWEST, 1.0),
            Change(Y2011, "merge", BOLSWARD, SUDWEST, None),
            Change(Y2018, "split", LITTENS, SUDWEST, 0.5),
            Change(Y2018, "transfer", TILBURG, VUGHT, 0.01),
        ]
    )


def test_a_municipality_that_exists_has_nobody_in_its_place() -> None:
    assert _changes().history(HAAREN, on=date(2020, 1, 1)).now == ()


def test_a_divided_municipality_has_heirs_with_shares_largest_first() -> None:
    heirs = _changes().history(HAAREN, on=date(2026, 1, 1)).now
    assert [(h.place.name, h.share) for h in heirs] == [("Vught", 0.6), ("Tilburg", 0.4)]


def test_before_its_beginning_only_what_made_it_stands_in_its_place() -> None:
    names = {h.place.name for h in _changes().history(SUDWEST, on=date(2005, 1, 1)).now}
    assert names == {"Sneek", "Bolsward"}


def test_ancestors_are_those_that_had_ended_by_the_date() -> None:
    changes = _changes()
    early = changes.history(SUDWEST, on=date(2015, 1, 1)).ancestors
    late = changes.history(SUDWEST, on=date(2020, 1, 1)).ancestors
    assert [p.code for p in early] == ["D", "E"]
    assert [p.code for p in late] == ["D", "E", "G"]


def test_a_transfer_makes_nobody_an_ancestor_but_is_told() -> None:
    history = _changes().history(VUGHT, on=date(2026, 1, 1))
    assert [p.code for p in history.ancestors] == ["A"]
    assert [c.kind for c in history.transfers] == ["transfer"]


def test_shares_multiply_along_a_chain_and_add_up_where_it_meets() -> None:
    old = Place("X", "Oud", "oud", None, Y2011)
    left, right = (Place(c, c, c, Y2011, Y2018) for c in "LR")
    new = Place("N", "Nieuw", "nieuw", Y2018)
    chain = Changes(
        [
            Change(Y2011, "split", old, left, 0.7),
            Change(Y2011, "split", old, right, 0.3),
            Change(Y2018, "merge", left, new, 1.0),
            Change(Y2018, "merge", right, new, 1.0),
        ]
    )
    (heir,) = chain.heirs(old, on=Y2021)
    assert (heir.place, heir.share) == (new, 1.0)


def test_an_unknown_share_stays_unknown() -> None:
    changes = Changes([Change(Y2021, "split", HAAREN, VUGHT, None)])
    assert [h.share for h in changes.heirs(HAAREN, on=Y2021)] == [None]


def test_changes_in_a_circle_come_to_an_end() -> None:
    one = Place("1", "Een", "een", None, Y2011)
    two = Place("2", "Twee", "twee", Y2011, Y2018)
    circle = Changes(
        [Change(Y2011, "rename", one, two, None), Change(Y2018, "rename", two, one, None)]
    )
    assert circle.heirs(one, on=Y2021) == ()
