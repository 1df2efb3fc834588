# SPDX-License-Identifier: EUPL-1.2
"""The pages of documents: sending, showing to whom, and handing out so that nothing runs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenspel.citylinks.actions.documents import add_document
from samenspel.citylinks.models import LinkDocument, StoredFile
from samenspel.citylinks.storing import MOST_BYTES
from tests.citylinks.small_links import World, make_link, user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ALL = "/stedenbanden/proefband/stukken/"
PDF = b"%PDF-1.7\n%%EOF"


def keeper(kind: str = "adviser", index: int = 0) -> Client:
    client = Client()
    client.force_login(user(kind, index))
    return client


def kept(world: World, **changes: Any) -> LinkDocument:
    told: dict[str, Any] = {"title": "Verslag", "description": "Wat wij zagen."}
    told |= {"on": date(2026, 2, 1), "file_name": 'één "verslag".pdf', "content": PDF}
    return add_document(link=world.link, by=world.actor("adviser"), at=AT, **{**told, **changes})


def form(content: bytes = PDF, name: str = "a.pdf", **changes: Any) -> dict[str, Any]:
    told = {"title": "Verslag", "description": "Wat wij zagen.", "on": "2026-02-01"}
    file = SimpleUploadedFile(name, content, "application/x-liegt")
    return {**told, "edition": "1", "file": file, **changes}


def test_document_is_sent_and_handed_out_as_it_was() -> None:
    make_link()
    assert keeper().get(f"{ALL}nieuw/").status_code == 200
    assert keeper().post(f"{ALL}nieuw/", form()).status_code == 302
    made = LinkDocument.objects.get()
    found = keeper("councillor", 1).get(f"{ALL}{made.pk}/bestand/")
    assert found.content == PDF
    assert found["Content-Type"] == "application/pdf"
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert found["Cache-Control"] == "private, no-cache"


def test_name_is_written_so_that_every_browser_reads_it() -> None:
    made = kept(make_link())
    found = keeper().get(f"{ALL}{made.pk}/bestand/")
    assert found["Content-Disposition"] == (
        "attachment; filename*=utf-8''%C3%A9%C3%A9n%20%22verslag%22.pdf"
    )


def test_what_a_browser_has_already_is_not_sent_again() -> None:
    made = kept(make_link())
    client = keeper()
    etag = client.get(f"{ALL}{made.pk}/bestand/")["ETag"]
    found = client.get(f"{ALL}{made.pk}/bestand/", headers={"if-none-match": etag})
    assert (found.status_code, found.content) == (304, b"")
    assert found["Cache-Control"] == "private, no-cache"


def test_who_may_see_a_document() -> None:
    world = make_link()
    secret, public = kept(world), kept(world, title="Programma", is_public=True)
    for client in (Client(), keeper("clerk", 5)):
        assert client.get(f"{ALL}{secret.pk}/bestand/").status_code == 404
        found = client.get(f"{ALL}{public.pk}/bestand/")
        assert found.status_code == 200
        assert found["Cache-Control"] == "private, max-age=60, must-revalidate"
        page = client.get(ALL).content.decode()
        assert "Programma" in page
        assert "Verslag" not in page
    page = keeper("councillor").get(ALL).content.decode()
    assert "Verslag" in page
    assert "wijzigen" not in page
    world.link.is_public = False
    world.link.save()
    for path in (ALL, f"{ALL}{public.pk}/bestand/"):
        assert Client().get(path).status_code == 404
    found = keeper().get(f"{ALL}{public.pk}/bestand/")
    assert found["Cache-Control"] == "private, no-cache"
    assert keeper().get(f"{ALL}{public.pk + 99}/bestand/").status_code == 404


def test_a_document_of_another_link_is_not_found_under_this_one() -> None:
    make_link()
    other = kept(make_link(slug="andere"), is_public=True)
    assert Client().get(f"{ALL}{other.pk}/bestand/").status_code == 404
    assert keeper().get(f"{ALL}{other.pk}/wijzigen/").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"<html><script>alert(1)</script>", "a.pdf", "kunnen wij niet bewaren"),
        (b"<svg onload='x()'/>", "a.svg", "kunnen wij niet bewaren"),
        (PDF, "a.docx", "eindigt op"),
        (b"", "a.pdf", "leeg"),
        (b"%PDF-" + b"x" * MOST_BYTES, "a.pdf", "groter dan 10 MB"),
        (b"%PDF-" + b"x" * (MOST_BYTES + 50_000), "a.pdf", "groter dan 10 MB"),
    ],
    ids=["html", "svg", "hernoemd", "leeg", "groot", "te groot"],
)
def test_what_cannot_be_kept_is_said_in_words(content: bytes, name: str, says: str) -> None:
    make_link()
    found = keeper().post(f"{ALL}nieuw/", form(content, name, title="Mijn titel"))
    page = found.content.decode()
    assert found.status_code == 400
    assert says in page
    assert "Mijn titel" in page
    assert not StoredFile.objects.exists()


def test_when_something_else_is_wrong_the_file_is_asked_for_again() -> None:
    make_link()
    found = keeper().post(f"{ALL}nieuw/", form(description=""))
    assert found.status_code == 400
    assert "de browser onthoudt het niet" in found.content.decode()
    without = form()
    del without["file"]
    found = keeper().post(f"{ALL}nieuw/", without)
    assert "Kies eerst een bestand" in found.content.decode()


def test_name_with_folders_loses_them() -> None:
    make_link()
    keeper().post(f"{ALL}nieuw/", form(name="..\\..\\map/../verslag.pdf"))
    assert LinkDocument.objects.get().file_name == "verslag.pdf"


def test_a_forged_form_is_refused_and_a_right_one_is_not() -> None:
    make_link()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user("adviser"))
    assert client.post(f"{ALL}nieuw/", form()).status_code == 403
    client.get(f"{ALL}nieuw/")
    token = client.cookies["csrftoken"].value
    assert client.post(f"{ALL}nieuw/", form(csrfmiddlewaretoken=token)).status_code == 302


def test_document_is_changed_replaced_and_removed() -> None:
    world = make_link()
    made = kept(world, agreement=world.agreement())
    path = f"{ALL}{made.pk}/"
    told = {"title": "Nieuw", "description": "Anders.", "on": "2026-02-02", "edition": "1"}
    page = keeper().get(f"{path}wijzigen/").content.decode()
    assert 'type="file"' not in page
    assert keeper().post(f"{path}wijzigen/", {**told, "is_public": "on"}).status_code == 302
    assert keeper().post(f"{path}wijzigen/", told).status_code == 409
    assert keeper().get(f"{path}vervangen/").status_code == 200
    file = {"file": SimpleUploadedFile("b.txt", b"Tekst"), "edition": "2"}
    assert keeper().post(f"{path}vervangen/", file).status_code == 302
    assert Client().get(f"{path}bestand/").content == b"Tekst"
    file = {"file": SimpleUploadedFile("b.txt", b"Tekst"), "edition": "2"}
    assert keeper().post(f"{path}vervangen/", file).status_code == 409
    assert keeper().get(f"{path}verwijderen/").status_code == 200
    assert keeper().post(f"{path}verwijderen/", {"edition": "3"}).status_code == 302
    assert Client().get(f"{path}bestand/").status_code == 404
    assert not StoredFile.objects.exists()


def test_only_who_keeps_the_file_writes() -> None:
    made = kept(make_link())
    for path in ("nieuw/", f"{made.pk}/wijzigen/", f"{made.pk}/vervangen/"):
        assert Client().get(f"{ALL}{path}").status_code == 404
        assert keeper("councillor").get(f"{ALL}{path}").status_code == 403
    assert keeper("councillor").post(f"{ALL}{made.pk}/verwijderen/").status_code == 403
    assert LinkDocument.objects.exists()


def test_a_document_is_added_from_an_activity() -> None:
    make_link()
    for asked in ("x", "99999", "9" * 30):
        assert keeper().get(f"{ALL}nieuw/?activiteit={asked}").status_code == 200


def test_pages_ask_the_same_few_queries_however_much_there_is() -> None:
    world = make_link()
    agreement = world.agreement()
    made = kept(world, agreement=agreement)
    client, counts = keeper(), []
    for _more in range(2):
        for path in (ALL, f"{ALL}nieuw/", f"{ALL}{made.pk}/bestand/"):
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            counts.append(len(asked))
        for _number in range(5):
            kept(world, agreement=agreement)
    assert counts[:3] == counts[3:]
    assert max(counts) <= 12
    assert "Documents and photos" in client.get(f"/en{ALL}").content.decode()
