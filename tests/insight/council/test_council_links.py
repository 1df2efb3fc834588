# SPDX-License-Identifier: EUPL-1.2
"""City links on the page of a council: what was decided, what is asked, what is coming."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from samenspel.accounts.models import User
from samenspel.accounts.rules import Actor, visitor
from samenspel.citylinks.access import Access
from samenspel.citylinks.models import (
    Agreement,
    Appointment,
    CityLink,
    LookBack,
    LookBackEdition,
    Party,
    PartyDecision,
    Person,
)
from samenspel.citylinks.queries.council import CouncilLink, links_for_council
from samenspel.insight.queries.council.building import council_page
from samenspel.insight.queries.council.linked import LinkedPlace
from samenspel.insight.queries.council.page import CalendarItem
from samenspel.insight.reports.council import council_sheet
from samenspel.paper.sheet import Points
from samenspel.places.models import Municipality
from tests.citylinks.small_links import acting, administrator, without_role
from tests.insight.small_country import ALMERE, AMSTERDAM, DIEMEN, ON, Made, asked, load
from tests.register.small_register import clerk, organisation_of, person

pytestmark = pytest.mark.django_db
PAGE = "/gemeenten/diemen-gm0384/raad/?peildatum=2026-06-01"
MADE = datetime(2020, 1, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _country(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    load({"zorg": Made([DIEMEN, AMSTERDAM])})


def linked(name: str = "band", codes: tuple[str, ...] = (DIEMEN, ALMERE), **says: Any) -> CityLink:
    """A public link since 2020 of these municipalities."""
    told = {"name": f"Band {name}", "stage": "active", "begun_on": date(2020, 1, 15), **says}
    link = CityLink.objects.create(
        slug=slugify(name),
        is_public=told.pop("is_public", True),
        made_at=MADE,
        made_by_name="T",
        **told,
    )
    for position, code in enumerate(codes):
        place = Municipality.objects.get(code=code)
        Party.objects.create(
            link=link, position=position, municipality=place, name=place.name, country="NL"
        )
    return link


def agreed(link: CityLink, number: int = 1, **says: Any) -> Agreement:
    told = {"last_day": date(2027, 3, 31), "valid_from": date(2020, 1, 15), "fixed_at": MADE}
    return Agreement.objects.create(link=link, number=number, title="Afspraak", **{**told, **says})


def decided(link: CityLink, **says: Any) -> PartyDecision:
    told = {"body": "council", "on": date(2020, 1, 10), "is_adopted": True, "votes_for": 20,
            "votes_against": 3, "party": link.parties.get(municipality__code=DIEMEN)}  # fmt: skip
    told |= {"about": "agreement" if says.get("agreement") else "ending"}
    return PartyDecision.objects.create(link=link, at=MADE, actor_name="T", **{**told, **says})


def published(link: CityLink, **says: Any) -> LookBackEdition:
    days = {"first_day": date(2020, 1, 1), "last_day": date(2025, 1, 1)}
    held = LookBack.objects.create(link=link, title="T", made_at=MADE, made_by_name="T", **days)
    told: dict[str, Any] = {"number": 1, "on": date(2025, 2, 1), **says}
    return LookBackEdition.objects.create(
        look_back=held, content={}, at=MADE, actor_name="T", **told
    )


def told_of(code: str = DIEMEN, *, on: date = ON) -> tuple[LinkedPlace, ...]:
    municipality = Municipality.objects.select_related("province").get(code=code)
    return council_page(municipality, asked(on), ON).links


def coming(*, on: date = ON) -> list[CalendarItem]:
    municipality = Municipality.objects.select_related("province").get(code=DIEMEN)
    return list(council_page(municipality, asked(on), ON).calendar.items)


def plain(sentences: tuple[str, ...]) -> str:
    return " ".join(sentences).replace("\xa0", " ")


def found(actor: Actor | None = None) -> list[str]:
    links = links_for_council(DIEMEN, (), actor or visitor(), on=ON, today=timezone.localdate())
    return [one.slug for one in links]


def test_the_page_says_with_whom_what_was_decided_and_what_is_asked() -> None:
    link = linked()
    decided(link, agreement=agreed(link, notice_days=90))
    published(link)
    (told,) = told_of()
    assert (told.name, told.url) == ("Band band", "/stedenbanden/band/")
    assert plain(told.told) == (
        "Met Almere, sinds 2020. De raad stemde in op 10 januari 2020 (20 voor, 3 tegen). "
        "De overeenkomst loopt af op 31 maart 2027: vraag om een terugblik voordat u beslist. "
        "Opzeggen kan tot en met 31 december 2026."
    )
    assert told.look_back.replace("\xa0", " ") == "Terugblik van 1 februari 2025"
    assert told.look_back_url == "/stedenbanden/band/terugblikken/"
    assert plain(told_of(ALMERE)[0].told).startswith(
        "Met Diemen, sinds 2020. Er staat geen besluit van de raad in het dossier."
    )
    assert told_of(AMSTERDAM) == ()


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ({"last_day": date(2026, 5, 1)}, "liep af op 1 mei 2026: vraag of de stedenband doorgaat."),
        ({"last_day": date(2026, 5, 1), "is_extended_silently": True}, "zij loopt vanzelf door."),
        ({"is_extended_silently": True}, "daarna loopt zij vanzelf door."),
        ({"last_day": date(2028, 1, 1)}, ""),
        ({"last_day": date(2028, 1, 1), "notice_days": 300}, "Opzeggen kan tot en met"),
        ({"last_day": None}, ""),
        ({"fixed_at": None}, ""),
        ({"valid_from": date(2026, 7, 1)}, ""),
    ],
    ids=["ended", "went on", "will go on", "far off", "notice", "no end", "draft", "to come"],
)
def test_the_term_is_named_when_it_asks_something(says: dict[str, Any], sentence: str) -> None:
    agreed(linked(), **says)
    said = plain(told_of()[0].told)
    assert sentence in said
    assert ("overeenkomst" in said) == bool(sentence)


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ({"is_adopted": False}, "De raad stemde niet in op 10 januari 2020 (20 voor, 3 tegen)."),
        ({"votes_for": None}, "De raad stemde in op 10 januari 2020."),
        ({"agreement": None}, "De raad besloot op 10 januari 2020 om te stoppen"),
        ({"agreement": None, "is_adopted": False}, "op 10 januari 2020 om niet te stoppen"),
        ({"body": "executive"}, "Er staat geen besluit van de raad in het dossier."),
        ({"on": date(2026, 7, 1)}, "Er staat geen besluit van de raad in het dossier."),
    ],
    ids=["against", "not counted", "end", "not end", "executive", "later"],
)
def test_the_last_decision_of_this_council_is_told(says: dict[str, Any], sentence: str) -> None:
    link = linked()
    held = agreed(link)
    decided(link, **{"agreement": held, **says})
    assert sentence in plain(told_of()[0].told)


def test_a_corrected_decision_and_a_withdrawn_look_back_are_not_told() -> None:
    link = linked()
    wrong = decided(link, agreement=agreed(link), votes_for=1)
    decided(link, agreement=wrong.agreement, replaces=wrong, votes_for=22)
    first = published(link)
    published(link, is_withdrawn=True, on=date(2025, 3, 1))
    LookBackEdition.objects.create(
        look_back=first.look_back, number=2, on=date(2025, 4, 1), content={}, at=MADE,
        actor_name="T", is_withdrawn=True,
    )  # fmt: skip
    (told,) = told_of()
    assert "22 voor" in plain(told.told)
    assert told.look_back == told.look_back_url == ""


def test_days_of_the_year_to_come_stand_on_the_calendar() -> None:
    link = linked()
    agreed(link, notice_days=90)
    agreed(link, 2, last_day=date(2027, 12, 31), fixed_at=None)
    for title, on, says in (
        ("Werkbezoek", date(2026, 9, 1), {}),
        ("Al begonnen", date(2026, 5, 30), {"until": date(2026, 6, 2)}),
        ("Geheim", date(2026, 9, 2), {"is_public": False}),
        ("Afgezegd", date(2026, 9, 3), {"is_cancelled": True}),
        ("Geweest", date(2026, 5, 1), {}),
        ("Veel later", date(2027, 9, 3), {}),
    ):
        Appointment.objects.create(link=link, title=title, on=on, **{"is_public": True, **says})
    days = [(item.title, item.on) for item in coming()]
    assert days == [
        ("Al begonnen", date(2026, 5, 30)),
        ("Werkbezoek", date(2026, 9, 1)),
        ("Laatste dag om de stedenband op te zeggen", date(2026, 12, 31)),
        ("De overeenkomst van de stedenband loopt af", date(2027, 3, 31)),
    ]
    assert {(item.arrangement, item.url) for item in coming()} == {
        ("Band band", "/stedenbanden/band/")
    }
    assert coming(on=date(2021, 6, 1)) == []


def test_only_links_of_the_day_are_there() -> None:
    linked("nu", begun_on=None)
    linked("later", begun_on=date(2026, 7, 1))
    linked("voorbij", stage="ended", ended_on=date(2026, 5, 1), ended_because="Klaar.")
    linked("straks-klaar", stage="ended", ended_on=date(2026, 7, 1), ended_because="Klaar.")
    linked("begin", stage="preparing", begun_on=None)
    left = linked("vertrokken")
    left.parties.filter(municipality__code=DIEMEN).update(valid_to=date(2026, 1, 1))
    assert found() == ["begin", "nu", "straks-klaar"]
    said = {one.slug: plain(one.told) for one in told_of()}
    assert said["begin"].startswith("In voorbereiding met Almere.")
    assert said["nu"].startswith("Met Almere. ")
    assert [one.slug for one in told_of(on=date(2019, 1, 1))] == ["nu"]
    linked("alleen", codes=(DIEMEN,))
    assert "Met –, sinds 2020." in plain(told_of()[0].told)


def test_who_merged_is_answered_for() -> None:
    linked("almeers", codes=(ALMERE,))
    links = links_for_council(DIEMEN, [ALMERE], visitor(), on=ON, today=ON)
    assert [one.slug for one in links] == ["almeers"]
    assert links[0].stage_text == "actief"


def people() -> dict[str, User | None]:
    blocked = without_role("Geblokkeerd")
    blocked.is_active = False
    blocked.save()
    users = {
        "visitor": None,
        "clerk": clerk(DIEMEN).user,
        "councillor": person("councillor", organisation_of(DIEMEN)).user,
        "adviser elsewhere": person("adviser", organisation_of(AMSTERDAM)).user,
        "of the partner": person("clerk", organisation_of(ALMERE)).user,
        "named": without_role("Genoemd"),
        "named as other": without_role("Ander"),
        "blocked": blocked,
        "administrator": administrator(),
    }
    for link, (name, kind) in product(
        CityLink.objects.all(),
        (("named", "official"), ("named as other", "other"), ("blocked", "coordinator")),
    ):
        Person.objects.create(
            link=link, party=link.parties.all()[0], kind=kind, name="X", user=users[name]
        )
    return users


@pytest.mark.parametrize("needs", [(), ("clerk",)], ids=["usual", "second factor asked"])
def test_what_is_not_public_is_for_who_may_see_the_file(settings: Any, needs: Any) -> None:
    settings.SAMENSPEL_MFA_REQUIRED = needs
    linked("open")
    hidden = linked("dicht", is_public=False)
    today = timezone.localdate()
    for name, user in people().items():
        actor = Actor(
            name="x", origin="site", user=user, needs_second_factor=frozenset(needs)
        ) if user else visitor()  # fmt: skip
        may = Access(actor, hidden, on=today).is_member
        # The page is of Diemen: people of the partner find it on their own page.
        expected = may and name != "of the partner"
        assert ("dicht" in found(actor)) == expected, name
        assert "open" in found(actor)
    hidden.parties.filter(municipality__code=DIEMEN).update(valid_to=today)
    assert "dicht" not in found(acting(person("councillor", organisation_of(DIEMEN)).user))  # type: ignore[arg-type]


def test_the_own_people_see_theirs_on_the_page_and_nobody_in_the_files() -> None:
    link = linked(is_public=False)
    Appointment.objects.create(link=link, title="Bezoek", on=date(2026, 9, 1), is_public=True)
    own = Client()
    own.force_login(clerk(DIEMEN).user)  # type: ignore[arg-type]
    assert "alleen leden van het dossier zien dit" in own.get(PAGE).content.decode()
    whole = f"{reverse('municipality-council-json', args=['diemen-gm0384'])}?peildatum=2026-06-01"
    for client, address in ((Client(), PAGE), (own, whole)):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Band band" not in answer.content.decode()
    assert "Wie zou een goede partner zijn?" in Client().get(PAGE).content.decode()


def test_the_sheet_has_the_links_that_are_public() -> None:
    def headings() -> list[str]:
        municipality = Municipality.objects.select_related("province").get(code=DIEMEN)
        sheet = council_sheet(council_page(municipality, asked(), ON), lambda path: path)
        return [one.heading for one in sheet.sections if isinstance(one, Points)]

    assert "Onze stedenbanden" not in headings()
    published(linked())
    assert "Onze stedenbanden" in headings()


@pytest.mark.parametrize("who", ["visitor", "clerk"])
def test_twelve_queries_at_most_however_many_links(who: str) -> None:
    client = Client()
    if who == "clerk":
        client.force_login(clerk(DIEMEN).user)  # type: ignore[arg-type]

    def number() -> int:
        assert client.get(PAGE).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    few = number()
    for place in range(5):
        link = linked(f"band-{place}", is_public=place != 2)
        decided(link, agreement=agreed(link))
        published(link)
    assert number() == few <= 12


def test_a_link_is_a_plain_value() -> None:
    agreed(linked())
    (one,) = links_for_council(DIEMEN, (), visitor(), on=ON, today=ON)
    assert isinstance(one, CouncilLink)
    assert one.partners == ("Almere",)
    assert one == links_for_council(DIEMEN, (), visitor(), on=ON, today=ON)[0]
