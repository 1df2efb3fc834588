# SPDX-License-Identifier: EUPL-1.2
"""All that the page of an arrangement shows, on a reference date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.places.queries.maps import Picture
from samenspel.register import labels
from samenspel.register.models import ArrangementVersion
from samenspel.register.queries.arrangement import sources
from samenspel.register.queries.arrangement.boards import BoardTable, boards_of
from samenspel.register.queries.arrangement.participants import (
    Participant,
    Participants,
    participants_of,
)
from samenspel.register.queries.arrangement.picture import (
    Address,
    VersionTimeline,
    VoteChart,
    map_of,
    timeline_of,
    vote_chart,
)
from samenspel.register.queries.arrangement.texts import listed, paragraphs, safe_url
from samenspel.register.queries.arrangement.versions import (
    ShownVersion,
    VersionLine,
    has,
    long_unconfirmed,
    shown_version,
    version_lines,
    versions_of,
)
from samenspel.register.queries.reference import Reference


@dataclass(frozen=True)
class BoardPicture:
    """A board, and its votes drawn where they are known."""

    board: BoardTable
    kind: str
    chart: VoteChart | None


@dataclass(frozen=True)
class Money:
    """What participants pay: the years as columns, a row per participant that is known to pay."""

    years: tuple[int, ...]
    rows: tuple[tuple[Participant, tuple[object, ...]], ...]
    cost_keys: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ArrangementPage:
    """The page; ``seen_on`` is the day that participants are shown of (see ShownVersion)."""

    slug: str
    version: ArrangementVersion
    shown: ShownVersion
    seen_on: date
    form: str
    form_text: str
    summary: str
    domains: sources.Domains
    areas: tuple[str, ...]
    themes: tuple[str, ...]
    picture: Picture | None
    participants: Participants
    boards: tuple[BoardPicture, ...]
    money: Money | None
    purpose: tuple[str, ...]
    powers: tuple[str, ...]
    articles: tuple[sources.Article, ...]
    legal_bases: tuple[str, ...]
    decrees: tuple[tuple[str, str], ...]
    lines: tuple[VersionLine, ...]
    timeline: VersionTimeline | None
    documents: tuple[sources.DocumentLine, ...]
    statements: tuple[sources.StatementLine, ...]
    sources_disagree: bool
    lookalikes: tuple[sources.Lookalike, ...]
    website: str
    body_website: str
    source_url: str
    leads_here: bool
    is_stale: bool

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """The legend of the map: class of the style sheet and text."""
        return tuple((i.css, i.label) for i in self.picture.legend) if self.picture else ()


def arrangement_page(
    slug: str, reference: Reference, *, key: str, address: Address
) -> ArrangementPage | None:
    """The page of an arrangement; None for an unknown address.

    ``key`` asks for a version; ``address`` gives the page of a municipality. At most twelve
    queries with the one of the reference, in all packages that exist.
    """
    versions = versions_of(slug)
    if not versions:
        return None
    shown = shown_version(versions, on=reference.on, key=key)
    version = shown.version
    seen_on = shown.seen_on(reference.on)
    participants = participants_of(versions, version, on=seen_on)
    lines = version_lines(versions, participants.by_version, shown)
    domains = sources.domains_of(version.pk)
    names = {p.pk: p.name for p in (*participants.now, *participants.earlier_or_later)}
    boards = boards_of(version.pk, names) if has(version, "boards") else ()
    statements = sources.statements_of(version.pk) if has(version, "statements") else ()
    seat = version.seat_municipality
    lead = reference.lead(version.collection.country)
    return ArrangementPage(
        slug=slug,
        version=version,
        shown=shown,
        seen_on=seen_on,
        form=labels.legal_form(version.legal_form),
        form_text=labels.legal_form_text(version.legal_form),
        summary=_summary(versions, participants, domains),
        domains=domains,
        areas=tuple(map(labels.policy_area, domains.areas)),
        themes=tuple(map(labels.theme, domains.themes)),
        picture=map_of(
            participants,
            on=seen_on,
            country=version.collection.country,
            seat=seat.code if seat else "",
            name=version.name,
            address=address,
        ),
        participants=participants,
        boards=tuple(BoardPicture(b, labels.board_kind(b.kind), vote_chart(b)) for b in boards),
        money=_money(participants),
        purpose=paragraphs(version.purpose),
        powers=labels.powers(version.powers),
        articles=sources.articles_of(version.pk) if has(version, "competences") else (),
        legal_bases=listed(version.legal_bases),
        decrees=tuple((text, safe_url(text)) for text in listed(version.decree_urls)),
        lines=lines,
        timeline=timeline_of(lines, on=reference.on, today=reference.today),
        documents=sources.documents_of(version.pk) if has(version, "documents") else (),
        statements=statements,
        sources_disagree=sources.disagree(statements),
        lookalikes=sources.lookalikes_of(version.pk) if has(version, "resemblances") else (),
        website=safe_url(version.website),
        body_website=safe_url(version.body.website) if version.body else "",
        source_url=safe_url(version.source_url),
        leads_here=lead is not None and lead.collection.pk == version.collection_id,
        is_stale=long_unconfirmed(version.last_confirmed_on, reference.on),
    )


def _summary(
    versions: Sequence[ArrangementVersion], participants: Participants, domains: sources.Domains
) -> str:
    """One sentence: who, since when, on what; what is not known is left out."""
    who = labels.participants_counted(participants.counts)
    since = versions[0].valid_from
    areas = dict.fromkeys(filter(None, map(labels.domain_of, domains.areas)))
    parts = [
        who or _("participants not known"),
        _("since %(date)s") % {"date": date_format(since, "DATE_FORMAT")} if since else "",
        _("on %(subjects)s") % {"subjects": labels.in_words([labels.domain(a) for a in areas])}
        if areas
        else "",
    ]
    text = ", ".join(part for part in parts if part)
    return f"{text[:1].upper()}{text[1:]}."


def _money(participants: Participants) -> Money | None:
    paying = [p for p in participants.now if p.payments]
    if not paying:
        return None
    years = tuple(sorted({payment.year for p in paying for payment in p.payments}))
    rows = []
    for participant in paying:
        amounts = {payment.year: payment.amount_eur for payment in participant.payments}
        rows.append((participant, tuple(amounts.get(year) for year in years)))
    every = [payment for p in paying for payment in p.payments]
    return Money(
        years=years,
        rows=tuple(rows),
        cost_keys=tuple(dict.fromkeys(x.cost_key for x in every if x.cost_key)),
        sources=tuple(dict.fromkeys(x.source for x in every)),
    )
