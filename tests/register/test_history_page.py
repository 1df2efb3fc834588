# SPDX-License-Identifier: EUPL-1.2
"""The history of an arrangement: in words, for whom, paged, filtered, downloaded, undone."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samenspel.accounts.models import Role
from samenspel.accounts.rules import operator
from samenspel.register.actions import Ground, correct_version
from samenspel.register.models import ChangeSet
from samenspel.register.queries.editing import token_of
from tests.register.edit_pages import (
    GGD,
    GROUND,
    arrangement,
    clerk,
    client_of,
    current,
    organisation,
    participant,
    send,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
HISTORY = f"{GGD}geschiedenis/"


@pytest.fixture
def changed() -> ChangeSet:
    send(
        clerk(), f"{GGD}bewerken/", seat_place="Hoorn", legal_form="gemeenschappelijk_orgaan",
        last_day="2030-12-31", seat_municipality="Purmerend", themes=["talent"],
        source="https://www.ggdzw.nl/besluit",
    )  # fmt: skip
    return ChangeSet.objects.get()


def test_without_changes_says_so() -> None:
    answer = Client().get(HISTORY)
    assert answer.status_code == 200
    assert "Hier is nog niets gewijzigd" in text_of(answer)


@pytest.mark.usefixtures("changed")
def test_visitors_read_what_changed_and_the_organisation_but_no_name() -> None:
    page = text_of(Client().get(HISTORY))
    assert "door Gemeente Purmerend" in page
    assert "Persoon" not in page
    for text in ("Zaandam", "Hoorn", "Gemeenschappelijk orgaan", "31 december 2030", "Purmerend"):
        assert text in page
    assert "Thema talent en onderwijs" in page
    assert '<a href="https://www.ggdzw.nl/besluit"' in page
    assert "ongedaan-maken" not in page


@pytest.mark.usefixtures("changed")
def test_who_is_logged_in_reads_the_name_and_only_who_may_can_undo() -> None:
    councillor = text_of(client_of(Role.Kind.COUNCILLOR).get(HISTORY))
    assert "door Persoon clerk, Gemeente Purmerend" in councillor
    assert "ongedaan-maken" not in councillor
    assert "ongedaan-maken" in text_of(clerk("GM0852").get(HISTORY))


def test_in_english(changed: ChangeSet) -> None:
    page = text_of(Client().get(f"/en{HISTORY}"))
    assert "by Gemeente Purmerend" in page
    assert "Dec. 31, 2030" in page or "31 December 2030" in page
    assert f'id="change-{changed.pk}"' in page


def test_undoing_shows_what_comes_back_and_does_it(changed: ChangeSet) -> None:
    client = clerk()
    undo = f"{HISTORY}{changed.pk}/ongedaan-maken/"
    preview = text_of(client.get(undo))
    assert '<del class="history-line__before">Hoorn</del>' in preview
    assert '<ins class="history-line__after">Zaandam</ins>' in preview
    answer = send(client, undo)
    assert answer["Location"] == GGD
    now = current()
    assert (now.seat_place, now.valid_to) == ("Zaandam", None)
    page = text_of(client.get(HISTORY))
    assert "De wijziging is ongedaan gemaakt." in page
    assert "later ongedaan gemaakt" in page
    assert "Toch weer doen" in page
    again = text_of(client.get(undo))
    assert "Dit is al ongedaan gemaakt" in again
    assert "<form class=" not in again
    assert client.post(undo, {"reason": "x", "source": "y"}).status_code == 400


def test_what_was_changed_since_cannot_be_undone_on_its_own(changed: ChangeSet) -> None:
    client = clerk()
    send(client, f"{GGD}bewerken/", seat_place="Purmerend")
    undo = f"{HISTORY}{changed.pk}/ongedaan-maken/"
    assert undo not in text_of(client.get(HISTORY))
    assert "niet meer apart ongedaan te maken" in text_of(client.get(undo))
    answer = client.post(undo, {"reason": "x", "source": "y"})
    assert answer.status_code == 400
    assert current().seat_place == "Purmerend"


def test_undoing_without_the_right_or_of_another_arrangement(changed: ChangeSet) -> None:
    undo = f"{HISTORY}{changed.pk}/ongedaan-maken/"
    for client in (client_of(Role.Kind.COUNCILLOR), clerk("GM0394")):
        assert client.get(undo).status_code == 403
        assert client.post(undo, {"reason": "x", "source": "y"}).status_code == 403
    assert Client().get(undo).status_code == 302
    other = "/samenwerkingen/stadsregio-amsterdam-voorbeeld/geschiedenis/"
    assert clerk().get(f"{other}{changed.pk}/ongedaan-maken/").status_code == 404


def test_a_municipality_undoes_what_is_about_itself_where_a_secretariat_keeps_the_record() -> None:
    own = f"{GGD}deelnemers/{participant('GM0439').pk}/"
    send(clerk(), own, share_percent="10")
    send(clerk(), f"{GGD}bewerken/", seat_place="Hoorn")
    one = arrangement()
    one.secretariat = organisation("secretariat")
    one.save()
    mine, theirs = ChangeSet.objects.order_by("pk")
    page = text_of(clerk().get(HISTORY))
    assert f"{HISTORY}{mine.pk}/ongedaan-maken/" in page
    assert f"{HISTORY}{theirs.pk}/ongedaan-maken/" not in page
    assert send(clerk(), f"{HISTORY}{mine.pk}/ongedaan-maken/").status_code == 302
    assert participant("GM0439").share_percent is None


def test_pages_and_kinds(django_assert_max_num_queries: Any) -> None:
    client = clerk()
    for number in range(22):
        correct_version(
            version=current(), values={"seat_place": f"Plaats {number}"}, seen=token_of(current()),
            ground=Ground(**GROUND), by=operator(), at=timezone.now(),
        )  # fmt: skip
    send(client, f"{GGD}beeindigen/", last_day="2030-12-31")
    with django_assert_max_num_queries(12):
        first = text_of(client.get(HISTORY))
    assert "Plaats 21" in first
    assert '<li><a class="utrecht-pagination__page-link" href="?pagina=2">' in first
    assert "Plaats 0" in text_of(client.get(HISTORY, {"pagina": "2"}))
    ended = text_of(client.get(HISTORY, {"soort": "end"}))
    assert "Laatste dag" in ended
    assert "Plaats 21" not in ended
    assert client.get(HISTORY, {"soort": "x", "pagina": "x"}).status_code == 200


@pytest.mark.usefixtures("changed")
def test_download_has_no_names_of_people() -> None:
    answer = clerk().get(f"{GGD}geschiedenis.csv")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert "Persoon" not in text
    assert {row["organisation"] for row in rows} == {"Gemeente Purmerend"}
    place = next(row for row in rows if row["before"] == "Zaandam")
    assert (place["after"], place["reason"]) == ("Hoorn", "Het klopte niet meer")
    assert Client().get(f"{GGD}geschiedenis.xlsx").status_code == 200
    assert Client().get(f"{GGD}geschiedenis.pdf").status_code == 404


def test_an_unknown_address_is_404() -> None:
    for path in ("geschiedenis/", "geschiedenis.csv", "geschiedenis/1/ongedaan-maken/"):
        assert clerk().get(f"/samenwerkingen/nergens/{path}").status_code == 404
