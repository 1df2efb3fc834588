# SPDX-License-Identifier: EUPL-1.2
"""The look-backs of a link: those published, and for members those being written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from samenspel.citylinks.models import (
    CityLink,
    LookBack,
    LookBackEdition,
    Photo,
    StoredFile,
    Voice,
)
from samenspel.citylinks.queries.look_back_draft import AimAsked, content_of
from samenspel.citylinks.queries.look_back_shown import LookBackShown, shown_of
from samenspel.citylinks.queries.photos import public_photos


@dataclass(frozen=True)
class LookBackLine:
    """A look-back in the list; ``edition`` is the newest, None when none was published."""

    pk: int
    title: str
    first_day: date
    last_day: date
    verdict: str
    edition: LookBackEdition | None

    @property
    def is_published(self) -> bool:
        """Whether everybody can read it."""
        return self.edition is not None and not self.edition.is_withdrawn


def look_backs_of(link: CityLink, *, is_member: bool) -> tuple[LookBackLine, ...]:
    """The look-backs that somebody may see, the latest period first; two queries."""
    editions = Prefetch("editions", LookBackEdition.objects.order_by("-number"))
    rows = link.look_backs.prefetch_related(editions).order_by("-last_day", "-pk")
    lines = (_line(one) for one in rows)
    return tuple(line for line in lines if is_member or line.is_published)


def _line(look_back: LookBack) -> LookBackLine:
    """What is on the site counts, and what is being written only when nothing is."""
    edition = next(iter(look_back.editions.all()), None)
    if edition is None or edition.is_withdrawn:
        title, verdict = look_back.title, look_back.verdict
        period = look_back.first_day, look_back.last_day
    else:
        title, verdict = edition.content["title"], edition.content["verdict"]
        period = _period(edition.content)
    return LookBackLine(look_back.pk, title, *period, str(LookBack.Verdict(verdict).label), edition)


def _period(content: Mapping[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(content["first_day"]), date.fromisoformat(content["last_day"])


def look_back_of(link: CityLink, pk: int) -> LookBack | None:
    """A look-back of the link, with the link in it; one query."""
    found = link.look_backs.filter(pk=pk).first()
    if found is not None:
        found.link = link
    return found


def newest_edition(look_back: LookBack) -> LookBackEdition | None:
    """What was published last, also when it was taken off; one query."""
    return look_back.editions.order_by("-number").first()


def published_page(link: CityLink, edition: LookBackEdition, *, measure: str = "") -> LookBackShown:
    """An edition with the photos that are public now; one query."""
    return shown_of(
        edition.content, public_photos(link, edition.content["photos"]), measure=measure
    )


def draft_page(look_back: LookBack, *, measure: str = "") -> LookBackShown:
    """What would be published now; nine queries."""
    content = content_of(look_back)
    return shown_of(content, public_photos(look_back.link, content["photos"]), measure=measure)


def voices_of(look_back: LookBack) -> tuple[Voice, ...]:
    """All voices of a draft, also without consent; one query."""
    return tuple(look_back.voices.select_related("party"))


def missing_in(page: LookBackShown, voices: tuple[Voice, ...], parties: int) -> tuple[str, ...]:
    """What a reader would miss, by name: ``aims``, ``voices``, ``sides``, ``verdict``, ``reasons``.

    ``parties``: how many sides the link has. None of it keeps anybody from publishing.
    """
    silent = {one.pk for one in voices if not one.has_consent}
    sides = {one.party_id for one in voices if one.has_consent}
    found = {
        "aims": any(not aim.state for aim in page.aims),
        "voices": bool(silent),
        "sides": len(sides) < parties,
        "verdict": not page.is_decided,
        "reasons": page.is_decided and not page.verdict_text,
    }
    return tuple(name for name, is_so in found.items() if is_so)


def asked_with_reviews(
    asked: tuple[AimAsked, ...], look_back: LookBack
) -> tuple[tuple[AimAsked, str, str], ...]:
    """The aims with what was said of each so far: state and text; one query."""
    held = {one.aim_key: one for one in look_back.aims.all()}
    return tuple(
        (one, held[one.key].state, held[one.key].text) if one.key in held else (one, "", "")
        for one in asked
    )


def bytes_of(photos: Iterable[Photo]) -> dict[int, bytes]:
    """The photos themselves, in full size, by their key; one query."""
    files = {one.file_id: one.pk for one in photos}
    rows = StoredFile.objects.filter(pk__in=files).values_list("pk", "content")
    return {files[key]: bytes(content) for key, content in rows}
