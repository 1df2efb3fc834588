# SPDX-License-Identifier: EUPL-1.2
"""The pages to manage people, as each role, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from samenspel.accounts.models import Event, Invitation, Organisation, Role, User

from .conftest import PASSWORD, Town, add_municipality, add_person

ROLES = ["councillor", "clerk", "adviser", "secretariat", "administrator"]


def as_(client: Client, town: Town, name: str) -> Client:
    client.force_login(town.people[name])
    return client


def link_in_mail() -> str:
    found = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("name", "start", "log", "own", "other"),
    [("councillor", 403, 403, 404, 404), ("adviser", 403, 403, 404, 404),
     ("clerk", 302, 403, 200, 404), ("secretariat", 302, 403, 404, 404),
     ("administrator", 200, 200, 200, 200)],
)  # fmt: skip
def test_who_sees_which_page(
    client: Client, town: Town, name: str, start: int, log: int, own: int, other: int
) -> None:
    as_(client, town, name)
    assert client.get("/beheer/").status_code == start
    assert client.get("/beheer/logboek/").status_code == log
    assert client.get("/beheer/logboek/logboek.csv").status_code == log
    for organisation, expected in ((town.municipality, own), (town.other, other)):
        address = f"/beheer/organisaties/{organisation.pk}/"
        assert client.get(address).status_code == expected
        assert client.get(f"{address}uitnodigen/").status_code == expected
    makes = 200 if name == "administrator" else 403
    assert client.get("/beheer/organisaties/toevoegen/").status_code == makes
    person = f"/beheer/personen/{town.people['councillor'].pk}/"
    assert client.get(person).status_code == own


def test_who_is_not_logged_in_is_asked_to(client: Client, town: Town) -> None:
    for address in (
        "/beheer/", "/beheer/logboek/", f"/beheer/organisaties/{town.municipality.pk}/", "/account/"
    ):  # fmt: skip
        assert client.get(address)["Location"] == f"/inloggen/?next={address}"


def test_inviting_by_mail_and_accepting(client: Client, town: Town) -> None:
    as_(client, town, "clerk")
    address = f"/beheer/organisaties/{town.municipality.pk}/"
    response = client.post(
        f"{address}uitnodigen/",
        {"email": "nia@voorbeeld.example", "name": "Nia", "kind": "councillor", "language": "nl"},
    )
    assert response["Location"] == address
    assert "nia@voorbeeld.example" in client.get(address).content.decode()
    message = mail.outbox[0]
    assert message.to == ["nia@voorbeeld.example"]
    assert "Beste Nia," in message.body
    assert "raadslid" in message.body
    link = link_in_mail()
    visitor = Client()
    page = visitor.get(link).content.decode()
    assert "Gemeente Purmerend" in page
    bad = visitor.post(link, {"name": "Nia", "password": "kort", "again": "anders"})
    assert bad.status_code == 400
    accepted = visitor.post(
        link, {"name": "Nia Nieuw", "password": PASSWORD, "again": PASSWORD}, follow=True
    )
    assert accepted.status_code == 200
    user = User.objects.get(email="nia@voorbeeld.example")
    assert visitor.session["_auth_user_id"] == str(user.pk)
    assert visitor.get(link).status_code == 404
    assert user.roles.get().kind == "councillor"
    secret = link.rstrip("/").rpartition("/")[2]
    assert secret not in str(list(Event.objects.values()))
    assert {"invite", "accept_invitation", "give_role", "log_in"} <= set(
        Event.objects.values_list("action", flat=True)
    )


def test_an_english_invitation_leads_to_the_english_page(client: Client, town: Town) -> None:
    as_(client, town, "clerk")
    client.post(
        f"/beheer/organisaties/{town.municipality.pk}/uitnodigen/",
        {"email": "nia@voorbeeld.example", "kind": "councillor", "language": "en"},
    )
    assert mail.outbox[0].body.startswith("Hello,")
    assert link_in_mail().startswith("/en/uitnodiging/")
    assert "Your invitation" in Client().get(link_in_mail()).content.decode()


@pytest.fixture
def invitation(client: Client, town: Town) -> Invitation:
    as_(client, town, "clerk")
    client.post(
        f"/beheer/organisaties/{town.municipality.pk}/uitnodigen/",
        {"email": town.people["secretariat"].email, "kind": "adviser", "language": "nl"},
    )
    return Invitation.objects.get()


def test_who_has_an_account_logs_in_and_accepts(
    client: Client, town: Town, invitation: Invitation
) -> None:
    link, person = link_in_mail(), town.people["secretariat"]
    visitor = Client()
    assert f"/inloggen/?next={link}" in visitor.get(link).content.decode()
    assert "voor iemand anders" in client.get(link).content.decode()
    assert client.post(link).status_code == 403
    visitor.force_login(person)
    assert visitor.get(link).status_code == 200
    assert visitor.post(link)["Location"] == "/account/"
    assert set(person.roles.values_list("kind", flat=True)) == {"secretariat", "adviser"}


def test_accepting_what_one_got_meanwhile_says_so(town: Town, invitation: Invitation) -> None:
    link, person = link_in_mail(), town.people["secretariat"]
    Role.objects.create(user=person, organisation=town.municipality, kind="adviser")
    visitor = Client()
    visitor.force_login(person)
    assert "heeft deze rol al" in visitor.post(link, follow=True).content.decode()


def test_sending_again_and_withdrawing(client: Client, town: Town, invitation: Invitation) -> None:
    first = link_in_mail()
    client.post(f"/beheer/uitnodigingen/{invitation.pk}/opnieuw/")
    second = link_in_mail()
    assert first != second
    assert Client().get(first).status_code == 404
    page = client.post(f"/beheer/uitnodigingen/{invitation.pk}/intrekken/", follow=True)
    assert "ingetrokken" in page.content.decode()
    assert Client().get(second).status_code == 404
    for what in ("opnieuw", "intrekken"):
        page = client.post(f"/beheer/uitnodigingen/{invitation.pk}/{what}/", follow=True)
        assert "al geaccepteerd of ingetrokken" in page.content.decode()
    stranger = Client()
    stranger.force_login(town.people["adviser"])
    address = f"/beheer/uitnodigingen/{invitation.pk}/intrekken/"
    assert stranger.post(address).status_code == 403
    assert stranger.get(address).status_code == 405


@pytest.mark.parametrize(
    "fields",
    [{"email": "geen-adres"}, {"kind": "administrator"}, {"kind": ""}, {"language": "xx"},
     {"first_day": "2026-07-02", "last_day": "2026-07-01"}, {"first_day": "ooit"},
     {"email": "councillor@voorbeeld.example"}],
)  # fmt: skip
def test_an_invitation_that_makes_no_sense_is_explained(
    client: Client, town: Town, fields: dict[str, str]
) -> None:
    as_(client, town, "clerk")
    good = {"email": "nia@voorbeeld.example", "kind": "councillor", "language": "nl"}
    response = client.post(
        f"/beheer/organisaties/{town.municipality.pk}/uitnodigen/", {**good, **fields}
    )
    assert response.status_code == 400
    assert 'aria-invalid="true"' in response.content.decode()
    assert not Invitation.objects.exists()


def test_without_a_mail_server_the_page_says_so(client: Client, town: Town, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    as_(client, town, "clerk")
    address = f"/beheer/organisaties/{town.municipality.pk}/uitnodigen/"
    assert "kan nog geen e-mail" in client.get(address).content.decode()
    data = {"email": "nia@voorbeeld.example", "kind": "councillor", "language": "nl"}
    assert client.post(address, data).status_code == 503
    assert not Invitation.objects.exists()


def test_a_mail_server_that_refuses_is_told(client: Client, town: Town, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    as_(client, town, "clerk")
    data = {"email": "nia@voorbeeld.example", "kind": "councillor", "language": "nl"}
    address = f"/beheer/organisaties/{town.municipality.pk}/uitnodigen/"
    page = client.post(address, data, follow=True).content.decode()
    assert "kon niet worden verstuurd" in page
    assert Invitation.objects.count() == 1


def test_giving_and_ending_a_role_on_the_page_of_a_person(client: Client, town: Town) -> None:
    as_(client, town, "clerk")
    person = town.people["councillor"]
    address = f"/beheer/personen/{person.pk}/"
    role = f"{town.municipality.pk}:adviser"
    given = client.post(address, {"role": role, "last_day": "2027-03-31"})
    assert given["Location"] == address
    made = person.roles.get(kind="adviser")
    assert str(made.valid_to) == "2027-04-01"
    assert "31\u00a0maart\u00a02027" in client.get(address).content.decode()
    assert client.post(address, {"role": role}).status_code == 400
    assert client.post(address, {"role": f"{town.site.pk}:administrator"}).status_code == 400
    client.post(f"/beheer/rollen/{made.pk}/beeindigen/")
    made.refresh_from_db()
    assert made.valid_to is not None
    again = client.post(f"/beheer/rollen/{made.pk}/beeindigen/", follow=True)
    assert "al beëindigd" in again.content.decode()
    assert client.post("/beheer/rollen/999999/beeindigen/").status_code == 404


def test_ones_own_page_has_no_form_to_raise_oneself(client: Client, town: Town) -> None:
    as_(client, town, "clerk")
    page = client.get(f"/beheer/personen/{town.people['clerk'].pk}/").content.decode()
    assert "Deze rol geven" not in page
    assert "Deze persoon blokkeren" not in page


def test_blocking_logs_out_at_once(client: Client, town: Town) -> None:
    person, visitor = town.people["councillor"], Client()
    visitor.force_login(person)
    as_(client, town, "clerk")
    address = f"/beheer/personen/{person.pk}/blokkeren/"
    client.post(address, {"actie": "blokkeren"})
    assert visitor.get("/account/").status_code == 302
    assert "geblokkeerd" in client.get(f"/beheer/personen/{person.pk}/").content.decode()
    assert "al gedaan" in client.post(address, {"actie": "blokkeren"}, follow=True).content.decode()
    client.post(address, {"actie": "deblokkeren"})
    person.refresh_from_db()
    assert person.is_active


def test_making_organisations(client: Client, town: Town) -> None:
    as_(client, town, "administrator")
    bergen = add_municipality("GM0373", "Bergen").municipality
    Organisation.objects.filter(municipality=bergen).delete()
    address = "/beheer/organisaties/toevoegen/"
    assert "Bergen" in client.get(f"{address}?zoek=berg").content.decode()
    assert "Geen gemeente gevonden" in client.get(f"{address}?zoek=xyz").content.decode()
    made = client.post(address, {"gemeente": "GM0373"})
    organisation = Organisation.objects.get(municipality=bergen)
    assert made["Location"] == f"/beheer/organisaties/{organisation.pk}/"
    assert client.post(address, {"gemeente": "GM0373"}).status_code == 400
    assert client.post(address, {"gemeente": "GM9999"}).status_code == 404
    assert client.post(address, {"name": "Secretariaat Zuid"}).status_code == 302
    assert client.post(address, {"name": "Secretariaat Zuid"}).status_code == 400
    assert client.post(address, {"name": ""}).status_code == 400
    found = client.get("/beheer/?zoek=zuid").content.decode()
    assert "Secretariaat Zuid" in found
    assert "Gemeente Bergen" not in found
    assert "Geen organisatie gevonden" in client.get("/beheer/?zoek=xyz").content.decode()


def test_the_log_is_filtered_paged_and_downloaded(client: Client, town: Town) -> None:
    Client().post("/inloggen/", {"login": "=formula@voorbeeld.example", "password": "geheimwoord"})
    as_(client, town, "administrator")
    page = client.get("/beheer/logboek/").content.decode()
    assert "=formula@voorbeeld.example" in page
    assert "127.0.0.1" in page
    assert "geheimwoord" not in page
    assert "geweigerd" in page
    assert "manier: wachtwoord" in page
    assert "formula" in client.get("/beheer/logboek/?persoon=FORMULA").content.decode()
    nothing = client.get("/beheer/logboek/?persoon=niemand").content.decode()
    assert "Geen regels gevonden" in nothing
    assert "formula" not in client.get("/beheer/logboek/?vanaf=2999-01-01").content.decode()
    assert "formula" in client.get(
        "/beheer/logboek/?actie=log_in&vanaf=2020-01-01&tot_en_met=2999-01-01"
    ).content.decode()  # fmt: skip
    for bad in ("actie=onbekend", "vanaf=ooit"):
        assert client.get(f"/beheer/logboek/?{bad}").status_code == 400
    response = client.get("/beheer/logboek/logboek.csv?actie=log_in")
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("at,actor,origin,action,object,key,result,detail")
    assert ",'=formula@voorbeeld.example,refused," in text


def test_pages_cost_few_queries_however_many_people(
    client: Client, town: Town, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        add_person(f"raadslid-{number}", "councillor", town.municipality)
    as_(client, town, "administrator")
    for address in (
        "/account/", "/beheer/", f"/beheer/organisaties/{town.municipality.pk}/",
        f"/beheer/personen/{town.people['councillor'].pk}/", "/beheer/logboek/",
        "/beheer/organisaties/toevoegen/?zoek=purm", "/account/tweede-stap/", "/account/sessies/",
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_the_pages_are_there_in_english(client: Client, town: Town) -> None:
    as_(client, town, "administrator")
    assert "People and roles" in client.get("/en/beheer/").content.decode()
    assert "How you log in" in client.get("/en/account/").content.decode()
    assert "Nobody can change" in client.get("/en/beheer/logboek/").content.decode()
