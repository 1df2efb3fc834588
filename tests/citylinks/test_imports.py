# SPDX-License-Identifier: EUPL-1.2
"""Importing city links: looked at, made as a whole, undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils.translation import override

from samenspel.accounts.models import Event
from samenspel.accounts.rules import operator, visitor
from samenspel.citylinks.actions import imports as actions
from samenspel.citylinks.actions import imports_writing
from samenspel.citylinks.actions.imports import (
    ListMoved,
    apply_list,
    discard_list,
    store_list,
    undo_list,
)
from samenspel.citylinks.actions.imports_writing import free_slugs
from samenspel.citylinks.models import Agreement, CityLink, LinkList, Party
from samenspel.citylinks.refusal import LinkRefused
from samenspel.places.models import Municipality
from samenspel.register.lists.workbooks import ListRefused
from tests.citylinks.lists_of_links import (
    FULL,
    FULL_HEADS,
    adviser,
    applied,
    country,
    looked_at,
    only,
    sent,
)
from tests.citylinks.small_links import (
    AT,
    acting,
    administrator,
    make_link,
    municipality,
    user,
    without_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Any:
    with override("en"):
        yield


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(LinkRefused) as caught:
        act()
    return caught.value.message


def names() -> list[str]:
    return sorted(CityLink.objects.values_list("name", flat=True))


def kinds(stored: LinkList) -> list[str]:
    return [one.kind for one in looked_at(stored).outcomes]


def test_a_list_becomes_links_that_nobody_else_sees_yet() -> None:
    kept = applied(sent(FULL, heads=FULL_HEADS))
    link = kept.links.get()
    assert (link.slug, link.name, link.kind) == ("zee-en-land", "Zee en land", "friendship")
    assert (link.stage, link.begun_on, link.ended_on) == (
        "ended", date(2001, 1, 1), date(2020, 12, 31),
    )  # fmt: skip
    assert (link.ended_because, link.ended_lesson) == (
        "De coördinatoren vertrokken", "Met z’n tweeën",
    )  # fmt: skip
    assert (link.purpose, link.source, link.is_public) == ("Leren", "www.voorbeeld.example", False)
    parties = [(p.position, p.name, p.country, p.municipality) for p in link.parties.all()]
    assert parties == [
        (0, "Aarveen", "NL", municipality(0)),
        (1, "Beekhuizen", "NL", municipality(1)),
        (2, "Thiès", "SN", None),
    ]
    agreement = link.agreements.get()
    assert (agreement.title, agreement.signed_on) == ("Agreement", date(2002, 3, 4))
    assert (agreement.valid_from, agreement.last_day) == (date(2002, 3, 4), date(2019, 12, 31))
    assert (agreement.fixed_at, agreement.number) == (AT, 1)
    assert (kept.state, kept.decided_at) == ("applied", AT)


def test_a_link_without_agreement_gets_none_and_one_with_only_an_end_holds_since_it_began() -> None:
    heads = "Naam;Partners;Sinds;Geldig tot"
    applied(sent("A;Beekhuizen;2019;", "B;Cadzande;2020;2030", heads=heads))
    agreement = Agreement.objects.get()
    assert (agreement.link.name, agreement.signed_on) == ("B", None)
    assert (agreement.valid_from, agreement.last_day) == (date(2020, 1, 1), date(2030, 12, 31))


def test_the_log_has_counts_and_no_text_of_the_list() -> None:
    kept = applied(sent("Geheime band;Beekhuizen", ";Cadzande"))
    undo_list(imported=kept, by=adviser(), at=AT)
    discard_list(imported=sent("B;Cadzande"), by=adviser(), at=AT)
    events = Event.objects.order_by("pk")
    assert [event.action for event in events] == [
        "send_link_list", "import_links", "undo_link_list", "send_link_list", "discard_link_list",
    ]  # fmt: skip
    assert events[1].detail == {"list": kept.pk, "links": 1, "wrong": 1}
    assert {event.object_key for event in events} == {"GM7000"}
    assert not [event for event in events if "Geheime" in str(event.detail)]


def test_wrong_rows_are_left_out_and_right_ones_taken_over() -> None:
    stored = sent("A;Beekhuizen", "B;Nergens", ";Cadzande")
    run = looked_at(stored)
    assert run.counts == {"wrong": 2, "new": 1, "known": 0}
    assert [kind for kind, _rows in run.groups] == ["wrong", "new"]
    applied(stored)
    assert names() == ["A"]


def test_cells_of_unknown_columns_are_not_kept() -> None:
    stored = sent("A;06 12345678;Beekhuizen", ";06 87654321;", heads="Naam;Telefoon;Partner")
    assert (stored.heads, stored.rows) == (["Naam", "Partner"], [[2, ["A", "Beekhuizen"]]])
    assert stored.left_out == ["Telefoon"]


def test_cells_that_look_like_formulas_are_only_text() -> None:
    (link,) = applied(sent('"=1+1";Beekhuizen', heads="Naam;Partners")).links.all()
    assert link.name == "=1+1"


def test_what_is_there_already_is_skipped_and_said() -> None:
    world = make_link(abroad=True)
    stored = sent(
        "Proefband;Beekhuizen | Verweg (SN);stedenband",
        "PROEFBAND;Cadzande",
        "Anders;Verweg (SN) | Beekhuizen",
        "Anders;Beekhuizen",
        "Nog een;Beekhuizen",
    )
    assert [one.because for one in looked_at(stored).outcomes] == [
        "The same name, partners and kind: “Proefband”.",
        "The same name: “Proefband”.",
        "The same partners and kind: “Proefband”.",
        "The same name: row 4 of this list.",
        "The same partners and kind: row 5 of this list.",
    ]
    assert kinds(stored) == ["known"] * 5
    assert world.link.name == "Proefband"


def test_rows_that_are_known_come_in_when_chosen_under_a_free_name() -> None:
    make_link()
    stored = sent("Proefband;Beekhuizen", "Proefband;Cadzande", "Band;Dorpstede")
    assert [one.name for one in looked_at(stored).outcomes] == [
        "Proefband (2)", "Proefband (3)", "Band",
    ]  # fmt: skip
    applied(stored, chosen={3, 99})
    assert names() == ["Band", "Proefband", "Proefband (3)"]


def test_an_ended_link_is_known_too_and_parties_that_left_do_not_count() -> None:
    world = make_link(parties=3, stage="ended")
    Party.objects.filter(pk=world.parties[2].pk).update(valid_to=date(2024, 1, 1))
    assert only("Nieuw;Beekhuizen").because == "The same partners and kind: “Proefband”."


def test_links_of_others_do_not_make_a_row_known() -> None:
    link = make_link().link
    Party.objects.filter(link=link, position=0).update(municipality=municipality(4))
    assert only("Proefband;Beekhuizen").kind == "new"


def test_who_runs_the_site_does_not_learn_the_name_of_a_link_that_is_not_public() -> None:
    make_link(public=False)
    by = acting(administrator())
    stored = sent("Anders;Beekhuizen", by=by)
    (outcome,) = looked_at(stored, by).outcomes
    assert outcome.because == "The same partners and kind: a link that is not public."


def test_a_link_of_a_municipality_that_merged_into_ours_is_known() -> None:
    country()
    link = make_link().link
    Party.objects.filter(link=link, position=0).update(municipality=municipality(6))
    by = acting(user("clerk", 5))
    run = looked_at(sent("Anders;Beekhuizen", own=5, by=by), by)
    assert run.counts["known"] == 1


def test_a_list_is_taken_over_once() -> None:
    stored = sent("A;Beekhuizen")
    seen = looked_at(stored).digest
    apply_list(imported=stored, seen=seen, by=adviser(), at=AT)
    told = refused(lambda: apply_list(imported=stored, seen=seen, by=adviser(), at=AT))
    assert told == "This list was taken over or thrown away already."
    assert "already" in refused(lambda: discard_list(imported=stored, by=adviser(), at=AT))
    assert names() == ["A"]


def test_the_same_list_sent_twice_makes_its_links_once() -> None:
    first, second = sent("A;Beekhuizen"), sent("A;Beekhuizen")
    seen = [looked_at(one).digest for one in (first, second)]
    apply_list(imported=first, seen=seen[0], by=adviser(), at=AT)
    with pytest.raises(ListMoved):
        apply_list(imported=second, seen=seen[1], by=adviser(), at=AT)
    assert names() == ["A"]
    told = refused(lambda: applied(second))
    assert told == "There is nothing in this list to take over."


def test_what_was_seen_is_the_same_in_every_language() -> None:
    make_link()
    stored = sent("Proefband;Cadzande (FR)", "A;Beekhuizen", ";x")
    seen = looked_at(stored).digest
    with override("nl"):
        assert looked_at(stored).digest == seen


def test_one_row_that_fails_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    make_link(slug="bezet")
    monkeypatch.setattr(imports_writing, "free_slugs", lambda names: ["vrij", "bezet"])
    stored = sent("A;Beekhuizen;project", "B;Cadzande")
    with pytest.raises(ListMoved):
        applied(stored)
    stored.refresh_from_db()
    assert (names(), stored.state) == (["Proefband"], "checked")
    assert not Party.objects.filter(position=0).exclude(link__slug="bezet").exists()


def test_a_failure_after_the_links_takes_them_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(actions, "_decided", fail)
    with pytest.raises(ListMoved):
        applied(sent("A;Beekhuizen"))
    assert names() == []


@pytest.mark.parametrize(
    ("given", "slugs"),
    [
        (["Zee", "zee", "ZEE!"], ["zee-2", "zee-3", "zee-4"]),
        (["nieuw", "Київ", "Київ"], ["nieuw-2", "stedenband", "stedenband-2"]),
        (["x" * 200], ["x" * 110]),
    ],
)
def test_addresses_are_free_and_no_words_of_the_site(
    given: Sequence[str], slugs: list[str]
) -> None:
    make_link(slug="zee")
    assert free_slugs(given) == slugs


def test_a_list_that_is_thrown_away_keeps_no_rows() -> None:
    stored = sent("A;Beekhuizen")
    discard_list(imported=stored, by=adviser(), at=AT)
    stored.refresh_from_db()
    assert (stored.state, stored.rows) == ("discarded", [])


def test_a_file_that_cannot_be_read_is_refused() -> None:
    for content in (b"", b"%PDF-1", b"Naam;Soort\nA;B\n", b"Naam;Partners\n"):
        with pytest.raises(ListRefused):
            store_list(
                municipality=municipality(0), content=content, filename="x", by=adviser(), at=AT
            )
    assert not LinkList.objects.exists()


def test_people_without_the_right_do_nothing() -> None:
    stored = sent("A;Beekhuizen")
    seen = looked_at(stored).digest
    others = [
        visitor(), acting(without_role()), acting(user("councillor")), acting(user("adviser", 1)),
    ]  # fmt: skip
    for by in others:
        for act in (
            lambda by=by: sent("A;Beekhuizen", by=by),
            lambda by=by: apply_list(imported=stored, seen=seen, by=by, at=AT),
            lambda by=by: discard_list(imported=stored, by=by, at=AT),
            lambda by=by: undo_list(imported=stored, by=by, at=AT),
        ):
            with pytest.raises(PermissionDenied):
                act()
    assert not CityLink.objects.exists()


def test_people_of_the_municipality_and_who_runs_the_site_import() -> None:
    by_all = [acting(user("clerk")), acting(administrator()), operator()]
    for number, by in enumerate(by_all):
        stored = sent(f"Band {number};Thiès {number} (SN)", by=by)
        applied(stored, seen=looked_at(stored, by).digest, by=by)
    assert len(names()) == 3


def test_nobody_imports_for_a_municipality_that_ended() -> None:
    country()
    for by in (acting(user("clerk", 6)), operator()):
        with pytest.raises(PermissionDenied):
            sent("A;Beekhuizen", own=6, by=by)


def test_looking_asks_as_many_queries_for_a_long_list_as_for_a_short_one(
    django_assert_max_num_queries: Any,
) -> None:
    make_link()
    country()
    long = sent(
        *(f"Band {n};Thiès {n} (SN) | Beekhuizen | Fout {n} | Geestveld" for n in range(60))
    )
    stored = LinkList.objects.select_related("municipality").get(pk=long.pk)
    by = adviser()
    looked_at(long, by)
    with django_assert_max_num_queries(8):
        looked_at(stored, by)


def test_making_asks_few_queries_for_many_links(django_assert_max_num_queries: Any) -> None:
    stored = sent(*(f"Band {n};Thiès {n} (SN);;2001" for n in range(200)))
    seen = looked_at(stored).digest
    by = adviser()
    with django_assert_max_num_queries(30):
        apply_list(imported=stored, seen=seen, by=by, at=AT)
    assert CityLink.objects.count() == 200


def test_a_municipality_may_have_a_long_name() -> None:
    by = adviser()
    Municipality.objects.filter(pk=municipality(0).pk).update(name="A" * 300)
    (link,) = applied(sent("A;Beekhuizen", by=by), by=by).links.all()
    assert link.parties.get(position=0).name == "A" * 160
