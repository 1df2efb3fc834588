# SPDX-License-Identifier: EUPL-1.2
"""Versions of the text: written, changed, published, thrown away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.dialogue.actions.rounds import (
    ClauseValues,
    add_document,
    change_document,
    publish_document,
    remove_document,
)
from samenspel.dialogue.models import ChainRecord, Clause, RoundDocument
from samenspel.dialogue.payloads.rounds import payload_of_text
from samenspel.dialogue.refusal import DialogueRefused
from tests.dialogue.rounds_world import (
    AT,
    CLAUSES,
    begun,
    of_municipality,
    secretary,
    with_text,
)

pytestmark = pytest.mark.django_db


def change(document: RoundDocument, *clauses: ClauseValues, edition: int = 1, **told: str) -> None:
    values = {"status": "draft", "title": "Ontwerpregeling", "introduction": ""} | told
    change_document(
        document=document, clauses=clauses, edition=edition, by=secretary(), at=AT, **values
    )  # fmt: skip


def keys(document: RoundDocument) -> list[tuple[str, str]]:
    return [(clause.key, clause.title) for clause in document.clauses.all()]


def test_clauses_get_a_key_from_their_number_and_keep_their_order() -> None:
    document = with_text(begun())
    assert (document.number, document.published_at) == (1, None)
    assert keys(document) == [
        ("onderdeel-1", "Plaats in het bestuur"), ("onderdeel-2", "Kosten"),
    ]  # fmt: skip


def test_a_new_clause_never_gets_the_key_of_one_that_went_out() -> None:
    round_ = begun()
    publish_document(document=with_text(round_), by=secretary(), at=AT)
    second = add_document(
        round_=round_, status="final", title="Regeling", introduction="", by=secretary(), at=AT,
        clauses=(
            ClauseValues("onderdeel-2", "1", "Kosten"),
            ClauseValues("", "2", "Iets nieuws"),
            ClauseValues("", "!", "Zonder nummer"),
        ),
    )  # fmt: skip
    assert second.number == 2
    assert [key for key, _title in keys(second)] == ["onderdeel-2", "onderdeel-2-2", "onderdeel"]


def test_an_unpublished_version_can_be_changed_as_a_whole() -> None:
    document = with_text(begun())
    change(
        document, ClauseValues("onderdeel-2", "1", "Kosten", "Anders."), title="Nieuw",
        status="draft_80", introduction=" Vooraf. ",
    )  # fmt: skip
    kept = RoundDocument.objects.get()
    assert (kept.title, kept.status, kept.introduction, kept.edition) == (
        "Nieuw", "draft_80", "Vooraf.", 2,
    )  # fmt: skip
    assert keys(kept) == [("onderdeel-2", "Kosten")]


def test_two_people_at_once_do_not_overwrite_each_other() -> None:
    document = with_text(begun())
    change(document, *CLAUSES)
    with pytest.raises(DialogueRefused, check=lambda error: error.field == "edition"):
        change(document, title="Te laat")
    assert Clause.objects.count() == 2


def test_there_is_one_unpublished_version_at_a_time() -> None:
    round_ = begun()
    with_text(round_)
    with pytest.raises(DialogueRefused):
        with_text(round_)


def test_a_published_version_never_changes_and_stands_in_the_chain() -> None:
    document = with_text(begun())
    publish_document(document=document, by=secretary(), at=AT)
    kept = RoundDocument.objects.get()
    record = ChainRecord.objects.get(kind="text_published")
    assert (kept.published_at, record.key) == (AT, str(kept.pk))
    assert record.payload == payload_of_text(kept)
    assert [clause["title"] for clause in record.payload["clauses"]] == [
        "Plaats in het bestuur", "Kosten",
    ]  # fmt: skip
    for attempt in (
        lambda: change(document, *CLAUSES),
        lambda: publish_document(document=document, by=secretary(), at=AT + timedelta(days=1)),
        lambda: remove_document(document=document, by=secretary(), at=AT),
    ):
        with pytest.raises(DialogueRefused):
            attempt()
    assert payload_of_text(RoundDocument.objects.get()) == record.payload


def test_a_text_without_clauses_is_not_published() -> None:
    document = with_text(begun())
    change(document)
    with pytest.raises(DialogueRefused):
        publish_document(document=document, by=secretary(), at=AT)


def test_an_unpublished_version_can_be_thrown_away_once() -> None:
    document = with_text(begun())
    remove_document(document=document, by=secretary(), at=AT)
    assert not RoundDocument.objects.exists()
    with pytest.raises(DialogueRefused):
        publish_document(document=document, by=secretary(), at=AT)


@pytest.mark.parametrize(
    ("told", "clauses", "field"),
    [
        ({"status": "bijna"}, CLAUSES, "status"),
        ({"title": " "}, CLAUSES, "title"),
        ({"title": "x" * 201}, CLAUSES, "title"),
        ({"introduction": "x" * 40_001}, CLAUSES, "introduction"),
        ({}, (ClauseValues("", "", "Titel"),), "clauses"),
        ({}, (ClauseValues("", "1", " "),), "clauses"),
        ({}, (ClauseValues("", "1", "x" * 201),), "clauses"),
        ({}, (ClauseValues("", "1" * 13, "Titel"),), "clauses"),
        ({}, (ClauseValues("a", "1", "Een"), ClauseValues("a", "2", "Twee")), "clauses"),
        ({}, (ClauseValues("Geen Sleutel", "1", "Een"),), "clauses"),
        ({}, (ClauseValues("a" * 61, "1", "Een"),), "clauses"),
        ({}, tuple(ClauseValues("", str(n), "Een") for n in range(151)), "clauses"),
    ],
    ids=["status", "title", "long-title", "long-introduction", "no-number", "no-clause-title",
         "long-clause-title", "long-number", "same-key", "key", "long-key", "too-many"],
)  # fmt: skip
def test_a_text_that_cannot_be_is_refused_and_nothing_is_lost(
    told: dict[str, str], clauses: tuple[ClauseValues, ...], field: str
) -> None:
    document = with_text(begun())
    with pytest.raises(DialogueRefused, check=lambda error: error.field == field):
        change(document, *clauses, **told)
    assert Clause.objects.count() == 2


def test_others_do_not_write_the_text() -> None:
    round_ = begun()
    document = with_text(round_)
    for by in (of_municipality("clerk"), of_municipality("adviser")):
        with pytest.raises(PermissionDenied):
            publish_document(document=document, by=by, at=AT)
        with pytest.raises(PermissionDenied):
            add_document(
                round_=round_, status="draft", title="T", introduction="", clauses=(), by=by, at=AT
            )
