# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages for councils."""

from django.urls import URLPattern, path

from samenspel.insight.views import council, representatives

_OF_PLACE = "gemeenten/<slug:slug>/raad/"
_OF_ARRANGEMENT = "samenwerkingen/<slug:slug>/raden/"

urlpatterns: list[URLPattern] = [
    path(_OF_PLACE, council.municipality_council, name="municipality-council"),
    path(
        f"{_OF_PLACE}tabel/<slug:table>.<slug:kind>",
        council.municipality_table,
        name="municipality-council-table",
    ),
    path(f"{_OF_PLACE}alles.json", council.municipality_json, name="municipality-council-json"),
    path(f"{_OF_PLACE}vertegenwoordigers/", representatives.listed, name="representatives"),
    path(f"{_OF_PLACE}vertegenwoordigers/nieuw/", representatives.add, name="representative-add"),
    path(
        f"{_OF_PLACE}vertegenwoordigers/<int:pk>/",
        representatives.correct,
        name="representative-correct",
    ),
    path(
        f"{_OF_PLACE}vertegenwoordigers/<int:pk>/einde/",
        representatives.end,
        name="representative-end",
    ),
    path(
        f"{_OF_PLACE}vertegenwoordigers/<int:pk>/naam/",
        representatives.forget_name,
        name="representative-name",
    ),
    path(
        f"{_OF_PLACE}vertegenwoordigers/<int:pk>/terug/",
        representatives.undo,
        name="representative-undo",
    ),
    path(_OF_ARRANGEMENT, council.arrangement_councils, name="arrangement-councils"),
    path(
        f"{_OF_ARRANGEMENT}tabel/<slug:table>.<slug:kind>",
        council.arrangement_table,
        name="arrangement-councils-table",
    ),
    path(
        f"{_OF_ARRANGEMENT}alles.json", council.arrangement_json, name="arrangement-councils-json"
    ),
]
