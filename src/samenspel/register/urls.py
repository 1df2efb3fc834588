# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the register: Dutch, kebab, permanent."""

from django.urls import path

from samenspel.register.views import arrangement, arrangements, divisions, home, municipality
from samenspel.register.views import data as data_page
from samenspel.register.views.edit import (
    adding,
    boards,
    history,
    incoming,
    participations,
    secretariat,
)
from samenspel.register.views.edit import arrangement as arrangement_edit

_ONE = "samenwerkingen/<slug:slug>"

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
    path("samenwerkingen/toevoegen/", adding.add, name="arrangement-add"),
    path("samenwerkingen/<slug:slug>/", arrangement.arrangement, name="arrangement"),
    path(
        "samenwerkingen/<slug:slug>/deelnemers.<slug:kind>",
        arrangement.download,
        name="arrangement-download",
    ),
    path(f"{_ONE}/bewerken/", arrangement_edit.correct, name="arrangement-correct"),
    path(f"{_ONE}/beeindigen/", arrangement_edit.end, name="arrangement-end"),
    path(f"{_ONE}/intrekken/", arrangement_edit.withdraw, name="arrangement-withdraw"),
    path(f"{_ONE}/deelnemers/toevoegen/", participations.add, name="participation-add"),
    path(f"{_ONE}/deelnemers/<int:pk>/", participations.correct, name="participation-correct"),
    path(f"{_ONE}/deelnemers/<int:pk>/beeindigen/", participations.end, name="participation-end"),
    path(
        f"{_ONE}/deelnemers/<int:pk>/intrekken/",
        participations.withdraw,
        name="participation-withdraw",
    ),
    path(f"{_ONE}/besturen/toevoegen/", boards.add, name="board-add"),
    path(f"{_ONE}/besturen/<int:pk>/", boards.correct, name="board-correct"),
    path(f"{_ONE}/besturen/<int:pk>/intrekken/", boards.withdraw, name="board-withdraw"),
    path(f"{_ONE}/secretariaat/", secretariat.appoint, name="arrangement-secretariat"),
    path(f"{_ONE}/geschiedenis/", history.history, name="arrangement-history"),
    path(f"{_ONE}/geschiedenis.<slug:kind>", history.download, name="arrangement-history-download"),
    path(f"{_ONE}/geschiedenis/<int:pk>/ongedaan-maken/", history.undo_change, name="change-undo"),
    path(f"{_ONE}/bron-zegt-iets-nieuws/", incoming.incoming, name="arrangement-incoming"),
    path("regios/", divisions.divisions, name="divisions"),
    path("regios/<slug:key>/", divisions.division, name="division"),
    path("regios/<slug:key>/gemeenten.<slug:kind>", divisions.download, name="division-download"),
    path("gegevens/", data_page.data, name="data"),
    path("methoden/", data_page.methods, name="methods"),
]
