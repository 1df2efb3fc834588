# SPDX-License-Identifier: EUPL-1.2
"""The pages of an import: as each role, with wrong input, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samenspel.accounts.models import Role, User
from samenspel.citylinks.actions.links import LinkValues, change_link
from samenspel.citylinks.models import CityLink, LinkList
from samenspel.register.lists.files import MOST_BYTES, read_list
from tests.citylinks.lists_of_links import HEADS, adviser, country
from tests.citylinks.small_links import (
    AT,
    administrator,
    make_link,
    municipality,
    organisation_of,
    user,
)

pytestmark = pytest.mark.django_db
ALL = "/stedenbanden/importeren/"
PAGE = f"{ALL}aarveen-gm7000/"
LIST = "\n".join(
    (
        f"{HEADS};Telefoon",
        "Zee en land;Beekhuizen | Gondar (Ethiopië);;2019;;;06 12345678",
        "Proefband;Cadzande;project",
        "Oud;Dorpstede;;1990;2010;Niemand nam het over",
        ";Nergenshuizen",
        "=cmd|' /C calc'!A0;Cadzande;huwelijk",
    )
)


@pytest.fixture(autouse=True)
def one_factor_is_enough(settings: Any) -> None:
    """Administrators need no second factor here: what they may do is tested."""
    settings.SAMENSPEL_MFA_REQUIRED = ()
    country()


def logged_in(who: User | None = None) -> Client:
    client = Client()
    client.force_login(who or user("adviser"))
    return client


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content
    return " ".join(response.content.decode().split())


def send(client: Client, content: bytes | str = LIST, page: str = PAGE) -> Any:
    body = content.encode() if isinstance(content, str) else content
    return client.post(page, {"bestand": SimpleUploadedFile("banden.csv", body)})


def sent(client: Client, content: bytes | str = LIST) -> str:
    response = send(client, content)
    assert response.status_code == 302, response.content
    return str(response["Location"])


def form_of(client: Client, one: str, wat: str = "apply", **more: Any) -> dict[str, Any]:
    """What the form of the page sends."""
    run = client.get(one).context["run"]
    return {"wat": wat, "seen": run.digest, **more}


@pytest.mark.parametrize(
    ("who", "status"),
    [("councillor", 403), ("clerk", 200), ("adviser", 200), ("elsewhere", 403),
     ("administrator", 200)],
)  # fmt: skip
def test_each_role_sees_the_pages_of_an_import_or_not(who: str, status: int) -> None:
    one = sent(logged_in())
    people = {"elsewhere": lambda: user("clerk", 1), "administrator": administrator}
    client = logged_in(people.get(who, lambda: user(who))())
    for path in (PAGE, f"/en{PAGE}", one, f"{one}fouten.csv", f"{PAGE}sjabloon.xlsx"):
        assert client.get(path).status_code == status, path
    assert send(client).status_code == (302 if status == 200 else 403)
    assert client.post(one, {"wat": "discard"}).status_code == (302 if status == 200 else 403)


def test_visitors_are_asked_to_log_in_and_come_back(client: Client) -> None:
    for path in (ALL, PAGE, f"{PAGE}1/", f"{PAGE}1/fouten.csv", f"{PAGE}sjabloon.csv"):
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"].endswith(f"?next={path}")


def test_unknown_addresses_are_not_found() -> None:
    client, other = logged_in(), logged_in(user("clerk", 1))
    one = sent(client)
    pk = one.rstrip("/").rpartition("/")[2]
    for path in (
        f"{ALL}nergens/", f"{ALL}gm7000/", f"{PAGE}999999/", f"{PAGE}999999/fouten.csv",
        f"{PAGE}sjabloon.pdf", f"{PAGE}lijst.csv", f"{one}fouten.pdf",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path
    assert other.get(f"{ALL}beekhuizen-gm7001/{pk}/").status_code == 404
    assert logged_in(administrator()).get(f"{ALL}geestveld-gm7006/").status_code == 404


def test_who_works_for_one_municipality_goes_straight_to_its_page() -> None:
    response = logged_in().get(ALL)
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert logged_in(user("councillor")).get(ALL).status_code == 403


def test_who_works_for_two_municipalities_chooses() -> None:
    both = user("adviser")
    Role.objects.create(user=both, organisation=organisation_of(municipality(1)), kind="clerk")
    told = text(logged_in(both).get(f"{ALL}?zoek=Cadzande"))
    assert f'href="{PAGE}"' in told
    assert "beekhuizen-gm7001" in told
    assert "cadzande-gm7002" not in told


def test_who_runs_the_site_looks_a_municipality_up() -> None:
    client = logged_in(administrator())
    assert "Naam van een gemeente" in text(client.get(ALL))
    municipality(2).names.create(name="Cadzande", kind="official", source="Test")
    municipality(6).names.create(name="Geestveld", kind="official", source="Test")
    assert f"{ALL}cadzande-gm7002/" in text(client.get(f"{ALL}?zoek=cadz"))
    assert "geestveld-gm7006" not in text(client.get(f"{ALL}?zoek=geest"))


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"%PDF-1", "pdf"), (b"", "leeg"), (b"a;b\n1;2\n", "Partners"),
     (b"Naam;Partners\n" + b"A;B\n" * 1_001, "1.000"), (b"x" * (MOST_BYTES + 1), "5 MB"),
     (b"Partners;Soort\nA;B\n", "Naam")],
    ids=["pdf", "empty", "no partners", "long", "large", "no name"],
)  # fmt: skip
def test_file_that_cannot_be_read_gets_a_sentence(content: bytes, says: str) -> None:
    assert says in text(send(logged_in(), content), 400)
    assert not LinkList.objects.exists()


def test_sending_nothing_asks_for_a_file() -> None:
    assert "Kies eerst een bestand" in text(logged_in().post(PAGE), 400)


def test_the_page_says_which_columns_there_are_with_an_example() -> None:
    client = logged_in()
    told = text(client.get(PAGE))
    for words in ("Waarom geëindigd", "Heerlen | Sluis | Gondar (Ethiopië)", "1 januari"):
        assert words in told
    assert "Heerlen | Sluis | Gondar (Ethiopia)" in text(client.get(f"/en{PAGE}"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_has_the_heads_and_the_filled_one_the_links(kind: str) -> None:
    make_link(public=False)
    client = logged_in()
    filled = read_list(client.get(f"{PAGE}stedenbanden.{kind}").content)
    assert filled.heads[:3] == ("Naam", "Partners", "Soort")
    assert [row.cells[:2] for row in filled.rows] == [("Proefband", "Beekhuizen")]
    empty = client.get(f"{PAGE}sjabloon.{kind}")
    assert empty["Content-Disposition"].endswith(f'sjabloon-aarveen-gm7000.{kind}"')
    assert b"Proefband" not in empty.content
    theirs = logged_in(administrator()).get(f"{PAGE}stedenbanden.csv")
    assert b"Proefband" not in theirs.content


def test_the_page_of_a_list_shows_every_row_as_it_would_come_in() -> None:
    make_link()
    client = logged_in()
    one = sent(client)
    told = text(client.get(one))
    for words in (
        "Er worden 2 stedenbanden gemaakt. Er is nog niets overgenomen.",
        "Gondar (Ethiopië)",
        "Dezelfde naam: “Proefband”.",
        "als “Proefband (2)”",
        "Geen gemeente in het register heet “Nergenshuizen”.",
        "De naam ontbreekt.",
        "“huwelijk” is geen soort band.",
        "=cmd|&#x27; /C calc&#x27;!A0",
        "Deze kolommen kennen we niet. We slaan ze over en bewaren ze niet: Telefoon.",
        "Maak 2 stedenbanden",
    ):
        assert words in told, words
    assert "06 12345678" not in told
    assert "No municipality in the register is called" in text(client.get(f"/en{one}"))
    assert not CityLink.objects.exclude(name="Proefband").exists()


def test_a_list_is_taken_over_seen_and_undone() -> None:
    client = logged_in()
    one = sent(client)
    told = text(client.post(one, form_of(client, one), follow=True))
    assert "3 stedenbanden zijn geïmporteerd" in told
    assert "/stedenbanden/zee-en-land/dossier/" in told
    assert "2 rijen zijn overgeslagen." in told
    assert ">overgenomen</td>" in text(client.get(PAGE))
    assert "zijn weggehaald" in text(client.post(one, {"wat": "undo"}, follow=True))
    assert not CityLink.objects.exists()
    assert "Ongedaan gemaakt" in text(client.get(one))


def test_who_runs_the_site_gets_no_way_into_the_files() -> None:
    client = logged_in(administrator())
    one = sent(client)
    told = text(client.post(one, form_of(client, one), follow=True))
    assert "Zee en land" in told
    assert "/dossier/" not in told


def test_a_row_that_is_known_comes_in_when_it_is_ticked() -> None:
    make_link()
    client = logged_in()
    one = sent(client)
    client.post(one, form_of(client, one, ook=["3", "x", "9" * 5_000]))
    assert CityLink.objects.filter(name="Proefband (2)", kind="project").exists()


def test_pressing_twice_or_on_an_old_page_writes_nothing_more() -> None:
    client = logged_in()
    one, other = sent(client), sent(client)
    form, late = form_of(client, one), form_of(client, other, ook=["3"])
    client.post(one, form)
    told = text(client.post(one, form), 409)
    assert "Er is nu niets veranderd" in told
    assert "al overgenomen" in told
    told = text(client.post(other, late), 409)
    assert "Sinds u deze lijst bekeek, zijn er stedenbanden bijgekomen of veranderd." in told
    assert 'value="3" checked' in told
    assert CityLink.objects.count() == 3


def test_a_list_without_right_rows_offers_nothing_to_take_over() -> None:
    client = logged_in()
    one = sent(client, f"{HEADS}\n;Beekhuizen")
    told = text(client.get(one))
    assert "Geen enkele rij van deze lijst kan zo worden overgenomen." in told
    assert 'name="seen"' not in told
    assert "niets" in text(client.post(one, form_of(client, one)), 409)


def test_a_list_of_known_links_says_so() -> None:
    make_link()
    client = logged_in()
    one = sent(client, f"{HEADS}\nProefband;Beekhuizen")
    told = text(client.get(one))
    assert "Elke stedenband in deze lijst staat hier al." in told
    assert "Maak de aangevinkte stedenbanden" in told


def test_undoing_says_why_not() -> None:
    client = logged_in()
    one = sent(client)
    client.post(one, form_of(client, one))
    link = CityLink.objects.get(name="Zee en land")
    change_link(link=link, values=LinkValues("Zee"), edition=1, by=adviser(), at=AT)
    told = text(client.post(one, {"wat": "undo"}), 409)
    assert "Er is iets veranderd in of toegevoegd aan “Zee”." in told
    assert CityLink.objects.count() == 3


def test_what_is_not_asked_is_not_done() -> None:
    client = logged_in()
    one = sent(client)
    assert client.post(one, {"wat": "alles"}).status_code == 400
    assert client.post(one).status_code == 400
    assert client.put(one).status_code == 405
    assert not CityLink.objects.exists()


def test_a_list_that_was_thrown_away_is_gone() -> None:
    client = logged_in()
    one = sent(client)
    assert "weggegooid" in text(client.post(one, {"wat": "discard"}, follow=True))
    assert client.get(one).status_code == 404


def test_wrong_rows_come_back_as_a_file_that_can_be_sent_again() -> None:
    client = logged_in()
    one = sent(client)
    content = client.get(f"{one}fouten.csv").content
    file = read_list(content)
    assert file.heads[:3] == ("Fouten", "Naam", "Partners")
    assert len(file.rows) == 2
    assert "Nergenshuizen" in file.rows[0].cells[0]
    assert b"'=cmd|" in content
    mended = content.decode("utf-8-sig").replace("huwelijk", "project")
    again = sent(client, mended.replace("Nergenshuizen", "Beekhuizen"))
    assert client.get(again).context["run"].counts == {"wrong": 1, "new": 1, "known": 0}


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/stedenbanden/", True), ("/stedenbanden/mijn/", True),
     ("/gemeenten/aarveen-gm7000/stedenbanden/", True),
     ("/gemeenten/beekhuizen-gm7001/stedenbanden/", False)],
)  # fmt: skip
def test_the_way_in_is_shown_to_who_may(path: str, expected: bool) -> None:
    assert (f'href="{ALL}' in text(logged_in().get(path))) is expected
    for client in (Client(), logged_in(user("councillor"))):
        assert f'href="{ALL}' not in client.get(path).content.decode()


def test_pages_ask_at_most_twelve_queries(django_assert_max_num_queries: Any) -> None:
    make_link()
    client = logged_in()
    one = sent(client)
    done = sent(client)
    client.post(done, form_of(client, done))
    for path in (ALL, PAGE, one, done, f"{one}fouten.csv", f"{PAGE}stedenbanden.csv"):
        client.get(path)
        with django_assert_max_num_queries(12):
            client.get(path)
