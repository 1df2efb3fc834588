# SPDX-License-Identifier: EUPL-1.2
"""The city links of one municipality for its council: what was decided, and what is coming.

What is public is for everybody; who may see the file of a link (``rules.SEE_FILE``) finds it here
too. Nothing of people is read. Adds one query to a page, two for who is logged in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from samenspel.accounts.models import Role
from samenspel.accounts.rules import Actor
from samenspel.citylinks.models import (
    Agreement,
    Appointment,
    CityLink,
    LookBackEdition,
    Party,
    PartyDecision,
    Person,
)
from samenspel.citylinks.rules import EVERYBODY_NAMED, SEE_FILE
from samenspel.places.models import on_date
from samenspel.places.reference_dates import years_before


@dataclass(frozen=True)
class CouncilDecision:
    """What the council decided last: on the agreement, or on ending the link.

    The votes are None where they were not counted.
    """

    on: date
    is_adopted: bool
    votes_for: int | None
    votes_against: int | None
    is_ending: bool


@dataclass(frozen=True)
class CouncilTerm:
    """The term of the agreement of the day; ``notice_by`` is the last day to give notice.

    ``asks_within_a_year``: one of both days falls in the year to come.
    """

    last_day: date
    notice_by: date | None
    is_extended_silently: bool
    has_ended: bool
    asks_within_a_year: bool


@dataclass(frozen=True)
class CouncilMoment:
    """A day to come: ``kind`` is "end" or "notice" (of an agreement) or "appointment"."""

    kind: str
    on: date
    until: date | None
    title: str


@dataclass(frozen=True)
class CouncilLink:
    """One link of the municipality on a day, for its council.

    ``looked_back_on``: when the newest look-back on the site was published. ``moments`` are the
    days of the year to come.
    """

    slug: str
    name: str
    stage: str
    is_public: bool
    begun_on: date | None
    partners: tuple[str, ...]
    decision: CouncilDecision | None
    term: CouncilTerm | None
    looked_back_on: date | None
    moments: tuple[CouncilMoment, ...]

    @property
    def stage_text(self) -> str:
        """The stage in words."""
        return str(CityLink.Stage(self.stage).label)


@dataclass(frozen=True)
class _Row:
    """A row of one of the tables, in the columns that they share."""

    link: int
    lane: str
    pk: int
    on: date | None
    until: date | None
    text: str
    more: str
    first: int | None
    second: int | None


def links_for_council(
    code: str, former: Iterable[str], actor: Actor, *, on: date, today: date
) -> tuple[CouncilLink, ...]:
    """The links in which a municipality takes part on a day, by name; at most two queries.

    ``former`` are the codes of the municipalities that merged into it. Of ``actor`` it is asked
    what they may see ``today``. The first query is the one that says who is logged in.
    """
    codes = {code, *former}
    seen = _seen(code, codes, actor, on=on, today=today)
    rows = _rows(seen, codes, on)
    by_link: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        by_link[row.link].append(row)
    found = [_told(own, on) for own in by_link.values()]
    return tuple(sorted(found, key=lambda one: (one.name, one.slug)))


def _seen(code: str, codes: set[str], actor: Actor, *, on: date, today: date) -> QuerySet[CityLink]:
    """The links that take part on the day and that the actor may see; not asked yet."""
    taking_part = Party.objects.filter(
        on_date(on), link=OuterRef("pk"), municipality__code__in=codes
    )
    begun = Q(begun_on__lte=on) | Q(begun_on__isnull=True)
    known = Q(made_at__date__lte=on) | ~Q(stage=CityLink.Stage.PREPARING)
    rows = CityLink.objects.filter(
        Exists(taking_part), begun, known, Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    )
    return rows.filter(Q(is_public=True) | _own(code, codes, actor, today))


def _own(code: str, codes: set[str], actor: Actor, today: date) -> Q:
    """Whose file it is: of people of the municipality, and of who is named in it.

    The same as ``access.Access.is_member`` says; a test holds the two together.
    """
    user = actor.user
    if user is None or not user.is_active:
        return Q(pk__in=[])
    held = Role.objects.filter(
        on_date(today),
        user=user,
        kind__in=SEE_FILE.allowed,
        organisation__municipality__code=code,
    ).filter(_counts(actor))
    party = Party.objects.filter(on_date(today), link=OuterRef("pk"), municipality__code__in=codes)
    named = Person.objects.filter(
        on_date(today), link=OuterRef("pk"), user=user, kind__in=EVERYBODY_NAMED
    )
    return Q(Exists(held) & Exists(party)) | Q(Exists(named))


def _counts(actor: Actor) -> Q:
    """The roles that count: some only for who has set up a second factor."""
    from allauth.mfa.models import Authenticator  # models of an app that may not be loaded yet

    strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    has_set_up = Authenticator.objects.filter(user=OuterRef("user"), type__in=strong)
    return ~Q(kind__in=actor.needs_second_factor) | Q(Exists(has_set_up))


_NO_DAY = Cast(Value(None), DateField())
_NO_TEXT = Value("", output_field=TextField())
_NO_NUMBER = Cast(Value(None), IntegerField())


def _rows(seen: QuerySet[CityLink], codes: set[str], on: date) -> list[_Row]:
    """Everything of these links that the page tells; one query over all the tables."""
    keys = seen.values("pk")
    own = Case(When(municipality__code__in=codes, then=Value("own")), default=Value("partner"),
               output_field=CharField())  # fmt: skip
    result = Case(When(is_adopted=True, then=Value("adopted")), default=Value("rejected"),
                  output_field=CharField())  # fmt: skip
    silently = Case(When(is_extended_silently=True, then=Value("silently")), default=Value(""),
                    output_field=CharField())  # fmt: skip
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    coming = Q(on__gte=on) | Q(until__gte=on)
    first, *others = (
        _part(seen, "link", "pk", on="begun_on", text="slug", more="stage",
              first=Case(When(is_public=True, then=1), default=0)),
        _part(seen, "name", "pk", text="name"),
        _part(Party.objects.filter(on_date(on), link__in=keys), "party", "link",
              text="name", more=own, first="position"),
        _part(Agreement.objects.filter(begun, link__in=keys, fixed_at__isnull=False), "agreement",
              "link", on="last_day", more=silently, first="number", second="notice_days"),
        _part(PartyDecision.objects.filter(link__in=keys, on__lte=on, replaced_by__isnull=True,
                                           body=PartyDecision.Body.COUNCIL,
                                           party__municipality__code__in=codes),
              "decision", "link", on="on", text="about", more=result, first="votes_for",
              second="votes_against"),
        _part(LookBackEdition.objects.filter(look_back__link__in=keys, on__lte=on), "look_back",
              "look_back__link", on="on", first="look_back", second="number",
              more=Case(When(is_withdrawn=True, then=Value("withdrawn")), default=Value(""),
                        output_field=CharField())),
        _part(Appointment.objects.filter(coming, link__in=keys, on__lte=_in_a_year(on),
                                         is_public=True, is_cancelled=False),
              "appointment", "link", on="on", until="until", text="title"),
    )  # fmt: skip
    return [_Row(*row) for row in first.union(*others, all=True)]


def _part(
    rows: QuerySet[Any],
    lane: str,
    link: str,
    *,
    on: Any = _NO_DAY,
    until: Any = _NO_DAY,
    text: Any = _NO_TEXT,
    more: Any = _NO_TEXT,
    first: Any = _NO_NUMBER,
    second: Any = _NO_NUMBER,
) -> QuerySet[Any, Any]:
    """The rows of a table in the columns of :class:`_Row`, alike in type so that they join."""
    return rows.order_by().values_list(
        F(link),
        Cast(Value(lane), CharField(max_length=20)),
        "pk",
        Cast(on, DateField()),
        Cast(until, DateField()),
        Cast(text, TextField()),
        Cast(more, TextField()),
        Cast(first, IntegerField()),
        Cast(second, IntegerField()),
    )


def _in_a_year(on: date) -> date:
    return years_before(on, -1)


def _told(rows: Sequence[_Row], on: date) -> CouncilLink:
    """One link, from its rows in any order."""
    lanes: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        lanes[row.lane].append(row)
    (head,), (name,) = lanes["link"], lanes["name"]
    parties = sorted(lanes["party"], key=lambda row: (row.first or 0, row.pk))
    term = _term(lanes["agreement"], on)
    return CouncilLink(
        slug=head.text,
        name=name.text,
        stage=head.more,
        is_public=bool(head.first),
        begun_on=head.on,
        partners=tuple(row.text for row in parties if row.more == "partner"),
        decision=_decision(lanes["decision"]),
        term=term,
        looked_back_on=_looked_back(lanes["look_back"]),
        moments=_moments(lanes["appointment"], term, on),
    )


def _decision(rows: Iterable[_Row]) -> CouncilDecision | None:
    """The last one."""
    last = max(rows, key=lambda row: (row.on, row.pk), default=None)
    if last is None or last.on is None:
        return None
    return CouncilDecision(
        on=last.on,
        is_adopted=last.more == "adopted",
        votes_for=last.first,
        votes_against=last.second,
        is_ending=last.text == PartyDecision.About.ENDING,
    )


def _term(rows: Iterable[_Row], on: date) -> CouncilTerm | None:
    """Of the newest version that was fixed and is in force by then."""
    newest = max(rows, key=lambda row: row.first or 0, default=None)
    if newest is None or newest.on is None:
        return None
    notice_by = newest.on - timedelta(days=newest.second) if newest.second else None
    return CouncilTerm(
        last_day=newest.on,
        notice_by=notice_by,
        is_extended_silently=newest.more == "silently",
        has_ended=newest.on < on,
        asks_within_a_year=newest.on >= on and (notice_by or newest.on) <= _in_a_year(on),
    )


def _looked_back(rows: Iterable[_Row]) -> date | None:
    """Of each look-back counts the newest edition; none when that was taken off the site."""
    newest: dict[int | None, _Row] = {}
    for row in sorted(rows, key=lambda row: row.second or 0):
        newest[row.first] = row
    days = [row.on for row in newest.values() if row.on is not None and not row.more]
    return max(days, default=None)


def _moments(
    appointments: Iterable[_Row], term: CouncilTerm | None, on: date
) -> tuple[CouncilMoment, ...]:
    """The days of the year to come, the first one first."""
    found = [
        CouncilMoment("appointment", row.on, row.until, row.text)
        for row in appointments
        if row.on is not None
    ]
    last = _in_a_year(on)
    if term and on <= term.last_day <= last:
        found.append(CouncilMoment("end", term.last_day, None, ""))
    if term and term.notice_by and on <= term.notice_by <= last:
        found.append(CouncilMoment("notice", term.notice_by, None, ""))
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, one.title)))
