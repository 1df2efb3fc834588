# SPDX-License-Identifier: EUPL-1.2
"""A city link in the windows of those who carry it, its forms, and the files it hands out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.case import Case
from tests.browser.conftest import Open
from tests.browser.forms import fill, form_of
from tests.browser.looking import WIDE, follow

ADVISER, COUNCILLOR, CLERK = "adviseur", "raadslid", "griffier"  # of Purmerend
OTHER_ADVISER, OTHER_CLERK = "adviseur-amsterdam", "griffier-amsterdam"
SECRETARIAT = "secretariaat"  # of the region: of neither municipality
HERE, THERE = "Purmerend", "Amsterdam"
CAMERA = "Toestel van iemand"
PORTRAIT = 6
"""The orientation of a photo that was made with the camera on its side."""


class LinkCase(Case):
    """A city link of Purmerend and Amsterdam; every kind of page is looked at in both sizes."""

    # Of all stories: what one of them looked at, the next need not.
    _looked_at: ClassVar[set[tuple[str, str, int]]] = set()

    def __init__(self, site: str, window: Open, resident: Page, *, scripts: bool) -> None:
        super().__init__(site, window, resident, scripts=scripts)
        self.base, self._seen = site, self._looked_at

    def look(self, page: Page) -> None:
        """As every case does it, on a wide window and on a telephone."""
        super().look(page)
        if self.scripts and page.viewport_size == WIDE:
            self.look_on_a_phone(page)

    def kind_of(self, url: str) -> str:
        """Whatever the link is called, and whatever is asked in the address."""
        asked = urlsplit(url)
        path = asked.path.replace(urlsplit(self.base).path or "/-/", "/link/")
        return super().kind_of(path) + ("?" if asked.query else "")

    def go(self, who: str, *names: str | re.Pattern[str]) -> Page:
        """Follow the links with these words, one after the other."""
        page = self.page_of(who)
        for name in names:
            follow(page.locator("main").get_by_role("link", name=name).first)
            self.look(page)
        return page

    def says(self, who: str, path: str, *texts: str | re.Pattern[str]) -> Page:
        """A page on which somebody reads these texts."""
        page = self.at(who, path)
        for text in texts:
            expect(page.locator("main")).to_contain_text(text)
        return page

    def write(self, who: str, path: str, **values: Any) -> Page:
        """Somebody fills in the form of a page and saves it."""
        page = self.at(who, path)
        save(page, **values)
        return page


def day(days: int) -> str:
    """So many days from now (before it when negative), as a form has it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def save(page: Page, form: Locator | None = None, **values: Any) -> None:
    """Fill in the form of the page and press its main button; nothing was wrong with it."""
    sent = form if form is not None else form_of(page)
    fill(sent, **values)
    follow(sent.locator("button.nl-button--primary[type=submit]").last)
    expect(page.locator("main [aria-invalid=true], main .utrecht-alert--error")).to_have_count(0)


def row(page: Page, name: str, place: int, /, **values: Any) -> None:
    """Fill in one of the rows of a form, such as the second aim."""
    fill(form_of(page), **{f"{name}-{place}-{key}": value for key, value in values.items()})


def downloaded(page: Page, link: Locator) -> bytes:
    """What comes when the link is pressed."""
    with page.expect_download(timeout=60_000) as coming:
        link.click()
    return Path(coming.value.path()).read_bytes()


def with_single_spaces(text: str) -> str:
    """The same on one line."""
    return " ".join(text.split())


def text_of_pdf(made: bytes) -> str:
    """The text of a PDF that says of itself that it is PDF/UA-1 and is tagged."""
    reader = PdfReader(io.BytesIO(made))
    root: Any = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("nl")
    return with_single_spaces(" ".join(page.extract_text() for page in reader.pages))


def descriptions_in(made: bytes) -> list[str]:
    """What the structure of a PDF says of its pictures."""
    root: Any = PdfReader(io.BytesIO(made)).trailer["/Root"]

    def walk(node: Any) -> Iterator[str]:
        found = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(found, list):
            for one in found:
                yield from walk(one)
        elif isinstance(found, dict):
            if "/Alt" in found:
                yield str(found["/Alt"])
            yield from walk(found.get("/K"))

    return list(walk(root["/StructTreeRoot"]))


def text_of_word(made: bytes) -> str:
    """The text of a document in Word, with the descriptions of its pictures."""
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert parts.testzip() is None
        assert "[Content_Types].xml" in parts.namelist()
        body = parts.read("word/document.xml").decode()
    described = " ".join(re.findall(r'descr="([^"]*)"', body))
    paragraphs = re.sub(r"<[^>]+>", "", body.replace("</w:p>", " "))
    return with_single_spaces(f"{paragraphs} {described}")


def photo_from_a_telephone() -> bytes:
    """A picture on its side, with the place and the device in it."""
    picture = Image.linear_gradient("L").resize((640, 400)).convert("RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = CAMERA, PORTRAIT
    exif.get_ifd(0x8825)[0x0001] = "N"
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def assert_nothing_of_the_telephone(served: bytes) -> None:
    """The picture stands upright and says nothing of where and with what it was made."""
    picture = Image.open(io.BytesIO(served))
    assert not picture.getexif()
    assert CAMERA.encode() not in served
    assert picture.height > picture.width
