# SPDX-License-Identifier: EUPL-1.2
"""Undoing an import of city links, as long as nobody worked in what it made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.agreements import AgreementValues, write_agreement
from samenspel.citylinks.actions.imports import undo_list
from samenspel.citylinks.actions.links import LinkValues, change_link, publish, reopen
from samenspel.citylinks.models import Agreement, CityLink, Contact, LinkStep, Party
from samenspel.citylinks.refusal import LinkRefused
from tests.citylinks.lists_of_links import FULL, FULL_HEADS, adviser, applied, sent
from tests.citylinks.small_links import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Any:
    with override("en"):
        yield


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(LinkRefused) as caught:
        act()
    return caught.value.message


def test_a_list_is_undone_as_a_whole() -> None:
    kept = applied(sent(FULL, "B;Cadzande", heads=FULL_HEADS))
    undo_list(imported=kept, by=adviser(), at=AT)
    kept.refresh_from_db()
    assert (kept.state, kept.links.count()) == ("undone", 0)
    counts = [model.objects.count() for model in (CityLink, Party, Agreement)]
    assert counts == [0, 0, 0]
    assert "undone already" in refused(lambda: undo_list(imported=kept, by=adviser(), at=AT))


def described(link: CityLink, by: Actor) -> None:
    change_link(link=link, values=LinkValues("Nieuw"), edition=1, by=by, at=AT)


def drafted(link: CityLink, by: Actor) -> None:
    write_agreement(link=link, values=AgreementValues("Overeenkomst"), by=by, at=AT)


CHANGES: dict[str, Callable[[CityLink, Actor], object]] = {
    "described": described,
    "published": lambda link, by: publish(link=link, is_public=True, by=by, at=AT),
    "an agreement": drafted,
    "a contact": lambda link, by: Contact.objects.create(
        link=link, kind="call", on=AT.date(), made_at=AT
    ),
    "a step": lambda link, by: LinkStep.objects.create(
        link=link, kind="active", on=AT.date(), at=AT
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_list_of_which_a_link_was_worked_in_is_not_undone(change: str) -> None:
    kept = applied(sent("A;Beekhuizen;;2020", "B;Cadzande;;2020"))
    link = kept.links.get(name="A")
    CHANGES[change](link, adviser())
    told = refused(lambda: undo_list(imported=kept, by=adviser(), at=AT))
    assert told.startswith("This list cannot be undone any more: something was changed in or added")
    assert "“B”" not in told
    assert CityLink.objects.count() == 2


def test_a_refusal_to_undo_names_some_links() -> None:
    rows = [f"{letter};Beekhuizen;;20{n}0" for n, letter in enumerate("ABCDEF") if n < 3]
    rows += [f"{letter};Cadzande;;200{n}" for n, letter in enumerate("DEF")]
    stored = sent(*rows)
    kept = applied(stored, chosen=range(9))
    kept.links.update(edition=2)
    told = refused(lambda: undo_list(imported=kept, by=adviser(), at=AT))
    assert told.count("“") == 5
    assert ", …" in told


def test_an_imported_link_that_ended_can_be_taken_up_again() -> None:
    (link,) = applied(sent("A;Beekhuizen;;2001;2010;Geen geld")).links.all()
    reopen(link=link, because="Toch weer", by=adviser(), at=AT)
    assert list(link.steps.values_list("kind", "because")) == [
        ("ended", "Geen geld"), ("reopened", "Toch weer"),
    ]  # fmt: skip
