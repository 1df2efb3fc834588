# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the register: Dutch, kebab, permanent."""

from django.urls import path

from samenspel.register.views import arrangement, arrangements, divisions, home, municipality
from samenspel.register.views import data as data_page

urlpatterns = [
    path("", home.home, name="home"),
    path("gemeenten/", home.municipalities, name="municipalities"),
    path("gemeenten/<slug:slug>/", municipality.municipality, name="municipality"),
    path(
        "gemeenten/<slug:slug>/samenwerkingen.<slug:kind>",
        municipality.download,
        name="municipality-download",
    ),
    path("samenwerkingen/", arrangements.arrangements, name="arrangements"),
    path("samenwerkingen/lijst.<slug:kind>", arrangements.download, name="arrangements-download"),
    path("samenwerkingen/<slug:slug>/", arrangement.arrangement, name="arrangement"),
    path(
        "samenwerkingen/<slug:slug>/deelnemers.<slug:kind>",
        arrangement.download,
        name="arrangement-download",
    ),
    path("regios/", divisions.divisions, name="divisions"),
    path("regios/<slug:key>/", divisions.division, name="division"),
    path("regios/<slug:key>/gemeenten.<slug:kind>", divisions.download, name="division-download"),
    path("gegevens/", data_page.data, name="data"),
    path("methoden/", data_page.methods, name="methods"),
]
