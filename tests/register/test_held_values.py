# SPDX-License-Identifier: EUPL-1.2
"""Corrections survive loads: ours stays, the source settles, or somebody decides."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.rules import operator, visitor
from samenspel.register.actions import (
    EditRefused,
    confirm,
    decide_incoming,
    undo,
)
from samenspel.register.models import (
    ChangeSet,
    HeldValue,
    VersionDomain,
)
from samenspel.register.queries.editing import values_of
from tests.register.holding import correct, correct_member, decide, settled, waiting
from tests.register.small_register import (
    AT,
    GROUND,
    LATER,
    SAFETY,
    clerk,
    load,
    participant_said,
    participation,
    said,
    small_package,
    version,
    with_table,
)

pytestmark = pytest.mark.django_db
NAME = "Veiligheidsregio Kennemerland"


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load()


def test_source_that_says_the_same_leaves_ours() -> None:
    correct(name="Van ons")
    settled()
    assert version().name == "Van ons"


def test_source_that_agrees_settles_it() -> None:
    correct(name="Van ons")
    new = said(small_package(), SAFETY, name="Van ons")
    load(new, at=LATER)
    assert not HeldValue.objects.exists()
    told = ChangeSet.objects.get(kind="load")
    assert told.arrangement_slug == version().arrangement.slug
    assert told.held[0][:3] == ["version", f'["{SAFETY}"]', "name"]
    assert told.held[0][4] is None
    settled(new)


def test_source_that_says_something_new_waits_for_a_decision() -> None:
    correct(name="Van ons")
    new = said(small_package(), SAFETY, name="Van hen")
    load(new, at=LATER)
    held = waiting()
    assert (held.source_value, held.held_value, held.incoming_value) == (NAME, "Van ons", "Van hen")
    assert held.incoming_at == LATER
    assert version().name == "Van ons"
    settled(new)
    load()
    assert HeldValue.objects.get().incoming_at is None
    settled()


def test_keeping_ours_knows_what_the_source_says_now() -> None:
    correct(name="Van ons")
    new = said(small_package(), SAFETY, name="Van hen")
    load(new, at=LATER)
    decide(waiting(), keep=True)
    held = HeldValue.objects.get()
    assert (held.source_value, held.incoming_at) == ("Van hen", None)
    settled(new)
    assert version().name == "Van ons"


def test_taking_what_the_source_says_holds_nothing_more() -> None:
    correct(name="Van ons")
    new = said(small_package(), SAFETY, name="Van hen")
    load(new, at=LATER)
    made = decide(waiting(), keep=False)
    assert (made.kind, version().name) == ("decide", "Van hen")
    assert not HeldValue.objects.exists()
    settled(new)
    undo(change_set=made, ground=GROUND, by=operator(), at=LATER)
    assert version().name == "Van ons"
    assert waiting().incoming_value == "Van hen"


def test_correcting_again_to_what_the_source_says_now_settles_it() -> None:
    correct(name="Van ons")
    load(said(small_package(), SAFETY, name="Van hen"), at=LATER)
    correct(name="Nog anders")
    assert waiting().held_value == "Nog anders"
    correct(name="Van hen")
    assert not HeldValue.objects.exists()


def test_nothing_is_decided_twice_or_on_what_was_not_seen() -> None:
    correct(name="Van ons")
    load(said(small_package(), SAFETY, name="Van hen"), at=LATER)
    seen = waiting()
    load(said(small_package(), SAFETY, name="Weer anders"), at=LATER)
    with pytest.raises(EditRefused):
        decide(seen, keep=True)
    decide(waiting(), keep=True)
    with pytest.raises(EditRefused):
        decide(HeldValue.objects.get(), keep=True)
    stale = HeldValue.objects.get()
    HeldValue.objects.all().delete()
    with pytest.raises(EditRefused):
        decide(stale, keep=True)


def test_only_who_keeps_the_record_decides() -> None:
    correct(name="Van ons")
    load(said(small_package(), SAFETY, name="Van hen"), at=LATER)
    for by in (visitor(), clerk("GM0439")):
        with pytest.raises(PermissionDenied):
            decide_incoming(held=waiting(), keep=True, ground=GROUND, by=by, at=LATER)
    decide_incoming(held=waiting(), keep=True, ground=GROUND, by=clerk("GM0392"), at=LATER)


def test_every_kind_of_value_survives_and_waits() -> None:
    correct(
        seat_municipality="GM0377", valid_to=date(2030, 1, 1), is_compulsory=False,
        legal_form="netwerk", status="unknown",
    )  # fmt: skip
    correct_member("GM0394", valid_to=date(2029, 1, 1), share_percent=5)
    settled()
    new = said(
        small_package(), SAFETY, seat_municipality_code="GM0394", in_force_to=date(2031, 1, 1),
        compulsory=None, legal_form="Stichting",
    )  # fmt: skip
    new = participant_said(new, SAFETY, "GM0394", valid_to=date(2028, 1, 1))
    load(new, at=LATER)
    told = dict(
        HeldValue.objects.filter(incoming_at__isnull=False).values_list("field", "incoming_value")
    )
    told.pop("valid_to")
    assert told == {
        "seat_municipality": "GM0394", "is_compulsory": None, "legal_form": "stichting",
    }  # fmt: skip
    assert HeldValue.objects.filter(field="valid_to", incoming_at=LATER).count() == 2
    settled(new)
    for held in HeldValue.objects.filter(incoming_at__isnull=False):
        decide(held, keep=False)
    assert version().seat_municipality.code == "GM0394"  # type: ignore[union-attr]
    assert version().is_compulsory is None
    assert participation("GM0394").valid_to == date(2028, 1, 1)
    settled(new)


def test_source_that_comes_to_our_empty_value_settles_it() -> None:
    correct(is_compulsory=None)
    new = said(small_package(), SAFETY, compulsory=None)
    load(new, at=LATER)
    assert not HeldValue.objects.exists()
    settled(new)


def test_dates_that_would_contradict_each_other_stay_and_wait() -> None:
    correct(valid_to=date(2027, 1, 1))
    new = said(small_package(), SAFETY, in_force_from=date(2028, 1, 1))
    begin = version().valid_from
    load(new, at=LATER)
    assert (version().valid_from, version().valid_to) == (begin, date(2027, 1, 1))
    held = waiting()
    assert (held.field, held.incoming_value) == ("valid_from", "2028-01-01")
    settled(new)
    with pytest.raises(EditRefused):
        decide(held, keep=False)
    correct(valid_to=None)
    settled_from = waiting()
    decide(settled_from, keep=False)
    assert version().valid_from == date(2028, 1, 1)
    settled(new)


def test_confirmation_counts_until_the_source_was_looked_at_later() -> None:
    confirm(versions=[version()], by=operator(), at=AT)
    earlier = said(small_package(), SAFETY, last_verified=AT.date() - timedelta(days=3))
    load(earlier, at=LATER)
    assert version().last_confirmed_on == AT.date()
    assert HeldValue.objects.get().incoming_at is None
    settled(earlier)
    later = said(small_package(), SAFETY, last_verified=AT.date() + timedelta(days=3))
    load(later, at=LATER)
    assert version().last_confirmed_on == AT.date() + timedelta(days=3)
    assert not HeldValue.objects.exists()
    settled(later)


def test_domains_that_people_removed_and_added_stay_so() -> None:
    areas = values_of(version())["policy_areas"]
    correct(policy_areas=(*areas[1:], "wonen"))
    settled()
    new = said(small_package(), SAFETY, policy_areas="wonen")
    load(new, at=LATER)
    assert not VersionDomain.objects.filter(version__key=SAFETY, is_entered=True).exists()
    assert not HeldValue.objects.exists()
    settled(new)


def test_guess_of_a_load_leaves_an_entered_area_entered() -> None:
    bare = said(small_package(), SAFETY, policy_areas=None)
    load(bare)
    one = version()
    guessed = list(one.domains.filter(is_guess=True).values_list("key", flat=True))
    correct(policy_areas=())
    correct(policy_areas=(*guessed, "wonen"))
    settled(bare)


def test_search_finds_what_people_say_after_a_load_and_the_source_after_settling() -> None:
    correct(name="Kennemerkust")
    load(said(small_package(), SAFETY, purpose="Nieuw doel"), at=LATER)
    one = version()
    assert "kennemerkust" in one.search_text.casefold()
    assert "nieuw doel" in one.search_text.casefold()
    new = said(small_package(), SAFETY, name="Kennemerkust")
    load(new, at=LATER)
    settled(new)


def test_body_that_an_undone_load_changed_is_held() -> None:
    keys = small_package().tables["bodies"]["roo_id"].to_list()
    first = said(small_package(), SAFETY, body_roo_id=keys[0])
    second = said(small_package(), SAFETY, body_roo_id=keys[1])
    load(first)
    load(second, at=LATER)
    assert version().body.key == keys[1]  # type: ignore[union-attr]
    undo(
        change_set=ChangeSet.objects.get(kind="load", at=LATER), ground=GROUND, by=operator(),
        at=LATER,
    )  # fmt: skip
    assert version().body.key == keys[0]  # type: ignore[union-attr]
    settled(second)


def test_body_that_the_source_drops_is_told_in_history() -> None:
    keys = small_package().tables["bodies"]["roo_id"].to_list()
    load(said(small_package(), SAFETY, body_roo_id=keys[0]))
    used = small_package().tables["arrangements"]["body_roo_id"].to_list()
    assert keys[0] not in used
    fewer = with_table(small_package(), "bodies", lambda t: t.filter(pl.col("roo_id") != keys[0]))
    report = load(fewer, at=LATER)
    assert {c.table: c.removed for c in report.changes}["body"] == 1
    change = ChangeSet.objects.get(kind="load", at=LATER).changes.get()
    own = dict(zip(*small_package().tables["arrangements"]["id", "body_roo_id"], strict=True))
    assert (change.before, change.after) == ({"body": keys[0]}, {"body": own[SAFETY]})
    settled(fewer)
