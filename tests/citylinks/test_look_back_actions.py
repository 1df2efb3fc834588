# SPDX-License-Identifier: EUPL-1.2
"""Looking back: the period, the draft, what is published, voices and photos that go again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event
from samenspel.citylinks.actions.look_backs import (
    AimReviewValues,
    LookBackValues,
    begin_look_back,
    publish_look_back,
    remove_look_back,
    withdraw_edition,
    write_look_back,
)
from samenspel.citylinks.actions.look_backs_voices import (
    VoiceValues,
    add_voice,
    change_voice,
    take_back_voice,
)
from samenspel.citylinks.actions.photos import add_photo, set_consent
from samenspel.citylinks.models import (
    Activity,
    AimReview,
    CityLink,
    Gift,
    Lesson,
    LookBack,
    LookBackEdition,
    Photo,
    Voice,
)
from samenspel.citylinks.queries.look_back_draft import (
    aims_asked,
    content_of,
    default_period,
    draft_of,
)
from samenspel.citylinks.queries.look_back_shown import shown_of
from samenspel.citylinks.queries.look_backs import draft_page, missing_in
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from tests.citylinks.small_links import AT, World, acting, make_link, user, without_role
from tests.citylinks.test_photos import picture

pytestmark = pytest.mark.django_db
TODAY = AT.date()
VALUES = LookBackValues("Vijf jaar", date(2021, 1, 1), date(2025, 12, 31), changed="Veel.")


def refused(act: Callable[..., Any], **told: Any) -> LinkRefused:
    with pytest.raises(LinkRefused) as caught:
        act(at=AT, **told)
    return caught.value


def begun(world: World, **told: Any) -> LookBack:
    return begin_look_back(link=world.link, by=world.actor("clerk"), at=AT, **told)


def wrote(world: World, held: LookBack, values: LookBackValues = VALUES) -> LookBack:
    held.refresh_from_db()
    return write_look_back(
        look_back=held, values=values, edition=held.edition, by=world.actor("clerk"), at=AT
    )


def published(world: World, held: LookBack) -> LookBackEdition:
    return publish_look_back(look_back=held, on=TODAY, by=world.actor("clerk"), at=AT)


def a_photo(world: World, *, is_public: bool = True) -> Photo:
    return add_photo(
        link=world.link,
        content=picture(),
        description="Zes mensen bij een kaart",
        consent="given",
        is_public=is_public,
        by=world.actor("clerk"),
        at=AT,
    )


def done(world: World, on: date, kind: str = "visit", **told: Any) -> Activity:
    return Activity.objects.create(
        link=world.link, kind=kind, level="person", title=f"Op {on}", on=on,
        **{"state": "done", "is_public": True, **told},
    )  # fmt: skip


def test_without_days_it_is_over_the_last_five_years_as_far_as_there_was_a_link() -> None:
    world = make_link()
    held = begun(world)
    assert (held.first_day, held.last_day) == (date(2021, 3, 3), TODAY)
    assert held.title == "Terugblik 2021–2026"
    world.agreement("doel")
    assert default_period(world.link, on=TODAY) == (date(2021, 3, 3), TODAY)
    late = date(2030, 6, 1)
    assert default_period(world.link, on=late) == (date(2023, 1, 1), date(2027, 12, 31))
    world.link.agreements.update(is_extended_silently=True)
    assert default_period(world.link, on=late)[1] == late
    assert default_period(world.link, on=date(2022, 1, 1))[0] == date(2020, 1, 15)
    ended = make_link(slug="ended", stage="ended").link
    assert default_period(ended, on=TODAY)[1] == date(2025, 6, 30)
    CityLink.objects.filter(pk=ended.pk).update(begun_on=None)
    ended.refresh_from_db()
    assert default_period(ended, on=TODAY)[0] == date(2020, 7, 1)


def test_any_period_may_be_chosen_but_not_backwards() -> None:
    world = make_link()
    held = begun(world, first_day=date(2020, 2, 1), last_day=date(2021, 2, 1))
    assert (held.first_day, held.last_day) == (date(2020, 2, 1), date(2021, 2, 1))
    by = world.actor("clerk")
    wrong = refused(begin_look_back, link=world.link, by=by, first_day=date(2030, 1, 1))
    assert wrong.field == "last_day"


def test_only_staff_of_a_party_and_the_coordinator_look_back_also_after_the_end() -> None:
    world = make_link(stage="ended")
    held = begun(world)
    colleague = without_role()
    person = world.person(1)
    person.user = colleague
    person.save()
    voice = Voice.objects.create(
        look_back=held, party=world.parties[0], said_by="Een inwoner", text="Mooi."
    )
    told = VoiceValues(world.parties[0], "Iemand", "Ja.")
    wrote(world, held)
    edition = published(world, held)
    for by in (world.actor("councillor"), world.actor("clerk", 5), acting(without_role("Eva"))):
        for act, values in (
            (begin_look_back, {"link": world.link}),
            (write_look_back, {"look_back": held, "values": VALUES, "edition": 2}),
            (publish_look_back, {"look_back": held, "on": TODAY}),
            (withdraw_edition, {"edition": edition, "because": "Fout."}),
            (remove_look_back, {"look_back": held}),
            (add_voice, {"look_back": held, "values": told}),
            (change_voice, {"voice": voice, "values": told, "edition": 1}),
            (take_back_voice, {"voice": voice}),
        ):
            with pytest.raises(PermissionDenied):
                act(by=by, at=AT, **values)
    begin_look_back(link=world.link, by=acting(colleague), at=AT)
    begin_look_back(link=world.link, by=world.actor("adviser", 1), at=AT)


def test_writing_keeps_texts_aims_and_public_photos() -> None:
    world = make_link()
    world.agreement("a", "b")
    shown, hidden = a_photo(world), a_photo(world, is_public=False)
    held = begun(world)
    aims = [AimReviewValues("a", "partly", " Half. "), AimReviewValues("b"), AimReviewValues("c")]
    values = replace(
        VALUES, title=" Vijf  jaar ", verdict="renew", aims=aims, photos=[shown.pk, hidden.pk]
    )
    wrote(world, held, values)
    kept = LookBack.objects.get()
    assert (kept.title, kept.changed, kept.verdict, kept.edition) == (
        "Vijf jaar", "Veel.", "renew", 2,
    )  # fmt: skip
    assert list(kept.photos.all()) == [shown]
    assert [(one.aim_key, one.state, one.text) for one in kept.aims.all()] == [
        ("a", "partly", "Half.")
    ]
    wrote(
        world, held, replace(values, aims=[AimReviewValues("a"), AimReviewValues("b", "dropped")])
    )
    assert AimReview.objects.get().aim_key == "b"
    assert Event.objects.filter(action="write_look_back").count() == 2


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept() -> None:
    world = make_link()
    world.agreement("a")
    held = begun(world)
    told = {"look_back": held, "edition": 1, "by": world.actor("clerk")}
    for change, field in (
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"last_day": date(2020, 1, 1)}, "last_day"),
        ({"verdict": "misschien"}, "verdict"),
        ({"aims": [AimReviewValues("a", "", "Mooi.")]}, "aim-a-state"),
        ({"aims": [AimReviewValues("a", "misschien")]}, "aim-a-state"),
    ):
        wrong = refused(write_look_back, values=replace(VALUES, **change), **told)
        assert wrong.field == field
    with pytest.raises(ChangedMeanwhile):
        write_look_back(**{**told, "edition": 3}, values=VALUES, at=AT)  # type: ignore[arg-type]
    held.refresh_from_db()
    assert (held.edition, held.changed) == (1, "")


def test_the_aims_are_those_of_the_agreements_of_the_period() -> None:
    world = make_link()
    first = world.agreement("oud", "blijft")
    first.valid_from, first.last_day = date(2015, 1, 1), date(2019, 12, 31)
    first.save()
    world.agreement("blijft", "nieuw")
    world.agreement("plan", fixed=False)

    def keys(first_day: date, last_day: date) -> list[str]:
        period = LookBack(link=world.link, first_day=first_day, last_day=last_day)
        return [one.key for one in aims_asked(period)]

    assert keys(date(2021, 1, 1), date(2025, 1, 1)) == ["blijft", "nieuw"]
    assert keys(date(2016, 1, 1), date(2017, 1, 1)) == ["oud", "blijft"]
    assert keys(date(2016, 1, 1), date(2021, 1, 1)) == ["blijft", "nieuw", "oud"]
    assert keys(date(2001, 1, 1), date(2002, 1, 1)) == ["blijft", "nieuw", "oud"]
    first.is_extended_silently = True
    first.save()
    assert "oud" in keys(date(2021, 1, 1), date(2025, 1, 1))


def test_what_was_done_comes_from_the_file_for_that_period_only() -> None:
    world = make_link()
    one, other = world.parties
    first = done(world, date(2021, 1, 1), text="Kort.", place="Sluis")
    done(world, date(2025, 12, 31), "colleague", is_public=False)
    for outside in (date(2020, 12, 31), date(2026, 1, 1)):
        done(world, outside)
    planned = done(world, date(2023, 1, 1), state="planned")
    pairs = ((one, other, first), (one, other, None), (other, one, planned))
    for giver, receiver, activity in pairs:
        Gift.objects.create(
            link=world.link, giver=giver, receiver=receiver, activity=activity,
            on=date(2023, 1, 1), hours="1.25", people=2, euros=300,
        )  # fmt: skip
    for text, told in (
        ("Luisteren", {"is_public": True, "learned_from": other}),
        ("Bellen", {"is_public": True, "activity": first}),
        ("Stil", {"is_public": False}),
    ):
        Lesson.objects.create(link=world.link, party=one, on=date(2024, 1, 1), text=text, **told)
    content = content_of(draft_of(wrote(world, begun(world))))
    assert content["counts"] == [["colleague", 2025, 1], ["visit", 2021, 1]]
    assert [one["title"] for one in content["activities"]] == ["Op 2021-01-01"]
    assert content["gifts"] == [[0, 1, "2.50", 4, 600]]
    assert content["lesson_counts"] == [[0, None, 2], [0, 1, 1]]
    assert [(one["text"], one["from"]) for one in content["lessons"]] == [
        ("Luisteren", 1), ("Bellen", None),
    ]  # fmt: skip
    page = shown_of(content, {})
    assert (page.total, page.older, page.given.euros, page.lessons_counted) == (2, 0, 600, 3)
    assert page.balance.parties[1].taught == 1
    assert [(one.party, one.teacher) for one in page.lessons] == [
        ("Aarveen", "Beekhuizen"), ("Aarveen", ""),
    ]  # fmt: skip
    long = shown_of({**content, "first_day": "2000-01-01", "last_day": "2037-12-31"}, {})
    assert (long.total, long.older) == (2, 1)


def test_an_edition_keeps_what_the_file_said_then() -> None:
    world = make_link()
    activity = done(world, date(2023, 5, 1))
    held = begun(world)
    wrote(world, held)
    first = published(world, held)
    activity.delete()
    wrote(world, held, replace(VALUES, changed="Weinig."))
    first.refresh_from_db()
    assert (first.number, first.content["changed"]) == (1, "Veel.")
    assert first.content["counts"] == [["visit", 2023, 1]]
    second = published(world, held)
    assert (second.number, second.content["changed"]) == (2, "Weinig.")
    assert second.content["counts"] == []


def test_what_cannot_be_published_yet() -> None:
    world = make_link()
    held = begun(world)
    told = {"look_back": held, "on": TODAY, "by": world.actor("clerk")}
    assert "nog niets geschreven" in refused(publish_look_back, **told).message
    wrote(world, held, replace(VALUES, last_day=date(2026, 3, 3)))
    assert "nog niet voorbij" in refused(publish_look_back, **told).message
    wrote(world, held)
    with pytest.raises(ChangedMeanwhile):
        publish_look_back(**told, edition=1, at=AT)  # type: ignore[arg-type]
    publish_look_back(**told, edition=3, at=AT)  # type: ignore[arg-type]


def test_taking_an_edition_off_the_site_needs_a_reason_and_the_newest() -> None:
    world = make_link()
    held = begun(world)
    wrote(world, held)
    first, second = published(world, held), published(world, held)
    by = world.actor("clerk")
    assert (
        "nieuwere uitgave"
        in refused(withdraw_edition, edition=first, because="Fout.", by=by).message
    )
    wrong = refused(withdraw_edition, edition=second, because=" ", by=by)
    assert wrong.field == "because"
    made = withdraw_edition(edition=second, because=" De cijfers kloppen niet. ", by=by, at=AT)
    assert (made.is_withdrawn, made.withdrawn_because) == (True, "De cijfers kloppen niet.")
    assert (
        "al van de site"
        in refused(withdraw_edition, edition=second, because="Fout.", by=by).message
    )
    assert published(world, held).number == 3


def test_a_draft_is_thrown_away_and_what_was_published_is_not() -> None:
    world = make_link()
    held, other = begun(world), begun(world)
    wrote(world, held)
    published(world, held)
    by = world.actor("clerk")
    assert refused(remove_look_back, look_back=held, by=by).message
    remove_look_back(look_back=other, by=by, at=AT)
    assert LookBack.objects.get() == held


def test_a_photo_whose_consent_is_withdrawn_is_not_shown_any_more() -> None:
    world = make_link()
    photo = a_photo(world)
    held = begun(world)
    wrote(world, held, replace(VALUES, photos=[photo.pk]))
    assert draft_page(draft_of(held)).photos == (photo,)
    set_consent(photo=photo, consent="withdrawn", by=world.actor("clerk"), at=AT)
    assert draft_page(draft_of(held)).photos == ()


def test_what_a_reader_would_miss_is_named() -> None:
    world = make_link()
    world.agreement("a")
    held = begun(world)
    wrote(world, held)
    by = world.actor("clerk")
    told = VoiceValues(world.parties[0], "Een leraar", "Mooi.")
    add_voice(look_back=held, values=told, by=by, at=AT)

    def missing() -> tuple[str, ...]:
        return missing_in(draft_of(held))

    assert missing() == ("aims", "voices", "sides", "verdict")
    Voice.objects.all().delete()
    for party in world.parties:
        values = replace(told, party=party, has_consent=True)
        add_voice(look_back=held, values=values, by=by, at=AT)
    written = replace(VALUES, verdict="end", aims=[AimReviewValues("a", "reached")])
    held = wrote(world, held, written)
    assert missing() == ("reasons",)
    held = wrote(world, held, replace(written, verdict_text="Het is klaar."))
    assert missing() == ()
    assert draft_page(draft_of(held)).reached == 1


def test_staff_of_somebody_else_is_no_staff() -> None:
    world = make_link()
    with pytest.raises(PermissionDenied):
        begin_look_back(link=world.link, by=acting(user("clerk", 4)), at=AT)
