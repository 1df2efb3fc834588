# SPDX-License-Identifier: EUPL-1.2
"""Voices in a look-back: published with consent, and gone from everywhere when taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samenspel.accounts.models import Event
from samenspel.citylinks.actions.look_backs_voices import (
    VoiceValues,
    add_voice,
    change_voice,
    take_back_voice,
)
from samenspel.citylinks.actions.people_forget import forget_person
from samenspel.citylinks.models import LookBackEdition, Voice
from samenspel.citylinks.queries.look_back_shown import shown_of
from samenspel.citylinks.refusal import ChangedMeanwhile
from tests.citylinks.small_links import AT, make_link
from tests.citylinks.test_look_back_actions import VALUES, begun, published, refused, wrote

pytestmark = pytest.mark.django_db


def test_voices_are_published_with_consent_and_go_from_everywhere_when_taken_back() -> None:
    world = make_link()
    held = begun(world)
    by = world.actor("clerk")
    told = VoiceValues(world.parties[0], "Een leraar", "Wij leerden veel.", has_consent=True)
    mine = add_voice(look_back=held, values=told, by=by, at=AT)
    other = replace(told, party=world.parties[1], text="Wij ook.", said_by="Een inwoner")
    theirs = add_voice(look_back=held, values=other, by=by, at=AT)
    add_voice(look_back=held, values=replace(told, has_consent=False, text="Stil"), by=by, at=AT)
    wrote(world, held)

    def texts() -> list[list[str]]:
        rows = LookBackEdition.objects.order_by("number")
        return [[one["text"] for one in row.content["voices"]] for row in rows]

    published(world, held)
    change_voice(voice=mine, values=replace(told, text="Anders"), edition=1, by=by, at=AT)
    published(world, held)
    assert texts() == [["Wij leerden veel.", "Wij ook."], ["Anders", "Wij ook."]]
    take_back_voice(voice=mine, by=by, at=AT)
    assert texts() == [["Wij ook."], ["Wij ook."]]
    silent = replace(other, has_consent=False)
    change_voice(voice=theirs, values=silent, edition=1, by=by, at=AT)
    assert texts() == [[], []]
    assert Voice.objects.count() == 2
    assert not any("leraar" in str(one.detail) for one in Event.objects.all())


def test_a_voice_has_a_side_somebody_and_words() -> None:
    world, other = make_link(), make_link(slug="ander")
    held = begun(world)
    by = world.actor("clerk")
    told = VoiceValues(world.parties[0], "Een leraar", "Mooi.")
    for change, field in (
        ({"party": other.parties[0]}, "party"),
        ({"said_by": " "}, "said_by"),
        ({"said_by": "x" * 161}, "said_by"),
        ({"text": " "}, "text"),
    ):
        wrong = refused(add_voice, look_back=held, values=replace(told, **change), by=by)
        assert wrong.field == field
    voice = add_voice(look_back=held, values=told, by=by, at=AT)
    again = Voice.objects.get(pk=voice.pk)
    take_back_voice(voice=voice, by=by, at=AT)
    assert refused(take_back_voice, voice=again, by=by).message
    assert refused(change_voice, voice=again, values=told, edition=1, by=by).message


def test_two_people_do_not_overwrite_a_voice_and_taking_back_always_goes() -> None:
    world = make_link()
    by = world.actor("clerk")
    told = VoiceValues(world.parties[0], "Een leraar", "Mooi.")
    voice = add_voice(look_back=begun(world), values=told, by=by, at=AT)
    stale = Voice.objects.get(pk=voice.pk)
    change_voice(voice=voice, values=replace(told, text="Goed."), edition=1, by=by, at=AT)
    with pytest.raises(ChangedMeanwhile):
        change_voice(voice=stale, values=replace(told, text="Slecht."), edition=1, by=by, at=AT)
    kept = Voice.objects.get(pk=voice.pk)
    assert (kept.text, kept.edition) == ("Goed.", 2)
    take_back_voice(voice=stale, by=by, at=AT)
    assert not Voice.objects.exists()


def test_somebody_who_is_forgotten_is_out_of_draft_and_editions() -> None:
    world = make_link()
    person = world.person(0, name="Ada van der Wiele")
    held = begun(world)
    by = world.actor("clerk")
    told = VoiceValues(person.party, person.name, "Mooi.", has_consent=True)
    add_voice(look_back=held, values=told, by=by, at=AT)
    wrote(world, held, replace(VALUES, learned=f"Van {person.name}."))
    edition = published(world, held)
    forget_person(person=person, by=by, at=AT)
    edition.refresh_from_db()
    held.refresh_from_db()
    voice = Voice.objects.get()
    assert "Wiele" not in str(edition.content) + held.learned + voice.said_by
    # Who had the voice open does not write the name back.
    with pytest.raises(ChangedMeanwhile):
        change_voice(voice=voice, values=told, edition=1, by=by, at=AT)
    assert shown_of(edition.content, {}).voices[0].said_by == "een medewerker van Aarveen"
