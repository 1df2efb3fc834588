# SPDX-License-Identifier: EUPL-1.2
"""Tags and filters of the templates: addresses, figures, components."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from samenspel.web.templatetags import addresses, figures


def render(source: str, address: str = "/", **values: object) -> str:
    request = RequestFactory().get(address)
    return Template(source).render(Context({"request": request, **values}))


def test_query_changes_one_parameter_and_keeps_the_reference_date() -> None:
    shown = render("{% query pagina=2 %}", "/?peildatum=2016-01-01&pagina=1")
    assert shown == "?peildatum=2016-01-01&amp;pagina=2"


def test_query_goes_back_to_the_first_page_when_anything_else_changes() -> None:
    assert render("{% query vorm='x' %}", "/?pagina=7") == "?vorm=x"


def test_query_drops_a_parameter_without_value() -> None:
    assert render("{% query q=None %}", "/?q=zorg") == "?"


def test_dated_address_carries_date_and_source_and_nothing_else() -> None:
    shown = render("{% dated '/gemeenten/?q=a' %}", "/?peildatum=2016-01-01&bron=x&vorm=y")
    assert shown == "/gemeenten/?q=a&amp;peildatum=2016-01-01&amp;bron=x"


def test_dated_address_keeps_a_date_of_its_own() -> None:
    shown = render("{% dated '/a/?peildatum=2020-01-01' %}", "/?peildatum=2016-01-01")
    assert shown == "/a/?peildatum=2020-01-01"


SUBJECT = (
    "{% subject_navigation as links %}"
    "{% for link in links %}{{ link.url }}{% if link.current %}!{% endif %} {% endfor %}"
)


def subject_pages(address: str) -> list[str]:
    request = RequestFactory().get(address)
    request.resolver_match = resolve(request.path)
    return Template(SUBJECT).render(Context({"request": request})).split()


def test_pages_of_a_municipality_lead_to_each_other_and_keep_the_date() -> None:
    found = subject_pages("/gemeenten/diemen-gm0384/woon-werk/?peildatum=2016-01-01&richting=in")
    assert found[0] == "/gemeenten/diemen-gm0384/?peildatum=2016-01-01"
    assert "/gemeenten/diemen-gm0384/woon-werk/?peildatum=2016-01-01!" in found
    assert "/gemeenten/diemen-gm0384/raad/?peildatum=2016-01-01" in found


def test_pages_of_an_arrangement_lead_to_each_other() -> None:
    found = subject_pages("/samenwerkingen/ggd/geschiedenis/")
    assert "/samenwerkingen/ggd/" in found
    assert "/samenwerkingen/ggd/geschiedenis/!" in found


def test_other_pages_have_no_pages_of_the_same_subject() -> None:
    assert subject_pages("/methoden/") == []
    assert subject_pages("/gemeenten/diemen-gm0384/lijst/") == []


def test_reference_date_form_keeps_the_other_filters() -> None:
    shown = render(
        '{% include "web/components/reference_date.html" %}',
        "/?vorm=stedenband&peildatum=2016-01-01&pagina=3",
        reference_date=date(2016, 1, 1),
        today=date(2026, 1, 1),
    )
    assert '<input type="hidden" name="vorm" value="stedenband">' in shown
    assert 'value="2016-01-01"' in shown
    assert 'name="pagina"' not in shown
    assert 'aria-current="date">10' in shown


def test_a_year_before_leap_day_is_28_february() -> None:
    links = addresses.reference_date_links(Context({}), date(2024, 2, 29), date(2024, 2, 29))
    assert [link.url for link in links][1] == "?peildatum=2023-02-28"
    assert links[0].current


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (934927, "934.927", "934,927"),
        (9.3, "9,3", "9.3"),
        (Decimal("0.25"), "0,3", "0.3"),
        (1000.0, "1.000", "1,000"),
        (-4.96, "-5,0", "-5.0"),
        (None, "–", "–"),
        (float("nan"), "–", "–"),
    ],
)
def test_number_follows_the_notation_of_the_language(
    value: float | None, dutch: str, english: str
) -> None:
    with translation.override("nl"):
        assert figures.number(value) == dutch
    with translation.override("en"):
        assert figures.number(value) == english


def test_percentage_of_a_fraction() -> None:
    with translation.override("nl"):
        assert [figures.percent(0.123), figures.percent(0.1234, 1), figures.percent(None)] == [
            "12%",
            "12,3%",
            "–",
        ]


def test_date_in_words_does_not_break_over_lines() -> None:
    with translation.override("nl"):
        assert figures.day(date(2026, 5, 16)) == "16\u00a0mei\u00a02026"


def test_alert_of_an_unknown_kind_is_information() -> None:
    shown = render("{% alert 'loud' %}<p>Text</p>{% endalert %}")
    assert "utrecht-alert--info" in shown
    assert "<p>Text</p>" in shown


def test_alert_escapes_what_comes_from_users() -> None:
    assert "&lt;b&gt;" in render("{% alert 'error' %}{{ text }}{% endalert %}", text="<b>")


def test_sorted_column_says_its_direction_and_offers_the_other() -> None:
    shown = render("{% sort_header 'naam' 'Name' %}", "/?sortering=naam")
    assert 'aria-sort="ascending"' in shown
    assert 'href="?sortering=-naam"' in shown


def test_pagination_of_one_page_is_not_shown() -> None:
    page = Paginator(range(3), 5).get_page(1)
    assert "<nav" not in render('{% include "web/components/pagination.html" %}', page_obj=page)


def test_pagination_marks_the_page_shown_and_keeps_filters() -> None:
    page = Paginator(range(100), 5).get_page(2)
    shown = render('{% include "web/components/pagination.html" %}', "/?q=a", page_obj=page)
    assert shown.count('aria-current="page"') == 1
    assert 'rel="next" href="?q=a&amp;pagina=3"' in shown


def test_search_results_say_how_many_were_found() -> None:
    results = [{"url": "/a/", "title": "Bergen", "note": "Limburg"}]
    with translation.override("en"):
        shown = render_to_string(
            "web/components/search_results.html", {"value": "berg", "results": results}
        )
    assert "1 result" in shown
    assert "Limburg" in shown


def test_invalid_field_is_tied_to_its_message() -> None:
    class Question(forms.Form):
        title = forms.CharField(help_text="Short")

    group = str(Question({})["title"].as_field_group())
    assert "utrecht-form-field--invalid" in group
    assert 'aria-invalid="true"' in group
    assert 'aria-describedby="id_title_helptext id_title_error"' in group
    assert 'id="id_title_error"' in group


def test_error_page_500_needs_no_context() -> None:
    assert "utrecht-page-header" in render_to_string("500.html")
