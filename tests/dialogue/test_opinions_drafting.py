# SPDX-License-Identifier: EUPL-1.2
"""Notes of councillors, the plan of the clerk, and the draft."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event, Role
from samenspel.dialogue.actions.opinions import (
    PointValues,
    appoint_rapporteur,
    begin_draft,
    correct,
    end_rapporteur,
    prepare,
    remove_preparation,
    set_agenda,
    write_draft,
)
from samenspel.dialogue.models import DraftPoint, Preparation, RoundDocument
from samenspel.dialogue.refusal import DialogueRefused
from tests.dialogue.opinions_at_work import NOW, adopted, drafted, fresh, joint, sent, state
from tests.dialogue.small_round import World, make_world, municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(executives=1)


def noted(world: World, text: str = "Let op de kosten.", **told: object) -> Preparation | None:
    values: dict[str, object] = {
        "addressee": world.councils[0],
        "clause": world.clauses[0],
        "position": "wish",
        "text": text,
        "is_shared": False,
        "by": world.actor("councillor"),
        "at": NOW,
    }
    return prepare(**{**values, **told})  # type: ignore[arg-type]


# Notes


def test_the_next_note_takes_the_place_of_the_first(world: World) -> None:
    noted(world)
    noted(world, " Te duur. ", position="object", is_shared=True)
    (kept,) = Preparation.objects.all()
    assert (kept.position, kept.text, kept.is_shared) == ("object", "Te duur.", True)


def test_there_is_one_note_in_general(world: World) -> None:
    noted(world, "Eén", clause=None)
    noted(world, "Twee", clause=None)
    assert [kept.text for kept in Preparation.objects.all()] == ["Twee"]


def test_a_note_that_says_nothing_is_removed(world: World) -> None:
    noted(world)
    assert noted(world, "", position="none") is None
    assert not Preparation.objects.exists()


def test_only_councillors_of_the_council_prepare(world: World) -> None:
    for kind, index in (("councillor", 1), ("clerk", 0), ("adviser", 0), ("secretariat", 0)):
        with pytest.raises(PermissionDenied):
            noted(world, by=world.actor(kind, index))


def test_councillors_do_not_prepare_for_their_executive(world: World) -> None:
    with pytest.raises(PermissionDenied):
        noted(world, addressee=world.executives[0])


def test_a_note_is_about_a_clause_of_the_round_with_a_known_position(world: World) -> None:
    other = make_world(slug="ander")
    with pytest.raises(DialogueRefused):
        noted(world, clause=other.clauses[0])
    with pytest.raises(DialogueRefused):
        noted(world, position="misschien")
    with pytest.raises(DialogueRefused):
        noted(world, "x" * 20_001)


def test_nothing_is_prepared_once_answers_are_closed() -> None:
    world = make_world(stage="weighing")
    with pytest.raises(DialogueRefused):
        noted(world)


def test_only_its_author_removes_a_note(world: World) -> None:
    kept = noted(world, is_shared=True)
    assert kept is not None
    with pytest.raises(PermissionDenied):
        remove_preparation(preparation=kept, by=world.actor("councillor", 0, 2), at=NOW)
    remove_preparation(preparation=kept, by=world.actor("councillor"), at=NOW)
    assert not Preparation.objects.exists()


def test_preparing_leaves_no_trace_in_the_log(world: World) -> None:
    kept = noted(world, is_shared=True)
    assert kept is not None
    remove_preparation(preparation=kept, by=world.actor("councillor"), at=NOW)
    assert not Event.objects.exists()


# Agenda and rapporteurs


def test_the_clerk_puts_it_on_the_agenda(world: World) -> None:
    set_agenda(addressee=world.councils[0], on=date(2026, 4, 16), by=world.actor("clerk"), at=NOW)
    assert state(world.councils[0]) == "on_agenda"
    assert fresh(world.councils[0]).agenda_on == date(2026, 4, 16)


def test_another_day_of_the_meeting_does_not_undo_a_draft(world: World) -> None:
    drafted(world)
    set_agenda(addressee=world.councils[0], on=date(2026, 4, 23), by=world.actor("clerk"), at=NOW)
    assert state(world.councils[0]) == "draft"


def test_the_meeting_is_not_before_the_letter(world: World) -> None:
    with pytest.raises(DialogueRefused) as refusal:
        set_agenda(
            addressee=world.councils[0], on=date(2026, 3, 1), by=world.actor("clerk"), at=NOW
        )
    assert refusal.value.field == "on"


def test_an_agenda_is_set_also_where_no_day_of_receipt_is_known(world: World) -> None:
    world.councils[0].received_on = None
    world.councils[0].save()
    set_agenda(addressee=world.councils[0], on=date(2026, 1, 1), by=world.actor("clerk"), at=NOW)
    assert state(world.councils[0]) == "on_agenda"


def test_a_rapporteur_writes_until_it_ends(world: World) -> None:
    councillor = world.user("councillor")
    clerk = world.actor("clerk")
    held = appoint_rapporteur(addressee=world.councils[0], user=councillor, by=clerk, at=NOW)
    begin_draft(addressee=world.councils[0], by=world.actor("councillor"), at=NOW)
    end_rapporteur(rapporteur=held, by=clerk, at=NOW)
    with pytest.raises(PermissionDenied):
        write(world, by=world.actor("councillor"))
    with pytest.raises(DialogueRefused):
        end_rapporteur(rapporteur=held, by=clerk, at=NOW)


def test_a_rapporteur_is_a_councillor_of_the_council_and_named_once(world: World) -> None:
    clerk, council = world.actor("clerk"), world.councils[0]
    for user in (world.user("councillor", 1), world.user("adviser", 0), world.user("secretariat")):
        with pytest.raises(DialogueRefused):
            appoint_rapporteur(addressee=council, user=user, by=clerk, at=NOW)
    appoint_rapporteur(addressee=council, user=world.user("councillor"), by=clerk, at=NOW)
    with pytest.raises(DialogueRefused):
        appoint_rapporteur(addressee=council, user=world.user("councillor"), by=clerk, at=NOW)


def test_an_executive_has_no_rapporteurs(world: World) -> None:
    with pytest.raises(DialogueRefused):
        appoint_rapporteur(
            addressee=world.executives[0],
            user=world.user("councillor"),
            by=world.actor("clerk"),
            at=NOW,
        )


def test_somebody_who_left_the_council_cannot_be_rapporteur(world: World) -> None:
    user = world.user("councillor")
    Role.objects.filter(user=user).update(valid_to=date(2026, 4, 1))
    with pytest.raises(DialogueRefused):
        appoint_rapporteur(addressee=world.councils[0], user=user, by=world.actor("clerk"), at=NOW)


def test_the_council_of_a_merged_municipality_gets_rapporteurs_of_its_successor(
    world: World,
) -> None:
    from samenspel.places.models import MunicipalityChange

    world_of_one = municipality(0)
    MunicipalityChange.objects.create(
        old=world_of_one,
        new=municipality(5),
        kind="merge",
        date=date(2026, 3, 15),
        source="Test",
    )
    held = appoint_rapporteur(
        addressee=world.councils[0],
        user=world.user("councillor", 5),
        by=world.actor("clerk", 5),
        at=NOW,
    )
    assert held.user == world.user("councillor", 5)


# The draft


def write(world: World, **told: object) -> object:
    opinion = world.fresh().opinions.get()
    values: dict[str, object] = {
        "opinion": opinion,
        "introduction": "",
        "points": [],
        "edition": opinion.edition,
        "by": world.actor("clerk"),
        "at": NOW,
    }
    return write_draft(**{**values, **told})  # type: ignore[arg-type]


def test_clerk_rapporteur_and_adviser_begin_drafts_and_others_do_not(world: World) -> None:
    for kind, index in (("councillor", 0), ("adviser", 0), ("clerk", 1), ("secretariat", 0)):
        with pytest.raises(PermissionDenied):
            begin_draft(addressee=world.councils[0], by=world.actor(kind, index), at=NOW)
    with pytest.raises(PermissionDenied):
        begin_draft(addressee=world.executives[0], by=world.actor("clerk"), at=NOW)
    begin_draft(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)
    begin_draft(addressee=world.executives[0], by=world.actor("adviser"), at=NOW)
    assert state(world.councils[0]) == state(world.executives[0]) == "draft"


def test_nobody_writes_here_for_a_guest_without_a_municipality(world: World) -> None:
    guest = world.round.addressees.create(body="other", name="Provincie", state="received")
    with pytest.raises(PermissionDenied):
        begin_draft(addressee=guest, by=world.actor("clerk"), at=NOW)


def test_there_is_one_draft_of_a_body(world: World) -> None:
    drafted(world)
    with pytest.raises(DialogueRefused):
        begin_draft(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)


def test_there_is_no_draft_without_a_published_text(world: World) -> None:
    RoundDocument.objects.update(published_at=None)
    with pytest.raises(DialogueRefused):
        begin_draft(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)


def test_a_draft_begins_with_what_councillors_share_and_does_not_say_who(world: World) -> None:
    second = world.actor("councillor", 0, 2)
    noted(world, "Eerst dit.", is_shared=True)
    noted(world, "En dat.", is_shared=True, by=second)
    noted(world, "", clause=world.clauses[1], position="agree", is_shared=True)
    noted(world, "", clause=world.clauses[1], position="object", is_shared=True, by=second)
    noted(world, "Geheim.", clause=world.clauses[2])
    noted(world, "Algemeen.", clause=None, is_shared=True)
    opinion = begin_draft(
        addressee=world.councils[0], by=world.actor("clerk"), at=NOW, take_over=True
    )
    told = [(p.clause, p.position, p.text) for p in opinion.draft_points.all()]
    assert told == [
        (world.clauses[0], "wish", "Eerst dit.\n\nEn dat."),
        (None, "none", "Algemeen."),
    ]


def test_a_draft_begins_empty_unless_asked_otherwise(world: World) -> None:
    noted(world, is_shared=True)
    begin_draft(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)
    assert not DraftPoint.objects.exists()


def test_an_executive_takes_nothing_over_from_councillors(world: World) -> None:
    with pytest.raises(PermissionDenied):
        begin_draft(
            addressee=world.executives[0], by=world.actor("adviser"), at=NOW, take_over=True
        )


def test_writing_replaces_the_draft_and_leaves_out_what_says_nothing(world: World) -> None:
    drafted(world)
    write(
        world,
        introduction=" Geacht bestuur. ",
        points=[
            PointValues(None, "none", "Algemeen punt."),
            PointValues(None, "none", "  "),
            PointValues(world.clauses[1], "agree", ""),
            PointValues(world.clauses[0], "none", ""),
        ],
    )
    opinion = world.fresh().opinions.get()
    assert opinion.introduction == "Geacht bestuur."
    told = [(p.order, p.clause, p.position, p.text) for p in opinion.draft_points.all()]
    assert told == [(1, world.clauses[1], "agree", ""), (2, None, "none", "Algemeen punt.")]


def test_somebody_who_saw_an_older_draft_does_not_overwrite_the_newer(world: World) -> None:
    opinion = drafted(world)
    write(world, introduction="Van mij.")
    with pytest.raises(DialogueRefused) as refusal:
        write(world, introduction="Van mij ook.", edition=opinion.edition)
    assert refusal.value.field == "edition"
    assert world.fresh().opinions.get().introduction == "Van mij."


@pytest.mark.parametrize(
    "case", ["position", "other text", "twice", "too long", "long introduction"]
)
def test_a_draft_with_a_wrong_point_is_refused(world: World, case: str) -> None:
    drafted(world)
    other = make_world(slug="ander")
    points = {
        "position": [PointValues(world.clauses[0], "misschien", "")],
        "other text": [PointValues(other.clauses[0], "agree", "")],
        "twice": [PointValues(world.clauses[0], "agree", "")] * 2,
        "too long": [PointValues(None, "none", "x" * 20_001)],
        "long introduction": [],
    }[case]
    introduction = "x" * 20_001 if case == "long introduction" else ""
    with pytest.raises(DialogueRefused):
        write(world, points=points, introduction=introduction)


def test_a_joint_draft_is_written_by_the_council_that_leads(world: World) -> None:
    joint(world, 1)
    with pytest.raises(PermissionDenied):
        write(world, by=world.actor("clerk", 1))


def test_an_adopted_text_is_not_written_any_more(world: World) -> None:
    drafted(world)
    adopted(world)
    with pytest.raises(DialogueRefused):
        write(world)


# Corrections


def test_a_correction_opens_the_text_as_it_was_sent_while_that_stands(world: World) -> None:
    version = sent(world)
    opinion = correct(
        addressee=world.councils[0], reason="Een tikfout.", by=world.actor("clerk"), at=NOW
    )
    assert opinion.correction == "Een tikfout."
    assert [p.text for p in opinion.draft_points.all()] == [p.text for p in version.points.all()]
    assert state(world.councils[0]) == "sent"


def test_a_text_that_was_not_sent_becomes_a_draft_again_for_every_council(world: World) -> None:
    joint(world, 1)
    adopted(world, 0)
    adopted(world, 1)
    correct(addressee=world.councils[0], reason="Amendement.", by=world.actor("clerk"), at=NOW)
    assert state(world.councils[0]) == state(world.councils[1]) == "draft"


def test_a_correction_needs_a_reason_and_a_fixed_text_and_is_of_the_leading_council(
    world: World,
) -> None:
    joint(world, 1)
    with pytest.raises(DialogueRefused):
        correct(addressee=world.councils[0], reason="Nog niets.", by=world.actor("clerk"), at=NOW)
    adopted(world, 0)
    with pytest.raises(DialogueRefused) as refusal:
        correct(addressee=world.councils[0], reason=" ", by=world.actor("clerk"), at=NOW)
    assert refusal.value.field == "reason"
    with pytest.raises(DialogueRefused):
        correct(addressee=world.councils[1], reason="Anders", by=world.actor("clerk", 1), at=NOW)
    correct(addressee=world.councils[0], reason="Anders", by=world.actor("clerk"), at=NOW)
    with pytest.raises(DialogueRefused):
        correct(addressee=world.councils[0], reason="Weer", by=world.actor("clerk"), at=NOW)


def test_a_council_without_an_opinion_has_nothing_to_correct(world: World) -> None:
    with pytest.raises(DialogueRefused):
        correct(addressee=world.councils[0], reason="Waarom?", by=world.actor("clerk"), at=NOW)
