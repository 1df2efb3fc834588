# SPDX-License-Identifier: EUPL-1.2
"""Two sources about one arrangement: proposed, decided by a person, remembered."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor, operator, visitor
from samenspel.places.models import Municipality, MunicipalityChange, Province
from samenspel.register.actions import Ground, correct_version, undo
from samenspel.register.elsewhere import add_finder, recorded_elsewhere
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Body,
    Collection,
    Participation,
)
from samenspel.register.queries.editing import token_of
from samenspel.stewardship.actions.matching import (
    DecisionRefused,
    decide_field,
    decide_match,
    propose_matches,
)
from samenspel.stewardship.models import FieldDecision, Match, MatchDecision
from samenspel.stewardship.queries.matching import (
    MatchFilter,
    found_elsewhere,
    match_row,
    worklist,
)
from samenspel.stewardship.queries.sides import Line, SideBySide, side_by_side

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 6, 2)
NAMES = {"GM0001": "Aa", "GM0002": "Bee", "GM0003": "Cee", "GM0004": "Dee", "GM0005": "Een"}


def collection(slug: str, kind: str, observed_on: date) -> Collection:
    return Collection.objects.create(
        slug=slug, title=slug.title(), kind=kind, country="nl", observed_on=observed_on,
        complete_from=date(2010, 1, 1) if kind == "register" else None, loaded_at=AT,
        fingerprint="x",
    )  # fmt: skip


def arrangement(source: Collection, key: str, name: str, *codes: str, **more: Any) -> Arrangement:
    made = Arrangement.objects.create(collection=source, slug=f"{key}-{source.slug}")
    version = ArrangementVersion.objects.create(
        arrangement=made, collection=source, key=key, name=name, source=source.title, **more
    )
    for code in codes:
        Participation.objects.create(
            version=version, kind="municipality", code=code, name=NAMES[code],
            municipality=Municipality.objects.get(code=code), source=source.title,
        )  # fmt: skip
    return made


@pytest.fixture
def sources() -> tuple[Collection, Collection]:
    """A register of 2026 and an inventory of 2016; Dee merged into Een in 2020."""
    province = Province.objects.create(code="PV01", name="Oost", country="nl")
    for code, name in NAMES.items():
        Municipality.objects.create(
            code=code, name=name, slug=name.lower(), country="nl", source="x",
            source_on=TODAY, province=province,
        )  # fmt: skip
    MunicipalityChange.objects.create(
        date=date(2020, 1, 1), kind="merge", source="x",
        old=Municipality.objects.get(code="GM0004"), new=Municipality.objects.get(code="GM0005"),
    )  # fmt: skip
    register = collection("register", "register", date(2026, 5, 1))
    inventory = collection("lijst", "inventory", date(2016, 2, 1))
    seat = Municipality.objects.get(code="GM0001")
    arrangement(
        register, "1", "Gemeenschappelijke regeling GGD Oost", "GM0001", "GM0002", "GM0005",
        legal_form="openbaar_lichaam", seat_place="Aa", seat_municipality=seat,
    )  # fmt: skip
    arrangement(register, "2", "Veiligheidsregio Oost", "GM0001", "GM0002", "GM0005")
    arrangement(
        inventory, "a", "GGD Oost", "GM0001", "GM0003", "GM0004", seat_place="Bee",
        legal_form="stichting", purpose="Gezond", seat_municipality=seat,
    )  # fmt: skip
    arrangement(inventory, "b", "Veiligheidsregio Oost", "GM0001", "GM0002")
    return register, inventory


def person(kind: str, organisation: Organisation) -> Actor:
    user = User.objects.create_user(f"{kind}{organisation.pk}@voorbeeld.example", "x", name=kind)
    Role.objects.create(user=user, organisation=organisation, kind=kind)
    return Actor(name=str(user), origin="site", user=user)


@pytest.fixture
def adviser(sources: tuple[Collection, Collection]) -> Actor:
    municipality = Municipality.objects.get(code="GM0001")
    office = Organisation.objects.create(
        kind="municipality", name="Gemeente Aa", municipality=municipality
    )
    return person("adviser", office)


@pytest.fixture
def match(sources: tuple[Collection, Collection]) -> Match:
    """The pair of the health services."""
    register, inventory = sources
    propose_matches(first=inventory, second=register, by=operator(), at=AT)
    return Match.objects.get(first_slug="1-register", second_slug="a-lijst")


def sides(match: Match) -> SideBySide:
    return side_by_side(Match.objects.get(pk=match.pk), on=TODAY)


def line(match: Match, field: str) -> Line:
    return next(one for one in sides(match).lines if one.field == field)


def same(match: Match, by: Actor) -> None:
    decide_match(match=match, state="same", reason="", by=by, at=AT)


def decide(match: Match, field: str, chosen: str, by: Actor, **more: Any) -> FieldDecision:
    given = {"seen": line(match, field).digest, "reason": "gebeld", "at": AT, **more}
    return decide_field(match=match, field=field, chosen=chosen, by=by, **given)


def health() -> ArrangementVersion:
    return ArrangementVersion.objects.select_related("arrangement", "collection").get(
        arrangement__slug="1-register"
    )


def test_pairs_are_proposed_once_in_whichever_order(
    sources: tuple[Collection, Collection],
) -> None:
    register, inventory = sources
    steps: list[str] = []
    first = propose_matches(
        first=inventory, second=register, by=operator(), at=AT, progress=steps.append
    )
    again = propose_matches(first=register, second=inventory, by=operator(), at=AT)
    assert (first.found, first.new, again.new, again.gone) == (2, 2, 0, 0)
    assert len(steps) == 3
    parts = Match.objects.get(second_slug="a-lijst").parts
    assert parts["names"] == ["Gemeenschappelijke regeling GGD Oost", "GGD Oost"]
    assert (parts["common"], parts["only_first"], parts["only_second"]) == (
        ["GM0001", "GM0005"], ["GM0002"], ["GM0003"],
    )  # fmt: skip


def test_only_administrators_compare_sources(
    sources: tuple[Collection, Collection], adviser: Actor
) -> None:
    with pytest.raises(PermissionDenied):
        propose_matches(first=sources[0], second=sources[1], by=adviser, at=AT)


def test_identifiers_of_a_body_and_addresses_are_compared(
    sources: tuple[Collection, Collection],
) -> None:
    register, inventory = sources
    for source, number in ((register, "1"), (inventory, "a")):
        body = Body.objects.create(
            collection=source, key="k", name="Dienst", kvk="50000438", website="http://[kapot"
        )
        ArrangementVersion.objects.filter(collection=source, key=number).update(
            body=body, website="https://www.ggd.example/x",
            source_url="https://organisaties.overheid.nl/123/x",
        )  # fmt: skip
    propose_matches(first=register, second=inventory, by=operator(), at=AT)
    match = Match.objects.get(first_slug="1-register", second_slug="a-lijst")
    assert (match.score, match.parts["is_decisive"]) == (1.0, True)
    row = match_row(match.pk)
    assert row is not None
    assert any("50000438" in text or "123" in text for text in row.why)


def test_arrangements_listed_twice_in_one_source_are_found(
    sources: tuple[Collection, Collection],
) -> None:
    register, _inventory = sources
    arrangement(register, "3", "GGD Oost 2019", "GM0001", "GM0002", "GM0005")
    done = propose_matches(first=register, second=register, by=operator(), at=AT)
    assert (done.found, done.new) == (1, 1)


def test_pair_that_is_no_longer_alike_leaves_the_worklist_and_comes_back(
    sources: tuple[Collection, Collection], match: Match
) -> None:
    version = ArrangementVersion.objects.filter(arrangement__slug="a-lijst")
    version.update(name="Zwembad", seat_municipality=None)
    Participation.objects.filter(version__arrangement__slug="a-lijst").delete()
    done = propose_matches(first=sources[0], second=sources[1], by=operator(), at=AT)
    assert done.gone == 1
    assert len(worklist(MatchFilter(), number=1).rows) == 1
    version.update(name="GGD Oost")
    propose_matches(first=sources[0], second=sources[1], by=operator(), at=AT)
    assert len(worklist(MatchFilter(), number=1).rows) == 2


def test_decision_outlives_a_source_that_drops_the_record(
    sources: tuple[Collection, Collection], match: Match, adviser: Actor
) -> None:
    same(match, adviser)
    Arrangement.objects.get(slug="a-lijst").delete()
    assert match_row(match.pk) is None
    with pytest.raises(DecisionRefused):
        decide_match(match=match, state="different", reason="x", by=adviser, at=AT)
    arrangement(sources[1], "a", "GGD Oost", "GM0001", "GM0003", "GM0004")
    propose_matches(first=sources[0], second=sources[1], by=operator(), at=AT)
    row = match_row(match.pk)
    assert row is not None
    assert row.match.state == "same"


def test_leading_source_stands_first_and_merged_members_are_the_same(match: Match) -> None:
    found = sides(match)
    assert found.leading.collection.slug == "register"
    standings = {one.label: one.standing for one in found.participants}
    assert standings == {"Aa": "same", "Bee": "only_leading", "Cee": "only_other", "Een": "same"}


def test_fields_say_where_the_sources_contradict_each_other(match: Match) -> None:
    found = {one.field: one.standing for one in sides(match).fields}
    assert found["legal_form"] == found["seat_place"] == "differs"
    assert found["purpose"] == "only_other"
    assert found["seat_municipality"] == "same"
    assert "citation_title" not in found
    assert sides(match).differences == 5
    assert line(match, "seat_municipality").leading_text == "Aa"


def test_sources_that_use_the_same_keys_are_kept_apart(match: Match) -> None:
    ArrangementVersion.objects.filter(arrangement__slug="a-lijst").update(key="1")
    found = sides(match)
    assert (found.leading.values["seat_place"], found.other.values["seat_place"]) == ("Aa", "Bee")
    assert len(found.participants) == 4


def test_worklist_filters_by_score_place_and_answer(match: Match, adviser: Actor) -> None:
    assert worklist(MatchFilter(), number=1).counts == {"": 2, "zelfde": 0, "anders": 0}
    assert len(worklist(MatchFilter(province="PV01"), number="x").rows) == 1
    assert len(worklist(MatchFilter(municipality="GM0003", sorting="naam"), number=1).rows) == 1
    assert not worklist(MatchFilter(municipality="GM0003", score="hoog"), number=1).rows
    same(match, adviser)
    found = worklist(MatchFilter(standing="zelfde", municipality="GM0003"), number=1)
    assert [row.match.pk for row in found.rows] == [match.pk]
    assert found.municipality_name == "Cee"
    assert found.rows[0].percent == round(100 * match.score)


def test_answer_is_remembered_with_who_and_can_be_superseded(match: Match, adviser: Actor) -> None:
    same(match, adviser)
    decide_match(match=match, state="different", reason="andere taak", by=adviser, at=AT)
    decide_match(match=match, state="proposed", reason="", by=adviser, at=AT)
    match.refresh_from_db()
    assert match.state == "proposed"
    assert [d.state for d in match.decisions.all()] == ["proposed", "different", "same"]
    assert {d.organisation_name for d in match.decisions.all()} == {"Gemeente Aa"}


@pytest.mark.parametrize(("state", "reason"), [("different", " "), ("misschien", "x")])
def test_answer_without_what_it_needs_is_refused(
    match: Match, adviser: Actor, state: str, reason: str
) -> None:
    with pytest.raises(DecisionRefused):
        decide_match(match=match, state=state, reason=reason, by=adviser, at=AT)


def test_only_who_keeps_the_leading_record_decides(match: Match, adviser: Actor) -> None:
    office = Organisation.objects.get(name="Gemeente Aa")
    region = Organisation.objects.create(kind="secretariat", name="Regio Oost")
    for by in (visitor(), person("councillor", office), person("secretariat", region)):
        with pytest.raises(PermissionDenied):
            same(match, by)
    Arrangement.objects.filter(slug="1-register").update(secretariat=region)
    with pytest.raises(PermissionDenied):
        same(match, adviser)
    own = Actor(name="sec", origin="site", user=User.objects.get(email__startswith="secretariat"))
    same(match, own)
    assert MatchDecision.objects.get().organisation_name == "Regio Oost"


def test_operator_decides_without_an_organisation(match: Match) -> None:
    same(match, operator())
    assert MatchDecision.objects.get().organisation_name == ""


def test_decisions_are_never_changed_or_removed(match: Match, adviser: Actor) -> None:
    same(match, adviser)
    made = MatchDecision.objects.get()
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(TypeError):
        made.delete()
    for write in (
        lambda: MatchDecision.objects.update(state="different"),
        lambda: MatchDecision.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_other_source_that_is_right_corrects_the_record_and_is_named(
    match: Match, adviser: Actor
) -> None:
    same(match, adviser)
    made = decide(match, "seat_place", "second", adviser)
    assert health().seat_place == "Bee"
    assert made.change_set is not None
    assert (made.change_set.kind, made.change_set.reason) == ("decide", "gebeld")
    assert made.change_set.source.startswith("Lijst")
    assert line(match, "seat_place").standing == "same"
    assert not line(match, "seat_place").is_open


@pytest.mark.parametrize("chosen", ["first", "both"])
def test_answer_that_leaves_the_record_is_remembered_until_a_side_changes(
    match: Match, adviser: Actor, chosen: str
) -> None:
    same(match, adviser)
    made = decide(match, "seat_place", chosen, adviser)
    assert (made.change_set, health().seat_place) == (None, "Aa")
    assert (made.first_value, made.second_value) == ("Aa", "Bee")
    assert not line(match, "seat_place").is_open
    ArrangementVersion.objects.filter(arrangement__slug="a-lijst").update(seat_place="Cee")
    again = line(match, "seat_place")
    assert (again.is_stale, again.is_open) == (True, True)
    decide(match, "seat_place", chosen, adviser)
    assert not line(match, "seat_place").is_open
    assert match.field_decisions.count() == 2


def test_correction_that_is_undone_comes_back(match: Match, adviser: Actor) -> None:
    same(match, adviser)
    made = decide(match, "seat_place", "second", adviser)
    assert made.change_set is not None
    undo(change_set=made.change_set, ground=Ground("toch niet", "x"), by=adviser, at=AT)
    assert line(match, "seat_place").is_open


def test_participant_of_the_other_source_is_added(match: Match, adviser: Actor) -> None:
    same(match, adviser)
    made = decide(match, "participant:GM0003", "second", adviser)
    assert health().participations.filter(municipality__code="GM0003").exists()
    assert made.change_set is not None
    assert made.change_set.kind == "decide"


def test_participant_that_the_other_source_lacks_is_ended_on_a_day(
    match: Match, adviser: Actor
) -> None:
    same(match, adviser)
    with pytest.raises(DecisionRefused):
        decide(match, "participant:GM0002", "second", adviser)
    decide(match, "participant:GM0002", "second", adviser, last_day=date(2015, 12, 31))
    ended = health().participations.get(municipality__code="GM0002")
    assert ended.valid_to == date(2016, 1, 1)
    assert all(one.field != "participant:GM0002" for one in sides(match).lines)


@pytest.mark.parametrize(
    "wrong",
    [
        {"chosen": "geen"},
        {"reason": " "},
        {"seen": "iets anders"},
        {"field": "bestaat-niet", "seen": "x"},
        {"field": "seat_municipality", "seen": "x"},
    ],
)
def test_decision_on_something_else_than_was_seen_is_refused(
    match: Match, adviser: Actor, wrong: dict[str, Any]
) -> None:
    same(match, adviser)
    given = {
        "field": "seat_place", "chosen": "second", "reason": "gebeld",
        "seen": line(match, "seat_place").digest, **wrong,
    }  # fmt: skip
    with pytest.raises(DecisionRefused):
        decide_field(match=match, by=adviser, at=AT, **given)
    assert health().seat_place == "Aa"


def test_fields_are_decided_only_for_the_same_arrangement(match: Match, adviser: Actor) -> None:
    with pytest.raises(DecisionRefused):
        decide(match, "seat_place", "second", adviser)


def test_record_that_changes_meanwhile_is_not_overwritten(
    match: Match, adviser: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samenspel.stewardship.actions import matching

    same(match, adviser)
    seen = line(match, "seat_place").digest
    numbers = itertools.count()

    def meanwhile(*args: Any, **kwargs: Any) -> SideBySide:
        found = side_by_side(*args, **kwargs)
        version = health()
        correct_version(
            version=version, values={"purpose": f"Anders {next(numbers)}"}, seen=token_of(version),
            ground=Ground("x", "y"), by=adviser, at=AT,
        )  # fmt: skip
        return found

    monkeypatch.setattr(matching, "side_by_side", meanwhile)
    with pytest.raises(DecisionRefused):
        decide_field(
            match=match, field="seat_place", chosen="second", seen=seen, reason="x",
            by=adviser, at=AT,
        )  # fmt: skip


def test_where_the_inventory_leads_its_record_is_the_one_that_is_corrected(
    sources: tuple[Collection, Collection], match: Match
) -> None:
    Collection.objects.filter(slug="register").update(country="be")
    Collection.objects.filter(slug="lijst").update(country="nl")
    Collection.objects.filter(slug="register").update(country="nl", kind="example")
    assert sides(match).leading.which == "second"
    same(match, operator())
    made = decide(match, "seat_place", "first", operator())
    assert ArrangementVersion.objects.get(arrangement__slug="a-lijst").seat_place == "Aa"
    assert (made.first_value, made.second_value) == ("Aa", "Bee")
    assert decide(match, "legal_form", "both", operator()).change_set is None
    assert not line(match, "legal_form").is_open


def test_page_of_an_arrangement_names_the_other_source_while_the_count_is_right(
    match: Match, adviser: Actor, django_assert_num_queries: Any
) -> None:
    assert found_elsewhere("1-register") == ()
    same(match, adviser)
    with django_assert_num_queries(1):
        (found,) = found_elsewhere("1-register")
    assert (found.source, found.name, found.differences) == ("Lijst", "GGD Oost", 5)
    (back,) = found_elsewhere("a-lijst")
    assert (back.source, back.url) == ("Register", reverse("sources-match", args=[match.pk]))
    decide(match, "seat_place", "second", adviser)
    assert found_elsewhere("1-register")[0].differences == 4
    version = health()
    correct_version(
        version=version, values={"seat_place": "Dee"}, seen=token_of(version),
        ground=Ground("x", "y"), by=adviser, at=AT,
    )  # fmt: skip
    assert found_elsewhere("1-register")[0].differences is None


def test_finder_is_asked_once_however_often_it_is_added(match: Match, adviser: Actor) -> None:
    same(match, adviser)
    add_finder(found_elsewhere)
    assert len(recorded_elsewhere("1-register")) == 1


def test_new_comparison_counts_the_differences_of_decided_pairs(
    sources: tuple[Collection, Collection], match: Match, adviser: Actor
) -> None:
    same(match, adviser)
    ArrangementVersion.objects.filter(arrangement__slug="a-lijst").update(seat_place="Aa")
    propose_matches(first=sources[0], second=sources[1], by=operator(), at=AT)
    assert found_elsewhere("1-register")[0].differences == 4
