# SPDX-License-Identifier: EUPL-1.2
"""A municipality's own list: looked at row by row, taken over as a whole, undone as a whole."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor, operator
from samenspel.places.models import Municipality
from samenspel.register.actions import Ground, correct_version
from samenspel.register.lists.workbooks import ListRefused
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    ChangeSet,
    Collection,
    Contribution,
    Participation,
    in_force,
)
from samenspel.register.queries.editing import token_of
from samenspel.stewardship.actions.imports import (
    ImportRefused,
    RegisterMoved,
    apply_list,
    choose,
    discard_list,
    store_list,
    undo_list,
)
from samenspel.stewardship.models import ImportedList
from samenspel.stewardship.own_list.downloads import column_keys, template_rows
from samenspel.stewardship.queries.imports import DryRun, dry_run
from samenspel.stewardship.queries.own_records import known_places, own_records
from samenspel.stewardship.rules import acting_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
AT = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 6, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 6, 2)
GROUND = Ground("jaarlijkse controle", "eigen register van de griffie")
GGD = "ggd-zaanstreek-waterland-voorbeeld"
NOBODY = "No municipality, province or water board is called “Nergenshuizen”."
HEALTH = "GGD Zaanstreek-Waterland"


@pytest.fixture
def purmerend() -> Municipality:
    return Municipality.objects.get(code="GM0439")


def now(slug: str) -> ArrangementVersion:
    """The version in force."""
    return ArrangementVersion.objects.select_related("arrangement", "collection").get(
        in_force(TODAY), arrangement__slug=slug
    )


def person(kind: str, organisation: Organisation, email: str = "") -> Actor:
    email = email or f"{kind}-{organisation.pk}@voorbeeld.example"
    user = User.objects.create_user(email, "x", name=f"Iemand ({kind})")
    Role.objects.create(user=user, organisation=organisation, kind=kind)
    return Actor(name=str(user), origin="site", user=user)


def office(municipality: Municipality) -> Organisation:
    return Organisation.objects.create(
        kind="municipality", name=f"Gemeente {municipality.name}", municipality=municipality
    )


@pytest.fixture
def adviser(purmerend: Municipality) -> Actor:
    return person("adviser", office(purmerend))


def written(rows: list[dict[str, str]]) -> bytes:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, heads, delimiter=";", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("cp1252")


def sent(
    municipality: Municipality, by: Actor, *rows: dict[str, str], at: datetime = AT
) -> ImportedList:
    return store_list(
        municipality=municipality, content=written(list(rows)), filename="lijst.csv", by=by, at=at
    )


def looked_at(imported: ImportedList, by: Actor, on: date = TODAY) -> DryRun:
    return dry_run(imported, on=on, actor=by)


def taken_over(imported: ImportedList, by: Actor, *, at: datetime = AT, **more: Any) -> DryRun:
    run = looked_at(imported, by, on=at.date())
    given = {"ends": {}, "ground": GROUND, **more}
    apply_list(imported=imported, seen=run.digest, by=by, at=at, **given)
    return run


def kinds(run: DryRun) -> dict[str, int]:
    return {kind: number for kind, number in run.counts.items() if number}


def everything() -> list[Any]:
    """All that the register says."""
    return [
        *ArrangementVersion.objects.order_by("pk").values_list(),
        *Participation.objects.order_by("pk").values_list(),
        *Contribution.objects.order_by("pk").values_list(),
        *ChangeSet.objects.order_by("pk").values_list(),
    ]


def test_template_sent_back_says_all_the_same(purmerend: Municipality, adviser: Actor) -> None:
    places = known_places(TODAY, "nl")
    acts_for = acting_for(adviser, purmerend, on=TODAY)
    records = own_records(purmerend, places, on=TODAY, actor=adviser, acts_for=acts_for)
    keys = column_keys(records, TODAY)
    rows = template_rows(records, keys, places.known)
    table = [
        {k: "" if c is None else str(c) for k, c in zip(keys, row, strict=True)} for row in rows
    ]
    run = looked_at(sent(purmerend, adviser, *table), adviser)
    assert kinds(run) == {"same": len(records)}
    assert not run.missing
    assert any(cell for row in rows for cell in row if isinstance(cell, date))


def test_looking_writes_nothing(purmerend: Municipality, adviser: Actor) -> None:
    before = everything()
    imported = sent(purmerend, adviser, {"Naam": "Iets nieuws"}, {"Naam": HEALTH, "Plaats": "Oost"})
    assert kinds(looked_at(imported, adviser)) == {"new": 1, "changed": 1}
    assert everything() == before


def test_changed_row_says_what_is_and_what_becomes(purmerend: Municipality, adviser: Actor) -> None:
    imported = sent(purmerend, adviser, {"Kenmerk": GGD, "Naam": HEALTH, "Plaats": "Purmerend"})
    (outcome,) = looked_at(imported, adviser).outcomes
    (difference,) = outcome.differences
    assert (difference.old_text, difference.new_text) == ("Zaandam", "Purmerend")
    assert (outcome.row.number, outcome.how) == (2, "identifier")


def test_empty_cells_change_nothing_and_the_mark_empties(
    purmerend: Municipality, adviser: Actor
) -> None:
    imported = sent(purmerend, adviser, {"Naam": HEALTH, "Doel": "", "Website": "[leeg]"})
    (outcome,) = looked_at(imported, adviser).outcomes
    assert [(d.key, d.new) for d in outcome.differences] == [("website", "")]
    assert outcome.how == "name"


def test_wrong_cells_are_named_with_what_was_expected(
    purmerend: Municipality, adviser: Actor
) -> None:
    imported = sent(
        purmerend,
        adviser,
        {"Naam": "Goed", "Geldig vanaf": "31-02-2020", "Rechtsvorm": "Verzonnen"},
        {"Naam": "", "Geldig vanaf": "43831", "Plaats": "Oost"},
        {"Naam": "Derde", "Andere deelnemers": "Nergenshuizen; Edam-Volendam"},
    )
    with translation.override("en"):
        run = looked_at(imported, adviser)
    errors = [(o.row.number, e.column, e.what) for o in run.of_kind("wrong") for e in o.errors]
    assert errors == [
        (2, "In force from", "“31-02-2020” is a date that does not exist."),
        (2, "Legal form", "“Verzonnen” is not a legal form."),
        (3, "Name", "The name is missing."),
        (4, "Other participants", NOBODY),
    ]  # fmt: skip


def test_all_right_rows_are_written_and_the_wrong_ones_stay(
    purmerend: Municipality, adviser: Actor
) -> None:
    imported = sent(
        purmerend,
        adviser,
        {"Naam": HEALTH, "Plaats": "Purmerend", "Organen": "raad", "Bijdrage 2026": "€ 1.250,50"},
        {"Naam": "Zwembad Weidevenne", "Rechtsvorm": "Stichting", "Geldig vanaf": "43831",
         "Andere deelnemers": "Edam-Volendam; provincie Noord-Holland",
         "Wij doen mee vanaf": "2020-01-01"},
        {"Naam": "Fout", "Verplicht": "misschien"},
    )  # fmt: skip
    taken_over(imported, adviser)
    version = now(GGD)
    own = version.participations.get(municipality=purmerend)
    assert (version.seat_place, own.roles) == ("Purmerend", "Gemeenteraad")
    assert own.contributions.get(year=2026).amount_eur == Decimal("1250.50")
    new = ArrangementVersion.objects.get(name="Zwembad Weidevenne")
    assert (new.legal_form, new.valid_from, new.source) == (
        "stichting", date(2020, 1, 1), GROUND.source,
    )  # fmt: skip
    assert sorted(new.participations.values_list("name", flat=True)) == [
        "Edam-Volendam", "Noord-Holland", "Purmerend",
    ]  # fmt: skip
    imported.refresh_from_db()
    assert (imported.state, imported.reason) == ("applied", GROUND.reason)
    assert {c.kind for c in imported.change_sets.all()} == {"import"}
    assert {c.reason for c in imported.change_sets.all()} == {GROUND.reason}
    assert kinds(looked_at(imported, adviser)) == {"same": 2, "wrong": 1}


def test_same_file_again_says_all_the_same(purmerend: Municipality, adviser: Actor) -> None:
    row = {"Naam": HEALTH, "Plaats": "Purmerend"}
    taken_over(sent(purmerend, adviser, row), adviser)
    again = sent(purmerend, adviser, row, at=LATER)
    assert kinds(looked_at(again, adviser)) == {"same": 1}
    run = looked_at(again, adviser)
    with pytest.raises(ImportRefused):
        apply_list(imported=again, seen=run.digest, ends={}, ground=GROUND, by=adviser, at=LATER)


def test_list_is_undone_as_a_whole_and_can_be_sent_again(
    purmerend: Municipality, adviser: Actor
) -> None:
    table = (
        {"Naam": HEALTH, "Plaats": "Purmerend"},
        {"Naam": "Zwembad Weidevenne", "Geldig vanaf": "1-1-2020"},
    )
    imported = sent(purmerend, adviser, *table)
    taken_over(imported, adviser)
    undo_list(imported=imported, ground=GROUND, by=adviser, at=LATER)
    assert now(GGD).seat_place == "Zaandam"
    assert not Arrangement.objects.filter(versions__name="Zwembad Weidevenne").exists()
    imported.refresh_from_db()
    assert imported.state == "undone"
    with pytest.raises(ImportRefused):
        undo_list(imported=imported, ground=GROUND, by=adviser, at=LATER)
    again = sent(purmerend, adviser, *table, at=LATER)
    assert kinds(looked_at(again, adviser)) == {"new": 1, "changed": 1}


def correct(slug: str, by: Actor, at: datetime = AT, **values: Any) -> None:
    version = now(slug)
    correct_version(
        version=version, values=values, seen=token_of(version), ground=GROUND, by=by, at=at
    )


def test_undo_stops_when_somebody_changed_one_of_them_since(
    purmerend: Municipality, adviser: Actor
) -> None:
    imported = sent(
        purmerend,
        adviser,
        {"Naam": HEALTH, "Plaats": "Purmerend"},
        {"Naam": "Metropoolregio Amsterdam", "Plaats": "Purmerend"},
    )
    taken_over(imported, adviser)
    correct(GGD, adviser, LATER, seat_place="Monnickendam")
    before = everything()
    with pytest.raises(ImportRefused):
        undo_list(imported=imported, ground=GROUND, by=adviser, at=LATER)
    assert everything() == before
    imported.refresh_from_db()
    assert imported.state == "applied"


def test_nothing_unseen_is_written_when_the_register_moved(
    purmerend: Municipality, adviser: Actor
) -> None:
    imported = sent(purmerend, adviser, {"Naam": HEALTH, "Plaats": "Purmerend"})
    run = looked_at(imported, adviser)
    correct(GGD, adviser, seat_place="Monnickendam")
    before = everything()
    with pytest.raises(RegisterMoved):
        apply_list(imported=imported, seen=run.digest, ends={}, ground=GROUND, by=adviser, at=LATER)
    assert everything() == before
    taken_over(imported, adviser, at=LATER)
    assert now(GGD).seat_place == "Purmerend"


def test_record_that_changes_while_it_is_written_stops_everything(
    purmerend: Municipality, adviser: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samenspel.stewardship.actions import imports

    imported = sent(purmerend, adviser, {"Naam": "Nieuw"}, {"Naam": HEALTH, "Plaats": "Purmerend"})
    run = looked_at(imported, adviser)

    def meanwhile(*args: Any, **kwargs: Any) -> DryRun:
        found = dry_run(*args, **kwargs)
        correct(GGD, adviser, seat_place="Monnickendam")
        return found

    monkeypatch.setattr(imports, "dry_run", meanwhile)
    with pytest.raises(RegisterMoved):
        apply_list(imported=imported, seen=run.digest, ends={}, ground=GROUND, by=adviser, at=LATER)
    assert not ArrangementVersion.objects.filter(name="Nieuw").exists()


def test_row_that_the_register_refuses_stops_everything_and_is_named(
    purmerend: Municipality, adviser: Actor
) -> None:
    imported = sent(
        purmerend,
        adviser,
        {"Naam": "Nieuw"},
        {"Naam": HEALTH, "Wij doen mee tot en met": "31-12-1990"},
    )
    before = everything()
    with pytest.raises(ImportRefused) as refused:
        taken_over(imported, adviser)
    assert (refused.value.row, everything()) == (3, before)


@pytest.mark.parametrize("ground", [Ground("", "bron"), Ground("reden", " ")])
def test_without_reason_or_source_nothing_is_written(
    purmerend: Municipality, adviser: Actor, ground: Ground
) -> None:
    imported = sent(purmerend, adviser, {"Naam": HEALTH, "Plaats": "Purmerend"})
    with pytest.raises(ImportRefused) as refused:
        taken_over(imported, adviser, ground=ground)
    assert refused.value.field in {"reason", "source"}


def test_row_about_nothing_known_but_much_alike_asks_for_a_choice(
    purmerend: Municipality, adviser: Actor
) -> None:
    imported = sent(purmerend, adviser, {"Naam": "GGD Zaanstreek Waterlnd", "Plaats": "Purmerend"})
    (outcome,) = looked_at(imported, adviser).of_kind("choose")
    assert outcome.proposals[0].slug == GGD
    assert 60 <= outcome.proposals[0].percent <= 100
    assert all(m.known.slug != GGD for m in looked_at(imported, adviser).missing)
    choose(imported=imported, choices={2: GGD}, by=adviser, at=AT)
    imported.refresh_from_db()
    (outcome,) = looked_at(imported, adviser).of_kind("changed")
    assert (outcome.known and outcome.known.slug, outcome.how) == (GGD, "chosen")
    choose(imported=imported, choices={2: "new"}, by=adviser, at=AT)
    imported.refresh_from_db()
    assert kinds(looked_at(imported, adviser)) == {"new": 1}
    choose(imported=imported, choices={2: ""}, by=adviser, at=AT)
    imported.refresh_from_db()
    assert kinds(looked_at(imported, adviser)) == {"choose": 1}


def test_two_of_the_same_name_ask_for_a_choice(purmerend: Municipality, adviser: Actor) -> None:
    version = now("metropoolregio-amsterdam-voorbeeld")
    ArrangementVersion.objects.filter(pk=version.pk).update(name=HEALTH)
    (outcome,) = looked_at(sent(purmerend, adviser, {"Naam": HEALTH}), adviser).outcomes
    assert (outcome.kind, len(outcome.proposals)) == ("choose", 2)


def test_second_row_about_one_arrangement_is_wrong(purmerend: Municipality, adviser: Actor) -> None:
    imported = sent(
        purmerend, adviser, {"Naam": HEALTH}, {"Naam": HEALTH}, {"Naam": "N"}, {"Naam": "N"}
    )
    assert kinds(looked_at(imported, adviser)) == {"same": 1, "wrong": 2, "new": 1}


def test_unknown_identifier_is_wrong(purmerend: Municipality, adviser: Actor) -> None:
    imported = sent(purmerend, adviser, {"Kenmerk": "123456", "Naam": HEALTH})
    assert kinds(looked_at(imported, adviser)) == {"wrong": 1}


def test_joining_an_arrangement_that_is_there_adds_a_participation(
    adviser: Actor, purmerend: Municipality
) -> None:
    slug = "recreatieschap-twiske-waterland-voorbeeld"
    version = now(slug)
    version.participations.filter(municipality=purmerend).delete()
    imported = sent(
        purmerend, person("administrator", _site()), {"Kenmerk": slug, "Naam": version.name}
    )
    administrator = person("administrator", _site(), "tweede@voorbeeld.example")
    (outcome,) = looked_at(imported, administrator).outcomes
    assert (outcome.kind, outcome.takes_part, outcome.differences) == ("changed", False, ())
    taken_over(imported, administrator)
    assert version.participations.filter(municipality=purmerend).exists()


def _site() -> Organisation:
    return Organisation.objects.get_or_create(kind="site", name="Beheer")[0]


def test_joining_is_refused_to_who_does_not_keep_the_record(
    adviser: Actor, purmerend: Municipality
) -> None:
    version = now(GGD)
    version.participations.filter(municipality=purmerend).delete()
    (outcome,) = looked_at(sent(purmerend, adviser, {"Naam": HEALTH}), adviser).outcomes
    assert outcome.kind == "wrong"


def test_record_of_a_secretariat_is_left_alone_but_ones_own_participation_is_not(
    purmerend: Municipality, adviser: Actor
) -> None:
    secretariat = Organisation.objects.create(kind="secretariat", name="Secretariaat GGD")
    Arrangement.objects.filter(slug=GGD).update(secretariat=secretariat)
    row = {"Naam": HEALTH, "Plaats": "Purmerend", "Aandeel (%)": "12,5"}
    (outcome,) = looked_at(sent(purmerend, adviser, row), adviser).outcomes
    assert outcome.kind == "wrong"
    assert "Secretariaat GGD" in outcome.errors[0].what
    own = sent(purmerend, adviser, {"Naam": HEALTH, "Aandeel (%)": "12,5"})
    assert kinds(looked_at(own, adviser)) == {"changed": 1}
    taken_over(own, adviser)
    found = now(GGD).participations.get(municipality=purmerend)
    assert found.share_percent == pytest.approx(12.5)


def test_new_participants_are_added_and_nobody_is_taken_away(
    purmerend: Municipality, adviser: Actor
) -> None:
    others = "Gemeente Haarlem; Waterschap Hollands Noorderkwartier; Purmerend"
    imported = sent(purmerend, adviser, {"Naam": HEALTH, "Andere deelnemers": others})
    before = now(GGD).participations.count()
    taken_over(imported, adviser)
    found = now(GGD).participations
    assert found.count() == before + 2
    assert found.get(name="Waterschap Hollands Noorderkwartier").kind == "water_board"


def test_what_is_not_in_the_list_is_left_or_ended(purmerend: Municipality, adviser: Actor) -> None:
    imported = sent(purmerend, adviser, {"Naam": HEALTH})
    run = looked_at(imported, adviser)
    gone = next(m for m in run.missing if m.known.slug == "metropoolregio-amsterdam-voorbeeld")
    assert gone.may_end
    taken_over(imported, adviser, ends={gone.participation_id: date(2026, 1, 1)})
    ended = Participation.objects.get(pk=gone.participation_id)
    assert ended.valid_to == date(2026, 1, 1)
    assert len(looked_at(imported, adviser).missing) == len(run.missing) - 1


def test_ending_what_the_list_has_is_refused(purmerend: Municipality, adviser: Actor) -> None:
    imported = sent(purmerend, adviser, {"Naam": HEALTH})
    own = now(GGD).participations.get(municipality=purmerend)
    with pytest.raises(RegisterMoved):
        taken_over(imported, adviser, ends={own.pk: date(2026, 1, 1)})


def test_end_before_the_beginning_is_refused_with_the_name(
    purmerend: Municipality, adviser: Actor
) -> None:
    imported = sent(purmerend, adviser, {"Naam": HEALTH})
    run = looked_at(imported, adviser)
    one = next(
        m for m in run.missing
        if Participation.objects.get(pk=m.participation_id).valid_from is not None
    )  # fmt: skip
    with pytest.raises(ImportRefused) as refused:
        taken_over(imported, adviser, ends={one.participation_id: date(1900, 1, 2)})
    assert one.known.name in refused.value.message


def test_participation_that_changes_while_it_is_ended_stops_everything(
    purmerend: Municipality, adviser: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samenspel.stewardship.actions import imports

    imported = sent(purmerend, adviser, {"Naam": HEALTH})
    run = looked_at(imported, adviser)
    pk = run.missing[0].participation_id

    def meanwhile(*args: Any, **kwargs: Any) -> DryRun:
        found = dry_run(*args, **kwargs)
        Participation.objects.filter(pk=pk).update(roles="Burgemeester")
        return found

    monkeypatch.setattr(imports, "dry_run", meanwhile)
    with pytest.raises(RegisterMoved):
        apply_list(
            imported=imported, seen=run.digest, ends={pk: date(2026, 1, 1)}, ground=GROUND,
            by=adviser, at=LATER,
        )  # fmt: skip


def test_municipality_without_an_organisation_cannot_add(purmerend: Municipality) -> None:
    by = person("administrator", _site())
    imported = sent(purmerend, by, {"Naam": "Nieuw"})
    with pytest.raises(ImportRefused) as refused:
        taken_over(imported, by)
    assert refused.value.row == 2


def test_thrown_away_list_is_neither_taken_over_nor_thrown_away_again(
    purmerend: Municipality, adviser: Actor
) -> None:
    imported = sent(purmerend, adviser, {"Naam": "Nieuw"})
    discard_list(imported=imported, by=adviser, at=AT)
    with pytest.raises(ImportRefused):
        discard_list(imported=imported, by=adviser, at=AT)
    with pytest.raises(ImportRefused):
        taken_over(imported, adviser)


@pytest.mark.parametrize("kind", ["councillor", "secretariat"])
def test_others_may_do_nothing_with_a_list(
    kind: str, purmerend: Municipality, adviser: Actor
) -> None:
    organisation = (
        Organisation.objects.get(municipality=purmerend)
        if kind == "councillor"
        else Organisation.objects.create(kind="secretariat", name="Regio")
    )
    by = person(kind, organisation, "ander@voorbeeld.example")
    imported = sent(purmerend, adviser, {"Naam": "Nieuw"})
    neighbour = person("clerk", office(Municipality.objects.get(code="GM0385")))
    for other in (by, neighbour):
        with pytest.raises(PermissionDenied):
            sent(purmerend, other, {"Naam": "Nieuw"})
        with pytest.raises(PermissionDenied):
            choose(imported=imported, choices={}, by=other, at=AT)
        with pytest.raises(PermissionDenied):
            discard_list(imported=imported, by=other, at=AT)
        with pytest.raises(PermissionDenied):
            apply_list(imported=imported, seen="", ends={}, ground=GROUND, by=other, at=AT)
        with pytest.raises(PermissionDenied):
            undo_list(imported=imported, ground=GROUND, by=other, at=AT)


def test_municipality_acts_for_those_that_merged_into_it(purmerend: Municipality) -> None:
    """Beemster became part of Purmerend in 2022."""
    adviser = person("adviser", office(purmerend))
    beemster = Municipality.objects.get(code="GM0370")
    assert sent(beemster, adviser, {"Naam": "Nieuw"}).pk


def test_list_without_heads_that_are_known_is_refused_and_not_kept(
    purmerend: Municipality, adviser: Actor
) -> None:
    for content in (b"a;b\n1;2\n", b"Naam;Name\nx;y\n", b""):
        with pytest.raises(ListRefused):
            store_list(municipality=purmerend, content=content, filename="x.csv", by=adviser, at=AT)
    assert not ImportedList.objects.exists()


def test_without_any_collection_every_row_is_new(purmerend: Municipality, adviser: Actor) -> None:
    imported = sent(purmerend, adviser, {"Naam": HEALTH})
    Collection.objects.update(country="be")
    run = looked_at(imported, operator())
    assert (kinds(run), run.missing, run.collection) == ({"new": 1}, (), None)
