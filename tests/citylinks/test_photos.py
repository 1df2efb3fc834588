# SPDX-License-Identifier: EUPL-1.2
"""Photos: what is kept of them, who may see them, and consent that is taken back."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image, ImageCms

from samenspel.citylinks.actions.photos import (
    PhotoValues,
    add_photo,
    change_photo,
    remove_photo,
    set_consent,
)
from samenspel.citylinks.models import CityLink, Photo, StoredFile
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from samenspel.citylinks.storing_photos import MOST_BYTES, picture_of
from tests.citylinks.small_links import World, acting, administrator, make_link

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
VALUES = PhotoValues("Zes mensen bij een kaart", "given", is_public=True)


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **told: Any
) -> bytes:
    """Left half red, right half blue."""
    made = Image.new("RGB", size, "blue")
    made.paste("red", (0, 0, size[0] // 2, size[1]))
    made = made.convert(mode)
    out = io.BytesIO()
    made.save(out, kind, **told)
    return out.getvalue()


def with_place() -> bytes:
    """A photo lying on its side, with the place where it was made."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn a quarter to the right
    exif[0x010F] = "GeheimMerk"
    exif[0x8825] = {1: "N", 2: (53.0, 19.0, 44.0), 3: "E", 4: (6.0, 55.0, 2.0)}
    return picture("JPEG", (60, 40), exif=exif)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def refusal(content: bytes) -> str:
    with pytest.raises(LinkRefused) as caught:
        picture_of(content)
    assert caught.value.field == "file"
    return caught.value.message


@pytest.mark.parametrize(
    "content",
    [
        picture("JPEG"),
        picture("PNG"),
        picture("WEBP", lossless=True),
        picture("PNG", mode="RGBA"),
        picture("PNG", mode="P"),
        picture("JPEG", mode="CMYK"),
    ],
    ids=["jpeg", "png", "webp", "rgba", "palette", "cmyk"],
)
def test_photo_of_every_kind_becomes_a_jpeg_with_the_same_colours(content: bytes) -> None:
    made = opened(picture_of(content).large)
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (60, 40))
    left, right = made.getpixel((10, 20)), made.getpixel((50, 20))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 150 > left[2]
    assert right[2] > 150 > right[0]


def test_what_one_can_see_through_becomes_white() -> None:
    made = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    out = io.BytesIO()
    made.save(out, "PNG")
    assert opened(picture_of(out.getvalue()).large).getpixel((5, 5)) == (255, 255, 255)


def test_place_and_device_are_gone_and_the_photo_stands_upright() -> None:
    sent = with_place()
    assert b"GeheimMerk" in sent
    assert opened(sent).getexif().get_ifd(0x8825)
    made = picture_of(sent)
    for content in (made.large, made.small):
        kept = opened(content)
        assert not kept.getexif()
        assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
            "progressive",
            "progression",
        }
        assert b"GeheimMerk" not in content
        assert b"Exif" not in content
    assert (made.width, made.height) == (40, 60)
    top = opened(made.large).getpixel((20, 10))
    assert isinstance(top, tuple)
    assert top[0] > 150 > top[2]


def test_comments_and_other_text_in_a_photo_are_gone() -> None:
    made = picture_of(picture("JPEG", comment=b"Door Jan Geheim"))
    assert b"Geheim" not in made.large


def test_photo_is_made_smaller_and_never_larger() -> None:
    made = picture_of(picture("JPEG", (4000, 1000)))
    assert (made.width, made.height) == (1600, 400)
    assert opened(made.small).size == (480, 120)
    tiny = picture_of(picture("PNG", (30, 30)))
    assert opened(tiny.small).size == (30, 30)


def test_colours_are_kept_as_the_profile_means_them_and_a_broken_profile_is_ignored() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for given in (profile, b"geen profiel", profile[:200]):
        made = opened(picture_of(picture("JPEG", icc_profile=given)).large)
        assert "icc_profile" not in made.info
        left = made.getpixel((10, 20))
        assert isinstance(left, tuple)
        assert left[0] > 150 > left[2]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def png_that_says(width: int, height: int) -> bytes:
    """A small file that says it is a picture of this size."""
    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [5_100, 10_000, 60_000])
