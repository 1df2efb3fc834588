# SPDX-License-Identifier: EUPL-1.2
"""The letter to an addressee: what is asked, about which text, until when, and what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenspel.dialogue.models import Addressee, Clause, Round
from samenspel.dialogue.terms_wording import explained, weekday
from samenspel.paper.files import MAKERS
from samenspel.paper.sheet import LetterHead, Point, Points, Prose, Section, Sheet

Body = Addressee.Body
_EPOCH = (1980, 1, 1, 0, 0, 0)


def letter_sheet(
    round_: Round, addressee: Addressee, clauses: Sequence[Clause], *, on: date, address: str
) -> Sheet:
    """The letter, in the language of the site, so that every copy is the same.

    ``on`` is its date; ``address`` that of the site, without a slash at the end. The addressee has
    its last day and term filled in.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return Sheet(
            language=settings.LANGUAGE_CODE.split("-")[0],
            on=on,
            kicker=round_.organisation.name,
            title=round_.title,
            lead="",
            description=_("Letter to %(name)s about %(title)s")
            % {"name": addressee.name, "title": round_.title},
            figures=(),
            sections=tuple(_sections(round_, addressee, clauses, address)),
            definitions=(),
            definitions_heading="",
            colophon=(),
            foot=f"{round_.organisation.name} · {round_.title}",
            publisher=round_.organisation.name,
            letter=LetterHead(_address(addressee), _facts(round_, on)),
            is_reading_text=True,
        )


def letter_name(addressee: Addressee, number: int, kind: str) -> str:
    """The name of a file with one letter; ``number`` keeps those of equal names apart."""
    return f"{number:03d}-{slugify(addressee.name)[:60] or 'brief'}.{kind}"


def zipped(letters: Sequence[tuple[str, Callable[[], Sheet]]], kind: str) -> Iterator[bytes]:
    """A zip file with letters (name and what makes it), piece by piece: hundreds take a while.

    Equal letters give equal bytes.
    """
    stream = _Pieces()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name, sheet in letters:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            made.writestr(entry, MAKERS[kind](sheet()))
            yield stream.taken()
    yield stream.taken()


class _Pieces(io.RawIOBase):
    """A file that only goes forward: what is written can be taken away."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        written = bytes(data)  # type: ignore[call-overload]
        self._held += written
        return len(written)

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = bytes(self._held)
        self._held.clear()
        return found


def _address(addressee: Addressee) -> tuple[str, ...]:
    care = {
        Body.COUNCIL: _("for the attention of the council clerk"),
        Body.EXECUTIVE: _("for the attention of the municipal secretary"),
    }
    lines = [pgettext("head of a letter", "To"), addressee.name, care.get(Body(addressee.body), "")]
    return tuple(line for line in lines if line)


def _facts(round_: Round, on: date) -> tuple[tuple[str, str], ...]:
    found = [(_("Date"), date_format(on, "DATE_FORMAT"))]
    if round_.letter_reference:
        found.append((_("Our reference"), round_.letter_reference))
    return (*found, (_("About"), round_.get_kind_display()))


def _sections(
    round_: Round, addressee: Addressee, clauses: Sequence[Clause], address: str
) -> Iterator[Section]:
    paragraphs = round_.letter_text.replace("\r\n", "\n").split("\n\n")
    yield Prose("", tuple(paragraphs))
    yield Prose(_("What we ask"), (round_.question,))
    if clauses:
        listed = "\n".join(f"{clause.number}. {clause.title}" for clause in clauses)
        yield Prose(
            _("About which text"),
            (
                _("%(title)s. You can take a position on each of these clauses:")
                % {"title": clauses[0].document.title},
                listed,
            ),
        )
    yield _until_when(addressee)
    yield _what_to_do(round_, addressee, address)
    yield Prose("", (_("Yours sincerely,"), round_.signed_by or round_.organisation.name))


def _until_when(addressee: Addressee) -> Section:
    if addressee.due_on is None:
        return Prose(_("Until when"), (_("The last day follows from the date of sending."),))
    why = explained(addressee.term)
    told = [_("Your answer is expected on %(day)s at the latest.") % {
        "day": weekday(addressee.due_on)
    }]  # fmt: skip
    if why is not None:
        if why.due != addressee.due_on:
            told.append(_("You got more time than stood in the first letter."))
        told.append(" ".join([*why.lines, *([f"({why.law})"] if why.law else [])]))
        told += list(why.warnings)
    return Prose(_("Until when"), tuple(told))


def _what_to_do(round_: Round, addressee: Addressee, address: str) -> Section:
    items: tuple[Point, ...]
    if addressee.body == Body.OTHER:
        items = (
            Point(_("Read the text.")),
            Point(_("Send us your answer as a letter or by e-mail.")),
        )
    else:
        items = (
            Point(_("Choose the meeting in which you deal with it.")),
            Point(_("Write the opinion: for each clause what you think of it, and why.")),
            Point(_("Adopt the opinion in the meeting, and send it.")),
        )
    url = address + reverse("dialogue-addressee", args=[round_.slug, addressee.pk])
    where = Point(_("All of this on one page:"), url, url)
    return Points(_("What to do, and where"), (*items, where), "", is_numbered=True)
