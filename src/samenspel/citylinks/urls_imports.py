# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: importing a list."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import imports, imports_lists

_ALL = "stedenbanden/importeren/"
_OF = f"{_ALL}<slug:slug>/"
_ONE = f"{_OF}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_ALL, imports.choose, name="citylinks-import"),
    path(_OF, imports.send, name="citylinks-import-list"),
    path(
        f"{_OF}<slug:name>.<slug:kind>",
        imports.template,
        name="citylinks-import-template",
    ),
    path(_ONE, imports_lists.imported, name="citylinks-imported"),
    path(
        f"{_ONE}fouten.<slug:kind>",
        imports_lists.errors,
        name="citylinks-imported-errors",
    ),
]
