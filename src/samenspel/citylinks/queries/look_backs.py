# SPDX-License-Identifier: EUPL-1.2
"""The look-backs of a link: those published, and for members those being written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from samenspel.citylinks.models import (
    CityLink,
    LookBack,
    LookBackEdition,
    Photo,
    StoredFile,
)
from samenspel.citylinks.queries.look_back_draft import Draft, content_of
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


def look_back_of(link: CityLink, pk: int) -> tuple[LookBack, bool] | None:
    """A look-back of the link, and whether anything of it was published; one query."""
    published = LookBackEdition.objects.filter(look_back=OuterRef("pk"))
    rows = LookBack.objects.filter(link=link.pk, pk=pk).annotate(has_edition=Exists(published))
    found = rows.order_by().first()
    if found is None:
        return None
    found.link = link
    return found, found.has_edition


def newest_edition(look_back: LookBack) -> LookBackEdition:
    """What was published last, also when it was taken off; there has to be one; one query."""
    rows = LookBackEdition.objects.filter(look_back=look_back.pk)
    return rows.order_by("number").reverse()[0]


def published_page(link: CityLink, edition: LookBackEdition, *, measure: str = "") -> LookBackShown:
    """An edition with the photos that are public now; one query."""
    photos = public_photos(link, edition.content["photos"])
    return shown_of(edition.content, photos, measure=measure)


def draft_page(draft: Draft, *, measure: str = "") -> LookBackShown:
    """What would be published now; no queries."""
    photos = {one.pk: one for one in draft.photos}
    return shown_of(content_of(draft), photos, measure=measure)


def missing_in(draft: Draft) -> tuple[str, ...]:
    """What a reader would miss: ``aims``, ``voices``, ``sides``, ``verdict``, ``reasons``.

    ``voices``: some are without consent; ``sides``: not every party has one. None of it keeps
    anybody from publishing.
    """
    heard = {one.party for one in draft.voices if one.has_consent}
    is_decided = draft.look_back.verdict != LookBack.Verdict.OPEN
    found = {
        "aims": any(not aim.state for aim in draft.aims),
        "voices": any(not one.has_consent for one in draft.voices),
        "sides": len(heard) < len(draft.done["parties"]),
        "verdict": not is_decided,
        "reasons": is_decided and not draft.look_back.verdict_text,
    }
    return tuple(name for name, is_so in found.items() if is_so)


def bytes_of(photos: Iterable[Photo]) -> dict[int, bytes]:
    """The photos themselves, in full size, by their key; one query."""
    files = {one.file_id: one.pk for one in photos}
    rows = StoredFile.objects.filter(pk__in=files).values_list("pk", "content")
    return {files[key]: bytes(content) for key, content in rows}
