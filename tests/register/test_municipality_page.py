# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client

from samenspel.places.models import Municipality
from samenspel.register.models import Collection
from samenspel.register.queries.municipality import MunicipalityPage, municipality_page
from samenspel.register.queries.municipality.listing import Grouping
from samenspel.register.queries.municipality.over_time import timeline
from samenspel.register.queries.municipality.records import Record, since
from samenspel.register.queries.reference import reference

NOW = date(2026, 5, 16)


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


def _record(number: int, begin: date | None, end: date | None, key: str = "a") -> Record:
    return Record(
        1, "X", None, None, "", None, number, 1, key, "", "active", begin, end, "S", "", None, key
    )


# What the page says


def test_the_page_names_source_date_and_role(example: None, db: Any, client: Client) -> None:
    html = _text(client, "/gemeenten/amsterdam-gm0363/?peildatum=2014-01-01")
    assert "Stadsregio Amsterdam" in html
    assert "gemeenteraad" in html
    assert "Dit is een voorbeeld" in html


def test_the_page_is_there_in_english(example: None, db: Any, client: Client) -> None:
    html = _text(client, "/en/gemeenten/amsterdam-gm0363/")
    assert "Amsterdam takes part in" in html
    assert "Noord-Holland" in html


# Municipalities that are no more, or not yet


def test_after_its_end_a_municipality_points_to_its_successor(
    example: None, db: Any, client: Client
) -> None:
    html = _text(client, "/gemeenten/delfzijl-gm0010/?peildatum=2026-01-01")
    assert "Delfzijl bestaat niet meer sinds" in html
    assert 'href="/gemeenten/eemsdelta-gm1979/?peildatum=2026-01-01"' in html
    assert "peildatum=2020-12-31" in html


def test_before_its_beginning_a_municipality_points_to_its_predecessors(
    example: None, db: Any, client: Client
) -> None:
    html = _text(client, "/gemeenten/eemsdelta-gm1979/?peildatum=2016-01-01")
    assert "bestond nog niet" in html
    for slug in ("delfzijl-gm0010", "appingedam-gm0003", "loppersum-gm0024"):
        assert f'href="/gemeenten/{slug}/?peildatum=2016-01-01"' in html


# Over time


def test_versions_that_follow_each_other_are_one_participation() -> None:
    first = _record(1, date(2010, 1, 1), date(2015, 1, 1))
    second = _record(2, date(2015, 1, 1), None)
    assert since(second, [first, second]) == date(2010, 1, 1)


def test_after_a_gap_a_participation_begins_anew() -> None:
    first = _record(1, date(2010, 1, 1), date(2012, 1, 1))
    second = _record(2, date(2015, 1, 1), None)
    assert since(second, [first, second]) == date(2015, 1, 1)


def test_an_unknown_beginning_stays_unknown() -> None:
    assert since(_record(1, None, None), []) is None


def test_the_last_count_of_the_timeline_is_the_number_on_the_page(example: None, db: Any) -> None:
    page = _page("GM0363")
    assert page.timeline is not None
    assert page.timeline.counts[-1].number == page.number


def test_without_any_date_there_is_no_timeline() -> None:
    line = timeline([_record(1, None, None)], on=NOW, observed_on=NOW, complete_from=None)
    assert line is None


def test_periods_without_a_day_are_left_out() -> None:
    empty = _record(1, date(2015, 1, 1), date(2015, 1, 1))
    line = timeline(
        [empty, _record(2, date(2016, 1, 1), None, "b")],
        on=NOW,
        observed_on=NOW,
        complete_from=None,
    )
    assert line is not None
    assert line.number_of_rows == 1


def test_years_in_which_the_register_was_being_filled_are_marked() -> None:
    line = timeline(
        [_record(1, date(2015, 1, 1), None)],
        on=NOW,
        observed_on=NOW,
        complete_from=date(2018, 1, 1),
    )
    assert line is not None
    assert line.gap
    assert {c.on.year: c.is_complete for c in line.counts}[2017] is False
    assert line.counts[-1].is_complete


def test_what_goes_on_under_a_new_version_is_not_drawn_as_ended() -> None:
    chain = [_record(1, date(2010, 1, 1), date(2015, 1, 1)), _record(2, date(2015, 1, 1), None)]
    gone = _record(3, date(2012, 1, 1), date(2014, 1, 1), "b")
    line = timeline([*chain, gone], on=NOW, observed_on=NOW, complete_from=None)
    assert line is not None
    assert [bar.css for bar in line.bars] == ["bar", "bar bar--open", "bar bar--ended"]


# Addresses and downloads


def test_an_unknown_municipality_does_not_exist(example: None, db: Any, client: Client) -> None:
    assert client.get("/gemeenten/nergenshuizen/").status_code == 404
    assert client.get("/gemeenten/nergenshuizen/samenwerkingen.csv").status_code == 404


def test_an_address_with_an_old_name_still_works(example: None, db: Any, client: Client) -> None:
    response = client.get("/gemeenten/mokum-gm0363/?peildatum=2016-01-01")
    assert response.status_code == 301
    assert response["Location"] == "/gemeenten/amsterdam-gm0363/?peildatum=2016-01-01"


def test_an_impossible_date_is_refused(example: None, db: Any, client: Client) -> None:
    url = "/gemeenten/amsterdam-gm0363/"
    assert client.get(f"{url}?peildatum=gisteren").status_code == 400
    assert client.get(f"{url}samenwerkingen.csv?peildatum=2016-13-01").status_code == 400


@pytest.mark.parametrize(
    "query", ["bron=" + "x" * 10_000, "indeling=' OR 1=1", "peildatum=" + "9" * 99]
)
def test_nonsense_in_the_address_does_no_harm(
    example: None, db: Any, client: Client, query: str
) -> None:
    assert client.get(f"/gemeenten/amsterdam-gm0363/?{query}").status_code in {200, 400}


def test_csv_and_page_have_the_same_arrangements(example: None, db: Any, client: Client) -> None:
    page = _page("GM0363")
    url = f"/gemeenten/amsterdam-gm0363/samenwerkingen.csv?peildatum={NOW}"
    rows = list(csv.DictReader(io.StringIO(client.get(url).content.decode("utf-8-sig"))))
    assert {r["arrangement"] for r in rows} == {r.slug for r in (*page.rows, *page.inherited)}
    assert {(r["reference_date"], r["municipality_code"]) for r in rows} == {(str(NOW), "GM0363")}
    assert all(r["source"] for r in rows)


def test_xlsx_tells_its_source_and_date(example: None, db: Any, client: Client) -> None:
    url = f"/gemeenten/amsterdam-gm0363/samenwerkingen.xlsx?peildatum={NOW}"
    book = openpyxl.load_workbook(io.BytesIO(client.get(url).content))
    notes = "\n".join(str(row[0].value) for row in book.worksheets[1].iter_rows())
    assert "16 mei 2026" in notes
    assert Collection.objects.get().title in notes


def test_an_unknown_kind_of_download_does_not_exist(example: None, db: Any, client: Client) -> None:
    assert client.get("/gemeenten/amsterdam-gm0363/samenwerkingen.exe").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
def test_mean_is_the_same_figure_wherever_the_page_shows_it() -> None:
    """3.55 on this day: a sentence and a card that round differently would disagree."""
    client = Client()
    text = client.get("/gemeenten/purmerend-gm0439/?peildatum=2012-06-26").content.decode()
    assert "3,6" in text
    assert "3,5" not in text
