# SPDX-License-Identifier: EUPL-1.2
"""The page of the data: which source leads when, what is missing, licences, the log."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samenspel.register.models import Collection, Participation
from samenspel.register.queries.credits import is_web_address, links, table_label
from samenspel.register.queries.data import CollectionReport, data_page
from samenspel.register.queries.reference import reference

TODAY = date(2026, 11, 22)
RECENT = date(2024, 11, 22)


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def _reports() -> dict[str, CollectionReport]:
    page = data_page(reference(on=TODAY, today=TODAY), recent_from=RECENT)
    return {report.collection.slug: report for report in page.reports}


@pytest.mark.django_db
def test_without_data_the_page_says_so(client: Client) -> None:
    page = client.get("/gegevens/")
    assert page.status_code == 200
    assert "Er zijn nog geen gegevens geladen" in page.content.decode()


@pytest.mark.parametrize(
    ("address", "is_link"),
    [("https://example.org/x", True), ("http://example.org", True), ("javascript:alert(1)", False),
     ("data:text/html,x", False), ("https://", False), ("", False), ("http://[", False)],
)  # fmt: skip
def test_only_addresses_on_the_web_become_links(address: str, is_link: bool) -> None:
    assert is_web_address(address) is is_link
    assert links([{"title": "x", "path": address}])[0].url == (address if is_link else "")


def test_a_table_that_is_not_known_has_its_own_name() -> None:
    assert table_label("something_new") == "something_new"


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
class TestExample:
    def test_the_collection_is_told_with_kind_credits_and_log(self, client: Client) -> None:
        text = client.get("/gegevens/").content.decode()
        assert "ingebouwde voorbeeld" in text
        assert "https://creativecommons.org/publicdomain/zero/1.0/" in text
        assert "Logboek van het laden" in text
        assert "Bekende leemten in:" in text

    def test_the_page_is_there_in_english(self, client: Client) -> None:
        assert "Which source do we follow when?" in client.get("/en/gegevens/").content.decode()

    def test_gaps_are_counted_from_the_data(self) -> None:
        before = _reports()["voorbeeld"].gaps
        filled = Participation.objects.filter(
            version__in=Collection.objects.get(slug="voorbeeld").versions.filter(
                valid_from__lte=date(2026, 11, 1), valid_to=None, status="active"
            ),
            valid_to=None,
        ).exclude(roles="")
        one = filled.filter(valid_from=None).first() or filled.first()
        assert one is not None
        Participation.objects.filter(pk=one.pk).update(roles="")
        assert _reports()["voorbeeld"].gaps.without_role == before.without_role + 1

    def test_a_dangerous_address_of_a_licence_is_only_text(self, client: Client) -> None:
        Collection.objects.update(licences=[{"title": "Boos", "path": "javascript:alert(1)"}])
        text = client.get("/gegevens/").content.decode()
        assert "Boos" in text
        assert "javascript:" not in text

    def test_an_impossible_date_is_said(self, client: Client) -> None:
        assert client.get("/gegevens/?peildatum=nooit").status_code == 400
        assert client.get(f"/gegevens/?x={'y' * 10_000}").status_code == 200