def test_a_small_file_that_would_unpack_to_a_mountain_is_refused(side: int) -> None:
    assert "4000" in refusal(png_that_says(side, side))


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def test_a_telephone_photo_with_more_pictures_behind_it_is_a_photo() -> None:
    assert picture_of(moving("MPO")).width == 8


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    assert refusal(moving(kind))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 hernoemd",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        moving("GIF"),
        picture("TIFF"),
        picture("BMP"),
        b"\0\0\0\x18ftypheic" + b"\0" * 40,
        picture("JPEG", (600, 400))[:-800],
        picture("PNG", (600, 400))[:300],
        picture("PNG")[:40] + b"\xff" * 30,
        picture("WEBP")[:30],
        b"\xff\xd8\xff" + b"x" * MOST_BYTES,
    ],
    ids=[
        "leeg",
        "pdf",
        "svg",
        "gif",
        "tiff",
        "bmp",
        "heic",
        "jpeg-half",
        "png-half",
        "png-kapot",
        "webp-half",
        "te-groot",
    ],
)
def test_what_is_no_whole_photo_is_refused(content: bytes) -> None:
    assert refusal(content)


def kept(world: World, **changes: Any) -> Photo:
    told = {**vars(VALUES), **changes}
    return add_photo(link=world.link, content=picture(), by=world.actor("adviser"), at=AT, **told)


@pytest.mark.django_db
def test_photo_is_kept_in_both_sizes() -> None:
    made = kept(make_link(), description=" Een kaart ", taken_on=date(2026, 3, 1))
    assert (made.description, made.width, made.height) == ("Een kaart", 60, 40)
    assert bytes(made.file.content) != with_place()
    assert made.small.size == len(made.small.content)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"description": " "}, "description"),
        ({"description": "a" * 301}, "description"),
        ({"credit": "a" * 161}, "credit"),
        ({"consent": "misschien"}, "consent"),
        ({"consent": "asked"}, "is_public"),
        ({"consent": "withdrawn"}, "is_public"),
        ({"taken_on": date(2026, 3, 3)}, "taken_on"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(changes: Any, field: str) -> None:
    with pytest.raises(LinkRefused) as caught:
        kept(make_link(), **changes)
    assert caught.value.field == field
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_photo_is_changed_by_who_saw_the_last_edition() -> None:
    world = make_link()
    made, actor = kept(world), world.actor("clerk")
    values = replace(VALUES, caption="Op bezoek", is_public=False)
    changed = change_photo(photo=made, values=values, edition=1, by=actor, at=AT)
    assert (changed.caption, changed.is_public, changed.edition) == ("Op bezoek", False, 2)
    with pytest.raises(ChangedMeanwhile):
        change_photo(photo=made, values=values, edition=1, by=actor, at=AT)


@pytest.mark.django_db
def test_consent_taken_back_takes_it_off_public_pages_also_after_the_end() -> None:
    world = make_link()
    made = kept(world)
    CityLink.objects.filter(pk=world.link.pk).update(
        stage="ended", ended_on=date(2026, 1, 1), ended_because="Klaar."
    )
    gone = set_consent(
        photo=made, consent="withdrawn", note="Gevraagd.", by=world.actor("adviser"), at=AT
    )
    assert (gone.is_public, gone.consent, gone.consent_note) == (False, "withdrawn", "Gevraagd.")
    with pytest.raises(LinkRefused):
        set_consent(photo=made, consent="given", by=world.actor("adviser"), at=AT)


@pytest.mark.django_db
def test_consent_may_be_given_later_and_that_makes_nothing_public_by_itself() -> None:
    world = make_link()
    made = kept(world, consent="asked", is_public=False, consent_note="Brief")
    given = set_consent(photo=made, consent="given", by=world.actor("adviser"), at=AT)
    assert (given.consent, given.consent_note, given.is_public) == ("given", "Brief", False)
    for told in ({"consent": "x"}, {"consent": "given", "note": "a" * 301}):
        with pytest.raises(LinkRefused):
            set_consent(photo=made, by=world.actor("adviser"), at=AT, **told)


@pytest.mark.django_db
def test_removed_photo_leaves_no_bytes_behind() -> None:
    world = make_link()
    made = kept(world)
    with pytest.raises(PermissionDenied):
        remove_photo(photo=made, edition=1, by=world.actor("councillor"), at=AT)
    # Who runs the site may remove people from a file, and so a photo of them.
    remove_photo(photo=made, edition=1, by=acting(administrator()), at=AT)
    assert not StoredFile.objects.exists()
    with pytest.raises(ChangedMeanwhile):
        set_consent(photo=made, consent="withdrawn", by=world.actor("adviser"), at=AT)


@pytest.mark.django_db
def test_only_who_keeps_the_file_adds_photos() -> None:
    world = make_link()
    with pytest.raises(PermissionDenied):
        add_photo(
            link=world.link,
            content=picture(),
            description="Kaart",
            consent="given",
            by=world.actor("councillor"),
            at=AT,
        )
