# SPDX-License-Identifier: EUPL-1.2
"""Participants, contributions and boards on the site: adding, correcting, ending, taking away."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from samenspel.register.forms.fields import Euros, Percentage
from samenspel.register.models import Board, ChangeSet, Participation
from tests.register.edit_pages import (
    GGD,
    GROUND,
    clerk,
    current,
    fields_of,
    participant,
    send,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
ADD, BOARDS = f"{GGD}deelnemers/toevoegen/", f"{GGD}besturen/toevoegen/"


def own() -> str:
    return f"{GGD}deelnemers/{participant('GM0439').pk}/"


class TestParticipants:
    def test_a_municipality_by_its_name(self) -> None:
        client = clerk()
        answer = send(client, ADD, municipality="Haarlem", valid_from="2025-01-01")
        assert answer["Location"] == ADD
        assert participant("GM0392").valid_from == date(2025, 1, 1)
        page = text_of(client.get(ADD))
        assert "Haarlem is toegevoegd als deelnemer." in page
        assert "Ongedaan" in page or "ongedaan maken" in page

    def test_somebody_else_by_kind_and_name(self) -> None:
        send(clerk(), ADD, kind="water_board", name="Waterschap De Proef")
        assert Participation.objects.get(name="Waterschap De Proef").kind == "water_board"

    @pytest.mark.parametrize(
        ("typed", "anchor"),
        [
            ({}, "municipality"),
            ({"municipality": "Haarlem", "name": "X"}, "municipality"),
            ({"name": "X"}, "kind"),
            ({"kind": "business"}, "name"),
            ({"municipality": "Nergenshuizen"}, "municipality"),
            ({"municipality": "Haarlem", "amount_0": "12"}, "year_0"),
            ({"municipality": "Haarlem", "year_0": "2025"}, "amount_0"),
            ({"municipality": "Haarlem", "share_percent": "101"}, "share_percent"),
        ],
    )
    def test_mistakes(self, typed: dict[str, str], anchor: str) -> None:
        answer = send(clerk(), ADD, **typed)
        assert answer.status_code == 400
        assert f'href="#edit-{anchor}"' in text_of(answer)
        assert not ChangeSet.objects.exists()

    def test_who_takes_part_already_is_refused(self) -> None:
        answer = send(clerk(), ADD, municipality="Purmerend")
        assert answer.status_code == 400
        assert not ChangeSet.objects.exists()

    def test_the_same_form_twice_adds_once(self) -> None:
        client = clerk()
        form = {**fields_of(client.get(ADD)), **GROUND, "municipality": "Haarlem"}
        assert client.post(ADD, form)["Location"] == client.post(ADD, form)["Location"]
        assert Participation.objects.filter(version=current(), code="GM0392").count() == 1

    def test_share_organs_and_period(self) -> None:
        send(clerk(), own(), share_percent="12,5", roles=["Gemeenteraad"], last_day="2030-12-31")
        now = participant("GM0439")
        assert (now.share_percent, now.roles) == (12.5, "Gemeenteraad")
        assert now.valid_to == date(2031, 1, 1)

    def test_contributions_come_change_and_go(self) -> None:
        send(
            clerk(), own(), year_0="2025", amount_0="1.234,50", key_0="inwoners",
            year_1="2026", amount_1="€ 2000",
        )  # fmt: skip
        paid = dict(participant("GM0439").contributions.values_list("year", "amount_eur"))
        assert paid == {2025: Decimal("1234.50"), 2026: Decimal("2000.00")}
        shown = fields_of(clerk().get(own()))
        assert (shown["year_0"], shown["amount_0"], shown["key_0"]) == (
            "2025",
            "1234,50",
            "inwoners",
        )
        assert "year_3" in shown
        assert send(clerk(), own()).status_code == 302
        assert ChangeSet.objects.count() == 1
        send(clerk(), own(), year_0="", amount_0="", key_0="")
        assert list(participant("GM0439").contributions.values_list("year", flat=True)) == [2026]

    def test_a_year_twice_or_a_year_that_is_none(self) -> None:
        twice = send(clerk(), own(), year_0="2025", amount_0="1", year_1="2025", amount_1="2")
        assert 'href="#edit-year_1"' in text_of(twice)
        short = send(clerk(), own(), year_0="25", amount_0="1")
        assert 'href="#edit-year_0"' in text_of(short)

    def test_two_people_at_the_contributions(self) -> None:
        me = clerk()
        form = fields_of(me.get(own()))
        send(clerk("GM0852"), own(), year_0="2025", amount_0="100")
        answer = me.post(own(), {**form, **GROUND, "share_percent": "10"})
        assert answer.status_code == 409
        again = fields_of(answer)
        assert (again["year_0"], again["amount_0"], again["share_percent"]) == (
            "2025", "100,00", "10",
        )  # fmt: skip
        assert me.post(own(), again).status_code == 302
        assert participant("GM0439").contributions.count() == 1

    def test_ending_and_taking_off_the_list(self) -> None:
        client = clerk()
        assert send(client, f"{own()}beeindigen/", last_day="2026-12-31").status_code == 302
        assert participant("GM0439").valid_to == date(2027, 1, 1)
        other = f"{GGD}deelnemers/{participant('GM0880').pk}/intrekken/"
        assert send(client, other).status_code == 302
        assert not Participation.objects.filter(version=current(), code="GM0880").exists()
        assert "is van de lijst gehaald." in text_of(client.get(GGD))

    def test_taking_off_asks_why(self) -> None:
        answer = send(clerk(), f"{own()}intrekken/", reason="")
        assert answer.status_code == 400
        assert participant("GM0439")


class TestBoards:
    def new(self, **typed: Any) -> Any:
        return send(clerk(), BOARDS, **{"name": "Algemeen bestuur", "total_seats": "3", **typed})

    def test_a_board_with_seats_and_votes(self) -> None:
        assert self.new(seats_0="1", votes_0="3", seats_1="2", votes_1="4").status_code == 302
        board = Board.objects.get(version=current())
        assert (board.kind, board.name, board.total_seats) == ("general", "Algemeen bestuur", 3)
        seats = dict(board.seats.values_list("participation__name", "votes"))
        assert seats == {"Edam-Volendam": 3, "Landsmeer": 4}

    def test_adding_up_saves_nothing_and_asks_for_no_reason(self) -> None:
        answer = self.new(do="check", seats_0="1", seats_1="1", votes_0="5", reason="", source="")
        page = text_of(answer)
        assert answer.status_code == 200
        assert "De rijen hebben samen 2 zetels. Hierboven staat 3." in page
        assert "Van 1 deelnemer met zetels zijn de stemmen niet bekend." in page
        assert 'id="mistakes"' not in page
        assert fields_of(answer)["votes_0"] == "5"
        assert not Board.objects.filter(version=current()).exists()

    def test_a_wrong_number_stands_in_its_row(self) -> None:
        answer = self.new(seats_0="twee")
        assert answer.status_code == 400
        assert 'href="#edit-seats_0"' in text_of(answer)
        assert 'id="edit-seats_0_error"' in text_of(answer)

    def test_correcting_two_at_once_and_withdrawing(self) -> None:
        self.new(seats_0="1", votes_0="3")
        board = Board.objects.get(version=current())
        path = f"{GGD}besturen/{board.pk}/"
        me = clerk()
        form = fields_of(me.get(path))
        assert send(clerk("GM0852"), path, votes_0="9").status_code == 302
        answer = me.post(path, {**form, **GROUND, "quota": "2"})
        assert answer.status_code == 409
        again = fields_of(answer)
        assert (again["votes_0"], again["quota"]) == ("9", "2")
        assert me.post(path, again).status_code == 302
        board.refresh_from_db()
        assert (board.quota, board.seats.get().votes) == (2, 9)
        assert send(me, path).status_code == 302  # nothing touched
        assert ChangeSet.objects.count() == 3
        assert send(me, f"{path}intrekken/").status_code == 302
        assert not Board.objects.filter(version=current()).exists()

    def test_an_existing_board_comes_back_as_it_was(self) -> None:
        path = "/samenwerkingen/stadsregio-amsterdam-voorbeeld/besturen/{}/"
        for pk in Board.objects.filter(
            version__arrangement__slug="stadsregio-amsterdam-voorbeeld"
        ).values_list("pk", flat=True):
            assert send(clerk(), path.format(pk)).status_code == 302
        assert not ChangeSet.objects.exists()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1234", "1234.00"), ("1234,5", "1234.50"), ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"), ("€ 12", "12.00"), ("1.234", "1234.00"), ("-5", "-5.00"),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(typed: str, amount: str) -> None:
    assert Euros().clean(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["veel", "1,2,3", "12.345.6", "9" * 14, "1e5"])
def test_what_is_no_amount(typed: str) -> None:
    with pytest.raises(ValidationError):
        Euros().clean(typed)


def test_a_share_with_a_comma() -> None:
    assert Percentage().clean("12,5 %") == 12.5
