# SPDX-License-Identifier: EUPL-1.2
"""What waits for a person: per organisation the round, the worklist, questions; and news."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.accounts.models import Invitation, Organisation, Role, User
from samenspel.accounts.rules import has_second_factor
from samenspel.places.models import on_date
from samenspel.register.models import ChangeSet
from samenspel.register.queries.reference import Reference
from samenspel.register.rules import predecessors
from samenspel.stewardship.models import ConfirmRound, RoundAnswer
from samenspel.stewardship.quality import Severity
from samenspel.stewardship.queries.answers import Answer, answers, open_questions
from samenspel.stewardship.queries.checks import findings
from samenspel.stewardship.queries.facts import Facts, facts, taking_part
from samenspel.stewardship.queries.findings import Finding
from samenspel.stewardship.queries.rounds import Progress, own_records
from samenspel.stewardship.queries.set_asides import set_asides
from samenspel.stewardship.queries.worklist import Scope

EDITING = frozenset({Role.Kind.CLERK, Role.Kind.ADVISER, Role.Kind.SECRETARIAT})
INVITING = frozenset({Role.Kind.CLERK, Role.Kind.SECRETARIAT, Role.Kind.ADMINISTRATOR})
NEWS = timedelta(days=60)
MOST_NEWS = 8


@dataclass(frozen=True)
class RoundStatus:
    """The round of the year: how far, and until when; ``is_started`` false before its begin."""

    url: str
    is_started: bool
    deadline: date | None
    progress: Progress
    is_late: bool


@dataclass(frozen=True)
class OrganisationDesk:
    """One organisation of the person, and what waits there.

    ``roles`` in words; ``may_edit`` is false for who only looks. ``number`` counts arrangements.
    """

    name: str
    kind: str
    roles: tuple[str, ...]
    may_edit: bool
    place: str
    page_url: str
    worklist_url: str
    register_url: str
    list_url: str
    number: int
    round: RoundStatus | None
    by_severity: Mapping[Severity, int]
    decisions: int
    questions: tuple[Answer, ...]
    expired_invitations: int
    people_url: str

    @property
    def severities(self) -> tuple[tuple[Severity, int], ...]:
        return tuple((severity, self.by_severity.get(severity, 0)) for severity in Severity)

    @property
    def findings(self) -> int:
        return sum(self.by_severity.values())

    @property
    def is_all_right(self) -> bool:
        """Whether nothing waits here."""
        busy = self.round is not None and not self.round.progress.is_finished
        return not self.findings and not self.questions and not busy


@dataclass(frozen=True)
class News:
    """A recent change by somebody else."""

    at: datetime
    who: str
    kind: str
    name: str
    url: str


@dataclass(frozen=True)
class Step:
    """The one thing to do now: a sentence, and a link that does it."""

    text: str
    action: str
    url: str


@dataclass(frozen=True)
class Desk:
    """The page; ``step`` is None for who only looks, or where nothing waits."""

    organisations: tuple[OrganisationDesk, ...]
    roles: tuple[Role, ...]
    news: tuple[News, ...]
    step: Step | None
    is_administrator: bool
    lacks_second_factor: bool


def desk(user: User, reference: Reference, *, now: datetime, needing: Collection[str] = ()) -> Desk:
    """What waits for a person on the day; eight queries, nine when a successor is sought.

    ``needing`` are the kinds of role that count only with a second factor; who holds one costs one
    query more. ``now`` decides which invitations have expired.
    """
    on = reference.on
    roles = _roles(user, on, now)
    waiting = {role.kind for role in roles} & set(needing)
    counted = {role.kind for role in roles} - (
        waiting if waiting and not has_second_factor(user) else set()
    )
    grouped: dict[int, list[Role]] = defaultdict(list)
    for role in roles:
        grouped[role.organisation_id].append(role)
    places = {r.organisation.municipality_id for r in roles} - {None}
    acts_for = predecessors(pk for pk in places if pk is not None)
    known = _facts(reference, acts_for, grouped)
    found = findings(known)
    aside = set_asides({f.record.slug for f in found}, on=on)
    said = _answers(acts_for, known)
    rounds = _rounds(acts_for)
    work = _Work(
        known, [f for f in found if f.identity not in aside], said, rounds, acts_for, counted
    )
    desks = tuple(work.of(listed) for listed in grouped.values())
    return Desk(
        organisations=desks,
        roles=roles,
        news=_news(user, known),
        step=_step(desks),
        is_administrator=Role.Kind.ADMINISTRATOR in counted,
        lacks_second_factor=bool({role.kind for role in roles} - counted),
    )


def _roles(user: User, on: date, now: datetime) -> tuple[Role, ...]:
    """Roles with their organisations, and how many invitations of each have expired."""
    expired = Invitation.objects.filter(
        organisation=OuterRef("organisation"),
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__lte=now,
    )
    number = expired.order_by().values("organisation").annotate(n=Count("pk")).values("n")
    return tuple(
        Role.objects.filter(on_date(on), user=user)
        .select_related("organisation__municipality")
        .annotate(expired=Coalesce(Subquery(number), 0))
        .order_by("organisation__name", "kind")
    )


def _facts(
    reference: Reference,
    acts_for: Mapping[int, Collection[int]],
    grouped: Mapping[int, Sequence[Role]],
) -> Facts:
    mine = {pk for pks in acts_for.values() for pk in pks}
    about = taking_part(mine) | Q(arrangement__secretariat__in=list(grouped))
    return facts(reference, about=about)


def _answers(acts_for: Mapping[int, object], known: Facts) -> tuple[Answer, ...]:
    """What the municipalities of the person said, and what others asked about their records."""
    slugs = [record.slug for record in known.in_force]
    return answers(
        RoundAnswer.objects.filter(
            Q(round__municipality__in=list(acts_for)) | Q(arrangement_slug__in=slugs),
            round__year__gte=known.today.year - 1,
        )
    )


def _rounds(acts_for: Mapping[int, object]) -> dict[int, ConfirmRound]:
    if not acts_for:
        return {}
    later = ConfirmRound.objects.filter(
        municipality=OuterRef("municipality"), year__gt=OuterRef("year")
    )
    rows = ConfirmRound.objects.filter(~Exists(later), municipality__in=list(acts_for))
    return {row.municipality_id: row for row in rows.select_related("municipality")}


class _Work:
    """Everything that was read, divided over the organisations of the person."""

    def __init__(
        self,
        known: Facts,
        found: Sequence[Finding],
        said: Sequence[Answer],
        rounds: Mapping[int, ConfirmRound],
        acts_for: Mapping[int, frozenset[int]],
        counted: Collection[str],
    ) -> None:
        self._known, self._found, self._said = known, found, said
        self._rounds, self._acts_for, self._counted = rounds, acts_for, counted

    def of(self, roles: Sequence[Role]) -> OrganisationDesk:
        """The desk of one organisation, for who holds these roles in it."""
        organisation = roles[0].organisation
        place = organisation.municipality
        scope = Scope(
            condition=Q(),
            municipalities=self._acts_for[place.pk] if place else frozenset(),
            organisations=frozenset({organisation.pk}),
        )
        mine = [f for f in self._found if scope.mends(f)]
        records = [r for r in self._known.in_force if scope.keeps(r) or scope.takes_part(r)]
        return OrganisationDesk(
            name=organisation.name,
            kind=organisation.kind,
            roles=tuple(str(role.get_kind_display()) for role in roles),
            may_edit=any(r.kind in EDITING and r.kind in self._counted for r in roles),
            place=place.name if place else "",
            page_url=place.get_absolute_url() if place else "",
            worklist_url=_worklist_url(organisation),
            register_url=(
                reverse("municipality-public-register", args=[place.slug]) if place else ""
            ),
            list_url=reverse("municipality-list-import", args=[place.slug]) if place else "",
            number=len({record.slug for record in records}),
            round=self._status(organisation),
            by_severity=Counter(f.rule.severity for f in mine),
            decisions=sum(f.rule.key == "source-says-new" for f in mine),
            questions=self._questions(scope, {record.slug for record in records}),
            expired_invitations=_expired(roles) if self._invites(roles) else 0,
            people_url=reverse("people-organisation", args=[organisation.pk]),
        )

    def _status(self, organisation: Organisation) -> RoundStatus | None:
        place = organisation.municipality
        if place is None or not place.exists_on(self._known.today):
            return None
        slugs = {record.slug for record, _own in own_records(self._known, self._acts_for[place.pk])}
        current = self._rounds.get(place.pk)
        today = self._known.today
        if current is not None and current.year < today.year and current.deadline < today:
            current = None
        answered = {a.slug for a in self._said if current and a.round_id == current.pk}
        return RoundStatus(
            url=reverse("municipality-confirm", args=[place.slug]),
            is_started=current is not None,
            deadline=current.deadline if current else None,
            progress=Progress(len(slugs & answered), len(slugs) if current else 0),
            is_late=current is not None and current.deadline < today,
        )

    def _invites(self, roles: Sequence[Role]) -> bool:
        return any(r.kind in INVITING and r.kind in self._counted for r in roles)

    def _questions(self, scope: Scope, slugs: set[str]) -> tuple[Answer, ...]:
        """Open questions of others about records that are theirs to keep."""
        keeping = {r.slug for r in self._known.in_force if scope.keeps(r)} & slugs
        waiting = open_questions(self._said, not_of=scope.municipalities)
        return tuple(question for question in waiting if question.slug in keeping)


def _expired(roles: Sequence[Role]) -> int:
    """Invitations of the organisation that were not answered in time (annotated on each role)."""
    return int(getattr(roles[0], "expired", 0))


def _worklist_url(organisation: Organisation) -> str:
    if organisation.municipality is not None:
        return reverse("municipality-worklist", args=[organisation.municipality.slug])
    if organisation.kind == Organisation.Kind.SECRETARIAT:
        return reverse("secretariat-worklist", args=[organisation.pk])
    return ""


def _news(user: User, known: Facts) -> tuple[News, ...]:
    """What others changed lately in the records of the person; one query."""
    names = {record.slug: record.name for record in known.records}
    since = datetime.combine(known.today - NEWS, datetime.min.time()).astimezone()
    rows = (
        ChangeSet.objects.filter(arrangement_slug__in=list(names), at__gte=since)
        .exclude(actor=user)
        .order_by("-at", "-pk")[:MOST_NEWS]
    )
    return tuple(
        News(
            at=row.at,
            who=row.organisation_name or row.actor_name,
            kind=str(row.get_kind_display()),
            name=names[row.arrangement_slug],
            url=reverse("arrangement", args=[row.arrangement_slug]),
        )
        for row in rows
    )


def _step(desks: Iterable[OrganisationDesk]) -> Step | None:
    """The first thing to do: the round, what is wrong, a decision, a question, what is missing."""
    editing = [one for one in desks if one.may_edit]
    steps = (_round_step, _wrong_step, _decision_step, _question_step, _missing_step, _start_step)
    for make in steps:
        for one in editing:
            step = make(one)
            if step is not None:
                return step
    return None


def _round_step(one: OrganisationDesk) -> Step | None:
    if one.round is None or one.round.deadline is None or one.round.progress.is_finished:
        return None
    number = one.round.progress.left
    text = ngettext(
        "Confirm %(number)d arrangement of %(name)s, before or on %(date)s.",
        "Confirm %(number)d arrangements of %(name)s, before or on %(date)s.",
        number,
    )
    values = {
        "number": number,
        "name": one.name,
        "date": date_format(one.round.deadline, "DATE_FORMAT"),
    }
    return Step(text % values, _("Go on with the round"), one.round.url)


def _wrong_step(one: OrganisationDesk) -> Step | None:
    number = one.by_severity.get(Severity.WRONG, 0)
    text = ngettext(
        "Mend %(number)d thing that cannot be right, for %(name)s.",
        "Mend %(number)d things that cannot be right, for %(name)s.",
        number,
    )
    return _listed(one, number, text, _("Show them"), "?ernst=wrong")


def _decision_step(one: OrganisationDesk) -> Step | None:
    number = one.decisions
    text = ngettext(
        "Choose between what was corrected and what the source says now: %(number)d time.",
        "Choose between what was corrected and what the source says now: %(number)d times.",
        number,
    )
    return _listed(one, number, text, _("Show them"), "?regel=source-says-new")


def _question_step(one: OrganisationDesk) -> Step | None:
    number = len(one.questions)
    text = ngettext(
        "%(number)d question of another municipality waits for %(name)s.",
        "%(number)d questions of other municipalities wait for %(name)s.",
        number,
    )
    return _listed(one, number, text, _("Read the questions"), "#vragen")


def _missing_step(one: OrganisationDesk) -> Step | None:
    number = one.by_severity.get(Severity.MISSING, 0)
    text = ngettext(
        "Fill in %(number)d thing that is missing, for %(name)s.",
        "Fill in %(number)d things that are missing, for %(name)s.",
        number,
    )
    return _listed(one, number, text, _("Show them"), "?ernst=missing")


def _start_step(one: OrganisationDesk) -> Step | None:
    if one.round is None or one.round.is_started or not one.number:
        return None
    text = _("This year nobody has confirmed yet what is recorded of %(name)s.")
    return Step(text % {"name": one.name}, _("Look at the round"), one.round.url)


def _listed(one: OrganisationDesk, number: int, text: str, action: str, suffix: str) -> Step | None:
    if not number or not one.worklist_url:
        return None
    values = {"number": number, "name": one.name}
    return Step(text % values, action, f"{one.worklist_url}{suffix}")
