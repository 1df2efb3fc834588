# SPDX-License-Identifier: EUPL-1.2
"""Adding, correcting, ending, confirming and withdrawing arrangements."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import ProtectedError, QuerySet
from django.utils import translation

from samenspel.accounts.models import Event, Role
from samenspel.accounts.rules import operator, visitor
from samenspel.analysis.dutch_text import query_terms
from samenspel.register.actions import (
    ChangedMeanwhile,
    EditRefused,
    Ground,
    add_arrangement,
    appoint_secretariat,
    confirm,
    correct_version,
    end_arrangement,
    withdraw_arrangement,
)
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    ChangeSet,
    Collection,
    HeldValue,
    Participation,
)
from samenspel.register.queries.editing import token_of, values_of, version_to_edit
from samenspel.register.queries.search import matches
from tests.register.small_register import (
    AT,
    GROUND,
    LIGHT,
    OLD,
    SAFETY,
    SAFETY_BEFORE,
    all_states,
    clerk,
    load,
    organisation_of,
    participation,
    person,
    secretariat,
    site,
    slug,
    version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load()


def correct(key: str = SAFETY, **values: Any) -> ChangeSet | None:
    one = version(key)
    return correct_version(
        version=one, values=values, seen=token_of(one), ground=GROUND, by=operator(), at=AT
    )


def found_by(query: str) -> QuerySet[ArrangementVersion]:
    return ArrangementVersion.objects.filter(matches(query_terms(query)))


def refused(**values: Any) -> EditRefused:
    before = all_states()
    with pytest.raises(EditRefused) as found:
        correct(**values)
    assert all_states() == before
    assert not ChangeSet.objects.exists()
    return found.value


def test_correction_is_written_with_before_and_after_and_held() -> None:
    made = correct(name="Veiligheidsregio Kennemerland (nieuw)")
    assert made is not None
    change = made.changes.get()
    assert (change.record_kind, change.record_key) == ("version", f'["{SAFETY}"]')
    assert change.before == {"name": "Veiligheidsregio Kennemerland"}
    assert change.after == {"name": "Veiligheidsregio Kennemerland (nieuw)"}
    held = HeldValue.objects.get()
    assert (held.field, held.source_value, held.held_value) == (
        "name",
        "Veiligheidsregio Kennemerland",
        "Veiligheidsregio Kennemerland (nieuw)",
    )
    assert held.change_set == made
    event = Event.objects.latest("pk")
    assert (event.action, event.object_key, event.result) == (
        "correct_arrangement",
        slug(),
        "done",
    )


def test_correction_back_to_what_the_source_says_is_no_longer_held() -> None:
    was = version().name
    correct(name="Anders")
    correct(name="Weer anders")
    assert HeldValue.objects.get().source_value == was
    correct(name=was)
    assert not HeldValue.objects.exists()


def test_nothing_is_written_when_nothing_differs() -> None:
    values = values_of(version())
    values["purpose"] = values["purpose"].replace("\n", "\r\n") + "  "
    assert correct(**values) is None
    assert not ChangeSet.objects.exists()


def test_every_field_can_be_corrected() -> None:
    wanted: dict[str, Any] = {
        "name": "Naam", "citation_title": "Titel", "legal_form": "gemeenschappelijk_orgaan",
        "is_compulsory": None, "purpose": "Doel\nop twee regels", "powers": "Mandaat",
        "legal_bases": "Wgr|Wvr", "decree_urls": "https://a.example/1|https://a.example/2",
        "status": "unknown", "status_note": "Noot", "valid_from": date(2025, 6, 1),
        "valid_to": date(2030, 1, 1), "seat_place": "Haarlem", "seat_postcode": "2011 AA",
        "seat_municipality": "GM0392", "website": "https://vrk.example/",
        "source_url": "http://bron.example/x", "policy_areas": ("economie", "wonen"),
        "themes": ("bestuurskracht",),
    }  # fmt: skip
    correct(**wanted)
    assert values_of(version()) == wanted


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "), ("name", "x" * 501), ("name", "a\x00b"), ("name", 7), ("name", "\ud800"),
        ("citation_title", "twee\nregels"), ("legal_form", "maatschap"),
        ("legal_form", "projectvereniging"), ("is_compulsory", "ja"), ("status", "weg"),
        ("valid_from", date(1499, 12, 31)), ("valid_to", date(2201, 1, 1)),
        ("valid_to", "2026-02-30"), ("valid_to", 5), ("valid_to", AT),
        ("seat_municipality", "GM9999"), ("seat_municipality", ["GM0392"]),
        ("seat_municipality", "GM0370"), ("website", "javascript:alert(1)"),
        ("website", "https://"), ("website", "https://a b"), ("website", "http://[x"),
        ("decree_urls", "https://a.example|ftp://b.example"), ("policy_areas", ("vissen",)),
        ("policy_areas", "wonen"), ("themes", ("wonen",)), ("purpose", "x" * 100_001),
        ("kleur", "rood"),
    ],
)  # fmt: skip
def test_wrong_value_is_refused_with_its_field(field: str, value: object) -> None:
    assert refused(**{field: value}).field == field


def test_end_before_the_beginning_is_refused() -> None:
    assert refused(valid_to=date(2020, 1, 1)).field == "valid_to"


def test_form_that_is_not_known_may_be_empty() -> None:
    correct(legal_form="")
    assert version().legal_form == ""


def test_period_that_meets_the_version_before_is_refused() -> None:
    found = refused(valid_from=date(2024, 12, 1))
    assert found.field == "valid_from"
    assert "Veiligheidsregio Kennemerland" in found.message
    assert refused(key=SAFETY_BEFORE, valid_to=date(2026, 1, 1)).field == "valid_to"


def test_what_the_source_says_wrongly_may_stay() -> None:
    ArrangementVersion.objects.filter(key=SAFETY).update(website="www.vrk.example")
    assert correct(website="www.vrk.example", name="Anders") is not None
    assert version().website == "www.vrk.example"


def test_municipality_of_the_seat_may_be_left_out_and_be_one_of_the_past() -> None:
    correct(seat_municipality="")
    assert version().seat_municipality is None
    correct(key=SAFETY_BEFORE, valid_to=date(2021, 1, 1), seat_municipality="GM0370")
    assert version(SAFETY_BEFORE).seat_municipality is not None


@pytest.mark.parametrize(
    ("ground", "field"),
    [
        (Ground("", "bron"), "reason"), (Ground("omdat", " "), "source"),
        (Ground("a\x00", "b"), "reason"),
    ],
)  # fmt: skip
def test_ground_has_to_be_filled_in(ground: Ground, field: str) -> None:
    one = version()
    with pytest.raises(EditRefused) as found:
        correct_version(
            version=one, values={"name": "X"}, seen=token_of(one), ground=ground,
            by=operator(), at=AT,
        )  # fmt: skip
    assert found.value.field == field


def test_second_to_save_sees_what_the_first_changed() -> None:
    one = version()
    seen = token_of(one)
    first = clerk("GM0392")
    correct_version(
        version=one, values={"name": "Van de eerste", "seat_place": "Velsen"}, seen=seen,
        ground=GROUND, by=first, at=AT,
    )  # fmt: skip
    correct(key=OLD, name="Een andere regeling")
    confirm(versions=[version()], by=operator(), at=AT)
    with pytest.raises(ChangedMeanwhile) as found:
        correct_version(
            version=one, values={"name": "Van de tweede"}, seen=seen, ground=GROUND,
            by=operator(), at=AT,
        )  # fmt: skip
    said = found.value
    assert [(d.field, d.seen, d.now) for d in said.differences] == [
        ("name", "Veiligheidsregio Kennemerland", "Van de eerste"),
        ("seat_place", one.seat_place, "Velsen"),
    ]
    assert (said.by_name, said.organisation_name) == (first.name, "Gemeente Haarlem")
    assert said.at == AT
    assert said.token == token_of(version())
    assert version().name == "Van de eerste"


def test_token_that_never_was_tells_only_that_it_is_wrong() -> None:
    correct(name="Anders")
    with pytest.raises(ChangedMeanwhile) as found:
        correct_version(
            version=version(), values={"name": "X"}, seen="verzonnen", ground=GROUND,
            by=operator(), at=AT,
        )  # fmt: skip
    assert found.value.differences == ()
    assert found.value.at == AT


def test_token_on_a_record_without_history_tells_nobody() -> None:
    with pytest.raises(ChangedMeanwhile) as found:
        correct_version(
            version=version(), values={"name": "X"}, seen="", ground=GROUND, by=operator(), at=AT
        )
    assert (found.value.by_name, found.value.at) == ("", None)


def test_version_that_is_gone_is_told() -> None:
    one = version(LIGHT)
    one_pk = one.pk
    Arrangement.objects.get(versions=one).delete()
    assert not ArrangementVersion.objects.filter(pk=one_pk).exists()
    with pytest.raises(EditRefused):
        correct_version(
            version=one, values={"name": "X"}, seen="", ground=GROUND, by=operator(), at=AT
        )


def test_corrected_name_is_found_by_search_and_the_old_one_no_longer() -> None:
    correct(name="Brandweerkring Kennemerkust")
    assert found_by("Kennemerkust").filter(key=SAFETY).exists()
    correct(name="Iets geheel anders")
    assert not found_by("Kennemerkust").filter(key=SAFETY).exists()


def test_new_policy_area_is_found_by_search() -> None:
    correct(policy_areas=("cultureel-erfgoed",))
    assert found_by("erfgoed").filter(key=SAFETY).exists()


def end(valid_to: Any, key: str = SAFETY) -> ChangeSet:
    one = version(key)
    return end_arrangement(
        version=one, valid_to=valid_to, seen=token_of(one), ground=GROUND, by=operator(), at=AT
    )


def test_ending_an_arrangement_ends_its_open_participations() -> None:
    made = end(date(2027, 1, 1))
    assert made.kind == "end"
    assert version().valid_to == date(2027, 1, 1)
    ends = set(Participation.objects.filter(version__key=SAFETY).values_list("valid_to", flat=True))
    assert ends == {date(2027, 1, 1)}


def test_participation_that_ended_before_keeps_its_end() -> None:
    was = participation("GM0478", OLD).valid_to
    end(date(2026, 1, 1), OLD)
    assert participation("GM0478", OLD).valid_to == was == date(2016, 1, 1)


def test_ended_some_day_becomes_ended_on_this_day() -> None:
    ArrangementVersion.objects.filter(key=SAFETY).update(status="inactive")
    end(date(2027, 1, 1))
    assert version().status == "active"


def test_end_that_cannot_be_is_refused() -> None:
    for wrong in (None, date(2000, 1, 1)):
        with pytest.raises(EditRefused) as found:
            end(wrong)
        assert found.value.field == "valid_to"
    Participation.objects.filter(version__key=SAFETY, code="GM0392").update(
        valid_from=date(2028, 1, 1)
    )
    with pytest.raises(EditRefused) as found:
        end(date(2027, 1, 1))
    assert "Haarlem" in found.value.message


def test_ending_twice_on_the_same_day_is_refused() -> None:
    end(date(2027, 1, 1))
    with pytest.raises(EditRefused):
        end(date(2027, 1, 1))


MEMBERS = (
    {"kind": "municipality", "municipality": "GM0439"},
    {"kind": "municipality", "municipality": "GM0385", "roles": "Gemeenteraad"},
    {
        "kind": "business", "name": "Haven BV", "code": "12345678", "share_percent": 40,
        "contributions": {2026: ("1000.50", "per inwoner")},
    },
)  # fmt: skip


def add(**changes: Any) -> ArrangementVersion:
    options: dict[str, Any] = {
        "organisation": organisation_of("GM0439"),
        "country": "nl",
        "values": {"name": "Netwerk Waterland", "legal_form": "netwerk", "themes": ["leefklimaat"]},
        "participants": MEMBERS,
        "ground": GROUND,
        "by": clerk("GM0439"),
        "at": AT,
    }
    return add_arrangement(**{**options, **changes})


def test_added_arrangement_stands_in_the_leading_collection_with_its_participants() -> None:
    made = add()
    assert made.collection == Collection.objects.get()
    assert made.key.startswith("samenspel-")
    assert made.arrangement.slug.startswith("netwerk-waterland-")
    assert made.is_entered
    assert made.source == GROUND.source
    assert made.last_confirmed_on == AT.date()
    assert sorted(made.participations.values_list("name", "municipality__code")) == [
        ("Edam-Volendam", "GM0385"), ("Haven BV", None), ("Purmerend", "GM0439"),
    ]  # fmt: skip
    assert str(made.participations.get(name="Haven BV").contributions.get().amount_eur) == "1000.50"
    made_set = ChangeSet.objects.get()
    assert (made_set.kind, made_set.organisation_name) == ("add", "Gemeente Purmerend")
    assert not HeldValue.objects.exists()
    assert found_by("netwerk waterland").filter(pk=made.pk).exists()


def test_added_arrangement_is_there_for_who_added_it_and_loads_leave_it() -> None:
    made = add()
    before = all_states()
    report = load()
    assert report.is_unchanged
    assert all_states() == before
    correct_version(
        version=made, values={"name": "Beter"}, seen=token_of(made), ground=GROUND,
        by=clerk("GM0439"), at=AT,
    )  # fmt: skip
    assert not HeldValue.objects.exists()


def test_secretariat_that_adds_an_arrangement_keeps_it() -> None:
    office = secretariat()
    made = add(organisation=office, by=person(Role.Kind.SECRETARIAT.value, office))
    assert Arrangement.objects.get(pk=made.arrangement_id).secretariat == office


@pytest.mark.parametrize(
    ("changes", "field", "row"),
    [
        ({"country": "be"}, "country", None), ({"values": {}}, "name", None),
        ({"values": {"name": "X", "kleur": "rood"}}, "kleur", None),
        ({"participants": ()}, "participants", None),
        ({"participants": MEMBERS[1:]}, "participants", None),
        ({"participants": (*MEMBERS, MEMBERS[0])}, "municipality", 3),
        ({"participants": (*MEMBERS, {"kind": "business", "name": "HAVEN bv"})}, "name", 3),
        ({"participants": (*MEMBERS, {"kind": "unresolved", "name": "?"})}, "kind", 3),
        ({"participants": (*MEMBERS, {"kind": "province", "name": ""})}, "name", 3),
        ({"participants": (*MEMBERS, {"kind": "municipality", "municipality": "GM0370"})},
         "municipality", 3),
        ({"participants": (*MEMBERS, {"kind": "other", "name": "x", "municipality": "GM0392"})},
         "municipality", 3),
        ({"ground": Ground("", "")}, "reason", None),
    ],
)  # fmt: skip
def test_wrong_addition_is_refused(changes: dict[str, Any], field: str, row: int | None) -> None:
    before = all_states()
    with pytest.raises(EditRefused) as found:
        add(**changes)
    assert (found.value.field, found.value.row) == (field, row)
    assert all_states() == before


def test_same_addition_twice_is_refused() -> None:
    add()
    with pytest.raises(EditRefused):
        add()
    assert add(at=AT + timedelta(seconds=1)).pk


def test_participant_of_the_past_may_take_part_from_a_day_on_which_it_existed() -> None:
    beemster = {
        "kind": "municipality", "municipality": "GM0370", "valid_from": date(2015, 1, 1),
        "valid_to": date(2022, 1, 1),
    }  # fmt: skip
    made = add(participants=(*MEMBERS, beemster))
    assert made.participations.filter(municipality__code="GM0370").exists()


def test_entered_arrangement_can_be_withdrawn_and_a_loaded_one_not() -> None:
    made = add()
    arrangement = made.arrangement
    withdraw_arrangement(
        arrangement=arrangement, seen=token_of(arrangement), ground=GROUND,
        by=clerk("GM0439"), at=AT,
    )  # fmt: skip
    assert not ArrangementVersion.objects.filter(pk=made.pk).exists()
    assert ChangeSet.objects.filter(arrangement_slug=arrangement.slug).count() == 2
    with pytest.raises(EditRefused):
        withdraw_arrangement(arrangement=arrangement, seen="", ground=GROUND, by=operator(), at=AT)
    loaded = version().arrangement
    with pytest.raises(EditRefused):
        withdraw_arrangement(
            arrangement=loaded, seen=token_of(loaded), ground=GROUND, by=operator(), at=AT
        )
    with pytest.raises(ChangedMeanwhile):
        withdraw_arrangement(arrangement=loaded, seen="x", ground=GROUND, by=operator(), at=AT)


def test_load_leaves_the_page_of_a_withdrawn_arrangement_free() -> None:
    made = add()
    arrangement = made.arrangement
    withdraw_arrangement(
        arrangement=arrangement, seen=token_of(arrangement), ground=GROUND, by=operator(), at=AT
    )
    assert load().is_unchanged
    assert Arrangement.objects.filter(pk=arrangement.pk).exists()


def test_confirming_sets_the_day_and_a_load_does_not_set_it_back() -> None:
    made = confirm(versions=[version(), version(LIGHT)], by=operator(), at=AT)
    assert len(made) == 2
    assert {m.kind for m in made} == {"confirm"}
    assert version().last_confirmed_on == AT.date()
    assert load().is_unchanged
    assert version().last_confirmed_on == AT.date()
    assert confirm(versions=[version()], by=operator(), at=AT) == ()


def test_confirming_many_waits_for_nobody_and_is_all_or_nothing() -> None:
    with pytest.raises(PermissionDenied):
        confirm(versions=[version(), version(OLD)], by=clerk("GM0392"), at=AT)
    assert not ChangeSet.objects.exists()
    assert confirm(versions=[], by=operator(), at=AT) == ()


def test_secretariat_is_appointed_by_administrators_only() -> None:
    arrangement, office = version().arrangement, secretariat()
    for actor in (visitor(), clerk("GM0392"), person(Role.Kind.SECRETARIAT.value, office)):
        with pytest.raises(PermissionDenied):
            appoint_secretariat(arrangement=arrangement, organisation=office, by=actor, at=AT)
    by = person(Role.Kind.ADMINISTRATOR.value, site())
    with pytest.raises(EditRefused):
        appoint_secretariat(arrangement=arrangement, organisation=site(), by=by, at=AT)
    appoint_secretariat(arrangement=arrangement, organisation=office, by=by, at=AT)
    appoint_secretariat(arrangement=arrangement, organisation=office, by=by, at=AT)
    assert version().arrangement.secretariat == office
    assert Event.objects.filter(action="appoint_secretariat").count() == 1
    with pytest.raises(ProtectedError):
        office.delete()
    appoint_secretariat(arrangement=arrangement, organisation=None, by=by, at=AT)
    assert version().arrangement.secretariat is None
    arrangement.delete()
    with pytest.raises(EditRefused):
        appoint_secretariat(arrangement=arrangement, organisation=office, by=by, at=AT)


def test_form_starts_from_the_version_of_the_day_or_the_one_asked_for() -> None:
    found = version_to_edit(slug(), AT.date())
    assert (found.version.key, found.token) == (SAFETY, token_of(version()))
    assert [v.key for v in found.others] == [SAFETY_BEFORE]
    assert version_to_edit(slug(), AT.date(), SAFETY_BEFORE).version.key == SAFETY_BEFORE
    for where, key in ((slug(), "nergens"), ("nergens", None)):
        with pytest.raises(ArrangementVersion.DoesNotExist):
            version_to_edit(where, AT.date(), key)


def test_refusals_are_in_the_language_of_the_reader() -> None:
    with translation.override("en"):
        assert refused(name=" ").message == "This may not be empty."
    with translation.override("nl"):
        assert refused(name=" ").message == "Dit mag niet leeg zijn."


def test_an_act_takes_as_many_queries_however_many_participants(
    django_assert_max_num_queries: Any,
) -> None:
    correct(name="Eerst")
    one = version()
    seen = token_of(one)
    with django_assert_max_num_queries(26):
        correct_version(
            version=one, values={"name": "Y"}, seen=seen, ground=GROUND, by=operator(), at=AT
        )
    assert connection.vendor in ("sqlite", "postgresql")
