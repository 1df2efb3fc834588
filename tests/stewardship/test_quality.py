# SPDX-License-Identifier: EUPL-1.2
"""Each rule finds the record that breaks it and leaves a complete one alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from samenspel.register.models import (
    ArrangementVersion,
    Board,
    ChangeSet,
    HeldValue,
    Participation,
    Resemblance,
    Seat,
    VersionDomain,
)
from samenspel.stewardship.quality import Severity, parse, rules
from samenspel.stewardship.queries.checks import CHECKS, findings
from samenspel.stewardship.queries.findings import Finding
from samenspel.stewardship.queries.quality_overview import quality_overview
from tests.stewardship.small_register import NOW, TODAY, SmallRegister, all_facts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def small() -> SmallRegister:
    return SmallRegister()


def _set(**values: Any) -> Callable[[SmallRegister, ArrangementVersion], None]:
    def change(_small: SmallRegister, version: ArrangementVersion) -> None:
        ArrangementVersion.objects.filter(pk=version.pk).update(**values)

    return change


def _first(version: ArrangementVersion) -> Any:
    return Participation.objects.filter(version=version).order_by("name")


def _no_members(_small: SmallRegister, version: ArrangementVersion) -> None:
    Participation.objects.filter(version=version, code="GM0002").delete()


def _joined_late(_small: SmallRegister, version: ArrangementVersion) -> None:
    ArrangementVersion.objects.filter(pk=version.pk).update(valid_to=date(2027, 1, 1))
    _first(version).filter(code="GM0001").update(valid_from=date(2027, 1, 1))


def _goes_on(_small: SmallRegister, version: ArrangementVersion) -> None:
    ArrangementVersion.objects.filter(pk=version.pk).update(valid_to=date(2024, 1, 1))
    _first(version).filter(code="GM0001").update(valid_to=date(2025, 1, 1))


def _gone_member(small: SmallRegister, version: ArrangementVersion) -> None:
    small.merged("GM0009", "Oudgat", small.places["GM0003"], date(2023, 1, 1))
    small.participation(version, "GM0009")


def _majority(_small: SmallRegister, version: ArrangementVersion) -> None:
    Seat.objects.filter(board__version=version, participation__code="GM0001").update(votes=5)


def _no_board(_small: SmallRegister, version: ArrangementVersion) -> None:
    Board.objects.filter(version=version).delete()


def _no_seats(_small: SmallRegister, version: ArrangementVersion) -> None:
    Seat.objects.filter(board__version=version).update(seats=None, votes=None)


def _guessed_area(_small: SmallRegister, version: ArrangementVersion) -> None:
    VersionDomain.objects.filter(version=version).update(is_guess=True)


def _short_shares(_small: SmallRegister, version: ArrangementVersion) -> None:
    _first(version).update(share_percent=40)


def _resembling(small: SmallRegister, version: ArrangementVersion) -> None:
    other = small.arrangement("Tweeling")
    Resemblance.objects.create(
        version=other, other=version, name_similarity=0.9, member_jaccard=1.0
    )


def _incoming(small: SmallRegister, version: ArrangementVersion) -> None:
    change = ChangeSet.objects.create(
        at=NOW, actor_name="x", origin="site", kind="correct",
        arrangement_slug=version.arrangement.slug,
    )  # fmt: skip
    HeldValue.objects.create(
        collection=small.collection, arrangement_slug=version.arrangement.slug,
        record_kind="version", record_key="k", field="seat_place", source_value="A",
        held_value="B", incoming_value="C", incoming_at=NOW, change_set=change,
    )  # fmt: skip


BREAKS: dict[str, Callable[[SmallRegister, ArrangementVersion], None]] = {
    "end-before-begin": _set(valid_to=date(2020, 1, 1)),
    "joined-after-end": _joined_late,
    "ended-but-open": _goes_on,
    "member-no-longer-exists": _gone_member,
    "fewer-than-two": _no_members,
    "majority-of-votes": _majority,
    "no-legal-form": _set(legal_form="unknown"),
    "no-legal-bases": _set(legal_bases=" | "),
    "no-powers": _set(powers=""),
    "no-seat": _set(seat_postcode=""),
    "no-begin-date": _set(valid_from=None),
    "no-board": _no_board,
    "board-without-seats": _no_seats,
    "no-policy-area": _guessed_area,
    "shares-not-100": _short_shares,
    "source-says-new": _incoming,
    "looks-the-same": _resembling,
    "unconfirmed": _set(last_confirmed_on=date(2024, 11, 21)),
    "no-source-address": _set(source_url=""),
    "no-secretariat": _set(),
}


def _found(key: str) -> list[Finding]:
    return [f for f in findings(all_facts()) if f.rule.key == key]


def test_every_rule_has_a_function_and_every_function_a_rule() -> None:
    assert set(CHECKS) == set(rules()) == set(BREAKS)


@pytest.mark.parametrize("key", BREAKS)
def test_rule_finds_the_record_that_breaks_it(small: SmallRegister, key: str) -> None:
    version = small.arrangement("Kapot")
    BREAKS[key](small, version)
    assert version.arrangement.slug in {f.record.slug for f in _found(key)}


@pytest.mark.parametrize("key", BREAKS)
def test_rule_leaves_a_complete_record_alone(small: SmallRegister, key: str) -> None:
    small.arrangement("Heel", secretariat=small.secretariat())
    assert _found(key) == []


@pytest.mark.parametrize("key", BREAKS)
def test_every_finding_has_a_sentence_in_both_languages_and_a_page(
    small: SmallRegister, key: str
) -> None:
    BREAKS[key](small, small.arrangement("Kapot"))
    for finding in _found(key):
        with translation.override("nl"):
            dutch = finding.sentence
        with translation.override("en"):
            assert finding.sentence != dutch
        assert "{" not in dutch
        assert finding.fix_url.startswith("/samenwerkingen/")


def test_successor_is_proposed_for_a_member_that_is_no_more(small: SmallRegister) -> None:
    _gone_member(small, small.arrangement("Kapot"))
    (finding,) = _found("member-no-longer-exists")
    assert "Ceesveen" in finding.sentence
    assert finding.since == date(2023, 1, 1)


def test_without_a_known_successor_it_says_so(small: SmallRegister) -> None:
    small.place("GM0009", "Oudgat", valid_to=date(2023, 1, 1))
    small.participation(small.arrangement("Kapot"), "GM0009")
    (finding,) = _found("member-no-longer-exists")
    assert "niet bekend" in finding.sentence


def test_half_of_the_votes_is_no_majority(small: SmallRegister) -> None:
    version = small.arrangement("Drie", ("GM0001", "GM0002", "GM0003"))
    Seat.objects.filter(board__version=version, participation__code="GM0001").update(votes=2)
    assert _found("majority-of-votes") == []


def test_votes_that_are_partly_unknown_are_not_judged(small: SmallRegister) -> None:
    version = small.arrangement("Kapot")
    _majority(small, version)
    Seat.objects.filter(board__version=version, participation__code="GM0002").update(votes=None)
    assert _found("majority-of-votes") == []


def test_an_executive_board_may_be_uneven(small: SmallRegister) -> None:
    version = small.arrangement("Kapot")
    _majority(small, version)
    Board.objects.filter(version=version).update(kind="executive")
    assert _found("majority-of-votes") == []


def test_shares_that_are_partly_unknown_are_not_judged_unless_too_much(
    small: SmallRegister,
) -> None:
    version = small.arrangement("Kapot")
    _first(version).filter(code="GM0001").update(share_percent=60)
    assert _found("shares-not-100") == []
    small.participation(version, "GM0003", share_percent=55)
    assert [f.values["total"] for f in _found("shares-not-100")] == [115]


def test_shares_of_100_with_rounding_are_fine(small: SmallRegister) -> None:
    version = small.arrangement("Heel", ("GM0001", "GM0002", "GM0003"))
    _first(version).update(share_percent=33.3)
    assert _found("shares-not-100") == []


def test_exactly_two_years_ago_is_not_too_long(small: SmallRegister) -> None:
    small.arrangement("Heel", last_confirmed_on=date(2024, 11, 22))
    assert _found("unconfirmed") == []


def test_never_confirmed_is_too_long(small: SmallRegister) -> None:
    small.arrangement("Nooit", last_confirmed_on=None)
    (finding,) = _found("unconfirmed")
    assert "nog nooit" in finding.sentence


def test_two_years_before_a_leap_day_is_a_day_that_exists(small: SmallRegister) -> None:
    small.arrangement("Heel", last_confirmed_on=date(2026, 2, 28))
    assert [f for f in findings(all_facts(date(2028, 2, 29))) if f.rule.key == "unconfirmed"] == []


def test_open_participations_end_with_the_arrangement(small: SmallRegister) -> None:
    small.arrangement("Oud", valid_to=date(2024, 1, 1))
    assert [f for f in findings(all_facts()) if f.record.slug == "oud"] == []


def test_a_participation_of_no_day_is_found(small: SmallRegister) -> None:
    version = small.arrangement("Kapot")
    day = date(2021, 1, 1)
    small.participation(version, "GM0003", valid_from=day, valid_to=day)
    (finding,) = _found("end-before-begin")
    assert finding.subject == "GM0003"
    assert finding.municipality_id == small.places["GM0003"].pk


def test_light_forms_need_no_seat_or_legal_basis(small: SmallRegister) -> None:
    small.arrangement("Licht", legal_form="convenant", seat_place="", legal_bases="", powers="")
    assert not {f.rule.key for f in findings(all_facts())} & {"no-seat", "no-legal-bases"}


def test_the_number_of_queries_does_not_grow(
    small: SmallRegister, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        _gone_once = small.arrangement(f"Regeling {number}")
    _gone_member(small, _gone_once)
    with django_assert_max_num_queries(4):
        assert findings(all_facts())


def test_the_overview_counts_arrangements_and_shares(small: SmallRegister) -> None:
    small.arrangement("Heel", secretariat=small.secretariat())
    _no_members(small, small.arrangement("Kapot", secretariat=small.secretariat()))
    page = quality_overview(all_facts(), "nl")
    line = next(line for line in page.lines if line.rule.key == "fewer-than-two")
    assert (line.findings, line.arrangements, line.share) == (1, 1, 0.5)
    assert (page.in_force, page.clean) == (2, 1)


def test_a_country_without_arrangements_has_no_shares(small: SmallRegister) -> None:
    page = quality_overview(all_facts(), "be")
    assert {line.share for line in page.lines} == {None}
    assert page.chart is None


def test_rules_for_one_country_are_only_about_it(small: SmallRegister) -> None:
    small.collection.country = "be"
    small.collection.save()
    small.arrangement("Vlaams", powers="", legal_bases="", legal_form="projectvereniging")
    assert _found("no-powers") == []
    assert "no-powers" not in {line.rule.key for line in quality_overview(all_facts(), "be").lines}


@pytest.mark.parametrize(
    "wrong",
    [
        'severity = "terrible"',
        'keeper = "nobody"',
        'title = { nl = "Alleen Nederlands" }',
    ],
)
def test_a_rule_that_is_not_complete_is_refused(wrong: str) -> None:
    good = {
        "severity": 'severity = "wrong"', "keeper": 'keeper = "record"',
        "title": 'title = { nl = "a", en = "b" }',
    }  # fmt: skip
    lines = [wrong if wrong.startswith(name) else line for name, line in good.items()]
    both = '{ nl = "a", en = "b" }'
    text = "\n".join(
        ["[[rule]]", 'key = "x"', 'page = "arrangement"', *lines, f"text = {both}",
         f"todo = {both}", f"source = {both}"]
    )  # fmt: skip
    with pytest.raises(ValueError, match=r"terrible|nobody|title\.en"):
        parse(text)


def test_a_key_that_occurs_twice_is_refused() -> None:
    both = '{ nl = "a", en = "b" }'
    one = "\n".join(
        ["[[rule]]", 'key = "x"', 'page = "a"', 'severity = "wrong"', 'keeper = "own"',
         f"title = {both}", f"text = {both}", f"todo = {both}", f"source = {both}"]
    )  # fmt: skip
    with pytest.raises(ValueError, match="twice"):
        parse(f"{one}\n{one}")


def test_severities_are_ordered_from_bad_to_mild() -> None:
    assert [s.rank for s in (Severity.WRONG, Severity.MISSING, Severity.CHECK)] == [0, 1, 2]


# The page


def test_the_overview_is_open_to_everybody(client: Client, small: SmallRegister) -> None:
    _no_board(small, small.arrangement("Kapot"))
    text = client.get(f"/gegevens/kwaliteit/?peildatum={TODAY}").content.decode()
    assert "Geen bestuur" in text
    assert "artikel 12" in text
    english = client.get(f"/en/gegevens/kwaliteit/?peildatum={TODAY}").content.decode()
    assert "No board" in english


def test_the_overview_without_data_is_a_page(client: Client) -> None:
    assert client.get("/gegevens/kwaliteit/").status_code == 200


def test_the_overview_as_csv(client: Client, small: SmallRegister) -> None:
    _no_board(small, small.arrangement("Kapot"))
    text = client.get(f"/gegevens/kwaliteit.csv?peildatum={TODAY}").content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("country,rule,title,severity,findings")
    assert any(line.startswith("nl,no-board,") for line in text.splitlines())


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/gegevens/kwaliteit.pdf", 404),
        ("/gegevens/kwaliteit.csv?peildatum=2016-02-31", 400),
        ("/gegevens/kwaliteit/?peildatum=2016-02-31", 400),
        ("/gegevens/kwaliteit/?land=fr", 200),
    ],
)
def test_impossible_addresses_are_refused(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status
