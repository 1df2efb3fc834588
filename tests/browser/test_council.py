# SPDX-License-Identifier: EUPL-1.2
"""The page of a council in a browser: one A4 on paper, and filling in who sits where."""

from __future__ import annotations

import io
import mimetypes
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route, expect
from pypdf import PdfReader

from samenspel.citylinks.models import Appointment
from samenspel.insight.actions.representatives import RepresentativeValues, add_representative
from samenspel.places.models import Municipality
from samenspel.register.models import ArrangementVersion
from samenspel.register.queries.facts import forget
from tests.browser.conftest import Open
from tests.browser.looking import assert_accessible_at_both_sizes, follow
from tests.insight.council.test_council_links import agreed, decided, linked, published
from tests.insight.small_country import ALMERE, AMSTERDAM, DIEMEN, ZAANSTAD, Made, load
from tests.register.small_register import clerk, slug

MANY = 40
FORMS = ("Openbaar lichaam", "Bedrijfsvoeringsorganisatie", "Gemeenschappelijk orgaan")
AREAS = ("verkeer", "wonen", "economie", "zorg en gezondheid", "recht", "natuur en milieu", "werk",
         "onderwijs en wetenschap", "cultuur en recreatie")  # fmt: skip


def answered(page: Page, path: str) -> None:
    """Open a page of the application of this process, without a server."""
    # Before the browser asks: what it calls back does not see the database of the test.
    reply = Client().get(path)
    assert reply.status_code == 200

    def answer(route: Route) -> None:
        asked = urlsplit(route.request.url)
        if asked.path.startswith("/static/"):
            found = finders.find(asked.path.removeprefix("/static/"))
            assert isinstance(found, str), asked.path
            kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
            route.fulfill(body=Path(found).read_bytes(), content_type=kind)
            return
        route.fulfill(body=reply.content, content_type=reply["Content-Type"])

    page.route("**/*", answer)
    page.goto(f"http://localhost{path}")


@pytest.fixture
def forty(db: None) -> None:
    """A municipality in forty arrangements with long names, seats, votes and contributions."""
    members = [AMSTERDAM, DIEMEN, ZAANSTAD, ALMERE]
    votes = {AMSTERDAM: 4, DIEMEN: 2, ZAANSTAD: 3, ALMERE: 3}
    euros = dict.fromkeys(members, 1_234_567)
    load(
        {
            f"taak-{place:02}": Made(
                members,
                says={
                    "name": "Gemeenschappelijke regeling Samenwerking voor een belangrijke "
                    f"gezamenlijke taak in de hele regio {place}",
                    "legal_form": FORMS[place % 3],
                    "policy_areas": AREAS[place % len(AREAS)],
                    "in_force_from": date(2025 if place % 8 == 0 else 2010, 9, 1),
                },
                votes=votes,
                euros=euros,
            )
            for place in range(MANY)
        }
    )
    for place in range(MANY):
        add_representative(
            municipality=Municipality.objects.get(code=DIEMEN),
            arrangement_slug=slug(f"taak-{place:02}"),
            values=RepresentativeValues(
                "A. Voorbeeld", "alderman", "member", "", None, None, "Raadsbesluit"
            ),
            by=clerk(DIEMEN),
            at=datetime(2026, 5, 1, tzinfo=UTC),
        )
    ArrangementVersion.objects.update(last_confirmed_on=date(2020, 1, 1))
    two_links()
    forget()


def two_links() -> None:
    """Two city links with everything that the page tells of one, and three days to come each."""
    for place in range(2):
        link = linked(f"Stedenband van Diemen met een verre gemeente {place}")
        decided(link, agreement=agreed(link, notice_days=90))
        published(link)
        Appointment.objects.create(
            link=link, title="Werkbezoek van de raad", on=date(2026, 9, 1), is_public=True
        )


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.mark.usefixtures("forty")
def test_forty_arrangements_are_printed_on_one_a4(page: Page) -> None:
    answered(page, "/gemeenten/diemen-gm0384/raad/?peildatum=2026-06-01")
    paper = printed(page)
    assert len(paper.pages) == 1
    sheet = paper.pages[0]
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)
    text = sheet.extract_text()
    assert text.count("A. Voorbeeld (wethouder)") == MANY
    assert "Vraag:" in text
    assert text.count("Stedenband van Diemen met een verre gemeente") == 2 * 2
    assert text.count("vraag om een terugblik voordat u beslist") == 2


@pytest.mark.usefixtures("forty")
def test_forty_arrangements_fit_on_the_screen(page: Page) -> None:
    answered(page, "/gemeenten/diemen-gm0384/raad/?peildatum=2026-06-01")
    assert_accessible_at_both_sizes(page)


@pytest.mark.usefixtures("forty")
def test_joint_councils_are_printed_on_one_a4(page: Page) -> None:
    answered(page, f"/samenwerkingen/{slug('taak-01')}/raden/?peildatum=2026-06-01")
    assert len(printed(page).pages) == 1


def test_the_clerk_fills_in_who_sits_there(site: str, window: Open) -> None:
    page = window("griffier")
    page.goto(f"{site}/gemeenten/purmerend-gm0439/raad/")
    page.get_by_role("link", name="Vul in wie waar zit").click()
    follow(page.get_by_role("link", name="Vul in wie ergens zit"))
    page.get_by_label("In welke samenwerking?").select_option(index=1)
    page.get_by_label("Naam", exact=True).fill("A. Voorbeeld")
    page.get_by_label("Functie").select_option("alderman")
    assert_accessible_at_both_sizes(page)
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Zeg hoe u dit weet.")).to_be_visible()
    assert_accessible_at_both_sizes(page)
    page.get_by_label("Hoe weet u dit?").fill("Raadsbesluit van vandaag")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("table").get_by_text("A. Voorbeeld", exact=True)).to_be_visible()
    assert_accessible_at_both_sizes(page)
    follow(page.get_by_role("link", name="Verbeteren").first)
    assert_accessible_at_both_sizes(page)
    page.go_back()
    follow(page.get_by_role("link", name="Naam weghalen").first)
    assert_accessible_at_both_sizes(page)
    page.go_back()
    page.get_by_role("button", name="Laatste wijziging terugdraaien").first.click()
    expect(page.get_by_text("Teruggedraaid.")).to_be_visible()
