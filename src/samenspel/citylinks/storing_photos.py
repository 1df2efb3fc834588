# SPDX-License-Identifier: EUPL-1.2
"""Photos, decoded and written anew: nothing of what the camera wrote into them is kept.

The file that comes out is a JPEG in the colours of the web (sRGB), turned upright and made
smaller; place, time, owner and device are gone with everything else that is not the picture.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.storing import too_large

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES: Final = 15_000_000
"""Of a photo as it is sent."""
LONGEST_SIDE: Final = 1_600
"""Of the photo that is kept, in pixels."""
SMALL_SIDE: Final = 480
MOST_PIXELS: Final = {"JPEG": 50_000_000, "MPO": 50_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""What is decoded, by format: a JPEG can be decoded at a fraction of its size, others cannot."""
MEDIA_TYPE: Final = "image/jpeg"

# What a broken picture may raise while Pillow reads it; OSError is also "not a picture at all".
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error)


@dataclass(frozen=True)
class Picture:
    """A photo ready to be kept: JPEG bytes of both sizes, and the sides of ``large`` in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int


def picture_of(content: bytes) -> Picture:
    """The photo in these bytes.

    Raises
    ------
    LinkRefused
        It is empty, too large in bytes or pixels, moves, is broken, or is no JPEG, PNG or WebP.
    """
    if not content:
        raise LinkRefused(_("This file is empty."), "file")
    if len(content) > MOST_BYTES:
        raise LinkRefused(too_large(MOST_BYTES), "file")
    large = _upright(_decoded(content))
    large.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    small = large.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Picture(_written(large), _written(small), large.width, large.height)


def _decoded(content: bytes) -> Image:
    from PIL import Image, ImageOps

    if _is_phone_format(content):
        raise LinkRefused(
            _("This is a photo in the format HEIC or AVIF. Save it as JPEG and send that file."),
            "file",
        )
    try:
        opened = Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels() from bomb
    except _BROKEN as broken:
        raise LinkRefused(
            _("This is not a photo that can be kept. Send a JPEG, PNG or WebP file."), "file"
        ) from broken
    kind = opened.format or ""
    if opened.width * opened.height > MOST_PIXELS.get(kind, 0):
        raise _too_many_pixels()
    # An MPO is a JPEG with more pictures behind it, as telephones make: the first one counts.
    if kind != "MPO" and getattr(opened, "n_frames", 1) > 1:
        raise LinkRefused(_("This picture moves. Send a photo that stands still."), "file")
    try:
        opened.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
        return ImageOps.exif_transpose(opened)
    except _BROKEN as broken:
        raise LinkRefused(
            _("This photo is broken or not complete. Save or download it again."), "file"
        ) from broken


def _upright(decoded: Image) -> Image:
    """The picture in the colours of the web, on white where one could see through it."""
    from PIL import Image

    in_colour = _in_web_colours(decoded)
    if in_colour.mode in {"RGBA", "LA", "PA"} or "transparency" in in_colour.info:
        seen = in_colour.convert("RGBA")
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return in_colour.convert("RGB")


def _in_web_colours(decoded: Image) -> Image:
    """Colours as the profile in the file means them; without one, or a broken one, as they are."""
    from PIL import ImageCms

    profile = decoded.info.get("icc_profile")
    if not profile or decoded.mode not in {"RGB", "CMYK", "L"}:
        return decoded
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        web = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(decoded, meant, web, outputMode="RGB")
    except (ImageCms.PyCMSError, *_BROKEN):
        return decoded
    return changed or decoded


def _written(picture: Image) -> bytes:
    from PIL import Image

    # A new picture of the same points: whatever else hung on the old one stays behind.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return out.getvalue()


def _is_phone_format(content: bytes) -> bool:
    """Whether it is a picture in the container that telephones use (ISO/IEC 23008-12)."""
    return content[4:8] == b"ftyp"


def _too_many_pixels() -> LinkRefused:
    return LinkRefused(
        _("This photo has too many pixels. Make it smaller, for example 4000 pixels wide."), "file"
    )
