# SPDX-License-Identifier: EUPL-1.2
"""Documents in the file: added, described, replaced, removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event
from samenspel.citylinks.actions.activities import ActivityValues, add_activity
from samenspel.citylinks.actions.documents import (
    DocumentValues,
    add_document,
    change_document,
    remove_document,
    replace_file,
)
from samenspel.citylinks.models import LinkDocument, StoredFile
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from tests.citylinks.small_links import World, make_link

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n%%EOF"
VALUES = DocumentValues("Overeenkomst", "De getekende tekst.", date(2020, 1, 15))


def kept(world: World, **changes: Any) -> LinkDocument:
    told = {**vars(VALUES), "file_name": "a b.pdf", "content": PDF, **changes}
    return add_document(link=world.link, by=world.actor("adviser"), at=AT, **told)


def test_document_is_kept_with_what_was_found_in_it() -> None:
    world = make_link()
    made = kept(world, title=" Overeenkomst ", agreement=world.agreement("winkels"))
    assert (made.title, made.file_name, made.edition) == ("Overeenkomst", "a b.pdf", 1)
    assert (made.file.media_type, made.file.size) == ("application/pdf", len(PDF))
    assert Event.objects.get(action="add_document").detail["document"] == made.pk


def test_what_cannot_be_right_is_refused_at_its_field_and_nothing_is_kept() -> None:
    world, other = make_link(), make_link(slug="andere")
    strange = add_activity(
        link=other.link,
        values=ActivityValues("visit", "person", "Bezoek", date(2026, 1, 1)),
        by=other.actor("adviser"),
        at=AT,
    )
    wrong: dict[str, dict[str, Any]] = {
        "title": {"title": " "},
        "description": {"description": ""},
        "agreement": {"agreement": other.agreement("x")},
        "activity": {"activity": strange},
        "file": {"content": b"<html>"},
    }
    for field, told in wrong.items():
        with pytest.raises(LinkRefused) as caught:
            kept(world, **told)
        assert caught.value.field == field
    for told in ({"title": "a" * 201}, {"description": "a" * 2_001}):
        with pytest.raises(LinkRefused):
            kept(world, **told)
    assert not StoredFile.objects.exists()


def test_document_is_changed_replaced_and_removed_by_who_saw_the_last_edition() -> None:
    world = make_link()
    made, actor = kept(world), world.actor("clerk")
    values = replace(VALUES, title="Nieuw", is_public=True)
    changed = change_document(document=made, values=values, edition=1, by=actor, at=AT)
    assert (changed.title, changed.is_public, changed.edition) == ("Nieuw", True, 2)
    other = replace_file(
        document=made, file_name="b.txt", content=b"Tekst", edition=2, by=actor, at=AT
    )
    assert (other.file_name, other.file.media_type, other.edition) == ("b.txt", "text/plain", 3)
    assert StoredFile.objects.count() == 1
    with pytest.raises(ChangedMeanwhile):
        remove_document(document=made, edition=2, by=actor, at=AT)
    remove_document(document=made, edition=3, by=actor, at=AT)
    assert not StoredFile.objects.exists()
    with pytest.raises(ChangedMeanwhile):
        change_document(document=made, values=values, edition=3, by=actor, at=AT)


def test_only_who_keeps_the_file_writes_and_after_the_end_only_removes() -> None:
    world = make_link()
    made = kept(world)
    with pytest.raises(PermissionDenied):
        remove_document(document=made, edition=1, by=world.actor("councillor"), at=AT)
    world.link.stage = "ended"
    world.link.ended_on, world.link.ended_because = date(2026, 1, 1), "Klaar."
    world.link.save()
    with pytest.raises(LinkRefused):
        change_document(document=made, values=VALUES, edition=1, by=world.actor("adviser"), at=AT)
    with pytest.raises(LinkRefused):
        kept(world)
    remove_document(document=made, edition=1, by=world.actor("adviser"), at=AT)
    assert not LinkDocument.objects.exists()
