# SPDX-License-Identifier: EUPL-1.2
"""Only advisers and clerks of the municipality keep what it weighs; the log never says what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.log_labels import ACTIONS
from samenspel.accounts.models import Event
from samenspel.accounts.rules import Actor, operator, visitor
from samenspel.analysis.link_guide import link_guide
from samenspel.citylinks.actions import considerations, considerations_partners
from samenspel.citylinks.actions.considerations import answer, begin, conclude, remove
from samenspel.citylinks.actions.considerations_partners import (
    NamedPartner,
    add_found_partner,
    add_named_partner,
    begin_with_partner,
    remove_partner,
)
from samenspel.citylinks.models import Consideration
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from tests.citylinks.small_links import AT, acting, municipality, user

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
SECRET = "Jansen vertrekt"


def adviser(index: int = 0) -> Actor:
    return acting(user("adviser", index))


def made(**more: Any) -> Consideration:
    given: dict[str, Any] = {
        "municipality": municipality(0),
        "title": "Stedenband",
        "answers": {"reden": ["leren"], "bieden": ["plekken", "kennis"]},
        "by": adviser(),
        "at": AT,
    }
    return begin(**{**given, **more})


def fresh(held: Consideration) -> Consideration:
    return Consideration.objects.get(pk=held.pk)


def test_answers_are_kept_in_the_order_of_the_guide_with_its_version() -> None:
    held = fresh(made(title="  Een   band "))
    assert held.title == "Een band"
    assert held.answers == {"reden": ["leren"], "bieden": ["kennis", "plekken"]}
    assert held.guide == link_guide().version
    assert held.made_by == user("adviser")
    assert (held.made_at, held.changed_at, held.edition) == (AT, AT, 1)


def test_answers_notes_and_conclusion_change_with_the_edition() -> None:
    held = made()
    answer(
        consideration=held,
        answers={"mensen": ["vast"], "reden": []},
        notes={"mensen": f" {SECRET}\r\nstraks ", "raad": "nog vragen"},
        edition=1,
        by=adviser(),
        at=LATER,
    )
    now = fresh(held)
    assert now.answers == {"bieden": ["kennis", "plekken"], "mensen": ["vast"]}
    assert now.notes == {"mensen": f"{SECRET}\nstraks", "raad": "nog vragen"}
    assert (now.edition, now.changed_at) == (2, LATER)
    answer(consideration=held, answers={}, notes={"raad": " "}, edition=2, by=adviser(), at=LATER)
    assert set(fresh(held).notes) == {"mensen"}
    conclude(
        consideration=held, title="Nieuw", conclusion=" Doen. ", edition=3, by=adviser(), at=LATER
    )
    assert (fresh(held).title, fresh(held).conclusion, fresh(held).edition) == ("Nieuw", "Doen.", 4)


def test_what_the_guide_of_today_does_not_know_goes_with_the_next_answer() -> None:
    held = made()
    held.guide, held.answers = "0", {"reden": ["leren"], "kleur": ["rood"], "mensen": ["veel"]}
    held.notes = {"kleur": "oud"}
    held.save()
    answer(consideration=held, answers={"raad": ["breed"]}, edition=1, by=adviser(), at=LATER)
    now = fresh(held)
    assert now.answers == {"reden": ["leren"], "raad": ["breed"]}
    assert (now.notes, now.guide) == ({}, link_guide().version)


def test_partners_come_in_view_once_and_go_out_again() -> None:
    held = made()
    for rank in (3, 5):
        values = {"code": "GM7001", "name": "Beekhuizen", "slug": "b", "rank": rank}
        add_found_partner(consideration=held, values=values, by=adviser(), at=LATER)
    verweg = NamedPartner(" Verweg ", "SN", "haven")
    add_named_partner(consideration=held, values=verweg, by=adviser(), at=LATER)
    now = fresh(held)
    assert [row["rank"] for row in now.partners["found"]] == [5]
    assert now.partners["found"][0]["added_on"] == "2026-03-02"
    assert now.partners["named"] == [
        {"name": "Verweg", "country": "SN", "note": "haven", "added_on": "2026-03-02"}
    ]
    for key in ("GM7001", "Verweg"):
        remove_partner(consideration=held, key=key, by=adviser(), at=LATER)
    assert fresh(held).partners == {"found": [], "named": []}
    with pytest.raises(LinkRefused):
        remove_partner(consideration=held, key="Verweg", by=adviser(), at=LATER)


def test_a_consideration_begins_with_a_partner_or_not_at_all() -> None:
    values = {"code": "GM7001", "name": "Beekhuizen", "slug": "b"}
    held = begin_with_partner(municipality=municipality(0), values=values, by=adviser(), at=AT)
    assert held.title == "Stedenband met Beekhuizen"
    assert [row["code"] for row in held.partners["found"]] == ["GM7001"]
    own = {**values, "code": municipality(0).code}
    with pytest.raises(LinkRefused):
        begin_with_partner(municipality=municipality(0), values=own, by=adviser(), at=AT)
    assert Consideration.objects.count() == 1


def test_removing_takes_all_of_it() -> None:
    held = made()
    remove(consideration=held, edition=1, by=acting(user("clerk")), at=LATER)
    assert not Consideration.objects.exists()


Act = Callable[[Consideration, Actor], object]
ACTS: dict[str, Act] = {
    "begin": lambda _held, by: made(by=by),
    "answer": lambda held, by: answer(
        consideration=held, answers={}, edition=held.edition, by=by, at=LATER
    ),
    "conclude": lambda held, by: conclude(
        consideration=held, title="T", conclusion="", edition=held.edition, by=by, at=LATER
    ),
    "remove": lambda held, by: remove(consideration=held, edition=held.edition, by=by, at=LATER),
    "begin with a partner": lambda _held, by: begin_with_partner(
        municipality=municipality(0),
        values={"code": "GM7003", "name": "D", "slug": "d"},
        by=by,
        at=LATER,
    ),
    "add found": lambda held, by: add_found_partner(
        consideration=held,
        values={"code": "GM7003", "name": "D", "slug": "d"},
        by=by,
        at=LATER,
    ),
    "add named": lambda held, by: add_named_partner(
        consideration=held, values=NamedPartner("Elders", "DE"), by=by, at=LATER
    ),
    "remove partner": lambda held, by: remove_partner(
        consideration=held, key="Verweg", by=by, at=LATER
    ),
}


@pytest.mark.parametrize("name", list(ACTS))
def test_only_who_keeps_considerations_of_the_municipality_acts(name: str) -> None:
    held = made()
    add_named_partner(consideration=held, values=NamedPartner("Verweg", "SN"), by=adviser(), at=AT)
    for by in (visitor(), acting(user("councillor")), adviser(1), acting(user("clerk", 1))):
        with pytest.raises(PermissionDenied):
            ACTS[name](fresh(held), by)
    for by in (acting(user("clerk")), operator()):
        held = made(title="Een andere")
        add_named_partner(
            consideration=held, values=NamedPartner("Verweg", "SN"), by=adviser(), at=AT
        )
        ACTS[name](fresh(held), by)


@pytest.mark.parametrize("name", ["answer", "conclude", "remove"])
def test_nobody_overwrites_what_somebody_else_changed_meanwhile(name: str) -> None:
    held = made()
    old = fresh(held)
    conclude(consideration=held, title="Ander", conclusion="", edition=1, by=adviser(), at=LATER)
    with pytest.raises(ChangedMeanwhile):
        ACTS[name](old, adviser())
    assert fresh(held).title == "Ander"


REFUSED: dict[str, tuple[Callable[[Consideration], object], str]] = {
    "no title": (lambda _h: made(title="  "), "title"),
    "long title": (lambda _h: made(title="x" * 201), "title"),
    "unknown answer": (lambda _h: made(answers={"mensen": ["veel"]}), "mensen"),
    "unknown question": (lambda _h: made(answers={"kleur": ["rood"]}), "kleur"),
    "two answers": (
        lambda h: answer(
            consideration=h,
            answers={"mensen": ["vast", "geen"]},
            edition=1,
            by=adviser(),
            at=LATER,
        ),
        "mensen",
    ),
    "note on nothing": (
        lambda h: answer(
            consideration=h, answers={}, notes={"kleur": "x"}, edition=1, by=adviser(), at=LATER
        ),
        "note",
    ),
    "long note": (
        lambda h: answer(
            consideration=h,
            answers={},
            notes={"raad": "x" * 2001},
            edition=1,
            by=adviser(),
            at=LATER,
        ),
        "note",
    ),
    "long conclusion": (
        lambda h: conclude(
            consideration=h,
            title="T",
            conclusion="x" * 10_001,
            edition=1,
            by=adviser(),
            at=LATER,
        ),
        "conclusion",
    ),
    "its own partner": (
        lambda h: add_found_partner(
            consideration=h,
            values={"code": municipality(0).code, "name": "A", "slug": "a"},
            by=adviser(),
            at=LATER,
        ),
        "",
    ),
    "nameless partner": (
        lambda h: add_named_partner(
            consideration=h, values=NamedPartner(" ", "SN"), by=adviser(), at=LATER
        ),
        "name",
    ),
    "partner in no country": (
        lambda h: add_named_partner(
            consideration=h, values=NamedPartner("Verweg", "XX"), by=adviser(), at=LATER
        ),
        "country",
    ),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_wrong_is_said_at_its_field(name: str) -> None:
    act, field = REFUSED[name]
    with pytest.raises(LinkRefused) as found:
        act(made())
    assert found.value.field == field
    assert found.value.message


def test_a_named_partner_stands_there_once() -> None:
    held = made()
    add_named_partner(
        consideration=held, values=NamedPartner("Verweg", "SN"), by=adviser(), at=LATER
    )
    with pytest.raises(LinkRefused):
        add_named_partner(
            consideration=held, values=NamedPartner("verweg", "SN"), by=adviser(), at=LATER
        )


def test_there_is_an_end_to_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(considerations, "MOST_CONSIDERATIONS", 1)
    monkeypatch.setattr(considerations_partners, "MOST_PARTNERS", 1)
    held = made()
    ACTS["add named"](held, adviser())
    with pytest.raises(LinkRefused):
        ACTS["add found"](held, adviser())
    with pytest.raises(LinkRefused):
        made()


def test_the_log_says_who_did_what_and_never_what_was_written() -> None:
    held = made(title=SECRET)
    answer(
        consideration=held,
        answers={"mensen": ["vast"]},
        notes={"mensen": SECRET},
        edition=1,
        by=adviser(),
        at=LATER,
    )
    add_named_partner(consideration=held, values=NamedPartner(SECRET, "SN"), by=adviser(), at=LATER)
    remove_partner(consideration=held, key=SECRET, by=adviser(), at=LATER)
    conclude(consideration=held, title=SECRET, conclusion=SECRET, edition=4, by=adviser(), at=LATER)
    remove(consideration=held, edition=5, by=adviser(), at=LATER)
    events = list(Event.objects.order_by("pk"))
    assert [event.action for event in events] == [
        "begin_consideration",
        "answer_consideration",
        "add_partner",
        "remove_partner",
        "conclude_consideration",
        "remove_consideration",
    ]
    assert all(event.action in ACTIONS for event in events)
    assert events[1].detail == {"municipality": "GM7000", "questions": ["mensen"]}
    assert SECRET not in str([(event.detail, event.object_key) for event in events])
