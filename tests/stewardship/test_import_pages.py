# SPDX-License-Identifier: EUPL-1.2
"""The pages of an own list: as each role, with wrong input, in both languages."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from samenspel.accounts.demo import demo_people
from samenspel.accounts.models import Organisation, User
from samenspel.accounts.rules import operator
from samenspel.register.lists.files import MOST_BYTES, read_list
from samenspel.register.models import ArrangementVersion, Participation, in_force
from samenspel.stewardship.models import ImportedList

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
PAGE = "/gemeenten/purmerend-gm0439/lijst/"
GROUND = {"reason": "controle", "source": "eigen register"}
LIST = (
    "Naam;Plaats;Verplicht\n"
    "GGD Zaanstreek-Waterland;Purmerend;\n"
    "Zwembad Weidevenne;;nee\n"
    "Veiligheidsregio Zaanstreek Waterlnd;;\n"
    ";Oost;\n"
    "=cmd|' /C calc'!A0;;misschien\n"
)


@pytest.fixture
def people() -> None:
    demo_people(
        by=operator(), at=datetime(2026, 6, 1, tzinfo=UTC), new_password=lambda: "geheim-geheim"
    )


@pytest.fixture(autouse=True)
def one_factor_is_enough(settings: Any) -> None:
    """Administrators need no second factor here: what they may do is tested."""
    settings.SAMENSPEL_MFA_REQUIRED = ()


def logged_in(mailbox: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{mailbox}@voorbeeld.example"))
    return client


@pytest.fixture
def adviser(people: None) -> Client:
    return logged_in("adviseur")


def send(client: Client, content: bytes | str = LIST, name: str = "lijst.csv") -> Any:
    body = content.encode() if isinstance(content, str) else content
    return client.post(PAGE, {"bestand": SimpleUploadedFile(name, body)})


def sent(client: Client, content: bytes | str = LIST) -> str:
    response = send(client, content)
    assert response.status_code == 302, response.content
    return str(response["Location"])


def now(name: str) -> ArrangementVersion:
    today = timezone.localdate()
    return ArrangementVersion.objects.get(in_force(today), name=name)


@pytest.mark.parametrize(
    ("mailbox", "status"),
    [("raadslid", 403), ("secretariaat", 403), ("griffier", 200), ("adviseur", 200),
     ("beheerder", 200)],
)  # fmt: skip
def test_each_role_sees_the_pages_of_a_list_or_not(
    adviser: Client, mailbox: str, status: int
) -> None:
    one = sent(adviser)
    client = logged_in(mailbox)
    for path in (PAGE, f"/en{PAGE}", one, f"{one}fouten.csv", f"{PAGE}sjabloon.xlsx"):
        assert client.get(path).status_code == status, path
    assert send(client).status_code == (302 if status == 200 else 403)


def test_visitors_are_asked_to_log_in_and_come_back(client: Client) -> None:
    for path in (PAGE, f"{PAGE}1/", f"{PAGE}1/fouten.csv", f"{PAGE}sjabloon.csv"):
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"].endswith(f"?next={path}")


def test_unknown_addresses_are_not_found(adviser: Client) -> None:
    for path in (
        "/gemeenten/nergens/lijst/", f"{PAGE}99/", f"{PAGE}99/fouten.csv", f"{PAGE}sjabloon.pdf",
        f"{sent(adviser)}fouten.pdf",
    ):  # fmt: skip
        assert adviser.get(path).status_code == 404, path


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"%PDF-1", "pdf"), (b"", "leeg"), (b"a;b\n1;2\n", "Naam"), (b"x" * (MOST_BYTES + 1), "5 MB")],
)
def test_file_that_cannot_be_read_gets_a_sentence(
    adviser: Client, content: bytes, says: str
) -> None:
    response = send(adviser, content)
    assert response.status_code == 400
    assert says in response.content.decode()
    assert not ImportedList.objects.exists()


def test_sending_nothing_asks_for_a_file(adviser: Client) -> None:
    response = adviser.post(PAGE)
    assert response.status_code == 400
    assert "Kies eerst een bestand." in response.content.decode()


def test_list_is_shown_row_by_row_within_twelve_queries(
    adviser: Client, django_assert_max_num_queries: Any
) -> None:
    address = sent(adviser)
    with django_assert_max_num_queries(12):
        page = adviser.get(address).content.decode()
    for text in ("Te verbeteren", "Te kiezen", "Nieuw", "Veranderd", "Neem 2 rijen over"):
        assert text in page
    assert "To mend" in adviser.get(f"/en{address}").content.decode()


def test_number_of_queries_does_not_grow_with_the_list(
    adviser: Client, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(content: str) -> int:
        address = sent(adviser, content)
        with CaptureQueriesContext(connection) as found:
            adviser.get(address)
        return len(found)

    long = LIST + "".join(f"Nieuw verband {number};;ja\n" for number in range(200))
    assert queries(long) == queries(LIST)


def test_choosing_taking_over_and_undoing(adviser: Client) -> None:
    address = sent(adviser)
    slug = now("GGD Zaanstreek-Waterland").arrangement.slug
    assert adviser.post(address, {"wat": "choose", "rij-4": "verzonnen"}).status_code == 302
    assert ImportedList.objects.get().choices == {}
    adviser.post(address, {"wat": "choose", "rij-4": "new"})
    assert ImportedList.objects.get().choices == {"4": "new"}
    seen = adviser.get(address).context["run"].digest
    response = adviser.post(address, {"wat": "apply", "seen": seen, **GROUND}, follow=True)
    assert "3 rijen zijn overgenomen." in response.content.decode()
    assert now("GGD Zaanstreek-Waterland").seat_place == "Purmerend"
    assert adviser.post(address, {"wat": "apply", "seen": seen, **GROUND}).status_code == 409
    assert "Eerder verstuurde lijsten" in adviser.get(PAGE).content.decode()
    assert adviser.post(address, {"wat": "undo", "reason": ""}).status_code == 400
    response = adviser.post(address, {"wat": "undo", **GROUND}, follow=True)
    assert "ongedaan gemaakt" in response.content.decode()
    assert now("GGD Zaanstreek-Waterland").seat_place == "Zaandam"
    assert adviser.post(address, {"wat": "undo", **GROUND}).status_code == 409
    assert slug in adviser.get(address).content.decode()


def test_taking_over_asks_for_reason_source_and_dates_that_exist(adviser: Client) -> None:
    address = sent(adviser)
    run = adviser.get(address).context["run"]
    field = f"einde-{run.missing[0].participation_id}"
    given = {"wat": "apply", "seen": run.digest, field: "31-02-2020"}
    page = adviser.post(address, given)
    assert page.status_code == 400
    text = page.content.decode()
    assert "Schrijf op waarom dit verandert." in text
    assert "een datum die niet bestaat" in text
    assert now("GGD Zaanstreek-Waterland").seat_place == "Zaandam"


def test_participation_that_is_not_in_the_list_is_ended(adviser: Client) -> None:
    address = sent(adviser)
    run = adviser.get(address).context["run"]
    pk = run.missing[0].participation_id
    given = {"wat": "apply", "seen": run.digest, f"einde-{pk}": "31-12-2025", **GROUND}
    assert adviser.post(address, given).status_code == 302
    assert str(Participation.objects.get(pk=pk).valid_to) == "2026-01-01"


def test_register_that_moved_is_shown_again(adviser: Client) -> None:
    address = sent(adviser)
    page = adviser.post(address, {"wat": "apply", "seen": "iets anders", **GROUND})
    assert page.status_code == 409
    text = page.content.decode()
    assert "Het register is veranderd" in text
    assert page.context["form"].initial["seen"] == page.context["run"].digest


def test_row_that_is_refused_is_named_and_what_was_typed_stays(adviser: Client) -> None:
    address = sent(adviser, "Naam;Wij doen mee tot en met\nGGD Zaanstreek-Waterland;31-12-1990\n")
    seen = adviser.get(address).context["run"].digest
    page = adviser.post(address, {"wat": "apply", "seen": seen, **GROUND})
    assert page.status_code == 409
    assert "Rij 2" in page.content.decode()
    assert "eigen register" in page.content.decode()


def test_blank_reason_that_the_register_refuses_stands_at_its_field(adviser: Client) -> None:
    address = sent(adviser)
    seen = adviser.get(address).context["run"].digest
    given = {"wat": "apply", "seen": seen, "reason": "\u200b", "source": "x"}
    assert adviser.post(address, given).status_code in (302, 400, 409)


def test_list_is_thrown_away(adviser: Client) -> None:
    address = sent(adviser)
    assert adviser.post(address, {"wat": "discard"})["Location"] == PAGE
    assert ImportedList.objects.get().state == "discarded"
    assert address not in adviser.get(PAGE).content.decode()


def test_unknown_act_changes_nothing(adviser: Client) -> None:
    assert adviser.post(sent(adviser), {"wat": "iets"}).status_code == 400


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_wrong_rows_are_handed_out_mended_and_sent_again(adviser: Client, kind: str) -> None:
    response = adviser.get(f"{sent(adviser)}fouten.{kind}")
    content = response.content
    if kind == "csv":
        assert "\n,'=cmd" not in content.decode()
        assert ",'=cmd" in content.decode()
    sheet = read_list(content)
    assert sheet.heads == ("Fouten", "Naam", "Plaats", "Verplicht")
    assert [row.cells[1] for row in sheet.rows] == ["", "=cmd|' /C calc'!A0"]
    again = adviser.get(sent(adviser, content)).context["run"]
    assert again.counts["wrong"] == 2


def test_templates_hold_the_register_and_allowed_values(adviser: Client) -> None:
    import zipfile

    csv = adviser.get(f"{PAGE}sjabloon.csv").content.decode("utf-8-sig")
    assert csv.startswith("Kenmerk,Naam,")
    xlsx = adviser.get(f"{PAGE}sjabloon.xlsx").content
    with zipfile.ZipFile(io.BytesIO(xlsx)) as book:
        first = book.read("xl/worksheets/sheet1.xml").decode()
        assert len([n for n in book.namelist() if n.startswith("xl/worksheets/")]) == 4
    assert first.count("<dataValidation ") == 2
    english = adviser.get(f"/en{PAGE}sjabloon.csv").content.decode("utf-8-sig")
    assert english.startswith("Identifier,Name,")
    run = adviser.get(sent(adviser, english.encode())).context["run"]
    assert {o.kind for o in run.outcomes} == {"same"}


def test_template_of_a_municipality_without_arrangements_has_only_heads(people: None) -> None:
    Participation.objects.filter(municipality__code="GM0439").delete()
    client = logged_in("beheerder")
    assert client.get(f"{PAGE}sjabloon.csv").content.decode().count("\n") == 1
    assert client.get(f"{PAGE}sjabloon.xlsx").status_code == 200
    assert Organisation.objects.filter(municipality__code="GM0439").exists()
