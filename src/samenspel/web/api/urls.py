# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the API; without a slash at the end, as the design rules ask."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from samenspel.web.api.city_link_look_backs import router as city_link_look_backs
from samenspel.web.api.city_link_partners import router as city_link_partners
from samenspel.web.api.city_links import router as city_links
from samenspel.web.api.design_rules import DesignRulesAPI
from samenspel.web.api.dialogues import router as dialogues
from samenspel.web.api.reading import router
from samenspel.web.api.writing import answer_refusals  # puts its operations on the same router

api = DesignRulesAPI(
    title="Samenspel",
    description="Samenwerking van gemeenten in Nederland en Vlaanderen: open gegevens met hun "
    "bron. Lezen kan zonder in te loggen. Schrijven kan met een toegangssleutel of ingelogd op "
    "de site, en mag wie het op de site ook mag.",
    urls_namespace="api-v1",
    openapi_extra={
        "info": {"license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}},
    },
)
api.add_router("", router)
api.add_router("", dialogues)
for city_link_router in (city_links, city_link_look_backs, city_link_partners):
    api.add_router("", city_link_router)
answer_refusals(api)


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; readable from every site."""
    found = api.description_document(
        request.build_absolute_uri("/"), contact=settings.SAMENSPEL_CONTACT
    )
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Where the description is."""
    return JsonResponse({"openapi": request.build_absolute_uri("openapi.json")})


urlpatterns = [
    path("api/v1/", root, name="api-root"),
    path("api/v1/openapi.json", description, name="api-description"),
    path("api/v1/", api.urls),
]
