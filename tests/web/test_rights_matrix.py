# SPDX-License-Identifier: EUPL-1.2
"""Role by object by action: what the rules say is what happens, on every way in.

The matrix is made from the lists of rights of the apps. Every right names the ways in which it is
used: a page, the API, the administration, an action. A right without a way fails here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse

from samenspel.accounts import actions as people
from samenspel.accounts import rules as accounts_rules
from samenspel.accounts.models import Role
from samenspel.accounts.rules import Right, Tie, operator
from samenspel.insight import rules as insight_rules
from samenspel.insight.actions.representatives import RepresentativeValues, add_representative
from samenspel.insight.actions.workload import reset_assumptions, tell_workload
from samenspel.mobility import actions as mobility
from samenspel.mobility import rules as mobility_rules
from samenspel.mobility.models import FlowSet
from samenspel.register import actions
from samenspel.register import rules as register_rules
from samenspel.register.actions import ChangedMeanwhile, EditRefused, Ground
from samenspel.stewardship import rules as stewardship_rules
from samenspel.stewardship.quality import rules
from tests.mobility.small_flows import LONG, clock, with_flows
from tests.register.small_register import load, organisation_of, secretariat, site, small_package
from tests.web.rights_world import (
    ADMINISTRATOR,
    AT,
    KINDS,
    MUNICIPAL,
    SECRETARIAT,
    World,
    make_world,
    ties_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]
RIGHTS: tuple[Right, ...] = (
    *accounts_rules.RIGHTS,
    *register_rules.RIGHTS,
    *stewardship_rules.RIGHTS,
    *mobility_rules.RIGHTS,
    *insight_rules.RIGHTS,
)
RULE = next(iter(rules()))
SOMEBODY = RepresentativeValues("A. Voorbeeld", "mayor", "member", "", None, None, "Raadsbesluit")
GROUND = {"reden": "Staat verkeerd", "bron": "Gemeenteblad"}
Way = Callable[[World], HttpResponse | bool]


def page(view: str, *keys: Callable[[World], object], query: str = "") -> Way:
    """Looking at a page."""
    return lambda w: w.client.get(reverse(view, args=[key(w) for key in keys]) + query)


def post(view: str, *keys: Callable[[World], object], query: str = "", **data: str) -> Way:
    """Sending a form, with nothing in it unless said otherwise."""
    return lambda w: w.client.post(reverse(view, args=[key(w) for key in keys]) + query, data)


def api(method: str, path: Callable[[World], str], **body: Any) -> Way:
    """A request to the API."""
    return lambda w: w.client.generic(
        method, f"/api/v1/{path(w)}", json.dumps(body), content_type="application/json"
    )


def action(call: Callable[[World], object]) -> Way:
    """The action itself; what it refuses for another reason than the right counts as allowed."""

    def way(world: World) -> bool:
        try:
            call(world)
        except PermissionDenied:
            return False
        except (EditRefused, ChangedMeanwhile, people.ManageRefused):
            return True
        except mobility.RunRefused:
            return False
        return True

    return way


def slug(world: World) -> str:
    return world.slug


def municipality(world: World) -> str:
    return world.municipality.slug


def member(world: World) -> int:
    return world.participation.pk


def record(world: World) -> str:
    return f"samenwerkingen/{world.slug}"


def participant(world: World) -> str:
    return f"samenwerkingen/{world.slug}/deelnames/{world.participation.pk}"


def worklist(world: World) -> HttpResponse:
    if world.organisation.municipality is None:
        return world.client.get(reverse("secretariat-worklist", args=[world.organisation.pk]))
    return world.client.get(reverse("municipality-worklist", args=[municipality(world)]))


def add_by_api(world: World) -> HttpResponse:
    body = {
        "organisatie": world.organisation.pk,
        "land": "nl",
        "waarden": {"naam": "Nieuw"},
        "deelnames": [],
        **GROUND,
    }
    return api("POST", lambda _w: "samenwerkingen", **body)(world)  # type: ignore[return-value]


def give(kind: str, organisation: Callable[[], Any]) -> Way:
    return action(
        lambda w: people.give_role(
            user=w.person, kind=kind, organisation=organisation(), valid_from=None, valid_to=None,
            by=w.actor, at=AT,
        )
    )  # fmt: skip


def ask_when_busy(world: World) -> object:
    """Ask for a long computation while no visitor may."""
    package = with_flows()
    mobility.load_package(package=package, by=operator(), at=AT, allow_removals=True)
    with override_settings(SAMENSPEL_RUNS_WAITING=0):
        return mobility.ask_run(
            flow_set=FlowSet.objects.get(), request=LONG, by=world.actor, clock=clock(at=AT)
        )


WAYS: Mapping[tuple[str, str], Mapping[str, Way]] = {
    ("keep_representatives", "municipality"): {
        "page": page("representative-add", municipality),
        "sent": post("representative-add", municipality),
        "action": action(
            lambda w: add_representative(
                municipality=w.municipality, arrangement_slug=w.slug, values=SOMEBODY,
                by=w.actor, at=AT,
            )
        ),
    },
    ("set_burden_assumptions", "site"): {
        "page": page("burden-assumption", lambda _w: "netwerk"),
        "sent": post("burden-assumption", lambda _w: "netwerk"),
        "reset": post("burden-assumptions", wat="alles-standaard"),
        "action": action(lambda w: reset_assumptions(by=w.actor, at=AT)),
    },
    ("tell_workload", "arrangement"): {
        "sent": post("arrangement-workload", slug),
        "action": action(
            lambda w: tell_workload(
                version=w.version, year=2025, amounts={"meetings": Decimal(4)},
                source="Jaarverslag", by=w.actor, at=AT,
            )
        ),
    },
    ("load_packages", "site"): {
        "action": action(
            lambda w: mobility.load_package(
                package=small_package(), by=w.actor, at=AT, allow_removals=True
            )
        ),
    },
    ("see_log", "site"): {
        "page": page("log"),
        "download": page("log-csv"),
        "administration": page("admin:index"),
        "administration, table": page("admin:accounts_event_changelist"),
        "administration, people": page("admin:accounts_user_changelist"),
    },
    ("manage_people", "organisation"): {
        "page": page("people-organisation", lambda w: w.organisation.pk),
        "inviting": page("people-invite", lambda w: w.organisation.pk),
        "inviting, sent": post("people-invite", lambda w: w.organisation.pk),
    },
    ("manage_organisations", "site"): {
        "page": page("organisation-add"),
        "sent": post("organisation-add"),
        "action": action(lambda w: people.make_secretariat(name="Nieuw", by=w.actor, at=AT)),
    },
    ("give_role", "municipality"): {
        "action": give(Role.Kind.ADVISER.value, lambda: organisation_of("GM0358")),
    },
    ("give_role", "secretariat"): {
        "action": give(SECRETARIAT, lambda: secretariat("Eigen secretariaat")),
    },
    ("give_role", "site"): {"action": give(ADMINISTRATOR, site)},
    ("block", "person"): {
        "action": action(
            lambda w: people.set_blocked(user=w.person, blocked=True, by=w.actor, at=AT)
        ),
        "sent": post("person-block", lambda w: w.person.pk, actie="blokkeren"),
    },
    ("add_arrangement", "organisation"): {
        "API": add_by_api,
        "action": action(
            lambda w: actions.add_arrangement(
                organisation=w.organisation, country="nl", values={"name": "Nieuw"},
                participants=[], ground=Ground("x", "y"), by=w.actor, at=AT,
            )
        ),
    },
    ("correct_arrangement", "arrangement"): {
        "page": page("arrangement-correct", slug),
        "sent": post("arrangement-correct", slug),
        "end": page("arrangement-end", slug),
        "end, sent": post("arrangement-end", slug),
        "participant": page("participation-add", slug),
        "participant, sent": post("participation-add", slug),
        "board": page("board-add", slug),
        "board, sent": post("board-add", slug),
        "what the source says": page("arrangement-incoming", slug),
        "what the source says, sent": post("arrangement-incoming", slug),
        "API, values": api("GET", lambda w: f"{record(w)}/waarden"),
        "API": api("PATCH", record, gezien="x", waarden={"naam": "Nieuw"}, **GROUND),
        "API, end": api(
            "POST", lambda w: f"{record(w)}/beeindiging", gezien="x", geldigTot="2026-01-01",
            **GROUND,
        ),
        "API, participant": api(
            "POST", lambda w: f"{record(w)}/deelnames",
            deelname={"soort": "gemeente", "code": "GM0479"}, **GROUND,
        ),
    },
    ("correct_participation", "participation"): {
        "page": page("participation-correct", slug, member),
        "sent": post("participation-correct", slug, member),
        "end": page("participation-end", slug, member),
        "end, sent": post("participation-end", slug, member),
        "API, values": api("GET", lambda w: f"{participant(w)}/waarden"),
        "API": api("PATCH", participant, gezien="x", waarden={"aandeelProcent": 1}, **GROUND),
        "API, end": api(
            "POST", lambda w: f"{participant(w)}/beeindiging", gezien="x",
            geldigTot="2026-01-01", **GROUND,
        ),
    },
    ("confirm_arrangement", "arrangement"): {
        "API": api("POST", lambda w: f"{record(w)}/bevestiging"),
        "action": action(lambda w: actions.confirm(versions=[w.version], by=w.actor, at=AT)),
    },
    ("appoint_secretariat", "arrangement"): {
        "page": page("arrangement-secretariat", slug),
        "sent": post("arrangement-secretariat", slug),
        "action": action(
            lambda w: actions.appoint_secretariat(
                arrangement=w.version.arrangement, organisation=None, by=w.actor, at=AT
            )
        ),
    },
    ("see_worklist", "organisation"): {"page": worklist},
    ("see_arrangement_worklist", "arrangement"): {"page": page("arrangement-worklist", slug)},
    ("set_aside", "arrangement"): {
        "page": page("finding-set-aside", slug, query=f"?regel={RULE}"),
        "sent": post("finding-set-aside", slug, query=f"?regel={RULE}"),
    },
    ("run_round", "organisation"): {
        "sent": post("municipality-confirm", municipality),
    },
    ("import_list", "municipality"): {
        "page": page("municipality-list-import", municipality),
        "sent": post("municipality-list-import", municipality),
        "template": page("municipality-list-template", municipality, lambda _w: "csv"),
    },
    ("decide_match", "arrangement"): {
        "sent": post("sources-match", lambda w: w.match.pk),
        "sent, field": post("sources-match", lambda w: w.match.pk, wat="field"),
    },
    ("ask_run_when_busy", "site"): {"action": action(ask_when_busy)},
    ("prune_runs", "site"): {"action": action(lambda w: mobility.prune_runs(by=w.actor, at=AT))},
}  # fmt: skip

CELLS = [
    pytest.param(right, kind, tie, id=f"{right.action}-{right.object_kind}-{kind}-{tie.value}")
    for right in RIGHTS
    for kind in KINDS
    for tie in ties_of(kind, right.object_kind)
]


def is_allowed(answer: HttpResponse | bool) -> bool:
    """Whether an answer lets somebody go on; anything that is neither yes nor no is a fault."""
    if isinstance(answer, bool):
        return answer
    to = answer.headers.get("Location", "")
    if answer.status_code == 302:
        return not to.startswith((reverse("login"), "/beheer/admin/login/"))
    # 404: that there is such a page is not told either.
    if answer.status_code in {401, 403, 404}:
        return False
    assert answer.status_code in {200, 201, 400, 409}, (answer.status_code, answer.content[:300])
    return True


@pytest.fixture(scope="module")
def small_register(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The small register, loaded once for all cells and rolled back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        django_db_blocker.block()
        try:
            yield
        finally:
            django_db_blocker.unblock()
            transaction.set_rollback(True)


def test_every_right_has_a_way_and_every_way_a_right() -> None:
    keys = [(right.action, right.object_kind) for right in RIGHTS]
    assert len(set(keys)) == len(keys)
    assert set(WAYS) == set(keys)
    assert all(WAYS.values())


@pytest.mark.parametrize(("right", "kind", "tie"), CELLS)
def test_what_the_rules_say_is_what_happens(right: Right, kind: str, tie: Tie) -> None:
    expected = tie in right.allowed.get(kind, frozenset())
    world = make_world(kind, tie, right.object_kind)
    # Looking first: what is sent may change who has the right.
    ways = WAYS[right.action, right.object_kind]
    found = {name: is_allowed(way(world)) for name, way in ways.items()}
    assert found == dict.fromkeys(ways, expected)


def test_councillors_change_nothing_at_all() -> None:
    looking = {"see_worklist", "see_arrangement_worklist", "ask_run_when_busy"}
    for right in RIGHTS:
        if right.action not in looking:
            assert MUNICIPAL[0] not in right.allowed, right.action


def test_administrators_have_every_right() -> None:
    for right in RIGHTS:
        assert right.allowed[ADMINISTRATOR] == frozenset(Tie), right.action
