# SPDX-License-Identifier: EUPL-1.2
"""The worklist of pairs that may be one arrangement, and where else an arrangement is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.places.models import Municipality, Province
from samenspel.register.elsewhere import Elsewhere
from samenspel.register.models import ArrangementVersion, ChangeSet, Participation
from samenspel.stewardship.models import Match

PER_PAGE = 25
SCORES = {"hoog": (0.9, 1.01), "midden": (0.75, 0.9), "laag": (0.0, 0.75)}
STANDINGS = {
    "": Match.State.PROPOSED,
    "zelfde": Match.State.SAME,
    "anders": Match.State.DIFFERENT,
}
_SORTS = {
    "": ("-score", "first_slug", "second_slug"),
    "score": ("score", "first_slug", "second_slug"),
    "-score": ("-score", "first_slug", "second_slug"),
    "naam": ("first_slug", "second_slug"),
    "-naam": ("-first_slug", "-second_slug"),
}
_NEARLY, _MUCH, _SOMEWHAT = 0.9, 0.7, 0.5


@dataclass(frozen=True)
class MatchFilter:
    """What the address asks: standing, score, province and municipality (codes), sorting."""

    standing: str = ""
    score: str = ""
    province: str = ""
    municipality: str = ""
    sorting: str = ""


@dataclass(frozen=True)
class MatchRow:
    """A pair: the two names with their sources, members in common, and the score in words."""

    match: Match
    first_name: str
    second_name: str
    first_source: str
    second_source: str
    why: tuple[str, ...]

    @property
    def percent(self) -> int:
        return round(100 * self.match.score)

    @property
    def url(self) -> str:
        return reverse("sources-match", args=[self.match.pk])


@dataclass(frozen=True)
class Worklist:
    """A page of pairs, and how many there are by standing within the other filters."""

    rows: tuple[MatchRow, ...]
    page: Page[Match]
    counts: Mapping[str, int]
    provinces: tuple[tuple[str, str], ...]
    municipality_name: str


def worklist(asked: MatchFilter, *, number: str | int) -> Worklist:
    """The pairs that a filter asks for; six queries.

    Pairs of which an arrangement is no longer in its source are left out, and so are proposals
    that the newest comparison does not make any more.
    """
    within = _filtered(asked)
    by_state: dict[str, int] = dict(within.order_by().values_list("state").annotate(Count("pk")))
    chosen = within.filter(state=STANDINGS[asked.standing]).order_by(*_SORTS[asked.sorting])
    chosen = chosen.select_related("first__collection", "second__collection")
    page = Paginator(chosen, PER_PAGE).get_page(number)
    place = (
        Municipality.objects.filter(code=asked.municipality).first()
        if (asked.municipality)
        else None
    )
    return Worklist(
        rows=tuple(_row(match) for match in page.object_list),
        page=page,
        counts={key: by_state.get(state, 0) for key, state in STANDINGS.items()},
        provinces=tuple(Province.objects.order_by("country", "name").values_list("code", "name")),
        municipality_name=place.name if place else "",
    )


def _filtered(asked: MatchFilter) -> QuerySet[Match]:
    found = Match.objects.filter(first__isnull=False, second__isnull=False).exclude(
        state=Match.State.PROPOSED, is_current=False
    )
    if asked.score:
        low, high = SCORES[asked.score]
        found = found.filter(score__gte=low, score__lt=high)
    if asked.province:
        found = found.filter(
            _on_either_side(
                ArrangementVersion.objects.filter(seat_municipality__province__code=asked.province),
                "arrangement_id",
            )
        )
    if asked.municipality:
        found = found.filter(
            _on_either_side(
                Participation.objects.filter(municipality__code=asked.municipality),
                "version__arrangement_id",
            )
        )
    return found


def _on_either_side(rows: QuerySet[ArrangementVersion] | QuerySet[Participation], path: str) -> Q:
    return Q(Exists(rows.filter(**{path: OuterRef("first_id")}))) | Q(
        Exists(rows.filter(**{path: OuterRef("second_id")}))
    )


def _row(match: Match) -> MatchRow:
    assert match.first is not None and match.second is not None  # noqa: S101, PT018 - filtered
    names = match.parts.get("names", ["", ""])
    return MatchRow(
        match=match,
        first_name=names[0] or match.first_slug,
        second_name=names[1] or match.second_slug,
        first_source=match.first.collection.title,
        second_source=match.second.collection.title,
        why=in_words(match),
    )


def in_words(match: Match) -> tuple[str, ...]:
    """What the score is made of, in short sentences."""
    parts = match.parts
    said = [_about_names(parts.get("name", 0.0))]
    if parts.get("members") is not None:
        common = len(parts["common"])
        whole = common + len(parts["only_first"]) + len(parts["only_second"])
        said.append(
            ngettext(
                "%(common)s of %(whole)s municipality in both.",
                "%(common)s of %(whole)s municipalities in both.",
                whole,
            )
            % {"common": common, "whole": whole}
        )
    if parts.get("form") is not None:
        said.append(_("The same legal form.") if parts["form"] else _("Another legal form."))
    if parts.get("seat") is not None:
        said.append(_("The same seat.") if parts["seat"] else _("Another seat."))
    if parts.get("identifier"):
        scheme, _colon, value = parts["identifier"].partition(":")
        names = {"roo": "ROO", "kvk": "KvK", "tooi": "TOOI", "kbo": "KBO", "web": _("website")}
        said.append(
            _("Both have %(scheme)s %(value)s.")
            % {"scheme": names.get(scheme, scheme), "value": value}
        )
    return tuple(said)


def _about_names(likeness: float) -> str:
    if likeness >= 1:
        return _("The names say the same.")
    if likeness >= _NEARLY:
        return _("The names are nearly the same.")
    if likeness >= _MUCH:
        return _("The names are much alike.")
    if likeness >= _SOMEWHAT:
        return _("The names are somewhat alike.")
    return _("The names differ.")


def match_row(pk: int) -> MatchRow | None:
    """A pair of which both arrangements are still there; one query."""
    match = (
        Match.objects.filter(pk=pk, first__isnull=False, second__isnull=False)
        .select_related("first__collection", "second__collection")
        .first()
    )
    return _row(match) if match else None


def with_latest_changes(matches: QuerySet[Match]) -> QuerySet[Match]:
    """The pairs with the newest change of each record: ``first_change``, ``second_change``."""

    def newest(slug: str) -> Subquery:
        changes = ChangeSet.objects.filter(arrangement_slug=OuterRef(slug)).order_by("-pk")
        return Subquery(changes.values("pk")[:1])

    return matches.select_related("first__collection", "second__collection").annotate(
        first_change=newest("first_slug"), second_change=newest("second_slug")
    )


def state_of_records(match: Match) -> str:
    """Another text whenever a record of the pair was loaded or edited (see above)."""
    assert match.first is not None and match.second is not None  # noqa: S101, PT018 - see callers
    parts = (
        match.first.collection.loaded_at.isoformat(),
        match.second.collection.loaded_at.isoformat(),
        getattr(match, "first_change", None),
        getattr(match, "second_change", None),
    )
    return "|".join(str(part or "") for part in parts)


def found_elsewhere(slug: str) -> Sequence[Elsewhere]:
    """Where else this arrangement is recorded, as people decided; for its own page. One query.

    The number of differences is named only while it is still right: counting takes both records.
    """
    matches = with_latest_changes(
        Match.objects.filter(
            Q(first_slug=slug) | Q(second_slug=slug),
            state=Match.State.SAME,
            first__isnull=False,
            second__isnull=False,
        )
    )
    return tuple(_elsewhere(match, slug) for match in matches.order_by("first_slug", "second_slug"))


def _elsewhere(match: Match, slug: str) -> Elsewhere:
    row = _row(match)
    ours_first = match.first_slug == slug
    is_counted = match.counted_for == state_of_records(match)
    return Elsewhere(
        source=row.second_source if ours_first else row.first_source,
        name=row.second_name if ours_first else row.first_name,
        url=row.url,
        differences=match.differences if is_counted else None,
    )
