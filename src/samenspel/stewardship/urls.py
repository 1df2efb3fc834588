# SPDX-License-Identifier: EUPL-1.2
"""Addresses of stewardship: Dutch, kebab, permanent."""

from django.urls import URLPattern, path

from samenspel.stewardship.views import (
    confirm,
    desk,
    imports,
    matching,
    public_register,
    quality,
    set_aside,
    worklist,
)

urlpatterns: list[URLPattern] = [
    path("gemeenten/<slug:slug>/lijst/", imports.list_import, name="municipality-list-import"),
    path(
        "gemeenten/<slug:slug>/lijst/sjabloon.<slug:kind>",
        imports.template,
        name="municipality-list-template",
    ),
    path("gemeenten/<slug:slug>/lijst/<int:pk>/", imports.imported_list, name="municipality-list"),
    path(
        "gemeenten/<slug:slug>/lijst/<int:pk>/fouten.<slug:kind>",
        imports.errors,
        name="municipality-list-errors",
    ),
    path("mijn/", desk.my_page, name="my-page"),
    path(
        "gemeenten/<slug:slug>/werklijst/", worklist.of_municipality, name="municipality-worklist"
    ),
    path(
        "samenwerkingen/<slug:slug>/werklijst/",
        worklist.of_arrangement,
        name="arrangement-worklist",
    ),
    path("samenwerkingen/<slug:slug>/werklijst/opzij/", set_aside.aside, name="finding-set-aside"),
    path("secretariaten/<int:pk>/werklijst/", worklist.of_secretariat, name="secretariat-worklist"),
    path("gemeenten/<slug:slug>/bevestigen/", confirm.confirm_round, name="municipality-confirm"),
    path(
        "gemeenten/<slug:slug>/register/",
        public_register.register_page,
        name="municipality-public-register",
    ),
    path(
        "gemeenten/<slug:slug>/register.<slug:kind>",
        public_register.download,
        name="municipality-public-register-download",
    ),
    path("gegevens/kwaliteit/", quality.quality, name="quality"),
    path("gegevens/kwaliteit.<slug:kind>", quality.download, name="quality-download"),
    path("bronnen/", matching.compare, name="sources-compare"),
    path("bronnen/<int:pk>/", matching.match, name="sources-match"),
]
