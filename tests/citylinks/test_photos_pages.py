# SPDX-License-Identifier: EUPL-1.2
"""The pages of photos: who sees which, and what is gone when consent is taken back."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from samenspel.citylinks.actions.activities import ActivityValues, add_activity
from samenspel.citylinks.actions.photos import add_photo
from samenspel.citylinks.models import Photo, StoredFile
from samenspel.citylinks.queries.photos import public_photos
from samenspel.citylinks.storing_photos import MOST_BYTES
from tests.citylinks.small_links import World, make_link, user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ALL = "/stedenbanden/proefband/fotos/"


def jpeg(size: tuple[int, int] = (900, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return out.getvalue()


def keeper(kind: str = "adviser", index: int = 0) -> Client:
    client = Client()
    client.force_login(user(kind, index))
    return client


def kept(world: World, **changes: Any) -> Photo:
    told: dict[str, Any] = {"description": "Zes mensen bij een kaart", "consent": "given"}
    told |= {"is_public": True, "content": jpeg(), **changes}
    return add_photo(link=world.link, by=world.actor("adviser"), at=AT, **told)


def form(content: bytes | None = None, **changes: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("foto.jpg", jpeg() if content is None else content)
    return {"description": "Kaart", "consent": "given", "edition": "1", "file": file, **changes}


def test_photo_is_sent_and_shown_small_and_large() -> None:
    make_link()
    assert keeper().get(f"{ALL}nieuw/").status_code == 200
    assert keeper().post(f"{ALL}nieuw/", form(is_public="on")).status_code == 302
    made = Photo.objects.get()
    for size, wide in (("groot", 900), ("klein", 480)):
        found = Client().get(f"{ALL}{made.pk}/{size}.jpg")
        assert found["Content-Type"] == "image/jpeg"
        assert found["Content-Disposition"].startswith("inline")
        assert found["X-Content-Type-Options"] == "nosniff"
        assert found["Cache-Control"] == "private, max-age=60, must-revalidate"
        assert Image.open(io.BytesIO(found.content)).width == wide
    assert Client().get(f"{ALL}{made.pk}/reus.jpg").status_code == 404
    page = Client().get(ALL).content.decode()
    assert 'alt="Kaart"' in page
    assert "Toestemming:" not in page


def test_only_members_see_a_photo_that_is_not_public() -> None:
    world = make_link()
    made = kept(world, consent="asked", is_public=False, consent_note="Brief van mei")
    path = f"{ALL}{made.pk}/klein.jpg"
    for client in (Client(), keeper("clerk", 5)):
        assert client.get(path).status_code == 404
        assert "Zes mensen" not in client.get(ALL).content.decode()
    found = keeper("councillor").get(path)
    assert found["Cache-Control"] == "private, no-cache"
    assert "Brief van mei" in keeper("councillor").get(ALL).content.decode()


def test_consent_taken_back_takes_the_photo_away_at_once() -> None:
    world = make_link()
    made = kept(world)
    path = f"{ALL}{made.pk}/groot.jpg"
    etag = Client().get(path)["ETag"]
    assert public_photos(world.link, [made.pk])
    withdraw = f"{ALL}{made.pk}/toestemming/"
    assert "meteen van elke openbare pagina" in keeper().get(withdraw).content.decode()
    assert keeper().post(withdraw, {"consent_note": "Gevraagd."}).status_code == 302
    assert Client().get(path).status_code == 404
    assert Client().get(path, headers={"if-none-match": etag}).status_code == 404
    assert "Zes mensen" not in Client().get(ALL).content.decode()
    assert not public_photos(world.link, [made.pk])
    assert keeper().get(path).status_code == 200


def test_after_the_end_of_a_link_consent_can_still_be_taken_back() -> None:
    world = make_link()
    made = kept(world)
    world.link.stage, world.link.ended_on = "ended", date(2026, 1, 1)
    world.link.ended_because = "Klaar."
    world.link.save()
    assert keeper().get(f"{ALL}nieuw/").status_code == 302
    assert keeper().post(f"{ALL}nieuw/", form()).status_code == 400
    page = keeper().get(ALL).content.decode()
    assert "toestemming/" in page
    assert "wijzigen/" not in page
    assert keeper().post(f"{ALL}{made.pk}/toestemming/", {}).status_code == 302
    assert keeper().post(f"{ALL}{made.pk}/verwijderen/", {"edition": "2"}).status_code == 302
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"description": ""},
        {"consent": ""},
        {"consent": "asked", "is_public": "on"},
        {"taken_on": "2099-01-01"},
        {"activity": "99999"},
    ],
)
def test_what_is_wrong_is_said_and_the_file_is_asked_for_again(wrong: dict[str, Any]) -> None:
    make_link()
    found = keeper().post(f"{ALL}nieuw/", form(caption="Op bezoek", **wrong))
    page = found.content.decode()
    assert found.status_code == 400
    assert "Op bezoek" in page
    assert "de browser onthoudt het niet" in page
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7", "geen foto"),
        (jpeg()[:2000], "kapot of niet compleet"),
        (b"\xff\xd8" + b"x" * (MOST_BYTES + 2_000), "groter dan 15 MB"),
        (b"", "leeg"),
    ],
    ids=["pdf", "half", "groot", "leeg"],
)
def test_what_is_no_photo_is_said_in_words(content: bytes, says: str) -> None:
    make_link()
    found = keeper().post(f"{ALL}nieuw/", form(content))
    assert found.status_code == 400
    assert says in found.content.decode()


def test_photo_is_changed_and_removed() -> None:
    world = make_link()
    actor = world.actor("adviser")
    visit = add_activity(
        link=world.link,
        values=ActivityValues("visit", "person", "Bezoek", date(2026, 2, 1)),
        by=actor,
        at=AT,
    )
    made = kept(world)
    path = f"{ALL}{made.pk}/wijzigen/"
    told = {"description": "Anders", "consent": "given", "edition": "1", "activity": visit.pk}
    assert keeper().get(path).status_code == 200
    assert keeper().post(path, told).status_code == 302
    assert keeper().post(path, told).status_code == 409
    assert (
        "Anders"
        in keeper().get(f"/stedenbanden/proefband/activiteiten/{visit.pk}/").content.decode()
    )
    assert (
        f'value="{visit.pk}" selected'
        in keeper().get(f"{ALL}nieuw/?activiteit={visit.pk}").content.decode()
    )
    remove = f"{ALL}{made.pk}/verwijderen/"
    assert keeper().get(remove).status_code == 200
    assert keeper().post(remove, {"edition": "1"}).status_code == 409
    assert keeper().post(remove, {"edition": "2"}).status_code == 302
    assert keeper().get(remove).status_code == 404


def test_only_who_keeps_the_file_writes() -> None:
    made = kept(make_link())
    for path in ("nieuw/", f"{made.pk}/wijzigen/", f"{made.pk}/toestemming/"):
        assert Client().get(f"{ALL}{path}").status_code == 404
        assert keeper("councillor").get(f"{ALL}{path}").status_code == 403
    assert keeper("councillor").post(f"{ALL}{made.pk}/toestemming/").status_code == 403
    assert Photo.objects.get().is_public


def test_pages_ask_the_same_few_queries_however_much_there_is() -> None:
    world = make_link()
    made = kept(world)
    client, counts = keeper(), []
    for _more in range(2):
        for path in (ALL, f"{ALL}{made.pk}/klein.jpg", f"{ALL}{made.pk}/wijzigen/"):
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            counts.append(len(asked))
        for _number in range(3):
            kept(world, content=jpeg((40, 40)))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 12
    assert "Add a photo" in client.get(f"/en{ALL}").content.decode()
