# SPDX-License-Identifier: EUPL-1.2
"""The pages of activities: who sees them, what they show, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenspel.citylinks.actions.activities import (
    ActivityValues,
    GiftValues,
    LessonValues,
    add_activity,
    add_gift,
    add_lesson,
)
from samenspel.citylinks.models import Activity, Gift, Lesson
from tests.citylinks.small_links import World, make_link, user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ALL = "/stedenbanden/proefband/activiteiten/"


def entered(world: World, title: str = "Bezoek", **changes: Any) -> Activity:
    told: dict[str, Any] = {"kind": "visit", "level": "person", "on": date(2026, 2, 1)}
    told |= {"state": "done", **changes}
    return add_activity(
        link=world.link,
        values=ActivityValues(title=title, **told),
        gifts=[GiftValues(world.parties[0], world.parties[1], hours=Decimal("12.5"), euros=1250)],
        lessons=[LessonValues(world.parties[1], "Eerst vragen.", world.parties[0])],
        by=world.actor("adviser"),
        at=AT,
    )


def keeper(kind: str = "adviser", index: int = 0) -> Client:
    client = Client()
    client.force_login(user(kind, index))
    return client


def sent(**changes: Any) -> dict[str, Any]:
    """An activity as the form sends it, with one contribution and one lesson."""
    return {
        "title": "Masterclass",
        "kind": "masterclass",
        "level": "organisation",
        "phase": "doing",
        "state": "done",
        "on": "2026-02-10",
        "edition": "1",
        "gift-rows": "1",
        "lesson-rows": "1",
        **changes,
    }


def rows_of(world: World) -> dict[str, str]:
    first, second = (str(party.pk) for party in world.parties[:2])
    return {
        "gift-0-giver": first,
        "gift-0-receiver": second,
        "gift-0-people": "3",
        "gift-0-hours": "7,5",
        "gift-0-euros": "1.250",
        "lesson-0-party": second,
        "lesson-0-learned_from": first,
        "lesson-0-text": "Eerst vragen.",
    }


def body(client: Client, path: str, status: int = 200, **query: Any) -> str:
    found = client.get(path, query)
    assert found.status_code == status, path
    return found.content.decode()


def test_members_only_and_only_who_keeps_the_file_may_write() -> None:
    world = make_link()
    made = entered(world)
    paths = [ALL, f"{ALL}{made.pk}/", f"{ALL}bestand/activiteiten.csv"]
    for path in paths:
        assert Client().get(path).status_code == 404
        assert keeper("adviser", 5).get(path).status_code == 404
        assert keeper("councillor", 1).get(path).status_code == 200
    assert "wijzigen" not in body(keeper("councillor"), f"{ALL}{made.pk}/")
    councillor = keeper("councillor")
    for path in ("nieuw/", "bijdrage/", "les/", f"{made.pk}/wijzigen/", f"{made.pk}/verwijderen/"):
        assert councillor.get(f"{ALL}{path}").status_code == 403
        assert councillor.post(f"{ALL}{path}").status_code == 403
    assert Activity.objects.count() == 1


def test_list_shows_pictures_figures_and_what_was_chosen() -> None:
    world = make_link()
    world.agreement("winkels")
    entered(world, "Bezoek aan de haven", aim_key="winkels")
    entered(world, "Les op school", kind="workshop", on=date(2025, 5, 1))
    entered(world, "Feest", state="planned", on=date(2026, 2, 3))
    entered(world, "Regen", state="cancelled")
    client = keeper()
    page = body(client, ALL)
    assert page.count("<svg") >= 2
    assert "Aarveen gaf 25 en ontving 0 uur." in page
    assert "Haven" not in page
    assert "De dag is voorbij" in page
    choices: tuple[tuple[dict[str, Any], str, str], ...] = (
        ({"jaar": "2025"}, "Les op school", "Feest"),
        ({"soort": "workshop"}, "Les op school", "Regen"),
        ({"doel": "winkels"}, "Bezoek aan de haven", "Regen"),
        ({"doel": "geen"}, "Regen", "aan de haven"),
        ({"stand": "cancelled"}, "Regen", "Les op school"),
    )
    for query, there, gone in choices:
        found = body(client, ALL, **query)
        assert there in found
        assert gone not in found
    assert "Niets past bij deze keuze" in body(client, ALL, jaar="1999")
    assert "gaf 2.500" in body(client, ALL, maat="euro")
    for name in ("jaar", "soort", "stand", "maat"):
        wrong: dict[str, Any] = {name: "x"}
        assert "De lijst toont alles." in body(client, ALL, 400, **wrong)
    assert "What the partners do together" in body(client, f"/en{ALL}")


def test_an_empty_file_says_what_to_begin_with() -> None:
    make_link()
    page = body(keeper(), ALL)
    assert "Begin met het laatste wat u samen deed" in page
    assert '<svg class="timeline"' not in page


def test_activity_is_written_down_with_rows_and_dutch_figures() -> None:
    world = make_link()
    found = keeper().post(f"{ALL}nieuw/", {**sent(), **rows_of(world)})
    made = Activity.objects.get()
    assert found.status_code == 302
    assert found["Location"] == f"{ALL}{made.pk}/"
    gift = Gift.objects.get()
    assert (gift.people, gift.hours, gift.euros) == (3, Decimal("7.5"), 1250)
    assert Lesson.objects.get().text == "Eerst vragen."
    page = body(keeper(), f"{ALL}{made.pk}/")
    assert "7,5" in page
    assert "1.250" in page


def test_more_rows_keep_what_was_typed_and_judge_nothing() -> None:
    world = make_link()
    typed = {**sent(title="", on="morgen"), **rows_of(world), "gift-0-hours": "veel"}
    for kind in ("gift", "lesson"):
        found = keeper().post(f"{ALL}nieuw/", {**typed, "more": kind})
        page = found.content.decode()
        assert found.status_code == 200
        assert 'value="veel"' in page
        assert "Eerst vragen." in page
        assert "utrecht-form-field--invalid" not in page
        assert page.count('name="gift-2-giver"') == (kind == "gift")
        assert page.count('name="lesson-2-party"') == (kind == "lesson")
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"gift-0-hours": "7.555"},
        {"gift-0-hours": "1.000,5"},
        {"gift-0-euros": "12,50"},
        {"gift-0-euros": "-5"},
        {"gift-0-euros": "999999999999"},
        {"gift-0-people": "drie"},
        {"gift-0-people": "", "gift-0-hours": "", "gift-0-euros": ""},
        {"gift-0-giver": "999999"},
        {"lesson-0-text": ""},
        {"state": "done", "on": "2099-01-01"},
        {"aim_key": "nergens"},
        {"until": "2026-02-09"},
        {"edition": "x"},
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(wrong: Mapping[str, str]) -> None:
    world = make_link()
    found = keeper().post(f"{ALL}nieuw/", {**sent(place="Delfzijl"), **rows_of(world), **wrong})
    page = found.content.decode()
    assert found.status_code == 400
    assert "Delfzijl" in page
    assert "utrecht-form-field-error-message" in page or "edition" in wrong
    assert not Activity.objects.exists()


def test_giver_and_receiver_or_learner_and_teacher_are_not_the_same() -> None:
    world = make_link()
    first = str(world.parties[0].pk)
    for wrong in ({"gift-0-receiver": first}, {"lesson-0-party": first}):
        found = keeper().post(f"{ALL}nieuw/", {**sent(), **rows_of(world), **wrong})
        assert found.status_code == 400
        assert "utrecht-form-field-error-message" in found.content.decode()


def test_a_number_of_rows_that_nobody_sends_is_no_error() -> None:
    make_link()
    for count in ("x", "9" * 30, "-1"):
        found = keeper().post(f"{ALL}nieuw/", sent(**{"gift-rows": count}))
        assert found.status_code == 302


def test_activity_is_changed_and_a_cleared_row_goes() -> None:
    world = make_link()
    made = entered(world)
    page = body(keeper(), f"{ALL}{made.pk}/wijzigen/")
    assert 'value="12,5"' in page
    assert 'value="1250"' in page
    assert 'value="12.5"' in body(keeper(), f"/en{ALL}{made.pk}/wijzigen/")
    path = f"{ALL}{made.pk}/wijzigen/"
    assert keeper().post(path, sent(title="Nieuw")).status_code == 302
    assert not Gift.objects.exists()
    again = keeper().post(path, sent(title="Ouder"))
    assert again.status_code == 409
    assert "Ouder" in again.content.decode()
    assert Activity.objects.get().title == "Nieuw"


def test_state_is_changed_with_a_button_and_an_older_one_is_told() -> None:
    made = entered(make_link(), state="planned")
    path = f"{ALL}{made.pk}/stand/"
    found = keeper().post(path, {"state": "done", "edition": "1"}, follow=True)
    assert "Bewaard." in found.content.decode()
    assert Activity.objects.get().state == "done"
    for edition in ("1", "x", ""):
        told = keeper().post(path, {"state": "planned", "edition": edition}, follow=True)
        assert "Iemand anders" in told.content.decode()
    assert Activity.objects.get().state == "done"
    assert keeper().get(path).status_code == 405


def test_activity_is_removed_after_asking() -> None:
    made = entered(make_link())
    path = f"{ALL}{made.pk}/verwijderen/"
    assert "Deze activiteit verwijderen?" in body(keeper(), path)
    assert keeper().post(path, {"edition": "7"}).status_code == 409
    assert keeper().post(path, {"edition": "1"}).status_code == 302
    assert not Activity.objects.exists()
    assert keeper().get(path).status_code == 404


def test_contribution_and_lesson_may_stand_by_themselves() -> None:
    world = make_link()
    first, second = (str(party.pk) for party in world.parties)
    gift = {"on": "2026-02-01", "giver": first, "receiver": second, "euros": "25000"}
    lesson = {"on": "2026-02-01", "party": first, "text": "Klein beginnen."}
    for path, told in (("bijdrage/", gift), ("les/", lesson)):
        assert keeper().get(f"{ALL}{path}").status_code == 200
        assert keeper().post(f"{ALL}{path}", {}).status_code == 400
        assert keeper().post(f"{ALL}{path}", {**told, "on": "2099-01-01"}).status_code == 400
        assert keeper().post(f"{ALL}{path}", told).status_code == 302
    page = body(keeper(), ALL)
    assert "25.000" in page
    assert "Klein beginnen." in page
    assert "25.000" not in body(keeper(), ALL, jaar="2020")
    for path, key in (("bijdrage", Gift.objects.get().pk), ("les", Lesson.objects.get().pk)):
        one = f"{ALL}{path}/{key}/verwijderen/"
        assert keeper().get(one).status_code == 200
        assert keeper().post(one, {"edition": "1"}).status_code == 302
        assert keeper().get(one).status_code == 404


def test_after_the_end_the_file_is_read_only() -> None:
    make_link(stage="ended")
    found = keeper().get(f"{ALL}nieuw/", follow=True)
    assert "Deze stedenband is beëindigd" in found.content.decode()
    assert keeper().post(f"{ALL}nieuw/", sent()).status_code == 400


def test_tables_can_be_taken_along_and_hold_no_formulas() -> None:
    world = make_link()
    entered(world, "=1+1")
    client = keeper("councillor")
    files = {
        what: body(client, f"{ALL}bestand/{what}.csv")
        for what in ("activiteiten", "bijdragen", "lessen")
    }
    assert "'=1+1" in files["activiteiten"]
    assert "12.50" in files["bijdragen"]
    assert "Eerst vragen." in files["lessen"]
    assert client.get(f"{ALL}bestand/lessen.xlsx").content[:2] == b"PK"
    for path in ("bestand/mensen.csv", "bestand/lessen.exe"):
        assert client.get(f"{ALL}{path}").status_code == 404


def test_pages_ask_the_same_few_queries_however_much_there_is() -> None:
    world = make_link(parties=3)
    world.agreement("winkels")
    actor = world.actor("adviser")
    values = GiftValues(world.parties[0], world.parties[2], euros=5)
    made = entered(world, aim_key="winkels")
    client = keeper()
    paths = [ALL, f"{ALL}{made.pk}/", f"{ALL}nieuw/", f"{ALL}{made.pk}/wijzigen/"]
    counts = []
    for _more in range(2):
        found = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(path).status_code == 200
            found.append(len(asked))
        counts.append(found)
        for year in range(2010, 2016):
            entered(world, aim_key="winkels", on=date(year, 1, 1))
            add_gift(link=world.link, values=values, on=date(year, 2, 1), by=actor, at=AT)
            lesson = LessonValues(world.parties[2], "Iets.", world.parties[0])
            add_lesson(link=world.link, values=lesson, on=date(year, 2, 1), by=actor, at=AT)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12


def test_a_lesson_and_a_contribution_without_an_activity_say_what_they_are_for(
    client: Client,
) -> None:
    make_link()
    client.force_login(user("clerk"))
    lesson, gift = (body(client, f"{ALL}{word}/") for word in ("les", "bijdrage"))
    assert "Voor een les die bij geen activiteit hoort." in lesson
    assert "zoals geld of een jaar lang geleend personeel" in gift
