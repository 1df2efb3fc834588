# SPDX-License-Identifier: EUPL-1.2
"""Deciding on what the source says now: by whom, both ways, undone, and nothing unseen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import operator
from samenspel.register.actions import undo
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    ChangeSet,
    HeldValue,
    Participation,
)
from tests.register.edit_pages import text_of
from tests.register.holding import correct, correct_member, waiting, withdraw
from tests.register.small_register import (
    GROUND,
    LATER,
    LIGHT,
    OLD,
    SAFETY,
    load,
    organisation_of,
    participant_said,
    participation,
    said,
    secretariat,
    site,
    small_package,
    version,
    without_participant,
    without_version,
)
from tests.register.small_register import slug as slug_of

pytestmark = pytest.mark.django_db
KEEPER, OTHER = "GM0394", "GM0479"
TYPED = {"reason": "Nagevraagd", "source": "Besluit van 3 juli 2026"}


@pytest.fixture(autouse=True)
def _loaded(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    load()


@pytest.fixture
def new_name() -> HeldValue:
    correct(name="Van ons")
    load(said(small_package(), SAFETY, name="Van hen"), at=LATER)
    return waiting()


def client_in(organisation: Organisation, kind: str) -> Client:
    user = User.objects.create_user(f"{kind}{organisation.pk}@voorbeeld.example", None, name="Wie")
    Role.objects.create(user=user, organisation=organisation, kind=kind)
    if kind == Role.Kind.ADMINISTRATOR:  # counts only with a second factor
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(user)
    return client


def clerk(code: str = KEEPER) -> Client:
    return client_in(organisation_of(code), Role.Kind.CLERK)


def administrator() -> Client:
    return client_in(site(), Role.Kind.ADMINISTRATOR)


def here(key: str = SAFETY) -> str:
    return f"/samenwerkingen/{slug_of(key)}/bron-zegt-iets-nieuws/"


def seen(client: Client, path: str, held: HeldValue) -> dict[str, str]:
    """The hidden fields of the form of one held value."""
    page = client.get(path).content.decode()
    names = ("held", "seen", "once")
    found = {
        n: re.search(rf'name="{n}" value="([^"]*)" id="decide-{held.pk}-{n}"', page) for n in names
    }
    return {name: match[1] for name, match in found.items() if match}


def decide(client: Client, held: HeldValue, do: str, path: str = "", **typed: str) -> Any:
    path = path or f"/samenwerkingen/{held.arrangement_slug}/bron-zegt-iets-nieuws/"
    return client.post(path, {**seen(client, path, held), **TYPED, "do": do, **typed})


def message(answer: Any, client: Client) -> str:
    return text_of(client.get(answer["Location"]))


# Who


@pytest.mark.usefixtures("new_name")
def test_visitors_log_in_first() -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)(here())
        assert answer.status_code == 302
        assert answer["Location"].startswith("/inloggen/?next=/samenwerkingen/")


def test_only_who_keeps_the_record_comes_in(new_name: HeldValue) -> None:
    for refused in (
        client_in(organisation_of(KEEPER), Role.Kind.COUNCILLOR),
        clerk(OTHER),
        client_in(secretariat(), Role.Kind.SECRETARIAT),
    ):
        assert refused.get(here()).status_code == 403
        assert refused.post(here(), {"held": new_name.pk, "do": "take"}).status_code == 403
    for let_in in (
        clerk("GM0392"),
        client_in(organisation_of(KEEPER), Role.Kind.ADVISER),
        administrator(),
    ):
        assert let_in.get(here()).status_code == 200


def test_where_there_is_a_secretariat_it_decides_and_a_municipality_about_itself() -> None:
    correct(name="Van ons")
    correct_member(KEEPER, roles="Burgemeester")
    new = participant_said(small_package(), SAFETY, KEEPER, role="Wethouder")
    load(said(new, SAFETY, name="Van hen"), at=LATER)
    Arrangement.objects.filter(slug=slug_of()).update(secretariat=secretariat())
    roles = HeldValue.objects.get(field="roles")
    name = HeldValue.objects.get(field="name")
    assert clerk("GM0392").get(here()).status_code == 403
    own = clerk()
    page = text_of(own.get(here()))
    assert f'id="decide-{roles.pk}-reason"' in page
    assert f'id="decide-{name.pk}-reason"' not in page
    assert "Wie deze gegevens bijhoudt, besluit hierover." in page
    refused = own.post(here(), {"held": name.pk, "do": "take", "seen": "x", **TYPED})
    assert refused.status_code == 403
    answer = decide(own, roles, "take")
    assert answer["Location"] == f"/samenwerkingen/{slug_of()}/"
    assert participation(KEEPER).roles == "Wethouder"
    assert ChangeSet.objects.latest("pk").organisation_name == "Gemeente Haarlemmermeer"
    assert own.get(here()).status_code == 403
    assert client_in(secretariat(), Role.Kind.SECRETARIAT).get(here()).status_code == 200


def test_own_municipality_sees_its_withdrawn_participation_come_back() -> None:
    withdraw(KEEPER)
    Arrangement.objects.filter(slug=slug_of()).update(secretariat=secretariat())
    load(participant_said(small_package(), SAFETY, KEEPER, role="Burgemeester"), at=LATER)
    assert decide(clerk(), waiting(), "take").status_code == 302
    assert participation(KEEPER).roles == "Burgemeester"


def test_unknown_arrangement_and_one_that_is_gone() -> None:
    client = administrator()
    assert client.get("/samenwerkingen/nergens/bron-zegt-iets-nieuws/").status_code == 404


# What one sees


def test_both_values_stand_side_by_side(new_name: HeldValue) -> None:
    client = clerk()
    page = text_of(client.get(here()))
    assert "<dt>Wij houden</dt><dd>Van ons</dd>" in page
    assert "<dt>De bron zegt nu</dt><dd>Van hen</dd>" in page
    assert 'datetime="2026-07-31"' in page
    assert "Houden wat wij hebben" in page
    assert "Overnemen wat de bron zegt" in page
    assert new_name.collection.title in page
    english = text_of(client.get(f"/en{here()}"))
    assert "<dt>We keep</dt><dd>Van ons</dd>" in english
    assert "Take what the source says" in english


def test_codes_of_municipalities_are_told_by_name() -> None:
    correct(seat_municipality="GM0394")
    load(said(small_package(), SAFETY, seat_municipality_code="GM0453"), at=LATER)
    page = text_of(clerk().get(here()))
    assert "<dd>Haarlemmermeer</dd>" in page
    assert "<dd>Velsen</dd>" in page


def test_nothing_to_decide_says_so() -> None:
    page = text_of(clerk().get(here()))
    assert "Er valt niets te besluiten" in page
    assert "De bron zegt niets nieuws" in page


def test_twelve_queries_at_most_however_many_wait(django_assert_max_num_queries: Any) -> None:
    correct(name="Van ons", purpose="Van ons", website="https://ons.example", seat_place="Hoorn")
    correct_member(KEEPER, roles="Burgemeester")
    new = participant_said(small_package(), SAFETY, KEEPER, role="Wethouder")
    load(
        said(new, SAFETY, name="B", purpose="B", website="https://b.example", seat_place="B"),
        at=LATER,
    )
    client = clerk()
    path = here()
    for one in (
        path,
        f"/samenwerkingen/{slug_of()}/",
        f"/samenwerkingen/{slug_of()}/geschiedenis/",
    ):
        with django_assert_max_num_queries(12, info=one):
            answer = client.get(one)
        assert "bron-zegt-iets-nieuws" in answer.content.decode(), one
    assert client.get(path).content.decode().count('name="held"') == 5
    Arrangement.objects.filter(slug=slug_of()).update(secretariat=secretariat())
    with django_assert_max_num_queries(12):
        assert client.get(path).content.decode().count('name="held"') == 1


def test_links_are_there_for_who_may_only_and_when_something_waits() -> None:
    keeper, outsider = clerk(), clerk(OTHER)
    pages = [f"/samenwerkingen/{slug_of()}/", f"/samenwerkingen/{slug_of()}/geschiedenis/"]
    assert not any("bron-zegt-iets" in text_of(keeper.get(path)) for path in pages)
    correct(name="Van ons")
    load(said(small_package(), SAFETY, name="Van hen"), at=LATER)
    assert all("bron-zegt-iets" in text_of(keeper.get(path)) for path in pages)
    for other in (outsider, Client()):
        assert not any("bron-zegt-iets" in text_of(other.get(path)) for path in pages)


# Deciding


def test_keeping_ours_and_undoing_it(new_name: HeldValue) -> None:
    client = clerk()
    answer = decide(client, new_name, "keep")
    assert (answer.status_code, answer["Location"]) == (302, f"/samenwerkingen/{slug_of()}/")
    made = ChangeSet.objects.get(kind="decide")
    assert (made.reason, made.source) == tuple(TYPED.values())
    assert version().name == "Van ons"
    assert HeldValue.objects.get().source_value == "Van hen"
    told = message(answer, client)
    assert "wat wij hebben, blijft staan" in told
    undo_url = f"/samenwerkingen/{slug_of()}/geschiedenis/{made.pk}/ongedaan-maken/"
    assert undo_url in told
    assert client.post(undo_url, {**TYPED, "do": "save"}).status_code == 302
    assert waiting().incoming_value == "Van hen"


def test_undoing_a_decision_that_left_ours_says_what_it_gives(new_name: HeldValue) -> None:
    client = clerk()
    decide(client, new_name, "keep")
    made = ChangeSet.objects.get(kind="decide")
    undo_url = f"/samenwerkingen/{slug_of()}/geschiedenis/{made.pk}/ongedaan-maken/"
    assert "staat weer open" in text_of(client.get(undo_url))
    assert clerk(OTHER).get(undo_url).status_code == 403


def test_taking_what_the_source_says_needs_no_other_ground(new_name: HeldValue) -> None:
    client = clerk()
    answer = decide(client, new_name, "take", source="")
    assert "er staat nu wat de bron zegt" in message(answer, client)
    made = ChangeSet.objects.get(kind="decide")
    assert made.source.startswith(new_name.collection.title)
    assert version().name == "Van hen"
    assert not HeldValue.objects.exists()
    undo(change_set=made, ground=GROUND, by=operator(), at=LATER)
    assert waiting().held_value == "Van ons"


def test_one_after_the_other_and_then_back(new_name: HeldValue) -> None:
    correct_member(KEEPER, roles="Burgemeester")
    new = participant_said(small_package(), SAFETY, KEEPER, role="Wethouder")
    load(said(new, SAFETY, name="Van hen"), at=LATER)
    client, back = clerk(), "?terug=%2Fgemeenten%2Fx%2Fwerklijst%2F"
    answer = decide(client, new_name, "keep", here() + back)
    assert answer["Location"] == here() + back
    answer = decide(client, waiting(), "take", here() + back)
    assert answer["Location"] == "/gemeenten/x/werklijst/"
    assert participation(KEEPER).roles == "Wethouder"


def test_what_is_missing_is_told_and_nothing_is_decided(new_name: HeldValue) -> None:
    client = clerk()
    no_reason = decide(client, new_name, "take", reason="")
    assert no_reason.status_code == 400
    assert f'href="#decide-{new_name.pk}-reason"' in text_of(no_reason)
    no_source = decide(client, new_name, "keep", source="")
    assert no_source.status_code == 400
    assert "Vul in waaruit blijkt" in text_of(no_source)
    for do in ("", "anders"):
        neither = decide(client, new_name, do)
        assert neither.status_code == 400
        assert "Kies: wat wij hebben blijft staan" in text_of(neither)
    assert waiting() == new_name


def test_nothing_is_decided_that_was_not_seen(new_name: HeldValue) -> None:
    client = clerk()
    first = seen(client, here(), new_name)
    load(said(small_package(), SAFETY, name="Weer anders"), at=LATER)
    answer = client.post(here(), {**first, **TYPED, "do": "take"})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Hier staat nu iets anders dan daarnet" in page
    assert "<dd>Weer anders</dd>" in page
    assert "Nagevraagd" in page
    assert version().name == "Van ons"
    again = re.search(r'name="seen" value="([^"]+)"', page)
    assert again is not None
    answer = client.post(here(), {**first, "seen": again[1], **TYPED, "do": "take"})
    assert answer.status_code == 302
    assert version().name == "Weer anders"


def test_what_was_decided_already_or_never_was_is_told(new_name: HeldValue) -> None:
    client = clerk()
    first = seen(client, here(), new_name)
    assert decide(clerk("GM0392"), new_name, "take").status_code == 302
    for held in (first["held"], "", "x", "99999"):
        answer = client.post(here(), {"held": held, "do": "keep", **TYPED})
        assert answer["Location"] == here()
        assert "Er valt niets meer te beslissen" in message(answer, client)


def test_sent_twice_is_done_once(new_name: HeldValue) -> None:
    client = clerk()
    sent = {**seen(client, here(), new_name), **TYPED, "do": "take"}
    assert client.post(here(), sent).status_code == 302
    assert "al opgeslagen" in message(client.post(here(), sent), client)
    assert ChangeSet.objects.filter(kind="decide").count() == 1


# Whole records


@pytest.mark.parametrize("do", ["keep", "take"])
def test_withdrawn_record_about_which_the_source_says_something_new(do: str) -> None:
    withdraw(KEEPER)
    load(participant_said(small_package(), SAFETY, KEEPER, role="Burgemeester"), at=LATER)
    client = clerk("GM0392")
    page = text_of(client.get(here()))
    assert "Dit is hier weggehaald" in page
    assert "Weg laten" in page
    assert "organen die meedoen: burgemeester" in page.lower()
    answer = decide(client, waiting(), do)
    assert ("blijft weg" if do == "keep" else "staat er weer") in message(answer, client)
    assert Participation.objects.filter(version__key=SAFETY, code=KEEPER).exists() == (do == "take")


@pytest.mark.parametrize("do", ["keep", "take"])
def test_record_that_the_source_dropped(do: str) -> None:
    correct_member(KEEPER, roles="Burgemeester")
    load(without_participant(small_package(), SAFETY, KEEPER), at=LATER)
    client = clerk("GM0392")
    page = text_of(client.get(here()))
    assert "De bron heeft dit niet meer." in page
    assert "deelnemers, besturen en bedragen" not in page
    answer = decide(client, waiting(), do)
    assert ("blijft staan" if do == "keep" else "is weggehaald") in message(answer, client)
    assert Participation.objects.filter(version__key=SAFETY, code=KEEPER).exists() == (do == "keep")


def test_arrangement_that_the_source_dropped_goes_and_leaves_its_history() -> None:
    correct(OLD, name="Van ons")
    load(without_version(small_package(), OLD), at=LATER)
    client, path, slug = clerk("GM0439"), here(OLD), slug_of(OLD)
    assert "deelnemers, besturen en bedragen" in text_of(client.get(path))
    answer = decide(client, waiting(), "take")
    assert answer["Location"] == f"/samenwerkingen/{slug}/geschiedenis/"
    assert client.get(answer["Location"]).status_code == 200
    assert not ArrangementVersion.objects.filter(key=OLD).exists()
    assert client.get(path).status_code == 404


def test_arrangement_of_which_every_version_was_withdrawn_is_for_administrators() -> None:
    path, one = here(LIGHT), version(LIGHT)
    act = correct(LIGHT, name="Was")
    assert act is not None
    HeldValue.objects.all().delete()
    HeldValue.objects.create(
        collection=one.collection, arrangement_slug=one.arrangement.slug, record_kind="version",
        record_key=f'["{LIGHT}"]', field="", source_value={"name": "Was"},
        change_set=act, incoming_value=None, incoming_at=None,
    )  # fmt: skip
    one.delete()
    load(at=LATER)
    assert clerk("GM0358").get(path).status_code == 403
    client = administrator()
    history = path.replace("bron-zegt-iets-nieuws", "geschiedenis")
    assert "bron-zegt-iets-nieuws" in text_of(client.get(history))
    assert client.get(path).status_code == 200
    answer = decide(client, waiting(), "take")
    assert answer["Location"] == path.removesuffix("bron-zegt-iets-nieuws/")
    assert version(LIGHT).arrangement.slug in path
