# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samenspel.places.models import Municipality
from samenspel.register.models import Participation
from samenspel.register.queries.municipality import MunicipalityPage, municipality_page
from samenspel.register.queries.municipality.listing import Grouping
from samenspel.register.queries.reference import reference

NOW = date(2026, 5, 16)

pytestmark = pytest.mark.national


@pytest.fixture
def client() -> Client:
    """A visitor by https, as behind the proxy of a real site."""
    return Client(headers={"X-Forwarded-Proto": "https"})


def _page(
    code: str, on: date = NOW, *, chosen: str = "", by: Grouping = "onderwerp"
) -> MunicipalityPage:
    municipality = Municipality.objects.select_related("province").get(code=code)
    return municipality_page(municipality, reference(on=on, today=NOW, chosen=chosen), by=by)


def _text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_number_partners_and_average_are_those_of_the_inventory(national: None, db: Any) -> None:
    page = _page("GM0296", date(2016, 1, 1))
    assert page.number == len(page.rows) == 17
    assert page.average.mean == pytest.approx(8.62, abs=0.005)
    assert page.comparison == "more"
    assert page.partners[0].shared == max(p.shared for p in page.partners)


def test_shared_arrangements_add_up_to_the_members_of_each(national: None, db: Any) -> None:
    page = _page("GM0363")
    versions = Participation.objects.filter(
        reference(on=NOW, today=NOW).participations(), municipality__code="GM0363"
    ).values_list("version_id", flat=True)
    others = Participation.objects.filter(
        version_id__in=list(versions), municipality__isnull=False
    ).exclude(municipality__code="GM0363")
    assert sum(p.shared for p in page.partners) == others.count()


def test_other_collections_are_shown_beside_and_can_be_chosen(
    national: None, db: Any, client: Client
) -> None:
    page = _page("GM0296", date(2016, 1, 1))
    assert [(o.collection.slug, o.number) for o in page.others] == [
        ("nl-2026", len(_page("GM0296", date(2016, 1, 1), chosen="nl-2026").rows))
    ]
    html = _text(client, "/gemeenten/wijchen-gm0296/?peildatum=2016-01-01")
    assert "bron=nl-2026" in html


def test_what_stands_under_a_former_name_is_apart_and_not_counted(national: None, db: Any) -> None:
    page = _page("GM1948", date(2017, 6, 1))
    assert page.number is None
    assert {name for row in page.inherited for name in row.recorded_as} == {
        "Schijndel",
        "Sint-Oedenrode",
        "Veghel",
    }
    assert len({row.slug for row in page.inherited}) == len(page.inherited)


def test_grouped_by_subject_or_by_form_no_arrangement_is_lost(national: None, db: Any) -> None:
    by_subject, by_form = _page("GM0363"), _page("GM0363", by="vorm")
    for page in (by_subject, by_form):
        assert sorted(r.slug for g in page.groups for r in g.rows) == sorted(
            r.slug for r in page.rows
        )
    assert {g.key for g in by_form.groups} <= {r.form_key for r in by_form.rows}


def test_partners_under_a_former_name_are_hatched_on_the_map(national: None, db: Any) -> None:
    page = _page("73028")
    assert page.picture is not None
    assert "shade-none" in {area.mark.css for area in page.picture.areas}
    assert [a.mark.code for a in page.picture.areas if a.mark.css == "shade-self"] == ["73028"]


@pytest.mark.parametrize("slug", ["amsterdam-gm0363", "herstappe-73028", "delfzijl-gm0010"])
def test_the_page_takes_few_queries_whatever_the_size(
    national: None, db: Any, client: Client, django_assert_max_num_queries: Any, slug: str
) -> None:
    with django_assert_max_num_queries(12):
        client.get(f"/gemeenten/{slug}/")


def test_a_divided_municipality_names_all_its_heirs_with_shares(
    national: None, db: Any, client: Client
) -> None:
    html = _text(client, "/gemeenten/haaren-gm0788/")
    for name, share in (("Vught", "44%"), ("Oisterwijk", "29%"), ("Tilburg", "17%")):
        assert name in html
        assert share in html
