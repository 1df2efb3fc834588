# SPDX-License-Identifier: EUPL-1.2
"""The pages of the network on the example: what they say, what they refuse, and their files."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from samenspel.accounts.models import User
from samenspel.register.models import Collection, Participation
from samenspel.register.queries.facts import forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example", "_forgotten")]
PAGE = "/inzicht/netwerk/"
DAY = "peildatum=2026-01-01"
PLACE = "/gemeenten/amsterdam-gm0363/netwerk/"


@pytest.fixture
def _forgotten() -> None:
    forget()


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return " ".join(response.content.decode().split())


def rows_of(client: Client, url: str) -> list[dict[str, str]]:
    body = client.get(url).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_the_page_opens_with_the_matrix_and_says_what_it_shows(client: Client) -> None:
    html = text(client, f"{PAGE}?{DAY}")
    assert "Wie werkt met wie?" in html
    assert html.index("network-matrix-title") < html.index('id="groups"')
    assert 'href="/methoden/?peildatum=2026-01-01#matrix-order"' in html
    assert 'class="tie tie-' in html


def test_the_page_is_there_in_english(client: Client) -> None:
    assert "Who works with whom?" in text(client, f"/en{PAGE}?{DAY}")
    assert "With whom does Amsterdam work?" in text(client, f"/en{PLACE}?{DAY}")


def test_a_group_leads_to_a_matrix_with_names_and_numbers(client: Client) -> None:
    assert "gebied=GM0363" in text(client, f"{PAGE}?{DAY}")
    html = text(client, f"{PAGE}?{DAY}&gebied=GM0363")
    assert "Wie werkt met wie rond Amsterdam?" in html
    assert "<title>Amsterdam en Zaanstad delen 7 van 15 samenwerkingen</title>" in html
    assert "buiten dit gebied" in html
    assert f'href="{PAGE}?{DAY}"' in html


def test_any_member_leads_to_its_group(client: Client) -> None:
    html = text(client, f"{PAGE}?{DAY}&gebied=GM0479")
    assert "Wie werkt met wie rond Amsterdam?" in html
    assert '<option value="GM0363" selected>' in html


def test_a_province_has_a_matrix_with_the_squares_of_its_groups(client: Client) -> None:
    html = text(client, f"{PAGE}?{DAY}&gebied=Noord-Holland")
    assert "Wie werkt met wie in Noord-Holland?" in html
    assert html.count('class="matrix__block"') >= 3


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("gebied=Atlantis", "Wij kennen dit gebied niet"),
        ("lijnen=11", "Schrijf een heel getal van 1 tot en met 10."),
        ("lijnen=veel", "Schrijf een heel getal van 1 tot en met 10."),
        ("maximaal=1", "Schrijf een heel getal van 2 tot en met 1000."),
        ("vanaf=0", "Schrijf een heel getal van 1 tot en met 1000."),
        ("onderwerp=onzin", "Dit is niet een van de keuzes."),
        ("vorm=onzin", "Dit is niet een van de keuzes."),
        ("maat=onzin", "Dit is niet een van de keuzes."),
        ("peildatum=2016-02-31", "Deze datum bestaat niet."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_on_a_page_that_works(
    client: Client, asked: str, words: str
) -> None:
    html = text(client, f"{PAGE}?{asked}", 400)
    assert words in html
    assert "network-matrix-title" in html
    response = client.get(f"{PAGE}paren.csv?{asked}")
    assert response.status_code == 400
    assert words in response.content.decode()


def test_a_choice_counts_only_those_arrangements_and_the_files_say_so(client: Client) -> None:
    everything = rows_of(client, f"{PAGE}paren.csv?{DAY}")
    some = rows_of(client, f"{PAGE}paren.csv?{DAY}&vorm=bedrijfsvoeringsorganisatie")
    assert 0 < len(some) < len(everything)
    said = json.loads(
        client.get(f"{PAGE}paren.json?{DAY}&vorm=bedrijfsvoeringsorganisatie&maximaal=5").content
    )
    assert said["notes"] == [
        "Alleen samenwerkingen met de vorm: Bedrijfsvoeringsorganisatie",
        "Zonder samenwerkingen van meer dan 5 gemeenten",
    ]


def test_a_choice_that_nobody_shares_says_so(client: Client) -> None:
    html = text(client, f"{PAGE}?{DAY}&vorm=stedenband&maximaal=2")
    assert "Niemand deelt hier een samenwerking" in html


def test_an_address_of_which_nobody_works_together_is_an_error(client: Client) -> None:
    assert "niemand werkt er samen" in text(client, f"{PAGE}?{DAY}&gebied=GM0003", 400)


def test_figures_are_equal_on_the_page_and_in_every_file(client: Client) -> None:
    asked = f"{DAY}&gebied=GM0363&maat=deel"
    html = text(client, f"{PAGE}?{asked}")
    table = rows_of(client, f"{PAGE}paren.csv?{asked}")
    said = json.loads(client.get(f"{PAGE}paren.json?{asked}").content)
    assert [int(row["shared"]) for row in table] == [row["shared"] for row in said["rows"]]
    assert [float(row["jaccard"]) for row in table] == [row["jaccard"] for row in said["rows"]]
    assert all(row["jaccard"] == row["shared"] / row["either"] for row in said["rows"])
    first = said["rows"][0]
    line = html[html.index('id="pairs"') :]
    line = line[line.index("<tbody>") : line.index("</tr>", line.index("<tbody>"))]
    assert first["municipality"] in line
    assert first["partner"] in line
    assert f">{first['shared']}<" in line
    assert said["definitions"] == ["/methoden/#cooperation-intensity"]
    assert said["reference_date"] == "2026-01-01"
    assert {row["source"] for row in table} == set(said["sources"])


def test_the_order_and_the_groups_can_be_downloaded(client: Client) -> None:
    order = json.loads(client.get(f"{PAGE}gemeenten.json?{DAY}").content)["rows"]
    groups = json.loads(client.get(f"{PAGE}groepen.json?{DAY}").content)["rows"]
    assert [row["place"] for row in order] == list(range(1, len(order) + 1))
    assert {row["group_code"] for row in order} - {None} == {row["group_code"] for row in groups}
    assert all((row["partners"] == 0) == (row["group"] is None) for row in order)
    for group in groups:
        members = [row["municipality"] for row in order if row["group_code"] == group["group_code"]]
        assert group["members"].split(", ") == members
        whole = 2 * group["shared_inside"] + group["shared_outside"]
        assert group["share_inside"] == 2 * group["shared_inside"] / whole


@pytest.mark.parametrize("what", ["paren", "gemeenten", "groepen"])
def test_tables_are_there_as_a_workbook(client: Client, what: str) -> None:
    response = client.get(f"{PAGE}{what}.xlsx?{DAY}")
    assert response.status_code == 200
    assert response.content[:2] == b"PK"


@pytest.mark.parametrize(
    "path",
    [
        f"{PAGE}matrix.svg?{DAY}",
        f"{PAGE}matrix.svg?{DAY}&gebied=GM0363",
        f"{PAGE}kaart.svg?{DAY}",
        f"{PLACE}"[:-1] + f".svg?{DAY}",
    ],
)
def test_drawings_stand_by_themselves(client: Client, path: str) -> None:
    response = client.get(path)
    assert response["Content-Type"].startswith("image/svg+xml")
    svg = ET.fromstring(response.content)  # noqa: S314 - our own
    names = {element.tag.rpartition("}")[2] for element in svg.iter()}
    assert {"title", "desc", "style", "path"} <= names
    assert "a" not in names
    described = " ".join("".join(e.itertext()) for e in svg.iter() if e.tag.endswith("desc"))
    assert "2026-01-01" in described


@pytest.mark.parametrize(
    "path",
    [
        f"{PAGE}paren.pdf",
        f"{PAGE}matrix.csv",
        f"{PAGE}onzin.csv",
        "/gemeenten/amsterdam-gm0363/netwerk.pdf",
        "/gemeenten/nergens/netwerk/",
        "/gemeenten/zeevang-gm0478/netwerk.csv",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_country_without_data_is_shown_as_the_one_that_has_it(client: Client) -> None:
    assert "Wie werkt met wie?" in text(client, f"{PAGE}?land=be&{DAY}")


def test_without_any_data_the_page_says_so(client: Client) -> None:
    Collection.objects.update(table_rows={"municipalities": 36})
    html = text(client, PAGE)
    assert "Er zijn nog geen gegevens" in html
    assert client.get(f"{PAGE}paren.csv").status_code == 404
    assert "Wij kunnen niet laten zien met wie Amsterdam" in text(client, PLACE)


def test_a_municipality_shows_its_partners_the_strongest_first(client: Client) -> None:
    html = text(client, f"{PLACE}?{DAY}")
    assert "Met wie werkt Amsterdam samen?" in html
    assert "samen hebben zij 15 samenwerkingen, en 7 daarvan delen zij" in html
    rows = rows_of(client, f"/gemeenten/amsterdam-gm0363/netwerk.csv?{DAY}")
    assert [(row["partner"], row["shared"], row["either"]) for row in rows[:2]] == [
        ("Zaanstad", "7", "15"),
        ("Amstelveen", "7", "16"),
    ]
    assert f">{rows[0]['shared']} van {rows[0]['either']}<" in html


def test_a_pair_shows_the_arrangements_that_both_are_in(client: Client) -> None:
    html = text(client, f"{PLACE}?{DAY}&met=gm0384")
    assert "Wat Amsterdam en Diemen samen doen" in html
    section = html[html.index('id="shared"') :]
    section = section[: section.index("</table>")]
    assert section.count("<tr>") == 1 + 7
    assert "Wat Amsterdam en" not in text(client, f"{PLACE}?{DAY}&met=GM0003")


def test_the_part_of_each_group_adds_up_to_all_that_is_shared(client: Client) -> None:
    html = text(client, f"{PLACE}?{DAY}")
    rows = rows_of(client, f"/gemeenten/amsterdam-gm0363/netwerk.csv?{DAY}")
    section = html[html.index('id="place-groups"') :]
    section = section[: section.index("</table>")]
    numbers = [
        int(part[part.index(">") + 1 : part.index("<")])
        for part in section.split('data-label="Gedeeld, opgeteld over de partners"')[1:]
    ]
    assert sum(numbers) == sum(int(row["shared"]) for row in rows)
    assert "de groep van Amsterdam" in section


def test_an_old_name_in_the_address_leads_to_the_right_one(client: Client) -> None:
    response = client.get(f"/gemeenten/mokum-gm0363/netwerk/?{DAY}")
    assert response.status_code == 301
    assert response["Location"] == f"{PLACE}?{DAY}"


def test_a_municipality_that_does_not_exist_then_says_so(client: Client) -> None:
    html = text(client, "/gemeenten/zeevang-gm0478/netwerk/")
    assert "Wij kunnen niet laten zien met wie Zeevang" in html
    assert "Zeevang" in text(client, "/gemeenten/zeevang-gm0478/netwerk/?peildatum=2014-01-01")


def test_no_partner_is_a_fact_and_unknown_is_said(client: Client) -> None:
    wrong = text(client, f"{PLACE}?{DAY}&vorm=stedenband&maximaal=2")
    assert "Amsterdam deelt geen samenwerking" in wrong
    assert "Met deze keuze en op deze datum is er geen." in wrong
    Participation.objects.filter(municipality__code="GM0363").delete()
    forget()
    assert "De bron noemt deze gemeente helemaal niet" in text(client, f"{PLACE}?{DAY}")


def test_a_wrong_choice_for_a_municipality_is_refused(client: Client) -> None:
    assert "Dit is niet een van de keuzes." in text(client, f"{PLACE}?maat=onzin", 400)
    assert client.get("/gemeenten/amsterdam-gm0363/netwerk.csv?maat=onzin").status_code == 400


def test_definitions_are_published(client: Client) -> None:
    html = text(client, "/methoden/")
    for key in ("cooperation-intensity", "matrix-order", "cooperation-groups"):
        assert f'id="{key}"' in html


def test_pages_ask_the_same_few_queries_of_visitors_and_users(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(User.objects.create_user("r@voorbeeld.example", None, name="Rana"))
    for address in (f"{PAGE}?{DAY}", f"{PAGE}?{DAY}&gebied=GM0363", f"{PLACE}?{DAY}&met=GM0384"):
        forget()
        with django_assert_max_num_queries(12, info=address):
            assert client.get(address).status_code == 200
